import type { Labels } from '../model.js'

/**
 * The part of PromQL that the demo's server understands. Everything else is a parse error, as it is
 * with Prometheus.
 *
 *   expression = sum *( "or" sum )
 *   sum        = product *( ( "+" / "-" ) product )
 *   product    = primary *( ( "*" / "/" ) primary )
 *   primary    = number / "(" expression ")" / selector / call / aggregate
 *   call       = ( "rate" / "increase" ) "(" range ")"
 *              / "vector" "(" number ")"
 *              / "histogram_quantile" "(" number "," expression ")"
 *              / "label_replace" "(" expression "," string "," string "," string "," string ")"
 *   aggregate  = "sum" [ by ] "(" expression ")" / "sum" "(" expression ")" by
 *   by         = "by" "(" [ name *( "," name ) ] ")"
 *   range      = selector "[" duration "]"
 *   selector   = name [ matchers ] / matchers
 *   matchers   = "{" [ matcher *( "," matcher ) [ "," ] ] "}"
 *   matcher    = name ( "=" / "!=" / "=~" / "!~" ) string
 */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'selector'; readonly matchers: readonly Matcher[] }
  | {
      readonly kind: 'rate' | 'increase'
      readonly matchers: readonly Matcher[]
      readonly range: number
    }
  | { readonly kind: 'vector'; readonly value: number }
  | { readonly kind: 'quantile'; readonly quantile: number; readonly of: Expression }
  | {
      readonly kind: 'label'
      readonly of: Expression
      readonly replace: (labels: Labels) => Labels
    }
  | { readonly kind: 'sum'; readonly by: readonly string[]; readonly of: Expression }
  | {
      readonly kind: 'binary'
      readonly operator: Operator
      readonly left: Expression
      readonly right: Expression
    }

export type Operator = '+' | '-' | '*' | '/' | 'or'

export interface Matcher {
  readonly label: string
  readonly matches: (value: string) => boolean
}

/** Throws an Error in the words of Prometheus: `1:10: parse error: …`. */
export function parsePromql(text: string): Expression {
  const cursor: Cursor = { tokens: tokenize(text), next: 0 }
  const expression = parseOr(cursor)
  const left = cursor.tokens[cursor.next]
  if (left !== undefined) throw unexpected(left)
  return expression
}

interface Token {
  readonly kind: 'duration' | 'number' | 'name' | 'string' | 'symbol' | 'end'
  readonly text: string
  readonly column: number
}

interface Cursor {
  readonly tokens: readonly Token[]
  next: number
}

const TOKEN =
  /\s*(?:(?<duration>(?:\d+(?:ms|[smhdwy]))+)|(?<number>\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+)|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|(?<symbol>=~|!~|!=|[-+*/=(){}[\],]))/y

function tokenize(text: string): Token[] {
  const trimmed = text.trimEnd()
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < trimmed.length) {
    const from = TOKEN.lastIndex
    const match = TOKEN.exec(trimmed)
    if (match === null) {
      const rest = trimmed.slice(from).trimStart()
      const column = trimmed.length - rest.length + 1
      throw parseError(column, `unexpected character: '${rest.slice(0, 1)}'`)
    }
    const found = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)
    const [kind, value = ''] = found ?? []
    tokens.push({
      kind: kind as Token['kind'],
      text: value,
      column: TOKEN.lastIndex - value.length + 1
    })
  }
  return tokens
}

function parseOr(cursor: Cursor): Expression {
  return parseBinary(cursor, ['or'], inner =>
    parseBinary(inner, ['+', '-'], product => parseBinary(product, ['*', '/'], parsePrimary))
  )
}

function parseBinary(
  cursor: Cursor,
  operators: readonly Operator[],
  operand: (cursor: Cursor) => Expression
): Expression {
  let left = operand(cursor)
  for (;;) {
    const operator = operators.find(candidate => peek(cursor).text === candidate)
    if (operator === undefined) return left
    cursor.next += 1
    left = { kind: 'binary', operator, left, right: operand(cursor) }
  }
}

function parsePrimary(cursor: Cursor): Expression {
  const token = peek(cursor)
  if (token.kind === 'number') return { kind: 'number', value: takeNumber(cursor) }
  if (token.text === '(' && token.kind === 'symbol') {
    return parenthesised(cursor, parseOr)
  }
  const call = CALLS[token.text]
  if (token.kind === 'name' && call !== undefined) {
    cursor.next += 1
    return call(cursor)
  }
  const selector = parseSelector(cursor)
  if (peek(cursor).text === '[') {
    throw parseError(token.column, 'expected type instant vector, got range vector')
  }
  return { kind: 'selector', matchers: selector }
}

