import type { Token } from './cluster.js'
import type { Scan, Scanner } from './scan.js'
import { WILD_TEXT } from './atoms.js'
import { STEM, WILD } from './tokens.js'

/** Templates as people read them, as they are stored in files of accepted signatures, and back. */

/** A template is stored whole, in one line. */
const LONGEST = 2000

export function tokensOf(text: string, { length, kinds, starts, ends }: Scan): readonly Token[] {
  return Array.from({ length }, (_, i) => {
    const kind = kinds[i] ?? WILD
    const from = starts[i] ?? 0
    const isSpaced = i > 0 && text.charCodeAt(from - 1) <= 32
    return { kind, text: kind === WILD ? '' : text.slice(from, ends[i]), isSpaced }
  })
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
  return tokensOf(plain, scanner.scan(plain))
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
