import { describe, expect, test } from '@jest/globals'
import type { Frame } from '../../src/model.js'
import { quietPast } from '../../src/judge/quiet.js'
import { counted, frameOf, judgeOne, queryCheck, ratioCheck, track, wander } from './builders.js'

const LOOKS = 20
const PAST = 600
const whole = frameOf(LOOKS, 30_000, PAST)
const compare = { worse: 'higher' as const, tolerance: 0.2 }

/** A bad release was live from 60 to 5 steps before the rollout: three times as slow. */
const past = wander(PAST, { memory: 0.3 }).map((value, i) =>
  i >= PAST - 60 && i < PAST - 5 ? 3 * value : value
)
const leftOut = [{ start: whole.rolloutStart - 60 * 30_000, end: whole.rolloutStart - 5 * 30_000 }]
const known: Frame = { ...whole, leftOut }

describe('a bad release in the past', () => {
  test('that is left out is no level to be held against', () => {
    const values = [track(whole, past, wander(LOOKS, { level: 200, memory: 0.3, seed: 4 }))]
    const check = queryCheck({ compare })
    expect(judgeOne(whole, check, { values }).verdict).toBe('pass')
    const { verdict, judgements } = judgeOne(known, check, { values })
    expect(verdict).toBe('fail')
    expect(judgements[0]?.before).toBeGreaterThan(90)
    expect(judgements[0]?.before).toBeLessThan(110)
  })

  test('makes no false alarm of a good one', () => {
    const values = [track(whole, past, wander(LOOKS, { memory: 0.3, seed: 4 }))]
    expect(judgeOne(known, queryCheck({ compare }), { values }).verdict).toBe('pass')
  })

  test('does not look as if the series had stopped with it', () => {
    const frame = {
      ...whole,
      leftOut: [{ start: whole.rolloutStart - 60 * 30_000, end: whole.rolloutStart }]
    }
    const values = [track(frame, past, [])]
    const looks = frame.looks.map(at => ({ at, state: 'empty' as const, retries: 0 }))
    const { sentence } = judgeOne(frame, queryCheck({ compare }), { values, looks })
    expect(sentence).toContain('was there until the deploy')
  })

  test('does not teach that errors come in bursts', () => {
    const steps = (bad: number, count: number) =>
      Array.from({ length: count }, () => [bad, 1000] as const)
    const history = [...steps(5, PAST - 60), ...steps(100, 55), ...steps(5, 5)]
    const clean = counted(whole, steps(5, 120), steps(12, LOOKS))
    const counts = [{ ...clean, past: counted(whole, history, []).past }]
    const check = ratioCheck({ compare: { worse: 'higher', tolerance: 0.5 } })
    expect(judgeOne(whole, check, { counts }).verdict).not.toBe('fail')
    expect(judgeOne(known, check, { counts }).verdict).toBe('fail')
  })
})

test('a step of the past is left out where it touches the time of a bad release', () => {
  const past = [10, 20, 30, 40, 50, 60, 70].map(at => ({ at }))
  const times = (...leftOut: { start: number; end: number }[]) =>
    quietPast(past, 10, { ...whole, leftOut }).map(({ at }) => at)
  expect(times()).toEqual([10, 20, 30, 40, 50, 60, 70])
  expect(times({ start: 20, end: 40 })).toEqual([10, 20, 50, 60, 70])
  expect(times({ start: 21, end: 41 })).toEqual([10, 20, 60, 70])
  expect(times({ start: 0, end: 15 }, { start: 55, end: 65 })).toEqual([30, 40, 50])
})
