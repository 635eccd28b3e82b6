import { labelKey } from '../labels.js'
import type { CheckSettings, CountTrack, Frame, ValueTrack } from '../model.js'
import { boundaryConstant } from '../stats/sequential.js'
import type { Compared, Comparison, Direction } from './comparison.js'
import { toleratedFactor } from './comparison.js'
import { boundaryHeight, compareCounts } from './counts.js'
import { quietPast } from './quiet.js'
import type { Reading } from './reading.js'
import type { SeriesPast } from './series.js'
import { baselineValues, compareSeries, learnSeries } from './series.js'

/** How one check compares: its questions and what its past taught. */
export interface Comparer {
  readonly tolerance: number
  readonly directions: readonly Direction[]
  /** Of one question about one series. */
  readonly alpha: number
  /** counts: constant of the boundary over all planned looks, by how much they outgrow the baseline. */
  readonly boundary: (growth: number) => number
  /** Width of a step of the past. */
  readonly grain: number
  /** values: by series and direction. */
  readonly pasts: ReadonlyMap<string, SeriesPast>
}

/** Without `compare`, what counts as "got worse" for a limit that the baseline broke as well. */
const DEFAULT_TOLERANCE = { counts: 0.5, values: 0.25 }
/** How many old series a new one is held against. */
const MOST_STAND_INS = 20

export interface ComparePlan {
  readonly directions: readonly Direction[]
  readonly tolerance: number
  /** Of all its questions together. */
  readonly alpha: number
}

/** What the user asked for; undefined where the check does not compare, or compares signatures. */
export function planComparison(check: CheckSettings, alpha: number): ComparePlan | undefined {
  const { compare } = check
  if (compare === undefined || check.kind === 'logs') return undefined
  const { worse, tolerance } = compare
  return { directions: worse === 'either' ? ['higher', 'lower'] : [worse], tolerance, alpha }
}

/** What tells whether a limit that the baseline broke as well is broken worse now. */
export function defaultPlan(check: CheckSettings, way: Direction, alpha: number): ComparePlan {
  const usual = countsEvents(check) ? DEFAULT_TOLERANCE.counts : DEFAULT_TOLERANCE.values
  return { directions: [way], tolerance: check.compare?.tolerance ?? usual, alpha }
}

/** Each constant takes some 20 ms to compute and never changes. */
const constants = new Map<string, number>()

/** Constant of the boundary over so many looks. */
export function boundaryFor(looks: number, alpha: number, growth: number): number {
  const key = `${looks} ${alpha} ${growth}`
  const known =
    constants.get(key) ?? boundaryConstant(alpha, Math.max(1, looks), boundaryHeight, growth)
  constants.set(key, known)
  return known
}

export function learn(
  check: CheckSettings,
  reading: Reading,
  frame: Frame,
  plan: ComparePlan
): Comparer {
  const byCount = countsEvents(check)
  const { directions, tolerance } = plan
  const series = Math.max(1, byCount ? reading.counts.length : reading.values.length)
  const alpha = plan.alpha / directions.length / series
  const pasts = new Map<string, SeriesPast>()
  for (const track of byCount ? [] : reading.values) {
    for (const direction of track.past.length > 0 ? directions : []) {
      const { grain } = reading
      const isFraction = check.unit === 'fraction'
      const question = { direction, tolerance, isFraction, alpha, grain }
      pasts.set(pastKey(track, direction), learnSeries(track, question, frame))
    }
  }
  const boundary = (growth: number) => boundaryFor(frame.looks.length, alpha, growth)
  return { tolerance, directions, alpha, boundary, grain: reading.grain, pasts }
}

export function compareValueTrack(
  comparer: Comparer,
  track: ValueTrack,
  all: readonly ValueTrack[],
  direction: Direction,
  frame: Frame
): Comparison {
  const own = comparer.pasts.get(pastKey(track, direction))
  if (own !== undefined) return compareSeries(own, track, frame)
  const against = standIns(all).flatMap(
    other => comparer.pasts.get(pastKey(other, direction)) ?? []
  )
  return mildest(against.map(past => compareSeries(past, track, frame)))
}

