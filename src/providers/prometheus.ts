import { z } from 'zod'
import { ProviderError } from '../errors.js'
import type { EndpointSettings, Measurement } from '../model.js'
import type { HttpResponse } from '../world.js'
import { sigv4Identity, sigv4Option } from './aws-identity.js'
import { type Account, type Asked, ask, askJson, cannotAsk, reading } from './ask.js'
import { cloudIdentity, cloudLogin, loginOf } from './cloud-login.js'
import { joinParts, type Part, runsOf } from './grid.js'
import { matchersOf } from './matchers.js'
import { type Answer, readAnswer, readError } from './prometheus-answer.js'
import { heldPart, instantPart, rangePart, type Reply } from './prometheus-part.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { checkSyntax } from './syntax-option.js'
import { field, isCount, isRecord, numeric } from './shape.js'
import type { Tokens } from './token.js'

/** Prometheus refuses more points per series in one answer. */
const mostPoints = 11_000
/** Every backend and gateway takes a query by GET; a longer one may not fit their limits for a URL. */
const mostInUrl = 2_000

export const prometheus: Provider = {
  name: 'prometheus',
  summary:
    'Prometheus and whatever speaks its query API (Thanos, Mimir, VictoriaMetrics, Grafana Cloud)',
  logs: false,
  kinds: ['ratio', 'query', 'count', 'firing'],
  language: 'promql',
  delay: 60_000,
  options: z.strictObject({
    ...checkSyntax,
    tenant: z.string().min(1).optional().describe('Sent as X-Scope-OrgID (Mimir, Cortex)'),
    ...sigv4Option(['aps']),
    ...cloudLogin
  }),
  identity: options => sigv4Identity(options, 'aps') ?? cloudIdentity(options),
  connect
}

/** What a token of the cloud is for: the managed Prometheus of each. */
const scopes = {
  azure: 'https://prometheus.monitor.azure.com/.default',
  google: 'https://www.googleapis.com/auth/monitoring.read'
}

interface Connection {
  readonly endpoint: EndpointSettings
  /** Absent: the endpoint gives its own, or needs none. */
  readonly tokens: Tokens | undefined
  readonly headers: Readonly<Record<string, string>>
  /** How a long query travels: POST, until the backend answers 405: then GET. */
  method: 'GET' | 'POST'
}

/** Parameters that plain Prometheus ignores: no partial answers (Thanos), no cache, no shift (VictoriaMetrics). */
const always = { partial_response: 'false', nocache: '1', latency_offset: '1ms' }

function connect(endpoint: EndpointSettings): Endpoint {
  const { tenant } = endpoint.options
  const headers = typeof tenant === 'string' ? { 'X-Scope-OrgID': tenant } : {}
  const tokens = loginOf(endpoint, scopes)
  const connection: Connection = { endpoint, tokens, headers, method: 'POST' }
  return {
    source: question => {
      refuseTwoClouds(endpoint)
      return sourceOf(connection, question)
    }
  }
}

function refuseTwoClouds({ options }: EndpointSettings): void {
  const clouds = ['sigv4', 'azure', 'google'].filter(name => options[name] !== undefined)
  if (clouds.length < 2) return
  throw new Error(`Its endpoint logs in to ${clouds.join(' and ')}. Keep one.`)
}

function sourceOf(connection: Connection, question: Question): Source {
  const render = renderer(connection.endpoint, question)
  return {
    pointInTime: question.kind === 'firing',
    describe: render,
    measure: (grid, io) =>
      measure(
        connection,
        { promql: render(grid.width), holds: question.kind === 'value' },
        grid,
        io
      ),
    requests: grid => runsOf(grid, mostPoints).length
  }
}

function renderer(endpoint: EndpointSettings, question: Question): (width: number) => string {
  switch (question.kind) {
    case 'value':
      if (question.request !== undefined) throw cannotAsk(endpoint, question)
      return width => question.query.render(width)
    case 'events':
      if (!question.query.usesWindow) {
        throw new Error(
          'A count over a window needs {{window}} in its query. Write increase(…[{{window}}]).'
        )
      }
      return width => question.query.render(width)
    case 'firing': {
      const query = firingQuery(question.labels)
      return () => query
    }
    case 'probe':
      throw cannotAsk(endpoint, question)
  }
}

/** No alert is no series; `or vector(0)` makes it the number it means. */
function firingQuery(labels: Readonly<Record<string, string>>): string {
  const matchers = matchersOf({ ...labels, alertstate: 'firing' })
  return `count(ALERTS{${matchers.join(',')}}) or vector(0)`
}

