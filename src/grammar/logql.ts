import { parser } from '@grafana/lezer-logql'
import { bare } from './brackets.js'
import type { Fault, Usage } from './grammar.js'
import { allOf, children, firstFault, type Node, syntaxFault, type Tree } from './tree.js'

/** Reads LogQL with the grammar of Grafana's own editor. */
export function readLogql(text: string, usage: Usage): Fault | undefined {
  const { fault } = bare(text, '"`')
  if (fault !== undefined) return syntaxFault('LogQL', text, fault)
  const { tree, found } = parsed(text)
  if (found !== undefined) return syntaxFault('LogQL', text, found)
  const whole = expressionOf(tree.topNode)
  return whole === undefined ? undefined : kindFault(whole, usage)
}

/** So many label filters may follow one another without a word between. */
const mostUnjoined = 100

/**
 * Loki takes label filters side by side as joined by `and`, the grammar does not: a comma is put into the blank
 * between them, so that every place stays what it was.
 */
function parsed(text: string): { readonly tree: Tree; readonly found: Fault | undefined } {
  let read = text
  for (let joined = 0; ; joined += 1) {
    const tree = parser.parse(read)
    const found = firstFault(tree, text)
    const blank = found === undefined ? undefined : blankBetween(tree, read, found.offset)
    if (blank === undefined || joined === mostUnjoined) return { tree, found }
    read = `${read.slice(0, blank)},${read.slice(blank + 1)}`
  }
}

const filterBegins = /[(\s]*[A-Za-z_]\w*\s*(?:[=<>]|!=|!~)/y
const blankOnly = /^\s(?:\s|#[^\n]*\n)*$/

/** Where a label filter ends that another one follows at `at`. */
function blankBetween(tree: Tree, text: string, at: number): number | undefined {
  filterBegins.lastIndex = at
  if (!filterBegins.test(text)) return undefined
  const before = allOf(tree.topNode, 'LabelFilter').filter(
    ({ to }) => to < at && blankOnly.test(text.slice(to, at))
  )
  return before.at(-1)?.to
}

/** LogExpr or MetricExpr, behind the wrappers of the grammar. */
function expressionOf(top: Node): Node | undefined {
  const [found] = children(top).filter(({ name }) => name !== 'LineComment')
  if (found === undefined || found.name === 'LogExpr' || found.name === 'MetricExpr') return found
  return expressionOf(found)
}

function kindFault(whole: Node, { as, usesWindow }: Usage): Fault | undefined {
  const givesLines = whole.name === 'LogExpr'
  const offset = whole.from
  if (as === 'lines') {
    return givesLines
      ? undefined
      : {
          offset,
          message: 'The query gives numbers, not lines. Remove the function around the log query.'
        }
  }
  if (as === 'value' || usesWindow) {
    if (!givesLines) return as === 'events' ? rateFault(whole) : undefined
    const remedy =
      as === 'value'
        ? 'Use `count`, or put a function such as count_over_time(… [1m]) around it.'
        : 'Remove {{window}} from it: what it finds is counted over the window.'
    return { offset, message: `The query gives lines, not a number. ${remedy}` }
  }
  if (givesLines) return undefined
  return {
    offset,
    message:
      'A count takes a log query; this one gives numbers over a range of its own. Write the log query alone, or {{window}} as its range.'
  }
}

const rates = new Set(['Rate', 'BytesRate', 'RateCounter'])

/** A rate is per second: a count made of it is too small by the length of the window. */
function rateFault(whole: Node): Fault | undefined {
  const ranges = allOf(whole, 'RangeOp')
  if (allOf(whole, 'BinOpExpr').length > 0) return undefined
  const found = ranges.find(range => children(range).some(({ name }) => rates.has(name)))
  if (found === undefined) return undefined
  return {
    offset: found.from,
    message:
      'A rate is per second, and a count needs how many there were. Write count_over_time(… [{{window}}]).'
  }
}
