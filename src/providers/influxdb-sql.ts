import { z } from 'zod'
import type { EndpointSettings, Measurement } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, askJson, plainQuery, reading } from './ask.js'
import { instantsOf, joinParts, type Part, runsOf } from './grid.js'
import {
  NoNumbers,
  readingRows,
  repeats,
  type Row,
  seriesOf,
  severalRows,
  type StampedRow
} from './influxdb-rows.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { field, type Fields, isRecord, list, record, textField, UnexpectedShape } from './shape.js'
import { readSql, sqlOver, type SqlStatement, stepKey } from './sql.js'
import { partedRows, type Sql, unionOf } from './sql-union.js'
import { type Settled, settled, type Together, toldOnce, togetherByCheck } from './together.js'
import { adjoins, windowByWindow } from './windows.js'

const mostSteps = 10_000

export const influxdbSql: Provider = {
  name: 'influxdb-sql',
  summary: 'InfluxDB 3 Core and Enterprise: one value a window and series, by SQL',
  logs: false,
  kinds: ['query', 'ratio', 'count'],
  language: 'sql',
  delay: 30_000,
  options: z.strictObject({ database: z.string().min(1).describe('The database') }),
  connect
}

/** A question ready to be asked. */
interface Asking {
  readonly endpoint: EndpointSettings
  readonly together: Together<Sent>
  readonly statement: (width: number) => SqlStatement
  /** No row of a step in a series that has others is 0. */
  readonly events: boolean
}

/** A statement as it is sent, and what its rows are. */
interface Sent extends Sql {
  readonly statement: SqlStatement
  readonly partOf: (rows: readonly StepRow[], retries: number) => Part
}

function connect(endpoint: EndpointSettings): Endpoint {
  return togetherByCheck<Sent>(endpoint, { alone, joined }, sourceOf)
}

function sourceOf(
  endpoint: EndpointSettings,
  together: Together<Sent>,
  question: Question
): Source {
  const query = plainQuery(endpoint, question)
  const asking: Asking = {
    endpoint,
    together,
    statement: width => readSql(query.render(width)),
    events: question.kind === 'events'
  }
  // Refuses now what could never be asked.
  asking.statement(60_000)
  return {
    pointInTime: false,
    describe: width => sqlOver(asking.statement(width), '$start', '$end'),
    measure: (grid, io) => measure(asking, grid, io),
    requests: grid => (adjoins(grid) ? runsOf(grid, mostSteps) : instantsOf(grid)).length,
    shares: together.shares
  }
}

async function measure(asking: Asking, grid: Grid, io: Io): Promise<Measurement> {
  if (!adjoins(grid)) {
    return windowByWindow(asking.endpoint, grid, at => oneWindow(asking, at, grid.width, io))
  }
  const runs = runsOf(grid, mostSteps).map(run => adjoiningSteps(asking, run, io))
  return joinParts(await Promise.all(runs), grid)
}

function oneWindow(
  { endpoint, together, statement: read }: Asking,
  at: number,
  width: number,
  io: Io
): Promise<Part> {
  const statement = read(width)
  const sql = sqlOver(statement, ...span(at - width, at))
  const partOf: Sent['partOf'] = (rows, retries) =>
    partOfRows(
      endpoint,
      rows.map(row => ({ ...row, at })),
      [],
      retries
    )
  return together.ask({ statement, sql, keys: keysOf(statement), partOf }, io)
}

/** Steps side by side in one statement, each with its number. */
function adjoiningSteps(
  { endpoint, together, statement: read, events }: Asking,
  run: Grid,
  io: Io
): Promise<Part> {
  const first = run.first - run.step
  const statement = read(run.step)
  const sql = sqlOver(statement, ...span(first, run.last), { first, width: run.step })
  const partOf: Sent['partOf'] = (rows, retries) => {
    const stamped = rows.map(row => ({ ...row, at: run.first + (row.step ?? -1) * run.step }))
    return partOfRows(endpoint, stamped, events ? instantsOf(run) : [], retries)
  }
  return together.ask({ statement, sql, keys: [...keysOf(statement), stepKey], partOf }, io)
}

function keysOf({ labels, values }: SqlStatement): readonly string[] {
  return [...labels, ...values].map(({ key }) => key)
}

