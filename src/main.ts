import { type Inputs, readInputs } from './config/inputs.js'
import { assertSafeTrigger, assertSameEnvironment, readRun, type Run } from './context.js'
import { outcomeOf, type RunFacts } from './outcome.js'
import type { World } from './session.js'
import { type End, endingOfError, endOf, tellQuietly } from './telling.js'

/** The story of a run. Tells everything through the world; never rejects for what a run can meet. */
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
    if (inputs.mode !== 'override') assertSameEnvironment(run, inputs)
    // Loaded now, not before: a mistake in the inputs is told without reading the rest of the program.
    const { act } = await import('./act.js')
    return await act(world, inputs, run)
  } catch (error) {
    const facts = factsSoFar(inputs, run, startedAt)
    const ending = endingOfError(error, world)
    const outcome = outcomeOf(facts, ending, undefined, [], world.clock.now())
    await tellQuietly(world, outcome)
    return endOf(outcome, false)
  }
}

/** The gate that dispatched this run waits outside and judges the recovery itself. */
function isJudgedOutside({ dispatchInputs }: Run): boolean {
  return (dispatchInputs['bakegate-origin'] ?? '') !== ''
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
