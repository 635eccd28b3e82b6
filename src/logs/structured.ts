import type { Labels } from '../model.js'

/** Lines that are data: JSON objects and logfmt, as one flat record of texts. */

/** A longer JSON line is read as text. */
const MOST_JSON = 65_536
const MOST_KEYS = 120
const MOST_DEPTH = 4
const MOST_VALUE = 20_000

/** Names under which loggers keep the parts of an event, the best one first. */
export const MESSAGE_NAMES = [
  'message',
  'msg',
  'body',
  '@m',
  'Message',
  'short_message',
  'log',
  'event',
  'text',
  '@mt',
  'message_template',
  'RenderedMessage',
  '@message',
  'MESSAGE',
  'textPayload',
  'jsonPayload.message',
  'content'
]
export const LEVEL_NAMES = [
  'level',
  'log.level',
  'severity',
  'severity_text',
  'SeverityText',
  'levelname',
  'loglevel',
  'lvl',
  '@l',
  'Level',
  'LogLevel',
  'severityText',
  'detected_level',
  'log_level',
  'PRIORITY',
  'status',
  'severity_number'
]
export const TYPE_NAMES = [
  'error.type',
  'exception.type',
  'attributes.exception.type',
  'err.type',
  'error.name',
  'err.name',
  'error.kind',
  'error.class',
  'exception.class',
  'exc_type',
  'exceptionClass',
  'error_type',
  'exception.name',
  'thrown.name',
  'exception.exception_class'
]
export const CAUSE_NAMES = [
  'error.message',
  'exception.message',
  'attributes.exception.message',
  'err.message',
  'error',
  'err',
  'exception.exception_message',
  'thrown.message',
  'exc_message',
  'reason',
  'cause',
  'errorMessage',
  'error_message'
]
export const STACK_NAMES = [
  'error.stack_trace',
  'exception.stacktrace',
  'attributes.exception.stacktrace',
  'stack_trace',
  'stacktrace',
  'stack',
  'error.stack',
  'err.stack',
  'exception',
  'exc_info',
  'traceback',
  '@x',
  'Exception',
  'exception.stack_trace',
  'thrown.extendedStackTrace',
  'error.stacktrace',
  'errorVerbose',
  'backtrace',
  'trace'
]

/** The first of these names that has a text. */
export function firstOf(record: Labels, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = record[name]
    if (value !== undefined && value !== '') return value
  }
  return undefined
}

/** The flat record of a JSON object or a logfmt line; undefined for anything else. */
export function readStructured(text: string): Labels | undefined {
  const first = text.charCodeAt(0)
  if (first === 123) return readJson(text)
  const equals = text.indexOf('=')
  const mayBe = equals > 0 && equals <= LONGEST_NAME && LOGFMT_START.test(text)
  return mayBe ? readLogfmt(text) : undefined
}

function readJson(text: string): Labels | undefined {
  if (text.length > MOST_JSON || !text.trimEnd().endsWith('}')) return undefined
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    const entries: [string, string][] = []
    flatten(value, '', 0, entries)
    return Object.fromEntries(entries)
  } catch {
    return undefined
  }
}

/** `{error: {type: …}}` is `error.type`; lists of texts (traces) are lines. */
function flatten(value: object, prefix: string, depth: number, entries: [string, string][]): void {
  for (const [key, item] of Object.entries(value) as [string, unknown][]) {
    if (entries.length >= MOST_KEYS) return
    const name = prefix === '' ? key : `${prefix}.${key}`
    if (typeof item === 'string') entries.push([name, item.slice(0, MOST_VALUE)])
    else if (typeof item === 'number' || typeof item === 'boolean')
      entries.push([name, String(item)])
    else if (isTexts(item)) entries.push([name, item.join('\n').slice(0, MOST_VALUE)])
    else if (typeof item === 'object' && item !== null && depth < MOST_DEPTH)
      flatten(item, name, depth + 1, entries)
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every(item => typeof item === 'string')
}

/** The most characters that the pattern below takes before its `=`. */
const LONGEST_NAME = 41
/** `name=` at the start: what follows may be logfmt. */
const LOGFMT_START = /^[A-Za-z_@][\w.@-]{0,40}=/

/**
 *   line  = pair { blank pair }
 *   pair  = name [ '=' ( '"' { character | '\' character } '"' | { character but blank } ) ]
 *
 * Undefined where fewer than two pairs, no message, or mostly words without `=` are found.
 */
function readLogfmt(text: string): Labels | undefined {
  const entries: [string, string][] = []
  let at = 0
  let bare = 0
  while (at < text.length && entries.length < MOST_KEYS) {
    const pair = readPair(text, at)
    if (pair.name === '' || pair.value === undefined) bare++
    else entries.push([pair.name, pair.value])
    at = pair.end
  }
  if (entries.length < 2 || bare > entries.length) return undefined
  const record = Object.fromEntries(entries)
  return firstOf(record, MESSAGE_NAMES) === undefined ? undefined : record
}

interface Pair {
  readonly name: string
  readonly value?: string
  readonly end: number
}

const NAME_END = /[\s="]/g
const BLANK_END = /\s/g

function readPair(text: string, from: number): Pair {
  const stop = nextMatch(NAME_END, text, from)
  const name = text.slice(from, stop)
  if (text[stop] !== '=') return { name, end: stop + 1 }
  if (text[stop + 1] !== '"') {
    const end = nextMatch(BLANK_END, text, stop + 1)
    return { name, value: text.slice(stop + 1, end), end: end + 1 }
  }
  const end = closing(text, stop + 2)
  return { name, value: unescape(text.slice(stop + 2, end)), end: end + 2 }
}

function nextMatch(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.exec(text)?.index ?? text.length
}

function closing(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(.)/g, (_, letter: string) =>
    letter === 'n' ? '\n' : letter === 't' ? '\t' : letter
  )
}
