import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'

/** One request as the server saw it, its body read to the end. */
export interface Seen {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** By `performance.now()`. */
  readonly at: number
}

export interface StubServer {
  readonly url: string
  readonly port: number
  readonly seen: Seen[]
  close(): Promise<void>
}

export type Answer = (seen: Seen, response: ServerResponse) => void | Promise<void>

/** A server on loopback that records every request and answers as it is told. */
export async function startStub(answer: Answer, tls?: ServerOptions): Promise<StubServer> {
  const seen: Seen[] = []
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void readAll(request).then(
      async body => {
        const one = seenOf(request, body)
        seen.push(one)
        await answer(one, response)
      },
      () => undefined
    )
  }
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    seen,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

/** Answers with JSON. */
export function json(body: unknown, status = 200): Answer {
  return text(JSON.stringify(body), status, 'application/json')
}

export function text(body: string, status = 200, type = 'text/plain'): Answer {
  return (_seen, response) => {
    response.writeHead(status, { 'Content-Type': type }).end(body)
  }
}

/** One answer after the other; the last one for ever. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let turn = 0
  return (seen, response) => {
    const answer = answers[Math.min(turn, answers.length - 1)]
    turn += 1
    return answer?.(seen, response)
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function seenOf(request: IncomingMessage, body: string): Seen {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
  return {
    method: request.method ?? '',
    url: new URL(request.url ?? '/', 'http://stub'),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body,
    at: performance.now()
  }
}
