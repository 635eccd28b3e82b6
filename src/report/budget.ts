import { renderMarkdown } from './markdown.js'
import type { Section } from './outline.js'

/**
 * Markdown of the sections in at most `limit` characters. The sections with the highest rank are
 * shortened first, each from its end and by whole lines; fences and `<details>` that were open are
 * closed, and the lines left out are counted in the text.
 */
export function fit(sections: readonly Section[], limit: number): string {
  const parts = sections.map(({ rank, blocks }) => ({
    rank,
    text: renderMarkdown(blocks).trimEnd()
  }))
  const order = [...parts].filter(({ rank }) => rank > 0).sort((a, b) => b.rank - a.rank)
  for (const part of order) {
    const excess = join(parts.map(({ text }) => text)).length - limit
    if (excess <= 0) break
    part.text = shorten(part.text, part.text.length - excess)
  }
  return join(parts.map(({ text }) => text))
}

function join(texts: readonly string[]): string {
  return `${texts.filter(text => text !== '').join('\n\n')}\n`
}

/** What is open after a line, and so must be closed if the text ends there. */
interface Open {
  readonly fence: string
  readonly details: boolean
}

/**
 * The longest beginning in whole lines that fits together with what closes it and the note. Our Markdown
 * never breaks a paragraph, an item or a table row over lines, so any line may be the last.
 */
function shorten(text: string, room: number): string {
  const lines = text.split('\n')
  let kept = 0
  let ending = ''
  let size = 0
  let open: Open = { fence: '', details: false }
  for (const [index, line] of lines.entries()) {
    size += line.length + 1
    if (size > room) break
    open = after(open, line)
    const end = endingOf(open, lines.length - index - 1)
    // A details element without its summary would be labelled by the browser.
    if (line === '<details>' || size + end.length > room) continue
    kept = index + 1
    ending = end
  }
  if (kept > 0) return lines.slice(0, kept).join('\n') + ending
  const note = noteOf(lines.length)
  return note.length <= room ? note : ''
}

function after(open: Open, line: string): Open {
  if (open.fence !== '') return line === open.fence ? { ...open, fence: '' } : open
  const fence = /^`{3,}/.exec(line)?.[0]
  if (fence !== undefined) return { ...open, fence }
  if (line === '<details>') return { ...open, details: true }
  return line === '</details>' ? { ...open, details: false } : open
}

function endingOf({ fence, details }: Open, omitted: number): string {
  const closings = [fence === '' ? '' : `\n${fence}`, details ? '\n\n</details>' : '']
  return `${closings.join('')}\n\n${noteOf(omitted)}`
}

function noteOf(omitted: number): string {
  return `… ${omitted} lines omitted here; report.html has the whole report.`
}
