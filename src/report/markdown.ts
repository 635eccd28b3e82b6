import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown } from 'mdast-util-to-markdown'
import type { Options } from 'mdast-util-to-markdown'
import type { PhrasingContent, RootContent, TableRow } from 'mdast'
import { escapeHtml } from './escape.js'
import { mermaid } from './mermaid.js'
import { codeText, fenceText, linkable, splitProse } from './document.js'
import type { Block, Inline, Phrase, Table } from './document.js'

/**
 * Writes blocks as GitHub Markdown. The comment is a tree (mdast) until the last step, so escaping is
 * the serialiser's, and text from outside stands in code spans and fences only: GitHub reads no mention,
 * reference, link or image under `code` and `pre`. HTML comes from the constants below alone.
 */
export function renderMarkdown(blocks: readonly Block[]): string {
  const children = blocks.flatMap(toNodes)
  if (children.length === 0) return ''
  return toMarkdown({ type: 'root', children }, OPTIONS)
}

const OPTIONS: Options = {
  bullet: '-',
  emphasis: '_',
  rule: '-',
  listItemIndent: 'one',
  fences: true,
  extensions: [gfmToMarkdown({ tablePipeAlign: false })]
}

function toNodes(block: Block): RootContent[] {
  switch (block.kind) {
    case 'paragraph':
      return [{ type: 'paragraph', children: toPhrasing(block.phrase) }]
    case 'list':
      return [toList(block.items)]
    case 'table':
      return [toTable(block)]
    case 'fence':
      return [{ type: 'code', lang: 'text', value: fenceText(block.text) }]
    case 'chart':
      return [{ type: 'code', lang: 'mermaid', value: mermaid(block.chart) }]
    case 'details':
      return toDetails(block.summary, block.blocks)
  }
}

/** The serialiser sets a blank line between blocks; without one GitHub would read the content as HTML. */
function toDetails(summary: string, blocks: readonly Block[]): RootContent[] {
  return [
    { type: 'html', value: `<details>\n<summary>${escapeHtml(summary)}</summary>` },
    ...blocks.flatMap(toNodes),
    { type: 'html', value: '</details>' }
  ]
}

function toList(items: readonly Phrase[]): RootContent {
  return {
    type: 'list',
    spread: false,
    children: items.map(item => ({
      type: 'listItem',
      children: [{ type: 'paragraph', children: toPhrasing(item) }]
    }))
  }
}

function toTable(table: Table): RootContent {
  return {
    type: 'table',
    align: [...table.align],
    children: [toRow(table.head), ...table.rows.map(toRow)]
  }
}

function toRow(cells: readonly Phrase[]): TableRow {
  return {
    type: 'tableRow',
    children: cells.map(cell => ({ type: 'tableCell', children: toPhrasing(cell) }))
  }
}

function toPhrasing(phrase: Phrase): PhrasingContent[] {
  return phrase.flatMap(toInline).flatMap(keepApart)
}

/** Two code spans side by side would read as one: the back-ticks between them run together. */
function keepApart(
  node: PhrasingContent,
  index: number,
  all: readonly PhrasingContent[]
): PhrasingContent[] {
  const touches = node.type === 'inlineCode' && all[index - 1]?.type === 'inlineCode'
  return touches ? [{ type: 'text', value: ' ' }, node] : [node]
}

function toInline(inline: Inline): PhrasingContent[] {
  if (typeof inline === 'string') return [{ type: 'text', value: inline }]
  switch (inline.kind) {
    case 'code':
      return [{ type: 'inlineCode', value: codeText(inline.text, inline.limit) }]
    case 'prose':
      return toProse(inline.text)
    case 'strong':
      return [{ type: 'strong', children: toPhrasing(inline.phrase) }]
    case 'break':
      return [{ type: 'html', value: '<br>' }]
    case 'link':
      return toLink(inline.label, inline.url)
  }
}

function toProse(text: string): PhrasingContent[] {
  return splitProse(text).map(piece =>
    piece.safe
      ? { type: 'text', value: piece.text }
      : { type: 'inlineCode', value: codeText(piece.text) }
  )
}

/** A label from the configuration is outside text too, so it is prose also inside the link. */
function toLink(label: string, url: string): PhrasingContent[] {
  const href = linkable(url)
  const children = toProse(label).flatMap(keepApart)
  return href === undefined ? children : [{ type: 'link', url: href, children }]
}
