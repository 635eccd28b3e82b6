import { ProviderError } from '../errors.js'
import type { EndpointSettings, Window } from '../model.js'
import { type Account, type Asked, askJson, failure, reading } from './ask.js'
import type { Io } from './provider.js'
import { field, isRecord, list, record, textField, UnexpectedShape } from './shape.js'
import type { Tokens } from './token.js'

export interface Connection {
  readonly endpoint: EndpointSettings
  /** Absent: the endpoint gives its own token. */
  readonly tokens?: Tokens
}

export type Entry = Readonly<Record<string, unknown>>

export interface Listing {
  /** The user's filter; the window is added. */
  readonly filter: string
  readonly window: Window
  readonly newestFirst: boolean
  /** What of each entry is wanted: the rest is not sent. Absent: all of it. */
  readonly only?: string
  /** At most so many entries; more than that: `complete` is false. */
  readonly most: number
}

export interface Entries {
  readonly entries: readonly Entry[]
  readonly complete: boolean
  readonly retries: number
}

/** What one page holds at most. */
const pageSize = 1_000
/** A page may be empty though more follow; so many in a row are a defect of the backend's. */
const mostEmptyPages = 20
/** A page may hold few entries though more follow; a hundred full ones are more than anybody wants. */
const mostPages = 300

/** https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list */
export async function listEntries(
  connection: Connection,
  listing: Listing,
  io: Io
): Promise<Entries> {
  const { endpoint } = connection
  const entries: Entry[] = []
  let retries = 0
  let token: string | undefined
  let empty = 0
  let pages = 0
  do {
    const answer = await askPage(connection, listing, token, io)
    retries += answer.retries
    const page = reading(endpoint, answer.retries, () => readPage(answer.json))
    entries.push(...page.entries)
    token = page.next
    empty = page.entries.length === 0 ? empty + 1 : 0
    pages += 1
    if (empty > mostEmptyPages || pages > mostPages) {
      throw new ProviderError(endless(endpoint, pages, retries))
    }
  } while (token !== undefined && entries.length <= listing.most)
  const complete = token === undefined && entries.length <= listing.most
  return { entries: entries.slice(0, listing.most), complete, retries }
}

/** Epoch milliseconds of an entry. */
export function stampOf(entry: Entry): number {
  const at = Date.parse(textField(entry, 'timestamp') ?? '')
  if (Number.isNaN(at)) throw new UnexpectedShape('an entry has no timestamp')
  return at
}

function askPage(connection: Connection, listing: Listing, token: string | undefined, io: Io) {
  const { endpoint, tokens } = connection
  const { filter, window, newestFirst, only } = listing
  const fields = only === undefined ? '' : `?fields=${encodeURIComponent(only)}`
  const body = {
    resourceNames: [`projects/${String(endpoint.options['project'])}`],
    filter: bounded(filter, window),
    orderBy: newestFirst ? 'timestamp desc' : 'timestamp asc',
    pageSize,
    ...(token === undefined ? {} : { pageToken: token })
  }
  const asked: Asked = {
    method: 'POST',
    path: `/v2/entries:list${fields}`,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    ...(tokens === undefined ? {} : { sign: () => tokens.header(io) })
  }
  return askJson(endpoint, io, asked, response => accountOf(response.text, tokens))
}

/** A comment at the end of the filter must not swallow the bounds. */
function bounded(filter: string, { start, end }: Window): string {
  const [from, until] = [start, end].map(at => new Date(at).toISOString())
  return `(\n${filter}\n)\nAND timestamp >= "${from}" AND timestamp < "${until}"`
}

function readPage(json: unknown): { readonly entries: readonly Entry[]; readonly next?: string } {
  const body = record(json, 'the answer')
  const found = list(field(body, 'entries') ?? [], 'entries').map(item => record(item, 'an entry'))
  const next = textField(body, 'nextPageToken')
  if (
    found.length === 0 &&
    next === undefined &&
    Object.keys(body).some(key => key !== 'entries')
  ) {
    throw new UnexpectedShape('it holds no entries')
  }
  return { entries: found, ...(next === undefined || next === '' ? {} : { next }) }
}

/** `{"error": {"code": 403, "message": "…", "status": "PERMISSION_DENIED"}}` */
function accountOf(text: string, tokens: Tokens | undefined): Account {
  const error = errorIn(text)
  if (error === undefined) return { words: tokens?.hide(text) ?? text }
  const [status, message] = [textField(error, 'status'), textField(error, 'message')]
  const words = [status, message].filter(part => part !== undefined).join(': ')
  return {
    words: tokens?.hide(words) ?? words,
    ...(status === 'INVALID_ARGUMENT' ? { code: 'invalid-query' } : {}),
    ...(status === 'RESOURCE_EXHAUSTED' ? { code: 'rate-limited' } : {})
  }
}

function errorIn(text: string): Entry | undefined {
  try {
    const body: unknown = JSON.parse(text)
    const error = isRecord(body) ? field(body, 'error') : undefined
    return isRecord(error) ? error : undefined
  } catch {
    return undefined
  }
}

function endless(endpoint: EndpointSettings, pages: number, retries: number) {
  const sentence = `gave ${pages} pages with few entries or none, and had no end. Narrow the filter by resource.type or logName.`
  return failure(endpoint, 'provider-error', sentence, retries)
}
