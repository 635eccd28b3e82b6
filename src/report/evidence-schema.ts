import { z } from 'zod'
import type { CheckSettings, Evidence, Frame, Query } from '../model.js'
import { REASON_WORDS, codesOf } from './words.js'

/**
 * The shape of an evidence file after its keys were turned back from snake_case: the model's nouns,
 * with points as tuples and label sets as pairs. Strict: an unknown key is a problem.
 */

const instant = z.int()
const reasonCode = z.enum(codesOf(REASON_WORDS))
const duration = z.int().min(0)
const window = z.strictObject({ start: instant, end: instant })
const pairs = z
  .array(z.tuple([z.string(), z.string()]))
  .transform((entries): Record<string, string> => Object.fromEntries(entries))

const samples = z
  .array(z.tuple([instant, z.number()]))
  .transform(points => points.map(([at, value]) => ({ at, value })))
const tally = z
  .tuple([instant, z.number(), z.number()])
  .transform(([at, bad, total]) => ({ at, bad, total }))
const tallies = z.array(tally)

const countSide = {
  before: tally.exactOptional(),
  past: tallies,
  soFar: tallies,
  steps: tallies
}
const failure = z.strictObject({
  code: z.enum([
    'provider-error',
    'rate-limited',
    'not-authorised',
    'response-too-large',
    'not-json',
    'redirect-refused',
    'tls',
    'deadline',
    'clock-skew',
    'invalid-query'
  ]),
  message: z.string(),
  retries: z.int()
})

const signature = z.strictObject({
  id: z.string(),
  template: z.string(),
  level: z.string().exactOptional(),
  errorType: z.string().exactOptional(),
  before: tally.exactOptional(),
  past: tallies,
  soFar: tallies,
  early: z.int().exactOptional(),
  firstSeen: instant.exactOptional(),
  lastSeen: instant.exactOptional(),
  absence: z.enum(['read', 'asked']).exactOptional(),
  counted: z.string().exactOptional(),
  earlier: tally.exactOptional(),
  earlierDeploys: z.int().exactOptional(),
  accepted: z.boolean().exactOptional(),
  frames: z.array(
    z.strictObject({
      file: z.string().exactOptional(),
      symbol: z.string().exactOptional(),
      line: z.int().exactOptional()
    })
  ),
  examples: z.array(z.string())
})
const lineCount = z
  .tuple([instant, z.number(), z.number(), z.number()])
  .transform(([at, matched, read, exposure]) => ({ at, matched, read, exposure }))

const evidence = z.strictObject({
  looks: z.array(
    z.strictObject({
      at: instant,
      state: z.enum(['answered', 'empty', 'partial', 'stale', 'failed']),
      failure: failure.exactOptional(),
      retries: z.int()
    })
  ),
  planned: z.int().min(0).exactOptional(),
  grain: z.number().positive(),
  counts: z.array(
    z.strictObject({
      labels: pairs,
      ...countSide,
      control: z.strictObject(countSide).exactOptional()
    })
  ),
  values: z.array(
    z.strictObject({
      labels: pairs,
      past: samples,
      bake: samples,
      soFar: samples.exactOptional(),
      control: z.strictObject({ past: samples, bake: samples }).exactOptional()
    })
  ),
  logs: z
    .strictObject({
      signatures: z.array(signature),
      before: lineCount.exactOptional(),
      soFar: z.array(lineCount),
      earlierDeploys: z.int().exactOptional(),
      patterns: z
        .strictObject({
          since: z.int().min(0),
          seconds: z.number().min(0),
          complete: z.boolean(),
          rare: z.array(z.tuple([z.int().min(1), z.int().min(0), z.int().min(1)]))
        })
        .exactOptional()
    })
    .exactOptional(),
  pastFailure: failure.exactOptional(),
  pointInTime: z.boolean(),
  scanned: z.number().exactOptional(),
  notes: z.array(z.string())
})

/** The judge reads no query; its text is kept for the reader, and rendering answers that text. */
const query = z
  .strictObject({ text: z.string(), usesWindow: z.boolean() })
  .transform((stored): Query => ({ ...stored, render: () => stored.text }))

const baselineCommon = { duration, gap: duration, history: duration }
const baseline = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('before'), ...baselineCommon }),
  z.strictObject({
    kind: z.literal('same-time'),
    ...baselineCommon,
    offsets: z.array(duration),
    timeZone: z.string()
  }),
  z.strictObject({ kind: z.literal('control'), ...baselineCommon })
])

