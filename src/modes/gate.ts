import { bake, type BakeProgress, type BakeResult } from '../bake/bake.js'
import { describeCheck } from '../bake/connect.js'
import type { LogContext } from '../bake/logs.js'
import type { Analysis, Frame, Outcome, RollbackOutcome, TargetDecision } from '../model.js'
import {
  asksRollback,
  clockEnding,
  type Baked,
  type Ending,
  endingOf,
  noRollback,
  outcomeOf,
  supersededEnding
} from '../outcome.js'
import { planFrame } from '../plan.js'
import { lookLine, readingLine, startLines } from '../report/lines.js'
import type { Session } from '../session.js'
import { preflightEndpoints, type Rates } from './endpoints.js'
import { estimate } from './estimate.js'
import { startInvestigation } from './investigate.js'
import { learnedContext } from './log-context.js'
import { planRollback, rollBackAndVerify } from './recover.js'
import type { Reporter } from './reporter.js'
import { withoutSpoiled } from './spoiled.js'
import { type DeploymentWatch, watchDeployments } from './superseded.js'

/**
 * `gate` and `analyze`: bake, report, and (gate only) roll back and verify. Everything that can be known to
 * be wrong is found before the bake, and before anything is written.
 */
export async function gate(session: Session, reporter: Reporter): Promise<Outcome> {
  const { world, settings, deploy } = session
  const { rollback: wanted } = settings
  const plan = wanted === undefined ? undefined : await planRollback(session, wanted)
  const planned = frameOf(session)
  const rates = await preflightEndpoints(session, session.connected, planned.interval)

  const frame = await withoutSpoiled(session, planned, plan?.targetFacts)
  for (const line of startLines(deploy, frame, settings.checks)) world.log.info(line)
  for (const line of await readingLines(session, frame, rates)) world.log.info(line)
  const story = tellers(session, plan?.decision)
  await reporter.begin(story.settling(frame))
  const watch = watchDeployments(session)
  const early = clockEnding(session.clockSkew) ?? supersededEndingOf(await watch.lookNow())
  if (early !== undefined) return story.ended(early, undefined)

  const logs = await learnedContext(session, frame)
  const result = await bakeDeploy(session, frame, watch, logs, progress =>
    reporter.progress(story.baking(frame, progress))
  )
  const baked = bakedOf(session, result)
  const ending = await endingOfBake(result.analysis, watch)
  const outcome = story.ended(ending, baked)
  await reporter.verdict(outcome)
  // Beside the rollback, which waits for nothing.
  const why = startInvestigation(session, outcome, plan)
  if (plan === undefined || !wantsRollback(session, outcome)) {
    const findings = await why.end
    return { ...story.ended(ending, baked), ...findings }
  }
  const incident = { frame, failing: failingChecks(result.analysis), evidence: result.evidence }
  const rollback = await rollBackAndVerify(session, plan, incident, (partial, progress) => {
    const turn = story.ended({ ...ending, rollback: partial, progress }, baked)
    reporter.progress({ ...turn, ...why.soFar() })
  })
  const findings = await why.end
  return { ...story.ended({ ...ending, rollback }, baked), ...findings }
}

/** Required checks that failed: the same ones are asked whether the service recovered. */
export function failingChecks(analysis: Analysis): readonly string[] {
  return analysis.judgements
    .filter(({ required, verdict }) => required && verdict === 'fail')
    .map(({ check }) => check)
}

function supersededEndingOf(newer: string | undefined): Ending | undefined {
  return newer === undefined ? undefined : supersededEnding(newer)
}

/** A failure that is certain stands, superseded or not; whether it is rolled back is for the guards to say. */
async function endingOfBake(analysis: Analysis, watch: DeploymentWatch): Promise<Ending> {
  if (analysis.verdict === 'fail' && analysis.decided) return endingOf(analysis)
  return supersededEndingOf(await watch.lookNow()) ?? endingOf(analysis)
}

/** An analysis and a dry run say what would have happened, and do nothing. */
function wantsRollback({ inputs, settings }: Session, { verdict, code }: Outcome): boolean {
  const applies = inputs.mode === 'gate' && !inputs.dryRun && code !== 'superseded'
  return applies && asksRollback(verdict, settings.onInconclusive)
}

