import type { LRParser } from '@lezer/lr'
import type { Fault } from './grammar.js'

export type Tree = ReturnType<LRParser['parse']>
export type Node = Tree['topNode']

/** The first place that the grammar had to pass over. */
export function firstFault(tree: Tree, text: string): Fault | undefined {
  let at: number | undefined
  tree.iterate({
    enter: node => {
      if (node.type.isError && (at === undefined || node.from < at)) at = node.from
    }
  })
  if (at === undefined) return undefined
  const offset = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0)
  const [word] = /^(\w+|.)/su.exec(text.slice(offset)) ?? []
  if (text.trim() === '') return { offset: 0, message: 'it is empty' }
  if (word === undefined) return { offset: text.length, message: 'it ends too early' }
  return { offset, message: `${JSON.stringify(word)} is not expected here` }
}

export function children(node: Node): readonly Node[] {
  const found: Node[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child)
  return found
}

/** The node itself and everything below it of one kind. */
export function allOf(node: Node, name: string): readonly Node[] {
  const own = node.name === name ? [node] : []
  return [...own, ...children(node).flatMap(child => allOf(child, name))]
}

/** A fault of syntax as a sentence: where, near what, and what is wrong. */
export function syntaxFault(language: string, text: string, { offset, message }: Fault): Fault {
  const from = Math.max(0, offset - 20)
  const before = text.slice(from, offset)
  const after = text.slice(offset, offset + 20)
  const near = `${from > 0 ? '…' : ''}${before}⟨here⟩${after}${offset + 20 < text.length ? '…' : ''}`
  const place = `at character ${offset + 1}`
  return {
    offset,
    message: `This is not ${language}: ${place}, ${message}: \`${near.replace(/\s+/g, ' ').replaceAll('`', "'")}\`.`
  }
}
