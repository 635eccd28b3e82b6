import { json, type Seen, startStub, type StubServer } from './stub-server.js'

/** One point of a metric of counts, or one log line. Instants are epoch milliseconds. */
export interface Point {
  readonly metric: string
  readonly at: number
  readonly value: number
  readonly tags?: Readonly<Record<string, string>>
}
export interface Line {
  readonly id: string
  readonly at: number
  readonly service: string
  readonly status: string
  readonly message: string
}
export interface Span {
  readonly at: number
  readonly service: string
  readonly status: string
  readonly resource: string
  /** Nanoseconds, as Datadog keeps it. */
  readonly duration: number
}
export interface Monitor {
  readonly name: string
  readonly tags: readonly string[]
  readonly overall_state: string
  readonly overall_state_modified?: string
  readonly options?: { readonly silenced: Readonly<Record<string, number | null>> }
  readonly state?: { readonly groups: Readonly<Record<string, unknown>> }
}

export interface Content {
  readonly points?: readonly Point[]
  readonly lines?: readonly Line[]
  readonly spans?: readonly Span[]
  readonly monitors?: readonly Monitor[]
}

export const keys = { api: 'api-key-0123456789', application: 'application-key-0123456789' }

/**
 * Datadog's read API over a real socket, as its published schemas and recorded answers have it: strict about
 * keys, content type, the type of the request and milliseconds; windows include their start and exclude
 * their end; an empty count is an empty list; steps lie on multiples of their length.
 */
export async function startDatadog(content: Content): Promise<StubServer> {
  return startStub((seen, response) => {
    const { status, body } = answer(seen, content)
    return json(body, status)(seen, response)
  })
}

interface Reply {
  readonly status: number
  readonly body: unknown
}

class Refused extends Error {}

function answer(seen: Seen, content: Content): Reply {
  const { 'dd-api-key': api, 'dd-application-key': application } = seen.headers
  if (api !== keys.api || application !== keys.application) return refusal(403, 'Forbidden')
  if (seen.method === 'POST' && !/^application\/json\b/.test(seen.headers['content-type'] ?? '')) {
    return refusal(415, 'Unsupported Media Type')
  }
  try {
    switch (`${seen.method} ${seen.url.pathname}`) {
      case 'POST /api/v2/query/scalar':
        return { status: 200, body: scalar(attributesOf(seen, 'scalar_request'), content) }
      case 'POST /api/v2/query/timeseries':
        return { status: 200, body: timeseries(attributesOf(seen, 'timeseries_request'), content) }
      case 'POST /api/v2/logs/events/search':
        return { status: 200, body: search(JSON.parse(seen.body) as Search, content) }
      case 'GET /api/v1/monitor':
        return { status: 200, body: monitors(seen.url.searchParams, content) }
      default:
        return refusal(404, 'Not found')
    }
  } catch (error) {
    if (error instanceof Refused) return refusal(400, error.message)
    throw error
  }
}

function refusal(status: number, words: string): Reply {
  return { status, body: { errors: [words] } }
}

interface Attributes {
  readonly from: number
  readonly to: number
  readonly interval?: number
  readonly queries: readonly Asked[]
  readonly formulas?: readonly { readonly formula: string }[]
}
interface Asked {
  readonly name: string
  readonly data_source: string
  readonly query?: string
  readonly aggregator?: string
  readonly search?: { readonly query: string }
  readonly indexes?: readonly string[]
  readonly compute?: { readonly aggregation: string; readonly metric?: string }
  readonly group_by?: readonly { readonly facet: string; readonly limit?: number }[]
}

