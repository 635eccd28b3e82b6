import { createSign } from 'node:crypto'
import { ProviderError } from '../errors.js'
import { isLoopback } from '../io/address.js'
import { readCredentials } from '../io/credentials.js'
import type { EndpointSettings } from '../model.js'
import { failure, reading } from './ask.js'
import type { Io } from './provider.js'
import { field, isRecord, record, textField, UnexpectedShape } from './shape.js'
import { exchange, type Token, tokenIn } from './token.js'

type Fields = Readonly<Record<string, unknown>>

const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange'
const keyGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const accessToken = 'urn:ietf:params:oauth:token-type:access_token'
const cloudPlatform = 'https://www.googleapis.com/auth/cloud-platform'
/** Seconds. */
const hour = 3_600

/**
 * An access token out of a credentials file: of workload identity (`external_account`, as
 * google-github-actions/auth writes it) or of a service account's key.
 * https://google.aip.dev/auth/4117, https://google.aip.dev/auth/4112
 */
export async function googleToken(
  endpoint: EndpointSettings,
  file: string,
  scope: string,
  io: Io
): Promise<Token> {
  const credentials = await credentialsIn(endpoint, file)
  switch (textField(credentials, 'type')) {
    case 'external_account':
      return federated(endpoint, credentials, scope, io)
    case 'service_account':
      return byKey(endpoint, credentials, scope, io)
    default:
      throw unusable(endpoint, 'is of a type that is not supported')
  }
}

async function credentialsIn(endpoint: EndpointSettings, file: string): Promise<Fields> {
  const json = await readCredentials(file)
  if (!isRecord(json)) throw unusable(endpoint, 'cannot be read, or is no JSON')
  return json
}

/** The job's own token becomes one of Google's, and that may become one of a service account. */
async function federated(
  endpoint: EndpointSettings,
  credentials: Fields,
  scope: string,
  io: Io
): Promise<Token> {
  const subject = await subjectToken(endpoint, credentials, io)
  const impersonation = textField(credentials, 'service_account_impersonation_url')
  const body = {
    audience: textField(credentials, 'audience'),
    grantType: exchangeGrant,
    requestedTokenType: accessToken,
    scope: impersonation === undefined ? scope : cloudPlatform,
    subjectToken: subject,
    subjectTokenType: textField(credentials, 'subject_token_type')
  }
  const url = addressIn(endpoint, credentials, 'token_url')
  const answer = await exchange(endpoint, io, url, postOf(body), { token: subject })
  const token = reading(endpoint, 0, () => tokenIn(answer, io.clock.now()))
  return impersonation === undefined
    ? token
    : impersonated(
        endpoint,
        addressIn(endpoint, credentials, 'service_account_impersonation_url'),
        token,
        scope,
        io
      )
}

/** From GitHub's own issuer, by the address and header that stand in the file. */
async function subjectToken(
  endpoint: EndpointSettings,
  credentials: Fields,
  io: Io
): Promise<string> {
  const source = field(credentials, 'credential_source')
  if (!isRecord(source)) throw unusable(endpoint, "names no source of the job's own token")
  const headers = field(source, 'headers') ?? {}
  const given = isRecord(headers) ? headers : {}
  const texts = Object.entries(given).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string'
  )
  const url = addressIn(endpoint, source, 'url')
  const answer = await exchange(
    endpoint,
    io,
    url,
    { method: 'GET', headers: Object.fromEntries(texts) },
    // `Bearer …`: whatever a header says after its scheme lets in whoever holds it.
    Object.fromEntries(texts.map(([key, text]) => [`${key}-token`, text.replace(/^\w+ /, '')]))
  )
  const format = field(source, 'format')
  const name = isRecord(format) ? textField(format, 'subject_token_field_name') : undefined
  return reading(endpoint, 0, () => {
    const token = textField(answer, name ?? 'value')
    if (token === undefined) throw new UnexpectedShape("the job's own token is missing")
    return token
  })
}

async function impersonated(
  endpoint: EndpointSettings,
  url: string,
  { value }: Token,
  scope: string,
  io: Io
): Promise<Token> {
  const asked = postOf(
    { scope: [scope], lifetime: `${hour}s` },
    { Authorization: `Bearer ${value}` }
  )
  const answer = await exchange(endpoint, io, url, asked, { token: value })
  return reading(endpoint, 0, () => {
    const token = textField(answer, 'accessToken')
    const expiresAt = Date.parse(textField(answer, 'expireTime') ?? '')
    if (token === undefined || Number.isNaN(expiresAt)) {
      throw new UnexpectedShape('accessToken or expireTime is missing')
    }
    return { value: token, expiresAt }
  })
}

/** A long-lived key signs for itself. */
async function byKey(
  endpoint: EndpointSettings,
  credentials: Fields,
  scope: string,
  io: Io
): Promise<Token> {
  const url = addressIn(endpoint, credentials, 'token_uri')
  const now = Math.floor(io.clock.now() / 1000)
  const claims = {
    iss: textField(credentials, 'client_email'),
    scope,
    aud: url,
    iat: now,
    exp: now + hour
  }
  const text = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map(part => encoded(JSON.stringify(part)))
    .join('.')
  const assertion = `${text}.${signed(endpoint, text, textField(credentials, 'private_key') ?? '')}`
  const body = new URLSearchParams({ grant_type: keyGrant, assertion }).toString()
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const asked = { method: 'POST', headers, body } as const
  const answer = await exchange(endpoint, io, url, asked, { token: assertion })
  return reading(endpoint, 0, () => tokenIn(answer, io.clock.now()))
}

function signed(endpoint: EndpointSettings, text: string, key: string): string {
  try {
    return createSign('RSA-SHA256').update(text).sign(key, 'base64url')
  } catch {
    throw unusable(endpoint, 'holds no private key that can be used')
  }
}

function encoded(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url')
}

function postOf(body: unknown, more: Readonly<Record<string, string>> = {}) {
  const headers = { 'Content-Type': 'application/json', ...more }
  return { method: 'POST', headers, body: JSON.stringify(body) } as const
}

/** Credentials travel to it. */
function addressIn(endpoint: EndpointSettings, fields: Fields, name: string): string {
  const text = textField(record(fields, 'the file'), name) ?? ''
  const url = URL.parse(text)
  if (url?.protocol === 'https:' || (url !== null && isLoopback(url.hostname))) return text
  throw unusable(endpoint, `has no https address as ${name}`)
}

function unusable(endpoint: EndpointSettings, what: string): ProviderError {
  const sentence = `is not asked: the credentials file ${what}. Let google-github-actions/auth write it, in this job.`
  return new ProviderError(failure(endpoint, 'not-authorised', sentence, 0))
}
