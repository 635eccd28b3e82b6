import { ProviderError } from '../errors.js'
import type { LogBatch, Query, Window } from '../model.js'
import { askJson, reading } from './ask.js'
import { accountOf, completenessOf, totalOf } from './elasticsearch-answer.js'
import { containingClause } from './elasticsearch-containing.js'
import { type Fold, foldOf, namesOf, readLine } from './elasticsearch-line.js'
import { countAll, patience, windowClause } from './elasticsearch-measure.js'
import { fetchPatterns } from './elasticsearch-patterns.js'
import { type Json, readFilter } from './elasticsearch-query.js'
import { type Connection, indexPath } from './elasticsearch-search.js'
import { newestOf } from './newest.js'
import type { Io, LineSource } from './provider.js'
import { field, instantOf, list, record, textField, UnexpectedShape } from './shape.js'

/** `index.max_result_window` as it is where nobody changed it: no search may return more. */
const largestPage = 10_000
const smallestPage = 100
/** Characters of one fetch: what a gate can hold and read, whatever the lines are. */
const mostCharacters = 100_000_000

export function lineSource(connection: Connection, query: Query): LineSource {
  return {
    describe: () => query.text,
    fetch: (window, most, io) => fetchLines(connection, filterOf(query, window), window, most, io),
    containing: literal => containing(connection, query, literal),
    patterns: (window, io) => fetchPatterns(connection, filterOf(query, window), window, io)
  }
}

/** The server finds the words, and the rest is looked for here. */
function containing(connection: Connection, query: Query, literal: string): LineSource {
  return {
    describe: () => `${query.text} (lines that hold ${JSON.stringify(literal)})`,
    fetch: async (window, most, io) => {
      const clause = await containingClause(connection, literal, io)
      const filter = { bool: { filter: [filterOf(query, window), clause] } }
      const { matched: _, ...batch } = await fetchLines(
        connection,
        filter,
        window,
        Math.max(most, largestPage),
        io
      )
      const holding = batch.lines.filter(({ text }) => text.includes(literal))
      const lines = holding.slice(-most)
      return { ...batch, lines, complete: batch.complete && lines.length === holding.length }
    }
  }
}

function filterOf(query: Query, { start, end }: Window): Json {
  return readFilter(query.render(end - start))
}

/** Where the next page begins: before `end`, its last millisecond included, without what was seen of that. */
interface Cursor {
  readonly end: number
  readonly seen: ReadonlySet<string>
}

interface Progress {
  readonly fold: Fold
  readonly notes: Set<string>
  complete: boolean
  matched: number
  retries: number
  size: number
  /** Absent: everything was read. */
  next: Cursor | undefined
}

/**
 * Pages back in time from the newest line. Every page begins anew where the last one ended, its last
 * millisecond included, and what was seen is left out: that needs no context held open on the server, no
 * tie-breaker and no right beyond reading, and works the same in every version and across clusters.
 */
async function fetchLines(
  connection: Connection,
  filter: Json,
  window: Window,
  most: number,
  io: Io
): Promise<LogBatch> {
  const progress: Progress = {
    fold: foldOf(namesOf(connection)),
    notes: new Set(),
    complete: true,
    matched: 0,
    retries: 0,
    size: largestPage,
    next: { end: window.end, seen: new Set() }
  }
  for (let pages = 0; progress.next !== undefined && progress.fold.lines.length < most;) {
    const { end, seen } = progress.next
    const wanted = most - progress.fold.lines.length + seen.size
    const size = Math.min(progress.size, Math.max(smallestPage, wanted))
    const body = pageBody(connection, filter, { start: window.start, end }, size, pages === 0)
    const page = await askPage(connection, body, size, io)
    if (page === 'too large') {
      progress.size = Math.max(smallestPage, Math.floor(size / 4))
      continue
    }
    if (pages === 0) progress.matched = page.total
    takePage(progress, page, progress.next)
    pages += 1
  }
  const scanned = progress.matched === 0 ? await countAll(connection, window, io) : undefined
  return batchOf(progress, window, most, scanned)
}

interface Hit {
  /** Unique in the cluster. */
  readonly id: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly source: unknown
}

interface Page {
  readonly hits: readonly Hit[]
  readonly asked: number
  readonly total: number
  readonly complete: boolean
  readonly notes: readonly string[]
  readonly retries: number
}

async function askPage(
  connection: Connection,
  body: Json,
  size: number,
  io: Io
): Promise<Page | 'too large'> {
  try {
    return await search(connection, body, size, io)
  } catch (error) {
    const tooLarge = error instanceof ProviderError && error.failure.code === 'response-too-large'
    if (!tooLarge || size <= smallestPage) throw error
    return 'too large'
  }
}

