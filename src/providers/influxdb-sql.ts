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
import { field, isRecord, list, record, textField, UnexpectedShape } from './shape.js'
import { readSql, sqlOver, type SqlStatement, stepKey } from './sql.js'
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
  readonly statement: (width: number) => SqlStatement
  /** No row of a step in a series that has others is 0. */
  readonly events: boolean
}

function connect(endpoint: EndpointSettings): Endpoint {
  return { source: question => sourceOf(endpoint, question) }
}

function sourceOf(endpoint: EndpointSettings, question: Question): Source {
  const query = plainQuery(endpoint, question)
  const asking: Asking = {
    endpoint,
    statement: width => readSql(query.render(width)),
    events: question.kind === 'events'
  }
  // Refuses now what could never be asked.
  asking.statement(60_000)
  return {
    pointInTime: false,
    describe: width => sqlOver(asking.statement(width), '$start', '$end'),
    measure: (grid, io) => measure(asking, grid, io),
    requests: grid => (adjoins(grid) ? runsOf(grid, mostSteps).length : instantsOf(grid).length)
  }
}

async function measure(asking: Asking, grid: Grid, io: Io): Promise<Measurement> {
  if (!adjoins(grid)) {
    return windowByWindow(asking.endpoint, grid, at => oneWindow(asking, at, grid.width, io))
  }
  const parts: Part[] = []
  for (const run of runsOf(grid, mostSteps)) parts.push(await adjoiningSteps(asking, run, io))
  return joinParts(parts, grid)
}

async function oneWindow(asking: Asking, at: number, width: number, io: Io): Promise<Part> {
  const statement = asking.statement(width)
  const sql = sqlOver(statement, ...span(at - width, at))
  const { rows, retries } = await ask(asking, statement, sql, io)
  return partOf(
    asking,
    rows.map(row => ({ ...row, at })),
    [],
    retries
  )
}

/** Steps side by side in one request, each with its number. */
async function adjoiningSteps(asking: Asking, run: Grid, io: Io): Promise<Part> {
  const first = run.first - run.step
  const statement = asking.statement(run.step)
  const sql = sqlOver(statement, ...span(first, run.last), { first, width: run.step })
  const { rows, retries } = await ask(asking, statement, sql, io)
  const stamped = rows.map(row => ({ ...row, at: run.first + (row.step ?? -1) * run.step }))
  return partOf(asking, stamped, asking.events ? instantsOf(run) : [], retries)
}

function partOf(
  { endpoint }: Asking,
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

async function ask(
  { endpoint }: Asking,
  statement: SqlStatement,
  sql: string,
  io: Io
): Promise<{ readonly rows: readonly StepRow[]; readonly retries: number }> {
  const { json, retries } = await askJson(
    endpoint,
    io,
    {
      method: 'POST',
      path: '/api/v3/query_sql',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ db: String(endpoint.options['database']), q: sql, format: 'json' })
    },
    accountOf
  )
  const rows = readingRows(endpoint, retries, () =>
    reading(endpoint, retries, () =>
      list(json, 'the answer').flatMap(row => rowsOf(record(row, 'a row'), statement))
    )
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
