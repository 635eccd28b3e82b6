/** What readers of queries do with the text before they look for clauses in it. */

/** As many blanks; line feeds stay. */
export function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}

/** What stands between brackets as blanks of the same length. Throws an Error with a sentence for the user. */
export function withoutBrackets(plain: string): string {
  let depth = 0
  const letters = plain.split('').map(letter => {
    if (letter === ')') depth -= 1
    const shown = depth > 0 ? ' ' : letter
    if (letter === '(') depth += 1
    if (depth < 0) throw new Error('A bracket of the query closes nothing. Remove it.')
    return shown
  })
  if (depth > 0) throw new Error('A bracket of the query is never closed. Close it.')
  return letters.join('')
}
