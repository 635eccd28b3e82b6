import { describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckReport, Evidence, Judgement } from '../../src/model.js'
import { COMMENT_LIMIT, renderComment, renderMinimalComment } from '../../src/report/comment.js'
import { renderSummary } from '../../src/report/summary.js'
import {
  analysis,
  failing,
  judgement,
  latencyFails,
  outcome,
  samples,
  valueEvidence
} from '../support/outcomes.js'
import { offences } from '../support/render-oracle.js'

const golden = join(import.meta.dirname, 'golden')
const hosts = ['github.com', 'grafana.example.com', 'wiki.example.com']

describe('the comment', () => {
  test.each(Object.entries(samples))('of a run that ended %s is the golden one', (name, sample) => {
    const file = join(golden, `${name}.md`)
    const comment = renderComment(sample)
    if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(file, comment)
    expect(comment).toBe(readFileSync(file, 'utf8'))
    expect(offences(comment, hosts)).toEqual([])
  })

  test('has a golden file for every sample and no other', () => {
    expect(readdirSync(golden).sort()).toEqual(
      Object.keys(samples)
        .map(name => `${name}.md`)
        .sort()
    )
  })

  test.each([
    ['higher', '+20 %'],
    ['lower', '−20 %'],
    ['either', '±20 %']
  ] as const)('writes the tolerance of a change that is worse %s as %s', (worse, told) => {
    const limit = { kind: 'tolerance', value: 0.2, worse } as const
    const comment = renderComment(
      outcome({ analysis: analysis([{ ...latencyFails, limit }], { verdict: 'fail' }) })
    )
    expect(comment).toContain(`| ${told.replace(' ', '\u00a0')} |`)
  })

  test('says in its first line when nothing was rolled back', () => {
    for (const name of ['failed-rollback-refused', 'failed-rollback-not-permitted']) {
      const sample = samples[name]
      expect(sample === undefined ? '' : renderComment(sample).split('\n')[0]).toContain(
        'NOT rolled back'
      )
    }
  })

  test('names the deadline while the bake goes on', () => {
    const baking = samples.baking
    const comment = baking === undefined ? '' : renderComment(baking)
    expect(comment).toContain('look 12 of 30, decision by 14:35 UTC')
    expect(comment).toContain('the run died: treat it as no verdict')
  })

  test('puts the deciding check first, then by how bad', () => {
    const comment = renderComment(
      failing(
        {},
        {
          analysis: analysis(
            [
              judgement({ check: 'well' }),
              judgement({
                check: 'reported only',
                verdict: 'fail',
                code: 'above-max',
                required: false
              }),
              judgement({ check: 'unknown', verdict: 'inconclusive', code: 'stale-data' }),
              judgement({ check: 'broken too', verdict: 'fail', code: 'above-max' }),
              judgement({ check: 'decisive', verdict: 'fail', code: 'above-max' })
            ],
            { decidedBy: 'decisive' }
          )
        }
      )
    )
    const rows = comment.split('\n').filter(line => /^\| [❌⚠✅]/u.test(line))
    expect(
      rows.map(row =>
        /(decisive|broken\stoo|reported\sonly|unknown|well)/.exec(row)?.[0].replace('\u00a0', ' ')
      )
    ).toEqual(['decisive', 'broken too', 'reported only', 'unknown', 'well'])
  })
})

/** So many checks, half of them broken, each with a long query and long texts from outside. */
function large(count: number): ReturnType<typeof outcome> {
  const names = Array.from({ length: count }, (_, index) => `check ${index}`)
  const judgements = names.map((check, index): Judgement => ({
    ...latencyFails,
    check,
    ...(index % 2 === 0 ? {} : { verdict: 'pass', code: 'healthy' }),
    failures: [{ code: 'provider-error', looks: 3, message: 'no answer '.repeat(25) }]
  }))
  const evidence: Evidence = valueEvidence(0.4, () => 0.7)
  const checks = names.map((name): CheckReport => ({
    name,
    kind: 'query',
    endpoint: 'metrics',
    provider: 'prometheus',
    host: 'prometheus.example.com',
    queries: [{ name: 'query', text: 'sum(rate(x[5m]))\n'.repeat(40) }],
    unit: 'seconds'
  }))
  return failing(
    { status: 'refused', code: 'no-target', sentence: 'There is no release to go back to.' },
    {
      analysis: analysis(judgements),
      checks,
      evidence: new Map(names.map(name => [name, evidence])),
      warnings: Array.from({ length: 300 }, (_, index) => `warning ${index} ${'x '.repeat(200)}`)
    }
  )
}

describe('a report that is far too long', () => {
  const comments = [10, 100, 1000].map(count => renderComment(large(count)))

  test.each(comments)('fits, whole and closed', comment => {
    expect(comment.length).toBeLessThanOrEqual(COMMENT_LIMIT)
    expect(offences(comment, hosts)).toEqual([])
    expect(comment.match(/<details>/g)?.length).toBe(comment.match(/<\/details>/g)?.length)
    expect(comment.match(/^```/gm)?.length ?? 0).toBe(2 * (comment.match(/^```\w/gm)?.length ?? 0))
  })

  test.each(comments)('keeps its verdict, the rollback and the way to the run', comment => {
    expect(comment.split('\n')[0]).toContain('failed and was NOT rolled back')
    expect(comment).toContain('**Rollback**: There is no release to go back to.')
    expect(comment).toContain('[This run](')
  })

  test('says how much it left out', () => {
    expect(comments.at(-1)).toMatch(/… \d+ lines omitted/)
  })

  test('leaves out the queries before the table', () => {
    const comment = renderComment(large(40))
    expect(comment).toContain('lines omitted')
    expect(comment.split('\n').filter(line => /^\| [❌⚠✅]/u.test(line))).toHaveLength(40)
  })

  test('takes less than two seconds with 10 000 lines of detail', () => {
    const sample = large(250)
    const started = performance.now()
    renderComment(sample)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('fits into the job summary as well', () => {
    expect(Buffer.byteLength(renderSummary(large(1000)), 'utf8')).toBeLessThan(1_048_576)
  })

  test('has a minimal form with the verdict and the steps', () => {
    const minimal = renderMinimalComment(large(1000))
    expect(minimal.length).toBeLessThanOrEqual(8_000)
    expect(minimal).toContain('NOT rolled back')
    expect(minimal).toContain('What to do now')
    expect(minimal).not.toContain('<details>')
  })
})

test('one check name of a megabyte costs eighty characters', () => {
  const name = 'x'.repeat(1_000_000)
  const sample = outcome({
    analysis: analysis([judgement({ check: name, verdict: 'fail', code: 'above-max' })])
  })
  expect(renderComment({ ...sample, verdict: 'fail', code: 'above-max' }).length).toBeLessThan(
    10_000
  )
})
