import { bake, type BakeResult } from '../bake/bake.js'
import type { ConnectedCheck } from '../bake/connect.js'
import { ConfigError, GitHubError } from '../errors.js'
import type {
  Analysis,
  Evidence,
  Frame,
  Phase,
  Recovery,
  RollbackOutcome,
  RollbackSettings,
  TargetDecision
} from '../model.js'
import { recoveryFrame } from '../plan.js'
import { logContext } from './log-context.js'
import { lookLine, rollbackLines } from '../report/lines.js'
import type { TargetFacts } from '../rollback/facts.js'
import { resolveTarget } from '../rollback/gather.js'
import type { EvidenceKind } from '../rollback/guards.js'
import { type OwnRun, type Preflight, preflightRollback } from '../rollback/preflight.js'
import { rollBack } from '../rollback/rollback.js'
import type { Session } from '../session.js'
import type { GitHub } from '../world.js'

/** What is decided about a rollback before anything has failed. */
export interface RollbackPlan {
  readonly settings: RollbackSettings
  readonly decision: TargetDecision
  /** What the decision stands on: the second look asks only what may have changed. */
  readonly targetFacts: TargetFacts
  readonly preflight: Preflight
}

/** Checks the workflow and looks for the target. Throws ConfigError where a rollback could never be dispatched. */
export async function planRollback(
  session: Session,
  settings: RollbackSettings
): Promise<RollbackPlan> {
  const preflight = await checkWorkflow(session, settings)
  const { decision, facts } = await lookForTarget(session, session.github, settings)
  // The first deploy of every user has no target: known now, refused only when it comes to that.
  if (decision.kind === 'refused') {
    session.warnings.add(`A rollback would be refused: ${decision.sentence}`)
  }
  return { settings, preflight, decision, targetFacts: facts }
}

/** The target as of now. Never rejects with a GitHubError: what cannot be known is a refusal. */
export async function decideTarget(
  session: Session,
  settings: RollbackSettings
): Promise<TargetDecision> {
  return (await lookForTarget(session, session.github, settings)).decision
}

async function lookForTarget(
  session: Session,
  github: GitHub,
  settings: RollbackSettings,
  before?: TargetFacts
): Promise<{ readonly decision: TargetDecision; readonly facts: TargetFacts }> {
  const { inputs, deploy } = session
  const request = {
    deploy,
    rules: settings,
    workflow: settings.workflow,
    identity: session.identity,
    ...(inputs.rollbackTo === undefined ? {} : { explicit: inputs.rollbackTo })
  }
  const found = await resolveTarget(github, session.rollbackGitHub, request, before)
  for (const warning of found.warnings) session.warnings.add(warning)
  return found
}

async function checkWorkflow(session: Session, settings: RollbackSettings): Promise<Preflight> {
  let { defaultBranch } = session.repository
  try {
    if (settings.repository !== undefined) {
      defaultBranch = await otherDefaultBranch(session.rollbackGitHub, settings.repository)
    }
    const own = ownRun(session)
    const preflight = await preflightRollback(session.rollbackGitHub, settings, {
      defaultBranch,
      ...(own === undefined ? {} : { own })
    })
    for (const warning of preflight.warnings) session.warnings.add(warning)
    return preflight
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    session.warnings.add(error.message)
    const declares = { correlation: false, origin: false, title: false }
    return { declares, warnings: [], ref: settings.ref ?? defaultBranch }
  }
}

/** The token of a job reaches its own repository only. */
async function otherDefaultBranch(github: GitHub, repository: string): Promise<string> {
  try {
    return (await github.repository()).defaultBranch
  } catch (error) {
    const isShut = error instanceof GitHubError && [401, 403, 404].includes(error.status)
    if (!isShut) throw error
    const message = `${repository} does not answer to this token (${error.status}): the token of a job reaches its own repository only. Give \`rollback-token\` a token of an App that is installed there, with \`actions: write\` and \`contents: read\`.`
    throw new ConfigError('not-authorised', [{ path: 'rollback.repository', message }])
  }
}

function ownRun({ run, inputs, github, repository }: Session): OwnRun | undefined {
  if (run.workflowFile === '') return undefined
  return {
    ...run,
    github,
    path: `.github/workflows/${run.workflowFile}`,
    at: run.workflowSha || repository.defaultBranch,
    mode: inputs.mode,
    hasOwnToken: inputs.rollbackToken !== inputs.githubToken
  }
}

/** What a rollback answers to: the verdict, and the bake that recovery is compared with. */
export interface Incident {
  readonly frame: Frame
  /** Undefined: rolled back without a failing check (`on-inconclusive: rollback`). */
  readonly failing: readonly string[]
  /** The past as it was read for the bake; absent in another job, which asks again. */
  readonly evidence?: ReadonlyMap<string, Evidence>
}

type Progress = (partial: RollbackOutcome, phase: { phase: Phase; deadline: number }) => void

