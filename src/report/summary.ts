import type { Outcome } from '../model.js'
import { fit } from './budget.js'
import { outline } from './outline.js'

/** A step's summary file may hold 1 MiB; a character takes up to four bytes of it. */
export const SUMMARY_LIMIT = 250_000

/** The same document as the comment for the job summary, with more room. */
export function renderSummary(outcome: Outcome): string {
  return fit(outline(outcome), SUMMARY_LIMIT)
}
