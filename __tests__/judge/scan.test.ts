import { describe, expect, test } from '@jest/globals'
import type { Scan, ScanPlan } from '../../src/judge/scan.js'
import {
  calibrateScan,
  placeboChance,
  runScan,
  withChance,
  briefShare,
  trustIn
} from '../../src/judge/scan.js'
import { baselineValues, compareSeries, learnSeries } from '../../src/judge/series.js'
import type { Frame } from '../../src/model.js'
import { tailProbability, tailQuantile } from '../../src/stats/tail.js'
import { frameOf, track, wander } from './builders.js'

const PLAN: ScanPlan = { window: 10, gap: 0, leastStep: 1, alpha: 0.01 }
const zeros = (slots: number) => new Float64Array(slots)
function scanOf(past: Float64Array, change: Partial<ScanPlan> = {}): Scan {
  const scan = calibrateScan(past, { ...PLAN, ...change })
  if (scan === undefined) throw new Error('not calibrated')
  return scan
}
const moments = (scan: Scan) => [...scan.byMoment.keys()]

describe('placebo windows', () => {
  test('end with the past, and a new one starts after a third of a window', () => {
    const scan = scanOf(zeros(120))
    expect(scan.stride).toBe(3)
    expect(scan.placebos).toHaveLength(34)
    expect(moments(scan).slice(0, 3)).toEqual([10, 13, 16])
    expect(moments(scan).at(-1)).toBe(109)
  })

  test('leave the same gap after their deploy as the bake has', () => {
    expect(moments(scanOf(zeros(120), { gap: 5 })).slice(0, 2)).toEqual([15, 18])
  })

  test('are three hundred at most', () => {
    const scan = scanOf(zeros(5000))
    expect(scan.stride).toBe(17)
    expect(scan.placebos.length).toBeLessThanOrEqual(300)
  })

  test('are twelve at least', () => {
    expect(calibrateScan(zeros(52), PLAN)).toBeUndefined()
    expect(calibrateScan(zeros(53), PLAN)?.placebos).toHaveLength(12)
  })

  test('know half of their steps, and their level from half of its own', () => {
    const half = zeros(120).map((_, i) => (i % 2 === 0 ? NaN : 0))
    expect(scanOf(half).placebos).toHaveLength(34)
    const less = zeros(120).map((_, i) => (i % 5 < 3 ? NaN : 0))
    expect(calibrateScan(less, PLAN)).toBeUndefined()
    const hole = zeros(120).map((_, i) => (i >= 60 && i < 66 ? NaN : 0))
    // Windows that hold all six gaps know less than half.
    expect(scanOf(hole).placebos.length).toBeLessThan(34)
    expect(calibrateScan(zeros(0), PLAN)).toBeUndefined()
  })
})

describe('the bake', () => {
  test('is out of line by its rise over the level, in what placebos reached', () => {
    const scan = scanOf(zeros(120))
    const [first] = runScan(scan, Float64Array.of(5))
    // A past that never moved still has the spread of 0.3 of a step that matters.
    expect(first).toEqual({ score: 5 / 0.3, rise: 5 })
    expect(runScan(scan, Float64Array.of(NaN, 1, NaN))).toEqual([{ score: 1 / 0.3, rise: 1 }])
    const high = scanOf(zeros(120).map(() => 7))
    expect(runScan(high, Float64Array.of(8))).toEqual([{ score: 1 / 0.3, rise: 1 }])
  })

  test('must be out of line at a tenth of its steps running, three at most', () => {
    const scores = (window: number) =>
      runScan(scanOf(zeros(400), { window }), Float64Array.of(5, 5, 5, 5)).map(it => it.rise)
    expect(scores(14)).toEqual([5, 5, 5, 5])
    expect(scores(15)).toEqual([-Infinity, 5, 5, 5])
    expect(scores(25)).toEqual([-Infinity, -Infinity, 5, 5])
    expect(scores(60)).toEqual([-Infinity, -Infinity, 5, 5])
  })

  test('cuts spikes in long means at two steps that matter, or two deviations of the past', () => {
    expect(scanOf(zeros(120)).clip).toBe(2)
    const noisy = Float64Array.from(wander(120, { level: 1, spread: 1 }).map(Math.log))
    expect(scanOf(noisy, { leastStep: 0.01 }).clip).toBeGreaterThan(1)
  })
})

describe('the chance of a score', () => {
  const scan = scanOf(Float64Array.from(wander(400).map(Math.log)), { leastStep: 0.1 })
  const n = scan.placebos.length

  test('is the share of placebos that reached it, one added', () => {
    const low = scan.placebos[Math.floor(n / 4)] ?? NaN
    expect(low).toBeLessThan(scan.tail.start)
    const reached = scan.placebos.filter(score => score >= low).length
    expect(placeboChance(scan, low)).toBe((reached + 1) / (n + 1))
    expect(placeboChance(scan, -99)).toBe(1)
  })

  test('is that of the fitted tail beyond its start', () => {
    const high = scan.tail.start + 1
    expect(placeboChance(scan, high)).toBe(tailProbability(scan.tail, high))
  })

  test('has a threshold at seven tenths of the rate', () => {
    expect(scan.threshold).toBe(tailQuantile(scan.tail, 0.007))
    expect(withChance(scan, 0.2).threshold).toBe(tailQuantile(scan.tail, 0.2))
  })

  test('is learned with the level that sees the smallest change', () => {
    const slow = Float64Array.from(wander(2000, { memory: 0.99 }).map(Math.log))
    const quick = Float64Array.from(wander(2000).map(Math.log))
    const levelOf = (past: Float64Array, length: number) => {
      const slots = past.slice(-length).toSorted()
      return ((slots[length / 2 - 1] ?? NaN) + (slots[length / 2] ?? NaN)) / 2
    }
    const plan = { leastStep: 0.01 }
    expect(scanOf(slow, plan).level).toBe(levelOf(slow, 10))
    expect([30, 90, 270].map(length => levelOf(quick, length))).toContain(scanOf(quick, plan).level)
  })
})

