import { describe, expect, test } from '@jest/globals'
import type { Outcome, RollbackCode } from '../../src/model.js'
import { plainText } from '../../src/report/plain.js'
import { ROLLBACK_WORDS } from '../../src/report/rollback-words.js'
import { headline } from '../../src/report/headline.js'
import { nextSteps } from '../../src/report/next-steps.js'
import { LOOK_WORDS, REASON_WORDS, RECOVERY_WORDS } from '../../src/report/words.js'
import { failing, outcome, samples } from '../support/outcomes.js'

const first = (sample: Outcome | undefined): string =>
  sample === undefined ? '' : plainText(headline(sample))

describe('the first line', () => {
  test.each([
    ['passed', '✅ Bakegate: v1.4.0 on production is healthy'],
    [
      'failed-and-recovered',
      '❌ Bakegate: v1.4.0 on production failed and was rolled back to v1.3.2; the service recovered'
    ],
    [
      'failed-and-not-recovered',
      '🚨 Bakegate: v1.4.0 on production failed and was rolled back to v1.3.2; the service did NOT recover'
    ],
    [
      'failed-waiting-for-approval',
      '❌ Bakegate: v1.4.0 on production failed; the rollback to v1.3.2 is under way and was NOT seen to end'
    ],
    [
      'failed-without-rollback',
      '❌ Bakegate: v1.4.0 on production failed; nothing was rolled back'
    ],
    ['inconclusive', '⚠️ Bakegate: no verdict on v1.4.0 on production: too few requests to decide'],
    [
      'verifying',
      '⏪ Bakegate: v1.4.0 on production failed and was rolled back to v1.3.2; recovery is decided by 14:25 UTC'
    ],
    [
      'dry-run',
      '🧪 Bakegate (dry run): v1.4.0 on production would have failed and would have been rolled back to v1.3.2'
    ]
  ])('of %s is %j', (name, expected) => {
    expect(first(samples[name])).toBe(expected)
  })

  test('names the service where there are several', () => {
    const { deploy } = outcome()
    expect(first(outcome({ deploy: { ...deploy, service: 'cart' } }))).toContain('cart v1.4.0 on')
  })

  test('of a rollback that was asked for without a verdict says so', () => {
    const { rollback } = samples['failed-and-recovered'] ?? outcome()
    const sample = outcome({ verdict: 'inconclusive', code: 'stale-data', rollback })
    expect(first(sample)).toBe(
      '⚠️ Bakegate: no verdict on v1.4.0 on production: the newest point is too old; it was rolled back to v1.3.2; the service recovered'
    )
  })

  test('of a cancelled run tells that its rollback goes on', () => {
    const { rollback } = samples['failed-waiting-for-approval'] ?? outcome()
    expect(first(outcome({ verdict: 'cancelled', code: 'cancelled', rollback }))).toContain(
      'its rollback goes on'
    )
  })

  test('of a verification says whether the service recovered', () => {
    expect(first(outcome({ mode: 'verify' }))).toContain('recovered')
    expect(first(failing({}, { mode: 'verify' }))).toContain('did NOT recover')
  })

  const codes = Object.keys(ROLLBACK_WORDS) as RollbackCode[]
  test.each(codes)('never claims a rollback that did not happen: %s', code => {
    for (const status of ['refused', 'failed'] as const) {
      expect(first(failing({ status, code }))).toContain('NOT rolled back')
    }
  })
})

describe('what to do now', () => {
  test('is nothing when all is well or still going on', () => {
    expect(nextSteps(outcome())).toEqual([])
    expect(nextSteps(samples.baking ?? outcome())).toEqual([])
  })

  const ended = Object.entries(samples).filter(
    ([name]) => !['passed', 'baking', 'verifying'].includes(name)
  )
  test.each(ended)('is something when a run ended %s', (_name, sample) => {
    expect(nextSteps(sample).length).toBeGreaterThan(0)
  })

  test('tells a person who is without a rollback to act', () => {
    const steps = nextSteps(samples['failed-rollback-not-permitted'] ?? outcome()).map(plainText)
    expect(steps[0]).toContain('Start the rollback workflow by hand now')
    expect(steps[0]).toContain('permissions: actions: write')
  })

  test('names several checks of one reason together', () => {
    const sample = samples.inconclusive ?? outcome()
    const judgements = (sample.analysis?.judgements ?? []).map(one => ({
      ...one,
      verdict: 'inconclusive' as const,
      code: 'stale-data' as const,
      required: true
    }))
    const analysis =
      sample.analysis === undefined ? {} : { analysis: { ...sample.analysis, judgements } }
    const [step] = nextSteps({ ...sample, ...analysis, code: 'stale-data' }).map(plainText)
    expect(step).toMatch(/^error ratio, p99 latency, error log lines and 1 more: /)
  })
})

describe('the words of every code', () => {
  const all = Object.entries({ ...ROLLBACK_WORDS, ...REASON_WORDS })

  test.each(all)('%s', (_code, { meaning, remedy }) => {
    expect(meaning).toMatch(/^[a-z`].*[^.]$/)
    expect(remedy).toMatch(/^[A-Z].*\.$/)
    expect((meaning + remedy).split('`').length % 2).toBe(1)
    expect(meaning.length).toBeLessThan(120)
  })

  test('for looks and recovery stand without a full stop', () => {
    for (const text of [...Object.values(LOOK_WORDS), ...Object.values(RECOVERY_WORDS)]) {
      expect(text).toMatch(/[^.]$/)
    }
  })
})

describe('the modes that judge nothing', () => {
  const target = samples['dry-run']?.rollback ?? outcome().rollback

  test('a resolved target is named', () => {
    const sample = outcome({ mode: 'resolve', code: 'healthy', rollback: target })
    expect(first(sample)).toBe('✅ Bakegate: a rollback of production goes to v1.3.2')
  })

  test('a target that was not found has its reason and one remedy', () => {
    const refused = samples['failed-rollback-refused']?.rollback ?? outcome().rollback
    const sample = outcome({
      mode: 'resolve',
      verdict: 'inconclusive',
      code: 'no-target',
      rollback: refused
    })
    expect(first(sample)).toBe(
      '⚠️ Bakegate: no rollback target for production: there is no release to go back to'
    )
    expect(nextSteps(sample)).toHaveLength(1)
  })

  test('an override says what was recorded, and only that', () => {
    const sentence = 'Recorded pass for 4f2a9c1d7e8b on production.'
    const sample = outcome({ mode: 'override', code: 'healthy', sentence })
    expect(first(sample)).toBe(`📝 Bakegate: ${sentence}`)
    expect(nextSteps(sample)).toEqual([])
  })

  test('a foreign analysis rolls nothing back and says why once', () => {
    const rollback = { ...target, status: 'refused', code: 'no-analysis' } as const
    const sample = outcome({
      mode: 'rollback',
      verdict: 'inconclusive',
      code: 'no-analysis',
      rollback
    })
    expect(first(sample)).toBe(
      '⚠️ Bakegate: no verdict on v1.4.0 on production: the analysis handed to this job is missing or is of another deploy; NOT rolled back'
    )
  })
})
