import { quantileOfSorted } from './quantile.js'

/**
 * How far the greatest values of a sample reach beyond the sample itself. `heavy`: Hill's estimator of a
 * power tail; `light`: an exponential tail.
 */
export interface Tail {
  /** Values above this one follow the fitted tail. */
  readonly start: number
  /** Share of the sample above `start`. */
  readonly share: number
  readonly shape: 'heavy' | 'light'
  /** heavy: 1/index of the power law; light: mean excess. */
  readonly spread: number
}

/** Fits the tail of ascending positive values above their quantile 1 − share. */
export function fitTail(ascending: readonly number[], share: number, shape: Tail['shape']): Tail {
  const start = quantileOfSorted(ascending, 1 - share)
  const above = ascending.filter(value => value > start)
  const excess = above.map(value => (shape === 'heavy' ? Math.log(value / start) : value - start))
  const spread = excess.reduce((sum, value) => sum + value, 0) / Math.max(1, excess.length)
  return { start, share: above.length / Math.max(1, ascending.length), shape, spread }
}

/** The value that is exceeded with probability p; p no greater than the tail's share. */
export function tailQuantile(tail: Tail, p: number): number {
  if (p >= tail.share || tail.spread === 0) return tail.start
  const logs = tail.spread * Math.log(tail.share / p)
  return tail.shape === 'heavy' ? tail.start * Math.exp(logs) : tail.start + logs
}

/** P(a value exceeds x), for x at or above the tail's start. */
export function tailProbability(tail: Tail, x: number): number {
  if (x <= tail.start) return tail.share
  if (tail.spread === 0) return 0
  const logs = tail.shape === 'heavy' ? Math.log(x / tail.start) : x - tail.start
  return tail.share * Math.exp(-logs / tail.spread)
}
