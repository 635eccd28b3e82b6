import type { CountTrack, Tally } from '../model.js'
import { crossingProbability } from '../stats/sequential.js'
import { wentAway } from './away.js'
import type { Comparison, Direction } from './comparison.js'
import { toleratedFactor } from './comparison.js'

/**
 * Events of the bake against events of the baseline. At each look the bake's share of all events is held
 * against its share of all exposure (binomial, given the sum), by the signed root of the likelihood ratio,
 * which is close to a normal deviate even for few events. A boundary that widens for early looks keeps the
 * false-alarm rate over all of them. Events that come in bursts are worth less than independent ones: the
 * burstiness of the steps before the deploy shrinks the deviate.
 */

/** Shape of the boundary (Wang and Tsiatis; 0 is O'Brien and Fleming's): strict at first, close to one test at the end. */
export const BOUNDARY_SHAPE = 0.1
/** Percentage points by which a ratio must rise at least, as a fraction: less is nobody's incident. */
const LEAST_POINTS = 0.001
/** Log lines by which a count must rise at least. */
const LEAST_EVENTS = 3
/** With fewer blocks of steps their variance says nothing. */
const FEWEST_BLOCKS = 8
/** Of an interval that is printed, not tested: 95 %. */
const INTERVAL_DEVIATE = 1.96

export interface CountQuestion {
  readonly kind: 'ratio' | 'count'
  readonly direction: Direction
  readonly tolerance: number
  /** Fewer requests than this decide nothing. */
  readonly minTotal: number
  /** The ends of the planned looks. */
  readonly looks: readonly number[]
  /** Start of the bake, width of a step, and width of the baseline window. */
  readonly start: number
  readonly grain: number
  readonly baselineWidth: number
  /** Constant of the boundary for that many looks. */
  readonly boundary: number
}

export function compareCounts(track: CountTrack, question: CountQuestion): Comparison {
  const reference = track.control === undefined ? track.before : track.control.soFar.at(-1)
  if (reference === undefined || reference.total <= 0) {
    return {
      state: 'unknown',
      code: 'too-little-history',
      why: 'nothing is known from before the deploy'
    }
  }
  const last = track.soFar.at(-1)
  if (last === undefined || last.total <= 0) {
    return {
      state: 'unknown',
      code: 'too-few-samples',
      why: 'there are no events since the deploy yet'
    }
  }
  const scores = track.soFar.map(tally => score(tally, track, question))
  const first = scores.findIndex(found => found.alarmed)
  const alarm = scores[first]
  const isCalm = (end: number, width: number) => {
    const since = between(track.soFar[end - width], track.soFar[end])
    return since !== undefined && !isLarge(since, scores[end]?.baseline ?? since, question)
  }
  const shown = alarm ?? score(last, track, question)
  const most = Math.max(0, ...scores.map(found => found.scaled))
  const baseline = shown.baseline
  const before = baseline.bad / baseline.total
  const after = shown.tally.bad / shown.tally.total
  return {
    state: alarm === undefined ? 'not-worse' : 'worse',
    before,
    after,
    counts: {
      bad: shown.tally.bad,
      total: shown.tally.total,
      expected: before * shown.tally.total
    },
    ...ratioWithInterval(shown.tally, baseline, shown.inflation),
    chance:
      alarm === undefined ? 1 : crossingProbability(most, question.looks.length, BOUNDARY_SHAPE),
    ...(alarm === undefined ? {} : { firstBreach: alarm.tally.at }),
    powerful: couldHaveSeen(shown.tally, baseline, shown.inflation, question),
    suspicious: isLarge(shown.tally, baseline, question),
    wentAway: first >= 0 && wentAway(scores.length, question.looks.length, first, isCalm)
  }
}

interface Score {
  readonly tally: Tally
  readonly baseline: Tally
  /** Variance of the log rate ratio, as a multiple of what independent events would have. */
  readonly inflation: number
  /** The deviate, scaled so that the boundary is flat. */
  readonly scaled: number
  readonly alarmed: boolean
}

function score(tally: Tally, track: CountTrack, question: CountQuestion): Score {
  const baseline = baselineAt(track, tally)
  const inflation = burstInflation(track, tally, baseline, question)
  const look = Math.max(1, question.looks.filter(at => at <= tally.at).length)
  const fraction = Math.min(1, look / question.looks.length)
  const deviate = signedRoot(tally, baseline) / Math.sqrt(inflation)
  const upward = question.direction === 'higher' ? deviate : -deviate
  const scaled = upward * fraction ** (0.5 - BOUNDARY_SHAPE)
  const enough = tally.total >= question.minTotal
  const alarmed = enough && scaled > question.boundary && isLarge(tally, baseline, question)
  return { tally, baseline, inflation, scaled: enough ? scaled : 0, alarmed }
}

