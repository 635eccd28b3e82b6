import type { LogLine, StackFrame } from '../model.js'

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'

/** One thing that happened: a line, or the lines of a whole stack trace. All texts are outside text. */
export interface LogEvent {
  readonly at: number
  /** What is clustered: without time, level and trace. */
  readonly message: string
  readonly level?: LogLevel
  readonly errorType?: string
  /** Innermost first, of the first cause. */
  readonly frames: readonly StackFrame[]
  /** Stands for the labels of the stream it came from. */
  readonly stream: string
  /** The record as it was read, at most 2 000 characters; not redacted. */
  readonly text: string
}

const MOST_CHARACTERS = 2000

/** The events of one batch of lines. */
export function readEvents(lines: readonly LogLine[]): readonly LogEvent[] {
  return lines.map(line => {
    const text = line.text.slice(0, MOST_CHARACTERS)
    return { at: line.at, message: text, frames: [], stream: JSON.stringify(line.stream), text }
  })
}
