import { expect, test } from '@jest/globals'
import {
  binomialTail,
  regularisedBeta,
  studentTail,
  studentUpperQuantile
} from '../../src/stats/beta.js'
import { normalUpperQuantile } from '../../src/stats/normal.js'
import { mean, medianInPlace, quantileOfSorted } from '../../src/stats/quantile.js'
import { crossingProbability } from '../../src/stats/sequential.js'

test('the beta distribution ends at zero and one, however many events', () => {
  expect(regularisedBeta(0, 1, 2e8)).toBe(0)
  expect(regularisedBeta(1, 2e8, 1)).toBe(1)
})

test('beyond a hundred million events the beta distribution is normal', () => {
  const deviation = Math.sqrt((0.75 * 0.25) / 4e10)
  expect(regularisedBeta(0.75 + deviation, 3e10, 1e10)).toBeCloseTo(0.841344746, 5)
  expect(regularisedBeta(0.5, 1e12, 1e12)).toBeCloseTo(0.5, 6)
})

test('more successes than trials do not occur', () => {
  expect(binomialTail(5, 4, 0.5)).toBe(0)
})

test("Student's tail below zero, and with many degrees of freedom", () => {
  expect(studentTail(-1, 1)).toBeCloseTo(0.75, 12)
  expect(studentTail(2, 1e9)).toBeCloseTo(0.02275013, 7)
})

test("Student's quantile next to the middle, where it is Cauchy's", () => {
  const exact = Math.tan(Math.PI * 0.0005)
  expect(Math.abs(studentUpperQuantile(0.4995, 1) / exact - 1)).toBeLessThan(5e-11)
})

test('the normal quantile at and near its ends', () => {
  expect(normalUpperQuantile(0)).toBe(Infinity)
  expect(normalUpperQuantile(1)).toBe(-Infinity)
  expect(normalUpperQuantile(1 - 2 ** -40)).toBeCloseTo(-normalUpperQuantile(2 ** -40), 9)
})

test('quantiles of infinite values', () => {
  expect(quantileOfSorted([Infinity, Infinity], 0.5)).toBe(Infinity)
  expect(medianInPlace(Float64Array.of(Infinity, Infinity))).toBe(Infinity)
})

test('the mean', () => {
  expect(mean([1, 2, 6])).toBeCloseTo(3, 12)
})

test('two looks at growing samples are correlated by their information', () => {
  const known = 0.75 - Math.asin(Math.sqrt(0.8)) / (2 * Math.PI)
  expect(Math.abs(crossingProbability(0, 2, () => 1, 3) - known)).toBeLessThan(0.001)
})
