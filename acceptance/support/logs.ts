import type { Seen } from '../../__tests__/support/stub-server.js'
import { type Backend, jsonReply, lengthOf, type Reply, startBackend } from './backend.js'
import type { Curve } from './curve.js'

/**
 * A Loki that answers from a model: lines per second by stream. Understands the count that Bakegate makes of
 * `{app="NAME"} |= "…"`.
 */
export function startLogs(streams: Readonly<Record<string, Curve>>): Promise<Backend> {
  return startBackend(seen => answer(seen, streams))
}

const counting = /^sum\(count_over_time\(\{app="(\w+)"\}.*\[(\d+m?s)\] offset 1ns\)\)$/

function answer({ url }: Seen, streams: Readonly<Record<string, Curve>>): Reply {
  const found = counting.exec(url.searchParams.get('query') ?? '')
  if (found === null) return { status: 400, body: 'parse error : syntax error: unexpected' }
  const [, name = '', length = ''] = found
  const width = lengthOf(length)
  const stream = streams[name]
  const at = (instant: number): number => stream?.events(instant - width, instant) ?? 0
  const isRange = url.pathname.endsWith('/query_range')
  return jsonReply({
    status: 'success',
    data: {
      ...(isRange ? matrix(at, url.searchParams) : vector(at, url.searchParams)),
      stats: { summary: { totalLinesProcessed: stream === undefined ? 0 : 1000 } }
    }
  })
}

/** Loki has no sample where it counted no line. */
function vector(count: (instant: number) => number, parameters: URLSearchParams): object {
  const at = milliseconds(parameters.get('time'))
  const value = count(at)
  const result = value === 0 ? [] : [{ metric: {}, value: [at / 1000, String(value)] }]
  return { resultType: 'vector', result }
}

function matrix(count: (instant: number) => number, parameters: URLSearchParams): object {
  const step = lengthOf(parameters.get('step'))
  const end = milliseconds(parameters.get('end'))
  const values: [number, string][] = []
  for (let at = milliseconds(parameters.get('start')); at <= end; at += step) {
    if (count(at) > 0) values.push([at / 1000, String(count(at))])
  }
  return { resultType: 'matrix', result: values.length === 0 ? [] : [{ metric: {}, values }] }
}

function milliseconds(nanoseconds: string | null): number {
  return Number((nanoseconds ?? '0').slice(0, -6))
}
