import { z } from 'zod'
import type { EndpointSettings, Measurement, Series, Window } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, askJson, plainQuery, reading } from './ask.js'
import { alignedTo, instantsOf, joinParts, type Part, runsOf, withZeros } from './grid.js'
import {
  type Counted,
  countedIn,
  countsOf,
  isFilter,
  piped,
  refuseWindows,
  spanOf,
  timeFilter
} from './logsql.js'
import { nanoseconds } from './nanoseconds.js'
import { type Answer, readAnswer, readError } from './prometheus-answer.js'
import { instantPart, rangePart, type Reply } from './prometheus-part.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { createTogether, type Settled, type Together, toldOnce } from './together.js'
import { linesOf } from './victorialogs-lines.js'
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
  const forCheck = (): Endpoint => {
    const together = createTogether<Counted>({
      alone: ({ filter, window }, io, timeout) =>
        oneWindow(
          { ...connection, endpoint: { ...endpoint, timeout } },
          countOf(filter),
          window,
          io
        ),
      joined: (all, io) => countTogether(connection, all, io),
      timeout: endpoint.timeout
    })
    return {
      source: question => sourceOf(connection, together, question),
      lines: query => linesOf({ ...connection, windowOf, accountOf }, query)
    }
  }
  return { ...forCheck(), forCheck }
}

function tenantOf({ options }: EndpointSettings): Readonly<Record<string, string>> {
  const { 'account-id': account, 'project-id': project } = options
  return {
    ...(typeof account === 'number' ? { AccountID: String(account) } : {}),
    ...(typeof project === 'number' ? { ProjectID: String(project) } : {})
  }
}

/** A question ready to be asked. */
interface Asking {
  readonly render: (width: number) => string
  /** Our own count of lines, which is 0 where nothing is. */
  readonly counts: boolean
  /** Where it is a count of what one filter passes, which may be asked with others. */
  readonly filter?: string
}

function sourceOf(connection: Connection, together: Together<Counted>, question: Question): Source {
  const asking = askingOf(connection.endpoint, question)
  const { filter } = asking
  const ask = (window: Window, io: Io): Promise<Part> =>
    filter === undefined
      ? oneWindow(connection, asking.render(window.end - window.start), window, io)
      : together.ask({ filter, window }, io)
  return {
    pointInTime: false,
    describe: asking.render,
    measure: (grid, io) => measure(connection, asking, ask, grid, io),
    requests: grid =>
      (isInSteps(grid) ? runsOf(alignedTo(grid), mostPoints) : instantsOf(grid)).length,
    ...(filter === undefined
      ? {}
      : {
          shares: together.shares,
          keys: grid => (isInSteps(grid) ? undefined : instantsOf(grid).map(() => ''))
        })
  }
}

function isInSteps(grid: Grid): boolean {
  return instantsOf(grid).length > mostExact && grid.width === grid.step
}

function askingOf(endpoint: EndpointSettings, question: Question): Asking {
  const query = plainQuery(endpoint, question)
  if (question.kind !== 'events' || query.usesWindow) {
    return { render: width => query.render(width), counts: false }
  }
  const filter = query.render(0).trim()
  refuseWindows(filter)
  return {
    render: () => countOf(filter),
    counts: true,
    ...(isFilter(filter) ? { filter } : {})
  }
}

function countOf(filter: string): string {
  return piped(filter, 'stats count() as value')
}

async function measure(
  connection: Connection,
  asking: Asking,
  ask: (window: Window, io: Io) => Promise<Part>,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  if (isInSteps(grid)) return adjoiningSteps(connection, asking, grid, io)
  const instants = instantsOf(grid)
  if (instants.length > mostWindows) throw tooManyOverlapping(connection.endpoint, mostWindows)
  const windows = instants.map(end => ({ start: end - grid.width, end }))
  return joinParts(await Promise.all(windows.map(window => ask(window, io))), grid)
}

async function oneWindow(
  connection: Connection,
  logsql: string,
  { start, end }: Window,
  io: Io
): Promise<Part> {
  const parameters = { query: logsql, time: nanoseconds(end), ...windowOf(start, end) }
  const { answer, retries } = await query(connection, 'stats_query', parameters, io)
  return instantPart(connection.endpoint, { answer: unnamed(answer), retries }, end)
}

/** Counts of filters over whatever windows, in one request. */
async function countTogether(
  connection: Connection,
  all: readonly Counted[],
  io: Io
): Promise<readonly (Settled | undefined)[]> {
  const { start, end } = spanOf(all)
  const parameters = { query: countsOf(all), time: nanoseconds(end), ...windowOf(start, end) }
  const { answer, retries } = await query(connection, 'stats_query', parameters, io)
  return countedIn(answer, all.length).map((own, index) => {
    if (own === undefined) return undefined
    const reply = { answer: own, retries: toldOnce(retries, index) }
    const part = instantPart(connection.endpoint, reply, end)
    return { ...part, series: part.series.map(series => endingAt(series, all[index]?.window.end)) }
  })
}

function endingAt({ labels, samples }: Series, end = 0): Series {
  return { labels, samples: samples.map(({ value }) => ({ at: end, value })) }
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
    const answer = unnamed(reply.answer)
    const part = rangePart(connection.endpoint, { ...reply, answer }, run)
    const ended = part.series.map(series => endStamped(series, run))
    parts.push({ ...part, series: asking.counts ? withEveryStep(ended, run) : ended })
  }
  return joinParts(parts, aligned)
}

/** A step without a line is left out of the answer, while a single window counts 0. */
function withEveryStep(series: readonly Series[], run: Grid): readonly Series[] {
  const known = series.length === 0 ? [{ labels: {}, samples: [] }] : series
  return known.map(({ labels, samples }) => ({
    labels,
    samples: withZeros(samples, instantsOf(run))
  }))
}

function endStamped({ labels, samples }: Series, run: Grid): Series {
  return { labels, samples: samples.map(({ at, value }) => ({ at: at + run.step, value })) }
}

/**
 * [start, end) in every version: older ones take `end` as included, and only the filter is exact there.
 */
function windowOf(start: number, end: number): Readonly<Record<string, string>> {
  return {
    start: nanoseconds(start),
    end: nanoseconds(end),
    extra_filters: timeFilter({ start, end })
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
  return { answer: reading(endpoint, retries, () => readAnswer(json)), retries }
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
