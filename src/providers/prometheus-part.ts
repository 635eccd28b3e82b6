import { ProviderError } from '../errors.js'
import type { EndpointSettings, Failure, Sample, Series } from '../model.js'
import { failure } from './ask.js'
import { instantsOf, type Part } from './grid.js'
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

/** Prometheus itself takes a value for the present one no longer than this. */
const longestHold = 300_000

/** The answer to a query at one instant: every sample is stamped with it. An older one is an older value. */
export function instantPart(
  endpoint: EndpointSettings,
  { answer, retries }: Reply,
  at: number
): Part {
  if (answer.type !== 'vector' && answer.type !== 'scalar') {
    throw new ProviderError(wrongType(endpoint, answer.type, retries))
  }
  const stamped = answer.type === 'vector'
  const misplaced = stamped && answer.series.some(isLater(at))
  const outdated = stamped && answer.series.some(isOlder(at))
  const isKept = (series: Series) => !stamped || !(isOlder(at)(series) || isLater(at)(series))
  const kept = answer.series.filter(isKept)
  return {
    series: kept.map(({ labels, samples }) => ({
      labels,
      samples: samples.map(({ value }) => ({ at, value }))
    })),
    complete: answer.complete && !misplaced && !(outdated && kept.length > 0),
    ...(outdated ? { outdated } : {}),
    notes: misplaced || outdated ? [...answer.notes, misplacedNote] : answer.notes,
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
  const stamps = series.flatMap(({ samples }) => samples.map(({ at }) => at))
  const outdated = stamps.length > 0 && stamps.every(at => at < grid.first)
  return {
    series,
    complete: answer.complete,
    ...(outdated ? { outdated } : {}),
    notes: answer.notes,
    retries
  }
}

/**
 * The same for values, where a gateway answered on a grid of its own: each instant asked about has the newest
 * value before it, as far back as that grid's steps are apart. Not for counts: a step that is told twice would
 * count twice.
 */
export function heldPart(part: Part, grid: Grid): Part {
  const instants = instantsOf(grid)
  const isApart = ({ samples }: Series) =>
    samples.some(({ at }) => (at - grid.first) % grid.step !== 0)
  if (!part.series.some(isApart)) return part
  const series = part.series.map(one =>
    isApart(one) ? { ...one, samples: held(one.samples, instants, grid.step) } : one
  )
  const { outdated, ...rest } = part
  const isEmpty = series.every(({ samples }) => samples.length === 0)
  return {
    ...rest,
    series,
    ...(outdated === true && isEmpty ? { outdated } : {}),
    notes: [...part.notes, ownGridNote]
  }
}

const ownGridNote =
  'The backend answered for other instants than those asked about; the newest value before each was taken.'

function held(
  samples: readonly Sample[],
  instants: readonly number[],
  step: number
): readonly Sample[] {
  const ascending = samples.toSorted((a, b) => a.at - b.at)
  const gaps = ascending.slice(1).map(({ at }, index) => at - (ascending[index]?.at ?? at))
  const typical = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0
  const hold = Math.max(step, Math.min(longestHold, typical))
  let next = 0
  return instants.flatMap(at => {
    while ((ascending[next]?.at ?? Infinity) <= at) next++
    const newest = ascending[next - 1]
    return newest === undefined || at - newest.at >= hold ? [] : [{ at, value: newest.value }]
  })
}

function onGrid(at: number, { first, step }: Grid): number {
  const instant = first + Math.round((at - first) / step) * step
  return Math.abs(at - instant) <= Math.min(stampTolerance.before, step / 4) ? instant : at
}

function isOlder(at: number): (series: Series) => boolean {
  return ({ samples }) => samples.some(it => it.at < at - stampTolerance.before)
}

function isLater(at: number): (series: Series) => boolean {
  return ({ samples }) => samples.some(it => it.at > at + stampTolerance.after)
}

function wrongType(endpoint: EndpointSettings, type: Answer['type'], retries: number): Failure {
  const sentence = `answered the query with a ${type}, not with a number per series. Put a function such as rate or count_over_time around it.`
  return failure(endpoint, 'invalid-query', sentence, retries)
}
