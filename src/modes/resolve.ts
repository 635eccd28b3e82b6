import type { Outcome, RollbackOutcome, RollbackSettings, TargetDecision } from '../model.js'
import { noRollback, outcomeOf } from '../outcome.js'
import type { Session } from '../session.js'
import { decideTarget } from './recover.js'

/** Where the configuration says nothing of a rollback: a person asks for one all the same. */
const defaultRollback: RollbackSettings = {
  workflow: 'rollback.yml',
  input: 'tag',
  tagPattern: 'v*',
  timeout: 30 * 60_000,
  startTimeout: 5 * 60_000,
  verify: { settle: 60_000, duration: 10 * 60_000 },
  refuseIfChanged: [],
  acceptSha: false,
  maxPerHour: 1,
  logsMayRollback: 'counts',
  issue: false
}

/** `resolve`: finds and validates the rollback target; does nothing. */
export async function resolve(session: Session): Promise<Outcome> {
  const { facts, world, settings, warnings } = session
  const decision = await decideTarget(session, settings.rollback ?? defaultRollback)
  const rollback = resolved(decision)
  world.log.info(rollback.sentence)
  const { sentence } = rollback
  const ending =
    decision.kind === 'target'
      ? ({ verdict: 'pass', code: 'healthy', sentence, rollback } as const)
      : ({ verdict: 'inconclusive', code: decision.code, sentence, rollback } as const)
  return outcomeOf(facts, ending, undefined, [...warnings], world.clock.now())
}

function resolved(decision: TargetDecision): RollbackOutcome {
  const { rejected } = decision
  if (decision.kind === 'refused') {
    const { code, sentence } = decision
    return { ...noRollback, status: 'refused', code, sentence, rejected }
  }
  const { target } = decision
  const sentence = `${target.tag} (${target.sha.slice(0, 12)}): ${target.why}`
  return { ...noRollback, target, sentence, rejected }
}
