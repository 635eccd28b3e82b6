import { saidBy } from './said.js'
import type { Structured } from './structured.js'
import { unescape } from './unescape.js'

/** A longer JSON line is read as text. */
const MOST_JSON = 65_536
const MOST_KEYS = 120
const MOST_DEPTH = 4
const MOST_VALUE = 20_000

/** Undefined for what is no JSON object. */
export function readJson(text: string): Structured | undefined {
  if (text.length > MOST_JSON) return undefined
  const value = parse(text)
  if (value === undefined) return undefined
  const entries: [string, string][] = []
  flatten(value, '', 0, entries)
  const data = Object.fromEntries(entries)
  return { data, message: saidBy(data) }
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = text.trimEnd().endsWith('}') ? JSON.parse(text) : undefined
    return typeof value === 'object' && value !== null ? value : torn(text)
  } catch {
    return torn(text)
  }
}

/** The texts of a JSON object whose end was cut off, by their innermost keys; undefined where it was not. */
function torn(text: string): object | undefined {
  if (!text.startsWith('{"') || isClosed(text)) return undefined
  const pairs = [...text.matchAll(TORN_PAIR)].slice(0, MOST_KEYS)
  const texts = pairs.map(([, key = '', value = '']) => [key, unescape(value)] as const)
  return texts.length === 0 ? undefined : Object.fromEntries(texts.toReversed())
}

const TORN_PAIR = /"([\w.@-]{1,60})"\s{0,3}:\s{0,3}"((?:[^"\\]|\\.){0,4000})/g

function isClosed(text: string): boolean {
  let depth = 0
  let isText = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === QUOTE) isText = !isText
    else if (code === OPEN_BRACE && !isText) depth++
    else if (code === CLOSE_BRACE && !isText && --depth === 0) return true
  }
  return false
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE] = [34, 92, 123, 125]

/** `{error: {type: …}}` is `error.type`; lists of texts (traces) are lines. */
function flatten(value: object, prefix: string, depth: number, entries: [string, string][]): void {
  for (const [key, raw] of Object.entries(value) as [string, unknown][]) {
    if (entries.length >= MOST_KEYS) return
    const item = fromOtlp(raw)
    const name = prefix === '' ? key : `${prefix}.${key}`
    if (typeof item === 'string') entries.push([name, item.slice(0, MOST_VALUE)])
    else if (typeof item === 'number' || typeof item === 'boolean')
      entries.push([name, String(item)])
    else if (isTexts(item)) entries.push([name, item.join('\n').slice(0, MOST_VALUE)])
    else if (typeof item === 'object' && item !== null && depth < MOST_DEPTH)
      flatten(item, name, depth + 1, entries)
  }
}

/** OTLP wraps each value in its type, and lists attributes by key. */
function fromOtlp(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length > 0 && value.every(isAttribute)
      ? Object.fromEntries(value.slice(0, MOST_KEYS).map(({ key, value: own }) => [key, own]))
      : value
  }
  if (typeof value !== 'object' || value === null) return value
  const [[key, own] = ['', undefined], ...others] = Object.entries(value) as [string, unknown][]
  return others.length === 0 && OTLP_VALUE.test(key) ? own : value
}

const OTLP_VALUE = /^(?:string|int|double|bool)Value$/

function isAttribute(item: unknown): item is { readonly key: string; readonly value: unknown } {
  if (typeof item !== 'object' || item === null) return false
  return 'key' in item && typeof item.key === 'string' && 'value' in item
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every(item => typeof item === 'string')
}
