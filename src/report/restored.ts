import type {
  Analysis,
  Evidence,
  Judgement,
  JudgementCode,
  ReasonCode,
  SignatureJudgement,
  SignatureTrack
} from '../model.js'
import type { Result, ResultCheck } from './result-schema.js'

type ResultSignature = NonNullable<ResultCheck['signatures']>[number]

/**
 * The analysis that another job made, from its `result` output: what the report of the second job shows.
 * Samples, queries and placebo figures are not in it; undefined where no check was judged.
 */
export function restoreAnalysis(result: Result): Analysis | undefined {
  const { verdict } = result
  if (verdict === 'config-error' || verdict === 'cancelled') return undefined
  const [first] = result.checks
  if (first === undefined) return undefined
  const deciding = result.checks.find(check => check.name === result.decided_by) ?? first
  return {
    verdict,
    code: judgementCode(deciding.reason_code),
    ...(result.decided_by === undefined ? {} : { decidedBy: result.decided_by }),
    sentence: result.sentence,
    decided: true,
    judgements: result.checks.map(restoreJudgement),
    looks: { done: result.timings.looks_done, planned: result.timings.looks_planned }
  }
}

function restoreJudgement(check: ResultCheck): Judgement {
  const { before, after, limit, series, bad, requests } = check
  return {
    check: check.name,
    kind: check.kind,
    required: check.required,
    critical: false,
    unit: check.unit,
    verdict: check.verdict,
    code: judgementCode(check.reason_code),
    certain: true,
    sentence: check.sentence,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(limit === undefined ? {} : { limit }),
    ...(bad === undefined || requests === undefined ? {} : { counts: { bad, total: requests } }),
    samples: check.samples,
    looks: check.looks,
    ...(check.first_breach === undefined ? {} : { firstBreach: Date.parse(check.first_breach) }),
    ...(series === undefined ? {} : { series }),
    seriesCount: check.series_count,
    ...(check.signatures === undefined
      ? {}
      : { signatures: check.signatures.map(restoreSignature) }),
    failures: []
  }
}

function restoreSignature({
  id,
  state,
  before,
  after,
  expected
}: ResultSignature): SignatureJudgement {
  return { id, state, before, after, ...(expected === undefined ? {} : { expected }) }
}

/** What the signatures of that analysis say, by check; lines and examples are not in a result. */
export function restoreSignatures(result: Result): ReadonlyMap<string, Evidence> {
  return new Map(
    result.checks.flatMap(({ name, signatures }) =>
      signatures === undefined ? [] : [[name, evidenceOf(signatures)] as const]
    )
  )
}

function evidenceOf(signatures: readonly ResultSignature[]): Evidence {
  return {
    looks: [],
    grain: 1,
    counts: [],
    values: [],
    logs: { signatures: signatures.map(restoreTrack), soFar: [] },
    pointInTime: false,
    notes: []
  }
}

function restoreTrack(signature: ResultSignature): SignatureTrack {
  const { id, template, level, error_type: errorType, first_seen: firstSeen } = signature
  return {
    id,
    template,
    ...(level === undefined ? {} : { level }),
    ...(errorType === undefined ? {} : { errorType }),
    ...(firstSeen === undefined ? {} : { firstSeen: Date.parse(firstSeen) }),
    past: [],
    soFar: [],
    frames: [],
    examples: []
  }
}

/** A check never ends with a code of the configuration; whoever wrote one gets no claim out of it. */
function judgementCode(code: ReasonCode): JudgementCode {
  switch (code) {
    case 'invalid-config':
    case 'missing-secret':
    case 'invalid-query':
    case 'workflow-not-dispatchable':
    case 'unsafe-trigger':
    case 'cancelled':
      return 'internal-error'
    default:
      return code
  }
}
