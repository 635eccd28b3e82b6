import type { Fault } from './grammar.js'

/** A query without the insides of its strings and without comments: every offset stays what it was. */
export interface Bare {
  readonly text: string
  readonly fault?: Fault
}

const partners: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/**
 * Blanks strings and comments out, and finds what is wrong in every dialect: a string without an end, a
 * bracket without its partner.
 */
export function bare(query: string, quotes: string): Bare {
  const letters = [...query].flatMap(letter => letter.split(''))
  const open: { readonly letter: string; readonly at: number }[] = []
  for (let index = 0; index < letters.length; index += 1) {
    const letter = letters[index] ?? ''
    if (letter === '\\') index += 1
    else if (letter === '#') index = blank(letters, index, endOfLine(letters, index))
    else if (quotes.includes(letter)) {
      const end = endOfString(letters, index)
      if (end === undefined) return { text: letters.join(''), fault: openString(letter, index) }
      index = blank(letters, index + 1, end)
    } else if ('([{'.includes(letter)) open.push({ letter, at: index })
    else if (partners[letter] !== undefined) {
      const last = open.pop()
      if (last?.letter === partners[letter]) continue
      return { text: letters.join(''), fault: strayBracket(letter, index, last) }
    }
  }
  const unclosed = open.pop()
  const text = letters.join('')
  return unclosed === undefined ? { text } : { text, fault: openBracket(unclosed, text) }
}

/** Blanks [from, to); the index of what ended it. */
function blank(letters: string[], from: number, to: number): number {
  for (let index = from; index < to; index += 1) if (letters[index] !== '\n') letters[index] = ' '
  return to
}

function endOfLine(letters: readonly string[], from: number): number {
  const end = letters.indexOf('\n', from)
  return end < 0 ? letters.length : end
}

function endOfString(letters: readonly string[], from: number): number | undefined {
  const quote = letters[from]
  for (let index = from + 1; index < letters.length; index += 1) {
    if (letters[index] === quote) return index
    if (letters[index] === '\\' && quote !== '`') index += 1
  }
  return undefined
}

function openString(letter: string, offset: number): Fault {
  return { offset, message: `the string that begins with ${letter} has no end` }
}

function strayBracket(
  letter: string,
  offset: number,
  open: { readonly letter: string; readonly at: number } | undefined
): Fault {
  if (open === undefined) return { offset, message: `"${letter}" closes nothing` }
  return { offset, message: `"${letter}" stands where "${open.letter}" is still open` }
}

function openBracket(
  { letter, at }: { readonly letter: string; readonly at: number },
  text: string
): Fault {
  const inside = /\S*/.exec(text.slice(at + 1))?.[0].slice(0, 20) ?? ''
  return { offset: at, message: `"${letter}" before "${inside}" is never closed` }
}
