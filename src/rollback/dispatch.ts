import { GitHubError } from '../errors.js'
import { compareIds } from '../ids.js'
import type { RollbackFailureCode } from '../model.js'
import type { Clock, GitHub, WorkflowRun } from '../world.js'

export interface Dispatch {
  readonly workflow: string
  /** Branch or tag that the workflow is dispatched on. */
  readonly ref: string
  readonly inputs: Readonly<Record<string, string>>
  /** The text by which our run is found again, where the workflow takes it. Without it a lost answer stays lost. */
  readonly correlation?: string
  /** The workflow is known to show it in its run's title: that no run has it means that none was started. */
  readonly isShown: boolean
}

export type Dispatched =
  | { readonly kind: 'run'; readonly runId: string; readonly url: string }
  /** Certainly nothing was started. */
  | {
      readonly kind: 'rejected'
      readonly code: Extract<
        RollbackFailureCode,
        'dispatch-rejected' | 'not-permitted' | 'token-expired'
      >
      readonly sentence: string
    }
  /** A run may have been started (`accepted`: it has been), and nobody can say which. */
  | { readonly kind: 'unknown'; readonly accepted: boolean; readonly sentence: string }

export interface DispatchWorld {
  readonly github: GitHub
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Looks after a lost answer, in milliseconds: together no more than 30 s. */
const LOOKS = [2_000, 4_000, 8_000, 15_000]
/** Where nothing was sent, or GitHub asked us to slow down. */
const PATIENCE = [5_000, 20_000]
/** GitHub's clock and ours may differ by so much. */
const SKEW = 120_000

/**
 * Starts the workflow once. A dispatch whose answer was lost is sent again only after a look for our
 * correlation id found no run, where the workflow shows it; otherwise it never is. Rejects with the signal's reason, and then nothing
 * was started.
 */
export async function dispatchRollback(
  world: DispatchWorld,
  dispatch: Dispatch
): Promise<Dispatched> {
  const since = world.clock.now() - SKEW
  world.signal.throwIfAborted()
  const first = await send(world, dispatch)
  if (first.kind !== 'lost') return settled(first, world, dispatch, since)
  const found = await findRun(world, dispatch, since)
  if (found.kind === 'run') return found
  const maySendAgain = found.kind === 'no-run' && dispatch.isShown && !world.signal.aborted
  if (!maySendAgain) return unknown(first.sentence, dispatch)
  const second = await send(world, dispatch).catch((error: unknown) => {
    // Cancelled while it waited: that nothing was started is likely by now, but not certain.
    if (world.signal.aborted && error === world.signal.reason) return first
    throw error
  })
  // A refusal of the second says nothing about the first.
  if (second.kind === 'rejected') return unknown(`${first.sentence} ${second.sentence}`, dispatch)
  if (second.kind !== 'lost') return settled(second, world, dispatch, since)
  const late = await findRun(world, dispatch, since)
  return late.kind === 'run' ? late : unknown(second.sentence, dispatch)
}

type Sent =
  | Exclude<Dispatched, { kind: 'unknown' }>
  | { readonly kind: 'accepted' }
  | { readonly kind: 'lost'; readonly sentence: string }

/** One dispatch; it is repeated only where it certainly had no effect and the reason passes. */
async function send({ github, clock, signal }: DispatchWorld, dispatch: Dispatch): Promise<Sent> {
  for (let attempt = 0; ; attempt++) {
    try {
      const run = await github.dispatch(dispatch.workflow, dispatch.ref, dispatch.inputs)
      return run === undefined ? { kind: 'accepted' } : { kind: 'run', ...run }
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error
      if (error.mayHaveHappened) return { kind: 'lost', sentence: error.message }
      const passes = error.status === 0 || error.status === 429
      const wait = passes ? PATIENCE[attempt] : undefined
      if (wait === undefined) return rejected(error)
      await clock.sleep(wait, signal)
    }
  }
}

/** A server that answers without the run's id leaves it to be found. */
async function settled(
  sent: Exclude<Sent, { kind: 'lost' }>,
  world: DispatchWorld,
  dispatch: Dispatch,
  since: number
): Promise<Dispatched> {
  if (sent.kind !== 'accepted') return sent
  const found = await findRun(world, dispatch, since)
  if (found.kind === 'run') return found
  return unknown('GitHub accepted the dispatch without naming the run.', dispatch, true)
}

type Found =
  | { readonly kind: 'run'; readonly runId: string; readonly url: string }
  /** The newest look was answered, and no run has our correlation id. */
  | { readonly kind: 'no-run' }
  | { readonly kind: 'unknown' }

/** A few looks for the run with our correlation id in its title. Once cancelled, one more look and no wait. */
async function findRun(
  { github, clock, signal }: DispatchWorld,
  { workflow, correlation }: Dispatch,
  since: number
): Promise<Found> {
  if (correlation === undefined) return { kind: 'unknown' }
  let answered = false
  for (const wait of LOOKS) {
    const cancelled = await clock.sleep(wait, signal).then(
      () => false,
      () => true
    )
    try {
      const runs = await github.dispatchedRuns(workflow, since)
      answered = true
      const run = ownRun(runs, correlation)
      if (run !== undefined) return { kind: 'run', runId: run.id, url: run.url }
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error
      answered = false
    }
    if (cancelled) return { kind: 'unknown' }
  }
  return { kind: answered ? 'no-run' : 'unknown' }
}

/** The oldest, should there be two: the other one waits behind it. */
function ownRun(runs: readonly WorkflowRun[], correlation: string): WorkflowRun | undefined {
  return runs
    .filter(run => run.title.includes(correlation))
    .toSorted((a, b) => compareIds(a.id, b.id))[0]
}

function rejected(error: GitHubError): Sent {
  const sentence = error.message
  if (error.status === 401) return { kind: 'rejected', code: 'token-expired', sentence }
  if (error.status === 403 || error.status === 404) {
    return {
      kind: 'rejected',
      code: 'not-permitted',
      sentence: `${sentence} For a workflow in another repository rollback-token must be a token of an App installed there.`
    }
  }
  return { kind: 'rejected', code: 'dispatch-rejected', sentence }
}

function unknown(
  sentence: string,
  { workflow, correlation }: Dispatch,
  accepted = false
): Dispatched {
  const remedy =
    correlation === undefined
      ? `Look for a new run of ${workflow} by hand; let the workflow declare bakegate-correlation and show it in its run-name, then it is found.`
      : `Look for a run of ${workflow} with ${correlation} in its title.`
  return { kind: 'unknown', accepted, sentence: `${sentence} ${remedy}` }
}
