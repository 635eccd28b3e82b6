import type { Labels } from '../model.js'
import { NoNumbers } from './influxdb-rows.js'
import {
  field,
  instantOf,
  isRecord,
  list,
  numeric,
  record,
  textField,
  UnexpectedShape
} from './shape.js'

/** One series of one column. */
export interface Rows {
  readonly labels: Labels
  /** Stamps in milliseconds; a null is left out. */
  readonly points: readonly { readonly at: number; readonly value: number }[]
}

export interface InfluxAnswer {
  readonly rows: readonly Rows[]
  /** false: the server cut the answer at its `max-row-limit`. */
  readonly complete: boolean
  /** What it has against the statement; it comes with status 200. */
  readonly error?: string
}

/**
 * `{"results": [{"statement_id", …}]}`: what each statement came to, by its number; one that is told nothing is not
 * there. Throws UnexpectedShape. https://docs.influxdata.com/influxdb/v1/guides/query_data/
 */
export function resultsIn(json: unknown): ReadonlyMap<number, unknown> {
  const results = list(field(record(json, 'the answer'), 'results'), 'results')
  return new Map(
    results.map((result, index) => {
      const id = isRecord(result) ? numeric(field(result, 'statement_id')) : undefined
      return [id ?? index, result]
    })
  )
}

/**
 * `{"series": [{"name", "tags"?, "columns": ["time", …], "values": [[ms, …]]}], "error"?}`. Throws UnexpectedShape
 * and NoNumbers.
 */
export function readResult(json: unknown): InfluxAnswer {
  const result = record(json, 'the result')
  const error = textField(result, 'error')
  if (error !== undefined) return { rows: [], complete: true, error }
  const series = list(field(result, 'series') ?? [], 'series').map(one => record(one, 'a series'))
  const cut = [result, ...series].some(one => field(one, 'partial') === true)
  const names = new Set(series.map(one => textField(one, 'name')))
  return { rows: series.flatMap(one => rowsOf(one, names.size > 1)), complete: !cut }
}

function rowsOf(series: Readonly<Record<string, unknown>>, named: boolean): readonly Rows[] {
  const columns = list(field(series, 'columns'), 'columns')
  const time = columns.indexOf('time')
  if (time < 0) throw new UnexpectedShape('a series has no column "time"')
  const values = list(field(series, 'values'), 'values').map(row => list(row, 'a row'))
  const shown = columns.flatMap((name, index) => (index === time ? [] : [{ name, index }]))
  const measurement = textField(series, 'name') ?? ''
  const labels = { ...tagsOf(field(series, 'tags')), ...(named ? { measurement } : {}) }
  return shown.map(({ name, index }) => ({
    labels: shown.length > 1 ? { ...labels, field: textName(name) } : labels,
    points: values.flatMap(row => pointOf(row[time], row[index]))
  }))
}

function tagsOf(tags: unknown): Labels {
  if (!isRecord(tags)) return {}
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, textName(value)]))
}

function textName(value: unknown): string {
  if (typeof value === 'string') return value
  throw new UnexpectedShape('a name is not a text')
}

function pointOf(at: unknown, value: unknown): readonly { at: number; value: number }[] {
  const stamp = instantOf(at)
  if (stamp === undefined) throw new UnexpectedShape('a time is no instant')
  if (value === null || value === undefined) return []
  if (typeof value !== 'number') throw new NoNumbers(typeof value)
  return [{ at: stamp, value }]
}
