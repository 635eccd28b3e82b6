import type { Labels, LogLine } from '../model.js'
import { clean } from './clean.js'
import type { LogLevel } from './level.js'
import { levelIn, levelInText } from './level.js'
import { CAUSE_NAMES, STACK_NAMES, TYPE_NAMES, firstOf } from './names.js'
import { saidBeside } from './said.js'
import { readStructured } from './structured.js'

/** One line of a log, whatever it is written in. All texts are outside text. */
export interface LogRecord {
  /** At most `MOST_READ` characters, clean. */
  readonly text: string
  /** Without the instant at its start. */
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

export function readRecord(line: LogLine): LogRecord {
  const text = clean(line.text, MOST_READ)
  let message = text
  let data: Labels = line.fields
  for (let depth = 0; depth < MOST_WRAPPERS; depth++) {
    const inner = readStructured(message)
    if (inner === undefined) break
    data = depth === 0 && isEmpty(data) ? inner.data : { ...data, ...inner.data }
    const isLast = message === inner.message
    message = inner.message
    if (isLast) break
  }
  if (message === text && isEmpty(data)) return plain(text, line.stream)
  // Some stores keep a record without a message as its fields alone.
  if (text === '') message = saidBeside(data) ?? text
  return structured(text, message, data, line.stream)
}

function plain(text: string, stream: Labels): LogRecord {
  const message = withoutInstant(text)
  return {
    text,
    message,
    level: levelInText(message) ?? levelOfStream(stream),
    errorType: undefined,
    cause: undefined,
    stack: undefined,
    isWhole: false,
    isDated: message !== text
  }
}

function structured(text: string, message: string, data: Labels, stream: Labels): LogRecord {
  const named = levelIn(data)
  const stack = firstOf(data, STACK_NAMES) ?? ''
  const isTrace = stack.includes('\n') || /^\s{0,20}at /.test(stack)
  const cause = firstOf(data, CAUSE_NAMES) ?? (isTrace ? '' : stack)
  const said = withoutEnd(clean(message, MOST_READ))
  const own = withoutInstant(said)
  return {
    text,
    message: own,
    level: named ?? levelInText(own) ?? levelOfStream(stream),
    errorType: firstOf(data, TYPE_NAMES)?.slice(0, 200),
    cause: own.includes(cause) ? undefined : clean(cause, MOST_READ),
    stack: isTrace ? clean(stack, MOST_READ) : undefined,
    isWhole: named !== undefined && text !== message,
    isDated: own !== said
  }
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

/** ISO 8601, `12:34:56,789`, `Jun 14 15:16:01`, in brackets or not, with its zone; anchored and bounded. */
const INSTANT =
  /^\[?(?:\d{4}[-/.]\d\d[-/.]\d\d(?:[T ,]{1,2}\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)?|\d\d[-/.](?:\d\d|[A-Z][a-z]{2})[-/.]\d{4}[T :]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?|\d\d:\d\d:\d\d(?:[.,]\d{1,9})?|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]\d (?:\d\d:\d\d:\d\d)(?:[.,]\d{1,9})?(?: \d{4})?)(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?\]?(?::? |$)/y

function withoutInstant(text: string): string {
  const code = text.charCodeAt(0)
  const mayBe = (code >= 48 && code <= 57) || code === 91 || (code >= 65 && code <= 90)
  if (!mayBe) return text
  // Sticky, so that it tells its end without making a match of every line.
  INSTANT.lastIndex = 0
  if (!INSTANT.test(text)) return text
  const end = INSTANT.lastIndex
  return end === text.length ? text : text.slice(end)
}

function isEmpty(data: Labels): boolean {
  for (const _ in data) return false
  return true
}
