import type { Inputs } from './config/inputs.js'
import type { Run } from './context.js'
import { ConfigError } from './errors.js'
import type { Outcome } from './model.js'
import { gate } from './modes/gate.js'
import { override } from './modes/override.js'
import { createReporter, type Reporter } from './modes/reporter.js'
import { resolve } from './modes/resolve.js'
import { rollback } from './modes/rollback.js'
import { verify } from './modes/verify.js'
import { type Ending, exitCode, noRollback, outcomeOf } from './outcome.js'
import { openSession, type Session, type World } from './session.js'
import { type End, endingOfError, endOf, tellQuietly } from './telling.js'

/** After a cancellation the runner waits 7.5 s; what is not told by then is told by the post step. */
const tellingWhenCancelled = 4_000

/** Configures the run and does what its mode says. Rejects with ConfigError before anything is written. */
export async function act(world: World, inputs: Inputs, run: Run): Promise<End> {
  const session = await openSession(world, inputs, run)
  const { mode } = inputs
  const reporter = createReporter(session, { comments: mode !== 'verify' && mode !== 'resolve' })
  switch (mode) {
    case 'gate':
    case 'analyze': {
      const outcome = await reported(session, reporter, () => gate(session, reporter))
      return endOf(outcome, exitCode(outcome) === 0)
    }
    case 'rollback': {
      const outcome = await reported(session, reporter, () => rollback(session, reporter))
      const nothingToDo = outcome.verdict === 'pass' && outcome.rollback.status === 'none'
      return endOf(outcome, nothingToDo || isTrial(outcome))
    }
    case 'verify': {
      const outcome = await reported(session, reporter, () => verify(session))
      return endOf(outcome, outcome.rollback.recovery === 'recovered' || isTrial(outcome))
    }
    case 'resolve': {
      const outcome = await reported(session, reporter, () => resolve(session))
      return endOf(outcome, outcome.rollback.target !== undefined || isTrial(outcome))
    }
    case 'override': {
      const { outcome, written } = await override(session)
      await tellQuietly(world, outcome)
      return endOf(outcome, written)
    }
  }
}

/** A dry run fails the job for a mistake, a cancellation or a defect only. */
function isTrial(outcome: Outcome): boolean {
  return outcome.dryRun && exitCode(outcome) === 0
}

/** Tells the end on every surface, however it came about. */
async function reported(
  session: Session,
  reporter: Reporter,
  act: () => Promise<Outcome>
): Promise<Outcome> {
  const { world } = session
  try {
    const outcome = await act()
    await withinTime(world, reporter.end(outcome))
    return outcome
  } catch (error) {
    // Nothing was written before: a configuration error is told where no permission is needed.
    if (error instanceof ConfigError) throw error
    const outcome = brokenOff(session, reporter, endingOfError(error, world))
    await withinTime(world, reporter.end(outcome))
    return outcome
  }
}

/**
 * What was known when it ended stays in the report: a dispatched rollback above all. A verdict of fail that is
 * on record, or that no later look could have changed, stands, whatever happened after it.
 */
function brokenOff(session: Session, reporter: Reporter, ending: Ending): Outcome {
  const { facts, warnings, world } = session
  const last = reporter.last()
  const rollback = last?.rollback ?? noRollback
  const now = world.clock.now()
  const outcome = outcomeOf(facts, { ...ending, rollback }, undefined, [...warnings], now)
  if (last === undefined) return outcome
  const { progress: _, ...before } = last
  const isCertain = last.verdict === 'fail' && last.analysis?.decided === true
  if (isCertain || reporter.decided()?.verdict === 'fail') {
    return { ...before, at: now, warnings: [...warnings, ending.sentence] }
  }
  const { verdict, code, sentence } = outcome
  return { ...before, verdict, code, sentence, at: now, warnings: outcome.warnings }
}

async function withinTime(world: World, telling: Promise<void>): Promise<void> {
  if (!world.signal.aborted) return telling
  const never = new AbortController().signal
  await Promise.race([telling, world.clock.sleep(tellingWhenCancelled, never)])
}
