import type { StackFrame } from '../model.js'
import { isGinPlace, readFrame, readGoCall } from './frames.js'
import { withThrown } from './thrown.js'

/** What the lines of one event say about an error. */
export interface Trace {
  /** Of the first cause: what went wrong deepest. */
  readonly errorType?: string
  /** The lines that name errors: the one that was logged, and its causes. */
  readonly errors: readonly string[]
  /** Innermost first, of the first cause. */
  readonly frames: readonly StackFrame[]
  /** Of the errors that it led to, in that order. */
  readonly outer: readonly StackFrame[]
}

/** Lines of one trace that are looked at. */
const MOST_LINES = 1000
const MOST_FRAMES = 50
const MOST_OUTER_FRAMES = 20
const MOST_ERRORS = 4
const LONGEST_ERROR = 600

interface Block {
  error?: string
  readonly frames: StackFrame[]
  readonly isPython: boolean
  /** Of several errors: it is none itself. */
  readonly isGroup: boolean
}

/** Reads the lines of a trace, the line before it included. */
export function readTrace(lines: readonly string[]): Trace {
  const blocks: Block[] = [blockOf()]
  const read = withoutMargins(lines.slice(0, MOST_LINES))
  const isGo = read.some(line => GO_START.test(line))
  read.forEach((line, index) => {
    readLine(line, blocks, isGo)
    nameGinFrame(blocks, read[index - 1] ?? '', line)
  })
  const errors = [...blocks.map(block => block.error), saidApart(read)].flatMap(
    error => error ?? []
  )
  const root = rootOf(blocks)
  const errorType = root?.error === undefined ? undefined : typeOfBlock(root.error, root.isPython)
  const frames = root === undefined ? [] : framesOf(root)
  return {
    ...(errorType === undefined ? {} : { errorType }),
    errors: [...new Set(errors)].slice(0, MOST_ERRORS),
    frames: withThrown(frames, read).slice(0, MOST_FRAMES),
    outer: outerOf(blocks, root).flatMap(framesOf).slice(0, MOST_OUTER_FRAMES)
  }
}

function blockOf(block: Partial<Block> = {}): Block {
  return { frames: [], isPython: false, isGroup: false, ...block }
}

/** Python draws a line beside the errors of a group. */
function withoutMargins(lines: readonly string[]): readonly string[] {
  if (!lines.some(line => line.includes(GROUP_START))) return lines
  return lines.map(line => line.replace(/^ {2,80}(?:\| ?|\+ |\+-[+-]{1,80})/, ''))
}

const GROUP_START = 'Exception Group Traceback'

/** Innermost first. */
function framesOf({ frames, isPython }: Block): readonly StackFrame[] {
  return isPython ? frames.toReversed() : frames
}

/** The error that one led to stands behind it in Python, before it elsewhere; a group before its errors. */
function outerOf(blocks: readonly Block[], root: Block | undefined): readonly Block[] {
  if (root === undefined) return []
  const place = blocks.indexOf(root)
  const before = blocks.slice(0, place).reverse()
  return root.isPython ? [...blocks.slice(place + 1), ...before] : before
}

/** What was said on a line of its own that looks like any other: behind Rust's panic, before the frames of Gin. */
function saidApart(lines: readonly string[]): string | undefined {
  const panic = lines.findIndex(line => PANICKED.test(line))
  if (panic >= 0) return lines[panic + 1]
  if (lines[0]?.includes('panic recovered:') !== true) return undefined
  return lines[lines.findIndex(isGinPlace) - 1]?.slice(0, LONGEST_ERROR)
}

function nameGinFrame(blocks: readonly Block[], before: string, line: string): void {
  const name = isGinPlace(before) ? /^\t([\w.()*[\]]{1,200}): /.exec(line)?.[1] : undefined
  const frames = blocks.at(-1)?.frames
  const last = frames?.at(-1)
  if (name === undefined || frames === undefined || last === undefined) return
  frames[frames.length - 1] = { ...last, symbol: name }
}

/** Python's own types need not be called errors. */
function typeOfBlock(error: string, isPython: boolean): string | undefined {
  return typeOf(error) ?? (isPython ? /^[\w.]{1,200}(?=:|$)/.exec(error)?.[0] : undefined)
}

