import type { Outcome } from '../model.js'
import { outcomeOf } from '../outcome.js'
import { overrideDescription, recordVerdict } from '../rollback/record.js'
import type { Session } from '../session.js'

/** `override`: a person sets the recorded verdict of a commit, with a reason. `written` says whether it stands. */
export async function override(
  session: Session
): Promise<{ readonly outcome: Outcome; readonly written: boolean }> {
  const { world, inputs, deploy, facts, warnings, run } = session
  const verdict = inputs.overrideVerdict ?? 'fail'
  const description = overrideDescription(run.actor, inputs.reason)
  const status = await recordVerdict(session.github, world.log, {
    scope: deploy,
    sha: deploy.sha,
    state: verdict === 'pass' ? 'success' : 'failure',
    description,
    url: run.runUrl
  })
  const sentence =
    status === undefined
      ? 'The verdict was not recorded. Add `statuses: write` to the permissions of the job.'
      : `Recorded ${verdict} for ${deploy.sha.slice(0, 12)} on ${deploy.environment}.`
  world.log.info(sentence)
  const code = verdict === 'pass' ? 'healthy' : 'above-max'
  const outcome = outcomeOf(
    facts,
    { verdict, code, sentence },
    undefined,
    [...warnings],
    world.clock.now()
  )
  return { outcome, written: status !== undefined }
}
