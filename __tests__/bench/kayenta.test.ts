import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { shiftOf } from '../../bench/judge/methods.js'

/** Made by make-shifts.R with R's wilcox.test. */
interface Shift {
  before: number[]
  since: number[]
  low: number
  shift: number
}

const shifts = JSON.parse(
  readFileSync(new URL('./shifts.json', import.meta.url), 'utf8')
) as Shift[]

test.each(shifts)("Kayenta's interval is R's", ({ before, since, low, shift }) => {
  const found = shiftOf(before, since, 2.3263478740408408)
  expect(Math.abs(found.low - low)).toBeLessThan(1e-10)
  expect(Math.abs(found.shift - shift)).toBeLessThan(1e-12)
})

test('no interval is told of too few values', () => {
  expect(shiftOf([1, 2], [3], 2.33).low).toBe(-Infinity)
})
