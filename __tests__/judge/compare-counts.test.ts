import { describe, expect, test } from '@jest/globals'
import type { Compared } from '../../src/judge/comparison.js'
import type { CountQuestion } from '../../src/judge/counts.js'
import { boundaryHeight, compareCounts } from '../../src/judge/counts.js'
import type { CountTrack } from '../../src/model.js'
import { crossingProbability } from '../../src/stats/sequential.js'
import { counted, frameOf } from './builders.js'

const LOOKS = 10
const frame = frameOf(LOOKS)
const steps = (count: number, bad: number, total: number) =>
  Array.from({ length: count }, (): [number, number] => [bad, total])

/** Without a past that would tell of bursts. */
function trackOf(
  before: readonly [number, number] | undefined,
  bake: [number, number][]
): CountTrack {
  const { before: _, ...rest } = counted(frame, [], bake)
  if (before === undefined) return rest
  return { ...rest, before: { at: frame.rolloutStart, bad: before[0], total: before[1] } }
}

function questionOf(change: Partial<CountQuestion> = {}): CountQuestion {
  return {
    kind: 'ratio',
    direction: 'higher',
    tolerance: 0.5,
    minTotal: 0,
    looks: frame.looks,
    start: frame.bake.start,
    grain: frame.interval,
    baselineWidth: 120 * frame.interval,
    boundary: () => 2,
    ...change
  }
}

function compared(track: CountTrack, change: Partial<CountQuestion> = {}): Compared {
  const found = compareCounts(track, questionOf(change))
  if (found.state === 'unknown') throw new Error(found.why)
  return found
}

/** The signed root of the likelihood ratio of two Poisson counts, with Barndorff-Nielsen's correction. */
function deviate([a, t]: readonly [number, number], [b, s]: readonly [number, number]): number {
  const expected = ((a + b) * t) / (t + s)
  const ratio = a * Math.log(a / expected) + b * Math.log(b / (a + b - expected))
  const root = Math.sign(a - expected) * Math.sqrt(2 * ratio)
  const wald = (Math.log(a / b) - Math.log(t / s)) * Math.sqrt((a * b) / (a + b))
  return root + Math.log(wald / root) / root
}

describe('nothing can be said', () => {
  const bake = steps(LOOKS, 5, 100)

  test.each([
    ['no baseline', trackOf(undefined, bake)],
    ['a baseline without requests', trackOf([0, 0], bake)],
    [
      'a control group without requests',
      { ...trackOf([1, 9], bake), control: counted(frame, [], []) }
    ]
  ])('with %s', (_name, track) => {
    expect(compareCounts(track, questionOf())).toMatchObject({
      state: 'unknown',
      code: 'too-little-history',
      why: 'nothing is known from before the deploy'
    })
  })

  test.each([
    ['no look', []],
    ['no request', steps(LOOKS, 0, 0)]
  ])('with %s since the deploy', (_name, none) => {
    expect(compareCounts(trackOf([10, 1000], none), questionOf())).toMatchObject({
      state: 'unknown',
      code: 'too-few-samples',
      why: 'there are no events since the deploy yet'
    })
  })
})

describe('what is told of the two', () => {
  test('are rates, counts, what was to be expected, and the ratio with its 95 % interval', () => {
    const found = compared(trackOf([40, 4000], steps(LOOKS, 1, 100)))
    expect(found).toMatchObject({
      state: 'not-worse',
      before: 0.01,
      after: 0.01,
      effect: { as: 'ratio', value: 1 },
      counts: { bad: 10, total: 1000, expected: 10 },
      chance: 1,
      wentAway: false,
      suspicious: false
    })
    const width = 1.96 * Math.sqrt(1 / 10 + 1 / 40)
    expect(found.effect?.low).toBeCloseTo(Math.exp(-width), 12)
    expect(found.effect?.high).toBeCloseTo(Math.exp(width), 12)
    expect(found).not.toHaveProperty('firstBreach')
  })

  test('has no ratio where one of them had no event', () => {
    expect(compared(trackOf([0, 4000], steps(LOOKS, 1, 100)))).not.toHaveProperty('effect')
    expect(compared(trackOf([40, 4000], steps(LOOKS, 0, 100)))).not.toHaveProperty('effect')
  })

  test('has no interval where one had a tiny part of an event', () => {
    const found = compared(trackOf([1e-6, 4000], steps(LOOKS, 1, 100)))
    expect(found.effect?.value).toBeGreaterThan(1)
    expect(found.effect).not.toHaveProperty('low')
  })
})

