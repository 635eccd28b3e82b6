import type { Failure, LineCount, LogBatch, LogLine, Window } from '../model.js'
import type { LineSource, Source } from '../providers/provider.js'
import type { Asker } from './ask.js'

/** The questions of a `logs` check. */
export interface LineQuestions {
  readonly lines: LineSource
  /** Counts the same lines in the store; absent where it cannot. */
  readonly count?: Source
}

/** What was read of a window. */
export interface LinesRead {
  readonly kind: 'answer'
  /** Ascending; each was brought by one answer, so that the lines of a trace follow each other in it. */
  readonly batches: readonly (readonly LogLine[])[]
  readonly count: Omit<LineCount, 'at'>
  /** Every matching line is here. */
  readonly whole: boolean
  /** false: the backend said that data is missing. */
  readonly complete: boolean
  readonly scanned?: number
  readonly notes: readonly string[]
  readonly retries: number
}
export type LinesReading = LinesRead | { readonly kind: 'failure'; readonly failure: Failure }

/** A window with more lines than may be read is cut into so many parts, and the newest lines of each are read. */
const strata = 12
/** Of a part with few lines so many are read at least. */
const leastOfStratum = 10

/**
 * Reads the lines of a window, at most about `most` of them. How many there are is asked first, where the
 * store counts: nothing is fetched where there are none. Where there are more, the window is cut into parts of
 * equal length, and of each the newest lines are read, as many as its share of all lines.
 */
export async function readLines(
  questions: LineQuestions,
  window: Window,
  most: number,
  asker: Asker
): Promise<LinesReading> {
  const counted = await countLines(questions, [window], asker)
  if (counted.kind === 'failure') return counted
  const matched = counted.counts?.[0]
  if (matched === 0 && saysNothing(counted)) return withTold(nothingRead(window), counted.told)
  if (matched === undefined || matched <= most) {
    const whole = await fetchNewest(questions.lines, window, most, asker)
    if (whole.kind === 'failure') return whole
    if (!isCut(whole)) return withTold(readOf(window, whole.batch, true), counted.told)
  }
  return sample(questions, window, most, asker)
}

/**
 * The lines of a window if there are at most `most` of them; undefined where there are more, or where how
 * many there are cannot be known without reading them.
 */
export async function readIfFew(
  questions: LineQuestions,
  window: Window,
  most: number,
  asker: Asker
): Promise<LinesReading | undefined> {
  const counted = await countLines(questions, [window], asker)
  if (counted.kind === 'failure') return counted
  const matched = counted.counts?.[0]
  if (matched === 0 && saysNothing(counted)) return withTold(nothingRead(window), counted.told)
  if (matched === undefined || matched > most) return undefined
  return readLines({ lines: questions.lines }, window, most, asker).then(reading =>
    reading.kind === 'failure' ? reading : withTold(reading, counted.told)
  )
}

// ── Counting ─────────────────────────────────────────────────────────────────────────────────────

interface Told {
  readonly scanned?: number
  readonly retries: number
}
type Counted =
  | {
      readonly kind: 'answer'
      /** One for each window; absent where the store does not count. */
      readonly counts?: readonly number[]
      /** Whether it answered with a number, or with no series at all. */
      readonly isNumber?: boolean
      readonly told: Told
    }
  | { readonly kind: 'failure'; readonly failure: Failure }

/**
 * Nothing matched: the store counted none, or looked through lines and found none. An answer without either is
 * no count, and the lines are asked for.
 */
function saysNothing({ isNumber, told }: Counted & { readonly kind: 'answer' }): boolean {
  return isNumber === true || (told.scanned ?? 0) > 0
}

/** How many lines match in each of the windows, which lie side by side and are equally long. */
async function countLines(
  { count }: LineQuestions,
  windows: readonly Window[],
  asker: Asker
): Promise<Counted> {
  const [first] = windows
  const last = windows.at(-1)
  if (count === undefined || first === undefined || last === undefined) {
    return { kind: 'answer', told: { retries: 0 } }
  }
  const width = first.end - first.start
  const reading = await asker.ask(count, { first: first.end, last: last.end, step: width, width })
  if (reading.kind === 'failure') {
    // What can be read but not counted is read without a count; an outage refuses the lines as well.
    return uncountable.has(reading.failure.code)
      ? { kind: 'answer', told: { retries: 0 } }
      : reading
  }
  const { series, complete, scanned, retries } = reading.measurement
  const told = { retries, ...(scanned === undefined ? {} : { scanned }) }
  const samples = series.flatMap(one => one.samples)
  const counts = windows.map(({ end }) =>
    samples.filter(({ at }) => at === end).reduce((sum, { value }) => sum + value, 0)
  )
  const isNumber = samples.length > 0
  return { kind: 'answer', told, isNumber, ...(complete ? { counts } : {}) }
}

const uncountable: ReadonlySet<Failure['code']> = new Set(['invalid-query', 'provider-error'])

// ── Fetching ─────────────────────────────────────────────────────────────────────────────────────

type Fetched =
  | { readonly kind: 'answer'; readonly batch: LogBatch; readonly asked: number }
  | { readonly kind: 'failure'; readonly failure: Failure }

