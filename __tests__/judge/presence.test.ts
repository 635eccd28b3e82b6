import { describe, expect, test } from '@jest/globals'
import type { CheckSettings, Evidence, Look } from '../../src/model.js'
import {
  counted,
  countCheck,
  frameOf,
  judgeOne,
  looksOf,
  queryCheck,
  ratioCheck,
  track
} from './builders.js'

const frame = frameOf(20)
const level = (count: number, value: number) => Array.from({ length: count }, () => value)
const steps = (count: number, bad: number, total: number) =>
  Array.from({ length: count }, (): [number, number] => [bad, total])
const looks = (...parts: readonly (readonly [number, Look['state']])[]) =>
  looksOf(
    frame,
    parts.flatMap(([count, state]) => Array.from({ length: count }, () => state))
  )
const silent = looks([20, 'empty'])

function told(check: CheckSettings, evidence: Partial<Evidence>, final = true) {
  const [judgement] = judgeOne(frame, check, evidence, { final }).judgements
  const { verdict, code, sentence } = judgement ?? {}
  return { verdict, code, sentence }
}
const gone = { values: [track(frame, level(120, 1), [])], looks: silent }

describe('a series that never was', () => {
  const never = { values: [], looks: silent }

  test('is told to be in neither time', () => {
    expect(told(queryCheck(), never)).toEqual({
      verdict: 'inconclusive',
      code: 'never-existed',
      sentence:
        'No series answers to this query, neither since the deploy nor before. Check the query.'
    })
  })

  test.each<[string, Partial<Evidence>]>([
    ['could not be asked for', { pastFailure: { code: 'deadline', message: '', retries: 0 } }],
    ['is none', { pointInTime: true }]
  ])('may have been before where the past %s', (_name, change) => {
    expect(told(queryCheck(), { ...never, ...change }).sentence).toBe(
      'No series answers to this query, not since the deploy; what was before is unknown. Check the query.'
    )
  })

  test('matches nothing where the endpoint says that it looked at nothing', () => {
    const words = 'The selector matches nothing at the endpoint.'
    expect(told(queryCheck(), { ...never, scanned: 0 }).sentence).toContain(words)
    expect(told(queryCheck(), { ...never, scanned: 9 }).sentence).not.toContain(words)
  })

  test('of counts is told the same way', () => {
    expect(told(ratioCheck(), { counts: [], looks: silent }).code).toBe('never-existed')
  })
})

describe('a series that stopped', () => {
  test('at the deploy is told so', () => {
    expect(told(queryCheck(), gone)).toEqual({
      verdict: 'inconclusive',
      code: 'stopped-at-deploy',
      sentence:
        'The series was there until the deploy; since then 20 evaluations of a living endpoint had no value.'
    })
    const counts = [counted(frame, steps(120, 1, 100), [])]
    expect(told(ratioCheck(), { counts, looks: silent }).code).toBe('stopped-at-deploy')
  })

  test('more than five steps before the rollout is told so', () => {
    const stopped = (early: number) => {
      const whole = track(frame, level(120, 1), [])
      const values = [{ ...whole, past: whole.past.slice(0, 120 - early) }]
      return told(queryCheck({ silence: 'fail' }), { ...gone, values })
    }
    expect(stopped(6)).toMatchObject({
      verdict: 'inconclusive',
      sentence: 'The series had already stopped 3 min before the rollout.'
    })
    expect(stopped(5).code).toBe('silent')
  })

  test('is told where the endpoint was alive at half of the looks, else that it was down', () => {
    const at = (alive: number) =>
      told(queryCheck(), { ...gone, looks: looks([alive, 'empty'], [20 - alive, 'failed']) }).code
    expect(at(10)).toBe('stopped-at-deploy')
    expect(at(9)).toBe('provider-error')
  })

  describe('and fails where silence does', () => {
    const strict = queryCheck({ silence: 'fail' })
    const at = (...parts: readonly (readonly [number, Look['state']])[]) =>
      told(strict, { ...gone, looks: looks(...parts) }, false)

    test('after three looks', () => {
      expect(at([2, 'empty']).verdict).toBe('inconclusive')
      expect(at([3, 'empty'])).toMatchObject({ verdict: 'fail', code: 'silent' })
    })

    test('that the endpoint answered, every one until the end', () => {
      expect(at([5, 'empty'], [1, 'failed']).verdict).toBe('inconclusive')
      const all = looks([5, 'empty'], [1, 'failed'])
      expect(told(strict, { ...gone, looks: all }, true).code).toBe('silent')
    })

    test('of a bake of two looks after two', () => {
      const short = frameOf(2)
      const values = [track(short, level(120, 1), [])]
      const evidence = { values, looks: looksOf(short, ['empty', 'empty']), grain: 30_000 }
      expect(judgeOne(short, strict, evidence, { final: false }).code).toBe('silent')
    })
  })
})

