import { describe, expect, test } from '@jest/globals'
import type { CountTrack, Frame } from '../../src/model.js'
import { calibrate } from '../../src/judge/judge.js'
import {
  counted,
  evidenceOf,
  frameOf,
  judgeAll,
  judgeOne,
  looksOf,
  probeCheck,
  queryCheck,
  ratioCheck,
  track,
  wander
} from './builders.js'

const frame = frameOf(20)
const steps = (count: number, bad: number, total: number) =>
  Array.from({ length: count }, (): [number, number] => [bad, total])
const compare = { worse: 'higher' as const, tolerance: 0.5 }

test('one request is told as one', () => {
  const values = [track(frame, [], [1])]
  const { judgements } = judgeOne(frameOf(1), probeCheck(), { values, pointInTime: true })
  expect(judgements[0]?.sentence).toBe('The one request got the expected answer.')
})

test('no request at all is no lack of requests where nothing is taken for zero', () => {
  const counts = [counted(frame, steps(120, 0, 3), steps(20, 0, 0))]
  const check = ratioCheck({ noData: 'zero', minTotal: 50 })
  expect(judgeOne(frame, check, { counts }).verdict).toBe('pass')
})

test('nothing is healthy that never answered, though few looks are asked for', () => {
  const short = frameOf(4)
  const looks = looksOf(short, ['empty', 'failed', 'failed', 'failed'])
  const check = queryCheck({ noData: 'pass', minCoverage: 0.2 })
  expect(judgeOne(short, check, { looks }).judgements[0]).toMatchObject({
    verdict: 'inconclusive',
    sentence: 'There is no answer yet.'
  })
})

test('what broke its limit before is held against it by its own part of the rate', () => {
  const of = (bad: number) => ({
    evidence: evidenceOf(frame, {
      counts: [counted(frame, steps(120, 2, 100), steps(20, bad, 100))]
    })
  })
  const codeAmong = (others: number) => {
    const names = Array.from({ length: others }, (_, i) => `other ${i}`)
    return judgeAll(frame, [
      { check: ratioCheck({ max: 0.01, compare }), ...of(3.1) },
      ...names.map(name => ({ check: ratioCheck({ name, compare }), ...of(2) }))
    ]).judgements[0]?.code
  }
  expect([0, 60].map(codeAmong)).toEqual(['above-max', 'already-failing'])
})

test('three values of which each is worse than the worst before are worse', () => {
  const short = frameOf(3)
  const values = [track(short, [150, 150, 150], [300, 300, 300])]
  expect(judgeOne(short, queryCheck({ max: 100 }), { values }).code).toBe('above-max')
  const two = [track(short, [150, 150, 150], [300, 300])]
  expect(judgeOne(short, queryCheck({ max: 100 }), { values: two }).code).toBe('already-failing')
})

describe('a new series', () => {
  const old = (level: number, pod: string) =>
    track(frame, wander(120, { level, spread: 0.02 }), wander(20, { level, spread: 0.02 }), { pod })
  const fresh = track(frame, [], wander(20, { spread: 0.02, seed: 9 }), { pod: 'z' })
  const judged = (...others: ReturnType<typeof track>[]) =>
    judgeOne(frame, queryCheck({ compare }), { values: [...others, fresh] }).judgements[0]

  test('is not held against one that never had a value', () => {
    expect(judged(old(30, 'a'), track(frame, [], [], { pod: 'b' }))?.code).toBe(
      'worse-than-baseline'
    )
  })

  test('is held against twenty at most', () => {
    const many = Array.from({ length: 20 }, (_, i) => old(30, `a${10 + i}`))
    expect(judged(...many, old(100, 'b'))?.code).toBe('worse-than-baseline')
    expect(judged(...many.slice(1), old(100, 'b'))?.code).toBe('nothing-worse')
  })

  test('is worse where one old series says so and another knows too little', () => {
    const short = track(frame, [30, 30], wander(20, { level: 30, spread: 0.02 }), { pod: 'a' })
    expect(judged(short, old(30, 'b'))?.code).toBe('worse-than-baseline')
  })

  test('of counts is not held against one that never counted', () => {
    const whole = counted(frame, steps(120, 1, 100), steps(20, 1, 100), { pod: 'a' })
    const none = counted(frame, [], [], { pod: 'b' })
    const late = counted(frame, [], steps(20, 9, 100), { pod: 'c' })
    expect(judgeOne(frame, ratioCheck({ compare }), { counts: [whole, none, late] }).code).toBe(
      'worse-than-baseline'
    )
  })
})

describe('a control group', () => {
  const judged = (own: CountTrack, control: CountTrack, change: Partial<Frame> = {}) =>
    judgeOne({ ...frame, ...change }, ratioCheck({ compare }), { counts: [{ ...own, control }] })
      .judgements[0]

  test('is known from its first look, and up to the same moment', () => {
    const [first] = [1].map(count =>
      judged(counted(frame, [], steps(count, 9, 100)), counted(frame, [], steps(count, 5, 200)))
    )
    expect(first).toMatchObject({ before: 0.025, after: 0.09, counts: { expected: 2.5 } })
  })

  test('that answers later than the new release makes no chance that is no number', () => {
    const group = counted(frame, [], steps(20, 1, 100))
    const late = { ...group, soFar: group.soFar.slice(1) }
    const found = judged(counted(frame, [], steps(20, 9, 100)), late)
    expect(found?.code).toBe('worse-than-baseline')
    expect(found?.chance).toBeGreaterThan(0)
    expect(found?.chance).toBeLessThan(0.01)
  })

  test('does not teach bursts from a time that is left out', () => {
    const at = (back: number) => frame.rolloutStart - back * frame.interval
    const history = [...steps(60, 5, 1000), ...steps(55, 100, 1000), ...steps(5, 5, 1000)]
    const control = {
      ...counted(frame, [], steps(5, 5, 1000)),
      past: counted(frame, history, []).past
    }
    const own = counted(frame, [], steps(5, 14, 1000))
    expect(judged(own, control)?.code).not.toBe('worse-than-baseline')
    const leftOut = [{ start: at(60), end: at(5) }]
    expect(judged(own, control, { leftOut })?.code).toBe('worse-than-baseline')
  })
})

describe('the alarm over all series', () => {
  const long = frameOf(20, 30_000, 1600)
  const series = (pod: string, seed: number) =>
    track(long, wander(1600, { spread: 0.05, seed }), [], { pod })
  const jointOf = (...values: ReturnType<typeof track>[]) =>
    calibrate(
      [{ check: queryCheck({ compare }), evidence: evidenceOf(long, { values }) }],
      long,
      0.01
    ).joint

  test('is learned from the series of the one required check', () => {
    expect(jointOf(series('a', 1), series('b', 2))?.placebo.windows).toBeGreaterThan(11)
    expect(jointOf(series('a', 1))).toBeUndefined()
  })

  test('says how many past windows would have alarmed', () => {
    const hit = (pod: string, seed: number) => {
      const own = series(pod, seed)
      const past = own.past.map(({ at, value }, i) => ({
        at,
        value: i >= 800 && i < 804 ? 9 * value : value
      }))
      return { ...own, past }
    }
    const placebo = jointOf(hit('a', 1), hit('b', 2))?.placebo
    expect(placebo?.alarmed).toBeGreaterThan(0)
    expect(placebo?.alarmed).toBeLessThan(10)
  })
})
