import { describe, expect, test } from '@jest/globals'
import { countFailures, judgeCoverage } from '../../src/judge/coverage.js'
import type { FailureCode, Look } from '../../src/model.js'

let at = 0
const answered = (): Look => ({ at: at++, state: 'answered', retries: 0 })
const empty = (): Look => ({ at: at++, state: 'empty', retries: 0 })
const failed = (code: FailureCode, message = 'no answer'): Look => ({
  at: at++,
  state: 'failed',
  retries: 0,
  failure: { code, message, retries: 0 }
})
const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make)

describe('looks without an answer', () => {
  test('are counted by their kind, the most frequent first, then by name', () => {
    const looks = [
      answered(),
      failed('tls'),
      failed('deadline'),
      empty(),
      failed('rate-limited', 'the first of them'),
      failed('rate-limited', 'the second'),
      { at: at++, state: 'partial' as const, retries: 0 }
    ]
    expect(countFailures(looks)).toEqual([
      { code: 'rate-limited', looks: 2, message: 'the first of them' },
      { code: 'deadline', looks: 1, message: 'no answer' },
      { code: 'empty', looks: 1 },
      { code: 'partial', looks: 1 },
      { code: 'tls', looks: 1, message: 'no answer' }
    ])
  })

  test('that failed for no known reason are errors of the provider', () => {
    expect(countFailures([{ at: 0, state: 'failed', retries: 0 }])).toEqual([
      { code: 'provider-error', looks: 1 }
    ])
  })
})

describe('coverage', () => {
  const judged = (looks: readonly Look[], least = 0.8) =>
    judgeCoverage(
      {
        looks,
        planned: looks.length,
        answered: looks.filter(it => it.state === 'answered').length
      },
      least
    )

  test('of just as much as is needed is enough', () => {
    expect(judged([...times(8, answered), ...times(2, empty)])).toBeUndefined()
    expect(judged([...times(7, answered), ...times(3, empty)])?.code).toBe('low-coverage')
  })

  test('of nothing is never enough', () => {
    expect(judged(times(3, empty), 0)).toMatchObject({
      verdict: 'inconclusive',
      code: 'low-coverage'
    })
  })

  test('that is too low says how low, how much is needed and why', () => {
    expect(judged([...times(7, answered), ...times(3, () => failed('deadline'))])?.sentence).toBe(
      '7 of 10 planned evaluations had a complete and fresh answer; 80 % are needed. The endpoint did not answer in time.'
    )
  })

  test.each<[FailureCode, string, string]>([
    ['provider-error', 'provider-error', 'The endpoint answered with an error.'],
    ['invalid-query', 'provider-error', 'The endpoint refused the query.'],
    ['rate-limited', 'rate-limited', 'The endpoint limited our requests.'],
    ['not-authorised', 'not-authorised', 'The endpoint refused our credentials.'],
    ['response-too-large', 'response-too-large', 'The answers were too large.'],
    ['not-json', 'not-json', 'The answers were not JSON.'],
    ['redirect-refused', 'redirect-refused', 'The endpoint redirected us.'],
    ['tls', 'tls', 'The encrypted connection failed.'],
    ['deadline', 'deadline', 'The endpoint did not answer in time.'],
    ['clock-skew', 'clock-skew', "The endpoint's clock disagrees with ours."]
  ])('that is too low because of %s has the code %s', (failure, code, words) => {
    const found = judged(times(4, () => failed(failure)))
    expect(found).toMatchObject({ verdict: 'inconclusive', code, certain: false })
    expect(found?.sentence.endsWith(words)).toBe(true)
  })

  test('has a cause only where one kind is the most of what is missing', () => {
    const half = [...times(2, () => failed('tls')), ...times(2, empty)]
    expect(judged(half)?.code).toBe('low-coverage')
    expect(judged([...half, failed('tls')])?.code).toBe('tls')
    const early = [...times(2, () => failed('deadline')), ...times(2, empty)]
    expect(judged(early)?.code).toBe('low-coverage')
    expect(judged([...early, failed('deadline')])?.code).toBe('deadline')
    const many = [...times(2, () => failed('tls')), failed('deadline'), empty(), empty()]
    expect(judged(many)?.code).toBe('low-coverage')
  })
})
