import { describe, expect, test } from '@jest/globals'
import type { Frame, LineCount, LogsCheck, LogsTrack, SignatureTrack } from '../../src/model.js'
import { rateVariance } from '../../src/judge/bursts.js'
import { judgeRates } from '../../src/judge/signature-rate.js'
import { regularisedBeta } from '../../src/stats/beta.js'
import { frameOf, logsCheck } from './builders.js'

/** Steps and looks of 32 s: 64 before the deploy, 2048 s, and ten since. */
const STEPS = 64
const LOOKS = 10
const STEP = 32
const SECONDS = STEPS * STEP
const frame = frameOf(LOOKS, STEP * 1000, STEPS)
const look = (i: number) => frame.bake.start + i * frame.interval

/** Of a signature: its events in each step before the deploy, and by each look since, ascending. */
function signature(
  before: (step: number) => number,
  since: Readonly<Record<number, number>>,
  change: Partial<SignatureTrack> = {}
): SignatureTrack {
  const past = Array.from({ length: STEPS }, (_, i) => ({
    at: frame.baseline.start + (i + 1) * frame.interval,
    bad: before(i),
    total: STEP
  }))
  const bad = past.reduce((sum, step) => sum + step.bad, 0)
  return {
    id: 'a',
    template: '',
    level: 'error',
    before: { at: frame.rolloutStart, bad, total: SECONDS },
    past: past.filter(step => step.bad > 0),
    soFar: Object.entries(since).map(([i, events]) => ({
      at: look(Number(i)),
      bad: events,
      total: Number(i) * STEP
    })),
    frames: [],
    examples: [],
    ...change
  }
}
/** So many in each step. */
const even = (events: number) => () => events
const none = even(0)

interface Asked {
  readonly check?: LogsCheck
  readonly alpha?: number
  readonly frame?: Frame
  readonly logs?: Partial<LogsTrack>
}

const lines = (at: number, exposure: number): LineCount => ({ at, matched: 0, read: 0, exposure })

function judged(signatures: readonly SignatureTrack[], asked: Asked = {}) {
  const logs = {
    signatures,
    before: lines(frame.rolloutStart, SECONDS),
    soFar: Array.from({ length: LOOKS }, (_, i) => lines(look(i + 1), (i + 1) * STEP)),
    ...asked.logs
  }
  const { check = logsCheck(), alpha = 1 } = asked
  return judgeRates({ check, logs, frame: asked.frame ?? frame, alpha })
}
const stateOf = (track: SignatureTrack, asked: Asked = {}) => judged([track], asked).get('a')?.state
const comparing = (worse: 'higher' | 'lower' | 'either', tolerance: number) => ({
  check: logsCheck({ compare: { worse, tolerance } })
})
function withoutCompare(): LogsCheck {
  const { compare: _, ...check } = logsCheck()
  return check
}

/** P(from ≤ X ≤ to) of n events that each fall into the bake with probability p. */
function binomial(n: number, p: number, from: number, to: number): number {
  let term = (1 - p) ** n
  let sum = 0
  for (let k = 0; k <= to; k++) {
    if (k >= from) sum += term
    term *= ((n - k) / (k + 1)) * (p / (1 - p))
  }
  return sum
}

function expectChance(found: { readonly chance?: number } | undefined, chance: number): void {
  expect(chance).toBeLessThan(0.5)
  expect((found?.chance ?? 0) / chance).toBeCloseTo(1, 8)
}

describe('a signature of before the deploy', () => {
  test('is known while it comes as often, and what its rate promises is told', () => {
    expect(judged([signature(even(2), { 1: 3, 3: 5 })]).get('a')).toEqual({
      id: 'a',
      state: 'known',
      before: 128,
      after: 5,
      expected: 6
    })
  })

  test('is known where it does not come any more', () => {
    expect(judged([signature(even(2), {})]).get('a')).toEqual({
      id: 'a',
      state: 'known',
      before: 128,
      after: 0
    })
  })

  test('is told when it jumps, by the first look that shows it', () => {
    expect(judged([signature(even(1), { 1: 2, 2: 40, 3: 90 })]).get('a')).toMatchObject({
      state: 'more',
      before: 64,
      after: 90,
      expected: 3,
      firstBreach: look(2)
    })
  })

  test('is held against its baseline, though more is known of further back', () => {
    const track = signature(even(2), { 1: 3 }, { earlier: { at: 0, bad: 9000, total: 1000 } })
    expect(judged([track]).get('a')).toMatchObject({ before: 128, expected: 2 })
  })
})

