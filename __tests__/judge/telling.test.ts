import { describe, expect, test } from '@jest/globals'
import type { Compared } from '../../src/judge/comparison.js'
import { tellComparison, tellJointAlarm } from '../../src/judge/telling.js'
import type { Judgement } from '../../src/model.js'
import { countCheck, queryCheck, ratioCheck } from './builders.js'

const compare = { worse: 'higher' as const, tolerance: 0.5 }
const calm: Compared = {
  state: 'not-worse',
  before: 0.1,
  after: 0.15,
  effect: { as: 'ratio', value: 1.5 },
  wentAway: false,
  powerful: true,
  suspicious: false
}
const latency = queryCheck({ compare, unit: 'seconds' })
const ratio = ratioCheck({ compare })
const how = { pastFailed: false, patient: false }
const told = (
  check: Parameters<typeof tellComparison>[0],
  change: Partial<Compared> = {},
  change2 = {}
) => tellComparison(check, { ...calm, ...change }, { ...how, ...change2 })

describe('a comparison is told', () => {
  test('with both levels and the change', () => {
    expect(told(latency)).toMatchObject({
      verdict: 'pass',
      code: 'nothing-worse',
      sentence:
        '150 ms (+50 %), 100 ms before the deploy; that is not worse than before the deploy.'
    })
    expect(told(latency, { after: 0.1 }).sentence).toMatch(/^100 ms, 100 ms before/)
    expect(told(latency, { before: 0 }).sentence).toMatch(/^150 ms, 0 s before/)
    expect(told(latency, { after: 0 }).sentence).toMatch(/^0 s, 100 ms before/)
    expect(told(latency, { after: -0.1 }).sentence).toMatch(/^-100 ms, 100 ms before/)
  })

  test('with the events of a ratio, and how many would be usual', () => {
    const counts = { bad: 1, total: 2000, expected: 0.26 }
    expect(told(ratio, { counts, before: 0.00013, after: 0.0005 }).sentence).toMatch(
      /^1 bad event in 2 000 requests \(0\.05 %\), 0\.3 expected \(0\.013 %\);/
    )
    const many = { bad: 40, total: 1, expected: 12.4 }
    expect(told(ratio, { counts: many }).sentence).toMatch(
      /^40 bad events in 1 request \(15 %\), 12 expected \(10 %\);/
    )
    const ten = { bad: 40, total: 1, expected: 9.96 }
    expect(told(ratio, { counts: ten }).sentence).toContain(', 10 expected')
  })

  test('with the events of a count and the time they took', () => {
    const counts = { bad: 12, total: 600, expected: 3 }
    expect(told(countCheck({ compare }), { counts }).sentence).toMatch(
      /^12 events in 10 min, 3 expected;/
    )
  })

  test('with what is known and nothing that is not', () => {
    expect(told(queryCheck())).toEqual({
      before: 0.1,
      after: 0.15,
      effect: { as: 'ratio', value: 1.5 },
      verdict: 'pass',
      code: 'nothing-worse',
      sentence: '0.15 (+50 %), 0.1 before the deploy; that is not worse than before the deploy.',
      certain: false
    })
    const facts = {
      chance: 0.2,
      placebo: { windows: 40, alarmed: 1 },
      counts: { bad: 1, total: 2, expected: 3 },
      firstBreach: 7,
      effect: { as: 'ratio' as const, value: 1.5, low: 1, high: 2 }
    }
    expect(told(ratio, facts)).toMatchObject({
      chance: 0.2,
      placebo: { windows: 40, alarmed: 1 },
      counts: { bad: 1, total: 2, expected: 3 },
      firstBreach: 7,
      effect: { as: 'ratio', value: 1.5, low: 1, high: 2 },
      limit: { kind: 'tolerance', value: 0.5, worse: 'higher' }
    })
  })

  test('as a failure with its chance and how it was checked', () => {
    const worse = { state: 'worse' as const, chance: 0.0002 }
    expect(told(latency, { ...worse, placebo: { windows: 40, alarmed: 1 } })).toMatchObject({
      verdict: 'fail',
      code: 'worse-than-baseline',
      certain: true,
      sentence:
        '150 ms (+50 %), 100 ms before the deploy; would happen by chance in 1 of 5 000 deploys; checked against 40 past windows, 1 of which would have alarmed.'
    })
    expect(told(latency, worse).sentence).toMatch(/in 1 of 5 000 deploys\.$/)
  })

  test('as open where it went away in a bake that is watched to its end', () => {
    const gone = { state: 'worse' as const, wentAway: true }
    expect(told(latency, gone, { patient: true })).toMatchObject({
      verdict: 'inconclusive',
      code: 'went-away',
      sentence:
        '150 ms (+50 %), 100 ms before the deploy, for a while; since then it is well again.'
    })
    expect(told(latency, gone)).toMatchObject({ verdict: 'fail', certain: true })
    const lasting = told(latency, { state: 'worse' }, { patient: true })
    expect(lasting).toMatchObject({ verdict: 'fail', certain: false })
  })

  test('as open where it looks worse on too little data', () => {
    const thin = { suspicious: true, powerful: false }
    expect(told(latency, thin)).toMatchObject({
      verdict: 'inconclusive',
      code: 'too-few-samples',
      sentence:
        '150 ms (+50 %), 100 ms before the deploy: more than tolerated, but there is too little data to be certain.'
    })
    expect(told(latency, { suspicious: true }).verdict).toBe('pass')
    expect(told(latency, { powerful: false }).verdict).toBe('pass')
  })

  test('as open with the reason where it cannot be made', () => {
    const unknown = { state: 'unknown', code: 'too-little-history', why: 'it is new' } as const
    const why = (pastFailed: boolean) => tellComparison(latency, unknown, { ...how, pastFailed })
    expect(why(false)).toMatchObject({
      verdict: 'inconclusive',
      code: 'too-little-history',
      sentence: 'It cannot be compared: it is new.'
    })
    expect(why(true).sentence).toBe('It cannot be compared: asking for the past failed.')
  })
})

