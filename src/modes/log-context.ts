import type { LogContext } from '../bake/logs.js'
import { GitHubError } from '../errors.js'
import type { Frame, Window } from '../model.js'
import { readVerdict } from '../rollback/record.js'
import type { Session } from '../session.js'
import type { Deployment } from '../world.js'

/** What the `logs` checks of a bake need of the rest of the run. */
export function logContext(session: Session, earlierDeploys: readonly Window[] = []): LogContext {
  const { world, settings, repository, accepted } = session
  const { excerpts } = settings.report
  return {
    redact: world.redact,
    hide: world.hide,
    excerpts: excerpts === 'redacted' || (excerpts === 'auto' && repository.private),
    accepted,
    earlierDeploys
  }
}

/** So many earlier deploys teach what every deploy prints. */
const mostDeploys = 3
const mostLookedAt = 6
const mostListed = 20

/**
 * The same, with the windows after earlier deploys: what came after each of those as well is what a deploy
 * prints. One with a bad verdict on record teaches nothing: its errors would excuse the same errors now.
 */
export async function learnedContext(session: Session, frame: Frame): Promise<LogContext> {
  const judgesLogs = session.settings.checks.some(check => check.kind === 'logs')
  if (!judgesLogs) return logContext(session)
  try {
    return logContext(session, await windowsAfterDeploys(session, frame))
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    // It is a convenience: `deploy-noise` stands in for it.
    return logContext(session)
  }
}

async function windowsAfterDeploys(
  { github, deploy, identity }: Session,
  frame: Frame
): Promise<readonly Window[]> {
  const listed = await github.deployments(deploy.environment, mostListed)
  const earlier = listed
    .filter(({ sha, createdAt }) => sha !== deploy.sha && createdAt < frame.rolloutStart)
    .toSorted((a, b) => b.createdAt - a.createdAt)
  const length = frame.bake.end - frame.deployedAt
  const windows: Window[] = []
  for (const deployment of earlier.slice(0, mostLookedAt)) {
    if (windows.length === mostDeploys) break
    const done = await doneAt(deployment)
    if (done === undefined) continue
    const end = Math.min(done + length, frame.rolloutStart)
    windows.push({ start: deployment.createdAt, end })
  }
  return windows

  /** When it had succeeded; undefined for one that never did, or whose release was bad. */
  async function doneAt({ id, sha }: Deployment): Promise<number | undefined> {
    const history = await github.deploymentStatuses(id)
    const success = history.find(({ state }) => state === 'success')
    if (success === undefined) return undefined
    const verdict = readVerdict(await github.statuses(sha), deploy, identity)
    return verdict === 'bad' ? undefined : success.createdAt
  }
}
