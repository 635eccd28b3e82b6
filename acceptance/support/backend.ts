import type { ServerResponse } from 'node:http'
import { type Seen, startStub } from '../../__tests__/support/stub-server.js'

/** What goes wrong with one request. */
export type Trouble =
  | {
      readonly status: number
      readonly body?: string
      readonly type?: string
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Never answered. */
  | 'hang'
  /** The connection ends without an answer. */
  | 'cut'

/** A backend on loopback whose answers are computed, until something goes wrong. */
export interface Backend {
  readonly url: string
  readonly seen: readonly Seen[]
  /** Asked before every answer; undefined: all is well. */
  trouble: ((seen: Seen) => Trouble | undefined) | undefined
  close(): Promise<void>
}

export interface Reply {
  readonly status: number
  readonly type?: string
  readonly body: string
}

export async function startBackend(reply: (seen: Seen) => Reply): Promise<Backend> {
  const stub = await startStub((seen, response) => {
    const trouble = backend.trouble?.(seen)
    if (trouble === undefined) write(response, reply(seen))
    else spoil(response, trouble)
  })
  const backend: Backend = {
    url: stub.url,
    seen: stub.seen,
    trouble: undefined,
    close: () => stub.close()
  }
  return backend
}

export function jsonReply(body: unknown, status = 200): Reply {
  return { status, type: 'application/json', body: JSON.stringify(body) }
}

/** Query string and form fields together. */
export function parametersOf({ url, body, headers }: Seen): URLSearchParams {
  const form = (headers['content-type'] ?? '').includes('form-urlencoded') ? body : ''
  return new URLSearchParams([...url.searchParams, ...new URLSearchParams(form)])
}

/** `30`, `30s` or `30000ms` in milliseconds. */
export function lengthOf(text: string | null): number {
  const [, number, unit] = /^([\d.]+)(ms|s)?$/.exec(text ?? '') ?? []
  if (number === undefined) throw new Error(`not a length of time: ${String(text)}`)
  return Math.round(Number(number) * (unit === 'ms' ? 1 : 1000))
}

function write(response: ServerResponse, { status, type = 'text/plain', body }: Reply): void {
  response.writeHead(status, { 'Content-Type': type }).end(body)
}

function spoil(response: ServerResponse, trouble: Trouble): void {
  if (trouble === 'hang') return
  if (trouble === 'cut') {
    response.destroy()
    return
  }
  const { status, body = '', type = 'text/plain', headers = {} } = trouble
  response.writeHead(status, { 'Content-Type': type, ...headers }).end(body)
}
