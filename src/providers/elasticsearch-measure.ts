import type { Measurement, Series, Window } from '../model.js'
import { reading } from './ask.js'
import { completenessOf, type Points, pointsOf, seriesOf, totalOf } from './elasticsearch-answer.js'
import { type Asking, insideOf, type Json, mostGroups } from './elasticsearch-query.js'
import type { Connection, Found } from './elasticsearch-search.js'
import { instantsOf, joinParts, type Part, runsOf, withZeros } from './grid.js'
import type { Grid, Io } from './provider.js'
import { field, list, numeric, record, UnexpectedShape } from './shape.js'

/**
 * Windows of one search. A cluster refuses answers of more than 65 535 buckets; each group of each window
 * is one.
 */
const mostPlainWindows = 5_000
const mostGroupedWindows = 100
const mostWindowsApart = 60
/** So many documents per shard tell well enough that the index has documents in a window. */
const mostScanned = 10_000

/** Asks for every window of a grid in as few searches as there can be, and for what lies in it at all. */
export async function measure(
  connection: Connection,
  asking: Asking,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const span = { start: grid.first - grid.width, end: grid.last }
  const [scanned, ...parts] = await Promise.all([
    countAll(connection, span, io),
    ...runsOf(grid, mostWindows(asking)).map(run => askRun(connection, asking, run, io))
  ])
  // Where the index has nothing at all, that nothing matched means nothing.
  const believed = scanned > 0 ? parts : parts.map(part => ({ ...part, series: [] }))
  return joinParts(
    [...believed, { series: [], complete: true, scanned, notes: [], retries: 0 }],
    grid
  )
}

/** How many searches `measure` sends: of these and all others of the moment, a hundred travel together. */
export function searchesFor(asking: Asking, grid: Grid): number {
  return 1 + runsOf(grid, mostWindows(asking)).length
}

/** The clause that takes the documents of [start, end). */
export function windowClause({ timeField }: Connection, { start, end }: Window): Json {
  return { range: { [timeField]: { gte: start, lt: end, format: 'epoch_millis' } } }
}

/** A search stops when nobody waits for it any more. */
export function patience({ endpoint }: Connection): string {
  return `${Math.max(1, Math.floor(endpoint.timeout * 0.9))}ms`
}

/** How many documents of whatever kind the index has in a window, up to a bound. */
export async function countAll(connection: Connection, span: Window, io: Io): Promise<number> {
  const body = {
    size: 0,
    track_total_hits: true,
    terminate_after: mostScanned,
    timeout: patience(connection),
    query: { bool: { filter: [windowClause(connection, span)] } }
  }
  const { answer, retries } = await connection.search(body, io)
  return reading(connection.endpoint, retries, () => totalOf(answer).count)
}

function mostWindows({ aggregations }: Asking): number {
  return isGrouped(aggregations) ? mostGroupedWindows : mostPlainWindows
}

function isGrouped(aggregations: Json): boolean {
  return Object.keys(aggregations).some(
    name => Object.keys(insideOf(aggregations, name)).length > 0
  )
}

function askRun(connection: Connection, asking: Asking, run: Grid, io: Io): Promise<Part> {
  const counts = Object.keys(asking.aggregations).length === 0
  return counts && run.first === run.last
    ? countOne(connection, asking, run, io)
    : aggregate(connection, asking, run, io)
}

/** The documents of one window: their exact number costs less than an aggregation. */
async function countOne(connection: Connection, asking: Asking, run: Grid, io: Io): Promise<Part> {
  const body = { ...searchOf(connection, asking, run), track_total_hits: true }
  const { answer, retries } = await connection.search(body, io)
  return reading(connection.endpoint, retries, () => {
    const { count, exact } = totalOf(answer)
    const { complete, notes } = completenessOf(answer)
    return {
      series: [{ labels: {}, samples: [{ at: run.first, value: count }] }],
      complete: complete && exact,
      notes: exact ? notes : [...notes, 'The count is a lower bound.'],
      retries
    }
  })
}

