import type { EndpointSettings } from '../model.js'
import type { Headers, HttpRequest } from '../world.js'
import { isCredentialKey } from './credential.js'
import type { Io } from './provider.js'
import { signature } from './sigv4.js'

type Auth = EndpointSettings['auth']

/** The headers that stay the same for as long as the endpoint is asked. */
export function authorisation(auth: Auth): Headers {
  switch (auth?.kind) {
    case 'bearer':
      return { Authorization: `Bearer ${auth.token}` }
    case 'basic': {
      const pair = Buffer.from(`${auth.username}:${auth.password}`, 'utf8').toString('base64')
      return { Authorization: `Basic ${pair}` }
    }
    case 'aws':
    case 'google':
    case 'azure':
    case undefined:
      return {}
  }
}

/** The request as it must go out: where its authorisation has a date, each attempt gets its own. */
export function authorised(request: HttpRequest, auth: Auth, io: Io): HttpRequest {
  if (auth?.kind !== 'aws') return request
  // A plus is a space to some services and a plus to the others; %20 is a space to all.
  const [path = '', ...query] = request.url.split('?')
  const url = [path, ...query.map(part => part.replaceAll('+', '%20'))].join('?')
  const sent = { ...request, url }
  return { ...sent, sign: () => signature(sent, auth, io.clock.now()) }
}

/** What must not stand in a message. */
export function credentialsIn({ auth, options }: EndpointSettings): readonly string[] {
  const own = Object.entries(options).filter(([key]) => isCredentialKey(key))
  const texts = own.flatMap(([, value]) => (typeof value === 'string' ? [value] : []))
  return [...texts, ...credentialsOf(auth)]
}

/** What to do about a 401 or 403. */
export function credentialsRemedy({ auth, headers, options }: EndpointSettings): string {
  const own = Object.keys(options).filter(isCredentialKey)
  if (own.length > 0) return `Check the endpoint's ${own.join(' and ')}.`
  switch (auth?.kind) {
    case 'bearer':
      return "Check the endpoint's bearer-token."
    case 'basic':
      return "Check the endpoint's username and password."
    case 'aws':
      return "Check the role's policy, the region, and that the keys are of this account and not expired."
    case 'google':
    case 'azure':
      return 'Check the roles of the identity that this job logs in as.'
    case undefined:
      return Object.keys(headers).length > 0
        ? "Check the endpoint's headers."
        : 'Give the endpoint a bearer-token, or username and password.'
  }
}

function credentialsOf(auth: Auth): readonly string[] {
  switch (auth?.kind) {
    case 'bearer':
      return [auth.token]
    case 'basic':
      return [auth.password, ...Object.values(authorisation(auth))]
    case 'aws': {
      const { accessKeyId, secretAccessKey, sessionToken } = auth.keys
      return [secretAccessKey, accessKeyId, ...(sessionToken === undefined ? [] : [sessionToken])]
    }
    case 'azure':
      return [auth.secret, auth.idToken?.request].filter(one => one !== undefined)
    case 'google':
    case undefined:
      return []
  }
}
