import { ConfigError, type Problem } from '../errors.js'
import { isLoopback } from './address.js'

export interface Proxy {
  readonly protocol: 'http:' | 'https:'
  readonly host: string
  readonly port: number
  readonly auth?: { readonly username: string; readonly password: string }
}

/** Which proxy a URL goes through; undefined: none. */
export type ProxyRule = (url: URL) => Proxy | undefined

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The runner's own rule: `https_proxy`, `http_proxy` and `no_proxy`, lower case first; a bare domain in
 * `no_proxy` matches its sub-domains; loopback is never proxied. Throws ConfigError for a proxy that
 * cannot be used, so that a typing error is found before the bake.
 */
export function proxyRule(env: Environment): ProxyRule {
  const problems: Problem[] = []
  const secure = parseProxy(env, 'https_proxy', problems)
  const plain = parseProxy(env, 'http_proxy', problems)
  if (problems.length > 0) throw new ConfigError('invalid-config', problems)
  const exceptions = exceptionsOf(own(env, 'no_proxy'))
  return url => {
    if (isLoopback(url.hostname) || exceptions.some(except => except(url))) return undefined
    return url.protocol === 'https:' ? secure : plain
  }
}

function parseProxy(env: Environment, name: string, problems: Problem[]): Proxy | undefined {
  const text = own(env, name)
  if (text === undefined) return undefined
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined
  if (url === undefined || url.hostname === '' || !isWeb(url.protocol)) {
    const message = 'is not the URL of an http or https proxy. Write http://proxy.example.com:3128.'
    problems.push({ path: name.toUpperCase(), message })
    return undefined
  }
  return proxyOf(url, url.protocol)
}

function proxyOf(url: URL, protocol: Proxy['protocol']): Proxy {
  const port = url.port === '' ? (protocol === 'https:' ? 443 : 80) : Number(url.port)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (url.username === '') return { protocol, host, port }
  const auth = { username: decoded(url.username), password: decoded(url.password) }
  return { protocol, host, port, auth }
}

/** Entries are separated by commas or blanks: `*`, `host`, `.suffix`, `*.suffix`, each with or without a port. */
function exceptionsOf(text: string | undefined): readonly ((url: URL) => boolean)[] {
  const entries = (text ?? '').toLowerCase().split(/[\s,]+/)
  return entries.filter(entry => entry !== '').map(exceptionOf)
}

function exceptionOf(entry: string): (url: URL) => boolean {
  if (entry === '*') return () => true
  const { name, port } = hostAndPort(entry)
  const domain = name.replace(/^\*?\./, '')
  return url => {
    const host = url.hostname.toLowerCase().replace(/^\[|\]$/g, '')
    if (port !== undefined && port !== portOf(url)) return false
    return host === domain || host.endsWith(`.${domain}`)
  }
}

/** `host`, `host:port`, `[IPv6]`, `[IPv6]:port` or a bare IPv6 address. */
function hostAndPort(entry: string): { readonly name: string; readonly port?: string } {
  const found = /^\[(.+)\](?::(\d+))?$/.exec(entry) ?? /^([^:]+):(\d+)$/.exec(entry)
  const [, name = entry, port] = found ?? []
  return port === undefined ? { name } : { name, port }
}

function portOf(url: URL): string {
  if (url.port !== '') return url.port
  return url.protocol === 'https:' ? '443' : '80'
}

function own(env: Environment, name: string): string | undefined {
  const value = env[name] ?? env[name.toUpperCase()]
  return value === undefined || value.trim() === '' ? undefined : value.trim()
}

function isWeb(protocol: string): protocol is Proxy['protocol'] {
  return protocol === 'http:' || protocol === 'https:'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
