import type { FailureCode } from '../model.js'
import { refusedAddressCode } from './address.js'
import { isTransient } from './retry.js'
import { statusOfProxy } from './tunnel.js'

/** Why one attempt brought no response. Holds no request, header or credential. */
export interface Fault {
  readonly code: FailureCode
  /** What happened and what to do, to follow the origin's name. */
  readonly words: string
  /** How often this may be tried again. */
  readonly again: 'always' | 'once' | 'never'
  readonly errno?: string
}

const tlsCodes =
  /^(CERT_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_|HOSTNAME_MISMATCH|PATH_LENGTH_|CRL_|ERROR_IN_)/
const dnsCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'])

const sentences = new Map([
  ['ECONNREFUSED', 'refused the connection'],
  ['ECONNRESET', 'reset the connection'],
  ['EPIPE', 'closed the connection'],
  ['ETIMEDOUT', 'could not be reached in time'],
  ['EHOSTUNREACH', 'cannot be reached (no route)'],
  ['ENETUNREACH', 'cannot be reached (no network)']
])

/** Translates whatever the library threw, by its code and never by its request. */
export function faultOf(error: unknown): Fault {
  const code = own(error, 'code')
  const message = own(error, 'message')
  if (code === refusedAddressCode) return refusedAddress()
  if (code === 'HPE_HEADER_OVERFLOW') {
    return { code: 'provider-error', words: 'sent more headers than are read.', again: 'once' }
  }
  if (dnsCodes.has(code)) {
    const words = `cannot be found by name (${code}). Check the endpoint's url.`
    return { code: 'provider-error', words, again: 'always' }
  }
  if (tlsCodes.test(code)) return tlsFault(code)
  const proxyStatus = statusOfProxy(code)
  if (proxyStatus !== undefined) return proxyFault(proxyStatus)
  if (code.startsWith('ERR_INVALID') || code === 'ERR_BAD_OPTION') return unsendable(code)
  return broken(code, message)
}

function own(error: unknown, key: 'code' | 'message'): string {
  if (typeof error !== 'object' || error === null) return ''
  const value = (error as Readonly<Record<string, unknown>>)[key]
  return typeof value === 'string' ? value : ''
}

export function tooLarge(maxBytes: number): Fault {
  const size = `${Math.round(maxBytes / 1024 / 1024)} MiB`
  const words = `sent more than ${size}. Ask for less: aggregate in the query, or narrow it; or raise the endpoint's max-answer.`
  return { code: 'response-too-large', words, again: 'never' }
}

export function refusedAddress(): Fault {
  const words = 'is a link-local or metadata address. Such an address is never asked.'
  return { code: 'provider-error', words, again: 'never' }
}

export function tlsFault(detail: string): Fault {
  const words = `has no TLS connection for us (${detail}). Check its certificate and the endpoint's ca-file, client-cert and client-key.`
  return { code: 'tls', words, again: 'never' }
}

function proxyFault(status: number): Fault {
  const words = `cannot be reached: the proxy answered ${status}. Check the proxy, or NO_PROXY.`
  return { code: 'provider-error', words, again: isTransient(status) ? 'always' : 'never' }
}

function unsendable(code: string): Fault {
  const words = `cannot be asked (${code}). Check the endpoint's url and headers.`
  return { code: 'provider-error', words, again: 'never' }
}

function broken(code: string, message: string): Fault {
  const cut = message.includes('aborted') || message.includes('hang up')
  const errno = /^E[A-Z]+$/.test(code) ? code : cut ? 'ECONNRESET' : undefined
  const what = sentences.get(code) ?? (cut ? 'broke off in its answer' : 'gave no usable answer')
  const words = `${what}${code === '' ? '' : ` (${code})`}.`
  return {
    code: 'provider-error',
    words,
    again: 'always',
    ...(errno === undefined ? {} : { errno })
  }
}
