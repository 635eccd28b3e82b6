import { describe, expect, test } from '@jest/globals'
import { isWellAgain, wentAway } from '../../src/judge/away.js'
import type { Analysis } from '../../src/model.js'
import {
  counted,
  evidenceOf,
  frameOf,
  judgeAll,
  judgeOne,
  queryCheck,
  ratioCheck,
  track,
  wander
} from './builders.js'

const LOOKS = 40
const frame = frameOf(LOOKS, 30_000, 900)
const compare = { worse: 'higher' as const, tolerance: 0.2 }

/** A bake that is five times as high at the looks named. */
function bakeWith(isHigh: (look: number) => boolean, seed = 3): readonly number[] {
  return wander(LOOKS, { memory: 0.3, seed }).map((value, i) => (isHigh(i) ? 5 * value : value))
}

function judged(bake: readonly number[], options: object = {}, critical = false): Analysis {
  const values = [track(frame, wander(900, { memory: 0.3 }), bake)]
  return judgeOne(frame, queryCheck({ compare, critical }), { values }, options)
}

const once = bakeWith(i => i >= 5 && i < 12)
const patient = { earlyStop: false }

describe('an alarm that went away again', () => {
  test('is no failure where the bake is watched to its end, and not healthy either', () => {
    const { verdict, code, sentence, judgements } = judged(once, patient)
    expect({ verdict, code }).toEqual({ verdict: 'inconclusive', code: 'went-away' })
    expect(sentence).toContain('for a while; since then it is well again')
    expect(judgements[0]?.firstBreach).toBeDefined()
  })

  test('is a failure where the gate stops at the first alarm', () => {
    expect(judged(once)).toMatchObject({ verdict: 'fail', code: 'worse-than-baseline' })
  })

  test('is a failure of a critical check', () => {
    expect(judged(once, patient, true)).toMatchObject({ verdict: 'fail', decided: true })
  })

  test('stays one where it came again', () => {
    expect(
      judged(
        bakeWith(i => (i >= 3 && i < 8) || (i >= 20 && i < 25)),
        patient
      ).verdict
    ).toBe('fail')
  })

  test('stays one where it lasts, or has just ended', () => {
    expect(
      judged(
        bakeWith(i => i >= 5),
        patient
      ).verdict
    ).toBe('fail')
    expect(
      judged(
        bakeWith(i => i >= 5 && i < LOOKS - 3),
        patient
      ).verdict
    ).toBe('fail')
  })

  test('is not certain before the end', () => {
    const bake = bakeWith(i => i >= 5).slice(0, 12)
    expect(judged(bake, { ...patient, final: false })).toMatchObject({
      verdict: 'fail',
      decided: false
    })
    expect(judged(bake, { final: false })).toMatchObject({ verdict: 'fail', decided: true })
  })

  test('of error counts is told by the requests since then', () => {
    const past = Array.from({ length: 100 }, () => [1, 100] as const)
    const burst = (errors: (look: number) => number) =>
      judgeOne(
        frame,
        ratioCheck({ compare }),
        {
          counts: [
            counted(
              frame,
              past,
              Array.from({ length: LOOKS }, (_, i) => [errors(i), 100] as const)
            )
          ]
        },
        patient
      ).code
    expect(burst(i => (i < 6 ? 30 : 1))).toBe('went-away')
    expect(burst(() => 10)).toBe('worse-than-baseline')
  })

  test('over all series is told by the one that leads', () => {
    const cases = Array.from({ length: 6 }, (_, i) => {
      const all = wander(900 + LOOKS, { memory: 0.3, spread: 0.15, seed: 40 + i })
      const bake = all.slice(900).map((value, look) => (look < 20 ? 1.13 * value : value))
      const check = queryCheck({ name: `c${i}`, compare: { worse: 'higher', tolerance: 0.12 } })
      const values = [track(frame, all.slice(0, 900), bake)]
      return { check, evidence: evidenceOf(frame, { values }) }
    })
    expect(judgeAll(frame, cases)).toMatchObject({ verdict: 'fail', code: 'joint-alarm' })
    expect(judgeAll(frame, cases, patient)).toMatchObject({ code: 'went-away' })
  })
})

test('calm is only what lies wholly after the alarm', () => {
  const asked: [number, number][] = []
  wentAway(12, 12, 4, (end, width) => {
    asked.push([end + 1 - width, end])
    return true
  })
  expect(asked[0]).toEqual([5, 7])
  expect(asked.at(-1)).toEqual([9, 11])
})

describe('the values themselves are well again', () => {
  /** Of twelve planned steps three must be calm. */
  const isWell = (...rises: number[]) => isWellAgain(rises, 12, 1)

  test('once the last three after the alarm are below the tolerance on average', () => {
    expect(isWell(9, 9, 0, 0, 0)).toBe(true)
    expect(isWell(9, 9, 2, 0, 0.9)).toBe(true)
    expect(isWell(9, 9, 0, 0)).toBe(false)
    expect(isWell(9, 9, 1, 1, 1)).toBe(false)
    expect(isWell(9, 9, 0, 0, 9)).toBe(false)
  })

  test('not where they were calm and are no more', () => {
    expect(isWell(9, 9, 0, 0, 0, 9, 0, 0, 0)).toBe(false)
    expect(isWell(9, 9, 0, 0, 0, 0, 0, 0, 0)).toBe(true)
  })

  test('only after a quarter of what is planned', () => {
    const calm = Array.from({ length: 5 }, () => 0)
    expect(isWellAgain([9, ...calm.slice(1)], 17, 0)).toBe(false)
    expect(isWellAgain([9, ...calm], 17, 0)).toBe(true)
  })
})
