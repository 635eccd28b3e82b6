import fc from 'fast-check'
import type { Grid } from '../../src/providers/provider.js'
import type { Point } from './influxdb.js'

/** Half an hour; a point every 700 ms, hosts in turn, with a silence of two minutes. */
export const begin = Date.UTC(2026, 10, 20, 12)
export const points: readonly Point[] = Array.from({ length: 2_500 }, (_, index) => ({
  at: begin + index * 700,
  host: index % 3 === 0 ? 'a' : 'b',
  ms: (index * 37) % 501
})).filter(({ at }) => at < begin + 600_000 || at >= begin + 720_000)

/** Any windows, alone, side by side and overlapping; some begin on a point. */
export const grids = fc
  .record({
    first: fc.integer({ min: begin, max: begin + 1_700_000 }),
    step: fc.integer({ min: 1, max: 90_000 }),
    count: fc.integer({ min: 1, max: 30 }),
    widthIsStep: fc.boolean(),
    onPoint: fc.boolean()
  })
  .map(({ first, step, count, widthIsStep, onPoint }) => {
    const start = onPoint ? begin + Math.floor((first - begin) / 700) * 700 : first
    const instants = widthIsStep ? count : Math.min(count, 5)
    return {
      first: start,
      last: start + (instants - 1) * step,
      step,
      width: widthIsStep ? step : step * 2
    }
  })

export function single(at: number, width: number): Grid {
  return { first: at, last: at, step: width, width }
}

export function instantsOf({ first, last, step }: Grid): readonly number[] {
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step)
}

export function within(at: number, width: number): readonly Point[] {
  return points.filter(one => one.at >= at - width && one.at < at)
}

/** What a mean of each window is, where there is a point. */
export function meansOf(grid: Grid): readonly { readonly at: number; readonly value: number }[] {
  return instantsOf(grid).flatMap(at => {
    const values = within(at, grid.width).map(({ ms }) => ms)
    if (values.length === 0) return []
    return [{ at, value: values.reduce((sum, one) => sum + one, 0) / values.length }]
  })
}
