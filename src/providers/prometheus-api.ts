import { ProviderError } from '../errors.js'
import type { EndpointSettings } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, type Asked, ask, askJson, reading } from './ask.js'
import { readAnswer, readError } from './prometheus-answer.js'
import type { Reply } from './prometheus-part.js'
import type { Io } from './provider.js'
import type { Tokens } from './token.js'

/** Every backend and gateway takes a query by GET; a longer one may not fit their limits for a URL. */
const mostInUrl = 2_000

export interface Connection {
  readonly endpoint: EndpointSettings
  /** Absent: the endpoint gives its own, or needs none. */
  readonly tokens: Tokens | undefined
  readonly headers: Readonly<Record<string, string>>
  /** How a long query travels: POST, until the backend answers 405: then GET. */
  readonly long: { method: 'GET' | 'POST' }
}

/** Parameters that plain Prometheus ignores: no partial answers (Thanos), no cache, no shift (VictoriaMetrics). */
const always = { partial_response: 'false', nocache: '1', latency_offset: '1ms' }

export type Parameters = Readonly<Record<string, string>>

/** How a request travelled, and the status that refused it; 0: none did. */
interface Heard {
  status: number
  method: 'GET' | 'POST'
}

async function send(
  connection: Connection,
  path: string,
  parameters: Parameters,
  io: Io,
  heard: Heard
): Promise<Reply> {
  const { endpoint, tokens } = connection
  const sent = asked(connection, path, parameters, io)
  heard.method = sent.method
  const account = (response: HttpResponse): Account => {
    heard.status = response.status
    return accountOf(response, tokens)
  }
  const { json, retries } = await askJson(endpoint, io, sent, account)
  return { answer: reading(endpoint, retries, () => readAnswer(json)), retries }
}

/** One query; a long one is sent again as GET where the backend takes no POST. */
export async function query(
  connection: Connection,
  path: string,
  parameters: Parameters,
  io: Io
): Promise<Reply> {
  const heard: Heard = { status: 0, method: 'GET' }
  try {
    return await send(connection, path, parameters, io, heard)
  } catch (error) {
    const { status, method } = heard
    if (status === 405 && method === 'POST') {
      connection.long.method = 'GET'
      return query(connection, path, parameters, io)
    }
    if (!(error instanceof ProviderError) || status !== 422) throw error
    if (!(await failsWithoutData(connection, parameters, io))) throw error
    throw new ProviderError({ ...error.failure, code: 'invalid-query' })
  }
}

function asked(connection: Connection, path: string, parameters: Parameters, io: Io): Asked {
  const form = new URLSearchParams({ ...parameters, ...always }).toString()
  const { headers, tokens } = connection
  const login = tokens === undefined ? {} : { sign: () => tokens.header(io) }
  if (connection.long.method === 'GET' || form.length <= mostInUrl) {
    return { method: 'GET', path: `${path}?${form}`, headers, ...login }
  }
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', path, headers: { ...headers, ...type }, body: form, ...login }
}

function accountOf(response: HttpResponse, tokens: Tokens | undefined): Account {
  const { type, words } = readError(tokens?.hide(response.text) ?? response.text)
  return {
    ...(words === undefined ? {} : { words: type === undefined ? words : `${type}: ${words}` }),
    ...(type === 'bad_data' ? { code: 'invalid-query' } : {})
  }
}

/**
 * 422 is a query that failed while it ran, but VictoriaMetrics gives it for syntax errors, too. What
 * still fails at an instant without any data is wrong in itself.
 */
async function failsWithoutData(
  connection: Connection,
  parameters: Parameters,
  io: Io
): Promise<boolean> {
  const { query: promql = '' } = parameters
  const again = asked(connection, '/api/v1/query', { query: promql, time: '1' }, io)
  const response = await ask(connection.endpoint, io, { ...again, once: true })
  return response.status === 422
}

/**
 * Several queries as one, at one instant; undefined where it is refused for what it says, how long it is or how
 * it travels.
 */
export async function sendUnion(
  connection: Connection,
  parameters: Parameters,
  io: Io
): Promise<Reply | undefined> {
  const heard: Heard = { status: 0, method: 'GET' }
  try {
    return await send(connection, '/api/v1/query', parameters, io, heard)
  } catch (error) {
    const { status, method } = heard
    const byPost = method === 'POST' && [401, 403, 404, 405].includes(status)
    if (error instanceof ProviderError && (byPost || ofTheQuery.has(status))) return undefined
    throw error
  }
}

/** Bad request, too large by POST or by GET, not processed, too much in the header. */
const ofTheQuery: ReadonlySet<number> = new Set([400, 413, 414, 422, 431])
