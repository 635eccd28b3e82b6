import type { Outcome, RollbackStatus } from '../model.js'
import { type CommentPublisher, createCommentPublisher } from '../publish/comment.js'
import { writeIncident } from '../publish/incident.js'
import { findPullRequest } from '../publish/pull-request.js'
import { renderComment, renderMinimalComment } from '../report/comment.js'
import { renderEvidence } from '../report/evidence.js'
import { renderHtml } from '../report/html.js'
import { statusDescription, verdictLines } from '../report/lines.js'
import type { OutputExtras } from '../report/outputs.js'
import { redactAll } from '../report/redact.js'
import { recordVerdict, type RecordState } from '../rollback/record.js'
import type { Session, World } from '../session.js'
import { tellOutputs } from '../telling.js'

/** Tells what happened. Never rejects: a failure to report changes no verdict and delays no rollback. */
export interface Reporter {
  /** Before the bake: the pending status and the first comment. */
  begin(outcome: Outcome): Promise<void>
  /** While something goes on: returns at once. */
  progress(outcome: Outcome): void
  /** The verdict is known: it goes on record before anything acts on it. */
  verdict(outcome: Outcome): Promise<void>
  /** The end of the story, on every surface. */
  end(outcome: Outcome): Promise<void>
  /** The newest outcome that was told. */
  last(): Outcome | undefined
  /** The outcome whose verdict is on record; undefined: a status may still be pending. */
  decided(): Outcome | undefined
}

/** Beside a comment GitHub counts the listing before it: few updates are enough for whoever looks. */
const progressUpdates = 4
const leastBetweenUpdates = 60_000
/** A second job of the run writes after the first one, whatever that wrote. */
const generationOfSecondJob = 1_000

interface Telling {
  readonly session: Session
  readonly comments: boolean
  publisher?: Promise<CommentPublisher | undefined>
  commentUrl?: string
  /** The issue, while it is being opened. */
  incident?: Promise<void>
  updatedAt: number
  begun: boolean
  last?: Outcome
  decided?: Outcome
}

/** `comments: false`: outputs, summary and files only. */
export function createReporter(
  session: Session,
  options: { readonly comments: boolean }
): Reporter {
  const { world, settings, inputs } = session
  const telling: Telling = {
    session,
    comments: options.comments && inputs.comment,
    updatedAt: Number.NEGATIVE_INFINITY,
    begun: false
  }
  const between = Math.max(leastBetweenUpdates, settings.bake.duration / progressUpdates)
  return {
    last: () => telling.last,
    decided: () => telling.decided,
    async begin(outcome) {
      telling.last = outcome
      telling.begun = true
      saveStory(world, outcome)
      await guarded(session, () => record(session, outcome, 'pending'))
      telling.updatedAt = world.clock.now()
      await guarded(session, () => comment(telling, outcome, false))
    },
    progress(outcome) {
      const turned = outcome.rollback.status !== telling.last?.rollback.status
      telling.last = outcome
      if (turned) {
        saveStory(world, outcome)
        telling.incident = guarded(session, () => incident(session, outcome))
      }
      if (!turned && world.clock.now() - telling.updatedAt < between) return
      telling.updatedAt = world.clock.now()
      void guarded(session, () => comment(telling, outcome, false))
    },
    async verdict(outcome) {
      telling.last = outcome
      telling.decided = outcome
      await guarded(session, () => record(session, outcome, states[outcome.verdict]))
    },
    async end(outcome) {
      // A status that was pending must not stay so, however the run ended.
      if (telling.begun && telling.decided === undefined) {
        await guarded(session, () => record(session, outcome, states[outcome.verdict]))
      }
      await tellEnd(telling, outcome)
    }
  }
}

const states: Readonly<Record<Outcome['verdict'], RecordState>> = {
  pass: 'success',
  fail: 'failure',
  inconclusive: 'error',
  cancelled: 'error',
  'config-error': 'error'
}

async function tellEnd(telling: Telling, outcome: Outcome): Promise<void> {
  const { session } = telling
  telling.last = outcome
  for (const line of verdictLines(outcome)) session.world.log.info(line)
  const paths = await writeFiles(session, outcome)
  await guarded(session, () => comment(telling, outcome, true))
  await telling.incident
  await guarded(session, () => incident(session, outcome))
  const { commentUrl } = telling
  const extras = { ...paths, ...(commentUrl === undefined ? {} : { commentUrl }) }
  await tellOutputs(session.world, outcome, extras)
}

