import { bare } from './brackets.js'
import type { Fault } from './grammar.js'
import { syntaxFault } from './tree.js'

/** Graphite answers a target that does not parse with nothing, as if there were no such series. */
export function readGraphite(text: string): Fault | undefined {
  const { fault } = bare(text, `"'`)
  if (fault !== undefined) return syntaxFault('a target', text, fault)
  if (text.trim() !== '') return undefined
  return syntaxFault('a target', text, { offset: 0, message: 'it is empty' })
}
