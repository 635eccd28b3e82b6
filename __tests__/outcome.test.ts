import { describe, expect, test } from '@jest/globals'
import {
  asksRollback,
  clockEnding,
  endingOf,
  exitCode,
  noRollback,
  outcomeOf,
  supersededEnding
} from '../src/outcome.js'
import type { RunFacts } from '../src/outcome.js'
import type { OnInconclusive, OutcomeCode, Verdict } from '../src/model.js'
import { frameOf, judgeAll } from './judge/builders.js'

const facts: RunFacts = {
  mode: 'gate',
  dryRun: false,
  deploy: { sha: 'a'.repeat(40), environment: 'production' } as RunFacts['deploy'],
  onInconclusive: 'fail',
  links: {},
  runUrl: 'https://github.example/a/b/actions/runs/1',
  runId: '1',
  runAttempt: 1,
  startedAt: 1
}

describe('the exit code', () => {
  const codeOf = (
    verdict: Verdict,
    change: Partial<RunFacts> = {},
    code: OutcomeCode = 'healthy'
  ) =>
    exitCode(outcomeOf({ ...facts, ...change }, { verdict, code, sentence: '' }, undefined, [], 2))

  test.each<[Verdict, OnInconclusive, boolean, 0 | 1]>([
    ['pass', 'fail', false, 0],
    ['pass', 'fail', true, 0],
    ['fail', 'pass', false, 1],
    ['fail', 'pass', true, 0],
    ['inconclusive', 'fail', false, 1],
    ['inconclusive', 'rollback', false, 1],
    ['inconclusive', 'pass', false, 0],
    ['inconclusive', 'fail', true, 0],
    ['config-error', 'pass', false, 1],
    ['config-error', 'pass', true, 1],
    ['cancelled', 'pass', false, 1],
    ['cancelled', 'pass', true, 1]
  ])('of %s, with on-inconclusive %s and dry-run %s, is %d', (verdict, how, dryRun, expected) => {
    expect(codeOf(verdict, { onInconclusive: how, dryRun })).toBe(expected)
  })

  test('of a defect of ours is 1, even where nothing else would be', () => {
    const lenient = { onInconclusive: 'pass', dryRun: true } as const
    expect(codeOf('inconclusive', lenient, 'internal-error')).toBe(1)
  })
})

test.each<[Verdict, OnInconclusive, boolean]>([
  ['fail', 'fail', true],
  ['fail', 'pass', true],
  ['inconclusive', 'rollback', true],
  ['inconclusive', 'fail', false],
  ['inconclusive', 'pass', false],
  ['pass', 'rollback', false],
  ['config-error', 'rollback', false],
  ['cancelled', 'rollback', false]
])('%s with on-inconclusive %s asks for a rollback: %s', (verdict, how, expected) => {
  expect(asksRollback(verdict, how)).toBe(expected)
})

describe("the runner's clock", () => {
  const MINUTE = 60_000

  test('is put up with up to a quarter of an hour', () => {
    expect(clockEnding(0)).toBeUndefined()
    expect(clockEnding(15 * MINUTE)).toBeUndefined()
    expect(clockEnding(-15 * MINUTE)).toBeUndefined()
  })

  test.each([
    [20 * MINUTE, '20 min behind'],
    [-16 * MINUTE, '16 min ahead of'],
    [15 * MINUTE + 1, '15 min behind']
  ])('that is wrong by %d ms leaves the verdict open: it is %s', (skew, words) => {
    expect(clockEnding(skew)).toEqual({
      verdict: 'inconclusive',
      code: 'clock-skew',
      sentence: `The runner's clock is ${words} GitHub's. Set the clock (NTP) and run the gate again.`
    })
  })
})

test('a deploy that another one took the place of is judged no more', () => {
  expect(supersededEnding('v2')).toEqual({
    verdict: 'inconclusive',
    code: 'superseded',
    sentence: 'A newer deploy (v2) took the place of this one.'
  })
})

describe('the outcome', () => {
  const frame = frameOf(2)
  const analysis = judgeAll(frame, [])

  test('of a run that never baked has no checks, and no rollback unless one is told', () => {
    const outcome = outcomeOf(facts, endingOf(analysis), undefined, ['mind this'], 9)
    expect(outcome).toEqual({
      ...facts,
      verdict: 'inconclusive',
      code: 'low-coverage',
      sentence: 'No required check was judged.',
      problems: [],
      checks: [],
      evidence: new Map(),
      rollback: { status: 'none', sentence: '', rejected: [], recovery: 'none' },
      warnings: ['mind this'],
      at: 9
    })
  })

  test('of a bake holds what was found, and how far the run is', () => {
    const baked = { frame, analysis, evidence: new Map([['errors', {} as never]]), checks: [] }
    const progress = { phase: 'baking', deadline: 7 } as const
    const rollback = { ...noRollback, status: 'refused' } as const
    const ending = { ...endingOf(analysis), problems: ['a problem'], progress, rollback }
    expect(outcomeOf(facts, ending, baked, [], 9)).toMatchObject({
      frame,
      analysis,
      evidence: baked.evidence,
      problems: ['a problem'],
      progress,
      rollback
    })
  })
})
