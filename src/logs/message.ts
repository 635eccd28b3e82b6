import type { LogLevel } from './level.js'

/** What is clustered of an event of several lines. */

/** The console of .NET writes it above the message, and indents the message and its trace. */
const CONSOLE_HEAD = /^(?:trce|dbug|info|warn|fail|crit): \S{1,300}\[-?\d{1,10}\]\s?$/
export const CONSOLE_INDENT = '      '

export function isConsoleHead(line: string): boolean {
  return /\]\s?$/.test(line.slice(-2)) && CONSOLE_HEAD.test(line)
}

/** Without the indent of a console, so that a trace in it is read like any other. */
export function withoutIndent(lines: readonly string[]): readonly string[] {
  if (!isConsoleHead(lines[0] ?? '')) return lines
  return lines.map(line =>
    line.startsWith(CONSOLE_INDENT) ? line.slice(CONSOLE_INDENT.length) : line
  )
}

interface Told {
  readonly level: LogLevel | undefined
  /** Lines that name errors. */
  readonly errors: readonly string[]
  readonly hasFrames: boolean
}

const MOST_LINES = 4
const LONGEST_LINE = 300

/** The line that was logged and the errors; where nothing names one, the first few lines. */
export function messageOf(lines: readonly string[], { level, errors, hasFrames }: Told): string {
  const said = lines.filter(line => line.trim() !== '')
  const head = said[0] ?? ''
  const others = errors.filter(line => !head.includes(line))
  if (isConsoleHead(head)) {
    const message = said.slice(1).find(line => !line.startsWith('=> ')) ?? []
    return [...new Set([head, message, others].flat())].join(' | ')
  }
  const isPlain = others.length === 0 && !hasFrames && !isQuiet(level)
  return (isPlain ? firstOf(said) : [head, ...others]).join(' | ')
}

function firstOf([head = '', ...rest]: readonly string[]): readonly string[] {
  return [head, ...rest.slice(0, MOST_LINES - 1).map(line => cut(line.trim(), LONGEST_LINE))]
}

/** What it prints below its first line is data more often than words. */
function isQuiet(level: LogLevel | undefined): boolean {
  return level === 'info' || level === 'debug' || level === 'trace'
}

export const MOST_TEXT = 2000
/** Longer words are data, and no secret that a rule knows by its form. */
const LONGEST_WORD = 400

/** Up to a whole word: of a secret that was cut in two no rule would know the half that is left. */
export function cut(text: string, most = MOST_TEXT): string {
  if (text.length <= most) return text
  const blank = text.lastIndexOf(' ', most)
  return text.slice(0, blank > most - LONGEST_WORD ? blank : most)
}