async function aggregate(connection: Connection, asking: Asking, run: Grid, io: Io): Promise<Part> {
  const adjoins = run.width === run.step && run.first < run.last
  const own = Object.keys(asking.aggregations).length === 0 ? {} : { aggs: asking.aggregations }
  const body = {
    ...searchOf(connection, asking, run),
    track_total_hits: false,
    aggs: { windows: { ...(adjoins ? steps : ranges)(connection, run), ...own } }
  }
  const found = await connection.search(body, io)
  const isCount = Object.keys(asking.aggregations).length === 0
  if (isCount && field(found.answer, 'aggregations') === undefined) {
    return countApart(connection, asking, run, io)
  }
  return reading(connection.endpoint, found.retries, () => partOf(found, asking, run, adjoins))
}

/** A server that makes no aggregation is asked for a few windows one by one; of more the totals must do without. */
async function countApart(
  connection: Connection,
  asking: Asking,
  run: Grid,
  io: Io
): Promise<Part> {
  const notes = ['The backend made no aggregation.']
  const instants = instantsOf(run)
  if (instants.length > mostWindowsApart) {
    return { series: [], complete: true, notes, retries: 0 }
  }
  const parts = await Promise.all(
    instants.map(at => countOne(connection, asking, { ...run, first: at, last: at }, io))
  )
  return joinParts([...parts, { series: [], complete: true, notes, retries: 0 }], run)
}

function searchOf(connection: Connection, asking: Asking, run: Grid): Json {
  const { filter, runtimeMappings } = asking
  const span = { start: run.first - run.width, end: run.last }
  return {
    size: 0,
    timeout: patience(connection),
    query: { bool: { filter: [windowClause(connection, span), filter] } },
    ...(runtimeMappings === undefined ? {} : { runtime_mappings: runtimeMappings })
  }
}

/** Windows side by side. The offset lays the buckets on the grid; without it they are epoch-aligned. */
function steps({ timeField }: Connection, run: Grid): Json {
  const offset = (run.first - run.width) % run.step
  return {
    date_histogram: {
      field: timeField,
      fixed_interval: `${run.step}ms`,
      offset: `+${offset}ms`,
      min_doc_count: 1
    }
  }
}

/** Windows that overlap or leave gaps, each named by its end. `from` is included and `to` is not. */
function ranges({ timeField }: Connection, run: Grid): Json {
  const windows = instantsOf(run).map(at => ({
    key: String(at),
    from: String(at - run.width),
    to: String(at)
  }))
  return { date_range: { field: timeField, format: 'epoch_millis', ranges: windows } }
}

function partOf({ answer, retries }: Found, asking: Asking, run: Grid, adjoins: boolean): Part {
  const { complete, notes } = completenessOf(answer)
  const aggregations = record(field(answer, 'aggregations'), 'aggregations')
  const windows = record(field(aggregations, 'windows'), 'windows')
  const read = new Map<number, Points>(
    list(field(windows, 'buckets'), 'buckets').map(item => {
      const bucket = record(item, 'a bucket')
      const key = numeric(field(bucket, 'key'))
      if (key === undefined) throw new UnexpectedShape('the key of a window is no number')
      const at = key + (adjoins ? run.step : 0)
      return [at, pointsOf(bucket, asking.aggregations, asking.zero)] as const
    })
  )
  const nothing: Points = { points: asking.zero ? [{ labels: {}, value: 0 }] : [], cut: false }
  const points = instantsOf(run).map(at => ({ at, ...(read.get(at) ?? nothing) }))
  const cut = points.some(window => window.cut)
  const tooMany = `There are more than ${mostGroups} groups, or more than the aggregation keeps; some are missing.`
  return {
    series: asking.grouped ? filled(seriesOf(points), run) : seriesOf(points),
    complete: complete && !cut,
    notes: cut ? [...notes, tooMany] : notes,
    retries
  }
}

function filled(series: readonly Series[], run: Grid): readonly Series[] {
  return series.map(({ labels, samples }) => ({
    labels,
    samples: withZeros(samples, instantsOf(run))
  }))
}
