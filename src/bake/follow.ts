import type { LogEvent } from '../logs/events.js'
import { readEvents } from '../logs/events.js'
import { isSevere } from '../logs/level.js'
import type { Signature } from '../logs/miner.js'
import type { Frame, LogLine, LogsTrack, Tally, Window } from '../model.js'
import {
  type Finder,
  finderOf,
  type FinderOptions,
  holdsInOrder,
  isTelling,
  longestOf,
  textFinder
} from './find.js'
import type { PatternWatch, Suspect } from './patterns.js'
import type { Prover } from './proof.js'
import type { Entry } from './signatures.js'

/**
 * Of more lines than may be read a sample shows a rare signature once, or not at all. One line of it is enough: then
 * the store is asked for its text, before the deploy (proof.ts) and since it, and it is counted exactly. Such
 * a line comes out of the sample, or out of the store's own patterns.
 */
export interface Follower {
  /** After looks. `crowded`: where more lines came than were read; `ends`: of all the looks that answered. */
  advance(crowded: Window | undefined, ends: readonly number[]): Promise<void>
  /** undefined: it is not followed, and what was read of it counts. */
  countOf(signature: Signature): Followed | undefined
  /** The same of a signature of an earlier bake, by its place among those. */
  countOfKnown(index: number): Followed | undefined
}

/** What the store counted since the bake's start. */
export interface Followed {
  /** What it was asked for. */
  readonly literal: string
  readonly soFar: readonly { readonly at: number; readonly events: number }[]
  readonly early: number
  readonly firstSeen?: number
  readonly lastSeen?: number
}

export interface FollowerOptions extends FinderOptions {
  readonly frame: Frame
  readonly deployNoise: number
  readonly minCount: number
  readonly prover: Prover
  readonly patterns: PatternWatch
  readonly isAccepted: (signature: Signature) => boolean
  /** Of an earlier bake: followed are those of it that were. */
  readonly known: LogsTrack | undefined
}

/** Signatures that are looked into after a look, and in a whole bake: each is a handful of requests. */
const mostOfLook = 8
const mostOfBake = 40
const mostWhereBilled = 10
/** So many lines of one are counted at a look: more make no other verdict. */
const mostCounted = 200
/** Lines that are looked through for one of a pattern. */
const mostTried = 50
/** Around a line of a trace the rest of it stands: so many milliseconds, at most so many lines. */
const around = 50
const mostAround = 1000
/** Less than so many times its old rate is none of the release's doing. */
const jumpFactor = 3

interface Follow {
  readonly finder: Finder
  /** One of its signature's; −1 of a signature of an earlier bake. */
  readonly handle: number
  readonly looks: Map<number, number>
  until: number
  early: number
  first: number
  last: number
}

interface State {
  readonly options: FollowerOptions
  readonly follows: Follow[]
  readonly byKnown: ReadonlyMap<number, Follow>
  /** Looked into; texts of patterns and handles. */
  readonly seen: Set<string | number>
  begun: number
}

export function createFollower(options: FollowerOptions): Follower {
  const byKnown = followKnown(options)
  const state: State = {
    options,
    follows: [...byKnown.values()],
    byKnown,
    seen: new Set(),
    begun: 0
  }
  return {
    async advance(crowded, ends) {
      for (const follow of state.follows) await count(follow, state, ends)
      // After a rollback only what is known already is judged.
      if (crowded !== undefined && options.known === undefined) await begin(state, crowded, ends)
    },
    countOf: ({ handles }) => {
      const found = state.follows.filter(({ handle }) => handles.includes(handle))
      return found.map(toldOf).sort((a, b) => eventsOf(b) - eventsOf(a))[0]
    },
    countOfKnown: index => {
      const found = state.byKnown.get(index)
      return found === undefined ? undefined : toldOf(found)
    }
  }
}

function followKnown(options: FollowerOptions): ReadonlyMap<number, Follow> {
  const { known, book } = options
  const follows = (known?.signatures ?? []).flatMap(({ id, counted }, index) => {
    if (counted === undefined) return []
    const isOne = (line: LogLine) =>
      readEvents([line]).some(event => {
        const handle = book.place(event)
        const entry = book.entries().find(({ signature }) => signature.handles.includes(handle))
        return entry?.signature.id === id || entry?.signature.accepted === index
      })
    const finder = textFinder(counted, options, isTelling(counted) ? undefined : isOne)
    return finder === undefined ? [] : [[index, newFollow(finder, -1, options)] as const]
  })
  return new Map(follows)
}

function newFollow(finder: Finder, handle: number, { frame }: FollowerOptions): Follow {
  return {
    finder,
    handle,
    looks: new Map(),
    until: frame.bake.start,
    early: 0,
    first: Infinity,
    last: -Infinity
  }
}

// ── What is worth following ──────────────────────────────────────────────────────────────────────

async function begin(state: State, crowded: Window, ends: readonly number[]): Promise<void> {
  const { patterns, book, lines } = state.options
  if (lines.containing === undefined) return
  const suspects = await patterns.look(crowded)
  const most = lines.billed === true ? mostWhereBilled : mostOfBake
  let left = Math.min(mostOfLook, most - state.begun)
  for (const { signature } of sighted(state)) {
    if (left-- <= 0) return
    await beginOne(signature.handles[0] ?? -1, state, ends)
  }
  for (const suspect of suspects) {
    if (state.seen.has(suspect.text) || isKnown(suspect, book.entries())) continue
    if (left-- <= 0) return
    state.seen.add(suspect.text)
    state.begun++
    const event = await eventOf(suspect, crowded, state.options)
    if (event !== undefined) await beginOne(book.place(event), state, ends)
  }
}

