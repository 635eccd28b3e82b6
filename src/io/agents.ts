import { readFile } from 'node:fs/promises'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { HttpRequest } from '../world.js'

/** How long an idle connection is kept: longer than most intervals between two looks. */
const keepAlive = 60_000

type Tls = NonNullable<HttpRequest['tls']>
export interface AgentPair {
  readonly httpAgent: HttpAgent
  readonly httpsAgent: HttpsAgent
}

/** Keep-alive connections, one pool per certificate set, proxied ones apart. */
export interface Agents {
  /** Rejects with an Error whose message is fit for the user where a certificate cannot be read. */
  pair(tls: Tls | undefined, proxied: boolean): Promise<AgentPair>
  destroy(): void
}

export function createAgents(lookup: LookupFunction): Agents {
  const pairs = new Map<string, Promise<AgentPair>>()
  return {
    pair: (tls, proxied) => {
      const key = JSON.stringify([tls?.ca, tls?.cert, tls?.key, proxied])
      const known = pairs.get(key)
      if (known !== undefined) return known
      const made = createPair(tls, proxied ? undefined : lookup)
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
  lookup: LookupFunction | undefined
): Promise<AgentPair> {
  const options = {
    keepAlive: true,
    timeout: keepAlive,
    ...(lookup === undefined ? {} : { lookup })
  }
  const secrets = {
    ...(tls?.ca === undefined ? {} : { ca: await pemOf(tls.ca, 'ca-file') }),
    ...(tls?.cert === undefined ? {} : { cert: await pemOf(tls.cert, 'client-cert') }),
    ...(tls?.key === undefined ? {} : { key: await pemOf(tls.key, 'client-key') })
  }
  return {
    httpAgent: new HttpAgent(options),
    httpsAgent: new HttpsAgent({ ...options, ...secrets, rejectUnauthorized: true })
  }
}

/** PEM text as it is, anything else as the path of a file that holds it. */
async function pemOf(value: string, key: string): Promise<string> {
  if (value.includes('-----BEGIN ')) return value
  const text = await readFile(value, 'utf8').catch(() => '')
  if (text.includes('-----BEGIN ')) return text
  throw new Error(`${key} is neither a PEM text nor a readable PEM file`)
}
