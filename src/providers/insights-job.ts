import { ProviderError } from '../errors.js'
import type { EndpointSettings, Labels, Window } from '../model.js'
import { callAws } from './aws-call.js'
import { failure, reading, said } from './ask.js'
import type { Io } from './provider.js'
import { field, isCount, list, record, textField, UnexpectedShape } from './shape.js'

const api = { target: 'Logs_20140328', version: '1.1' } as const

/** Until the next look at a job, milliseconds: most are done within a second or two. */
const pauses = [200, 400, 800, 1_600]
/** A query costs by what it reads, not by how long somebody waits: what nobody waits for is stopped. */
const stopWithin = 1_000
/** Rows in one page of results, and in all of them. */
export const mostRows = 10_000
export const mostResults = 100_000
/** Against an endless chain of tokens: ten full pages hold all that is ever given. */
const mostPages = 100
export const endlessNote = 'The pages of the results do not end; some rows are missing.'

/** A row: its fields by name. Outside text. */
export type Row = Labels

export interface Results {
  readonly rows: readonly Row[]
  /** Log events that were looked at, those that an index ruled out included. */
  readonly scanned: number
  readonly matched: number
  /** What is billed. */
  readonly bytes: number
  /** false: the pages did not end. */
  readonly whole: boolean
  readonly retries: number
}

export interface Job {
  readonly query: string
  /** What it must cover; the query itself holds the exact bounds. */
  readonly window: Window
  /** Lines that are wanted at most. */
  readonly limit: number
}

/** Starts a query, waits for it within the endpoint's `timeout`, and reads its rows. */
export async function runJob(endpoint: EndpointSettings, job: Job, io: Io): Promise<Results> {
  const deadline = io.clock.now() + endpoint.timeout
  const started = await callAws(endpoint, io, api, 'StartQuery', {
    ...groupsOf(endpoint),
    startTime: Math.floor(job.window.start / 1000),
    endTime: Math.ceil(job.window.end / 1000),
    queryString: job.query,
    limit: job.limit
  })
  const queryId = reading(endpoint, started.retries, () => {
    const id = textField(record(started.json, 'the answer'), 'queryId')
    if (id === undefined) throw new UnexpectedShape('queryId is missing')
    return id
  })
  try {
    return await waitFor({ endpoint, queryId, deadline, retries: started.retries }, io)
  } catch (error) {
    if (io.signal.aborted || isDeadline(error)) await stop(endpoint, queryId, io)
    throw error
  }
}

interface Waiting {
  readonly endpoint: EndpointSettings
  readonly queryId: string
  readonly deadline: number
  retries: number
}

interface Page {
  readonly status: string
  readonly rows: readonly Row[]
  readonly scanned: number
  readonly matched: number
  readonly bytes: number
  readonly next: string | undefined
}

async function waitFor(waiting: Waiting, io: Io): Promise<Results> {
  for (let turn = 0; ; turn += 1) {
    const page = await pageOf(waiting, undefined, io)
    if (page.status === 'Complete') return restOf(waiting, page, io)
    if (page.status !== 'Running' && page.status !== 'Scheduled') throw ended(waiting, page.status)
    const pause = pauses[Math.min(turn, pauses.length - 1)] ?? 0
    if (io.clock.now() + pause >= waiting.deadline) throw late(waiting)
    await io.clock.sleep(pause, io.signal)
  }
}

/** The rows of a page of a running query are some of the rows only: nothing is read before it is complete. */
async function restOf(waiting: Waiting, first: Page, io: Io): Promise<Results> {
  const rows = [...first.rows]
  const asked = new Set<string>()
  let { next } = first
  while (next !== undefined && rows.length < mostResults) {
    if (asked.has(next) || asked.size === mostPages) break
    asked.add(next)
    const page = await pageOf(waiting, next, io)
    // An empty page with a token is not the last.
    rows.push(...page.rows)
    next = page.next
  }
  const { scanned, matched, bytes } = first
  const whole = next === undefined || rows.length >= mostResults
  return { rows, scanned, matched, bytes, whole, retries: waiting.retries }
}

async function pageOf(waiting: Waiting, token: string | undefined, io: Io): Promise<Page> {
  const { queryId, deadline } = waiting
  const left = deadline - io.clock.now()
  if (left <= 0) throw late(waiting)
  const endpoint = { ...waiting.endpoint, timeout: left }
  const asked = { queryId, ...(token === undefined ? {} : { nextToken: token }) }
  const { json, retries } = await callAws(endpoint, io, api, 'GetQueryResults', asked)
  waiting.retries += retries
  return reading(endpoint, retries, () => readPage(json))
}

function readPage(json: unknown): Page {
  const body = record(json, 'the answer')
  const status = textField(body, 'status')
  if (status === undefined) throw new UnexpectedShape('status is missing')
  const statistics = record(field(body, 'statistics') ?? {}, 'statistics')
  const number = (name: string): number => {
    const value = field(statistics, name)
    return isCount(value) ? value : 0
  }
  return {
    status,
    rows: list(field(body, 'results') ?? [], 'results').map(readRow),
    scanned: number('recordsScanned') + number('estimatedRecordsSkipped'),
    matched: number('recordsMatched'),
    bytes: number('bytesScanned'),
    next: textField(body, 'nextToken') || undefined
  }
}

function readRow(item: unknown): Row {
  const pairs = list(item, 'a row').map(pair => record(pair, 'a field'))
  return Object.fromEntries(
    pairs.map(pair => [textField(pair, 'field') ?? '', textField(pair, 'value') ?? ''])
  )
}

/** Names where they are names; an ARN is how another account's group is named. */
function groupsOf({ options }: EndpointSettings): object {
  const groups = options['log-groups']
  const names = Array.isArray(groups) ? (groups as readonly string[]) : []
  const hasArn = names.some(name => name.startsWith('arn:'))
  return hasArn ? { logGroupIdentifiers: names } : { logGroupNames: names }
}

function ended({ endpoint, retries }: Waiting, status: string): ProviderError {
  const sentence = `ended the query as ${said(endpoint, status)}. Ask for less, or run it by hand to see why.`
  return new ProviderError(failure(endpoint, 'provider-error', sentence, retries))
}

function late({ endpoint, retries }: Waiting): ProviderError {
  const sentence = `did not finish the query within ${endpoint.timeout / 1000} s. Raise the endpoint's timeout, or ask for less.`
  return new ProviderError(failure(endpoint, 'deadline', sentence, retries))
}

function isDeadline(error: unknown): boolean {
  return error instanceof ProviderError && error.failure.code === 'deadline'
}

/** Whether or not it succeeds, what stopped us stands. */
async function stop(endpoint: EndpointSettings, queryId: string, io: Io): Promise<void> {
  const own = { ...io, signal: new AbortController().signal }
  const hasty = { ...endpoint, timeout: stopWithin }
  await callAws(hasty, own, api, 'StopQuery', { queryId }).catch(() => undefined)
}
