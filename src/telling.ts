import { Cancelled, ConfigError, formatProblem } from './errors.js'
import type { Outcome } from './model.js'
import type { Ending } from './outcome.js'
import { verdictLines } from './report/lines.js'
import { type OutputExtras, renderOutputs } from './report/outputs.js'
import { redactAll } from './report/redact.js'
import type { World } from './session.js'

/** How a run ended, for whoever started it. */
export interface End {
  readonly code: 0 | 1
  /** One line for the annotation of a red run. */
  readonly headline: string
}

export function endOf(outcome: Outcome, good: boolean): End {
  return { code: good ? 0 : 1, headline: verdictLines(outcome)[0] ?? outcome.sentence }
}

/** The surfaces that need no token: the job's log, the outputs and the summary. */
export async function tellQuietly(world: World, outcome: Outcome): Promise<void> {
  for (const line of verdictLines(outcome)) world.log.info(line)
  await tellOutputs(world, outcome, {})
}

export async function tellOutputs(
  world: World,
  outcome: Outcome,
  extras: OutputExtras
): Promise<void> {
  const clean = redactAll(outcome, world.redact)
  for (const [name, value] of Object.entries(renderOutputs(clean, extras))) {
    world.runner.setOutput(name, value)
  }
  world.runner.saveState('ended', 'true')
  try {
    const { renderSummary } = await import('./report/summary.js')
    await world.runner.summary(renderSummary(clean))
  } catch (error) {
    const words = error instanceof Error ? error.message : 'unknown'
    world.log.warning(`The job summary could not be written: ${words}`)
  }
}

/** What an error comes to: a cancellation, a mistake of the configuration, or a defect of ours. */
export function endingOfError(error: unknown, world: World): Ending {
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
