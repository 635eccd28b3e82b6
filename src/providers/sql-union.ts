import { field, type Fields, numeric } from './shape.js'

/** A statement and the keys of its rows. */
export interface Sql {
  readonly sql: string
  readonly keys: readonly string[]
}

/** Whose row it is. */
const partKey = 'bakegate_part'

/**
 * Several statements as one. Each has columns of its own, which are NULL in the rows of the others: so no type is
 * changed, and none need be the same.
 */
export function unionOf(all: readonly Sql[]): string {
  return all
    .map(({ sql }, part) => {
      const columns = all.flatMap(({ keys }, owner) =>
        keys.map((key, index) => {
          const value = owner === part ? `"${key.replaceAll('"', '""')}"` : 'NULL'
          return `${value} AS ${columnOf(owner, index)}`
        })
      )
      return `SELECT ${[`${part} AS ${partKey}`, ...columns].join(', ')} FROM (${sql})`
    })
    .join(' UNION ALL ')
}

/** The rows of each statement as it gives them alone; undefined: a row is nobody's. */
export function partedRows(
  rows: readonly Fields[],
  all: readonly Sql[]
): readonly (readonly Fields[])[] | undefined {
  const parts: Fields[][] = all.map(() => [])
  for (const row of rows) {
    const owner = numeric(field(row, partKey)) ?? -1
    const part = parts[owner]
    if (part === undefined) return undefined
    const own = (all[owner]?.keys ?? []).map((key, index) => {
      return [key, field(row, columnOf(owner, index))] as const
    })
    part.push(Object.fromEntries(own.filter(([, value]) => value !== undefined)))
  }
  return parts
}

function columnOf(part: number, index: number): string {
  return `bakegate_${part}_${index}`
}
