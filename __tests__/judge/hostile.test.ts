import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Analysis, Sample } from '../../src/model.js'
import { counted, frameOf, judgeOne, queryCheck, ratioCheck, track, wander } from './builders.js'

/** What no backend should send, and some do. */

const LOOKS = 12
const frame = frameOf(LOOKS, 30_000, 120)
const compare = { worse: 'either' as const, tolerance: 0.2 }
const check = queryCheck({ compare })

function isDefined({ verdict, sentence, judgements }: Analysis): boolean {
  const text = JSON.stringify([sentence, judgements])
  return (
    ['pass', 'fail', 'inconclusive'].includes(verdict) &&
    !/NaN|Infinity|null|undefined(?!-ratio)/.test(text)
  )
}

function judged(past: readonly Sample[], bake: readonly Sample[]): Analysis {
  return judgeOne(frame, check, { values: [{ labels: {}, past, bake }] })
}

const extreme = fc.constantFrom(
  NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  5e-324,
  1e-310,
  1e-300,
  1e300,
  -1e300,
  1.7976931348623157e308
)
const value = fc.oneof(
  { weight: 3, arbitrary: extreme },
  { weight: 2, arbitrary: fc.double() },
  { weight: 2, arbitrary: fc.constantFrom(1, 2, 100) }
)
/** Off the grid, twice, out of order, of another time altogether. */
const at = fc.oneof(
  fc.integer({ min: frame.history.start - 1e6, max: frame.bake.end + 1e6 }),
  fc.constantFrom(...frame.looks, 0, -1, 8.64e15)
)
const samples = fc.array(fc.record({ at, value }), { maxLength: 200 })

describe('whatever stands in the samples', () => {
  test('there is an answer with a reason, and never an exception', () => {
    fc.assert(
      fc.property(samples, samples, (past, bake) => {
        expect(isDefined(judged(past, bake))).toBe(true)
      }),
      { numRuns: 80 }
    )
  })

  test('nothing that can be used is never a pass', () => {
    const useless = fc.array(
      fc.record({ at: fc.constantFrom(...frame.looks), value: fc.constantFrom(NaN, Infinity) }),
      { maxLength: 40 }
    )
    fc.assert(
      fc.property(samples, useless, (past, bake) => {
        expect(judged(past, bake).verdict).not.toBe('pass')
      }),
      { numRuns: 30 }
    )
  })

  test('the same sample twice is one sample', () => {
    const one = track(frame, wander(120, {}), wander(LOOKS, { level: 130, seed: 2 }))
    const twice = judged([...one.past, ...one.past], one.bake)
    expect(twice.judgements[0]?.verdict).toBe(judged(one.past, one.bake).judgements[0]?.verdict)
  })
})

describe('the size of the numbers', () => {
  test.each([1e-300, 1e-150, 1, 1e150, 1e295])('does not matter: times %d', factor => {
    const scaled = (values: readonly number[]) => values.map(one => one * factor)
    const verdict = (level: number) =>
      judgeOne(frame, check, {
        values: [track(frame, scaled(wander(120, {})), scaled(wander(LOOKS, { level, seed: 2 })))]
      }).verdict
    expect(verdict(100)).toBe('pass')
    expect(verdict(300)).toBe('fail')
  })
})

describe.each([
  ['constant', () => 7, 7, 30],
  ['zero throughout', () => 0, 0, 30],
  ['mostly zero', (i: number) => (i % 4 === 0 ? 3 : 0), 3, 400],
  ['of two values', (i: number) => 1 + (i % 2), 1, 30]
])('a past that is %s', (_, course, same, more) => {
  const past = Array.from({ length: 120 }, (_, i) => course(i))
  const bake = (offset: number) =>
    Array.from({ length: LOOKS }, (_, i) => course(i) + (course(i) === 0 && same > 0 ? 0 : offset))

  test('goes on without an alarm, and does not hide a large change', () => {
    const verdict = (offset: number) =>
      judgeOne(frame, queryCheck({ compare: { worse: 'higher', tolerance: 0.2 } }), {
        values: [track(frame, past, bake(offset))]
      }).verdict
    expect(verdict(0)).toBe('pass')
    expect(verdict(more)).not.toBe('pass')
  })
})

test.each([
  ['a share', 'fraction' as const, 0.4],
  ['a gauge', 'none' as const, 40]
])('%s that was zero and is high now is worse', (_, unit, high) => {
  const sometimes = Array.from({ length: 120 }, (_, i) => (i % 10 === 0 ? high / 100 : 0))
  for (const past of [sometimes, sometimes.map(() => 0)]) {
    const values = [
      track(
        frame,
        past,
        Array.from({ length: LOOKS }, () => high)
      )
    ]
    const worse = queryCheck({ unit, compare: { worse: 'higher', tolerance: 0.2 } })
    expect(judgeOne(frame, worse, { values }).verdict).toBe('fail')
  }
})

test('a million samples are judged in seconds', () => {
  const million = Array.from({ length: 1_000_000 }, (_, i) => ({
    at: frame.rolloutStart - (999_999 - i) * 30_000,
    value: 100 + (i % 17)
  }))
  const started = performance.now()
  const bake = frame.looks.map((at, i) => ({ at, value: 100 + (i % 17) }))
  expect(judged(million, bake).verdict).toBe('pass')
  expect(performance.now() - started).toBeLessThan(20_000)
})

test('counts of any size, and of none, have an answer', () => {
  const amount = fc.constantFrom(0, 1, 5e-324, 1e-300, 1e15, 1e300, NaN, Infinity, -1)
  const step = fc.tuple(amount, amount).map(([bad, total]) => [bad, total] as const)
  const steps = fc.array(step, { maxLength: 40 })
  fc.assert(
    fc.property(steps, fc.array(step, { maxLength: LOOKS }), (past, bake) => {
      const counts = [counted(frame, past, bake)]
      expect(isDefined(judgeOne(frame, ratioCheck({ compare }), { counts }))).toBe(true)
    }),
    { numRuns: 80 }
  )
})
