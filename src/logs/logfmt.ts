import { levelIn } from './level.js'
import { messageIn } from './said.js'
import type { Structured } from './structured.js'
import { unescape } from './unescape.js'

/** Pairs that are read. */
const MOST_KEYS = 120

/**
 *   line  = pair { blank pair }
 *   pair  = name [ '=' ( quoted | { character but blank } ) ]
 *   quoted = '"' { character | '\' character } '"' | "'" { character | '\' character } "'" blank
 *
 * Undefined where fewer than two pairs, neither a message nor a level, or mostly words without `=` are found.
 */
export function readLogfmt(text: string): Structured | undefined {
  const entries: [string, string][] = []
  let at = 0
  let bare = 0
  while (at < text.length && entries.length < MOST_KEYS) {
    const pair = readPair(text, at)
    if (pair.name === '' || pair.value === undefined) bare++
    else entries.push([pair.name, pair.value])
    at = pair.end
  }
  if (entries.length < 2 || bare > entries.length) return undefined
  const data = Object.fromEntries(entries)
  const message = messageIn(data)
  if (message === undefined && levelIn(data) === undefined) return undefined
  // Without a message the line is what it says: its pairs are no JSON, of which nothing would be compared.
  return { data, message: message ?? text }
}

interface Pair {
  readonly name: string
  readonly value?: string
  readonly end: number
}

const NAME_END = /[\s="]/g
const BLANK_END = /\s/g

function readPair(text: string, from: number): Pair {
  const stop = nextMatch(NAME_END, text, from)
  const name = text.slice(from, stop)
  if (text[stop] !== '=') return { name, end: stop + 1 }
  const quote = text[stop + 1]
  const close = quote === '"' || quote === "'" ? closing(text, stop + 2, quote) : -1
  // An apostrophe may be a part of the value, a quotation mark is none.
  if (close < 0 || (quote === "'" && !/^'(?:\s|$)/.test(text.slice(close, close + 2)))) {
    const end = nextMatch(BLANK_END, text, stop + 1)
    return { name, value: text.slice(stop + 1, end), end: end + 1 }
  }
  return { name, value: unescape(text.slice(stop + 2, close)), end: close + 2 }
}

function nextMatch(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.exec(text)?.index ?? text.length
}

function closing(text: string, from: number, quote: string): number {
  let at = from
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1
  return at
}
