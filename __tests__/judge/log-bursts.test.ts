import { describe, expect, test } from '@jest/globals'
import type { CountTrack, Tally } from '../../src/model.js'
import type { BurstQuestion } from '../../src/judge/bursts.js'
import { measureBursts, rateVariance, tempered } from '../../src/judge/bursts.js'

/**
 * Steps of one second. With mean r and squared gap d² to it, events vary by (d² − r)/r² beyond chance, known to
 * √(2/n)/r from n steps. Blocks of three count threefold.
 */
const steps = (...bads: readonly number[]) => bads.map((bad, i) => ({ at: i + 1, bad, total: 1 }))
const repeated = (times: number, ...bads: readonly number[]) =>
  steps(...Array.from({ length: times }, () => bads).flat())

describe('the variance of the rate of steps', () => {
  test('is what single steps vary beyond chance', () => {
    // r = 10, d² = 100.
    expect(rateVariance(repeated(4, 0, 20))).toBe(0.9)
  })

  test('is nothing where events are even, or are none', () => {
    expect(rateVariance(repeated(8, 10))).toBe(0)
    expect(rateVariance(repeated(8, 0))).toBe(0)
    expect(rateVariance(repeated(8, 5).map(step => ({ ...step, total: 0 })))).toBe(0)
    expect(rateVariance([])).toBe(0)
  })

  test('is nothing below eight steps', () => {
    expect(rateVariance(steps(0, 20, 0, 20, 0, 20, 0))).toBe(0)
  })

  test('is nothing up to one standard error, and all of it beyond', () => {
    // (9 − 6)/36 = √(2/8)/6 = 1/12; then (9.61 − 6)/36.
    expect(rateVariance(repeated(4, 3, 9))).toBe(0)
    expect(rateVariance(repeated(4, 2.9, 9.1))).toBeCloseTo(0.100277778, 8)
  })

  test('is of the rate, where steps differ in exposure', () => {
    const uneven = repeated(4, 10, 30).map((step, i) => ({ ...step, total: i % 2 === 0 ? 1 : 3 }))
    expect(rateVariance(uneven)).toBe(0)
    // r = 10: expected 10 and 30, gaps ±20; excess 800 − 40 of 100 + 900.
    const shifted = uneven.map((step, i) => ({ ...step, bad: i % 2 === 0 ? 30 : 10 }))
    expect(rateVariance(shifted)).toBeCloseTo(0.76, 12)
  })

  test('is that of blocks of three steps where bursts last so long', () => {
    // Blocks of 0 and 60: 3 · (900 − 30)/900.
    expect(rateVariance(repeated(4, 0, 0, 0, 20, 20, 20))).toBeCloseTo(2.9, 12)
    // One step short of eight blocks: 23 steps with 12 · 0 and 11 · 20.
    const [n, r] = [23, 220 / 23]
    const squares = 12 * r ** 2 + 11 * (20 - r) ** 2
    expect(rateVariance(repeated(4, 0, 0, 0, 20, 20, 20).slice(0, -1))).toBeCloseTo(
      (squares - n * r) / (n * r ** 2),
      12
    )
  })

  test('is that of single steps where blocks add no more than their standard error', () => {
    // Single steps 104/300; blocks 3 · (12² − 30)/900 = 0.38 with an error of 0.05.
    expect(rateVariance(repeated(4, 20, 15, 7, 0, 5, 13))).toBeCloseTo(104 / 300, 12)
    // Single steps 99/300; blocks 3 · (13² − 30)/900 = 139/300.
    expect(rateVariance(repeated(4, 20, 15, 8, 0, 5, 12))).toBeCloseTo(139 / 300, 12)
  })

  test('goes on to blocks of nine steps', () => {
    // Blocks of 0 and 180: 9 · (8100 − 90)/8100.
    const long = [...Array<number>(9).fill(0), ...Array<number>(9).fill(20)]
    expect(rateVariance(repeated(4, ...long))).toBeCloseTo(8.9, 12)
  })
})

const question: BurstQuestion = { start: 1000, grain: 10, baselineWidth: 80, looks: [1010, 1040] }
const alone = (past: readonly Tally[]): CountTrack => ({ labels: {}, past, soFar: [], steps: [] })
const tally = { at: 1040, bad: 10, total: 4 }
const baseline = { at: 1000, bad: 80, total: 8 }
/** Of n blocks whose variance is v. */
const freedomOf = (n: number, v: number) => 2 / (2 / (n - 1) + (6 * v) / n)

