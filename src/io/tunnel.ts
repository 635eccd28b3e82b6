import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http'
import { Agent, type AgentOptions, request as secureRequest } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Proxy } from './proxy.js'

/** A proxy that does not answer must not keep the process from ending. Milliseconds. */
const connectTimeout = 15_000

const refusedCode = 'ERR_PROXY_'

/** The status with which the proxy refused a tunnel, from the error's code. */
export function statusOfProxy(code: string): number | undefined {
  return code.startsWith(refusedCode) ? Number(code.slice(refusedCode.length)) : undefined
}

type Connected = (error: Error | null, stream?: Duplex) => void

/**
 * Connections through a proxy by CONNECT, kept alive like direct ones; the proxy sees neither the
 * request nor its headers. `destroy()` also ends what is still being connected.
 */
export function tunnelAgent(proxy: Proxy, options: AgentOptions): Agent {
  const agent = new Agent(options)
  const pending = new Set<ClientRequest>()
  const secure = agent.createConnection.bind(agent)
  const destroy = agent.destroy.bind(agent)
  agent.createConnection = (target, callback) => {
    const done = (callback ?? (() => undefined)) as Connected
    const request = connectRequest(proxy, `${bracketed(target.host ?? '')}:${target.port ?? 443}`)
    pending.add(request)
    request.once('close', () => pending.delete(request))
    request.once('error', error => done(error))
    request.once('connect', (response, socket) => {
      if (response.statusCode === 200) {
        const through = { ...target, socket }
        done(null, secure(through) ?? undefined)
      } else {
        socket.destroy()
        done(refusal(response))
      }
    })
    request.end()
    return undefined
  }
  agent.destroy = () => {
    for (const request of pending) request.destroy()
    destroy()
  }
  return agent
}

function connectRequest(proxy: Proxy, authority: string): ClientRequest {
  const open = proxy.protocol === 'https:' ? secureRequest : plainRequest
  const request = open({
    host: proxy.host,
    port: proxy.port,
    method: 'CONNECT',
    path: authority,
    headers: { Host: authority, ...authorisation(proxy) },
    agent: false,
    timeout: connectTimeout
  })
  request.once('timeout', () => {
    request.destroy(Object.assign(new Error('the proxy does not answer'), { code: 'ETIMEDOUT' }))
  })
  return request
}

function authorisation({ auth }: Proxy): Readonly<Record<string, string>> {
  if (auth === undefined) return {}
  const pair = Buffer.from(`${auth.username}:${auth.password}`, 'utf8').toString('base64')
  return { 'Proxy-Authorization': `Basic ${pair}` }
}

function refusal({ statusCode = 0 }: IncomingMessage): Error {
  return Object.assign(new Error('the proxy refused'), { code: `${refusedCode}${statusCode}` })
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
