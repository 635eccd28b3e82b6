import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { binomialTail, logGamma, regularisedBeta, studentTail } from '../../src/stats/beta.js'
import { normalTail, normalUpperQuantile } from '../../src/stats/normal.js'
import { quantile } from '../../src/stats/quantile.js'

/** Made by make-tables.py with SciPy and by make-tables.R with R. */
interface Tables {
  normalTail: [number, number][]
  normalUpperQuantile: [number, number][]
  logGamma: [number, number][]
  regularisedBeta: [number, number, number, number][]
  binomialTail: [number, number, number, number][]
  studentTail: [number, number, number][]
  quantile: [number[], number, number][]
}

const tablesOf = (name: string) =>
  JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Tables

/** Relative to the reference; absolute below 1e-300, where doubles lose their digits. */
function expectClose(found: number, known: number, tolerance = 1e-12): void {
  expect(Math.abs(found - known)).toBeLessThanOrEqual(tolerance * Math.abs(known) + 1e-300)
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
  test.each(tables.quantile)('a quantile of %j at %d', (values, level, known) => {
    expect(Math.abs(quantile(values, level) - known)).toBeLessThanOrEqual(1e-14)
  })
})
