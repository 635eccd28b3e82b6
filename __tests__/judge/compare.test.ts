import { describe, expect, test } from '@jest/globals'
import {
  boundaryFor,
  compareCountTrack,
  compareValueTrack,
  defaultPlan,
  gotWorse,
  learn,
  planComparison
} from '../../src/judge/compare.js'
import type { Comparison, Direction } from '../../src/judge/comparison.js'
import { read } from '../../src/judge/reading.js'
import type { CountTrack, ValueTrack } from '../../src/model.js'
import {
  counted,
  countCheck,
  evidenceOf,
  frameOf,
  logsCheck,
  probeCheck,
  queryCheck,
  ratioCheck,
  track,
  wander
} from './builders.js'

const frame = frameOf(20)
const level = (count: number, value: number) => Array.from({ length: count }, () => value)
const steps = (count: number, bad: number, total: number) =>
  Array.from({ length: count }, (): [number, number] => [bad, total])
const compare = { worse: 'higher' as const, tolerance: 0.5 }

describe('what is compared', () => {
  test('is what the check says, both ways where either is worse', () => {
    expect(planComparison(queryCheck({ compare }), 0.01)).toEqual({
      directions: ['higher'],
      tolerance: 0.5,
      alpha: 0.01
    })
    const either = queryCheck({ compare: { worse: 'either', tolerance: 0.1 } })
    expect(planComparison(either, 0.01)?.directions).toEqual(['higher', 'lower'])
  })

  test('is nothing where the check compares nothing, or signatures', () => {
    expect(planComparison(queryCheck(), 0.01)).toBeUndefined()
    expect(planComparison(logsCheck(), 0.01)).toBeUndefined()
    expect(planComparison(logsCheck({ compare }), 0.01)).toBeUndefined()
  })

  test('is half more of events and a quarter more of values where only a limit asks', () => {
    const tolerance = (check: Parameters<typeof defaultPlan>[0]) =>
      defaultPlan(check, 'lower', 0.01).tolerance
    expect([ratioCheck(), countCheck(), queryCheck(), probeCheck()].map(tolerance)).toEqual([
      0.5, 0.5, 0.25, 0.25
    ])
    expect(tolerance(queryCheck({ compare: { worse: 'higher', tolerance: 0.1 } }))).toBe(0.1)
    expect(defaultPlan(queryCheck(), 'lower', 0.01)).toMatchObject({
      directions: ['lower'],
      alpha: 0.01
    })
  })
})

describe('the rate of false alarms is shared', () => {
  const plan = (directions: readonly Direction[]) => ({ directions, tolerance: 0.5, alpha: 0.12 })
  const learned = (
    evidence: Parameters<typeof evidenceOf>[1],
    directions: readonly Direction[]
  ) => {
    const check = evidence?.counts === undefined ? queryCheck() : ratioCheck()
    return learn(check, read(check, evidenceOf(frame, evidence), frame), frame, plan(directions))
  }
  const pods = ['a', 'b', 'c'].map(pod => ({ pod }))

  test('by series and directions', () => {
    const values = pods.map(labels => track(frame, wander(120), [], labels))
    const counts = pods.map(labels => counted(frame, steps(9, 1, 10), [], labels))
    expect(learned({ values }, ['higher', 'lower']).alpha).toBeCloseTo(0.02, 12)
    expect(learned({ values }, ['higher']).alpha).toBeCloseTo(0.04, 12)
    expect(learned({ counts }, ['higher']).alpha).toBeCloseTo(0.04, 12)
    expect(learned({ values: [] }, ['higher']).alpha).toBe(0.12)
  })

  test('and something is learned of each series with a past, in each direction', () => {
    const values = [...pods.slice(0, 2).map(labels => track(frame, wander(120), [], labels))]
    const fresh = track(frame, [], [1], { pod: 'c' })
    expect(learned({ values: [...values, fresh] }, ['higher', 'lower']).pasts.size).toBe(4)
    const counts = [counted(frame, steps(9, 1, 10), [])]
    expect(learned({ counts, values }, ['higher']).pasts.size).toBe(0)
  })
})

test('the boundary of a bake without looks is that of one look', () => {
  expect(boundaryFor(0, 0.01, 0)).toBe(boundaryFor(1, 0.01, 0))
  expect(boundaryFor(10, 0.01, 0)).toBeGreaterThan(boundaryFor(1, 0.01, 0))
})

describe('a value whose limit the baseline broke too got worse', () => {
  const unknown: Comparison = { state: 'unknown', code: 'too-few-samples', why: 'too little' }
  const judged = { before: 1, after: 1, wentAway: false, powerful: true }
  const known = (state: 'worse' | 'not-worse', suspicious = false): Comparison => ({
    ...judged,
    state,
    suspicious
  })
  const past = [...level(60, 8), ...level(60, 10)]
  const got = (
    found: Comparison,
    bake: readonly number[],
    way: Direction = 'higher',
    before: readonly number[] = past
  ) => gotWorse(found, track(frame, before, bake), frame, way, 0.5)

  test('where the comparison says so', () => {
    expect(got(known('worse'), [])).toBe(true)
    expect(got(known('not-worse'), [99, 99, 99])).toBe(false)
  })

  test.each([
    ['knows too little', unknown],
    ['only suspects it', known('not-worse', true)]
  ])('where it %s, only beyond the worst of the baseline by the tolerance', (_name, found) => {
    expect(got(found, [1, 15.1, 16, 17])).toBe(true)
    expect(got(found, [15.1, 15, 17])).toBe(false)
    expect(got(found, [17, 17])).toBe(false)
    expect(got(found, [17, 17, 17], 'higher', [])).toBe(false)
    expect(got(found, [99, 3.9, 3, 2], 'lower')).toBe(true)
    expect(got(found, [3.9, 4, 2], 'lower')).toBe(false)
    expect(got(found, [99, 99, 99], 'lower')).toBe(false)
  })
})

