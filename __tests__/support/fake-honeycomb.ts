import type { ServerResponse } from 'node:http'
import { json, type Seen, startStub, type StubServer } from './stub-server.js'

/** One event of a dataset. `at` is epoch milliseconds, the rest its columns. */
export type Event = Readonly<Record<string, string | number | boolean>> & { readonly at: number }

export interface Content {
  readonly events?: readonly Event[]
  /** How often a result is still not complete when it is looked at; Infinity: for ever. */
  readonly polls?: number
  /** Runs that are allowed in a minute; default as published: 10. */
  readonly allowed?: number
  /** Seconds until a refused caller may ask again. */
  readonly reset?: number
}

export const key = 'hcaik_01hqk4k20cjeh63wca8vva5stw'
export const dataset = 'shop'

const minute = 60
const hour = 3_600
/** In the order of their length: bounds are cut off to whole units, all in seconds. */
const cuts = [
  [6 * hour, minute],
  [48 * hour, 5 * minute],
  [168 * hour, 30 * minute]
] as const

interface Spec {
  readonly filters?: readonly Filter[]
  readonly filter_combination?: string
  readonly breakdowns?: readonly string[]
  readonly calculations?: readonly Calculation[]
  readonly granularity?: number
  readonly limit?: number
  readonly start_time: number
  readonly end_time: number
}
interface Filter {
  readonly column: string
  readonly op: string
  readonly value?: unknown
}
interface Calculation {
  readonly op: string
  readonly column?: string
}
interface Running {
  left: number
  readonly data: unknown
}

const members = new Set(
  'filters filter_combination breakdowns calculations calculated_fields havings orders granularity limit start_time end_time time_range'.split(
    ' '
  )
)

class Refused extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/**
 * Honeycomb's Query Data API over a real socket, by its published OpenAPI: strict about the key, the content type, the
 * members of a specification and of a request, whole seconds, a week at most; bounds are cut off as it says; runs are
 * ten a minute; a result is polled until it is complete.
 */
export async function startHoneycomb(content: Content): Promise<StubServer> {
  const state: State = { queries: new Map(), results: new Map(), runs: 0 }
  return startStub((seen, response) => {
    try {
      const { status, body } = answer(seen, content, state)
      return json(body, status)(seen, response)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return refuse(error, content, seen, response)
    }
  })
}

interface State {
  readonly queries: Map<string, Spec>
  readonly results: Map<string, Running>
  runs: number
}

function refuse(
  { status, message }: Refused,
  content: Content,
  seen: Seen,
  response: ServerResponse
) {
  if (status === 429) {
    response.setHeader('RateLimit', `limit=10, remaining=0, reset=${content.reset ?? 60}`)
  }
  return json({ status, title: message, error: message, detail: message }, status)(seen, response)
}

function answer(seen: Seen, content: Content, state: State) {
  if (seen.headers['x-honeycomb-team'] !== key)
    throw new Refused(401, 'unknown API key - check your credentials')
  const [, version, kind, slug, id] = seen.url.pathname.split('/')
  if (version !== '1' || slug === undefined) throw new Refused(404, 'Not Found')
  if (slug !== dataset && slug !== '__all__') throw new Refused(404, 'Dataset not found')
  switch (`${seen.method} ${kind} ${id === undefined ? '' : 'id'}`) {
    case 'POST queries ': {
      const spec = specOf(bodyOf(seen))
      const name = `q${state.queries.size}`
      state.queries.set(name, spec)
      return { status: 200, body: { id: name, ...spec } }
    }
    case 'POST query_results ':
      return create(bodyOf(seen), content, state)
    case 'GET query_results id': {
      const running = state.results.get(id ?? '')
      if (running === undefined) throw new Refused(404, 'Query result not found')
      running.left -= 1
      const links = { query_url: `https://ui.honeycomb.io/team/result/${id}` }
      if (running.left >= 0) return { status: 200, body: { id, complete: false, links } }
      return { status: 200, body: { id, complete: true, data: running.data, links } }
    }
    default:
      throw new Refused(404, 'Not Found')
  }
}

function bodyOf(seen: Seen): Readonly<Record<string, unknown>> {
  if (!/^application\/json\b/.test(seen.headers['content-type'] ?? '')) {
    throw new Refused(415, 'Unsupported Media Type')
  }
  return JSON.parse(seen.body) as Readonly<Record<string, unknown>>
}

