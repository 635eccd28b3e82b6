/** Compares decimal ids, which are larger than a double holds exactly. Ascending ids are ascending age. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}