describe('the values of the baseline', () => {
  const frame = frameOf(20)
  const short: Frame = {
    ...frame,
    baseline: { start: frame.rolloutStart - 3 * frame.interval, end: frame.rolloutStart }
  }
  const past = track(frame, [1, 2, 3, 4, 5], []).past

  test('stand in its window, the end included', () => {
    expect(baselineValues(past, short)).toEqual([3, 4, 5])
  })

  test('are as many of the newest where a part of it is left out', () => {
    const at = (steps: number) => frame.rolloutStart - steps * frame.interval
    const leftOut = [{ start: at(2), end: at(1) }]
    expect(baselineValues(past, { ...short, leftOut })).toEqual([2, 3, 5])
    const earlier = [{ start: at(5), end: at(3) }]
    expect(baselineValues(past, { ...short, leftOut: earlier })).toEqual([3, 4, 5])
  })

  test('are all there are where it holds none', () => {
    expect(baselineValues(past.slice(0, 2), short)).toEqual([1, 2])
    expect(baselineValues([], short)).toEqual([])
  })
})

describe('a series', () => {
  const frame = frameOf(20)
  const question = {
    direction: 'higher' as const,
    tolerance: 0.5,
    isFraction: false,
    alpha: 0.01,
    grain: frame.interval
  }
  const compared = (past: number[], bake: number[], change: Partial<typeof question> = {}) => {
    const whole = track(frame, past, bake)
    return compareSeries(learnSeries(whole, { ...question, ...change }, frame), whole, frame)
  }
  const past = wander(120, { spread: 0.02 })

  test('of too short a past cannot be compared, nor one with too few values since', () => {
    expect(compared([1, 2, 3], [1])).toMatchObject({
      state: 'unknown',
      code: 'too-little-history'
    })
    const brief = wander(20, { spread: 0.02 })
    expect(compared(brief, wander(7, { spread: 0.02 }))).toMatchObject({
      state: 'unknown',
      code: 'too-few-samples'
    })
    expect(compared(brief, wander(8, { spread: 0.02, seed: 2 })).state).toBe('not-worse')
    expect(compared(past, [])).toMatchObject({ state: 'unknown', code: 'too-few-samples' })
    expect(compared(past, [100]).state).toBe('not-worse')
  })

  test('that got worse is told with its level since the alarm, and its ratio', () => {
    const bake = [
      ...wander(10, { spread: 0.02, seed: 2 }),
      ...wander(10, { level: 300, spread: 0.02 })
    ]
    const found = compared(past, bake)
    if (found.state === 'unknown') throw new Error(found.why)
    expect(found.state).toBe('worse')
    expect(found.firstBreach).toBeGreaterThanOrEqual(frame.looks[10] ?? NaN)
    expect(found.firstBreach).toBeLessThanOrEqual(frame.looks[12] ?? NaN)
    expect(found.before).toBeGreaterThan(97)
    expect(found.before).toBeLessThan(103)
    expect(found.after).toBeGreaterThan(290)
    expect(found.effect).toMatchObject({ as: 'ratio' })
    expect(found.effect?.value).toBeCloseTo(found.after / found.before, 12)
    expect(found.effect?.low).toBeGreaterThan(2.5)
    expect(found.effect?.low).toBeLessThan(3)
    expect(found.effect?.high).toBeGreaterThan(3)
    expect(found.effect?.high).toBeLessThan(3.5)
    expect(found.chance).toBeLessThan(0.01)
    expect(found.placebo?.windows).toBeGreaterThan(11)
  })

  test('that did not is told with the level of the whole bake', () => {
    const found = compared(past, wander(20, { spread: 0.02, seed: 2 }))
    if (found.state === 'unknown') throw new Error(found.why)
    expect(found).toMatchObject({ state: 'not-worse', chance: 1, wentAway: false })
    expect(found).not.toHaveProperty('firstBreach')
    expect(found.path).toHaveLength(20)
    expect(found.path?.map(({ at }) => at)).toEqual(frame.looks)
    expect(Math.max(...(found.path ?? []).map(({ rise }) => Math.abs(rise)))).toBeLessThan(0.5)
  })

  test('that only fell is not worse where higher is, and is where lower is', () => {
    const fallen = wander(20, { level: 30, spread: 0.02, seed: 2 })
    expect(compared(past, fallen).state).toBe('not-worse')
    expect(compared(past, fallen, { direction: 'lower' as never }).state).toBe('worse')
  })

  test('of a short past is worse where two steps running lie beyond what it predicts', () => {
    const brief = wander(30, { spread: 0.02 })
    const high = wander(20, { level: 300, spread: 0.02, seed: 2 })
    const found = compared(brief, high)
    expect(found).toMatchObject({ state: 'worse', powerful: false, suspicious: false })
    expect(found).not.toHaveProperty('placebo')
  })
})

test('few placebo windows share the rate with the prediction interval, sixty have it alone', () => {
  const trust = [12, 30, 48, 300].map(windows => Math.round((1000 * trustIn(windows)) / 0.7))
  expect(trust).toEqual([400, 700, 1000, 1000])
  expect([0, 30, 60, 300].map(briefShare)).toEqual([0.5, 0.25, 0, 0])
})
