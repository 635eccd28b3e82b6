import { inert } from './inert.js'
import { RULES } from './redact-rules.js'
import { ROLLBACK_WORDS } from './rollback-words.js'
import { LOOK_WORDS, REASON_WORDS, RECOVERY_WORDS, VERDICT_ICONS } from './words.js'

export type Redactor = (text: string) => string

/** What a text becomes that could not be looked through. */
const UNCHECKED = '[redacted: this text could not be checked]'
export const REDACTED = '[redacted]'
/** Shorter values would blank out ordinary words; the configuration refuses them as credentials. */
const SHORTEST = 4
const SHORTEST_LINE = 8

/**
 * A function that removes from a text the exact values of these secrets, in their usual encodings, and
 * everything that looks like a credential or like personal data. Invisible characters are removed first:
 * one of them inside a token must not hide it. Linear in the text; never throws: a text that cannot be
 * looked through is dropped as a whole.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const exact = encodingsOf(secrets)
  // The same outcome is told many times over: to the comment, the summary, the outputs and the files.
  const known = new Map<string, string>()
  return text => {
    const before = known.get(text)
    if (before !== undefined) return before
    const clean = redactOnce(text, exact)
    if (known.size >= MOST_KNOWN) known.clear()
    if (text.length <= LONGEST_KNOWN) known.set(text, clean)
    return clean
  }
}

/** A number: what varies from line to line, wherever log lines are told apart by their words. */
const VARYING = '0'

/**
 * A function that puts a number in the place of each secret that stands in a text as it is or escaped as in JSON
 * or URLs. For what is cut into words before it is redacted: of a secret that is cut up, no part can be found.
 */
export function createHider(secrets: readonly string[]): Redactor {
  const exact = longestFirst(
    plainOf(secrets).flatMap(value => [value, inert(value), inJson(value), percentEncoded(value)])
  )
  return text => removeExact(text, exact, VARYING)
}

/** Texts whose redacted form is remembered, and how long they may be. */
const MOST_KNOWN = 50_000
const LONGEST_KNOWN = 4_000

function redactOnce(text: string, exact: readonly string[]): string {
  try {
    return applyRules(removeExact(inert(removeExact(text, exact)), exact))
  } catch {
    return UNCHECKED
  }
}

/** Words of closed lists: they are public, and the renderers look things up by them. */
const CLOSED_WORDS: ReadonlySet<string> = new Set([
  ...Object.keys({ ...REASON_WORDS, ...ROLLBACK_WORDS, ...LOOK_WORDS }),
  ...Object.keys({ ...VERDICT_ICONS, ...RECOVERY_WORDS }),
  ...['refused', 'dispatched', 'succeeded', 'failed', 'unverified', 'named'],
  ...['gate', 'analyze', 'rollback', 'resolve', 'verify', 'override'],
  ...['ratio', 'query', 'count', 'probe', 'firing', 'logs', 'tolerance', 'answered', 'zero'],
  ...['fraction', 'seconds', 'bytes', 'per-second', 'higher', 'lower', 'either'],
  ...['settling', 'baking', 'rolling-back', 'verifying', 'done', 'before', 'same-time', 'control'],
  ...[
    'input',
    'deployment',
    'release',
    'passed',
    'deployed',
    'released',
    'max',
    'min',
    'sum',
    'avg'
  ]
])

/** The same value with every text in it redacted, at any depth: object values, array items, Map keys. */
export function redactAll<T>(value: T, redact: Redactor): T {
  // The shape is kept and only texts change, so the type is the one that came in.
  return redactValue(value, redact) as T
}

/** Objects whose keys come from outside too. */
const RECORDS: ReadonlySet<string> = new Set(['labels', 'series', 'links', 'headers', 'firing'])

function redactValue(value: unknown, redact: Redactor, name = ''): unknown {
  if (typeof value === 'string') return CLOSED_WORDS.has(value) ? value : redact(value)
  if (Array.isArray(value)) return value.map(item => redactValue(item, redact))
  if (value instanceof Map) {
    return new Map(
      [...value].map(([key, item]) => [redactValue(key, redact), redactValue(item, redact)])
    )
  }
  if (typeof value !== 'object' || value === null) return value
  const outside = RECORDS.has(name)
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      outside ? redact(key) : key,
      redactValue(item, redact, key)
    ])
  )
}

function removeExact(text: string, exact: readonly string[], instead = REDACTED): string {
  return exact.reduce((rest, secret) => rest.replaceAll(secret, instead), text)
}

function applyRules(text: string): string {
  return RULES.reduce((rest, rule) => rest.replace(rule.pattern, rule.replace), text)
}

function encodingsOf(secrets: readonly string[]): readonly string[] {
  return longestFirst(plainOf(secrets).flatMap(encodings))
}

/** Each secret, and each of its lines. */
function plainOf(secrets: readonly string[]): readonly string[] {
  const plain = secrets.flatMap(secret => [
    secret,
    secret.trim(),
    ...secret
      .split(/\r?\n/)
      .map(line => line.trim())
      .filter(line => line.length >= SHORTEST_LINE)
  ])
  return plain.filter(value => value.trim().length >= SHORTEST)
}

/** A part never breaks up the whole. */
function longestFirst(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
    .filter(value => value.length >= SHORTEST)
    .sort((left, right) => right.length - left.length)
}

function encodings(value: string): readonly string[] {
  const percent = percentEncoded(value)
  const bytes = Buffer.from(value, 'utf8')
  return [
    value,
    inert(value),
    percent,
    percent.replace(/%[0-9A-F]{2}/g, pair => pair.toLowerCase()),
    percent.replaceAll('%20', '+'),
    inJson(value),
    inHtml(value),
    inHtml(value).replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    inHtml(value).replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
    bytes.toString('hex'),
    ...[0, 1, 2].flatMap(offset => base64At(bytes, offset))
  ]
}

function inJson(value: string): string {
  return JSON.stringify(value).slice(1, -1)
}

function inHtml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** `encodeURIComponent` throws on a lone surrogate, which no secret that travels in a URL holds. */
function percentEncoded(value: string): string {
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, ''))
}

/**
 * What base64 makes of the bytes when `offset` bytes stand before them (as in `user:password`), without
 * the characters at the edges that depend on the neighbours.
 */
function base64At(bytes: Buffer, offset: number): readonly string[] {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '')
  const start = offset === 0 ? 0 : offset + 1
  const end = (bytes.length + offset) % 3 === 0 ? text.length : text.length - 1
  const inner = text.slice(start, end)
  return inner.length < SHORTEST_LINE
    ? []
    : [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
}
