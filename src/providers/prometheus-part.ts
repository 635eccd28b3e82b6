import { ProviderError } from '../errors.js'
import type { EndpointSettings, Failure, Series } from '../model.js'
import { failure } from './ask.js'
import type { Part } from './grid.js'
import type { Answer } from './prometheus-answer.js'
import type { Grid } from './provider.js'

export interface Reply {
  readonly answer: Answer
  readonly retries: number
}

/**
 * A gateway may round a stamp, or put its own clock's now on it, but not answer for another window.
 * Milliseconds before and after the instant asked about: an older stamp is an older value.
 */
const stampTolerance = { before: 1_000, after: 10_000 }

/** The answer to a query at one instant: every sample is stamped with it. */
export function instantPart(
  endpoint: EndpointSettings,
  { answer, retries }: Reply,
  at: number
): Part {
  if (answer.type !== 'vector' && answer.type !== 'scalar') {
    throw new ProviderError(wrongType(endpoint, answer.type, retries))
  }
  const misplaced = answer.type === 'vector' && answer.series.some(isElsewhere(at))
  const kept = misplaced ? answer.series.filter(series => !isElsewhere(at)(series)) : answer.series
  return {
    series: kept.map(({ labels, samples }) => ({
      labels,
      samples: samples.map(({ value }) => ({ at, value }))
    })),
    complete: answer.complete && !misplaced,
    notes: misplaced ? [...answer.notes, misplacedNote] : answer.notes,
    retries
  }
}

const misplacedNote = 'The backend answered for another instant than the one asked about.'

/**
 * The answer to a query over a range: samples keep the stamps they have, but for what a backend or gateway
 * rounded away. Prometheus itself loses a millisecond where a fraction has no exact binary form.
 */
export function rangePart(
  endpoint: EndpointSettings,
  { answer, retries }: Reply,
  grid: Grid
): Part {
  if (answer.type !== 'matrix') throw new ProviderError(wrongType(endpoint, answer.type, retries))
  const series = answer.series.map(({ labels, samples }) => ({
    labels,
    samples: samples.map(({ at, value }) => ({ at: onGrid(at, grid), value }))
  }))
  return { series, complete: answer.complete, notes: answer.notes, retries }
}

function onGrid(at: number, { first, step }: Grid): number {
  const instant = first + Math.round((at - first) / step) * step
  return Math.abs(at - instant) <= Math.min(stampTolerance.before, step / 4) ? instant : at
}

function isElsewhere(at: number): (series: Series) => boolean {
  const { before, after } = stampTolerance
  return ({ samples }) => samples.some(it => it.at < at - before || it.at > at + after)
}

function wrongType(endpoint: EndpointSettings, type: Answer['type'], retries: number): Failure {
  const sentence = `answered the query with a ${type}, not with a number per series. Put a function such as rate or count_over_time around it.`
  return failure(endpoint, 'invalid-query', sentence, retries)
}
