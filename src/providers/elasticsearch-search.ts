import { ProviderError } from '../errors.js'
import type { EndpointSettings } from '../model.js'
import { askJson, failureOf, reading } from './ask.js'
import { createBatcher } from './batch.js'
import { accountOf } from './elasticsearch-answer.js'
import type { Json } from './elasticsearch-query.js'
import type { Io, Shares } from './provider.js'
import { field, isRecord, list, record } from './shape.js'

/** Searches in one request: a check asks one or two, its history up to a hundred. */
export const mostSearches = 100

/** One search of its own: what was answered, with status 200 and before anything is read from it. */
export interface Found {
  readonly answer: Readonly<Record<string, unknown>>
  readonly retries: number
}

export interface Connection {
  readonly endpoint: EndpointSettings
  readonly index: string
  readonly timeField: string
  readonly messageField: string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly shares: Shares
  /** Sends a search, together with all others of the same moment. Rejects with ProviderError. */
  search(body: Json, io: Io): Promise<Found>
}

export function connectionOf(endpoint: EndpointSettings): Connection {
  const { index, 'time-field': time, 'message-field': message, 'api-key': key } = endpoint.options
  const connection = {
    endpoint,
    index: typeof index === 'string' ? index : '',
    timeField: typeof time === 'string' ? time : '@timestamp',
    messageField: typeof message === 'string' ? message : undefined,
    headers: {
      Accept: 'application/json',
      ...(typeof key === 'string' ? { Authorization: `ApiKey ${encoded(key)}` } : {})
    }
  }
  const known = { takesSeveral: true }
  const search = createBatcher<string, Found>(
    (bodies, io) => searchAll(connection, bodies, known, io),
    mostSearches
  )
  const shares = { most: mostSearches }
  return { ...connection, shares, search: (body, io) => search(JSON.stringify(body), io) }
}

/** Kibana shows a key encoded; the API's answer has `id` and `api_key`, which people join by a colon. */
function encoded(key: string): string {
  return key.includes(':') ? Buffer.from(key, 'utf8').toString('base64') : key
}

/** The path of an index pattern. Date mathematics (`<logs-{now/d}>`) holds slashes. */
export function indexPath(index: string, api: string): string {
  return `/${encodeURIComponent(index)}/${api}`
}

/**
 * A typo in a pattern would match no index and nothing would be counted, so no index is an error; a part that
 * could be had is better than none and says so.
 */
const options = {
  ignore_unavailable: false,
  allow_no_indices: false,
  allow_partial_search_results: true
}

/** Statuses by which a server or gateway says that it has no such route. */
const noRoute = new Set([400, 404, 405, 501])

type Bare = Pick<Connection, 'endpoint' | 'index' | 'headers'>

/**
 * All searches, each different one once: in one `_msearch`, or each in a `_search` of its own behind a gateway that
 * lets nothing else through.
 */
async function searchAll(
  connection: Bare,
  bodies: readonly string[],
  known: { takesSeveral: boolean },
  io: Io
): Promise<readonly (Found | ProviderError)[]> {
  const distinct = [...new Set(bodies)]
  const answers = known.takesSeveral
    ? await searchTogether(connection, distinct, known, io)
    : await searchApart(connection, distinct, io)
  const found = new Map(distinct.map((body, at) => [body, answers[at]]))
  return bodies.map(body => found.get(body) ?? foundOf(connection.endpoint, {}, 0))
}

async function searchTogether(
  connection: Bare,
  bodies: readonly string[],
  known: { takesSeveral: boolean },
  io: Io
): Promise<readonly (Found | ProviderError)[]> {
  const { endpoint, index, headers } = connection
  const header = JSON.stringify(options)
  const asked = {
    method: 'POST',
    path: indexPath(index, '_msearch'),
    headers: { ...headers, 'Content-Type': 'application/x-ndjson' },
    body: bodies.map(body => `${header}\n${body}\n`).join('')
  } as const
  let status = 0
  try {
    const { json, retries } = await askJson(endpoint, io, asked, response => {
      status = response.status
      return accountOf(response)
    })
    return reading(endpoint, retries, () => {
      const responses = list(field(record(json, 'the answer'), 'responses'), 'responses')
      return bodies.map((_, at) =>
        foundOf(endpoint, record(responses[at], `responses[${at}]`), retries)
      )
    })
  } catch (error) {
    if (!noRoute.has(status)) throw error
    const apart = await searchApart(connection, bodies, io)
    if (apart.every(one => one instanceof ProviderError)) throw error
    known.takesSeveral = false
    return apart
  }
}

function searchApart(
  { endpoint, index, headers }: Bare,
  bodies: readonly string[],
  io: Io
): Promise<readonly (Found | ProviderError)[]> {
  const query = Object.entries(options).map(([name, value]) => `${name}=${value}`)
  const path = `${indexPath(index, '_search')}?${query.join('&')}`
  const own = { ...headers, 'Content-Type': 'application/json' }
  return Promise.all(
    bodies.map(async body => {
      try {
        const asked = { method: 'POST', path, headers: own, body } as const
        const { json, retries } = await askJson(endpoint, io, asked, accountOf)
        return reading(endpoint, retries, () =>
          foundOf(endpoint, record(json, 'the answer'), retries)
        )
      } catch (error) {
        if (error instanceof ProviderError) return error
        throw error
      }
    })
  )
}

function foundOf(
  endpoint: EndpointSettings,
  answer: Found['answer'],
  retries: number
): Found | ProviderError {
  if (!isRecord(field(answer, 'error'))) return { answer, retries }
  const status = field(answer, 'status')
  const response = {
    status: typeof status === 'number' ? status : 500,
    text: JSON.stringify(answer),
    headers: {},
    retries
  }
  return new ProviderError(failureOf(endpoint, response, accountOf(response)))
}
