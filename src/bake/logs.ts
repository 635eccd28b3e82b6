import { eachEvent } from '../logs/events.js'
import type { Signature } from '../logs/miner.js'
import type { Failure, Frame, LineCount, LogsCheck, LogsTrack, Window } from '../model.js'
import type { Asker } from './ask.js'
import { createFollower, type Follower } from './follow.js'
import { type Keeper, type LookAnswer, pastSpans } from './keeper.js'
import { type LineQuestions, type LinesRead, readIfFew, readLines } from './lines.js'
import { recoveredTracks, tracksOf } from './log-tracks.js'
import { type PatternWatch, watchPatterns } from './patterns.js'
import { createProver, type Prover } from './proof.js'
import { createBook, type Entry, type KnownSignature, type SignatureBook } from './signatures.js'

/** What a `logs` check needs of the rest of the run. */
export interface LogContext {
  /** Takes secrets and personal data out of a text. */
  readonly redact: (text: string) => string
  /** Takes secrets out of a line before it is cut into words. */
  readonly hide: (text: string) => string
  /** Whether lines may be shown, redacted. */
  readonly excerpts: boolean
  /** Signatures that a person accepted, by the file they stand in. */
  readonly accepted: ReadonlyMap<string, readonly KnownSignature[]>
  /** Windows after earlier deploys to this environment, the newest first. */
  readonly earlierDeploys: readonly Window[]
}

/** What is watched, and where. */
export interface Watched {
  readonly check: LogsCheck
  readonly lines: LineQuestions
  readonly frame: Frame
  readonly asker: Asker
  readonly context: LogContext
}

export interface Watching extends Watched {
  /** By its id, or as one form with an accepted template. */
  readonly isAccepted: (signature: Signature) => boolean
  readonly book: SignatureBook
  readonly prover: Prover
  readonly patterns: PatternWatch
  readonly follower: Follower
  /** Of an earlier bake, whose past stands for this one. */
  readonly known: LogsTrack | undefined
  before?: LineCount
  /** Windows of the baseline of which not every line was read. */
  readonly sampled: Window[]
  readonly soFar: LineCount[]
  askedUntil: number
  /** Since the last look: more lines came in it than were read. */
  crowded?: Window
}

/** The baseline may bring so many times the lines of one look. */
const baselineFactor = 4

/**
 * Keeps the signatures of a `logs` check. A look reads the lines since the one before it; what got no answer
 * is read by the next.
 */
export function logKeeper(watched: Watched, known?: LogsTrack): Keeper {
  const { check, lines, frame, asker, context } = watched
  const accepted = check.accepted.flatMap(path => context.accepted.get(path) ?? [])
  const matched = [...(known?.signatures ?? []), ...accepted]
  const book = createBook(frame, check.deployNoise, matched, context.hide)
  const sampled: Window[] = []
  const shared = { lines: lines.lines, asker, frame, book, sampled: () => sampled }
  const prover = createProver({ ...shared, earlierDeploys: context.earlierDeploys })
  const patterns = watchPatterns(shared)
  const isAccepted = acceptance(accepted, known?.signatures.length ?? 0)
  const { deployNoise, newSignatures } = check
  const follower = createFollower({
    ...shared,
    deployNoise,
    minCount: newSignatures.minCount,
    prover,
    patterns,
    isAccepted,
    known
  })
  const watching: Watching = {
    ...watched,
    context: { ...context, redact: remember(context.redact) },
    isAccepted,
    book,
    prover,
    patterns,
    follower,
    known,
    sampled,
    soFar: [],
    askedUntil: frame.bake.start
  }
  return {
    past: () => askPast(watching),
    looks: ends => askLooks(watching, ends),
    tracks: () => ({
      grain: frame.interval,
      counts: [],
      values: [],
      logs: known === undefined ? tracksOf(watching) : recoveredTracks(watching, known)
    })
  }
}

/** Those that a person accepted come after the `first` that an earlier bake knew. */
function acceptance(
  accepted: readonly KnownSignature[],
  first: number
): (signature: Signature) => boolean {
  const ids = new Set(accepted.map(({ id }) => id))
  return signature => ids.has(signature.id) || (signature.accepted ?? -1) >= first
}

/** Templates are asked for after every look, and most stay the same. */
function remember(redact: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return text => {
    const clean = known.get(text) ?? redact(text)
    known.set(text, clean)
    return clean
  }
}

// ── before the rollout ───────────────────────────────────────────────────────────────────────────

