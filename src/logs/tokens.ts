/** The tokens of one message, kept without allocation, with a hash of what is constant in them. */

import { CLASSES, DIGIT } from './characters.js'

/** What a token is. A stem is a word that ends in a variable part: `blk_<*>`, `eth<*>`. */
export const WILD = 0
export const WORD = 1
export const STEM = 2
export const MARK = 3
/** A quoted name: constant as it stands, but ready to vary. */
export const NAME = 4

const COMMA = 44
const OPEN_PARENTHESIS = 40
const OPEN_BRACKET = 91

/** Characters of a message that are looked at, and tokens that are kept of it. */
export const MOST_CHARACTERS = 2000
export const MOST_TOKENS = 250

export interface Tokens {
  text: string
  size: number
  /** The characters: an array is read several times as fast as a text. */
  readonly units: Uint16Array
  /** The same memory. */
  readonly bytes: Buffer
  count: number
  readonly kinds: Uint8Array
  readonly starts: Uint16Array
  readonly ends: Uint16Array
  /** Two hashes of each token: 53 bits in the end. */
  readonly low: Int32Array
  readonly high: Int32Array
}

export function createTokens(): Tokens {
  const units = new Uint16Array(MOST_CHARACTERS + BEHIND)
  return {
    text: '',
    size: 0,
    units,
    bytes: Buffer.from(units.buffer),
    count: 0,
    kinds: new Uint8Array(MOST_TOKENS),
    starts: new Uint16Array(MOST_TOKENS),
    ends: new Uint16Array(MOST_TOKENS),
    low: new Int32Array(MOST_TOKENS),
    high: new Int32Array(MOST_TOKENS)
  }
}

/** Characters behind the end that may be looked at; there nothing stands. */
const BEHIND = 8

/** Begins a message. */
export function load(tokens: Tokens, text: string): void {
  const { units, bytes } = tokens
  const size = Math.min(text.length, MOST_CHARACTERS)
  bytes.write(text, 0, size * 2, 'utf16le')
  for (let at = size; at < size + BEHIND; at++) units[at] = 0
  tokens.text = text
  tokens.size = size
  tokens.count = 0
}

/** The flags of one character. */
export function classAt(units: Uint16Array, at: number): number {
  return CLASSES[units[at] ?? 0] ?? 0
}

/** A list of structures repeats at least so many tokens; fewer are a stammer. */
const LEAST_PERIOD = 3
const LONGEST_PERIOD = 20
/** Shorter messages hold no list of structures. */
const LEAST_TOKENS = 12

/** Structures that follow each other and differ in variable parts only are one: lists of any length are equal. */
export function collapseRepeats(tokens: Tokens): void {
  if (tokens.count < LEAST_TOKENS) return
  const { kinds, starts, ends, low, high, count } = tokens
  const isEqual = (left: number, right: number) =>
    low[left] === low[right] && high[left] === high[right]
  let kept = 0
  for (let at = 0; at < count; at++) {
    if (kept !== at) {
      for (const list of [kinds, starts, ends, low, high]) list[kept] = list[at] ?? 0
    }
    kept++
    kept -= repeatedPeriod(kept, isEqual)
  }
  tokens.count = kept
}

/** How many tokens at the end are equal to those before them; 0 where none are. */
export function repeatedPeriod(
  length: number,
  isEqual: (left: number, right: number) => boolean
): number {
  const last = length - 1
  const longest = length < LEAST_TOKENS ? 0 : Math.min(LONGEST_PERIOD, length >> 1)
  for (let period = LEAST_PERIOD; period <= longest; period++) {
    let at = 0
    while (at < period && isEqual(last - at, last - at - period)) at++
    if (at === period) return period
  }
  return 0
}

/** Two hashes, equal for messages with the same constant parts. */
export interface Hash {
  low: number
  high: number
}

export function hashInto(into: Hash, { count, low, high }: Tokens): void {
  let left = 17
  let right = 29
  for (let i = 0; i < count; i++) {
    left = Math.imul(left ^ (low[i] ?? 0), 0x5bd1e995)
    left ^= left >>> 15
    right = Math.imul(right ^ (high[i] ?? 0), 0x27d4eb2f)
    right ^= right >>> 13
  }
  into.low = left
  into.high = right
}

/** `LOCAL(0)`, `sshd[123]`: a word and its number without a blank are one stem. */
export function closeCall(tokens: Tokens, at: number): void {
  const { starts, ends, units, count } = tokens
  const word = count - 3
  const inner = count - 1
  const isTight = isCall(tokens, word) && ends[word] === starts[count - 2] && ends[inner] === at
  const isNumber = isTight && (classAt(units, starts[inner] ?? 0) & DIGIT) !== 0
  if (!isNumber) return emit(tokens, MARK, at, at + 1)
  tokens.count = word
  emit(tokens, STEM, starts[word] ?? 0, ends[word] ?? 0)
}

/** A word, a bracket and a variable part. */
function isCall({ kinds, starts, units }: Tokens, word: number): boolean {
  if (word < 0 || kinds[word] !== WORD || kinds[word + 1] !== MARK || kinds[word + 2] !== WILD)
    return false
  const code = units[starts[word + 1] ?? 0]
  return code === OPEN_PARENTHESIS || code === OPEN_BRACKET
}

/** Adds a token. Variable parts that only blanks and commas part are one: lists of any length are equal. */
export function emit(state: Tokens, kind: number, from: number, end: number): void {
  const { kinds, starts, ends, low, high, units } = state
  let left = kind
  let right = kind
  if (kind !== WILD) {
    for (let at = from; at < end; at++) {
      const code = units[at] ?? 0
      left = Math.imul(left ^ code, 0x01000193)
      right = Math.imul(right + code, 0x2c9277b5)
    }
  }
  if (kind === WILD || kind === STEM) {
    const before = placeInList(state)
    if (before >= 0 && low[before] === left && high[before] === right) {
      state.count = before + 1
      if (kind === WILD) ends[before] = end
      return
    }
  }
  const at = state.count
  if (at >= MOST_TOKENS) return
  kinds[at] = kind
  starts[at] = from
  ends[at] = end
  low[at] = left
  high[at] = right
  state.count = at + 1
}

/** The last token that is no comma. */
function placeInList({ count, kinds, starts, units }: Tokens): number {
  const last = count - 1
  if (last < 1 || kinds[last] !== MARK) return last
  return units[starts[last] ?? 0] === COMMA ? last - 1 : last
}
