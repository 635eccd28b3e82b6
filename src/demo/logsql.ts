import type { LogLine } from './shop.js'

/**
 * The part of LogsQL that the demo's log server understands. Everything else is refused, as
 * VictoriaLogs refuses what it cannot parse.
 *
 *   lines  = any *( "|" "filter" any )
 *   query  = lines "|" "stats" count *( "," count )
 *   count  = "count" "(" ")" [ "if" "(" any ")" ] [ [ "as" ] name ]
 *   any    = all *( "or" all )
 *   all    = not *( [ "and" ] not )
 *   not    = [ "not" / "!" / "-" ] item
 *   item   = "*" / "(" any ")" / stream / [ name ":" ] [ "=" / "~" ] text / "_time" ":" span
 *   stream = "{" [ name "=" quoted *( "," name "=" quoted ) ] "}"
 *   span   = ( "[" / "(" ) instant "," instant ( "]" / ")" )
 *   text   = word / quoted
 */
export interface StatsQuery {
  readonly matches: Filter
  readonly counts: readonly Count[]
}

export interface Count {
  /** Name in the answer. */
  readonly name: string
  /** Which of the lines that the query matches are counted. */
  readonly counted: Filter
}

export type Filter = (line: LogLine) => boolean

/** Throws an Error that says what was not understood, and where. */
export function parseLogsql(text: string): StatsQuery {
  const cursor: Cursor = { tokens: tokenize(text), next: 0 }
  const matches = parseLines(cursor)
  for (const word of ['|', 'stats']) expect(cursor, word)
  const counts = [parseCount(cursor)]
  while (keyword(cursor, ',')) counts.push(parseCount(cursor))
  const left = peek(cursor)
  if (left !== undefined) throw unexpected(left)
  return { matches, counts }
}

function parseCount(cursor: Cursor): Count {
  for (const word of ['count', '(', ')']) expect(cursor, word)
  const counted = keyword(cursor, 'if') ? parseItem(cursor) : () => true
  keyword(cursor, 'as')
  const named = ![undefined, ','].includes(peek(cursor))
  return { name: named ? unquote(take(cursor)) : 'count(*)', counted }
}

/** A query for lines: `extra_filters`, or one that `/select/logsql/query` is asked. Throws as `parseLogsql` does. */
export function parseFilter(text: string): Filter {
  const cursor: Cursor = { tokens: tokenize(text), next: 0 }
  const filter = parseLines(cursor)
  const left = peek(cursor)
  if (left !== undefined) throw unexpected(left)
  return filter
}

interface Cursor {
  readonly tokens: readonly string[]
  next: number
}

const SPAN = /[[(]\s*[^\s,[\]()]+\s*,\s*[^\s,[\]()]+\s*[\])]/
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/
const WORD = /[\p{L}\p{N}_.@/]+/u
const TOKEN = new RegExp(
  `\\s*(?:(?<=_time:)(${SPAN.source})|(${QUOTED.source})|(${WORD.source})|([-(){}|:=~!,*]))`,
  'uy'
)

function tokenize(text: string): string[] {
  const trimmed = text.trimEnd()
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < trimmed.length) {
    const from = TOKEN.lastIndex
    const match = TOKEN.exec(trimmed)
    if (match === null) throw new Error(`cannot parse query: unexpected ${trimmed.slice(from)}`)
    tokens.push(match[0].trimStart())
  }
  return tokens
}

function parseLines(cursor: Cursor): Filter {
  const filters = [parseAny(cursor)]
  while (peek(cursor) === '|' && cursor.tokens[cursor.next + 1] === 'filter') {
    cursor.next += 2
    filters.push(parseAny(cursor))
  }
  return line => filters.every(filter => filter(line))
}

function parseAny(cursor: Cursor): Filter {
  const filters = [parseAll(cursor)]
  while (keyword(cursor, 'or')) filters.push(parseAll(cursor))
  return line => filters.some(filter => filter(line))
}

function parseAll(cursor: Cursor): Filter {
  const filters = [parseNot(cursor)]
  while (!ENDS_ALL.has(peek(cursor)?.toLowerCase())) {
    keyword(cursor, 'and')
    filters.push(parseNot(cursor))
  }
  return line => filters.every(filter => filter(line))
}

const ENDS_ALL: ReadonlySet<string | undefined> = new Set([undefined, '|', ')', 'or'])

