import type { FailureCode, Labels, Sample, Series } from '../model.js'
import type { HttpResponse } from '../world.js'
import type { Account } from './ask.js'
import { insideOf, type Json, targetOf } from './elasticsearch-query.js'
import { field, isCount, isRecord, list, record, textField, UnexpectedShape } from './shape.js'

type Fields = Readonly<Record<string, unknown>>

/** What one search says of itself beside its data. */
export interface Completeness {
  readonly complete: boolean
  readonly notes: readonly string[]
}

/**
 * `timed_out`, `terminated_early`, failed shards, skipped clusters and a total that is a lower bound are all
 * answered with 200.
 */
export function completenessOf(answer: Fields): Completeness {
  const notes = [
    ...(field(answer, 'timed_out') === false
      ? []
      : ['The search timed out and counted a part only.']),
    ...(field(answer, 'terminated_early') === true
      ? ['The search was ended early and counted a part only.']
      : []),
    ...shardNotes(record(field(answer, '_shards'), '_shards')),
    ...clusterNotes(field(answer, '_clusters'))
  ]
  return { complete: notes.length === 0, notes }
}

function shardNotes(shards: Fields): readonly string[] {
  const failed = field(shards, 'failed')
  if (!isCount(failed)) throw new UnexpectedShape('_shards.failed is missing')
  if (failed === 0) return []
  const [first] = Array.isArray(field(shards, 'failures'))
    ? list(field(shards, 'failures'), 'failures')
    : []
  const reason = isRecord(first) ? wordsOf(first) : ''
  const total = field(shards, 'total')
  return [`${failed} of ${isCount(total) ? total : '?'} shards failed. ${reason}`.trim()]
}

/** Cross-cluster search: a cluster that may be skipped is left out without an error. */
function clusterNotes(clusters: unknown): readonly string[] {
  if (!isRecord(clusters)) return []
  const missing = ['skipped', 'partial', 'failed', 'running'].reduce((sum, key) => {
    const count = field(clusters, key)
    return sum + (isCount(count) ? count : 0)
  }, 0)
  return missing === 0 ? [] : [`${missing} remote clusters answered not at all or in part.`]
}

/** How many documents matched, and whether that is all of them. */
export function totalOf(answer: Fields): { readonly count: number; readonly exact: boolean } {
  const hits = record(field(answer, 'hits'), 'hits')
  const total = record(field(hits, 'total'), 'hits.total')
  const count = field(total, 'value')
  if (!isCount(count)) throw new UnexpectedShape('hits.total.value is no number')
  return { count, exact: field(total, 'relation') === 'eq' }
}

/** One number of one group of documents. */
interface Point {
  readonly labels: Labels
  readonly value: number
}

export interface Points {
  readonly points: readonly Point[]
  /** Groups were left out, or counted on some shards only. */
  readonly cut: boolean
}

/** The numbers that one window's bucket holds: one for each group that the aggregations make of it. */
export function pointsOf(bucket: Fields, aggregations: Json, zero: boolean): Points {
  const found: Point[] = []
  const cut = collect(bucket, aggregations, {}, { found, zero })
  return { points: found, cut }
}

interface Collecting {
  readonly found: Point[]
  readonly zero: boolean
}

function collect(bucket: Fields, aggregations: Json, labels: Labels, to: Collecting): boolean {
  const count = field(bucket, 'doc_count')
  if (!isCount(count)) throw new UnexpectedShape('doc_count is missing')
  if (Object.keys(aggregations).length === 0) {
    to.found.push({ labels, value: count })
    return false
  }
  // What an aggregation says of no document is no measurement: a sum of nothing is 0, a maximum null.
  if (count === 0 && !to.zero) return false
  const name = targetOf(aggregations)
  const answer = record(field(bucket, name), name)
  const inside = insideOf(aggregations, name)
  const buckets = field(answer, 'buckets')
  if (buckets !== undefined) {
    const groups = groupsOf(buckets, name)
    const cuts = groups.map(([key, group]) =>
      collect(group, inside, { ...labels, [name]: key }, to)
    )
    return isCut(answer) || cuts.includes(true)
  }
  if (field(answer, 'doc_count') !== undefined) return collect(answer, inside, labels, to)
  for (const [percent, value] of numbersOf(answer, name)) {
    to.found.push({ labels: percent === '' ? labels : { ...labels, percentile: percent }, value })
  }
  return false
}

