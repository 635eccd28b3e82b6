import { ProviderError } from '../errors.js'
import type { EndpointSettings, FailureCode } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, type Asked, ask, askJson, failure, reading, said } from './ask.js'
import type { Io } from './provider.js'
import { field, isCount, isRecord, list, numeric, record, textField, textsOf } from './shape.js'

/** What Grail answered to one DQL query. */
export interface Grail {
  /** Their numbers are numbers, durations seconds, or what the question asks for. */
  readonly records: readonly Row[]
  /** false: it was sampled, or Grail warns of what is missing. */
  readonly complete: boolean
  readonly scanned?: number
  readonly bytes?: number
  readonly notes: readonly string[]
  readonly retries: number
}
export type Row = Readonly<Record<string, unknown>>

export interface DqlQuestion {
  readonly dql: string
  /** [start, end) in epoch milliseconds, for whatever names no time of its own. */
  readonly start: number
  readonly end: number
  readonly most: number
  /** How many seconds the check takes one of a duration's numbers for; absent: one. */
  readonly seconds?: number
}

const root = '/platform/storage/query/v1'
/** Milliseconds. Grail holds an answer back until the query is done, at most as long as it is asked to. */
const longestWait = 30_000
const betweenPolls = 500

/**
 * Runs one query to its end: starts it, polls while it runs, and cancels it where the endpoint's deadline comes
 * first, since it would go on scanning. https://docs.dynatrace.com/docs/dynatrace-api/platform-api/platform-storage-query-v1
 */
export async function runDql(
  endpoint: EndpointSettings,
  question: DqlQuestion,
  io: Io
): Promise<Grail> {
  const deadline = io.clock.now() + endpoint.timeout
  const first = await send(endpoint, executeOf(question, endpoint.timeout), io, endpoint.timeout)
  let { answer, retries } = first
  const token = textField(answer, 'requestToken')
  for (;;) {
    const state = textField(answer, 'state')
    if (state === 'SUCCEEDED') {
      return reading(endpoint, retries, () =>
        readResult(endpoint, answer, question.seconds ?? 1, retries)
      )
    }
    if ((state !== 'RUNNING' && state !== 'NOT_STARTED') || token === undefined) {
      throw new ProviderError(unfinished(endpoint, state, retries))
    }
    const left = deadline - io.clock.now() - betweenPolls
    if (left <= betweenPolls) {
      await cancel(endpoint, token, io)
      const words = `did not answer within ${endpoint.timeout / 1000} s. Raise the endpoint's timeout, or ask for less.`
      throw new ProviderError(failure(endpoint, 'deadline', words, retries))
    }
    await io.clock.sleep(betweenPolls, io.signal)
    const next = await send(endpoint, pollOf(token, left), io, left)
    answer = next.answer
    retries += next.retries
  }
}

function executeOf({ dql, start, end, most }: DqlQuestion, timeout: number): Asked {
  return {
    method: 'POST',
    path: `${root}/query:execute`,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({
      query: dql,
      defaultTimeframeStart: new Date(start).toISOString(),
      defaultTimeframeEnd: new Date(end).toISOString(),
      requestTimeoutMilliseconds: waitOf(timeout),
      fetchTimeoutSeconds: Math.max(1, Math.ceil(timeout / 1000)),
      maxResultRecords: most,
      includeTypes: true
    })
  }
}

function pollOf(token: string, left: number): Asked {
  const parameters = new URLSearchParams({
    'request-token': token,
    'request-timeout-milliseconds': String(waitOf(left))
  })
  const path = `${root}/query:poll?${parameters.toString()}`
  return { method: 'GET', path, headers: { Accept: 'application/json' } }
}

/** Half of what is left: an answer that comes late must still arrive. */
function waitOf(left: number): number {
  return Math.max(1, Math.min(longestWait, Math.floor(left / 2)))
}

async function send(endpoint: EndpointSettings, asked: Asked, io: Io, timeout: number) {
  const { json, retries } = await askJson({ ...endpoint, timeout }, io, asked, accountOf)
  return { answer: reading(endpoint, retries, () => record(json, 'the answer')), retries }
}

/** Best effort: what does not work out here costs a scan, and changes nothing. */
async function cancel(endpoint: EndpointSettings, token: string, io: Io): Promise<void> {
  const parameters = new URLSearchParams({ 'request-token': token })
  const path = `${root}/query:cancel?${parameters.toString()}`
  try {
    await ask(endpoint, io, { method: 'POST', path, once: true }, 2_000)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
  }
}

