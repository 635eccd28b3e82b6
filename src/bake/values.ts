import type { Failure, Frame, Labels, Measurement, Sample, ValueTrack, Window } from '../model.js'
import type { Asker, Reading } from './ask.js'
import type { ConnectedCheck, NamedSource } from './connect.js'
import { type Keeper, type LookAnswer, pastGrid, pastSpans, stateOf } from './keeper.js'
import { appendByLabels, reduceSeries } from './series.js'

type Known = Map<string, { readonly labels: Labels; readonly points: Sample[] }>

interface Group {
  readonly sources: readonly NamedSource[]
  readonly past: Known
  readonly bake: Known
  readonly soFar: Known
}

interface Watching {
  readonly connected: ConnectedCheck
  readonly frame: Frame
  readonly asker: Asker
  readonly canary: Group
  /** The canary and, where there is one, the control group. */
  readonly groups: readonly Group[]
  /** A limit on a query that holds `{{window}}` speaks of the bake so far. */
  readonly asksSoFar: boolean
}

/** Keeps the samples of a `query`, `probe` or `firing` check: one per look and series. */
export function valueKeeper(connected: ConnectedCheck, frame: Frame, asker: Asker): Keeper {
  const { check } = connected
  const canary = newGroup(connected.sources)
  const control = connected.control.length === 0 ? undefined : newGroup(connected.control)
  const windowed = check.kind === 'query' && check.query.usesWindow
  const watching: Watching = {
    connected,
    frame,
    asker,
    canary,
    groups: control === undefined ? [canary] : [canary, control],
    asksSoFar: windowed && (check.max !== undefined || check.min !== undefined)
  }
  return {
    past: () => askPast(watching),
    looks: ends =>
      connected.pointInTime
        ? askNow(watching, ends.at(-1) ?? frame.bake.end)
        : askLooks(watching, ends),
    tracks: () => ({
      grain: frame.interval,
      counts: [],
      values: valueTracks(canary, control, watching.asksSoFar)
    })
  }
}

// ── before the rollout ───────────────────────────────────────────────────────────────────────────

async function askPast(watching: Watching): Promise<Failure | undefined> {
  const { connected, frame, groups } = watching
  if (connected.pointInTime) return undefined
  const spans = pastSpans(connected.check.baseline, frame)
  for (const group of groups) {
    for (const [index, span] of spans.history.entries()) {
      const failure = await askHistory(watching, group, span, spans.baseline[index] ?? span)
      if (failure !== undefined) return failure
    }
  }
  return undefined
}

/** Tries the long history first and settles for the baseline where the backend refuses it. */
async function askHistory(
  watching: Watching,
  group: Group,
  span: Window,
  fallback: Window
): Promise<Failure | undefined> {
  const over = ({ start, end }: Window): Promise<Reading> => {
    const { first, last, width } = pastGrid({ start, end }, watching.frame.interval)
    return ask(watching, group, first, last, width)
  }
  let reading = await over(span)
  if (reading.kind === 'failure' && fallback.start > span.start) reading = await over(fallback)
  if (reading.kind === 'failure') return reading.failure
  keep(group.past, reading.measurement)
  return undefined
}

// ── since the bake's start ───────────────────────────────────────────────────────────────────────

async function askLooks(
  watching: Watching,
  ends: readonly number[]
): Promise<readonly LookAnswer[]> {
  const answers: LookAnswer[] = []
  const step = ends.length <= mostApart ? 0 : watching.frame.interval
  for (const run of regularRuns(ends, step)) {
    answers.push(...(await askRun(watching, run)))
  }
  return answers
}

/**
 * So many looks that are due together (the machine was slow) are still asked one by one: an instant is answered
 * exactly, a range by some gateways on a grid of their own.
 */
const mostApart = 3

/** Looks that stand on one grid, asked in one request a group; all at once, for backends that take them together. */
async function askRun(watching: Watching, ends: readonly number[]): Promise<readonly LookAnswer[]> {
  const { frame, canary, groups } = watching
  const first = ends[0] ?? frame.bake.end
  const last = ends.at(-1) ?? first
  const soFar = watching.asksSoFar
    ? [ask(watching, canary, last, last, last - frame.bake.start)]
    : []
  const readings = await Promise.all([
    ...groups.map(group => ask(watching, group, first, last, frame.interval)),
    ...soFar
  ])
  const known = [...groups.map(({ bake }) => bake), canary.soFar]
  readings.forEach((reading, index) => keepReading(known[index], reading))
  return ends.map(end =>
    stateOf(readings, {
      has: hasWithin(canary.bake, end, frame.interval),
      stale: hasAny(canary.bake)
    })
  )
}

