import type { Labels } from '../model.js'
import type { Expression, Matcher, Operator } from './promql.js'

/** What was scraped of one series, ascending. `undefined` marks that the series went away (stale). */
export interface Scraped {
  /** `__name__` included. */
  readonly labels: Labels
  readonly samples: readonly { readonly at: number; readonly value: number | undefined }[]
}

export interface Point {
  readonly labels: Labels
  readonly value: number
}

/** A number where the expression is a scalar, else one point per series. */
export type Value = number | readonly Point[]

/**
 * The value at an instant, by Prometheus' rules: 5 minutes of lookback, ranges open at their start,
 * extrapolated increases. Throws an Error where two series of one side would match.
 */
export function evaluate(expression: Expression, at: number, store: Iterable<Scraped>): Value {
  switch (expression.kind) {
    case 'number':
      return expression.value
    case 'vector':
      return [{ labels: {}, value: expression.value }]
    case 'selector':
      return instant(select(store, expression.matchers), at)
    case 'rate':
    case 'increase':
      return changes(select(store, expression.matchers), at, expression)
    case 'sum':
      return sum(points(evaluate(expression.of, at, store)), expression.by)
    case 'label':
      return points(evaluate(expression.of, at, store)).map(({ labels, value }) => ({
        labels: expression.replace(labels),
        value
      }))
    case 'quantile':
      return quantiles(points(evaluate(expression.of, at, store)), expression.quantile)
    case 'binary':
      return combine(
        expression.operator,
        evaluate(expression.left, at, store),
        evaluate(expression.right, at, store)
      )
  }
}

const LOOKBACK = 5 * 60_000

function points(value: Value): readonly Point[] {
  if (typeof value === 'number') throw new Error('expected type instant vector, got scalar')
  return value
}

function* select(store: Iterable<Scraped>, matchers: readonly Matcher[]): Generator<Scraped> {
  for (const series of store) {
    if (matchers.every(({ label, matches }) => matches(series.labels[label] ?? ''))) yield series
  }
}

function instant(found: Iterable<Scraped>, at: number): Point[] {
  return [...found].flatMap(({ labels, samples }) => {
    const last = samples.findLast(sample => sample.at <= at)
    const fresh = last !== undefined && last.at > at - LOOKBACK && last.value !== undefined
    return fresh ? [{ labels, value: last.value }] : []
  })
}

function changes(
  found: Iterable<Scraped>,
  at: number,
  how: { readonly kind: 'rate' | 'increase'; readonly range: number }
): Point[] {
  return [...found].flatMap(({ labels, samples }) => {
    const inside = samples.flatMap(sample =>
      sample.at > at - how.range && sample.at <= at && sample.value !== undefined
        ? [{ at: sample.at, value: sample.value }]
        : []
    )
    const increase = extrapolatedIncrease(inside, at - how.range, at)
    if (increase === undefined) return []
    const value = how.kind === 'rate' ? increase / (how.range / 1000) : increase
    return [{ labels: without(labels, ['__name__']), value }]
  })
}

/**
 * How much a counter grew, resets undone, extended to the window's edges as Prometheus does (promql/functions.go,
 * extrapolatedRate): to the edge when it is nearer than 1.1 sample intervals, else by half an interval,
 * and never back beyond the counter's zero.
 */
function extrapolatedIncrease(
  samples: readonly { readonly at: number; readonly value: number }[],
  start: number,
  end: number
): number | undefined {
  const [first] = samples
  const last = samples.at(-1)
  if (first === undefined || last === undefined || samples.length < 2) return undefined
  const grown = samples.reduce((total, sample, index) => {
    const before = samples[index - 1]?.value ?? sample.value
    return total + (sample.value < before ? sample.value : sample.value - before)
  }, 0)
  const sampled = last.at - first.at
  const interval = sampled / (samples.length - 1)
  const reach = (gap: number): number => (gap >= interval * 1.1 ? interval / 2 : gap)
  const toZero = grown > 0 ? sampled * (first.value / grown) : Infinity
  const before = Math.min(reach(first.at - start), toZero)
  return grown * ((sampled + before + reach(end - last.at)) / sampled)
}

