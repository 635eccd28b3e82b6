import type { z } from 'zod'
import { isLoopback, refusalOf } from '../io/address.js'
import type { EndpointSettings } from '../model.js'
import type { Provider } from '../providers/provider.js'
import { endpointKeys } from './endpoint-schema.js'
import type { EndpointFile } from './endpoint-schema.js'
import { finding, pathOf } from './findings.js'
import type { Finding } from './findings.js'
import { identify } from './identity.js'
import type { Identified, Surroundings } from './identity.js'
import { present } from './present.js'
import type { Parsed } from './quantity.js'
import type { Path } from './yaml.js'

export interface EndpointResult {
  readonly endpoint?: EndpointSettings
  readonly findings: readonly Finding[]
  /** Credentials that do not stand in it: base64 of user:password, and those of the job's cloud. */
  readonly secrets: readonly string[]
}

/** Settles one endpoint whose structure is already valid; `raw` is the same before it was parsed. */
export function settleEndpoint(
  name: string,
  file: EndpointFile,
  raw: object,
  provider: Provider,
  path: Path,
  around: Surroundings
): EndpointResult {
  const auth = authOf(file)
  const options = provider.options.safeParse(ownKeys(raw, provider))
  const cloud = cloudOf(file, provider, options.data ?? {}, path, around)
  const url = addressOf(file, provider, { ...options.data, ...present({ region: cloud.region }) })
  const findings = [
    ...urlFindings(url, file, cloud, path),
    ...('error' in auth ? [finding(path, auth.error)] : []),
    ...certificateFindings(file, path),
    ...optionFindings(options.error, path),
    ...cloud.findings
  ]
  if ('error' in url || 'error' in auth || findings.length > 0) {
    return { findings, secrets: cloud.secrets }
  }
  const endpoint: EndpointSettings = {
    name,
    provider: provider.name,
    url: url.ok,
    headers: file.headers,
    timeout: file.timeout,
    delay: file.delay ?? provider.delay,
    options: options.data ?? {},
    ...present({
      auth: auth.ok ?? cloud.auth,
      caFile: file['ca-file'],
      clientCert: file['client-cert'],
      clientKey: file['client-key'],
      maxAnswer: file['max-answer'],
      allowHttp: file['allow-http'] ? true : undefined
    })
  }
  return { endpoint, findings, secrets: [...basicForm(auth.ok), ...cloud.secrets] }
}

function addressOf(
  file: EndpointFile,
  provider: Provider,
  options: Readonly<Record<string, unknown>>
): Parsed<string> {
  const text = file.url ?? provider.address?.(options)
  if (text !== undefined) return parseUrl(text, file['allow-http'])
  return { error: 'It is missing, and nothing else here says where the backend is. Write it.' }
}

/** Where the region is missing, that says it. */
function urlFindings(
  url: Parsed<string>,
  file: EndpointFile,
  cloud: Identified,
  path: Path
): Finding[] {
  const isUnlocated = file.url === undefined && cloud.findings.length > 0
  return 'error' in url && !isUnlocated ? [finding([...path, 'url'], url.error)] : []
}

/**
 * The base address, normalised: https, or http where that is allowed; no userinfo, query or fragment, no
 * link-local or metadata host, no trailing slash. Messages never quote it, since it may hold a secret.
 */
export function parseUrl(text: string, allowHttp: boolean): Parsed<string> {
  const url = URL.parse(text)
  if (url === null) return { error: 'It is not an address. Write it as https://host/path.' }
  const error = schemeError(url, allowHttp) ?? partsError(url, text)
  if (error !== undefined) return { error }
  return { ok: `${url.origin}${url.pathname.replace(/\/+$/, '')}` }
}

function schemeError(url: URL, allowHttp: boolean): string | undefined {
  if (url.protocol === 'https:') return undefined
  if (url.protocol !== 'http:') {
    return `Addresses of the kind ${url.protocol.slice(0, 20)} are not supported. Write an https:// address.`
  }
  if (allowHttp || isLoopback(url.hostname)) return undefined
  return 'Plain http sends credentials in clear. Write https://, or set `allow-http: true`.'
}

function partsError(url: URL, text: string): string | undefined {
  if (url.username !== '' || url.password !== '') {
    return 'The address holds a user name or password. Use `username` and `password`.'
  }
  if (refusalOf(url.hostname) !== undefined) {
    return 'Link-local and metadata addresses are never asked. Write the address of the backend itself.'
  }
  if (/[?#]/.test(text)) return 'The address has a query string or fragment. Remove it.'
  return undefined
}

function authOf(file: EndpointFile): Parsed<EndpointSettings['auth']> {
  const { username, password, 'bearer-token': token } = file
  if (waysOf(file).length > 1) {
    return {
      error:
        'Two ways to authenticate. Keep one of `bearer-token`, `username` with `password`, and the header Authorization.'
    }
  }
  if (token !== undefined) return { ok: { kind: 'bearer', token } }
  if (username === undefined && password === undefined) return { ok: undefined }
  if (username === undefined) return { error: '`password` needs `username` beside it.' }
  if (password === undefined) return { error: '`username` needs `password` beside it.' }
  if (username.includes(':')) return { error: '`username` cannot hold a colon.' }
  return { ok: { kind: 'basic', username, password } }
}

function hasOwnWay(file: EndpointFile): boolean {
  return waysOf(file).length > 0
}

function waysOf({ username, password, headers, 'bearer-token': token }: EndpointFile) {
  return [
    token !== undefined,
    username !== undefined || password !== undefined,
    Object.keys(headers).some(name => name.toLowerCase() === 'authorization')
  ].filter(Boolean)
}

/** The cloud's own credentials, where the endpoint gives no others. */
function cloudOf(
  file: EndpointFile,
  provider: Provider,
  options: EndpointSettings['options'],
  path: Path,
  around: Surroundings
): Identified {
  const identity = provider.identity?.(options)
  if (identity === undefined) return { findings: [], secrets: [] }
  if (!hasOwnWay(file)) return identify(identity, path, around)
  const message = 'Two ways to authenticate: the cloud signs, or you give a token. Keep one.'
  return { findings: identity.explicit ? [finding(path, message)] : [], secrets: [] }
}

function certificateFindings(file: EndpointFile, path: Path): Finding[] {
  const both = (file['client-cert'] === undefined) === (file['client-key'] === undefined)
  return both ? [] : [finding(path, '`client-cert` and `client-key` need each other.')]
}

/** What the provider's own rules refuse beyond the structure of single keys. */
function optionFindings(error: z.ZodError | undefined, path: Path): Finding[] {
  return (error?.issues ?? []).map(issue => finding([...path, ...pathOf(issue)], issue.message))
}

function ownKeys(raw: object, provider: Provider): Record<string, unknown> {
  const shared = new Set(['provider', ...Object.keys(endpointKeys())])
  const own = new Set(Object.keys(provider.options.shape))
  return Object.fromEntries(Object.entries(raw).filter(([key]) => own.has(key) && !shared.has(key)))
}

/** How basic authentication stands in a header. */
function basicForm(auth: EndpointSettings['auth']): string[] {
  if (auth?.kind !== 'basic') return []
  return [Buffer.from(`${auth.username}:${auth.password}`, 'utf8').toString('base64')]
}
