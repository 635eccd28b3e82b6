import { compareCounts } from '../../src/judge/counts.js'
import { BOUNDARY_SHAPE } from '../../src/judge/counts.js'
import type { Tally } from '../../src/model.js'
import { boundaryConstant } from '../../src/stats/sequential.js'
import { random } from './data.js'

/** Errors at 1 %, 100 requests a step against 900, 30 steps of each; rates vary with relative variance phi. */

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
  seed: number
): CountResult {
  const draw = counter(seed)
  const looks = Array.from({ length: LOOKS }, (_, i) => i + 1)
  const boundary = boundaryConstant(ALPHA, LOOKS, BOUNDARY_SHAPE)
  const steps: number[] = []
  for (let run = 0; run < runs; run++) {
    const past = looks.map((at): Tally => ({ at: at - LOOKS, bad: draw(9, phi), total: 900 }))
    const before = { at: 0, bad: past.reduce((sum, { bad }) => sum + bad, 0), total: 900 * LOOKS }
    let bad = 0
    const soFar = looks.map(at => ({ at, bad: (bad += draw(times, phi)), total: 100 * at }))
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
        boundary
      }
    )
    if (found.state === 'worse') steps.push(found.firstBreach ?? LOOKS)
  }
  steps.sort((a, b) => a - b)
  return { found: steps.length, runs, medianStep: steps[steps.length >> 1] ?? NaN }
}

/** Poisson counts whose rate is gamma distributed around the mean. */
function counter(seed: number): (mean: number, phi: number) => number {
  const next = random(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * next() ** (1 / shape)
    const d = shape - 1 / 3
    for (;;) {
      const x = normal()
      const v = (1 + x / Math.sqrt(9 * d)) ** 3
      if (v > 0 && Math.log(next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
    }
  }
  return (mean, phi) => {
    const rate = phi === 0 ? mean : mean * phi * gamma(1 / phi)
    let count = -1
    for (let product = 1; product > Math.exp(-rate); count++) product *= next()
    return count
  }
}
