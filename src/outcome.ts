import type {
  Analysis,
  CheckReport,
  CheckVerdict,
  Deploy,
  Evidence,
  Frame,
  JudgementCode,
  Mode,
  OnInconclusive,
  Outcome,
  Phase,
  OutcomeCode,
  RollbackOutcome,
  Verdict
} from './model.js'

/** What stays the same over a whole run. */
export interface RunFacts {
  readonly mode: Mode
  readonly dryRun: boolean
  readonly deploy: Deploy
  readonly onInconclusive: OnInconclusive
  readonly links: Readonly<Record<string, string>>
  readonly runUrl: string
  readonly runId: string
  readonly runAttempt: number
  readonly startedAt: number
}

/** What is known of the bake when the outcome is told. */
export interface Baked {
  readonly frame: Frame
  readonly analysis: Analysis
  readonly evidence: ReadonlyMap<string, Evidence>
  readonly checks: readonly CheckReport[]
}

export interface Ending {
  readonly verdict: Verdict
  readonly code: OutcomeCode
  readonly sentence: string
  readonly problems?: readonly string[]
  readonly rollback?: RollbackOutcome
  readonly progress?: { readonly phase: Phase; readonly deadline: number }
}

export const noRollback: RollbackOutcome = {
  status: 'none',
  sentence: '',
  rejected: [],
  recovery: 'none'
}

export function outcomeOf(
  facts: RunFacts,
  ending: Ending,
  baked: Baked | undefined,
  warnings: readonly string[],
  at: number
): Outcome {
  return {
    ...facts,
    verdict: ending.verdict,
    code: ending.code,
    sentence: ending.sentence,
    problems: ending.problems ?? [],
    checks: baked?.checks ?? [],
    evidence: baked?.evidence ?? new Map(),
    ...(baked === undefined ? {} : { frame: baked.frame, analysis: baked.analysis }),
    rollback: ending.rollback ?? noRollback,
    ...(ending.progress === undefined ? {} : { progress: ending.progress }),
    warnings,
    at
  }
}

/** The ending that an analysis alone comes to. */
export function endingOf(analysis: Analysis): Ending {
  return { verdict: analysis.verdict, code: analysis.code, sentence: analysis.sentence }
}

/** A newer deploy took this one's place: whatever the checks say, they no longer speak of it. */
export function supersededEnding(by: string): Ending {
  const code: JudgementCode = 'superseded'
  const verdict: CheckVerdict = 'inconclusive'
  return { verdict, code, sentence: `A newer deploy (${by}) took the place of this one.` }
}

/** Beyond this nobody can say which data belong to a deploy whose time the runner told. Milliseconds. */
const hopelessSkew = 900_000

/** The runner's clock is corrected by GitHub's, but not trusted when it is wrong by far. */
export function clockEnding(skew: number): Ending | undefined {
  if (Math.abs(skew) <= hopelessSkew) return undefined
  const minutes = Math.round(Math.abs(skew) / 60_000)
  const side = skew > 0 ? 'behind' : 'ahead of'
  const sentence = `The runner's clock is ${minutes} min ${side} GitHub's. Set the clock (NTP) and run the gate again.`
  return { verdict: 'inconclusive', code: 'clock-skew', sentence }
}

/** Whether this verdict asks for a rollback. */
export function asksRollback(verdict: Verdict, onInconclusive: OnInconclusive): boolean {
  return verdict === 'fail' || (verdict === 'inconclusive' && onInconclusive === 'rollback')
}

/**
 * Exit code of `gate` and `analyze`: 0 for a pass, for an inconclusive verdict where that is configured to
 * pass, and for a dry run. A defect of ours is never a pass.
 */
export function exitCode(outcome: Outcome): 0 | 1 {
  const { verdict, code, dryRun, onInconclusive } = outcome
  if (verdict === 'config-error' || verdict === 'cancelled' || code === 'internal-error') return 1
  if (verdict === 'pass' || dryRun) return 0
  return verdict === 'inconclusive' && onInconclusive === 'pass' ? 0 : 1
}
