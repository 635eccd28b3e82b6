import { expect, test } from '@jest/globals'
import { normalDensity, normalTail } from '../../src/stats/normal.js'
import { boundaryConstant, crossingProbability, wangTsiatis } from '../../src/stats/sequential.js'

/** One-sided α = .01; simulated with 200 000 runs, hence the width. */
test.each([
  [10, 2.889, 2.53, 2.413],
  [15, 2.956, 2.562, 2.446],
  [30, 3.048, 2.603, 2.484],
  [60, 3.141, 2.629, 2.511]
])('the boundaries for %i looks are the known ones', (looks, pocock, between, obrien) => {
  expect(Math.abs(boundaryConstant(0.01, looks, wangTsiatis(0.5)) - pocock)).toBeLessThan(0.015)
  expect(Math.abs(boundaryConstant(0.01, looks, wangTsiatis(0.25)) - between)).toBeLessThan(0.015)
  expect(Math.abs(boundaryConstant(0.01, looks, wangTsiatis(0)) - obrien)).toBeLessThan(0.015)
})

/** Jennison & Turnbull, "Group Sequential Methods", tables 2.1 and 2.3: two-sided α = .05, close to one-sided .025. */
test.each([
  [2, 2.178, 1.977],
  [5, 2.413, 2.04],
  [10, 2.555, 2.087]
])('the boundaries for %i looks agree with the textbook', (looks, pocock, obrien) => {
  expect(Math.abs(boundaryConstant(0.025, looks, wangTsiatis(0.5)) - pocock)).toBeLessThan(0.002)
  expect(Math.abs(boundaryConstant(0.025, looks, wangTsiatis(0)) - obrien)).toBeLessThan(0.002)
})

test('one look is the plain normal test', () => {
  expect(boundaryConstant(0.01, 1, wangTsiatis(0.25))).toBeCloseTo(2.3263478740408408, 8)
})

test('constant and probability are inverses of each other', () => {
  for (const alpha of [1e-5, 0.001, 0.01, 0.2]) {
    const height = wangTsiatis(0.25)
    expect(crossingProbability(boundaryConstant(alpha, 40, height), 40, height)).toBeCloseTo(
      alpha,
      9
    )
  }
})

test.each([0, 1, 3, 10, 100])(
  'two looks at %i times the old samples are crossed as often as one integral says',
  growth => {
    const height = wangTsiatis(0.1)
    const information = (0.5 * (1 + growth)) / (1 + growth / 2)
    const [first, second] = [2.5 * height(0.5), 2.5 * height(1)]
    const later = (z: number) =>
      normalDensity(z) *
      normalTail((second - z * Math.sqrt(information)) / Math.sqrt(1 - information))
    const [steps, low] = [20_000, -9]
    const width = (first - low) / steps
    let sum = -(later(low) + later(first)) / 2
    for (let i = 0; i <= steps; i++) sum += later(low + i * width)
    expect(
      Math.abs(crossingProbability(2.5, 2, height, growth) - normalTail(first) - sum * width)
    ).toBeLessThan(1e-6)
  }
)
