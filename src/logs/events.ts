import type { Labels, LogLine, StackFrame } from '../model.js'
import type { Draft } from './join.js'
import { continueWith, firstState, isOrphan } from './join.js'
import type { LogLevel } from './level.js'
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
  /** Stands for the labels of the stream it came from. */
  readonly stream: string
  /** The record as it was read, at most 2 000 characters; not redacted. */
  readonly text: string
  /** The stack trace where the store keeps it beside the message, at most 2 000 characters; not redacted. */
  readonly stack?: string
  /** How many lines it was. */
  readonly lines: number
}

const MOST_TEXT = 2000

/**
 * The events of one batch of lines, in their order. Lines of a trace are joined by stream; pieces of a
 * trace whose beginning is not in the batch are no event.
 */
export function readEvents(lines: readonly LogLine[]): readonly LogEvent[] {
  const events: LogEvent[] = []
  const open = new Map<string, Pending>()
  const nameOf = rememberNames()
  const close = (draft: Pending): void => {
    events[draft.place] = finish(draft)
  }
  let begun = 0
  for (const line of lines) {
    const stream = nameOf(line.stream)
    const record = readRecord(line)
    const draft = open.get(stream)
    if (draft !== undefined && continued(draft, record, line.at)) continue
    if (record.message.trim() === '' || (!record.isWhole && isOrphan(record.message))) continue
    if (draft !== undefined) close(draft)
    open.set(stream, begin(line.at, record, stream, begun++))
  }
  for (const draft of open.values()) close(draft)
  return events
}

function begin(at: number, record: LogRecord, stream: string, place: number): Pending {
  const { message, level } = record
  const state = message.includes('\n') ? 'closed' : record.isWhole ? 'none' : firstState(message)
  return { at, last: at, record, stream, place, lines: [message], level, state }
}

/** Takes the line into the event, where it belongs to it. A trace that came in one record is whole. */
function continued(draft: Pending, { message, isWhole }: LogRecord, at: number): boolean {
  const isTrace = message.includes('\n')
  if (isWhole || (isTrace && draft.state !== 'none')) return false
  const state = continueWith(draft, isTrace ? firstLineOf(message) : message, at)
  if (state === undefined) return false
  draft.lines.push(message)
  draft.last = at
  draft.state = isTrace ? 'closed' : state
  return true
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
}

/** Lines of one stream mostly share one object of labels. */
function rememberNames(): (labels: Labels) => string {
  let last: Labels | undefined
  let name = ''
  return labels => {
    if (labels !== last) {
      last = labels
      name = JSON.stringify(
        Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1))
      )
    }
    return name
  }
}

function finish(draft: Pending): LogEvent {
  const { at, record, stream, lines } = draft
  const { message, errorType, frames } = readError(draft)
  const text = cut(lines.length === 1 ? record.text : [record.text, ...lines.slice(1)].join('\n'))
  const event: Mutable<LogEvent> = { at, message, frames, stream, text, lines: lines.length }
  const type = record.errorType ?? errorType
  // Set one by one: this is done for every line of a log, and spreading objects takes longer than reading the line.
  if (record.level !== undefined) event.level = record.level
  if (type !== undefined) event.errorType = type
  // A line of JSON holds the trace itself.
  if (record.stack !== undefined && !record.text.startsWith('{')) {
    event.stack = bothEnds(record.stack)
  }
  return event
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

interface ErrorPart {
  readonly message: string
  readonly errorType: string | undefined
  readonly frames: readonly StackFrame[]
}

const NO_FRAMES: readonly StackFrame[] = []

function readError({ record, lines }: Pending): ErrorPart {
  const said = record.cause === undefined ? record.message : `${record.message}: ${record.cause}`
  const isPlain = lines.length === 1 && record.stack === undefined && !record.message.includes('\n')
  if (isPlain) {
    const errorType = isLikelyError(said) ? typeOf(said) : undefined
    return { message: cut(said), errorType, frames: NO_FRAMES }
  }
  const own = (lines.length === 1 ? [said] : lines).flatMap(line => line.split('\n'))
  const { errors, ...error } = readTrace(
    record.stack === undefined ? own : [...own, ...record.stack.split('\n')]
  )
  const head = own[0] ?? ''
  const message = [head, ...errors.filter(line => !head.includes(line))].join(' | ')
  return { message: cut(message), errorType: error.errorType, frames: error.frames }
}

/** Spares most lines the pattern: an error's type is a word with a colon behind it. */
function isLikelyError(text: string): boolean {
  const colon = text.indexOf(':')
  return colon > 4 && colon < 200
}

/** Longer words are data, and no secret that a rule knows by its form. */
const LONGEST_WORD = 400

/** Up to a whole word: of a secret that was cut in two no rule would know the half that is left. */
function cut(text: string): string {
  if (text.length <= MOST_TEXT) return text
  const blank = text.lastIndexOf(' ', MOST_TEXT)
  return text.slice(0, blank > MOST_TEXT - LONGEST_WORD ? blank : MOST_TEXT)
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
