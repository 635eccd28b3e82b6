import type {
  CheckSettings,
  CountTrack,
  Evidence,
  Frame,
  Labels,
  Look,
  Sample,
  ValueTrack
} from '../model.js'
import { labelKey } from '../labels.js'

/** The evidence of one check, put in order: only complete data, ascending, finite, series sorted by labels. */
export interface Reading {
  readonly values: readonly ValueTrack[]
  readonly counts: readonly CountTrack[]
  readonly looks: readonly Look[]
  readonly planned: number
  /** Looks with a complete, fresh value of at least one series (or none, where none means zero). */
  readonly answered: number
  /** Looks at which the endpoint was alive and said that there is nothing. */
  readonly empty: number
  readonly grain: number
}

export function read(check: CheckSettings, evidence: Evidence, frame: Frame): Reading {
  const looks = [...evidence.looks].sort((a, b) => a.at - b.at)
  const silent = looks.filter(look => look.state === 'empty')
  const hidden = timesOf(looks.filter(look => look.state !== 'answered'))
  // Where the new release is silent, its control group may well have spoken.
  const hiddenControl = timesOf(
    looks.filter(look => look.state !== 'answered' && look.state !== 'empty')
  )
  const values = evidence.values
    .map(track => tidyValues(track, hidden, hiddenControl))
    .sort(byLabels)
  const counts = evidence.counts
    .map(track => tidyCounts(track, hidden, hiddenControl))
    .sort(byLabels)
  const grain = Math.max(1, evidence.grain)
  const asZero = meansZero(check, evidence) ? silent : []
  return {
    values: asZero.length > 0 ? fillValues(check, values, asZero) : values,
    counts: asZero.length > 0 ? fillCounts(check, counts, asZero, frame) : counts,
    looks,
    planned: plannedLooks(evidence, frame),
    answered: answeredLooks(check, looks, values, counts, grain) + asZero.length,
    empty: silent.length - asZero.length,
    grain
  }
}

function byLabels(a: { readonly labels: Labels }, b: { readonly labels: Labels }): number {
  return compareText(labelKey(a.labels), labelKey(b.labels))
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function timesOf(looks: readonly Look[]): ReadonlySet<number> {
  return new Set(looks.map(look => look.at))
}

function tidyValues(
  track: ValueTrack,
  hidden: ReadonlySet<number>,
  hiddenControl: ReadonlySet<number>
): ValueTrack {
  const tidy = (samples: readonly Sample[], without: ReadonlySet<number>) =>
    samples
      .filter(sample => Number.isFinite(sample.value) && !without.has(sample.at))
      .sort((a, b) => a.at - b.at)
  const none = new Set<number>()
  const { labels, control, soFar } = track
  const own = {
    labels,
    past: tidy(track.past, none),
    bake: tidy(track.bake, hidden),
    ...(soFar === undefined ? {} : { soFar: tidy(soFar, hidden) })
  }
  if (control === undefined) return own
  const other = { past: tidy(control.past, none), bake: tidy(control.bake, hiddenControl) }
  return { ...own, control: other }
}

function tidyCounts(
  track: CountTrack,
  hidden: ReadonlySet<number>,
  hiddenControl: ReadonlySet<number>
): CountTrack {
  const side = (tallies: NonNullable<CountTrack['control']>, without: ReadonlySet<number>) => ({
    ...(tallies.before !== undefined && sound(tallies.before) ? { before: tallies.before } : {}),
    past: tallies.past.filter(sound).sort((a, b) => a.at - b.at),
    soFar: tallies.soFar
      .filter(tally => sound(tally) && !without.has(tally.at))
      .sort((a, b) => a.at - b.at),
    steps: tallies.steps.filter(sound).sort((a, b) => a.at - b.at)
  })
  const own = { labels: track.labels, ...side(track, hidden) }
  return track.control === undefined ? own : { ...own, control: side(track.control, hiddenControl) }
}

/** Numbers of another size count nothing, and their ratios and products are no numbers any more. */
const MOST = 1e100

function sound({ bad, total }: { readonly bad: number; readonly total: number }): boolean {
  return [bad, total].every(value => value === 0 || (value >= 1 / MOST && value <= MOST))
}

/** An empty answer is a zero where the user says so, or where a log backend read lines and none matched. */
function meansZero(check: CheckSettings, evidence: Evidence): boolean {
  return check.noData === 'zero' || (check.kind === 'count' && (evidence.scanned ?? 0) > 0)
}

function fillValues(
  check: CheckSettings,
  tracks: readonly ValueTrack[],
  looks: readonly Look[]
): readonly ValueTrack[] {
  if (check.kind === 'ratio' || check.kind === 'count') return tracks
  const all = tracks.length > 0 ? tracks : [{ labels: {}, past: [], bake: [] }]
  const zeros = looks.map(look => ({ at: look.at, value: 0 }))
  return all.map(track => ({ ...track, bake: mergeByTime(track.bake, zeros) }))
}

function fillCounts(
  check: CheckSettings,
  tracks: readonly CountTrack[],
  looks: readonly Look[],
  frame: Frame
): readonly CountTrack[] {
  if (check.kind !== 'ratio' && check.kind !== 'count') return tracks
  const all = tracks.length > 0 ? tracks : [{ labels: {}, past: [], soFar: [], steps: [] }]
  const exposure = (at: number) => (check.kind === 'count' ? (at - frame.bake.start) / 1000 : 0)
  const zeros = looks.map(({ at }) => ({ at, bad: 0, total: exposure(at) }))
  return all.map(track => ({ ...track, soFar: mergeByTime(track.soFar, zeros) }))
}

function mergeByTime<T extends { readonly at: number }>(
  own: readonly T[],
  more: readonly T[]
): T[] {
  const known = new Set(own.map(item => item.at))
  return [...own, ...more.filter(item => !known.has(item.at))].sort((a, b) => a.at - b.at)
}

/** A check without a past is planned from its first look on; every other from the bake's start. */
function plannedLooks(evidence: Evidence, frame: Frame): number {
  const first = evidence.looks[0]?.at
  if (!evidence.pointInTime || first === undefined) return Math.max(1, frame.looks.length)
  return Math.max(1, evidence.looks.length, frame.looks.filter(at => at >= first).length)
}

/** A look that was answered without any usable value (0/0, NaN) is no answer. */
function answeredLooks(
  check: CheckSettings,
  looks: readonly Look[],
  values: readonly ValueTrack[],
  counts: readonly CountTrack[],
  grain: number
): number {
  const answered = looks.filter(look => look.state === 'answered')
  if (check.kind === 'logs') return answered.length
  if (check.kind !== 'ratio' && check.kind !== 'count') {
    const times = values.flatMap(track => track.bake.map(({ at }) => at))
    return Math.min(answered.length, new Set(times).size)
  }
  const exact = new Set(counts.flatMap(track => track.soFar.map(({ at }) => at)))
  const steps = [...new Set(counts.flatMap(track => track.steps.map(({ at }) => at)))]
  // Of a bake that is judged at once some looks have no total of their own: their newest step speaks.
  const hasStep = (at: number) => steps.some(step => step <= at && at - step < grain)
  return answered.filter(({ at }) => exact.has(at) || hasStep(at)).length
}
