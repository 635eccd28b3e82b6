import type { Sample } from '../model.js'
import { median, quantile } from '../stats/quantile.js'
import type { Direction } from './comparison.js'

/** Values on a regular grid; NaN marks a gap. */
export type Grid = Float64Array

/** Past samples on slots of `grain` that end at `end`; the last slot is the newest. */
export function pastGrid(past: readonly Sample[], grain: number, end: number, most: number): Grid {
  const first = past[0]
  if (first === undefined) return new Float64Array(0)
  const slotOf = (at: number) => Math.round((at - end) / grain)
  const length = Math.min(most, Math.max(0, 1 - slotOf(first.at)))
  const grid = new Float64Array(length).fill(NaN)
  for (const sample of past) {
    const slot = length - 1 + slotOf(sample.at)
    if (slot >= 0 && slot < length) grid[slot] = sample.value
  }
  return grid
}

/** Bake samples on slots of `grain` from `start`; several looks in one slot are averaged. */
export function bakeGrid(
  bake: readonly Sample[],
  grain: number,
  start: number,
  slots: number
): Grid {
  const sums = new Float64Array(slots)
  const counts = new Float64Array(slots)
  for (const sample of bake) {
    const slot = slotOfLook(sample.at, grain, start)
    if (slot < 0 || slot >= slots) continue
    counts[slot] = (counts[slot] ?? 0) + 1
    sums[slot] = (sums[slot] ?? 0) + (sample.value - (sums[slot] ?? 0)) / (counts[slot] ?? 1)
  }
  return sums.map((value, slot) => ((counts[slot] ?? 0) > 0 ? value : NaN))
}

/** The slot that a look ends in, counted from 0. */
export function slotOfLook(at: number, grain: number, start: number): number {
  return Math.max(0, Math.ceil((at - start) / grain - 0.001) - 1)
}

export function present(grid: ArrayLike<number>): number[] {
  return Array.from(grid).filter(value => !Number.isNaN(value))
}

/**
 * A scale on which equal steps are equal relative changes, so that the unit never matters:
 * log(value + offset) where nothing is negative, else value / size.
 */
export interface Scale {
  readonly apply: (value: number) => number
  /** The step that a change from `level` by the tolerated factor makes on this scale. */
  readonly step: (level: number, factor: number) => number
}

/** A fraction is compared as if one percentage point were added: tiny ratios need a rise in points, not only in proportion. */
const FRACTION_OFFSET = 0.01
/** Where zeros occur: this share of a high value is added, so that zero has a logarithm. */
const ZERO_OFFSET = 0.1
/** A single value counts as at most so many times greater or smaller than usual. */
const MOST_LOG = 8

export function chooseScale(
  past: readonly number[],
  isFraction: boolean,
  direction: Direction
): Scale {
  const high = past.length === 0 ? 0 : quantile(past, 0.9)
  const hasZeros = past.some(value => value === 0)
  if (past.some(value => value < 0)) return linearScale(past)
  if (isFraction && direction === 'lower' && tellsSuccess(past)) return failureScale(past)
  if (isFraction) return logScale(FRACTION_OFFSET, Math.max(median(past), 0))
  if (!hasZeros) return logScale(0, median(past))
  return high > 0 ? logScale(ZERO_OFFSET * high, median(past)) : occurrence()
}

/** Where most succeeds and a fall is bad, what fails is what users feel: 99.9 % and 99 % differ tenfold. */
function tellsSuccess(past: readonly number[]): boolean {
  return median(past) > 0.5 && past.every(value => value <= 1)
}

/** A share of successes by the share that is missing. At one half both are the same. */
function failureScale(past: readonly number[]): Scale {
  const failures = logScale(FRACTION_OFFSET, 1 - median(past))
  return {
    apply: value => -failures.apply(Math.max(0, 1 - value)),
    step: (level, factor) => failures.step(Math.max(0, 1 - level), 2 - factor)
  }
}

function logScale(offset: number, level: number): Scale {
  const centre = Math.log(level + offset)
  const apply = (value: number) => {
    const moved = value + offset
    const logarithm = moved > 0 ? Math.log(moved) : -Infinity
    return Math.max(centre - MOST_LOG, Math.min(centre + MOST_LOG, logarithm))
  }
  // Nothing is relative to zero: the step from there is the one from what is added.
  const step = (from: number, factor: number) => {
    const level = Math.max(from, offset)
    return Math.abs(apply(level * factor) - apply(level))
  }
  return { apply, step }
}

/** Values that were never anything but zero: only whether there is one now counts. */
function occurrence(): Scale {
  return { apply: value => (value === 0 ? 0 : 1), step: () => 0.5 }
}

function linearScale(past: readonly number[]): Scale {
  const size = Math.max(quantile(past.map(Math.abs), 0.9), Number.MIN_VALUE)
  const limit = Math.exp(MOST_LOG)
  const apply = (value: number) => Math.max(-limit, Math.min(limit, value / size))
  return {
    apply,
    step: (level, factor) => Math.max(0.1, Math.abs(apply(level))) * Math.abs(factor - 1)
  }
}
