import type {
  CheckVerdict,
  Deploy,
  Frame,
  OutcomeCode,
  ReasonCode,
  Verdict,
  Window
} from '../model.js'
import { cut } from './inert.js'
import { RESULT_LIMIT } from './result-fit.js'
import { resultSchema } from './result-schema.js'
import type { Result } from './result-schema.js'

/** What another job needs of an analysis: what was judged, how it ended, and the windows to judge by. */
export interface AnalysisResult {
  readonly deploy: Deploy
  readonly runId: string
  readonly runAttempt: number
  readonly verdict: Verdict
  readonly code: OutcomeCode
  readonly sentence: string
  readonly decidedBy?: string
  readonly checks: readonly {
    readonly name: string
    readonly required: boolean
    readonly verdict: CheckVerdict
    readonly code: ReasonCode
  }[]
  readonly frame?: Frame
  /** As it was written, for what this summary leaves out. */
  readonly result: Result
}

export type ParsedResult =
  | { readonly kind: 'result'; readonly analysis: AnalysisResult }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }

/** Reads a `result` output back. Total: whatever the text holds, the answer is a result or a list of problems. */
export function parseResult(text: string): ParsedResult {
  if (text.trim() === '') return problems('The analysis is empty.')
  if (text.length > 4 * RESULT_LIMIT)
    return problems('The analysis is longer than a result can be.')
  const json = parseJson(text)
  if (json === undefined) return problems('The analysis is no JSON.')
  const parsed = resultSchema.safeParse(json)
  if (!parsed.success) {
    const found = parsed.error.issues.slice(0, 10)
    return problems(
      ...found.map(
        issue => `${cut(issue.path.join('.'), 100) || 'result'}: ${cut(issue.message, 200)}`
      )
    )
  }
  return { kind: 'result', analysis: analysisOf(parsed.data) }
}

function problems(...list: readonly string[]): ParsedResult {
  return { kind: 'problems', problems: list }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function analysisOf(result: Result): AnalysisResult {
  return {
    deploy: {
      repository: result.repository,
      environment: result.environment,
      service: result.service,
      sha: result.sha,
      version: result.version,
      deployedAt: Date.parse(result.timings.deployed_at),
      startedAt: Date.parse(result.timings.rollout_started_at)
    },
    runId: result.run_id,
    runAttempt: result.run_attempt,
    verdict: result.verdict,
    code: result.reason_code,
    sentence: result.sentence,
    ...(result.decided_by === undefined ? {} : { decidedBy: result.decided_by }),
    checks: result.checks.map(({ name, required, verdict, reason_code: code }) => ({
      name,
      required,
      verdict,
      code
    })),
    ...(result.frame === undefined
      ? {}
      : { frame: readFrame(result.frame, Date.parse(result.timings.deployed_at)) }),
    result
  }
}

function readFrame(frame: NonNullable<Result['frame']>, deployedAt: number): Frame {
  const read = ({ start, end }: { start: string; end: string }): Window => ({
    start: Date.parse(start),
    end: Date.parse(end)
  })
  const bake = read(frame.bake)
  return {
    rolloutStart: Date.parse(frame.rollout_start),
    deployedAt,
    bake,
    interval: frame.interval_ms,
    looks: frame.look_offsets_ms.map(offset => bake.start + offset),
    baseline: read(frame.baseline),
    history: read(frame.history),
    ...(frame.left_out === undefined ? {} : { leftOut: frame.left_out.map(read) })
  }
}

// ── Writing ──────────────────────────────────────────────────────────────────────────────────────