function pageBody(
  connection: Connection,
  filter: Json,
  window: Window,
  size: number,
  counts: boolean
): Json {
  return {
    size,
    timeout: patience(connection),
    track_total_hits: counts,
    query: { bool: { filter: [windowClause(connection, window), filter] } },
    sort: newestFirst(connection.timeField)
  }
}

/**
 * By milliseconds, since nanoseconds do not fit the number that the next page begins with; within one by
 * nanoseconds, where the index has them, and by the place in the file and in the index: the lines of a trace
 * that were written at one moment must stay in their order.
 */
function newestFirst(timeField: string): readonly Json[] {
  const by = (type: string): Json => ({
    [timeField]: { order: 'desc', numeric_type: type, unmapped_type: type }
  })
  return [
    by('date'),
    by('date_nanos'),
    { 'log.offset': { order: 'desc', unmapped_type: 'long' } },
    { _doc: { order: 'desc' } }
  ]
}

async function search(
  { endpoint, index, headers }: Connection,
  body: Json,
  size: number,
  io: Io
): Promise<Page> {
  const options =
    'ignore_unavailable=false&allow_no_indices=false&allow_partial_search_results=true'
  const asked = {
    method: 'POST',
    path: `${indexPath(index, '_search')}?${options}`,
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body)
  } as const
  const { json, retries } = await askJson(endpoint, io, asked, accountOf)
  return reading(endpoint, retries, () => {
    const answer = record(json, 'the answer')
    const hits = list(field(record(field(answer, 'hits'), 'hits'), 'hits'), 'hits.hits')
    const counts = body['track_total_hits'] === true
    const total = counts ? totalOf(answer).count : 0
    // Where the index is sorted as the lines are, what does not count ends as soon as the page is full.
    const whole = completenessOf(counts ? answer : { ...answer, terminated_early: false })
    return { hits: hits.map(hitOf), asked: size, total, retries, ...whole }
  })
}

function hitOf(item: unknown): Hit {
  const hit = record(item, 'a hit')
  const [at] = list(field(hit, 'sort'), 'sort')
  const instant = instantOf(at)
  if (instant === undefined) throw new UnexpectedShape('sort is no instant')
  const id = `${textField(hit, '_index') ?? ''}/${textField(hit, '_id') ?? ''}`
  return { id, at: instant, source: field(hit, '_source') }
}

function takePage(progress: Progress, page: Page, cursor: Cursor): void {
  const { fold, notes } = progress
  const fresh = page.hits.filter(({ id }) => !cursor.seen.has(id))
  for (const { at, source } of fresh) readLine(fold, at, source)
  const next = cursorAfter(page, cursor, fresh.length > 0)
  progress.retries += page.retries
  progress.complete &&= page.complete
  for (const note of page.notes) notes.add(note)
  if (next === 'stuck') {
    notes.add('More lines carry one and the same time than a page holds; some of them are missing.')
  } else if (fold.characters > mostCharacters) {
    notes.add('The lines are too long to read them all.')
  } else {
    progress.next = next
    return
  }
  progress.complete = false
  progress.next = next === 'stuck' ? { end: cursor.end - 1, seen: new Set() } : undefined
}

/** `stuck`: the page holds nothing but one millisecond, and nothing new of that. */
function cursorAfter(
  page: Page,
  { end, seen }: Cursor,
  advanced: boolean
): Cursor | 'stuck' | undefined {
  const oldest = page.hits.at(-1)?.at
  if (oldest === undefined || page.hits.length < page.asked) return undefined
  const tied = page.hits.filter(({ at }) => at === oldest).map(({ id }) => id)
  if (oldest + 1 < end) return { end: oldest + 1, seen: new Set(tied) }
  return advanced ? { end, seen: new Set([...seen, ...tied]) } : 'stuck'
}

function batchOf(
  progress: Progress,
  window: Window,
  most: number,
  scanned: number | undefined
): LogBatch {
  const { fold, matched, complete, notes, retries } = progress
  // A record with several times may be found by one of them and sorted by another.
  const inside = fold.lines.filter(({ at }) => at >= window.start && at < window.end)
  const lines = newestOf(inside.slice(0, most).reverse(), most)
  return {
    lines,
    complete: complete && lines.length >= matched,
    matched,
    ...(scanned === undefined ? {} : { scanned }),
    notes: [...notes],
    retries
  }
}
