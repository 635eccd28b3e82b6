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

/** Flags of each UTF-16 unit. */
export const CLASSES = new Uint8Array(0x10000).fill(LETTER | OTHER)
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
