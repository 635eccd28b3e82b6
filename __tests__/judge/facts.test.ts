import { describe, expect, test } from '@jest/globals'
import type { Evidence, Judgement } from '../../src/model.js'
import {
  counted,
  countCheck,
  firingCheck,
  frameOf,
  judgeOne,
  looksOf,
  probeCheck,
  queryCheck,
  ratioCheck,
  track
} from './builders.js'

const frame = frameOf(20)
const steps = (count: number, bad: number, total: number) =>
  Array.from({ length: count }, (): [number, number] => [bad, total])
const level = (count: number, value: number) => Array.from({ length: count }, () => value)
const compare = { worse: 'higher' as const, tolerance: 0.5 }

function judged(
  check: Parameters<typeof judgeOne>[1],
  evidence: Partial<Evidence>,
  final = true
): Judgement {
  const [judgement] = judgeOne(frame, check, evidence, { final }).judgements
  if (judgement === undefined) throw new Error('not judged')
  return judgement
}

const common = {
  required: true,
  critical: false,
  certain: true,
  looks: { planned: 20, answered: 20 },
  seriesCount: 1,
  failures: []
}

describe('what the report shows of', () => {
  const a = counted(frame, steps(120, 1, 100), steps(20, 5, 100), { route: '/a' })
  const b = counted(frame, steps(120, 1, 100), steps(20, 1, 100), { route: '/b' })

  test('a ratio: its level before and now, the events and how many would be usual, the series', () => {
    expect(judged(ratioCheck({ max: 0.02 }), { counts: [a, b] })).toEqual({
      ...common,
      check: 'errors',
      kind: 'ratio',
      unit: 'fraction',
      verdict: 'fail',
      code: 'above-max',
      sentence: '5 % is above the maximum of 2 % at 2 evaluations running.',
      before: 0.01,
      after: 0.05,
      limit: { kind: 'max', value: 0.02 },
      firstBreach: frame.looks[0],
      counts: { bad: 100, total: 2000, expected: 20 },
      series: { route: '/a' },
      seriesCount: 2,
      samples: 40
    })
  })

  test('a ratio with one series: that series needs no name', () => {
    const { series, seriesCount } = judged(ratioCheck({ max: 0.02 }), { counts: [a] })
    expect({ series, seriesCount }).toEqual({ series: undefined, seriesCount: 1 })
  })

  test.each([
    ['no baseline', counted(frame, [], steps(20, 5, 100))],
    ['a baseline without requests', counted(frame, steps(120, 0, 0), steps(20, 5, 100))]
  ])('a ratio with %s: nothing is expected', (_name, only) => {
    const { before, counts } = judged(ratioCheck({ max: 0.02 }), { counts: [only] })
    expect({ before, counts }).toEqual({ before: undefined, counts: { bad: 100, total: 2000 } })
  })

  test('a count within its limit: events so far, and what the baseline promises for that time', () => {
    const only = counted(frame, steps(120, 1, 30), steps(20, 2, 30))
    expect(judged(countCheck({ max: 50 }), { counts: [only] })).toMatchObject({
      verdict: 'pass',
      sentence: '40; at most 50 is allowed.',
      before: 20,
      after: 40,
      counts: { bad: 40, total: 600, expected: 20 },
      samples: 20
    })
  })

  test.each([
    ['no baseline', counted(frame, [], steps(20, 2, 30))],
    ['a baseline of no length', counted(frame, steps(120, 0, 0), steps(20, 2, 30))]
  ])('a count with %s: nothing is promised', (_name, only) => {
    expect(judged(countCheck({ max: 50 }), { counts: [only] }).before).toBeUndefined()
  })

  test('a query: the median before, the mildest value of the breach, and the samples', () => {
    const values = [track(frame, [...level(60, 1), ...level(59, 2), 1], [3, 4, ...level(18, 1)])]
    expect(judged(queryCheck({ max: 2 }), { values })).toEqual({
      ...common,
      check: 'latency',
      kind: 'query',
      unit: 'none',
      verdict: 'fail',
      code: 'above-max',
      sentence: '3 is above the maximum of 2 at 2 evaluations running.',
      before: 1,
      after: 3,
      limit: { kind: 'max', value: 2 },
      firstBreach: frame.looks[0],
      samples: 20
    })
  })

  test('a query without a past: no level before', () => {
    const values = [track(frame, [], level(20, 3))]
    expect(judged(queryCheck({ max: 2 }), { values }).before).toBeUndefined()
  })

  test('a probe: how many requests failed, and since when', () => {
    const of = (...values: number[]) =>
      judged(probeCheck(), { values: [track(frame, [], values)], pointInTime: true })
    expect(of(1, 0, 0, 0, ...level(16, 1))).toMatchObject({
      code: 'probe-failed',
      sentence: '3 of 20 requests did not get the expected answer.',
      after: 1,
      firstBreach: frame.looks[1]
    })
    expect(of(0, ...level(19, 1))).toMatchObject({
      code: 'healthy',
      sentence: '1 of 20 requests did not get the expected answer, never 2 running.'
    })
    expect(of(...level(20, 1))).toMatchObject({
      code: 'healthy',
      sentence: 'All 20 requests got the expected answer.',
      after: 1
    })
  })

  test('alerts: how many fired at first, and when', () => {
    const of = (...values: number[]) =>
      judged(firingCheck(), { values: [track(frame, [], values)], pointInTime: true })
    expect(of(0, 2, 3, ...level(17, 0))).toMatchObject({
      code: 'alert-firing',
      sentence: '2 alerts fired since the deploy.',
      after: 2,
      firstBreach: frame.looks[1]
    })
    expect(of(...level(20, 0))).toMatchObject({
      code: 'healthy',
      sentence: 'No alert is firing.',
      after: 0
    })
  })

  test('a check without a rule: that nothing is wrong, once it was answered', () => {
    const values = [track(frame, [], level(20, 3))]
    expect(judged(queryCheck(), { values })).toMatchObject({
      verdict: 'pass',
      sentence: 'Nothing is wrong; 20 evaluations of the check were answered.'
    })
    const counts = [counted(frame, [], steps(20, 1, 10))]
    expect(judged(ratioCheck(), { counts }).sentence).toBe(
      'Nothing is wrong; 20 evaluations of the ratio were answered.'
    )
  })

  test('a comparison whose past could not be had: that it was asked for', () => {
    const values = [track(frame, [], level(20, 3))]
    const failure = { code: 'deadline', message: 'no answer', retries: 0 } as const
    const check = queryCheck({ compare })
    expect(judged(check, { values, pastFailure: failure }).sentence).toBe(
      'It cannot be compared: asking for the past failed.'
    )
    expect(judged(check, { values }).sentence).not.toContain('asking for the past')
  })
})

