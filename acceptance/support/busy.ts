import type { Seen } from '../../__tests__/support/stub-server.js'
import { type Backend, jsonReply, lengthOf, type Reply, startBackend } from './backend.js'

/** Lines of one form, evenly from one instant to another. */
export interface Form {
  readonly from: number
  readonly to: number
  readonly perMinute: number
  readonly text: (index: number) => string
}

/**
 * A Loki that takes in more lines than anybody could hold: each line is computed when it is asked for. It knows the
 * stream `{app="shop"}`, the filter `|= "…"`, counts, lines from the newest down, and its own patterns.
 */
export interface BusyBackend extends Backend {
  /** Lines that travelled. */
  given(): number
  /** Lines that it holds. */
  holds(): number
}

export async function startBusy(forms: readonly Form[]): Promise<BusyBackend> {
  let given = 0
  const backend = await startBackend(seen => {
    const reply = answer(seen, forms)
    given += reply.lines
    return reply
  })
  return Object.assign(backend, {
    given: () => given,
    holds: () => forms.reduce((sum, form) => sum + countOf(form, form.from, form.to), 0)
  })
}

type Given = Reply & { readonly lines: number }

const asked = /^\{app="shop"\}(?:\n\|= ("(?:[^"\\]|\\.)*"))?$/
const counted = /^sum\(count_over_time\(\{app="shop"\} \[(\d+m?s)\] offset 1ns\)\)$/

function answer({ url }: Seen, forms: readonly Form[]): Given {
  const query = url.searchParams.get('query') ?? ''
  if (url.pathname.endsWith('/patterns')) return { ...patterns(forms, url.searchParams), lines: 0 }
  const width = counted.exec(query)?.[1]
  if (width !== undefined) {
    return { ...counts(forms, url, lengthOf(width)), lines: 0 }
  }
  const found = asked.exec(query)
  if (found === null) {
    return { status: 400, body: 'parse error : syntax error: unexpected', lines: 0 }
  }
  const literal = found[1] === undefined ? '' : (JSON.parse(found[1]) as string)
  return newest(
    forms.filter(({ text }) => text(17).includes(literal)),
    url.searchParams
  )
}

/** How many lines of it lie in [start, end), which may be parts of milliseconds. */
function countOf({ from, to, perMinute }: Form, start: number, end: number): number {
  const upTo = (instant: number) =>
    Math.ceil(((Math.min(Math.max(instant, from), to) - from) * perMinute) / 60_000)
  return upTo(end) - upTo(start)
}

function counts(forms: readonly Form[], { pathname, searchParams }: URL, width: number): Reply {
  const isRange = pathname.endsWith('/query_range')
  const step = isRange ? lengthOf(searchParams.get('step')) : 1
  const first = milliseconds(searchParams.get(isRange ? 'start' : 'time'))
  const last = isRange ? milliseconds(searchParams.get('end')) : first
  const values: [number, string][] = []
  for (let at = first; at <= last; at += step) {
    const lines = forms.reduce((sum, form) => sum + countOf(form, at - width, at), 0)
    if (lines > 0) values.push([at / 1000, String(lines)])
  }
  const some = values.length > 0
  return success(
    isRange
      ? { resultType: 'matrix', result: some ? [{ metric: {}, values }] : [] }
      : { resultType: 'vector', result: some ? [{ metric: {}, value: values[0] }] : [] }
  )
}

function newest(forms: readonly Form[], parameters: URLSearchParams): Given {
  const start = milliseconds(parameters.get('start'))
  const end = milliseconds(parameters.get('end'))
  const limit = Number(parameters.get('limit'))
  const lines = forms
    .flatMap(form => newestOf(form, start, end, limit))
    .sort((a, b) => b.at - a.at)
    .slice(0, limit)
  const values = lines.map(({ at, text }) => [stampOf(at), text])
  const result = values.length === 0 ? [] : [{ stream: { app: 'shop' }, values }]
  return { ...success({ resultType: 'streams', result }), lines: lines.length }
}

function newestOf(form: Form, start: number, end: number, limit: number) {
  const before = countOf(form, form.from, end)
  const count = Math.min(limit, countOf(form, start, end))
  return Array.from({ length: count }, (_, place) => {
    const index = before - 1 - place
    return { at: form.from + (index * 60_000) / form.perMinute, text: form.text(index) }
  })
}

/** As Loki does it: numbers masked, counts in steps of ten seconds. */
function patterns(forms: readonly Form[], parameters: URLSearchParams): Reply {
  const start = milliseconds(parameters.get('start'))
  const end = milliseconds(parameters.get('end'))
  const step = 10_000
  const rows = forms.flatMap(form => {
    const samples: [number, number][] = []
    for (let at = Math.floor(start / step) * step; at < end; at += step) {
      const count = countOf(form, at, at + step)
      if (count > 0) samples.push([at / 1000, count])
    }
    return samples.length === 0 ? [] : [{ pattern: form.text(17).replace(/\d+/g, '<_>'), samples }]
  })
  return jsonReply({ status: 'success', data: rows })
}

function success(data: object): Reply {
  return jsonReply({
    status: 'success',
    data: { ...data, stats: { summary: { totalLinesProcessed: 1000 } } }
  })
}

/** A microsecond is fine enough for a million lines a minute. */
function stampOf(milliseconds: number): string {
  return `${Math.round(milliseconds * 1000)}000`
}

function milliseconds(nanoseconds: string | null): number {
  return Number(nanoseconds ?? '0') / 1_000_000
}
