import { buildSchema, graphql, GraphQLError } from 'graphql'
import { json, type Seen, startStub, type StubServer } from './stub-server.js'

/** One event of New Relic's database. `timestamp` is epoch milliseconds. */
export type Event = Readonly<Record<string, string | number | boolean>> & {
  readonly timestamp: number
}

export interface Content {
  /** Events by their type: Transaction, Log. */
  readonly events: Readonly<Record<string, readonly Event[]>>
  /** Moves the start of windows over this type down to multiples of these milliseconds, as metrics are. */
  readonly snaps?: Readonly<Record<string, number>>
}

export const account = 1_234_567
export const key = 'NRAK-0123456789ABCDEF'

/** The part of NerdGraph that NRQL is asked through, by the types of New Relic's own Go client. */
const schema = buildSchema(`
  scalar Nrql
  scalar Seconds
  scalar NrdbResult
  scalar EpochMilliseconds
  type Query { actor: Actor }
  type Actor { account(id: Int!): Account }
  type Account { id: Int nrql(query: Nrql!, timeout: Seconds = 5, async: Boolean = false): NrdbResultContainer }
  type NrdbResultContainer { results: [NrdbResult] metadata: NrdbMetadata nrql: Nrql }
  type NrdbMetadata { facets: [String] messages: [String] eventTypes: [String] timeWindow: NrdbMetadataTimeWindow }
  type NrdbMetadataTimeWindow { begin: EpochMilliseconds end: EpochMilliseconds since: String until: String }
`)

/**
 * NerdGraph over a real socket. The reference implementation of GraphQL validates and runs every document;
 * NRQL is a strict subset. Errors of a query come with status 200. Windows include their start and exclude
 * their end, steps are laid backwards from the end, a count of nothing is 0 and an average of nothing null.
 */
export async function startNewRelic(content: Content): Promise<StubServer> {
  return startStub(async (seen, response) => {
    const { status, body } = await answer(seen, content)
    return json(body, status)(seen, response)
  })
}

async function answer(seen: Seen, content: Content) {
  if (seen.method !== 'POST' || seen.url.pathname !== '/graphql') {
    return { status: 404, body: { message: 'Not Found' } }
  }
  if (seen.headers['api-key'] !== key) {
    return { status: 401, body: { errors: [{ message: 'Invalid credentials provided' }] } }
  }
  if (!/^application\/json\b/.test(seen.headers['content-type'] ?? '')) {
    return { status: 400, body: { errors: [{ message: 'Unsupported content type' }] } }
  }
  const { query, variables } = JSON.parse(seen.body) as {
    readonly query: string
    readonly variables: Readonly<Record<string, unknown>>
  }
  const body = await graphql({
    schema,
    source: query,
    variableValues: variables,
    rootValue: { actor: { account: ({ id }: { id: number }) => accountOf(id, content) } }
  })
  return { status: 200, body }
}

function accountOf(id: number, content: Content) {
  if (id !== account) {
    const extensions = { errorClass: 'ACCESS_DENIED' }
    throw new GraphQLError('Access denied.', { extensions })
  }
  return {
    id,
    nrql: ({ query, timeout }: { query: string; timeout: number }) => {
      if (typeof timeout !== 'number') throw new GraphQLError('timeout must be a number of seconds')
      return run(query, content)
    }
  }
}

interface Parsed {
  readonly select: string
  readonly type: string
  readonly where: string
  readonly facet: string | undefined
  readonly since: number
  readonly until: number
  readonly limit: number
  readonly step: number | undefined
}

const grammar =
  /^SELECT\s+(.+?)\s+FROM\s+(\w+)(?:\s+WHERE\s+(.+?))?(?:\s+FACET\s+([\w.]+))?\s+SINCE (\d+) UNTIL (\d+)(?:\s+LIMIT (MAX|\d+))?(?:\s+TIMESERIES (\d+) seconds)?$/s

function parse(nrql: string): Parsed {
  const match = grammar.exec(nrql.trim())
  if (match === null) {
    const message = `NRQL Syntax Error: Error at line 1 position 1, unexpected '${nrql.trim().slice(0, 8)}'`
    throw new GraphQLError(message, { extensions: { errorClass: 'INVALID_INPUT' } })
  }
  const [, select = '', type = '', where = '', facet, since, until, limit = '10', step] = match
  return {
    select,
    type,
    where,
    facet,
    since: Number(since),
    until: Number(until),
    limit: limit === 'MAX' ? 5_000 : Number(limit),
    step: step === undefined ? undefined : Number(step) * 1000
  }
}