function unfinished(endpoint: EndpointSettings, state: string | undefined, retries: number) {
  const sentence = `ended the query as ${said(endpoint, state ?? 'nothing known')}. Ask for less, or look at the query in a notebook.`
  return failure(endpoint, 'provider-error', sentence, retries)
}

function accountOf({ status, text }: HttpResponse): Account {
  const { words, missing } = wordsOf(text)
  const scopes = missing.length === 0 ? '' : ` It lacks ${missing.join(', ')}.`
  const code: FailureCode | undefined = status === 400 ? 'invalid-query' : undefined
  return {
    ...(words === undefined ? {} : { words }),
    ...(code === undefined ? {} : { code }),
    remedy: `Check the endpoint's bearer-token (a platform token) and its scopes.${scopes}`
  }
}

/** The detailed message names the place in the query; the scopes that are missing have a list of their own. */
function wordsOf(text: string): { readonly words?: string; readonly missing: readonly string[] } {
  try {
    const json: unknown = JSON.parse(text)
    const error = isRecord(json) ? field(json, 'error') : undefined
    if (!isRecord(error)) return { missing: [] }
    const details = field(error, 'details')
    const own = isRecord(details) ? details : {}
    const words = textField(own, 'errorMessage') ?? textField(error, 'message')
    const lacking = [
      ...textsOf(field(own, 'missingScopes')),
      ...textsOf(field(own, 'missingPermissions'))
    ]
    const missing = lacking.filter(scope => /^[\w:.-]{1,60}$/.test(scope))
    return words === undefined ? { missing } : { words, missing }
  } catch {
    return { missing: [] }
  }
}

function readResult(
  endpoint: EndpointSettings,
  answer: Row,
  seconds: number,
  retries: number
): Grail {
  const result = record(field(answer, 'result'), 'result')
  const types = field(result, 'types')
  const records = list(field(result, 'records'), 'records').flatMap((row, index) =>
    isRecord(row) ? [numbered(row, typesAt(types, index), seconds)] : []
  )
  const metadata = field(result, 'metadata')
  const grail = isRecord(metadata) ? field(metadata, 'grail') : undefined
  const known = isRecord(grail) ? grail : {}
  const scanned = field(known, 'scannedRecords')
  const bytes = field(known, 'scannedBytes')
  const warnings = warningsOf(endpoint, field(known, 'notifications'))
  const sampled = field(known, 'sampled') === true
  return {
    records,
    complete: warnings.length === 0 && !sampled,
    ...(isCount(scanned) ? { scanned } : {}),
    ...(isCount(bytes) ? { bytes } : {}),
    notes: sampled ? [...warnings, 'Grail answered from a sample.'] : warnings,
    retries
  }
}

/** Field types are told for ranges of records; the end of a range belongs to it. */
function typesAt(types: unknown, index: number): Row {
  const all = Array.isArray(types) ? types.filter(isRecord) : []
  const range = all.find(one => {
    const [first, last] = list(field(one, 'indexRange') ?? [], 'indexRange')
    return (numeric(first) ?? 0) <= index && index <= (numeric(last) ?? Infinity)
  })
  const mappings = range === undefined ? undefined : field(range, 'mappings')
  return isRecord(mappings) ? mappings : {}
}

/** Whole numbers come as text, since they may be longer than JSON's, and durations as nanoseconds. */
function numbered(row: Row, types: Row, seconds: number): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const type = field(types, name)
      const kind = isRecord(type) ? textField(type, 'type') : undefined
      if (kind !== 'long' && kind !== 'double' && kind !== 'duration') return [name, value]
      const number = numeric(value)
      if (number === undefined) return [name, null]
      return [name, kind === 'duration' ? number / 1e9 / seconds : number]
    })
  )
}

/** What is only told (a limit that DQL adds by itself) is no doubt about the answer. */
function warningsOf(endpoint: EndpointSettings, notifications: unknown): readonly string[] {
  const all = Array.isArray(notifications) ? notifications.filter(isRecord) : []
  return all
    .filter(one => /^(WARN|ERROR)/.test(textField(one, 'severity') ?? ''))
    .map(one => said(endpoint, textField(one, 'message') ?? 'a warning without words'))
}
