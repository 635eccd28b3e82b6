import {
  AT,
  BLANK,
  COLON,
  DIGIT,
  HEX,
  JOINER,
  LETTER,
  SLASH,
  classAt,
  classOf
} from './characters.js'
import type { Tokens } from './tokens.js'
import { MARK, STEM, WILD, WORD, emit } from './tokens.js'

/** What a run of letters, digits and joiners is: a word, a stem, a variable part, or several of these. */

const BACKSLASH = 92
const SLASH_CODE = 47
const COLON_CODE = 58
const COMMA = 44
const DOT = 46

/** A template that is read again: `<*>` is what varies, `blk_<*>` a stem. */
export const WILD_TEXT = '<*>'

export function isWild(text: string, at: number): boolean {
  return text.charCodeAt(at) === 60 && text.startsWith(WILD_TEXT, at)
}

/** Reads the atom that begins here; answers where what was read of it ends. */
export function readAtom(tokens: Tokens, from: number): number {
  const { text, size } = tokens
  let flags = 0
  let shared = HEX | JOINER
  let firstDigit = -1
  let end = from
  for (; end < size; end++) {
    const kind = classOf(text.charCodeAt(end))
    if ((kind & ATOM) === 0) break
    if (firstDigit < 0 && (kind & DIGIT) !== 0) firstDigit = end
    if ((kind & (HEX | JOINER)) === 0) shared = 0
    flags |= kind
  }
  if ((flags & (LETTER | DIGIT)) === 0) {
    // A run of punctuation counts as its first character: rules of any length are equal.
    emit(tokens, MARK, from, from + 1)
    return end
  }
  if (isWild(text, end) && text.charCodeAt(end - 1) !== COLON_CODE) {
    emit(tokens, STEM, from, end)
    return end + WILD_TEXT.length
  }
  const stop = (flags & JOINER) === 0 ? end : trimmed(text, from, end)
  return decide(tokens, { from, stop, flags, firstDigit, isHex: shared !== 0 && firstDigit >= 0 })
}

const ATOM = LETTER | DIGIT | JOINER

interface Atom {
  readonly from: number
  readonly stop: number
  readonly flags: number
  readonly firstDigit: number
  /** Nothing but hex digits and joiners, at least one of them a decimal digit: a number, an address, a UUID, an instant. */
  readonly isHex: boolean
}

function decide(tokens: Tokens, atom: Atom): number {
  const { from, stop, flags, firstDigit, isHex } = atom
  const { text } = tokens
  const isNumber = isHex && ((flags & COLON) !== 0 || !isWordFirst(text, from, stop, firstDigit))
  if ((flags & SLASH) !== 0 && isPlace(text, from, stop)) return readPlace(tokens, from)
  if ((flags & COLON) !== 0 && !isNumber) {
    const end = readPair(tokens, atom)
    if (end > 0) return end
  }
  if (isNumber || ((flags & AT) !== 0 && isMail(text, from, stop))) emit(tokens, WILD, from, stop)
  else emitWord(tokens, from, stop, firstDigit)
  return stop
}

/** A name with a colon behind it, or an address; answers where what was read ends, −1 where it is neither. */
function readPair(tokens: Tokens, { from, stop, firstDigit }: Atom): number {
  const colon = splitAt(tokens.text, from, stop)
  if (colon < 0) return -1
  if (isAddress(tokens.text, from, colon, stop)) {
    emit(tokens, WILD, from, stop)
    return stop
  }
  emitWord(tokens, from, colon, firstDigit < colon ? firstDigit : -1)
  emit(tokens, MARK, colon, colon + 1)
  return colon + 1
}

/** `ee0`, `dcbf..1`: two letters or more first, then no letter any more. */
function isWordFirst(text: string, from: number, stop: number, firstDigit: number): boolean {
  if (firstDigit < from + 2) return false
  for (let at = firstDigit; at < stop; at++) {
    if ((classAt(text, at) & LETTER) !== 0) return false
  }
  return true
}

/** Where an atom ends without the punctuation of the sentence behind it. */
function trimmed(text: string, from: number, end: number): number {
  let stop = end
  while (stop > from + 1) {
    const code = text.charCodeAt(stop - 1)
    const isEnd = code === DOT || code === COLON_CODE || code === 33 || code === 63 || code === 42
    if (!isEnd) break
    stop--
  }
  return stop
}

/** A path or a URL: begins with a slash or a drive, holds `://`, or has two slashes. */
function isPlace(text: string, from: number, end: number): boolean {
  const first = text.charCodeAt(from)
  const second = text.charCodeAt(from + 1)
  if (first === SLASH_CODE || first === BACKSLASH) return end > from + 1
  if (first === DOT && second === SLASH_CODE) return true
  if (second === COLON_CODE && text.charCodeAt(from + 2) === BACKSLASH) return true
  let slashes = 0
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code === SLASH_CODE || code === BACKSLASH) slashes++
  }
  return slashes >= 2
}

/** Paths and URLs go on over `=` and `;` to the next blank, quote, bracket or comma. */
function readPlace(tokens: Tokens, from: number): number {
  const { text, size } = tokens
  let end = from
  for (; end < size; end++) {
    const code = text.charCodeAt(end)
    const kind = classOf(code)
    if ((kind & BLANK) !== 0) break
    if (kind === 0 && code !== 61 && code !== 59) break
  }
  const stop = trimmed(text, from, end)
  emit(tokens, WILD, from, stop)
  return stop
}

