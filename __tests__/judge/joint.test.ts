import { describe, expect, test } from '@jest/globals'
import type { Comparer } from '../../src/judge/compare.js'
import { toleratedFactor } from '../../src/judge/comparison.js'
import { calibrateJoint, findJointAlarm, shareRate } from '../../src/judge/joint.js'
import type { Joint } from '../../src/judge/joint.js'
import type { Scan } from '../../src/judge/scan.js'
import { placeboChance } from '../../src/judge/scan.js'
import type { SeriesPast } from '../../src/judge/series.js'
import { fitTail, tailQuantile } from '../../src/stats/tail.js'

const ALPHA = 0.01
/** Forty windows are trusted with so much of seven tenths of the rate. */
const AIM = 0.7 * (52 / 60) * ALPHA

/** A series whose placebo windows reached these scores, the first at moment 0. */
function scanOf(scores: readonly number[], stride = 10, first = 0): Scan {
  const placebos = scores.toSorted((a, b) => a - b)
  return {
    plan: { window: 30, gap: 0, leastStep: 1, alpha: ALPHA },
    level: 0,
    clip: 1,
    spans: { centres: [], spreads: [] },
    aim: 0.7 * ALPHA,
    threshold: 9,
    stride,
    placebos,
    tail: fitTail(placebos, 0.3, 1),
    byMoment: new Map(scores.map((score, i) => [first + i, score]))
  }
}

function comparerOf(...scans: (Scan | undefined)[]): Comparer {
  const pasts = scans.map((scan, i): [string, SeriesPast] => [
    String(i),
    { before: i, ...(scan === undefined ? {} : { scan }) } as SeriesPast
  ])
  return {
    tolerance: 0.5,
    directions: ['higher'],
    alpha: ALPHA,
    boundary: () => 0,
    grain: 1,
    pasts: new Map(pasts)
  }
}

const climb = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
const still = (count: number) => Array.from({ length: count }, () => 1)

describe('the alarm over all series is learned', () => {
  test('from two series on, whichever checks they belong to', () => {
    const one = comparerOf(scanOf(climb(40)))
    expect(calibrateJoint([one], ALPHA)).toBeUndefined()
    expect(calibrateJoint([comparerOf(scanOf(climb(40)), undefined)], ALPHA)).toBeUndefined()
    expect(calibrateJoint([], ALPHA)).toBeUndefined()
    expect(calibrateJoint([one, one], ALPHA)?.placebo.windows).toBe(40)
  })

  test('from twelve moments on that they have in common', () => {
    const windows = (first: number) =>
      calibrateJoint([comparerOf(scanOf(climb(40)), scanOf(climb(40), 10, first))], ALPHA)?.placebo
        .windows
    expect([28, 29].map(windows)).toEqual([12, undefined])
  })

  test('from moments that seven of ten know', () => {
    const windows = (late: number) => {
      const scans = climb(10).map(i => scanOf(climb(40), 10, i <= late ? 100 : 0))
      return calibrateJoint([comparerOf(...scans)], ALPHA)?.placebo.windows
    }
    expect([3, 4].map(windows)).toEqual([40, undefined])
  })

  test('at a sum that no more than seven tenths of the rate exceed, less of few windows', () => {
    const scan = scanOf(climb(40), 5)
    const surprise = (score: number) => Math.max(0, -Math.log(placeboChance(scan, score)) - 2)
    const sums = climb(40)
      .map(score => 2 * surprise(score))
      .toSorted((a, b) => a - b)
    const found = calibrateJoint([comparerOf(scan, scan)], ALPHA)
    const threshold = tailQuantile(fitTail(sums, 0.3, 0.5), AIM)
    expect(threshold).toBeGreaterThan(-Math.log(AIM) - 2)
    expect(found?.threshold).toBeCloseTo(threshold, 12)
    expect(found?.placebo.alarmed).toBe(sums.filter(sum => sum > threshold).length)
  })

  test('at no less than one series alone would need, where the past never surprised', () => {
    const found = calibrateJoint([comparerOf(scanOf(still(40)), scanOf(still(40)))], ALPHA)
    expect(found?.threshold).toBeCloseTo(-Math.log(AIM) - 2, 12)
    expect(found?.placebo).toEqual({ windows: 40, alarmed: 0 })
  })
})

describe('one series alone', () => {
  const scan = scanOf(climb(40))
  const thresholds = (joint: number) => {
    const shared = shareRate(comparerOf(scan, undefined), {
      threshold: joint,
      placebo: { windows: 40, alarmed: 0 }
    })
    return [...shared.pasts.values()].map(past => past.scan?.threshold)
  }

  test('alarms where it fills the common threshold', () => {
    expect(thresholds(1)).toEqual([tailQuantile(scan.tail, Math.exp(-3)), undefined])
  })

  test('or by its equal part of the rate', () => {
    expect(thresholds(50)).toEqual([tailQuantile(scan.tail, 0.7 * ALPHA), undefined])
  })
})

describe('all series together alarm', () => {
  const joint: Joint = { threshold: 3, placebo: { windows: 40, alarmed: 0 } }
  const path = (...surprises: number[]) => ({
    path: surprises.map((surprise, i) => ({ at: i + 1, surprise, rise: 0 }))
  })

  test('at the first moment at which the sum of what is beyond the floor is too much', () => {
    expect(findJointAlarm([path(0, 3.5, 3.6), path(0, 3, 3.5)], joint)).toEqual({
      at: 3,
      leader: 0
    })
    expect(findJointAlarm([path(0, 3.5, 3.5), path(0, 3, 3.5)], joint)).toBeUndefined()
  })

  test('though they do not rise in the same minute', () => {
    expect(findJointAlarm([path(4, 0, 0), path(0, 0, 3.1)], joint)).toEqual({ at: 3, leader: 0 })
    expect(findJointAlarm([path(3, 0, 0), path(0, 0, 4.1)], joint)).toEqual({ at: 3, leader: 1 })
  })

  test('whatever the order of their moments', () => {
    const late = { path: [{ at: 20, surprise: 9, rise: 0 }] }
    const early = { path: [{ at: 3, surprise: 6, rise: 0 }] }
    expect(findJointAlarm([late, early], joint)).toEqual({ at: 3, leader: 1 })
  })

  test('not by many that are quiet', () => {
    expect(
      findJointAlarm(
        Array.from({ length: 50 }, () => path(2, 2)),
        joint
      )
    ).toBeUndefined()
    expect(findJointAlarm([], joint)).toBeUndefined()
  })
})

test.each([
  ['higher', 0.5, 1.5],
  ['higher', 3, 4],
  ['lower', 0.2, 0.8],
  ['lower', 1, 0.5],
  ['lower', 3, 0.25]
] as const)('%s by %d is a factor of %d', (direction, tolerance, factor) => {
  expect(toleratedFactor(direction, tolerance)).toBe(factor)
})
