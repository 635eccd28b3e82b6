import { expect, test } from '@jest/globals'
import type { ScanPlan } from '../../src/judge/scan.js'
import { calibrateScan } from '../../src/judge/scan.js'
import { describeSpans, meansOf } from '../../src/judge/spans.js'
import { wander } from './builders.js'

const PLAN: ScanPlan = { window: 10, gap: 0, leastStep: 1, alpha: 0.01 }
/** Climbs by one each slot, so that the shortest level predicts best. */
const ramp = (slots: number) => new Float64Array(slots).map((_, i) => i)
const scanOf = (past: Float64Array, change: Partial<ScanPlan> = {}) => {
  const scan = calibrateScan(past, { ...PLAN, ...change })
  if (scan === undefined) throw new Error('not calibrated')
  return scan
}

test('the middle of what placebos reached does not depend on their order', () => {
  const windows = [3, 1, 2].map(value => meansOf(Float64Array.of(value), Infinity))
  expect(describeSpans(windows, 1).centres[0]).toBe(2)
})

test('a placebo window begins behind the gap', () => {
  // The level stands 5.5 slots before the start; the window's last slot 29 behind it.
  expect(scanOf(ramp(200), { gap: 20 }).spans.centres[0]).toBeCloseTo(34.5, 12)
})

test('windows that overlap by much are worth less than a whole one each, never more', () => {
  const short = scanOf(Float64Array.from(wander(200)), { window: 5 })
  const above = short.tail.share * short.placebos.length
  // One slot from window to window of five.
  expect(short.stride).toBe(1)
  expect(short.tail.weight).toBeCloseTo(0.6 * above, 9)
  const long = scanOf(Float64Array.from(wander(5000)))
  expect(long.tail.weight).toBeCloseTo(long.tail.share * long.placebos.length, 9)
})

test('the stride is the least that makes no more than 300 windows', () => {
  const strides = [603, 612, 613].map(slots => scanOf(ramp(slots), { window: 3 }).stride)
  expect(strides).toEqual([2, 2, 3])
})

test('a level is that of slots of which half are known', () => {
  const past = ramp(200).map((value, i) => (i >= 190 && i < 198 ? NaN : value))
  // Of the last ten only two, of the last thirty the 20 from 170 on and these.
  expect(scanOf(past).level).toBe(180.5)
})

test('a past that never moved cuts at two steps that matter', () => {
  expect(scanOf(new Float64Array(120), { leastStep: 0.1 }).clip).toBeCloseTo(0.2, 12)
})

test('a level must fit into the past three times, beside the window; but for the shortest', () => {
  // Of the last ten slots only two are known, so that nothing but the level of thirty is left.
  const withGap = (slots: number) =>
    ramp(slots).map((value, i) => (i >= slots - 10 && i < slots - 2 ? NaN : value))
  expect(calibrateScan(withGap(100), PLAN)?.level).toBe(80.5)
  expect(calibrateScan(withGap(99), PLAN)).toBeUndefined()
  expect(scanOf(ramp(20), { window: 1 }).level).toBe(14.5)
})
