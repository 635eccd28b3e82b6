/** The standard normal distribution, accurate to about 1e-14 relative, far tails included. */

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI)
/** Beyond this the tail is below the smallest double. */
const NO_TAIL = 38.6
/** Below: power series of the centre; above: continued fraction of the tail (Abramowitz & Stegun 26.2.11, 26.2.14). */
const CENTRE = 2.2

/** Density at z. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / ROOT_TWO_PI
}

/** P(Z > z). */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z)
  if (z < CENTRE) return 0.5 - normalDensity(z) * centreSeries(z)
  return z > NO_TAIL ? 0 : normalDensity(z) / millsFraction(z)
}

/** The z with P(Z > z) = tail, for tail in (0, 1); infinite at the ends. */
export function normalUpperQuantile(tail: number): number {
  if (tail <= 0) return Infinity
  if (tail >= 1) return -Infinity
  if (tail > 0.5) return -normalUpperQuantile(1 - tail)
  let z = roughQuantile(tail)
  for (let step = 0; step < 4; step++) z += halleyStep(z, tail)
  return z
}

function centreSeries(z: number): number {
  let term = z
  let sum = z
  for (let odd = 3; term > sum * 1e-17; odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return sum
}

/** z + 1/(z + 2/(z + 3/(…))), evaluated from the inside. */
function millsFraction(z: number): number {
  let value = z
  for (let n = Math.ceil(20 + 600 / (z * z)); n >= 1; n--) value = z + n / value
  return value
}

/** Abramowitz & Stegun 26.2.23: within 4.5e-4, a start for Halley's iteration. */
function roughQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail))
  const above = 2.515517 + t * (0.802853 + t * 0.010328)
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
  return t - above / below
}

function halleyStep(z: number, tail: number): number {
  const density = normalDensity(z)
  if (density === 0) return 0
  const newton = (normalTail(z) - tail) / density
  return newton / (1 - 0.5 * z * newton)
}
