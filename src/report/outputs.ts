import type { Outcome } from '../model.js'
import { renderResult } from './result.js'

/** The outputs of `action.yml`, in the order of the documentation. */
export const outputNames = [
  'verdict',
  'reason-code',
  'rollback-status',
  'rollback-target',
  'rollback-sha',
  'recovery',
  'rollback-run-id',
  'rollback-run-url',
  'comment-url',
  'result',
  'evidence-path',
  'report-path'
] as const
export type OutputName = (typeof outputNames)[number]

export interface OutputExtras {
  readonly commentUrl?: string
  readonly evidencePath?: string
  readonly reportPath?: string
}

/** Every output; '' where there is nothing to say. The outcome is expected to be redacted. */
export function renderOutputs(outcome: Outcome, extras: OutputExtras): Record<OutputName, string> {
  const { rollback } = outcome
  return {
    verdict: outcome.verdict,
    'reason-code': outcome.code,
    'rollback-status': rollback.status,
    'rollback-target': rollback.target?.tag ?? '',
    'rollback-sha': rollback.target?.sha ?? '',
    recovery: rollback.recovery,
    'rollback-run-id': rollback.runId ?? '',
    'rollback-run-url': rollback.runUrl ?? '',
    'comment-url': extras.commentUrl ?? '',
    result: renderResult(outcome),
    'evidence-path': extras.evidencePath ?? '',
    'report-path': extras.reportPath ?? ''
  }
}
