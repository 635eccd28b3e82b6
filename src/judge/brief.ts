import { effectiveSize, lagOneCorrelation } from '../stats/dependence.js'
import { studentTail } from '../stats/beta.js'

/**
 * For histories too short for placebo windows: is the mean of the last few points outside what the past
 * predicts? A prediction interval of Student's t, with as many degrees of freedom as the past has
 * independent values; the correlation between neighbours is estimated and held against us.
 */

/** With fewer points on a side nothing is decided. */
export const FEWEST_POINTS = 8
const SPANS = [3, 8]
/** Fewer independent values than this predict nothing. */
const FEWEST_INDEPENDENT = 3

export interface BriefPast {
  readonly level: number
  readonly variance: number
  /** Independent values that the past is worth. */
  readonly size: number
  readonly correlation: number
}

/** undefined: too few points, or too few independent ones. */
export function describePast(past: Float64Array): BriefPast | undefined {
  const known = past.filter(value => !Number.isNaN(value))
  if (known.length < FEWEST_POINTS) return undefined
  const level = known.reduce((sum, value) => sum + value / known.length, 0)
  const squares = known.reduce((sum, value) => sum + (value - level) * (value - level), 0)
  const correlation = lagOneCorrelation(past)
  const size = effectiveSize(known.length, correlation)
  if (size < FEWEST_INDEPENDENT) return undefined
  return { level, variance: squares / (known.length - 1), size, correlation }
}

/** After each present value of the bake: the smallest chance of its latest means, and the rise they stand for. */
export function runBrief(
  past: BriefPast,
  bake: ArrayLike<number>
): { chance: number; step: number }[] {
  const known = Array.from(bake).filter(value => !Number.isNaN(value))
  return known.map((_, index) => {
    const best = { chance: 1, step: 0 }
    for (const span of [...SPANS, index + 1]) {
      if (span > index + 1 || span < 3) continue
      const values = known.slice(index + 1 - span, index + 1)
      const step = values.reduce((sum, value) => sum + (value - past.level) / span, 0)
      const chance = chanceOf(past, step, span)
      if (chance < best.chance) Object.assign(best, { chance, step })
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
