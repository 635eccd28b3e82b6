import type { CountTrack, Effect, Tally } from '../model.js'
import { crossingProbability, wangTsiatis } from '../stats/sequential.js'
import { exceeds, reaches } from '../stats/rounding.js'
import { wentAway } from './away.js'
import type { BurstMeter, BurstQuestion, Bursts } from './bursts.js'
import { measureBursts, tempered } from './bursts.js'
import type { Comparison, Direction } from './comparison.js'
import { toleratedFactor } from './comparison.js'

/**
 * Events of the bake against events of the baseline. At each look the bake's share of all events is held
 * against its share of all exposure (binomial, given the sum), by the signed root of the likelihood ratio,
 * which is close to a normal deviate even for few events. A boundary that widens for early looks keeps the
 * false-alarm rate over all of them.
 */

/**
 * O'Brien and Fleming's boundary, strict at first and close to one test at the end, but never higher than this: what
 * is many times worse need not wait.
 */
const HIGHEST = 1.6
export const boundaryHeight = (fraction: number): number =>
  Math.min(HIGHEST, obrienFleming(fraction))
const obrienFleming = wangTsiatis(0)
/** Percentage points by which a ratio must rise at least, as a fraction: less is nobody's incident. */
const LEAST_POINTS = 0.001
/** Growths for which a boundary is computed; what lies between counts as the smaller one, which is stricter. */
const GROWTHS = [0, 0.1, 0.25, 0.5, 1, 2, 4]
/** Deviates smaller than this decide nothing, and correcting them divides by nearly zero. */
const LEAST_CORRECTED = 0.5
/** Log lines by which a count must rise at least. */
const LEAST_EVENTS = 3
/** Of an interval that is printed, not tested: 95 %. */
const INTERVAL_DEVIATE = 1.96
/** The logarithm of the widest interval that is worth printing. */
const WIDEST = 50

export interface CountQuestion extends BurstQuestion {
  readonly kind: 'ratio' | 'count'
  readonly direction: Direction
  readonly tolerance: number
  /** Fewer requests than this decide nothing. */
  readonly minTotal: number
  /** Constant of the boundary for that many looks, by how much their samples will outgrow the baseline's. */
  readonly boundary: (growth: number) => number
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
  const bursts = measureBursts(track, question)
  const scores = track.soFar.map(tally => score(tally, track, bursts, question))
  const first = scores.findIndex(found => found.alarmed)
  const alarm = scores[first]
  const isCalm = (end: number, width: number) => {
    const since = between(track.soFar[end - width], track.soFar[end])
    return since !== undefined && !isLarge(since, scores[end]?.baseline ?? since, question)
  }
  const shown = alarm ?? score(last, track, bursts, question)
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
    ...effectWithInterval(shown.tally, baseline, shown.bursts.inflation),
    chance:
      alarm === undefined
        ? 1
        : crossingProbability(most, question.looks.length, boundaryHeight, shown.growth),
    ...(alarm === undefined ? {} : { firstBreach: alarm.tally.at }),
    powerful: couldHaveSeen(shown, question),
    suspicious: isLarge(shown.tally, baseline, question),
    wentAway: first >= 0 && wentAway(scores.length, question.looks.length, first, isCalm)
  }
}

interface Score {
  readonly tally: Tally
  readonly baseline: Tally
  readonly bursts: Bursts
  readonly growth: number
  /** Of the planned looks. */
  readonly fraction: number
  /** The deviate, scaled so that the boundary is flat. */
  readonly scaled: number
  readonly alarmed: boolean
}

