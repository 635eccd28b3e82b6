import { medianInPlace, sorted } from '../stats/quantile.js'
import type { Tail } from '../stats/tail.js'
import { fitTail, tailProbability, tailQuantile } from '../stats/tail.js'
import type { SpanScale } from './spans.js'
import {
  bandOf,
  describeSpans,
  greatest,
  knownOf,
  lowestOfLast,
  meansOf,
  risesOf,
  scoresOf
} from './spans.js'

/**
 * The placebo scan. The statistic that will watch the bake is first run over moments of the past at which
 * nothing was deployed; what it reached there is what it must exceed now. Because the statistic is a maximum
 * over the whole window, looking at every step and stopping early costs nothing.
 *
 * Series are on a regular grid, on a scale where a step is a relative change and worse is upward; NaN is a
 * gap. The constants were chosen on one half of the series in `bench/` and measured on the other.
 */

/** Points of the past whose median predicts the level. The one that makes the narrowest band is taken. */
const LEVELS = [10, 30, 90, 270]
/**
 * So often a level must fit into the past, beside the window. Neighbouring placebos share the error of a long one, so
 * that in a short past they agree by luck, and the narrowest band would be luck as well.
 */
const LEAST_FITS = 3
/** In long means single values are cut at so many robust deviations. */
const CLIP_DEVIATIONS = 2
const NORMAL_MAD = 1.4826
const MOST_WINDOWS = 300
/** With fewer placebo windows than this nothing can be calibrated. */
const FEWEST_WINDOWS = 12
/** With so many the placebos need no help; with fewer a part of the rate goes to the prediction interval (`brief.ts`). */
const ENOUGH_WINDOWS = 60
/** Of what the placebos lack, so much. */
const BRIEF_SHARE = 0.5
/** Placebo windows overlap: a new one starts after a third of the window. */
const STRIDES = 3
/** Uppermost share of the placebos whose tail is fitted. */
export const TAIL_SHARE = 0.3
/** The maximum of a window depends on a part of it, so that overlapping ones are worth nearly a whole one each. */
export const OVERLAP_WORTH = 3
/**
 * Of the rate that is asked for, so much is aimed at: centres, spreads and the level are learned from the same
 * placebos that they then measure, and no past holds all that the future does.
 */
const AIM = 0.7
/** A tenth of the bake must be out of line, at most three steps running. */
const MOST_RUNNING = 3

export interface ScanPlan {
  /** Slots of the bake. */
  readonly window: number
  /** Slots between the end of the past and the bake's first. */
  readonly gap: number
  /** The step that matters to the user. */
  readonly leastStep: number
  readonly alpha: number
}

/** What the past taught about one series in one direction. */
export interface Scan {
  readonly plan: ScanPlan
  readonly level: number
  readonly clip: number
  readonly spans: SpanScale
  /** The chance at which it alarms; its threshold is reached with this. */
  readonly aim: number
  readonly threshold: number
  /** Slots from one placebo window to the next. */
  readonly stride: number
  /** The greatest score in each placebo window, ascending. */
  readonly placebos: readonly number[]
  readonly tail: Tail
  /** The same scores by how many slots before the end of the past their window began. */
  readonly byMoment: ReadonlyMap<number, number>
}

/** One step of a window under watch. */
export interface ScanStep {
  /** How far out of line the latest steps all are, in units of what the placebos reached. */
  readonly score: number
  /** The rise that this stands for. */
  readonly rise: number
}

/** undefined: the past holds fewer than twelve placebo windows. */
export function calibrateScan(past: Float64Array, plan: ScanPlan): Scan | undefined {
  const room = past.length - plan.window
  return LEVELS.filter((length, i) => i === 0 || LEAST_FITS * length <= room)
    .map(length => calibrateLevel(past, plan, length))
    .reduce(
      (best, scan) => (best === undefined || (scan && band(scan) < band(best)) ? scan : best),
      undefined
    )
}

/** What share of the rate that is asked for so many placebos may be trusted with. */
export function trustIn(windows: number): number {
  return AIM * Math.min(1, (windows + FEWEST_WINDOWS) / ENOUGH_WINDOWS)
}

/** What share the prediction interval has beside them; 0 where they suffice. */
export function briefShare(windows: number): number {
  return BRIEF_SHARE * Math.max(0, 1 - windows / ENOUGH_WINDOWS)
}