/** The whole baseline window; with a control group what the control did in the same time. */
function baselineAt(track: CountTrack, tally: Tally): Tally {
  const none = { at: tally.at, bad: 0, total: 0 }
  if (track.control === undefined) return track.before ?? none
  return track.control.soFar.findLast(other => other.at <= tally.at) ?? none
}

/** Signed root of the likelihood ratio of tally.bad given the sum; positive when the bake has more. */
function signedRoot(tally: Tally, baseline: Tally): number {
  const exposure = tally.total + baseline.total
  const events = tally.bad + baseline.bad
  if (events <= 0 || tally.total <= 0 || baseline.total <= 0) return 0
  const expected = events * (tally.total / exposure)
  const gain = part(tally.bad, expected) + part(baseline.bad, events - expected)
  return Math.sign(tally.bad - expected) * Math.sqrt(Math.max(0, 2 * gain))
}

function part(seen: number, expected: number): number {
  return seen > 0 ? seen * Math.log(seen / expected) : 0
}

/**
 * Steps whose rate varies by itself with relative variance v add v/n to the variance of a log rate over n
 * steps; independent events alone give 1/events.
 */
function burstInflation(
  track: CountTrack,
  tally: Tally,
  baseline: Tally,
  question: CountQuestion
): number {
  const { start, grain, baselineWidth } = question
  const variance = rateVariance(track.control === undefined ? track.past : track.control.past)
  if (variance === 0) return 1
  const bakeSteps = Math.max(1, (tally.at - start) / grain)
  const baseSteps = track.control === undefined ? Math.max(1, baselineWidth / grain) : bakeSteps
  const rate = (tally.bad + baseline.bad) / (tally.total + baseline.total)
  const events = (side: Tally) => Math.max(0.5, rate * side.total)
  const independent = 1 / events(tally) + 1 / events(baseline)
  return 1 + (variance / bakeSteps + variance / baseSteps) / independent
}

/**
 * Relative variance of the steps' rates beyond what independent events explain; 0 where there is none.
 * Bursts that last longer than a step show in the sums of several: the largest of these answers, per step.
 */
export function rateVariance(past: readonly Tally[]): number {
  let most = 0
  for (let block = 1; Math.floor(past.length / block) >= FEWEST_BLOCKS; block *= 3) {
    most = Math.max(most, block * excessVariance(inBlocks(past, block)))
  }
  return most
}

function inBlocks(past: readonly Tally[], size: number): { bad: number; total: number }[] {
  return Array.from({ length: Math.floor(past.length / size) }, (_, block) => {
    const steps = past.slice(block * size, (block + 1) * size)
    const sum = (part: 'bad' | 'total') => steps.reduce((total, step) => total + step[part], 0)
    return { bad: sum('bad'), total: sum('total') }
  })
}

function excessVariance(steps: readonly { bad: number; total: number }[]): number {
  const sum = (part: 'bad' | 'total') => steps.reduce((total, step) => total + step[part], 0)
  const rate = sum('bad') / Math.max(sum('total'), Number.MIN_VALUE)
  let excess = 0
  let square = 0
  for (const { bad, total } of steps) {
    const expected = rate * total
    excess += (bad - expected) ** 2 - expected
    square += expected ** 2
  }
  return square > 0 ? Math.max(0, excess / square) : 0
}

/** The events between two looks; undefined where there was no exposure. */
function between(from: Tally | undefined, to: Tally | undefined): Tally | undefined {
  if (from === undefined || to === undefined || to.total <= from.total) return undefined
  return { at: to.at, bad: to.bad - from.bad, total: to.total - from.total }
}

function isLarge(tally: Tally, baseline: Tally, question: CountQuestion): boolean {
  const after = tally.bad / tally.total
  const before = baseline.bad / baseline.total
  const tolerated = before * toleratedFactor(question.direction, question.tolerance)
  if (question.direction === 'lower') return after <= tolerated && before > 0
  const least =
    question.kind === 'ratio' ? before + LEAST_POINTS : before + LEAST_EVENTS / tally.total
  return after >= tolerated && after >= least
}

function ratioWithInterval(tally: Tally, baseline: Tally, inflation: number) {
  if (tally.bad === 0 || baseline.bad === 0) return {}
  const ratio = tally.bad / tally.total / (baseline.bad / baseline.total)
  const width = INTERVAL_DEVIATE * Math.sqrt(inflation * (1 / tally.bad + 1 / baseline.bad))
  return { ratio, interval: { low: ratio * Math.exp(-width), high: ratio * Math.exp(width) } }
}

/** Would twice the tolerated change have crossed the boundary by now, more often than not? */
function couldHaveSeen(
  tally: Tally,
  baseline: Tally,
  inflation: number,
  question: CountQuestion
): boolean {
  const rate = Math.max(baseline.bad, 1) / baseline.total
  const wouldBe = { ...tally, bad: rate * tally.total * (1 + 2 * question.tolerance) }
  return signedRoot(wouldBe, baseline) / Math.sqrt(inflation) > question.boundary
}