describe('an alarm over all series is told', () => {
  const judgement = {
    check: 'latency',
    unit: 'seconds',
    verdict: 'pass',
    seriesCount: 2,
    certain: false
  } as unknown as Judgement
  const leader = { labels: { pod: 'a' }, path: [], before: 0.1, after: 0.3 }
  const joint = { threshold: 3, placebo: { windows: 40, alarmed: 2 } }
  const alarm = (change: object = {}, of: object = {}) =>
    tellJointAlarm(
      { ...judgement, ...of },
      leader,
      { at: 7, wentAway: false, patient: false, ...change },
      joint
    )

  test('by the series that leads', () => {
    expect(alarm()).toEqual({
      check: 'latency',
      unit: 'seconds',
      verdict: 'fail',
      code: 'joint-alarm',
      sentence:
        'All series together got worse, this one the most: 300 ms, 100 ms before the deploy; checked against 40 past windows, 2 of which would have alarmed.',
      certain: true,
      before: 0.1,
      after: 0.3,
      placebo: { windows: 40, alarmed: 2 },
      firstBreach: 7,
      seriesCount: 2,
      series: { pod: 'a' }
    })
    expect(alarm({}, { seriesCount: 1 })).not.toHaveProperty('series')
  })

  test('as open where it went away again', () => {
    expect(alarm({ wentAway: true, patient: true })).toMatchObject({
      verdict: 'inconclusive',
      code: 'went-away',
      certain: false,
      sentence:
        'All series together got worse, this one the most: 300 ms, 100 ms before the deploy, for a while; since then it is well again.'
    })
  })

  test('as certain at the end, or where the gate stops at its first alarm', () => {
    expect(alarm({ patient: true }).certain).toBe(false)
    expect(alarm({ patient: true }, { certain: true }).certain).toBe(true)
  })
})
