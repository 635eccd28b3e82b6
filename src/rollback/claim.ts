import { GitHubError } from '../errors.js'
import { compareIds } from '../ids.js'
import type { Clock, CommitStatus, GitHub, Log } from '../world.js'
import { claimContext, clip, isContext } from './record.js'
import type { Scope } from './record.js'

/**
 * The one rollback of a commit is claimed by a commit status. Statuses cannot be changed or deleted, and
 * their ids ascend, so of several claims the lowest id wins and everybody sees the same winner.
 *
 * claim   = "Rollback to " tag " claimed by run " id " attempt " number " [" correlation "]", state failure
 * release = "Claim released: " reason " [" correlation "]", state error, by the creator of the claim
 */

export interface Claimant {
  readonly scope: Scope
  /** The deployed commit. */
  readonly sha: string
  /** Unique to this process. */
  readonly correlation: string
  readonly run: { readonly id: string; readonly attempt: number; readonly url: string }
}

export interface ClaimWorld {
  readonly github: GitHub
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}

export type Claim =
  | { readonly kind: 'won' }
  | { readonly kind: 'lost'; readonly by: CommitStatus }
  /** The status could not be written for want of a permission. */
  | { readonly kind: 'not-permitted'; readonly message: string }
  /** Written or not, it could not be read back: nothing may be dispatched on it. */
  | { readonly kind: 'unknown'; readonly message: string }

/** A listing may lag behind a write: nothing is concluded from one read sooner than this. */
const SETTLE = 3_000
/** Reads until our own claim must have shown up. */
const READS = 5
const WRITES = 3

/** The claim that stands, if any: the oldest one that was not released by its own claimant. */
export function standingClaim(
  statuses: readonly CommitStatus[],
  scope: Scope
): CommitStatus | undefined {
  const context = claimContext(scope)
  const marks = statuses.filter(status => isContext(status, context))
  return marks
    .filter(isClaim)
    .filter(claim => !marks.some(mark => isReleaseOf(mark, claim)))
    .toSorted((a, b) => compareIds(a.id, b.id))[0]
}

/** Writes our claim and reads the claims back. Rejects with the signal's reason only. */
export async function claimRollback(
  world: ClaimWorld,
  claimant: Claimant,
  tag: string
): Promise<Claim> {
  const failed = await writeClaim(world, claimant, tag)
  if (failed !== undefined) return failed
  let message = 'it does not show up on the commit'
  for (let read = 0; read < READS; read++) {
    await world.clock.sleep(SETTLE, world.signal)
    try {
      const statuses = await world.github.statuses(claimant.sha)
      const standing = standingClaim(statuses, claimant.scope)
      if (standing !== undefined && !isOurs(standing, claimant)) {
        await releaseClaim(world, claimant, 'another run holds it')
        return { kind: 'lost', by: standing }
      }
      if (standing !== undefined) return { kind: 'won' }
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error
      message = error.message
    }
  }
  return { kind: 'unknown', message }
}

/** Gives our claim up, where certainly no run came of it. A failure to do so only warns. */
export async function releaseClaim(
  { github, log }: Pick<ClaimWorld, 'github' | 'log'>,
  claimant: Claimant,
  reason: string
): Promise<void> {
  try {
    await github.createStatus(claimant.sha, {
      state: 'error',
      context: claimContext(claimant.scope),
      description: describe(`${RELEASED}${reason}`, claimant),
      targetUrl: claimant.run.url
    })
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    log.warning(`The claim could not be released; later runs will refuse. ${error.message}`)
  }
}

/** A repeated claim of the same claimant does no harm, so a lost answer is simply written again. */
async function writeClaim(
  { github, clock, signal }: ClaimWorld,
  claimant: Claimant,
  tag: string
): Promise<Claim | undefined> {
  const { run } = claimant
  const words = `Rollback to ${tag.slice(0, 40)} claimed by run ${run.id} attempt ${run.attempt}`
  const status = {
    state: 'failure',
    context: claimContext(claimant.scope),
    description: describe(words, claimant),
    targetUrl: run.url
  } as const
  for (let attempt = 1; ; attempt++) {
    try {
      await github.createStatus(claimant.sha, status)
      return undefined
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error
      const { status: code, message } = error
      if (code === 403 || code === 404) return { kind: 'not-permitted', message }
      if (attempt === WRITES) return { kind: 'unknown', message }
      await clock.sleep(attempt * 2_000, signal)
    }
  }
}

const RELEASED = 'Claim released: '

function describe(words: string, { correlation }: Claimant): string {
  const mark = ` [${correlation}]`
  return `${clip(words).slice(0, 140 - mark.length)}${mark}`
}

function isClaim(status: CommitStatus): boolean {
  return !status.description.startsWith(RELEASED) && correlationOf(status) !== undefined
}

function isReleaseOf(mark: CommitStatus, claim: CommitStatus): boolean {
  return (
    mark.description.startsWith(RELEASED) &&
    mark.creator === claim.creator &&
    correlationOf(mark) === correlationOf(claim)
  )
}

function isOurs(status: CommitStatus, { correlation }: Claimant): boolean {
  return correlationOf(status) === correlation
}

function correlationOf({ description }: CommitStatus): string | undefined {
  return /\[([^\]]+)\]$/.exec(description)?.[1]
}
