import { say, sayNumber } from '../judge/sentence.js'
import type { Unit } from '../model.js'

/**
 * The one place where numbers become words. Every function takes the model's base units (seconds,
 * bytes, fractions, epoch milliseconds) and answers text without line breaks.
 */

/** Between a number and its unit: a line must not break there. */
const GAP = '\u00a0'
/** Between groups of three digits: the narrow no-break space of SI. */
const THIN = '\u202f'
export const NOTHING = '–'

/** A value of a check in its unit, with the digits of the judge's sentences: `0.74 %`, `812 ms`, `12 480`. */
export function formatValue(value: number | undefined, unit: Unit): string {
  if (value === undefined || !Number.isFinite(value)) return NOTHING
  if (unit === 'count' || unit === 'none') return formatNumber(value)
  return typeset(say(value, unit))
}

/** Three significant digits below 1 000, whole with thin spaces above it. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return NOTHING
  const size = Math.abs(value)
  return size >= 999.5 && size < 1e15 ? formatCount(value) : typeset(sayNumber(value))
}

/** A whole number with thin spaces: `12 480`. */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? minus(group(Math.round(value).toFixed(0))) : NOTHING
}

/** The change from before to after: `×3.2`, `+12 %`, `−69 %`, `unchanged`, `from 0`. */
export function formatChange(before: number | undefined, after: number | undefined): string {
  if (before === undefined || after === undefined) return NOTHING
  if (!Number.isFinite(before) || !Number.isFinite(after)) return NOTHING
  if (before === after) return 'unchanged'
  if (before === 0) return 'from 0'
  const ratio = after / before
  if (ratio >= 2) return `×${formatNumber(ratio)}`
  if (ratio < 0) return `${after > before ? '+' : ''}${formatNumber(after - before)}`
  const percent = (ratio - 1) * 100
  if (Math.abs(percent) < 0.05) return 'unchanged'
  return `${percent > 0 ? '+' : ''}${minus(trimZeros(toDigits(percent, 2)))}${GAP}%`
}

/** A probability as a reader grasps it: `0.3 %`, `1 in 20 000`, `less than 1 in a million`. */
export function formatChance(chance: number): string {
  if (!Number.isFinite(chance)) return NOTHING
  if (chance < 1e-6) return 'less than 1 in a million'
  if (chance < 1e-3) return `1 in ${formatCount(Number((1 / chance).toPrecision(2)))}`
  return `${trimZeros(toDigits(chance * 100, 2))}${GAP}%`
}

/** Milliseconds as `0.4 s`, `45 s`, `1 min 30 s`, `2 h 5 min`, `3 d`. At most two parts. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return NOTHING
  if (milliseconds < 10_000 && milliseconds % 1000 !== 0) {
    return `${formatNumber(Math.round(milliseconds / 100) / 10)}${GAP}s`
  }
  const seconds = Math.round(milliseconds / 1000)
  const parts = [
    { size: 86_400, name: 'd' },
    { size: 3_600, name: 'h' },
    { size: 60, name: 'min' },
    { size: 1, name: 's' }
  ]
  const first = parts.findIndex(part => seconds >= part.size)
  if (first < 0) return `0${GAP}s`
  return parts
    .slice(first, first + 2)
    .map((part, index) => {
      const above = parts[first + index - 1]
      const rest = index === 0 || above === undefined ? seconds : seconds % above.size
      return { count: Math.floor(rest / part.size), name: part.name }
    })
    .filter(part => part.count > 0)
    .map(part => `${part.count}${GAP}${part.name}`)
    .join(' ')
}

/** `14:35` in UTC; `14:35:20` where the seconds are not zero. */
export function formatClock(at: number): string {
  const text = isoInstant(at)
  if (text === undefined) return NOTHING
  return text.slice(17, 19) === '00' ? text.slice(11, 16) : text.slice(11, 19)
}

/** `2026-11-23 14:35:00 UTC`. */
export function formatInstant(at: number): string {
  const text = isoInstant(at)
  return text === undefined ? NOTHING : `${text.slice(0, 10)} ${text.slice(11, 19)} UTC`
}

/** RFC 3339 in UTC with milliseconds, undefined where the number is no instant that a date can hold. */
export function isoInstant(at: number): string | undefined {
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return undefined
  return new Date(at).toISOString()
}

/** What the judge says in plain blanks and hyphens, with the blanks that do not break a line. */
function typeset(text: string): string {
  return minus(text)
    .replace(/(?<=\d) (?=\d)/g, THIN)
    .replaceAll(' ', GAP)
}

/** Fixed notation with so many significant digits, never an exponent. */
function toDigits(value: number, digits: number): string {
  if (value === 0) return '0'
  const magnitude = Math.floor(Math.log10(Math.abs(value)))
  return value.toFixed(Math.min(20, Math.max(0, digits - 1 - magnitude)))
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

function group(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, THIN)
}

/** The typographic minus, so that a negative number does not look like a hyphenated word. */
function minus(text: string): string {
  return text.startsWith('-') ? `−${text.slice(1)}` : text
}
