import type { Seen } from '../../__tests__/support/stub-server.js'
import {
  type Backend,
  jsonReply,
  lengthOf,
  parametersOf,
  type Reply,
  startBackend
} from './backend.js'

export interface StoredLine {
  readonly at: number
  readonly text: string
}

/** A VictoriaLogs that holds the lines of one application, `{app="shop"}`, and counts what it gave. */
export interface LinesBackend extends Backend {
  add(lines: readonly StoredLine[]): void
  /** Lines that travelled. */
  given(): number
}

export async function startLines(): Promise<LinesBackend> {
  let stored: StoredLine[] = []
  let given = 0
  const backend = await startBackend(seen => {
    const reply = answer(seen, stored)
    given += reply.lines
    return reply
  })
  return Object.assign(backend, {
    add(lines: readonly StoredLine[]) {
      stored = [...stored, ...lines].sort((a, b) => a.at - b.at)
    },
    given: () => given
  })
}

type Given = Reply & { readonly lines: number }

const asked =
  /^\{app="shop"\}(?: \| filter _msg:~("(?:[^"\\]|\\.)*"))?(?: \| stats count\(\) as value)?$/

function answer(seen: Seen, stored: readonly StoredLine[]): Given {
  const parameters = parametersOf(seen)
  const found = asked.exec(parameters.get('query') ?? '')
  if (found === null) return { status: 422, body: 'cannot parse query', lines: 0 }
  const literal = found[1] === undefined ? undefined : new RegExp(JSON.parse(found[1]) as string)
  const matching = literal === undefined ? stored : stored.filter(({ text }) => literal.test(text))
  const start = milliseconds(parameters.get('start'))
  const end = milliseconds(parameters.get('end'))
  if (seen.url.pathname.endsWith('/stats_query_range')) {
    return { ...steps(matching, start, end, lengthOf(parameters.get('step'))), lines: 0 }
  }
  if (seen.url.pathname.endsWith('/stats_query')) {
    const value = [end / 1000, String(between(matching, start, end).length)]
    return { ...vector([{ metric: { __name__: 'value' }, value }]), lines: 0 }
  }
  const kept = between(matching, start, end).slice(-Number(parameters.get('limit')))
  const body = kept.map(({ at, text }) => rowOf(at, text)).join('\n')
  return { status: 200, type: 'application/stream+json', body, lines: kept.length }
}

function rowOf(at: number, text: string): string {
  return JSON.stringify({
    _time: new Date(at).toISOString(),
    _stream: '{app="shop"}',
    _stream_id: '0001',
    _msg: text
  })
}

function steps(lines: readonly StoredLine[], start: number, end: number, step: number): Reply {
  const values: [number, string][] = []
  for (let at = start; at < end; at += step) {
    values.push([at / 1000, String(between(lines, at, at + step).length)])
  }
  return jsonReply({
    status: 'success',
    data: { resultType: 'matrix', result: [{ metric: { __name__: 'value' }, values }] }
  })
}

function vector(result: readonly object[]): Reply {
  return jsonReply({ status: 'success', data: { resultType: 'vector', result } })
}

/** By halving: a store of many lines is asked often. */
function between(lines: readonly StoredLine[], start: number, end: number): readonly StoredLine[] {
  return lines.slice(firstFrom(lines, start), firstFrom(lines, end))
}

function firstFrom(lines: readonly StoredLine[], instant: number): number {
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle]?.at ?? 0) < instant) low = middle + 1
    else high = middle
  }
  return low
}

function milliseconds(nanoseconds: string | null): number {
  return Number((nanoseconds ?? '0').slice(0, -6))
}
