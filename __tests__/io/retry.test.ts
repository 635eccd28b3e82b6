import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { backOff, pauseAsked, retryAfter } from '../../src/io/retry.js'

describe('back-off', () => {
  test.each([
    [0, 250, 500],
    [1, 250, 1_000],
    [2, 250, 2_000],
    [20, 250, 10_000]
  ])('after %d retries lies between %d and %d ms', (retries, least, most) => {
    expect(backOff(retries, () => 0)).toBe(least)
    expect(backOff(retries, () => 1)).toBe(most)
  })

  test('differs from one client to the next', () => {
    const pauses = Array.from({ length: 20 }, () => backOff(1, Math.random))
    expect(new Set(pauses).size).toBeGreaterThan(15)
  })
})

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 23, 12)

  test.each([
    ['2', 2_000],
    [' 7 ', 7_000],
    ['3600', 60_000],
    ['99999999999999999999', 60_000],
    ['Mon, 23 Nov 2026 12:00:03 GMT', 3_000],
    ['Mon, 23 Nov 2026 13:00:00 GMT', 60_000],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['-5', 0],
    ['soon', 0],
    ['', 0],
    [undefined, 0]
  ])('%s asks for %d ms', (header, expected) => {
    expect(retryAfter(header, now)).toBe(expected)
  })

  test('never asks for less than nothing or more than a minute', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const pause = retryAfter(text, now)
        return pause >= 0 && pause <= 60_000
      })
    )
  })
})

describe('the pause that a server asks for', () => {
  const now = Date.UTC(2026, 10, 23, 12)

  test.each<[Readonly<Record<string, string>>, number]>([
    [{}, 0],
    [{ 'x-ratelimit-reset': '7' }, 7_000],
    [{ 'x-ratelimit-reset': '0' }, 0],
    [{ ratelimit: 'limit=10, remaining=0, reset=43' }, 43_000],
    [{ ratelimit: 'limit=10, remaining=3, preset=9' }, 0],
    [{ 'x-ratelimit-reset': '3600' }, 60_000],
    [{ 'x-ratelimit-reset': String(now / 1000 + 9) }, 9_000],
    [{ 'x-sentry-rate-limit-reset': String(now / 1000 + 4) }, 4_000],
    [{ 'x-ratelimit-reset': '1732365480.5' }, 0],
    [{ 'x-ratelimit-reset': 'soon' }, 0],
    [{ 'retry-after': '2', 'x-ratelimit-reset': '7' }, 2_000]
  ])('by %j is %d ms', (headers, expected) => {
    expect(pauseAsked(headers, now)).toBe(expected)
  })
})
