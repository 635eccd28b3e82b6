import { expect, test } from '@jest/globals'
import { chooseScale } from '../../src/judge/grid.js'

test('a share is told by what is missing only where a fall is bad', () => {
  const past = [0.9, 0.95, 0.99]
  expect(chooseScale(past, true, 'higher').apply(0.95)).toBeCloseTo(Math.log(0.96), 12)
  expect(chooseScale(past, true, 'lower').apply(0.95)).toBeCloseTo(-Math.log(0.06), 12)
})

test('a fraction that exceeds one is no share of successes', () => {
  const scale = chooseScale([0.9, 0.95, 1.2], true, 'lower')
  expect(scale.apply(1.2)).toBeCloseTo(Math.log(1.21), 12)
})

test('a fraction counts as at most e⁸ times greater than usual', () => {
  const scale = chooseScale([1, 1, 1], true, 'higher')
  expect(scale.apply(100)).toBeCloseTo(Math.log(100.01), 12)
  expect(scale.apply(1e9)).toBeCloseTo(Math.log(1.01) + 8, 12)
})
