import { boundaryFor } from '../../src/judge/compare.js'
import { compareCounts } from '../../src/judge/counts.js'
import type { Tally } from '../../src/model.js'
import { mean } from '../../src/stats/quantile.js'
import { logEvidence } from './e-process.js'
import { draws } from './simulated.js'

/**
 * Errors at 1 %, 100 requests a step against 900, 30 steps of each; rates vary with relative variance phi. How much they
 * vary is learned from so many steps of history: three days at five minutes, no more than the baseline, or not at all,
 * so that events count as independent.
 */
export const HISTORIES = [864, 30, 0]

const LOOKS = 30
const ALPHA = 0.01

export interface CountResult {
  readonly found: number
  readonly runs: number
  readonly medianStep: number
}

export function simulateCounts(
  times: number,
  phi: number,
  runs: number,
  seed: number,
  history: number
): CountResult {
  const draw = bursty(seed, phi)
  const looks = Array.from({ length: LOOKS }, (_, i) => i + 1)
  const steps: number[] = []
  for (let run = 0; run < runs; run++) {
    const longest = Math.max(LOOKS, history)
    const known = Array.from({ length: longest }, (_, i): Tally => ({
      at: i + 1 - longest,
      bad: draw(9),
      total: 900
    }))
    const past = history === 0 ? [] : known
    const errors = known.slice(-LOOKS).reduce((sum, { bad }) => sum + bad, 0)
    const before = { at: 0, bad: errors, total: 900 * LOOKS }
    let bad = 0
    const soFar = looks.map(at => ({ at, bad: (bad += draw(times)), total: 100 * at }))
    const found = compareCounts(
      { labels: {}, before, past, soFar, steps: [] },
      {
        kind: 'ratio',
        direction: 'higher',
        tolerance: 0.5,
        minTotal: 0,
        looks,
        start: 0,
        grain: 1,
        baselineWidth: LOOKS,
        boundary: growth => boundaryFor(LOOKS, ALPHA, growth)
      }
    )
    if (found.state === 'worse') steps.push(found.firstBreach ?? LOOKS)
  }
  return { found: steps.length, runs, medianStep: middleOf(steps) }
}

function middleOf(steps: readonly number[]): number {
  return steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? NaN
}

/** The same bakes by an e-process, each step against the step of the baseline that stands as far from its beginning. */
export function simulateEvidence(
  times: number,
  phi: number,
  runs: number,
  seed: number
): CountResult {
  const draw = bursty(seed, phi)
  const steps: number[] = []
  for (let run = 0; run < runs; run++) {
    let [fresh, old] = [0, 0]
    for (let step = 1; step <= LOOKS; step++) {
      fresh += draw(times)
      old += draw(9)
      if (logEvidence(fresh, old, 0.1) < -Math.log(ALPHA)) continue
      steps.push(step)
      break
    }
  }
  return { found: steps.length, runs, medianStep: middleOf(steps) }
}

/**
 * The limit: the likelihood-ratio test (Neyman and Pearson) that knows the old rate, the burstiness and the very
 * change it looks for, and looks once, at the end. No test finds more at this false-alarm rate.
 */
export function bestPossible(times: number, phi: number, runs: number, seed: number): number {
  const draw = bursty(seed, phi)
  const statistic = (factor: number) => {
    const bake = Array.from({ length: LOOKS }, () => draw(factor))
    return likelihood(bake, times, phi) - likelihood(bake, 1, phi)
  }
  return powerOf(statistic, times, runs)
}

/** The same without the old rate, which must be learned from the baseline's steps: the generalised ratio. */
export function bestUnknowing(times: number, phi: number, runs: number, seed: number): number {
  const draw = bursty(seed, phi)
  const statistic = (factor: number) => {
    const bake = Array.from({ length: LOOKS }, () => draw(factor))
    const past = Array.from({ length: LOOKS }, () => draw(9))
    const free = likelihood(bake, mean(bake), phi) + likelihood(past, mean(past), phi)
    const same = greatest(
      rate => likelihood(bake, rate, phi) + likelihood(past, 9 * rate, phi),
      0.3,
      3
    )
    return Math.sign(9 * mean(bake) - mean(past)) * (free - same)
  }
  return powerOf(statistic, times, runs)
}

/** Share beyond what one bake in a hundred without a change reaches. */
function powerOf(statistic: (factor: number) => number, times: number, runs: number): number {
  const quiet = Array.from({ length: 10 * runs }, () => statistic(1)).sort((a, b) => a - b)
  const threshold = quiet[Math.ceil((1 - ALPHA) * quiet.length)] ?? Infinity
  return (
    Array.from({ length: runs }, () => statistic(times)).filter(s => s > threshold).length / runs
  )
}

/** Log-likelihood of negative-binomial counts (Poisson where phi is 0), but for what no mean changes. */
function likelihood(counts: readonly number[], mean: number, phi: number): number {
  const spread = phi === 0 ? mean : Math.log(1 + phi * mean)
  return counts.reduce(
    (sum, count) =>
      sum + count * Math.log(mean) - (phi === 0 ? spread : (count + 1 / phi) * spread),
    0
  )
}

/** Of a function with one peak, by thirds. */
function greatest(value: (x: number) => number, low: number, high: number): number {
  let [left, right] = [low, high]
  for (let round = 0; round < 30; round++) {
    const third = (right - left) / 3
    if (value(left + third) < value(right - third)) left += third
    else right -= third
  }
  return value((left + right) / 2)
}

/** Poisson counts whose rate is gamma distributed around the mean. */
function bursty(seed: number, phi: number): (mean: number) => number {
  const { poisson, gamma } = draws(seed)
  return mean => poisson(phi === 0 ? mean : mean * phi * gamma(1 / phi))
}
