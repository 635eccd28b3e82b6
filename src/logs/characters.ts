/** What each character is to the scanner, as flags. */

export const BLANK = 1
export const LETTER = 2
export const DIGIT = 4
export const JOINER = 8
/** A letter that is no hex digit. */
export const OTHER = 16
export const SLASH = 32
export const AT = 64
export const COLON = 128
/** A letter of a script that writes no blank between a word and a number, and mostly none between words. */
export const SCRIPT = 256

/** Flags of each UTF-16 unit. */
export const CLASSES = new Uint16Array(0x10000).fill(LETTER | OTHER)
for (let code = 0; code < 128; code++) CLASSES[code] = classOfAscii(String.fromCharCode(code))

function classOfAscii(character: string): number {
  if (/\s/.test(character) || character < ' ' || character === '\u007f') return BLANK
  if (/\d/.test(character)) return DIGIT
  if (/[a-f]/i.test(character)) return LETTER
  if (/[a-z]/i.test(character)) return LETTER | OTHER
  if (character === '/' || character === '\\') return JOINER | SLASH
  if (character === '@') return JOINER | AT
  if (character === ':') return JOINER | COLON
  return /[_.#$%+~&?*^!-]/.test(character) ? JOINER : 0
}

// East Asian punctuation parts words, as its ASCII relatives do; every other foreign character is a letter.
CLASSES[0xa0] = BLANK
CLASSES.fill(BLANK, 0x2000, 0x2010)
CLASSES[0x3000] = BLANK
CLASSES.fill(0, 0x3001, 0x3040)
// Full-width punctuation, and what stands for bytes that were no text.
CLASSES.fill(0, 0xff01, 0xff10)
CLASSES.fill(0, 0xff1a, 0xff21)
CLASSES[0xfffd] = 0

// Thai and Lao, Myanmar, Khmer, kana, ideographs, Hangul.
const SCRIPTS: readonly (readonly [number, number])[] = [
  [0x0e01, 0x0f00],
  [0x1000, 0x10a0],
  [0x1780, 0x1800],
  [0x3041, 0x3100],
  [0x3100, 0x3200],
  [0x3400, 0xa000],
  [0xac00, 0xd7a4],
  [0xf900, 0xfb00],
  [0xff66, 0xffa0]
]
for (const [from, end] of SCRIPTS) CLASSES.fill(LETTER | OTHER | SCRIPT, from, end)

/** Many words that no blank parts: a name is shorter. */
export function isPhrase(text: string): boolean {
  return PHRASE.test(text)
}

const PHRASE =
  /[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f]{5}|[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff]{12}/
