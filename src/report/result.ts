import type { Frame, Judgement, Outcome, Window } from '../model.js'
import { cut } from './inert.js'
import { isoInstant } from './numbers.js'
import { storeFindings } from './result-why.js'
import { fitResult } from './result-fit.js'
import type { Result, ResultCheck } from './result-schema.js'
import { type ToldSignature, toldSignatures } from './signatures.js'
import { worstFirst } from './table.js'
import { trendOf } from './trend.js'

const MOST_TREND_POINTS = 60
const MOST_SIGNATURES = 20

type ResultSignature = NonNullable<ResultCheck['signatures']>[number]

/**
 * The `result` output: JSON of `schema/result.schema.json`, at most 60 000 characters. The outcome is
 * expected to be redacted.
 */
export function renderResult(outcome: Outcome): string {
  return fitResult(resultOf(outcome))
}

function resultOf(outcome: Outcome): Result {
  const { deploy, analysis, frame } = outcome
  return {
    schema_version: 1,
    repository: cut(deploy.repository, 200),
    environment: cut(deploy.environment, 300),
    service: cut(deploy.service, 200),
    sha: cut(deploy.sha, 64),
    version: cut(deploy.version, 300),
    run_id: cut(outcome.runId, 40),
    run_attempt: Math.max(1, Math.trunc(outcome.runAttempt)),
    run_url: cut(outcome.runUrl, 2000),
    mode: outcome.mode,
    dry_run: outcome.dryRun,
    verdict: outcome.verdict,
    reason_code: outcome.code,
    sentence: cut(outcome.sentence, 2000),
    ...(analysis?.decidedBy === undefined ? {} : { decided_by: cut(analysis.decidedBy, 200) }),
    on_inconclusive: outcome.onInconclusive,
    problems: outcome.problems.slice(0, 200).map(problem => cut(problem, 1000)),
    warnings: outcome.warnings.slice(0, 20).map(warning => cut(warning, 300)),
    checks: worstFirst(outcome).map(judgement => checkOf(judgement, outcome)),
    shortened: false,
    ...storeFindings(outcome),
    rollback: rollbackOf(outcome),
    recovery: outcome.rollback.recovery,
    timings: timingsOf(outcome),
    ...(frame === undefined ? {} : { frame: frameOf(frame) })
  }
}

function checkOf(judgement: Judgement, outcome: Outcome): ResultCheck {
  const { effect, limit, counts, firstBreach, series } = judgement
  const trend = trendPoints(judgement, outcome)
  const signatures = toldSignatures(judgement, outcome).slice(0, MOST_SIGNATURES)
  return {
    name: cut(judgement.check, 200),
    kind: judgement.kind,
    unit: judgement.unit,
    required: judgement.required,
    verdict: judgement.verdict,
    reason_code: judgement.code,
    sentence: cut(judgement.sentence, 1000),
    ...finite('before', judgement.before),
    ...finite('after', judgement.after),
    ...(effect === undefined || !Number.isFinite(effect.value) ? {} : { effect: { ...effect } }),
    ...(limit === undefined ? {} : { limit: { kind: limit.kind, value: limit.value } }),
    samples: judgement.samples,
    ...finite('requests', counts?.total),
    ...finite('bad', counts?.bad),
    looks: { planned: judgement.looks.planned, answered: judgement.looks.answered },
    ...(firstBreach === undefined ? {} : { first_breach: iso(firstBreach) }),
    ...(series === undefined ? {} : { series: shortLabels(series) }),
    series_count: judgement.seriesCount,
    ...(signatures.length === 0 ? {} : { signatures: signatures.map(signatureOf) }),
    ...(trend.length === 0 ? {} : { trend })
  }
}

function signatureOf({ judgement, track }: ToldSignature): ResultSignature {
  const { id, state, before, after, expected } = judgement
  return {
    id: cut(id, 40),
    state,
    template: cut(track.template, 300),
    ...(track.level === undefined ? {} : { level: cut(track.level, 40) }),
    ...(track.errorType === undefined ? {} : { error_type: cut(track.errorType, 200) }),
    before,
    after,
    ...finite('expected', expected),
    ...(track.firstSeen === undefined ? {} : { first_seen: iso(track.firstSeen) })
  }
}

/** The key with its number where there is one; NaN and infinities are no value. */
function finite<K extends string>(key: K, value: number | undefined): { [P in K]?: number } {
  // A computed key widens to an index signature; the record holds this one key or none.
  return (value !== undefined && Number.isFinite(value) ? { [key]: value } : {}) as {
    [P in K]?: number
  }
}

function trendPoints(judgement: Judgement, outcome: Outcome): [string, number][] {
  const evidence = outcome.evidence.get(judgement.check)
  if (evidence === undefined || outcome.frame === undefined) return []
  return trendOf(judgement, evidence, outcome.frame)
    .bake.slice(-MOST_TREND_POINTS)
    .map(({ at, value }): [string, number] => [iso(at), value])
}

function shortLabels(series: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(series)
      .slice(0, 30)
      .map(([name, value]) => [cut(name, 200), cut(value, 500)])
  )
}

function rollbackOf({ rollback }: Outcome): Result['rollback'] {
  const { code, target, runId, runUrl, dispatchedAt, startedAt, completedAt } = rollback
  return {
    status: rollback.status,
    ...(code === undefined ? {} : { code }),
    sentence: cut(rollback.sentence, 2000),
    ...(target === undefined
      ? {}
      : { target: cut(target.tag, 300), target_sha: cut(target.sha, 64) }),
    ...(runId === undefined ? {} : { run_id: cut(runId, 40) }),
    ...(runUrl === undefined ? {} : { run_url: cut(runUrl, 2000) }),
    ...(dispatchedAt === undefined ? {} : { dispatched_at: iso(dispatchedAt) }),
    ...(startedAt === undefined ? {} : { started_at: iso(startedAt) }),
    ...(completedAt === undefined ? {} : { completed_at: iso(completedAt) })
  }
}

function timingsOf({ deploy, analysis, startedAt, at }: Outcome): Result['timings'] {
  return {
    rollout_started_at: iso(deploy.startedAt),
    deployed_at: iso(deploy.deployedAt),
    started_at: iso(startedAt),
    finished_at: iso(at),
    looks_done: analysis?.looks.done ?? 0,
    looks_planned: analysis?.looks.planned ?? 0
  }
}

function frameOf(frame: Frame): NonNullable<Result['frame']> {
  const { bake, baseline, history, leftOut } = frame
  const windowOf = ({ start, end }: Window) => ({ start: iso(start), end: iso(end) })
  return {
    rollout_start: iso(frame.rolloutStart),
    bake: windowOf(bake),
    interval_ms: frame.interval,
    look_offsets_ms: frame.looks.map(look => look - bake.start),
    baseline: windowOf(baseline),
    history: windowOf(history),
    ...(leftOut === undefined ? {} : { left_out: leftOut.map(windowOf) })
  }
}

/** An instant out of a date's range cannot come from the plan; the epoch stands for it. */
function iso(at: number): string {
  return isoInstant(at) ?? '1970-01-01T00:00:00.000Z'
}