/** In the sample since the deploy, not in that of before it, and too seldom to be judged by that. */
function sighted({ options, seen, follows }: State): readonly Entry[] {
  const { book, minCount, isAccepted } = options
  const followed = new Set(follows.map(({ handle }) => handle))
  return book
    .entries()
    .filter(({ before, soFar, signature }) => {
      const isOpen = !signature.handles.some(handle => seen.has(handle) || followed.has(handle))
      const events = soFar.at(-1)?.events ?? 0
      return before === 0 && events > 0 && events < minCount && isOpen && !isAccepted(signature)
    })
    .sort((a, b) => severityOf(b) - severityOf(a) || eventsOf(b) - eventsOf(a))
}

function severityOf({ signature: { level } }: Entry): number {
  return isSevere(level) ? 2 : level === 'warn' ? 1 : 0
}

function eventsOf({ soFar }: Pick<Entry, 'soFar'>): number {
  return soFar.at(-1)?.events ?? 0
}

/** Lines of it were read on either side. */
function isKnown({ literals }: Suspect, entries: readonly Entry[]): boolean {
  return entries.some(
    ({ before, soFar, signature }) =>
      before + soFar.length > 0 && holdsInOrder(signature.example.text, literals)
  )
}

/** One line of the pattern, with the lines before and after it where it is one of a trace. */
async function eventOf(
  { literals }: Suspect,
  window: Window,
  { lines, asker }: FollowerOptions
): Promise<LogEvent | undefined> {
  const literal = longestOf(literals)
  if (literal === undefined || lines.containing === undefined) return undefined
  const found = await asker.fetch(lines.containing(literal), window, mostTried)
  if (found.kind === 'failure') return undefined
  const line = found.batch.lines.findLast(({ text }) => holdsInOrder(text, literals))
  if (line === undefined) return undefined
  const near = { start: line.at - around, end: line.at + around + 1 }
  const context = await asker.fetch(lines, near, mostAround)
  const beside = context.kind === 'failure' ? [] : sameStream(context.batch.lines, line)
  const holds = (event: LogEvent) => holdsInOrder(event.text, literals)
  return readEvents(beside).findLast(holds) ?? readEvents([line])[0]
}

function sameStream(lines: readonly LogLine[], { stream }: LogLine): readonly LogLine[] {
  const name = JSON.stringify(stream)
  return lines.filter(line => JSON.stringify(line.stream) === name)
}

/** Follows what the store does not know from before, or knows as far less frequent. */
async function beginOne(handle: number, state: State, ends: readonly number[]): Promise<void> {
  const { options, seen, follows } = state
  const entry = options.book.entries().find(({ signature }) => signature.handles.includes(handle))
  if (entry === undefined || entry.signature.handles.some(one => seen.has(one))) return
  const { signature, before } = entry
  for (const one of signature.handles) seen.add(one)
  state.begun++
  const finder = finderOf(signature, options)
  if (before > 0 || finder === undefined || options.isAccepted(signature)) return
  const { asked, earlier } = await options.prover.proveOne(signature)
  if (!asked && earlier === undefined) return
  const follow = newFollow(finder, handle, options)
  await count(follow, state, ends)
  if (earlier === undefined || hasJumped(follow, earlier, options.frame)) follows.push(follow)
}

function hasJumped({ looks, until }: Follow, earlier: Tally, { bake }: Frame): boolean {
  const events = [...looks.values()].reduce((sum, more) => sum + more, 0)
  const seconds = Math.max(1, (until - bake.start) / 1000)
  return events / seconds >= (jumpFactor * earlier.bad) / earlier.total
}

// ── Counting ─────────────────────────────────────────────────────────────────────────────────────

/** What the store does not answer now is asked for at the next look. */
async function count(
  follow: Follow,
  { options: { frame, deployNoise } }: State,
  ends: readonly number[]
): Promise<void> {
  const end = ends.at(-1)
  if (end === undefined || end <= follow.until) return
  const found = await follow.finder.find({ start: follow.until, end }, mostCounted)
  if (found === undefined) return
  follow.until = end
  for (const at of found.instants) {
    const look = ends.find(one => at < one) ?? end
    follow.looks.set(look, (follow.looks.get(look) ?? 0) + 1)
    if (at < frame.deployedAt + deployNoise) follow.early++
    follow.first = Math.min(follow.first, at)
    follow.last = Math.max(follow.last, at)
  }
}

function toldOf({ finder, looks, early, first, last }: Follow): Followed {
  let events = 0
  const soFar = [...looks]
    .sort(([a], [b]) => a - b)
    .map(([at, more]) => ({ at, events: (events += more) }))
  return {
    literal: finder.literal,
    soFar,
    early,
    ...(Number.isFinite(first) ? { firstSeen: first } : {}),
    ...(Number.isFinite(last) ? { lastSeen: last } : {})
  }
}
