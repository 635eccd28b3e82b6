import { describe, expect, test } from '@jest/globals'
import { describePast, runBrief } from '../../src/judge/brief.js'
import { studentTail } from '../../src/stats/beta.js'

const of = (...values: number[]) => Float64Array.from(values)
/** Neighbours fall and rise in turn: no memory that would be held against us. */
const even = of(9, 11, 9, 11, 9, 11, 9, 11)
const known = (past: Float64Array) => {
  const found = describePast(past)
  if (found === undefined) throw new Error('too little')
  return found
}

describe('a short past', () => {
  test('is worth its mean, its variance and its number of values', () => {
    expect(describePast(even)).toMatchObject({ level: 10, size: 8, variance: 8 / 7 })
  })

  test('of seven values predicts nothing, of eight it does', () => {
    expect(describePast(even.slice(1))).toBeUndefined()
    expect(describePast(even)).toBeDefined()
  })

  test('has gaps that count for nothing', () => {
    const gaps = of(NaN, ...even, NaN)
    expect(describePast(gaps)).toMatchObject({ level: 10, variance: 8 / 7, size: 8 })
    expect(describePast(of(...even.slice(1), NaN))).toBeUndefined()
  })

  test('that only climbs is too few independent values', () => {
    expect(describePast(Float64Array.from({ length: 10 }, (_, i) => i))).toBeUndefined()
  })

  test('that never moves predicts that it never will', () => {
    const never = known(of(...Array.from({ length: 8 }, () => 5)))
    expect(never).toMatchObject({ level: 5, variance: 0 })
    // A fall is no rise: nothing is seen, and no step.
    expect(runBrief(never, [4, 4, 4])[2]).toEqual({ chance: 1, step: 0 })
  })
})

describe('single values far out', () => {
  const spiky = of(9, 11, 9, 11, 10, 9, 11, 9, 11, 10, 10, 400)
  // Median 10, and half of the values lie no more than one away from it.
  const edge = 10 + 3 * 1.4826

  test('before the deploy count as three deviations', () => {
    const found = known(spiky)
    expect(found.bounds.high).toBeCloseTo(edge, 12)
    expect(found.bounds.low).toBeCloseTo(20 - edge, 12)
    expect(found.level).toBeCloseTo((110 + edge) / 12, 12)
    // Twice the unit, twice the bounds.
    expect(known(spiky.map(value => 2 * value)).bounds.high).toBeCloseTo(2 * edge, 12)
  })

  test('since the deploy count as that as well: one of them is no shift', () => {
    const past = known(spiky)
    const [, , third] = runBrief(past, [10, 10, 1e6])
    expect(third?.step).toBeCloseTo(10 - past.level, 12)
    expect(third?.chance).toBe(runBrief(past, [10, 10, edge])[2]?.chance)
    expect(third?.chance).toBeGreaterThan(0.01)
  })

  test('are as large as they are where all of them lie there', () => {
    const [, , third] = runBrief(known(spiky), [300, 300, 300])
    expect(third?.step).toBeCloseTo(300 - known(spiky).level, 12)
    expect(third?.chance).toBeLessThan(0.01)
  })

  test('are not told where most values are the same', () => {
    const still = known(of(5, 5, 5, 5, 5, 5, 5, 5, 9))
    expect(still.bounds).toEqual({ low: -Infinity, high: Infinity })
  })
})

describe('the latest values', () => {
  /** Student's t of the mean of so many values above the level of `even`. */
  const chance = (step: number, span: number) =>
    studentTail(step / Math.sqrt((8 / 7) * (1 / span + 1 / 8)), 7)

  test('are not judged before there are three', () => {
    expect(runBrief(known(even), [20, 20])).toEqual([
      { chance: 1, step: 0 },
      { chance: 1, step: 0 }
    ])
  })

  test('are held against what their mean may be by chance: a prediction interval', () => {
    const [, , third] = runBrief(known(even), [11, 12, 13])
    expect(third?.step).toBeCloseTo(2, 12)
    expect(third?.chance).toBeCloseTo(chance(2, 3), 12)
  })

  test('are taken together where that tells more: the last three, the last eight, or all', () => {
    const late = runBrief(known(even), [10, 10, 10, 10, 10, 13, 13, 13]).at(-1)
    expect(late?.step).toBeCloseTo(3, 12)
    expect(late?.chance).toBeCloseTo(chance(3, 3), 12)
    const eight = runBrief(known(even), [10, 10, ...Array.from({ length: 8 }, () => 12)]).at(-1)
    expect(eight?.step).toBeCloseTo(2, 12)
    expect(eight?.chance).toBeCloseTo(chance(2, 8), 12)
    const all = runBrief(known(even), [12, 12, 12, 12, 12]).at(-1)
    expect(all?.chance).toBeCloseTo(chance(2, 5), 12)
  })

  test('that lie below the level are no surprise', () => {
    const [, , third] = runBrief(known(even), [9, 8, 7])
    expect(third?.chance).toBeGreaterThan(0.5)
  })

  test('have gaps that count for nothing', () => {
    const gaps = runBrief(known(even), [NaN, 11, 12, NaN, 13])
    expect(gaps).toEqual(runBrief(known(even), [11, 12, 13]))
  })

  test('are certain to differ from a past that never moved as soon as they rise', () => {
    const still = known(of(...Array.from({ length: 8 }, () => 5)))
    const chances = (values: number[]) => runBrief(still, values).map(it => it.chance)
    expect(chances([5, 5, 5, 6])).toEqual([1, 1, 1, 0])
    expect(chances([4, 4, 4])).toEqual([1, 1, 1])
  })

  test('count for less after a past with memory', () => {
    const wave = Array.from({ length: 4 }, () => [9, 10, 11, 11, 10, 9]).flat()
    const slow = known(of(...wave))
    expect(slow.correlation).toBeGreaterThan(0.3)
    expect(slow.size).toBeCloseTo((24 * (1 - slow.correlation)) / (1 + slow.correlation), 12)
    const { variance, size } = slow
    const [, , third] = runBrief(slow, [13, 13, 13])
    const share = Math.min(
      1,
      1 / Math.max(1, (3 * (1 - slow.correlation)) / (1 + slow.correlation))
    )
    const spread = Math.sqrt(variance * (share + 1 / size))
    expect(third?.chance).toBeCloseTo(studentTail((third?.step ?? 0) / spread, size - 1), 12)
  })
})