function groupsOf(buckets: unknown, name: string): readonly (readonly [string, Fields])[] {
  if (isRecord(buckets)) {
    return Object.entries(buckets).map(([key, group]) => [key, record(group, name)] as const)
  }
  return list(buckets, `${name}.buckets`).map(item => {
    const group = record(item, name)
    const key = field(group, 'key_as_string') ?? field(group, 'key')
    return [keyOf(key), group] as const
  })
}

function keyOf(key: unknown): string {
  return typeof key === 'string' ? key : JSON.stringify(key ?? '')
}

function isCut(answer: Fields): boolean {
  return ['sum_other_doc_count', 'doc_count_error_upper_bound'].some(key => {
    const count = field(answer, key)
    return typeof count === 'number' && count !== 0
  })
}

/** `value`, or `values` of percentiles: by name, where they are several. Null and NaN are no value. */
function numbersOf(answer: Fields, name: string): readonly (readonly [string, number])[] {
  if (Object.hasOwn(answer, 'value')) {
    const value = field(answer, 'value')
    return isFinite(value) ? [['', value]] : []
  }
  const values = field(answer, 'values')
  if (values === undefined) {
    throw new UnexpectedShape(`the aggregation ${name} gives no single number`)
  }
  const entries = isRecord(values)
    ? Object.entries(values).filter(([key]) => !key.endsWith('_as_string'))
    : list(values, `${name}.values`).map(item => {
        const pair = record(item, `${name}.values`)
        return [keyOf(field(pair, 'key')), field(pair, 'value')] as const
      })
  return entries.flatMap(([key, value]) =>
    isFinite(value) ? [[entries.length === 1 ? '' : key, value] as const] : []
  )
}

function isFinite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

/** Points of several windows as series. */
export function seriesOf(
  windows: readonly { readonly at: number; readonly points: readonly Point[] }[]
): readonly Series[] {
  const known = new Map<string, { readonly labels: Labels; readonly samples: Sample[] }>()
  for (const { at, points } of windows) {
    for (const { labels, value } of points) {
      const key = JSON.stringify(labels)
      const series = known.get(key) ?? { labels, samples: [] }
      known.set(key, series)
      series.samples.push({ at, value })
    }
  }
  return [...known.values()]
}

/** The account of a refused request, and of one refused search among several. */
export function accountOf({ status, text }: Pick<HttpResponse, 'status' | 'text'>): Account {
  const body = parsed(text)
  const error = isRecord(body) ? field(body, 'error') : undefined
  if (!isRecord(error))
    return { words: typeof error === 'string' ? error : text, ...codeOf(status) }
  return { words: wordsOf(error), ...codeOf(status, textField(error, 'type')) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** A pattern that matches no index is a mistake in the configuration, as a query that does not parse is. */
function codeOf(status: number, type = ''): { readonly code?: FailureCode } {
  if (type === 'index_not_found_exception' || status === 400) return { code: 'invalid-query' }
  return {}
}

/** The first shard's reason and what caused it: "Failed to parse query [a AND]: Cannot parse …". */
function wordsOf(error: Fields): string {
  const [first] = ['failed_shards', 'root_cause'].flatMap(key => {
    const items = field(error, key)
    return Array.isArray(items) && isRecord(items[0]) ? [items[0]] : []
  })
  const own = field(first ?? error, 'reason')
  const reason = isRecord(own) ? own : (first ?? error)
  const cause = field(reason, 'caused_by')
  const texts = [
    textField(reason, 'reason') ?? textField(error, 'reason') ?? textField(error, 'type'),
    isRecord(cause) ? textField(cause, 'reason') : undefined
  ]
  return [...new Set(texts.filter(text => text !== undefined))].join(': ')
}
