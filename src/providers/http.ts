import { compile, search } from '@jmespath-community/jmespath'
import { z } from 'zod'
import { ProviderError } from '../errors.js'
import { quote } from '../io/quote.js'
import type {
  EndpointSettings,
  Measurement,
  ProbeSettings,
  Query,
  RequestSettings,
  Sample
} from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, ask, type Asked, askJson, cannotAsk, failure, said } from './ask.js'
import { instantsOf, joinParts } from './grid.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'

/** What a direct connection says of a service that is down. A name that cannot be resolved says nothing of it. */
const downErrnos = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH'])

export const http: Provider = {
  name: 'http',
  summary: 'Any HTTP service: a probe of its health, or a number from its JSON',
  logs: false,
  kinds: ['query', 'probe'],
  language: 'jmespath',
  delay: 0,
  options: z.strictObject({}),
  connect
}

function connect(endpoint: EndpointSettings): Endpoint {
  return { source: question => sourceOf(endpoint, question) }
}

function sourceOf(endpoint: EndpointSettings, question: Question): Source {
  switch (question.kind) {
    case 'value':
      return valueSource(endpoint, question.query, question.request)
    case 'probe':
      return probeSource(endpoint, question.probe)
    case 'events':
    case 'firing':
      throw cannotAsk(endpoint, question)
  }
}

function valueSource(
  endpoint: EndpointSettings,
  query: Query,
  request: RequestSettings | undefined
): Source {
  if (request === undefined) {
    throw new Error('A query of an http endpoint needs a request. Give request: {path: /…}.')
  }
  refuseBadExpression(query.render(0))
  const valueOf = async (asked: Asked, io: Io): Promise<Answered> => {
    const { json, retries } = await askJson(endpoint, io, asked, accountOf)
    const value = selected(endpoint, json, query.render(0), retries)
    return { values: value === undefined ? [] : [value], retries }
  }
  const { over } = request
  return {
    pointInTime: over === undefined,
    describe: width => `${request.method} ${request.path} → ${query.render(width)}`,
    measure: async (grid, io) => {
      if (over !== undefined) return measureWindows(endpoint, request, over, valueOf, grid, io)
      const { values, retries } = await valueOf(askedOf(request), io)
      return measurement(grid, values, [], retries)
    },
    requests: grid => (over === undefined ? 1 : instantsOf(grid).length)
  }
}

interface Answered {
  readonly values: readonly number[]
  readonly retries: number
}

/** Each window is a request of its own, so there is an end to them. */
const mostWindows = 120

async function measureWindows(
  endpoint: EndpointSettings,
  request: RequestSettings,
  over: NonNullable<RequestSettings['over']>,
  valueOf: (asked: Asked, io: Io) => Promise<Answered>,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const instants = instantsOf(grid)
  if (instants.length > mostWindows) {
    const sentence = `is asked about more than ${mostWindows} windows at once. Shorten baseline.duration or lengthen bake.interval.`
    throw new ProviderError(failure(endpoint, 'provider-error', sentence, 0))
  }
  const parts = await Promise.all(
    instants.map(async at => {
      const asked = askedOf({ ...request, ...over({ start: at - grid.width, end: at }) })
      const { values, retries } = await valueOf(asked, io)
      const samples = values.map(value => ({ at, value }))
      return { series: [{ labels: {}, samples }], complete: true, notes: [], retries }
    })
  )
  return joinParts(parts, grid)
}

function refuseBadExpression(expression: string): void {
  try {
    compile(expression)
  } catch (error) {
    const words = error instanceof Error ? error.message : 'syntax error'
    throw new Error(`The query is not a JMESPath expression: ${quote(words)}.`)
  }
}

function accountOf({ text }: HttpResponse): Account {
  return { words: text }
}

/** The number that the expression selects; undefined where it selects nothing. */
function selected(
  endpoint: EndpointSettings,
  json: unknown,
  expression: string,
  retries: number
): number | undefined {
  const value = searched(endpoint, json, expression, retries)
  if (value === null || value === undefined) return undefined
  const wrong = (sentence: string): ProviderError =>
    new ProviderError(failure(endpoint, 'invalid-query', sentence, retries))
  if (typeof value !== 'number') {
    const kind = Array.isArray(value) ? 'list' : typeof value
    throw wrong(`answered; the query selects a ${kind} from it, not a number. Try to_number(…).`)
  }
  if (!Number.isFinite(value)) return undefined
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw wrong('answered with a number beyond 2^53, whose digits are lost. Select a smaller unit.')
  }
  return value
}

type Json = Parameters<typeof search>[0]

function searched(
  endpoint: EndpointSettings,
  json: unknown,
  expression: string,
  retries: number
): unknown {
  try {
    return search(json as Json, expression)
  } catch (error) {
    const words = error instanceof Error ? error.message : ''
    const sentence = `answered; the query fails on it: ${said(endpoint, words)}`
    throw new ProviderError(failure(endpoint, 'invalid-query', sentence, retries))
  }
}

function probeSource(endpoint: EndpointSettings, probe: ProbeSettings): Source {
  return {
    pointInTime: true,
    describe: () => {
      const body = probe.expectBody === undefined ? '' : ` with ${JSON.stringify(probe.expectBody)}`
      return `${probe.method} ${probe.path} → ${probe.expectStatus.join(' or ')}${body}`
    },
    measure: async (grid, io) => {
      const seen = await probeOnce(endpoint, probe, io)
      return measurement(grid, [seen.problem === undefined ? 1 : 0], seen.notes, 0)
    }
  }
}

interface Seen {
  /** Absent: as expected. */
  readonly problem?: string
  readonly notes: readonly string[]
}

async function probeOnce(endpoint: EndpointSettings, probe: ProbeSettings, io: Io): Promise<Seen> {
  try {
    const response = await ask(endpoint, io, { ...askedOf(probe), once: true })
    return seen(problemOf(probe, response))
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    const { failure: why, errno } = error
    const down = why.code === 'deadline' || (errno !== undefined && downErrnos.has(errno))
    if (!down) throw error
    return seen(why.message)
  }
}

function seen(problem: string | undefined): Seen {
  return problem === undefined ? { notes: [] } : { problem, notes: [problem] }
}

function problemOf(probe: ProbeSettings, { status, text }: HttpResponse): string | undefined {
  if (!probe.expectStatus.includes(status)) {
    return `${probe.path} answered ${status}, not ${probe.expectStatus.join(' or ')}.`
  }
  if (probe.expectBody === undefined || text.includes(probe.expectBody)) return undefined
  return `${probe.path} answered without the expected text.`
}

function askedOf({ method, path, headers, body }: RequestSettings): Asked {
  return { method, path, headers, ...(body === undefined ? {} : { body }) }
}

function measurement(
  grid: Grid,
  values: readonly number[],
  notes: readonly string[],
  retries: number
): Measurement {
  const samples = values.map((value): Sample => ({ at: grid.last, value }))
  const series = samples.length === 0 ? [] : [{ labels: {}, samples }]
  return { series, complete: true, notes, retries }
}
