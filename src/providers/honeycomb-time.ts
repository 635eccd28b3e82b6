import type { Grid } from './provider.js'

/** [start, end) in epoch milliseconds. */
export interface Span {
  readonly start: number
  readonly end: number
}

const minute = 60_000
const hour = 60 * minute

/**
 * Honeycomb cuts the bounds of a query off to whole units, the coarser the longer it is.
 * https://docs.honeycomb.io/api/tag/Query-Data/
 */
const cuts = [
  { longest: 6 * hour, unit: minute },
  { longest: 48 * hour, unit: 5 * minute },
  { longest: 168 * hour, unit: 30 * minute }
]
const exactly = 6 * hour

/** The whole minutes of a window that ends at `at`, at least one, and those cut so that each keeps its bounds. */
export function spanOf(at: number, width: number): Span & { readonly pieces: readonly Span[] } {
  const end = Math.floor(at / minute) * minute
  const start = end - Math.max(1, Math.floor(width / minute)) * minute
  const pieces: Span[] = []
  for (let from = start; from < end; from += exactly) {
    pieces.push({ start: from, end: Math.min(from + exactly, end) })
  }
  return { start, end, pieces }
}

/**
 * What is asked to have all steps of a run, on multiples of the step and of what Honeycomb keeps: a little more
 * than the run where that is long, but nothing from after `now`.
 */
export function spansOf(run: Grid, now: number): readonly Span[] {
  const [start, end] = [run.first - run.step, run.last]
  if (end - start <= exactly || run.first >= run.last) return [{ start, end }]
  for (const { longest, unit } of cuts.slice(1)) {
    const whole = commonMultiple(unit, run.step)
    const from = Math.floor(start / whole) * whole
    const reach = Math.ceil(end / whole) * whole
    const until = reach > now ? Math.floor(end / whole) * whole : reach
    if (until - from > longest || until <= start) continue
    const rest = { ...run, first: until + run.step }
    return [{ start: from, end: until }, ...(until < end ? spansOf(rest, now) : [])]
  }
  const half = start + Math.ceil((end - start) / run.step / 2) * run.step
  return [
    ...spansOf({ ...run, last: half }, now),
    ...spansOf({ ...run, first: half + run.step }, now)
  ]
}

function commonMultiple(a: number, b: number): number {
  const divisor = (x: number, y: number): number => (y === 0 ? x : divisor(y, x % y))
  return (a / divisor(a, b)) * b
}