describe('a new series of counts', () => {
  const check = ratioCheck({ compare })
  const fresh = counted(frame, [], steps(20, 5, 100), { version: '2' })
  const gone = counted(frame, steps(120, 5, 100), [], { version: '1' })
  const living = counted(frame, steps(120, 1, 100), steps(20, 1, 100), { version: '0' })
  const compared = (all: readonly CountTrack[]) => {
    const plan = { directions: ['higher' as const], tolerance: 0.5, alpha: 0.01 }
    const reading = read(check, evidenceOf(frame, { counts: all }), frame)
    const comparer = learn(check, reading, frame, plan)
    return compareCountTrack(comparer, check, fresh, all, 'higher', frame)
  }

  test('is held against those that went away with the deploy', () => {
    expect(compared([fresh, gone, living])).toMatchObject({ state: 'not-worse', before: 0.05 })
  })

  test('else against all that have a baseline, together', () => {
    const other = counted(frame, steps(120, 3, 300), steps(20, 1, 100), { version: '9' })
    const found = compared([fresh, living, other])
    expect(found.before).toBeCloseTo((120 + 360) / (12_000 + 36_000), 12)
    expect(found.state).toBe('worse')
  })

  test('else against nothing', () => {
    expect(compared([fresh]).state).toBe('unknown')
  })
})

describe('a series of counts with a baseline', () => {
  const compared = (check: Parameters<typeof learn>[0], own: CountTrack, all = [own]) => {
    const plan = { directions: ['higher' as const], tolerance: 0.5, alpha: 0.01 }
    const reading = read(check, evidenceOf(frame, { counts: all }), frame)
    const comparer = learn(check, reading, frame, plan)
    return compareCountTrack(comparer, check, own, all, 'higher', frame)
  }
  const own = counted(frame, steps(120, 1, 100), steps(20, 5, 100), { version: '2' })

  test('is held against its own, whatever went away', () => {
    const gone = counted(frame, steps(120, 9, 100), [], { version: '1' })
    expect(compared(ratioCheck({ compare }), own, [own, gone])).toMatchObject({
      state: 'worse',
      before: 0.01
    })
  })

  test('or against its control group, though it has no past', () => {
    const control = counted(frame, [], steps(20, 1, 100))
    const fresh = { ...counted(frame, [], steps(20, 5, 100)), control }
    const gone = counted(frame, steps(120, 9, 100), [], { version: '1' })
    expect(compared(ratioCheck({ compare }), fresh, [fresh, gone])).toMatchObject({
      state: 'worse',
      before: 0.01
    })
  })

  test('needs the requests that a ratio asks for, and the events that a count does', () => {
    expect(compared(ratioCheck({ compare, minTotal: 2001 }), own).state).toBe('not-worse')
    expect(compared(ratioCheck({ compare, minTotal: 2000 }), own).state).toBe('worse')
    const few = counted(frame, steps(120, 0.01, 30_000), steps(20, 1, 30_000))
    expect(compared(countCheck({ compare }), few).state).toBe('worse')
    expect(compared(ratioCheck({ compare }), few).state).toBe('not-worse')
  })
})

describe('a new series of values', () => {
  const check = queryCheck({ compare })
  const compared = (bake: readonly number[], others: readonly ValueTrack[]) => {
    const plan = { directions: ['higher' as const], tolerance: 0.5, alpha: 0.01 }
    const fresh = track(frame, [], bake, { version: '2' })
    const all = [fresh, ...others]
    const reading = read(check, evidenceOf(frame, { values: all }), frame)
    const comparer = learn(check, reading, frame, plan)
    return compareValueTrack(comparer, fresh, reading.values, 'higher', frame)
  }
  const old = (at: number, bake: readonly number[], version: string) =>
    track(frame, wander(120, { level: at, spread: 0.02 }), bake, { version })
  const now = wander(20, { level: 100, spread: 0.02, seed: 9 })
  const calm = wander(20, { level: 100, spread: 0.02, seed: 7 })

  test('is worse only where it is worse than every old one would permit', () => {
    expect(compared(now, [old(100, calm, '0'), old(20, calm, '1')]).state).toBe('not-worse')
    expect(compared(now, [old(20, calm, '0'), old(100, calm, '1')]).state).toBe('not-worse')
    expect(compared(now, [old(30, calm, '0'), old(20, calm, '1')]).state).toBe('worse')
  })

  test('is held against those that went away with the deploy, where there are such', () => {
    expect(compared(now, [old(100, calm, '0'), old(20, [], '1')]).state).toBe('worse')
    expect(compared(now, [old(20, calm, '0'), old(100, [], '1')]).state).toBe('not-worse')
  })

  test('takes no part in the alarm over all series', () => {
    expect(compared(now, [old(30, calm, '0')])).not.toHaveProperty('path')
  })

  test('cannot be compared where none is old, or none teaches anything', () => {
    const why = 'the series is new and there is none from before the deploy to hold it against'
    expect(compared(now, [])).toMatchObject({ state: 'unknown', code: 'too-little-history', why })
    const short = track(frame, [1, 2], [], { version: '0' })
    expect(compared(now, [short])).toMatchObject({
      state: 'unknown',
      why: 'the time before the deploy holds too little data'
    })
    expect(compared(now, [short, old(100, [], '1')]).state).toBe('not-worse')
  })
})
