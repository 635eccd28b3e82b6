import { quantileOfSorted } from './quantile.js'
import { exceeds, power } from './rounding.js'

/**
 * How far the greatest values reach beyond a sample, when their excess over a high quantile is exponential.
 * The mean excess is itself an estimate from few values, so the tail is the predictive one: after m
 * independent excesses with mean e, a new one exceeds x with probability (1 + x / (m e))^−m. With few values
 * that is a heavy tail, with many the exponential.
 */
export interface Tail {
  /** Values above this one follow the fitted tail. */
  readonly start: number
  /** Share of the sample above `start`. */
  readonly share: number
  /** Mean excess of those values. */
  readonly excess: number
  /** How many independent values the excess was learned from; need not be whole. */
  readonly weight: number
}

/** Fits the uppermost `share` of ascending values, each worth `worth` (0..1) independent ones. */
export function fitTail(ascending: readonly number[], share: number, worth: number): Tail {
  const start = quantileOfSorted(ascending, 1 - share)
  // What ties with the start lies above it only by rounding, and would halve the excess.
  const above = ascending.filter(value => exceeds(value, start))
  const excess = above.reduce((sum, value) => sum + (value - start) / above.length, 0)
  const weight = Math.max(0.5, above.length * worth)
  return { start, share: above.length / Math.max(1, ascending.length), excess, weight }
}

/** The value that a new one exceeds with probability p; the tail's start where p is no smaller than its share. */
export function tailQuantile({ start, share, excess, weight }: Tail, p: number): number {
  if (p >= share || excess === 0) return start
  return start + excess * weight * (power(share / p, 1 / weight) - 1)
}

/** P(a new value exceeds x), for x at or above the tail's start. */
export function tailProbability({ start, share, excess, weight }: Tail, x: number): number {
  if (x <= start) return share
  return excess === 0 ? 0 : share * power(1 + (x - start) / (excess * weight), -weight)
}
