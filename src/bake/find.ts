import { readEvents } from '../logs/events.js'
import type { Signature } from '../logs/miner.js'
import type { LogLine, Window } from '../model.js'
import type { LineSource } from '../providers/provider.js'
import type { Asker } from './ask.js'
import type { SignatureBook } from './signatures.js'

/** Finds the lines of one signature in the store, by the longest text that all of them hold. */
export interface Finder {
  /** What the store is asked for. */
  readonly literal: string
  /** undefined: no answer, or one that found nothing and was not whole. */
  find(window: Window, most: number): Promise<Found | undefined>
}

export interface Found {
  /** Of its lines, ascending. */
  readonly instants: readonly number[]
  /** From here to the end of the window every line with that text was read. */
  readonly from: number
}

export interface FinderOptions {
  readonly lines: LineSource
  readonly asker: Asker
  readonly book: SignatureBook
}

/** A text shorter than this says nothing. */
const shortestLiteral = 8
const longestLiteral = 160
const tellingLiteral = 20

/** undefined: its lines have no text in common that could be asked for, or the store cannot be asked for one. */
export function finderOf(signature: Signature, options: FinderOptions): Finder | undefined {
  const literal = literalOf(signature)
  // Of a trace that is many lines in the store only the one with the text is there, so its text must do.
  const isTrace = signature.example.text.includes('\n') || signature.frames.length > 0
  if (literal === undefined) return undefined
  if (isTrace && isTelling(literal)) return textFinder(literal, options)
  return textFinder(literal, options, line => isOf(line, signature, options.book), isTrace)
}

/** So specific that it tells alone that two lines are of one kind. */
export function isTelling(literal: string): boolean {
  return literal.length >= tellingLiteral
}

/**
 * Of the lines with that text those for which `isOne` says so; all of them without it. `inPieces`: the store may keep
 * it as many lines, of which none is it alone, so that lines with that text are no proof of its absence.
 */
export function textFinder(
  literal: string,
  { lines, asker }: Pick<FinderOptions, 'lines' | 'asker'>,
  isOne?: (line: LogLine) => boolean,
  inPieces = false
): Finder | undefined {
  if (lines.containing === undefined) return undefined
  const source = lines.containing(literal)
  return {
    literal,
    async find(window, most) {
      const reading = await asker.fetch(source, window, most)
      if (reading.kind === 'failure') return undefined
      const { lines, complete } = reading.batch
      const found = isOne === undefined ? lines : lines.filter(isOne)
      // What was not read, or lost, may hold it: that proves nothing.
      if (found.length === 0 && (!complete || (inPieces && lines.length > 0))) return undefined
      const from = complete ? window.start : (lines[0]?.at ?? window.end)
      return { instants: found.map(({ at }) => at), from }
    }
  }
}

/** The longest text between the variable parts that stands in the record as it was read. */
export function literalOf(signature: Pick<Signature, 'template' | 'example'>): string | undefined {
  return longestOf(literalsOf(signature))
}

export function longestOf(literals: readonly string[]): string | undefined {
  const [longest = ''] = [...literals].sort((a, b) => b.length - a.length)
  return longest.length < shortestLiteral ? undefined : longest.slice(0, longestLiteral).trim()
}

/** What stands between the variable parts of a template, as the record has it, in its order. */
export function literalsOf({
  template,
  example
}: Pick<Signature, 'template' | 'example'>): readonly string[] {
  return template.split(/<\*>/).flatMap(part => runsIn(part.trim(), example.text))
}

/** Each of these texts stands in it, one after the other. */
export function holdsInOrder(text: string, literals: readonly string[]): boolean {
  let from = 0
  for (const literal of literals) {
    const at = text.indexOf(literal, from)
    if (at < 0) return false
    from = at + literal.length
  }
  return true
}

/** The template has one blank between words; where the record has more, only parts of a run stand in it. */
function runsIn(part: string, text: string): readonly string[] {
  if (part === '' || text.includes(part)) return part.includes('\n') ? part.split('\n') : [part]
  const words = part.split(' ')
  const middle = Math.ceil(words.length / 2)
  if (words.length < 2) return []
  return [words.slice(0, middle), words.slice(middle)].flatMap(half => runsIn(half.join(' '), text))
}

function isOf(line: LogLine, signature: Signature, book: SignatureBook): boolean {
  return readEvents([line]).some(event => {
    const handle = book.place(event)
    return book
      .entries()
      .some(
        entry =>
          entry.signature.handles.includes(handle) &&
          (entry.signature.id === signature.id ||
            entry.signature.handles.some(one => signature.handles.includes(one)))
      )
  })
}