describe('a new release that is silent beside its control group', () => {
  const group = {
    past: track(frame, level(120, 1), []).past,
    bake: track(frame, [], level(20, 1)).bake
  }
  const values = [{ ...track(frame, level(120, 1), []), control: group }]

  test('is told so, and fails where silence does', () => {
    expect(told(queryCheck(), { values, looks: silent })).toEqual({
      verdict: 'inconclusive',
      code: 'stopped-at-deploy',
      sentence: 'The control group has values since the deploy, the new release has none.'
    })
    const strict = queryCheck({ silence: 'fail' })
    expect(told(strict, { values, looks: silent }).code).toBe('silent')
    expect(told(strict, { values, looks: looks([2, 'empty']) }, false).verdict).toBe('inconclusive')
  })
})

describe('no traffic', () => {
  const quiet = (before: number, bake = steps(20, 0, 0)) => ({
    counts: [counted(frame, steps(120, 0, before), bake)]
  })
  const strict = ratioCheck({ silence: 'fail' })

  test('is told with what was to be expected for the time so far', () => {
    expect(told(ratioCheck(), quiet(3))).toEqual({
      verdict: 'inconclusive',
      code: 'zero-traffic',
      sentence: 'Not one request since the deploy; 60 were to be expected from the time before it.'
    })
    expect(told(ratioCheck(), quiet(3, steps(10, 0, 0)), false).sentence).toContain('; 30 were')
  })

  test('fails where silence does and twenty requests should have come', () => {
    expect(told(strict, quiet(1)).code).toBe('silent')
    const fewer = { counts: [counted(frame, [...steps(119, 0, 1), [0, 0]], steps(20, 0, 0))] }
    expect(told(strict, fewer).code).toBe('zero-traffic')
    expect(told(strict, quiet(100, steps(2, 0, 0)), false).code).toBe('zero-traffic')
  })

  test('neither now nor before is no ratio', () => {
    expect(told(ratioCheck(), quiet(0))).toMatchObject({
      code: 'undefined-ratio',
      sentence: 'No request was counted, neither since the deploy nor before: 0/0.'
    })
  })

  test('with bad events is two queries that do not fit', () => {
    expect(told(ratioCheck(), quiet(3, steps(20, 1, 0)))).toMatchObject({
      code: 'undefined-ratio',
      sentence: 'Bad events were counted, but the total is zero. Compare the two queries.'
    })
  })

  test('is healthy where nothing is taken for zero', () => {
    expect(told(countCheck({ noData: 'zero' }), { counts: [], looks: silent }).verdict).toBe('pass')
    expect(told(ratioCheck({ noData: 'zero' }), quiet(3))).toMatchObject({
      verdict: 'pass',
      sentence: 'Nothing was counted since the deploy, which this check takes as zero.'
    })
  })
})

test('a series without a number is no answer: 0/0', () => {
  const values = [track(frame, [], level(20, NaN))]
  expect(told(queryCheck(), { values, looks: looks([20, 'answered']) })).toMatchObject({
    code: 'undefined-ratio',
    sentence: 'The series is there, but has no number as its value (such as 0/0).'
  })
})

describe('what nothing means', () => {
  test('is a pass where the check says so', () => {
    const { verdict, sentence } = told(queryCheck({ noData: 'pass' }), gone)
    expect(verdict).toBe('pass')
    expect(sentence).toContain('This check passes without data.')
  })

  test('is a failure at the end where the check says so', () => {
    const strict = queryCheck({ noData: 'fail' })
    expect(told(strict, gone)).toMatchObject({ verdict: 'fail', code: 'no-data' })
    expect(told(strict, { ...gone, looks: looks([6, 'empty']) }, false).code).toBe(
      'stopped-at-deploy'
    )
  })
})