async function askPast(watching: Watching): Promise<Failure | undefined> {
  const { check, frame, asker, lines, book, sampled } = watching
  const { baseline } = pastSpans(check.baseline, frame)
  const most = Math.floor((baselineFactor * check.maxLines) / Math.max(1, baseline.length))
  const counts: LineCount[] = []
  for (const span of baseline) {
    const reading = await readLines(lines, span, most, asker)
    if (reading.kind === 'failure') return reading.failure
    if (!reading.whole || !reading.complete) sampled.push(span)
    for (const batch of reading.batches) eachEvent(batch, event => book.addBefore(event))
    counts.push({ at: span.end, ...reading.count })
  }
  watching.before = counts.reduce(added)
  return undefined
}

/** Counts of windows that follow each other. */
function added(known: LineCount, more: LineCount): LineCount {
  return {
    at: more.at,
    matched: known.matched + more.matched,
    read: known.read + more.read,
    exposure: known.exposure + more.exposure
  }
}

// ── since the bake's start ───────────────────────────────────────────────────────────────────────

async function askLooks(
  watching: Watching,
  ends: readonly number[]
): Promise<readonly LookAnswer[]> {
  delete watching.crowded
  const answers = await askRun(watching, ends)
  const { follower, patterns, prover, crowded, soFar } = watching
  await follower.advance(
    crowded,
    soFar.map(({ at }) => at)
  )
  await prover.prove(candidates(watching))
  return answers.map(answer => ({ ...answer, notes: [...answer.notes, ...patterns.notes()] }))
}

/** Several looks at once (a bake that is past) are one question where their lines are few. */
async function askRun(watching: Watching, ends: readonly number[]): Promise<readonly LookAnswer[]> {
  const { lines, check, asker } = watching
  const last = ends.at(-1)
  if (last === undefined) return []
  const window = { start: watching.askedUntil, end: last }
  const reading =
    ends.length === 1
      ? await readLines(lines, window, check.maxLines, asker)
      : await readIfFew(lines, window, check.maxLines, asker)
  if (reading === undefined) {
    const half = Math.ceil(ends.length / 2)
    const earlier = await askRun(watching, ends.slice(0, half))
    return [...earlier, ...(await askRun(watching, ends.slice(half)))]
  }
  if (reading.kind === 'failure') {
    const { failure } = reading
    return ends.map(() => ({ state: 'failed', failure, retries: failure.retries, notes: [] }))
  }
  watching.askedUntil = last
  return keep(watching, window, reading, ends)
}

function keep(
  watching: Watching,
  window: Window,
  reading: LinesRead,
  ends: readonly number[]
): readonly LookAnswer[] {
  const { book, soFar } = watching
  if (!reading.whole) widenCrowded(watching, window)
  for (const batch of reading.batches) {
    eachEvent(batch, event => book.addSince(event, lookOf(event.at, ends)))
  }
  let from = window.start
  for (const end of ends) {
    const lines = reading.batches.map(batch => batch.filter(({ at }) => at >= from && at < end))
    const read = lines.reduce((sum, part) => sum + part.length, 0)
    const one = ends.length === 1
    const count = one ? reading.count : { matched: read, read, exposure: (end - from) / 1000 }
    const newest = { at: end, ...count }
    const known = soFar.at(-1)
    soFar.push(known === undefined ? newest : added(known, newest))
    from = end
  }
  const { notes, retries, scanned } = reading
  const empty = reading.count.matched === 0 && (scanned ?? 0) === 0
  const state = !reading.complete ? 'partial' : empty ? 'empty' : 'answered'
  const told = {
    state,
    notes: [...notes, ...samplingNotes(reading), ...memoryNotes(book)]
  } as const
  return ends.map((_, index) => ({
    ...told,
    retries: index === 0 ? retries : 0,
    ...(scanned === undefined ? {} : { scanned })
  }))
}

function widenCrowded(watching: Watching, { start, end }: Window): void {
  watching.crowded = { start: watching.crowded?.start ?? start, end }
}

function lookOf(at: number, ends: readonly number[]): number {
  return ends.find(end => at < end) ?? ends.at(-1) ?? at
}

function samplingNotes({ whole }: LinesRead): readonly string[] {
  return whole ? [] : ['more lines matched than one look reads: a sample was read']
}

function memoryNotes(book: SignatureBook): readonly string[] {
  return book.overflow() === 0
    ? []
    : ['lines of more forms came than can be told apart: the rest was not clustered']
}

/** New as far as is known, and often enough to speak against the release. */
function candidates(watching: Watching): readonly Entry[] {
  const { book, check, isAccepted } = watching
  const { minCount } = check.newSignatures
  return book
    .entries()
    .filter(
      ({ before, soFar, signature }) =>
        before === 0 && (soFar.at(-1)?.events ?? 0) >= minCount && !isAccepted(signature)
    )
}
