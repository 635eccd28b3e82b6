import { describe, expect, test } from '@jest/globals'
import type { Outcome } from '../../src/model.js'
import {
  STATUS_LIMIT,
  lookLine,
  readingLine,
  rollbackLines,
  startLines,
  statusDescription,
  verdictLines
} from '../../src/report/lines.js'
import { hostileTexts, plant } from '../support/hostile.js'
import {
  analysis,
  checks,
  failing,
  frame,
  judgement,
  outcome,
  samples
} from '../support/outcomes.js'

/** The no-break blanks as plain ones. */
function plain(lines: readonly string[]): string {
  return lines.join('\n').replace(/[\u00a0\u202f]/g, ' ')
}

test('the start says what is judged and when it will be decided', () => {
  expect(plain(startLines(outcome().deploy, frame, checks))).toBe(
    [
      'Judging v1.4.0 (4f2a9c1d7e8b) on production, deployed at 14:03 UTC',
      'Bake 14:04 to 14:19 UTC, 30 looks, compared with 1 h before 13:58 UTC',
      '  error ratio (ratio, endpoint metrics)',
      '  p99 latency (query, endpoint metrics)',
      '  error log lines (count, endpoint logs)',
      '  health endpoint (probe, endpoint site)'
    ].join('\n')
  )
})

test('what a bake reads is told in bytes, whatever the endpoint is called', () => {
  expect(plain([readingLine('logs', { perLook: 12_345_678, total: 3.4e9 })])).toBe(
    '  endpoint logs reads about 11.8 MiB a look, 3.17 GiB in all with the time before the deploy'
  )
  for (const text of hostileTexts) {
    expect(readingLine(text, { perLook: 1, total: 2 })).not.toMatch(/\n|\r|##\[|^\s*::/)
  }
})

test('a look is one line', () => {
  const { analysis: found } = failing({})
  expect(plain(found === undefined ? [] : [lookLine(found)])).toBe(
    'look 12/30  error ratio 3.4 % (before 0.2 %) FAILED · p99 latency 694 ms (before 404 ms) FAILED · error log lines 16 (before 15) ok · health endpoint 1 ok'
  )
})

test('what may still change is not called failed', () => {
  const { analysis: found } = failing({})
  const judgements = (found?.judgements ?? []).map(one => ({ ...one, certain: false }))
  expect(lookLine(analysis(judgements))).toContain('failing')
  expect(lookLine(analysis(judgements))).not.toContain('FAILED')
})

test('a limit that is broken, though not for long enough, is not called ok', () => {
  const one = judgement({
    verdict: 'pass',
    code: 'healthy',
    certain: false,
    limit: { kind: 'max', value: 0.05 },
    after: 0.3
  })
  expect(lookLine(analysis([one]))).toContain('beyond its limit')
  expect(lookLine(analysis([{ ...one, after: 0.01 }]))).toMatch(/ ok$/)
})

test('the end says the verdict, why, every check and what to do', () => {
  const sample = samples['failed-rollback-refused'] ?? outcome()
  const lines = verdictLines(sample)
  expect(lines[0]).toBe(
    '❌ Bakegate: v1.4.0 on production failed and was NOT rolled back: there is no release to go back to'
  )
  expect(lines[1]).toBe('error ratio: 3.4 % is above the maximum of 1 % at 2 evaluations running.')
  expect(lines.filter(line => /^ {2}[❌✅]/u.test(line))).toHaveLength(4)
  expect(lines.some(line => line.startsWith('  → Fix forward'))).toBe(true)
})

test('the problems of a configuration stand in the log one by one', () => {
  const sample = samples['config-error'] ?? outcome()
  expect(verdictLines(sample).filter(line => line.includes('bakegate.yml:'))).toHaveLength(3)
})

test('the rollback says where it goes, where to watch it and how it ended', () => {
  const { rollback } = samples['failed-and-not-recovered'] ?? outcome()
  expect(rollbackLines(rollback)).toEqual([
    'rollback to v1.3.2 unverified',
    '  v1.3.2 is deployed again, but the error ratio did not come down.',
    '  run https://github.com/octo/shop/actions/runs/18234599999',
    '  recovery: the service did NOT recover'
  ])
})

describe('the description of the commit status', () => {
  test.each([
    ['passed', 'pass: no worse than before the deploy'],
    ['failed-and-recovered', 'fail: above its limit (error ratio); rollback succeeded'],
    ['failed-rollback-refused', 'fail: above its limit (error ratio); rollback refused'],
    ['inconclusive', 'inconclusive: too few requests to decide (error ratio)'],
    ['cancelled', 'cancelled: the run was cancelled'],
    ['baking', 'baking: bake from 14:04 UTC, decision by 14:35 UTC']
  ])('of %s is %j', (name, expected) => {
    expect(statusDescription(samples[name] ?? outcome())).toBe(expected)
  })

  const outcomes: readonly Outcome[] = [
    ...Object.values(samples),
    plant(hostileTexts),
    plant(['x'.repeat(10_000)]),
    plant(['::'.repeat(5_000)])
  ]
  test.each(outcomes)('has at most 140 characters on one line', sample => {
    const text = statusDescription(sample)
    expect(text.length).toBeLessThanOrEqual(STATUS_LIMIT)
    expect(text).not.toMatch(/[\r\n]/)
  })
})
