import { type Answer, json, startStub, type StubServer } from './stub-server.js'

export interface FakeEntry {
  readonly timestamp: string
  readonly severity: 'INFO' | 'WARNING' | 'ERROR'
  readonly [field: string]: unknown
}

export interface FakeLogging {
  readonly entries: readonly FakeEntry[]
  /** Entries in one page, whatever is asked for; an empty page comes before each of them. */
  readonly page?: number
  /** The token that is let in. */
  readonly token?: string
}

interface ListInput {
  readonly resourceNames: readonly string[]
  readonly filter: string
  readonly orderBy: string
  readonly pageSize: number
  readonly pageToken?: string
}

const order = ['INFO', 'WARNING', 'ERROR']

/** entries:list as its reference says: a filter by severity and time, an order, pages, a field mask. */
export function startLogging(fake: FakeLogging): Promise<StubServer> {
  const { page, token } = fake
  const answer: Answer = (seen, response) => {
    response.sendDate = false
    if (token !== undefined && seen.headers['authorization'] !== `Bearer ${token}`) {
      return json({ error: { code: 401, status: 'UNAUTHENTICATED', message: 'who?' } }, 401)(
        seen,
        response
      )
    }
    if (seen.url.pathname !== '/v2/entries:list' || seen.method !== 'POST') {
      return json({ error: { code: 404, status: 'NOT_FOUND' } }, 404)(seen, response)
    }
    const input = JSON.parse(seen.body) as ListInput
    const found = matching(fake.entries, input)
    const size = Math.min(page ?? Infinity, input.pageSize)
    const [from = 0, shows = page === undefined ? 1 : 0] = (input.pageToken ?? '')
      .split('/')
      .filter(part => part !== '')
      .map(Number)
    if (shows === 0 && found.length > 0) return json({ nextPageToken: `${from}/1` })(seen, response)
    const shown = found.slice(from, from + size)
    const more = from + size < found.length
    return json({
      ...(shown.length === 0 ? {} : { entries: shown.map(entry => masked(entry, seen.url)) }),
      ...(more ? { nextPageToken: `${from + size}/${page === undefined ? 1 : 0}` } : {})
    })(seen, response)
  }
  return startStub(answer)
}

function matching(entries: readonly FakeEntry[], { filter, orderBy }: ListInput) {
  const [, from = '', until = ''] =
    /AND timestamp >= "([^"]+)" AND timestamp < "([^"]+)"$/.exec(filter) ?? []
  const [, severity = 'INFO'] = /severity>=(\w+)/.exec(filter) ?? []
  const found = entries
    .filter(({ timestamp }) => timestamp >= from && timestamp < until)
    .filter(entry => order.indexOf(entry.severity) >= order.indexOf(severity))
    .sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1))
  return orderBy === 'timestamp desc' ? found.reverse() : found
}

function masked(entry: FakeEntry, url: URL): unknown {
  return url.searchParams.get('fields') === 'entries(timestamp),nextPageToken'
    ? { timestamp: entry.timestamp }
    : entry
}
