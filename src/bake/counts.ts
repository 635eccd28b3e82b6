import type { CountTrack, Failure, Frame, Labels } from '../model.js'
import type { Asker } from './ask.js'
import type { ConnectedCheck, NamedSource } from './connect.js'
import { type Keeper, type LookAnswer, pastGrid, pastSpans, stateOf } from './keeper.js'
import { appendByLabels } from './series.js'
import {
  addBefore,
  type Group,
  keepTallies,
  type Known,
  measureTallies,
  newGroup,
  type TallyReading
} from './tallies.js'

/** When a bake that is already past is judged at once, so many cumulative looks are asked, not all. */
const mostExactLooks = 15
/** Steps are made coarser until so many of them have data: two scrapes must fall into one step. */
const wantedStepCoverage = 0.8
const grainFactors = [1, 2, 4, 8, 16]

interface Counting {
  readonly connected: ConnectedCheck
  readonly frame: Frame
  readonly asker: Asker
  readonly canary: Group
  /** The canary and, where there is one, the control group. */
  readonly groups: readonly Group[]
  grain: number
  /** false until a grain was found at which steps have data. */
  stepsWork: boolean
  askedStepsUntil: number
}

/**
 * Keeps the tallies of a `ratio` or `count` check: cumulative ones, and steps of one grain. A grain that
 * is known already (recovery) is not looked for again.
 */
export function countKeeper(
  connected: ConnectedCheck,
  frame: Frame,
  asker: Asker,
  knownGrain?: number
): Keeper {
  const canary = newGroup(connected.sources)
  const control = connected.control.length === 0 ? undefined : newGroup(connected.control)
  const counting: Counting = {
    connected,
    frame,
    asker,
    canary,
    groups: control === undefined ? [canary] : [canary, control],
    grain: knownGrain ?? frame.interval,
    stepsWork: knownGrain !== undefined,
    askedStepsUntil: frame.bake.start
  }
  return {
    past: () => askPast(counting),
    looks: ends => askLooks(counting, ends),
    tracks: () => ({ grain: counting.grain, values: [], counts: countTracks(canary, control) })
  }
}

// ── before the rollout ───────────────────────────────────────────────────────────────────────────

type Span = { readonly start: number; readonly end: number }

async function askPast(counting: Counting): Promise<Failure | undefined> {
  const { connected, frame, asker, groups } = counting
  const spans = pastSpans(connected.check.baseline, frame)
  for (const group of groups) {
    for (const { start, end } of spans.baseline) {
      const width = end - start
      const grid = { first: end, last: end, step: width, width }
      const reading = await measureTallies(connected.check, group.sources, grid, asker)
      if (reading.kind === 'failure') return reading.failure
      for (const track of reading.tracks) addBefore(group.before, track)
    }
    if (group.before.size === 0) continue
    for (const [index, span] of spans.history.entries()) {
      const failure = await askHistory(counting, group, span, spans.baseline[index] ?? span)
      if (failure !== undefined) return failure
    }
  }
  return undefined
}

/** Tries the long history first and settles for the baseline where the backend refuses it. */
async function askHistory(
  counting: Counting,
  group: Group,
  span: Span,
  fallback: Span
): Promise<Failure | undefined> {
  let steps = await askStepsOver(counting, group.sources, span)
  if (steps.kind === 'failure' && fallback.start > span.start) {
    steps = await askStepsOver(counting, group.sources, fallback)
  }
  if (steps.kind === 'failure') return steps.failure
  for (const { labels, tallies } of steps.tracks) appendByLabels(group.past, labels, tallies)
  return undefined
}

/** Asks with ever coarser steps until most of them have data. */
async function askStepsOver(
  counting: Counting,
  sources: readonly NamedSource[],
  span: Span
): Promise<TallyReading> {
  const { connected, frame, asker } = counting
  const longest = (frame.bake.end - frame.bake.start) / 2
  const candidates = counting.stepsWork
    ? [counting.grain]
    : grainFactors
        .map(factor => factor * frame.interval)
        .filter((grain, index) => index === 0 || grain <= longest)
  for (const candidate of candidates) {
    const grid = pastGrid(span, candidate)
    const reading = await measureTallies(connected.check, sources, grid, asker)
    if (reading.kind === 'failure') return reading
    const points = Math.max(0, ...reading.tracks.map(track => track.tallies.length))
    const wanted = wantedStepCoverage * ((grid.last - grid.first) / grid.step + 1)
    if (points < wanted && !counting.stepsWork) continue
    counting.grain = candidate
    counting.stepsWork = true
    return reading
  }
  // No grain has steps enough: the totals must do without them.
  return {
    kind: 'answer',
    measurement: { complete: true, notes: [], retries: 0 },
    tracks: []
  }
}

// ── since the bake's start ───────────────────────────────────────────────────────────────────────

