import type { Query } from '../model.js'
import type { Language } from '../providers/provider.js'
import { type Lexis, lexisOf } from './lexis.js'
import { suggestion } from './nearest.js'
import type { Parsed } from './quantity.js'

/** Values for placeholders, by name. */
export type Variables = ReadonlyMap<string, string>

/** A query and the names of the variables it used. */
export interface Template {
  readonly query: Query
  readonly used: readonly string[]
  /** Where in the text stands what is rendered at this offset, for a window of `width` milliseconds. */
  readonly origin: (offset: number, width: number) => number
}

/**
 * Reads a query with typed placeholders. The result's only open placeholder is the window.
 *
 *     query       = *( text / placeholder )
 *     placeholder = "{{" *SP ( "window" / kind 1*SP name ) *SP "}}"
 *     kind        = "ident" / "string" / "regex"
 *     name        = ALPHA *( ALPHA / DIGIT / "-" / "_" )
 *
 * `{{window}}`       the window's length as the language writes it: 900s.
 * `{{ident name}}`   outside quotes a bare identifier of the language; inside quotes a word of
 *                    letters, digits and `._/-`.
 * `{{string name}}`  a complete quoted literal; stands outside quotes.
 * `{{regex name}}`   text that a regular expression matches literally; stands inside quotes.
 *
 * A value that does not fit its slot is an error; nothing is ever substituted as it is.
 */
export function readQuery(
  text: string,
  language: Language,
  variables: Variables
): Parsed<Template> {
  return readTemplate(text, lexisOf(language, text), variables)
}

/** The same by the lexis of what is no query language: the parts of a request. */
export function readTemplate(text: string, lexis: Lexis, variables: Variables): Parsed<Template> {
  const parts: Part[] = []
  const used: string[] = []
  let usesWindow = false
  for (const piece of piecesOf(text, lexis)) {
    if (piece.kind === 'text') {
      parts.push({ rendered: piece.text, length: piece.text.length })
      continue
    }
    const slot = readSlot(piece.body, lexis)
    if ('error' in slot) return slot
    if (slot.ok.kind === 'window') {
      if (lexis.window === undefined)
        return { error: `{{window}} has no meaning in ${lexis.title}. Remove it.` }
      usesWindow = true
      parts.push({ rendered: null, length: piece.length })
      continue
    }
    const encoded = encodeSlot(slot.ok, piece.quote, lexis, variables)
    if ('error' in encoded) return encoded
    used.push(slot.ok.name)
    parts.push({ rendered: encoded.ok, length: piece.length })
  }
  const { window } = lexis
  const rendered = (part: Part, width: number): string => part.rendered ?? window?.(width) ?? ''
  const render = (width: number) => parts.map(part => rendered(part, width)).join('')
  const origin = (offset: number, width: number) =>
    originOf(parts, offset, part => rendered(part, width))
  return { ok: { query: { text, usesWindow, render }, used, origin } }
}

interface Part {
  /** null stands for the window. */
  readonly rendered: string | null
  /** In the text as it is written. */
  readonly length: number
}

/** A placeholder is one place: whatever it became begins where it begins. */
function originOf(
  parts: readonly Part[],
  offset: number,
  rendered: (part: Part) => string
): number {
  let written = 0
  let passed = 0
  for (const part of parts) {
    const { length } = rendered(part)
    if (offset < passed + length) {
      return length === part.length ? written + offset - passed : written
    }
    passed += length
    written += part.length
  }
  return written
}

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'slot'
      readonly body: string
      readonly quote: string | undefined
      /** With its braces. */
      readonly length: number
    }

/** Splits at placeholders and notes inside which quote, if any, each of them stands. */
function piecesOf(text: string, lexis: Lexis): Piece[] {
  const pieces: Piece[] = []
  let quote: string | undefined
  let start = 0
  let index = 0
  while (index < text.length) {
    const end = text.startsWith('{{', index) ? text.indexOf('}}', index) : -1
    if (end >= 0 && lexis.template?.test(text.slice(index + 2, end)) !== true) {
      pieces.push({ kind: 'text', text: text.slice(start, index) })
      const length = end + 2 - index
      pieces.push({ kind: 'slot', body: text.slice(index + 2, end).trim(), quote, length })
      index = end + 2
      start = index
      continue
    }
    const step = scan(text, index, quote, lexis)
    quote = step.quote
    index = step.next
  }
  pieces.push({ kind: 'text', text: text.slice(start) })
  return pieces
}

/** One character, escape or comment further; tracks string literals. */
function scan(
  text: string,
  index: number,
  quote: string | undefined,
  lexis: Lexis
): { readonly next: number; readonly quote: string | undefined } {
  const letter = text.charAt(index)
  const { quotes, raw, comments, escapes } = lexis
  if (quote === undefined) {
    const comment = comments.find(([open]) => text.startsWith(open, index))
    if (comment !== undefined) return { next: endOfComment(text, index, comment), quote }
    if (letter === '\\' && escapes === true) return { next: index + 2, quote }
    return { next: index + 1, quote: quotes.includes(letter) ? letter : undefined }
  }
  if (letter === '\\' && !raw.includes(quote)) return { next: index + 2, quote }
  return { next: index + 1, quote: letter === quote ? undefined : quote }
}

