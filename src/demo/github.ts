import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRepository } from './github/repository.js'
import type { SimulatedRepository } from './github/repository.js'
import { respond } from './github/core.js'
import type { CoreSettings, Exchange, Fault, Request } from './github/core.js'
import type { Renderer } from './github/render-base.js'
import { createState } from './github/state.js'
import type { Run } from './github/state.js'
import { GITHUB_LIMITS, nothingSpent, spendContent } from './github/limits.js'
import type { Limits } from './github/limits.js'

export type { Exchange, Fault } from './github/core.js'
export type { SimulatedRepository } from './github/repository.js'
export type { Run } from './github/state.js'

export interface SimulatorOptions {
  readonly owner?: string
  readonly name?: string
  /** `/api/v3` as on an Enterprise Server; default none. */
  readonly basePath?: string
  /** An Enterprise Server of before 2026. */
  readonly enterprise?: boolean
  /** Epoch milliseconds; default the machine's clock. */
  readonly now?: () => number
  /** How long something new stays unseen, in milliseconds. */
  readonly lag?: {
    /** `GET` of a run answers 404. */
    readonly run?: () => number
    /** Runs are missing from the listing. */
    readonly runs?: () => number
    /** Statuses are missing from the listing. */
    readonly statuses?: () => number
  }
  /** Called once per dispatch, after the run exists. Carries the run out, if anybody does. */
  readonly onDispatch?: (run: Run) => void
  /** Secondary limits that differ from GitHub's. */
  readonly limits?: Partial<Limits>
  /** Other repositories of the same GitHub. */
  readonly neighbours?: readonly Simulator[]
  readonly onExchange?: (exchange: Exchange) => void
}

/**
 * A GitHub of one repository on a free port of the loopback address. It is strict: an unknown route answers
 * 404 and is remembered, a token may do what its permissions say, a workflow takes the inputs it declares.
 */
export interface Simulator extends SimulatedRepository {
  /** Root of the API, without a trailing slash. */
  readonly url: string
  /** Every request, oldest first. */
  readonly log: readonly Exchange[]
  /** `METHOD path` of the requests that no route answers. */
  readonly unknown: readonly string[]
  /** From now on, as often as its `times` says. */
  fail(fault: Fault): void
  setSkew(ms: number): void
  /** The hour's budget; with 0 every request is refused until it is raised again. */
  setRemaining(requests: number): void
  /** Comments that other jobs have just written by the same login. */
  spendContent(login: string, count: number): void
  /** Answers without a socket; undefined: the connection would be cut. */
  handle(request: Request): ReturnType<typeof respond>
  close(): Promise<void>
}

const HOUR = 60 * 60_000
const LARGEST_BODY = 4 * 1024 * 1024

/** Starts it. Nothing is reachable from other machines. */
export async function startGitHub(options: SimulatorOptions = {}): Promise<Simulator> {
  const { basePath = '', now = Date.now } = options
  const state = createState(options.owner ?? 'acme', options.name ?? 'shop')
  const settings = createSettings(options, now)
  let renderer: Renderer = { api: `http://local${basePath}`, web: 'http://local', state }
  const handle = (request: Request): ReturnType<typeof respond> => {
    const other = options.neighbours?.find(it => isAbout(it.state, request.target))
    return other?.handle(request) ?? respond(state, renderer, settings, request)
  }
  let inFlight = 0
  const server = createServer((request, response) => {
    inFlight++
    const counted = (asked: Request) => handle({ ...asked, inFlight })
    void answerSocket(request, response, basePath, counted).finally(() => inFlight--)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const web = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  renderer = { api: `${web}${basePath}`, web, state }
  return {
    ...createRepository(state, now, web),
    url: renderer.api,
    log: settings.log,
    unknown: settings.unknown,
    fail: fault => void settings.faults.push(fault),
    setSkew: ms => void (settings.skew = ms),
    setRemaining: requests => void (settings.remaining = requests),
    spendContent: (login, count) => spendContent(settings.spent, login, now(), count),
    handle,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

function isAbout({ owner, name }: SimulatedRepository['state'], target: string): boolean {
  const root = `/repos/${owner}/${name}`
  return target === root || target.startsWith(`${root}/`)
}

function createSettings(options: SimulatorOptions, now: () => number): CoreSettings {
  const none = () => 0
  const { onExchange, lag, onDispatch } = options
  return {
    enterprise: options.enterprise ?? false,
    lag: {
      run: lag?.run ?? none,
      runs: lag?.runs ?? none,
      statuses: lag?.statuses ?? none
    },
    onDispatch: onDispatch ?? (() => undefined),
    now,
    skew: 0,
    remaining: 1000,
    limits: { ...GITHUB_LIMITS, ...options.limits },
    spent: nothingSpent(),
    resetAt: now() + HOUR,
    faults: [],
    log: [],
    unknown: [],
    ...(onExchange === undefined ? {} : { onExchange })
  }
}

async function answerSocket(
  request: IncomingMessage,
  response: ServerResponse,
  basePath: string,
  handle: (request: Request) => ReturnType<typeof respond>
): Promise<void> {
  const target = request.url ?? '/'
  try {
    const answer = handle({
      method: request.method ?? 'GET',
      // Outside the base path there is nothing; the core says so and remembers it.
      target: target.startsWith(`${basePath}/`)
        ? target.slice(basePath.length)
        : `/outside${target}`,
      headers: oneEach(request.headers),
      body: await readBody(request)
    })
    if (answer === undefined) return void response.destroy()
    response.writeHead(answer.status, answer.headers)
    response.end(answer.body)
  } catch (error) {
    response.writeHead(500, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ message: `simulator: ${String(error)}` }))
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LARGEST_BODY) throw new Error('the body is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function oneEach(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? '')
    ])
  )
}
