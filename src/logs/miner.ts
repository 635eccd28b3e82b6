import type { StackFrame } from '../model.js'
import type { LogEvent, LogLevel } from './events.js'
import type { Scan } from './scan.js'
import { createScanner } from './scan.js'
import { identify, namingFrames } from './signature.js'
import { MARK, STEM, WILD } from './tokens.js'

/** Lines that say the same thing. */
export interface Signature {
  /** Twelve hex digits; the same in every run. */
  readonly id: string
  /** The constant words with `<*>` for what varies. Outside text. */
  readonly template: string
  /** The most severe one seen. */
  readonly level?: LogLevel
  readonly errorType?: string
  /** Innermost first, of the example. */
  readonly frames: readonly StackFrame[]
  readonly example: LogEvent
  /** What `add` answered for its events. */
  readonly handles: readonly number[]
  /** The first accepted template that it is one with. */
  readonly accepted?: number
}

export interface Miner {
  /** Takes one event; the answer stands for it until the end, and belongs to exactly one signature. */
  add(event: LogEvent): number
  /** Takes a template that somebody accepted, as if it were a line. */
  accept(template: string, index: number): void
  /** Clusters everything added so far. The order of adding changes nothing. */
  signatures(): readonly Signature[]
  /** Events that came after the memory was full and share one signature. */
  readonly overflow: number
}

/** One fingerprint: events with equal constant parts. */
interface Print {
  readonly handle: number
  readonly template: string
  example: LogEvent
  count: number
}

/** Distinct fingerprints that are kept. */
const MOST_PRINTS = 20_000

export function createMiner(): Miner {
  const scanner = createScanner()
  const prints = new Map<string, Print>()
  const byHandle: Print[] = []
  const overflow = 0
  return {
    add(event) {
      const scan = scanner.scan(event.message)
      const key = `${scan.hash} ${event.errorType ?? ''} ${namingFrames(event.frames).join(' ')}`
      const known = prints.get(key)
      if (known !== undefined) {
        known.count++
        if (isBefore(event, known.example)) known.example = event
        return known.handle
      }
      if (byHandle.length >= MOST_PRINTS) return 0
      const print = {
        handle: byHandle.length,
        template: templateOf(event.message, scan),
        example: event,
        count: 1
      }
      prints.set(key, print)
      byHandle.push(print)
      return print.handle
    },
    accept() {},
    signatures() {
      return byHandle.map(({ handle, template, example }) => {
        const { errorType, frames, level } = example
        return {
          id: identify({ template, errorType, frames }),
          template,
          ...(level === undefined ? {} : { level }),
          ...(errorType === undefined ? {} : { errorType }),
          frames,
          example,
          handles: [handle]
        }
      })
    },
    overflow
  }
}

/** The earliest event is the example, whatever the order of adding. */
function isBefore(left: LogEvent, right: LogEvent): boolean {
  return left.at < right.at || (left.at === right.at && left.text < right.text)
}

function templateOf(text: string, { length, kinds, starts, ends }: Scan): string {
  let template = ''
  for (let i = 0; i < length; i++) {
    const from = starts[i] ?? 0
    const before = i === 0 ? 0 : (ends[i - 1] ?? 0)
    if (i > 0 && from > before && /\s/.test(text.slice(before, from))) template += ' '
    if (kinds[i] === WILD) template += '<*>'
    else
      template +=
        text.slice(from, kinds[i] === MARK ? from + 1 : ends[i]) + (kinds[i] === STEM ? '<*>' : '')
  }
  return template
}
