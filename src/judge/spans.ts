import { quantileOfSorted } from '../stats/quantile.js'
import { exceeds } from '../stats/rounding.js'

/**
 * The statistic of the placebo scan: how far the means of the last 1, 2, 3, 5, … values are out of line.
 * Short spans see a spike, long ones a small shift that lasts. Runs over hundreds of windows a series, so it
 * fills flat arrays in plain loops.
 */

/** Last points of the bake that are averaged. */
const SPANS = [1, 2, 3, 5, 8, 13, 21, 34]
/** Of the spans, the ones whose band is the narrowness of a predictor. */
const BAND_SPANS = [4, 6]
/** From this span on single values are cut at the clip: a spike is not a shift. */
const CLIP_FROM = 3
/** Of a span's spread over the placebos, in steps that matter: a constant past must not alarm at a whisper. */
const LEAST_SPREAD = 0.3
/** A spread is divided by. */
const TINY = 1e-12
/** The score of a window too short to have one: it counts as quiet. */
const QUIET = -1e9

/** By span: the middle of the placebo maxima, and how far they exceed it. */
export interface SpanScale {
  readonly centres: readonly number[]
  readonly spreads: readonly number[]
}

/** For each present value one row of as many means as there are spans; −∞ where there are fewer values. */
export type Means = Float64Array

export function meansOf(residuals: Float64Array, clip: number): Means {
  const known = knownOf(residuals)
  const whole = runningSums(known, Infinity)
  const clipped = runningSums(known, clip)
  const means = new Float64Array(known.length * SPANS.length).fill(-Infinity)
  for (const [k, span] of SPANS.entries()) {
    const sums = span < CLIP_FROM ? whole : clipped
    for (let end = span; end <= known.length; end++) {
      means[(end - 1) * SPANS.length + k] = ((sums[end] ?? 0) - (sums[end - span] ?? 0)) / span
    }
  }
  return means
}

/** The values without the gaps, in a new array. */
export function knownOf(values: Float64Array): Float64Array {
  const known = new Float64Array(values.length)
  let count = 0
  for (const value of values) if (!Number.isNaN(value)) known[count++] = value
  return known.subarray(0, count)
}

/** What each span reached in windows at which nothing was deployed. */
export function describeSpans(windows: readonly Means[], leastStep: number): SpanScale {
  const centres: number[] = []
  const spreads: number[] = []
  const maxima = new Float64Array(windows.length)
  for (let k = 0; k < SPANS.length; k++) {
    for (const [i, means] of windows.entries()) maxima[i] = greatestOfSpan(means, k)
    maxima.sort()
    const centre = Math.max(0, quantileOfSorted(maxima, 0.5))
    centres.push(centre)
    spreads.push(Math.max(meanExcess(maxima, centre), LEAST_SPREAD * leastStep, TINY))
  }
  return { centres, spreads }
}

/** After each present value: how far the most conspicuous span is out of line, in what placebos exceed. */
export function scoresOf(means: Means, { centres, spreads }: SpanScale): Float64Array {
  const best = new Float64Array(means.length / SPANS.length)
  for (let row = 0; row < best.length; row++) {
    let most = -Infinity
    for (let k = 0; k < SPANS.length; k++) {
      const mean = means[row * SPANS.length + k] ?? -Infinity
      most = Math.max(most, (mean - (centres[k] ?? 0)) / (spreads[k] ?? 1))
    }
    best[row] = most
  }
  return best
}

/** After each present value: the highest of its means. */
export function risesOf(means: Means): Float64Array {
  const best = new Float64Array(means.length / SPANS.length)
  for (let row = 0; row < best.length; row++) {
    best[row] = Math.max(...means.subarray(row * SPANS.length, (row + 1) * SPANS.length))
  }
  return best
}

/** What all of the last so many values reached; −∞ where there are fewer. */
export function lowestOfLast(values: Float64Array, running: number): Float64Array {
  const lowest = new Float64Array(values.length).fill(-Infinity)
  for (let i = running - 1; i < values.length; i++) {
    let least = Infinity
    for (let back = 0; back < running; back++) least = Math.min(least, values[i - back] ?? least)
    lowest[i] = least
  }
  return lowest
}

/** Of a window's scores; finite also where there is none. */
export function greatest(scores: Float64Array): number {
  return scores.reduce((most, score) => Math.max(most, score), QUIET)
}

/** How large a lasting change must be to be out of line by the threshold. */
export function bandOf({ centres, spreads }: SpanScale, threshold: number): number {
  const widths = BAND_SPANS.map(k => (centres[k] ?? 0) + threshold * (spreads[k] ?? 0))
  return widths.reduce((sum, width) => sum + width / widths.length, 0)
}

function runningSums(values: Float64Array, clip: number): Float64Array {
  const sums = new Float64Array(values.length + 1)
  for (let i = 0; i < values.length; i++) {
    sums[i + 1] = (sums[i] ?? 0) + Math.max(-clip, Math.min(clip, values[i] ?? 0))
  }
  return sums
}

function greatestOfSpan(means: Means, k: number): number {
  let most = -Infinity
  for (let i = k; i < means.length; i += SPANS.length) most = Math.max(most, means[i] ?? most)
  return most
}

/** Of the ascending values above the centre: by how much, on average. */
function meanExcess(ascending: Float64Array, centre: number): number {
  const above = ascending.filter(value => exceeds(value, centre))
  return above.reduce((sum, value) => sum + (value - centre) / above.length, 0)
}
