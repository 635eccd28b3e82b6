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
  /** How many lines it was. */
  readonly lines: number
}

const MOST_TEXT = 2000

/**
 * The events of one batch of lines, in their order. Lines of a trace are joined by stream; pieces of a
 * trace whose beginning is not in the batch are no event.
 */
export function readEvents(lines: readonly LogLine[]): readonly LogEvent[] {
  const drafts: Pending[] = []
  const open = new Map<string, Pending>()
  const nameOf = rememberNames()
  for (const line of lines) {
    const stream = nameOf(line.stream)
    const record = readRecord(line)
    const draft = open.get(stream)
    const state =
      draft === undefined || record.isWhole
        ? undefined
        : continueWith(draft, record.message, line.at)
    if (draft !== undefined && state !== undefined) {
      draft.lines.push(record.message)
      draft.last = line.at
      draft.state = state
    } else if (record.message.trim() !== '' && (record.isWhole || !isOrphan(record.message))) {
      const next = {
        at: line.at,
        last: line.at,
        record,
        stream,
        lines: [record.message],
        level: record.level,
        state: firstState(record.message)
      }
      drafts.push(next)
      open.set(stream, next)
    }
  }
  return drafts.map(finish)
}

interface Pending extends Draft {
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
  const text = cut(lines.length === 1 ? record.text : [record.text, ...lines.slice(1)].join('\n'))
  const level = record.level === undefined ? {} : { level: record.level }
  const { errorType, ...error } = readError(draft)
  const type = record.errorType ?? errorType
  return {
    at,
    ...level,
    stream,
    text,
    lines: lines.length,
    ...(type === undefined ? {} : { errorType: type }),
    ...error
  }
}

type ErrorPart = Pick<LogEvent, 'message' | 'errorType' | 'frames'>

function readError({ record, lines }: Pending): ErrorPart {
  const said = record.cause === undefined ? record.message : `${record.message}: ${record.cause}`
  const isPlain = lines.length === 1 && record.stack === undefined && !record.message.includes('\n')
  if (isPlain) {
    const errorType = isLikelyError(said) ? typeOf(said) : undefined
    return { message: cut(said), frames: [], ...(errorType === undefined ? {} : { errorType }) }
  }
  const own = lines.length === 1 ? said.split('\n') : lines
  const { errors, ...error } = readTrace(
    record.stack === undefined ? own : [...own, ...record.stack.split('\n')]
  )
  const head = own[0] ?? ''
  return {
    message: cut([head, ...errors.filter(line => !head.includes(line))].join(' | ')),
    ...error
  }
}

/** Spares most lines the pattern: an error's type is a word with a colon behind it. */
function isLikelyError(text: string): boolean {
  const colon = text.indexOf(':')
  return colon > 4 && colon < 200
}

function cut(text: string): string {
  return text.length > MOST_TEXT ? text.slice(0, MOST_TEXT) : text
}