function score(
  tally: Tally,
  track: CountTrack,
  burstsAt: BurstMeter,
  question: CountQuestion
): Score {
  const baseline = baselineAt(track, tally)
  const bursts = burstsAt(tally, baseline)
  const look = Math.max(1, question.looks.filter(at => at <= tally.at).length)
  const fraction = Math.min(1, look / question.looks.length)
  const growth = growthOf(tally, fraction, track)
  const deviate = tempered(deviateOf(tally, baseline), bursts)
  const upward = question.direction === 'higher' ? deviate : -deviate
  const scaled = upward / boundaryHeight(fraction)
  const enough = tally.total >= question.minTotal
  const alarmed =
    enough && exceeds(scaled, question.boundary(growth)) && isLarge(tally, baseline, question)
  return { tally, baseline, bursts, growth, fraction, scaled: enough ? scaled : 0, alarmed }
}

/** The whole baseline window; with a control group what the control did in the same time. */
function baselineAt(track: CountTrack, tally: Tally): Tally {
  const none = { at: tally.at, bad: 0, total: 0 }
  if (track.control === undefined) return track.before ?? none
  return track.control.soFar.findLast(other => other.at <= tally.at) ?? none
}

/** All samples of the bake, if they go on as so far, as a multiple of a baseline that stands still. */
function growthOf(tally: Tally, fraction: number, track: CountTrack): number {
  if (track.control !== undefined || track.before === undefined) return 0
  const growth = tally.total / fraction / track.before.total
  return GROWTHS.findLast(known => known <= growth) ?? 0
}

/**
 * The signed root of the likelihood ratio of tally.bad given the sum (positive when the bake has more), with the
 * correction for skewness of Barndorff-Nielsen (1986): close to a normal deviate from a handful of events on.
 */
function deviateOf(tally: Tally, baseline: Tally): number {
  const exposure = tally.total / (tally.total + baseline.total)
  const events = tally.bad + baseline.bad
  if (events <= 0 || tally.total <= 0 || baseline.total <= 0) return 0
  const expected = events * exposure
  const gain = part(tally.bad, expected) + part(baseline.bad, events - expected)
  const root = Math.sign(tally.bad - expected) * Math.sqrt(Math.max(0, 2 * gain))
  if (tally.bad <= 0 || baseline.bad <= 0 || Math.abs(root) < LEAST_CORRECTED) return root
  const share = tally.bad / events
  const logOdds = Math.log(tally.bad / baseline.bad) - Math.log(tally.total / baseline.total)
  const wald = logOdds * Math.sqrt(events * share * (1 - share))
  return wald / root > 0 ? root + Math.log(wald / root) / root : root
}

function part(seen: number, expected: number): number {
  return seen > 0 ? seen * Math.log(seen / expected) : 0
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
  if (question.direction === 'lower') return reaches(tolerated, after) && before > 0
  const least =
    question.kind === 'ratio' ? before + LEAST_POINTS : before + LEAST_EVENTS / tally.total
  return reaches(after, tolerated) && reaches(after, least)
}

function effectWithInterval(tally: Tally, baseline: Tally, inflation: number): { effect?: Effect } {
  if (tally.bad === 0 || baseline.bad === 0) return {}
  const value = tally.bad / tally.total / (baseline.bad / baseline.total)
  const width = INTERVAL_DEVIATE * Math.sqrt(inflation * (1 / tally.bad + 1 / baseline.bad))
  // Of a tiny part of an event nobody can say anything.
  if (width > WIDEST) return { effect: { as: 'ratio', value } }
  const [low, high] = [value * Math.exp(-width), value * Math.exp(width)]
  return { effect: { as: 'ratio', value, low, high } }
}

/** Would twice the tolerated change have crossed the boundary by now, more often than not? */
function couldHaveSeen(
  { tally, baseline, bursts, growth, fraction }: Score,
  question: CountQuestion
): boolean {
  const rate = Math.max(baseline.bad, 1) / baseline.total
  const wouldBe = { ...tally, bad: rate * tally.total * (1 + 2 * question.tolerance) }
  const deviate = tempered(deviateOf(wouldBe, baseline), bursts)
  return deviate / boundaryHeight(fraction) > question.boundary(growth)
}
