import { describe, expect, test } from '@jest/globals'
import { describePast } from '../../src/judge/brief.js'
import { effectOf, learnEffect } from '../../src/judge/effect.js'
import type { EffectPlan } from '../../src/judge/effect.js'
import { studentUpperQuantile } from '../../src/stats/beta.js'
import { effectiveSize } from '../../src/stats/dependence.js'
import { median, sorted } from '../../src/stats/quantile.js'
import { shiftBetween } from '../../src/stats/ranks.js'
import { fitTail, tailQuantile } from '../../src/stats/tail.js'

const missed = 0.025
const of = (values: readonly number[]) => Float64Array.from(values)
const known = (values: readonly number[]) => values.filter(value => !Number.isNaN(value))
/** Whole numbers from −50 to 50 in no order, each with a fraction of its own. */
const mixed = (count: number) =>
  Array.from({ length: count }, (_, i) => ((i * 37) % 101) - 50 + i / 1000)
/** 10 more than before. */
const change = { before: 1, after: 11 }

/** What the same two medians show in the past, as far from each other, at one moment after the other. */
function shownIn(past: readonly number[], plan: EffectPlan, from: number, slots: number) {
  const { gap, window, baseline } = plan
  const last = past.length - gap - window
  const first = baseline.offset + Math.min(baseline.slots, Math.floor(past.length / 4))
  const stride = Math.max(Math.floor(window / 3), Math.ceil((last - first + 1) / 150))
  const half = (values: readonly number[]) =>
    2 * known(values).length < values.length ? NaN : median(known(values))
  const shown: number[] = []
  for (let start = last; start >= first; start -= stride) {
    const end = start - baseline.offset
    const before = half(past.slice(Math.max(0, end - baseline.slots), end))
    shown.push(half(past.slice(start + gap + from, start + gap + from + slots)) - before)
  }
  return { shown: known(shown), stride }
}

function expected(past: readonly number[], plan: EffectPlan, from: number, slots: number) {
  const { shown, stride } = shownIn(past, plan, from, slots)
  const worth = Math.min(1, stride / slots)
  const end = (sign: number) =>
    tailQuantile(fitTail(sorted(shown.map(value => sign * value)), 0.3, worth), missed)
  return { moments: shown.length, low: 10 - end(1), high: 10 + end(-1) }
}

function found(past: readonly number[], plan: EffectPlan, from: number, slots: number) {
  const bake = { own: of(mixed(plan.window)) }
  return effectOf(learnEffect({ own: of(past) }, plan), { own: change }, bake, [
    from,
    from + slots - 1
  ])
}

