import { FIELDS, PAIRS, SPOKEN } from './redact-fields.js'
import { NAMED, PEOPLE } from './redact-people.js'
import { COMMANDS, HEADERS, STATEMENTS } from './redact-places.js'
import type { Rule } from './redact-rule.js'
import { AWS_SECRET, BLOCKS, TOKENS } from './redact-tokens.js'

/**
 * What a credential or personal data looks like. Data: one rule each, in order. Every pattern is linear
 * in the text: repetitions are bounded or end at a character that they cannot hold themselves.
 */
export const RULES: readonly Rule[] = [
  ...BLOCKS,
  ...HEADERS,
  ...TOKENS,
  ...COMMANDS,
  ...STATEMENTS,
  ...PAIRS,
  ...FIELDS,
  ...SPOKEN,
  AWS_SECRET,
  ...NAMED,
  ...PEOPLE
]