const CALLS: Readonly<Record<string, ((cursor: Cursor) => Expression) | undefined>> = {
  rate: cursor => parenthesised(cursor, inner => ({ kind: 'rate', ...parseRange(inner) })),
  increase: cursor => parenthesised(cursor, inner => ({ kind: 'increase', ...parseRange(inner) })),
  vector: cursor => parenthesised(cursor, inner => ({ kind: 'vector', value: takeNumber(inner) })),
  histogram_quantile: cursor =>
    parenthesised(cursor, inner => {
      const quantile = takeNumber(inner)
      expect(inner, ',')
      return { kind: 'quantile', quantile, of: parseOr(inner) }
    }),
  label_replace: cursor => parenthesised(cursor, parseLabelReplace),
  sum: cursor => {
    const before = parseBy(cursor)
    const of = parenthesised(cursor, parseOr)
    return { kind: 'sum', by: before ?? parseBy(cursor) ?? [], of }
  }
}

function parseLabelReplace(cursor: Cursor): Expression {
  const of = parseOr(cursor)
  const [label = '', replacement = '', source = '', pattern = ''] = Array.from(
    { length: 4 },
    () => {
      expect(cursor, ',')
      return unquote(take(cursor, 'string').text)
    }
  )
  const whole = anchored(pattern, peek(cursor))
  const replace = (labels: Labels): Labels => {
    const value = labels[source] ?? ''
    return whole.test(value) ? { ...labels, [label]: value.replace(whole, replacement) } : labels
  }
  return { kind: 'label', of, replace }
}

function parseBy(cursor: Cursor): string[] | undefined {
  if (peek(cursor).text !== 'by') return undefined
  cursor.next += 1
  return parenthesised(cursor, inner => {
    const names: string[] = []
    while (peek(inner).kind === 'name') {
      names.push(take(inner, 'name').text)
      if (peek(inner).text === ',') inner.next += 1
    }
    return names
  })
}

function parseRange(cursor: Cursor): { matchers: readonly Matcher[]; range: number } {
  const { column } = peek(cursor)
  const matchers = parseSelector(cursor)
  if (peek(cursor).text !== '[') {
    throw parseError(column, 'expected type range vector in call to function, got instant vector')
  }
  expect(cursor, '[')
  const range = milliseconds(take(cursor, 'duration').text)
  expect(cursor, ']')
  return { matchers, range }
}

function parseSelector(cursor: Cursor): Matcher[] {
  const start = peek(cursor)
  const matchers: Matcher[] = []
  if (start.kind === 'name') {
    matchers.push({ label: '__name__', matches: value => value === start.text })
    cursor.next += 1
    if (peek(cursor).text === '(')
      throw parseError(start.column, `unknown function with name "${start.text}"`)
  }
  if (peek(cursor).text !== '{') {
    if (matchers.length === 0) throw unexpected(start)
    return matchers
  }
  cursor.next += 1
  while (peek(cursor).kind === 'name') {
    matchers.push(parseMatcher(cursor))
    if (peek(cursor).text !== ',') break
    cursor.next += 1
  }
  expect(cursor, '}')
  if (matchers.length === 0) {
    throw parseError(start.column, 'vector selector must contain at least one non-empty matcher')
  }
  return matchers
}

function parseMatcher(cursor: Cursor): Matcher {
  const label = take(cursor, 'name').text
  const operator = take(cursor, 'symbol')
  const wanted = unquote(take(cursor, 'string').text)
  switch (operator.text) {
    case '=':
      return { label, matches: value => value === wanted }
    case '!=':
      return { label, matches: value => value !== wanted }
    case '=~':
    case '!~': {
      const pattern = anchored(wanted, operator)
      return { label, matches: value => pattern.test(value) === (operator.text === '=~') }
    }
    default:
      throw unexpected(operator)
  }
}

/** Prometheus anchors every pattern at both ends. */
function anchored(pattern: string, at: Token): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 's')
  } catch {
    throw parseError(at.column, `error parsing regexp: \`${pattern}\``)
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1)
  if (quoted.startsWith('`')) return inner
  return inner.replace(/\\(.)/gs, (_, escaped: string) => ESCAPES[escaped] ?? escaped)
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  y: 365 * 86_400_000
}

function milliseconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)]
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ''] ?? 0), 0)
}

function parenthesised<T>(cursor: Cursor, inner: (cursor: Cursor) => T): T {
  expect(cursor, '(')
  const value = inner(cursor)
  expect(cursor, ')')
  return value
}

function takeNumber(cursor: Cursor): number {
  return Number(take(cursor, 'number').text)
}

function take(cursor: Cursor, kind: Token['kind']): Token {
  const token = peek(cursor)
  if (token.kind !== kind) throw unexpected(token)
  cursor.next += 1
  return token
}

function expect(cursor: Cursor, symbol: string): void {
  const token = take(cursor, 'symbol')
  if (token.text !== symbol) throw unexpected(token)
}

function peek(cursor: Cursor): Token {
  const last = cursor.tokens.at(-1)
  const end: Token = {
    kind: 'end',
    text: '',
    column: (last?.column ?? 0) + (last?.text.length ?? 1)
  }
  return cursor.tokens[cursor.next] ?? end
}

function unexpected(token: Token): Error {
  const what = token.kind === 'end' ? 'end of input' : `"${token.text}"`
  return parseError(token.column, `unexpected ${what}`)
}

function parseError(column: number, message: string): Error {
  return new Error(`1:${column}: parse error: ${message}`)
}
