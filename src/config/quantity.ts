import type { Unit } from '../model.js'

/** A text read into a value, or the sentence that says what is wrong and what to write. */
export type Parsed<T> = { readonly ok: T } | { readonly error: string }

const durationUnits = new Map([
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1]
])
const durationPattern = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/
/** No window of ours is longer; beyond it somebody forgot a unit. */
const longestDuration = 366 * 86_400_000

/**
 * A duration in milliseconds.
 *
 *     duration = [int "d"] [int "h"] [int "m"] [int "s"] [int "ms"]    ; at least one part
 *     int      = 1*DIGIT
 */
export function parseDuration(text: string | number): Parsed<number> {
  const shown = JSON.stringify(String(text))
  if (typeof text === 'number' || /^[\d.]+$/.test(text)) return unitMissing(text)
  const match = durationPattern.exec(text)
  if (text === '' || match === null) return { error: durationError(text, shown) }
  const sizes = [...durationUnits.values()]
  const total = match
    .slice(1)
    .reduce(
      (sum, part: string | undefined, index) => sum + Number(part ?? 0) * (sizes[index] ?? 0),
      0
    )
  if (total > longestDuration) return { error: `${shown} is longer than 366 days.` }
  return { ok: total }
}

function unitMissing(value: string | number): Parsed<number> {
  const usable = /^\d{1,6}$/.test(String(value))
  const remedy = usable ? `Write ${value}s, ${value}m or ${value}h` : 'Write it as 90s or 1h30m'
  return { error: `${value} has no unit. ${remedy}.` }
}

function durationError(text: string, shown: string): string {
  if (text.startsWith('-')) return `${shown} is negative. Write a duration such as 90s.`
  if (/\s/.test(text)) return `${shown} holds a space. Write ${JSON.stringify(closed(text))}.`
  if (/[.,]/.test(text)) return `${shown} holds a fraction. Write whole parts, such as 1h30m.`
  return `${shown} is not a duration. Write it as 90s, 15m, 1h30m or 3d.`
}

/** `5 min` → `5m`, as far as a remedy can be guessed. */
function closed(text: string): string {
  const guess = text
    .replace(/\s+/g, '')
    .replace(/(\d)(d|h|m|s)[a-z]*/gi, '$1$2')
    .toLowerCase()
  return durationPattern.test(guess) && guess !== '' ? guess : '90s'
}

/**
 * A fraction 0..; `1%` is 0.01. A bare number must be below 1, since `1` may mean 1% or 100%.
 *
 *     fraction = decimal "%" / decimal         ; the bare decimal < 1
 *     decimal  = 1*DIGIT ["." 1*DIGIT]
 */
export function parseFraction(text: string | number): Parsed<number> {
  const percent = typeof text === 'string' && text.endsWith('%')
  const number = parseDecimal(percent ? text.slice(0, -1) : text)
  if ('error' in number) return number
  if (number.ok < 0) return { error: `${text} is negative. Write a percentage such as 1%.` }
  if (percent) return { ok: shift(number.ok, -2) }
  if (number.ok < 1) return number
  const wide = shift(number.ok, 2)
  return { error: `${number.ok} is ambiguous. Write ${number.ok}% or ${wide}%.` }
}

/**
 * A finite number. A comma is refused with the remedy.
 *
 *     decimal = ["-"] 1*DIGIT ["." 1*DIGIT]
 */
export function parseDecimal(text: string | number): Parsed<number> {
  if (typeof text === 'number') {
    return Number.isFinite(text) ? { ok: text } : { error: `${text} is not a number.` }
  }
  if (/^-?\d+(\.\d+)?$/.test(text) && Number.isFinite(Number(text))) return { ok: Number(text) }
  const comma = /^-?\d+,\d+$/.test(text) ? ` Write ${text.replace(',', '.')}.` : ''
  return { error: `${JSON.stringify(text)} is not a number.${comma}` }
}

/**
 * Bytes.
 *
 *     size = int "MiB"
 */
export function parseSize(text: string | number): Parsed<number> {
  const [, digits] = /^(\d{1,6})MiB$/.exec(String(text)) ?? []
  if (digits !== undefined) return { ok: Number(digits) * 1024 ** 2 }
  return { error: `${JSON.stringify(String(text))} is not a size. Write it as 64MiB.` }
}

/** What the numbers of a query are: the unit they are printed in and the factor to its base. */
export interface Scale {
  readonly unit: Unit
  readonly factor: number
}

/** The words of a check's `unit`. */
export const queryUnits: ReadonlyMap<string, Scale> = new Map<string, Scale>([
  ['none', { unit: 'none', factor: 1 }],
  ['s', { unit: 'seconds', factor: 1 }],
  ['ms', { unit: 'seconds', factor: 1e-3 }],
  ['us', { unit: 'seconds', factor: 1e-6 }],
  ['ns', { unit: 'seconds', factor: 1e-9 }],
  ['B', { unit: 'bytes', factor: 1 }],
  ['KiB', { unit: 'bytes', factor: 1024 }],
  ['MiB', { unit: 'bytes', factor: 1024 ** 2 }],
  ['percent', { unit: 'fraction', factor: 0.01 }],
  ['ratio', { unit: 'fraction', factor: 1 }],
  ['per-second', { unit: 'per-second', factor: 1 }],
  ['count', { unit: 'count', factor: 1 }]
])

