import type { Inline, Phrase } from './document.js'
import { oneLine } from './inert.js'

/** A phrase as plain text on one line: for the log, the commit status and page titles. */
export function plainText(phrase: Phrase): string {
  return oneLine(phrase.map(plainInline).join(''))
}

function plainInline(inline: Inline): string {
  if (typeof inline === 'string') return inline
  switch (inline.kind) {
    case 'code':
    case 'prose':
      return oneLine(inline.text, 300)
    case 'strong':
      return inline.phrase.map(plainInline).join('')
    case 'break':
      return ' '
    case 'link':
      return `${oneLine(inline.label, 80)} ${inline.url}`
  }
}
