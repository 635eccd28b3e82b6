import { describe, expect, test } from '@jest/globals'
import {
  bandOf,
  describeSpans,
  greatest,
  knownOf,
  lowestOfLast,
  meansOf,
  risesOf,
  scoresOf
} from '../../src/judge/spans.js'

const of = (...values: number[]) => Float64Array.from(values)
const list = (values: Float64Array) => Array.from(values)
/** The means of the last 1, 2, 3, 5, 8, 13, 21 and 34 values, a row for each value. */
const rows = (means: Float64Array) =>
  Array.from({ length: means.length / 8 }, (_, i) => list(means.slice(8 * i, 8 * i + 8)))
const none = -Infinity

describe('means', () => {
  test('are of the last values, where there are so many', () => {
    expect(rows(meansOf(of(1, 2, 3, 4, 5, 6, 7, 8), 99))).toEqual([
      [1, none, none, none, none, none, none, none],
      [2, 1.5, none, none, none, none, none, none],
      [3, 2.5, 2, none, none, none, none, none],
      [4, 3.5, 3, none, none, none, none, none],
      [5, 4.5, 4, 3, none, none, none, none],
      [6, 5.5, 5, 4, none, none, none, none],
      [7, 6.5, 6, 5, none, none, none, none],
      [8, 7.5, 7, 6, 4.5, none, none, none]
    ])
    const long = rows(meansOf(of(...Array.from({ length: 34 }, (_, i) => i + 1)), 99)).at(-1)
    expect(long).toEqual([34, 33.5, 33, 32, 30.5, 28, 24, 17.5])
  })

  test('pass over gaps', () => {
    expect(rows(meansOf(of(NaN, 1, NaN, 3), 99)).map(row => row.slice(0, 2))).toEqual([
      [1, none],
      [3, 2]
    ])
    expect(list(knownOf(of(NaN, 1, NaN, 3)))).toEqual([1, 3])
  })

  test('of three and more values cut each at the clip, of one and two do not', () => {
    const last = rows(meansOf(of(0, 0, 30), 6)).at(-1)
    expect(last?.slice(0, 3)).toEqual([30, 15, 2])
    expect(
      rows(meansOf(of(0, 0, -30), 6))
        .at(-1)
        ?.slice(0, 3)
    ).toEqual([-30, -15, -2])
  })

  test('have a highest one after each value', () => {
    expect(list(risesOf(meansOf(of(4, 1, 7), 99)))).toEqual([4, 2.5, 7])
  })
})

describe('the spans over quiet windows', () => {
  const windows = [1, 2, 3, 4, 10].map(value => meansOf(of(0, value, 0), 99))
  const { centres, spreads } = describeSpans(windows, 0.1)

  test('have the median of what each window reached, and the mean excess over it', () => {
    expect(centres.slice(0, 3)).toEqual([3, 1.5, 1])
    expect(spreads[0]).toBeCloseTo((1 + 7) / 2, 12)
    expect(spreads[1]).toBeCloseTo((0.5 + 3.5) / 2, 12)
  })

  test('have a centre of zero at least', () => {
    const low = describeSpans([meansOf(of(-3), 99), meansOf(of(-2), 99)], 0.1)
    expect(low.centres[0]).toBe(0)
  })

  test('never spread less than 0.3 of a step that matters, nor than a whisper', () => {
    const still = [meansOf(of(1, 1, 1), 99), meansOf(of(1, 1, 1), 99)]
    expect(describeSpans(still, 2).spreads[0]).toBeCloseTo(0.6, 12)
    expect(describeSpans(still, 0).spreads[0]).toBe(1e-12)
  })

  test('are what the scores are counted in: the most conspicuous one', () => {
    const means = meansOf(of(7, 7, 7), 99)
    const [one = 0, two = 0, three = 0] = scoresOf(means, { centres, spreads })
    expect(one).toBeCloseTo((7 - 3) / 4, 12)
    expect(two).toBeCloseTo((7 - 1.5) / 2, 12)
    expect(three).toBeCloseTo((7 - 1) / (spreads[2] ?? NaN), 12)
  })

  test('have a band: how large a lasting change must be, by the spans of eight and of twenty-one', () => {
    const scale = { centres: [0, 0, 0, 0, 1, 0, 3, 0], spreads: [9, 9, 9, 9, 2, 9, 4, 9] }
    expect(bandOf(scale, 5)).toBeCloseTo((1 + 10 + 3 + 20) / 2, 12)
  })
})

test('what all of the last so many reached is known from as many values on', () => {
  expect(list(lowestOfLast(of(5, 3, 4, 9), 2))).toEqual([none, 3, 3, 4])
  expect(list(lowestOfLast(of(5, 3, 4), 1))).toEqual([5, 3, 4])
  expect(list(lowestOfLast(of(5, 3), 3))).toEqual([none, none])
})

test('the greatest score is finite also where there is none', () => {
  expect(greatest(of(1, 5, 2))).toBe(5)
  expect(greatest(of())).toBe(-1e9)
})
