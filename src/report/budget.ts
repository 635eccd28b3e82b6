import type { Block } from './document.js'
import { paragraph } from './document.js'
import { renderMarkdown } from './markdown.js'
import type { Section } from './outline.js'

/**
 * Markdown of the sections in at most `limit` characters. The sections with the highest rank are
 * shortened first, each from its end, by whole rows, items, lines or blocks, so that every fence and
 * every `<details>` stays closed. What is left out is counted in the text.
 */
export function fit(sections: readonly Section[], limit: number): string {
  const parts = sections.map(section => ({ section, text: renderMarkdown(section.blocks) }))
  const order = [...parts]
    .filter(part => part.section.rank > 0)
    .sort((left, right) => right.section.rank - left.section.rank)
  for (const part of order) {
    const excess = size(parts.map(({ text }) => text)) - limit
    if (excess <= 0) break
    part.text = shorten(part.section.blocks, part.text.length - excess)
  }
  return join(parts.map(({ text }) => text))
}

function join(texts: readonly string[]): string {
  return `${texts
    .map(text => text.trimEnd())
    .filter(text => text !== '')
    .join('\n\n')}\n`
}

function size(texts: readonly string[]): number {
  return join(texts).length
}

/** The longest beginning of the blocks that fits with its note; found by halving. */
function shorten(blocks: readonly Block[], room: number): string {
  const whole = renderMarkdown(blocks)
  const total = weigh(blocks)
  let least = 0
  let most = total
  let best = ''
  while (least <= most) {
    const count = Math.floor((least + most) / 2)
    const kept = renderMarkdown(take(blocks, count).blocks)
    const omitted = lines(whole) - lines(kept)
    const text = renderMarkdown([...take(blocks, count).blocks, note(omitted)])
    if (text.length <= room) {
      best = text
      least = count + 1
    } else {
      most = count - 1
    }
  }
  return best
}

function note(omitted: number): Block {
  return paragraph(
    `… ${omitted} lines omitted here; the job summary and the evidence file have more.`
  )
}

function lines(text: string): number {
  return text.trim() === '' ? 0 : text.trim().split('\n').length
}

/** How many pieces a block can be cut into. */
function weigh(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + weight(block), 0)
}

function weight(block: Block): number {
  switch (block.kind) {
    case 'list':
      return block.items.length
    case 'table':
      return block.rows.length
    case 'fence':
      return block.text.split('\n').length
    case 'details':
      return weigh(block.blocks)
    case 'heading':
    case 'paragraph':
    case 'chart':
      return 1
  }
}

interface Taken {
  readonly blocks: readonly Block[]
  readonly left: number
}

/** The first `count` pieces. */
function take(blocks: readonly Block[], count: number): Taken {
  return blocks.reduce(
    (taken: Taken, block): Taken => {
      if (taken.left <= 0) return taken
      const used = Math.min(taken.left, weight(block))
      return { blocks: [...taken.blocks, begin(block, used)], left: taken.left - used }
    },
    { blocks: [], left: count }
  )
}

function begin(block: Block, count: number): Block {
  switch (block.kind) {
    case 'list':
      return { ...block, items: block.items.slice(0, count) }
    case 'table':
      return { ...block, rows: block.rows.slice(0, count) }
    case 'fence':
      return { ...block, text: block.text.split('\n').slice(0, count).join('\n') }
    case 'details':
      return { ...block, blocks: take(block.blocks, count).blocks }
    case 'heading':
    case 'paragraph':
    case 'chart':
      return block
  }
}