describe('a ratio with too few requests', () => {
  const of = (total: number, minTotal: number) =>
    judged(ratioCheck({ minTotal }), { counts: [counted(frame, [], steps(20, 0, total))] })

  test('says so, and not where there are just enough', () => {
    expect(of(10, 201).code).toBe('too-few-requests')
    expect(of(10, 200).code).toBe('healthy')
  })

  test('says something else where there were none at all', () => {
    expect(of(0, 200).code).not.toBe('too-few-requests')
  })

  test('is judged where another series has enough', () => {
    const counts = [
      counted(frame, [], steps(20, 0, 10), { route: '/a' }),
      counted(frame, [], steps(20, 0, 1), { route: '/b' })
    ]
    expect(judged(ratioCheck({ minTotal: 200 }), { counts }).code).toBe('healthy')
  })
})

describe('while the bake goes on', () => {
  const long = frameOf(60)
  const early = (per: number, compared = true) => {
    const check = ratioCheck(compared ? { compare } : { max: 0.5 })
    const counts = [counted(long, steps(120, per / 100, per), steps(30, per / 100, per))]
    return judgeOne(long, check, { counts }, { final: false, earlyPass: true })
  }

  test('coverage is asked of the looks so far', () => {
    const looks = looksOf(frame, ['answered', 'failed', 'answered', 'failed', 'answered'])
    const values = [track(frame, [], [1, 1, 1, 1, 1])]
    const { code, sentence } = judged(queryCheck({ max: 5 }), { values, looks }, false)
    expect(code).toBe('provider-error')
    expect(sentence).toMatch(/^3 of 5 planned evaluations/)
  })

  test('a comparison passes early only where it would have seen what matters', () => {
    expect(early(10_000)).toMatchObject({ verdict: 'pass', decided: true })
    expect(early(10)).toMatchObject({ verdict: 'pass', decided: false })
    expect(early(10, false)).toMatchObject({ verdict: 'pass', decided: true })
  })

  test('a comparison that cannot be made passes nothing', () => {
    const counts = [counted(long, [], steps(30, 1, 100))]
    const found = judgeOne(
      long,
      ratioCheck({ compare }),
      { counts },
      { final: false, earlyPass: true }
    )
    expect(found).toMatchObject({ verdict: 'inconclusive', decided: false })
  })
})
