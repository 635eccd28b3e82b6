import { GitHubError } from '../errors.js'
import type { Clock } from '../world.js'

/** What we use of an octokit: made with `getOctokit` in the composition root. */
export interface Octokit {
  request(route: string, parameters: Record<string, unknown>): Promise<Answer>
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly data: unknown
}

export interface Sender {
  /** `GET /path`: up to three attempts. */
  read(route: string, parameters: Parameters, needs?: string): Promise<Answer>
  /** Anything with an effect: one attempt, whatever happens. */
  write(route: string, parameters: Parameters, needs?: string): Promise<Answer>
  skew(): number | undefined
  requests(): number
}
export type Parameters = Readonly<Record<string, unknown>>

export interface SenderOptions {
  readonly clock: Clock
  /** Once it is aborted nothing is retried and each request gets three seconds only. */
  readonly signal?: AbortSignal
  /** [0, 1) */
  readonly random?: () => number
}

const ATTEMPTS = 3
/** A longer `retry-after` would hold up a verdict or a rollback: the caller decides then. */
const LONGEST_RETRY_AFTER = 10_000
const REQUEST_TIMEOUT = 15_000
/** The runner allows 7.5 seconds after a cancellation; this leaves room for two writes. */
const TIMEOUT_WHEN_CANCELLED = 3_000
/** Failures before a byte was sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/**
 * Sends requests through an octokit, counts them and measures the clock skew from each answer's `Date`.
 * Rejects with GitHubError only; a rate limit is status 429 there, whatever GitHub answered.
 */
export function createSender(
  octokit: Octokit,
  { clock, signal, random = Math.random }: SenderOptions
): Sender {
  let requests = 0
  let skew: number | undefined

  async function once(
    route: string,
    parameters: Parameters,
    needs?: string
  ): Promise<Answer | Refusal> {
    requests++
    const sentAt = clock.now()
    const deadline = requestDeadline(signal)
    try {
      const answer = await octokit.request(route, {
        ...parameters,
        request: { signal: deadline.signal }
      })
      skew = measureSkew(answer.headers, sentAt, clock.now()) ?? skew
      return answer
    } catch (error) {
      const refusal = describeRefusal(route, error, needs)
      skew = measureSkew(refusal.headers, sentAt, clock.now()) ?? skew
      return refusal
    } finally {
      deadline.clear()
    }
  }

  async function read(route: string, parameters: Parameters, needs?: string): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await once(route, parameters, needs)
      if (!('error' in answer)) return answer
      const wait = attempt < ATTEMPTS ? retryWait(answer, random) : undefined
      if (wait === undefined || !(await slept(clock, wait, signal))) throw answer.error
    }
  }

  async function write(route: string, parameters: Parameters, needs?: string): Promise<Answer> {
    const answer = await once(route, parameters, needs)
    if ('error' in answer) throw answer.error
    return answer
  }

  return { read, write, skew: () => skew, requests: () => requests }
}

