import { normalDensity, normalTail, normalUpperQuantile } from './normal.js'
import { power } from './rounding.js'

/**
 * Group-sequential boundaries, one-sided: with K equally spaced looks, stop at look k when Z_k > c height(k/K).
 * Recursive numerical integration after Armitage, McPherson and Rowe (1969).
 */

/** How high the boundary stands at a fraction of the looks in (0, 1], as a multiple of its constant. */
export type Height = (fraction: number) => number

/** Wang and Tsiatis (1987): ½ is Pocock's boundary, 0 is O'Brien and Fleming's. */
export const wangTsiatis =
  (shape: number): Height =>
  fraction =>
    power(fraction, shape - 0.5)

/** Of the integration grid, in standard deviations of the smaller of the increments before and behind it. */
const STEP = 0.4
/** Standard deviations beyond which no probability worth counting stands. */
const REACH = 7

/**
 * Probability that Z ever crosses the boundary with this constant, when nothing changed. `growth`: the samples of
 * all looks as a multiple of those that they are held against, where these are known from the start. Later looks
 * then tell less, since the other side's error stays: with growth 0 it is known exactly, or grows along.
 */
export function crossingProbability(
  constant: number,
  looks: number,
  height: Height,
  growth = 0
): number {
  const informationAt = (look: number): number => {
    const samples = look / looks
    return (samples * (1 + growth)) / (1 + growth * samples)
  }
  const deviationAt = (look: number): number =>
    Math.sqrt(informationAt(look) - informationAt(look - 1))
  let grid: Grid = { first: 0, step: 1, weights: Float64Array.of(1) }
  let crossed = 0
  for (let look = 1; look <= looks; look++) {
    const spread = Math.sqrt(informationAt(look))
    const bound = constant * height(look / looks) * spread
    const deviation = deviationAt(look)
    crossed += probabilityAbove(grid, bound, deviation)
    if (look === looks) break
    const step = STEP * Math.min(deviation, deviationAt(look + 1))
    grid = advance(grid, { bound, reach: REACH * spread, deviation, step })
  }
  return Math.min(1, crossed)
}

/** The constant c whose boundary is crossed with probability alpha, for alpha in (0, ½). */
export function boundaryConstant(alpha: number, looks: number, height: Height, growth = 0): number {
  const aim = Math.log(alpha)
  let left = normalUpperQuantile(alpha)
  let right = left + 0.5
  let atLeft = Math.log(crossingProbability(left, looks, height, growth)) - aim
  for (let round = 0; round < 30 && Math.abs(right - left) > 1e-9; round++) {
    const atRight = Math.log(crossingProbability(right, looks, height, growth)) - aim
    const next = right - (atRight * (right - left)) / (atRight - atLeft)
    left = right
    atLeft = atRight
    right = Number.isFinite(next) ? next : right
  }
  return right
}

/** Where the running sum may stand without having crossed, and how much probability stands there. */
interface Grid {
  readonly first: number
  readonly step: number
  readonly weights: Float64Array
}

function probabilityAbove({ first, step, weights }: Grid, bound: number, deviation: number) {
  return weights.reduce(
    (sum, weight, i) => sum + weight * normalTail((bound - first - i * step) / deviation),
    0
  )
}

interface Look {
  readonly bound: number
  readonly reach: number
  readonly deviation: number
  /** Of the next grid, at most. */
  readonly step: number
}

/** Simpson's rule over [−reach, bound], its points weighted with the density that arrives there. */
function advance(grid: Grid, { bound, reach, deviation, step: most }: Look): Grid {
  const top = Math.min(bound, reach)
  const intervals = 2 * Math.ceil((top + reach) / (2 * most))
  const step = (top + reach) / intervals
  const weights = new Float64Array(intervals + 1)
  for (let i = 0; i <= intervals; i++) {
    const simpson = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2
    weights[i] = ((simpson * step) / 3) * densityAt(grid, -reach + i * step, deviation)
  }
  return { first: -reach, step, weights }
}

function densityAt({ first, step, weights }: Grid, x: number, deviation: number): number {
  const place = (x - first) / step
  const width = (REACH * deviation) / step
  const last = Math.min(weights.length - 1, Math.floor(place + width))
  let sum = 0
  for (let i = Math.max(0, Math.ceil(place - width)); i <= last; i++) {
    sum += (weights[i] ?? 0) * normalDensity(((place - i) * step) / deviation)
  }
  return sum / deviation
}
