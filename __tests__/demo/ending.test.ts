import { expect, test } from '@jest/globals'
import { deviations, type Played } from '../../src/demo/ending.js'
import { BAD, GOOD } from '../../src/demo/project.js'
import type { ActionResult } from '../../src/demo/runner.js'

const step = { stdout: '', stderr: '', durationMs: 1 }

function result(exitCode: number, outputs: Record<string, string>): ActionResult {
  const post = { ...step, exitCode: 0 }
  return { ...step, exitCode, outputs, state: {}, summary: '', post, runnerTemp: '' }
}

const rolledBack = {
  verdict: 'fail',
  'rollback-status': 'succeeded',
  'rollback-target': GOOD.tag,
  recovery: 'recovered'
}

const named = 'order <*> not saved: database refused the write: too many connections (max <*>)'

function played(overrides: Partial<Played> = {}): Played {
  return {
    good: { release: GOOD, result: result(0, { verdict: 'pass' }) },
    bad: { release: BAD, result: result(1, rolledBack) },
    goodComments: ['one'],
    badComments: [named],
    unknown: [],
    serving: GOOD.tag,
    traffic: { answered: 1, failed: 0, lost: 0 },
    ...overrides
  }
}

test('a story that goes as told has no deviation', () => {
  expect(deviations(played())).toEqual([])
})

test.each<[string, Partial<Played>]>([
  [
    'the verdict on v1.1.0 should be pass, and is fail',
    { good: { release: GOOD, result: result(0, { verdict: 'fail' }) } }
  ],
  [
    'the exit code on v1.2.0 should be 1, and is 0',
    { bad: { release: BAD, result: result(0, rolledBack) } }
  ],
  [
    'the recovery should be recovered, and is cannot-tell',
    { bad: { release: BAD, result: result(1, { ...rolledBack, recovery: 'cannot-tell' }) } }
  ],
  ['the number of comments on #42 should be 1, and is 2', { badComments: [named, 'two'] }],
  [
    'the signature that #42 brought in its comment should be true, and is false',
    { badComments: ['one'] }
  ],
  ['the requests unknown to GitHub should be none, and is GET /x', { unknown: ['GET /x'] }],
  ['the release that the shop serves should be v1.1.0, and is v1.2.0', { serving: BAD.tag }]
])('%s', (sentence, overrides) => {
  expect(deviations(played(overrides))).toEqual([sentence])
})