/** What the bake will read of backends that say what they read: estimated by the window that was just asked. */
async function readingLines(
  { settings, connected, world }: Session,
  frame: Frame,
  rates: Rates
): Promise<readonly string[]> {
  if (rates.size === 0) return []
  const request = { frame, bake: settings.bake, falseAlarmRate: settings.falseAlarmRate }
  // A line in the log: what goes wrong with it is no reason to judge nothing.
  const estimates = await estimate(request, connected, world.clock.now(), rates).catch(() => [])
  return estimates.flatMap(({ endpoint, bytes }) =>
    bytes.total === 0 ? [] : [readingLine(endpoint, bytes)]
  )
}

function frameOf({ settings, deploy, connected }: Session): Frame {
  const [first] = settings.checks
  if (first === undefined) throw new Error('a configuration without checks')
  return planFrame({
    bake: settings.bake,
    baseline: first.baseline,
    deployedAt: deploy.deployedAt,
    startedAt: deploy.startedAt,
    resolution: connected.resolution
  })
}

async function bakeDeploy(
  session: Session,
  frame: Frame,
  watch: DeploymentWatch,
  logs: LogContext,
  onLook: (progress: BakeProgress) => void
): Promise<BakeResult> {
  const { world, settings, connected } = session
  const result = await bake(
    {
      checks: connected.checks,
      frame,
      bake: settings.bake,
      falseAlarmRate: settings.falseAlarmRate,
      asksPast: true,
      logs
    },
    {
      ...world,
      http: session.http,
      superseded: () => watch.superseded() !== undefined,
      onLook: progress => {
        watch.look()
        if (progress.analysis.looks.done > 0) world.log.info(lookLine(progress.analysis))
        onLook(progress)
      }
    }
  )
  warnOfSkew(session, result)
  return result
}

interface Tellers {
  readonly settling: (frame: Frame) => Outcome
  readonly baking: (frame: Frame, progress: BakeProgress) => Outcome
  readonly ended: (ending: Ending, baked: Baked | undefined) => Outcome
}

/** The outcome as it stands at each turn of the story. */
function tellers(session: Session, decision: TargetDecision | undefined): Tellers {
  const { facts, world, settings, connected } = session
  const planned = announced(decision)
  const delay = Math.max(0, ...connected.endpoints.map(endpoint => endpoint.settings.delay))
  const deadline = (frame: Frame): number => frame.bake.end + settings.bake.extend + delay
  const tell = (ending: Ending, baked: Baked | undefined): Outcome =>
    outcomeOf(
      facts,
      { rollback: planned, ...ending },
      baked,
      [...session.warnings],
      world.clock.now()
    )
  return {
    ended: tell,
    settling: frame =>
      tell(
        {
          verdict: 'inconclusive',
          code: 'too-few-samples',
          sentence: 'Not decided yet.',
          progress: { phase: openingOf(frame), deadline: deadline(frame) }
        },
        undefined
      ),
    baking: (frame, so) =>
      tell(
        { ...endingOf(so.analysis), progress: { phase: 'baking', deadline: deadline(frame) } },
        bakedOf(session, so)
      )
  }
}

/** What would be done, before anything was: the target stands in the report from the start. */
function announced(decision: TargetDecision | undefined): RollbackOutcome {
  if (decision === undefined) return noRollback
  const target = decision.kind === 'target' ? { target: decision.target } : {}
  return { ...noRollback, rejected: decision.rejected, ...target }
}

function bakedOf(session: Session, { frame, analysis, evidence }: BakeProgress): Baked {
  const width = frame.bake.end - frame.bake.start
  const checks = session.connected.checks.map(check => describeCheck(check, width))
  return { frame, analysis, evidence, checks }
}

const wrongClock = 60_000

function warnOfSkew(session: Session, { skew }: BakeResult): void {
  if (skew <= wrongClock) return
  const seconds = Math.round(skew / 1000)
  session.warnings.add(
    `An endpoint's clock is ${seconds} s off GitHub's; its windows were shifted. Set the clock (NTP).`
  )
}

/** A bake without `settle` is judged from its first instant. */
function openingOf({ bake, deployedAt }: Frame): 'settling' | 'baking' {
  return bake.start > deployedAt ? 'settling' : 'baking'
}
