import { expect } from '@jest/globals'
import fc from 'fast-check'
import type { Measurement } from '../../src/model.js'
import type { Grid } from '../../src/providers/provider.js'
import { noon } from './asking.js'

const minute = 60_000

/**
 * Whatever the times of events and the grid: each step that is answered holds the events of its own window, start
 * included and end excluded, and lies inside the grid.
 */
export async function expectExactSteps(
  measure: (at: readonly number[], grid: Grid) => Promise<Measurement>,
  steps: readonly number[],
  numRuns = 30
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 40 * minute }), { minLength: 1, maxLength: 40 }),
      fc.constantFrom(...steps),
      fc.integer({ min: 0, max: 59_999 }),
      fc.integer({ min: 0, max: 25 }),
      async (offsets, step, start, more) => {
        const at = offsets.map(offset => noon + offset)
        const first = noon + 5 * minute + start
        const grid = { first, last: first + more * step, step, width: step }
        const { series } = await measure(at, grid)
        for (const { at: end, value } of series[0]?.samples ?? []) {
          expect(value).toBe(at.filter(one => one >= end - step && one < end).length)
          expect(end).toBeGreaterThanOrEqual(first)
          expect(end).toBeLessThanOrEqual(grid.last)
        }
      }
    ),
    { numRuns }
  )
}
