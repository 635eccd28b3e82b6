import { ProviderError } from '../errors.js'
import { quote } from '../io/quote.js'
import type { Labels, LogBatch, LogLine, Query, Window } from '../model.js'
import { failure, reading } from './ask.js'
import { askLoki, type Connection, type Looked, lookedAt } from './loki-api.js'
import { nanoseconds } from './nanoseconds.js'
import { newestOf } from './newest.js'
import type { Io, LineSource } from './provider.js'
import { readPatterns } from './loki-patterns.js'
import { field, isRecord, list, record, textsOf, UnexpectedShape } from './shape.js'

/** `max_entries_limit_per_query`, as Loki ships it. */
const mostInPage = 5_000
/** Fewer lines than this in one answer are never asked for because an answer was too large. */
const leastInPage = 50
/** Loki keeps what came beside a line apart from the labels of its stream only when it is told to. */
const categorised = { 'X-Loki-Response-Encoding-Flags': 'categorize-labels' }
/** A stream selector and nothing behind it. */
const selectorAlone = /^\s*\{(?:[^"`}]|"(?:[^"\\]|\\.)*"|`[^`]*`)*\}\s*$/

/** The lines of a log query, and its patterns where the query is a stream selector alone. */
export function lokiLines(connection: Connection, query: Query): LineSource {
  if (query.usesWindow) {
    throw new Error(
      'A log query has no use for {{window}}: it is asked over its window. Remove it.'
    )
  }
  return lineSource(connection, query.render(0).trim())
}

function lineSource(connection: Connection, logql: string): LineSource {
  return {
    describe: () => logql,
    fetch: (window, most, io) => fetchLines({ connection, logql, io }, window, most),
    // On a line of its own: the query may end with a comment. Go's escapes are JSON's, as LogQL reads both.
    containing: literal => lineSource(connection, `${logql}\n|= ${JSON.stringify(literal)}`),
    ...(selectorAlone.test(logql)
      ? { patterns: (window: Window, io: Io) => readPatterns(connection, logql, window, io) }
      : {})
  }
}

interface Asking {
  readonly connection: Connection
  readonly logql: string
  readonly io: Io
}

/** One line with its stamp in nanoseconds, as Loki writes it. */
interface Entry {
  readonly stamp: string
  readonly line: LogLine
}

interface Page {
  readonly entries: readonly Entry[]
  /** Newest first, all of one answer; the limit was reached. */
  readonly full: boolean
  readonly looked: Looked
  readonly warnings: readonly string[]
  readonly retries: number
}

/** What has been fetched so far: from the newest line down. */
interface Fetched {
  readonly entries: Entry[]
  readonly warnings: string[]
  looked: Looked
  retries: number
  /** A nanosecond held more lines than one answer does. */
  crowded: boolean
}

/**
 * Pages from the newest line down. `end` is exclusive, so the next page begins one nanosecond above the
 * oldest line known: lines of that nanosecond come twice, and are told apart by their stream and text
 * (Loki itself keeps no two that are equal in both).
 */
async function fetchLines(asking: Asking, window: Window, most: number): Promise<LogBatch> {
  const start = BigInt(nanoseconds(window.start))
  let end = BigInt(nanoseconds(window.end))
  let limit = mostInPage
  const fetched: Fetched = {
    entries: [],
    warnings: [],
    looked: {},
    retries: 0,
    crowded: false
  }
  // One line more than wanted tells whether there are more.
  while (end > start && fetched.entries.length <= most) {
    const seen = linesAt(fetched, end - 1n)
    const wanted = most + 1 - fetched.entries.length + seen.size
    const asked = await askPage(asking, start, end, Math.min(limit, wanted))
    limit = Math.min(limit, asked.limit)
    addPage(fetched, asked.page, seen)
    const oldest = asked.page.entries.at(-1)
    if (!asked.page.full || oldest === undefined) break
    const next = BigInt(oldest.stamp) + 1n
    if (next === end && fetched.entries.length <= most) fetched.crowded = true
    end = next === end ? next - 1n : next
  }
  return batchOf(fetched, window, most)
}

function addPage(fetched: Fetched, page: Page, seen: ReadonlySet<string>): void {
  // Thousands of lines: not as arguments.
  for (const entry of page.entries) if (!seen.has(identityOf(entry))) fetched.entries.push(entry)
  fetched.warnings.push(...page.warnings)
  fetched.retries += page.retries
  fetched.looked = together(fetched.looked, page.looked)
}

/** Of all pages. */
function together(one: Looked, other: Looked): Looked {
  const sum = (name: keyof Looked): Looked =>
    one[name] === undefined && other[name] === undefined
      ? {}
      : { [name]: (one[name] ?? 0) + (other[name] ?? 0) }
  return { ...sum('scanned'), ...sum('bytes') }
}

/** The lines of the oldest nanosecond known, which the next page holds again. */
function linesAt({ entries }: Fetched, stamp: bigint): ReadonlySet<string> {
  const text = String(stamp)
  const seen = new Set<string>()
  for (let index = entries.length - 1; entries[index]?.stamp === text; index -= 1) {
    const entry = entries[index]
    if (entry !== undefined) seen.add(identityOf(entry))
  }
  return seen
}

function identityOf({ stamp, line }: Entry): string {
  return JSON.stringify([stamp, line.text, line.stream, line.fields])
}

function batchOf(
  { entries, warnings, looked, retries, crowded }: Fetched,
  { start, end }: Window,
  most: number
): LogBatch {
  // A gateway that drops the window must not make every line ours.
  const inside = entries.filter(({ line }) => line.at >= start && line.at < end)
  const more = inside.length > most
  const lines = inside.slice(0, most).map(({ line }) => line)
  const notes = [...new Set(warnings)].map(text => quote(text))
  if (crowded) notes.push('One nanosecond holds more lines than Loki gives in one answer.')
  const complete = !more && !crowded && warnings.length === 0
  return {
    lines: newestOf(lines.reverse(), most),
    complete,
    ...(complete ? { matched: lines.length } : {}),
    ...looked,
    notes,
    retries
  }
}

/** Loki's own limit may be lower than its default, and its lines so long that an answer is too large. */
async function askPage(
  asking: Asking,
  start: bigint,
  end: bigint,
  limit: number
): Promise<{ readonly page: Page; readonly limit: number }> {
  const { connection, logql, io } = asking
  const parameters = {
    query: logql,
    start: String(start),
    end: String(end),
    limit: String(limit),
    direction: 'backward'
  }
  const headers = { ...connection.headers, ...categorised }
  try {
    const { json, retries } = await askLoki(
      { ...connection, headers },
      'query_range',
      parameters,
      io
    )
    const page = reading(connection.endpoint, retries, () => readPage(json, limit))
    if (page === 'number') throw new ProviderError(notLines(asking, retries))
    return { page: { ...page, retries }, limit }
  } catch (error) {
    const smaller = smallerLimit(error, limit)
    if (smaller === undefined) throw error
    return askPage(asking, start, end, smaller)
  }
}

function smallerLimit(error: unknown, limit: number): number | undefined {
  if (!(error instanceof ProviderError)) return undefined
  const { code, message } = error.failure
  if (code === 'response-too-large' && limit >= 4 * leastInPage) return Math.floor(limit / 4)
  const [, allowed] = /max_entries_limit_per_query \(\d+ > (\d+)\)/.exec(message) ?? []
  const most = Number(allowed)
  return most > 0 && most < limit ? most : undefined
}

function notLines({ connection: { endpoint } }: Asking, retries: number) {
  const sentence =
    'answered the log query with numbers, not with lines. Remove the function around the log query.'
  return failure(endpoint, 'invalid-query', sentence, retries)
}

// ── the answer ───────────────────────────────────────────────────────────────────────────────────

function readPage(json: unknown, limit: number): Omit<Page, 'retries'> | 'number' {
  const body = record(json, 'the answer')
  if (field(body, 'status') !== 'success') throw new UnexpectedShape('status is not "success"')
  const data = record(field(body, 'data'), 'data')
  const type = field(data, 'resultType')
  if (type === 'matrix' || type === 'vector' || type === 'scalar') return 'number'
  if (type !== 'streams') throw new UnexpectedShape('data.resultType is not "streams"')
  const entries = list(field(data, 'result'), 'data.result').flatMap(streamEntries)
  return {
    entries: entries.sort(newestFirst),
    full: entries.length >= limit,
    looked: lookedAt(data),
    warnings: textsOf(field(body, 'warnings'))
  }
}

function streamEntries(row: unknown): readonly Entry[] {
  const fields = record(row, 'a stream')
  const stream = labelsOf(record(field(fields, 'stream'), 'stream'))
  return list(field(fields, 'values'), 'values').map(value => entryOf(value, stream))
}

/** `["<nanoseconds>", "<line>", {structuredMetadata, parsed}?]`; older versions give metadata as it is. */
function entryOf(value: unknown, stream: Labels): Entry {
  const [stamp, text, beside] = list(value, 'a line')
  if (typeof stamp !== 'string' || !/^\d{1,19}$/.test(stamp) || typeof text !== 'string') {
    throw new UnexpectedShape('a line is not ["<nanoseconds>", "<text>"]')
  }
  const at = Number(BigInt(stamp) / 1_000_000n)
  return { stamp, line: { at, text, stream, fields: fieldsOf(beside) } }
}

function fieldsOf(beside: unknown): Labels {
  if (!isRecord(beside)) return {}
  const parts = ['structuredMetadata', 'parsed'].map(name => field(beside, name)).filter(isRecord)
  const all = parts.length === 0 ? [beside] : parts
  return Object.fromEntries(all.flatMap(part => Object.entries(labelsOf(part))))
}

function labelsOf(fields: Readonly<Record<string, unknown>>): Labels {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : []
    )
  )
}

/** Nanoseconds of our time have as many digits as each other, so that texts compare like numbers. */
function newestFirst(a: Entry, b: Entry): number {
  if (a.stamp.length !== b.stamp.length) return b.stamp.length - a.stamp.length
  return a.stamp < b.stamp ? 1 : a.stamp > b.stamp ? -1 : 0
}
