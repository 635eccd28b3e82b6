import { WILD_TEXT, isWild, readAtom } from './atoms.js'
import { AT, BLANK, DIGIT, JOINER, LETTER, SLASH } from './characters.js'
import type { Tokens } from './tokens.js'
import {
  classAt,
  closeCall,
  collapseRepeats,
  MARK,
  MOST_TOKENS,
  NAME,
  WILD,
  createTokens,
  emit,
  hashInto,
  load
} from './tokens.js'

/**
 * One pass over the characters of a message: words stay, variable parts (numbers, hex, UUIDs, addresses,
 * paths, URLs, e-mail addresses, instants, JSON bodies, quoted phrases) become wildcards. A hash of what stays is
 * made on the way, so that a message like one seen before costs no allocation.
 *
 *   message  = { blank | atom | quoted | body | mark }
 *   atom     = run of letters, digits and joiners ( _ - . / : @ # $ % + \ ~ & ? * ^ ! )
 *   quoted   = '"' word '"' | "'" word "'"    at the start of a word
 *   body     = '{"' … '}' | '[{' … ']'        JSON inside of a message
 *   mark     = any other character
 */

/** A quoted word longer than this, or with a digit in it, is a value and no name. */
const LONGEST_NAME = 40
const LONGEST_QUOTE = 500

export interface Scan {
  /** Of everything that is not variable; equal for equal fingerprints. 32 bits each. */
  readonly low: number
  readonly high: number
  readonly length: number
  readonly kinds: Uint8Array
  readonly starts: Uint16Array
  readonly ends: Uint16Array
  /** Two hashes of each token. */
  readonly lows: Int32Array
  readonly highs: Int32Array
}

export interface Scanner {
  /** The tokens of a message. The answer is overwritten by the next call. */
  scan(text: string): Scan
}

export function createScanner(): Scanner {
  const tokens = createTokens()
  const { kinds, starts, ends, low: lows, high: highs } = tokens
  const answer = { low: 0, high: 0, length: 0, kinds, starts, ends, lows, highs }
  return {
    scan(text) {
      load(tokens, text)
      let at = 0
      while (at < tokens.size && tokens.count < MOST_TOKENS) at = readNext(tokens, at)
      collapseRepeats(tokens)
      hashInto(answer, tokens)
      answer.length = tokens.count
      return answer
    }
  }
}

/** Reads what begins here; answers where it ends. */
function readNext(tokens: Tokens, at: number): number {
  const { units } = tokens
  const kind = classAt(units, at)
  if ((kind & BLANK) !== 0) return at + 1
  if ((kind & (LETTER | DIGIT | JOINER)) !== 0) return readAtom(tokens, at)
  const code = units[at] ?? 0
  if (code === QUOTE || code === APOSTROPHE) return readQuoted(tokens, at, code)
  if (code === OPEN_BRACE && units[at + 1] === QUOTE) return readBody(tokens, at)
  if (isWild(units, at)) {
    emit(tokens, WILD, at, at + WILD_TEXT.length)
    return at + WILD_TEXT.length
  }
  if (code === CLOSE_PARENTHESIS || code === CLOSE_BRACKET) closeCall(tokens, at)
  else emit(tokens, MARK, at, at + 1)
  return at + 1
}

const QUOTE = 34
const APOSTROPHE = 39
const OPEN_BRACE = 123
const CLOSE_BRACE = 125
const BACKSLASH = 92
const CLOSE_PARENTHESIS = 41
const CLOSE_BRACKET = 93

/** A quoted word is one token: it varies, or stays, as a whole. A quoted phrase is read like any other text. */
function readQuoted(tokens: Tokens, from: number, quote: number): number {
  const { units, size } = tokens
  emit(tokens, MARK, from, from + 1)
  const isInWord = from > 0 && (classAt(units, from - 1) & (LETTER | DIGIT)) !== 0
  const end = isInWord
    ? -1
    : closingQuote(tokens, from + 1, Math.min(size, from + LONGEST_QUOTE), quote)
  if (end <= from + 1) return from + 1
  emit(tokens, isName(tokens, from + 1, end) ? NAME : WILD, from + 1, end)
  emit(tokens, MARK, end, end + 1)
  return end + 1
}

/** A quote with neither a letter nor a digit behind it, and no blank before it; −1 where there is none. */
function closingQuote({ units }: Tokens, from: number, most: number, quote: number): number {
  for (let at = from; at < most; at++) {
    const code = units[at] ?? 0
    if (code === BACKSLASH) at++
    else if (code === quote && (classAt(units, at + 1) & (LETTER | DIGIT)) === 0) return at
    else if ((classAt(units, at) & BLANK) !== 0) return -1
  }
  return -1
}

function isName({ units }: Tokens, from: number, end: number): boolean {
  if (end - from > LONGEST_NAME || isWild(units, from)) return false
  for (let at = from; at < end; at++) {
    if ((classAt(units, at) & (DIGIT | SLASH | AT)) !== 0) return false
  }
  return true
}

/** JSON inside of a message, up to its matching brace or the end. */
function readBody(tokens: Tokens, from: number): number {
  const { units, size } = tokens
  let depth = 0
  let isText = false
  let end = from
  for (; end < size; end++) {
    const code = units[end] ?? 0
    if (code === BACKSLASH) end++
    else if (code === QUOTE) isText = !isText
    else if (code === OPEN_BRACE && !isText) depth++
    else if (code === CLOSE_BRACE && !isText && --depth === 0) break
  }
  const stop = Math.min(size, end + 1)
  emit(tokens, WILD, from, stop)
  return stop
}
