import type { EndpointSettings } from '../model.js'
import type { Provider } from '../providers/provider.js'
import { hostKind } from './address.js'
import { endpointKeys } from './endpoint-schema.js'
import type { EndpointFile } from './endpoint-schema.js'
import { finding } from './findings.js'
import type { Finding } from './findings.js'
import type { Parsed } from './quantity.js'
import type { Path } from './yaml.js'

export interface EndpointResult {
  readonly endpoint?: EndpointSettings
  readonly findings: readonly Finding[]
  /** Forms of its credentials that are derived: base64 of user:password. */
  readonly secrets: readonly string[]
}

/** Settles one endpoint whose structure is already valid; `raw` is the same before it was parsed. */
export function settleEndpoint(
  name: string,
  file: EndpointFile,
  raw: object,
  provider: Provider,
  path: Path
): EndpointResult {
  const url = parseUrl(file.url, file['allow-http'])
  const auth = authOf(file)
  const options = provider.options.safeParse(ownKeys(raw, provider))
  const findings = [
    ...('error' in url ? [finding([...path, 'url'], url.error)] : []),
    ...('error' in auth ? [finding(path, auth.error)] : []),
    ...certificateFindings(file, path),
    ...(options.error?.issues ?? []).map(issue =>
      finding([...path, ...(issue.path as Path)], issue.message)
    )
  ]
  if ('error' in url || 'error' in auth || !options.success || findings.length > 0) {
    return { findings, secrets: [] }
  }
  const { ok } = auth
  const basic = ok?.kind === 'basic' ? [base64(`${ok.username}:${ok.password}`)] : []
  const endpoint: EndpointSettings = {
    name,
    provider: provider.name,
    url: url.ok,
    headers: file.headers,
    ...(ok === undefined ? {} : { auth: ok }),
    ...(file['ca-file'] === undefined ? {} : { caFile: file['ca-file'] }),
    ...(file['client-cert'] === undefined ? {} : { clientCert: file['client-cert'] }),
    ...(file['client-key'] === undefined ? {} : { clientKey: file['client-key'] }),
    timeout: file.timeout,
    delay: file.delay ?? provider.delay,
    options: options.data
  }
  return { endpoint, findings, secrets: basic }
}

/**
 * The base address, normalised: https, or http where that is allowed; no userinfo, query or fragment, no
 * link-local or metadata host, no trailing slash. Messages never quote it, since it may hold a secret.
 */
export function parseUrl(text: string, allowHttp: boolean): Parsed<string> {
  const url = URL.parse(text)
  if (url === null) return { error: 'It is not an address. Write it as https://host/path.' }
  const kind = hostKind(url.hostname)
  const scheme = url.protocol.slice(0, -1)
  if (scheme !== 'https' && scheme !== 'http') {
    return {
      error: `The scheme ${scheme.slice(0, 20)}: is not supported. Write an https:// address.`
    }
  }
  if (url.username !== '' || url.password !== '') {
    return { error: 'The address holds a user name or password. Use `username` and `password`.' }
  }
  if (kind === 'refused') {
    return {
      error: 'Link-local and metadata addresses are never asked. Use the backend’s own address.'
    }
  }
  if (scheme === 'http' && kind !== 'loopback' && !allowHttp) {
    return {
      error: 'Plain http sends credentials in clear. Write https://, or set `allow-http: true`.'
    }
  }
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(text)) {
    return { error: 'The address has a query string or fragment. Remove it.' }
  }
  return { ok: `${url.origin}${url.pathname.replace(/\/+$/, '')}` }
}

function authOf(file: EndpointFile): Parsed<EndpointSettings['auth']> {
  const { username, password, 'bearer-token': token } = file
  const ways = [
    token !== undefined,
    username !== undefined || password !== undefined,
    Object.keys(file.headers).some(name => name.toLowerCase() === 'authorization')
  ].filter(Boolean)
  if (ways.length > 1) {
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

function certificateFindings(file: EndpointFile, path: Path): Finding[] {
  const both = (file['client-cert'] === undefined) === (file['client-key'] === undefined)
  return both ? [] : [finding(path, '`client-cert` and `client-key` need each other.')]
}

function ownKeys(raw: object, provider: Provider): Record<string, unknown> {
  const shared = new Set(['provider', ...Object.keys(endpointKeys())])
  const own = new Set(Object.keys(provider.options.shape))
  return Object.fromEntries(Object.entries(raw).filter(([key]) => own.has(key) && !shared.has(key)))
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
