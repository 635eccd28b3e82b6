import { describe, expect, test } from '@jest/globals'
import { fitTail, tailProbability, tailQuantile } from '../../src/stats/tail.js'

const ascending = [0, 1, 2, 3, 4, 5, 6, 8, 11, 20]

describe('the tail', () => {
  test('is that of the values above the quantile', () => {
    const tail = fitTail(ascending, 0.3, 0.8)
    // At 0.7 of nine steps: between 6 and 8.
    expect(tail.start).toBeCloseTo(6.6, 12)
    expect(tail.share).toBe(0.3)
    expect(tail.excess).toBeCloseTo((1.4 + 4.4 + 13.4) / 3, 12)
    expect(tail.weight).toBeCloseTo(2.4, 12)
  })

  test('is worth half a value at least', () => {
    expect(fitTail(ascending, 0.3, 0.1).weight).toBe(0.5)
  })

  test('has none where nothing was seen', () => {
    expect(fitTail([], 0.3, 1)).toMatchObject({ share: 0, excess: 0, weight: 0.5 })
  })

  test('begins at its start, whatever is asked beyond its share', () => {
    const tail = { start: 7, share: 0.3, excess: 2, weight: 4 }
    expect([0.3, 0.4, 1].map(p => tailQuantile(tail, p))).toEqual([7, 7, 7])
    expect(tailQuantile(tail, 0.03)).toBeCloseTo(7 + 8 * (10 ** 0.25 - 1), 12)
    expect(tailProbability(tail, 7 + 8 * (10 ** 0.25 - 1))).toBeCloseTo(0.03, 12)
    expect(tailProbability(tail, 7)).toBe(0.3)
  })
})
