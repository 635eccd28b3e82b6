import type { Effect } from '../model.js'
import { studentUpperQuantile } from '../stats/beta.js'
import { effectiveSize } from '../stats/dependence.js'
import { medianInPlace, sorted } from '../stats/quantile.js'
import { shiftBetween } from '../stats/ranks.js'
import { fitTail, tailQuantile } from '../stats/tail.js'
import type { BriefPast } from './brief.js'
import { describePast } from './brief.js'
import type { Grid } from './grid.js'
import { knownOf } from './spans.js'

/**
 * By how much a series changed, with an interval. How far before and after lie apart by themselves is read off
 * the past: the same two medians, of as many slots and as far from each other, at moments at which nothing was
 * deployed. That holds for series that remember and for heavy tails, where a formula for independent values does not.
 */

/** What the interval misses at either end: together 5 %. */
const MISSED = 0.025
const FEWEST_MOMENTS = 12
const MOST_MOMENTS = 150
const STRIDES = 3
/** Uppermost share of what the placebos show whose tail is fitted. */
const TAIL_SHARE = 0.3

/** The slots that are compared, counted from the end of the past; the bake's first stands behind the gap. */
export interface EffectPlan {
  readonly gap: number
  /** Slots of the bake. */
  readonly window: number
  /** The baseline window: its length, and the slots between it and the end of the past. */
  readonly baseline: { readonly slots: number; readonly offset: number }
}

/** A series and its control group, where there is one, on the same slots. */
export interface Sides<T> {
  readonly own: T
  readonly control?: T
}

export interface EffectPast {
  readonly plan: EffectPlan
  readonly sides: Sides<Grid>
  readonly as: Effect['as']
  /** Logarithms for a ratio, else as it is; less the control's. */
  readonly grid: Grid
  readonly moments: readonly { readonly start: number; readonly level: number }[]
  readonly stride: number
  /** Where there are too few moments. */
  readonly brief?: BriefPast
}

/** Medians of before and since. */
export interface Change {
  readonly before: number
  readonly after: number
}

/** A ratio where everything is positive, so that it is one at every moment of the past as well. */
export function learnEffect(
  sides: Sides<Grid>,
  plan: EffectPlan,
  as: Effect['as'] = both(sides).every(grid => grid.every(value => !(value <= 0)))
    ? 'ratio'
    : 'difference'
): EffectPast {
  const grid = netOf(sides, as)
  const { moments, stride } = placeboMoments(grid, plan)
  const brief = moments.length < FEWEST_MOMENTS ? describePast(grid) : undefined
  return { plan, sides, as, grid, moments, stride, ...(brief === undefined ? {} : { brief }) }
}

/**
 * The change from the baseline to the bake's slots `from` to `to`; less the control group's in the same time,
 * where there is one. undefined where it is no number.
 */
export function effectOf(
  learned: EffectPast,
  changes: Sides<Change>,
  bake: Sides<Grid>,
  [from, to]: readonly [number, number]
): Effect | undefined {
  const isPositive = both(changes).every(({ before, after }) => before > 0 && after > 0)
  const past =
    learned.as === 'ratio' && !isPositive
      ? learnEffect(learned.sides, learned.plan, 'difference')
      : learned
  const { as } = past
  const size = sizeOf(changes, as)
  const told = (value: number) => (as === 'ratio' ? Math.exp(value) : value)
  const value = told(size)
  if (!Number.isFinite(value)) return undefined
  const noise = noiseOf(past, bake, from, to)
  if (noise === undefined) return { as, value }
  const [low, high] = [told(size - noise.high), told(size - noise.low)]
  return Number.isFinite(low) && Number.isFinite(high) ? { as, value, low, high } : { as, value }
}

/** On the scale of the effect; less the control's. */
function sizeOf({ own, control }: Sides<Change>, as: Effect['as']): number {
  const size = ({ before, after }: Change) =>
    as === 'ratio' ? Math.log(after) - Math.log(before) : after - before
  return size(own) - (control === undefined ? 0 : size(control))
}

