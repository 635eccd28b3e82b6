import { GitHubError } from '../errors.js'
import type { RollbackSettings } from '../model.js'
import type { DeploymentStatus, GitHub } from '../world.js'
import { isOfRun } from './evidence.js'
import { releaseTagsIn } from './tag.js'

/** Deployments that are looked at: each costs a request. */
const lookedAt = 5

type Asked = Pick<GitHub, 'deployments' | 'deploymentStatuses' | 'dispatchedRuns' | 'tagCommit'>

/**
 * The commit that runs in an environment: its newest deployment that ever succeeded (GitHub turns earlier
 * successes inactive). undefined: no deployment says so. A person who asks for a rollback by hand speaks of
 * this commit, whatever the branch is that the workflow runs on.
 *
 * A deployment made by the rollback workflow names the tip of that branch; with `rollback` it counts for the
 * one release tag in its run's title.
 */
export async function liveCommit(
  github: Asked,
  environment: string,
  rollback?: Pick<RollbackSettings, 'workflow' | 'tagPattern'>,
  warn: (text: string) => void = () => undefined
): Promise<string | undefined> {
  try {
    for (const { id, sha, createdAt } of await github.deployments(environment, lookedAt)) {
      const history = await github.deploymentStatuses(id)
      if (!history.some(({ state }) => state === 'success')) continue
      const title = rollback && (await rollbackTitle(github, rollback.workflow, history, createdAt))
      return rollback === undefined || title === undefined
        ? sha
        : await rolledBackTo(github, title, rollback.tagPattern)
    }
    return undefined
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    warn(`What is live in ${environment} is not known. ${error.message}`)
    return undefined
  }
}

/** The title of the rollback run that made a deployment; undefined: another workflow made it. */
async function rollbackTitle(
  github: Asked,
  workflow: string,
  history: readonly DeploymentStatus[],
  createdAt: number
): Promise<string | undefined> {
  // Its run is older than the deployment, by a day at most where it waited for an approval.
  const runs = await github.dispatchedRuns(workflow, createdAt - 24 * 60 * 60_000)
  return runs.find(run => history.some(status => isOfRun(status, run.id)))?.title
}

async function rolledBackTo(
  github: Asked,
  title: string,
  pattern: string
): Promise<string | undefined> {
  const commits = await Promise.all(releaseTagsIn(title, pattern).map(tag => github.tagCommit(tag)))
  const [sha, ...others] = commits.filter(commit => commit !== undefined)
  return others.length === 0 ? sha : undefined
}