const checkCommon = {
  name: z.string(),
  endpoint: z.string(),
  required: z.boolean(),
  critical: z.boolean(),
  max: z.number().exactOptional(),
  min: z.number().exactOptional(),
  compare: z
    .strictObject({ worse: z.enum(['higher', 'lower', 'either']), tolerance: z.number() })
    .exactOptional(),
  unit: z.enum(['none', 'fraction', 'seconds', 'bytes', 'per-second', 'count']),
  noData: z.enum(['inconclusive', 'fail', 'pass', 'zero']),
  silence: z.enum(['inconclusive', 'fail']),
  failAfter: z.int().min(1),
  minCoverage: z.number(),
  baseline,
  reduce: z.enum(['max', 'min', 'sum', 'avg']).exactOptional()
}
const check = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ratio'),
    ...checkCommon,
    bad: query,
    total: query,
    control: z.strictObject({ bad: query, total: query }).exactOptional(),
    minTotal: z.number()
  }),
  z.strictObject({
    kind: z.literal('query'),
    ...checkCommon,
    query,
    control: z.strictObject({ query }).exactOptional(),
    scale: z.number().exactOptional()
  }),
  z.strictObject({
    kind: z.literal('count'),
    ...checkCommon,
    count: query,
    control: z.strictObject({ count: query }).exactOptional()
  }),
  z.strictObject({
    kind: z.literal('probe'),
    ...checkCommon,
    probe: z
      .strictObject({
        method: z.enum(['GET', 'POST']),
        path: z.string(),
        expectStatus: z.array(z.int()),
        expectBody: z.string().exactOptional()
      })
      .transform(probe => ({ ...probe, headers: {} }))
  }),
  z.strictObject({ kind: z.literal('firing'), ...checkCommon, firing: pairs }),
  z.strictObject({
    kind: z.literal('logs'),
    ...checkCommon,
    logs: query,
    newSignatures: z.strictObject({ max: z.int().min(0), minCount: z.int().min(1) }),
    accepted: z.array(z.string()),
    deployNoise: duration,
    maxLines: z.int().min(1)
  })
])

export const evidenceSchema = z.strictObject({
  schemaVersion: z.literal(1),
  repository: z.string(),
  environment: z.string(),
  service: z.string(),
  sha: z.string(),
  version: z.string(),
  deployedAt: instant,
  startedAt: instant,
  runUrl: z.string(),
  verdict: z.enum(['pass', 'fail', 'inconclusive', 'config-error', 'cancelled']),
  reasonCode,
  sentence: z.string(),
  falseAlarmRate: z.number().min(0).max(1),
  earlyPass: z.boolean(),
  earlyStop: z.boolean(),
  /** What the judge said, check by check, to compare a replay with. */
  judgements: z.array(
    z.strictObject({
      check: z.string(),
      verdict: z.enum(['pass', 'fail', 'inconclusive']),
      code: reasonCode,
      sentence: z.string()
    })
  ),
  frame: z
    .strictObject({
      rolloutStart: instant,
      deployedAt: instant,
      bake: window,
      interval: z.int().min(1),
      looks: z.array(instant),
      baseline: window,
      history: window,
      leftOut: z.array(window).exactOptional()
    })
    .exactOptional(),
  cases: z.array(z.strictObject({ check, evidence }))
})

export type Stored = z.output<typeof evidenceSchema>

// What is read is the model's noun: a key that the model gained and this file lacks, optional or not, does
// not compile. The strict schema would refuse every file that holds it.
type Same<Model, Read extends Model, _Missing extends never> = Read
type Missing<Model, Read> = Exclude<keyof Model, keyof Read>
type ReadEvidence = Stored['cases'][number]['evidence']
type ReadCheck = Stored['cases'][number]['check']
type ReadFrame = NonNullable<Stored['frame']>
export type StoredEvidence = Same<Evidence, ReadEvidence, Missing<Evidence, ReadEvidence>>
export type StoredCheck = Same<CheckSettings, ReadCheck, Missing<CheckSettings, ReadCheck>>
export type StoredFrame = Same<Frame, ReadFrame, Missing<Frame, ReadFrame>>
