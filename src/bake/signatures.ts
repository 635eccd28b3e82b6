import type { LogEvent } from '../logs/events.js'
import { createMiner, type Signature } from '../logs/miner.js'
import type { Frame, LogsTrack, SignatureTrack, Tally } from '../model.js'
import type { Followed } from './follow.js'

/** What is known of one signature beyond its events. */
export interface Proof {
  /** The store was asked for its text in the baseline. */
  readonly asked: boolean
  /** It comes again and again in the history before the rollout: its busiest stretch as long as the bake. */
  readonly earlier?: Tally
  readonly earlierDeploys?: number
}

/** Clusters the events of baseline and bake together, and counts them. */
export interface SignatureBook {
  addBefore(event: LogEvent): void
  /** An event of the bake, first known at this look. */
  addSince(event: LogEvent, look: number): void
  /** Clusters an event without counting it; the answer is one of its signature's handles. */
  place(event: LogEvent): number
  /** Every signature so far. */
  entries(): readonly Entry[]
  /** Events that did not fit the memory. */
  overflow(): number
}

export interface Entry {
  readonly signature: Signature
  /** Events read in the baseline, by the end of their step. */
  readonly past: ReadonlyMap<number, number>
  readonly before: number
  /** Cumulative at each look that brought one, ascending. */
  readonly soFar: readonly { readonly at: number; readonly events: number }[]
  readonly early: number
  readonly firstSeen?: number
  readonly lastSeen?: number
}

interface Count {
  before: number
  readonly past: Map<number, number>
  readonly looks: Map<number, number>
  early: number
  first: number
  last: number
}

/** A signature of which this is known already: accepted by a person, or seen by an earlier bake. */
export interface KnownSignature {
  readonly id: string
  readonly template: string
}

/**
 * `known` are matched as if they were lines, so that a signature that has become more general, or that was
 * redacted, is still the same; `Signature.accepted` is an index into them. `hide` takes out of a line what must not be
 * cut up: its parts would stand in templates.
 */
export function createBook(
  frame: Frame,
  deployNoise: number,
  known: readonly KnownSignature[],
  hide: (text: string) => string = text => text
): SignatureBook {
  const miner = createMiner()
  known.forEach((signature, index) => miner.accept(signature, index))
  const counts = new Map<number, Count>()
  let entries: readonly Entry[] | undefined
  const place = (event: LogEvent): number => {
    entries = undefined
    const message = hide(event.message)
    return miner.add(message === event.message ? event : { ...event, message })
  }
  const countOf = (event: LogEvent): Count => {
    const handle = place(event)
    const count = counts.get(handle) ?? newCount()
    counts.set(handle, count)
    return count
  }
  return {
    place,
    addBefore(event) {
      const count = countOf(event)
      const step = stepOf(event.at, frame)
      count.before++
      count.past.set(step, (count.past.get(step) ?? 0) + 1)
    },
    addSince(event, look) {
      const count = countOf(event)
      count.looks.set(look, (count.looks.get(look) ?? 0) + 1)
      if (event.at < frame.deployedAt + deployNoise) count.early++
      count.first = Math.min(count.first, event.at)
      count.last = Math.max(count.last, event.at)
    },
    entries: () => (entries ??= miner.signatures().map(signature => entryOf(signature, counts))),
    overflow: () => miner.overflow
  }
}

/** What turns the entries of a book into tracks. */
export interface TrackFacts {
  readonly frame: Frame
  readonly before: LogsTrack['before']
  /** Length of the baseline's windows together. */
  readonly beforeSeconds: number
  /** Cumulative exposure up to a look. */
  readonly exposureAt: (look: number) => number
  /** The baseline was read to its last line. */
  readonly whole: boolean
  readonly proofs: ReadonlyMap<string, Proof>
  readonly redact: (text: string) => string
  readonly excerpts: boolean
  readonly isAccepted: (signature: Signature) => boolean
  /** Of a signature that the store counts; it stands in for what was read. */
  readonly followed: (entry: Entry) => Followed | undefined
}

export function trackOf(entry: Entry, facts: TrackFacts): SignatureTrack {
  const followed = facts.followed(entry)
  return followed === undefined ? readTrack(entry, facts) : countedTrack(entry, followed, facts)
}

/** `since` and `before` are whole time: of a part of the lines nothing was read. */
function countedTrack({ signature }: Entry, followed: Followed, facts: TrackFacts): SignatureTrack {
  const { before, beforeSeconds, redact } = facts
  // Where redaction changes the text nobody could ask for it again.
  const counted = redact(followed.literal) === followed.literal ? followed.literal : ''
  const track = readTrack(
    { signature, before: 0, past: new Map(), ...followed },
    { ...facts, exposureAt: look => secondsUntil(look, facts.frame) }
  )
  return {
    ...track,
    ...(before === undefined ? {} : { before: { at: before.at, bad: 0, total: beforeSeconds } }),
    counted
  }
}

/** The events since the bake's start of a signature that the store counts. */
export function talliesOf({ soFar }: Followed, frame: Frame): readonly Tally[] {
  return soFar.map(({ at, events }) => ({ at, bad: events, total: secondsUntil(at, frame) }))
}

