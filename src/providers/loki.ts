import { z } from 'zod'
import { ProviderError } from '../errors.js'
import type { EndpointSettings, Measurement, Series } from '../model.js'
import { plainQuery, reading } from './ask.js'
import { alignedTo, instantsOf, joinParts, type Part, runsOf, withZeros } from './grid.js'
import { askLoki, type Connection, lookedAt } from './loki-api.js'
import { lokiLines } from './loki-lines.js'
import { nanoseconds } from './nanoseconds.js'
import { readAnswer } from './prometheus-answer.js'
import { instantPart, rangePart, type Reply } from './prometheus-part.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { checkSyntax } from './syntax-option.js'
import { field } from './shape.js'

/** Loki refuses more points per series in one answer. */
const mostPoints = 11_000
/**
 * Up to so many instants are asked one by one: an instant query is exact, a range is moved to multiples
 * of its step by Loki's query front end.
 */
const mostExact = 12

/** What a Loki without them says of an offset. The words of newer ones are about the query itself. */
const noOffset = /syntax error: unexpected IDENTIFIER/

export const loki: Provider = {
  name: 'loki',
  summary: 'Grafana Loki: log lines counted by LogQL',
  logs: true,
  kinds: ['count', 'ratio', 'query', 'logs'],
  language: 'logql',
  delay: 30_000,
  readsAll: true,
  cost: 'Loki reads every line of the streams in a window to count it; a narrow stream selector makes that cheap.',
  options: z.strictObject({
    ...checkSyntax,
    tenant: z.string().min(1).optional().describe('Sent as X-Scope-OrgID; several as a|b')
  }),
  connect
}

/** A question ready to be asked. */
interface Asking {
  readonly render: (width: number) => string
  /** No matching line means 0 where lines were looked at. */
  readonly events: boolean
  /** Our own count: its window is [start, end) already. Absent: the query is the user's. */
  readonly shifted?: (width: number) => string
}

/** What this Loki was found to understand. */
interface Dialect {
  /** `offset`, since 2.3. */
  offsets: boolean
}

function connect(endpoint: EndpointSettings): Endpoint {
  const { tenant } = endpoint.options
  const scope = typeof tenant === 'string' ? { 'X-Scope-OrgID': tenant } : {}
  const connection: Connection = { endpoint, headers: { 'Cache-Control': 'no-cache', ...scope } }
  const dialect: Dialect = { offsets: true }
  return {
    source: question => sourceOf(connection, dialect, question),
    lines: query => lokiLines(connection, query)
  }
}

function sourceOf(connection: Connection, dialect: Dialect, question: Question): Source {
  const asking = askingOf(connection.endpoint, question)
  return {
    pointInTime: false,
    describe: asking.shifted ?? asking.render,
    measure: (grid, io) => measure(connection, dialect, asking, grid, io),
    requests: requestsFor
  }
}

function requestsFor(grid: Grid): number {
  const { length } = instantsOf(grid)
  return length <= mostExact ? length : runsOf(alignedTo(grid), mostPoints).length
}

function askingOf(endpoint: EndpointSettings, question: Question): Asking {
  const query = plainQuery(endpoint, question)
  const events = question.kind === 'events'
  if (!events || query.usesWindow) return { render: width => query.render(width), events }
  const countOf = (width: number, offset: string): string =>
    `sum(count_over_time(${ranged(query.render(width).trim(), width)}${offset}))`
  return {
    render: width => countOf(width, ''),
    events,
    shifted: width => countOf(width, ' offset 1ns')
  }
}

/** The range is on a line of its own where a comment might swallow it. */
function ranged(logql: string, width: number): string {
  return `${logql}${logql.includes('#') ? '\n' : ' '}[${duration(width)}]`
}

function duration(width: number): string {
  return width % 1000 === 0 ? `${width / 1000}s` : `${width}ms`
}

async function measure(
  connection: Connection,
  dialect: Dialect,
  asking: Asking,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const { endpoint } = connection
  const instants = instantsOf(grid)
  if (instants.length <= mostExact) {
    const parts = await Promise.all(
      instants.map(async at => {
        const reply = await askExactly(dialect, asking, grid.width, justBefore, (logql, stamp) =>
          query(connection, 'query', { query: logql, time: stamp(at) }, io)
        )
        const part = withScanned(instantPart(endpoint, reply, at), reply)
        return asking.events ? whereNoneIsZero(part, [at]) : part
      })
    )
    return joinParts(parts, grid)
  }
  const aligned = alignedTo(grid)
  const parts: Part[] = []
  for (const run of runsOf(aligned, mostPoints)) {
    // The end stays, lest a front end that moves instants down leave the last one out.
    const reply = await askExactly(dialect, asking, grid.width, nanoseconds, (logql, stamp) =>
      query(
        connection,
        'query_range',
        { query: logql, start: stamp(run.first), ...ending(run) },
        io
      )
    )
    const part = withScanned(rangePart(endpoint, reply, run), reply)
    parts.push(asking.events ? whereNoneIsZero(part, instantsOf(run)) : part)
  }
  return joinParts(parts, aligned)
}

type Stamp = (at: number) => string

/**
 * A range takes (at - width, at] (pkg/logql/range_vector.go: start exclusive, end inclusive). Up to one
 * nanosecond earlier, stamps being whole nanoseconds, that is [at - width, at).
 */
function justBefore(at: number): string {
  return String(BigInt(nanoseconds(at)) - 1n)
}

/**
 * The front end of Loki moves the instants of a range down to multiples of the step, so a count is shifted by its
 * offset. Before 2.3 there is none, and its instants themselves are a nanosecond earlier.
 */
async function askExactly(
  dialect: Dialect,
  { render, shifted }: Asking,
  width: number,
  stamp: Stamp,
  send: (logql: string, stamp: Stamp) => Promise<Reply>
): Promise<Reply> {
  if (shifted === undefined) return send(render(width), stamp)
  if (dialect.offsets) {
    try {
      return await send(shifted(width), nanoseconds)
    } catch (error) {
      if (!(error instanceof ProviderError && noOffset.test(error.message))) throw error
    }
  }
  const reply = await send(render(width), justBefore)
  dialect.offsets = false
  return reply
}

function ending({ last, step }: Grid): Readonly<Record<'end' | 'step', string>> {
  return { end: nanoseconds(last), step: duration(step) }
}

function withScanned(part: Part, { answer }: Reply): Part {
  return { ...part, ...lookedAt(field(answer.body, 'data')) }
}

/** A count over no matching line is no sample; where lines were looked at, it is a zero. */
function whereNoneIsZero(part: Part, instants: readonly number[]): Part {
  if (part.scanned === undefined || part.scanned === 0) return part
  const series: readonly Series[] =
    part.series.length === 0 ? [{ labels: {}, samples: [] }] : part.series
  return {
    ...part,
    series: series.map(({ labels, samples }) => ({
      labels,
      samples: withZeros(samples, instants)
    }))
  }
}

async function query(
  connection: Connection,
  path: 'query' | 'query_range',
  parameters: Readonly<Record<string, string>>,
  io: Io
): Promise<Reply> {
  const { json, retries } = await askLoki(connection, path, parameters, io)
  return { answer: reading(connection.endpoint, retries, () => readAnswer(json)), retries }
}
