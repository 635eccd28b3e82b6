import type { CrashState } from './crash.js'
import { continuesCrash, crashState, isCrashState } from './crash.js'
import { readFrame, readGoCall } from './frames.js'
import type { LogLevel } from './level.js'
import { isSevere, levelInText } from './level.js'
import { CONSOLE_INDENT, isConsoleHead } from './message.js'
import { typeOf } from './trace.js'

/** Decides which lines are the rest of a stack trace that began above them in the same stream. */

/** Lines of one trace follow each other at once. */
const LONGEST_PAUSE = 2000
export const MOST_LINES = 300

/** An event whose lines may go on. */
export interface Draft {
  readonly first: string
  /** Its first line began with an instant. */
  readonly isDated: boolean
  /** Whether the lines behind the first did too, as where a collector writes one before every line. */
  isStamped?: boolean
  /** Behind the first one. */
  rest?: string[]
  readonly level: LogLevel | undefined
  last: number
  state: State
}

/** A line that may belong to the event above it. */
export interface NextLine {
  readonly text: string
  readonly at: number
  readonly isDated: boolean
}

/**
 * none: no trace yet; error: the error's own line, which is part of the event if its trace follows; frames: in one;
 * python, go, rust: in one of these; ended: Python's last line was read; console: below the head that .NET's writes;
 * closed: it came whole.
 */
export type State =
  | 'none'
  | 'error'
  | 'frames'
  | 'python'
  | 'go'
  | 'rust'
  | 'ended'
  | 'console'
  | 'closed'
  | CrashState

/** The state in which a first line leaves its event. */
export function firstState(line: string): State {
  if (line.includes('Traceback (most recent call last)')) return 'python'
  const first = line.charCodeAt(0)
  const mayBeGo = first === P || first === F || first === G || first === H
  if (mayBeGo && GO_START.test(line)) return 'go'
  const isRust =
    line.endsWith(':') && /panicked at .{1,300}:\d{1,7}:\d{1,7}:$/.test(line.slice(-400))
  if (isRust) return 'rust'
  return isConsoleHead(line) ? 'console' : (crashState(line) ?? 'none')
}