function both<T>({ own, control }: Sides<T>): T[] {
  return control === undefined ? [own] : [own, control]
}

function netOf({ own, control }: Sides<Grid>, as: Effect['as']): Grid {
  const scaled = (value: number) => (as === 'ratio' ? Math.log(value) : value)
  if (control === undefined) return own.map(scaled)
  return own.map((value, slot) => scaled(value) - scaled(control[slot] ?? NaN))
}

interface Noise {
  readonly low: number
  readonly high: number
}

/** What the change exceeds by itself, at either end with the chance of `MISSED`. */
function noiseOf(past: EffectPast, bake: Sides<Grid>, from: number, to: number): Noise | undefined {
  const { moments, grid, plan, stride, brief } = past
  const slots = to - from + 1
  if (brief !== undefined) {
    const since = knownOf(netOf(bake, past.as).subarray(from, to + 1))
    return since.length === 0 ? undefined : briefNoise(past, brief, since)
  }
  const seen = moments.flatMap(({ start, level }) => {
    const first = start + plan.gap + from
    const since = medianOf(grid.subarray(first, first + slots))
    return Number.isNaN(since) ? [] : [since - level]
  })
  if (seen.length < FEWEST_MOMENTS) return undefined
  // Windows that overlap are worth what is new in each.
  const worth = Math.min(1, stride / slots)
  // In units of the largest: what is equal but for rounding must not depend on the series' own unit.
  const unit = Math.max(...seen.map(Math.abs)) || 1
  const end = (sign: number) =>
    unit *
    tailQuantile(
      fitTail(sorted(seen.map(value => (sign * value) / unit)), TAIL_SHARE, worth),
      MISSED
    )
  return { low: -end(-1), high: end(1) }
}

/**
 * Of a short past: the ranks of all values before and since, with the variance that their memory gives them.
 * Where there are too few for that, Student's t for the mean of so many.
 */
function briefNoise({ grid, plan }: EffectPast, brief: BriefPast, since: Float64Array): Noise {
  const { correlation, variance, size } = brief
  const end = grid.length - plan.baseline.offset
  const baseline = knownOf(grid.subarray(Math.max(0, end - plan.baseline.slots), Math.max(0, end)))
  const others = baseline.length > 0 ? baseline : knownOf(grid)
  const [m, n] = [since.length, others.length]
  const share = (count: number) => 1 / effectiveSize(count, correlation)
  const inflation = (m * n * (share(m) + share(n))) / (m + n)
  const ranked = shiftBetween([...since], [...others], MISSED, { inflation })
  if (Number.isFinite(ranked.high - ranked.low))
    return { low: ranked.shift - ranked.high, high: ranked.shift - ranked.low }
  const reach = Math.sqrt(variance * (share(m) + 1 / size)) * studentUpperQuantile(MISSED, size - 1)
  return { low: -reach, high: reach }
}

function placeboMoments(grid: Grid, { gap, window, baseline }: EffectPlan) {
  const last = grid.length - gap - window
  // At the beginning of a short past a baseline may be learned from less.
  const first = baseline.offset + Math.min(baseline.slots, Math.floor(grid.length / 4))
  const stride = Math.max(
    1,
    Math.floor(window / STRIDES),
    Math.ceil((last - first + 1) / MOST_MOMENTS)
  )
  const moments: { start: number; level: number }[] = []
  for (let start = last; start >= Math.max(1, first); start -= stride) {
    const end = start - baseline.offset
    const level = medianOf(grid.subarray(Math.max(0, end - baseline.slots), end))
    if (!Number.isNaN(level)) moments.push({ start, level })
  }
  return { moments, stride }
}

/** NaN where more than half of the slots are gaps. */
function medianOf(slots: Float64Array): number {
  const known = knownOf(slots)
  return known.length * 2 < slots.length ? NaN : medianInPlace(known)
}
