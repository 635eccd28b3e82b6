import type { CheckVerdict, Judgement, JudgementCode } from '../model.js'

/** What one rule says about one series of one check. The worst finding becomes the check's judgement. */
export interface Finding extends Partial<
  Pick<
    Judgement,
    | 'before'
    | 'after'
    | 'limit'
    | 'effect'
    | 'counts'
    | 'chance'
    | 'placebo'
    | 'firstBreach'
    | 'series'
  >
> {
  readonly verdict: CheckVerdict
  readonly code: JudgementCode
  readonly sentence: string
  /** fail only: no later look can take it back. */
  readonly certain: boolean
}

const WORST_FIRST: readonly CheckVerdict[] = ['fail', 'inconclusive', 'pass']

/** The first of the worst: among equals the order of the rules, then of the series, decides. */
export function worst<T extends { readonly verdict: CheckVerdict }>(
  findings: readonly T[]
): T | undefined {
  for (const verdict of WORST_FIRST) {
    const found = findings.find(finding => finding.verdict === verdict)
    if (found !== undefined) return found
  }
  return undefined
}

export function fail(code: JudgementCode, sentence: string, facts: Partial<Finding> = {}): Finding {
  return { ...facts, verdict: 'fail', code, sentence, certain: true }
}

export function inconclusive(
  code: JudgementCode,
  sentence: string,
  facts: Partial<Finding> = {}
): Finding {
  return { ...facts, verdict: 'inconclusive', code, sentence, certain: false }
}

export function pass(code: JudgementCode, sentence: string, facts: Partial<Finding> = {}): Finding {
  return { ...facts, verdict: 'pass', code, sentence, certain: false }
}
