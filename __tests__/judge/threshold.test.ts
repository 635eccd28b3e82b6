import { describe, expect, test } from '@jest/globals'
import { firstRun, judgeLimits, looksRunning, ratioPoints } from '../../src/judge/threshold.js'
import type { LimitCase } from '../../src/judge/threshold.js'
import { counted, frameOf, queryCheck } from './builders.js'

const points = (...values: number[]) => values.map((value, at) => ({ at, value }))
const found = (check: Parameters<typeof queryCheck>[0], change: Partial<LimitCase> = {}) =>
  judgeLimits({
    check: queryCheck(check),
    points: [],
    planned: 20,
    isWorse: () => false,
    ...change
  })

describe('a run', () => {
  const high = (value: number) => value > 5

  test('is the first of so many that all satisfy the test', () => {
    expect(firstRun(points(9, 1, 9, 8, 7), 2, high)).toEqual([
      { at: 2, value: 9 },
      { at: 3, value: 8 }
    ])
    expect(firstRun(points(9, 1, 9, 1), 2, high)).toBeUndefined()
    expect(firstRun([], 1, high)).toBeUndefined()
  })

  test('is as long as fail-after, one for what is critical, no longer than the bake, at least one', () => {
    const length = (change: Parameters<typeof queryCheck>[0], planned = 20) =>
      looksRunning(queryCheck(change), planned)
    expect(length({ failAfter: 3 })).toBe(3)
    expect(length({ failAfter: 3, critical: true })).toBe(1)
    expect(length({ failAfter: 3 }, 2)).toBe(2)
    expect(length({ failAfter: 3 }, 0)).toBe(1)
  })
})

describe('the limits of a series', () => {
  test('say nothing where there are none, or no value', () => {
    expect(found({}, { points: points(1) })).toBeUndefined()
    expect(found({ max: 1 })).toBeUndefined()
  })

  test('are told with the mildest value of the run', () => {
    expect(found({ max: 5 }, { points: points(9, 7, 8) })).toMatchObject({
      code: 'above-max',
      after: 7,
      firstBreach: 0,
      limit: { kind: 'max', value: 5 },
      sentence: '7 is above the maximum of 5 at 2 evaluations running.'
    })
    expect(found({ min: 5 }, { points: points(9, 1, 2) })).toMatchObject({
      code: 'below-min',
      after: 2,
      firstBreach: 1,
      limit: { kind: 'min', value: 5 },
      sentence: '2 is below the minimum of 5 at 2 evaluations running.'
    })
    expect(found({ max: 5, critical: true }, { points: points(9) })?.sentence).toBe(
      '9 is above the maximum of 5 at 1 evaluation.'
    )
  })

  test('of both kinds are both held, the maximum first', () => {
    expect(found({ min: 3, max: 5 }, { points: points(9, 9, 1, 1) })?.code).toBe('above-max')
    expect(found({ min: 3, max: 5 }, { points: points(4, 4, 1, 1) })?.code).toBe('below-min')
  })

  test('that hold are told with what is allowed', () => {
    const inside = (check: Parameters<typeof queryCheck>[0]) =>
      found(check, { points: points(4, 3.5) })?.sentence
    expect(inside({ max: 5 })).toBe('3.5; at most 5 is allowed.')
    expect(inside({ min: 3 })).toBe('3.5; at least 3 is allowed.')
    expect(inside({ min: 3, max: 5 })).toBe('3.5; between 3 and 5 is allowed.')
  })

  test('that were broken now and then are told with how often, and when first', () => {
    const upper = found({ max: 5 }, { points: points(4, 9, 4, 9, 4) })
    expect(upper).toMatchObject({ verdict: 'pass', after: 4, firstBreach: 1 })
    expect(upper?.sentence).toBe(
      '4; at most 5 is allowed. The limit was broken at 2 of 5 evaluations, never at enough running.'
    )
    const lower = found({ min: 3 }, { points: points(4, 1, 4) })
    expect(lower).toMatchObject({ firstBreach: 1, limit: { kind: 'min', value: 3 } })
    expect(lower?.sentence).toContain('1 of 3 evaluations')
  })

  test('that hold are never said to be broken: a value at a limit is inside', () => {
    const at = found({ min: 3, max: 5 }, { points: points(3, 5, 3) })
    expect(at?.sentence).not.toContain('broken')
    expect(at).not.toHaveProperty('firstBreach')
    expect(at).not.toHaveProperty('before')
  })

  test('that the baseline broke too are open unless it got worse, asked in the direction that is worse', () => {
    const asked: string[] = []
    const isWorse = (way: string) => {
      asked.push(way)
      return false
    }
    const high = { points: points(9, 9), before: 7, isWorse }
    expect(found({ max: 5, unit: 'seconds' }, high)).toMatchObject({
      verdict: 'inconclusive',
      code: 'already-failing',
      before: 7,
      sentence:
        '9 s is above the maximum of 5 s, but it was 7 s before the deploy already and did not get worse.'
    })
    const low = { points: points(1, 1), before: 2, isWorse }
    expect(found({ min: 5 }, low)?.code).toBe('already-failing')
    expect(asked).toEqual(['higher', 'lower'])
    expect(found({ max: 5 }, { ...high, isWorse: () => true })?.code).toBe('above-max')
    expect(found({ max: 5 }, { ...high, before: 5 })?.code).toBe('above-max')
  })
})

test('a ratio has a point at each look with enough requests', () => {
  const frame = frameOf(4)
  const track = counted(
    frame,
    [],
    [
      [0, 0],
      [1, 4],
      [0, 1],
      [3, 5]
    ]
  )
  const at = (look: number) => frame.looks[look]
  expect(ratioPoints(track, 5)).toEqual([
    { at: at(2), value: 1 / 5 },
    { at: at(3), value: 4 / 10 }
  ])
  expect(ratioPoints(track, 0)).toHaveLength(3)
})
