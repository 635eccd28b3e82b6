/** An answer that is not in the form its API promises. The message says where. */
export class UnexpectedShape extends Error {
  override readonly name = 'UnexpectedShape'
}

type Fields = Readonly<Record<string, unknown>>

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

/** The texts of a list that may be missing; anything else in it is left out. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}
