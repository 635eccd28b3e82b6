import type { Frame, Sample, ValueTrack } from '../model.js'
import { median } from '../stats/quantile.js'
import { reaches, exceeds } from '../stats/rounding.js'
import { isWellAgain } from './away.js'
import type { BriefPast } from './brief.js'
import { FEWEST_POINTS, describePast, runBrief } from './brief.js'
import type { Compared, Comparison, Direction } from './comparison.js'
import { toleratedFactor } from './comparison.js'
import type { Grid, Scale } from './grid.js'
import { bakeGrid, chooseScale, pastGrid, present, slotOfLook } from './grid.js'
import { quietPast } from './quiet.js'
import type { Scan, ScanStep } from './scan.js'
import { band, calibrateScan, placeboChance, runScan } from './scan.js'

/** A series of values held against its own past: what is learned before the bake, and what is asked at each look. */

export interface SeriesQuestion {
  readonly direction: Direction
  readonly tolerance: number
  readonly isFraction: boolean
  readonly alpha: number
  readonly grain: number
}

export interface SeriesPast {
  readonly question: SeriesQuestion
  readonly scale: Scale
  /** Typical raw value of the baseline window. */
  readonly before: number
  readonly leastStep: number
  readonly slots: number
  /** Best first: one of them where the past suffices. */
  readonly scan?: Scan
  readonly brief?: BriefPast
}

/** Slots of history that are looked at: more would cost time and teach little. */
const MOST_SLOTS = 30_000
/** Steps running that must be out of line, where the bake has so many. */
const PERSIST = 2

export function learnSeries(track: ValueTrack, question: SeriesQuestion, frame: Frame): SeriesPast {
  const { grain, direction, tolerance, alpha } = question
  const past = quietPast(track.past, grain, frame)
  const raw = pastGrid(past, grain, frame.rolloutStart, MOST_SLOTS)
  const known = present(raw)
  const scale = chooseScale(known, question.isFraction, direction)
  const before = median(baselineValues(past, frame))
  const leastStep = scale.step(before, toleratedFactor(direction, tolerance))
  const own = transform(raw, scale, direction)
  const grid =
    track.control === undefined
      ? own
      : less(
          own,
          transform(
            pastGrid(
              quietPast(track.control.past, grain, frame),
              grain,
              frame.rolloutStart,
              own.length
            ),
            scale,
            direction
          )
        )
  const slots = slotOfLook(frame.bake.end, grain, frame.bake.start) + 1
  const gap = Math.max(0, Math.round((frame.bake.start - frame.rolloutStart) / grain))
  const scan = calibrateScan(grid, { window: slots, gap, leastStep, alpha })
  const brief = scan === undefined ? describePast(grid) : undefined
  const learned = { question, scale, before, leastStep, slots }
  return {
    ...learned,
    ...(scan === undefined ? {} : { scan }),
    ...(brief === undefined ? {} : { brief })
  }
}

export function compareSeries(past: SeriesPast, track: ValueTrack, frame: Frame): Comparison {
  const { grain, direction } = past.question
  const place = (samples: readonly Sample[]) =>
    transform(bakeGrid(samples, grain, frame.bake.start, past.slots), past.scale, direction)
  const own = place(track.bake)
  const grid = track.control === undefined ? own : less(own, place(track.control.bake))
  const unknown = notComparable(past, present(grid).length)
  if (unknown !== undefined) return unknown
  const found = past.scan === undefined ? byBrief(past, grid) : byScan(past, past.scan, grid, frame)
  const slot = found.index === undefined ? undefined : slotsKnown(grid)[found.index]
  const broke = slot === undefined ? undefined : frame.bake.start + (slot + 1) * grain
  const recent = track.bake.filter(sample => sample.at >= (broke ?? -Infinity))
  const after = median((recent.length > 0 ? recent : track.bake).map(sample => sample.value))
  return {
    ...found.facts,
    before: past.before,
    after,
    ...(past.before > 0 && after > 0 ? { ratio: after / past.before } : {}),
    ...(broke === undefined ? {} : { firstBreach: broke })
  }
}

function notComparable(past: SeriesPast, points: number): Comparison | undefined {
  if (past.scan === undefined && past.brief === undefined) {
    const why = 'the time before the deploy holds too little data'
    return { state: 'unknown', code: 'too-little-history', why }
  }
  if (points >= (past.scan === undefined ? FEWEST_POINTS : 1)) return undefined
  const why = 'there are too few values since the deploy'
  return { state: 'unknown', code: 'too-few-samples', why }
}