const suffixes: ReadonlyMap<string, Scale> = new Map<string, Scale>([
  ['ns', { unit: 'seconds', factor: 1e-9 }],
  ['us', { unit: 'seconds', factor: 1e-6 }],
  ['ms', { unit: 'seconds', factor: 1e-3 }],
  ['s', { unit: 'seconds', factor: 1 }],
  ['m', { unit: 'seconds', factor: 60 }],
  ['h', { unit: 'seconds', factor: 3600 }],
  ['B', { unit: 'bytes', factor: 1 }],
  ['kB', { unit: 'bytes', factor: 1e3 }],
  ['MB', { unit: 'bytes', factor: 1e6 }],
  ['GB', { unit: 'bytes', factor: 1e9 }],
  ['KiB', { unit: 'bytes', factor: 1024 }],
  ['MiB', { unit: 'bytes', factor: 1024 ** 2 }],
  ['GiB', { unit: 'bytes', factor: 1024 ** 3 }],
  ['%', { unit: 'fraction', factor: 0.01 }],
  ['/s', { unit: 'per-second', factor: 1 }]
])

/** A limit as written: a number with the unit that stood beside it, if any. */
export interface Quantity {
  readonly number: number
  readonly suffix?: string
}

/**
 *     quantity = decimal [suffix]
 *     suffix   = "ns" / "us" / "ms" / "s" / "m" / "h" / "B" / "kB" / "MB" / "GB" / "KiB" / "MiB" / "GiB" / "%" / "/s"
 *     decimal  = ["-"] 1*DIGIT ["." 1*DIGIT]
 */
export function parseQuantity(text: string | number): Parsed<Quantity> {
  if (typeof text === 'number') return withSuffix(parseDecimal(text), undefined)
  const match = /^([-\d.,]+)([A-Za-z%/]*)$/.exec(text)
  if (match === null) return { error: `${JSON.stringify(text)} is not a number or a quantity.` }
  const [, digits = '', suffix = ''] = match
  const number = parseDecimal(digits)
  if (suffix === '' || 'error' in number) return withSuffix(number, undefined)
  if (suffixes.has(suffix)) return withSuffix(number, suffix)
  return { error: unknownSuffix(text, suffix) }
}

/**
 * A limit in the base of the check's unit: seconds, bytes, a fraction, or a plain number. `scale` is what
 * the check measures. A suffix must be of the same unit; a bare number is in the query's own unit.
 */
export function limitIn(scale: Scale, limit: Quantity): Parsed<number> {
  if (limit.suffix === undefined) return bareLimit(scale, limit.number)
  const suffix = suffixes.get(limit.suffix)
  if (suffix === undefined) return { error: `"${limit.suffix}" is not a unit.` }
  if (suffix.unit === scale.unit) return { ok: times(limit.number, suffix.factor) }
  return { error: unitMismatch(scale, limit.suffix, suffix.unit) }
}

function bareLimit(scale: Scale, number: number): Parsed<number> {
  // `unit: percent` says what the query's numbers are, so a bare limit beside it is not ambiguous.
  if (scale.unit !== 'fraction' || scale.factor !== 1) return { ok: times(number, scale.factor) }
  if (number < 0) return { ok: number }
  return parseFraction(number)
}

function unitMismatch(scale: Scale, suffix: string, unit: Unit): string {
  const words = [...queryUnits].filter(([, known]) => known.unit === unit).map(([word]) => word)
  const said = `The limit is in "${suffix}", but the check's numbers are ${unitWord(scale.unit)}.`
  return `${said} Say what the query returns with unit: ${words.join(' | ')}, or write the limit without "${suffix}".`
}

function unitWord(unit: Unit): string {
  const words: Record<Unit, string> = {
    none: 'without a unit',
    fraction: 'fractions',
    seconds: 'seconds',
    bytes: 'bytes',
    'per-second': 'rates per second',
    count: 'counts'
  }
  return words[unit]
}

function unknownSuffix(text: string, suffix: string): string {
  const known = [...suffixes.keys()]
  const near = known.find(word => word.toLowerCase() === suffix.toLowerCase())
  const hint = near === undefined ? `Known are ${known.join(', ')}` : `Write "${near}"`
  return `${JSON.stringify(text)} has the unknown unit "${suffix}". ${hint}.`
}

function withSuffix(number: Parsed<number>, suffix: string | undefined): Parsed<Quantity> {
  if ('error' in number) return number
  return { ok: { number: number.ok, ...(suffix === undefined ? {} : { suffix }) } }
}

/** Decimal arithmetic as people write it: 0.3 times 0.001 is 0.0003, not 0.00030000000000000003. */
function times(number: number, factor: number): number {
  return Number((number * factor).toPrecision(15))
}

function shift(number: number, digits: number): number {
  return times(number, 10 ** digits)
}
