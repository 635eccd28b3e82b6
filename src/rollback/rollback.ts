import { GitHubError } from '../errors.js'
import type {
  Deploy,
  Rejected,
  RollbackCode,
  RollbackOutcome,
  RollbackSettings,
  RollbackStatus,
  Target,
  TargetDecision
} from '../model.js'
import type { Clock, GitHub, Log, WorkflowRun } from '../world.js'
import { claimRollback, releaseClaim } from './claim.js'
import type { Claimant } from './claim.js'
import { CORRELATION_INPUT, newCorrelation, ORIGIN_INPUT } from './correlation.js'
import { dispatchRollback } from './dispatch.js'
import type { Dispatch, Dispatched } from './dispatch.js'
import { followRun } from './follow.js'
import { DEPLOYMENTS } from './gather.js'
import {
  alreadyRolledBack,
  readRollbackRuns,
  refuseByPolicy,
  refuseIfClaimed,
  refuseIfRunExists,
  refuseIfSuperseded,
  refuseIfTooMany
} from './guards.js'
import type { EvidenceKind, Refusal } from './guards.js'
import type { Declared } from './preflight.js'
import { isSha } from './tag.js'

export interface RollbackDeps {
  readonly github: GitHub
  /** For the dispatch and its run, where that needs another token. */
  readonly rollbackGitHub: GitHub
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
  /** Called as soon as the run is known, so that a cancelled gate can still name it. */
  onProgress(partial: RollbackOutcome): void
}

export interface RollbackRequest {
  readonly deploy: Deploy
  readonly settings: RollbackSettings
  /** The gate's own run. */
  readonly run: { readonly id: string; readonly attempt: number; readonly url: string }
  /** As resolved before the bake. */
  readonly decision: TargetDecision
  /** With a GitHub that answers the listing of deployments, asked for by a guard just now, from memory. */
  readonly resolveAgain: (github: GitHub) => Promise<TargetDecision>
  /** From the preflight. */
  readonly declares: Declared
  /** Branch that the workflow is dispatched on, from the preflight. */
  readonly ref: string
  readonly isRollback: boolean
  /** What speaks against the release; empty where nothing does (`on-inconclusive: rollback`). */
  readonly evidenceKinds: readonly EvidenceKind[]
}

/**
 * Guards, claim, dispatch, follow: in this order, each at most once. Never rejects with a GitHubError.
 *
 * A run that succeeded is returned as `unverified` with recovery `cannot-tell`: whoever verifies makes it
 * `succeeded` and `recovered`, or says what else it found. A gate that was cancelled before the dispatch gets
 * status `none`.
 */
export async function rollBack(
  deps: RollbackDeps,
  request: RollbackRequest
): Promise<RollbackOutcome> {
  const rejected = request.decision.rejected
  const github = rememberDeployments(deps.github)
  try {
    const runs = await readRunsUnlessRefused({ ...deps, github }, request)
    if ('code' in runs) return refused(runs, rejected)
    const chosen = await settleTarget({ ...deps, github }, request)
    if ('status' in chosen) return chosen
    return await claimAndDispatch(deps, request, runs, chosen)
  } catch (error) {
    const isAnswer = error instanceof GitHubError
    if (deps.signal.aborted && (isAnswer || error === deps.signal.reason)) {
      return outcome('none', 'Cancelled before anything was dispatched.', rejected)
    }
    if (!isAnswer) throw error
    const code = error.status === 401 ? 'token-expired' : 'dispatch-rejected'
    return outcome('failed', `Nothing was dispatched. ${error.message}`, rejected, { code })
  }
}

/** The guards that need no target; the rollback workflow's runs, which later guards read as well. */
async function readRunsUnlessRefused(
  deps: RollbackDeps,
  request: RollbackRequest
): Promise<Refusal | readonly WorkflowRun[]> {
  const early = refuseByPolicy(request) ?? (await refuseIfClaimed(deps, request))
  if (early !== undefined) return early
  const runs = await readRollbackRuns(deps, request)
  const late =
    (await refuseIfSuperseded(deps, request, runs)) ??
    refuseIfTooMany(runs, request, deps.clock.now())
  return late ?? runs
}

/** Two steps in a row list the deployments; a gate has a small budget of requests. */
function rememberDeployments(github: GitHub): GitHub {
  const listed = new Map<string, ReturnType<GitHub['deployments']>>()
  return {
    ...github,
    deployments(environment, limit) {
      const known = listed.get(environment) ?? github.deployments(environment, DEPLOYMENTS)
      listed.set(environment, known)
      return known.then(deployments => deployments.slice(0, limit))
    }
  }
}

interface Chosen {
  readonly target: Target
  readonly rejected: readonly Rejected[]
}

/** The target resolved anew. The one of before the bake must not have lost its tag meanwhile. */
async function settleTarget(
  { github, log }: RollbackDeps,
  { decision: before, resolveAgain, deploy }: RollbackRequest
): Promise<Chosen | RollbackOutcome> {
  const now = await resolveAgain(github)
  const unchanged =
    before.kind === 'target' && now.kind === 'target' && before.target.sha === now.target.sha
  if (before.kind === 'target' && !unchanged && !isSha(before.target.tag)) {
    const { tag, sha } = before.target
    if ((await github.tagCommit(tag)) !== sha) {
      const sentence = `Nothing was dispatched: the tag ${tag} does not point at ${sha.slice(0, 12)} any more.`
      return outcome('failed', sentence, now.rejected, { code: 'target-gone' })
    }
  }
  if (now.kind === 'refused') return refused(now, now.rejected)
  if (now.target.sha === deploy.sha) {
    const sentence = `${now.target.tag} is the deployed commit itself.`
    return refused({ code: 'same-commit', sentence }, now.rejected)
  }
  if (!unchanged) log.info(`The rollback target is now ${now.target.tag}. ${now.target.why}`)
  return { target: now.target, rejected: now.rejected }
}

