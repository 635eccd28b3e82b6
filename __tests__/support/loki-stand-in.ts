import type { ServerResponse } from 'node:http'
import { type Seen, startStub, type StubServer } from './stub-server.js'

/** One line as Loki keeps it. */
export interface StoredLine {
  /** Nanoseconds. */
  readonly stamp: bigint
  readonly labels: Readonly<Record<string, string>>
  readonly text: string
  readonly metadata?: Readonly<Record<string, string>>
}

export interface StandInOptions {
  /** `max_entries_limit_per_query`. */
  readonly mostEntries?: number
  /** `X-Scope-OrgID` is required; each line's label `tenant` says whose it is. */
  readonly tenants?: boolean
}

/**
 * Stands in for newer versions of Loki than the tests may run. It answers as a real one was seen to and as its
 * sources say: `/query` is exact, a metric `/query_range` is moved down to multiples of its step and so
 * holds a bucket from before the start; a range takes (at - width, at], less its offset; the lines of a
 * log query are those of [start, end); no matching line is no sample; `totalLinesProcessed` counts the
 * lines of the streams; metadata stands beside a line only when asked for; errors are plain text; more
 * than `max_entries_limit_per_query` lines are refused; stamps of up to ten digits are seconds.
 */
export async function startLokiStandIn(
  lines: readonly StoredLine[],
  options: StandInOptions = {}
): Promise<StubServer> {
  return startStub((seen, response) => {
    const form = seen.url.searchParams
    const scope = seen.headers['x-scope-orgid']
    if (options.tenants === true && scope === undefined) return refuse(response, 401, 'no org id')
    const own = options.tenants === true ? linesOf(lines, scope ?? '') : lines
    const parsed = parse(form.get('query') ?? '')
    if (parsed === undefined) {
      return refuse(response, 400, 'parse error at line 1, col 8: syntax error: unexpected $end')
    }
    switch (seen.url.pathname) {
      case '/loki/api/v1/query':
        if (parsed.kind === 'lines') return refuse(response, 400, instantLines)
        return answer(response, 'vector', instant(own, parsed, stampOf(form.get('time'))))
      case '/loki/api/v1/query_range':
        return parsed.kind === 'lines'
          ? answerLines(response, own, parsed, seen, options.mostEntries ?? 5_000)
          : answer(response, 'matrix', range(own, parsed, form))
      default:
        return refuse(response, 404, '404 page not found')
    }
  })
}

const instantLines =
  'log queries are not supported as an instant query type, please change your query to a range query type'

function linesOf(lines: readonly StoredLine[], scope: string): readonly StoredLine[] {
  const tenants = scope.split('|')
  return lines.filter(({ labels }) => tenants.includes(labels['tenant'] ?? ''))
}

interface Filter {
  readonly labels: readonly (readonly [string, string])[]
  readonly texts: readonly string[]
}

type Parsed =
  | { readonly kind: 'constant'; readonly value: number }
  | (Filter & { readonly kind: 'lines' })
  | (Filter & { readonly kind: 'count'; readonly width: bigint; readonly offset: bigint })

interface Answer {
  readonly result: readonly unknown[]
  readonly scanned: number
}

function parse(query: string): Parsed | undefined {
  const constant = /^vector\((\d+)\)$/.exec(query)
  if (constant?.[1] !== undefined) return { kind: 'constant', value: Number(constant[1]) }
  const count = /^sum\(count_over_time\((.*) ?\[(\d+)(ms|s)\](?: offset (\d+)ns)?\)\)$/.exec(query)
  const filter = filterOf(count?.[1] ?? query)
  if (filter === undefined) return undefined
  if (count === null) return { kind: 'lines', ...filter }
  const [, , width = '0', unit, offset = '0'] = count
  const long = BigInt(width) * (unit === 's' ? 1_000_000_000n : 1_000_000n)
  return { kind: 'count', ...filter, width: long, offset: BigInt(offset) }
}

