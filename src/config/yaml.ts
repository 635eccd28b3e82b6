import { Composer, isAlias, isMap, isPair, isScalar, isSeq, Lexer, LineCounter, Parser } from 'yaml'
import type { Document, Node } from 'yaml'
import { ConfigError } from '../errors.js'
import type { Problem } from '../errors.js'

export type Path = readonly (string | number)[]

export interface Place {
  readonly line: number
  readonly column: number
}

/** YAML read into plain values, with the place of each of them in the text. */
export interface Yaml {
  readonly value: unknown
  /**
   * The place of the value at `path`, or of its key; of the nearest parent that exists. 1-based. `inside`:
   * the place of that offset of a text, where it can be told (folded and escaped texts begin where they begin).
   */
  place(path: Path, part: 'key' | 'value', inside?: number): Place
}

/** Far beyond any configuration, and small enough to read in well under a second. */
const maxBytes = 256 * 1024
const maxTokens = 30_000
const maxEscapes = 5_000
const maxAliases = 100
/** Brackets inside each other. The library recurses: far deeper ones end wherever the stack does. */
const maxDepth = 100
/** A text that is broken everywhere tells nothing more after these. */
const maxSyntaxProblems = 20

/**
 * Reads one YAML document: at most 256 KiB, no custom tags, no repeated keys, aliases limited.
 * `name` stands as the path in problems about the text as a whole. Throws ConfigError.
 */
export function readYaml(text: string, name: string): Yaml {
  const problem = sizeProblem(text)
  if (problem !== undefined)
    throw new ConfigError('invalid-config', [{ path: name, message: problem }])
  const lines = new LineCounter()
  const document = compose(text, lines, name)
  const value = plainValue(document, name)
  return {
    value,
    place: (path, part, inside) => {
      const { offset, node } = foundAt(document, path, part)
      const further = inside === undefined ? undefined : insideOf(text, node, inside)
      return at(lines, further ?? offset)
    }
  }
}

/** `checks[2].max`, `endpoints.metrics.url`, `endpoints["a b"]`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    if (!/^[\w-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`
    return text === '' ? step : `${text}.${step}`
  }, '')
}

function sizeProblem(text: string): string | undefined {
  const bytes = Buffer.byteLength(text)
  if (bytes > maxBytes) {
    return `The text has ${bytes} bytes; at most ${maxBytes} are read. Make it shorter.`
  }
  // Each broken escape becomes an error of its own, which costs far more than the character.
  if (text.split('\\').length > maxEscapes) {
    return `The text has more than ${maxEscapes} backslashes. Make it shorter.`
  }
  let [count, depth] = [0, 0]
  for (const token of new Lexer().lex(text)) {
    count += 1
    if (count > maxTokens) return `The YAML has more than ${maxTokens} tokens. Make it shorter.`
    if (token === '[' || token === '{') depth += 1
    if (token === ']' || token === '}') depth -= 1
    if (depth > maxDepth) return tooDeep
  }
  return undefined
}

const tooDeep = 'The YAML is nested too deeply. Write it with fewer levels.'

function compose(text: string, lines: LineCounter, name: string): Document {
  // The library's own search for repeated keys compares every pair of keys, and its decorated errors
  // search the whole text each: both take seconds on a hostile text. We do both ourselves.
  const composer = new Composer({ uniqueKeys: false, prettyErrors: false })
  const parser = new Parser(lines.addNewLine)
  const documents = [...composer.compose(parser.parse(text), true, text.length)]
  const document = documents[0]
  if (document === undefined || document.contents === null) throw emptyDocument(name)
  const problems = [
    ...syntaxProblems(document, lines, name),
    ...(documents.length > 1 ? [{ path: name, message: 'One YAML document is expected.' }] : []),
    ...keyProblems(document.contents, lines)
  ]
  if (problems.length === 0) return document
  problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  throw new ConfigError('invalid-config', problems.slice(0, maxSyntaxProblems))
}

function emptyDocument(name: string): ConfigError {
  return new ConfigError('invalid-config', [{ path: name, message: 'The text is empty.' }])
}

function syntaxProblems(document: Document, lines: LineCounter, name: string): Problem[] {
  const errors = [...document.errors, ...document.warnings]
  // Where the stack ended differs from run to run, and so does all that the library says from there on.
  if (errors.some(error => error.message.includes('call stack')))
    return [{ path: name, message: tooDeep }]
  return errors.map(error => ({
    path: name,
    ...at(lines, error.pos[0]),
    message:
      error.code === 'TAG_RESOLVE_FAILED'
        ? `${error.message}. Tags are not supported: remove it.`
        : `The YAML cannot be read: ${error.message}.`
  }))
}

/** Keys that stand twice in one map, and keys that are no plain text. */
function keyProblems(root: Node | null, lines: LineCounter): Problem[] {
  const problems: Problem[] = []
  const open: { node: unknown; path: Path }[] = [{ node: root, path: [] }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, path } = next
    if (isSeq(node))
      node.items.forEach((item, index) => open.push({ node: item, path: [...path, index] }))
    if (!isMap(node)) continue
    const seen = new Set<string>()
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : undefined
      const message = keyProblem(name, seen)
      const inner = [...path, name ?? '?']
      if (message !== undefined) {
        problems.push({ path: formatPath(inner), ...at(lines, startOf(key)), message })
      }
      open.push({ node: value, path: inner })
    }
  }
  return problems
}

