import type { Evidence, Failure, Frame, Labels, Look } from '../model.js'
import { labelKey } from '../labels.js'
import type { Asker } from './ask.js'
import type { ConnectedCheck } from './connect.js'
import { countKeeper } from './counts.js'
import type { Keeper } from './keeper.js'
import { type LogContext, logKeeper } from './logs.js'
import { valueKeeper } from './values.js'

/** Asks one check's questions over a bake and keeps everything that was answered. */
export interface Collector {
  readonly connected: ConnectedCheck
  /** Looks that this check will be asked at, ascending. */
  planned(): readonly number[]
  /** More looks, where the bake was extended. */
  extend(looks: readonly number[]): void
  askPast(): Promise<void>
  askLooks(ends: readonly number[]): Promise<void>
  evidence(): Evidence
}

/** More distinct words of a backend than these tell a reader nothing. */
const mostNotes = 10

export interface CollectorOptions {
  /** A past that is already known (recovery): nothing before the rollout is asked again. */
  readonly past?: Evidence
  /** The earliest instant that a point-in-time question can still be asked for. */
  readonly now: number
  readonly logs: LogContext
}

export function createCollector(
  connected: ConnectedCheck,
  frame: Frame,
  asker: Asker,
  options: CollectorOptions
): Collector {
  const keeper = keeperOf(connected, frame, asker, options)
  let planned = plannedLooks(connected, frame.looks, options.now)
  const looks: Look[] = []
  const notes = new Set<string>()
  let pastFailure: Failure | undefined
  let scanned: number | undefined

  return {
    connected,
    planned: () => planned,
    extend: ends => {
      planned = [...planned, ...ends]
    },
    async askPast() {
      if (options.past === undefined) pastFailure = await keeper.past()
    },
    async askLooks(ends) {
      const answers = await keeper.looks(ends)
      answers.forEach((answer, index) => {
        const { state, retries, failure } = answer
        const at = ends[ends.length - answers.length + index] ?? frame.bake.end
        looks.push({ at, state, retries, ...(failure === undefined ? {} : { failure }) })
        for (const note of answer.notes) if (notes.size < mostNotes) notes.add(note)
        if (answer.scanned !== undefined) scanned = Math.max(scanned ?? 0, answer.scanned)
      })
    },
    evidence: () => ({
      ...withPast(keeper.tracks(), options.past),
      looks: [...looks],
      planned: planned.length,
      pointInTime: connected.pointInTime,
      notes: [...notes],
      ...(pastFailure === undefined ? {} : { pastFailure }),
      ...(scanned === undefined ? {} : { scanned })
    })
  }
}

function keeperOf(
  connected: ConnectedCheck,
  frame: Frame,
  asker: Asker,
  { past, logs }: CollectorOptions
): Keeper {
  const { check, lines } = connected
  switch (check.kind) {
    case 'ratio':
    case 'count':
      return countKeeper(connected, frame, asker, past?.grain)
    case 'query':
    case 'probe':
    case 'firing':
      return valueKeeper(connected, frame, asker)
    case 'logs':
      if (lines === undefined) throw new Error('a logs check without lines')
      return logKeeper({ check, lines, frame, asker, context: logs }, past?.logs)
  }
}

/** A point-in-time question has no past: it is planned from now on, at least once. */
function plannedLooks(
  connected: ConnectedCheck,
  looks: readonly number[],
  now: number
): readonly number[] {
  if (!connected.pointInTime) return looks
  const ahead = looks.filter(look => look >= now)
  return ahead.length > 0 ? ahead : looks.slice(-1)
}

type Tracks = Pick<Evidence, 'grain' | 'counts' | 'values' | 'logs'>

/** Joins the bake's tracks with a past that was asked for earlier, by their labels. */
function withPast(tracks: Tracks, past: Evidence | undefined): Tracks {
  if (past === undefined) return tracks
  return {
    grain: tracks.grain,
    // The signatures of before are known to their keeper: it finds them again in other words.
    ...(tracks.logs === undefined ? {} : { logs: tracks.logs }),
    counts: joined(past.counts, tracks.counts, (known, now) => ({
      ...(now ?? { ...known, soFar: [], steps: [] }),
      past: known.past,
      ...(known.before === undefined ? {} : { before: known.before })
    })),
    values: joined(past.values, tracks.values, (known, now) => ({
      ...(now ?? { ...known, bake: [] }),
      past: known.past
    }))
  }
}

/** Every series that was known before or is there now: one that stopped must be seen to have stopped. */
function joined<T extends { readonly labels: Labels }>(
  past: readonly T[],
  tracks: readonly T[],
  join: (known: T, now: T | undefined) => T
): readonly T[] {
  const now = new Map(tracks.map(track => [labelKey(track.labels), track]))
  const known = new Set(past.map(track => labelKey(track.labels)))
  return [
    ...past.map(track => join(track, now.get(labelKey(track.labels)))),
    ...tracks.filter(track => !known.has(labelKey(track.labels)))
  ]
}
