import type { Query } from '../model.js'
import type { Language } from '../providers/provider.js'
import { lexis } from './lexis.js'
import { suggestion } from './nearest.js'
import type { Parsed } from './quantity.js'

/** Values for placeholders, by name. */
export type Variables = ReadonlyMap<string, string>

/** A query and the names of the variables it used. */
export interface Template {
  readonly query: Query
  readonly used: readonly string[]
}

/**
 * Reads a query with typed placeholders. The result's only open placeholder is the window.
 *
 *     query       = *( text / placeholder )
 *     placeholder = "{{" *SP ( "window" / kind 1*SP name ) *SP "}}"
 *     kind        = "ident" / "string" / "regex"
 *     name        = ALPHA *( ALPHA / DIGIT / "-" / "_" )
 *
 * `{{window}}`       the window's length: 900s.
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
  // null stands for the window.
  const parts: (string | null)[] = []
  const used: string[] = []
  let usesWindow = false
  for (const piece of piecesOf(text, language)) {
    if (piece.kind === 'text') {
      parts.push(piece.text)
      continue
    }
    const slot = readSlot(piece.body, language)
    if ('error' in slot) return slot
    if (slot.ok.kind === 'window') {
      if (language === 'jmespath')
        return { error: '{{window}} has no meaning in JMESPath. Remove it.' }
      usesWindow = true
      parts.push(null)
      continue
    }
    const encoded = encodeSlot(slot.ok, piece.quote, language, variables)
    if ('error' in encoded) return encoded
    used.push(slot.ok.name)
    parts.push(encoded.ok)
  }
  const render = (width: number) => parts.map(part => part ?? windowText(width)).join('')
  return { ok: { query: { text, usesWindow, render }, used } }
}

/** `900s`; milliseconds only where seconds would not be whole. All three languages read both. */
function windowText(width: number): string {
  return width % 1000 === 0 ? `${width / 1000}s` : `${Math.round(width)}ms`
}

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slot'; readonly body: string; readonly quote: string | undefined }

