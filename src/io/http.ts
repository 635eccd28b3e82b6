import type { lookup as resolve } from 'node:dns'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios'
import { ConfigError, ProviderError } from '../errors.js'
import type { Http, HttpRequest, HttpResponse } from '../world.js'
import { guardedLookup, isLoopback, refusalOf } from './address.js'
import { type Agents, createAgents } from './agents.js'
import { createBodyReader, type ReadBody } from './body.js'
import { type Fault, faultOf, refusedAddress, tlsFault, tooLarge } from './fault.js'
import { type Proxy, proxyRule, type ProxyRule } from './proxy.js'
import { backOff, isTransient, mostAttempts, pauseAsked } from './retry.js'
import { createSlots, type Slots } from './slots.js'

/** Requests in flight to one origin: a dead endpoint must not keep the others waiting. */
const mostInFlight = 4
const defaultMaxBytes = 32 * 1024 * 1024

export interface HttpOptions {
  /** Where the proxy variables stand; default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly random?: () => number
  /** Name resolution, in the manner of `dns.lookup`. */
  readonly lookup?: typeof resolve
}

/**
 * The one HTTP client: no redirects, a cap on the decoded body, one deadline over all attempts and the
 * wait for a free slot, retries of what may pass, errors without request, header or credential.
 * Throws ConfigError where the environment switches certificate checks off or names an unusable proxy.
 */
export function createHttp(options: HttpOptions = {}): Http & { close(): void } {
  const env = options.env ?? process.env
  refuseUncheckedTls(env)
  const agents = createAgents(guardedLookup(options.lookup))
  const lanes = new Map<string, Lane>()
  const client: Client = {
    agents,
    proxyFor: proxyRule(env),
    laneTo: origin => {
      const lane = lanes.get(origin) ?? {
        slots: createSlots(mostInFlight),
        readBody: createBodyReader()
      }
      lanes.set(origin, lane)
      return lane
    },
    random: options.random ?? Math.random
  }
  return Object.assign((request: HttpRequest) => send(client, request), {
    close: () => agents.destroy()
  })
}

interface Client {
  readonly agents: Agents
  readonly proxyFor: ProxyRule
  readonly laneTo: (origin: string) => Lane
  readonly random: () => number
}

/** What the requests to one origin share, and no other origin waits for. */
interface Lane {
  readonly slots: Slots
  readonly readBody: ReadBody
}

/** One request on its way: the target, its deadline, and what stops it. */
interface Course {
  readonly request: HttpRequest
  readonly url: URL
  readonly proxy: Proxy | undefined
  /** By `performance.now()`. */
  readonly deadline: number
  /** Aborts at the deadline or with the caller's signal. */
  readonly signal: AbortSignal
}

type Attempt =
  | { readonly kind: 'response'; readonly response: HttpResponse }
  | { readonly kind: 'fault'; readonly fault: Fault }

function refuseUncheckedTls(env: NonNullable<HttpOptions['env']>): void {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return
  const path = 'NODE_TLS_REJECT_UNAUTHORIZED'
  const message =
    'is 0, which switches certificate checks off. Remove it; give the endpoint a ca-file.'
  throw new ConfigError('invalid-config', [{ path, message }])
}

async function send(client: Client, request: HttpRequest): Promise<HttpResponse> {
  request.signal.throwIfAborted()
  const url = new URL(request.url)
  const forbidden = forbiddenBy(request, url)
  if (forbidden !== undefined) throw failed(url, forbidden, 0)
  const stop = new AbortController()
  const stopWithCaller = (): void => stop.abort()
  const timer = setTimeout(stopWithCaller, request.timeout)
  request.signal.addEventListener('abort', stopWithCaller, { once: true })
  const deadline = performance.now() + request.timeout
  const proxy = client.proxyFor(url)
  try {
    return await attempts(client, { request, url, proxy, deadline, signal: stop.signal })
  } finally {
    clearTimeout(timer)
    request.signal.removeEventListener('abort', stopWithCaller)
  }
}

function forbiddenBy(request: HttpRequest, url: URL): Fault | undefined {
  const never = (words: string): Fault => ({ code: 'provider-error', words, again: 'never' })
  if (refusalOf(url.hostname) !== undefined) return refusedAddress()
  if (url.protocol === 'https:') return undefined
  if (url.protocol !== 'http:') return never('is not an https URL. Write https://.')
  if (request.allowHttp || isLoopback(url.hostname)) return undefined
  return never('is plain http. Use https, or say allow-http: true on the endpoint.')
}

async function attempts(client: Client, course: Course): Promise<HttpResponse> {
  for (let retries = 0; ; retries += 1) {
    const attempt = await unlessStopped(course, retries, () => attemptOnce(client, course, retries))
    const pause = pauseAfter(attempt, retries, course.request, client.random)
    if (pause === undefined || performance.now() + pause >= course.deadline) {
      return settle(course, attempt, retries)
    }
    await unlessStopped(course, retries, () => sleep(pause, undefined, { signal: course.signal }))
  }
}

