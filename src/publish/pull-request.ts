import { GitHubError } from '../errors.js'
import type { GitHub, Log, PullRequest } from '../world.js'

export interface PullRequestSources {
  /** The input `pull-request`. */
  readonly input?: number
  /** The number in the event, on `pull_request*` and comments on one. */
  readonly event?: number
  /** The deployed commit. */
  readonly sha: string
  readonly defaultBranch: string
}

/**
 * The pull request that the comment goes to: the input, else the event's, else the one the deployed commit
 * belongs to. undefined: there is none (a direct push), or more than one could be meant. Never rejects with a
 * GitHubError.
 */
export async function findPullRequest(
  github: GitHub,
  log: Log,
  { input, event, sha, defaultBranch }: PullRequestSources
): Promise<number | undefined> {
  const named = input ?? event
  if (named !== undefined) return named
  try {
    return choosePullRequest(await github.pullRequestsOf(sha), sha, defaultBranch)
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    log.warning(`The pull request of this commit could not be found. ${error.message}`)
    return undefined
  }
}

/**
 * The newest one merged into the default branch; else the only open one that ends in this commit; else the
 * only one there is, if it was merged elsewhere or has grown since. One that was closed unmerged is none.
 */
export function choosePullRequest(
  all: readonly PullRequest[],
  sha: string,
  defaultBranch: string
): number | undefined {
  const merged = all
    .filter(it => it.mergedAt !== undefined && it.baseRef === defaultBranch)
    .toSorted((a, b) => (b.mergedAt ?? 0) - (a.mergedAt ?? 0) || b.number - a.number)
  if (merged[0] !== undefined) return merged[0].number
  const open = all.filter(it => it.state === 'open' && it.headSha === sha)
  if (open.length > 0) return open.length === 1 ? open[0]?.number : undefined
  const [only, ...others] = all.filter(it => it.state === 'open' || it.mergedAt !== undefined)
  return others.length === 0 ? only?.number : undefined
}