describe('what bursts before the deploy make of the events of a look', () => {
  test('is nothing where there are none', () => {
    const measure = measureBursts(alone(repeated(4, 10, 10)), question)
    expect(measure(tally, baseline)).toEqual({ inflation: 1, freedom: Infinity })
  })

  test('adds the variance of as many steps as both windows have', () => {
    // 7.5 events a second: 1/30 + 1/60; bursts add 0.9/4 + 0.9/8.
    const { inflation, freedom } = measureBursts(alone(repeated(4, 0, 20)), question)(
      tally,
      baseline
    )
    expect(inflation).toBeCloseTo(0.3875 / 0.05, 12)
    expect(freedom).toBeCloseTo(freedomOf(8, 0.9) * (0.3875 / 0.3375) ** 2, 12)
  })

  test('takes part of an event for half a one at least', () => {
    // 0.05 events a second: 0.2 counts as 0.5, and 0.8 as it is.
    const measure = measureBursts(alone(repeated(4, 0, 20)), question)
    const { inflation } = measure({ ...tally, bad: 0 }, { ...baseline, bad: 1, total: 16 })
    expect(inflation).toBeCloseTo((2 + 1.25 + 0.3375) / 3.25, 12)
  })

  test('takes windows of less than a step for one', () => {
    const measure = measureBursts(alone(repeated(4, 0, 20)), { ...question, baselineWidth: 2 })
    const { inflation } = measure({ ...tally, at: 1005 }, baseline)
    expect(inflation).toBeCloseTo((0.05 + 0.9 + 0.9) / 0.05, 12)
  })

  test.each([
    ['the bake has three steps', 5, [1010, 1020, 1030], 2.9],
    ['the bake has nearly three', 5, [1010, 1020, 1029], 0.9],
    ['the baseline has three', 30, [1010], 2.9],
    ['the baseline has nearly three', 29, [1010], 0.9],
    ['no look is planned and the baseline has nearly three', 29, [], 0.9],
    ['no look is planned and the baseline has three', 30, [], 2.9]
  ])('looks at blocks of three where %s: %d, %j', (_, baselineWidth, looks, variance) => {
    const past = repeated(4, 0, 0, 0, 20, 20, 20)
    const measure = measureBursts(alone(past), { ...question, baselineWidth, looks })
    const steps = 4
    const base = baselineWidth < 10 ? 1 : baselineWidth / 10
    expect(measure(tally, baseline).inflation).toBeCloseTo(
      1 + (variance / steps + variance / base) / 0.05,
      10
    )
  })

  test('is not taken from what was measured for another width', () => {
    const past = repeated(4, 0, 0, 0, 20, 20, 20)
    const inflationOf = (baselineWidth: number) =>
      measureBursts(alone(past), { ...question, baselineWidth, looks: [1010] })(tally, baseline)
        .inflation
    expect([inflationOf(30), inflationOf(29), inflationOf(30)].map(Math.round)).toEqual([
      35, 12, 35
    ])
  })
})

