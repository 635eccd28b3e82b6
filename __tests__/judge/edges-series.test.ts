import { describe, expect, test } from '@jest/globals'
import { runBrief } from '../../src/judge/brief.js'
import type { Compared } from '../../src/judge/comparison.js'
import { effectOf } from '../../src/judge/effect.js'
import { baselineValues, compareSeries, learnSeries } from '../../src/judge/series.js'
import type { Frame, ValueTrack } from '../../src/model.js'
import { median } from '../../src/stats/quantile.js'
import { frameOf, samplesSince, track, wander } from './builders.js'

const frame = frameOf(20)
const question = {
  direction: 'higher' as const,
  tolerance: 0.5,
  isFraction: false,
  alpha: 0.01,
  grain: frame.interval
}
function compared(whole: ValueTrack, within = frame): Compared {
  const found = compareSeries(learnSeries(whole, question, within), whole, within)
  if (found.state === 'unknown') throw new Error(found.why)
  return found
}
const calm = (count: number, level = 100) => wander(count, { level, spread: 0.02, seed: 2 })
const long = wander(120, { spread: 0.02 })
const short = wander(20, { spread: 0.02 })

test('placebo windows keep the gap between the rollout and the bake', () => {
  const late = frameOf(20, 30_000, 120, 150_000)
  expect(learnSeries(track(late, long, []), question, late).scan?.plan.gap).toBe(5)
})

describe('a series with placebo windows', () => {
  test('is told with the values from its breach on, that one too', () => {
    const high = [...calm(10), 300, 400, 500]
    const found = compared(track(frame, long, high))
    expect(found.firstBreach).toBe(frame.looks[11])
    expect(found.after).toBe(450)
    // The prediction interval alarms at the same look: then the placebos tell.
    expect(found.placebo).toBeDefined()
  })

  test('has a level where its last look breaches in the middle of a step', () => {
    const samples = samplesSince(frame, [...calm(10), 300, 400]).map(({ at, value }) => ({
      at: at - 10_000,
      value
    }))
    const found = compared({ ...track(frame, long, []), bake: samples })
    expect(found.state).toBe('worse')
    expect(found.after).toBeGreaterThan(90)
  })

  test('breaches at the slot of the value, whatever is missing before', () => {
    const bake = samplesSince(frame, [...calm(10), 300, 400, 500]).filter((_, i) => i < 3 || i > 6)
    expect(compared({ ...track(frame, long, []), bake }).firstBreach).toBe(frame.looks[11])
  })

  test('tells how many past windows would have alarmed', () => {
    const past = wander(600, { spread: 0.02 }).map((value, i) =>
      i >= 300 && i < 304 ? 9 * value : value
    )
    const wide = frameOf(20, 30_000, 600)
    const { placebo } = compared(track(wide, past, calm(20)), wide)
    expect(placebo?.alarmed).toBeGreaterThan(0)
    expect(placebo?.alarmed).toBeLessThan(20)
  })

  test('tells the rise of each step in tolerances', () => {
    const { path } = compared(track(frame, long, [...calm(10), ...calm(10, 225)]))
    // Twice a factor of 1.5.
    expect(path?.at(-1)?.rise).toBeGreaterThan(1.8)
    expect(path?.at(-1)?.rise).toBeLessThan(2.2)
  })
})

describe('a series with a short past', () => {
  const worse = [...calm(4), ...calm(16, 190)]

  test('is healthy where it stays as it was', () => {
    expect(compared(track(frame, short, calm(20)))).toMatchObject({
      state: 'not-worse',
      suspicious: false
    })
  })

  test('is suspicious where it rose by more than is tolerated, but not certainly', () => {
    const wild = wander(20, { spread: 0.6 })
    expect(compared(track(frame, wild, calm(20, 190)))).toMatchObject({
      state: 'not-worse',
      suspicious: true
    })
  })

  test('has the smallest chance of its steps, times the slots', () => {
    const whole = track(frame, short, worse)
    const past = learnSeries(whole, question, frame)
    if (past.brief === undefined) throw new Error('no short past')
    const chances = runBrief(past.brief, worse.map(Math.log)).map(({ chance }) => chance)
    expect(compared(whole).chance).toBeCloseTo(20 * Math.min(...chances), 12)
    expect(Math.min(...chances)).toBeLessThan(0.01 / 20)
  })

  test('alarms at the second step running', () => {
    const whole = track(frame, short, worse)
    const past = learnSeries(whole, question, frame)
    if (past.brief === undefined) throw new Error('no short past')
    const share = past.scan === undefined ? 1 : NaN
    const first = runBrief(past.brief, worse.map(Math.log)).findIndex(
      ({ chance, step }) => chance < (share * 0.01) / 20 && step >= past.leastStep
    )
    expect(compared(whole).firstBreach).toBe(frame.looks[first + 1])
  })

  test('stays worse, or is well again', () => {
    expect(compared(track(frame, short, worse))).toMatchObject({ state: 'worse', wentAway: false })
    const back = [...calm(4), ...calm(8, 190), ...calm(8)]
    expect(compared(track(frame, short, back))).toMatchObject({ state: 'worse', wentAway: true })
  })
})

