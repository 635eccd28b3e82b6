import { describe, expect, test } from '@jest/globals'
import { read } from '../../src/judge/reading.js'
import type { CountTrack, Evidence, Look } from '../../src/model.js'
import {
  counted,
  countCheck,
  evidenceOf,
  frameOf,
  logsCheck,
  looksOf,
  queryCheck,
  ratioCheck,
  track
} from './builders.js'

const frame = frameOf(4)
const [first = 0, second = 0, third = 0, fourth = 0] = frame.looks
const looks = (...states: Look['state'][]) => looksOf(frame, states)
const reading = (check: Parameters<typeof read>[0], evidence: Partial<Evidence>) =>
  read(check, evidenceOf(frame, evidence), frame)
const values = (...bake: number[]) => track(frame, [], bake)

describe('what is read', () => {
  test('is ordered: looks, samples and series', () => {
    const mixed = {
      labels: { pod: 'b' },
      past: [
        { at: 2, value: 2 },
        { at: 1, value: 1 }
      ],
      bake: [
        { at: second, value: 2 },
        { at: first, value: 1 }
      ]
    }
    const other = { ...values(1), labels: { pod: 'a' } }
    const found = reading(queryCheck(), {
      values: [mixed, other],
      looks: looks('answered', 'answered').toReversed()
    })
    expect(found.looks.map(look => look.at)).toEqual([first, second])
    expect(found.values.map(it => it.labels)).toEqual([{ pod: 'a' }, { pod: 'b' }])
    expect(found.values[1]?.bake.map(it => it.value)).toEqual([1, 2])
    expect(found.values[1]?.past.map(it => it.value)).toEqual([1, 2])
  })

  test('is ordered where it is counts', () => {
    const whole = counted(
      frame,
      [
        [1, 10],
        [2, 10]
      ],
      [
        [1, 10],
        [2, 10]
      ],
      { pod: 'b' }
    )
    const { past, steps, soFar } = whole
    const mixed = {
      ...whole,
      past: past.toReversed(),
      steps: steps.toReversed(),
      soFar: soFar.toReversed()
    }
    const other = counted(frame, [], [[1, 10]], { pod: 'a' })
    const states = looks('answered', 'answered')
    const found = reading(ratioCheck(), { counts: [mixed, other], looks: states })
    expect(found.counts[0]?.labels).toEqual({ pod: 'a' })
    expect(found.counts[1]).toEqual(whole)
  })

  test('is finite', () => {
    const found = reading(queryCheck(), { values: [track(frame, [1, NaN, 2], [Infinity, 3])] })
    expect(found.values[0]?.past.map(it => it.value)).toEqual([1, 2])
    expect(found.values[0]?.bake.map(it => it.value)).toEqual([3])
  })

  test('is nothing of a look whose answer was not whole, also over the bake so far', () => {
    const own = { ...values(1, 2, 3), soFar: values(1, 2, 3).bake }
    const found = reading(queryCheck(), {
      values: [own],
      looks: looks('answered', 'partial', 'answered')
    })
    expect(found.values[0]?.bake.map(it => it.value)).toEqual([1, 3])
    expect(found.values[0]?.soFar?.map(it => it.value)).toEqual([1, 3])
    const counts = [
      counted(
        frame,
        [],
        [
          [1, 10],
          [1, 10],
          [1, 10]
        ]
      )
    ]
    const ofCounts = reading(ratioCheck(), {
      counts,
      looks: looks('answered', 'stale', 'answered')
    })
    expect(ofCounts.counts[0]?.soFar.map(it => it.at)).toEqual([first, third])
  })

  test('keeps what the control group said while the new release was silent', () => {
    const states = looks('answered', 'empty', 'partial')
    const control = { past: [], bake: values(7, 8, 9).bake }
    const found = reading(queryCheck(), {
      values: [{ ...values(1, 2, 3), control }],
      looks: states
    })
    expect(found.values[0]?.bake.map(it => it.value)).toEqual([1])
    expect(found.values[0]?.control?.bake.map(it => it.value)).toEqual([7, 8])
    const group = counted(
      frame,
      [],
      [
        [1, 10],
        [1, 10],
        [1, 10]
      ]
    )
    const counts = [{ ...counted(frame, [], [[1, 10]]), control: group }]
    const ofCounts = reading(ratioCheck(), { counts, looks: states })
    expect(ofCounts.counts[0]?.control?.soFar.map(it => it.at)).toEqual([first, second])
  })

  test.each([
    [NaN, 10],
    [1, NaN],
    [-1, 10],
    [1, -1],
    [1e101, 10],
    [1, 1e101],
    [1e-101, 10],
    [1, 1e-101]
  ])('takes %d events of %d for no count', (bad, total) => {
    const odd = { at: second, bad, total }
    const own: CountTrack = {
      labels: {},
      before: odd,
      past: [odd],
      steps: [odd],
      soFar: [{ at: first, bad: 0, total: 10 }, odd]
    }
    expect(reading(ratioCheck(), { counts: [own], looks: looks('answered') }).counts).toEqual([
      { labels: {}, past: [], steps: [], soFar: [{ at: first, bad: 0, total: 10 }] }
    ])
  })

  test.each([
    [0, 0],
    [1e100, 1e100],
    [1e-100, 1e-100]
  ])('takes %d events of %d for a count', (bad, total) => {
    const at = { at: first, bad, total }
    const own = { labels: {}, before: at, past: [at], steps: [at], soFar: [at] }
    expect(reading(ratioCheck(), { counts: [own], looks: looks('answered') }).counts).toEqual([own])
  })
})

