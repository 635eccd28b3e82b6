import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Answer {
  readonly status: number
  readonly type?: string
  readonly body: string
}

export interface Asked {
  readonly method: string
  readonly path: string
  /** Query string and, for a form POST, the body's fields after it. */
  readonly parameters: URLSearchParams
}

export interface Listening {
  /** http://127.0.0.1:port, no trailing slash */
  readonly url: string
  /** Ends every connection, open ones too. */
  close(): Promise<void>
}

const MAX_BODY_BYTES = 1024 * 1024

/** A small server on a free port of the loopback address. A rejected answer becomes a 500. */
export async function listen(
  answer: (asked: Asked) => Promise<Answer> | Answer
): Promise<Listening> {
  const server = createServer((request, response) => {
    ask(request)
      .then(answer)
      .catch((cause: unknown) => ({ status: 500, body: `${String(cause)}\n` }))
      .then(given => write(response, given))
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

export function json(status: number, body: unknown): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body) }
}

async function ask(request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const parameters = new URLSearchParams(url.search)
  const body = await read(request)
  if ((request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(body)) parameters.append(name, value)
  }
  return { method: request.method ?? 'GET', path: url.pathname, parameters }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new Error('the body is larger than 1 MiB')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function write(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    'content-type': answer.type ?? 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(answer.body)
  })
  response.end(answer.body)
}