/** Splits at placeholders and notes inside which quote, if any, each of them stands. */
function piecesOf(text: string, language: Language): Piece[] {
  const pieces: Piece[] = []
  let quote: string | undefined
  let start = 0
  let index = 0
  while (index < text.length) {
    const end = text.startsWith('{{', index) ? text.indexOf('}}', index) : -1
    if (end >= 0 && !isTemplate(text.slice(index + 2, end), language)) {
      pieces.push({ kind: 'text', text: text.slice(start, index) })
      pieces.push({ kind: 'slot', body: text.slice(index + 2, end).trim(), quote })
      index = end + 2
      start = index
      continue
    }
    const step = scan(text, index, quote, language)
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
  language: Language
): { readonly next: number; readonly quote: string | undefined } {
  const letter = text.charAt(index)
  const { quotes, raw, comments } = lexis[language]
  if (quote === undefined) {
    if (comments && letter === '#') return { next: endOfLine(text, index), quote }
    return { next: index + 1, quote: quotes.includes(letter) ? letter : undefined }
  }
  if (letter === '\\' && !raw.includes(quote)) return { next: index + 2, quote }
  return { next: index + 1, quote: letter === quote ? undefined : quote }
}

/** A comment that holds a placeholder ends before it, so that the placeholder is still read. */
function endOfLine(text: string, index: number): number {
  const rest = text.slice(index + 1)
  const length = rest.search(/\n|\{\{/)
  return length < 0 ? text.length : index + 1 + length
}

/** LogQL's line_format has Go templates of its own: `{{.status}}`, `{{ __line__ }}`, `{{ end }}`. */
function isTemplate(body: string, language: Language): boolean {
  return language === 'logql' && /\.|^\s*(__|end\b|else\b)/.test(body)
}

type Slot =
  | { readonly kind: 'window' }
  | { readonly kind: 'ident' | 'string' | 'regex'; readonly name: string }

function readSlot(body: string, language: Language): Parsed<Slot> {
  if (body === 'window') return { ok: { kind: 'window' } }
  const match = /^(ident|string|regex)\s+([A-Za-z][\w-]*)$/.exec(body)
  if (match === null) {
    const hint = suggestion(body.split(/\s/)[0] ?? '', ['window', 'ident', 'string', 'regex'])
    const forms = '{{window}}, {{ident name}}, {{string name}} or {{regex name}}'
    return { error: `{{${body}}} is not a placeholder.${hint} Write ${forms}.` }
  }
  const [, kind, name = ''] = match
  if (kind === 'regex' && language === 'jmespath') {
    return { error: `{{${body}}}: JMESPath has no regular expressions. Use {{string ${name}}}.` }
  }
  return { ok: { kind: kind as 'ident' | 'string' | 'regex', name } }
}

function encodeSlot(
  slot: Exclude<Slot, { kind: 'window' }>,
  quote: string | undefined,
  language: Language,
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
  if (value === '') return { error: `${shown}: the variable is empty in this run.` }
  if (value.length > 1000) return { error: `${shown}: the value is longer than 1000 characters.` }
  switch (slot.kind) {
    case 'ident':
      return encodeIdent(value, shown, quote, language)
    case 'string':
      if (quote === undefined) return { ok: encodeString(value, language) }
      return {
        error: `${shown} is a whole literal and stands inside quotes. Remove the quotes around it.`
      }
    case 'regex':
      if (quote !== undefined)
        return { ok: encodeRegex(value, lexis[language].raw.includes(quote)) }
      return {
        error: `${shown} must stand inside quotes, for example =~"{{regex ${slot.name}}}.*".`
      }
  }
}

/** Inert inside every kind of quote of every language. */
const quotedWord = /^[A-Za-z0-9._/-]{1,128}$/

function encodeIdent(
  value: string,
  shown: string,
  quote: string | undefined,
  language: Language
): Parsed<string> {
  if (quote !== undefined) {
    if (quotedWord.test(value)) return { ok: value }
    return {
      error: `${shown}: the value may hold letters, digits and . _ / - only. Use {{string …}} or {{regex …}} for other text.`
    }
  }
  const { ident, reserved } = lexis[language]
  if (ident.test(value) && !reserved.has(value.toLowerCase())) return { ok: value }
  return {
    error: `${shown}: the value is not an identifier of ${language}. Use {{string …}}, or put {{ident …}} in quotes.`
  }
}

/** A complete literal of printable ASCII: every other character is written as its code point. */
function encodeString(value: string, language: Language): string {
  const text = wellFormed(value)
  // JSON between back-ticks: JMESPath's raw strings differ between implementations in what `\\` means.
  if (language === 'jmespath') return `\`${escapeUnits(JSON.stringify(text))}\``
  return `"${[...text].map(goEscape).join('')}"`
}

/** The UTF-16 escapes of JSON; the back-tick too, which would end the literal. */
function escapeUnits(json: string): string {
  return json.replace(/[^\x20-\x5f\x61-\x7e]/g, unit => `\\u${hex(unit.charCodeAt(0), 4)}`)
}

/** As Go's strconv.Unquote reads it, which PromQL, LogQL and LogsQL follow. */
function goEscape(letter: string): string {
  const code = letter.codePointAt(0) ?? 0
  if (letter === '"' || letter === '\\') return `\\${letter}`
  if (code >= 0x20 && code < 0x7f) return letter
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`
}

/**
 * RE2 that matches the value and nothing else. Holds no quote of any kind: they are written as code
 * points, so the text cannot end the literal around it. `raw`: the literal takes backslashes as they are.
 */
function encodeRegex(value: string, raw: boolean): string {
  const regex = [...wellFormed(value)]
    .map(letter => {
      if (/^[A-Za-z0-9_ /,:;@%=-]$/.test(letter)) return letter
      if (/^[.+*?()|[\]{}^$]$/.test(letter)) return `\\${letter}`
      return `\\x{${(letter.codePointAt(0) ?? 0).toString(16)}}`
    })
    .join('')
  return raw ? regex : regex.replaceAll('\\', '\\\\')
}

/** A lone surrogate is no character of any backend. */
function wellFormed(value: string): string {
  return value.replace(/\p{Surrogate}/gu, '\ufffd')
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}
