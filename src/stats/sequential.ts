import { normalDensity, normalTail, normalUpperQuantile } from './normal.js'

/**
 * Group-sequential boundaries of the Wang–Tsiatis family, one-sided: with K equally spaced looks, stop at
 * look k when Z_k > c (k/K)^(shape − ½). Shape ½ is Pocock's boundary, 0 is O'Brien and Fleming's.
 * Recursive numerical integration after Armitage, McPherson and Rowe (1969).
 */

/** Of the integration grid, in standard deviations of one look's increment. */
const STEP = 0.4
/** Standard deviations beyond which no probability worth counting stands. */
const REACH = 7

/** Probability that Z ever crosses the boundary with this constant, when nothing changed. */
export function crossingProbability(constant: number, looks: number, shape: number): number {
  let grid: Grid = { first: 0, step: 1, weights: Float64Array.of(1) }
  let crossed = 0
  for (let look = 1; look <= looks; look++) {
    const bound = constant * (look / looks) ** (shape - 0.5) * Math.sqrt(look)
    crossed += probabilityAbove(grid, bound)
    if (look < looks) grid = advance(grid, bound, REACH * Math.sqrt(look))
  }
  return Math.min(1, crossed)
}

/** The constant c whose boundary is crossed with probability alpha, for alpha in (0, ½). */
export function boundaryConstant(alpha: number, looks: number, shape: number): number {
  const aim = Math.log(alpha)
  let left = normalUpperQuantile(alpha)
  let right = left + 0.5
  let atLeft = Math.log(crossingProbability(left, looks, shape)) - aim
  for (let round = 0; round < 30 && Math.abs(right - left) > 1e-9; round++) {
    const atRight = Math.log(crossingProbability(right, looks, shape)) - aim
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

function probabilityAbove(grid: Grid, bound: number): number {
  return grid.weights.reduce(
    (sum, w, i) => sum + w * normalTail(bound - grid.first - i * grid.step),
    0
  )
}

/** Simpson's rule over [−reach, bound], its points weighted with the density that arrives there. */
function advance(grid: Grid, bound: number, reach: number): Grid {
  const top = Math.min(bound, reach)
  const intervals = 2 * Math.ceil((top + reach) / (2 * STEP))
  const step = (top + reach) / intervals
  const weights = new Float64Array(intervals + 1)
  for (let i = 0; i <= intervals; i++) {
    const simpson = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2
    weights[i] = ((simpson * step) / 3) * densityAt(grid, -reach + i * step)
  }
  return { first: -reach, step, weights }
}

function densityAt(grid: Grid, x: number): number {
  const place = (x - grid.first) / grid.step
  const width = REACH / grid.step
  const last = Math.min(grid.weights.length - 1, Math.floor(place + width))
  let sum = 0
  for (let i = Math.max(0, Math.ceil(place - width)); i <= last; i++) {
    sum += (grid.weights[i] ?? 0) * normalDensity((place - i) * grid.step)
  }
  return sum
}
