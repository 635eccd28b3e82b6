import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { shiftBetween } from '../../src/stats/ranks.js'

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
  const found = shiftBetween(since, before, 0.01, { exact: false })
  expect(Math.abs(found.low - low)).toBeLessThan(1e-10)
  expect(Math.abs(found.shift - shift)).toBeLessThan(1e-12)
})

test('no interval is told of too few values', () => {
  expect(shiftBetween([3], [1, 2], 0.01, { exact: false }).low).toBe(-Infinity)
})