/** A comment that holds a placeholder ends before it, so that the placeholder is still read. */
function endOfComment(
  text: string,
  index: number,
  [open, end]: readonly [open: string, end: string]
): number {
  const from = index + open.length
  const ends = [text.indexOf(end, from), text.indexOf('{{', from)].filter(at => at >= 0)
  return ends.length === 0 ? text.length : Math.min(...ends)
}

type Slot =
  | { readonly kind: 'window' }
  | { readonly kind: 'ident' | 'string' | 'regex'; readonly name: string }

function readSlot(body: string, lexis: Lexis): Parsed<Slot> {
  if (body === 'window') return { ok: { kind: 'window' } }
  const match = /^(ident|string|regex)\s+([A-Za-z][\w-]*)$/.exec(body)
  if (match === null) {
    const hint = suggestion(body.split(/\s/)[0] ?? '', ['window', 'ident', 'string', 'regex'])
    const forms = '{{window}}, {{ident name}}, {{string name}} or {{regex name}}'
    return { error: `{{${body}}} is not a placeholder.${hint} Write ${forms}.` }
  }
  const [, kind, name = ''] = match
  const { regex, string, title } = lexis
  if (kind === 'string' && string === undefined) {
    return { error: `{{${body}}}: ${title} have no quoted texts. Use {{ident ${name}}}.` }
  }
  if (kind === 'regex' && regex === undefined) {
    const other = string === undefined ? 'ident' : 'string'
    return { error: `{{${body}}}: ${title}: no regular expressions. Use {{${other} ${name}}}.` }
  }
  return { ok: { kind: kind as 'ident' | 'string' | 'regex', name } }
}

function encodeSlot(
  slot: Exclude<Slot, { kind: 'window' }>,
  quote: string | undefined,
  lexis: Lexis,
  variables: Variables
): Parsed<string> {
  const value = variables.get(slot.name)
  const shown = `{{${slot.kind} ${slot.name}}}`
  if (value === undefined) {
    const known = [...variables.keys()]
    return {
      error: `${shown}: there is no variable "${slot.name}".${suggestion(slot.name, known)} Give it in the input \`variables\`; known are ${known.join(', ')}.`
    }
  }
  if (value === '')
    return { error: `${shown}: the variable is empty in this run. ${whereGiven(slot.name)}` }
  if (value.length > 1000) return { error: `${shown}: the value is longer than 1000 characters.` }
  switch (slot.kind) {
    case 'ident':
      return encodeIdent(value, shown, quote, lexis)
    case 'string':
      if (quote === undefined) return encodeString(value, shown, lexis)
      return {
        error: `${shown} is a whole literal and stands inside quotes. Remove the quotes around it.`
      }
    case 'regex':
      if (quote !== undefined) return literalOf(value, shown, lexis.regex, quote)
      return {
        error: `${shown} must stand inside quotes, for example =~"{{regex ${slot.name}}}.*".`
      }
  }
}

/** Those that are built in have an input of their own. */
function whereGiven(name: string): string {
  const isBuiltIn = ['environment', 'service', 'version', 'sha'].includes(name)
  return isBuiltIn ? `Give the input \`${name}\`.` : 'Give it in the input `variables`.'
}

/** `readSlot` has refused what the language cannot write. */
function literalOf(
  value: string,
  shown: string,
  write: ((value: string, quote: string) => string) | undefined,
  quote = ''
): Parsed<string> {
  return write === undefined ? { error: `${shown}: no such text.` } : { ok: write(value, quote) }
}

function encodeString(
  value: string,
  shown: string,
  { plain, string, title }: Lexis
): Parsed<string> {
  if (plain?.test(value) ?? true) return literalOf(value, shown, string)
  return {
    error: `${shown}: the value holds a quote, a slash or a backslash, which a text of ${title} cannot hold safely.`
  }
}

/** Inert inside every kind of quote of every language, but for a regular expression between slashes. */
const quotedWord = /^[A-Za-z0-9._/-]{1,128}$/
const regexWord = /^[A-Za-z0-9_-]{1,128}$/

function encodeIdent(
  value: string,
  shown: string,
  quote: string | undefined,
  { ident, reserved, title }: Lexis
): Parsed<string> {
  if (quote !== undefined) {
    if ((quote === '/' ? regexWord : quotedWord).test(value)) return { ok: value }
    return {
      error: `${shown}: the value may hold letters, digits and . _ / - only. Use {{string …}} or {{regex …}} for other text.`
    }
  }
  if (ident.test(value) && !reserved.has(value.toLowerCase())) return { ok: value }
  return {
    error: `${shown}: the value is not an identifier of ${title}. Use {{string …}}, or put {{ident …}} in quotes.`
  }
}
