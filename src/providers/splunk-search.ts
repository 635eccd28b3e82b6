import { ProviderError } from '../errors.js'
import type { EndpointSettings, FailureCode } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, askJson, failure, type JsonAnswer, reading, said } from './ask.js'
import type { Io } from './provider.js'
import { field, isRecord, list, record, textField } from './shape.js'

/** What Splunk answered to one search. Every value is a text. */
export interface Found {
  readonly rows: readonly Row[]
  /** Fields that the rows are grouped by. */
  readonly groups: ReadonlySet<string>
  readonly complete: boolean
  readonly notes: readonly string[]
  readonly retries: number
}
export type Row = Readonly<Record<string, unknown>>

export interface Splunk {
  readonly endpoint: EndpointSettings
  /** Version 2 of the API, until the server answers that it does not know it (before 9.0.1). */
  path: string
}

export interface SplQuestion {
  readonly spl: string
  /** [start, end) in epoch milliseconds. */
  readonly start: number
  readonly end: number
}

const newer = '/services/search/v2/jobs'
const older = '/services/search/jobs'

export function connectSplunk(endpoint: EndpointSettings): Splunk {
  return { endpoint, path: newer }
}

/**
 * Runs one search to its end in one request. Fails where a search peer fails: part of the events would look
 * like fewer events. https://help.splunk.com/en/splunk-enterprise/leverage-rest-apis/rest-api-reference
 */
export async function search(splunk: Splunk, question: SplQuestion, io: Io): Promise<Found> {
  const { json, retries } = await post(splunk, question, io)
  return reading(splunk.endpoint, retries, () => readFound(splunk.endpoint, json, retries))
}

async function post(splunk: Splunk, question: SplQuestion, io: Io): Promise<JsonAnswer> {
  const { spl, start, end } = question
  const asked = {
    method: 'POST',
    path: splunk.path,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'application/json'
    },
    body: new URLSearchParams({
      search: spl,
      exec_mode: 'oneshot',
      output_mode: 'json',
      earliest_time: seconds(start),
      latest_time: seconds(end),
      count: '0',
      adhoc_search_level: 'fast',
      allow_partial_results: 'false'
    }).toString()
  } as const
  let status = 0
  const account = (response: HttpResponse): Account => {
    status = response.status
    return accountOf(response)
  }
  try {
    return await askJson(splunk.endpoint, io, asked, account)
  } catch (error) {
    if (status !== 404 || splunk.path === older) throw error
    splunk.path = older
    return post(splunk, question, io)
  }
}

/** Epoch seconds, milliseconds kept. */
function seconds(at: number): string {
  return (at / 1000).toFixed(3)
}

function accountOf({ status, text }: HttpResponse): Account {
  const messages = messagesOf(parsed(text))
  const words = messages.map(({ words }) => words).join(' ')
  const remedy =
    "Check the endpoint's bearer-token, and that its user may search, on the management port (8089)."
  return {
    ...(words === '' ? {} : { words }),
    ...(status === 400 ? { code: 'invalid-query' } : {}),
    remedy
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

interface Message {
  readonly type: string
  readonly words: string
}

function messagesOf(json: unknown): readonly Message[] {
  const messages = isRecord(json) ? field(json, 'messages') : undefined
  if (!Array.isArray(messages)) return []
  return messages.filter(isRecord).map(message => ({
    type: textField(message, 'type') ?? '',
    words: textField(message, 'text') ?? 'a message without words'
  }))
}

/** A search that failed may be told with status 200, beside no rows at all. */
function readFound(endpoint: EndpointSettings, json: unknown, retries: number): Found {
  const answer = record(json, 'the answer')
  const messages = messagesOf(answer)
  const failed = messages.filter(({ type }) => type === 'FATAL' || type === 'ERROR')
  if (failed.length > 0) {
    const words = failed.map(message => message.words).join(' ')
    const sentence = `answered: ${said(endpoint, words)}`
    throw new ProviderError(failure(endpoint, codeOf(words), sentence, retries))
  }
  const fields = field(answer, 'fields')
  const grouped = (Array.isArray(fields) ? fields : [])
    .filter(isRecord)
    .filter(one => field(one, 'groupby_rank') !== undefined)
  const notes = messages
    .filter(({ type }) => type === 'WARN')
    .map(({ words }) => said(endpoint, words))
  const isPreview = field(answer, 'preview') === true
  return {
    rows: list(field(answer, 'results'), 'results').map(row => record(row, 'a result')),
    groups: new Set(grouped.flatMap(one => textField(one, 'name') ?? [])),
    complete: !isPreview && !notes.some(note => missing.test(note)),
    notes,
    retries
  }
}

/** Warnings are mostly advice; these say that something is not there. */
const missing = /incomplete|partial|timed? ?out|truncat|limit|exceed|peer|unable|fail/i

function codeOf(words: string): FailureCode {
  if (/maximum number of concurrent|quota/i.test(words)) return 'rate-limited'
  return /^(Error in|Unknown search command|Unable to parse|Unbalanced|Mismatched)/i.test(words)
    ? 'invalid-query'
    : 'provider-error'
}
