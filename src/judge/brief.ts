import { effectiveSize, lagOneCorrelation } from '../stats/dependence.js'
import { studentTail } from '../stats/beta.js'
import { median, medianInPlace } from '../stats/quantile.js'
import { exceeds } from '../stats/rounding.js'

/**
 * For histories too short for placebo windows: is the mean of the last few points outside what the past
 * predicts? A prediction interval of Student's t, with as many degrees of freedom as the past has
 * independent values; the correlation between neighbours is estimated and held against us. Single values
 * are cut off, then and now alike, so that the heaviest tails do not make a shift of one or two of them.
 */

/** With fewer points on a side nothing is decided. */
export const FEWEST_POINTS = 8
const SPANS = [3, 8]
/** Robust deviations from the median at which values are cut off: 2 would blind, 4 lets heavy tails through. */
const CLIP_DEVIATIONS = 3
const NORMAL_MAD = 1.4826
/** Fewer independent values than this predict nothing. */
const FEWEST_INDEPENDENT = 3

export interface BriefPast {
  readonly level: number
  readonly variance: number
  /** Independent values that the past is worth. */
  readonly size: number
  readonly correlation: number
  /** Values beyond these count as these. */
  readonly bounds: Bounds
}

interface Bounds {
  readonly low: number
  readonly high: number
}

/** undefined: too few points, or too few independent ones. */
export function describePast(past: Float64Array): BriefPast | undefined {
  const known = past.filter(value => !Number.isNaN(value))
  if (known.length < FEWEST_POINTS) return undefined
  const bounds = boundsOf(known)
  const cut = past.map(value => within(bounds, value))
  const values = cut.filter(value => !Number.isNaN(value))
  const level = values.reduce((sum, value) => sum + value / values.length, 0)
  const squares = values.reduce((sum, value) => sum + (value - level) * (value - level), 0)
  const correlation = lagOneCorrelation(cut)
  const size = effectiveSize(values.length, correlation)
  if (size < FEWEST_INDEPENDENT) return undefined
  return { level, variance: squares / (values.length - 1), size, correlation, bounds }
}

/** After each present value of the bake: the smallest chance of its latest means, and how far their median rose. */
export function runBrief(
  past: BriefPast,
  bake: ArrayLike<number>
): { chance: number; step: number }[] {
  const known = Array.from(bake).filter(value => !Number.isNaN(value))
  const cut = known.map(value => within(past.bounds, value))
  return known.map((_, index) => {
    const best = { chance: 1, step: 0 }
    for (const span of [...SPANS, index + 1]) {
      if (span > index + 1 || span < 3) continue
      const values = cut.slice(index + 1 - span, index + 1)
      const excess = values.reduce((sum, value) => sum + (value - past.level) / span, 0)
      const chance = chanceOf(past, excess, span)
      if (chance >= best.chance) continue
      // What is cut off says how sure it is, not how large.
      const step = median(known.slice(index + 1 - span, index + 1)) - past.level
      Object.assign(best, { chance, step })
    }
    return best
  })
}

function chanceOf(past: BriefPast, step: number, span: number): number {
  if (past.variance === 0) return step > 0 ? 0 : 1
  const share = Math.min(1, 1 / effectiveSize(span, past.correlation))
  const spread = Math.sqrt(past.variance * (share + 1 / past.size))
  return studentTail(step / spread, past.size - 1)
}

/** No bounds where more than half of the values are the same: nothing says what is far from it. */
function boundsOf(known: Float64Array): Bounds {
  const centre = medianInPlace(known.slice())
  const deviation = medianInPlace(known.map(value => Math.abs(value - centre)))
  const reach = exceeds(deviation, 0) ? CLIP_DEVIATIONS * NORMAL_MAD * deviation : Infinity
  return { low: centre - reach, high: centre + reach }
}

function within({ low, high }: Bounds, value: number): number {
  return Math.max(low, Math.min(high, value))
}
