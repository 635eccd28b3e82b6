import type { ServerResponse } from 'node:http'
import { startStub } from '../../__tests__/support/stub-server.js'
import type { LogLine } from './log-lines.js'

/**
 * Stands in for Loki, whose build takes a quarter of an hour. It answers as a real one was seen to:
 * `/query` is exact, `/query_range` is moved down to multiples of its step and so holds a bucket from
 * before the start; a range takes (at - width, at]; no matching line is no sample;
 * `totalLinesProcessed` counts the lines of the streams; errors are plain text.
 */
export async function startLokiStandIn(
  lines: readonly LogLine[]
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = await startStub((seen, response) => {
    const form = seen.url.searchParams
    const parsed = parse(form.get('query') ?? '')
    if (parsed === undefined) {
      refuse(response, `parse error at line 1, col 8: syntax error: unexpected $end`)
      return
    }
    if (seen.url.pathname === '/loki/api/v1/query') {
      answer(response, 'vector', instant(lines, parsed, stampOf(form.get('time'))))
    } else if (seen.url.pathname === '/loki/api/v1/query_range') {
      answer(response, 'matrix', range(lines, parsed, form))
    } else {
      response.writeHead(404).end('404 page not found')
    }
  })
  return { url: server.url, close: () => server.close() }
}

type Parsed =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'count'; readonly app: string; readonly text: string; readonly width: number }

interface Answer {
  readonly result: readonly unknown[]
  readonly scanned: number
}

function parse(query: string): Parsed | undefined {
  const constant = /^vector\((\d+)\)$/.exec(query)
  if (constant?.[1] !== undefined) return { kind: 'constant', value: Number(constant[1]) }
  const count = /^sum\(count_over_time\(\{app="(\w+)"\}(?: \|= "(\w+)")? \[(\d+)(ms|s)\]\)\)$/.exec(
    query
  )
  const [, app, text = '', width, unit] = count ?? []
  if (app === undefined) return undefined
  return { kind: 'count', app, text, width: Number(width) * (unit === 's' ? 1_000 : 1) }
}

function instant(lines: readonly LogLine[], parsed: Parsed, at: number): Answer {
  const { value, scanned } = valueAt(lines, parsed, at)
  const row = { metric: {}, value: [at / 1_000, String(value)] }
  return { result: value === 0 ? [] : [row], scanned }
}

function range(lines: readonly LogLine[], parsed: Parsed, form: URLSearchParams): Answer {
  const step = Number((form.get('step') ?? '').replace(/s$/, '')) * 1_000
  const [start, end] = ['start', 'end'].map(
    name => Math.floor(stampOf(form.get(name)) / step) * step
  )
  const values: unknown[] = []
  let scanned = 0
  for (let at = start ?? 0; at <= (end ?? 0); at += step) {
    const one = valueAt(lines, parsed, at)
    scanned += one.scanned
    if (one.value > 0) values.push([at / 1_000, String(one.value)])
  }
  return { result: values.length === 0 ? [] : [{ metric: {}, values }], scanned }
}

function valueAt(lines: readonly LogLine[], parsed: Parsed, at: number) {
  if (parsed.kind === 'constant') return { value: parsed.value, scanned: 0 }
  const { app, text, width } = parsed
  const looked = lines.filter(line => line.app === app && line.at > at - width && line.at <= at)
  return { value: looked.filter(line => line.text.includes(text)).length, scanned: looked.length }
}

function answer(response: ServerResponse, resultType: string, { result, scanned }: Answer): void {
  const stats = { summary: { totalLinesProcessed: scanned, totalBytesProcessed: scanned * 40 } }
  response.writeHead(200, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify({ status: 'success', data: { resultType, result, stats } }))
}

function refuse(response: ServerResponse, words: string): void {
  response.writeHead(400, { 'Content-Type': 'text/plain' }).end(words)
}

/** Nanoseconds as text; what has at most ten digits would be seconds. */
function stampOf(text: string | null): number {
  if (text === null || !/^\d{19}$/.test(text)) throw new Error('a stamp is not in nanoseconds')
  return Number(BigInt(text) / 1_000_000n)
}
