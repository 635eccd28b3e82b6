import { createHash, randomBytes } from 'node:crypto'
import type { Deploy } from '../model.js'

/** Inputs that a rollback workflow may declare beside the target. */
export const CORRELATION_INPUT = 'bakegate-correlation'
export const ORIGIN_INPUT = 'bakegate-origin'

type Key = Pick<Deploy, 'repository' | 'service' | 'environment' | 'sha'>

/**
 * correlation = "bg-" scope "-" commit "-" random
 * scope   = 8 hexadecimal digits: what is rolled back (repository, service, environment)
 * commit  = the first 8 digits of the deployed commit
 * random  = 16 hexadecimal digits: this attempt
 * A workflow that shows it in its `run-name` lets us find the run again, and tell it from those of another
 * environment or commit.
 */
export function newCorrelation(key: Key): string {
  return `${commitPrefix(key)}${randomBytes(8).toString('hex')}`
}

/** Of the same environment, whatever the commit; undefined where the title shows no correlation. */
export function isOfScope(title: string, key: Key): boolean | undefined {
  const found = CORRELATION.exec(title)
  return found === null ? undefined : found[0].startsWith(scopePrefix(key))
}

/** Of the same environment and commit; undefined where the title shows no correlation. */
export function isOfCommit(title: string, key: Key): boolean | undefined {
  const found = CORRELATION.exec(title)
  return found === null ? undefined : found[0].startsWith(commitPrefix(key))
}

const CORRELATION = /\bbg-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{16}\b/

function commitPrefix(key: Key): string {
  return `${scopePrefix(key)}${key.sha.slice(0, 8)}-`
}

function scopePrefix({ repository, service, environment }: Key): string {
  const text = JSON.stringify([repository, service, environment]).toLowerCase()
  return `bg-${createHash('sha256').update(text).digest('hex').slice(0, 8)}-`
}