async function record(session: Session, outcome: Outcome, state: RecordState): Promise<void> {
  const { world, deploy, github, run, inputs } = session
  // A dry run is a trial of the gate: no later run may take its verdict for a fact.
  if (inputs.dryRun) return
  const clean = redactAll(outcome, world.redact)
  const status = await recordVerdict(github, warningLog(session), {
    scope: deploy,
    sha: deploy.sha,
    state,
    description: statusDescription(clean),
    url: run.runUrl
  })
  // A server that does not say who wrote it leaves us with what we know.
  if (status !== undefined && status.creator !== '') session.identity = status.creator
}

async function comment(telling: Telling, outcome: Outcome, final: boolean): Promise<void> {
  if (!telling.comments) return
  telling.publisher ??= openPublisher(telling.session)
  const publisher = await telling.publisher
  if (publisher === undefined) return
  const clean = redactAll(outcome, telling.session.world.redact)
  const written = await publisher.publish(renderComment(clean), {
    final,
    minimal: renderMinimalComment(clean)
  })
  if (written !== undefined) telling.commentUrl = written.url
}

/** What was tried is an incident, however it ended; what was refused is told in the comment. */
const attempted = new Set<RollbackStatus>(['dispatched', 'succeeded', 'failed', 'unverified'])

/**
 * The report as an issue, where the configuration asks for one: opened when the rollback is dispatched, so that
 * it stands even if this run is lost, and rewritten when its end is known.
 */
async function incident(session: Session, outcome: Outcome): Promise<void> {
  const { github, settings, world, deploy } = session
  if (settings.rollback?.issue !== true || !attempted.has(outcome.rollback.status)) return
  const clean = redactAll(outcome, world.redact)
  const [title = ''] = verdictLines(clean)
  const body = renderComment(clean)
  const log = warningLog(session)
  const url = await writeIncident(github, log, session.identity, { deploy, title, body })
  if (url !== undefined) world.log.info(`Incident: ${url}`)
}

/** undefined: there is no pull request, and so no comment. */
async function openPublisher(session: Session): Promise<CommentPublisher | undefined> {
  const { world, inputs, run, deploy, github, repository } = session
  const log = warningLog(session)
  const issue = await findPullRequest(github, log, {
    sha: deploy.sha,
    defaultBranch: repository.defaultBranch,
    ...(inputs.pullRequest === undefined ? {} : { input: inputs.pullRequest }),
    ...(run.pullRequest === undefined ? {} : { event: run.pullRequest })
  })
  if (issue === undefined) return undefined
  return createCommentPublisher(
    { github, clock: world.clock, log, signal: world.signal },
    {
      issue,
      scope: deploy,
      run: { id: run.runId, attempt: run.runAttempt },
      ...(inputs.mode === 'rollback' ? { generation: generationOfSecondJob } : {}),
      identity: session.identity
    }
  )
}

async function writeFiles(
  { world, inputs, settings }: Session,
  outcome: Outcome
): Promise<OutputExtras> {
  if (outcome.frame === undefined) return {}
  const clean = redactAll(outcome, world.redact)
  try {
    const evidence = renderEvidence(clean, redactAll(settings, world.redact))
    return {
      evidencePath: await world.files.write(inputs.reportDir, 'evidence.json', evidence),
      reportPath: await world.files.write(inputs.reportDir, 'report.html', renderHtml(clean))
    }
  } catch (error) {
    world.log.warning(`The report files could not be written to report-dir: ${words(error)}`)
    return {}
  }
}

/** What the post step needs to finish the report of a run that was ended from outside. */
function saveStory(world: World, outcome: Outcome): void {
  const { deploy, rollback, startedAt } = outcome
  const { status, runId, runUrl, target, dispatchedAt } = rollback
  const story = { deploy, startedAt, rollback: { status, runId, runUrl, target, dispatchedAt } }
  world.runner.saveState('story', JSON.stringify(redactAll(story, world.redact)))
}

/** Warnings of the reporting stand in the report as well. */
function warningLog({ world, warnings }: Session): World['log'] {
  return {
    ...world.log,
    warning: line => {
      warnings.add(line)
      world.log.warning(line)
    }
  }
}

async function guarded(session: Session, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!session.world.signal.aborted) warningLog(session).warning(`Report: ${words(error)}`)
  }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : 'something that is no error was thrown'
}
