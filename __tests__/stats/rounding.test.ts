import { expect, test } from '@jest/globals'
import { exceeds, power, reaches } from '../../src/stats/rounding.js'

test('what stands on a limit reaches it, however it was computed, and does not exceed it', () => {
  const computed = 0.1 + 0.2
  expect(computed).not.toBe(0.3)
  expect(reaches(0.3, computed) && reaches(computed, 0.3)).toBe(true)
  expect(exceeds(0.3, computed) || exceeds(computed, 0.3)).toBe(false)
  expect(reaches(0.2999, 0.3)).toBe(false)
  expect(exceeds(0.3001, 0.3)).toBe(true)
})

test('limits of zero, of any size and infinite ones are limits too', () => {
  expect(reaches(0, 0)).toBe(true)
  expect(reaches(-1e-300, 0)).toBe(false)
  expect(reaches(1e300, 1e300)).toBe(true)
  expect(reaches(1, Infinity)).toBe(false)
  expect(exceeds(1, Infinity)).toBe(false)
  expect(exceeds(1, -Infinity)).toBe(true)
})

test('a billionth of the limit, or of one, counts as equal, and no more', () => {
  expect(exceeds(1 + 1e-9, 1)).toBe(false)
  expect(exceeds(1 + 2e-9, 1)).toBe(true)
  expect(exceeds(1000 + 5e-7, 1000)).toBe(false)
  expect(exceeds(1000 + 5e-6, 1000)).toBe(true)
  expect(exceeds(5e-10, 0)).toBe(false)
  expect(exceeds(Infinity, Infinity)).toBe(false)
})

test('a power is the product it stands for', () => {
  expect(power(2, 10)).toBeCloseTo(1024, 9)
  expect(power(0.25, -0.5)).toBeCloseTo(2, 12)
})
