import { parser } from '@grafana/lezer-logql'
import { bare } from './brackets.js'
import type { Fault, Usage } from './grammar.js'
import { allOf, children, firstFault, type Node, syntaxFault } from './tree.js'

/** Reads LogQL with the grammar of Grafana's own editor. */
export function readLogql(text: string, usage: Usage): Fault | undefined {
  const { fault } = bare(text, '"`')
  if (fault !== undefined) return syntaxFault('LogQL', text, fault)
  const tree = parser.parse(text)
  const found = firstFault(tree, text)
  if (found !== undefined) return syntaxFault('LogQL', text, found)
  const whole = expressionOf(tree.topNode)
  return whole === undefined ? undefined : kindFault(whole, usage)
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