describe('a signature that the baseline does not have', () => {
  const earlier = { at: frame.baseline.start, bad: 128, total: 4096 }

  test('is not judged by its rate', () => {
    expect(judged([signature(none, { 1: 90 })]).size).toBe(0)
  })

  test('is held against what came further back', () => {
    expect(judged([signature(none, { 1: 3 }, { earlier })]).get('a')).toMatchObject({
      state: 'known',
      before: 0,
      after: 3,
      expected: 1
    })
    const { before: _, ...unread } = signature(none, { 1: 40 }, { earlier })
    expect(judged([unread]).get('a')).toMatchObject({ state: 'more', before: 0, expected: 1 })
  })

  test('is not held against a time without its events, or without exposure', () => {
    const known = [
      signature(none, { 1: 90 }, { earlier: { ...earlier, bad: 0 } }),
      signature(none, { 1: 90 }, { earlier: { ...earlier, total: 0 } }),
      signature(none, { 1: 90 }, { before: { at: 0, bad: 5, total: 0 } })
    ]
    expect(judged(known).size).toBe(0)
  })
})

describe('a jump', () => {
  test('is ten events more at least', () => {
    expect(stateOf(signature(even(1), { 1: 10 }))).toBe('known')
    expect(stateOf(signature(even(1), { 1: 11 }))).toBe('more')
  })

  test('is as many times more as the tolerance says', () => {
    expect(stateOf(signature(even(20), { 1: 59 }))).toBe('known')
    expect(stateOf(signature(even(20), { 1: 60 }))).toBe('more')
    expect(stateOf(signature(even(20), { 1: 99 }), comparing('higher', 4))).toBe('known')
    expect(stateOf(signature(even(20), { 1: 100 }), comparing('higher', 4))).toBe('more')
  })

  test('is three times as many where the check does not compare', () => {
    expect(stateOf(signature(even(20), { 1: 59 }), { check: withoutCompare() })).toBe('known')
    expect(stateOf(signature(even(20), { 1: 60 }), { check: withoutCompare() })).toBe('more')
    expect(stateOf(signature(even(20), {}), { check: withoutCompare() })).toBe('known')
  })

  test('has the chance of so many or more of all events in the bake’s part of the time, at any look', () => {
    const found = judged([signature(even(1), { 1: 12 })]).get('a')
    expectChance(found, LOOKS * binomial(76, 1 / 65, 12, 76))
    const short = judged([signature(even(1), { 1: 12 })], { frame: { ...frame, looks: [] } })
    expectChance(short.get('a'), binomial(76, 1 / 65, 12, 76))
  })

  test('is told where that chance is no more than alpha', () => {
    const track = signature(even(1), { 1: 12 })
    const alpha = judged([track]).get('a')?.chance ?? 0
    expect(stateOf(track, { alpha })).toBe('more')
    expect(stateOf(track, { alpha: alpha * (1 - 1e-9) })).toBe('known')
  })

  test('is one of as many as had an event by that look', () => {
    const others = [{ 1: 1 }, { 1: 1, 2: 2 }, { 2: 1 }, { 3: 1 }, {}].map((since, i) =>
      signature(even(1), since, { id: `b${i}` })
    )
    const at1 = judged([...others, signature(even(1), { 1: 12 })]).get('a')
    expectChance(at1, 3 * LOOKS * binomial(76, 1 / 65, 12, 76))
    const at2 = judged([...others, signature(even(1), { 2: 16 })]).get('a')
    expectChance(at2, 4 * LOOKS * binomial(80, 2 / 66, 16, 80))
    const unknown = signature(none, { 1: 5 }, { id: 'new' })
    const without = judged([unknown, signature(even(1), { 1: 12 })], { check: withoutCompare() })
    expectChance(without.get('a'), LOOKS * binomial(76, 1 / 65, 12, 76))
  })
})

