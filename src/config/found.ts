/** What stood there, for a message: never long, and never a structure's content. */
export function found(input: unknown): string {
  if (input === null || input === undefined) return 'nothing'
  if (Array.isArray(input)) return 'a list'
  if (typeof input === 'number' || typeof input === 'boolean') return String(input)
  if (typeof input !== 'string') return 'a map'
  const text = JSON.stringify(input)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
