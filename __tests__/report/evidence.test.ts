import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { calibrate, judge } from '../../src/judge/judge.js'
import type { CheckSettings, Evidence } from '../../src/model.js'
import { readEvidence, renderEvidence } from '../../src/report/evidence.js'
import { badEvidence, failing, frame, healthyEvidence, outcome } from '../support/outcomes.js'
import { latencyCheck, probeCheck, queryOf, ratioCheck, settingsOf } from '../support/settings.js'

function read(text: string) {
  const found = readEvidence(text)
  if (found.kind === 'problems') throw new Error(found.problems.join('\n'))
  return found.bake
}

const settings = settingsOf([ratioCheck, latencyCheck, probeCheck])

describe('a replay of the evidence file', () => {
  test.each([
    ['a good bake', healthyEvidence],
    ['a bad bake', badEvidence]
  ])('judges %s as the gate did, to the last digit', (_name, evidence) => {
    const cases = settings.checks.flatMap(check => {
      const found = evidence.get(check.name)
      return found === undefined ? [] : [{ check, evidence: found }]
    })
    const options = { final: true, earlyPass: false, earlyStop: true }
    const live = judge(cases, frame, calibrate(cases, frame, settings.falseAlarmRate), options)
    const stored = read(
      renderEvidence(
        outcome({ analysis: live, verdict: live.verdict, code: live.code, evidence }),
        settings
      )
    )
    const { cases: replayed, falseAlarmRate, earlyPass, earlyStop } = stored
    const replayFrame = stored.frame ?? frame
    const again = judge(replayed, replayFrame, calibrate(replayed, replayFrame, falseAlarmRate), {
      final: true,
      earlyPass,
      earlyStop
    })
    expect(again).toEqual(live)
    expect(live.verdict).toBe(evidence === badEvidence ? 'fail' : 'pass')
    expect(stored.judgements.map(({ verdict }) => verdict)).toEqual(
      live.judgements.map(({ verdict }) => verdict)
    )
  })
})

// ── Round trip ───────────────────────────────────────────────────────────────────────────────────

const instant = fc.integer({ min: 0, max: 4e12 })
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => value + 0)
const labels = fc
  .array(fc.tuple(fc.string(), fc.string()), { maxLength: 4 })
  .map(pairs => Object.fromEntries([...pairs, ['__proto__', 'x'], ['noData', 'y']]))
const samples = fc.array(fc.record({ at: instant, value: number }), { maxLength: 5 })
const tally = fc.record({ at: instant, bad: number, total: number })
const side = { past: fc.array(tally), soFar: fc.array(tally), steps: fc.array(tally) }
const failure = fc.record({
  code: fc.constantFrom('deadline' as const, 'not-json' as const),
  message: fc.string(),
  retries: fc.nat()
})

const evidence: fc.Arbitrary<Evidence> = fc.record(
  {
    looks: fc.array(
      fc.record(
        {
          at: instant,
          state: fc.constantFrom('answered' as const, 'failed' as const, 'stale' as const),
          retries: fc.nat(),
          failure
        },
        { requiredKeys: ['at', 'state', 'retries'] }
      )
    ),
    grain: fc.integer({ min: 1, max: 1e9 }),
    counts: fc.array(
      fc.record(
        { labels, ...side, before: tally, control: fc.record(side) },
        { requiredKeys: ['labels', 'past', 'soFar', 'steps'] }
      ),
      { maxLength: 3 }
    ),
    values: fc.array(
      fc.record(
        {
          labels,
          past: samples,
          bake: samples,
          soFar: samples,
          control: fc.record({ past: samples, bake: samples })
        },
        { requiredKeys: ['labels', 'past', 'bake'] }
      ),
      { maxLength: 3 }
    ),
    pastFailure: failure,
    pointInTime: fc.boolean(),
    scanned: fc.nat(),
    planned: fc.nat(),
    notes: fc.array(fc.string())
  },
  { requiredKeys: ['looks', 'grain', 'counts', 'values', 'pointInTime', 'notes'] }
)