/** The colon between a name and its value (`sid:0x12`, `auth:SIMPLE`), not that of `std::string`; −1 where there is none. */
function splitAt(text: string, from: number, end: number): number {
  for (let at = from + 1; at < end; at++) {
    if (text.charCodeAt(at) !== COLON_CODE) continue
    const isName =
      (classAt(text, at - 1) & (LETTER | JOINER)) !== 0 && text.charCodeAt(at - 1) !== COLON_CODE
    if (!isName || text.charCodeAt(at + 1) === COLON_CODE) return -1
    return at
  }
  return -1
}

/** `db.internal:5432`, `Db.java:31`: a dotted name and a number. */
function isAddress(text: string, from: number, colon: number, end: number): boolean {
  const dot = text.indexOf('.', from)
  if (dot < 0 || dot > colon || colon + 1 >= end) return false
  for (let at = colon + 1; at < end; at++) {
    if ((classAt(text, at) & DIGIT) === 0) return false
  }
  return true
}

/** Something before the @, and a dot with a letter behind it after. */
function isMail(text: string, from: number, end: number): boolean {
  const at = text.indexOf('@', from)
  if (at <= from || at >= end - 3) return false
  const dot = text.indexOf('.', at)
  return dot > at + 1 && dot < end - 1
}

/** A word without digits, a stem with a variable end, or a variable part. */
function emitWord(tokens: Tokens, from: number, end: number, firstDigit: number): void {
  if (firstDigit < 0) {
    emit(tokens, isValue(tokens, from, end) ? WILD : WORD, from, end)
    return
  }
  const stem = stemEnd(tokens.text, from, end, firstDigit)
  if (stem < 0) emit(tokens, WILD, from, end)
  else emit(tokens, STEM, from, stem)
}

/**
 * Letters before the first digit are a stem where a separator parts them or the digits end the word: `blk_` of
 * `blk_-12`, `eth` of `eth0`. A single letter is part of the number: `node-` of `node-D1`. −1 where there is none.
 */
function stemEnd(text: string, from: number, end: number, firstDigit: number): number {
  let last = firstDigit - 1
  if (isLetter(text, last, from) && !isLetter(text, last - 1, from)) last--
  let stop = last + 1
  while (last >= from && (classAt(text, last) & JOINER) !== 0) stop = last-- + 1
  if (last - from < 1) return -1
  if (stop === last + 2) return stop
  let at = firstDigit
  while (at < end && (classAt(text, at) & DIGIT) !== 0) at++
  return at === end || (classAt(text, at) & JOINER) !== 0 ? stop : -1
}

function isLetter(text: string, at: number, from: number): boolean {
  return at >= from && (classAt(text, at) & LETTER) !== 0
}

/** A word that stands for a value: a part of an instant, a unit, a literal behind its name, a host. */
function isValue(tokens: Tokens, from: number, end: number): boolean {
  const { text, count, kinds } = tokens
  if (end - from <= 3 && isPartOfInstant(tokens, from, end)) return true
  if (
    end - from <= 9 &&
    count > 0 &&
    kinds[count - 1] === MARK &&
    LITERALS.has(text.slice(from, end))
  )
    return true
  return isHost(text, from, end)
}

const LITERALS = new Set(
  'true false True False TRUE FALSE null NULL None nil undefined NaN'.split(' ')
)
const TOP_DOMAINS = new Set(
  'com org net edu gov mil int info biz uk de fr jp cn ru nl eu hk br ca au ch internal local localdomain lan arpa'.split(
    ' '
  )
)

/** `proxy.example.com`: small letters, and a top-level domain at the end, not at the beginning as of a package. */
function isHost(text: string, from: number, end: number): boolean {
  let dot = end - 1
  while (dot > from && end - dot <= LONGEST_TOP_DOMAIN && text.charCodeAt(dot) !== DOT) dot--
  if (dot <= from || text.charCodeAt(dot) !== DOT) return false
  if (!TOP_DOMAINS.has(text.slice(dot + 1, end))) return false
  const first = text.indexOf('.', from)
  return first !== dot && !TOP_DOMAINS.has(text.slice(from, first))
}

const LONGEST_TOP_DOMAIN = 'localdomain'.length

/** `Jun` before a number, `CST` and `PM` behind one, `Sat` before a month. */
function isPartOfInstant({ text, size, count, kinds }: Tokens, from: number, end: number): boolean {
  const isBehindNumber = count > 0 && kinds[count - 1] === WILD
  const mayBeDay = end - from === 3 && isCapital(text.charCodeAt(from))
  // Most short words are neither: no text is made of them.
  if (!isBehindNumber && !mayBeDay) return false
  const word = text.slice(from, end)
  if (MONTHS.has(word)) return nextIsDigit(text, end, size)
  if (WEEKDAYS.has(word))
    return (
      nextIsDigit(text, end, size) ||
      MONTHS.has(text.slice(skipBlank(text, end), skipBlank(text, end) + 3))
    )
  return isBehindNumber && ENDINGS.has(word)
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90
}

const MONTHS = new Set('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '))
const WEEKDAYS = new Set('Mon Tue Wed Thu Fri Sat Sun'.split(' '))
/** Behind a number: zones of time and units, which change with its size. */
const ENDINGS = new Set(
  (
    'UTC GMT CST CET EST EDT PST PDT MST MDT BST IST JST AM PM Z am pm ' +
    'B kB KB MB GB TB KiB MiB GiB TiB ns us µs ms s sec min h'
  ).split(' ')
)

function nextIsDigit(text: string, end: number, size: number): boolean {
  const at = skipBlank(text, end)
  return at < size && (classAt(text, at) & DIGIT) !== 0
}

function skipBlank(text: string, at: number): number {
  let next = at
  while (next < at + 3 && (text.charCodeAt(next) === 32 || text.charCodeAt(next) === COMMA)) next++
  return next
}