export function compareCountTrack(
  comparer: Comparer,
  check: CheckSettings,
  track: CountTrack,
  all: readonly CountTrack[],
  direction: Direction,
  frame: Frame
): Comparison {
  const question = {
    kind: check.kind === 'count' ? ('count' as const) : ('ratio' as const),
    direction,
    tolerance: comparer.tolerance,
    minTotal: check.kind === 'ratio' ? check.minTotal : 0,
    looks: frame.looks,
    start: frame.bake.start,
    grain: comparer.grain,
    baselineWidth: frame.baseline.end - frame.baseline.start,
    boundary: comparer.boundary
  }
  const quiet = quietTrack(track, comparer.grain, frame)
  if (quiet.before !== undefined || quiet.control !== undefined)
    return compareCounts(quiet, question)
  const others = all.filter(other => other.before !== undefined)
  const gone = others.filter(other => other.soFar.length === 0)
  return compareCounts({ ...quiet, ...pool(gone.length > 0 ? gone : others) }, question)
}

/**
 * Did a value whose limit the baseline broke too get worse? By the comparison; where that knows too little,
 * only when all of the breach lies beyond the worst of the baseline by the tolerance.
 */
export function gotWorse(
  comparison: Comparison,
  track: ValueTrack,
  frame: Frame,
  direction: Direction,
  tolerance: number
): boolean {
  if (comparison.state === 'worse') return true
  if (comparison.state === 'not-worse' && !comparison.suspicious) return false
  const baseline = baselineValues(track.past, frame)
  const bake = track.bake.map(sample => sample.value)
  if (baseline.length === 0 || bake.length < 3) return false
  const factor = toleratedFactor(direction, tolerance)
  return direction === 'higher'
    ? Math.min(...bake.slice(-3)) > factor * Math.max(...baseline)
    : Math.max(...bake.slice(-3)) < factor * Math.min(...baseline)
}

export function countsEvents(check: CheckSettings): boolean {
  return check.kind === 'ratio' || check.kind === 'count'
}

function pastKey(track: ValueTrack, direction: Direction): string {
  return direction + labelKey(track.labels)
}

/** Series that a new one is held against: those that vanished at the deploy, else all with a past. */
function standIns(all: readonly ValueTrack[]): readonly ValueTrack[] {
  const old = all.filter(track => track.past.length > 0)
  const gone = old.filter(track => track.bake.length === 0)
  return (gone.length > 0 ? gone : old).slice(0, MOST_STAND_INS)
}

/** A new series is worse only when it is worse than every old one would permit. */
function mildest(comparisons: readonly Comparison[]): Comparison {
  const known = comparisons.filter((found): found is Compared => found.state !== 'unknown')
  const best = known.find(found => found.state === 'not-worse') ?? known[0] ?? comparisons[0]
  const why = 'the series is new and there is none from before the deploy to hold it against'
  if (best !== undefined && best.state !== 'unknown') {
    // Held against another's past, it takes no part in the alarm over all series.
    const { path: _path, ...rest } = best
    return rest
  }
  return best ?? { state: 'unknown', code: 'too-little-history', why }
}

function quietTrack(track: CountTrack, grain: number, frame: Frame): CountTrack {
  const past = quietPast(track.past, grain, frame)
  if (track.control === undefined) return { ...track, past }
  const control = { ...track.control, past: quietPast(track.control.past, grain, frame) }
  return { ...track, past, control }
}

function pool(tracks: readonly CountTrack[]): Partial<Pick<CountTrack, 'before'>> {
  if (tracks.length === 0) return {}
  const sum = (part: 'bad' | 'total') =>
    tracks.reduce((total, track) => total + (track.before?.[part] ?? 0), 0)
  return { before: { at: tracks[0]?.before?.at ?? 0, bad: sum('bad'), total: sum('total') } }
}
