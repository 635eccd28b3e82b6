import type { ConnectedCheck } from '../bake/connect.js'
import { describeCheck } from '../bake/connect.js'
import { ConfigError } from '../errors.js'
import type { BakeSettings, CheckSettings, Frame, Outcome } from '../model.js'
import { clockEnding, endingOf, noRollback, outcomeOf } from '../outcome.js'
import { planFrame, recoveryFrame } from '../plan.js'
import { type AnalysisResult, parseResult } from '../report/read-result.js'
import type { Session } from '../session.js'
import { preflightEndpoints } from './endpoints.js'
import { judgeRecovery, recoveryOf } from './recover.js'

/**
 * `verify`: judges whether the service is well after a rollback; never dispatches. With an analysis, by the
 * checks that failed and against the same past; without one by absolute limits alone, since nobody knows
 * which past was good.
 */
export async function verify(session: Session): Promise<Outcome> {
  const { world, facts, warnings, deploy, connected } = session
  const analysis = readAnalysis(session)
  const checks = checksOf(connected.checks, analysis)
  const frame = frameOf(session, analysis?.frame)
  const early = clockEnding(session.clockSkew)
  if (early !== undefined) {
    const rollback = { ...noRollback, recovery: 'cannot-tell' } as const
    return outcomeOf(facts, { ...early, rollback }, undefined, [...warnings], world.clock.now())
  }
  await preflightEndpoints(session, { ...connected, checks }, frame.interval)
  world.log.info(`Verifying ${deploy.environment}: ${checks.length} checks until ${at(frame)}`)
  const result = await judgeRecovery(session, {
    checks,
    frame,
    asksPast: analysis?.frame !== undefined,
    onLook: () => undefined
  })
  const width = frame.bake.end - frame.bake.start
  const rollback = {
    ...noRollback,
    recovery: recoveryOf(result.analysis),
    recoveryAnalysis: result.analysis
  }
  return outcomeOf(
    facts,
    { ...endingOf(result.analysis), rollback },
    { ...result, checks: checks.map(check => describeCheck(check, width)) },
    [...warnings],
    world.clock.now()
  )
}

function at(frame: Frame): string {
  return new Date(frame.bake.end).toISOString()
}

function readAnalysis({ inputs, deploy }: Session): AnalysisResult | undefined {
  if (inputs.analysis === '') return undefined
  const parsed = parseResult(inputs.analysis)
  const problems = parsed.kind === 'problems' ? parsed.problems : []
  if (parsed.kind === 'result') {
    const theirs = parsed.analysis.deploy
    const same =
      theirs.repository.toLowerCase() === deploy.repository.toLowerCase() &&
      theirs.environment === deploy.environment &&
      theirs.service === deploy.service
    if (same) return parsed.analysis
  }
  const message =
    problems.length > 0
      ? problems.join(' ')
      : 'It is of another repository, environment or service. Pass the result output of the gate of this environment.'
  throw new ConfigError('invalid-config', [{ path: 'analysis', message }])
}

/** The window of `rollback.verify` where there is one, else the bake's own. */
function frameOf(session: Session, before: Frame | undefined): Frame {
  const { settings, deploy, connected } = session
  const { resolution } = connected
  const verification = settings.rollback?.verify
  const [first] = settings.checks
  if (first === undefined) throw new Error('a configuration without checks')
  const bake: BakeSettings = { ...settings.bake, ...verification }
  if (before !== undefined) return recoveryFrame(before, bake, deploy.deployedAt, resolution)
  return planFrame({ bake, baseline: first.baseline, deployedAt: deploy.deployedAt, resolution })
}

function checksOf(
  checks: readonly ConnectedCheck[],
  analysis: AnalysisResult | undefined
): readonly ConnectedCheck[] {
  if (analysis === undefined) {
    return checks.map(connected => ({ ...connected, check: withoutPast(connected.check) }))
  }
  const failed = new Set(
    analysis.checks.filter(check => check.verdict === 'fail').map(check => check.name)
  )
  const failing = checks.filter(({ check }) => failed.has(check.name))
  return failing.length > 0 ? failing : checks
}

/** A check with a limit is judged by it alone; one that only compares stays, and cannot be judged. */
function withoutPast(check: CheckSettings): CheckSettings {
  if (check.compare === undefined) return check
  if (check.max === undefined && check.min === undefined) return check
  const { compare: _, ...rest } = check
  return rest
}
