import { inert, oneLine } from './inert.js'

/**
 * A report as data: blocks of phrases that say what came from outside. The Markdown writer and the HTML
 * writer turn it into text; nothing else writes markup.
 */

/** A plain string is our own words. Everything else names what it is. */
export type Inline =
  | string
  /** Text from outside, shown as it is in a code span, cut to `limit` or 80 characters. */
  | { readonly kind: 'code'; readonly text: string; readonly limit?: number }
  /** A sentence that may hold words from outside: harmless words as text, the rest as code. */
  | { readonly kind: 'prose'; readonly text: string }
  | { readonly kind: 'strong'; readonly phrase: Phrase }
  /** A new line inside a table cell. */
  | { readonly kind: 'break' }
  /** Becomes a link only when the URL is https and plain; else the label alone. */
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
export type Phrase = readonly Inline[]

export interface Table {
  readonly kind: 'table'
  readonly head: readonly Phrase[]
  readonly align: readonly ('left' | 'right')[]
  readonly rows: readonly (readonly Phrase[])[]
}

export type Block =
  | { readonly kind: 'paragraph'; readonly phrase: Phrase }
  | { readonly kind: 'list'; readonly items: readonly Phrase[] }
  | Table
  /** Any text, as it is, over any number of lines. */
  | { readonly kind: 'fence'; readonly text: string }
  | { readonly kind: 'chart'; readonly chart: Chart }
  /** `summary` is our own words. */
  | { readonly kind: 'details'; readonly summary: string; readonly blocks: readonly Block[] }

/** What a chart draws. All words in it are ours; values are in the axis' scale already. */
export interface Chart {
  /** What the value axis shows: `milliseconds`, `percent`. Never the check's name, which is outside text. */
  readonly axis: string
  /** Minutes from the start of the bake. Ascending. */
  readonly points: readonly ChartPoint[]
  readonly limit?: number
  /** Minutes from the start of the bake: when the deploy was done. */
  readonly deploy?: number
  /** Minutes from the start of the bake, where the check first broke. */
  readonly breach?: number
  /** Spans in minutes from the start of the bake. */
  readonly before?: { readonly start: number; readonly end: number }
  readonly bake: { readonly start: number; readonly end: number }
  /** Prints a value for a person. */
  readonly format: (value: number) => string
}
export interface ChartPoint {
  readonly minute: number
  readonly value: number
  readonly side: 'before' | 'bake'
}

export const CODE_LIMIT = 80
const PROSE_LIMIT = 600

export function code(text: string): Inline {
  return { kind: 'code', text }
}

export function prose(text: string): Inline {
  return { kind: 'prose', text }
}

/** A check's name: words of the configuration, short. */
export function named(name: string): Inline {
  return { kind: 'prose', text: oneLine(name, CODE_LIMIT) || '(unnamed)' }
}

export function strong(...phrase: Phrase): Inline {
  return { kind: 'strong', phrase }
}

export const lineBreak: Inline = { kind: 'break' }

export function link(label: string, url: string): Inline {
  return { kind: 'link', label, url }
}

/** Our own words, in which back-ticks mark a name. */
export function words(text: string): Phrase {
  return text
    .split('`')
    .map((piece, index): Inline => (index % 2 === 0 ? piece : code(piece)))
    .filter(piece => piece !== '')
}

export function paragraph(...phrase: Phrase): Block {
  return { kind: 'paragraph', phrase }
}

export function fence(text: string): Block {
  return { kind: 'fence', text }
}

/** What a code span shows: one inert line, never empty. */
export function codeText(text: string, limit = CODE_LIMIT): string {
  return oneLine(text, limit) || '(empty)'
}

/** What a fence shows: inert lines without blanks at their ends. */
export function fenceText(text: string): string {
  return inert(text).replace(/[ \t]+$/gm, '')
}

/** A stretch of a sentence; `safe`: no renderer reads it as anything but words. */
export interface Piece {
  readonly text: string
  readonly safe: boolean
}

/**
 * Splits a sentence into words that are harmless and the others; put together they are the sentence. A
 * word is harmless when it holds only letters, digits and sentence marks: no mention, reference, URL,
 * e-mail, emoji short code, commit id or markup can be written with these. Back-ticks mark code.
 */
export function splitProse(text: string): readonly Piece[] {
  const pieces = oneLine(text, PROSE_LIMIT)
    .split(/`([^`]{1,80})`/)
    .flatMap((part, index) => (index % 2 === 1 ? [{ text: part, safe: false }] : splitWords(part)))
  return pieces.reduce((merged: readonly Piece[], piece) => {
    const last = merged.at(-1)
    return last?.safe === true && piece.safe
      ? [...merged.slice(0, -1), { text: last.text + piece.text, safe: true }]
      : [...merged, piece]
  }, [])
}

function splitWords(text: string): readonly Piece[] {
  return text
    .split(/( +)/)
    .filter(word => word !== '')
    .flatMap(word => (word.trim() === '' ? [{ text: word, safe: true }] : splitWord(word)))
}

/** Brackets and sentence marks around a word are no part of it. */
function splitWord(word: string): readonly Piece[] {
  const core = word.replace(/^["'(]+/, '').replace(/["').,;:!?]+$/, '')
  const start = core === '' ? 0 : word.indexOf(core)
  if (core === '' || isHarmless(core)) return [{ text: word, safe: true }]
  return [
    { text: word.slice(0, start), safe: true },
    { text: core, safe: false },
    { text: word.slice(start + core.length), safe: true }
  ].filter(piece => piece.text !== '')
}

/** A query in an address takes three characters for each sign; browsers and GitHub take far longer ones. */
const LONGEST_URL = 6000

/** The URL as it may be linked, undefined when it may not: https, no credentials, printable, short. */
export function linkable(url: string): string | undefined {
  if (url.length > LONGEST_URL || !/^https:\/\/[!-~]+$/.test(url) || !URL.canParse(url))
    return undefined
  const parsed = new URL(url)
  return parsed.username === '' && parsed.password === '' ? parsed.href : undefined
}

function isHarmless(word: string): boolean {
  if (!/^[\p{L}\p{N}\p{M}.,:'%()/+–—−×÷±≥≤→…\u00a0\u202f-]*$/u.test(word)) return false
  if (/^www\.|^[a-z]+:/i.test(word)) return false
  if (/[a-z]-\d/i.test(word)) return false
  if (word.includes('/') && !/^\d*\/(?:\d+|s)$/.test(word)) return false
  if (word.includes(':') && !/^\d+(?::\d+)+$/.test(word)) return false
  return !/\b[0-9a-f]{7,}\b/i.test(word)
}