describe('the interval of a long past', () => {
  const plan: EffectPlan = { gap: 2, window: 9, baseline: { slots: 6, offset: 4 } }
  const holes = mixed(99).map((value, i) => (i % 7 === 0 || (i > 40 && i < 56) ? NaN : value))
  test.each<[string, readonly number[], EffectPlan, number, number, number]>([
    ['of a part of the bake', mixed(99), plan, 3, 5, 27],
    ['of one value', mixed(99), plan, 4, 1, 27],
    ['of the whole bake', mixed(100), plan, 0, 9, 27],
    [
      'whose baseline is learned from less at its beginning',
      mixed(100),
      { gap: 0, window: 12, baseline: { slots: 60, offset: 1 } },
      0,
      4,
      16
    ],
    [
      'that is longer than 150 moments',
      mixed(609),
      { gap: 0, window: 3, baseline: { slots: 6, offset: 0 } },
      0,
      2,
      121
    ],
    ['with gaps', holes, plan, 2, 4, 18],
    ['with windows of which less than half is known', holes, plan, 0, 5, 18],
    [
      'that is longer than 150 moments, with its baseline long ago',
      mixed(609),
      { gap: 0, window: 3, baseline: { slots: 6, offset: 100 } },
      0,
      2,
      126
    ],
    [
      'of twelve moments',
      mixed(45),
      { gap: 0, window: 9, baseline: { slots: 3, offset: 0 } },
      0,
      3,
      12
    ]
  ])('%s is what the past shows by itself', (_what, past, how, from, slots, moments) => {
    const { low, high, ...counted } = expected(past, how, from, slots)
    expect(counted).toEqual({ moments })
    const effect = found(past, how, from, slots)
    expect(effect).toMatchObject({ as: 'difference', value: 10 })
    expect(effect?.low).toBeCloseTo(low, 9)
    expect(effect?.high).toBeCloseTo(high, 9)
  })

  test('is none where fewer than twelve moments hold values', () => {
    const past = mixed(45).map((value, i) => (i >= 42 ? NaN : value))
    const how: EffectPlan = { gap: 0, window: 9, baseline: { slots: 3, offset: 0 } }
    expect(found(past, how, 3, 3)?.low).toBeDefined()
    expect(found(past, how, 6, 3)).toEqual({ as: 'difference', value: 10 })
  })

  test('is learned from eleven moments as from a short past', () => {
    const how: EffectPlan = { gap: 0, window: 9, baseline: { slots: 3, offset: 0 } }
    expect(learnEffect({ own: of(mixed(44)) }, how).brief).toBeDefined()
    expect(learnEffect({ own: of(mixed(45)) }, how).brief).toBeUndefined()
  })

  test('knows no unit, and takes for equal what only rounding tells apart', () => {
    const own = found(mixed(99), plan, 0, 4)
    const bake = { own: of(mixed(9)) }
    const small = effectOf(
      learnEffect({ own: of(mixed(99).map(value => value * 1e-12)) }, plan),
      { own: { before: 1e-12, after: 11e-12 } },
      bake,
      [0, 3]
    )
    expect((small?.low ?? NaN) * 1e12).toBeCloseTo(own?.low ?? NaN, 6)
    expect((small?.high ?? NaN) * 1e12).toBeCloseTo(own?.high ?? NaN, 6)
    const flat = Array.from({ length: 99 }, (_, i) => (i % 15 === 3 ? 20 + i : -5))
    const rounded = flat.map((value, i) => value + ((i * 37) % 101) * 1e-14)
    const [plain, noisy] = [flat, rounded].map(past => found(past, plan, 0, 1))
    expect(plain?.low).toBeLessThan(0)
    expect(noisy?.low).toBeCloseTo(plain?.low ?? NaN, 9)
    expect(noisy?.high).toBeCloseTo(plain?.high ?? NaN, 9)
  })

  test('is left out where it has no end', () => {
    const own = of(mixed(99).map(value => Math.exp(value / 2)))
    const changes = { own: { before: 1, after: 1e300 } }
    const effect = effectOf(learnEffect({ own }, plan), changes, { own }, [0, 8])
    expect(Object.keys(effect ?? {})).toEqual(['as', 'value'])
    expect(effect?.as).toBe('ratio')
  })

  test('is that of the series less its control group, on the logarithms of both for a ratio', () => {
    const own = mixed(99).map(value => Math.exp(value / 50))
    const control = own.map((value, i) => value * (1 + (i % 5)))
    const net = own.map((value, i) => Math.log(value) - Math.log(control[i] ?? NaN))
    const { low, high } = expected(net, plan, 1, 4)
    const effect = effectOf(
      learnEffect({ own: of(own), control: of(control) }, plan),
      { own: { before: 1, after: 6 }, control: { before: 2, after: 3 } },
      { own: of(own.slice(0, 9)), control: of(control.slice(0, 9)) },
      [1, 4]
    )
    expect(effect?.as).toBe('ratio')
    expect(effect?.value).toBeCloseTo(4, 12)
    expect(effect?.low).toBeCloseTo(4 * Math.exp(low - 10), 9)
    expect(effect?.high).toBeCloseTo(4 * Math.exp(high - 10), 9)
  })

  test.each([
    ['before is zero', { own: { before: 0, after: 5 } }, 5],
    ['it is zero now', { own: { before: 5, after: 0 } }, -5],
    [
      "the control group's is zero",
      { own: { before: 1, after: 3 }, control: { before: 2, after: 0 } },
      4
    ],
    [
      'the control group began at zero',
      { own: { before: 1, after: 3 }, control: { before: 0, after: 1 } },
      1
    ]
  ])('of positive values is a difference where %s', (_what, changes, value) => {
    const own = of(mixed(99).map(it => Math.exp(it / 50)))
    const sides = 'control' in changes ? { own, control: own } : { own }
    const effect = effectOf(learnEffect(sides, plan), changes, sides, [0, 8])
    expect(effect).toMatchObject({ as: 'difference', value })
  })

  test('takes a zero, but no gap, for a value that has no ratio', () => {
    const own = mixed(99).map(value => Math.exp(value / 50))
    expect(learnEffect({ own: of(own.with(5, NaN)) }, plan).as).toBe('ratio')
    expect(learnEffect({ own: of(own.with(5, 0)) }, plan).as).toBe('difference')
    expect(learnEffect({ own: of(own), control: of(own.with(5, 0)) }, plan).as).toBe('difference')
  })
})

describe('the interval of a short past', () => {
  /** It remembers: neighbours are alike. */
  const past = Array.from({ length: 24 }, (_, i) => 4 * Math.sin(i) + ((i * 7) % 5) - 5)
  const plan: EffectPlan = { gap: 1, window: 12, baseline: { slots: 10, offset: 3 } }
  const bake = Array.from({ length: 12 }, (_, i) => 8 * Math.cos(i) + 30)
  const brief = describePast(of(past))
  const share = (count: number) => 1 / effectiveSize(count, brief?.correlation ?? NaN)
  const told = (how: EffectPlan, [from, to]: readonly [number, number], since = bake) =>
    effectOf(learnEffect({ own: of(past) }, how), { own: change }, { own: of(since) }, [from, to])

  test.each<[string, EffectPlan, readonly number[]]>([
    ['of its baseline', plan, past.slice(11, 21)],
    [
      'of all there is where the baseline lies before it',
      { ...plan, baseline: { slots: 10, offset: 24 } },
      past
    ],
    [
      'of what there is of its baseline',
      { ...plan, baseline: { slots: 30, offset: 3 } },
      past.slice(0, 21)
    ]
  ])('goes by the ranks %s', (_what, how, others) => {
    const since = bake.slice(2, 11)
    const [m, n] = [since.length, others.length]
    const inflation = (m * n * (share(m) + share(n))) / (m + n)
    const { shift, low, high } = shiftBetween(since, others, missed, { inflation })
    expect(inflation).toBeGreaterThan(1)
    const effect = told(how, [2, 10])
    expect(effect?.low).toBeCloseTo(10 - (shift - low), 9)
    expect(effect?.high).toBeCloseTo(10 + (high - shift), 9)
  })

  test("goes by Student's t where ranks cannot tell", () => {
    const { variance = NaN, size = NaN } = brief ?? {}
    const reach =
      Math.sqrt(variance * (share(1) + 1 / size)) * studentUpperQuantile(missed, size - 1)
    const effect = told(plan, [3, 3])
    expect(effect?.low).toBeCloseTo(10 - reach, 9)
    expect(effect?.high).toBeCloseTo(10 + reach, 9)
  })

  test('is none where nothing is known since', () => {
    const none = bake.map(() => NaN)
    expect(told(plan, [0, 11], none)).toEqual({ as: 'difference', value: 10 })
  })
})
