import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { alignedTo, instantsOf, joinParts, type Part, runsOf } from '../../src/providers/grid.js'
import { gridOf, noon } from '../support/asking.js'

const grids = fc
  .record({
    first: fc.integer({ min: 0, max: 2e12 }),
    step: fc.integer({ min: 1, max: 3_600_000 }),
    count: fc.integer({ min: 1, max: 500 }),
    width: fc.integer({ min: 1, max: 86_400_000 })
  })
  .map(({ first, step, count, width }) => ({
    first,
    last: first + (count - 1) * step,
    step,
    width
  }))

describe('a grid', () => {
  test('has the instants from first to last', () => {
    expect(instantsOf({ first: 10, last: 40, step: 15, width: 1 })).toEqual([10, 25, 40])
    expect(instantsOf(gridOf())).toEqual([noon])
    expect(instantsOf(gridOf({ step: 0 }))).toEqual([noon])
  })

  test('is cut into runs that lose and repeat nothing', () => {
    fc.assert(
      fc.property(grids, fc.integer({ min: 1, max: 100 }), (grid, most) => {
        const runs = runsOf(grid, most).map(instantsOf)
        expect(runs.flat()).toEqual(instantsOf(grid))
        expect(runs.every(run => run.length <= most)).toBe(true)
      })
    )
  })

  test('aligned to its step stays inside itself', () => {
    fc.assert(
      fc.property(grids, grid => {
        const { first, last } = alignedTo(grid)
        expect(first).toBeGreaterThanOrEqual(grid.first)
        expect(last).toBeLessThanOrEqual(grid.last)
        expect(first % grid.step).toBe(0)
        expect(last % grid.step).toBe(0)
      })
    )
  })
})

describe('parts', () => {
  const part = (overrides: Partial<Part> = {}): Part => ({
    series: [],
    complete: true,
    notes: [],
    retries: 0,
    ...overrides
  })
  const grid = gridOf({ first: 0, last: 100, step: 10 })

  test('of the same labels in any order are one series', () => {
    const joined = joinParts(
      [
        part({ series: [{ labels: { a: '1', b: '2' }, samples: [{ at: 20, value: 2 }] }] }),
        part({ series: [{ labels: { b: '2', a: '1' }, samples: [{ at: 10, value: 1 }] }] })
      ],
      grid
    )
    expect(joined.series).toEqual([
      {
        labels: { a: '1', b: '2' },
        samples: [
          { at: 10, value: 1 },
          { at: 20, value: 2 }
        ]
      }
    ])
  })

  test('are complete only together, and add up', () => {
    const joined = joinParts(
      [
        part({ retries: 1, scanned: 3, notes: ['x'] }),
        part({ complete: false, retries: 1, notes: ['x'] })
      ],
      grid
    )
    expect(joined).toEqual({ series: [], complete: false, scanned: 3, notes: ['x'], retries: 2 })
  })

  test('that contradict each other are not complete', () => {
    const one = part({ series: [{ labels: { a: '1' }, samples: [{ at: 20, value: 2 }] }] })
    const other = part({ series: [{ labels: { a: '1' }, samples: [{ at: 20, value: 3 }] }] })
    expect(joinParts([one, one], grid)).toMatchObject({ complete: true, notes: [] })
    const contradicted = joinParts([one, other], grid)
    expect(contradicted.complete).toBe(false)
    expect(contradicted.series[0]?.samples).toEqual([{ at: 20, value: 2 }])
    expect(contradicted.notes).toHaveLength(1)
  })

  test('give samples inside the window, ascending, one per instant', () => {
    const samples = fc.array(
      fc.record({ at: fc.integer({ min: -50, max: 150 }), value: fc.double({ noNaN: true }) })
    )
    fc.assert(
      fc.property(fc.array(samples), all => {
        const joined = joinParts(
          all.map(some => part({ series: [{ labels: {}, samples: some }] })),
          grid
        )
        const stamps = joined.series.flatMap(series => series.samples.map(({ at }) => at))
        expect(stamps).toEqual([...new Set(stamps)].sort((a, b) => a - b))
        expect(stamps.every(at => at >= 0 && at <= 100)).toBe(true)
      })
    )
  })
})
