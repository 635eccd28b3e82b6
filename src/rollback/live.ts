import { GitHubError } from '../errors.js'
import type { GitHub } from '../world.js'

/** Deployments that are looked at: each costs a request. */
const lookedAt = 5

/**
 * The commit that runs in an environment: its newest deployment that ever succeeded (GitHub turns earlier
 * successes inactive). undefined: no deployment says so. A person who asks for a rollback by hand speaks of
 * this commit, whatever the branch is that the workflow runs on.
 */
export async function liveCommit(
  github: Pick<GitHub, 'deployments' | 'deploymentStatuses'>,
  environment: string
): Promise<string | undefined> {
  try {
    for (const deployment of await github.deployments(environment, lookedAt)) {
      const history = await github.deploymentStatuses(deployment.id)
      if (history.some(({ state }) => state === 'success')) return deployment.sha
    }
    return undefined
  } catch (error) {
    if (error instanceof GitHubError) return undefined
    throw error
  }
}
