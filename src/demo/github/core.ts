import { createHash } from 'node:crypto'
import { actionRoutes } from './route-actions.js'
import { contentRoutes } from './route-contents.js'
import { deploymentRoutes } from './route-deployments.js'
import { issueRoutes } from './route-issues.js'
import type { Renderer } from './render-base.js'
import { refusal } from './route.js'
import type { Call, Reply, Route, RouteSettings } from './route.js'
import { advanceQueue } from './queue.js'
import { refuseBeyond } from './limits.js'
import type { Limits, Spent } from './limits.js'
import type { State, Token } from './state.js'

export interface Request {
  readonly method: string
  /** Path and query, without the base path. */
  readonly target: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Requests that are being answered just now, with this one; default 1. */
  readonly inFlight?: number
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** '' for none. */
  readonly body: string
}

/** Everything about one request, for tests. */
export interface Exchange {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  /** The route as GitHub's OpenAPI writes it, with its values; absent where there is none. */
  readonly route?: { readonly path: string; readonly values: Readonly<Record<string, string>> }
  readonly login: string
  readonly at: number
  /** 0: the connection was cut. */
  readonly status: number
  readonly answer: unknown
}

/** Something that goes wrong. */
export interface Fault {
  readonly method?: string
  /** Of the path below the repository; default: any. */
  readonly path?: RegExp
  /** before: nothing happened; after: it happened, and the answer says otherwise. */
  readonly effect: 'before' | 'after'
  /** cut: the connection ends without an answer. */
  readonly answer:
    | 'cut'
    | {
        readonly status: number
        readonly message?: string
        readonly headers?: Readonly<Record<string, string>>
      }
  /** How many requests it hits. */
  times: number
}

export interface CoreSettings extends RouteSettings {
  readonly now: () => number
  /** Milliseconds that the `Date` header is ahead. */
  skew: number
  /** Requests left in this hour. */
  remaining: number
  readonly limits: Limits
  readonly spent: Spent
  /** When they are given back, in epoch milliseconds. */
  resetAt: number
  readonly faults: Fault[]
  readonly log: Exchange[]
  readonly unknown: string[]
  onExchange?: (exchange: Exchange) => void
}

const HOURLY_LIMIT = 1000
const PAGE = 30
const LARGEST_PAGE = 100
const REPOSITORY_PATH = '/repos/{owner}/{repo}'

const routes: readonly { readonly route: Route; readonly pattern: RegExp }[] = [
  ...deploymentRoutes,
  ...actionRoutes,
  ...issueRoutes,
  ...contentRoutes
].map(route => ({ route, pattern: compile(route.path) }))

/** Answers one request. undefined: the connection is to be cut. */
export function respond(
  state: State,
  renderer: Renderer,
  settings: CoreSettings,
  request: Request
): Answer | undefined {
  const now = settings.now()
  const url = new URL(request.target, 'http://local')
  const found = findRoute(state, request.method, url.pathname)
  const token = findToken(state, request)
  const fault = takeFault(settings.faults, request.method, url.pathname)
  advanceQueue(state, now)
  const faulty = fault?.effect === 'before' ? fault.answer : undefined
  const reply =
    faulty === undefined
      ? route(state, renderer, settings, { request, url, found, token, now })
      : undefined
  const spoilt = fault?.answer
  const answer = spoilt === undefined ? reply : spoilt === 'cut' ? undefined : faultReply(spoilt)
  const written = answer && finish(settings, request, url, answer, renderer)
  record(settings, request, url, found, token, now, written)
  return written
}

interface Routed {
  readonly request: Request
  readonly url: URL
  readonly found: FoundRoute | undefined
  readonly token: Token | undefined
  readonly now: number
}
interface FoundRoute {
  readonly route: Route
  readonly values: Readonly<Record<string, string>>
}
interface HeaderedReply extends Reply {
  readonly headers?: Readonly<Record<string, string>>
}

function route(
  state: State,
  renderer: Renderer,
  settings: CoreSettings,
  { request, url, found, token, now }: Routed
): HeaderedReply {
  if (found === undefined) {
    settings.unknown.push(`${request.method} ${url.pathname}`)
    return refusal(404, 'Not Found')
  }
  if (token === undefined) return refusal(401, 'Bad credentials')
  if (settings.remaining <= 0) return refusal(403, 'API rate limit exceeded for installation.')
  settings.remaining--
  const { login } = token
  const { method, inFlight = 1 } = request
  const asked = { login, method, path: found.route.path, now, inFlight }
  const beyond = refuseBeyond(settings.limits, settings.spent, asked)
  if (beyond !== undefined) return beyond
  if (token.isForeign === true && state.private) return refusal(404, 'Not Found')
  if (!isPermitted(token, found.route)) {
    return refusal(403, 'Resource not accessible by integration')
  }
  const body = parseBody(request.body)
  if (body === undefined) return refusal(400, 'Problems parsing JSON')
  const call: Call = {
    state,
    renderer,
    path: found.values,
    query: url.searchParams,
    body,
    apiVersion: request.headers['x-github-api-version'],
    token,
    now,
    settings
  }
  return found.route.answer(call)
}

