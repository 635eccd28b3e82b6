import type { OutcomeCode } from '../model.js'
import { ROLLBACK_WORDS } from './rollback-words.js'
import { REASON_WORDS, type Words } from './words.js'

/** Words for whatever a run ended with. `superseded` is a reason before it is a refusal. */
const OUTCOME_WORDS: Readonly<Record<OutcomeCode, Words>> = { ...ROLLBACK_WORDS, ...REASON_WORDS }

export function wordsOf(code: OutcomeCode): Words {
  return OUTCOME_WORDS[code]
}
