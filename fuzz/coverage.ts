import { Session, type Profiler } from 'node:inspector'

/**
 * Which blocks of the sources have run, by V8's own counters: nothing is instrumented. A take costs
 * milliseconds, so that the engine takes after a batch of inputs and not after each.
 */
export interface Coverage {
  /** What ran since the last take. Does not count as seen yet. */
  take(): Taken
  /** Whether it holds a place that never ran before. */
  isNew(taken: Taken): boolean
  /** Counts it as seen. */
  see(taken: Taken): void
  /** How many blocks were seen, of those that are known so far. */
  blocks(): { readonly seen: number; readonly known: number }
  stop(): void
}

export type Taken = readonly Profiler.ScriptCoverage[]

/** One function. What stands inside an inner function is told of that one. */
interface Known {
  /** Its characters that have run. */
  readonly ran: Uint8Array
  /** The courses that were seen: most are the same again. */
  readonly courses: Set<string>
  /** Where its blocks begin, as far as V8 told by now, from the start of the function. */
  readonly cuts: Set<number>
}

type Ranges = readonly Profiler.CoverageRange[]

/** `watches` chooses the sources by their URL. */
export function startCoverage(watches: (url: string) => boolean): Coverage {
  const session = new Session()
  session.connect()
  send(session, 'Profiler.enable')
  send(session, 'Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  const known = new Map<string, Known>()
  return {
    take: () => {
      const taken = send(session, 'Profiler.takePreciseCoverage') as { readonly result: Taken }
      return taken.result.filter(({ url }) => watches(url))
    },
    isNew: taken =>
      functionsOf(taken).some(([name, ranges]) => {
        const before = known.get(name)
        return before === undefined || hasNew(before, ranges)
      }),
    see: taken => {
      for (const [name, ranges] of functionsOf(taken)) {
        const one = known.get(name) ?? unknown(ranges)
        known.set(name, one)
        see(one, ranges)
      }
    },
    blocks: () => countBlocks(known.values()),
    stop: () => session.disconnect()
  }
}

/** The inspector of one's own thread answers at once. */
function send(session: Session, method: string, parameters: object = {}): unknown {
  let answer: unknown
  session.post(method, parameters, (error: Error | null, result?: object) => {
    if (error !== null) throw error
    answer = result
  })
  return answer
}

/** Those that ran, each under a name of its own. */
function functionsOf(taken: Taken): readonly (readonly [string, Ranges])[] {
  return taken.flatMap(({ url, functions }) =>
    functions.flatMap(({ ranges }) => {
      const [whole] = ranges
      if (whole === undefined || whole.count === 0) return []
      return [[`${url} ${whole.startOffset} ${whole.endOffset}`, ranges] as const]
    })
  )
}

function unknown([whole]: Ranges): Known {
  const length = whole === undefined ? 0 : whole.endOffset - whole.startOffset
  return { ran: new Uint8Array(length), courses: new Set(), cuts: new Set() }
}

function hasNew({ ran, courses }: Known, ranges: Ranges): boolean {
  return (
    !courses.has(courseOf(ranges)) && ranOf(ranges).some((yes, at) => yes === 1 && ran[at] === 0)
  )
}

function see({ ran, courses, cuts }: Known, ranges: Ranges): void {
  const course = courseOf(ranges)
  if (courses.has(course)) return
  courses.add(course)
  const start = ranges[0]?.startOffset ?? 0
  for (const [at, yes] of ranOf(ranges).entries()) if (yes === 1) ran[at] = 1
  for (const { startOffset, endOffset } of ranges) {
    cuts.add(startOffset - start)
    if (endOffset - start < ran.length) cuts.add(endOffset - start)
  }
}

function courseOf(ranges: Ranges): string {
  return ranges
    .map(
      ({ startOffset, endOffset, count }) => `${startOffset}-${endOffset}${count > 0 ? '+' : ''}`
    )
    .join()
}

/** Ranges nest, and an inner one says more than the outer. */
function ranOf(ranges: Ranges): Uint8Array {
  const [whole] = ranges
  if (whole === undefined) return new Uint8Array()
  const ran = new Uint8Array(whole.endOffset - whole.startOffset)
  for (const { startOffset, endOffset, count } of ranges) {
    ran.fill(count > 0 ? 1 : 0, startOffset - whole.startOffset, endOffset - whole.startOffset)
  }
  return ran
}

function countBlocks(known: Iterable<Known>): { readonly seen: number; readonly known: number } {
  let seen = 0
  let all = 0
  for (const { ran, cuts } of known) {
    all += cuts.size
    for (const cut of cuts) seen += ran[cut] ?? 0
  }
  return { seen, known: all }
}
