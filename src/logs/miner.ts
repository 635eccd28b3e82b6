import type { StackFrame } from '../model.js'
import type { Token } from './cluster.js'
import { cluster } from './cluster.js'
import type { LogEvent } from './events.js'
import type { LogLevel } from './level.js'
import { worseLevel } from './level.js'
import { namingFrames } from './naming.js'
import { createScanner } from './scan.js'
import { identify } from './signature.js'
import { createNumbers } from './table.js'
import {
  covers,
  createVocabulary,
  isRedacted,
  readTemplate,
  tokensOf,
  writeTemplate
} from './template.js'

/** Lines that say the same thing. All texts are outside text. */
export interface Signature {
  /** Twelve hex digits; the same in every run. */
  readonly id: string
  /** The constant words with `<*>` for what varies. */
  readonly template: string
  /** The most severe one seen. */
  readonly level?: LogLevel
  readonly errorType?: string
  /** Innermost first, of the example. */
  readonly frames: readonly StackFrame[]
  /** The earliest. */
  readonly example: LogEvent
  /** What `add` answered for its events. */
  readonly handles: readonly number[]
  /** The first accepted signature that it is. */
  readonly accepted?: number
}

export interface Miner {
  /**
   * Takes one event; the answer stands for it until the end. −1: there are too many different lines, and this
   * one belongs to no signature.
   */
  add(event: LogEvent): number
  /** Takes a signature that somebody accepted, as it was reported; its template may be redacted, or empty. */
  accept(known: { readonly id: string; readonly template: string }, index: number): void
  /** Clusters everything added so far, by id. The order of adding changes nothing while nothing overflows. */
  signatures(): readonly Signature[]
  /** Events that `add` answered −1 for. */
  readonly overflow: number
}

/** Templates that are kept; above, similar ones are merged at once and for good. */
const MOST_PRINTS = 20_000
/** Where merging frees less than this, memory is full. */
const LEAST_FREED = 2000
/** Hashes of lines that are remembered. */
const MOST_HANDLES = 500_000

/** Events with equal constant parts; after merging, of one template. */
interface Print {
  readonly tokens: readonly Token[]
  readonly template: string
  readonly group: string
  handles: number[]
  example: LogEvent
  level: LogLevel | undefined
}

interface Accepted {
  readonly id: string
  readonly index: number
  readonly tokens: readonly Token[]
  readonly template: string
}

export function createMiner(): Miner {
  const scanner = createScanner()
  const known = createNumbers()
  const saltOf = createSalts()
  const byHandle: Print[] = []
  const accepted: Accepted[] = []
  let vocabulary = createVocabulary()
  let prints: Print[] = []
  let overflow = 0
  let isFull = false

  const makeRoom = (): void => {
    const merged = mergePrints(prints)
    isFull = merged.length > MOST_PRINTS - LEAST_FREED
    prints = merged
    // What varied is not needed any more.
    vocabulary = createVocabulary()
    for (const print of merged) for (const handle of print.handles) byHandle[handle] = print
  }
  return {
    add(event) {
      const scan = scanner.scan(event.message)
      const group = groupOf(event)
      const salt = saltOf(group)
      const [low, high] = [scan.low ^ salt, scan.high ^ salt]
      const handle = known.get(low, high) - 1
      if (handle >= 0) {
        remember(byHandle[handle], event)
        return handle
      }
      if (prints.length >= MOST_PRINTS && !isFull) makeRoom()
      if (isFull || byHandle.length >= MOST_HANDLES) {
        overflow++
        return -1
      }
      const next = byHandle.length
      const tokens = tokensOf(event.message, scan, vocabulary)
      const template = writeTemplate(tokens)
      const print = { tokens, template, group, handles: [next], example: event, level: event.level }
      known.set(low, high, next + 1)
      byHandle.push(print)
      prints.push(print)
      return next
    },
    accept({ id, template }, index) {
      accepted.push({ id, index, template, tokens: readTemplate(template, scanner) })
    },
    signatures() {
      return mergePrints(prints)
        .map(print => signatureOf(print, accepted))
        .sort((left, right) => compare(left.id, right.id))
    },
    get overflow() {
      return overflow
    }
  }
}

/** Groups have different hashes for the same words. */
function createSalts(): (group: string) => number {
  const groups = new Map<string, number>()
  return group => {
    if (group === '') return 0
    const found = groups.get(group) ?? groups.size + 1
    groups.set(group, found)
    return Math.imul(found, 0x9e3779b1)
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** Events are one only where their errors are of one type, thrown at one place. */
function groupOf({ errorType, frames }: LogEvent): string {
  if (errorType === undefined && frames.length === 0) return ''
  return JSON.stringify([errorType ?? '', ...namingFrames(frames)])
}

function remember(print: Print | undefined, event: LogEvent): void {
  if (print === undefined) return
  if (event.level !== print.level) print.level = worseLevel(print.level, event.level)
  if (isBefore(event, print.example)) print.example = event
}

/** The earliest event is the example, whatever the order of adding. */
function isBefore(left: LogEvent, right: LogEvent): boolean {
  return left.at < right.at || (left.at === right.at && left.text < right.text)
}

/** In an order that depends on what was added only: how a template is spaced is told by the first. */
function mergePrints(prints: readonly Print[]): Print[] {
  const ordered = [...prints].sort((left, right) => compare(left.template, right.template))
  const clusters = cluster(
    ordered.map(print => print.tokens),
    ordered.map(print => print.group)
  )
  return clusters.flatMap(({ tokens, members }) => {
    const parts = members.flatMap(member => ordered[member] ?? [])
    const [first] = parts
    if (first === undefined) return []
    return parts.length === 1 && first.tokens === tokens
      ? [first]
      : [joinPrints(first, parts, tokens)]
  })
}

function joinPrints(first: Print, parts: readonly Print[], tokens: readonly Token[]): Print {
  const template = writeTemplate(tokens)
  const joined: Print = { ...first, tokens, template, handles: parts.flatMap(part => part.handles) }
  for (const { example, level } of parts) {
    joined.level = worseLevel(joined.level, level)
    if (isBefore(example, joined.example)) joined.example = example
  }
  return joined
}

function signatureOf(print: Print, accepted: readonly Accepted[]): Signature {
  const { template, handles, example, level } = print
  const { errorType, frames } = example
  const id = identify({ template, errorType, frames })
  const match = accepted.find(entry => isAccepted(entry, id, print))
  return {
    id,
    template,
    ...(level === undefined ? {} : { level }),
    ...(errorType === undefined ? {} : { errorType }),
    frames,
    example,
    handles,
    ...(match === undefined ? {} : { accepted: match.index })
  }
}

/**
 * The same id; or one template stands for the other, and the id is that of the accepted template with this
 * error's type and place. An error thrown elsewhere is another one, though it says the same. A redacted template
 * has lost its id.
 */
function isAccepted(entry: Accepted, id: string, { tokens, example }: Print): boolean {
  if (entry.id === id) return true
  if (entry.tokens.length === 0) return false
  if (!covers(entry.tokens, tokens) && !covers(tokens, entry.tokens)) return false
  const { errorType, frames } = example
  if (isRedacted(entry.template)) return true
  return identify({ template: entry.template, errorType, frames }) === entry.id
}
