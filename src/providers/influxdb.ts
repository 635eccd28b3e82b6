import { z } from 'zod'
import { ProviderError } from '../errors.js'
import type { EndpointSettings, FailureCode, Measurement, Series } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, type Asked, askJson, failure, plainQuery, reading, said } from './ask.js'
import { instantsOf, joinParts, type Part, runsOf, withZeros } from './grid.js'
import { readResult, resultsIn, type Rows } from './influxdb-answer.js'
import { readingRows, severalRows } from './influxdb-rows.js'
import { readStatement, type Statement, statementOver } from './influxql.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { isRecord, textField } from './shape.js'
import { type Settled, settled, type Together, toldOnce, togetherByCheck } from './together.js'
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
  readonly together: Together<Sent>
  readonly statement: (width: number) => Statement
  /** No point in a step of a series that has others is 0. */
  readonly events: boolean
}

/** A statement as it is sent, and what its rows are. */
interface Sent {
  readonly influxql: string
  readonly seriesOf: (rows: Rows, retries: number) => Series
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
    statement: width => readStatement(query.render(width)),
    events: question.kind === 'events'
  }
  // Refuses now what could never be asked.
  asking.statement(60_000)
  return {
    pointInTime: false,
    describe: width => statementOver(asking.statement(width), '$start', '$end'),
    measure: (grid, io) => measure(asking, grid, io),
    requests: grid => (adjoins(grid) ? runsOf(grid, mostPoints) : instantsOf(grid)).length,
    shares: together.shares
  }
}

async function measure(asking: Asking, grid: Grid, io: Io): Promise<Measurement> {
  if (!adjoins(grid)) {
    return windowByWindow(asking.endpoint, grid, at => oneWindow(asking, at, grid.width, io))
  }
  const runs = runsOf(grid, mostPoints).map(run => adjoiningSteps(asking, run, io))
  return joinParts(await Promise.all(runs), grid)
}

/** The stamp of a row says nothing: it is the window's start, or that of the point a selector chose. */
function oneWindow(asking: Asking, at: number, width: number, io: Io): Promise<Part> {
  const { endpoint, together, statement } = asking
  const influxql = statementOver(statement(width), `${at - width}ms`, `${at}ms`)
  const seriesOf = ({ labels, points }: Rows, retries: number): Series => {
    if (points.length > 1) {
      const remedy = 'Put a function such as mean or sum around the field.'
      throw severalRows(endpoint, remedy, retries)
    }
    return { labels, samples: points.map(({ value }) => ({ at, value })) }
  }
  return together.ask({ influxql, seriesOf }, io)
}

/** Steps side by side in one statement; each comes stamped with its start. */
function adjoiningSteps({ together, statement, events }: Asking, run: Grid, io: Io): Promise<Part> {
  const start = run.first - run.step
  const influxql = statementOver(statement(run.step), `${start}ms`, `${run.last}ms`, {
    step: `${run.step}ms`,
    offset: `${start % run.step}ms`
  })
  const seriesOf = ({ labels, points }: Rows): Series => {
    const samples = points.map(({ at, value }) => ({ at: at + run.step, value }))
    return { labels, samples: events ? withZeros(samples, instantsOf(run)) : samples }
  }
  return together.ask({ influxql, seriesOf }, io)
}

async function alone(endpoint: EndpointSettings, one: Sent, io: Io): Promise<Part> {
  const { json, retries } = await askJson(endpoint, io, asked(endpoint, one.influxql), accountOf)
  const results = reading(endpoint, retries, () => resultsIn(json))
  return partOf(endpoint, one, results.get(0), retries)
}

/**
 * Several statements, each with a result of its own. Behind one that fails none is executed, and limits hold of all
 * together: what is no answer, and not the fault of its statement, is not told.
 */
async function joined(
  endpoint: EndpointSettings,
  all: readonly Sent[],
  io: Io
): Promise<readonly (Settled | undefined)[]> {
  const influxql = all.map(one => one.influxql).join(';\n')
  const { json, retries } = await askJson(endpoint, io, asked(endpoint, influxql), accountOf)
  const results = reading(endpoint, retries, () => resultsIn(json))
  return Promise.all(
    all.map(async (one, index) => {
      const own = toldOnce(retries, index)
      const part = await settled(() => partOf(endpoint, one, results.get(index), own))
      if (part instanceof ProviderError) {
        return part.failure.code === 'invalid-query' ? part : undefined
      }
      return part.complete ? part : undefined
    })
  )
}

function partOf(
  endpoint: EndpointSettings,
  { seriesOf }: Sent,
  result: unknown,
  retries: number
): Part {
  const { rows, complete, error } = readingRows(endpoint, retries, () =>
    reading(endpoint, retries, () => readResult(result))
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
