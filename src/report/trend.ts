import { labelKey } from '../labels.js'
import type {
  CheckKind,
  Evidence,
  Frame,
  Judgement,
  Labels,
  LogsTrack,
  Sample,
  Tally,
  Unit,
  Window
} from '../model.js'
import type { Chart } from './document.js'
import { formatNumber } from './numbers.js'

/** The values of one check over time, as a picture shows them: one series, before the rollout and since. */
export interface Trend {
  /** The stretch of the past that is shown. */
  readonly before: readonly Sample[]
  readonly bake: readonly Sample[]
}

const SHORTEST_PAST = 15 * 60_000

/** The series that carries the judgement (else the first one), with as much past as the bake is long. */
export function trendOf(
  judgement: Pick<Judgement, 'kind' | 'series' | 'signatures'>,
  evidence: Evidence,
  frame: Frame
): Trend {
  const length = Math.max(SHORTEST_PAST, frame.bake.end - frame.bake.start)
  const since = Math.max(frame.history.start, frame.rolloutStart - length)
  const { past, bake } =
    evidence.logs === undefined
      ? samplesOf(judgement.kind, judgement.series, evidence)
      : signatureSamples(judgement.signatures, evidence.logs, evidence.grain, {
          start: since,
          end: frame.rolloutStart
        })
  return {
    before: past.filter(sample => sample.at > since && sample.at <= frame.rolloutStart),
    bake
  }
}

const BARS = '▁▂▃▄▅▆▇█'
const PAST_BARS = 6
const BAKE_BARS = 10

/**
 * `▁▁▂▁│▁▅██····`: before │ since, on one scale from zero. The limit is in the scale, so a healthy
 * check stays low. `·`: no value, or not yet.
 */
export function sparkline(trend: Trend, frame: Frame, limit: number | undefined): string {
  const values = [...trend.before, ...trend.bake].map(sample => sample.value)
  if (values.length === 0) return ''
  const highest = Math.max(...values.map(Math.abs), Number.MIN_VALUE)
  const top = limit === undefined ? highest : Math.max(highest, Math.min(limit, 4 * highest))
  const bars = (samples: readonly Sample[], start: number, end: number, count: number): string =>
    buckets(samples, start, end, count)
      .map(value => (value === undefined ? '·' : bar(Math.abs(value) / top)))
      .join('')
  const first = trend.before[0]
  const before =
    first === undefined
      ? ''
      : bars(
          trend.before,
          frame.rolloutStart - pastLength(frame, first.at),
          frame.rolloutStart,
          PAST_BARS
        )
  const count = Math.min(BAKE_BARS, Math.max(1, frame.looks.length))
  return `${before}│${bars(trend.bake, frame.bake.start, frame.bake.end, count)}`
}

/** The chart of one check, undefined where there is nothing to draw. */
export function chartOf(judgement: Judgement, evidence: Evidence, frame: Frame): Chart | undefined {
  const trend = trendOf(judgement, evidence, frame)
  if (trend.before.length + trend.bake.length < 2) return undefined
  const limit = lineLimit(judgement)
  const peak = Math.max(...[...trend.before, ...trend.bake].map(sample => Math.abs(sample.value)))
  const scale = scaleOf(judgement, Math.max(peak, limit ?? 0), evidence.grain)
  const minute = (at: number): number => (at - frame.bake.start) / 60_000
  const points = (samples: readonly Sample[], side: 'before' | 'bake') =>
    samples.map(({ at, value }) => ({ minute: minute(at), value: value * scale.factor, side }))
  const start = trend.before[0]?.at
  return {
    axis: scale.axis,
    points: [...points(trend.before, 'before'), ...points(trend.bake, 'bake')],
    ...(limit === undefined ? {} : { limit: limit * scale.factor }),
    ...(judgement.firstBreach === undefined ? {} : { breach: minute(judgement.firstBreach) }),
    ...(start === undefined
      ? {}
      : { before: { start: minute(start), end: minute(frame.rolloutStart) } }),
    deploy: minute(frame.deployedAt),
    bake: { start: 0, end: minute(frame.bake.end) },
    format: value => `${formatNumber(value)}${scale.suffix}`
  }
}

/** A count's limit speaks of the whole bake; its picture shows steps, so the line would mislead. */
export function lineLimit(judgement: Judgement): number | undefined {
  const { limit, kind } = judgement
  const speaksOfSum = kind === 'count' || kind === 'logs'
  return limit === undefined || limit.kind === 'tolerance' || speaksOfSum ? undefined : limit.value
}

