import type { Outcome } from '../model.js'
import { fit } from './budget.js'
import { minimalOutline, outline } from './outline.js'

/** GitHub refuses more than 65 536 characters; the publisher's marker and surprises need room. */
export const COMMENT_LIMIT = 60_000
const MINIMAL_LIMIT = 8_000

/**
 * The pull-request comment as GitHub Markdown, at most 60 000 characters, without the hidden marker.
 * Too long a report is shortened part by part; the verdict and the rollback stay. The outcome is
 * expected to be redacted.
 */
export function renderComment(outcome: Outcome): string {
  return fit(outline(outcome), COMMENT_LIMIT)
}

/** Verdict, rollback and next steps alone: what is written when GitHub refuses the whole comment. */
export function renderMinimalComment(outcome: Outcome): string {
  return fit(minimalOutline(outcome), MINIMAL_LIMIT)
}
