import type { Seen } from '../../__tests__/support/stub-server.js'
import { unitedIn } from '../../__tests__/support/union.js'
import {
  type Backend,
  jsonReply,
  lengthOf,
  parametersOf,
  type Reply,
  startBackend
} from './backend.js'
import { type Curve, wavering } from './curve.js'

/** One series of a metric. */
export interface Member {
  readonly labels: Readonly<Record<string, string>>
  readonly curve: Curve
}

/** Metrics by name: rates of counters, or values of gauges. */
export type Model = Readonly<Record<string, readonly Member[]>>

/** A Prometheus that answers from a model. `warnings` stand beside every answer. */
export interface MetricsBackend extends Backend {
  warnings: readonly string[]
}

/**
 * Understands what the suite's configurations ask:
 *
 *   query    = one / union of several, as Bakegate writes it
 *   one      = [ "sum" [ " by (" label ")" ] "(" ] increase [ ")" ] / gauge / firing
 *   increase = "increase(" name "[" length "])"
 *   gauge    = name
 *   firing   = "count(ALERTS" … ") or vector(0)"   ; the gauge ALERTS
 *
 * and refuses everything else as Prometheus refuses bad syntax.
 */
export async function startMetrics(model: Model): Promise<MetricsBackend> {
  const backend = await startBackend(seen => answer(seen, model, metrics.warnings))
  // The backend itself carries the warnings: its `trouble` must stay one and the same property.
  const metrics: MetricsBackend = Object.assign(backend, { warnings: [] })
  return metrics
}

function answer(seen: Seen, model: Model, warnings: readonly string[]): Reply {
  const parameters = parametersOf(seen)
  const ask = parseAll(parameters.get('query') ?? '', model)
  if (ask === undefined) {
    const error = `invalid parameter "query": parse error in ${parameters.get('query') ?? ''}`
    return jsonReply({ status: 'error', errorType: 'bad_data', error }, 400)
  }
  const told = warnings.length === 0 ? {} : { warnings }
  const data = seen.url.pathname.endsWith('/query_range')
    ? range(ask, parameters)
    : instant(ask, Number(parameters.get('time')) * 1000)
  return jsonReply({ status: 'success', data, ...told })
}

interface Point {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}
type Ask = (at: number) => readonly Point[]

function instant(ask: Ask, at: number): unknown {
  const result = ask(at).map(({ labels, value }) => ({
    metric: labels,
    value: [at / 1000, String(value)]
  }))
  return { resultType: 'vector', result }
}

function range(ask: Ask, parameters: URLSearchParams): unknown {
  const [start = 0, end = 0] = ['start', 'end'].map(name =>
    Math.round(Number(parameters.get(name)) * 1000)
  )
  const step = lengthOf(parameters.get('step'))
  const rows = new Map<string, { metric: Point['labels']; values: [number, string][] }>()
  for (let at = start; at <= end; at += step) {
    for (const { labels, value } of ask(at)) {
      const key = JSON.stringify(labels)
      const row = rows.get(key) ?? { metric: labels, values: [] }
      row.values.push([at / 1000, String(value)])
      rows.set(key, row)
    }
  }
  return { resultType: 'matrix', result: [...rows.values()] }
}

function parseAll(query: string, model: Model): Ask | undefined {
  const asks = unitedIn(query).map(({ promql, mark }) => ({ ask: parse(promql, model), mark }))
  if (asks.some(({ ask }) => ask === undefined)) return undefined
  return at =>
    asks.flatMap(({ ask, mark }) =>
      (ask?.(at) ?? []).map(({ labels, value }) => ({ labels: { ...labels, ...mark }, value }))
    )
}

const increasing = /^(?:sum(?: by \((\w+)\))? ?\()?increase\((\w+)\[([\d.]+m?s)\]\)(\))?$/

function parse(query: string, model: Model): Ask | undefined {
  if (query.startsWith('count(ALERTS')) {
    return at => [{ labels: {}, value: model['ALERTS']?.[0]?.curve.at(at) ?? 0 }]
  }
  const found = increasing.exec(query)
  if (found !== null) {
    const [, label, name = '', width = '', summed] = found
    const each: Ask = at => increases(model[name] ?? [], at, lengthOf(width))
    return summed === undefined ? each : at => sum(each(at), label)
  }
  return /^\w+$/.test(query) ? at => values(model[query] ?? [], at) : undefined
}

function increases(members: readonly Member[], at: number, width: number): readonly Point[] {
  return members.flatMap(({ labels, curve }) => {
    const value = curve.events(at - width, at)
    return value === undefined ? [] : [{ labels, value }]
  })
}

function values(members: readonly Member[], at: number): readonly Point[] {
  return members.flatMap(({ labels, curve }) => {
    const value = curve.at(at)
    return value === undefined ? [] : [{ labels, value: wavering(value, at) }]
  })
}

/** No series sum up to no series. */
function sum(points: readonly Point[], label: string | undefined): readonly Point[] {
  const sums = new Map<string, number>()
  for (const { labels, value } of points) {
    const key = label === undefined ? '' : (labels[label] ?? '')
    sums.set(key, (sums.get(key) ?? 0) + value)
  }
  return [...sums].map(([key, value]) => ({
    labels: label === undefined ? {} : { [label]: key },
    value
  }))
}
