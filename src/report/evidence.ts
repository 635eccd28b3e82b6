import type { Case } from '../judge/judge.js'
import type {
  CheckSettings,
  CountTrack,
  Deploy,
  Evidence,
  Frame,
  CheckVerdict,
  LineCount,
  LogsTrack,
  Outcome,
  Query,
  ReasonCode,
  Sample,
  Settings,
  SignatureTrack,
  Tally,
  ValueTrack,
  Verdict
} from '../model.js'
import { evidenceSchema } from './evidence-schema.js'
import type { Stored } from './evidence-schema.js'
import { cut } from './inert.js'

/**
 * The evidence file: JSON with everything the judge saw, so that a replay judges the same offline.
 * Numbers are written whole; request headers and bodies are left out. Instants are epoch milliseconds, a
 * sample is [end, value], a tally [end, bad, total]. Outcome and settings are expected to be redacted,
 * by one redactor (checks are found by name).
 */
export function renderEvidence(outcome: Outcome, settings: Settings): string {
  const { deploy, analysis, frame } = outcome
  const stored = {
    schemaVersion: 1,
    repository: deploy.repository,
    environment: deploy.environment,
    service: deploy.service,
    sha: deploy.sha,
    version: deploy.version,
    deployedAt: deploy.deployedAt,
    startedAt: deploy.startedAt,
    runUrl: outcome.runUrl,
    verdict: outcome.verdict,
    reasonCode: outcome.code,
    sentence: outcome.sentence,
    falseAlarmRate: settings.falseAlarmRate,
    earlyPass: settings.bake.earlyPass,
    earlyStop: settings.bake.earlyStop,
    judgements: (analysis?.judgements ?? []).map(({ check, verdict, code, sentence }) => ({
      check,
      verdict,
      code,
      sentence
    })),
    ...(frame === undefined ? {} : { frame }),
    cases: settings.checks.flatMap(check => {
      const evidence = outcome.evidence.get(check.name)
      return evidence === undefined
        ? []
        : [{ check: storeCheck(check), evidence: storeEvidence(evidence) }]
    })
  }
  return `${JSON.stringify(renameKeys(stored, toSnake))}\n`
}

/** What a replay needs, and what was said then. */
export interface StoredBake {
  readonly deploy: Deploy
  readonly runUrl: string
  readonly verdict: Verdict
  readonly code: ReasonCode
  readonly sentence: string
  readonly cases: readonly Case[]
  readonly frame?: Frame
  readonly falseAlarmRate: number
  readonly earlyPass: boolean
  readonly earlyStop: boolean
  readonly judgements: readonly {
    readonly check: string
    readonly verdict: CheckVerdict
    readonly code: ReasonCode
    readonly sentence: string
  }[]
}

export type ReadEvidence =
  | { readonly kind: 'bake'; readonly bake: StoredBake }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }

/** Reads an evidence file back. Total: an unreadable text answers the problems. */
export function readEvidence(text: string): ReadEvidence {
  let json: unknown
  try {
    json = renameKeys(JSON.parse(text), toCamel)
  } catch {
    // Also where it nests deeper than the stack is.
    return { kind: 'problems', problems: ['The evidence file is no JSON that can be read.'] }
  }
  const parsed = evidenceSchema.safeParse(json)
  if (!parsed.success) {
    const problems = parsed.error.issues
      .slice(0, 10)
      .map(issue => `${cut(issue.path.join('.'), 100) || 'evidence'}: ${cut(issue.message, 200)}`)
    return { kind: 'problems', problems }
  }
  return { kind: 'bake', bake: bakeOf(parsed.data) }
}

function bakeOf(stored: Stored): StoredBake {
  const { repository, environment, service, sha, version, deployedAt, startedAt } = stored
  return {
    deploy: { repository, environment, service, sha, version, deployedAt, startedAt },
    runUrl: stored.runUrl,
    verdict: stored.verdict,
    code: stored.reasonCode,
    sentence: stored.sentence,
    cases: stored.cases,
    ...(stored.frame === undefined ? {} : { frame: stored.frame }),
    falseAlarmRate: stored.falseAlarmRate,
    earlyPass: stored.earlyPass,
    earlyStop: stored.earlyStop,
    judgements: stored.judgements
  }
}

// ── Checks ───────────────────────────────────────────────────────────────────────────────────────