async function claimAndDispatch(
  deps: RollbackDeps,
  request: RollbackRequest,
  runs: readonly WorkflowRun[],
  chosen: Chosen
): Promise<RollbackOutcome> {
  const { deploy, run } = request
  const correlation = newCorrelation(deploy)
  const claimant: Claimant = { scope: deploy, sha: deploy.sha, correlation, run }
  // A cancellation gets here only while nothing was started. Whatever else goes wrong keeps the claim.
  const giveBack = async (error: unknown): Promise<never> => {
    if (deps.signal.aborted && error === deps.signal.reason) {
      await releaseClaim(deps, claimant, 'cancelled')
    }
    throw error
  }
  const { tag } = chosen.target
  const refusal = await refuseUnlessClaimed(deps, request, runs, claimant, tag).catch(giveBack)
  if (refusal !== undefined) return refused(refusal, chosen.rejected)
  const dispatchedAt = deps.clock.now()
  const dispatch = describeDispatch(request, chosen.target, correlation)
  const world = { ...deps, github: deps.rollbackGitHub }
  const sent = await dispatchRollback(world, dispatch).catch(giveBack)
  if (sent.kind === 'run') return follow(deps, request, chosen, sent, dispatchedAt)
  if (sent.kind === 'rejected') await releaseClaim(deps, claimant, sent.code)
  return notDispatched(sent, chosen, dispatchedAt)
}

async function refuseUnlessClaimed(
  deps: RollbackDeps,
  request: RollbackRequest,
  runs: readonly WorkflowRun[],
  claimant: Claimant,
  tag: string
): Promise<Refusal | undefined> {
  const claim = await claimRollback(deps, claimant, tag)
  switch (claim.kind) {
    case 'won':
      return undefined
    case 'lost':
      return alreadyRolledBack(`${claim.by.description} ${claim.by.targetUrl}`)
    case 'unknown': {
      await releaseClaim(deps, claimant, 'not read back')
      const sentence = `That another run rolls back this commit cannot be ruled out: the claim could not be read back (${claim.message}).`
      return { code: 'already-rolled-back', sentence }
    }
    case 'not-permitted':
      deps.log.warning(
        `Two gates at the same moment could both roll back: only earlier runs of ${request.settings.workflow} guard against it. ${claim.message}`
      )
      return refuseIfRunExists(runs, request)
  }
}

function describeDispatch(
  { settings, declares, ref, run }: RollbackRequest,
  { tag }: Target,
  correlation: string
): Dispatch {
  return {
    workflow: settings.workflow,
    ref,
    inputs: {
      [settings.input]: tag,
      ...(declares.correlation ? { [CORRELATION_INPUT]: correlation } : {}),
      ...(declares.origin ? { [ORIGIN_INPUT]: run.url } : {})
    },
    ...(declares.correlation ? { correlation } : {}),
    isShown: declares.title
  }
}

async function follow(
  deps: RollbackDeps,
  { settings }: RollbackRequest,
  { target, rejected }: Chosen,
  run: Extract<Dispatched, { kind: 'run' }>,
  dispatchedAt: number
): Promise<RollbackOutcome> {
  const known = { target, runId: run.runId, runUrl: run.url, dispatchedAt }
  deps.log.info(`Rolling back to ${target.tag}: ${run.url}`)
  deps.onProgress(outcome('dispatched', `Rolling back to ${target.tag}.`, rejected, known))
  const { status, sentence, ...rest } = await followRun(
    { ...deps, github: deps.rollbackGitHub },
    { ...run, dispatchedAt, timeout: settings.timeout, startTimeout: settings.startTimeout }
  )
  if (status !== 'succeeded') return outcome(status, sentence, rejected, { ...known, ...rest })
  const unverified = { ...known, ...rest, recovery: 'cannot-tell' } as const
  return outcome('unverified', sentence, rejected, unverified)
}

function notDispatched(
  sent: Exclude<Dispatched, { kind: 'run' }>,
  { target, rejected }: Chosen,
  dispatchedAt: number
): RollbackOutcome {
  if (sent.kind === 'rejected') {
    return outcome('failed', sent.sentence, rejected, { code: sent.code, target })
  }
  const status = sent.accepted ? 'dispatched' : 'failed'
  return outcome(status, sent.sentence, rejected, {
    code: 'dispatch-unknown',
    target,
    dispatchedAt
  })
}

function refused(refusal: Refusal, rejected: readonly Rejected[]): RollbackOutcome {
  return outcome('refused', refusal.sentence, rejected, { code: refusal.code })
}

function outcome(
  status: RollbackStatus,
  sentence: string,
  rejected: readonly Rejected[],
  more: Partial<RollbackOutcome> & { readonly code?: RollbackCode } = {}
): RollbackOutcome {
  return { status, sentence, rejected, recovery: 'none', ...more }
}