describe('an alarm', () => {
  const before = [40, 4000] as const
  const bad = trackOf(before, steps(LOOKS, 4, 100))
  /** The deviate at a look, scaled so that the boundary is flat. */
  const scaled = (look: number) =>
    deviate([4 * look, 100 * look], before) / boundaryHeight(look / LOOKS)

  test('is the first look beyond the boundary, and tells of that look', () => {
    const first = compared(bad, { boundary: () => scaled(3) - 1e-6 })
    expect(first).toMatchObject({
      state: 'worse',
      firstBreach: frame.looks[2],
      counts: { bad: 12, total: 300, expected: 3 },
      after: 0.04
    })
    expect(compared(bad, { boundary: () => scaled(3) + 1e-6 }).firstBreach).toBe(frame.looks[3])
    expect(compared(bad, { boundary: () => scaled(LOOKS) + 1e-6 }).state).toBe('not-worse')
  })

  test('has the chance of ever coming so far, looks included', () => {
    const growth = 0.25
    const found = compared(bad, { boundary: () => scaled(3) - 1e-6 })
    expect(found.chance).toBeCloseTo(
      crossingProbability(scaled(LOOKS), LOOKS, boundaryHeight, growth),
      12
    )
  })

  test('asks for the boundary by how much the bake will outgrow the baseline', () => {
    const asked = (total: number) => {
      const growths = new Set<number>()
      const boundary = (growth: number) => {
        growths.add(growth)
        return 99
      }
      compared(trackOf([40, 4000], steps(LOOKS, 1, total)), { boundary })
      return [...growths]
    }
    expect(asked(39)).toEqual([0])
    expect(asked(40)).toEqual([0.1])
    expect(asked(200)).toEqual([0.5])
    expect(asked(40_000)).toEqual([4])
  })

  test('needs as many requests as are asked for', () => {
    const at = (minTotal: number) => compared(bad, { minTotal }).firstBreach
    expect(at(700)).toBe(frame.looks[6])
    expect(at(701)).toBe(frame.looks[7])
    expect(compared(bad, { minTotal: 1001 }).state).toBe('not-worse')
  })

  test('needs a rise of the tolerance', () => {
    const rise = (tolerance: number) => compared(bad, { tolerance })
    expect(rise(3).state).toBe('worse')
    expect(rise(3.01)).toMatchObject({ state: 'not-worse', suspicious: false })
  })

  test('of a ratio needs a tenth of a percentage point, of a count three events beyond what is expected', () => {
    const tiny = trackOf([40, 400_000], steps(LOOKS, 10, 10_000))
    expect(compared(tiny).state).toBe('not-worse')
    expect(compared(trackOf([40, 400_000], steps(LOOKS, 11, 10_000))).state).toBe('worse')
    const of = (bad: number) =>
      compared(trackOf([1, 400_000], [...steps(LOOKS - 1, 0, 30), [bad, 30]]), { kind: 'count' })
    expect(of(4).state).toBe('worse')
    expect(of(3).state).toBe('not-worse')
  })

  test('is none where it is the baseline that has more', () => {
    expect(compared(trackOf([160, 4000], steps(LOOKS, 1, 100))).state).toBe('not-worse')
  })

  test('where lower is worse is a fall, and none where there was nothing', () => {
    const lower = { direction: 'lower' as const, tolerance: 0.5 }
    expect(compared(trackOf([160, 4000], steps(LOOKS, 1, 100)), lower).state).toBe('worse')
    expect(compared(trackOf([160, 4000], steps(LOOKS, 3, 100)), lower).state).toBe('not-worse')
    expect(compared(trackOf([40, 4000], steps(LOOKS, 4, 100)), lower).state).toBe('not-worse')
    expect(compared(trackOf([0, 4000], steps(LOOKS, 0, 100)), lower).suspicious).toBe(false)
  })

  test('may go away again', () => {
    const bake = [...steps(3, 20, 100), ...steps(7, 1, 100)]
    expect(compared(trackOf(before, bake))).toMatchObject({ state: 'worse', wentAway: true })
    expect(compared(trackOf(before, [...bake.slice(0, 9), [20, 100]])).wentAway).toBe(false)
    expect(compared(bad).wentAway).toBe(false)
  })
})

describe('with a control group', () => {
  const group = (bad: number, total = 100) => counted(frame, [], steps(LOOKS, bad, total))

  test('the same looks of it are the baseline', () => {
    const track = { ...trackOf([1, 4000], steps(LOOKS, 4, 100)), control: group(4) }
    expect(compared(track)).toMatchObject({
      state: 'not-worse',
      before: 0.04,
      counts: { bad: 40, total: 1000, expected: 40 }
    })
    const worse = { ...trackOf(undefined, steps(LOOKS, 12, 100)), control: group(1, 200) }
    const found = compared(worse)
    expect(found.state).toBe('worse')
    expect(found.before).toBe(0.005)
  })

  test('what it does after an alarm is not held against it', () => {
    const control = counted(frame, [], [...steps(5, 1, 200), ...steps(5, 50, 200)])
    const found = compared({ ...trackOf(undefined, steps(LOOKS, 12, 100)), control })
    expect(found).toMatchObject({ state: 'worse', before: 0.005 })
    expect(found.firstBreach).toBeLessThanOrEqual(frame.looks[4] ?? NaN)
  })

  test('no boundary has to be wider: both sides grow alike', () => {
    const growths = new Set<number>()
    const boundary = (growth: number) => {
      growths.add(growth)
      return 99
    }
    compared({ ...trackOf([1, 10], steps(LOOKS, 4, 100)), control: group(4) }, { boundary })
    expect([...growths]).toEqual([0])
  })
})

test('a comparison could have seen what matters where twice the tolerance would have crossed by now', () => {
  const powerful = (total: number) => compared(trackOf([40, 4000], steps(LOOKS, 0, total))).powerful
  const wouldBe = (total: number) => deviate([0.02 * 10 * total, 10 * total], [40, 4000])
  expect(wouldBe(45)).toBeLessThan(2)
  expect(wouldBe(75)).toBeGreaterThan(2)
  expect([45, 75].map(powerful)).toEqual([false, true])
})

test('what is beyond the tolerance without being certain is suspicious', () => {
  const thin = trackOf([40, 4000], [...steps(LOOKS - 1, 0, 10), [2, 10]])
  expect(compared(thin)).toMatchObject({ state: 'not-worse', suspicious: true, powerful: false })
})
