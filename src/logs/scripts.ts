import { DIGIT, JOINER, LETTER, SCRIPT, SLASH } from './characters.js'
import { classAt } from './tokens.js'

/** Where words end in scripts that write no blanks: `用户1登录失败` is a word, a number and a phrase. */

const DOT = 46

export function isBetweenScripts(units: Uint16Array, at: number): boolean {
  return (classAt(units, at - 1) & SCRIPT) !== 0 && (classAt(units, at) & (LETTER | DIGIT)) !== 0
}

/** Where a script without blanks meets letters or digits of another, or comes behind a number and its joiner. */
export function partsScripts(before: number, kind: number, flags: number): boolean {
  // Most lines have no such letter at all.
  if (((before | kind) & SCRIPT) === 0 || before === 0) return false
  if ((kind & SCRIPT) === 0) return (kind & (LETTER | DIGIT)) !== 0
  if ((before & SCRIPT) !== 0) return false
  return (before & JOINER) === 0 || ((before & SLASH) === 0 && (flags & DIGIT) !== 0)
}

/** `失败` of `/api/orders/1失败`, not `年` of `/data/2026年.xlsx`: directly behind the path, and no part of it follows. */
export function isSentenceBehind(units: Uint16Array, from: number, at: number): boolean {
  const before = at > from ? classAt(units, at - 1) : SCRIPT
  if ((before & SCRIPT) !== 0 || (before & (LETTER | DIGIT)) === 0) return false
  let end = at
  while (end < at + LONGEST_PART && (classAt(units, end) & (LETTER | DIGIT)) !== 0) end++
  const isMore = (classAt(units, end) & SLASH) !== 0 || units[end] === DOT
  return !isMore || (classAt(units, end + 1) & (LETTER | DIGIT)) === 0
}

const LONGEST_PART = 64
