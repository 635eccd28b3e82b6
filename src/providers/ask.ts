import { ProviderError } from '../errors.js'
import { quote } from '../io/quote.js'
import type { EndpointSettings, Failure, FailureCode, Query } from '../model.js'
import type { Headers, HttpRequest, HttpResponse } from '../world.js'
import { authorisation, authorised, credentialsIn, credentialsRemedy } from './authorisation.js'
import type { Io, Question } from './provider.js'
import { UnexpectedShape } from './shape.js'

/** What a provider adds to its endpoint's settings for one request. */
export interface Asked {
  readonly method: 'GET' | 'POST'
  /** Follows the endpoint's url; begins with `/` or is empty. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly once?: boolean
  /** Cap of the decoded body, where the usual one is too small. */
  readonly maxBytes?: number
  /** More headers, asked for anew before each attempt. */
  readonly sign?: () => Promise<Headers>
}

/** A backend's own account of what went wrong. */
export interface Account {
  readonly words?: string
  /** Where the account says more than the status does. */
  readonly code?: FailureCode
  /** What to do about a 401 or 403, where the provider knows better than "check the credentials". */
  readonly remedy?: string
}

export interface JsonAnswer {
  readonly json: unknown
  readonly headers: HttpResponse['headers']
  readonly retries: number
}

const longestMessage = 300
/** Shorter values would black out ordinary words. */
const shortestSecret = 4

/** Sends one request with the endpoint's url, credentials, certificates and deadline. */
export async function ask(
  endpoint: EndpointSettings,
  io: Io,
  asked: Asked,
  timeout = endpoint.timeout
): Promise<HttpResponse> {
  try {
    return await io.http(authorised(requestOf(endpoint, io, asked, timeout), endpoint.auth, io))
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    const { failure, errno } = error
    // The request for a token, which signing waits for, has told its own name already.
    if (failure.message.startsWith(`${endpoint.provider} `)) throw error
    throw new ProviderError({ ...failure, message: named(endpoint, failure.message) }, errno)
  }
}

/** Asks for JSON, as `askFor` does. */
export async function askJson(
  endpoint: EndpointSettings,
  io: Io,
  asked: Asked,
  account: (response: HttpResponse) => Account
): Promise<JsonAnswer> {
  const json = { name: 'JSON', parse: parseJson }
  const { answer, headers, retries } = await askFor(endpoint, io, asked, account, json)
  return { json: answer.json, headers, retries }
}

/** The form that an answer is to have. */
export interface Form<T> {
  readonly name: string
  /** undefined: the text is not whole, or something else. */
  parse(text: string): T | undefined
}

/**
 * Asks for an answer of one form. A success in another is asked for once more, because it may have been cut; a
 * page is not. Any other status rejects with what `account` makes of it.
 */
export async function askFor<T>(
  endpoint: EndpointSettings,
  io: Io,
  asked: Asked,
  account: (response: HttpResponse) => Account,
  form: Form<T>
): Promise<{ readonly answer: T } & Pick<JsonAnswer, 'headers' | 'retries'>> {
  const started = io.clock.now()
  const response = succeeded(endpoint, await ask(endpoint, io, asked), account)
  const first = form.parse(response.text)
  if (first !== undefined) {
    return { answer: first, headers: response.headers, retries: response.retries }
  }
  const left = endpoint.timeout - (io.clock.now() - started)
  if (isPage(response) || left <= 0) throw otherForm(endpoint, response, form.name)
  const second = succeeded(endpoint, await ask(endpoint, io, asked, left), account)
  const again = form.parse(second.text)
  if (again === undefined) throw otherForm(endpoint, second, form.name)
  const retries = response.retries + second.retries + 1
  return { answer: again, headers: second.headers, retries }
}

/** The failure that a status of 300 or more stands for, in the backend's own words. */
export function failureOf(
  endpoint: EndpointSettings,
  response: HttpResponse,
  account: Account = {}
): Failure {
  const { status, retries } = response
  const quoted = said(endpoint, account.words ?? '')
  const words = quoted === '' ? '' : ` ${quoted}`
  if (status === 401 || status === 403) {
    const remedy = account.remedy ?? credentialsRemedy(endpoint)
    return failure(endpoint, 'not-authorised', `answered ${status}. ${remedy}${words}`, retries)
  }
  const code = account.code ?? (status === 429 ? 'rate-limited' : 'provider-error')
  return failure(endpoint, code, `answered ${status}${words === '' ? '.' : `:${words}`}`, retries)
}

