import type { CheckSettings, Failure, Labels, Measurement, Tally } from '../model.js'
import { labelKey } from '../labels.js'
import type { Grid } from '../providers/provider.js'
import type { Asker } from './ask.js'
import type { NamedSource } from './connect.js'
import { combined } from './keeper.js'
import {
  appendByLabels,
  countTallies,
  ratioTallies,
  reduceSeries,
  type TallySeries
} from './series.js'

/** Tallies by label key, ascending. */
export type Known = Map<string, { readonly labels: Labels; readonly points: Tally[] }>

/** What is known of the canary, or of its control group. */
export interface Group {
  readonly sources: readonly NamedSource[]
  readonly before: Map<string, TallySeries>
  readonly past: Known
  readonly soFar: Known
  readonly steps: Known
}

export type TallyReading =
  | {
      readonly kind: 'answer'
      readonly measurement: Omit<Measurement, 'series'>
      readonly tracks: readonly TallySeries[]
    }
  | { readonly kind: 'failure'; readonly failure: Failure }

export function newGroup(sources: readonly NamedSource[]): Group {
  return { sources, before: new Map(), past: new Map(), soFar: new Map(), steps: new Map() }
}

/** Asks the one question of a `count` check, or the two of a `ratio`, and pairs the answers. */
export async function measureTallies(
  check: CheckSettings,
  sources: readonly NamedSource[],
  grid: Grid,
  asker: Asker
): Promise<TallyReading> {
  const readings = await Promise.all(sources.map(({ source }) => asker.ask(source, grid)))
  const answers: Measurement[] = []
  for (const reading of readings) {
    if (reading.kind === 'failure') return reading
    answers.push(reduceSeries(reading.measurement, check.reduce))
  }
  const [first, second] = answers
  if (first === undefined) throw new Error('a check without a question')
  const measurement = combined(answers)
  if (second === undefined) {
    return { kind: 'answer', measurement, tracks: countTallies(first, grid.width) }
  }
  const { tracks, unmatched } = ratioTallies(first, second)
  return { kind: 'answer', measurement: unmatched ? incomplete(measurement) : measurement, tracks }
}

export function keepTallies(known: Known | undefined, reading: TallyReading): void {
  if (known === undefined || reading.kind === 'failure') return
  for (const { labels, tallies } of reading.tracks) appendByLabels(known, labels, tallies)
}

/** Windows on several days add up to one tally; its instant is the last window's end. */
export function addBefore(before: Map<string, TallySeries>, track: TallySeries): void {
  const [tally] = track.tallies
  if (tally === undefined) return
  const key = labelKey(track.labels)
  const known = before.get(key)?.tallies[0]
  const sum = {
    at: Math.max(known?.at ?? 0, tally.at),
    bad: (known?.bad ?? 0) + tally.bad,
    total: (known?.total ?? 0) + tally.total
  }
  before.set(key, { labels: track.labels, tallies: [sum] })
}

function incomplete(measurement: Omit<Measurement, 'series'>): Omit<Measurement, 'series'> {
  const note = 'bad has series whose labels total does not have'
  return { ...measurement, complete: false, notes: [...measurement.notes, note] }
}