describe('a fall', () => {
  const lower = comparing('lower', 0.5)

  const atFirst = (events: number, of: number, asked: Asked = lower) =>
    stateOf(signature(even(of), { 1: events }), {
      ...asked,
      logs: { soFar: [lines(look(1), STEP)] }
    })

  test('is ten events less at least', () => {
    expect(atFirst(2, 12)).toBe('more')
    expect(atFirst(3, 12)).toBe('known')
  })

  test('is as many times less as the tolerance says', () => {
    expect(atFirst(20, 40)).toBe('more')
    expect(atFirst(21, 40)).toBe('known')
    const third = comparing('lower', 2)
    expect(atFirst(13, 40, third)).toBe('more')
    expect(atFirst(14, 40, third)).toBe('known')
  })

  test('shows at a look without an event of it', () => {
    expect(judged([signature(even(20), { 1: 20 })], lower).get('a')).toMatchObject({
      state: 'more',
      after: 20,
      expected: 200,
      firstBreach: look(2)
    })
    expect(judged([signature(even(20), {})], lower).get('a')).toMatchObject({
      state: 'more',
      after: 0,
      expected: 200,
      firstBreach: look(1)
    })
  })

  test('has the chance of so few or fewer, of all that were known, either way', () => {
    const other = signature(even(1), {}, { id: 'b' })
    const track = signature(even(40), { 1: 19 })
    const chance = LOOKS * binomial(2579, 1 / 65, 0, 19)
    expectChance(judged([track], lower).get('a'), 2 * chance)
    expectChance(judged([track, other], lower).get('a'), 4 * chance)
    expectChance(judged([track, other], comparing('either', 0.5)).get('a'), 4 * chance)
  })

  test('is not asked for where more is worse, nor a rise where less is', () => {
    const rising = signature(even(20), { 1: 60, 5: 300 })
    const falling = signature(even(20), {})
    const statesOf = (worse: 'higher' | 'lower' | 'either') =>
      [rising, falling].map(track => stateOf(track, comparing(worse, 2)))
    expect(statesOf('higher')).toEqual(['more', 'known'])
    expect(statesOf('lower')).toEqual(['known', 'more'])
    expect(statesOf('either')).toEqual(['more', 'more'])
  })

  test('is told after a rise where both came', () => {
    const track = signature(even(20), { 1: 60 })
    expect(judged([track], comparing('either', 2)).get('a')).toMatchObject({ expected: 20 })
    expect(judged([track], comparing('lower', 2)).get('a')).toMatchObject({ expected: 200 })
  })
})

interface Jump {
  readonly bad: number
  readonly seconds: number
  readonly before: number
  readonly variance: number
  /** Of the bake. */
  readonly steps?: number
  readonly tests?: number
}
/** The chance of a jump, at any of ten looks, where the rate of a step varies so much by itself. */
function burstyChance({ bad, seconds, before, variance, steps = 1, tests = 1 }: Jump): number {
  const rate = (bad + before) / (seconds + SECONDS)
  const independent = 1 / Math.max(0.5, rate * seconds) + 1 / (rate * SECONDS)
  const worth = independent / (independent + variance / steps + variance / STEPS)
  const share = seconds / (seconds + SECONDS)
  return tests * LOOKS * regularisedBeta(share, bad * worth, before * worth + 1)
}