function findRoute(state: State, method: string, path: string): FoundRoute | undefined {
  const prefix = `/repos/${state.owner}/${state.name}`
  if (path !== prefix && !path.startsWith(`${prefix}/`)) return undefined
  const rest = path.slice(prefix.length)
  for (const { route, pattern } of routes) {
    const match = route.method === method ? pattern.exec(rest) : null
    if (match === null) continue
    const values = Object.entries(match.groups ?? {}).map(([name, value]) => [
      name,
      decodeURIComponent(value)
    ])
    return { route, values: Object.fromEntries(values) as Record<string, string> }
  }
  return undefined
}

/** `{name}` is one segment, `{name*}` any number of them. */
function compile(path: string): RegExp {
  const source = path.replace(/\{(\w+)(\*?)\}/g, (_all, name: string, many: string) =>
    many === '*' ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`
  )
  return new RegExp(`^${source}$`)
}

function findToken(state: State, { headers }: Request): Token | undefined {
  const value = (headers['authorization'] ?? '').replace(/^(token|bearer) /i, '')
  return state.tokens.get(value)
}

function isPermitted(token: Token, { needs, access }: Route): boolean {
  return needs.some(name => {
    const granted = name === 'metadata' ? 'read' : token.permissions[name]
    return granted === 'write' || (access === 'read' && granted === 'read')
  })
}

function takeFault(faults: readonly Fault[], method: string, path: string): Fault | undefined {
  const fault = faults.find(
    it =>
      it.times > 0 &&
      (it.method === undefined || it.method === method) &&
      (it.path === undefined || it.path.test(path))
  )
  if (fault !== undefined) fault.times--
  return fault
}

function faultReply(answer: Exclude<Fault['answer'], 'cut'>): HeaderedReply {
  const reply = refusal(answer.status, answer.message ?? 'Server Error')
  return { ...reply, headers: answer.headers ?? {} }
}

/** Paging, the conditional answer and the headers that every answer of GitHub has. */
function finish(
  settings: CoreSettings,
  request: Request,
  url: URL,
  reply: HeaderedReply,
  renderer: Renderer
): Answer {
  const paged = reply.list === undefined ? reply : paginate(reply, reply.list, url, renderer)
  const body = paged.body === undefined ? '' : JSON.stringify(paged.body)
  const isRead = request.method === 'GET' && reply.status === 200
  const etag = `W/"${createHash('sha1').update(body).digest('hex')}"`
  const isKnown = isRead && request.headers['if-none-match'] === etag
  // An unchanged answer is not counted.
  if (isKnown) settings.remaining++
  const headers: Record<string, string> = {
    date: new Date(settings.now() + settings.skew).toUTCString(),
    'x-ratelimit-limit': String(HOURLY_LIMIT),
    'x-ratelimit-remaining': String(settings.remaining),
    'x-ratelimit-reset': String(Math.floor(settings.resetAt / 1000)),
    ...paged.headers
  }
  if (body !== '') headers['content-type'] = 'application/json; charset=utf-8'
  if (isRead) headers['etag'] = etag
  return isKnown ? { status: 304, headers, body: '' } : { status: reply.status, headers, body }
}

function paginate(
  reply: HeaderedReply,
  list: readonly unknown[],
  url: URL,
  { api }: Renderer
): HeaderedReply {
  const size = Math.min(LARGEST_PAGE, positive(url.searchParams.get('per_page')) ?? PAGE)
  const page = positive(url.searchParams.get('page')) ?? 1
  const last = Math.max(1, Math.ceil(list.length / size))
  const items = list.slice((page - 1) * size, page * size)
  const link = (rel: string, number: number) => {
    const query = new URLSearchParams(url.searchParams)
    query.set('page', String(number))
    return `<${api}${url.pathname}?${query.toString()}>; rel="${rel}"`
  }
  const next = page < last ? [link('next', page + 1), link('last', last)] : []
  const previous = page > 1 ? [link('prev', page - 1), link('first', 1)] : []
  const links = [...previous, ...next].join(', ')
  return {
    status: reply.status,
    body: reply.envelope === undefined ? items : reply.envelope(items, list.length),
    headers: links === '' ? {} : { link: links }
  }
}

function record(
  settings: CoreSettings,
  request: Request,
  url: URL,
  found: FoundRoute | undefined,
  token: Token | undefined,
  at: number,
  answer: Answer | undefined
): void {
  const exchange: Exchange = {
    method: request.method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => name !== 'authorization')
    ),
    body: request.body === '' ? undefined : parseBody(request.body),
    ...(found === undefined
      ? {}
      : {
          route: {
            path: `${REPOSITORY_PATH}${found.route.path.replaceAll('*', '')}`,
            values: found.values
          }
        }),
    login: token?.login ?? '',
    at,
    status: answer?.status ?? 0,
    answer: answer === undefined || answer.body === '' ? undefined : parseBody(answer.body)
  }
  settings.log.push(exchange)
  settings.onExchange?.(exchange)
}

function parseBody(body: string): Record<string, unknown> | undefined {
  if (body === '') return {}
  try {
    return JSON.parse(body) as Record<string, unknown>
  } catch {
    return undefined
  }
}

function positive(value: string | null): number | undefined {
  const number = Number(value)
  return Number.isInteger(number) && number > 0 ? number : undefined
}
