import { createHash } from 'node:crypto'
import { GitHubError } from '../errors.js'
import { compareIds } from '../ids.js'
import type { Deploy } from '../model.js'
import type { CommitStatus, GitHub, Log } from '../world.js'
import type { RecordedVerdict } from './facts.js'

/** The creator of statuses that a job's own token writes. */
export const ACTIONS_BOT = 'github-actions[bot]'

/** GitHub cuts longer ones off with an error. */
const LONGEST_DESCRIPTION = 140
const LONGEST_CONTEXT = 255

export type Scope = Pick<Deploy, 'environment' | 'service'>
export type RecordState = CommitStatus['state']

/**
 * The status context that remembers verdicts: `bakegate/<environment>` or
 * `bakegate/<service>/<environment>`. A slash within a name is written `%2F`, so that no two deploys share one.
 */
export function recordContext(scope: Scope): string {
  return contextOf('bakegate', scope)
}

/** The context in which gates claim the one rollback of a commit. */
export function claimContext(scope: Scope): string {
  return contextOf('bakegate-rollback', scope)
}

/** GitHub does not tell the case of contexts apart. */
export function isContext(status: CommitStatus, context: string): boolean {
  return status.context.toLowerCase() === context.toLowerCase()
}

/**
 * Writes a verdict on the deployed commit: pending during the bake (the deadline in the description),
 * success = pass, failure = fail, error = inconclusive or cancelled. Never rejects: undefined where it could
 * not be written, with a warning. The answer's `creator` is our own identity.
 */
export async function recordVerdict(
  github: GitHub,
  log: Log,
  record: {
    readonly scope: Scope
    readonly sha: string
    readonly state: RecordState
    readonly description: string
    readonly url: string
  }
): Promise<Pick<CommitStatus, 'creator'> | undefined> {
  try {
    return await github.createStatus(record.sha, {
      state: record.state,
      context: recordContext(record.scope),
      description: clip(record.description),
      targetUrl: record.url
    })
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    log.warning(`The verdict is not remembered on the commit. ${error.message}`)
    return undefined
  }
}

/** `override by octocat: reason`, for a person's verdict. */
export function overrideDescription(actor: string, reason: string): string {
  return clip(`override by ${actor}: ${reason}`)
}

/**
 * What is on record for a commit. A failure counts whoever wrote it, a success only from our own identity;
 * of those the newest. Pending and error say nothing.
 */
export function readVerdict(
  statuses: readonly CommitStatus[],
  scope: Scope,
  identity: string
): RecordedVerdict {
  const context = recordContext(scope)
  const verdicts = statuses
    .filter(status => isContext(status, context))
    .filter(it => it.state === 'failure' || (it.state === 'success' && it.creator === identity))
  const [newest] = verdicts.toSorted((a, b) => compareIds(b.id, a.id))
  if (newest === undefined) return 'none'
  return newest.state === 'failure' ? 'bad' : 'good'
}

/** At most 140 characters, on one line. */
export function clip(text: string): string {
  const line = Array.from(text.replace(/\s+/g, ' ').trim())
  if (line.length <= LONGEST_DESCRIPTION) return line.join('')
  return `${line.slice(0, LONGEST_DESCRIPTION - 1).join('')}…`
}

/** Names that are too long for GitHub end in a digest of the whole. */
function contextOf(prefix: string, { service, environment }: Scope): string {
  const names = service === '' ? [environment] : [service, environment]
  const escaped = names.map(name => name.replaceAll('%', '%25').replaceAll('/', '%2F'))
  const context = [prefix, ...escaped].join('/')
  if (context.length <= LONGEST_CONTEXT) return context
  const digest = createHash('sha256').update(context.toLowerCase()).digest('hex').slice(0, 16)
  return `${context.slice(0, LONGEST_CONTEXT - 17)}-${digest}`
}