function sum(all: readonly Point[], by: readonly string[]): Point[] {
  return group(all, labels => only(labels, by)).map(({ labels, members }) => ({
    labels,
    value: members.reduce((total, member) => total + member.value, 0)
  }))
}

function quantiles(all: readonly Point[], quantile: number): Point[] {
  const bucketed = all.filter(point => !Number.isNaN(bound(point)))
  return group(bucketed, labels => without(labels, ['__name__', 'le'])).map(
    ({ labels, members }) => ({ labels, value: histogramQuantile(quantile, members) })
  )
}

function bound(point: Point): number {
  const text = point.labels.le
  if (text === undefined || text === '') return NaN
  return text === '+Inf' ? Infinity : Number(text)
}

/** Linear inside the bucket that holds the rank; the last finite bound when that is the open one. */
function histogramQuantile(quantile: number, members: readonly Point[]): number {
  if (quantile < 0) return -Infinity
  if (quantile > 1) return Infinity
  let highest = 0
  const buckets = members
    .map(point => ({ upper: bound(point), count: point.value }))
    .sort((a, b) => a.upper - b.upper)
    // Scrapes and rates are not atomic: counts that fall are raised to the one before.
    .map(({ upper, count }) => ({ upper, count: (highest = Math.max(highest, count)) }))
  const last = buckets.at(-1)
  if (last?.upper !== Infinity || buckets.length < 2 || last.count === 0) return NaN
  const rank = quantile * last.count
  const index = buckets.findIndex(({ count }) => count >= rank)
  const bucket = buckets[index] ?? last
  const below = buckets[index - 1] ?? { upper: 0, count: 0 }
  if (bucket.upper === Infinity) return below.upper
  if (index === 0 && bucket.upper <= 0) return bucket.upper
  const share = (rank - below.count) / (bucket.count - below.count)
  return below.upper + (bucket.upper - below.upper) * share
}

function combine(operator: Operator, left: Value, right: Value): Value {
  if (operator === 'or') return either(points(left), points(right))
  const compute = ARITHMETIC[operator]
  if (typeof left === 'number') {
    if (typeof right === 'number') return compute(left, right)
    return each(right, value => compute(left, value))
  }
  if (typeof right === 'number') return each(left, value => compute(value, right))
  return pairs(left, right, compute)
}

const ARITHMETIC: Readonly<
  Record<Exclude<Operator, 'or'>, (left: number, right: number) => number>
> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right
}

function each(all: readonly Point[], change: (value: number) => number): Point[] {
  return all.map(({ labels, value }) => ({
    labels: without(labels, ['__name__']),
    value: change(value)
  }))
}

function either(left: readonly Point[], right: readonly Point[]): Point[] {
  const taken = new Set(left.map(({ labels }) => key(without(labels, ['__name__']))))
  return [...left, ...right.filter(({ labels }) => !taken.has(key(without(labels, ['__name__']))))]
}

function pairs(
  left: readonly Point[],
  right: readonly Point[],
  compute: (left: number, right: number) => number
): Point[] {
  const name = (labels: Labels): Labels => without(labels, ['__name__'])
  const others = group(right, name)
  return group(left, name).flatMap(({ labels, members }) => {
    const match = others.find(other => key(other.labels) === key(labels))
    if (match === undefined) return []
    const [mine, theirs] = [members, match.members]
    if (mine.length > 1 || theirs.length > 1) {
      throw new Error('multiple matches for labels: many-to-one matching must be explicit')
    }
    return [{ labels, value: compute(mine[0]?.value ?? NaN, theirs[0]?.value ?? NaN) }]
  })
}

function group(
  all: readonly Point[],
  by: (labels: Labels) => Labels
): { readonly labels: Labels; readonly members: readonly Point[] }[] {
  const groups = new Map<string, { labels: Labels; members: Point[] }>()
  for (const point of all) {
    const labels = by(point.labels)
    const found = groups.get(key(labels)) ?? { labels, members: [] }
    found.members.push(point)
    groups.set(key(labels), found)
  }
  return [...groups.values()]
}

function only(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)))
}

function without(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)))
}

/** The same for the same labels, whatever their order. */
export function key(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
}
