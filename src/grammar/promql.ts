import { parser } from '@prometheus-io/lezer-promql'
import { bare } from './brackets.js'
import type { Fault, Usage } from './grammar.js'
import { showsMetricsql } from './metricsql.js'
import { allOf, children, firstFault, type Node, syntaxFault } from './tree.js'
import { unitFault } from './units.js'

/**
 * Reads PromQL with the grammar of Prometheus' own editor. VictoriaMetrics takes more than PromQL, and an
 * endpoint does not say what it is: a query that shows signs of MetricsQL, or calls a function that the
 * grammar does not know, is held to its brackets and strings only.
 */
export function readPromql(text: string, usage: Usage): Fault | undefined {
  const { text: plain, fault } = bare(text, `"'\``)
  if (fault !== undefined) return syntaxFault('PromQL', text, fault)
  const tree = parser.parse(text)
  const found = firstFault(tree, text)
  if (found !== undefined) {
    return showsMetricsql(plain, isFunction) ? undefined : syntaxFault('PromQL', text, found)
  }
  const whole = children(tree.topNode).find(node => node.name !== 'LineComment')
  if (whole === undefined) return undefined
  return (
    typeFault(whole) ?? (usage.as === 'events' ? rateFault(whole) : unitFault(whole, text, usage))
  )
}

const functions = new Map<string, boolean>()

/** Whether the grammar knows a name as that of a function or an aggregation. */
function isFunction(name: string): boolean {
  const known = functions.get(name)
  if (known !== undefined) return known
  const call = children(parser.parse(`${name}(x)`).topNode)[0]?.name
  const is = call === 'FunctionCall' || call === 'AggregateExpr'
  functions.set(name, is)
  return is
}

/** What no backend answers with a number per series; VictoriaMetrics takes a subquery for one. */
function typeFault(node: Node): Fault | undefined {
  const inner = unwrapped(node)
  if (inner.name === 'MatrixSelector' && children(inner)[0]?.name === 'VectorSelector') {
    return {
      offset: inner.from,
      message:
        'The query gives a range of samples per series, not a number. Put a function such as rate, increase or max_over_time around it.'
    }
  }
  if (inner.name !== 'StringLiteral') return undefined
  return { offset: inner.from, message: 'The query is a string, not a number. Write a query.' }
}

const rates = new Set(['Rate', 'Irate', 'Deriv', 'Idelta'])

/** A rate is events per second: a count made of it is too small by the length of the window. */
function rateFault(node: Node): Fault | undefined {
  const core = summed(node)
  const [name] = core.name === 'FunctionCall' ? children(core) : []
  const called = name === undefined ? undefined : children(name)[0]?.name
  if (called === undefined || !rates.has(called)) return undefined
  return {
    offset: core.from,
    message: `${called.toLowerCase()}(…) is per second, and a count needs how many there were. Write increase(…[{{window}}]).`
  }
}

/** Through brackets, sums and `or vector(0)`: what is really counted. */
function summed(node: Node): Node {
  const inner = unwrapped(node)
  if (inner.name === 'AggregateExpr') {
    const argument = argumentsOf(inner).at(-1)
    return argument === undefined ? inner : summed(argument)
  }
  if (inner.name !== 'BinaryExpr' || allOf(inner, 'Or').length === 0) return inner
  const [left] = children(inner)
  return left === undefined ? inner : summed(left)
}

function unwrapped(node: Node): Node {
  const [inner] = ['ParenExpr', 'StepInvariantExpr', 'OffsetExpr'].includes(node.name)
    ? children(node)
    : []
  return inner === undefined ? node : unwrapped(inner)
}

function argumentsOf(call: Node): readonly Node[] {
  const body = children(call).find(({ name }) => name === 'FunctionCallBody')
  return body === undefined ? [] : children(body)
}