function partOfRows(
  endpoint: EndpointSettings,
  rows: readonly StampedRow[],
  counted: readonly number[],
  retries: number
): Part {
  if (repeats(rows)) {
    const remedy =
      'Put a function such as avg or sum around the field, or GROUP BY what sets them apart.'
    throw severalRows(endpoint, remedy, retries)
  }
  return { series: seriesOf(rows, counted), complete: true, notes: [], retries }
}

function span(start: number, end: number): [start: string, end: string] {
  return [`'${new Date(start).toISOString()}'`, `'${new Date(end).toISOString()}'`]
}

interface StepRow extends Row {
  readonly step?: number
}

async function alone(endpoint: EndpointSettings, one: Sent, io: Io): Promise<Part> {
  const { rows, retries } = await ask(endpoint, one.sql, io)
  return read(endpoint, one, rows, retries)
}

async function joined(
  endpoint: EndpointSettings,
  all: readonly Sent[],
  io: Io
): Promise<readonly (Settled | undefined)[]> {
  const { rows, retries } = await ask(endpoint, unionOf(all), io)
  const parts = partedRows(rows, all)
  return Promise.all(
    all.map(async (one, index) => {
      const own = parts?.[index]
      if (own === undefined) return undefined
      return settled(() => read(endpoint, one, own, toldOnce(retries, index)))
    })
  )
}

function read(
  endpoint: EndpointSettings,
  { statement, partOf }: Sent,
  rows: readonly Fields[],
  retries: number
): Part {
  const own = readingRows(endpoint, retries, () =>
    reading(endpoint, retries, () => rows.flatMap(row => rowsOf(row, statement)))
  )
  return partOf(own, retries)
}

async function ask(
  endpoint: EndpointSettings,
  sql: string,
  io: Io
): Promise<{ readonly rows: readonly Fields[]; readonly retries: number }> {
  const asked = {
    method: 'POST',
    path: '/api/v3/query_sql',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ db: String(endpoint.options['database']), q: sql, format: 'json' })
  } as const
  const { json, retries } = await askJson(endpoint, io, asked, accountOf)
  const rows = reading(endpoint, retries, () =>
    list(json, 'the answer').map(row => record(row, 'a row'))
  )
  return { rows, retries }
}

/** `{"host": "a", "p99": 7.5}`: what is null has no key, what is no finite number is null. */
function rowsOf(
  row: Readonly<Record<string, unknown>>,
  { labels, values }: SqlStatement
): readonly StepRow[] {
  const own = Object.fromEntries(labels.flatMap(({ key }) => labelOf(key, field(row, key))))
  const step = field(row, stepKey)
  if (step !== undefined && !Number.isInteger(step)) {
    throw new UnexpectedShape('the number of a step is not whole')
  }
  return values.map(({ key }) => {
    const value = field(row, key) ?? null
    if (value !== null && typeof value !== 'number') throw new NoNumbers(typeof value)
    return {
      labels: values.length > 1 ? { ...own, field: key } : own,
      value,
      ...(typeof step === 'number' ? { step } : {})
    }
  })
}

function labelOf(key: string, value: unknown): readonly (readonly [string, string])[] {
  if (value === undefined || value === null) return []
  if (typeof value === 'string') return [[key, value]]
  if (typeof value === 'number' || typeof value === 'boolean') return [[key, String(value)]]
  throw new UnexpectedShape('a label is neither a text nor a number')
}

/**
 * Plain text, or `{"error": "…"}`. A name that is not there comes with 400, 404 or 500, as DataFusion's kind of
 * error has it, so the words decide.
 */
function accountOf({ text }: HttpResponse): Account {
  const words = wordsOf(text)
  const faulty =
    /\berror during planning\b|\bschema error\b|\bsql error\b|\bparsererror\b|\bdatabase not found\b|\bnot implemented\b/i
  return { words, ...(faulty.test(words) ? { code: 'invalid-query' } : {}) }
}

function wordsOf(text: string): string {
  try {
    const json: unknown = JSON.parse(text)
    return (isRecord(json) ? textField(json, 'error') : undefined) ?? text
  } catch {
    return text
  }
}
