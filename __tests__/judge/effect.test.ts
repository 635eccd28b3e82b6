import { describe, expect, test } from '@jest/globals'
import { effectOf, learnEffect } from '../../src/judge/effect.js'
import type { EffectPlan } from '../../src/judge/effect.js'
import { median } from '../../src/stats/quantile.js'

const plan: EffectPlan = { gap: 0, window: 30, baseline: { slots: 30, offset: 0 } }
const of = (...values: number[]) => Float64Array.from(values)
const times = (count: number, value: (i: number) => number) =>
  Float64Array.from({ length: count }, (_, i) => value(i))
/** Up and down by a tenth, at two paces. */
const wave = (i: number) => 100 * Math.exp(0.05 * Math.sin(i) + 0.05 * Math.sin(i / 7.3))
const long = times(600, wave)
const since = times(30, i => 1.5 * wave(600 + i))
const change = (past: Float64Array, bake: Float64Array) => ({
  before: median([...past.slice(-30)]),
  after: median([...bake])
})
const told = (past: Float64Array, bake: Float64Array, how = plan) =>
  effectOf(learnEffect({ own: past }, how), { own: change(past, bake) }, { own: bake }, [
    0,
    bake.length - 1
  ])

describe('an effect', () => {
  test('is a ratio with an interval as wide as its past moves by itself', () => {
    const found = told(long, since)
    expect(found?.as).toBe('ratio')
    expect(found?.value).toBeCloseTo(median([...since]) / median([...long.slice(-30)]), 12)
    expect(found?.low).toBeGreaterThan(1.3)
    expect(found?.low).toBeLessThan(1.5)
    expect(found?.high).toBeGreaterThan(1.5)
    expect(found?.high).toBeLessThan(1.75)
  })

  test('has an interval of nothing where the past never moved', () => {
    const still = times(600, () => 4)
    expect(
      told(
        still,
        times(30, () => 6)
      )
    ).toEqual({ as: 'ratio', value: 1.5, low: 1.5, high: 1.5 })
  })

  test('knows no unit', () => {
    const [one, other] = [1, 1e-9].map(unit =>
      told(
        long.map(value => unit * value),
        since.map(value => unit * value)
      )
    )
    for (const key of ['value', 'low', 'high'] as const)
      expect(other?.[key]).toBeCloseTo(one?.[key] ?? NaN, 9)
  })

  test('of values that are not all positive is a difference', () => {
    const balance = long.map(value => value - 100)
    const found = told(
      balance,
      since.map(value => value - 100)
    )
    expect(found?.as).toBe('difference')
    expect(found?.low).toBeLessThan(found?.value ?? NaN)
    expect(found?.value).toBeGreaterThan(40)
    expect(found?.high).toBeGreaterThan(found?.value ?? NaN)
  })

  test('is a difference where everything is gone now', () => {
    const found = told(
      long,
      times(30, () => 0)
    )
    expect(found).toMatchObject({ as: 'difference', value: -median([...long.slice(-30)]) })
    expect(found?.high).toBeLessThan(-50)
  })

  test('is less certain of one value than of thirty', () => {
    const [all, one] = [since, since.slice(0, 1)].map(bake => told(long, bake))
    const width = (found: typeof all) => Math.log((found?.high ?? NaN) / (found?.low ?? NaN))
    expect(width(one)).toBeGreaterThan(1.2 * width(all))
  })

  test('is what remains when the control group moved as well', () => {
    const both = { own: long, control: long.map(value => 2 * value) }
    const bake = { own: since, control: times(30, i => 3 * wave(600 + i)) }
    const found = effectOf(
      learnEffect(both, plan),
      { own: change(long, since), control: change(both.control, bake.control) },
      bake,
      [0, 29]
    )
    expect(found?.value).toBeCloseTo(1, 12)
    // Where both always moved together nothing is uncertain.
    expect(found?.low).toBeCloseTo(1, 9)
    expect(found?.high).toBeCloseTo(1, 9)
  })

  test('of a short past goes by ranks, and of very few values by their mean', () => {
    const short = times(24, i => 100 + (i % 3))
    const found = told(
      short,
      times(12, i => 150 + (i % 3))
    )
    expect(found?.low).toBeGreaterThan(1.46)
    expect(found?.low).toBeLessThan(1.5)
    expect(found?.high).toBeGreaterThan(1.5)
    expect(found?.high).toBeLessThan(1.55)
    const one = told(short, of(150))
    expect(one?.low).toBeLessThan(found?.low ?? NaN)
    expect(one?.high).toBeGreaterThan(found?.high ?? NaN)
  })

  test('has no interval where nearly nothing is known from before', () => {
    const found = told(of(100, 101, 99), since)
    expect(found).toEqual({ as: 'ratio', value: found?.value })
  })

  test('is left out where it is no number', () => {
    const found = effectOf(
      learnEffect({ own: long }, plan),
      { own: { before: 100, after: NaN } },
      { own: since },
      [0, 29]
    )
    expect(found).toBeUndefined()
  })
})
