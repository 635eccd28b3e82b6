import type { Token } from './cluster.js'
import type { Scan, Scanner } from './scan.js'
import { WILD_TEXT } from './atoms.js'
import { BLANK, CLASSES } from './characters.js'
import { createNumbers } from './table.js'
import { STEM, WILD } from './tokens.js'

/** Templates as people read them, as they are stored in files of accepted signatures, and back. */

/** A template is stored whole, in one line. */
const LONGEST = 2000

/** Words that many lines share: one text and one token for all of them, so that they need be hashed and kept once. */
export type Vocabulary = (text: string, scan: Scan, place: number) => Token

export function createVocabulary(): Vocabulary {
  const known = createNumbers()
  const tokens: Token[] = []
  return (text, scan, place) => {
    const from = at(scan.starts, place)
    const kind = at(scan.kinds, place)
    const length = kind === WILD ? 0 : at(scan.ends, place) - from
    const isSpaced = place > 0 && CLASSES[text.charCodeAt(from - 1)] === BLANK
    const low = at(scan.lows, place)
    const high = at(scan.highs, place) ^ (isSpaced ? SPACED : 0)
    const found = tokens[known.get(low, high) - 1]
    // Hashes may be equal by chance, or because somebody wanted them to be.
    if (found?.kind === kind && found.text.length === length && text.startsWith(found.text, from))
      return found
    const token = { kind, text: text.slice(from, from + length), isSpaced }
    if (found === undefined) known.set(low, high, tokens.push(token))
    return token
  }
}

function at(list: Uint8Array | Uint16Array | Int32Array, place: number): number {
  return list[place] ?? 0
}

const SPACED = 0x2545f491

export function tokensOf(text: string, scan: Scan, token: Vocabulary): readonly Token[] {
  return Array.from({ length: scan.length }, (_, place) => token(text, scan, place))
}

export function writeTemplate(tokens: readonly Token[]): string {
  const text = tokens
    .map(({ kind, text: own, isSpaced }) => {
      const shown = kind === WILD ? WILD_TEXT : kind === STEM ? `${own}${WILD_TEXT}` : own
      return isSpaced ? ` ${shown}` : shown
    })
    .join('')
  return text.length > LONGEST ? text.slice(0, LONGEST) : text
}

/** What redaction left in the place of a secret. */
const REDACTED = /\[(?:redacted|e-mail|phone|card|iban|name|ip)(?::[^\]]{0,60})?\]/g

export function readTemplate(text: string, scanner: Scanner): readonly Token[] {
  const plain = text.replace(REDACTED, WILD_TEXT)
  return tokensOf(plain, scanner.scan(plain), createVocabulary())
}

export function isRedacted(template: string): boolean {
  return template.search(REDACTED) >= 0
}

/** Does the first template stand for every line of the second? */
export function covers(wide: readonly Token[], narrow: readonly Token[]): boolean {
  if (wide.length !== narrow.length) return false
  return wide.every(({ kind, text }, place) => {
    const other = narrow[place]
    return kind === WILD || (kind === other?.kind && text === other.text)
  })
}