/** A point-in-time question: asked now, kept under the look it was planned for. */
async function askNow(watching: Watching, look: number): Promise<readonly LookAnswer[]> {
  const { frame, canary, asker } = watching
  const now = asker.io.clock.now()
  const reading = await ask(watching, canary, now, now, now - frame.rolloutStart)
  if (reading.kind === 'answer') {
    keepBefore(watching, reading.measurement)
    const series = reading.measurement.series.map(({ labels, samples }) => ({
      labels,
      samples: samples.slice(-1).map(({ value }) => ({ at: look, value }))
    }))
    keep(canary.bake, { ...reading.measurement, series })
  }
  return [stateOf([reading], { has: hasWithin(canary.bake, look, 1), stale: hasAny(canary.bake) })]
}

/** What the first answer tells of the time before the rollout: an alert of then is not the deploy's. */
function keepBefore({ canary, frame }: Watching, { series, before }: Measurement): void {
  const [first] = series
  if (before === undefined || first === undefined || canary.bake.size > 0) return
  appendByLabels(canary.past, first.labels, [{ at: frame.rolloutStart, value: before }])
}

async function ask(
  { connected, frame, asker }: Watching,
  group: Group,
  first: number,
  last: number,
  width: number
): Promise<Reading> {
  const [named] = group.sources
  if (named === undefined) throw new Error('a check without a question')
  const reading = await asker.ask(named.source, { first, last, step: frame.interval, width })
  if (reading.kind === 'failure') return reading
  const { check } = connected
  const scale = check.kind === 'query' ? (check.scale ?? 1) : 1
  return {
    kind: 'answer',
    measurement: scaled(reduceSeries(reading.measurement, check.reduce), scale)
  }
}

/** From the unit that the query answers in to the unit's base. */
function scaled(measurement: Measurement, scale: number): Measurement {
  if (scale === 1) return measurement
  return {
    ...measurement,
    series: measurement.series.map(({ labels, samples }) => ({
      labels,
      samples: samples.map(({ at, value }) => ({ at, value: value * scale }))
    }))
  }
}

/** Splits instants where their spacing is not `step` (the last look of an uneven bake). */
function regularRuns(ends: readonly number[], step: number): readonly (readonly number[])[] {
  const runs: number[][] = []
  for (const end of ends) {
    const run = runs.at(-1)
    if (run !== undefined && end - (run.at(-1) ?? 0) === step) run.push(end)
    else runs.push([end])
  }
  return runs
}

// ── tracks ───────────────────────────────────────────────────────────────────────────────────────

function newGroup(sources: readonly NamedSource[]): Group {
  return { sources, past: new Map(), bake: new Map(), soFar: new Map() }
}

function keepReading(known: Known | undefined, reading: Reading): void {
  if (known !== undefined && reading.kind === 'answer') keep(known, reading.measurement)
}

function keep(known: Known, measurement: Measurement): void {
  for (const { labels, samples } of measurement.series) appendByLabels(known, labels, samples)
}

/** A series may be there without a number as its value (NaN): nothing of it is too old then. */
function hasAny(known: Known): boolean {
  return [...known.values()].some(({ points }) => points.length > 0)
}

/** Log backends answer for multiples of the step: their newest one lies up to a step before the look. */
function hasWithin(known: Known, end: number, width: number): boolean {
  const isNewest = (at: number) => at <= end && end - at < width
  return [...known.values()].some(({ points }) => points.some(({ at }) => isNewest(at)))
}

function valueTracks(
  canary: Group,
  control: Group | undefined,
  withSoFar: boolean
): readonly ValueTrack[] {
  const keys = new Map<string, Labels>()
  for (const map of [canary.past, canary.bake]) {
    for (const [key, { labels }] of map) keys.set(key, labels)
  }
  return [...keys].map(([key, labels]) => ({
    labels,
    past: points(canary.past, key),
    bake: points(canary.bake, key),
    ...(withSoFar ? { soFar: points(canary.soFar, key) } : {}),
    ...(control === undefined ? {} : { control: controlTrack(control, key) })
  }))
}

/** One control series without a match serves every series of the canary. */
function controlTrack(control: Group, key: string): Pick<ValueTrack, 'past' | 'bake'> {
  const keys = [...new Set([...control.bake.keys(), ...control.past.keys()])]
  const match = keys.length === 1 ? (keys[0] ?? key) : key
  return { past: points(control.past, match), bake: points(control.bake, match) }
}

function points(known: Known, key: string): readonly Sample[] {
  return known.get(key)?.points ?? []
}
