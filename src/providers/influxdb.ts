import { z } from 'zod'
import { ProviderError } from '../errors.js'
import type { EndpointSettings, FailureCode, Measurement } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, type Asked, askJson, failure, plainQuery, reading, said } from './ask.js'
import { instantsOf, joinParts, type Part, runsOf } from './grid.js'
import { readInflux, type Rows } from './influxdb-answer.js'
import { readingRows, severalRows } from './influxdb-rows.js'
import { readStatement, type Statement, statementOver } from './influxql.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { isRecord, textField } from './shape.js'
import { adjoins, windowByWindow } from './windows.js'

const mostPoints = 10_000
/** Proxies refuse addresses that are much longer. */
const mostInUrl = 2_000

export const influxdb: Provider = {
  name: 'influxdb',
  summary: 'InfluxDB: one value a window and series, by InfluxQL',
  logs: false,
  kinds: ['query', 'ratio', 'count'],
  language: 'influxql',
  delay: 30_000,
  options: z.strictObject({
    database: z.string().min(1).describe('The database; in 2.x what a bucket is mapped to'),
    'retention-policy': z.string().min(1).optional().describe('Default: that of the database')
  }),
  connect
}

/** A question ready to be asked. */
interface Asking {
  readonly endpoint: EndpointSettings
  readonly statement: (width: number) => Statement
  /** No point in a step of a series that has others is 0. */
  readonly events: boolean
}

function connect(endpoint: EndpointSettings): Endpoint {
  return { source: question => sourceOf(endpoint, question) }
}

function sourceOf(endpoint: EndpointSettings, question: Question): Source {
  const query = plainQuery(endpoint, question)
  const asking: Asking = {
    endpoint,
    statement: width => readStatement(query.render(width)),
    events: question.kind === 'events'
  }
  // Refuses now what could never be asked.
  asking.statement(60_000)
  return {
    pointInTime: false,
    describe: width => statementOver(asking.statement(width), '$start', '$end'),
    measure: (grid, io) => measure(asking, grid, io),
    requests: requestsFor
  }
}

function requestsFor(grid: Grid): number {
  return adjoins(grid) ? runsOf(grid, mostPoints).length : instantsOf(grid).length
}

async function measure(asking: Asking, grid: Grid, io: Io): Promise<Measurement> {
  if (adjoins(grid)) return adjoiningSteps(asking, grid, io)
  return windowByWindow(asking.endpoint, grid, at => oneWindow(asking, at, grid.width, io))
}

/** The stamp of a row says nothing: it is the window's start, or that of the point a selector chose. */
async function oneWindow(asking: Asking, at: number, width: number, io: Io): Promise<Part> {
  const statement = asking.statement(width)
  const influxql = statementOver(statement, `${at - width}ms`, `${at}ms`)
  return ask(asking, influxql, io, ({ labels, points }, retries) => {
    if (points.length > 1) {
      const remedy = 'Put a function such as mean or sum around the field.'
      throw severalRows(asking.endpoint, remedy, retries)
    }
    return { labels, samples: points.map(({ value }) => ({ at, value })) }
  })
}

/** Steps side by side in one request; each comes stamped with its start. */
async function adjoiningSteps(asking: Asking, grid: Grid, io: Io): Promise<Measurement> {
  const parts: Part[] = []
  for (const run of runsOf(grid, mostPoints)) {
    const start = run.first - run.step
    const influxql = statementOver(asking.statement(run.step), `${start}ms`, `${run.last}ms`, {
      step: `${run.step}ms`,
      offset: `${start % run.step}ms`
    })
    const part = await ask(asking, influxql, io, ({ labels, points }) => {
      const values = new Map(points.map(({ at, value }) => [at + run.step, value]))
      if (asking.events) for (const at of instantsOf(run)) if (!values.has(at)) values.set(at, 0)
      return { labels, samples: [...values].map(([at, value]) => ({ at, value })) }
    })
    parts.push(part)
  }
  return joinParts(parts, grid)
}

async function ask(
  { endpoint }: Asking,
  influxql: string,
  io: Io,
  seriesOf: (rows: Rows, retries: number) => Part['series'][number]
): Promise<Part> {
  const { json, retries } = await askJson(endpoint, io, asked(endpoint, influxql), accountOf)
  const { rows, complete, error } = readingRows(endpoint, retries, () =>
    reading(endpoint, retries, () => readInflux(json))
  )
  if (error !== undefined) {
    const sentence = `refused the query: ${said(endpoint, error)}`
    throw new ProviderError(failure(endpoint, codeOf(error), sentence, retries))
  }
  return {
    series: rows.map(one => seriesOf(one, retries)),
    complete,
    notes: complete ? [] : ['InfluxDB cut its answer at max-row-limit.'],
    retries
  }
}

function asked({ options }: EndpointSettings, influxql: string): Asked {
  const { database, 'retention-policy': policy } = options
  const form = new URLSearchParams({
    db: String(database),
    ...(typeof policy === 'string' ? { rp: policy } : {}),
    epoch: 'ms',
    q: influxql
  }).toString()
  if (form.length <= mostInUrl) return { method: 'GET', path: `/query?${form}` }
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', path: '/query', headers, body: form }
}

/** `{"error": "…"}`; 400 is a statement that does not parse. */
function accountOf({ status, text }: HttpResponse): Account {
  const code = status === 400 ? ({ code: 'invalid-query' } as const) : {}
  try {
    const json: unknown = JSON.parse(text)
    const words = isRecord(json)
      ? (textField(json, 'error') ?? textField(json, 'message'))
      : undefined
    return { ...code, ...(words === undefined ? {} : { words }) }
  } catch {
    return { ...code, words: text }
  }
}

/**
 * What stands beside status 200 may be the statement's fault or a limit that was reached; only what names
 * something that is not there is certain to stay wrong.
 */
function codeOf(error: string): FailureCode {
  return /not found|undefined function|unsupported|expected|invalid|mixing/i.test(error)
    ? 'invalid-query'
    : 'provider-error'
}