const GO_START = /^(?:panic: |goroutine \d{1,12} \[|fatal error: )/
/** Rust tells the message on the next line. */
const PANICKED = /panicked at [^\n]{1,300}:\d{1,7}:\d{1,7}:$/
const CAUSE = /^(?:Caused by: |\s{0,20}\[cause\]: |\s{0,20}---> |Wrapped by: )/
const PYTHON_START = 'Traceback (most recent call last)'

function readLine(line: string, blocks: Block[], isGo: boolean): void {
  const block = blocks.at(-1)
  if (block === undefined) return
  const found = readFrame(line) ?? (isGo ? readGoCall(line) : undefined)
  if (found !== undefined) addFrame(block.frames, found.frame, found.isPlaceOnly)
  if (line.includes(PYTHON_START)) {
    if (blocks.length === 1 && block.frames.length === 0) blocks.pop()
    blocks.push(blockOf({ isPython: true, isGroup: line.includes(GROUP_START) }))
    return
  }
  const error = errorOf(line) ?? unnamedError(line, block)
  if (error === undefined) return
  if (CAUSE.test(line)) blocks.push(blockOf({ error }))
  else block.error ??= error
}

/** What needs no error's name to be one: the first line behind Python's frames, and the one behind Rust's panic. */
function unnamedError(line: string, block: Block): string | undefined {
  const isPythonEnd = block.isPython && block.frames.length > 0 && /^[A-Za-z_]/.test(line)
  return isPythonEnd ? line.slice(0, LONGEST_ERROR) : undefined
}

function addFrame(frames: StackFrame[], frame: StackFrame, isPlaceOnly: boolean): void {
  const last = frames.at(-1)
  if (isPlaceOnly && last !== undefined && last.file === undefined) {
    frames[frames.length - 1] = { ...last, ...frame }
  } else if (frames.length < MOST_FRAMES) frames.push(frame)
}

/** Python tells the first cause first, everybody else last. */
function rootOf(blocks: readonly Block[]): Block | undefined {
  const told = blocks.filter(block => block.frames.length > 0 || block.error !== undefined)
  const python =
    told.find(block => block.isPython && !block.isGroup) ?? told.find(block => block.isPython)
  return python ?? told.findLast(block => block.frames.length > 0) ?? told.at(-1)
}

/**
 * `Type: message`, where the type is qualified or ends as errors do; `panic: …`; `thread '…' panicked at …`;
 * `file.rb:1:in 'm': message (Type)`.
 */
const ERROR =
  /^(?:Caused by: |\s{0,20}\[cause\]: |\s{0,20}---> |Wrapped by: |Exception in thread "[^"]{0,100}" |Unhandled exception\. |(?:PHP )?Fatal error: {1,2}|(?:Uncaught |Unhandled |Unexpected ))*((?:[A-Za-z_$][\w$]{0,100}(?:\.|::|\\)){0,12}[A-Za-z_$][\w$]{0,100})(?: \[\w{1,40}\]| \([^()]{1,40}\))?(?::\s|\s---> |$)/
const ERROR_NAME =
  /(?:Exception|Error|Throwable|Failure|Fault|Timeout|Exit|Interrupt|Warning|Panic)\d{0,3}$/
/** A place or a qualified name tells that it is a type: `plugin is missing (Payments)` names none. */
const RUBY_ERROR = /\(([A-Z][\w:]{2,100})\)\s{0,4}:?$/
const RUBY_PLACE = /^[^\s:]{1,300}\.(?:rb|erb|rake|ru):\d{1,7}:in /
/** `ActiveRecord::RecordNotFound (Couldn't find Cart with 'id'=1):` */
const RAILS_ERROR = /^([A-Z]\w{0,100}(?:::[A-Z]\w{0,100}){0,8}) \(.{1,500}\):\s{0,4}$/

/** The type of the error that a line names, if it does. */
export function typeOf(line: string): string | undefined {
  const text = line.slice(0, LONGEST_ERROR)
  if (text.startsWith('panic: ') || (text.includes('panicked') && text.includes(' panicked at ')))
    return 'panic'
  if (text.startsWith('fatal error: ')) return 'fatal error'
  const type = ERROR.exec(text)?.[1]
  if (type !== undefined && (ERROR_NAME.test(type) || CAUSE.test(text))) return type
  // Most lines do not end in brackets, and a search through all of each would find that out more slowly.
  return text.slice(-6).includes(')') ? rubyType(text) : undefined
}

function rubyType(text: string): string | undefined {
  const type = RUBY_ERROR.exec(text)?.[1] ?? RAILS_ERROR.exec(text)?.[1]
  if (type === undefined) return undefined
  return type.includes('::') || ERROR_NAME.test(type) || RUBY_PLACE.test(text) ? type : undefined
}

function errorOf(line: string): string | undefined {
  if (typeOf(line) === undefined) return undefined
  return line.slice(0, LONGEST_ERROR).replace(CAUSE, '').trim()
}