async function askLooks(
  counting: Counting,
  ends: readonly number[]
): Promise<readonly LookAnswer[]> {
  const exact = new Set(evenly(ends, mostExactLooks))
  // At once, so that a backend that takes several questions in one request gets them in one.
  const [steps, totals] = await Promise.all([
    askSteps(counting, ends.at(-1) ?? counting.frame.bake.start),
    askTotals(counting, [...exact])
  ])
  return ends.map(end =>
    lookOf(counting, end, [...(totals.get(end) ?? []), ...steps], exact.has(end))
  )
}

/** One after the other: a bake that is already past must not flood its backend. */
async function askTotals(
  counting: Counting,
  ends: readonly number[]
): Promise<ReadonlyMap<number, readonly TallyReading[]>> {
  const totals = new Map<number, readonly TallyReading[]>()
  for (const end of ends) totals.set(end, await askSoFar(counting, end))
  return totals
}

/** The whole steps that ended since the last time. A step that got no answer is asked again. */
async function askSteps(counting: Counting, until: number): Promise<readonly TallyReading[]> {
  const { connected, frame, asker, groups, grain } = counting
  const last = lastStep(counting, until)
  if (last <= counting.askedStepsUntil) return []
  const first = Math.max(counting.askedStepsUntil, frame.bake.start) + grain
  const grid = { first, last, step: grain, width: grain }
  const readings = await Promise.all(
    groups.map(group => measureTallies(connected.check, group.sources, grid, asker))
  )
  readings.forEach((reading, index) => keepTallies(groups[index]?.steps, reading))
  if (readings.every(reading => reading.kind === 'answer')) counting.askedStepsUntil = last
  return readings
}

async function askSoFar(counting: Counting, end: number): Promise<readonly TallyReading[]> {
  const { connected, frame, asker, groups } = counting
  const width = end - frame.bake.start
  const grid = { first: end, last: end, step: width, width }
  const readings = await Promise.all(
    groups.map(group => measureTallies(connected.check, group.sources, grid, asker))
  )
  readings.forEach((reading, index) => keepTallies(groups[index]?.soFar, reading))
  return readings
}

/**
 * A total over the whole bake says nothing of the last minute: a look is fresh only when its newest whole
 * step has data too, where steps can be had at all.
 */
function lookOf(
  counting: Counting,
  end: number,
  readings: readonly TallyReading[],
  exact: boolean
): LookAnswer {
  const { canary, stepsWork, frame, grain } = counting
  const step = lastStep(counting, end)
  const hasStep = step === frame.bake.start || hasWithin(canary.steps, step, grain)
  const has = exact ? hasAt(canary.soFar, end) : hasStep
  const fresh = !stepsWork || hasStep
  const seen = canary.steps.size > 0 || canary.soFar.size > 0
  return stateOf(readings, { has: has && fresh, stale: seen })
}

/** End of the newest whole step at an instant; the bake's start where there is none yet. */
function lastStep({ frame, grain }: Counting, until: number): number {
  return frame.bake.start + Math.floor((until - frame.bake.start) / grain) * grain
}

function hasAt(known: Known, instant: number): boolean {
  return hasWithin(known, instant, 1)
}

/** Log backends answer for multiples of the step: their newest one lies up to a step before the look. */
function hasWithin(known: Known, instant: number, width: number): boolean {
  const isNewest = (at: number) => at <= instant && instant - at < width
  return [...known.values()].some(({ points }) => points.some(({ at }) => isNewest(at)))
}

/** At most `most` of the instants, evenly spread, always the last one. */
function evenly(instants: readonly number[], most: number): readonly number[] {
  if (instants.length <= most) return instants
  const stride = instants.length / most
  return Array.from(
    { length: most },
    (_, index) => instants[Math.round((index + 1) * stride) - 1] ?? 0
  )
}

// ── tracks ───────────────────────────────────────────────────────────────────────────────────────

function countTracks(canary: Group, control: Group | undefined): readonly CountTrack[] {
  const keys = new Map<string, Labels>()
  for (const map of [canary.before, canary.past, canary.soFar, canary.steps]) {
    for (const [key, { labels }] of map) keys.set(key, labels)
  }
  return [...keys].map(([key, labels]) => ({
    labels,
    ...parts(canary, key),
    ...(control === undefined ? {} : { control: parts(control, controlKey(control, key)) })
  }))
}

/** One control series without a match serves every series of the canary. */
function controlKey(control: Group, key: string): string {
  const keys = [...new Set([...control.soFar.keys(), ...control.past.keys()])]
  return keys.length === 1 ? (keys[0] ?? key) : key
}

function parts(group: Group, key: string): Omit<CountTrack, 'labels' | 'control'> {
  const before = group.before.get(key)?.tallies[0]
  return {
    ...(before === undefined ? {} : { before }),
    past: group.past.get(key)?.points ?? [],
    soFar: group.soFar.get(key)?.points ?? [],
    steps: group.steps.get(key)?.points ?? []
  }
}