function storeCheck(check: CheckSettings): unknown {
  switch (check.kind) {
    case 'ratio': {
      const { bad, total, control, ...rest } = check
      const asides =
        control === undefined
          ? {}
          : { control: { bad: storeQuery(control.bad), total: storeQuery(control.total) } }
      return { ...rest, bad: storeQuery(bad), total: storeQuery(total), ...asides }
    }
    case 'query': {
      const { query, control, ...rest } = check
      const asides = control === undefined ? {} : { control: { query: storeQuery(control.query) } }
      return { ...rest, query: storeQuery(query), ...asides, request: undefined }
    }
    case 'count': {
      const { count, control, ...rest } = check
      const asides = control === undefined ? {} : { control: { count: storeQuery(control.count) } }
      return { ...rest, count: storeQuery(count), ...asides }
    }
    case 'probe':
      // JSON leaves undefined out: headers and bodies may hold what is nobody's business.
      return { ...check, probe: { ...check.probe, headers: undefined, body: undefined } }
    case 'firing':
      return { ...check, firing: Object.entries(check.firing) }
    case 'logs':
      return { ...check, logs: storeQuery(check.logs) }
  }
}

function storeQuery({ text, usesWindow }: Query): unknown {
  return { text, usesWindow }
}

// ── Evidence ─────────────────────────────────────────────────────────────────────────────────────

function storeEvidence(evidence: Evidence): unknown {
  return {
    ...evidence,
    counts: evidence.counts.map(storeCounts),
    values: evidence.values.map(storeValues),
    ...(evidence.logs === undefined ? {} : { logs: storeLogs(evidence.logs) })
  }
}

function storeCounts({ labels, control, ...side }: CountTrack): unknown {
  return {
    labels: Object.entries(labels),
    ...storeCountSide(side),
    ...(control === undefined ? {} : { control: storeCountSide(control) })
  }
}

function storeCountSide({ before, past, soFar, steps }: Omit<CountTrack, 'labels'>): object {
  return {
    ...(before === undefined ? {} : { before: tallyTuple(before) }),
    past: past.map(tallyTuple),
    soFar: soFar.map(tallyTuple),
    steps: steps.map(tallyTuple)
  }
}

function storeValues({ labels, past, bake, soFar, control }: ValueTrack): unknown {
  return {
    labels: Object.entries(labels),
    past: past.map(sampleTuple),
    bake: bake.map(sampleTuple),
    ...(soFar === undefined ? {} : { soFar: soFar.map(sampleTuple) }),
    ...(control === undefined
      ? {}
      : { control: { past: control.past.map(sampleTuple), bake: control.bake.map(sampleTuple) } })
  }
}

function storeLogs({ signatures, before, soFar, earlierDeploys, patterns }: LogsTrack): unknown {
  return {
    signatures: signatures.map(storeSignature),
    ...(before === undefined ? {} : { before: lineTuple(before) }),
    soFar: soFar.map(lineTuple),
    ...(earlierDeploys === undefined ? {} : { earlierDeploys }),
    ...(patterns === undefined ? {} : { patterns })
  }
}

/** Lines leave the process as templates only: examples are for the report. */
function storeSignature({ before, past, soFar, earlier, ...rest }: SignatureTrack): unknown {
  return {
    ...rest,
    examples: [],
    ...(before === undefined ? {} : { before: tallyTuple(before) }),
    past: past.map(tallyTuple),
    soFar: soFar.map(tallyTuple),
    ...(earlier === undefined ? {} : { earlier: tallyTuple(earlier) })
  }
}

function lineTuple({ at, matched, read, exposure }: LineCount) {
  return [at, matched, read, exposure]
}

function sampleTuple({ at, value }: Sample): readonly [number, number] {
  return [at, value]
}

function tallyTuple({ at, bad, total }: Tally): readonly [number, number, number] {
  return [at, bad, total]
}

// ── Keys ─────────────────────────────────────────────────────────────────────────────────────────

/** Every object key renamed. Labels are pairs by now, so all keys are ours. */
function renameKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map(item => renameKeys(item, rename))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [rename(key), renameKeys(item, rename)])
  )
}

function toSnake(key: string): string {
  return key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}

/** A key that is not snake_case keeps a mark, so that the strict schema refuses it. */
function toCamel(key: string): string {
  if (!/^[a-z]+(?:_[a-z]+)*$/.test(key)) return `not snake_case: ${key}`
  return key.replace(/_([a-z])/g, (_pair, letter: string) => letter.toUpperCase())
}
