import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Analysis, Judgement, Outcome } from '../../src/model.js'
import { renderComment } from '../../src/report/comment.js'
import { outputNames, renderOutputs } from '../../src/report/outputs.js'
import { resultJsonSchema } from '../../src/report/result-schema.js'
import { RESULT_LIMIT } from '../../src/report/result-fit.js'
import { parseResult } from '../../src/report/read-result.js'
import { renderResult } from '../../src/report/result.js'
import { restoreAnalysis, restoreSignatures } from '../../src/report/restored.js'
import { hostileTexts, plant } from '../support/hostile.js'
import { analysis, failing, frame, judgement, outcome, samples } from '../support/outcomes.js'

function present(found: Analysis | undefined): Partial<Outcome> {
  return found === undefined ? {} : { analysis: found }
}

function analysisOf(text: string) {
  const parsed = parseResult(text)
  if (parsed.kind === 'problems') throw new Error(parsed.problems.join('\n'))
  return parsed.analysis
}

describe('the result output', () => {
  test.each(Object.entries(samples))('of a run that ended %s is read back', (_name, sample) => {
    const text = renderResult(sample)
    expect(text.length).toBeLessThanOrEqual(RESULT_LIMIT)
    const read = analysisOf(text)
    expect(read.deploy).toEqual(sample.deploy)
    expect(read.frame).toEqual(sample.frame)
    expect(read.verdict).toBe(sample.verdict)
    expect(read.code).toBe(sample.code)
    expect(read.checks.map(({ name }) => name).sort()).toEqual(
      (sample.analysis?.judgements ?? []).map(({ check }) => check).sort()
    )
  })

  test('carries the signatures to the report of another job, as templates', () => {
    const sample = samples['failed-with-new-signatures']
    if (sample === undefined) throw new Error('there is no such sample')
    const { result } = analysisOf(renderResult(sample))
    expect(JSON.stringify(result)).not.toContain('octocat')
    const restored = {
      ...outcome({ evidence: restoreSignatures(result) }),
      ...present(restoreAnalysis(result))
    }
    const text = renderComment(restored)
    expect(text).toContain('`9c41f0e2ab17`')
    expect(text).toContain('2 new, 1 more often, 1 printed by every deploy')
  })

  test('says which checks failed, where and since when', () => {
    const { result } = analysisOf(renderResult(failing({})))
    expect(result.checks[0]).toMatchObject({
      name: 'error ratio',
      verdict: 'fail',
      reason_code: 'above-max',
      before: 0.002,
      after: 0.034,
      limit: { kind: 'max', value: 0.01 },
      requests: 5502,
      bad: 187,
      first_breach: '2026-11-23T14:09:00.000Z'
    })
    expect(result.checks[1]).toMatchObject({ series: { route: '/checkout', pod: 'shop-7d9f' } })
    expect(result.checks[0]?.trend).toHaveLength(12)
  })

  test('holds outside text as it is, as JSON', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...hostileTexts), { minLength: 1 }), texts => {
        const read = analysisOf(renderResult(plant(texts)))
        expect(read.verdict).toBe('fail')
      }),
      { numRuns: 50 }
    )
  })
})

/** So many checks, a part of them broken. */
function many(count: number, broken: number, labels = 1) {
  const series = Object.fromEntries(
    Array.from({ length: labels }, (_, index) => [`label${index}`, 'v'.repeat(100)])
  )
  const judgements = Array.from({ length: count }, (_, index): Judgement =>
    judgement({
      check: `check ${index}`,
      series,
      ...(index < broken ? { verdict: 'fail', code: 'above-max' } : {})
    })
  )
  const evidence = outcome().evidence.get('error ratio')
  return failing(
    {},
    {
      analysis: analysis(judgements),
      evidence: new Map(evidence === undefined ? [] : judgements.map(one => [one.check, evidence])),
      warnings: Array.from({ length: 100 }, () => 'w'.repeat(900))
    }
  )
}

