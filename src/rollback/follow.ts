import { GitHubError } from '../errors.js'
import type { RollbackFailureCode, RollbackStatus } from '../model.js'
import type { Clock, GitHub, WorkflowRun } from '../world.js'

export interface Follow {
  readonly runId: string
  readonly url: string
  readonly dispatchedAt: number
  /** How long the run may take altogether, in milliseconds. */
  readonly timeout: number
  /** How long it may stay without a start, or wait for an approval. */
  readonly startTimeout: number
}

export interface FollowWorld {
  readonly github: GitHub
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** How the run ended, or where it stood when we stopped waiting. */
export interface Followed {
  /** succeeded: the run did; whether the service recovered is another question. */
  readonly status: Extract<RollbackStatus, 'succeeded' | 'failed' | 'dispatched'>
  readonly code?: RollbackFailureCode
  readonly sentence: string
  readonly startedAt?: number
  readonly completedAt?: number
}

/** A run is not visible at once everywhere. */
const INVISIBLE = 60_000

/**
 * Polls the run until it ends, or one of the deadlines passes; a run is never cancelled by us. Answers of 5xx
 * and lost ones are waited out. About 90 requests for a run of 30 minutes. Never rejects with a GitHubError;
 * an aborted signal ends it with status `dispatched`.
 */
export async function followRun(world: FollowWorld, follow: Follow): Promise<Followed> {
  const { dispatchedAt } = follow
  let state: Watch = {
    standing: undefined,
    since: dispatchedAt,
    freeSince: dispatchedAt,
    startedAt: undefined,
    notDoneAt: undefined
  }

  for (let poll = 0; ; poll++) {
    try {
      await world.clock.sleep(
        pollDelay(poll, world.clock.now() - follow.dispatchedAt),
        world.signal
      )
    } catch {
      return stopped(
        'dispatched',
        undefined,
        state,
        `It was still going on when we were cancelled.`
      )
    }
    const seen = await look(world, follow)
    if (seen.kind === 'refused') return stopped('dispatched', seen.code, state, seen.sentence)
    const now = world.clock.now()
    if (seen.kind === 'run') state = watch(state, seen.run, now)
    const end =
      seen.kind === 'run' && seen.run.status === 'completed'
        ? ended(seen.run, completedAt(seen.run, state, follow, now))
        : undefined
    const result = end ?? overdue(state, follow, seen.kind, now)
    if (result !== undefined) return result
  }
}

interface Watch {
  /** Status of the run when last seen. */
  readonly standing: string | undefined
  /** Since when it has had that status. */
  readonly since: number
  /** Since when it has waited for no person: its dispatch, or the newest approval. */
  readonly freeSince: number
  readonly startedAt: number | undefined
  /** When it was last seen not to have ended. */
  readonly notDoneAt: number | undefined
}

type Seen =
  | { readonly kind: 'run'; readonly run: WorkflowRun }
  /** 404. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'refused'; readonly code: RollbackFailureCode; readonly sentence: string }

async function look(
  { github, clock }: FollowWorld,
  { runId, dispatchedAt }: Follow
): Promise<Seen> {
  try {
    const run = await github.run(runId)
    return run === undefined
      ? { kind: 'missing' }
      : { kind: 'run', run: notBefore(dispatchedAt, run, clock.now()) }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    const sentence = `The run goes on unwatched. ${error.message}`
    if (error.status === 401) return { kind: 'refused', code: 'token-expired', sentence }
    if (error.status === 403) return { kind: 'refused', code: 'not-permitted', sentence }
    return { kind: 'no-answer' }
  }
}

/** GitHub's clock and ours may differ by so much. */
const SKEW = 120_000

/**
 * GitHub cuts its instants to whole seconds; nothing of a run happened before its dispatch. A run whose
 * newest instant lies long before it tells no time: it happened by now.
 */
function notBefore(dispatchedAt: number, run: WorkflowRun, now: number): WorkflowRun {
  const started = run.startedAt
  return {
    ...run,
    ...(started === undefined ? {} : { startedAt: Math.max(started, dispatchedAt) }),
    updatedAt: run.updatedAt < dispatchedAt - SKEW ? now : Math.max(run.updatedAt, dispatchedAt)
  }
}

/** Quick at first, since many rollbacks take seconds; then no faster than every 10 s, and slower with time. */
function pollDelay(poll: number, elapsed: number): number {
  const quick = [2_000, 3_000, 5_000][poll]
  if (quick !== undefined) return quick
  if (elapsed < 3 * 60_000) return 10_000
  return elapsed < 10 * 60_000 ? 15_000 : 30_000
}

function watch(state: Watch, run: WorkflowRun, now: number): Watch {
  const startedAt = state.startedAt ?? (hasStarted(run) ? (run.startedAt ?? now) : undefined)
  const same = state.standing === run.status
  const wasWaiting = state.standing === 'waiting' && !same
  return {
    standing: run.status,
    since: same ? state.since : now,
    freeSince: wasWaiting ? now : state.freeSince,
    startedAt,
    notDoneAt: run.status === 'completed' ? state.notDoneAt : now
  }
}

/**
 * Never before a look at which it had not ended, whatever its instants say: recovery is judged on data newer
 * than this. A run that was never seen going on, and whose newest instant is that of its creation, tells no
 * time: it ended by now.
 */
function completedAt(
  run: WorkflowRun,
  { notDoneAt }: Watch,
  { dispatchedAt }: Follow,
  now: number
): number {
  if (notDoneAt !== undefined) return Math.max(run.updatedAt, notDoneAt)
  return run.updatedAt <= Math.max(run.createdAt, dispatchedAt) ? now : run.updatedAt
}

function hasStarted(run: WorkflowRun): boolean {
  return run.status === 'in_progress' || run.status === 'completed'
}

function ended(run: WorkflowRun, completedAt: number): Followed {
  const times = {
    ...(run.startedAt === undefined ? {} : { startedAt: run.startedAt }),
    completedAt
  }
  const conclusion = run.conclusion ?? 'none'
  if (conclusion === 'success') {
    return { status: 'succeeded', sentence: 'The rollback run succeeded.', ...times }
  }
  const sentence = `The rollback run ended with conclusion ${conclusion}. Read its log: ${run.url}`
  return { status: 'failed', code: CONCLUSIONS[conclusion] ?? 'run-failed', sentence, ...times }
}

/** Only `success` is success; everything not listed is `run-failed`, and the sentence names it. */
const CONCLUSIONS: Readonly<Record<string, RollbackFailureCode>> = {
  cancelled: 'run-cancelled',
  timed_out: 'run-timed-out'
}

/** The deadline that has passed, if any. Without an answer nothing is concluded but that time is up. */
function overdue(
  state: Watch,
  follow: Follow,
  seen: Seen['kind'],
  now: number
): Followed | undefined {
  const elapsed = now - follow.dispatchedAt
  if (seen === 'run' && state.standing === 'waiting') {
    if (now - state.since >= follow.startTimeout) {
      const sentence = `The rollback run waits for an approval of its environment. Approve it: ${follow.url}`
      return stopped('dispatched', 'waiting-approval', state, sentence)
    }
  } else if (seen !== 'no-answer' && state.startedAt === undefined) {
    const patience = state.standing === undefined ? INVISIBLE : follow.startTimeout
    // What a person took to approve it is not the runner's.
    const waited = now - state.freeSince
    if (waited >= Math.min(patience, follow.startTimeout)) return notStarted(state, follow, waited)
  }
  if (elapsed < follow.timeout) return undefined
  const sentence = `The rollback run was not done after ${minutes(follow.timeout)} and is left alone. Watch it: ${follow.url}`
  return stopped('dispatched', 'run-timed-out', state, sentence)
}

function notStarted(state: Watch, { url }: Follow, elapsed: number): Followed {
  const waited = minutes(elapsed)
  if (state.standing === 'pending') {
    const sentence = `The rollback run has been pending for ${waited}: its concurrency group is held by another run, perhaps this one. Give the rollback workflow a group of its own: ${url}`
    return stopped('failed', 'concurrency-deadlock', state, sentence)
  }
  const sentence = `The rollback run did not start within ${waited} (${state.standing ?? 'not visible'}). Is there a runner for it? ${url}`
  return stopped('failed', 'not-started', state, sentence)
}

function stopped(
  status: 'failed' | 'dispatched',
  code: RollbackFailureCode | undefined,
  { startedAt }: Watch,
  sentence: string
): Followed {
  return {
    status,
    ...(code === undefined ? {} : { code }),
    sentence,
    ...(startedAt === undefined ? {} : { startedAt })
  }
}

function minutes(ms: number): string {
  return ms < 60_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`
}
