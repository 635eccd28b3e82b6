import type { Labels } from '../model.js'
import { LEVEL_NAMES } from './names.js'

/** How severe a line says that it is, in six words. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'

const WORDS: ReadonlyMap<string, LogLevel> = new Map<string, LogLevel>([
  ...levels('trace', 'trace trce verbose finest finer vrb'),
  ...levels('debug', 'debug dbug dbg fine d'),
  ...levels('info', 'info information informational notice inf i config'),
  ...levels('warn', 'warn warning wrn w'),
  ...levels('error', 'error err eror e severe fail'),
  ...levels('fatal', 'fatal critical crit alert emerg emergency panic ftl f dpanic')
])

const RANKS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']

/** The first level that a record names. */
export function levelIn(data: Labels): LogLevel | undefined {
  for (const name of LEVEL_NAMES) {
    const value = data[name]
    const level = value === undefined ? undefined : levelOf(value, name)
    if (level !== undefined) return level
  }
  return undefined
}

/** Of the value under that name, which tells the scale of a number. */
export function levelOf(value: string, name = ''): LogLevel | undefined {
  const word = value.slice(0, 20).trim().toLowerCase()
  const known = WORDS.get(word)
  if (known !== undefined || !/^\d{1,3}$/.test(word) || NO_NUMBERS.has(name)) return known
  const number = Number(word)
  if (OTEL_NAMES.has(name)) return number === 0 ? undefined : RANKS[Math.ceil(number / 4) - 1]
  if (name === 'levelno') return RANKS[Math.min(5, Math.floor(number / 10))]
  if (number >= 100) return ofHundreds(number, /severity/i.test(name))
  return number >= 10 ? RANKS[Math.min(5, Math.floor(number / 10) - 1)] : SYSLOG[number]
}

/** OpenTelemetry: four steps of each level. Python: 10 to 50 from debug on. Others: pino and bunyan, 10 to 60, and syslog, 0 to 7. */
const OTEL_NAMES = new Set([
  'severity_number',
  'severityNumber',
  'SeverityNumber',
  'severity.number'
])
/** A number under it is an answer's. */
const NO_NUMBERS = new Set(['status'])
const SYSLOG = ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'] as const

/** Google Cloud's hundreds, and those of Monolog. */
const GOOGLE = ['debug', 'info', 'info', 'warn', 'error'] as const
const MONOLOG = ['debug', 'info', 'warn', 'error'] as const

function ofHundreds(number: number, isGoogle: boolean): LogLevel | undefined {
  const steps = isGoogle ? GOOGLE : MONOLOG
  return number > 800 ? undefined : (steps[Math.floor(number / 100) - 1] ?? 'fatal')
}

/** Words of the beginning of a line that are a level: capitals, in brackets, behind a channel (`app.ERROR:`), or first (`fail:`). */
const IN_TEXT =
  /^(?:trce|dbug|debug|info|notice|warn|warning|error|err|fail|fatal|crit|critical|panic)(?=:\s)|\w\.(?:DEBUG|INFO|NOTICE|WARNING|ERROR|CRITICAL|ALERT|EMERGENCY)(?=:\s)|(?:^|[\s[(|<:])(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|FATAL|CRITICAL|PANIC|ALERT|EMERG)(?=$|[\s\])|>:,])|[[<(](trace|debug|info|notice|warn|warning|error|fatal|critical|crit|panic|alert|emerg) {0,10}[\])>]/g
const MOST_BEFORE_LEVEL = 120

export function levelInText(text: string): LogLevel | undefined {
  const head = text.length > MOST_BEFORE_LEVEL ? text.slice(0, MOST_BEFORE_LEVEL) : text
  // Where it ends tells the word: every line of a log is asked, and matches of all of them are memory.
  IN_TEXT.lastIndex = 0
  if (!IN_TEXT.test(head)) return undefined
  let end = IN_TEXT.lastIndex
  while (!isLetter(head, end - 1)) end--
  let from = end
  while (isLetter(head, from - 1)) from--
  return WORDS.get(head.slice(from, end).toLowerCase())
}

function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at) | 32
  return code >= 97 && code <= 122
}

export function isSevere(level: LogLevel | undefined): boolean {
  return level === 'error' || level === 'fatal'
}

export function worseLevel(
  left: LogLevel | undefined,
  right: LogLevel | undefined
): LogLevel | undefined {
  if (left === undefined || right === undefined) return left ?? right
  return RANKS.indexOf(left) >= RANKS.indexOf(right) ? left : right
}

function levels(level: LogLevel, words: string): readonly [string, LogLevel][] {
  return words.split(' ').map(word => [word, level])
}
