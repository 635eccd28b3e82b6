/** What each character is to the scanner, as flags. */

export const BLANK = 1
export const LETTER = 2
export const DIGIT = 4
export const JOINER = 8
export const HEX = 16
export const SLASH = 32
export const AT = 64
export const COLON = 128

/** Flags of each ASCII character. */
const CLASSES = new Uint8Array(128)
for (let code = 0; code < 128; code++) CLASSES[code] = classOfAscii(String.fromCharCode(code))

function classOfAscii(character: string): number {
  if (/\s/.test(character) || character < ' ' || character === '\u007f') return BLANK
  if (/\d/.test(character)) return DIGIT | HEX
  if (/[a-f]/i.test(character)) return LETTER | HEX
  if (/[a-z]/i.test(character)) return LETTER
  if (character === '/' || character === '\\') return JOINER | SLASH
  if (character === '@') return JOINER | AT
  if (character === ':') return JOINER | COLON
  return /[_.#$%+~&?*^!-]/.test(character) ? JOINER : 0
}

/** East Asian punctuation parts words, as its ASCII relatives do; every other foreign character is a letter. */
function classAbove(code: number): number {
  if (code < 0x2000) return code === 0xa0 ? BLANK : LETTER
  if (code <= 0x200f || code === 0x3000 || code === 0xfeff) return BLANK
  return MARKS.some(([first, last]) => code >= first && code <= last) ? 0 : LETTER
}

/** CJK and full-width punctuation, and what stands for bytes that were no text. */
const MARKS: readonly (readonly [number, number])[] = [
  [0x3001, 0x303f],
  [0xff01, 0xff0f],
  [0xff1a, 0xff20],
  [0xfffd, 0xfffd]
]

/** The flags of one UTF-16 unit; 0 for NaN, the unit behind the end. */
export function classOf(code: number): number {
  return code < 128 ? (CLASSES[code] ?? 0) : code >= 128 ? classAbove(code) : 0
}

export function classAt(text: string, at: number): number {
  return classOf(text.charCodeAt(at))
}