/** Long lines can be more than one answer may hold: then fewer of them are asked for. */
async function fetchNewest(
  lines: LineSource,
  window: Window,
  most: number,
  asker: Asker
): Promise<Fetched> {
  const reading = await asker.fetch(lines, window, most)
  if (reading.kind === 'answer') return { ...reading, asked: most }
  const tooLarge = reading.failure.code === 'response-too-large'
  if (!tooLarge || most < 2 * leastOfStratum) return reading
  return fetchNewest(lines, window, Math.floor(most / 8), asker)
}

/** More lines matched than were asked for. An incomplete answer with fewer lines has lost some. */
function isCut({ batch, asked }: Fetched & { readonly kind: 'answer' }): boolean {
  return !batch.complete && batch.lines.length >= asked
}

async function sample(
  questions: LineQuestions,
  window: Window,
  most: number,
  asker: Asker
): Promise<LinesReading> {
  const parts = cutWindow(window, strata)
  const counted = await countLines(questions, parts, asker)
  if (counted.kind === 'failure') return counted
  const total = counted.counts?.reduce((sum, count) => sum + count, 0)
  const reads: LinesRead[] = []
  for (const [index, part] of parts.entries()) {
    const matched = counted.counts?.[index]
    const share = matched === undefined || !total ? 1 / strata : matched / total
    const quota = Math.max(leastOfStratum, Math.round(most * share))
    if (matched === 0) {
      reads.push(nothingRead(part))
      continue
    }
    const isPart = matched !== undefined && matched > quota
    const window = isPart ? scattered(part, quota / matched) : part
    const fetched = await fetchNewest(questions.lines, window, quota, asker)
    if (fetched.kind === 'failure') return fetched
    reads.push(readOf(part, fetched.batch, !isPart && !isCut(fetched), matched))
  }
  return withTold(joined(reads), counted.told)
}

/** Multiples of it, less their whole part, fill the unit interval evenly, however many there are. */
const goldenRatio = 0.618_033_988_749_895

/**
 * The part of a window whose newest lines are read, where they are so small a share of it: what comes at the
 * same moment of every window must have its chance. Without chance: the same window is read alike again.
 */
function scattered({ start, end }: Window, share: number): Window {
  const width = end - start
  const place = (Math.floor(start / width) * goldenRatio) % 1
  return { start, end: Math.ceil(start + width * (share + (1 - share) * place)) }
}

function cutWindow({ start, end }: Window, parts: number): readonly Window[] {
  const width = Math.max(1, Math.floor((end - start) / parts))
  const count = Math.max(1, Math.floor((end - start) / width))
  // Equally long, so that one question counts them all; what is left over at the start is less than one part.
  return Array.from({ length: count }, (_, index) => ({
    start: end - (count - index) * width,
    end: end - (count - index - 1) * width
  }))
}

// ── What was read ────────────────────────────────────────────────────────────────────────────────

function nothingRead({ start, end }: Window): LinesRead {
  return {
    kind: 'answer',
    batches: [],
    count: { matched: 0, read: 0, exposure: (end - start) / 1000 },
    whole: true,
    complete: true,
    notes: [],
    retries: 0
  }
}

/** Of a part of which only the newest lines were read, as much time counts as those lines reach back. */
function readOf(window: Window, batch: LogBatch, whole: boolean, counted?: number): LinesRead {
  const { lines, complete, notes, retries, scanned } = batch
  const read = lines.length
  const known = counted ?? batch.matched
  const matched = Math.max(read, known ?? read)
  const seconds = (window.end - window.start) / 1000
  const covered = (window.end - (lines[0]?.at ?? window.start)) / 1000
  const part = known === undefined ? covered : (seconds * read) / Math.max(1, matched)
  return {
    kind: 'answer',
    batches: [lines],
    count: { matched, read, exposure: whole || read === 0 ? seconds : part },
    whole,
    complete: !whole || complete,
    notes,
    retries,
    ...(scanned === undefined ? {} : { scanned })
  }
}

function scannedOf(reads: readonly { readonly scanned?: number }[]): { readonly scanned?: number } {
  const known = reads.flatMap(({ scanned }) => (scanned === undefined ? [] : [scanned]))
  return known.length === 0 ? {} : { scanned: Math.max(...known) }
}

function joined(reads: readonly LinesRead[]): LinesRead {
  const sum = (of: (read: LinesRead) => number) => reads.reduce((all, read) => all + of(read), 0)
  return {
    kind: 'answer',
    batches: reads.flatMap(({ batches }) => batches),
    count: {
      matched: sum(({ count }) => count.matched),
      read: sum(({ count }) => count.read),
      exposure: sum(({ count }) => count.exposure)
    },
    whole: reads.every(({ whole }) => whole),
    complete: reads.every(({ complete }) => complete),
    notes: reads.flatMap(({ notes }) => notes),
    retries: sum(({ retries }) => retries),
    ...scannedOf(reads)
  }
}

function withTold(read: LinesRead, told: Told): LinesRead {
  return { ...read, retries: read.retries + told.retries, ...scannedOf([read, told]) }
}
