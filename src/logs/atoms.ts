import { AT, BLANK, COLON, DIGIT, JOINER, LETTER, OTHER, SCRIPT, SLASH } from './characters.js'
import { isBetweenScripts, isSentenceBehind, partsScripts } from './scripts.js'
import type { Tokens } from './tokens.js'
import { MARK, STEM, WILD, WORD, classAt, emit } from './tokens.js'

/** What a run of letters, digits and joiners is: a word, a stem, a variable part, or several of these. */

const BACKSLASH = 92
const SLASH_CODE = 47
const COLON_CODE = 58
const COMMA = 44
const DOT = 46
const AT_CODE = 64

/** A template that is read again: `<*>` is what varies, `blk_<*>` a stem. */
export const WILD_TEXT = '<*>'

export function isWild(units: Uint16Array, at: number): boolean {
  return units[at] === 60 && units[at + 1] === 42 && units[at + 2] === 62
}

/** Reads the atom that begins here; answers where what was read of it ends. */
export function readAtom(tokens: Tokens, from: number): number {
  let end = readOne(tokens, from)
  while (isBetweenScripts(tokens.units, end)) end = readBehindScript(tokens, end)
  return end
}

/** A word of a script without blanks and what varies behind it are a stem, as `eth0` is: `用户<*>登录失败`. */
function readBehindScript(tokens: Tokens, from: number): number {
  const { kinds, starts, ends } = tokens
  const word = tokens.count - 1
  const end = readOne(tokens, from)
  const isStem =
    kinds[word] === WORD &&
    ends[word] === from &&
    tokens.count > word + 1 &&
    kinds[word + 1] === WILD
  if (!isStem) return end
  const stop = ends[word + 1] ?? end
  tokens.count = word
  emit(tokens, STEM, starts[word] ?? 0, from)
  return stop
}

function readOne(tokens: Tokens, from: number): number {
  const { units, size } = tokens
  let flags = 0
  let end = from
  let before = 0
  for (; end < size; end++) {
    const kind = classAt(units, end)
    if ((kind & ATOM) === 0 || partsScripts(before, kind, flags)) break
    flags |= kind
    before = kind
  }
  if ((flags & (LETTER | DIGIT)) === 0) {
    // A run of punctuation counts as its first character: rules of any length are equal.
    emit(tokens, MARK, from, from + 1)
    return end
  }
  if (isWild(units, end) && units[end - 1] !== COLON_CODE) {
    emit(tokens, STEM, from, end)
    return end + WILD_TEXT.length
  }
  if ((flags & (DIGIT | JOINER)) === 0) {
    emit(tokens, isValue(tokens, from, end) ? WILD : WORD, from, end)
    return end
  }
  return decide(tokens, from, (flags & JOINER) === 0 ? end : trimmed(units, from, end), flags)
}

const ATOM = LETTER | DIGIT | JOINER

/** `flags`: of all its characters. Answers where what was read ends. */
function decide(tokens: Tokens, from: number, stop: number, flags: number): number {
  const { units } = tokens
  const digit = firstDigit(units, from, flags)
  // Hex digits and joiners, at least one of them a decimal digit: a number, an address, a UUID, an instant.
  const isHex = digit >= 0 && (flags & OTHER) === 0
  const isNumber = isHex && ((flags & COLON) !== 0 || !isWordFirst(units, from, stop, digit))
  if ((flags & SLASH) !== 0 && isPlace(units, from, stop)) return readPlace(tokens, from)
  if ((flags & COLON) !== 0 && !isNumber) {
    const end = readPair(tokens, from, stop, digit)
    if (end > 0) return end
  }
  if (isNumber || ((flags & AT) !== 0 && isMail(units, from, stop))) emit(tokens, WILD, from, stop)
  else emitWord(tokens, from, stop, digit)
  return stop
}

/** −1 where there is none. */
function firstDigit(units: Uint16Array, from: number, flags: number): number {
  if ((flags & DIGIT) === 0) return -1
  let at = from
  while ((classAt(units, at) & DIGIT) === 0) at++
  return at
}