/** Dispatches, follows to the end, and lets the same checks say whether the service recovered. */
export async function rollBackAndVerify(
  session: Session,
  plan: RollbackPlan,
  incident: Incident,
  onProgress: Progress
): Promise<RollbackOutcome> {
  const { world, run, deploy } = session
  const { settings } = plan
  const deadline = (): number =>
    world.clock.now() + settings.timeout + settings.verify.settle + settings.verify.duration
  const rolled = await rollBack(
    {
      ...session.lasting,
      clock: world.clock,
      log: world.log,
      signal: world.signal,
      onProgress: partial => onProgress(partial, { phase: 'rolling-back', deadline: deadline() })
    },
    {
      deploy,
      settings,
      run: { id: run.runId, attempt: run.runAttempt, url: run.runUrl },
      decision: plan.decision,
      resolveAgain: async github =>
        (await lookForTarget(session, github, settings, plan.targetFacts)).decision,
      declares: plan.preflight.declares,
      ref: plan.preflight.ref,
      isRollback: session.run.isRollbackOf(
        settings.repository === undefined ? settings.workflow : undefined
      ),
      evidenceKinds: evidenceKinds(session, incident.failing)
    }
  )
  // The run succeeded: whether the service recovered is for its own checks to say.
  const outcome =
    rolled.status === 'unverified'
      ? await verifyRollback(session, settings, incident, rolled, onProgress)
      : rolled
  for (const line of rollbackLines(outcome)) world.log.info(line)
  return outcome
}

/** What speaks against the release: lines that anybody can make the service write count for less. */
function evidenceKinds(
  { connected }: Session,
  failing: readonly string[]
): readonly EvidenceKind[] {
  return connected.checks.filter(({ check }) => failing.includes(check.name)).map(evidenceKindOf)
}

function evidenceKindOf({ check, provider, sources }: ConnectedCheck): EvidenceKind {
  if (check.kind === 'logs') return 'logs-signatures'
  const logs = sources.some(({ source }) => source.logs ?? provider.logs)
  return logs ? 'logs-counts' : 'metrics'
}

/**
 * The end of a run is told in whole seconds, by a clock that ours follows to 1.5 s: no look may reach back
 * into the rollback itself.
 */
const stampUncertainty = 2_500

async function verifyRollback(
  session: Session,
  settings: RollbackSettings,
  incident: Incident,
  rolled: RollbackOutcome,
  onProgress: Progress
): Promise<RollbackOutcome> {
  const { world } = session
  const completedAt = rolled.completedAt ?? world.clock.now()
  const frame = recoveryFrame(
    incident.frame,
    settings.verify,
    completedAt + stampUncertainty,
    session.connected.resolution
  )
  world.log.info(`${rolled.sentence} Now the checks that failed say whether the service recovered.`)
  try {
    const { analysis } = await judgeRecovery(session, {
      checks: checksOf(session, incident.failing),
      frame,
      ...(incident.evidence === undefined ? {} : { past: incident.evidence }),
      asksPast: incident.evidence === undefined,
      onLook: so => onProgress({ ...rolled, recoveryAnalysis: so }, verifying(frame))
    })
    return verified(rolled, analysis)
  } catch (error) {
    if (!world.signal.aborted) throw error
    const sentence = `${rolled.sentence} Cancelled before the recovery was verified.`
    return { ...rolled, status: 'unverified', recovery: 'cannot-tell', sentence }
  }
}

function verifying(frame: Frame): { phase: Phase; deadline: number } {
  return { phase: 'verifying', deadline: frame.bake.end }
}

/** Those that failed; all of them where none failed on its own. */
function checksOf({ connected }: Session, failing: readonly string[]): readonly ConnectedCheck[] {
  const failed = connected.checks.filter(({ check }) => failing.includes(check.name))
  return failed.length > 0 ? failed : connected.checks
}

export interface RecoveryRequest {
  readonly checks: readonly ConnectedCheck[]
  readonly frame: Frame
  readonly past?: ReadonlyMap<string, Evidence>
  readonly asksPast: boolean
  readonly onLook: (analysis: Analysis) => void
}

/** The second analysis, by the engine of the first. */
export async function judgeRecovery(
  session: Session,
  { onLook, ...request }: RecoveryRequest
): Promise<BakeResult> {
  const { world, settings } = session
  return bake(
    {
      ...request,
      bake: settings.bake,
      falseAlarmRate: settings.falseAlarmRate,
      logs: logContext(session)
    },
    {
      ...world,
      http: session.http,
      onLook: progress => {
        if (progress.analysis.looks.done > 0) {
          world.log.info(`recovery ${lookLine(progress.analysis)}`)
        }
        onLook(progress.analysis)
      }
    }
  )
}

const recoveries: Readonly<Record<Analysis['verdict'], Recovery>> = {
  pass: 'recovered',
  fail: 'not-recovered',
  inconclusive: 'cannot-tell'
}

export function recoveryOf(analysis: Analysis): Recovery {
  return recoveries[analysis.verdict]
}

function verified(rolled: RollbackOutcome, analysis: Analysis): RollbackOutcome {
  const recovery = recoveryOf(analysis)
  return {
    ...rolled,
    status: recovery === 'recovered' ? 'succeeded' : 'unverified',
    recovery,
    recoveryAnalysis: analysis
  }
}