describe('events that come in bursts', () => {
  // 4 in every other step: of mean 2 and squared gap 4 the variance is (4 − 2)/4.
  const bursty = (step: number) => (step % 2 === 0 ? 4 : 0)
  const own = { before: 128, variance: 0.5 }

  test('count for less', () => {
    const found = judged([signature(bursty, { 1: 40 })]).get('a')
    expectChance(found, burstyChance({ bad: 40, seconds: 32, ...own }))
  })

  test('count for more the longer the bake is, from a step on', () => {
    const later = judged([signature(bursty, { 3: 60 })]).get('a')
    expectChance(later, burstyChance({ bad: 60, seconds: 96, steps: 3, ...own }))
    const soFar = [{ at: look(0.5), bad: 40, total: 16 }]
    const early = judged([signature(bursty, {}, { soFar })]).get('a')
    expectChance(early, burstyChance({ bad: 40, seconds: 16, ...own }))
  })

  test('are half an event at least where little was read', () => {
    const soFar = [{ at: look(1), bad: 20, total: 4 }]
    const found = judged([signature(bursty, {}, { soFar })]).get('a')
    expectChance(found, burstyChance({ bad: 20, seconds: 4, ...own }))
  })

  test('leave a chance of one at most', () => {
    const once = signature(step => (step === 5 ? 16 : 0), { 1: 20 })
    expect(burstyChance({ bad: 20, seconds: 32, before: 16, variance: 59 })).toBeGreaterThan(1)
    expect(judged([once]).get('a')?.chance).toBe(1)
  })

  test('belong to the step that they ended in', () => {
    const track = signature(bursty, { 1: 40 })
    const past = track.past.map(step => ({ ...step, at: step.at - frame.interval / 2 }))
    const found = judged([{ ...track, past }]).get('a')
    expectChance(found, burstyChance({ bad: 40, seconds: 32, ...own }))
  })

  test('are in steps of the looks, however many of them make the baseline nearly whole', () => {
    const start = frame.baseline.start - 0.4 * frame.interval
    const longer = { ...frame, baseline: { ...frame.baseline, start } }
    const track = signature(step => (step % 2 === 1 ? 4 : 0), { 1: 40 })
    const past = track.past.map(step => ({ ...step, at: step.at - 0.4 * frame.interval }))
    const found = judged([{ ...track, past }], { frame: longer }).get('a')
    expectChance(found, burstyChance({ bad: 40, seconds: 32, ...own }))
  })

  describe('of a signature with few of its own', () => {
    // 15 events, one in a step: less than chance.
    const few = (change: Readonly<Record<number, number>> = {}) =>
      signature(step => (step % 4 === 0 && step < 60 ? 1 : 0), change)
    const chanceOf = (variance: number, tests = 1) =>
      burstyChance({ bad: 20, seconds: 32, before: 15, variance, tests })

    test('are told by the others, by so much as its own are few', () => {
      const other = signature(bursty, {}, { id: 'b' })
      // 15 of 15 + 30.
      expectChance(judged([other, few({ 1: 20 })]).get('a'), chanceOf((2 / 3) * 0.5))
    })

    test('are told by the mean of the others', () => {
      const others = [bursty, bursty, even(1), even(2)].map((before, i) =>
        signature(before, {}, { id: `b${i}` })
      )
      expectChance(judged([...others, few({ 1: 20 })]).get('a'), chanceOf((2 / 3) * 0.25))
    })

    test('are told by others with thirty events at least', () => {
      const of = (events: number) => {
        const before = (step: number) => (step % 10 === 0 && step < 60 ? events / 6 : 0)
        const grid = Array.from({ length: STEPS }, (_, i) => ({ bad: before(i), total: STEP }))
        const other = signature(before, {}, { id: 'b' })
        return { other, variance: rateVariance(grid) }
      }
      const enough = of(30)
      expect(enough.variance).toBeGreaterThan(1)
      expectChance(
        judged([enough.other, few({ 1: 40 })]).get('a'),
        burstyChance({ bad: 40, seconds: 32, before: 15, variance: (2 / 3) * enough.variance })
      )
      expectChance(judged([of(29).other, few({ 1: 20 })]).get('a'), chanceOf(0))
    })

    test('are its own where those are the larger', () => {
      // 16 in one step: of mean ¼ the excess is 15.75² + 63/16 − 16, over 64/16.
      const once = signature(step => (step === 5 ? 16 : 0), { 1: 4000 })
      const other = signature(bursty, {}, { id: 'b' })
      expectChance(
        judged([other, once]).get('a'),
        burstyChance({ bad: 4000, seconds: 32, before: 16, variance: 59 })
      )
    })
  })
})

