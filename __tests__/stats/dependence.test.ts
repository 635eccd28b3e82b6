import { expect, test } from '@jest/globals'
import { effectiveSize, lagOneCorrelation } from '../../src/stats/dependence.js'
import { fitTail, tailProbability, tailQuantile } from '../../src/stats/tail.js'
import { noise } from '../judge/builders.js'

test('independent values have no memory, a slow walk has much', () => {
  const random = noise(3)
  const steps = Array.from({ length: 2000 }, () => random() - 0.5)
  let state = 0
  const slow = steps.map(step => (state = 0.8 * state + step))
  expect(Math.abs(lagOneCorrelation(steps))).toBeLessThan(0.06)
  expect(Math.abs(lagOneCorrelation(slow) - 0.8)).toBeLessThan(0.04)
})

test('gaps are no neighbours', () => {
  expect(lagOneCorrelation([1, NaN, 1, NaN, 2, NaN, 2, NaN])).toBe(0)
})

test('few values are corrected by hand, and fewer than four say nothing', () => {
  // Deviations ∓1.5, ∓0.5: 1.25 / 3 by 5 / 4 is 1/3, and 1/3 + (1 + 3 · 1/3) / 4.
  expect(lagOneCorrelation([1, 2, 3, 4])).toBeCloseTo(5 / 6, 12)
  expect(lagOneCorrelation([1, 3, NaN, 2, 4])).toBeCloseTo(-0.8, 12)
  // Neighbours that both stand on the mean are a pair too.
  expect(lagOneCorrelation([0, 1, 2, 2, 3, 4])).toBeCloseTo(0.48 + 2.44 / 6, 12)
  expect(lagOneCorrelation([1, 2, 3])).toBe(0)
  expect(lagOneCorrelation([5, 5, 5, 5])).toBe(0)
})

test('values with memory are worth fewer', () => {
  expect(effectiveSize(100, 0)).toBe(100)
  expect(effectiveSize(100, 0.5)).toBeCloseTo(100 / 3)
  expect(effectiveSize(100, -0.5)).toBe(100)
})

test('quantile and probability of a tail are inverses', () => {
  const random = noise(5)
  const values = Array.from({ length: 100 }, () => -Math.log(1 - random())).sort((a, b) => a - b)
  const tail = fitTail(values, 0.3, 0.9)
  for (const p of [0.2, 0.01, 1e-5]) {
    expect(tailProbability(tail, tailQuantile(tail, p))).toBeCloseTo(p, 12)
  }
})

test('the predictive tail keeps its rate where a fitted exponential would not', () => {
  const random = noise(8)
  const draw = () => -Math.log(1 - random())
  let beyond = 0
  const rounds = 20_000
  for (let round = 0; round < rounds; round++) {
    const values = Array.from({ length: 20 }, draw).sort((a, b) => a - b)
    if (draw() > tailQuantile(fitTail(values, 0.3, 1), 0.01)) beyond++
  }
  expect(beyond / rounds).toBeGreaterThan(0.006)
  expect(beyond / rounds).toBeLessThan(0.013)
})
