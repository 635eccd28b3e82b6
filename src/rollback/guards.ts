import { GitHubError } from '../errors.js'
import type { Deploy, RefusalCode } from '../model.js'
import type { Deployment, WorkflowRun } from '../world.js'
import { standingClaim } from './claim.js'
import { isOfRun } from './evidence.js'
import { isOfCommit, isOfScope } from './correlation.js'
import type { RollbackDeps, RollbackRequest } from './rollback.js'
import { deploymentInstant } from './facts.js'

export interface Refusal {
  readonly code: RefusalCode
  readonly sentence: string
}

/** `metrics` may always roll back; the other two are lines that anybody can make the service write. */
export type EvidenceKind = 'metrics' | 'logs-counts' | 'logs-signatures'

const HOUR = 60 * 60_000
/** Newer deployments are few; what is older than these does not matter. */
const NEWEST_DEPLOYMENTS = 10

/** Needs nothing but the request. */
export function refuseByPolicy({
  isRollback,
  evidenceKinds,
  settings
}: RollbackRequest): Refusal | undefined {
  if (isRollback) {
    const sentence = 'This run is itself a rollback, and a rollback is never rolled back by us.'
    return { code: 'is-rollback', sentence }
  }
  const allowed: Readonly<Record<EvidenceKind, boolean>> = {
    metrics: true,
    'logs-counts': settings.logsMayRollback !== 'never',
    'logs-signatures': settings.logsMayRollback === 'always'
  }
  if (evidenceKinds.length === 0 || evidenceKinds.some(kind => allowed[kind])) return undefined
  return {
    code: 'logs-only',
    sentence: `Only log lines speak against the release, and rollback.logs-may-rollback is ${settings.logsMayRollback}: whoever can make the service log a line could force a downgrade.`
  }
}

/** A look before the other guards, so that a second gate names the run that was first. */
export async function refuseIfClaimed(
  { github }: RollbackDeps,
  { deploy }: RollbackRequest
): Promise<Refusal | undefined> {
  try {
    const claim = standingClaim(await github.statuses(deploy.sha), deploy)
    return claim && alreadyRolledBack(`${claim.description} ${claim.targetUrl}`)
  } catch (error) {
    // The claim itself is written and read back later; that one must be answered.
    if (error instanceof GitHubError) return undefined
    throw error
  }
}

export function alreadyRolledBack(who: string): Refusal {
  return { code: 'already-rolled-back', sentence: `This commit was already rolled back: ${who}` }
}

/** A newer deployment of the environment, of another commit, that has begun and is no rollback of ours. */
export async function refuseIfSuperseded(
  { github, log }: Pick<RollbackDeps, 'github' | 'log'>,
  { deploy }: Pick<RollbackRequest, 'deploy'>,
  runs: readonly WorkflowRun[]
): Promise<Refusal | undefined> {
  try {
    const listed = await github.deployments(deploy.environment, NEWEST_DEPLOYMENTS)
    for (const deployment of newerDeployments(listed, deploy)) {
      const history = await github.deploymentStatuses(deployment.id)
      const isOurs = runs.some(run => history.some(it => isOfRun(it, run.id)))
      // One that waits for an approval has changed nothing yet.
      const hasBegun = history.some(it => BEGUN.has(it.state))
      if (!isOurs && hasBegun) {
        const sentence = `Commit ${deployment.sha.slice(0, 12)} was deployed to ${deploy.environment} meanwhile; rolling back would take that away.`
        return { code: 'superseded', sentence }
      }
    }
    return undefined
  } catch (error) {
    if (!isForbidden(error)) throw error
    log.warning(`Whether a newer deploy superseded this one is not known. ${error.message}`)
    return undefined
  }
}

const BEGUN = new Set(['in_progress', 'success', 'inactive'])

function newerDeployments(
  deployments: readonly Deployment[],
  deploy: Pick<Deploy, 'sha' | 'deployedAt'>
): readonly Deployment[] {
  const since = deploymentInstant(deployments, deploy)
  return deployments.filter(it => it.sha !== deploy.sha && it.createdAt > since)
}

/** Runs of the rollback workflow that matter to the guards; empty, with a warning, where not permitted. */
export async function readRollbackRuns(
  { rollbackGitHub, clock, log }: RollbackDeps,
  { deploy, settings }: RollbackRequest
): Promise<readonly WorkflowRun[]> {
  try {
    const since = Math.min(clock.now() - HOUR, deploy.startedAt)
    return await rollbackGitHub.dispatchedRuns(settings.workflow, since)
  } catch (error) {
    if (!isForbidden(error)) throw error
    log.warning(`Earlier rollbacks are not known. ${error.message}`)
    return []
  }
}

/** A run whose title shows that it belongs to another environment does not count. */
export function refuseIfTooMany(
  runs: readonly WorkflowRun[],
  { deploy, settings }: RollbackRequest,
  now: number
): Refusal | undefined {
  const recent = runs.filter(
    run => run.createdAt > now - HOUR && isOfScope(run.title, deploy) !== false
  )
  if (recent.length < settings.maxPerHour) return undefined
  const which = recent.map(run => run.url).join(' ')
  return {
    code: 'too-many-rollbacks',
    sentence:
      `${settings.workflow} ran ${recent.length} times in the last hour and rollback.max-per-hour is ${settings.maxPerHour}. ${which}`.trim()
  }
}

/** Stands in for the claim where statuses may not be written: any run since the rollout began counts. */
export function refuseIfRunExists(
  runs: readonly WorkflowRun[],
  { deploy }: RollbackRequest
): Refusal | undefined {
  const run = runs.find(
    it => it.createdAt >= deploy.startedAt && isOfCommit(it.title, deploy) !== false
  )
  return run && alreadyRolledBack(run.url)
}

function isForbidden(error: unknown): error is GitHubError {
  return error instanceof GitHubError && (error.status === 403 || error.status === 404)
}