describe('more traffic', () => {
  /** So many lines of it before the deploy and by the first looks, that are no errors. */
  const calm = (
    before: number,
    since: Readonly<Record<number, number>>,
    change: Partial<SignatureTrack> = {}
  ) => signature(even(before / STEPS), since, { id: 'calm', level: 'info', ...change })
  /** What an error that came once in a step is expected to come by the first look. */
  const expectedAmong = (others: readonly SignatureTrack[], asked: Asked = {}) =>
    judged([signature(even(1), { 1: 2 }), ...others], asked).get('a')?.expected

  test.each([
    ['as much', 2048, 32, 1],
    ['twice as much', 2048, 64, 2],
    ['half as much', 8192, 64, 1],
    ['four times as much', 2048, 128, 3]
  ])('%s brings as much more of everything, three times at most', (_, before, since, times) => {
    expect(expectedAmong([calm(before, { 1: since })])).toBe(times)
  })

  test('is not known from fewer than fifty lines on either side', () => {
    expect(expectedAmong([calm(64, { 1: 50 })])).toBe(3)
    expect(expectedAmong([calm(50, { 1: 50 })])).toBe(3)
    expect(expectedAmong([calm(49, { 1: 50 })])).toBe(1)
    expect(expectedAmong([calm(64, { 1: 49 })])).toBe(1)
  })

  test('is told by lines that are no errors and no warnings', () => {
    for (const level of ['error', 'fatal', 'warn']) {
      expect(expectedAmong([calm(2048, { 1: 64 }, { level })])).toBe(1)
    }
    const { level: _, ...plain } = calm(2048, { 1: 64 })
    expect(expectedAmong([plain])).toBe(2)
  })

  test.each([
    'could not reach the payment gateway, attempt <*>',
    'Connection refused by <*>',
    "can't open <*>",
    'request <*> timed out'
  ])('is not told by a line without a level that says "%s"', template => {
    const { level: _, ...plain } = calm(2048, { 1: 64 }, { template })
    expect(expectedAmong([plain])).toBe(1)
  })

  test('is not told by a line without a level that has an exception', () => {
    const { level: _, ...plain } = calm(2048, { 1: 64 }, { errorType: 'KeyError' })
    expect(expectedAmong([plain])).toBe(1)
  })

  test('is told by all of them together', () => {
    const both = [calm(1024, { 1: 64 }), calm(3072, { 1: 64 }, { id: 'other' })]
    expect(expectedAmong(both)).toBe(2)
  })

  test('is not told by lines that came since the deploy only', () => {
    const { before: _, ...unread } = calm(2048, { 1: 900 }, { id: 'unread' })
    const fresh = calm(0, { 1: 900 }, { id: 'fresh' })
    expect(expectedAmong([calm(2048, { 1: 64 }), fresh, unread])).toBe(2)
  })

  test('is not told by the signature that is judged', () => {
    const [mine, other] = [calm(1024, { 1: 64 }), calm(2048, { 1: 64 }, { id: 'other' })]
    const found = judged([mine, other])
    // 16 times twice as much by the other; 32 times three by this one, which came four times as often.
    expect(found.get('calm')).toMatchObject({ expected: 32 })
    expect(found.get('other')).toMatchObject({ expected: 96 })
  })

  test('is told by the lines up to the look', () => {
    const track = signature(even(1), { 1: 2, 2: 3 })
    const expectedWith = (since: Readonly<Record<number, number>>) =>
      judged([track, calm(2048, since)]).get('a')?.expected
    // 128 in 64 s are twice as many as before.
    expect(expectedWith({ 1: 128 })).toBe(4)
    expect(expectedWith({ 1: 64, 2: 128 })).toBe(4)
    expect(expectedWith({ 1: 64, 3: 128 })).toBe(2)
    expect(expectedWith({ 3: 128 })).toBe(2)
  })

  test('is not known where the lines of the look or of before are not', () => {
    const others = [calm(2048, { 1: 64 })]
    expect(expectedAmong(others, { logs: { soFar: [] } })).toBe(1)
    expect(expectedAmong(others, { logs: { soFar: [lines(look(1), 0)] } })).toBe(1)
    const signatures = [signature(even(1), { 1: 2 }), ...others]
    const logs = { signatures, soFar: [lines(look(1), STEP)] }
    const found = judgeRates({ check: logsCheck(), logs, frame, alpha: 1 })
    expect(found.get('a')?.expected).toBe(1)
  })

  test('makes a jump larger, and its chance that of a longer time', () => {
    const others = [calm(2048, { 1: 64 })]
    expect(judged([signature(even(1), { 1: 11 }), ...others]).get('a')?.state).toBe('known')
    const found = judged([signature(even(1), { 1: 12 }), ...others]).get('a')
    expect(found).toMatchObject({ state: 'more', expected: 2 })
    expectChance(found, 2 * LOOKS * binomial(76, 2 / 66, 12, 76))
  })

  test('takes nothing from a fall', () => {
    const found = judged(
      [signature(even(40), {}), calm(2048, { 1: 64 })],
      comparing('lower', 0.5)
    ).get('a')
    expect(found).toMatchObject({ state: 'more', expected: 400 })
    expectChance(found, 4 * LOOKS * binomial(2560, 1 / 65, 0, 0))
  })
})
