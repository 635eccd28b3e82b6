import { z } from 'zod'
import type { EndpointSettings, Measurement } from '../model.js'
import { sigv4Identity, sigv4Option } from './aws-identity.js'
import { plainQuery } from './ask.js'
import { cloudIdentity, cloudLogin, loginOf } from './cloud-login.js'
import { joinParts, type Part, runsOf } from './grid.js'
import { matchersOf } from './matchers.js'
import type { Answer } from './prometheus-answer.js'
import { type Connection, type Parameters, query, sendUnion } from './prometheus-api.js'
import { heldPart, instantPart, rangePart, type Reply } from './prometheus-part.js'
import { createUnions, type Instant } from './prometheus-together.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { checkSyntax } from './syntax-option.js'
import type { Together } from './together.js'
import { field, isCount, isRecord, numeric } from './shape.js'

/** Prometheus refuses more points per series in one answer. */
const mostPoints = 11_000

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

function connect(endpoint: EndpointSettings): Endpoint {
  const { tenant } = endpoint.options
  const headers = typeof tenant === 'string' ? { 'X-Scope-OrgID': tenant } : {}
  const tokens = loginOf(endpoint, scopes)
  const connection: Connection = { endpoint, tokens, headers, long: { method: 'POST' } }
  const forCheck = (): Endpoint => {
    const together = togetherOf(connection)
    return {
      source: question => {
        refuseTwoClouds(endpoint)
        return sourceOf(connection, together, question)
      }
    }
  }
  return { ...forCheck(), forCheck }
}

function togetherOf(connection: Connection): Together<Instant> {
  const { endpoint } = connection
  return createUnions({
    alone: (instant, io, timeout) =>
      askInstant({ ...connection, endpoint: { ...endpoint, timeout } }, instant, io),
    send: (instant, io) => sendUnion(connection, parametersOf(instant), io),
    partOf: (reply, at) => partOf(endpoint, reply, at),
    timeout: endpoint.timeout
  })
}

function refuseTwoClouds({ options }: EndpointSettings): void {
  const clouds = ['sigv4', 'azure', 'google'].filter(name => options[name] !== undefined)
  if (clouds.length < 2) return
  throw new Error(`Its endpoint logs in to ${clouds.join(' and ')}. Keep one.`)
}

function sourceOf(connection: Connection, together: Together<Instant>, question: Question): Source {
  const render = renderer(connection.endpoint, question)
  const holds = question.kind === 'value'
  return {
    pointInTime: question.kind === 'firing',
    describe: render,
    measure: (grid, io) =>
      measure(connection, together, { of: question, promql: render(grid.width), holds }, grid, io),
    requests: grid => runsOf(grid, mostPoints).length,
    shares: together.shares,
    keys: grid => (grid.first === grid.last ? [String(grid.first)] : undefined)
  }
}

function renderer(endpoint: EndpointSettings, question: Question): (width: number) => string {
  if (question.kind === 'firing') {
    const query = firingQuery(question.labels)
    return () => query
  }
  const query = plainQuery(endpoint, question)
  if (question.kind === 'events' && !query.usesWindow) {
    throw new Error(
      'A count over a window needs {{window}} in its query. Write increase(…[{{window}}]).'
    )
  }
  return width => query.render(width)
}

/** No alert is no series; `or vector(0)` makes it the number it means. */
function firingQuery(labels: Readonly<Record<string, string>>): string {
  const matchers = matchersOf({ ...labels, alertstate: 'firing' })
  return `count(ALERTS{${matchers.join(',')}}) or vector(0)`
}

interface Rendered {
  readonly of: Question
  readonly promql: string
  /** What it answers is a value that holds until the next one, not a count over a window. */
  readonly holds: boolean
}

async function measure(
  connection: Connection,
  together: Together<Instant>,
  { of, promql, holds }: Rendered,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const parts: Part[] = []
  for (const run of runsOf(grid, mostPoints)) {
    if (run.first === run.last) {
      parts.push(await together.ask({ of, promql, at: run.first }, io))
    } else {
      const part = await range(connection, promql, run, io)
      parts.push(holds ? heldPart(part, run) : part)
    }
  }
  return joinParts(parts, grid)
}

async function askInstant(connection: Connection, instant: Instant, io: Io): Promise<Part> {
  const reply = await query(connection, '/api/v1/query', parametersOf(instant), io)
  return partOf(connection.endpoint, reply, instant.at)
}

function parametersOf({ promql, at }: Pick<Instant, 'promql' | 'at'>): Parameters {
  return { query: promql, time: seconds(at) }
}

function partOf(endpoint: EndpointSettings, reply: Reply, at: number): Part {
  return withScanned(instantPart(endpoint, reply, at), reply.answer)
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
