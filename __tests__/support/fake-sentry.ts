import type { ServerResponse } from 'node:http'
import { json, type Seen, startStub, type StubServer } from './stub-server.js'

/** Instants are epoch milliseconds. */
export interface Event {
  readonly at: number
  readonly level: string
  readonly release: string
}
export interface Issue {
  readonly id: string
  readonly title: string
  readonly firstSeen: number
  readonly firstRelease: string
}

export interface Content {
  readonly events?: readonly Event[]
  readonly issues?: readonly Issue[]
}

export const token = 'sntrys_0123456789abcdef'
export const organization = 'acme'
const projects = new Set(['shop', '42'])
/** Parameters that the published schema has, and no other. */
const known = new Set(
  'dataset field query start end per_page sort limit cursor interval yAxis project environment'.split(
    ' '
  )
)

/**
 * Sentry's API over a real socket, as its published schema and its own tests have it: strict about the token,
 * projects, parameters and instants. Windows include their start and exclude their end; steps lie on multiples of
 * their length, one begins at the end of the window, and the newest are marked as incomplete.
 */
export async function startSentry(content: Content, now = Infinity): Promise<StubServer> {
  return startStub((seen, response) => answer(seen, response, content, now))
}

class Refused extends Error {}

function answer(
  seen: Seen,
  response: ServerResponse,
  content: Content,
  now: number
): void | Promise<void> {
  const refuse = (status: number, detail: string) => json({ detail }, status)(seen, response)
  if (seen.headers['authorization'] !== `Bearer ${token}`) return refuse(401, 'Invalid token')
  const root = `/api/0/organizations/${organization}`
  if (seen.method !== 'GET' || !seen.url.pathname.startsWith(`${root}/`)) {
    return refuse(404, 'The requested resource does not exist')
  }
  const { searchParams } = seen.url
  if (searchParams.getAll('project').some(project => !projects.has(project))) {
    return refuse(403, 'You do not have permission to perform this action.')
  }
  try {
    const unknown = [...searchParams.keys()].find(name => !known.has(name))
    if (unknown !== undefined) throw new Refused(`${unknown} is not a parameter`)
    switch (seen.url.pathname.slice(root.length)) {
      case '/events/':
        return json(table(searchParams, content))(seen, response)
      case '/events-timeseries/':
        return json(timeseries(searchParams, content, now))(seen, response)
      case '/issues/':
        return issues(searchParams, content, response)
      default:
        return refuse(404, 'The requested resource does not exist')
    }
  } catch (error) {
    if (error instanceof Refused) return refuse(400, error.message)
    throw error
  }
}

function windowOf(parameters: URLSearchParams): readonly [start: number, end: number] {
  const [start, end] = ['start', 'end'].map(name => {
    const text = parameters.get(name) ?? ''
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?$/.test(text)) {
      throw new Refused('Invalid date range. Please try a more recent date range.')
    }
    return Date.parse(text.endsWith('Z') ? text : `${text}Z`)
  })
  if (start === undefined || end === undefined || end <= start) {
    throw new Refused('start must be before end')
  }
  return [start, end]
}

/** `level:x`, `release:x`; all of them. */
function matches(event: Event, query: string): boolean {
  const terms = query.match(/(?:[^\s"]|"(?:\\.|[^"\\])*")+/g) ?? []
  return terms.every(term => {
    const [, name = '', value = ''] = /^(\w+):"?(.*?)"?$/.exec(term) ?? []
    if (name === 'level') return event.level === value
    if (name === 'release') return event.release === value
    throw new Refused(`Invalid search filter: ${term}`)
  })
}

function eventsIn(parameters: URLSearchParams, content: Content, start: number, end: number) {
  if (parameters.get('dataset') !== 'errors') throw new Refused('dataset must be one of: errors')
  const query = parameters.get('query') ?? ''
  return (content.events ?? [])
    .filter(({ at }) => at >= start && at < end)
    .filter(event => matches(event, query))
}

function table(parameters: URLSearchParams, content: Content): unknown {
  if (parameters.get('field') !== 'count()') throw new Refused('No columns selected')
  const [start, end] = windowOf(parameters)
  const count = eventsIn(parameters, content, start, end).length
  return {
    data: [{ 'count()': count }],
    meta: { fields: { 'count()': 'integer' }, units: { 'count()': null }, dataset: 'errors' }
  }
}

function timeseries(parameters: URLSearchParams, content: Content, now: number): unknown {
  const [start, end] = windowOf(parameters)
  const [, amount, unit = ''] = /^(\d+)([smh])$/.exec(parameters.get('interval') ?? '') ?? []
  if (amount === undefined) throw new Refused('interval is invalid')
  const step = Number(amount) * { s: 1000, m: 60_000, h: 3_600_000 }[unit as 's' | 'm' | 'h']
  const values = []
  for (let at = Math.floor(start / step) * step; at <= end; at += step) {
    const [from, to] = [Math.max(at, start), Math.min(at + step, end)]
    const value = eventsIn(parameters, content, from, to).length
    values.push({ incomplete: at + step > now, timestamp: at, value })
  }
  const meta = { valueType: 'integer', valueUnit: null, interval: step }
  return {
    meta: { dataset: 'errors', start, end },
    timeSeries: [{ values, yAxis: parameters.get('yAxis') ?? 'count()', meta }]
  }
}

function issues(parameters: URLSearchParams, content: Content, response: ServerResponse): void {
  windowOf(parameters)
  const limit = Number(parameters.get('limit') ?? 100)
  if (limit > 100) throw new Refused('limit may not be larger than 100')
  const all = (content.issues ?? [])
    .filter(issue => isFound(issue, parameters.get('query') ?? 'is:unresolved'))
    .sort((a, b) => b.firstSeen - a.firstSeen)
  const offset = Number((parameters.get('cursor') ?? '0:0:0').split(':')[1])
  const page = all.slice(offset, offset + limit)
  const more = offset + page.length < all.length
  const next = `0:${offset + page.length}:0`
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'X-Hits': String(all.length),
    Link: [
      `<https://sentry.io/x/?cursor=0:0:1>; rel="previous"; results="false"; cursor="0:0:1"`,
      `<https://sentry.io/x/?cursor=${next}>; rel="next"; results="${more}"; cursor="${next}"`
    ].join(', ')
  })
  const body = page.map(({ id, title, firstSeen }) => ({
    id,
    title,
    level: 'error',
    status: 'unresolved',
    firstSeen: new Date(firstSeen).toISOString()
  }))
  response.end(JSON.stringify(body))
}

function isFound(issue: Issue, query: string): boolean {
  const terms = query.match(/(?:[^\s"]|"(?:\\.|[^"\\])*")+/g) ?? []
  return terms.every(term => {
    const [, name = '', operator = '', value = ''] = /^(\w+):(>=|<)?"?(.*?)"?$/.exec(term) ?? []
    if (name === 'firstRelease') return issue.firstRelease === value
    if (name !== 'firstSeen') throw new Refused(`Invalid search filter: ${term}`)
    const instant = Date.parse(`${value}Z`)
    return operator === '<' ? issue.firstSeen < instant : issue.firstSeen >= instant
  })
}
