import type { Labels, LogLine, StackFrame } from '../model.js'
import type { Draft, NextLine, State } from './join.js'
import { continueWith, firstState, isOrphan, isPiece } from './join.js'
import type { LogLevel } from './level.js'
import { MOST_TEXT, cut, messageOf, withoutIndent } from './message.js'
import type { LogRecord } from './record.js'
import { readRecord } from './record.js'
import { readTrace, typeOf } from './trace.js'

export type { LogLevel } from './level.js'

/** One thing that happened: a line, or the lines of a whole stack trace. All texts are outside text. */
export interface LogEvent {
  readonly at: number
  /** What is clustered: without its instant and its trace; with the errors that the trace names. */
  readonly message: string
  readonly level?: LogLevel
  /** Of the first cause. */
  readonly errorType?: string
  /** Innermost first, of the first cause. */
  readonly frames: readonly StackFrame[]
  /** Of the errors that the first cause led to. */
  readonly outer?: readonly StackFrame[]
  /** Stands for the labels of the stream it came from. */
  readonly stream: string
  /** The record as it was read, at most 2 000 characters; not redacted. */
  readonly text: string
  /** The stack trace where the store keeps it beside the message, at most 2 000 characters; not redacted. */
  readonly stack?: string
  /** How many lines it was. */
  readonly lines: number
}

/**
 * The events of one batch of lines, in their order. Lines of a trace are joined by stream; pieces of a
 * trace whose beginning is not in the batch are no event.
 */
export function readEvents(lines: readonly LogLine[]): readonly LogEvent[] {
  const events: LogEvent[] = []
  eachEvent(lines, (event, place) => (events[place] = event))
  // Without the places of lines that turned out to be part of an event above them.
  return events.flat()
}

/**
 * The same one by one, each as soon as it is whole, so that a big batch need not be in memory twice; `place` is its
 * own among all of them.
 */
export function eachEvent(lines: readonly LogLine[], take: Take): void {
  const streams = new Map<string, Stream>()
  const streamOf = rememberStreams(streams)
  let begun = 0
  for (const line of lines) {
    const stream = streamOf(line.stream)
    const record = readRecord(line)
    const { draft } = stream
    const state = draft === undefined ? undefined : nextState(draft, record, line.at)
    if (draft !== undefined && state !== undefined && state !== 'error') {
      stream.draft = settle(draft, record.isDated, take)
      extend(stream.draft, { text: record.message, at: line.at, isDated: record.isDated }, state)
      continue
    }
    if (isBlank(record.message) || (!record.isWhole && isOrphan(record.message))) continue
    const next = begin(line.at, record, stream.name, begun++)
    if (state === 'error' && draft !== undefined) next.above = draft
    else takeAll(draft, take)
    stream.draft = next
  }
  for (const { draft } of streams.values()) takeAll(draft, take)
}

type Take = (event: LogEvent, place: number) => void

function takeAll(draft: Pending | undefined, take: Take): void {
  if (draft === undefined) return
  takeAll(draft.above, take)
  take(finish(draft), draft.place)
}

/** The trace of an error follows, so that the error belongs to the line above it, if one wrote both. */
function settle(draft: Pending, isDated: boolean, take: Take): Pending {
  const { above } = draft
  if (above === undefined) return draft
  delete draft.above
  if (isDated === draft.isDated) {
    extend(above, { text: draft.first, at: draft.at, isDated }, 'none')
    return above
  }
  take(finish(above), above.place)
  return draft
}

/** Cheap where a line begins with its first word. */
function isBlank(text: string): boolean {
  const first = text.charCodeAt(0)
  return !(first > 32 && first < 127) && text.trim() === ''
}

function begin(at: number, record: LogRecord, stream: string, place: number): Pending {
  const { message, level, isDated } = record
  const state = message.includes('\n') ? 'closed' : record.isWhole ? 'none' : firstState(message)
  return { at, last: at, record, stream, place, first: message, level, isDated, state }
}

/** The state of the event with this record in it. A trace that came in one record is whole. */
function nextState(
  draft: Pending,
  { message, isWhole, isDated }: LogRecord,
  at: number
): State | undefined {
  if (isWhole) return undefined
  if (!message.includes('\n')) return continueWith(draft, { text: message, at, isDated })
  if (isDated || draft.state !== 'none') return undefined
  const state = continueWith(draft, { text: firstLineOf(message), at, isDated })
  const belongs = state === 'error' ? hasTrace(message) : state !== undefined
  return belongs ? 'closed' : undefined
}