test('whatever was measured is read back as it was', () => {
  fc.assert(
    fc.property(evidence, fc.string({ minLength: 1 }), (measured, name) => {
      const check: CheckSettings = { ...ratioCheck, name, max: 1 / 3 }
      const text = renderEvidence(
        outcome({ evidence: new Map([[name, measured]]) }),
        settingsOf([check])
      )
      const bake = read(text)
      expect(bake.cases.map(one => one.evidence)).toEqual([measured])
      expect(bake.frame).toEqual(frame)
      expect(bake.deploy).toEqual(outcome().deploy)
    }),
    { numRuns: 200 }
  )
})

const baselines: readonly CheckSettings['baseline'][] = [
  { kind: 'before', duration: 1, gap: 2, history: 3 },
  { kind: 'same-time', duration: 1, gap: 2, history: 3, offsets: [4, 5], timeZone: 'UTC' },
  { kind: 'control', duration: 1, gap: 2, history: 3 }
]
const everyCheck: readonly CheckSettings[] = [
  ...baselines.map((baseline, index) => ({ ...ratioCheck, name: `ratio ${index}`, baseline })),
  { ...ratioCheck, name: 'with control', control: { bad: queryOf('a'), total: queryOf('b') } },
  {
    ...latencyCheck,
    name: 'scaled',
    scale: 0.001,
    reduce: 'max',
    min: -1,
    control: { query: queryOf('c') }
  },
  {
    ...latencyCheck,
    name: 'count',
    kind: 'count',
    count: queryOf('{{window}}'),
    control: { count: queryOf('d') }
  },
  { ...probeCheck, probe: { ...probeCheck.probe, expectBody: 'ok' } },
  { ...probeCheck, name: 'pages', kind: 'firing', firing: { service: 'shop', noData: 'x' } }
].map(withoutStrays)

/** A check that was made from one of another kind leaves that one's keys behind. */
function withoutStrays(check: object): CheckSettings {
  const keys: Readonly<Record<string, readonly string[]>> = {
    count: ['query', 'scale'],
    firing: ['probe']
  }
  const strays = keys['kind' in check ? String(check.kind) : ''] ?? []
  return Object.fromEntries(
    Object.entries(check).filter(([key]) => !strays.includes(key))
  ) as unknown as CheckSettings
}

test('every kind of check is read back, its queries as text', () => {
  const measured = healthyEvidence.get('error ratio')
  const evidenceOf = new Map(
    measured === undefined ? [] : everyCheck.map(check => [check.name, measured])
  )
  const bake = read(renderEvidence(outcome({ evidence: evidenceOf }), settingsOf(everyCheck)))
  const comparable = (checks: readonly CheckSettings[]): unknown =>
    JSON.parse(JSON.stringify(checks))
  expect(comparable(bake.cases.map(({ check }) => check))).toEqual(comparable(everyCheck))
})

test('a request with its headers and body is left out', () => {
  const check: CheckSettings = {
    ...latencyCheck,
    request: { method: 'POST', path: '/q', headers: { 'x-who': 'headerword' }, body: 'bodyword' }
  }
  const text = renderEvidence(outcome({ evidence: healthyEvidence }), settingsOf([check]))
  expect(text).not.toMatch(/headerword|bodyword/)
  expect(read(text).cases).toHaveLength(1)
})

describe('a file that is no evidence', () => {
  const good = renderEvidence(failing({}), settings)
  test.each([
    ['', 'no JSON'],
    ['[]', 'evidence'],
    ['{"schema_version":1}', 'repository'],
    [good.replace('"schema_version":1', '"schema_version":2'), 'schemaVersion'],
    [good.replace('"early_pass"', '"earlyPass"'), 'earlyPass'],
    [good.replace('"grain":30000', '"grain":-1'), 'grain'],
    [good.replace('"looks":[', '"looks":[{},'), 'looks'],
    ['['.repeat(100_000), 'no JSON']
  ])('%.20s… is answered with a problem that names %s', (text, place) => {
    const found = readEvidence(text)
    expect(found.kind === 'problems' ? found.problems.join('\n') : '').toContain(place)
  })
})
