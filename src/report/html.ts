import type { Outcome } from '../model.js'
import { codeText, fenceText, linkable, splitProse } from './document.js'
import type { Block, Inline, Phrase, Table } from './document.js'
import { escapeHtml } from './escape.js'
import { CONTENT_POLICY, STYLE } from './html-style.js'
import { outline } from './outline.js'
import { plainText } from './plain.js'
import { headline } from './headline.js'
import { renderSvg } from './svg.js'

/**
 * `report.html`: the report as one file that asks nobody for anything. No script; the content policy
 * permits its one style sheet alone, so even a hole in the escaping could load nothing. Charts of all
 * checks are inline SVG. The outcome is expected to be redacted.
 */
export function renderHtml(outcome: Outcome): string {
  const sections = outline(outcome, 'all').map(
    ({ blocks }) => `<section>\n${renderBlocks(blocks)}\n</section>`
  )
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(plainText(headline(outcome)))}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    `<body class="${outcome.verdict}">`,
    '<main>',
    ...sections,
    '</main>',
    '</body>',
    '</html>',
    ''
  ].join('\n')
}

function renderBlocks(blocks: readonly Block[]): string {
  return blocks.map(renderBlock).join('\n')
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${renderPhrase(block.phrase)}</p>`
    case 'list':
      return `<ul>\n${block.items.map(item => `<li>${renderPhrase(item)}</li>`).join('\n')}\n</ul>`
    case 'table':
      return renderTable(block)
    case 'fence':
      return `<pre><code>${escapeHtml(fenceText(block.text))}</code></pre>`
    case 'chart':
      return `<figure>${renderSvg(block.chart)}</figure>`
    case 'details':
      return `<details>\n<summary>${escapeHtml(block.summary)}</summary>\n${renderBlocks(block.blocks)}\n</details>`
  }
}

function renderTable(table: Table): string {
  const cells = (tag: 'th' | 'td', row: readonly Phrase[]): string =>
    row
      .map(
        (cell, index) =>
          `<${tag} class="${table.align[index] ?? 'left'}">${renderPhrase(cell)}</${tag}>`
      )
      .join('')
  const rows = table.rows.map(row => `<tr>${cells('td', row)}</tr>`)
  return `<div class="wide"><table>\n<thead><tr>${cells('th', table.head)}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table></div>`
}

function renderPhrase(phrase: Phrase): string {
  return phrase.map(renderInline).join('')
}

function renderInline(inline: Inline): string {
  if (typeof inline === 'string') return escapeHtml(inline)
  switch (inline.kind) {
    case 'code':
      return `<code>${escapeHtml(codeText(inline.text, inline.limit))}</code>`
    case 'prose':
      return renderProse(inline.text)
    case 'strong':
      return `<strong>${renderPhrase(inline.phrase)}</strong>`
    case 'break':
      return '<br>'
    case 'link': {
      const href = linkable(inline.url)
      const label = renderProse(inline.label)
      return href === undefined
        ? label
        : `<a href="${escapeHtml(href)}" rel="noreferrer">${label}</a>`
    }
  }
}

function renderProse(text: string): string {
  return splitProse(text)
    .map(({ text: piece, safe }) =>
      safe ? escapeHtml(piece) : `<code>${escapeHtml(codeText(piece))}</code>`
    )
    .join('')
}
