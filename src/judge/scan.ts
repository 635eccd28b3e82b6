import { quantileOfSorted, sorted } from '../stats/quantile.js'
import { fitTail, tailProbability, tailQuantile } from '../stats/tail.js'

/**
 * The placebo scan. The same statistic that will watch the bake is run over moments of the past at which
 * nothing was deployed; how far it went there is what it must exceed now. Because the statistic is a maximum
 * over the whole window, looking at every step and stopping early costs nothing.
 *
 * Series are on a regular grid on a scale where a step is a relative change, worse upward; NaN is a gap.
 */

/** Points of the past whose median predicts the level. */
const LEVELS = [10, 30, 90]
/** Last points of the bake that are averaged. */
const SPANS = [1, 2, 3, 5, 8, 13, 21, 34]
const MOST_WINDOWS = 300
/** From so many placebo windows on, the tail of their maxima is extrapolated as a power law. */
const MANY_WINDOWS = 50
/** With fewer placebo windows than this nothing can be calibrated. */
export const FEWEST_WINDOWS = 12
/** With few windows the threshold stays this much above the greatest placebo. */
const FEW_WINDOWS_MARGIN = 1.25

export interface ScanPlan {
  /** Slots of the bake. */
  readonly window: number
  /** Slots between the end of the past and the bake's first. */
  readonly gap: number
  /** The step that matters to the user. */
  readonly leastStep: number
  readonly alpha: number
}

/** What the past taught about one series in one direction. */
export interface Scan {
  readonly plan: ScanPlan
  readonly level: number
  /** By span: the typical greatest mean over a placebo window. */
  readonly typical: readonly number[]
  readonly threshold: number
  /** Placebo maxima, ascending. */
  readonly placebos: readonly number[]
  readonly alarmed: number
}

/** undefined: the past holds fewer than twelve placebo windows. */
export function calibrateScan(past: Float64Array, plan: ScanPlan): Scan | undefined {
  const scans = LEVELS.flatMap(length => calibrateLevel(past, plan, length) ?? [])
  return scans.reduce<Scan | undefined>(
    (best, scan) => (best === undefined || band(scan) < band(best) ? scan : best),
    undefined
  )
}

/** The statistic after each slot of the bake: the greatest mean so far in units of its typical placebo maximum. */
export function runScan(scan: Scan, bake: ArrayLike<number>): { score: number; step: number }[] {
  const residuals = Array.from(bake, value => value - scan.level)
  return walk(residuals).map(means => {
    let score = -Infinity
    let step = 0
    means.forEach((mean, k) => {
      const ratio = mean / (scan.typical[k] ?? Infinity)
      if (ratio > score) [score, step] = [ratio, mean]
    })
    return { score, step }
  })
}

/** Probability of a window maximum this great when nothing is deployed. */
export function placeboChance(scan: Scan, score: number): number {
  const reached = scan.placebos.filter(placebo => placebo >= score).length
  const counted = (reached + 1) / (scan.placebos.length + 1)
  const tail = fitTail(scan.placebos, 0.2, scan.placebos.length >= MANY_WINDOWS ? 'heavy' : 'light')
  return Math.min(counted, Math.max(tailProbability(tail, score), 1e-9))
}

/** How large a change must be to be seen for certain, on the scale. */
export function band(scan: Scan): number {
  return scan.threshold * (scan.typical[4] ?? Infinity)
}

function calibrateLevel(past: Float64Array, plan: ScanPlan, length: number): Scan | undefined {
  const starts = placeboStarts(past.length, plan, length)
  const windows = starts.flatMap(start => {
    const level = levelBefore(past, start, length)
    const from = start + plan.gap
    const means = walk(Array.from(past.subarray(from, from + plan.window), value => value - level))
    return means.length * 2 < plan.window || Number.isNaN(level) ? [] : [means]
  })
  if (windows.length < FEWEST_WINDOWS) return undefined
  const typical = SPANS.map((_, k) => {
    const maxima = windows.map(means => Math.max(...means.map(row => row[k] ?? -Infinity)))
    return Math.max(quantileOfSorted(sorted(maxima), 0.8), plan.leastStep)
  })
  const maxima = windows.map(means => greatest(means, typical))
  const placebos = sorted(maxima)
  const threshold = thresholdOf(placebos, plan.alpha)
  const alarmed = placebos.filter(value => value > threshold).length
  return {
    plan,
    level: levelBefore(past, past.length, length),
    typical,
    threshold,
    placebos,
    alarmed
  }
}

function placeboStarts(length: number, plan: ScanPlan, level: number): number[] {
  const first = level
  const last = length - plan.gap - plan.window
  const stride = Math.max(
    1,
    Math.floor(plan.window / 3),
    Math.ceil((last - first + 1) / MOST_WINDOWS)
  )
  const starts: number[] = []
  for (let start = last; start >= first; start -= stride) starts.push(start)
  return starts
}

function levelBefore(past: Float64Array, end: number, length: number): number {
  const known = past.subarray(Math.max(0, end - length), end).filter(value => !Number.isNaN(value))
  return known.length * 2 < length ? NaN : quantileOfSorted(known.sort(), 0.5)
}

/** For each present value: the means of the last 1, 2, 3, 5, … values so far. */
function walk(residuals: readonly number[]): number[][] {
  const sums = [0]
  const rows: number[][] = []
  for (const value of residuals) {
    if (Number.isNaN(value)) continue
    sums.push((sums.at(-1) ?? 0) + value)
    const n = sums.length - 1
    rows.push(
      SPANS.map(span => (span > n ? -Infinity : ((sums[n] ?? 0) - (sums[n - span] ?? 0)) / span))
    )
  }
  return rows
}

function greatest(rows: readonly number[][], typical: readonly number[]): number {
  return Math.max(
    0,
    ...rows.map(row => Math.max(...row.map((mean, k) => mean / (typical[k] ?? Infinity))))
  )
}

function thresholdOf(placebos: readonly number[], alpha: number): number {
  const many = placebos.length >= MANY_WINDOWS
  const tail = fitTail(placebos, 0.2, many ? 'heavy' : 'light')
  const fitted = tailQuantile(tail, alpha)
  const greatestPlacebo = placebos.at(-1) ?? 1
  return Math.max(1, many ? fitted : Math.max(fitted, FEW_WINDOWS_MARGIN * greatestPlacebo))
}