function filterOf(query: string): Filter | undefined {
  const [, matchers, rest = ''] =
    /^\{(\w+="\w*"(?:,\w+="\w*")*)\}((?:\s*\|= "[^"]*")*) *$/.exec(query) ?? []
  if (matchers === undefined) return undefined
  return {
    labels: [...matchers.matchAll(/(\w+)="(\w*)"/g)].map(([, name = '', value = '']) => [
      name,
      value
    ]),
    texts: [...rest.matchAll(/\|= "([^"]*)"/g)].map(([, text = '']) => text)
  }
}

// ── numbers ──────────────────────────────────────────────────────────────────────────────────────

type Metric = Exclude<Parsed, { readonly kind: 'lines' }>

function instant(lines: readonly StoredLine[], parsed: Metric, at: bigint): Answer {
  const { value, scanned } = valueAt(lines, parsed, at)
  const row = { metric: {}, value: [secondsOf(at), String(value)] }
  return { result: value === 0 ? [] : [row], scanned }
}

function range(lines: readonly StoredLine[], parsed: Metric, form: URLSearchParams): Answer {
  const [, count = '1', unit] = /^(\d+)(ms|s)$/.exec(form.get('step') ?? '') ?? []
  const step = BigInt(count) * (unit === 's' ? 1_000_000_000n : 1_000_000n)
  const [start = 0n, end = 0n] = ['start', 'end'].map(
    name => (stampOf(form.get(name)) / step) * step
  )
  const values: unknown[] = []
  let scanned = 0
  for (let at = start; at <= end; at += step) {
    const one = valueAt(lines, parsed, at)
    scanned += one.scanned
    if (one.value > 0) values.push([secondsOf(at), String(one.value)])
  }
  return { result: values.length === 0 ? [] : [{ metric: {}, values }], scanned }
}

function valueAt(lines: readonly StoredLine[], parsed: Metric, at: bigint) {
  if (parsed.kind === 'constant') return { value: parsed.value, scanned: 0 }
  const last = at - parsed.offset
  const looked = lines.filter(
    line => isOf(line, parsed) && line.stamp > last - parsed.width && line.stamp <= last
  )
  return { value: looked.filter(line => holds(line, parsed)).length, scanned: looked.length }
}

/** Loki's stamps of samples are whole milliseconds, cut. */
function secondsOf(stamp: bigint): number {
  return Number(stamp / 1_000_000n) / 1_000
}

function isOf({ labels }: StoredLine, filter: Filter): boolean {
  return filter.labels.every(([name, value]) => labels[name] === value)
}

function holds({ text }: StoredLine, filter: Filter): boolean {
  return filter.texts.every(part => text.includes(part))
}

function answer(response: ServerResponse, resultType: string, { result, scanned }: Answer): void {
  const stats = { summary: { totalLinesProcessed: scanned, totalBytesProcessed: scanned * 40 } }
  succeed(response, { resultType, result, stats })
}

// ── lines ────────────────────────────────────────────────────────────────────────────────────────

function answerLines(
  response: ServerResponse,
  lines: readonly StoredLine[],
  filter: Filter,
  { url: { searchParams: form }, headers }: Seen,
  most: number
): void {
  const limit = Number(form.get('limit') ?? '100')
  if (limit > most) return refuse(response, 400, tooMany(limit, most))
  const [start = 0n, end = 0n] = ['start', 'end'].map(name => stampOf(form.get(name)))
  const looked = lines.filter(line => isOf(line, filter) && line.stamp >= start && line.stamp < end)
  const found = looked.filter(line => holds(line, filter))
  // Stable: which lines of one nanosecond come first is decided once.
  const ordered = [...found].sort((a, b) => (a.stamp < b.stamp ? 1 : a.stamp > b.stamp ? -1 : 0))
  const categorises = headers['x-loki-response-encoding-flags'] === 'categorize-labels'
  const streams = new Map<string, { stream: object; values: unknown[] }>()
  for (const { stamp, labels, text, metadata = {} } of ordered.slice(0, limit)) {
    const stream = categorises ? labels : { ...labels, ...metadata }
    const key = JSON.stringify(stream)
    const known = streams.get(key) ?? { stream, values: [] }
    streams.set(key, known)
    const beside = Object.keys(metadata).length === 0 ? {} : { structuredMetadata: metadata }
    known.values.push([String(stamp), text, ...(categorises ? [beside] : [])])
  }
  const stats = { summary: { totalLinesProcessed: looked.length } }
  succeed(response, { resultType: 'streams', result: [...streams.values()], stats })
}

function tooMany(limit: number, most: number): string {
  return `max entries limit per query exceeded, limit > max_entries_limit_per_query (${limit} > ${most})`
}

function succeed(response: ServerResponse, data: object): void {
  response.writeHead(200, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify({ status: 'success', data }))
}

function refuse(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain' }).end(words)
}

/** Nanoseconds as text; what has at most ten digits would be seconds. */
function stampOf(text: string | null): bigint {
  if (text === null || !/^\d{19}$/.test(text)) throw new Error('a stamp is not in nanoseconds')
  return BigInt(text)
}