function secondsUntil(look: number, { bake }: Frame): number {
  return Math.max(0, look - bake.start) / 1000
}

function readTrack(entry: Entry, facts: TrackFacts): SignatureTrack {
  const { signature, soFar } = entry
  const isNew = entry.before === 0 && soFar.length > 0
  const share = facts.frame.interval / 1000 / Math.max(1, facts.beforeSeconds)
  return {
    ...wordsOf(signature, facts.redact),
    ...pastOf(entry, facts.before, share),
    soFar: soFar.map(({ at, events }) => ({ at, bad: events, total: facts.exposureAt(at) })),
    ...timesOf(entry),
    ...(isNew ? absenceOf(signature, facts) : {}),
    ...(facts.isAccepted(signature) ? { accepted: true } : {}),
    frames: isNew ? [...signature.frames, ...(signature.example.outer ?? [])] : [],
    examples: isNew && facts.excerpts ? [excerptOf(whole(signature.example), facts.redact)] : []
  }
}

function wordsOf(
  { id, template, level, errorType }: Signature,
  redact: TrackFacts['redact']
): Pick<SignatureTrack, 'id' | 'template' | 'level' | 'errorType'> {
  return {
    id,
    template: redact(template),
    ...(level === undefined ? {} : { level }),
    ...(errorType === undefined ? {} : { errorType: redact(errorType) })
  }
}

function timesOf({ early, firstSeen, lastSeen }: Entry): Partial<SignatureTrack> {
  return {
    ...(early === 0 ? {} : { early }),
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(lastSeen === undefined ? {} : { lastSeen })
  }
}

/** What is known of the time before, of a signature that was not read in the baseline. */
function absenceOf({ id }: Signature, { whole, proofs }: TrackFacts): Partial<SignatureTrack> {
  const { asked = false, earlier, earlierDeploys } = proofs.get(id) ?? {}
  const absence = whole ? 'read' : asked ? 'asked' : undefined
  return {
    ...(absence === undefined ? {} : { absence }),
    ...(earlier === undefined ? {} : { earlier }),
    ...(earlierDeploys === undefined ? {} : { earlierDeploys })
  }
}

const mostExcerptLines = 20
const firstExcerptLines = 8
const longestExcerptLine = 300

/** With the stack trace that stands in a field of its own. */
function whole({ text, stack }: LogEvent): string {
  return stack === undefined ? text : `${text}\n${stack}`
}

/**
 * At most 20 lines of 300 characters. Redacted as a whole first, so that no half of a secret is left. Some
 * languages write where it was thrown at the end of a trace and some at its beginning: of a long one both
 * are kept.
 */
function excerptOf(text: string, redact: (text: string) => string): string {
  const lines = redact(text).split('\n')
  const head = lines.length > mostExcerptLines ? firstExcerptLines : lines.length
  const tail = mostExcerptLines - firstExcerptLines - 1
  const shown = head < lines.length ? [...lines.slice(0, head), '…', ...lines.slice(-tail)] : lines
  const kept = shown.map(line =>
    line.length > longestExcerptLine ? `${line.slice(0, longestExcerptLine)}…` : line
  )
  return kept.join('\n')
}

function newCount(): Count {
  return {
    before: 0,
    past: new Map(),
    looks: new Map(),
    early: 0,
    first: Infinity,
    last: -Infinity
  }
}

/** End of the step before the rollout that an instant lies in. */
function stepOf(at: number, { rolloutStart, interval }: Frame): number {
  return rolloutStart - Math.floor((rolloutStart - 1 - at) / interval) * interval
}

function entryOf(signature: Signature, counts: ReadonlyMap<number, Count>): Entry {
  const parts = signature.handles.flatMap(handle => counts.get(handle) ?? [])
  const looks = summed(parts.map(part => part.looks))
  let events = 0
  const soFar = [...looks]
    .sort(([a], [b]) => a - b)
    .map(([at, more]) => ({ at, events: (events += more) }))
  const first = Math.min(Infinity, ...parts.map(part => part.first))
  const last = Math.max(-Infinity, ...parts.map(part => part.last))
  return {
    signature,
    before: parts.reduce((sum, part) => sum + part.before, 0),
    past: summed(parts.map(part => part.past)),
    soFar,
    early: parts.reduce((sum, part) => sum + part.early, 0),
    ...(Number.isFinite(first) ? { firstSeen: first } : {}),
    ...(Number.isFinite(last) ? { lastSeen: last } : {})
  }
}

function summed(maps: readonly ReadonlyMap<number, number>[]): ReadonlyMap<number, number> {
  const [only] = maps
  if (maps.length === 1 && only !== undefined) return only
  const sum = new Map<number, number>()
  for (const map of maps) for (const [key, value] of map) sum.set(key, (sum.get(key) ?? 0) + value)
  return sum
}

/** `share`: of one step in the whole baseline. */
function pastOf(
  { before, past }: Entry,
  lines: LogsTrack['before'],
  share: number
): Pick<SignatureTrack, 'before' | 'past'> {
  if (lines === undefined) return { past: [] }
  const total = lines.exposure * share
  return {
    before: { at: lines.at, bad: before, total: lines.exposure },
    past: [...past].sort(([a], [b]) => a - b).map(([at, bad]) => ({ at, bad, total }))
  }
}
