import type { Fault, Usage } from './grammar.js'
import { allOf, children, type Node } from './tree.js'

interface Quantity {
  readonly name: string
  /** The words of `unit` that may speak of it. */
  readonly words: ReadonlySet<string>
  /** The word to write. */
  readonly word: string
}

/** What a metric's name says of its numbers. https://prometheus.io/docs/practices/naming/ */
const quantities: readonly (readonly [suffix: RegExp, Quantity])[] = [
  [
    /_(milliseconds|millis|ms)$/,
    { name: 'milliseconds', words: new Set(['ms', 'none']), word: 'ms' }
  ],
  [/_seconds$/, { name: 'seconds', words: new Set(['s', 'none']), word: 's' }],
  [/_bytes$/, { name: 'bytes', words: new Set(['B', 'none']), word: 'B' }]
]

/**
 * A unit that cannot be right: a quantile of one histogram is in the unit that stands in its name. Of any
 * other query nothing is certain.
 */
export function unitFault(whole: Node, text: string, { unit }: Usage): Fault | undefined {
  if (unit === undefined || whole.name !== 'FunctionCall') return undefined
  if (allOf(children(whole)[0] ?? whole, 'HistogramQuantile').length === 0) return undefined
  const names = allOf(whole, 'VectorSelector').map(selector => {
    const identifier = children(selector).find(({ name }) => name === 'Identifier')
    return identifier === undefined ? '' : text.slice(identifier.from, identifier.to)
  })
  const [name = '', ...others] = [...new Set(names)]
  if (others.length > 0 || allOf(whole, 'BinaryExpr').length > 0) return undefined
  const base = name.replace(/_bucket$/, '')
  const quantity = quantities.find(([suffix]) => suffix.test(base))?.[1]
  if (quantity === undefined || quantity.words.has(unit)) return undefined
  return {
    offset: whole.from,
    message: `The metric ${name} is in ${quantity.name}, and \`unit: ${unit}\` says otherwise. Write \`unit: ${quantity.word}\`; limits may be written in any unit.`
  }
}