/** A name with a colon behind it, or an address; answers where what was read ends, −1 where it is neither. */
function readPair(tokens: Tokens, from: number, stop: number, digit: number): number {
  const { units } = tokens
  const colon = splitAt(units, from, stop)
  if (colon < 0) return -1
  if (isAddress(units, from, colon, stop)) {
    emit(tokens, WILD, from, stop)
    return stop
  }
  emitWord(tokens, from, colon, digit < colon ? digit : -1)
  emit(tokens, MARK, colon, colon + 1)
  return colon + 1
}

/** `ee0`, `dcbf..1`: two letters or more first, then no letter any more. */
function isWordFirst(units: Uint16Array, from: number, stop: number, firstDigit: number): boolean {
  if (firstDigit < from + 2) return false
  for (let at = firstDigit; at < stop; at++) {
    if ((classAt(units, at) & LETTER) !== 0) return false
  }
  return true
}

/** Where an atom ends without the punctuation of the sentence behind it. */
function trimmed(units: Uint16Array, from: number, end: number): number {
  let stop = end
  while (stop > from + 1) {
    const code = units[stop - 1]
    const isEnd = code === DOT || code === COLON_CODE || code === 33 || code === 63 || code === 42
    if (!isEnd) break
    stop--
  }
  return stop
}

/** A path or a URL: begins with a slash or a drive, holds `://`, or has two slashes. */
function isPlace(units: Uint16Array, from: number, end: number): boolean {
  const first = units[from]
  const second = units[from + 1]
  if (first === SLASH_CODE || first === BACKSLASH) return end > from + 1
  if (first === DOT && second === SLASH_CODE) return true
  if (second === COLON_CODE && units[from + 2] === BACKSLASH) return true
  let slashes = 0
  for (let at = from; at < end; at++) {
    const code = units[at]
    if (code === SLASH_CODE || code === BACKSLASH) slashes++
  }
  return slashes >= 2
}

/** Paths and URLs go on over `=` and `;` to the next blank, quote, bracket or comma. */
function readPlace(tokens: Tokens, from: number): number {
  const { units, size } = tokens
  let end = from
  for (; end < size; end++) {
    const kind = classAt(units, end)
    if ((kind & BLANK) !== 0) break
    if (kind === 0 && units[end] !== 61 && units[end] !== 59) break
    if ((kind & SCRIPT) !== 0 && isSentenceBehind(units, from, end)) break
  }
  const stop = trimmed(units, from, end)
  emit(tokens, WILD, from, stop)
  return stop
}

/** The colon between a name and its value (`sid:0x12`, `auth:SIMPLE`), not that of `std::string`; −1 where there is none. */
function splitAt(units: Uint16Array, from: number, end: number): number {
  for (let at = from + 1; at < end; at++) {
    if (units[at] !== COLON_CODE) continue
    const isName =
      (classAt(units, at - 1) & (LETTER | JOINER)) !== 0 && units[at - 1] !== COLON_CODE
    if (!isName || units[at + 1] === COLON_CODE) return -1
    return at
  }
  return -1
}

/** `db.internal:5432`, `Db.java:31`: a dotted name and a number. */
function isAddress(units: Uint16Array, from: number, colon: number, end: number): boolean {
  if (colon + 1 >= end) return false
  for (let at = colon + 1; at < end; at++) {
    if ((classAt(units, at) & DIGIT) === 0) return false
  }
  return indexOf(units, DOT, from, colon) >= 0
}

/** Something before the @, and a dot with a letter behind it after. */
function isMail(units: Uint16Array, from: number, end: number): boolean {
  const at = indexOf(units, AT_CODE, from, end)
  if (at <= from || at >= end - 3) return false
  const dot = indexOf(units, DOT, at, end)
  return dot > at + 1 && dot < end - 1
}

/** −1 where it does not stand before `end`. */
function indexOf(units: Uint16Array, code: number, from: number, end: number): number {
  for (let at = from; at < end; at++) if (units[at] === code) return at
  return -1
}