/** One header as text. */
export function header(headers: Answer['headers'], name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

interface Refusal {
  readonly error: GitHubError
  readonly headers: Answer['headers']
}

/**
 * Rebuilds an octokit error from the fields we know to be harmless. Texts of network errors are dropped:
 * undici quotes an invalid header whole, and the header is the token.
 */
function describeRefusal(route: string, error: unknown, needs: string | undefined): Refusal {
  const isWrite = !route.startsWith('GET ')
  const response = field(error, 'response')
  const status = field(response, 'status')
  if (typeof status !== 'number') {
    const code = networkCode(error)
    const message = `GitHub ${route}: no answer (${code}).`
    return { error: new GitHubError(0, message, isWrite && !NEVER_SENT.has(code)), headers: {} }
  }
  const headers = asHeaders(field(response, 'headers'))
  const words = githubWords(field(response, 'data'))
  const limited = isLimited(status, headers, words)
  // GitHub answers 404 in words; a page without any is a router's that knows no such route.
  const isUnknown = status === 404 && typeof field(field(response, 'data'), 'message') !== 'string'
  const remedy = limited || isUnknown ? '' : remedyFor(status, needs)
  const told = isUnknown ? 'this server does not know the route' : words
  const message = `GitHub ${route} answered ${status}: ${told}.${remedy}`
  const mayHaveHappened = isWrite && status >= 500
  const kind = isUnknown ? 'unknown-route' : 'refusal'
  const rebuilt = new GitHubError(limited ? 429 : status, message, mayHaveHappened, kind)
  return { error: rebuilt, headers }
}

/** Milliseconds; undefined: no other attempt. */
function retryWait({ error, headers }: Refusal, random: () => number): number | undefined {
  if (error.status === 429) {
    const seconds = Number(header(headers, 'retry-after') ?? NaN)
    return seconds >= 0 && seconds * 1000 <= LONGEST_RETRY_AFTER ? seconds * 1000 : undefined
  }
  return error.status === 0 || error.status >= 500 ? 500 + random() * 1500 : undefined
}

async function slept(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await clock.sleep(ms, signal ?? new AbortController().signal)
    return true
  } catch {
    return false
  }
}

function requestDeadline(signal: AbortSignal | undefined): {
  signal: AbortSignal
  clear(): void
} {
  const controller = new AbortController()
  const expire = () => controller.abort(new DOMException('deadline', 'TimeoutError'))
  const cancelled = signal?.aborted === true
  let timer = setTimeout(expire, cancelled ? TIMEOUT_WHEN_CANCELLED : REQUEST_TIMEOUT)
  const hurry = () => {
    clearTimeout(timer)
    timer = setTimeout(expire, TIMEOUT_WHEN_CANCELLED)
  }
  signal?.addEventListener('abort', hurry, { once: true })
  const clear = () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', hurry)
  }
  return { signal: controller.signal, clear }
}

/** `Date` has whole seconds: half a second is its expected value, half the round trip its age. */
function measureSkew(
  headers: Answer['headers'],
  sentAt: number,
  receivedAt: number
): number | undefined {
  const date = Date.parse(header(headers, 'date') ?? '')
  return Number.isNaN(date) ? undefined : Math.round(date + 500 - (sentAt + receivedAt) / 2)
}

function isLimited(status: number, headers: Answer['headers'], words: string): boolean {
  if (status === 429) return true
  if (status !== 403) return false
  return (
    header(headers, 'retry-after') !== undefined ||
    header(headers, 'x-ratelimit-remaining') === '0' ||
    /rate limit/i.test(words)
  )
}

function remedyFor(status: number, needs: string | undefined): string {
  if (status === 401) return ' The token is expired, revoked or not valid here.'
  if (needs === undefined || (status !== 403 && status !== 404)) return ''
  return ` Add \`${needs}\` to the permissions of the job.`
}

/** GitHub's own message and field errors, without the link to its documentation. */
function githubWords(data: unknown): string {
  const message = field(data, 'message')
  const errors = field(data, 'errors')
  const details = Array.isArray(errors) ? errors.map(describeFieldError) : []
  const text = typeof message === 'string' ? message : 'no message'
  const all = [text, ...details.filter(detail => detail !== '')].join('; ')
  return all.replace(/\s+/g, ' ').slice(0, 300).replace(/\.$/, '')
}

function describeFieldError(error: unknown): string {
  if (typeof error === 'string') return error
  const message = field(error, 'message')
  return typeof message === 'string' ? message : ''
}

function networkCode(error: unknown): string {
  let current = error
  for (let depth = 0; depth < 4 && current !== undefined; depth++) {
    const code = field(current, 'code')
    if (typeof code === 'string' && /^[A-Z_]+$/.test(code)) return code
    if (field(current, 'name') === 'TimeoutError') return 'time-out'
    current = field(current, 'cause')
  }
  return 'network error'
}

function asHeaders(value: unknown): Answer['headers'] {
  return typeof value === 'object' && value !== null ? (value as Answer['headers']) : {}
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !(name in value)) return undefined
  return (value as Record<string, unknown>)[name]
}