describe('an empty answer', () => {
  const silent = { looks: looks('answered', 'empty') }

  test('is no answer', () => {
    const { answered, empty } = reading(queryCheck(), { values: [values(1)], ...silent })
    expect({ answered, empty }).toEqual({ answered: 1, empty: 1 })
  })

  test('is a zero where the check says so, in every series, or in one without a name', () => {
    const check = queryCheck({ noData: 'zero' })
    const found = reading(check, { values: [values(1)], ...silent })
    expect(found).toMatchObject({ answered: 2, empty: 0 })
    expect(found.values[0]?.bake).toEqual([
      { at: first, value: 1 },
      { at: second, value: 0 }
    ])
    expect(reading(check, { values: [], ...silent }).values).toEqual([
      { labels: {}, past: [], bake: [{ at: second, value: 0 }] }
    ])
    expect(reading(check, { values: [], looks: looks('answered') }).values).toEqual([])
  })

  test('is no event in the time so far where lines were read and none matched', () => {
    const seen = reading(countCheck(), { counts: [], scanned: 5, ...silent })
    expect(seen.counts).toEqual([
      { labels: {}, past: [], steps: [], soFar: [{ at: second, bad: 0, total: 60 }] }
    ])
    expect(reading(countCheck(), { counts: [], scanned: 0, ...silent }).counts).toEqual([])
    expect(reading(countCheck(), { counts: [], ...silent }).counts).toEqual([])
    expect(reading(queryCheck(), { values: [], scanned: 5, ...silent }).values).toEqual([])
  })

  test('changes nothing of a look that has a value, and stands in its place', () => {
    const check = queryCheck({ noData: 'zero' })
    const states = looks('empty', 'answered', 'empty')
    const own = track(frame, [], [5, 6])
    const late = { ...own, bake: own.bake.slice(1) }
    expect(reading(check, { values: [late], looks: states }).values[0]?.bake).toEqual([
      { at: first, value: 0 },
      { at: second, value: 6 },
      { at: third, value: 0 }
    ])
    const lines = counted(
      frame,
      [],
      [
        [3, 30],
        [4, 30]
      ]
    )
    const seen = { counts: [{ ...lines, soFar: lines.soFar.slice(1) }], looks: states, scanned: 9 }
    expect(reading(countCheck(), seen).counts[0]?.soFar).toEqual([
      { at: first, bad: 0, total: 30 },
      { at: second, bad: 7, total: 60 },
      { at: third, bad: 0, total: 90 }
    ])
  })

  test('of a ratio is no request', () => {
    const zero = reading(ratioCheck({ noData: 'zero' }), { counts: [], ...silent })
    expect(zero.counts[0]?.soFar).toEqual([{ at: second, bad: 0, total: 0 }])
    expect(zero.values).toEqual([])
  })
})

describe('answered is a look', () => {
  test('at which some series has a value', () => {
    const two = [values(1, NaN, NaN), { ...values(NaN, 2, NaN), labels: { pod: 'b' } }]
    const states = looks('answered', 'answered', 'answered')
    expect(reading(queryCheck(), { values: two, looks: states }).answered).toBe(2)
    expect(reading(logsCheck(), { values: [], looks: states }).answered).toBe(3)
  })

  test('of a ratio that has a total, or whose newest step is younger than a step', () => {
    const whole = counted(
      frame,
      [],
      [
        [1, 10],
        [1, 10],
        [1, 10],
        [1, 10]
      ]
    )
    const states = looks('answered', 'answered', 'answered', 'answered')
    const answered = (change: Partial<CountTrack>, grain = frame.interval) =>
      reading(ratioCheck(), { counts: [{ ...whole, ...change }], looks: states, grain }).answered
    expect(answered({ steps: [] })).toBe(4)
    expect(answered({ soFar: [] })).toBe(4)
    expect(answered({ soFar: [], steps: [] })).toBe(0)
    expect(answered({ soFar: whole.soFar.slice(3), steps: [] })).toBe(1)
    expect(answered({ soFar: [], steps: whole.steps.slice(0, 1) })).toBe(1)
    expect(answered({ soFar: [], steps: whole.steps.slice(0, 1) }, 2 * frame.interval)).toBe(2)
    expect(answered({ soFar: [], steps: whole.steps.slice(3) })).toBe(1)
    expect(fourth).toBe(whole.steps[3]?.at)
  })
})

describe('planned are', () => {
  test('all looks of the bake, at least one', () => {
    expect(reading(queryCheck(), { looks: looks('answered') }).planned).toBe(4)
    const none = frameOf(0)
    expect(read(queryCheck(), evidenceOf(none), none).planned).toBe(1)
  })

  test('those since its first look where a check has no past', () => {
    const since = looksOf(frame, ['answered', 'answered', 'answered']).slice(1)
    expect(reading(queryCheck(), { looks: since, pointInTime: true }).planned).toBe(3)
    expect(reading(queryCheck(), { looks: since }).planned).toBe(4)
    expect(reading(queryCheck(), { looks: [], pointInTime: true }).planned).toBe(4)
    const many = [...since, ...since, ...since]
    expect(reading(queryCheck(), { looks: many, pointInTime: true }).planned).toBe(6)
  })
})

test('a step of the past is a millisecond at least', () => {
  expect(reading(queryCheck(), { grain: 0 }).grain).toBe(1)
  expect(reading(queryCheck(), { grain: 60_000 }).grain).toBe(60_000)
})
