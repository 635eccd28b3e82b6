import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import {
  binomialTail,
  logGamma,
  regularisedBeta,
  studentTail,
  studentUpperQuantile
} from '../../src/stats/beta.js'
import { normalTail, normalUpperQuantile } from '../../src/stats/normal.js'
import { quantile } from '../../src/stats/quantile.js'
import { rankChance, shiftBetween } from '../../src/stats/ranks.js'

/** Made by make-tables.py with SciPy and by make-tables.R with R. */
interface Tables {
  normalTail: [number, number][]
  normalUpperQuantile: [number, number][]
  logGamma: [number, number][]
  regularisedBeta: [number, number, number, number][]
  binomialTail: [number, number, number, number][]
  studentTail: [number, number, number][]
  studentUpperQuantile: [number, number, number][]
  rankChance: [number[], number[], number][]
  rankChanceNormal: [number[], number[], number][]
  shiftBetween: [number[], number[], number, number, number][]
  quantile: [number[], number, number][]
}

const tablesOf = (name: string) =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Tables

/** Relative to the reference; absolute below 1e-300, where doubles lose their digits. */
function expectClose(found: number, known: number, tolerance = 1e-12): void {
  expect(Math.abs(found - known)).toBeLessThanOrEqual(tolerance * Math.abs(known) + 1e-300)
}

/** An inflation of nothing, so that the normal approximation is taken. */
const JUST_MORE = 1 + Number.EPSILON

function expectNear(found: readonly number[], known: readonly number[]): void {
  found.forEach((value, i) => {
    expect(Math.abs(value - (known[i] ?? NaN))).toBeLessThanOrEqual(1e-14)
  })
}

describe.each([
  ['SciPy', tablesOf('./tables.json')],
  ['R', tablesOf('./tables-r.json')]
])('the statistics agree with %s', (_, tables) => {
  test.each(tables.normalTail)('the normal tail beyond %d', (z, known) => {
    expectClose(normalTail(z), known)
  })
  test.each(tables.normalUpperQuantile)('the normal quantile of %d', (p, known) => {
    expect(Math.abs(normalUpperQuantile(p) - known)).toBeLessThanOrEqual(1e-12 * Math.max(1, known))
  })
  test.each(tables.logGamma)('the logarithm of Γ(%d)', (x, known) => {
    expectClose(logGamma(x), known)
  })
  test.each(tables.regularisedBeta)('the beta function I_%d(%d, %d)', (x, a, b, known) => {
    expectClose(regularisedBeta(x, a, b), known)
  })
  test.each(tables.binomialTail)('at least %d of %d events of chance %d', (k, n, p, known) => {
    expectClose(binomialTail(k, n, p), known)
  })
  test.each(tables.studentTail)("Student's t beyond %d with %d degrees", (t, freedom, known) => {
    expectClose(studentTail(t, freedom), known)
  })
  test.each(tables.studentUpperQuantile)(
    "Student's quantile of %d with %d degrees",
    (p, freedom, known) => {
      expectClose(studentUpperQuantile(p, freedom), known)
    }
  )
  test.each(tables.rankChance)('the exact chance of the ranks of %j among %j', (a, b, known) => {
    expectClose(rankChance(a, b), known)
  })
  test.each(tables.rankChanceNormal)('their approximate chance: %j among %j', (a, b, known) => {
    expectClose(rankChance(a, b, JUST_MORE), known)
  })
  if (tables.shiftBetween.length > 0) {
    test.each(tables.shiftBetween)('the shift of %j from %j', (a, b, shift, low, high) => {
      const found = shiftBetween(a, b, 0.025)
      expectNear([found.shift, found.low, found.high], [shift, low, high])
    })
  }
  test.each(tables.quantile)('a quantile of %j at %d', (values, level, known) => {
    expect(Math.abs(quantile(values, level) - known)).toBeLessThanOrEqual(1e-14)
  })
})