/** What a backend says, fit to be repeated: one line, inert, without our credentials. */
export function said(endpoint: EndpointSettings, words: string): string {
  return quote(withoutCredentials(endpoint, words))
}

/** `sentence` follows the provider's and the origin's name. */
export function failure(
  endpoint: EndpointSettings,
  code: FailureCode,
  sentence: string,
  retries: number
): Failure {
  const message = named(endpoint, `${new URL(endpoint.url).origin} ${sentence}`)
  return { code, message, retries }
}

/** Reads an answer; what does not fit becomes a ProviderError that says where. */
export function reading<T>(endpoint: EndpointSettings, retries: number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof UnexpectedShape)) throw error
    const where = said(endpoint, error.message)
    const sentence = `answered in a form we do not know: ${where}. Check the endpoint's url and provider.`
    throw new ProviderError(failure(endpoint, 'provider-error', sentence, retries))
  }
}

/** The error for a question that this kind of backend cannot answer. */
export function cannotAsk(endpoint: EndpointSettings, question: Question): Error {
  const what =
    question.kind === 'value' && question.request !== undefined ? 'request' : question.kind
  return new Error(
    `${endpoint.provider} endpoints do not answer \`${what}\`. Ask another endpoint, or another kind of question.`
  )
}

/** The query of a question that is no more than one: a value or events, without a request of its own. */
export function plainQuery(endpoint: EndpointSettings, question: Question): Query {
  switch (question.kind) {
    case 'value':
      if (question.request !== undefined) throw cannotAsk(endpoint, question)
      return question.query
    case 'events':
      return question.query
    case 'probe':
    case 'firing':
      throw cannotAsk(endpoint, question)
  }
}

function requestOf(endpoint: EndpointSettings, io: Io, asked: Asked, timeout: number): HttpRequest {
  const { caFile, clientCert, clientKey, maxAnswer = asked.maxBytes } = endpoint
  return {
    method: asked.method,
    url: `${endpoint.url}${asked.path}`,
    headers: { ...authorisation(endpoint.auth), ...endpoint.headers, ...asked.headers },
    ...(asked.body === undefined ? {} : { body: asked.body }),
    timeout,
    tls: {
      ...(caFile === undefined ? {} : { ca: caFile }),
      ...(clientCert === undefined ? {} : { cert: clientCert }),
      ...(clientKey === undefined ? {} : { key: clientKey })
    },
    allowHttp: endpoint.allowHttp === true,
    ...(asked.once === true ? { once: true } : {}),
    ...(asked.sign === undefined ? {} : { sign: asked.sign }),
    ...(maxAnswer === undefined ? {} : { maxBytes: maxAnswer }),
    signal: io.signal
  }
}

function succeeded(
  endpoint: EndpointSettings,
  response: HttpResponse,
  account: (response: HttpResponse) => Account
): HttpResponse {
  if (response.status >= 200 && response.status < 300) return response
  throw new ProviderError(
    failureOf(endpoint, response, account(response)),
    undefined,
    response.status
  )
}

/** Digits or an exponent by which a number may be beyond every double. */
const mayOverflow = /[:,[\s]-?[\d.]+e\+?\d{3}|\d{309}/i

/** `JSON.parse` makes Infinity of what is beyond every double, and nobody can count with that: it is no value. */
function parseJson(text: string): { readonly json: unknown } | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return { json: mayOverflow.test(text) ? JSON.parse(text, finite) : json }
  } catch {
    return undefined
  }
}

function finite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}

function otherForm(
  endpoint: EndpointSettings,
  response: HttpResponse,
  form: string
): ProviderError {
  const sentence = isPage(response)
    ? `answered with a web page instead of ${form}. Check that the url is the API and needs no login.`
    : `answered with something that is not ${form}. Check that the url is the API.`
  return new ProviderError(failure(endpoint, 'not-json', sentence, response.retries))
}

function isPage(response: HttpResponse): boolean {
  return /^text\/html\b/i.test(response.headers['content-type'] ?? '')
}

/** Backends quote what they do not like, credentials included. Before anything is cut, so that no half stays. */
function withoutCredentials(endpoint: EndpointSettings, text: string): string {
  const secrets = [...Object.values(endpoint.headers), ...credentialsIn(endpoint)]
  return secrets
    .filter(secret => secret.length >= shortestSecret)
    .reduce((clean, secret) => clean.replaceAll(secret, '***'), text)
}

function named(endpoint: EndpointSettings, sentence: string): string {
  return `${endpoint.provider} ${sentence}`.slice(0, longestMessage)
}
