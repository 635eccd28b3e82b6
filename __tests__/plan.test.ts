import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { BakeSettings, Baseline } from '../src/model.js'
import { extendFrame, pastWindows, planFrame, recoveryFrame } from '../src/plan.js'

const minute = 60_000
const bake: BakeSettings = {
  settle: minute,
  duration: 15 * minute,
  interval: minute / 2,
  extend: 0,
  earlyStop: true,
  earlyPass: false
}
const baseline: Baseline = {
  kind: 'before',
  duration: 60 * minute,
  gap: 5 * minute,
  history: 3 * 24 * 60 * minute
}
const deployedAt = Date.UTC(2026, 0, 1, 12)

describe('planFrame', () => {
  test('judges from the end of settle, at every interval, and last at the end', () => {
    const frame = planFrame({ bake, baseline, deployedAt })
    expect(frame.bake).toEqual({
      start: deployedAt + minute,
      end: deployedAt + 16 * minute
    })
    expect(frame.looks).toHaveLength(30)
    expect(frame.looks[0]).toBe(deployedAt + 1.5 * minute)
    expect(frame.looks.at(-1)).toBe(frame.bake.end)
  })

  test('lets the baseline end where the rollout began, so that new instances never stand in it', () => {
    const startedAt = deployedAt - 7 * minute
    expect(planFrame({ bake, baseline, deployedAt, startedAt }).baseline).toEqual({
      start: startedAt - 60 * minute,
      end: startedAt
    })
    expect(planFrame({ bake, baseline, deployedAt }).baseline.end).toBe(deployedAt - 5 * minute)
  })

  test('looks at the end once more when the duration is no multiple of the interval', () => {
    const uneven = { ...bake, duration: 100_000 }
    const { looks, bake: window } = planFrame({ bake: uneven, baseline, deployedAt })
    expect(looks.map(look => look - window.start)).toEqual([30_000, 60_000, 90_000, 100_000])
  })

  test('never plans a bake without a look, and never a look outside the bake', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1, max: 10_000_000 }),
        (duration, interval) => {
          fc.pre(duration / interval < 10_000)
          const frame = planFrame({ bake: { ...bake, duration, interval }, baseline, deployedAt })
          expect(frame.looks.length).toBeGreaterThan(0)
          expect(frame.looks.at(-1)).toBe(frame.bake.end)
          const ascending = frame.looks.every((look, i) => look > (frame.looks[i - 1] ?? 0))
          expect(ascending && (frame.looks[0] ?? 0) > frame.bake.start).toBe(true)
        }
      )
    )
  })
})

test('an extended bake keeps the looks that were planned', () => {
  const frame = planFrame({ bake, baseline, deployedAt })
  const longer = extendFrame(frame, 5 * minute)
  expect(longer.looks.slice(0, 30)).toEqual(frame.looks)
  expect(longer.looks).toHaveLength(40)
})

test('a recovery is another window with the same past', () => {
  const frame = planFrame({ bake, baseline, deployedAt })
  const completedAt = deployedAt + 40 * minute
  const recovery = recoveryFrame(frame, { settle: minute, duration: 10 * minute }, completedAt)
  expect(recovery.bake.start).toBe(completedAt + minute)
  expect(recovery.looks).toHaveLength(20)
  expect(recovery.baseline).toEqual(frame.baseline)
  expect(recovery.rolloutStart).toBe(frame.rolloutStart)
})

test('history is cut to ten thousand points and never shorter than the baseline', () => {
  const reach = (history: number, interval: number): number => {
    const windows = pastWindows({ ...baseline, history }, deployedAt, interval)
    return windows.history.end - windows.history.start
  }
  expect(reach(3 * 24 * 60 * minute, 5_000)).toBe(50_000_000)
  expect(reach(minute, 30_000)).toBe(baseline.duration)
  expect(reach(24 * 60 * minute, 30_000)).toBe(24 * 60 * minute)
})

describe('where a backend keeps one value a minute', () => {
  const anyInstant = fc.integer({ min: deployedAt - 86_400_000, max: deployedAt + 86_400_000 })
  const duration = fc.integer({ min: 0, max: 30 * minute })

  test('every window lies on whole minutes, never earlier than what was asked for', () => {
    fc.assert(
      fc.property(
        anyInstant,
        anyInstant,
        duration,
        fc.integer({ min: 1, max: 60 * minute }),
        fc.integer({ min: 1_000, max: 10 * minute }),
        fc.constantFrom(minute, 5 * minute),
        (deployed, startedAt, settle, length, interval, resolution) => {
          const frame = planFrame({
            bake: { ...bake, settle, duration: length, interval },
            baseline,
            deployedAt: deployed,
            startedAt,
            resolution
          })
          const again = recoveryFrame(frame, { settle, duration: length }, deployed, resolution)
          const instants = [frame, again].flatMap(one => [
            one.bake.start,
            one.interval,
            ...one.looks,
            one.baseline.end
          ])
          expect(instants.filter(one => one % resolution !== 0)).toEqual([])
          expect(frame.bake.start).toBeGreaterThanOrEqual(deployed + settle)
          expect(frame.bake.start - deployed - settle).toBeLessThan(resolution)
          expect(frame.baseline.end).toBeLessThanOrEqual(startedAt)
          expect(frame.bake.end - frame.bake.start).toBeGreaterThanOrEqual(length)
        }
      )
    )
  })
})