function run(nrql: string, content: Content) {
  const parsed = parse(nrql)
  if (parsed.limit > 5_000) throw new GraphQLError('LIMIT is larger than 5000')
  const { type, until, step, select, limit } = parsed
  const snap = content.snaps?.[type] ?? 1
  let begin = Math.floor(parsed.since / snap) * snap
  if (step !== undefined) {
    const count = Math.floor((until - begin) / step)
    if (count > 366) throw new GraphQLError('Too many TIMESERIES buckets: at most 366')
    begin = until - count * step
  }
  const events = (content.events[type] ?? []).filter(event => matches(event, parsed.where))
  const between = (start: number, end: number): readonly Event[] =>
    events.filter(({ timestamp }) => timestamp >= start && timestamp < end)
  const metadata = {
    facets: parsed.facet === undefined ? null : [parsed.facet],
    messages: [],
    timeWindow: { begin, end: until }
  }
  if (select === '*') {
    const all = [...between(begin, until)].sort((a, b) => b.timestamp - a.timestamp)
    return { results: all.slice(0, limit), metadata }
  }
  const rows = (start: number, end: number) =>
    grouped(between(start, end), parsed.facet, limit).map(([facet, group]) => ({
      ...(facet === undefined ? {} : { facet, [parsed.facet ?? '']: facet }),
      ...aggregated(select, group)
    }))
  if (step === undefined) return { results: rows(begin, until), metadata }
  const results: Readonly<Record<string, unknown>>[] = []
  for (let start = begin; start < until; start += step) {
    const seconds = { beginTimeSeconds: start / 1000, endTimeSeconds: (start + step) / 1000 }
    results.push(...rows(start, start + step).map(row => ({ ...seconds, ...row })))
  }
  return { results, metadata }
}

type Group = readonly [facet: string | undefined, events: readonly Event[]]

function grouped(
  events: readonly Event[],
  facet: string | undefined,
  limit: number
): readonly Group[] {
  if (facet === undefined) return [[undefined, events]]
  return [...Map.groupBy(events, event => String(event[facet]))].slice(0, limit)
}

function aggregated(select: string, events: readonly Event[]): Readonly<Record<string, unknown>> {
  const parts = select.split(/,\s*(?![^(]*\))/).map(one => aggregate(one, events))
  return Object.fromEntries(parts.flatMap(part => Object.entries(part)))
}

function aggregate(select: string, events: readonly Event[]): Readonly<Record<string, unknown>> {
  const [, name = '', argument = ''] = /^(\w+)\(([^)]*)\)$/.exec(select) ?? []
  const [attribute = '', rank] = argument.split(/,\s*/)
  const values = events.flatMap(event => {
    const value = event[attribute]
    return typeof value === 'number' ? [value] : []
  })
  const sum = values.reduce((total, value) => total + value, 0)
  switch (name) {
    case 'count':
      return { count: events.length }
    case 'sum':
      return { [`sum.${attribute}`]: sum }
    case 'average':
      return { [`average.${attribute}`]: values.length === 0 ? null : sum / values.length }
    case 'percentile': {
      const sorted = [...values].sort((a, b) => a - b)
      const at = sorted[Math.floor((sorted.length * Number(rank)) / 100)] ?? null
      return { [`percentile.${attribute}`]: { [rank ?? '']: at } }
    }
    default:
      throw new GraphQLError(`Unknown function ${name}()`)
  }
}

/** `a = 'text'`, `a IS true`, `a > 5`, joined by AND. */
function matches(event: Event, where: string): boolean {
  const conditions = where.match(/[\w.]+\s*(?:=\s*'(?:\\.|[^'\\])*'|IS true|>\s*[\d.]+)/g) ?? []
  return conditions.every(condition => {
    const [, attribute = '', operator = '', value = ''] =
      /^([\w.]+)\s*(=|IS|>)\s*(.*)$/s.exec(condition) ?? []
    const actual = event[attribute]
    if (operator === 'IS') return actual === true
    if (operator === '>') return Number(actual) > Number(value)
    return actual === value.slice(1, -1).replace(/\\(.)/gs, '$1')
  })
}
