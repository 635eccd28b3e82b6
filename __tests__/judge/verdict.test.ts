import { describe, expect, test } from '@jest/globals'
import { fail, inconclusive, pass, worst } from '../../src/judge/finding.js'
import { conclude } from '../../src/judge/verdict.js'
import type { Judgement, JudgementCode } from '../../src/model.js'
import { frameOf } from './builders.js'

const MINUTE = 60_000

function judgedAs(change: Partial<Judgement> = {}, powerful = true) {
  const judgement: Judgement = {
    check: 'errors',
    kind: 'ratio',
    required: true,
    critical: false,
    unit: 'fraction',
    verdict: 'pass',
    code: 'healthy',
    sentence: 'It is well.',
    certain: true,
    samples: 20,
    looks: { planned: 20, answered: 20 },
    seriesCount: 1,
    failures: [],
    ...change
  }
  return { judgement, powerful }
}

const bad = (certain: boolean) =>
  judgedAs({ check: 'latency', verdict: 'fail', code: 'above-max', sentence: 'Slow.', certain })
const open = judgedAs({
  check: 'lines',
  verdict: 'inconclusive',
  code: 'low-coverage',
  sentence: 'Nothing came.',
  certain: true
})
const frame = frameOf(30, 30_000)
const atEnd = { final: true, earlyPass: false }
const midway = { final: false, earlyPass: false }

describe('the verdict of the gate', () => {
  test('is the worst of its required checks, which is named', () => {
    const { verdict, code, sentence, decidedBy } = conclude(
      [judgedAs(), open, bad(true)],
      frame,
      30,
      atEnd
    )
    expect({ verdict, code, sentence, decidedBy }).toEqual({
      verdict: 'fail',
      code: 'above-max',
      sentence: 'Slow.',
      decidedBy: 'latency'
    })
  })

  test('knows no check that is not required', () => {
    const optional = judgedAs({ required: false, verdict: 'fail', code: 'above-max' })
    expect(conclude([judgedAs(), optional], frame, 30, atEnd).verdict).toBe('pass')
    expect(conclude([optional], frame, 30, atEnd)).toMatchObject({
      verdict: 'inconclusive',
      code: 'low-coverage',
      sentence: 'No required check was judged.',
      decided: true
    })
    expect(conclude([optional], frame, 3, midway).decided).toBe(false)
  })

  test('is that nothing is worse as soon as one check compared', () => {
    const compared = judgedAs({ code: 'nothing-worse' })
    expect(conclude([judgedAs(), compared], frame, 30, atEnd)).toMatchObject({
      code: 'nothing-worse',
      sentence: 'All 2 required checks passed.'
    })
    expect(conclude([judgedAs()], frame, 30, atEnd)).toMatchObject({
      code: 'healthy',
      sentence: 'The check passed.'
    })
  })

  test('ends a bake early where a failure is certain, and only there', () => {
    expect(conclude([bad(true)], frame, 3, midway).decided).toBe(true)
    expect(conclude([bad(false)], frame, 3, midway).decided).toBe(false)
    expect(conclude([open], frame, 3, midway).decided).toBe(false)
    expect(conclude([bad(false)], frame, 30, atEnd).decided).toBe(true)
  })

  test('counts the looks that were taken', () => {
    expect(conclude([judgedAs()], frame, 7, midway).looks).toEqual({ done: 7, planned: 30 })
  })
})

describe('an early pass', () => {
  const early = { final: false, earlyPass: true }
  const quick = frameOf(60, MINUTE / 2)
  const slow = frameOf(60, 2 * MINUTE)
  const decided = (judged: readonly ReturnType<typeof judgedAs>[], done: number, of = slow) =>
    conclude(judged, of, done, early).decided

  test('needs fifteen looks', () => {
    expect(decided([judgedAs()], 14)).toBe(false)
    expect(decided([judgedAs()], 15)).toBe(true)
  })

  test('needs ten minutes', () => {
    expect(decided([judgedAs()], 19, quick)).toBe(false)
    expect(decided([judgedAs()], 20, quick)).toBe(true)
  })

  test('needs every required check to have seen what it looks for', () => {
    const blind = judgedAs({}, false)
    expect(decided([judgedAs(), blind], 60)).toBe(false)
    expect(decided([judgedAs(), judgedAs({ required: false }, false)], 60)).toBe(true)
  })

  test('is asked for', () => {
    expect(conclude([judgedAs()], slow, 60, midway).decided).toBe(false)
  })
})

describe('a finding', () => {
  const code: JudgementCode = 'healthy'

  test('is certain of its own only where it is a failure', () => {
    expect([fail, inconclusive, pass].map(make => make(code, 'So.').certain)).toEqual([
      true,
      false,
      false
    ])
  })

  test('that is the worst is the first of the worst', () => {
    const findings = [pass(code, 'a'), inconclusive(code, 'b'), inconclusive(code, 'c')]
    expect(worst(findings)?.sentence).toBe('b')
    expect(worst([...findings, fail(code, 'd'), fail(code, 'e')])?.sentence).toBe('d')
    expect(worst([])).toBeUndefined()
  })
})
