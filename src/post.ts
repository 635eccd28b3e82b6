import { readInputs } from './config/inputs.js'
import { readRun } from './context.js'
import type { Deploy, RollbackOutcome } from './model.js'
import { type Ending, noRollback, outcomeOf } from './outcome.js'
import { createCommentPublisher } from './publish/comment.js'
import { findPullRequest } from './publish/pull-request.js'
import { renderComment, renderMinimalComment } from './report/comment.js'
import { statusDescription } from './report/lines.js'
import { redactAll } from './report/redact.js'
import { recordVerdict } from './rollback/record.js'
import { runFacts, type World } from './session.js'

interface Story {
  readonly deploy: Deploy
  readonly startedAt: number
  readonly rollback: Pick<RollbackOutcome, 'status'> & Partial<RollbackOutcome>
}

/**
 * The post step: nothing where the main step told its end. Where it was killed, the comment and the status
 * must not go on saying that a bake is in progress.
 */
export async function post(world: World): Promise<void> {
  const story = world.runner.state('story')
  if (world.runner.state('ended') === 'true' || story === '') return
  // Our own state, written by the main step and handed back by the runner.
  const { deploy, startedAt, rollback } = JSON.parse(story) as Story
  const inputs = readInputs(world.input, world.env)
  const run = readRun(world.env, world.event)
  world.runner.setSecret(inputs.githubToken)
  const github = await world.github({
    token: inputs.githubToken,
    apiUrl: inputs.githubApiUrl,
    repository: run.repository
  })
  const facts = runFacts(inputs, run, undefined, deploy, startedAt)
  const told = { ...noRollback, ...rollback, sentence: rollbackSentence(rollback) }
  const ending: Ending = {
    verdict: 'cancelled',
    code: 'cancelled',
    sentence: 'The gate was ended before it could decide.',
    rollback: told
  }
  const outcome = redactAll(
    outcomeOf(facts, ending, undefined, [], world.clock.now()),
    world.redact
  )
  // As in the main step: a dry run leaves no record.
  const written = inputs.dryRun
    ? undefined
    : await recordVerdict(github, world.log, {
        scope: deploy,
        sha: deploy.sha,
        state: 'error',
        description: statusDescription(outcome),
        url: run.runUrl
      })
  if (!inputs.comment) return
  const repository = await github.repository()
  const issue = await findPullRequest(github, world.log, {
    sha: deploy.sha,
    defaultBranch: repository.defaultBranch,
    ...(inputs.pullRequest === undefined ? {} : { input: inputs.pullRequest }),
    ...(run.pullRequest === undefined ? {} : { event: run.pullRequest })
  })
  if (issue === undefined) return
  const publisher = createCommentPublisher(
    { github, clock: world.clock, log: world.log, signal: world.signal },
    {
      issue,
      scope: deploy,
      run: { id: run.runId, attempt: run.runAttempt },
      generation: generationOfPost,
      ...(written === undefined || written.creator === '' ? {} : { identity: written.creator })
    }
  )
  await publisher.publish(renderComment(outcome), {
    final: true,
    minimal: renderMinimalComment(outcome)
  })
}

/** After whatever the main step wrote. */
const generationOfPost = 2_000

function rollbackSentence({ status, runUrl }: Story['rollback']): string {
  return status === 'dispatched' ? `The rollback goes on without the gate: ${runUrl ?? ''}` : ''
}
