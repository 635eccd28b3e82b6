import { type Inputs, readInputs } from './config/inputs.js'
import { assertSafeTrigger, readRun, type Run } from './context.js'
import { Cancelled, ConfigError, formatProblem } from './errors.js'
import { gate } from './modes/gate.js'
import { override } from './modes/override.js'
import { createReporter, type Reporter, tellOutputs } from './modes/reporter.js'
import { resolve } from './modes/resolve.js'
import { rollback } from './modes/rollback.js'
import { verify } from './modes/verify.js'
import type { Outcome } from './model.js'
import { type Ending, exitCode, noRollback, outcomeOf, type RunFacts } from './outcome.js'
import { verdictLines } from './report/lines.js'
import { openSession, type Session, type World } from './session.js'

export interface End {
  readonly code: 0 | 1
  /** One line for the annotation of a red run. */
  readonly headline: string
}

/** After a cancellation the runner waits 7.5 s; what is not told by then is told by the post step. */
const tellingWhenCancelled = 4_000

/** The story of a run. Resolves with the exit code; tells everything else through the world. */
export async function main(world: World): Promise<End> {
  const startedAt = world.clock.now()
  let inputs: Inputs | undefined
  let run: Run | undefined
  try {
    inputs = readInputs(world.input, world.env)
    run = readRun(world.env, world.event)
    if (inputs.mode === 'verify' && isJudgedOutside(run)) {
      const headline = 'The gate that dispatched this run judges the recovery; nothing to do here.'
      world.log.info(headline)
      return { code: 0, headline }
    }
    assertSafeTrigger(run, inputs)
    return await act(await openSession(world, inputs, run))
  } catch (error) {
    const facts = factsSoFar(inputs, run, startedAt)
    const ending = endingOfError(error, world)
    const outcome = outcomeOf(facts, ending, undefined, [], world.clock.now())
    await tellAll(world, outcome)
    return endOf(outcome, false)
  }
}

/** The gate that dispatched this run waits outside and judges the recovery itself. */
function isJudgedOutside({ dispatchInputs }: Run): boolean {
  return (dispatchInputs['bakegate-origin'] ?? '') !== ''
}

async function act(session: Session): Promise<End> {
  const { mode } = session.inputs
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
      await tellAll(session.world, outcome)
      return endOf(outcome, written)
    }
  }
}

/** A dry run fails the job for a mistake, a cancellation or a defect only. */
function isTrial(outcome: Outcome): boolean {
  return outcome.dryRun && exitCode(outcome) === 0
}

function endOf(outcome: Outcome, good: boolean): End {
  return { code: good ? 0 : 1, headline: verdictLines(outcome)[0] ?? outcome.sentence }
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

async function tellAll(world: World, outcome: Outcome): Promise<void> {
  for (const line of verdictLines(outcome)) world.log.info(line)
  await tellOutputs(world, outcome, {})
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

function endingOfError(error: unknown, world: World): Ending {
  const words = world.signal.aborted ? (world.signal.reason as unknown) : error
  if (words instanceof Cancelled) {
    return { verdict: 'cancelled', code: 'cancelled', sentence: 'The run was cancelled.' }
  }
  if (error instanceof ConfigError) {
    const problems = error.problems.map(formatProblem)
    const [first = ''] = problems
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
    return { verdict: 'config-error', code: error.code, sentence: `${first}${more}`, problems }
  }
  const message = words instanceof Error ? words.message : 'something that is no error was thrown'
  if (words instanceof Error) world.log.debug(words.stack ?? message)
  return {
    verdict: 'inconclusive',
    code: 'internal-error',
    sentence: `A defect of Bakegate: ${message}`
  }
}

/** For an end before the session was open: what the inputs and the event alone say. */
function factsSoFar(inputs: Inputs | undefined, run: Run | undefined, startedAt: number): RunFacts {
  const given = { ...nothingGiven, ...inputs }
  const here = { ...nowhere, ...run }
  const sha = given.sha ?? here.deployedSha
  const deployedAt = given.deployedAt ?? startedAt
  return {
    mode: given.mode,
    dryRun: given.dryRun,
    deploy: {
      repository: here.repository,
      environment: given.environment,
      service: given.service,
      sha,
      version: given.version ?? sha.slice(0, 7),
      deployedAt,
      startedAt: given.deployStartedAt ?? deployedAt
    },
    onInconclusive: given.onInconclusive ?? 'fail',
    links: {},
    runUrl: here.runUrl,
    runId: here.runId,
    runAttempt: here.runAttempt,
    startedAt
  }
}

type Given = Pick<Inputs, 'mode' | 'dryRun' | 'environment' | 'service'> & Partial<Inputs>
const nothingGiven: Given = { mode: 'gate', dryRun: false, environment: '', service: '' }
const nowhere = { repository: '', runId: '', runUrl: '', runAttempt: 1, deployedSha: '' }

async function withinTime(world: World, telling: Promise<void>): Promise<void> {
  if (!world.signal.aborted) return telling
  const never = new AbortController().signal
  await Promise.race([telling, world.clock.sleep(tellingWhenCancelled, never)])
}