/** Turns whatever an abort throws into the caller's own reason, or into the deadline's failure. */
async function unlessStopped<T>(
  course: Course,
  retries: number,
  work: () => Promise<T>
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    course.request.signal.throwIfAborted()
    if (!course.signal.aborted) throw error
    const words = `did not answer within ${course.request.timeout / 1000} s. Raise the endpoint's timeout, or ask for less.`
    throw failed(course.url, { code: 'deadline', words, again: 'never' }, retries)
  }
}

/** Milliseconds until the next attempt; undefined: this one stands. */
function pauseAfter(
  attempt: Attempt,
  retries: number,
  request: HttpRequest,
  random: () => number
): number | undefined {
  if (request.once === true || retries + 1 >= mostAttempts) return undefined
  if (attempt.kind === 'response') {
    const { status, headers } = attempt.response
    if (!isTransient(status)) return undefined
    return Math.max(pauseAsked(headers, Date.now()), backOff(retries, random))
  }
  const { again } = attempt.fault
  const allowed = again === 'always' || (again === 'once' && retries === 0)
  return allowed ? backOff(retries, random) : undefined
}

function settle(course: Course, attempt: Attempt, retries: number): HttpResponse {
  if (attempt.kind === 'fault') throw failed(course.url, attempt.fault, retries, course.proxy)
  const { response } = attempt
  if (course.request.once === true) return response
  if (response.status === 429) {
    const words = 'answered 429: too many requests. Ask less often, or raise the limit there.'
    throw failed(course.url, { code: 'rate-limited', words, again: 'never' }, retries)
  }
  const location = response.headers['location']
  if (response.status >= 300 && response.status < 400 && location !== undefined) {
    throw failed(course.url, redirect(location, course.url), retries)
  }
  return response
}

function redirect(location: string, base: URL): Fault {
  const target = URL.canParse(location, base.href) ? new URL(location, base.href).origin : '?'
  const words = `redirects to ${target}. Redirects are not followed: give the final url, or check the credentials.`
  return { code: 'redirect-refused', words, again: 'never' }
}

async function attemptOnce(client: Client, course: Course, retries: number): Promise<Attempt> {
  const { slots, readBody } = client.laneTo(course.url.origin)
  const release = await slots.take(course.signal)
  try {
    return await exchange(client, course, retries, readBody)
  } finally {
    release()
  }
}

async function exchange(
  client: Client,
  course: Course,
  retries: number,
  readBody: ReadBody
): Promise<Attempt> {
  const { request, signal } = course
  const { maxBytes = defaultMaxBytes } = request
  const agents = await client.agents
    .pair(request.tls, course.proxy)
    .catch((error: unknown) => tlsFault(error instanceof Error ? error.message : 'unreadable'))
  if ('again' in agents) return { kind: 'fault', fault: agents }
  const sent = { 'User-Agent': 'bakegate', ...request.headers, ...(await request.sign?.()) }
  const sentAt = Date.now()
  try {
    const config = { ...requestConfig(course), ...agents, headers: sent }
    const { status, headers: raw, data } = await axios.request<Readable>(config)
    const skew = skewOf(raw['date'], (sentAt + Date.now()) / 2)
    const headers = headersOf(raw)
    const isTooLong = Number(headers['content-length'] ?? 0) > maxBytes
    if (isTooLong) data.destroy()
    const text = isTooLong ? undefined : await readBody(data, maxBytes, signal)
    if (text === undefined) return { kind: 'fault', fault: tooLarge(maxBytes) }
    const response = { status, headers, text, retries, ...(skew === undefined ? {} : { skew }) }
    return { kind: 'response', response }
  } catch (error) {
    if (signal.aborted) throw error
    return { kind: 'fault', fault: faultOf(error) }
  }
}

function requestConfig({ request, url, proxy, signal }: Course): AxiosRequestConfig {
  return {
    method: request.method,
    url: request.url,
    ...(request.body === undefined ? {} : { data: request.body }),
    transformRequest: [(data: unknown) => data],
    // Decoded by axios, counted by us: nothing is gathered beyond the cap.
    responseType: 'stream',
    maxRedirects: 0,
    validateStatus: () => true,
    // https goes through the agent's own tunnel.
    proxy: url.protocol === 'http:' && proxy !== undefined ? proxy : false,
    signal
  }
}

function headersOf(raw: AxiosResponse['headers']): HttpResponse['headers'] {
  return Object.fromEntries(
    Object.entries(raw)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name.toLowerCase(), String(value)])
  )
}

/** `Date` has whole seconds, cut off: on average the server's clock stood half a second later. */
function skewOf(date: unknown, middle: number): number | undefined {
  const server = typeof date === 'string' ? Date.parse(date) : Number.NaN
  return Number.isNaN(server) ? undefined : Math.round(server + 500 - middle)
}

function failed(url: URL, fault: Fault, retries: number, proxy?: Proxy): ProviderError {
  const through = proxy === undefined ? '' : ` (through the proxy ${proxy.host})`
  const message = `${url.origin} ${fault.words}${through}`.slice(0, 300)
  const { code } = fault
  return new ProviderError(
    { code, message, retries },
    proxy === undefined ? fault.errno : undefined
  )
}