function attributesOf(seen: Seen, type: string): Attributes {
  const { data } = JSON.parse(seen.body) as {
    readonly data?: { readonly type?: string; readonly attributes?: Attributes }
  }
  const attributes = data?.attributes
  if (data?.type !== type || attributes === undefined) {
    throw new Refused(`API input validation failed: Invalid type. Expected "${type}".`)
  }
  for (const instant of [attributes.from, attributes.to]) {
    if (!Number.isInteger(instant)) throw new Refused('API input validation failed: Invalid type.')
    // Seconds are 1970, which nobody keeps.
    if (instant < 1e12) throw new Refused('Queries ending outside the retention date are invalid')
  }
  return attributes
}

type Groups = ReadonlyMap<string, number>
type Event = { readonly at: number; readonly value: number; readonly group: string }

function eventsOf(asked: Asked, content: Content, from: number, to: number): readonly Event[] {
  const inside = ({ at }: { readonly at: number }): boolean => at >= from && at < to
  if (asked.data_source === 'metrics') {
    const { metric, filter, by } = readMetric(asked.query ?? '')
    return (content.points ?? [])
      .filter(inside)
      .filter(one => one.metric === metric && matches(one.tags ?? {}, filter))
      .map(({ at, value, tags = {} }) => ({ at, value, group: by === '' ? '' : (tags[by] ?? '') }))
  }
  const { metric, by } = readEvents(asked)
  if (asked.data_source === 'logs') {
    return (content.lines ?? [])
      .filter(inside)
      .filter(line => found(line, asked.search?.query ?? '*'))
      .map(({ at }) => ({ at, value: 1, group: '' }))
  }
  if (asked.data_source !== 'spans') return []
  return (content.spans ?? [])
    .filter(inside)
    .filter(span => found({ ...span, message: span.resource }, asked.search?.query ?? '*'))
    .map(({ at, duration, resource }) => ({
      at,
      value: metric === '@duration' ? duration : 1,
      group: by === '' ? '' : resource
    }))
}

const eventSources = new Set('logs spans rum audit events ci_pipelines ci_tests'.split(' '))
const eventAggregations = new Set(
  'count cardinality pc75 pc90 pc95 pc98 pc99 sum min max avg'.split(' ')
)

/** As the published schema has it: a source and an aggregation that exist, and what is computed of. */
function readEvents({ data_source: source, compute, indexes, group_by: groups = [] }: Asked) {
  const known = eventSources.has(source) && eventAggregations.has(compute?.aggregation ?? '')
  if (!known || (indexes?.length ?? 0) === 0) throw new Refused('API input validation failed')
  const { metric } = compute ?? {}
  if (compute?.aggregation !== 'count' && metric === undefined) {
    throw new Refused('compute.metric is required')
  }
  if (groups.some(({ limit = 10 }) => limit > 10_000)) throw new Refused('too many groups')
  const [group] = groups
  if (groups.length > 1 || (group !== undefined && group.facet !== 'resource_name')) {
    throw new Refused('no such facet')
  }
  return { metric, by: group?.facet ?? '' }
}

/** What the rows of an answer are grouped by. */
function tagOf(asked: Asked | undefined): string {
  if (asked === undefined) return ''
  return asked.data_source === 'metrics' ? readMetric(asked.query ?? '').by : readEvents(asked).by
}

function readMetric(query: string) {
  const match =
    /^(?:sum|avg|min|max):([a-z0-9_.]+)\{([^}]*)\}(?: by \{([a-z_]+)\})?(?:\.as_count\(\))?$/.exec(
      query
    )
  if (match === null) throw new Refused(`Rule 'query' didn't match at '${query.slice(0, 20)}'`)
  const [, metric = '', filter = '*', by = ''] = match
  return { metric, filter, by }
}

function matches(tags: Readonly<Record<string, string>>, filter: string): boolean {
  if (filter === '*') return true
  return filter.split(',').every(term => {
    const [name = '', value = ''] = term.split(':')
    return tags[name] === value
  })
}