/** The statistic after each present value of the bake. */
export function runScan(scan: Scan, bake: Float64Array): ScanStep[] {
  const means = meansOf(subtract(bake, scan.level), scan.clip)
  const running = looksInLine(scan.plan.window)
  const rises = lowestOfLast(risesOf(means), running)
  const scores = lowestOfLast(scoresOf(means, scan.spans), running)
  return Array.from(scores, (score, i) => ({ score, rise: rises[i] ?? -Infinity }))
}

/** Probability that a window in which nothing is deployed reaches this score. */
export function placeboChance(scan: Scan, score: number): number {
  const { placebos, tail } = scan
  if (score > tail.start) return tailProbability(tail, score)
  return (placebos.filter(placebo => placebo >= score).length + 1) / (placebos.length + 1)
}

/** The same scan with the threshold that is reached with this chance. */
export function withChance(scan: Scan, chance: number): Scan {
  return { ...scan, aim: chance, threshold: tailQuantile(scan.tail, chance) }
}

/** How large a lasting change must be to be seen for certain. */
export function band({ spans, threshold }: Scan): number {
  return bandOf(spans, threshold)
}

/** How many steps running must be out of line. */
function looksInLine(window: number): number {
  return Math.max(1, Math.min(MOST_RUNNING, Math.round(window / 10)))
}

function calibrateLevel(past: Float64Array, plan: ScanPlan, length: number): Scan | undefined {
  const windows = placeboWindows(past, plan, length)
  const level = levelBefore(past, past.length, length)
  if (windows.length < FEWEST_WINDOWS || Number.isNaN(level)) return undefined
  const clip = clipOf(windows, plan.leastStep)
  const means = windows.map(window => meansOf(window.residuals, clip))
  const spans = describeSpans(means, plan.leastStep)
  const running = looksInLine(plan.window)
  const scores = means.map(rows => greatest(lowestOfLast(scoresOf(rows, spans), running)))
  const placebos = sorted(scores)
  const stride = strideOf(past.length, plan, length)
  const tail = fitTail(placebos, TAIL_SHARE, Math.min(1, (OVERLAP_WORTH * stride) / plan.window))
  const aim = trustIn(windows.length) * plan.alpha
  const threshold = tailQuantile(tail, aim)
  const byMoment = new Map(windows.map(({ before }, i) => [before, scores[i] ?? 0]))
  return { plan, level, clip, spans, aim, threshold, stride, placebos, tail, byMoment }
}

interface PlaceboWindow {
  /** Slots from the pseudo-deploy to the end of the past. */
  readonly before: number
  readonly residuals: Float64Array
}

function placeboWindows(past: Float64Array, plan: ScanPlan, length: number): PlaceboWindow[] {
  const stride = strideOf(past.length, plan, length)
  const windows: PlaceboWindow[] = []
  for (
    let start = lastStart(past.length, plan);
    start >= firstStart(past.length, length);
    start -= stride
  ) {
    const level = levelBefore(past, start, length)
    const from = start + plan.gap
    const residuals = subtract(past.subarray(from, from + plan.window), level)
    const known = residuals.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0)
    if (known * 2 >= plan.window) windows.push({ before: past.length - start, residuals })
  }
  return windows
}

function strideOf(slots: number, plan: ScanPlan, length: number): number {
  const room = lastStart(slots, plan) - firstStart(slots, length) + 1
  return Math.max(1, Math.floor(plan.window / STRIDES), Math.ceil(room / MOST_WINDOWS))
}

function lastStart(slots: number, plan: ScanPlan): number {
  return slots - plan.gap - plan.window
}

/** A long level may be learned from less at the beginning of a short past. */
function firstStart(slots: number, length: number): number {
  return Math.max(3, Math.min(length, Math.floor(slots / 4)))
}

/** Median of what the slots before hold; NaN where more than half of them are gaps. */
function levelBefore(past: Float64Array, end: number, length: number): number {
  const slots = past.subarray(Math.max(0, end - length), end)
  const known = knownOf(slots)
  return known.length * 2 < slots.length ? NaN : medianInPlace(known)
}

function subtract(values: Float64Array, level: number): Float64Array {
  return values.map(value => value - level)
}

function clipOf(windows: readonly PlaceboWindow[], leastStep: number): number {
  const sizes = new Float64Array(windows.reduce((sum, { residuals }) => sum + residuals.length, 0))
  let count = 0
  for (const { residuals } of windows) {
    for (const value of knownOf(residuals)) sizes[count++] = Math.abs(value)
  }
  const deviation = NORMAL_MAD * medianInPlace(sizes.subarray(0, count))
  return Math.max(CLIP_DEVIATIONS * deviation, 2 * leastStep)
}