describe('the values of the baseline', () => {
  const at = (back: number) => frame.rolloutStart - back * frame.interval
  const past = track(frame, [1, 2, 3, 4, 5, 6, 7, 8], []).past
  const early: Frame = { ...frame, baseline: { start: at(5), end: at(2) } }
  const values = (...leftOut: { start: number; end: number }[]) =>
    baselineValues(past, { ...early, leftOut })

  test('are those of its window, whatever is newer', () => {
    expect(baselineValues(past, early)).toEqual([4, 5, 6])
  })

  test('are whole where what is left out ends with its start', () => {
    expect(values({ start: at(7), end: at(5) })).toEqual([4, 5, 6])
    expect(values({ start: at(7), end: at(6) })).toEqual([4, 5, 6])
  })

  test('are the newest where any that is left out lies in it', () => {
    expect(values({ start: at(7), end: at(6) }, { start: at(4), end: at(3) })).toEqual([6, 7, 8])
  })
})

describe('a series with few placebo windows', () => {
  // Two bursts, which the placebos reach as well; single values far out count for little in the prediction.
  const bursts = wander(120, { spread: 0.02 }).map((value, i) =>
    (i >= 40 && i < 44) || (i >= 80 && i < 84) ? 5 * value : value
  )
  const rise = (count: number) => calm(count, 190)
  const steps = (bake: readonly number[]) => {
    const whole = track(frame, bursts, bake)
    return { past: learnSeries(whole, question, frame), found: compared(whole) }
  }

  test('alarms by its prediction interval too, and then keeps the path and the power of the placebos', () => {
    const { past, found } = steps(rise(8))
    expect(past.scan?.placebos.length).toBeGreaterThan(11)
    expect(past.brief).toBeDefined()
    expect(found.state).toBe('worse')
    expect(found.placebo).toBeUndefined()
    expect(found.path).toHaveLength(8)
    expect(found.powerful).toBe(true)
  })

  test('is told by the placebos where both alarm at the same look', () => {
    const bake = [...calm(4), ...rise(16)]
    const { past, found } = steps(bake)
    // Placebos that nothing exceeds leave it to the prediction interval.
    const deaf = past.scan && { ...past, scan: { ...past.scan, threshold: Infinity } }
    const predicted = deaf && compareSeries(deaf, track(frame, bursts, bake), frame)
    expect(predicted).toMatchObject({ state: 'worse', firstBreach: found.firstBreach })
    expect(predicted).not.toHaveProperty('placebo')
    expect(found).toHaveProperty('placebo')
  })

  test('is not predicted from fewer than eight values', () => {
    expect(steps(rise(7)).found).toMatchObject({ state: 'not-worse' })
    expect(steps(rise(8)).found).toMatchObject({ state: 'worse' })
  })
})

describe('the effect of a series', () => {
  const high = [...calm(10), 300, 400, 500]

  test('is measured where its baseline window stands', () => {
    const at = (back: number) => frame.rolloutStart - back * frame.interval
    const plan = (baseline: Frame['baseline']) =>
      learnSeries(track(frame, long, []), question, { ...frame, baseline }).effect.plan.baseline
    expect(plan({ start: at(9), end: at(2) })).toEqual({ slots: 7, offset: 2 })
    expect(plan({ start: at(2), end: at(2) })).toEqual({ slots: 1, offset: 2 })
    expect(plan({ start: at(2), end: at(-1) })).toEqual({ slots: 3, offset: 0 })
  })

  test('is that of the values from the breach on, or of all', () => {
    const of = (bake: readonly number[], [from, to]: readonly [number, number]) => {
      const whole = track(frame, long, bake)
      const { before, after, effect } = compared(whole)
      const own = new Float64Array(20).fill(NaN)
      own.set(bake)
      const past = learnSeries(whole, question, frame)
      expect(effect?.low).toBeDefined()
      expect(effect).toEqual(effectOf(past.effect, { own: { before, after } }, { own }, [from, to]))
    }
    of(high, [11, 12])
    of(calm(13), [0, 12])
  })

  test('is what remains beside its control group', () => {
    const past = track(frame, long, []).past
    const bake = samplesSince(frame, high)
    const mild = samplesSince(frame, [...calm(10), 150, 150, 150])
    const both = { ...track(frame, long, high), control: { past, bake: mild } }
    const { before, after, effect } = compared(both)
    expect(after).toBe(median(bake.slice(11).map(({ value }) => value)))
    expect(effect?.value).toBeCloseTo(after / before / (150 / before), 12)
  })
})
