import { describe, expect, test } from '@jest/globals'
import { calibrate, judge } from '../../src/judge/judge.js'
import type { Case } from '../../src/judge/judge.js'
import { trustIn } from '../../src/judge/scan.js'
import {
  counted,
  evidenceOf,
  frameOf,
  logsCheck,
  probeCheck,
  queryCheck,
  ratioCheck,
  track,
  wander
} from './builders.js'

const frame = frameOf(10)
const compare = { worse: 'higher' as const, tolerance: 0.5 }
const steps = (count: number) => Array.from({ length: count }, (): [number, number] => [1, 100])
const options = { final: true, earlyPass: false, earlyStop: true }

function values(name: string, change: object = {}, bake: readonly number[] = []): Case {
  const past = wander(120, { seed: name.length })
  const evidence = evidenceOf(frame, { values: [track(frame, past, bake)] })
  return { check: queryCheck({ name, compare, ...change }), evidence }
}
const counts = (name: string, change: object = {}): Case => ({
  check: ratioCheck({ name, compare, ...change }),
  evidence: evidenceOf(frame, { counts: [counted(frame, steps(120), steps(3))] })
})
const logs: Case = { check: logsCheck({ name: 'logs' }), evidence: evidenceOf(frame) }

describe('the rate of false alarms', () => {
  const shares = (cases: readonly Case[]) =>
    [...calibrate(cases, frame, 0.01).comparers].map(([name, { alpha }]) => [name, alpha])

  test('is shared by the checks that compare', () => {
    expect(shares([values('a'), counts('bb'), counts('limit', { compare: undefined })])).toEqual([
      ['a', 0.005],
      ['bb', 0.005]
    ])
  })

  test('is shared by signatures too, though they are compared another way', () => {
    expect(shares([counts('bb'), logs])).toEqual([['bb', 0.005]])
  })
})

describe('the alarm over all series', () => {
  const windows = (cases: readonly Case[]) =>
    calibrate(cases, frame, 0.01).joint?.placebo.windows ?? 0

  test('watches values of required checks, from two of them on', () => {
    expect(windows([values('a'), values('bb')])).toBeGreaterThan(11)
    expect(windows([values('a')])).toBe(0)
    expect(windows([values('a'), values('bb', { required: false })])).toBe(0)
    expect(windows([values('a'), counts('bb')])).toBe(0)
    expect(windows([values('a'), logs])).toBe(0)
    expect(windows([values('a'), values('bb', { compare: undefined })])).toBe(0)
  })

  test('has the part of the rate that its checks have together', () => {
    const still = (name: string): Case => ({
      check: queryCheck({ name, compare }),
      evidence: evidenceOf(frame, {
        values: [
          track(
            frame,
            Array.from({ length: 120 }, () => 5),
            []
          )
        ]
      })
    })
    const threshold = (cases: readonly Case[]) => calibrate(cases, frame, 0.01).joint?.threshold
    // Of so short a past not all of seven tenths of the rate is asked for.
    const least = (rate: number) => -Math.log(trustIn(34) * rate) - 2
    expect(threshold([still('a'), still('b')])).toBeCloseTo(least(0.01), 9)
    expect(threshold([still('a'), still('b'), counts('c'), counts('d')])).toBeCloseTo(
      least(0.005),
      9
    )
  })
})

test('a calibration for a bake of another length is made again', () => {
  const cases = [values('a', {}, wander(10, { level: 300 })), values('bb', {}, wander(10))]
  const longer = frameOf(20)
  const other = calibrate(cases, longer, 0.01)
  const own = calibrate(cases, frame, 0.01)
  const found = judge(cases, frame, other, options)
  expect(found).toEqual(judge(cases, frame, own, options))
  expect(found.judgements[0]?.placebo?.windows).toBe(
    own.comparers.get('a')?.pasts.values().next().value?.scan?.placebos.length
  )
})

describe('looks are done', () => {
  const asked = (name: string, looks: number, pointInTime = false): Case => ({
    check: pointInTime ? probeCheck({ name }) : queryCheck({ name, max: 5 }),
    evidence: evidenceOf(frame, {
      values: [
        track(
          frame,
          [],
          Array.from({ length: looks }, () => 1)
        )
      ],
      pointInTime
    })
  })
  const done = (cases: readonly Case[]) =>
    judge(cases, frame, calibrate(cases, frame, 0.01), options).looks

  test('that every check was asked at, probes aside', () => {
    expect(done([asked('a', 5), asked('b', 3), asked('c', 1, true)])).toEqual({
      done: 3,
      planned: 10
    })
  })

  test('of probes alone where there is nothing else', () => {
    expect(done([asked('a', 4, true), asked('b', 6, true)]).done).toBe(4)
    expect(done([]).done).toBe(0)
  })
})

describe('an alarm over all series', () => {
  const calm = (seed: number) => wander(10, { seed })
  const watched = [
    values('optional', { required: false }, calm(3)),
    values('a', {}, calm(4)),
    values('bb', {}, calm(5)),
    counts('ratio')
  ]
  /** As many surprises are too much as one likes. */
  const judged = (cases: readonly Case[], threshold: number, change: object = {}) => {
    const known = calibrate(cases, frame, 0.01)
    const joint = { threshold, placebo: { windows: 40, alarmed: 0 } }
    const found = judge(cases, frame, { ...known, joint }, { ...options, ...change })
    return { ...found, codes: found.judgements.map(({ code }) => code) }
  }

  test('is none where the series do not surprise enough together', () => {
    expect(judged(watched, 99).codes).not.toContain('joint-alarm')
    expect(judged([], -1).codes).toEqual([])
  })

  test('is told by the required check that leads it, and decides the gate', () => {
    const found = judged(watched, -1)
    expect(found.codes).toEqual(['nothing-worse', 'joint-alarm', 'nothing-worse', found.codes[3]])
    expect(found).toMatchObject({ verdict: 'fail', decidedBy: 'a' })
    expect(found.judgements[1]?.firstBreach).toBe(frame.looks[0])
  })

  test('adds nothing where the leader fails by itself', () => {
    const worse = [values('a', {}, wander(10, { level: 900 })), values('bb', {}, calm(5))]
    expect(judged(worse, 0).codes).toEqual(['worse-than-baseline', 'nothing-worse'])
  })

  test('may go away again in a bake that is watched to its end', () => {
    const patient = { earlyStop: false, final: false }
    expect(judged(watched, -1, patient)).toMatchObject({
      verdict: 'inconclusive',
      code: 'went-away',
      decided: false
    })
    const critical = [values('a', { critical: true }, calm(4)), values('bb', {}, calm(5))]
    expect(judged(critical, -1, patient)).toMatchObject({ code: 'joint-alarm', decided: true })
  })
})