describe('a result with too little room', () => {
  test('loses its samples first', () => {
    const { result } = analysisOf(renderResult(many(60, 2)))
    expect(result.shortened).toBe(true)
    expect(result.checks).toHaveLength(60)
    expect(result.checks.some(check => check.trend !== undefined)).toBe(false)
  })

  test('then its passing checks', () => {
    const { result } = analysisOf(renderResult(many(400, 20)))
    expect(result.checks).toHaveLength(20)
    expect(result.checks.every(({ verdict }) => verdict === 'fail')).toBe(true)
  })

  test.each([
    [500, 500, 1],
    [2000, 2000, 30],
    [5000, 0, 30]
  ])('is valid with %p checks of which %p fail', (count, broken, labels) => {
    const text = renderResult(many(count, broken, labels))
    expect(text.length).toBeLessThanOrEqual(RESULT_LIMIT)
    expect(analysisOf(text).frame).toEqual(frame)
  })

  test('is valid with the longest texts that a model can hold', () => {
    const long = 'é"\\\u0001'.repeat(50_000)
    const text = renderResult(plant([long]))
    expect(text.length).toBeLessThanOrEqual(RESULT_LIMIT)
    expect(analysisOf(text).verdict).toBe('fail')
  })
})

describe('a text that is no result', () => {
  const good = renderResult(outcome())
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['{', 'no JSON'],
    ['[]', 'result'],
    ['null', 'result'],
    ['"x"', 'result'],
    [good.replace('"schema_version":1', '"schema_version":2'), 'schema_version'],
    [good.replace('"verdict":"pass"', '"verdict":"fine"'), 'verdict'],
    [good.replace('"dry_run":false', '"dry_run":false,"extra":1'), 'extra'],
    [good.replace('"dry_run":false', '"dry_run":false,"__proto__":{"x":1}'), 'result'],
    [good.replace(/"deployed_at":"[^"]*"/, '"deployed_at":"yesterday"'), 'deployed_at'],
    [`${good.slice(0, -1)},"x":"${'y'.repeat(300_000)}"}`, 'longer']
  ])('%.20s… is answered with a problem that names %s', (text, place) => {
    const parsed = parseResult(text)
    expect(parsed.kind === 'problems' ? parsed.problems.join('\n') : '').toContain(place)
  })

  test('never makes the reader throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map(value => JSON.stringify(value))
        ),
        text => {
          expect(parseResult(text).kind).toBe('problems')
        }
      )
    )
  })

  test('with one byte changed is a result or a problem, never an exception', () => {
    fc.assert(
      fc.property(
        fc.nat(good.length - 1),
        fc.constantFrom('"', '{', '0', '-', 'e', '\\'),
        (at, byte) => {
          const text = good.slice(0, at) + byte + good.slice(at + 1)
          expect(['result', 'problems']).toContain(parseResult(text).kind)
        }
      )
    )
  })
})

describe('schema/result.schema.json', () => {
  test('is what the code validates by', () => {
    const file = join(import.meta.dirname, '../../schema/result.schema.json')
    const text = `${JSON.stringify(resultJsonSchema(), null, 2)}\n`
    if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(file, text)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })
})

describe('the outputs', () => {
  const full = samples['failed-and-recovered'] ?? outcome()

  test('have the names of the documentation, all of them texts', () => {
    const outputs = renderOutputs(full, {})
    expect(Object.keys(outputs)).toEqual([...outputNames])
    expect(Object.values(outputs).every(value => typeof value === 'string')).toBe(true)
  })

  test('say what was done', () => {
    expect(
      renderOutputs(full, { commentUrl: 'https://c', evidencePath: '/e', reportPath: '/r' })
    ).toMatchObject({
      verdict: 'fail',
      'reason-code': 'above-max',
      'rollback-status': 'succeeded',
      'rollback-target': 'v1.3.2',
      'rollback-sha': '9b8a7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b',
      recovery: 'recovered',
      'rollback-run-id': '18234599999',
      'comment-url': 'https://c',
      'evidence-path': '/e',
      'report-path': '/r'
    })
  })
})