/** A word without digits, a stem with a variable end, or a variable part. */
function emitWord(tokens: Tokens, from: number, end: number, firstDigit: number): void {
  if (firstDigit < 0) {
    const isVariable = isValue(tokens, from, end) || isHost(tokens, from, end)
    emit(tokens, isVariable ? WILD : WORD, from, end)
    return
  }
  const stem = stemEnd(tokens.units, from, end, firstDigit)
  if (stem < 0) emit(tokens, WILD, from, end)
  else emit(tokens, STEM, from, stem)
}

/**
 * Letters before the first digit are a stem where a separator parts them or the digits end the word: `blk_` of
 * `blk_-12`, `eth` of `eth0`. A single letter is part of the number: `node-` of `node-D1`. −1 where there is none.
 */
function stemEnd(units: Uint16Array, from: number, end: number, firstDigit: number): number {
  let last = firstDigit - 1
  if (isLetter(units, last, from) && !isLetter(units, last - 1, from)) last--
  let stop = last + 1
  while (last >= from && (classAt(units, last) & JOINER) !== 0) stop = last-- + 1
  if (last - from < 1) return -1
  if (stop === last + 2) return stop
  let at = firstDigit
  while (at < end && (classAt(units, at) & DIGIT) !== 0) at++
  return at === end || (classAt(units, at) & JOINER) !== 0 ? stop : -1
}

function isLetter(units: Uint16Array, at: number, from: number): boolean {
  return at >= from && (classAt(units, at) & LETTER) !== 0
}

/** A word that stands for a value: a part of an instant, a unit, a literal behind its name. */
function isValue(tokens: Tokens, from: number, end: number): boolean {
  const { text, units, count, kinds } = tokens
  if (end - from <= 3 && isPartOfInstant(tokens, from, end)) return true
  if (count === 0 || end - from > LONGEST_LITERAL || kinds[count - 1] !== MARK) return false
  // Most words begin otherwise: no text is made of them.
  return INITIALS.includes(units[from] ?? 0) && LITERALS.has(text.slice(from, end))
}

const LONGEST_LITERAL = 9
const LITERALS = new Set(
  'true false True False TRUE FALSE null NULL None nil undefined NaN'.split(' ')
)
const INITIALS = [...new Set([...LITERALS].map(literal => literal.charCodeAt(0)))]
const TOP_DOMAINS = new Set(
  'com org net edu gov mil int info biz uk de fr jp cn ru nl eu hk br ca au ch internal local localdomain lan arpa'.split(
    ' '
  )
)

/** `proxy.example.com`: small letters, and a top-level domain at the end, not at the beginning as of a package. */
function isHost({ text, units }: Tokens, from: number, end: number): boolean {
  let dot = end - 1
  while (dot > from && end - dot <= LONGEST_TOP_DOMAIN && units[dot] !== DOT) dot--
  if (dot <= from || units[dot] !== DOT) return false
  if (!TOP_DOMAINS.has(text.slice(dot + 1, end))) return false
  const first = text.indexOf('.', from)
  return first !== dot && !TOP_DOMAINS.has(text.slice(from, first))
}

const LONGEST_TOP_DOMAIN = 'localdomain'.length

/** `Jun` before a number, `CST` and `PM` behind one, `Sat` before a month. */
function isPartOfInstant(tokens: Tokens, from: number, end: number): boolean {
  const { text, units, count, kinds } = tokens
  const isBehindNumber = count > 0 && kinds[count - 1] === WILD
  const mayBeDay = end - from === 3 && isCapital(units[from] ?? 0)
  // Most short words are neither: no text is made of them.
  if (!isBehindNumber && !mayBeDay) return false
  const word = text.slice(from, end)
  if (MONTHS.has(word)) return nextIsDigit(tokens, end)
  if (WEEKDAYS.has(word)) {
    const next = skipBlank(units, end)
    return nextIsDigit(tokens, end) || MONTHS.has(text.slice(next, next + 3))
  }
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

function nextIsDigit({ units }: Tokens, end: number): boolean {
  return (classAt(units, skipBlank(units, end)) & DIGIT) !== 0
}

function skipBlank(units: Uint16Array, at: number): number {
  let next = at
  while (next < at + 3 && (units[next] === 32 || units[next] === COMMA)) next++
  return next
}