function samplesOf(
  kind: CheckKind,
  labels: Labels | undefined,
  evidence: Evidence
): { readonly past: readonly Sample[]; readonly bake: readonly Sample[] } {
  if (kind === 'ratio' || kind === 'count') {
    const track = pick(evidence.counts, labels)
    if (track === undefined) return { past: [], bake: [] }
    const toSample = kind === 'ratio' ? ratioSample : countSample
    // Where a backend has no steps, the totals so far are all there is.
    const steps = track.steps.length > 0 || kind === 'count' ? track.steps : track.soFar
    return { past: track.past.flatMap(toSample), bake: steps.flatMap(toSample) }
  }
  const track = pick(evidence.values, labels)
  return track === undefined ? { past: [], bake: [] } : { past: track.past, bake: track.bake }
}

/** Events of the signatures that speak against the release; where none does, all lines. */
function signatureSamples(
  signatures: Judgement['signatures'] = [],
  { signatures: tracks, soFar }: LogsTrack,
  grain: number,
  shown: Window
): { readonly past: readonly Sample[]; readonly bake: readonly Sample[] } {
  // An analysis of another job has signatures, and no lines.
  if (soFar.length === 0) return { past: [], bake: [] }
  const against = new Set(
    signatures
      .filter(({ state }) => state === 'new' || state === 'more' || state === 'unproven')
      .map(({ id }) => id)
  )
  if (against.size === 0) {
    return { past: [], bake: increments(soFar.map(({ at, matched }) => ({ at, value: matched }))) }
  }
  const carried = tracks.filter(({ id }) => against.has(id))
  const cumulative = soFar.map(({ at }) => ({
    at,
    value: carried.reduce(
      (sum, track) => sum + (track.soFar.findLast(tally => tally.at <= at)?.bad ?? 0),
      0
    )
  }))
  const steps = Math.floor((shown.end - shown.start) / grain)
  const past = Array.from({ length: steps }, (_, index) => {
    const at = shown.end - (steps - 1 - index) * grain
    const events = carried.flatMap(track => track.past.filter(tally => tally.at === at))
    return { at, value: events.reduce((sum, { bad }) => sum + bad, 0) }
  })
  return { past, bake: increments(cumulative) }
}

function increments(cumulative: readonly Sample[]): readonly Sample[] {
  return cumulative.map(({ at, value }, index) => ({
    at,
    value: value - (cumulative[index - 1]?.value ?? 0)
  }))
}

function pick<T extends { readonly labels: Labels }>(
  tracks: readonly T[],
  labels: Labels | undefined
): T | undefined {
  if (labels === undefined) return tracks[0]
  const key = labelKey(labels)
  return tracks.find(track => labelKey(track.labels) === key) ?? tracks[0]
}

function ratioSample({ at, bad, total }: Tally): readonly Sample[] {
  return total > 0 ? [{ at, value: bad / total }] : []
}

function countSample({ at, bad }: Tally): readonly Sample[] {
  return [{ at, value: bad }]
}

function pastLength(frame: Frame, firstAt: number): number {
  return Math.max(frame.rolloutStart - firstAt, frame.interval)
}

/** The value that stands out most in each of `count` equal stretches of (start, end]. */
function buckets(
  samples: readonly Sample[],
  start: number,
  end: number,
  count: number
): readonly (number | undefined)[] {
  const width = (end - start) / count
  const found = Array.from({ length: count }, (): number | undefined => undefined)
  for (const { at, value } of samples) {
    const index = Math.min(count - 1, Math.max(0, Math.ceil((at - start) / width) - 1))
    const known = found[index]
    if (known === undefined || Math.abs(value) > Math.abs(known)) found[index] = value
  }
  return found
}

function bar(height: number): string {
  const index = Math.min(BARS.length - 1, Math.max(0, Math.ceil(height * BARS.length) - 1))
  return BARS.charAt(Number.isFinite(index) ? index : 0)
}

interface Scale {
  readonly axis: string
  readonly factor: number
  readonly suffix: string
}

function scaleOf(judgement: Judgement, peak: number, grain: number): Scale {
  if (judgement.kind === 'count' || judgement.kind === 'logs') {
    return { axis: `events per ${formatNumber(grain / 1000)} s`, factor: 1, suffix: '' }
  }
  return unitScale(judgement.unit, peak)
}

function unitScale(unit: Unit, peak: number): Scale {
  switch (unit) {
    case 'fraction':
      return { axis: 'percent', factor: 100, suffix: ' %' }
    case 'seconds':
      return peak < 1
        ? { axis: 'milliseconds', factor: 1000, suffix: ' ms' }
        : { axis: 'seconds', factor: 1, suffix: ' s' }
    case 'bytes': {
      const step = Math.min(4, Math.max(0, Math.floor(Math.log2(Math.max(peak, 1)) / 10)))
      const name = ['B', 'KiB', 'MiB', 'GiB', 'TiB'][step] ?? 'B'
      return { axis: name, factor: 1024 ** -step, suffix: ` ${name}` }
    }
    case 'per-second':
      return { axis: 'per second', factor: 1, suffix: ' /s' }
    case 'count':
    case 'none':
      return { axis: 'value', factor: 1, suffix: '' }
  }
}
