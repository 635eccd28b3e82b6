import type { StackFrame } from '../model.js'
import type { Cluster, Token } from './cluster.js'
import { VARIABLE, cluster } from './cluster.js'
import type { LogEvent, LogLevel } from './events.js'
import type { Scan } from './scan.js'
import { createScanner } from './scan.js'
import { identify, namingFrames } from './signature.js'
import { STEM, WILD } from './tokens.js'

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
  readonly tokens: readonly Token[]
  readonly group: string
  example: LogEvent
  count: number
}

/** Distinct fingerprints that are kept. */
const MOST_PRINTS = 20_000

export function createMiner(): Miner {
  const scanner = createScanner()
  const byGroup = new Map<string, Map<number, Print>>()
  const prints: Print[] = []
  return {
    add(event) {
      const scan = scanner.scan(event.message)
      const group = groupOf(event)
      const known = byGroup.get(group)?.get(scan.hash)
      if (known !== undefined) {
        known.count++
        if (isBefore(event, known.example)) known.example = event
        return known.handle
      }
      if (prints.length >= MOST_PRINTS) return 0
      const print = {
        handle: prints.length,
        tokens: tokensOf(event.message, scan),
        group,
        example: event,
        count: 1
      }
      const siblings = byGroup.get(group) ?? new Map<number, Print>()
      byGroup.set(group, siblings.set(scan.hash, print))
      prints.push(print)
      return print.handle
    },
    accept() {},
    signatures() {
      const clusters = cluster(
        prints.map(print => print.tokens),
        prints.map(print => print.group)
      )
      return clusters.map(found => signatureOf(found, prints))
    },
    overflow: 0
  }
}

/** Events are one only where their errors are of one type, thrown at one place. */
function groupOf({ errorType, frames }: LogEvent): string {
  if (errorType === undefined && frames.length === 0) return ''
  return JSON.stringify([errorType ?? '', ...namingFrames(frames)])
}

function signatureOf({ tokens, members }: Cluster, prints: readonly Print[]): Signature {
  const parts = members.flatMap(index => prints[index] ?? [])
  const example = parts
    .map(part => part.example)
    .reduce((first, next) => (isBefore(next, first) ? next : first))
  const { errorType, frames, level } = example
  const template = writeTemplate(tokens)
  return {
    id: identify({ template, errorType, frames }),
    template,
    ...(level === undefined ? {} : { level }),
    ...(errorType === undefined ? {} : { errorType }),
    frames,
    example,
    handles: parts.map(part => part.handle)
  }
}

/** The earliest event is the example, whatever the order of adding. */
function isBefore(left: LogEvent, right: LogEvent): boolean {
  return left.at < right.at || (left.at === right.at && left.text < right.text)
}

function tokensOf(text: string, { length, kinds, starts, ends }: Scan): readonly Token[] {
  return Array.from({ length }, (_, i) => {
    const kind = kinds[i] ?? WILD
    return kind === WILD ? VARIABLE : { kind, text: text.slice(starts[i], ends[i]) }
  })
}

/** Words with one blank between them; marks stand without. */
function writeTemplate(tokens: readonly Token[]): string {
  return tokens
    .map(({ kind, text }) => (kind === WILD ? '<*>' : kind === STEM ? `${text}<*>` : text))
    .join(' ')
}
