import { createHash, createHmac } from 'node:crypto'
import type { AwsAuth } from '../model.js'

export interface SignedRequest {
  readonly method: string
  /** As it is sent, byte for byte. */
  readonly url: string
  /** Of these `content-type` and everything that begins with `x-amz-` is signed. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * The headers that sign a request for AWS at the instant `at` (Signature Version 4; every path is encoded
 * once more than it is sent, as for all services but S3). A signature is valid for some minutes around
 * its date, so each attempt needs its own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signature(
  request: SignedRequest,
  { keys, region, service }: Omit<AwsAuth, 'kind'>,
  at: number
): Readonly<Record<string, string>> {
  const url = new URL(request.url)
  const stamp = `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
  const day = stamp.slice(0, 8)
  const own = {
    'X-Amz-Date': stamp,
    ...(keys.sessionToken === undefined ? {} : { 'X-Amz-Security-Token': keys.sessionToken }),
    // OpenSearch Serverless refuses a request without it.
    ...(service === 'aoss' ? { 'X-Amz-Content-Sha256': sha256(request.body ?? '') } : {})
  }
  const headers = signedHeaders({ ...request.headers, ...own, Host: url.host })
  const names = headers.map(([name]) => name).join(';')
  const canonical = [
    request.method,
    canonicalPath(url.pathname),
    canonicalQuery(url.search.slice(1)),
    ...headers.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    sha256(request.body ?? '')
  ].join('\n')
  const credential = `${day}/${region}/${service}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', stamp, credential, sha256(canonical)].join('\n')
  const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>(
    (last, part) => hmac(last, part).digest(),
    `AWS4${keys.secretAccessKey}`
  )
  const signed = hmac(key, text).digest('hex')
  const head = `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${credential}`
  return { ...own, Authorization: `${head}, SignedHeaders=${names}, Signature=${signed}` }
}

/** Lower-case names, sorted; a header that a proxy may change is left out. */
function signedHeaders(
  headers: Readonly<Record<string, string>>
): readonly (readonly [string, string])[] {
  return Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim().replace(/\s+/g, ' ')] as const)
    .filter(([name]) => name === 'host' || name === 'content-type' || name.startsWith('x-amz-'))
    .sort(([a], [b]) => order(a, b))
}

function canonicalPath(path: string): string {
  return path
    .replace(/\/{2,}/g, '/')
    .split('/')
    .map(encoded)
    .join('/')
}

/** Sorted by name, then by value, after both were encoded anew in the one form that is signed. */
function canonicalQuery(query: string): string {
  if (query === '') return ''
  return query
    .split('&')
    .filter(part => part !== '')
    .map(part => {
      const [name = '', ...value] = part.split('=')
      return [encoded(decoded(name)), encoded(decoded(value.join('=')))] as const
    })
    .sort(([a, x], [b, y]) => order(a, b) || order(x, y))
    .map(pair => pair.join('='))
    .join('&')
}

/** A space is sent as `+` by URLSearchParams and signed as `%20`; AWS reads both as a space. */
function decoded(text: string): string {
  return decodeURIComponent(text.replaceAll('+', '%20'))
}

/** RFC 3986: everything but the unreserved characters. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
  )
}

/** By code point of ASCII, which is all that is left. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

function hmac(key: Buffer | string, text: string) {
  return createHmac('sha256', key).update(text, 'utf8')
}
