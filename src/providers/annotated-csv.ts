import type { Labels } from '../model.js'
import { NoNumbers, type Row } from './influxdb-rows.js'
import { numeric, UnexpectedShape } from './shape.js'

export interface FluxRow extends Row {
  /** Where its window begins, in epoch milliseconds; undefined: the group key does not hold it any more. */
  readonly start?: number
}

export interface FluxAnswer {
  readonly rows: readonly FluxRow[]
  /** What went wrong while the script ran; it comes with status 200. */
  readonly error?: string
}

/**
 * Annotated CSV: tables with the lines `#datatype`, `#group` and `#default`, the names of their columns, and rows;
 * an empty line ends each result. undefined: it is none, or not whole. Throws NoNumbers and UnexpectedShape.
 * https://docs.influxdata.com/influxdb/v2/reference/syntax/annotated-csv/
 */
export function readAnnotated(text: string): FluxAnswer | undefined {
  const lines = recordsOf(text)
  if (lines === undefined) return undefined
  const tables = tablesOf(lines)
  const error = tables.flatMap(errorOf)[0]
  if (error !== undefined) return { rows: [], error }
  if (!/^\s*$|\r?\n\r?\n$/.test(text) || text === '') return undefined
  if (tables.some(({ annotations }) => !annotations.has('datatype'))) return undefined
  return { rows: tables.flatMap(rowsOf) }
}

interface Table {
  readonly annotations: ReadonlyMap<string, readonly string[]>
  readonly names: readonly string[]
  readonly rows: (readonly string[])[]
}

/** https://www.rfc-editor.org/rfc/rfc4180; undefined: a quoted field has no end. */
function recordsOf(text: string): readonly (readonly string[])[] | undefined {
  const records: string[][] = []
  let fields: string[] = []
  // A field in quotes or plain, and what ends it.
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y
  while (field.lastIndex < text.length) {
    const match = field.exec(text)
    if (match === null) return undefined
    const [, quoted, plain = '', end] = match
    fields.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === ',') continue
    records.push(fields)
    fields = []
  }
  return records
}

function tablesOf(records: readonly (readonly string[])[]): readonly Table[] {
  const tables: Table[] = []
  let annotations = new Map<string, readonly string[]>()
  let table: Table | undefined
  for (const record of records) {
    const [first = ''] = record
    if (record.length === 1 && first === '') {
      annotations = new Map()
      table = undefined
    } else if (first.startsWith('#')) {
      if (table !== undefined) annotations = new Map()
      table = undefined
      annotations.set(first.slice(1), record)
    } else if (table === undefined) {
      table = { annotations, names: record, rows: [] }
      tables.push(table)
    } else {
      table.rows.push(record)
    }
  }
  return tables
}

/** A table of `error` and `reference`, or a page that is only its word and what it says. */
function errorOf({ names, rows }: Table): readonly string[] {
  const column = names.indexOf('error')
  if (column < 0 || names.includes('_value')) return []
  return [rows[0]?.[column] ?? 'an error without words']
}

function rowsOf({ annotations, names, rows }: Table): readonly FluxRow[] {
  const column = names.indexOf('_value')
  if (column < 0) throw new UnexpectedShape('a table has no column _value')
  const type = annotations.get('datatype')?.[column] ?? ''
  if (!/^(?:long|unsignedLong|double)$/.test(type)) throw new NoNumbers(type)
  const defaults = annotations.get('default') ?? []
  return rows.map(row => {
    if (row.length !== names.length)
      throw new UnexpectedShape('a row has not as many columns as names')
    const cell = (index: number): string => row[index] || (defaults[index] ?? '')
    const grouped = names.filter((_name, index) => annotations.get('group')?.[index] === 'true')
    const start = grouped.includes('_start')
      ? Date.parse(cell(names.indexOf('_start')))
      : Number.NaN
    return {
      labels: labelsOf(names, grouped, cell),
      value: numeric(cell(column)) ?? null,
      ...(Number.isFinite(start) ? { start } : {})
    }
  })
}

/** The columns of the group key; those of the window and of the answer itself say nothing. */
function labelsOf(
  names: readonly string[],
  grouped: readonly string[],
  cell: (index: number) => string
): Labels {
  const labels = names.flatMap((name, index): readonly (readonly [string, string])[] => {
    const value = cell(index)
    if (name === 'result') return value === '_result' ? [] : [[name, value]]
    const isOurs = /^_(?:start|stop|time|value)$/.test(name)
    if (isOurs || value === '' || !grouped.includes(name)) return []
    return [[name.replace(/^_/, ''), value]]
  })
  return Object.fromEntries(labels)
}
