import { normalTail } from './normal.js'

/**
 * The beta and binomial distributions. Factorials go through Loader's deviance form ("Fast and accurate
 * computation of binomial probabilities", 2000), so that counts of millions keep their last digits.
 */

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI)
const MOST_TERMS = 10_000
/** Above so many events the continued fraction is too long, and the normal limit is exact enough. */
const HUGE = 1e8

/** log Γ(x) for x > 0. */
export function logGamma(x: number): number {
  let shifted = x
  let factor = 1
  while (shifted < 15) {
    factor *= shifted
    shifted += 1
  }
  const body = (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI)
  return body + stirlingSeries(shifted) - Math.log(factor)
}

/** I_x(a, b), the regularised incomplete beta function; a, b > 0. */
export function regularisedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (a + b > HUGE) return normalLimit(x, a, b)
  if (x > (a + 1) / (a + b + 2)) return 1 - leftTail(1 - x, b, a)
  return leftTail(x, a, b)
}

/** P(X ≥ k) for X ~ Binomial(n, p). */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1
  return k > n ? 0 : regularisedBeta(p, k, n - k + 1)
}

/** P(T > t) for Student's t with so many degrees of freedom (any positive number). */
export function studentTail(t: number, freedom: number): number {
  if (freedom > HUGE) return normalTail(t)
  const half = 0.5 * regularisedBeta(freedom / (freedom + t * t), freedom / 2, 0.5)
  return t > 0 ? half : 1 - half
}

/** The t with P(T > t) = tail, for tail in (0, ½], to the last digits. */
export function studentUpperQuantile(tail: number, freedom: number): number {
  let [low, high] = [0, 1]
  while (studentTail(high, freedom) > tail && high < 1e300) [low, high] = [high, 2 * high]
  while (high - low > 1e-15 * high) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) break
    if (studentTail(middle, freedom) > tail) low = middle
    else high = middle
  }
  return high
}

/** Lentz's continued fraction (Numerical Recipes 6.4) times the density in front of it. */
function leftTail(x: number, a: number, b: number): number {
  const front = (binomialDensity(a, b, x) * b) / (a + b)
  if (front === 0) return 0
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1))
  let sum = d
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonZero(1 + even * d)
    c = nonZero(1 + even / c)
    sum *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonZero(1 + odd * d)
    c = nonZero(1 + odd / c)
    sum *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return Math.min(1, front * sum)
}

/** Γ(a+b+1)/(Γ(a+1)Γ(b+1)) x^a (1−x)^b. */
function binomialDensity(a: number, b: number, x: number): number {
  const n = a + b
  const correction = stirlingError(n) - stirlingError(a) - stirlingError(b)
  const exponent = correction - deviance(a, n * x) - deviance(b, n * (1 - x))
  return (Math.exp(exponent) / ROOT_TWO_PI) * Math.sqrt(n / (a * b))
}

/** log x! less Stirling's approximation. */
function stirlingError(x: number): number {
  if (x > 15) return stirlingSeries(x)
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - 0.5 * Math.log(2 * Math.PI)
}

function stirlingSeries(x: number): number {
  const q = 1 / (x * x)
  return (
    (1 / 12 -
      q * (1 / 360 - q * (1 / 1260 - q * (1 / 1680 - q * (1 / 1188 - (q * 691) / 360360))))) /
    x
  )
}

/** x log(x/mean) + mean − x without cancellation near x = mean. */
function deviance(x: number, mean: number): number {
  const gap = x - mean
  if (Math.abs(gap) > 0.1 * (x + mean)) return x * Math.log(x / mean) - gap
  const v = gap / (x + mean)
  let sum = gap * v
  let power = 2 * x * v
  for (let odd = 3; odd < 1000; odd += 2) {
    power *= v * v
    const next = sum + power / odd
    if (next === sum) break
    sum = next
  }
  return sum
}

function normalLimit(x: number, a: number, b: number): number {
  const mean = a / (a + b)
  return normalTail((mean - x) / Math.sqrt((mean * (1 - mean)) / (a + b + 1)))
}

function nonZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}