/** `service:x`, `status:y`, words and quoted words; all of them. */
function found(line: Pick<Line, 'service' | 'status' | 'message'>, query: string): boolean {
  const terms = query.match(/(?:[^\s"]|"[^"]*")+/g) ?? []
  return terms.every(term => {
    if (term === '*') return true
    const [, key, value = ''] = /^(service|status):(.*)$/.exec(term) ?? []
    const wanted = value.replaceAll('"', '')
    if (key === 'service') return line.service === wanted
    if (key === 'status') return line.status === wanted
    return line.message.includes(term.replaceAll('"', ''))
  })
}

const aggregators = new Set([
  'avg',
  'sum',
  'min',
  'max',
  'last',
  'percentile',
  'mean',
  'l2norm',
  'area'
])

function scalar({ from, to, queries, formulas }: Attributes, content: Content): unknown {
  const named = new Map<string, Groups>()
  for (const asked of queries) {
    const isMetric = asked.data_source === 'metrics'
    if (isMetric && !aggregators.has(asked.aggregator ?? '')) {
      throw new Refused('API input validation failed: aggregator is required.')
    }
    const events = eventsOf(asked, content, from, to)
    const how = isMetric ? (asked.aggregator ?? '') : (asked.compute?.aggregation ?? '')
    named.set(
      asked.name,
      grouped(events, values => aggregate(values, how))
    )
  }
  const all = formulasOf(queries, formulas).map(formula => compute(formula, named))
  const keys = [...new Set(all.flatMap(groups => [...groups.keys()]))]
  const isGrouped = keys.some(key => key !== '')
  const tag = isGrouped ? tagOf(queries[0]) : ''
  const column = { name: tag, type: 'group', values: keys.map(key => [key]) }
  const numbers = all.map((groups, index) => ({
    name: formulasOf(queries, formulas)[index],
    type: 'number',
    values: keys.map(key => groups.get(key) ?? null),
    meta: { unit: null }
  }))
  return {
    data: {
      id: '0',
      type: 'scalar_response',
      attributes: { columns: isGrouped ? [column, ...numbers] : numbers }
    }
  }
}

function timeseries(
  { from, to, interval = 20_000, queries, formulas }: Attributes,
  content: Content
): unknown {
  const step = interval
  const starts: number[] = []
  for (let at = Math.floor(from / step) * step; at < to; at += step) starts.push(at)
  const rows = formulasOf(queries, formulas).map(formula =>
    starts.map(start => {
      const named = new Map<string, Groups>()
      for (const asked of queries) {
        const events = eventsOf(asked, content, Math.max(from, start), Math.min(to, start + step))
        named.set(
          asked.name,
          grouped(events, values => aggregate(values, asked.compute?.aggregation ?? 'sum'))
        )
      }
      return compute(formula, named)
    })
  )
  const used = starts.filter((_, index) => rows.some(row => (row[index]?.size ?? 0) > 0))
  const series = rows.flatMap((row, queryIndex) => {
    const keys = [...new Set(row.flatMap(groups => [...groups.keys()]))]
    const tag = keys.some(key => key !== '') ? tagOf(queries[0]) : ''
    return keys.map(key => ({
      head: {
        group_tags: tag === '' ? [] : [`${tag}:${key}`],
        query_index: queryIndex,
        unit: null
      },
      values: used.map(start => row[starts.indexOf(start)]?.get(key) ?? null)
    }))
  })
  return {
    data: {
      id: '0',
      type: 'timeseries_response',
      attributes: {
        series: series.map(({ head }) => head),
        times: used,
        values: series.map(({ values }) => values)
      }
    }
  }
}

function formulasOf(
  queries: readonly Asked[],
  formulas: Attributes['formulas']
): readonly string[] {
  return formulas?.map(({ formula }) => formula) ?? queries.map(({ name }) => name)
}

function grouped(events: readonly Event[], fold: (values: readonly number[]) => number): Groups {
  const groups = new Map<string, number[]>()
  for (const { group, value } of events) groups.set(group, [...(groups.get(group) ?? []), value])
  return new Map([...groups].map(([group, values]) => [group, fold(values)]))
}

function aggregate(values: readonly number[], how: string): number {
  const sum = values.reduce((total, value) => total + value, 0)
  const percent = /^pc(\d\d)$/.exec(how)?.[1]
  if (percent !== undefined) {
    const ascending = values.toSorted((a, b) => a - b)
    return ascending[Math.ceil((Number(percent) / 100) * values.length) - 1] ?? 0
  }
  if (how === 'max') return Math.max(...values)
  if (how === 'min') return Math.min(...values)
  return how === 'avg' ? sum / values.length : sum
}

/** Names and numbers with `*` and `/`, from left to right. */
function compute(formula: string, named: ReadonlyMap<string, Groups>): Groups {
  const tokens = formula.split(/\s*([*/])\s*/)
  const keys = new Set([...named.values()].flatMap(groups => [...groups.keys()]))
  const entries = [...keys].flatMap(key => {
    const valueOf = (token: string): number | undefined => {
      if (/^\d/.test(token)) return Number(token)
      const groups = named.get(token)
      if (groups === undefined) throw new Refused(`unknown query ${token}`)
      return groups.get(key)
    }
    let value = valueOf(tokens[0] ?? '')
    for (let index = 1; index < tokens.length; index += 2) {
      const next = valueOf(tokens[index + 1] ?? '')
      if (value === undefined || next === undefined) return []
      value = tokens[index] === '*' ? value * next : value / next
    }
    return value === undefined || !Number.isFinite(value) ? [] : [[key, value] as const]
  })
  return new Map(entries)
}

interface Search {
  readonly filter: { readonly query: string; readonly from: string; readonly to: string }
  readonly sort: string
  readonly page: { readonly limit: number; readonly cursor?: string }
}

function search({ filter, sort, page }: Search, content: Content): unknown {
  if (page.limit > 1000 || page.limit < 1)
    throw new Refused('page.limit must be between 1 and 1000')
  if (sort !== 'timestamp' && sort !== '-timestamp') throw new Refused('sort is invalid')
  const [from, to] = [Date.parse(filter.from), Date.parse(filter.to)]
  const sign = sort === 'timestamp' ? 1 : -1
  const all = (content.lines ?? [])
    // As inclusive as some stores are: who wants it exact looks at the stamps.
    .filter(line => line.at >= from && line.at <= to && found(line, filter.query))
    .sort((a, b) => sign * (a.at - b.at))
  const start = Number(page.cursor ?? 0)
  const lines = all.slice(start, start + page.limit)
  const next = start + lines.length
  const meta =
    next < all.length ? { page: { after: String(next) }, status: 'done' } : { status: 'done' }
  return {
    meta,
    data: lines.map(({ id, at, service, status, message }) => ({
      id,
      type: 'log',
      attributes: {
        timestamp: new Date(at).toISOString(),
        service,
        status,
        message,
        host: 'web-1',
        tags: ['env:prod', 'pod_name:shop-1'],
        attributes: { http: { status_code: 500 } }
      }
    }))
  }
}

function monitors(parameters: URLSearchParams, content: Content): unknown {
  const states = parameters.get('group_states')
  if (states !== null && !/^(all|alert|warn|no data)(,|$)/.test(states)) {
    throw new Refused('Invalid group_state filters.')
  }
  const wanted = (parameters.get('monitor_tags') ?? '').split(',').filter(tag => tag !== '')
  const all = (content.monitors ?? []).filter(({ tags }) => wanted.every(tag => tags.includes(tag)))
  const size = Number(parameters.get('page_size') ?? 100)
  const page = Number(parameters.get('page') ?? 0)
  return all
    .slice(page * size, (page + 1) * size)
    .map((monitor, id) => ({ id, type: 'query alert', query: 'avg(last_5m):x > 1', ...monitor }))
}