/** Messages of errors have few lines. */
const MOST_MESSAGE = 20

function hasTrace(error: string): boolean {
  return error.split('\n', MOST_MESSAGE).some(isPiece)
}

function extend(draft: Pending, { text, at, isDated }: NextLine, state: State): void {
  if (draft.rest === undefined) draft.rest = [text]
  else draft.rest.push(text)
  if (!isBlank(text)) draft.isStamped ??= isDated
  draft.last = at
  draft.state = state
}

function firstLineOf(text: string): string {
  return text.slice(0, text.indexOf('\n'))
}

interface Pending extends Draft {
  /** Of its event among all events. */
  readonly place: number
  readonly at: number
  readonly record: LogRecord
  readonly stream: string
  /** The event that this one is part of, if the trace of its error follows. */
  above?: Pending
}

/** Lines with the same labels, and the event among them whose lines may go on. */
interface Stream {
  readonly name: string
  draft?: Pending
}

/** Lines of one stream mostly share one object of labels. */
function rememberStreams(streams: Map<string, Stream>): (labels: Labels) => Stream {
  let last: Labels | undefined
  let stream: Stream = { name: '' }
  return labels => {
    if (labels === last) return stream
    last = labels
    const name = JSON.stringify(
      Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1))
    )
    stream = streams.get(name) ?? { name }
    streams.set(name, stream)
    return stream
  }
}

function finish(draft: Pending): LogEvent {
  const { record, rest } = draft
  if (rest !== undefined || record.stack !== undefined || draft.first.includes('\n')) {
    return finishTrace(draft)
  }
  const said = record.cause === undefined ? record.message : `${record.message}: ${record.cause}`
  const type = record.errorType ?? (isLikelyError(said) ? typeOf(said) : undefined)
  return eventOf(draft, { message: cut(said), errorType: type, frames: NO_FRAMES })
}

interface ErrorPart {
  readonly message: string
  readonly errorType: string | undefined
  readonly frames: readonly StackFrame[]
}

const NO_FRAMES: readonly StackFrame[] = []

/** Set one by one: this is done for every line of a log, and spreading objects takes longer than reading the line. */
function eventOf({ at, record, rest, stream }: Pending, error: ErrorPart): Mutable<LogEvent> {
  const { message, errorType, frames } = error
  const text = cut(rest === undefined ? record.text : [record.text, ...rest].join('\n'))
  const lines = 1 + (rest?.length ?? 0)
  const event: Mutable<LogEvent> = { at, message, frames, stream, text, lines }
  if (record.level !== undefined) event.level = record.level
  if (errorType !== undefined) event.errorType = errorType
  return event
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function finishTrace(draft: Pending): LogEvent {
  const { record, first, rest } = draft
  const said = record.cause === undefined ? first : `${first}: ${record.cause}`
  const own = withoutIndent(
    (rest === undefined ? [said] : [first, ...rest]).flatMap(line => line.split('\n'))
  )
  const { errors, errorType, frames, outer } = readTrace(
    record.stack === undefined ? own : [...own, ...record.stack.split('\n')]
  )
  const hasFrames = frames.length > 0
  const message = cut(messageOf(own, { level: record.level, errors, hasFrames }))
  const event = eventOf(draft, { message, errorType: record.errorType ?? errorType, frames })
  if (outer.length > 0) event.outer = outer
  // A line of JSON holds the trace itself, but on one line, and an example is cut long before its end.
  if (record.stack !== undefined) event.stack = bothEnds(record.stack)
  return event
}

/** Spares most lines the pattern: an error's type is a word with a colon behind it. */
function isLikelyError(text: string): boolean {
  const colon = text.indexOf(':')
  return colon > 4 && colon < 200
}

/** Characters at the beginning of a long stack trace; the rest of the room is for its end. */
const TRACE_HEAD = 600

/** Whole lines from both ends: some languages write where it was thrown last, and half a line could hide a secret. */
function bothEnds(trace: string): string {
  if (trace.length <= MOST_TEXT) return trace
  const head = trace.slice(0, Math.max(0, trace.lastIndexOf('\n', TRACE_HEAD)))
  const tail = trace.slice(trace.length - (MOST_TEXT - TRACE_HEAD - 3))
  const start = tail.indexOf('\n')
  return `${head}\n…${start < 0 ? '' : tail.slice(start)}`
}
