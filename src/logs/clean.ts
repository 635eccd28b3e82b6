/** Text of a log without what terminals, encodings and broken writers left in it. */

/** CSI, OSC and short escapes of terminals, and marks of byte order. Bounded, so linear. */
const INVISIBLE =
  /\ufeff|\u001b(?:\[[0-?]{0,32}[ -/]{0,4}[@-~]?|\][^\u0007\u001b\n]{0,200}(?:\u0007|\u001b\\)?|[#%(-/][0-~]?|[ -~])?/g
/** Most lines hold nothing else, and this is asked sooner. */
const UNUSUAL = /[^\t\n -~]/
/** Controls but newline and tab, the BOM, and halves of characters. */
const SUSPICIOUS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\ud800-\udfff]/
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Surrogate}/gu

/** At most `limit` characters; line ends are `\n`, escapes and marks of byte order are gone, other controls are U+FFFD (a run of them is one). */
export function clean(text: string, limit: number): string {
  const kept = text.length > limit ? text.slice(0, limit) : text
  if (!UNUSUAL.test(kept) || !SUSPICIOUS.test(kept)) return kept
  return kept
    .replace(INVISIBLE, '')
    .replace(/\r+(?=\n|$)/g, '')
    .replaceAll('\r', '\n')
    .replace(CONTROLS, '\ufffd')
    .replace(/\ufffd{2,}/g, '\ufffd')
}
