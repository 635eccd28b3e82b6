import type { EndpointSettings } from '../model.js'
import type { Headers } from '../world.js'
import { type Account, type Asked, askJson, reading } from './ask.js'
import type { Io } from './provider.js'
import { field, isRecord, numeric, record, textField, UnexpectedShape } from './shape.js'

/** An access token and when it ends, epoch milliseconds. */
export interface Token {
  readonly value: string
  readonly expiresAt: number
}

/** Tokens of one endpoint, each used until it is about to end. */
export interface Tokens {
  /** The header for one attempt. Rejects with ProviderError where no token can be had. */
  header(io: Io): Promise<Headers>
  /** A text without the token in it: backends quote what they do not like. */
  hide(text: string): string
}

/** A request takes a while, and clocks differ. */
const spare = 60_000

export function keepTokens(fetchToken: (io: Io) => Promise<Token>): Tokens {
  let token: Token | undefined
  let fetching: Promise<Token> | undefined
  const current = async (io: Io): Promise<Token> => {
    if (token !== undefined && token.expiresAt - spare > io.clock.now()) return token
    fetching ??= fetchToken(io)
    try {
      token = await fetching
      return token
    } finally {
      fetching = undefined
    }
  }
  return {
    header: async io => ({ Authorization: `Bearer ${(await current(io)).value}` }),
    hide: text => (token === undefined ? text : text.replaceAll(token.value, '***'))
  }
}

/**
 * One step of an exchange: a request to another address than the endpoint's, in the endpoint's name.
 * `secrets`: what its answer must not repeat, by keys that credentials have. It carries credentials, so plain
 * http is for loopback alone, whatever the endpoint allows itself.
 */
export async function exchange(
  endpoint: EndpointSettings,
  io: Io,
  url: string,
  asked: Omit<Asked, 'path'>,
  secrets: Readonly<Record<string, string>> = {}
): Promise<Readonly<Record<string, unknown>>> {
  const { auth: _auth, allowHttp: _allowHttp, ...rest } = endpoint
  const other: EndpointSettings = { ...rest, url, headers: {}, options: secrets }
  const { json, retries } = await askJson(other, io, { ...asked, path: '' }, accountOf)
  return reading(other, retries, () => record(json, 'the answer'))
}

/** Seconds, where an answer does not say. */
const usualLife = 300

/** `access_token` and `expires_in`, as OAuth gives them. */
export function tokenIn(answer: Readonly<Record<string, unknown>>, now: number): Token {
  const value = textField(answer, 'access_token')
  const seconds = numeric(field(answer, 'expires_in')) ?? usualLife
  if (value === undefined || value === '') {
    throw new UnexpectedShape('access_token is missing')
  }
  return { value, expiresAt: now + seconds * 1000 }
}

const remedy = 'Check the identity: its trust in this repository, and `id-token: write` in the job.'

/** OAuth's `error` and `error_description`, or the error of Google's own APIs. */
function accountOf({ text }: { readonly text: string }): Account {
  const body = parsed(text)
  const error = isRecord(body) ? field(body, 'error') : undefined
  if (!isRecord(body)) return { remedy, code: 'not-authorised' }
  const told = isRecord(error)
    ? [textField(error, 'status'), textField(error, 'message')]
    : [textField(body, 'error'), textField(body, 'error_description')]
  const words = told.filter(part => part !== undefined).join(': ')
  return { remedy, code: 'not-authorised', words: `${words} ${remedy}` }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
