import { z } from 'zod'
import { ROLLBACK_WORDS } from './rollback-words.js'
import { REASON_WORDS, codesOf } from './words.js'

/**
 * The shape of the `result` output, `schema_version` 1. One source for the writer's type, the reader's
 * validation and `schema/result.schema.json`. Instants are RFC 3339 in UTC, durations milliseconds,
 * fractions 0..1.
 */

const text = (most: number) => z.string().max(most)
const instant = z.iso.datetime({ precision: 3 })
const whole = z.int()
const count = z.number().min(0)
const window = z.strictObject({ start: instant, end: instant })
const reasonCode = z.enum(codesOf(REASON_WORDS))
/** A run that only looked for a target ends with why there is none. */
const outcomeCode = z.enum([...new Set([...codesOf(REASON_WORDS), ...codesOf(ROLLBACK_WORDS)])])
const rollbackCode = z.enum(codesOf(ROLLBACK_WORDS))
const unit = z.enum(['none', 'fraction', 'seconds', 'bytes', 'per-second', 'count'])
const kind = z.enum(['ratio', 'query', 'count', 'probe', 'firing', 'logs'])
const point = z.tuple([instant, z.number()])

const signature = z.strictObject({
  id: text(40),
  state: z.enum(['new', 'more', 'unproven', 'rare', 'accepted', 'deploy-noise', 'known']),
  template: text(300),
  level: text(40).optional(),
  error_type: text(200).optional(),
  /** Events that were read in the baseline and since the deploy, and those to be expected. */
  before: count,
  after: count,
  expected: count.optional(),
  first_seen: instant.optional()
})

const check = z.strictObject({
  name: text(200),
  kind,
  unit,
  required: z.boolean(),
  verdict: z.enum(['pass', 'fail', 'inconclusive']),
  reason_code: reasonCode,
  sentence: text(1000),
  before: z.number().optional(),
  after: z.number().optional(),
  /** After / before, or after − before, and its 95 % interval; a control group's own change is taken out. */
  effect: z
    .strictObject({
      as: z.enum(['ratio', 'difference']),
      value: z.number(),
      low: z.number().optional(),
      high: z.number().optional()
    })
    .optional(),
  limit: z
    .strictObject({ kind: z.enum(['max', 'min', 'tolerance']), value: z.number() })
    .optional(),
  /** How many samples were judged. */
  samples: count,
  /** Requests for a ratio, seconds of exposure for a count. */
  requests: count.optional(),
  bad: count.optional(),
  looks: z.strictObject({ planned: count, answered: count }),
  first_breach: instant.optional(),
  /** Labels of the series that carries the verdict. */
  series: z.record(text(200), text(500)).optional(),
  series_count: count,
  /** Log signatures that are worth a line, the worst first; redacted templates only. */
  signatures: z.array(signature).max(20).optional(),
  /** The newest values as [end of window, value]; left out first where there is too little room. */
  trend: z.array(point).optional()
})

const rollback = z.strictObject({
  status: z.enum(['none', 'refused', 'dispatched', 'succeeded', 'failed', 'unverified']),
  code: rollbackCode.optional(),
  sentence: text(2000),
  target: text(300).optional(),
  target_sha: text(64).optional(),
  run_id: text(40).optional(),
  run_url: text(2000).optional(),
  dispatched_at: instant.optional(),
  started_at: instant.optional(),
  completed_at: instant.optional()
})

const frame = z.strictObject({
  rollout_start: instant,
  bake: window,
  interval_ms: whole.min(1),
  /** Ends of the planned looks, in milliseconds from the start of the bake. */
  look_offsets_ms: z.array(whole.min(0)).max(20_000),
  baseline: window,
  history: window,
  /** Times before the rollout at which a release was live whose bake failed. */
  left_out: z.array(window).max(100).optional()
})

const commit = z.strictObject({ sha: text(64), title: text(200), author: text(200) })
const changes = z.strictObject({
  /** Tag of the last good release, else its commit. */
  base: text(300),
  base_sha: text(64),
  /** How many commits lie between. */
  total: whole.min(0),
  /** The newest of them, newest first. */
  commits: z.array(commit).max(50),
  /** How many files differ, as far as GitHub lists them. */
  files: whole.min(0),
  files_truncated: z.boolean()
})
const suspect = z.strictObject({
  /** Path in the repository. */
  file: text(500),
  line: whole.min(0).optional(),
  check: text(200),
  /** Id of the log signature whose stack trace leads through the file. */
  signature: text(64),
  evidence: z.enum(['line', 'near', 'symbol', 'file']),
  sentence: text(2000),
  commits: z.array(commit).max(10),
  pull_requests: z.array(z.strictObject({ number: whole.min(1), title: text(200) })).max(20)
})

export const resultSchema = z.strictObject({
  schema_version: z.literal(1),
  repository: text(200),
  environment: text(300),
  service: text(200),
  sha: text(64),
  version: text(300),
  run_id: text(40),
  run_attempt: whole.min(1),
  run_url: text(2000),
  mode: z.enum(['gate', 'analyze', 'rollback', 'resolve', 'verify', 'override']),
  dry_run: z.boolean(),
  verdict: z.enum(['pass', 'fail', 'inconclusive', 'config-error', 'cancelled']),
  reason_code: outcomeCode,
  sentence: text(2000),
  decided_by: text(200).optional(),
  on_inconclusive: z.enum(['fail', 'pass', 'rollback']),
  /** Configuration problems, one sentence each. */
  problems: z.array(text(1000)).max(200),
  warnings: z.array(text(1000)).max(50),
  checks: z.array(check).max(2000),
  /** true: passing checks or samples were left out for want of room. */
  shortened: z.boolean(),
  /** What lies between the last good release and this one; after a failure only. */
  changes: changes.optional(),
  /** Hints, no part of the verdict; the strongest first. */
  suspects: z.array(suspect).max(10).optional(),
  rollback,
  recovery: z.enum(['none', 'recovered', 'not-recovered', 'cannot-tell']),
  timings: z.strictObject({
    rollout_started_at: instant,
    deployed_at: instant,
    started_at: instant,
    finished_at: instant,
    looks_done: count,
    looks_planned: count
  }),
  frame: frame.optional()
})

export type Result = z.infer<typeof resultSchema>
export type ResultCheck = Result['checks'][number]

/** The JSON Schema that `schema/result.schema.json` holds. */
export function resultJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(resultSchema),
    title: 'Bakegate result',
    description: 'The `result` output of the Bakegate action.'
  }
}