function keyProblem(name: string | undefined, seen: Set<string>): string | undefined {
  if (name === undefined) return 'A key must be plain text.'
  if (name === '__proto__') return 'This name cannot be used as a key.'
  if (seen.has(name)) return `The key "${name}" stands twice in the same map. Remove one.`
  seen.add(name)
  return undefined
}

function plainValue(document: Document, name: string): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: maxAliases })
    // Throws where an alias stands inside its own anchor.
    JSON.stringify(value)
    return value
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown error'
    throw new ConfigError('invalid-config', [
      { path: name, message: `The YAML cannot be read: ${reason}. Write it without aliases.` }
    ])
  }
}

function foundAt(
  document: Document,
  path: Path,
  part: 'key' | 'value'
): { readonly offset: number | undefined; readonly node: unknown } {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const [index, step] of path.entries()) {
    const child = childOf(isAlias(node) ? node.resolve(document) : node, step)
    if (child === undefined) break
    const wantsKey = part === 'key' && index === path.length - 1
    offset =
      startOf(wantsKey || startOf(child.value) === undefined ? child.key : child.value) ?? offset
    node = child.value
  }
  return { offset, node }
}

/**
 * Where in the YAML an offset of a text stands: the line of the text that holds it, looked for in what is
 * written. undefined where the writing differs from the text, or holds that line twice.
 */
function insideOf(text: string, node: unknown, inside: number): number | undefined {
  const start = startOf(node)
  if (!isScalar(node) || typeof node.value !== 'string' || start === undefined) return undefined
  const written = text.slice(start, node.range?.[1])
  const before = node.value.lastIndexOf('\n', inside - 1) + 1
  const [line = ''] = node.value.slice(before).split('\n')
  const found = written.indexOf(line)
  if (line === '' || found < 0 || written.includes(line, found + 1)) return undefined
  return start + found + (inside - before)
}

function childOf(
  node: unknown,
  step: string | number
): { key: unknown; value: unknown } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)]
    return item === undefined ? undefined : { key: item, value: item }
  }
  if (!isMap(node)) return undefined
  return node.items.find(
    pair => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === String(step)
  )
}

function startOf(node: unknown): number | undefined {
  return (node as Partial<Node> | null | undefined)?.range?.[0]
}

function at(lines: LineCounter, offset: number | undefined): Place {
  const { line, col } = lines.linePos(offset ?? 0)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}
