import type { Labels, LogLine } from '../model.js'
import { clean } from './clean.js'
import type { LogLevel } from './level.js'
import { levelIn, levelInText } from './level.js'
import { CAUSE_NAMES, STACK_NAMES, TYPE_NAMES, firstOf } from './names.js'
import { saidBeside } from './said.js'
import { readStructured } from './structured.js'
import { jsonStart, withoutTransport } from './transport.js'

/** One line of a log, whatever it is written in. All texts are outside text. */
export interface LogRecord {
  /** At most `MOST_READ` characters, clean. */
  readonly text: string
  /** Without what a collector wrote before it, and without the instant at its start. */
  readonly message: string
  readonly level: LogLevel | undefined
  /** Fields beside the message that name an error. */
  readonly errorType: string | undefined
  readonly cause: string | undefined
  readonly stack: string | undefined
  /** The line came as data with a level: it is no piece of a trace. */
  readonly isWhole: boolean
  /** The message began with an instant: what wrote it wrote a record. */
  readonly isDated: boolean
}

/** Enough for a trace in one line. */
const MOST_READ = 32_768
/** JSON inside of the message of JSON: the wrappers of a container runtime and of a collector, and the logger's own. */
const MOST_WRAPPERS = 3

export function readRecord({ text: raw, fields, stream }: LogLine): LogRecord {
  const text = clean(raw, MOST_READ)
  let line = withoutTransport(text)
  let data: Labels = fields
  let level: LogLevel | undefined
  let isSaid = false
  for (let depth = 0; depth < MOST_WRAPPERS; depth++) {
    const start = jsonStart(line.text)
    const inner = readStructured(start === 0 ? line.text : line.text.slice(start))
    if (inner === undefined) break
    if (start > 0) level = levelInText(line.text.slice(0, start))
    data = depth === 0 && isEmpty(data) ? inner.data : { ...data, ...inner.data }
    if (inner.message === line.text) break
    line = withoutTransport(withoutEnd(clean(inner.message, MOST_READ)))
    isSaid = true
  }
  // Some stores keep a record without a message as its fields alone.
  if (text === '') line = { text: saidBeside(data) ?? text, isDated: false }
  const plain = { text, message: line.text, isDated: line.isDated, stream, isSaid, level }
  return isEmpty(data) ? recordOf(plain, NOTHING) : structured(plain, data)
}

/** What is known of a line without its fields. */
interface Plain {
  readonly text: string
  readonly message: string
  readonly isDated: boolean
  readonly stream: Labels
  /** The message is a part of data. */
  readonly isSaid: boolean
  /** Told before the data. */
  readonly level: LogLevel | undefined
}

type Told = Pick<LogRecord, 'errorType' | 'cause' | 'stack' | 'level' | 'isWhole'>

const NOTHING: Told = {
  level: undefined,
  errorType: undefined,
  cause: undefined,
  stack: undefined,
  isWhole: false
}

function recordOf({ text, message, isDated, stream, level }: Plain, told: Told): LogRecord {
  return {
    text,
    message,
    level: told.level ?? levelInText(message) ?? level ?? levelOfStream(stream),
    errorType: told.errorType,
    cause: told.cause,
    stack: told.stack,
    isWhole: told.isWhole,
    isDated
  }
}

function structured(plain: Plain, data: Labels): LogRecord {
  const named = levelIn(data)
  const stack = firstOf(data, STACK_NAMES) ?? ''
  const isTrace = stack.includes('\n') || /^\s{0,20}at /.test(stack)
  const cause = firstOf(data, CAUSE_NAMES) ?? (isTrace ? '' : stack)
  return recordOf(plain, {
    level: named,
    errorType: firstOf(data, TYPE_NAMES)?.slice(0, 200),
    cause: plain.message.includes(cause) ? undefined : clean(cause, MOST_READ),
    stack: isTrace ? clean(stack, MOST_READ) : undefined,
    isWhole: named !== undefined && plain.isSaid
  })
}

/** Docker keeps the end of the line in its JSON; a line that is more than one is a whole trace. */
function withoutEnd(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text
}

/** Lines of one stream mostly share one object of labels. */
const levelsOfStreams = new WeakMap<Labels, { readonly level: LogLevel | undefined }>()

/** Of the label by which stores and collectors tell the level of all lines of a stream. */
function levelOfStream(stream: Labels): LogLevel | undefined {
  const known = levelsOfStreams.get(stream)
  if (known !== undefined) return known.level
  // VictoriaLogs tells the labels as one text.
  const own = STREAM_LEVEL.exec(stream['_stream'] ?? '')?.[1]
  const level = levelIn(own === undefined ? stream : { level: own })
  levelsOfStreams.set(stream, { level })
  return level
}

const STREAM_LEVEL =
  /[{,]\s?(?:level|severity|detected_level|severity_text|log_level|loglevel|lvl)="([^"]{1,20})"/

function isEmpty(data: Labels): boolean {
  for (const _ in data) return false
  return true
}
