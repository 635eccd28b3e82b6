/**
 * The part of GitHub's expressions that names of concurrency groups and conditions of jobs are made of. What is not
 * known, or not understood, is undefined, and so is all that depends on it.
 * https://docs.github.com/actions/reference/workflows-and-actions/expressions
 *
 *     template   = *( text / "${{" or "}}" )
 *     or         = and *( "||" and )
 *     and        = equal *( "&&" equal )
 *     equal      = unary [ ( "==" / "!=" ) unary ]
 *     unary      = *"!" primary
 *     primary    = literal / call / path / "(" or ")"
 *     call       = name "()"
 *     path       = name *( "." name / "[" string "]" )
 *     literal    = string / number / "true" / "false" / "null"
 */

export type Value = string | number | boolean | null
/** The value of `github.ref`, `inputs.tag`, `always()`, …, in lower case; undefined: not known. */
export type Known = (path: string) => Value | undefined

/** The text that a template comes to; undefined: not known. */
export function fillTemplate(template: string, known: Known): string | undefined {
  const parts = template.split(/(\$\{\{.*?\}\})/s)
  const texts = parts.map(part => {
    if (!part.startsWith('${{')) return part
    const value = evaluate(part.slice(3, -2), known)
    return value === undefined ? undefined : asText(value)
  })
  return texts.every(text => text !== undefined) ? texts.join('') : undefined
}

/** Whether a condition holds; undefined: not known. Its `${{ }}` may be left out. */
export function isTrue(condition: string, known: Known): boolean | undefined {
  const bare = /^\s*\$\{\{(.*?)\}\}\s*$/s.exec(condition)?.[1] ?? condition
  const value = evaluate(bare, known)
  return value === undefined ? undefined : isTruthy(value)
}

function evaluate(text: string, known: Known): Value | undefined {
  const tokens = tokensOf(text)
  if (tokens === undefined) return undefined
  const reader = { tokens, at: 0, known }
  const value = readOr(reader)
  return reader.at === tokens.length ? value : undefined
}

const TOKEN = /\s*('(?:[^']|'')*'|\|\||&&|==|!=|[!()[\].]|[A-Za-z_][\w-]*|-?\d+(?:\.\d+)?)\s*/y

function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text)?.[1]
    if (token === undefined) return undefined
    tokens.push(token)
  }
  return tokens
}

interface Reader {
  readonly tokens: readonly string[]
  at: number
  readonly known: Known
}

function took(reader: Reader, ...wanted: readonly string[]): string | undefined {
  const token = reader.tokens[reader.at]
  if (token === undefined || !wanted.includes(token)) return undefined
  reader.at++
  return token
}

function readOr(reader: Reader): Value | undefined {
  let value = readAnd(reader)
  while (took(reader, '||')) {
    const next = readAnd(reader)
    if (value !== undefined) value = isTruthy(value) ? value : next
  }
  return value
}

function readAnd(reader: Reader): Value | undefined {
  let value = readEqual(reader)
  while (took(reader, '&&')) {
    const next = readEqual(reader)
    // False whatever the other side is.
    if (value === undefined) value = next !== undefined && !isTruthy(next) ? false : undefined
    else value = isTruthy(value) ? next : value
  }
  return value
}

function readEqual(reader: Reader): Value | undefined {
  const left = readUnary(reader)
  const operator = took(reader, '==', '!=')
  if (operator === undefined) return left
  const right = readUnary(reader)
  if (left === undefined || right === undefined) return undefined
  return areEqual(left, right) === (operator === '==')
}

function readUnary(reader: Reader): Value | undefined {
  if (!took(reader, '!')) return readPrimary(reader)
  const value = readUnary(reader)
  return value === undefined ? undefined : !isTruthy(value)
}

function readPrimary(reader: Reader): Value | undefined {
  if (took(reader, '(')) {
    const value = readOr(reader)
    return took(reader, ')') ? value : undefined
  }
  const token = reader.tokens[reader.at++] ?? ''
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'")
  if (/^-?\d/.test(token)) return Number(token)
  if (Object.hasOwn(LITERALS, token)) return LITERALS[token]
  return /^[A-Za-z_]/.test(token) ? readPath(reader, token) : undefined
}

const LITERALS: Readonly<Record<string, Value>> = { true: true, false: false, null: null }

function readPath(reader: Reader, first: string): Value | undefined {
  let path = first
  for (;;) {
    if (took(reader, '.')) path += `.${reader.tokens[reader.at++] ?? ''}`
    else if (took(reader, '[')) {
      path += `.${(reader.tokens[reader.at++] ?? '').slice(1, -1)}`
      if (!took(reader, ']')) return undefined
    } else break
  }
  const isCall = took(reader, '(') !== undefined && took(reader, ')') !== undefined
  return reader.known(`${path.toLowerCase()}${isCall ? '()' : ''}`)
}

/** Texts without regard to case; other pairs as numbers. */
function areEqual(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') {
    return left.toLowerCase() === right.toLowerCase()
  }
  return typeof left === typeof right ? left === right : asNumber(left) === asNumber(right)
}

function asNumber(value: Value): number {
  return typeof value === 'string' && value.trim() === '' ? 0 : Number(value)
}

function isTruthy(value: Value): boolean {
  return value !== '' && value !== 0 && value !== false && value !== null
}

function asText(value: Value): string {
  return value === null ? '' : String(value)
}
