import { z } from 'zod'
import type { EndpointSettings, Measurement, Series } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, askJson, plainQuery, reading } from './ask.js'
import { alignedTo, instantsOf, joinParts, type Part, runsOf } from './grid.js'
import { nanoseconds } from './nanoseconds.js'
import { linesOf } from './victorialogs-lines.js'
import { type Answer, readAnswer, readError } from './prometheus-answer.js'
import { instantPart, rangePart, type Reply } from './prometheus-part.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { tooManyOverlapping } from './windows.js'

/** Up to so many windows are asked one by one, each exactly; more only as adjoining steps. */
const mostExact = 12
/** Overlapping windows cannot be asked together, so there is an end to them. */
const mostWindows = 120
const mostPoints = 11_000

export const victorialogs: Provider = {
  name: 'victorialogs',
  summary: 'VictoriaLogs: log lines counted by LogsQL, and read for their signatures',
  logs: true,
  kinds: ['count', 'ratio', 'query', 'logs'],
  language: 'logsql',
  delay: 30_000,
  options: z.strictObject({
    'account-id': z.int().min(0).optional().describe('Tenant: sent as AccountID'),
    'project-id': z.int().min(0).optional().describe('Tenant: sent as ProjectID')
  }),
  connect
}

interface Connection {
  readonly endpoint: EndpointSettings
  readonly headers: Readonly<Record<string, string>>
}

function connect(endpoint: EndpointSettings): Endpoint {
  const connection: Connection = { endpoint, headers: tenantOf(endpoint) }
  return {
    source: question => sourceOf(connection, question),
    lines: query => linesOf({ ...connection, windowOf, accountOf }, query)
  }
}

function tenantOf({ options }: EndpointSettings): Readonly<Record<string, string>> {
  const { 'account-id': account, 'project-id': project } = options
  return {
    ...(typeof account === 'number' ? { AccountID: String(account) } : {}),
    ...(typeof project === 'number' ? { ProjectID: String(project) } : {})
  }
}

/** A question ready to be asked. `counts`: our own count of lines, which is 0 where nothing is. */
interface Asking {
  readonly render: (width: number) => string
  readonly counts: boolean
}

function sourceOf(connection: Connection, question: Question): Source {
  const asking = askingOf(connection.endpoint, question)
  return {
    pointInTime: false,
    describe: asking.render,
    measure: (grid, io) => measure(connection, asking, grid, io),
    requests: requestsFor
  }
}

function requestsFor(grid: Grid): number {
  const { length } = instantsOf(grid)
  const together = length > mostExact && grid.width === grid.step
  return together ? runsOf(alignedTo(grid), mostPoints).length : length
}

function askingOf(endpoint: EndpointSettings, question: Question): Asking {
  const query = plainQuery(endpoint, question)
  const counts = question.kind === 'events' && !query.usesWindow
  const render = (width: number): string =>
    counts ? `${query.render(width).trim()} | stats count() as value` : query.render(width)
  return { render, counts }
}

async function measure(
  connection: Connection,
  asking: Asking,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const instants = instantsOf(grid)
  const logsql = asking.render(grid.width)
  if (instants.length > mostExact && grid.width === grid.step) {
    return adjoiningSteps(connection, asking, grid, io)
  }
  if (instants.length > mostWindows) throw tooManyOverlapping(connection.endpoint, mostWindows)
  const parts = await Promise.all(
    instants.map(async at => {
      const parameters = { query: logsql, time: nanoseconds(at), ...windowOf(at - grid.width, at) }
      const reply = await query(connection, 'stats_query', parameters, io)
      return instantPart(connection.endpoint, reply, at)
    })
  )
  return joinParts(parts, grid)
}

/**
 * Steps side by side, in one request. VictoriaLogs lays them on multiples of the step and stamps each
 * with its start; ours are stamped with their end, and those cut by an edge are left out.
 */
async function adjoiningSteps(
  connection: Connection,
  asking: Asking,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const parts: Part[] = []
  const aligned = alignedTo(grid)
  for (const run of runsOf(aligned, mostPoints)) {
    const parameters = {
      query: asking.render(grid.width),
      step: `${grid.step}ms`,
      ...windowOf(run.first - grid.width, run.last)
    }
    const reply = await query(connection, 'stats_query_range', parameters, io)
    const part = rangePart(connection.endpoint, reply, run)
    const ended = part.series.map(series => endStamped(series, run))
    parts.push({ ...part, series: asking.counts ? withZeros(ended, run) : ended })
  }
  return joinParts(parts, aligned)
}

function endStamped({ labels, samples }: Series, run: Grid): Series {
  return { labels, samples: samples.map(({ at, value }) => ({ at: at + run.step, value })) }
}

/** A step without a line is left out of the answer, while a single window counts 0. */
function withZeros(series: readonly Series[], run: Grid): readonly Series[] {
  const [{ labels, samples } = { labels: {}, samples: [] }] = series
  const values = new Map(samples.map(({ at, value }) => [at, value]))
  return [{ labels, samples: instantsOf(run).map(at => ({ at, value: values.get(at) ?? 0 })) }]
}

/**
 * [start, end) in every version: older ones take `end` as included, and only the filter is exact there.
 */
function windowOf(start: number, end: number): Readonly<Record<string, string>> {
  return {
    start: nanoseconds(start),
    end: nanoseconds(end),
    extra_filters: `_time:[${new Date(start).toISOString()}, ${new Date(end).toISOString()})`
  }
}

async function query(
  { endpoint, headers }: Connection,
  path: 'stats_query' | 'stats_query_range',
  parameters: Readonly<Record<string, string>>,
  io: Io
): Promise<Reply> {
  const asked = {
    method: 'POST',
    path: `/select/logsql/${path}`,
    headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(parameters).toString()
  } as const
  const { json, retries } = await askJson(endpoint, io, asked, accountOf)
  return { answer: reading(endpoint, retries, () => unnamed(readAnswer(json))), retries }
}

/** `__name__` is the alias of the stats function: without meaning where there is one. */
function unnamed(answer: Answer): Answer {
  const names = new Set(answer.series.map(({ labels }) => labels['__name__']))
  if (names.size > 1) return answer
  const series = answer.series.map(({ labels, samples }) => {
    const kept = Object.entries(labels).filter(([name]) => name !== '__name__')
    return { labels: Object.fromEntries(kept), samples }
  })
  return { ...answer, series }
}

/** 422 is a query that cannot be run, whatever the data. */
function accountOf({ status, text }: HttpResponse): Account {
  const words = readError(text).words ?? text
  return { words, ...(status === 400 || status === 422 ? { code: 'invalid-query' } : {}) }
}