describe('what bursts make of two groups', () => {
  // Of 20 events a step the one has a quarter, 5 ± 3: (9 − 3.75)/3.75², spread 20 · ¼ · ¾.
  const own = repeated(4, 2, 8)
  const other = repeated(4, 18, 12)
  const shared = 5.25 / 3.75 ** 2
  const side = (past: readonly Tally[], since: readonly Tally[] = []) => ({
    past,
    steps: since,
    soFar: []
  })
  const groups = (mine: ReturnType<typeof side>, theirs: ReturnType<typeof side>): CountTrack => ({
    labels: {},
    ...mine,
    control: theirs
  })
  const since = (list: readonly Tally[]) => list.map(step => ({ ...step, at: 1000 + 5 * step.at }))
  const control = { at: 1040, bad: 30, total: 8 }
  /** 10 + 30 events in 4 + 8 seconds: 40/3 and 80/3 of them. */
  const independent = 3 / 40 + 3 / 80
  const inflationBy = (added: number) => (independent + added) / independent

  test('is what their shares vary in the same steps before, over the steps of the bake', () => {
    const { inflation, freedom } = measureBursts(groups(side(own), side(other)), question)(
      tally,
      control
    )
    const added = shared / 4
    expect(inflation).toBeCloseTo(inflationBy(added), 12)
    expect(freedom).toBeCloseTo(freedomOf(8, shared) * ((independent + added) / added) ** 2, 10)
  })

  test('is nothing where a burst hits both', () => {
    const both = repeated(4, 2, 40)
    const measure = measureBursts(groups(side(both), side(both)), question)
    expect(measure(tally, control)).toEqual({ inflation: 1, freedom: Infinity })
  })

  test('is nothing where one group has no events', () => {
    const none = repeated(8, 0)
    for (const [mine, theirs] of [
      [none, other],
      [own, none],
      [none, none]
    ] as const) {
      const measure = measureBursts(groups(side(mine), side(theirs)), question)
      expect(measure(tally, control)).toEqual({ inflation: 1, freedom: Infinity })
    }
  })

  test('is looked for in blocks of both groups too', () => {
    // In blocks of three: of 60 events 15 ± 9, spread 11.25; threefold.
    const measure = measureBursts(
      groups(side(repeated(4, 2, 2, 2, 8, 8, 8)), side(repeated(4, 18, 18, 18, 12, 12, 12))),
      question
    )
    const variance = (3 * (81 - 11.25)) / 11.25 ** 2
    expect(measure(tally, control).inflation).toBeCloseTo(inflationBy(variance / 4), 12)
  })

  test('is taken from the bake where fewer than eight steps are known before', () => {
    const track = (before: number) =>
      groups(
        side(own.slice(0, before), since(repeated(8, 5))),
        side(other.slice(0, before), since(repeated(8, 15)))
      )
    const inflationOf = (before: number) => measureBursts(track(before), question)(tally, control)
    expect(inflationOf(7)).toEqual({ inflation: 1, freedom: Infinity })
    expect(inflationOf(8).inflation).toBeCloseTo(inflationBy(shared / 4), 12)
  })

  test('is taken from steps of the bake up to the look, and of both groups, only', () => {
    const mine = since([...own, { at: 9, bad: 5, total: 1 }])
    const track = (theirs = since(other)) => groups(side([], mine), side([], theirs))
    const inflationAt = (at: number, of = track()) =>
      measureBursts(of, question)({ ...tally, at }, control).inflation
    expect(inflationAt(1040)).toBeCloseTo(inflationBy(shared / 4), 12)
    expect(inflationAt(1044, track(since([...other, { at: 9, bad: 500, total: 1 }])))).toBe(
      inflationAt(1044)
    )
    // Seven steps are too few, and nothing is known of before.
    expect(inflationAt(1039)).toBe(1)
    expect(inflationAt(1040, track(since(other).slice(1)))).toBe(1)
  })

  test('is that of the other group alone where too few steps are known of both', () => {
    // 15 ± 3 a step is less than chance; 10 ± 10 is not. Both windows are those of the bake.
    const track = groups(side([], since(own).slice(1)), side(repeated(4, 0, 20), since(other)))
    const { inflation } = measureBursts(track, question)(tally, control)
    expect(inflation).toBeCloseTo(inflationBy(0.9 / 4 + 0.9 / 4), 12)
  })
})

describe('a deviate allowing for bursts', () => {
  test('is the same, to the last digit, without any', () => {
    for (const deviate of [-3.1, 0, 0.3, 2.5, 7]) {
      expect(tempered(deviate, { inflation: 1, freedom: Infinity })).toBe(deviate)
    }
  })

  test('shrinks by the root of what its variance grew', () => {
    expect(tempered(6, { inflation: 4, freedom: Infinity })).toBe(3)
  })

  test('is that of the normal distribution with the same tail as of Student’s', () => {
    // One degree of freedom: P(T > t) = ½ − atan(t)/π, which is 0.025 at tan(0.475 π).
    const student = Math.tan(0.475 * Math.PI)
    const bursts = { inflation: 4, freedom: 1 }
    expect(tempered(2 * student, bursts)).toBeCloseTo(1.959963984540054, 12)
    expect(tempered(-2 * student, bursts)).toBeCloseTo(-1.959963984540054, 12)
  })

  test('stays as it is beyond what doubles can tell of a tail', () => {
    expect(tempered(-2e300, { inflation: 4, freedom: 100 })).toBe(-1e300)
  })
})