const [P, F, G, H] = [112, 102, 103, 104]
const GO_START = /^(?:panic: |fatal error: |goroutine \d{1,12} \[|http2?: panic serving )/

/** Cheap: most lines begin with what no part of a trace begins with. */
const MAY_CONTINUE =
  /^(?:\s|$|[})[(#.-]|at |Caused by|Traceback|During handling|The above exception|goroutine \d|created by|exit status|stack backtrace|Stack trace|note: |Suppressed|File "|from |\d{1,4}: |panic: |[A-Za-z_$][\w$]{0,100}[.:\\(/ ]|[^\s:]{1,300}\.(?:rb|erb|rake|ru|go):\d)/

/** The state of the event with this line in it, or undefined where the line begins another. */
export function continueWith(draft: Draft, line: NextLine): State | undefined {
  const { text } = line
  if (isOver(draft, line.at) || (line.isDated && !mayBeStamped(draft, text))) return undefined
  return draft.state === 'none' ? begins(draft, text) : continues(draft, text)
}

function continues({ state, rest }: Draft, line: string): State | undefined {
  if (isCrashState(state)) {
    return isNewRecord(line) ? undefined : continuesCrash(line, state, rest === undefined)
  }
  if (state === 'console') return continuesConsole(line)
  if (state === 'rust') {
    return line.trim() === '' ? 'frames' : isNewRecord(line) ? undefined : 'frames'
  }
  if (!MAY_CONTINUE.test(line)) return undefined
  if (state === 'go') return continuesGo(line) ? 'go' : undefined
  return state === 'python' ? continuesPython(line) : continuesTrace(line, state)
}

function continuesConsole(line: string): State | undefined {
  return line.startsWith(CONSOLE_INDENT) || line.trim() === '' ? 'console' : undefined
}

/** A line with an instant is a record, unless a collector writes one before every line and it can be nothing but a piece. */
function mayBeStamped({ isDated, isStamped, state }: Draft, line: string): boolean {
  if (!isDated || isStamped === false) return false
  if (isStamped === undefined) return mayBeFirstStamped(state, line)
  if (isPiece(line)) return true
  if (state === 'python') {
    return /^\s/.test(line) || isPythonEnd(line)
  }
  if (state === 'go') return continuesGo(line)
  return state === 'frames' && /^(?:\s|#\d|[})\]]{1,4}$)/.test(line)
}

function mayBeFirstStamped(state: State, line: string): boolean {
  if (state === 'rust') return levelInText(line) === undefined
  const isFrame = /^(?:\s|at |#\d)/.test(line) && readFrame(line) !== undefined
  return isFrame || STAMPED_START.test(line) || (state === 'none' && isErrorLine(line))
}

const STAMPED_START =
  /^(?:\s{0,40}---> |\s{1,40}\[cause\]: |Traceback \(most recent call last\):$|goroutine \d{1,12} \[[^\]]{1,100}\]:$|\[signal SIG|Stack trace:$)/

function isOver({ state, last, rest = [] }: Draft, at: number): boolean {
  return state === 'closed' || at - last > LONGEST_PAUSE || rest.length + 1 >= MOST_LINES
}

/** Is this line a piece of a trace whose beginning is not here? */
export function isOrphan(line: string): boolean {
  if (!/^(?:\s|at |Caused by: |#\d|from |\.\.\. \d)/.test(line)) return false
  // Python indents the beginning of this one.
  if (/^\s{0,40}\+ Exception Group Traceback/.test(line)) return false
  return readFrame(line) !== undefined || TRACE_MARK.test(line)
}

const TRACE_MARK =
  /^\s{0,40}(?:\.{3} \d{1,6} (?:more|common frames omitted)|Caused by:(?: |$)|Suppressed: |-{3} End of |\[cause\]: |---> |stack backtrace:|Stack trace:|thrown in |note: run with |note: Some details|During handling of the above|The above exception was|(?:\+ Exception Group )?Traceback \(most recent|goroutine \d{1,12} \[|created by |exit status \d)/

function begins(draft: Draft, line: string): State | undefined {
  if (!MAY_CONTINUE.test(line) || isNewRecord(line)) return undefined
  const isAfterError = typeOf(draft.rest?.at(-1) ?? draft.first) !== undefined
  if (!isAfterError && !isSevere(draft.level) && !NODE_WARNING.test(draft.first)) return undefined
  if (isPiece(line)) return pieceState(line)
  return !isAfterError && draft.rest === undefined && isErrorLine(line) ? 'error' : undefined
}

/** The runtime's own, about an error that nobody caught. */
const NODE_WARNING = /^\(node:\d{1,10}\) [\w[\]]{0,100}Warning: /

function pieceState(line: string): State {
  const state = firstState(line)
  return state === 'none' ? 'frames' : state
}

export function isPiece(line: string): boolean {
  return (
    TRACE_MARK.test(line) ||
    (/^(?:\s|#|at |File )/.test(line) && readFrame(line) !== undefined) ||
    (line.endsWith("'") && RUBY_FRAME.test(line))
  )
}

/** Below an error that was logged, Ruby's frames are not indented; with a message behind it one begins an error. */
const RUBY_FRAME = /^[^\s:]{1,300}\.(?:rb|erb|rake|ru):\d{1,7}:in [`'][^'`]{1,200}'$/

/** The error's own first line below the line that was logged. */
function isErrorLine(line: string): boolean {
  return /^[\w$.\\:]{1,300}(?:\s|$)/.test(line) && typeOf(line) !== undefined
}

function continuesTrace(line: string, state: State): State | undefined {
  if (TRACE_MARK.test(line)) return firstState(line) === 'python' ? 'python' : state
  if (state === 'ended') return continuesEnded(line)
  if (line.startsWith('Node.js v'))
    return /^Node\.js v\d[\w.-]{1,30}$/.test(line) ? 'closed' : undefined
  if (isNextOfPhp(line) || line.startsWith('(Use `node --trace-')) return state
  const isInner = /^(?:\s|$|[})\]]|#\d)/.test(line) || readFrame(line) !== undefined
  return isInner ? state : undefined
}

function continuesEnded(line: string): State | undefined {
  if (GROUP_LINE.test(line)) return continuesPython(line)
  return line.trim() === '' || BEHIND_PYTHON.test(line) ? 'ended' : undefined
}

/** The error that wraps the one above it. */
function isNextOfPhp(line: string): boolean {
  return line.startsWith('Next ') && typeOf(line.slice(5)) !== undefined
}

/** What SQLAlchemy and the drivers of PostgreSQL write below an error's first line. */
const BEHIND_PYTHON =
  /^(?:\[(?:SQL|parameters|generated in|cached since|raised as a result of)\b|\(Background on this error at: |(?:DETAIL|HINT|CONTEXT): )/

/** Frames and their code are indented; the first line that is not names the error. A group of errors ends with a rule. */
function continuesPython(line: string): State | undefined {
  if (GROUP_END.test(line)) return 'ended'
  if (/^\s|^$/.test(line) || TRACE_MARK.test(line)) return 'python'
  return isPythonEnd(line) ? 'ended' : undefined
}

const GROUP_END = /^\s{2,80}\+-{30,100}$/
/** What follows such a rule is indented and begins with one of these. */
const GROUP_LINE = /^\s{2,80}[|+]/
const PYTHON_END = /^[A-Za-z_][\w.<>]{0,200}(?::\s|:?$)/

function isPythonEnd(line: string): boolean {
  const type = line.slice(0, line.indexOf(':') + 1)
  return PYTHON_END.test(line) && levelInText(type) === undefined
}

function continuesGo(line: string): boolean {
  return (
    line.trim() === '' ||
    /^\s/.test(line) ||
    TRACE_MARK.test(line) ||
    line.startsWith('[signal ') ||
    readGoCall(line) !== undefined
  )
}

/** Begins with an instant, as log records do and parts of traces do not. */
function isNewRecord(line: string): boolean {
  return /^\[?\d{2,4}[-/:.]\d{2}/.test(line)
}
