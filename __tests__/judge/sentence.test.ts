import { describe, expect, test } from '@jest/globals'
import {
  say,
  sayChance,
  sayCount,
  sayDuration,
  sayNumber,
  sayRatio
} from '../../src/judge/sentence.js'
import type { Unit } from '../../src/model.js'

test.each([
  [0, '0'],
  [0.00009999, '1.0e-4'],
  [0.0001, '0.0001'],
  [0.01234, '0.012'],
  [-0.5, '-0.5'],
  [0.996, '1'],
  [1, '1'],
  [1.005, '1'],
  [12.345, '12.3'],
  [123.45, '123'],
  [999.4, '999'],
  [999.5, '1 000'],
  [4210.4, '4 210'],
  [1234567, '1 234 567'],
  [-1234567, '-1 234 567'],
  [9_999_999, '9 999 999'],
  [1e7, '1.0e+7'],
  [1.26e9, '1.3e+9']
])('the number %d is said as %s', (value, words) => {
  expect(sayNumber(value)).toBe(words)
})

test.each<[number, Unit, string]>([
  [0.0074, 'fraction', '0.74 %'],
  [1, 'fraction', '100 %'],
  [0, 'seconds', '0 s'],
  [0.00025, 'seconds', '250 µs'],
  [0.000999, 'seconds', '999 µs'],
  [0.0009995, 'seconds', '1 ms'],
  [-0.05, 'seconds', '-50 ms'],
  [0.999, 'seconds', '999 ms'],
  [0.9995, 'seconds', '1 s'],
  [75, 'seconds', '75 s'],
  [0, 'bytes', '0 B'],
  [1023, 'bytes', '1 023 B'],
  [1023.5, 'bytes', '1 KiB'],
  [1536, 'bytes', '1.5 KiB'],
  [-2048, 'bytes', '-2 KiB'],
  [3 * 1024 ** 2, 'bytes', '3 MiB'],
  [1024 ** 3, 'bytes', '1 GiB'],
  [5000 * 1024 ** 4, 'bytes', '5 000 TiB'],
  [12, 'per-second', '12/s'],
  [4210, 'count', '4 210'],
  [0.5, 'none', '0.5']
])('%d in the unit %s is said as %s', (value, unit, words) => {
  expect(say(value, unit)).toBe(words)
})

test('one thing is told from several', () => {
  expect([0, 1, 2].map(count => sayCount(count, 'error'))).toEqual([
    '0 errors',
    '1 error',
    '2 errors'
  ])
  expect(sayCount(2, 'entry', 'entries')).toBe('2 entries')
})

test.each([
  [0.51, 'most deploys'],
  [0.5, '1 of 2 deploys'],
  [0.09, '1 of 11 deploys'],
  [0.0123, '1 of 81 deploys'],
  [0.0002, '1 of 5 000 deploys'],
  [0.000123, '1 of 8 100 deploys'],
  [1e-6, '1 of 1 000 000 deploys'],
  [9e-7, 'less than 1 of 1 000 000 deploys']
])('the chance %d is said as %s', (chance, words) => {
  expect(sayChance(chance)).toBe(words)
})

test.each([
  [1, '+0 %'],
  [1.5, '+50 %'],
  [1.99, '+99 %'],
  [2, '2 times'],
  [3.2, '3.2 times'],
  [0.8, '−20 %'],
  [0.996, '+0 %'],
  [0.99, '−1 %']
])('the ratio %d is said as %s', (ratio, words) => {
  expect(sayRatio(ratio)).toBe(words)
})

describe('a duration', () => {
  test.each([
    [45_000, '45 s'],
    [119_000, '119 s'],
    [120_000, '2 min'],
    [150_000, '2.5 min'],
    [7_140_000, '119 min'],
    [7_200_000, '2 h'],
    [12_600_000, '3.5 h']
  ])('of %d ms is said as %s', (milliseconds, words) => {
    expect(sayDuration(milliseconds)).toBe(words)
  })
})
