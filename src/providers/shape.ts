/** An answer that is not in the form its API promises. The message says where. */
export class UnexpectedShape extends Error {
  override readonly name = 'UnexpectedShape'
}

export type Fields = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function record(value: unknown, where: string): Fields {
  if (isRecord(value)) return value
  throw new UnexpectedShape(`${where} is not an object`)
}

export function list(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new UnexpectedShape(`${where} is not a list`)
}

/** A field of its own, never one that something put on the prototype. */
export function field(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined
}

export function textField(fields: Fields, key: string): string | undefined {
  const value = field(fields, key)
  return typeof value === 'string' ? value : undefined
}

/** A finite number, or its text as Prometheus, SQL and JSON write one. `Number` finds one in '', [7] and true, too. */
export function numeric(value: unknown): number | undefined {
  const isText = typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)
  const number = typeof value === 'number' || isText ? Number(value) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

/** How many: finite and not negative. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

/** Epoch milliseconds that a date can hold, whole ones; undefined: none. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'number' || !(Math.abs(value) <= latestInstant)) return undefined
  return Math.round(value)
}

/** https://tc39.es/ecma262/#sec-time-values-and-time-range */
const latestInstant = 8.64e15

/** The texts of a list that may be missing; anything else in it is left out. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}
