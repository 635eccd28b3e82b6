import { wrap } from './timeline.js'

/**
 * Our own comment as lines of a terminal: folded sections as their titles, tables in columns, the marks
 * of emphasis left out. It knows the Markdown that the report writes, not all of it.
 */
export function renderMarkdown(markdown: string, width: number): string[] {
  const lines = unfold(markdown.replace(/<!--.*?-->/gs, ''))
    .trim()
    .split('\n')
  const rendered: string[] = []
  for (let index = 0; index < lines.length;) {
    const end = blockEnd(lines, index)
    rendered.push(...renderBlock(lines.slice(index, end), width))
    index = end
  }
  return rendered
    .filter((line, index) => line !== '' || (rendered[index - 1] ?? '') !== '')
    .map(line => line.replace(/\u00a0/g, ' '))
}

/** Columns that a text takes in a terminal: pictures take two. */
export function columns(text: string): number {
  const pictures = text.match(/\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F/gu) ?? []
  const plain = text.replace(/\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F/gu, '')
  return pictures.length * 2 + [...plain.replace(/\uFE0F|\p{Mn}/gu, '')].length
}

/** A closed `<details>` becomes its title. From the innermost outwards, so that a folded part may hold others. */
function unfold(markdown: string): string {
  const innermost = /<details>((?:(?!<details)[\s\S])*?)<\/details>/
  let text = markdown
  for (;;) {
    const inner = innermost.exec(text)?.[1]
    if (inner === undefined) return text
    const title = /<summary>([\s\S]*?)<\/summary>/.exec(inner)?.[1] ?? 'more'
    text = text.replace(innermost, () => `▸ ${title.trim()}`)
  }
}

/** A table, a fence or a single line. */
function blockEnd(lines: readonly string[], start: number): number {
  const first = lines[start] ?? ''
  const fence = /^(`{3,}|~{3,})/.exec(first)?.[1]
  if (fence !== undefined) {
    const close = lines.findIndex((line, index) => index > start && line.startsWith(fence))
    return close < 0 ? lines.length : close + 1
  }
  if (!first.startsWith('|')) return start + 1
  const after = lines.findIndex((line, index) => index > start && !line.startsWith('|'))
  return after < 0 ? lines.length : after
}

function renderBlock(block: readonly string[], width: number): string[] {
  const [first = ''] = block
  if (first.startsWith('|')) return renderTable(block, width)
  if (/^(```|~~~)/.test(first)) {
    if (first.includes('mermaid')) return ['▸ a chart (GitHub draws it)']
    return block.slice(1, -1).map(line => `    ${line}`.slice(0, width))
  }
  const [, indent = '', mark = '', text = ''] =
    /^(\s*)([-*] |\d+\. |> |#+ )?(.*)$/.exec(first) ?? []
  const shown = mark.startsWith('#') ? '' : indent + mark.replace(/^\*/, '-')
  const [head = '', ...rest] = wrap(inline(text), width - shown.length)
  return [shown + head, ...rest.map(line => ' '.repeat(shown.length) + line)]
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00a0'
}

/** The text as a reader sees it: code as it stands; no marks, tags, escapes or entities elsewhere. */
function inline(text: string): string {
  return text
    .split(/((`+)(?:(?!\2).)+\2)/)
    .filter((_, index) => index % 3 !== 2)
    .map((part, index) => (index % 2 === 1 ? part.replace(/^`+ ?| ?`+$/g, '') : prose(part)))
    .join('')
}

function prose(text: string): string {
  return text
    .replace(/<br ?\/?>/g, '\n')
    .replace(/<\/?[a-z][^>]*>/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(?<!\\)\*\*|(?<!\\)(?<=^|\W)_|(?<!\\)_(?=\W|$)/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&([a-z]+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}

const GAP = 2

function renderTable(block: readonly string[], width: number): string[] {
  const [head = [], rule = [], ...body] = block.map(cells)
  const rows = [head, ...body].map(row => row.map(cell => inline(cell).trim()))
  const used = head.map((_, column) => rows.some(row => (row[column] ?? '') !== ''))
  const kept = head.flatMap((_, column) => (used[column] === true ? [column] : []))
  const texts = kept.map(column => rows.map(row => row[column] ?? ''))
  const widths = fit(
    texts.map(column => Math.max(...column.flatMap(text => text.split('\n').map(columns)))),
    texts.map(column => Math.max(...column.flatMap(text => text.split(/[ \n]/).map(columns)))),
    width
  )
  const right = kept.map(
    column => (rule[column] ?? '').endsWith(':') && !rule[column]?.startsWith(':')
  )
  const [titles = [], ...others] = rows.map(row =>
    layRow(
      kept.map(column => row[column] ?? ''),
      widths,
      right
    )
  )
  const line = widths.map(columnWidth => '─'.repeat(columnWidth)).join(' '.repeat(GAP))
  return [...titles, line, ...others.flat()]
}

function cells(line: string): string[] {
  return line
    .replace(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.trim())
}

/** Takes from the widest column that has a blank to break at, until the row fits. */
function fit(natural: readonly number[], least: readonly number[], width: number): number[] {
  const widths = [...natural]
  const room = width - GAP * (widths.length - 1)
  while (widths.reduce((sum, value) => sum + value, 0) > room) {
    const spare = widths.map((value, column) => (value > (least[column] ?? 0) ? value : 0))
    const most = Math.max(...spare)
    if (most === 0) break
    widths[spare.indexOf(most)] = most - 1
  }
  return widths
}

function layRow(
  row: readonly string[],
  widths: readonly number[],
  right: readonly boolean[]
): string[] {
  const wrapped = row.map((cell, column) => wrap(cell, widths[column] ?? 0))
  const height = Math.max(1, ...wrapped.map(lines => lines.length))
  return Array.from({ length: height }, (_, index) =>
    wrapped
      .map((lines, column) => pad(lines[index] ?? '', widths[column] ?? 0, right[column] === true))
      .join(' '.repeat(GAP))
      .trimEnd()
  )
}

function pad(text: string, width: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - columns(text)))
  return right ? blanks + text : text + blanks
}