interface Rendered {
  readonly promql: string
  /** What it answers is a value that holds until the next one, not a count over a window. */
  readonly holds: boolean
}

async function measure(
  connection: Connection,
  { promql, holds }: Rendered,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const parts: Part[] = []
  for (const run of runsOf(grid, mostPoints)) {
    const isOne = run.first === run.last
    const part = await (isOne ? instant : range)(connection, promql, run, io)
    parts.push(holds && !isOne ? heldPart(part, run) : part)
  }
  return joinParts(parts, grid)
}

async function instant(connection: Connection, promql: string, grid: Grid, io: Io): Promise<Part> {
  const parameters = { query: promql, time: seconds(grid.first) }
  const reply = await query(connection, '/api/v1/query', parameters, io)
  return withScanned(instantPart(connection.endpoint, reply, grid.first), reply.answer)
}

async function range(connection: Connection, promql: string, grid: Grid, io: Io): Promise<Part> {
  const parameters = {
    query: promql,
    start: seconds(grid.first),
    end: seconds(grid.last),
    step: stepOf(grid.step)
  }
  const reply = await query(connection, '/api/v1/query_range', parameters, io)
  return withScanned(rangePart(connection.endpoint, reply, grid), reply.answer)
}

/** VictoriaMetrics counts the series that its selectors matched: none means a wrong name or label. */
function withScanned(part: Part, { body }: Answer): Part {
  const stats = field(body, 'stats')
  const fetched = isRecord(stats) ? numeric(field(stats, 'seriesFetched')) : undefined
  return isCount(fetched) ? { ...part, scanned: fetched } : part
}

type Parameters = Readonly<Record<string, string>>

/** One query; a long one is sent again as GET where the backend takes no POST. */
async function query(
  connection: Connection,
  path: string,
  parameters: Parameters,
  io: Io
): Promise<Reply> {
  const { endpoint } = connection
  const sent = asked(connection, path, parameters, io)
  let status = 0
  const account = (response: HttpResponse): Account => {
    status = response.status
    return accountOf(response, connection.tokens)
  }
  try {
    const { json, retries } = await askJson(endpoint, io, sent, account)
    return { answer: reading(endpoint, retries, () => readAnswer(json)), retries }
  } catch (error) {
    if (status === 405 && sent.method === 'POST') {
      connection.method = 'GET'
      return query(connection, path, parameters, io)
    }
    if (!(error instanceof ProviderError) || status !== 422) throw error
    if (!(await failsWithoutData(connection, parameters, io))) throw error
    throw new ProviderError({ ...error.failure, code: 'invalid-query' })
  }
}

function asked(connection: Connection, path: string, parameters: Parameters, io: Io): Asked {
  const form = new URLSearchParams({ ...parameters, ...always }).toString()
  const { headers, tokens } = connection
  const login = tokens === undefined ? {} : { sign: () => tokens.header(io) }
  if (connection.method === 'GET' || form.length <= mostInUrl) {
    return { method: 'GET', path: `${path}?${form}`, headers, ...login }
  }
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', path, headers: { ...headers, ...type }, body: form, ...login }
}

function accountOf(response: HttpResponse, tokens: Tokens | undefined): Account {
  const { type, words } = readError(tokens?.hide(response.text) ?? response.text)
  return {
    ...(words === undefined ? {} : { words: type === undefined ? words : `${type}: ${words}` }),
    ...(type === 'bad_data' ? { code: 'invalid-query' } : {})
  }
}

/**
 * 422 is a query that failed while it ran, but VictoriaMetrics gives it for syntax errors, too. What
 * still fails at an instant without any data is wrong in itself.
 */
async function failsWithoutData(
  connection: Connection,
  parameters: Parameters,
  io: Io
): Promise<boolean> {
  const { query: promql = '' } = parameters
  const again = asked(connection, '/api/v1/query', { query: promql, time: '1' }, io)
  const response = await ask(connection.endpoint, io, { ...again, once: true })
  return response.status === 422
}

/** Epoch seconds, whole milliseconds kept. */
function seconds(at: number): string {
  return String(at / 1000)
}

/**
 * Backends cut a fraction to whole milliseconds, downwards, and 2.01 in binary is a little less than it
 * says: every instant of the grid would come a millisecond earlier than the one before. A microsecond
 * more is cut off again.
 */
function stepOf(step: number): string {
  return step % 1000 === 0 ? seconds(step) : (step / 1000 + 1e-6).toFixed(6)
}