function parseNot(cursor: Cursor): Filter {
  if (keyword(cursor, 'not') || keyword(cursor, '!') || keyword(cursor, '-')) {
    const filter = parseNot(cursor)
    return line => !filter(line)
  }
  return parseItem(cursor)
}

function parseItem(cursor: Cursor): Filter {
  const first = take(cursor)
  if (first === '*') return () => true
  if (first === '(') {
    const inner = parseAny(cursor)
    expect(cursor, ')')
    return inner
  }
  if (first === '{') return parseStream(cursor)
  if (!isText(first)) throw unexpected(first)
  if (peek(cursor) !== ':') return contains('_msg', unquote(first))
  cursor.next += 1
  if (first === '_time') return parseSpan(take(cursor))
  return parseValue(cursor, unquote(first))
}

function parseValue(cursor: Cursor, field: string): Filter {
  const exact = keyword(cursor, '=')
  const isRegex = !exact && keyword(cursor, '~')
  const text = take(cursor)
  if (!isText(text)) throw unexpected(text)
  const wanted = unquote(text)
  if (isRegex) return matching(field, wanted)
  return exact ? line => (line.fields[field] ?? '') === wanted : contains(field, wanted)
}

function parseStream(cursor: Cursor): Filter {
  const filters: Filter[] = []
  while (peek(cursor) !== '}') {
    const field = take(cursor)
    expect(cursor, '=')
    const wanted = unquote(take(cursor))
    filters.push(line => (line.fields[field] ?? '') === wanted)
    if (peek(cursor) !== '}') expect(cursor, ',')
  }
  cursor.next += 1
  return line => filters.every(filter => filter(line))
}

function parseSpan(span: string): Filter {
  const match = /^([[(])\s*(\S+)\s*,\s*(\S+?)\s*([\])])$/.exec(span)
  if (match === null) throw unexpected(span)
  const [, open, from = '', to = '', close] = match
  const start = instant(from)
  const end = instant(to)
  return ({ at }) =>
    (open === '[' ? at >= start : at > start) && (close === ']' ? at <= end : at < end)
}

/** Epoch milliseconds from RFC 3339 or a Unix time in s, ms, µs or ns, told apart by its digits. */
export function instant(text: string): number {
  const match = /^(\d+)(\.\d+)?$/.exec(text)
  if (match === null) {
    const at = Date.parse(text)
    if (Number.isNaN(at)) throw new Error(`cannot parse "${text}" as a time`)
    return at
  }
  const digits = match[1]?.length ?? 0
  if (digits <= 10) return Number(text) * 1000
  if (digits <= 13) return Number(text)
  return digits <= 16 ? Number(text) / 1e3 : Number(text) / 1e6
}

/** Anywhere in the field; RE2 and ours agree on what a gate asks. */
function matching(field: string, source: string): Filter {
  const pattern = new RegExp(source, 'u')
  return line => pattern.test(line.fields[field] ?? '')
}

/** A word or phrase matches where no letter, digit or underscore touches its ends; case counts. */
function contains(field: string, phrase: string): Filter {
  const escaped = phrase.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
  const before = /^[\p{L}\p{N}_]/u.test(phrase) ? '(?<![\\p{L}\\p{N}_])' : ''
  const after = /[\p{L}\p{N}_]$/u.test(phrase) ? '(?![\\p{L}\\p{N}_])' : ''
  const pattern = new RegExp(before + escaped + after, 'u')
  return line => pattern.test(line.fields[field] ?? '')
}

function isText(token: string): boolean {
  return !/^[-(){}|:=~!,*]$/.test(token)
}

function unquote(token: string): string {
  if (!/^["'`]/.test(token)) return token
  const inner = token.slice(1, -1)
  return token.startsWith('`') ? inner : inner.replace(/\\(.)/gs, '$1')
}

function keyword(cursor: Cursor, word: string): boolean {
  const found = peek(cursor)?.toLowerCase() === word
  if (found) cursor.next += 1
  return found
}

function expect(cursor: Cursor, word: string): void {
  const token = take(cursor)
  if (token !== word) throw unexpected(token, word)
}

function take(cursor: Cursor): string {
  const token = peek(cursor)
  if (token === undefined) throw new Error('cannot parse query: unexpected end of the query')
  cursor.next += 1
  return token
}

function peek(cursor: Cursor): string | undefined {
  return cursor.tokens[cursor.next]
}

function unexpected(token: string, wanted?: string): Error {
  const instead = wanted === undefined ? '' : `; want "${wanted}"`
  return new Error(`cannot parse query: unexpected token "${token}"${instead}`)
}
