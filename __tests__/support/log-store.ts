import type { LineQuestions } from '../../src/bake/lines.js'
import type { LogContext } from '../../src/bake/logs.js'
import { ProviderError } from '../../src/errors.js'
import type { LogBatch, LogLine, Window } from '../../src/model.js'
import type { LineSource, PatternBatch, Source } from '../../src/providers/provider.js'

/** A log store in memory that remembers what it was asked and how many lines it gave. */
export interface LogStore {
  readonly questions: LineQuestions
  readonly fetched: { readonly window: Window; readonly most: number; readonly literal?: string }[]
  readonly counted: { readonly first: number; readonly last: number; readonly width: number }[]
  /** Windows whose patterns were asked for. */
  readonly clustered: Window[]
  /** Lines that travelled. */
  given(): number
}

export interface StoreOptions {
  /** Default: true. */
  readonly counts?: boolean
  readonly contains?: boolean
  /** Called before each answer; may throw. */
  readonly before?: (window: Window) => void
  /** false: the store says that data is missing. */
  readonly complete?: (window: Window) => boolean
  readonly scanned?: number
  /** What it answers instead of these lines, the oldest first: a store that keeps no order, or whose writers have no clock. */
  readonly answer?: (lines: readonly LogLine[]) => readonly LogLine[]
  /** An answer of more lines is refused as too large. */
  readonly largest?: number
  /** The store clusters lines itself. Absent: it does not. */
  readonly patterns?: {
    /** The pattern of a line; `<_>` stands for what varies. */
    readonly of: (text: string) => string
    readonly examples?: boolean
    /** Patterns with fewer lines are left out, and the answer is not whole. */
    readonly least?: number
    /** Called before each answer; may throw. */
    readonly before?: (window: Window) => void
  }
}

export function lineOf(at: number, text: string, stream = 'a'): LogLine {
  return { at, text, stream: { pod: stream }, fields: {} }
}

/** `count` lines, evenly over the window. */
export function linesIn(
  { start, end }: Window,
  count: number,
  text: (index: number) => string
): readonly LogLine[] {
  const step = (end - start) / count
  return Array.from({ length: count }, (_, index) =>
    lineOf(Math.floor(start + index * step), text(index))
  )
}

export function logStore(lines: readonly LogLine[], options: StoreOptions = {}): LogStore {
  const sorted = [...lines].sort((a, b) => a.at - b.at)
  const fetched: { window: Window; most: number; literal?: string }[] = []
  const counted: { first: number; last: number; width: number }[] = []
  let given = 0
  const instants = sorted.map(({ at }) => at)
  const inside = ({ start, end }: Window, literal?: string) => {
    const found = sorted.slice(firstFrom(instants, start), firstFrom(instants, end))
    return literal === undefined ? found : found.filter(({ text }) => text.includes(literal))
  }
  const clustered: Window[] = []
  const { patterns } = options
  const scanned = options.scanned === undefined ? {} : { scanned: options.scanned }

  const source = (literal?: string): LineSource => ({
    describe: () => (literal === undefined ? 'app' : `app "${literal}"`),
    fetch(window, most): Promise<LogBatch> {
      fetched.push({ window, most, ...(literal === undefined ? {} : { literal }) })
      return Promise.resolve().then(() => {
        options.before?.(window)
        const found = inside(window, literal)
        const kept = found.slice(-most)
        if (kept.length > (options.largest ?? Infinity)) {
          const message = 'logs.test answered with more than 32 MiB.'
          throw new ProviderError({ code: 'response-too-large', message, retries: 0 })
        }
        given += kept.length
        const complete = found.length <= most && (options.complete?.(window) ?? true)
        const answered = options.answer?.(kept) ?? kept
        return { lines: answered, complete, notes: [], retries: 0, ...scanned }
      })
    },
    ...(options.contains === false ? {} : { containing: text => source(text) }),
    ...(patterns === undefined || literal !== undefined
      ? {}
      : {
          patterns: async (window: Window) => {
            clustered.push(window)
            await Promise.resolve()
            patterns.before?.(window)
            return clusteredBy(patterns, inside(window))
          }
        })
  })

  const count: Source = {
    pointInTime: false,
    describe: () => 'count(app)',
    measure({ first, last, step, width }) {
      counted.push({ first, last, width })
      return Promise.resolve().then(() => {
        options.before?.({ start: first - width, end: last })
        const ends = Array.from(
          { length: Math.round((last - first) / step) + 1 },
          (_, index) => first + index * step
        )
        const samples = ends.map(at => ({
          at,
          value: inside({ start: at - width, end: at }).length
        }))
        return {
          series: [{ labels: {}, samples }],
          complete: true,
          notes: [],
          retries: 0,
          ...scanned
        }
      })
    }
  }
  return {
    questions: { lines: source(), ...(options.counts === false ? {} : { count }) },
    fetched,
    counted,
    clustered,
    given: () => given
  }
}

function clusteredBy(
  { of, examples = false, least = 1 }: NonNullable<StoreOptions['patterns']>,
  lines: readonly LogLine[]
): PatternBatch {
  const found = new Map<string, { count: number; readonly example: string }>()
  for (const { text } of lines) {
    const pattern = found.get(of(text)) ?? { count: 0, example: text }
    pattern.count++
    found.set(of(text), pattern)
  }
  const kept = [...found].filter(([, { count }]) => count >= least)
  return {
    patterns: kept.map(([text, { count, example }]) => ({
      text,
      count,
      ...(examples ? { example } : {})
    })),
    wildcard: '<_>',
    complete: least <= 1,
    retries: 0
  }
}

/** Place of the first that is not before it. */
function firstFrom(sorted: readonly number[], instant: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < instant) low = middle + 1
    else high = middle
  }
  return low
}

export function contextOf(overrides: Partial<LogContext> = {}): LogContext {
  return {
    redact: text => text,
    hide: text => text,
    excerpts: true,
    accepted: new Map(),
    earlierDeploys: [],
    ...overrides
  }
}