type Found = {
  readonly facts: Omit<Compared, 'before' | 'after'>
  /** Of the present value at which it alarmed. */
  readonly index: number | undefined
}

function byScan(past: SeriesPast, scan: Scan, grid: Grid, frame: Frame): Found {
  const steps = runScan(scan, grid)
  const isLarge = ({ rise }: ScanStep) => reaches(rise, past.leastStep)
  const alarm = steps.findIndex(step => exceeds(step.score, scan.threshold) && isLarge(step))
  const index = alarm < 0 ? undefined : alarm
  const most = Math.max(...steps.map(step => step.score))
  const rises = present(grid).map(value => (value - scan.level) / past.leastStep)
  const ends = slotsKnown(grid).map(slot => frame.bake.start + (slot + 1) * past.question.grain)
  const facts = {
    state: index === undefined ? ('not-worse' as const) : ('worse' as const),
    chance: index === undefined ? 1 : placeboChance(scan, most),
    placebo: {
      windows: scan.placebos.length,
      alarmed: scan.placebos.filter(placebo => exceeds(placebo, scan.threshold)).length
    },
    path: steps.map((step, i) => ({
      at: ends[i] ?? frame.bake.end,
      surprise: isLarge(step) ? -Math.log(placeboChance(scan, step.score)) : 0,
      rise: rises[i] ?? 0
    })),
    powerful: band(scan) <= 2 * past.leastStep,
    suspicious: false,
    wentAway: index !== undefined && isWellAgain(rises, past.slots, index)
  }
  return { facts, index }
}

function byBrief(past: SeriesPast, grid: Grid): Found {
  const { brief } = past
  const steps = brief === undefined ? [] : runBrief(brief, grid)
  // Every slot is a chance to be wrong.
  const alpha = past.question.alpha / past.slots
  const index = firstRunning(
    steps,
    ({ chance, step }) => chance < alpha && reaches(step, past.leastStep)
  )
  const values = present(grid)
  const rise = median(values) - (brief?.level ?? 0)
  const facts = {
    state: index === undefined ? ('not-worse' as const) : ('worse' as const),
    chance: Math.min(1, past.slots * Math.min(1, ...steps.map(step => step.chance))),
    powerful: false,
    suspicious: index === undefined && reaches(rise, past.leastStep),
    wentAway:
      index !== undefined &&
      isWellAgain(
        values.map(value => (value - (brief?.level ?? 0)) / past.leastStep),
        past.slots,
        index
      )
  }
  return { facts, index }
}

/** Index of the step at which the test has held so many steps running. */
function firstRunning<T>(steps: readonly T[], test: (step: T) => boolean): number | undefined {
  let run = 0
  for (const [index, step] of steps.entries()) {
    run = test(step) ? run + 1 : 0
    if (run === Math.min(PERSIST, Math.max(1, steps.length))) return index
  }
  return undefined
}

function transform(grid: Grid, scale: Scale, direction: Direction): Grid {
  const sign = direction === 'higher' ? 1 : -1
  return grid.map(value => (Number.isNaN(value) ? NaN : sign * scale.apply(value)))
}

/** Slot by slot, aligned at the newest slot of the past and at the first of the bake alike (same length). */
function less(own: Grid, other: Grid): Grid {
  const shift = other.length - own.length
  return own.map((value, slot) => value - (other[slot + shift] ?? NaN))
}

/** The slots that hold a value, in order. */
function slotsKnown(grid: Grid): number[] {
  return Array.from(grid.keys()).filter(slot => !Number.isNaN(grid[slot]))
}

/**
 * The values of the baseline window; as many of the newest where a part of it is left out, and all there are
 * where it holds none.
 */
export function baselineValues(past: readonly Sample[], frame: Frame): number[] {
  const { baseline, interval, leftOut = [] } = frame
  const quiet = quietPast(past, interval, frame)
  const inside = quiet.filter(({ at }) => at > baseline.start && at <= baseline.end)
  const isWhole = leftOut.every(({ end }) => end <= baseline.start)
  const newest = quiet.slice(-Math.max(1, Math.round((baseline.end - baseline.start) / interval)))
  const chosen = isWhole ? inside : newest
  return (chosen.length > 0 ? chosen : past).map(sample => sample.value)
}
