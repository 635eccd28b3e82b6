import { GitHubError } from '../errors.js'
import { refuseIfSuperseded } from '../rollback/guards.js'
import type { Session } from '../session.js'

/** Between two looks at the deployments while the bake runs: each costs up to two requests. */
const betweenLooks = 5 * 60_000

/** Whether a newer deploy took the place of the one that is judged. */
export interface DeploymentWatch {
  /** The newer deploy in a sentence; undefined as long as none is known. */
  readonly superseded: () => string | undefined
  /** Looks again in the background when it is time; never rejects. */
  readonly look: () => void
  readonly lookNow: () => Promise<string | undefined>
}

export function watchDeployments(session: Session): DeploymentWatch {
  const { world } = session
  let found: string | undefined
  let lookedAt = Number.NEGATIVE_INFINITY

  async function lookNow(): Promise<string | undefined> {
    lookedAt = world.clock.now()
    found ??= await newerDeploy(session)
    return found
  }

  return {
    superseded: () => found,
    look: () => {
      if (world.clock.now() - lookedAt >= betweenLooks) void lookNow()
    },
    lookNow
  }
}

/** Not knowing is no reason to stop: a GitHub that does not answer is a warning. */
async function newerDeploy(session: Session): Promise<string | undefined> {
  const { github, rollbackGitHub, deploy, settings, warnings, world } = session
  const log = { ...world.log, warning: (text: string) => void warnings.add(text) }
  try {
    const refusal = await refuseIfSuperseded({ github, log }, { deploy }, [])
    if (refusal === undefined || settings.rollback === undefined) return refusal?.sentence
    // It may be a rollback of ours: its deployment is no newer deploy.
    const runs = await rollbackGitHub.dispatchedRuns(settings.rollback.workflow, deploy.startedAt)
    return (await refuseIfSuperseded({ github, log }, { deploy }, runs))?.sentence
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    warnings.add(error.message)
    return undefined
  }
}