function specOf(body: Readonly<Record<string, unknown>>): Spec {
  const unknown = Object.keys(body).find(name => !members.has(name))
  if (unknown !== undefined) throw new Refused(400, `unknown field "${unknown}"`)
  const spec = body as unknown as Spec
  const { start_time: start, end_time: end, granularity, limit } = spec
  if (!Number.isInteger(start) || !Number.isInteger(end) || start > end) {
    throw new Refused(422, 'start_time must be <= end_time')
  }
  const length = end - start
  if (length > 168 * hour) throw new Refused(400, 'a query may be over 7 days at most')
  if (granularity !== undefined && (granularity < length / 1000 || granularity > length)) {
    throw new Refused(422, 'granularity is out of range')
  }
  if (limit !== undefined && (limit < 1 || limit > 1_000))
    throw new Refused(422, 'limit is out of range')
  for (const { op } of spec.filters ?? []) {
    if (!Object.hasOwn(tests, op)) throw new Refused(422, `unknown filter op "${op}"`)
  }
  return spec
}

function create(body: Readonly<Record<string, unknown>>, content: Content, state: State) {
  const { query_id: id, disable_series: plain = false, limit, ...rest } = body
  if (Object.keys(rest).length > 0) throw new Refused(400, 'unknown field')
  const spec = state.queries.get(String(id))
  if (spec === undefined) throw new Refused(404, 'Query not found')
  if (limit !== undefined && (plain !== true || Number(limit) > 10_000))
    throw new Refused(400, 'limit')
  state.runs += 1
  if (state.runs > (content.allowed ?? 10)) {
    throw new Refused(429, 'This endpoint allows 10 requests per minute.')
  }
  const name = `r${state.results.size}`
  const left = content.polls ?? 0
  state.results.set(name, { left, data: dataOf(spec, plain === true, content) })
  return { status: 201, body: { id: name, complete: false, links: {} } }
}

function dataOf(spec: Spec, plain: boolean, { events = [] }: Content) {
  const length = spec.end_time - spec.start_time
  const [, unit = minute] = cuts.find(([longest]) => length <= longest) ?? []
  const [start, end] = [spec.start_time, spec.end_time].map(
    at => Math.floor(at / unit) * unit * 1000
  )
  const inside = events
    .filter(({ at }) => at >= (start ?? 0) && at < (end ?? 0))
    .filter(event => isFound(event, spec))
  const series = plain
    ? []
    : [...stepsOf(inside, (spec.granularity ?? 1) * 1000)].flatMap(([time, within]) =>
        rowsOf(within, spec).map(data => ({ time: new Date(time).toISOString(), data }))
      )
  return { series, results: rowsOf(inside, spec).map(data => ({ data })) }
}

function stepsOf(events: readonly Event[], step: number): Map<number, Event[]> {
  return Map.groupBy(events, ({ at }) => Math.floor(at / step) * step)
}

const tests: Readonly<Record<string, (found: unknown, wanted: unknown) => boolean>> = {
  '=': (found, wanted) => found === wanted,
  '!=': (found, wanted) => found !== wanted,
  '>=': (found, wanted) => Number(found) >= Number(wanted),
  exists: found => found !== undefined
}

function isFound(event: Event, { filters = [], filter_combination: how = 'AND' }: Spec): boolean {
  if (filters.length === 0) return true
  const passes = ({ column, op, value }: Filter): boolean =>
    tests[op]?.(event[column], value) === true
  return how === 'OR' ? filters.some(passes) : filters.every(passes)
}

type Data = Readonly<Record<string, unknown>>

function rowsOf(
  events: readonly Event[],
  { breakdowns = [], calculations = [] }: Spec
): readonly Data[] {
  const groups = Map.groupBy(events, event =>
    JSON.stringify(breakdowns.map(name => event[name] ?? null))
  )
  return [...groups.values()].map(within => {
    const group = breakdowns.map(name => [name, within[0]?.[name] ?? null] as const)
    const numbers = calculations.map(one => [nameOf(one), calculate(one, within)] as const)
    return { ...Object.fromEntries(group), ...Object.fromEntries(numbers) }
  })
}

function nameOf({ op, column }: Calculation): string {
  return column === undefined ? op : `${op}(${column})`
}

function calculate({ op, column = '' }: Calculation, events: readonly Event[]): number | null {
  if (op === 'COUNT') return events.length
  const values = events.flatMap(event => (typeof event[column] === 'number' ? [event[column]] : []))
  if (values.length === 0) return null
  const sum = values.reduce((all, value) => all + value, 0)
  if (op === 'SUM') return sum
  if (op === 'AVG') return sum / values.length
  if (op === 'MAX') return Math.max(...values)
  throw new Refused(422, `unknown op "${op}"`)
}
