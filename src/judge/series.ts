import type { Frame, Sample, ValueTrack } from '../model.js'
import { median } from '../stats/quantile.js'
import { reaches, exceeds } from '../stats/rounding.js'
import { isWellAgain } from './away.js'
import type { BriefPast } from './brief.js'
import { FEWEST_POINTS, describePast, runBrief } from './brief.js'
import type { Compared, Comparison, Direction } from './comparison.js'
import { toleratedFactor } from './comparison.js'
import type { EffectPast, Sides } from './effect.js'
import { effectOf, learnEffect } from './effect.js'
import type { Grid, Scale } from './grid.js'
import { bakeGrid, chooseScale, pastGrid, present, slotOfLook } from './grid.js'
import { quietPast } from './quiet.js'
import type { Scan, ScanStep } from './scan.js'
import { band, briefShare, calibrateScan, placeboChance, runScan } from './scan.js'

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
  readonly effect: EffectPast
  /** Where the past holds placebo windows. */
  readonly scan?: Scan
  /** Where it holds none, or few. */
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
  const scale = chooseScale(present(raw), question.isFraction, direction)
  const before = median(baselineValues(past, frame))
  const leastStep = scale.step(before, toleratedFactor(direction, tolerance))
  const control = track.control && quietGrid(track.control.past, grain, frame, raw.length)
  const sides = { own: raw, ...(control === undefined ? {} : { control }) }
  const grid = against(sides, scale, direction)
  const slots = slotOfLook(frame.bake.end, grain, frame.bake.start) + 1
  const gap = Math.max(0, Math.round((frame.bake.start - frame.rolloutStart) / grain))
  const scan = calibrateScan(grid, { window: slots, gap, leastStep, alpha })
  const brief = shareOfBrief(scan) > 0 ? describePast(grid) : undefined
  const baseline = baselineSlots(frame, grain)
  return {
    question,
    scale,
    before,
    leastStep,
    slots,
    effect: learnEffect(sides, { gap, window: slots, baseline }),
    ...(scan === undefined ? {} : { scan }),
    ...(brief === undefined ? {} : { brief })
  }
}

/** Where the baseline window stands on the grid of the past. */
function baselineSlots({ baseline, rolloutStart }: Frame, grain: number) {
  return {
    slots: Math.max(1, Math.round((baseline.end - baseline.start) / grain)),
    offset: Math.max(0, Math.round((rolloutStart - baseline.end) / grain))
  }
}

/** On as many slots as the other side has. */
function quietGrid(past: readonly Sample[], grain: number, frame: Frame, slots: number): Grid {
  const grid = pastGrid(quietPast(past, grain, frame), grain, frame.rolloutStart, slots)
  const whole = new Float64Array(slots).fill(NaN)
  whole.set(grid, slots - grid.length)
  return whole
}

export function compareSeries(past: SeriesPast, track: ValueTrack, frame: Frame): Comparison {
  const { grain, direction } = past.question
  const place = (samples: readonly Sample[]) =>
    bakeGrid(samples, grain, frame.bake.start, past.slots)
  const control = track.control && place(track.control.bake)
  const sides = { own: place(track.bake), ...(control === undefined ? {} : { control }) }
  const grid = against(sides, past.scale, direction)
  const unknown = notComparable(past, present(grid).length)
  if (unknown !== undefined) return unknown
  const found = find(past, grid, frame)
  const known = slotsKnown(grid)
  const slot = found.index === undefined ? undefined : known[found.index]
  const broke = slot === undefined ? undefined : frame.bake.start + (slot + 1) * grain
  const own = { before: past.before, after: typicalSince(track.bake, broke) }
  const effect = effectOf(
    past.effect,
    {
      own,
      ...(track.control === undefined
        ? {}
        : { control: changeOf(track.control, grain, broke, frame) })
    },
    sides,
    [slot ?? 0, known.at(-1) ?? 0]
  )
  return {
    ...found.facts,
    ...own,
    ...(effect === undefined ? {} : { effect }),
    ...(broke === undefined ? {} : { firstBreach: broke })
  }
}

/** Median since the breach, or of the whole bake where there is none. */
function typicalSince(bake: readonly Sample[], broke: number | undefined): number {
  const recent = bake.filter(sample => sample.at >= (broke ?? -Infinity))
  return median((recent.length > 0 ? recent : bake).map(sample => sample.value))
}

function changeOf(
  control: NonNullable<ValueTrack['control']>,
  grain: number,
  broke: number | undefined,
  frame: Frame
) {
  const before = median(baselineValues(quietPast(control.past, grain, frame), frame))
  return { before, after: typicalSince(control.bake, broke) }
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

/** By the placebos, by the prediction interval, or by the one of both that alarms first. */
function find(past: SeriesPast, grid: Grid, frame: Frame): Found {
  const { scan, brief } = past
  if (scan === undefined) return byBrief(past, grid)
  const scanned = byScan(past, scan, grid, frame)
  if (brief === undefined || present(grid).length < FEWEST_POINTS) return scanned
  const { facts, index } = byBrief(past, grid)
  if (index === undefined || (scanned.index ?? Infinity) <= index) return scanned
  const { path, powerful } = scanned.facts
  return { facts: { ...facts, powerful, ...(path === undefined ? {} : { path }) }, index }
}

function shareOfBrief(scan: Scan | undefined): number {
  return scan === undefined ? 1 : briefShare(scan.placebos.length)
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
  const alpha = (shareOfBrief(past.scan) * past.question.alpha) / past.slots
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

/** Worse is upward; less the control's where there is one, slot by slot. */
function against({ own, control }: Sides<Grid>, scale: Scale, direction: Direction): Grid {
  const mine = transform(own, scale, direction)
  if (control === undefined) return mine
  const theirs = transform(control, scale, direction)
  return mine.map((value, slot) => value - (theirs[slot] ?? NaN))
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
