import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createSender } from '../../src/io/github-request.js'
import { backOff, isTransient, mostAttempts, pauseAsked, retryAfter } from '../../src/io/retry.js'

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

  test('stays within its bounds for every seed, however often it was tried', () => {
    const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), unit, unit, (retries, one, other) => {
        const pause = backOff(retries, () => one)
        expect(pause).toBeGreaterThanOrEqual(250)
        expect(pause).toBeLessThanOrEqual(Math.min(10_000, 500 * 2 ** retries))
        // More retries never hurry, and chance decides in one direction.
        expect(backOff(retries + 1, () => one)).toBeGreaterThanOrEqual(pause)
        if (other >= one) expect(backOff(retries, () => other)).toBeGreaterThanOrEqual(pause)
      })
    )
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

test('no header makes a pause of less than nothing or more than a minute', () => {
  const names = ['retry-after', 'x-ratelimit-reset', 'ratelimit-reset', 'x-sentry-rate-limit-reset']
  const value = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.double().map(String),
    fc.date({ noInvalidDate: true }).map(date => date.toUTCString())
  )
  const headers = fc.dictionary(fc.constantFrom(...names), value)
  fc.assert(
    fc.property(headers, fc.integer({ min: 0, max: 8.64e15 }), (given, now) => {
      const pause = pauseAsked(given, now)
      expect(pause).toBeGreaterThanOrEqual(0)
      expect(pause).toBeLessThanOrEqual(60_000)
    }),
    { numRuns: 500 }
  )
})

test('GitHub is asked three times at most, with pauses within their bounds for every seed', async () => {
  const refusal = fc.record({
    status: fc.oneof(fc.constantFrom(0, 403, 404, 429, 500, 503), fc.integer({ min: 0, max: 599 })),
    after: fc.oneof(fc.constant(undefined), fc.integer().map(String), fc.string())
  })
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  await fc.assert(
    fc.asyncProperty(refusal, random, async ({ status, after }, chance) => {
      const slept: number[] = []
      const sender = createSender(
        {
          request: () => {
            const headers = after === undefined ? {} : { 'retry-after': after }
            const response = status === 0 ? {} : { response: { status, headers, data: {} } }
            return Promise.reject(Object.assign(new Error('refused'), response))
          }
        },
        {
          clock: { now: () => 0, sleep: ms => Promise.resolve(void slept.push(ms)) },
          random: () => chance
        }
      )
      await expect(sender.read('GET /repos/acme/shop', {})).rejects.toThrow(/^GitHub /)
      expect(sender.requests()).toBe(slept.length + 1)
      expect(slept.length).toBeLessThan(mostAttempts)
      for (const pause of slept) {
        expect(pause).toBeGreaterThanOrEqual(0)
        expect(pause).toBeLessThanOrEqual(10_000)
      }
      // Whatever a server stumbles over is worth another attempt, and a refusal is not.
      if (status >= 500) expect(slept).toHaveLength(mostAttempts - 1)
      if (!isTransient(status) && ![0, 403].includes(status)) expect(slept).toEqual([])
    }),
    { numRuns: 300 }
  )
})
