import { describe, expect, test } from '@jest/globals'
import {
  formatChance,
  formatChange,
  formatClock,
  formatCount,
  formatDuration,
  formatInstant,
  formatNumber,
  formatValue
} from '../../src/report/numbers.js'

/** The no-break blanks as plain ones, so that a reader sees what is meant. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ').replaceAll('\u202f', '_')
}

test.each([
  [0.0074, 'fraction', '0.74 %'],
  [0.125, 'fraction', '12.5 %'],
  [1, 'fraction', '100 %'],
  [0, 'fraction', '0 %'],
  [0.812, 'seconds', '812 ms'],
  [1.25, 'seconds', '1.25 s'],
  [0.00042, 'seconds', '420 µs'],
  [1536, 'bytes', '1.5 KiB'],
  [12_480, 'count', '12_480'],
  [12.5, 'per-second', '12.5/s'],
  [-3.5, 'none', '−3.5'],
  [undefined, 'none', '–'],
  [NaN, 'none', '–'],
  [Infinity, 'seconds', '–']
] as const)('%p in %s is %s', (value, unit, expected) => {
  expect(plain(formatValue(value, unit))).toBe(expected)
})

test.each([
  [999.4, '999'],
  [1000, '1_000'],
  [1_234_567, '1_234_567'],
  [0.000_012, '1.2e−5']
])('the number %p is %s', (value, expected) => {
  expect(plain(formatNumber(value)).replace('e-', 'e−')).toBe(expected)
})

test('counts are whole', () => {
  expect(plain(formatCount(1_234.6))).toBe('1_235')
})

test.each([
  [0.002, 0.034, '×17'],
  [0.404, 0.694, '+72 %'],
  [100, 31, '−69 %'],
  [100, 100.01, 'unchanged'],
  [0, 5, 'from 0'],
  [0, 0, 'unchanged'],
  [undefined, 5, '–'],
  [5, NaN, '–'],
  [-2, 3, '+5']
])('from %p to %p is %s', (before, after, expected) => {
  expect(plain(formatChange(before, after))).toBe(expected)
})

describe('durations', () => {
  test.each([
    [0, '0 s'],
    [400, '0.4 s'],
    [45_000, '45 s'],
    [90_000, '1 min 30 s'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
    [259_200_000, '3 d'],
    [-1, '–'],
    [Infinity, '–']
  ])('%p ms is %s', (milliseconds, expected) => {
    expect(plain(formatDuration(milliseconds))).toBe(expected)
  })
})

test.each([
  [5e-5, '1 in 20_000'],
  [0.003, '0.3 %'],
  [1e-9, 'less than 1 in a million']
])('a chance of %p is %s', (chance, expected) => {
  expect(plain(formatChance(chance))).toBe(expected)
})

test('instants are UTC and never throw', () => {
  expect(formatClock(Date.parse('2026-11-23T14:35:00Z'))).toBe('14:35')
  expect(formatClock(Date.parse('2026-11-23T14:35:07Z'))).toBe('14:35:07')
  expect(formatInstant(Date.parse('2026-11-23T14:35:07Z'))).toBe('2026-11-23 14:35:07 UTC')
  expect(formatInstant(1e300)).toBe('–')
  expect(formatClock(NaN)).toBe('–')
})
