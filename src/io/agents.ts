import { readFile } from 'node:fs/promises'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { HttpRequest } from '../world.js'
import type { Proxy } from './proxy.js'
import { tunnelAgent } from './tunnel.js'

/** How long an idle connection is kept: longer than most intervals between two looks. */
const keepAlive = 60_000

type Tls = NonNullable<HttpRequest['tls']>
export interface AgentPair {
  readonly httpAgent: HttpAgent
  readonly httpsAgent: HttpsAgent
}

/** Keep-alive connections, one pool per certificate set and proxy. */
export interface Agents {
  /** Rejects with an Error whose message is fit for the user where a certificate cannot be read. */
  pair(tls: Tls | undefined, proxy: Proxy | undefined): Promise<AgentPair>
  destroy(): void
}

export function createAgents(lookup: LookupFunction): Agents {
  const pairs = new Map<string, Promise<AgentPair>>()
  return {
    pair: (tls, proxy) => {
      const key = JSON.stringify([tls?.ca, tls?.cert, tls?.key, proxy])
      const known = pairs.get(key)
      if (known !== undefined) return known
      const made = createPair(tls, proxy, lookup)
      pairs.set(key, made)
      return made
    },
    destroy: () => {
      for (const pair of pairs.values()) void pair.then(destroyPair, () => undefined)
      pairs.clear()
    }
  }
}

function destroyPair({ httpAgent, httpsAgent }: AgentPair): void {
  httpAgent.destroy()
  httpsAgent.destroy()
}

async function createPair(
  tls: Tls | undefined,
  proxy: Proxy | undefined,
  lookup: LookupFunction
): Promise<AgentPair> {
  const lasting = { keepAlive: true, timeout: keepAlive }
  const secure = {
    ...lasting,
    ...(tls?.ca === undefined ? {} : { ca: await pemOf(tls.ca, 'ca-file') }),
    ...(tls?.cert === undefined ? {} : { cert: await pemOf(tls.cert, 'client-cert') }),
    ...(tls?.key === undefined ? {} : { key: await pemOf(tls.key, 'client-key') }),
    rejectUnauthorized: true
  }
  // Behind a proxy names are resolved there; the proxy's own address is the environment's to choose.
  if (proxy !== undefined) {
    return { httpAgent: new HttpAgent(lasting), httpsAgent: tunnelAgent(proxy, secure) }
  }
  return {
    httpAgent: new HttpAgent({ ...lasting, lookup }),
    httpsAgent: new HttpsAgent({ ...secure, lookup })
  }
}

/** PEM text as it is, anything else as the path of a file that holds it. */
async function pemOf(value: string, key: string): Promise<string> {
  if (value.includes('-----BEGIN ')) return value
  const text = await readFile(value, 'utf8').catch(() => '')
  if (text.includes('-----BEGIN ')) return text
  throw new Error(`${key} is neither a PEM text nor a readable PEM file`)
}
