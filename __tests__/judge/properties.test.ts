import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Case } from '../../src/judge/judge.js'
import type { Analysis, CheckSettings, Evidence, Look } from '../../src/model.js'
import {
  counted,
  countCheck,
  evidenceOf,
  frameOf,
  judgeAll,
  looksOf,
  queryCheck,
  ratioCheck,
  track
} from './builders.js'

const LOOKS = 12
const frame = frameOf(LOOKS)

const hostile = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0.01, max: 1000, noNaN: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, -1, 1e300, -1e300, 1e-300, 5e-324, 1.7976931348623157e308)
  }
)
const states = fc.array(
  fc.constantFrom<Look['state']>(
    'answered',
    'answered',
    'answered',
    'answered',
    'empty',
    'partial',
    'stale',
    'failed'
  ),
  { maxLength: LOOKS }
)
const settings = fc.record({
  noData: fc.constantFrom(
    'inconclusive' as const,
    'fail' as const,
    'pass' as const,
    'zero' as const
  ),
  silence: fc.constantFrom('inconclusive' as const, 'fail' as const),
  critical: fc.boolean(),
  required: fc.boolean(),
  failAfter: fc.integer({ min: 1, max: 4 })
})
const rules = fc.record(
  {
    max: fc.double({ min: 0, max: 100, noNaN: true }),
    min: fc.double({ min: 0, max: 100, noNaN: true }),
    compare: fc.record({
      worse: fc.constantFrom('higher' as const, 'lower' as const, 'either' as const),
      tolerance: fc.double({ min: 0.01, max: 2, noNaN: true })
    })
  },
  { requiredKeys: [] }
)
const noPast = fc.constant<number[]>([])
const pastValues = fc.oneof(noPast, fc.array(hostile, { minLength: 5, maxLength: 150 }))
const tally = fc
  .tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 1_000_000 }))
  .map(([a, b]): [number, number] => [Math.min(a, b), b])

const valueCase = fc
  .tuple(
    settings,
    rules,
    states,
    fc.array(fc.tuple(pastValues, fc.array(hostile, { maxLength: LOOKS })), { maxLength: 3 })
  )
  .map(([common, rule, seen, tracks]): Case => {
    const values = tracks.map(([past, bake], i) => track(frame, past, bake, { pod: `${i}` }))
    const check: CheckSettings = queryCheck({ ...common, ...rule })
    return { check, evidence: evidenceOf(frame, { values, looks: looksOf(frame, seen) }) }
  })
const countCase = fc
  .tuple(
    fc.boolean(),
    settings,
    rules,
    states,
    fc.array(fc.tuple(fc.array(tally, { maxLength: 40 }), fc.array(tally, { maxLength: LOOKS })), {
      maxLength: 3
    })
  )
  .map(([isRatio, common, rule, seen, tracks]): Case => {
    const counts = tracks.map(([past, steps], i) => counted(frame, past, steps, { pod: `${i}` }))
    const check = isRatio ? ratioCheck({ ...common, ...rule }) : countCheck({ ...common, ...rule })
    return { check, evidence: evidenceOf(frame, { counts, looks: looksOf(frame, seen) }) }
  })
const anyCase = fc.oneof(valueCase, countCase)

function fails(look: Look): Look {
  const failure = { code: 'provider-error' as const, message: 'no answer', retries: 0 }
  return { at: look.at, state: 'failed', retries: 0, failure }
}

/** The same evidence with the looks chosen turned into failures. */
function withFailures(evidence: Evidence, chosen: readonly boolean[]): Evidence {
  return { ...evidence, looks: evidence.looks.map((look, i) => (chosen[i] ? fails(look) : look)) }
}

function numbersOf(analysis: Analysis): number[] {
  const numbers: number[] = []
  const visit = (value: unknown): void => {
    if (typeof value === 'number') numbers.push(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit)
  }
  visit(analysis)
  return numbers
}

describe('whatever the evidence', () => {
  test('there is a verdict, and NaN never appears', () => {
    fc.assert(
      fc.property(fc.array(anyCase, { maxLength: 3 }), fc.boolean(), (cases, final) => {
        const named = cases.map((item, i) => ({ ...item, check: { ...item.check, name: `c${i}` } }))
        const analysis = judgeAll(frame, named, { final })
        expect(numbersOf(analysis).filter(Number.isNaN)).toEqual([])
        expect(JSON.stringify(analysis.judgements.map(item => item.sentence))).not.toMatch(
          /NaN|undefined|Infinity/
        )
      }),
      { numRuns: 60 }
    )
  })

  test('an error more never turns a fail or an inconclusive into a pass', () => {
    fc.assert(
      fc.property(anyCase, fc.array(fc.boolean(), { maxLength: LOOKS }), (one, chosen) => {
        const before = judgeAll(frame, [one]).verdict
        const after = judgeAll(frame, [
          { ...one, evidence: withFailures(one.evidence, chosen) }
        ]).verdict
        if (before === 'inconclusive') expect(after).not.toBe('pass')
      }),
      { numRuns: 150 }
    )
  })

  test('the order of series, samples and labels never matters', () => {
    fc.assert(
      fc.property(anyCase, one => {
        const turned: Evidence = {
          ...one.evidence,
          looks: [...one.evidence.looks].reverse(),
          values: [...one.evidence.values].reverse().map(item => ({
            ...item,
            past: [...item.past].reverse(),
            bake: [...item.bake].reverse()
          })),
          counts: [...one.evidence.counts].reverse().map(item => ({
            ...item,
            past: [...item.past].reverse(),
            soFar: [...item.soFar].reverse(),
            steps: [...item.steps].reverse()
          }))
        }
        expect(judgeAll(frame, [{ ...one, evidence: turned }])).toEqual(judgeAll(frame, [one]))
      }),
      { numRuns: 60 }
    )
  })

  test('a check more never turns a fail into anything else', () => {
    fc.assert(
      fc.property(countCase, valueCase, (one, other) => {
        const limits = ({ check, evidence }: Case, name: string): Case => {
          const kept = Object.entries(check).filter(([key]) => key !== 'compare')
          return {
            check: { ...(Object.fromEntries(kept) as unknown as CheckSettings), name },
            evidence
          }
        }
        const alone = judgeAll(frame, [limits(one, 'a')]).verdict
        const both = judgeAll(frame, [limits(one, 'a'), limits(other, 'b')]).verdict
        if (alone === 'fail') expect(both).toBe('fail')
        if (alone === 'inconclusive') expect(both).not.toBe('pass')
      }),
      { numRuns: 60 }
    )
  })
})
