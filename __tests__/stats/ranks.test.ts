import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { normalTail } from '../../src/stats/normal.js'
import { rankChance, shiftBetween } from '../../src/stats/ranks.js'

const whole = fc.integer({ min: -9, max: 9 })
const some = fc.array(whole, { minLength: 1, maxLength: 12 })
const climb = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i)

describe('the chance of ranks', () => {
  test('is one of all ways to choose them where no value is below any other', () => {
    expect(rankChance([7, 8, 9], [1, 2, 3, 4])).toBeCloseTo(1 / 35, 15)
  })

  test('is one where a side is empty or all are the same', () => {
    expect([rankChance([], [1]), rankChance([1], []), rankChance([2, 2], [2, 2, 2])]).toEqual([
      1, 1, 1
    ])
    expect(rankChance([2, 2], [2, 2, 2], 3)).toBe(1)
    expect([rankChance([], [1], 3), rankChance([1], [], 3)]).toEqual([1, 1])
  })

  test('knows no order and no scale', () => {
    fc.assert(
      fc.property(some, some, fc.constantFrom(1, 2.5), (values, others, inflation) => {
        const chance = rankChance(values, others, inflation)
        expect(rankChance(values.toReversed(), others.toReversed(), inflation)).toBe(chance)
        const bent = (all: number[]) => all.map(value => Math.exp(value / 3))
        expect(rankChance(bent(values), bent(others), inflation)).toBe(chance)
      })
    )
  })

  test('is larger for values that remember', () => {
    const [values, others] = [climb(20, 10), climb(10, 15)]
    expect(rankChance(values, others, 4)).toBeGreaterThan(10 * rankChance(values, others))
  })

  test('of one value on each side is a half, by its variance as well', () => {
    expect(rankChance([2], [1], 4)).toBeCloseTo(0.5, 12)
  })

  test('is counted out for fifty values', () => {
    expect(rankChance([99], climb(0, 49))).toBeCloseTo(1 / 50, 14)
  })

  test('is normal for one more', () => {
    // A rank among 51 has a variance of (51² − 1)/12, and half a rank is taken off.
    const deviate = (25 - 0.5) / Math.sqrt((51 ** 2 - 1) / 12)
    expect(rankChance([99], climb(0, 50))).toBeCloseTo(normalTail(deviate), 12)
  })

  test('is normal above fifty values, and close to what is counted out there', () => {
    const [values, others] = [climb(10, 20), climb(0, 30).map(value => value + 0.5)]
    const more = [...others, 15.1]
    expect(rankChance(values, more)).toBe(rankChance(values, more, 1 + Number.EPSILON))
    const normal = rankChance(values, others, 1 + Number.EPSILON)
    expect(normal).not.toBe(rankChance(values, others))
    expect(Math.abs(normal - rankChance(values, others))).toBeLessThan(0.002)
  })
})

describe('a shift', () => {
  test('is the middle of all differences, with ends as strict as is asked', () => {
    expect(shiftBetween([1, 2, 3], [0, 10], 0.2)).toMatchObject({ shift: -3 })
    // Of 20 orders one leaves nothing out at an end: 5 %.
    expect(shiftBetween([11, 12, 13], [1, 2, 3], 0.05)).toEqual({ shift: 10, low: 8, high: 12 })
    expect(shiftBetween([11, 12, 13], [1, 2, 3], 0.049)).toEqual({
      shift: 10,
      low: -Infinity,
      high: Infinity
    })
  })

  test('of no values is none', () => {
    const none = { shift: NaN, low: NaN, high: NaN }
    expect(shiftBetween([], [1], 0.1)).toEqual(none)
    expect(shiftBetween([1], [], 0.1)).toEqual(none)
  })

  test('leaves out as many pairs as the exact distribution of few values, or the normal one, lets it', () => {
    const ends = (options = {}) => {
      const { low, high } = shiftBetween(climb(20, 4), climb(0, 5), 0.05, options)
      return [low, high]
    }
    expect(ends()).toEqual([17, 22])
    expect(ends({ exact: false })).toEqual([18, 21])
    expect(ends({ inflation: 4 })).toEqual([-Infinity, Infinity])
  })

  test('has its ends by exact ranks up to fifty values', () => {
    // Of 50 ranks two are 4 %: one pair is left out at each end. By the normal distribution it would be none.
    expect(shiftBetween([99], climb(0, 49), 0.05)).toEqual({ shift: 75, low: 52, high: 98 })
    expect(shiftBetween([99], climb(0, 50), 0.05)).toEqual({ shift: 74.5, low: 50, high: 99 })
  })

  test('moves and turns with the values', () => {
    fc.assert(
      fc.property(some, some, whole, (values, others, by) => {
        const { shift, low, high } = shiftBetween(values, others, 0.1)
        const moved = values.map(value => value + by)
        expect(shiftBetween(moved, others, 0.1)).toEqual({
          shift: shift + by,
          low: low + by,
          high: high + by
        })
        const turned = shiftBetween(others, values, 0.1)
        expect(
          [turned.low + high, turned.shift + shift].filter(sum => sum !== 0 && !Number.isNaN(sum))
        ).toEqual([])
      })
    )
  })

  test('is less certain of values that remember', () => {
    const [values, others] = [climb(20, 30), climb(0, 40)]
    const [alone, slow] = [1, 3].map(inflation =>
      shiftBetween(values, others, 0.025, { inflation })
    )
    expect((slow?.high ?? 0) - (slow?.low ?? 0)).toBeGreaterThan(
      1.5 * ((alone?.high ?? 0) - (alone?.low ?? 0))
    )
  })
})
