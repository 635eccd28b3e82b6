import type { Numbers } from './provider.js'

/**
 * What a check asks of Datadog's scalar and timeseries APIs: queries with names, and a formula over them.
 * https://docs.datadoghq.com/api/latest/metrics/
 */
export interface Formula {
  readonly queries: readonly NamedQuery[]
  /** Arithmetic over the names of `queries`. */
  readonly formula: string
  /** Tags that the answer is grouped by; only formulas with the same ones may share a request. */
  readonly grouping: string
  /** What the check says of its numbers. */
  readonly numbers?: Numbers
  /** So many groups are answered at most. Absent: all of them. */
  readonly most?: number
}

export interface NamedQuery {
  readonly name: string
  readonly fields: Readonly<Record<string, unknown>>
  /** How a window becomes one number; the scalar API asks for it, of metrics only. */
  readonly aggregator?: Aggregator
}

type Aggregator = 'avg' | 'sum' | 'min' | 'max' | 'percentile'

/**
 * Reads a metric query, or several with names and a formula over them:
 *
 *     text       = query / *( name SP "=" SP query NEWLINE ) formula
 *     name       = ALPHA *( ALPHA / DIGIT / "_" )
 *
 * Throws a plain Error for the user. `counts`: the answer is a number of events.
 */
export function readMetricQuery(text: string, counts: boolean): Formula {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
  const last = lines.at(-1) ?? ''
  const definitions = lines.slice(0, -1).map(definitionOf)
  const formula = lines.length > 1 ? last : 'query'
  const named = lines.length > 1 ? definitions : [{ name: 'query', query: last }]
  refuseUnknownNames(formula, named)
  const queries = named.map(({ name, query }) => metricQuery(name, query, counts))
  const tags = named.flatMap(({ query }) => groupTags(query))
  return { queries, formula, grouping: [...new Set(tags)].sort().join(',') }
}

/** What a query of events asks: which, and what is computed over them. */
export interface EventQuery {
  readonly source: string
  readonly search: string
  readonly indexes: readonly string[]
  readonly aggregation: string
  readonly measure?: string
  readonly by: readonly string[]
}

export function eventFormula(asked: EventQuery): Formula {
  const { source, search, indexes, aggregation, measure, by } = asked
  const fields = {
    data_source: source.replaceAll('-', '_'),
    search: { query: search },
    indexes,
    compute: { aggregation, ...(measure === undefined ? {} : { metric: measure }) },
    group_by: by.map(facet => ({ facet, limit: mostGroups }))
  }
  const formula = { queries: [{ name: 'query', fields }], formula: 'query', grouping: by.join(',') }
  return by.length === 0 ? formula : { ...formula, most: mostGroups }
}

/** Datadog answers ten groups of events unless told otherwise; where this many come, there may be more. */
const mostGroups = 100

/**
 * Reads a query in the form of Datadog's log monitors:
 *
 *     text    = source "(" STRING ")" [ ".index(" strings ")" ] ".rollup(" STRING [ "," STRING ] ")" [ ".by(" STRING ")" ]
 *     strings = STRING *( "," STRING )
 *
 * Throws a plain Error for the user.
 */
export function readEventQuery(
  text: string,
  source: string,
  indexes: readonly string[]
): EventQuery {
  const word = monitorWords.get(source) ?? source
  const match = monitorForm.exec(text.trim())
  const [, written, search = '', named, aggregation = '', measure, by = ''] = match ?? []
  if (written === undefined || (written !== source && written !== word)) {
    throw new Error(
      `A value is asked for as monitors do it: ${word}("service:shop").rollup("pc95", "@duration").by("@http.route"). Write it so, or use \`count\`.`
    )
  }
  refuseAggregation(aggregation, measure)
  return {
    source,
    search: search.replace(/\\(.)/g, '$1'),
    indexes: named === undefined ? indexes : listed(named.replaceAll('"', '')),
    aggregation,
    ...(measure === undefined ? {} : { measure }),
    by: listed(by)
  }
}

function refuseAggregation(aggregation: string, measure: string | undefined): void {
  if (!aggregations.has(aggregation)) {
    const known = [...aggregations].join(', ')
    throw new Error(`rollup("${aggregation}") is not known. Use one of ${known}.`)
  }
  if (measure === undefined && aggregation !== 'count') {
    throw new Error(`rollup("${aggregation}") needs what to compute it of: "@duration".`)
  }
}

function listed(names: string): readonly string[] {
  return names === '' ? [] : names.split(',').map(name => name.trim())
}

/**
 * The part of a search that says where the events come from: what has none of those either is a wrong name,
 * not good news. `*` where the search is more than a list of terms.
 */
export function scopeOf(search: string): string {
  const bare = search.replace(/"(?:\\.|[^"\\])*"/g, '""')
  if (/[()]|\bOR\b/.test(bare)) return '*'
  const terms = search.match(/(?:[^\s"]|"(?:\\.|[^"\\])*")+/g) ?? []
  const origins = terms.filter(term => /^(service|source|env|host):/.test(term))
  return origins.length === 0 ? '*' : origins.join(' ')
}

/** Monitors call some sources by other words than the API does. */
const monitorWords = new Map([
  ['spans', 'trace-analytics'],
  ['audit', 'audits']
])
const text = String.raw`\(\s*"((?:\\.|[^"\\])*)"\s*\)`
const names = String.raw`\(\s*("[\w*-]+"(?:\s*,\s*"[\w*-]+")*)\s*\)`
const monitorForm = new RegExp(
  String.raw`^([a-z-]+)${text}(?:\.index${names})?\.rollup\(\s*"([a-z0-9]+)"\s*(?:,\s*"([^"\\]+)"\s*)?\)(?:\.by${text})?$`
)
const aggregations = new Set(
  'count cardinality pc75 pc90 pc95 pc98 pc99 sum min max avg'.split(' ')
)

interface Definition {
  readonly name: string
  readonly query: string
}

function definitionOf(line: string): Definition {
  const match = /^([A-Za-z][A-Za-z0-9_]*)\s*=\s*(.+)$/.exec(line)
  if (match === null) {
    throw new Error(
      'Several lines are queries with names and a formula in the last one. Write errors = sum:….as_count(), then errors / hits.'
    )
  }
  const [, name = '', query = ''] = match
  return { name, query }
}

const namesIn = /[A-Za-z_][A-Za-z0-9_]*/g

function refuseUnknownNames(formula: string, named: readonly Definition[]): void {
  if (named.some(({ name }, index) => named.findIndex(one => one.name === name) !== index)) {
    throw new Error('Two queries have the same name. Names tell queries apart: choose another.')
  }
  const used = new Set(formula.match(namesIn) ?? [])
  const unused = named.find(({ name }) => !used.has(name))
  if (unused === undefined) return
  throw new Error(`The formula in the last line does not use ${unused.name}. Use it, or remove it.`)
}

/** A formula with other names for its queries: several share a request. */
export function renamed(formula: string, rename: ReadonlyMap<string, string>): string {
  return formula.replace(namesIn, name => rename.get(name) ?? name)
}

function metricQuery(name: string, query: string, counts: boolean): NamedQuery {
  if (/^(avg|sum|min|max|percentile|change|pct_change)\s*\(\s*(last_|change)/.test(query)) {
    throw new Error(
      'This is the query of a monitor. Take what stands between avg(last_5m): and the comparison; the limit is `max` or `min`.'
    )
  }
  if (!/\{[^}]*\}/.test(query)) {
    throw new Error(
      'A metric query names its scope in braces. Write avg:system.load.1{service:shop}.'
    )
  }
  if (counts && !countsEvents.test(query)) {
    throw new Error(
      'A count over a window needs a count: without .as_count() Datadog answers with a rate per second. Write sum:shop.requests{*}.as_count().'
    )
  }
  const aggregator = counts ? 'sum' : aggregatorOf(query)
  if (aggregator === 'sum') refuseRatio(query)
  return { name, fields: { data_source: 'metrics', query }, aggregator }
}

/** Datadog would compute it for each point, and add those up: a steady 1 % becomes 1 % times the points. */
function refuseRatio(query: string): void {
  const bare = query.replace(/\bby\s*\{[^}]*\}/g, '')
  if ((bare.match(/\{[^}]*\}/g) ?? []).length < 2) return
  if (!/[*/]/.test(bare.replace(/\{[^}]*\}/g, ''))) return
  throw new Error(
    'Arithmetic inside one query is computed for each point and then added up. Give each metric a line with a name, and the formula in the last line: errors = sum:….as_count(), hits = sum:….as_count(), then 100 * errors / hits.'
  )
}

const countsEvents = /\.as_count\(\s*\)|\.rollup\(\s*(sum|count)\b/

/** As the query itself goes over time; a different one would compare unlike numbers. */
function aggregatorOf(query: string): Aggregator {
  const rollup = /\.rollup\(\s*(avg|sum|min|max|count)\b/.exec(query)?.[1]
  if (rollup !== undefined) return rollup === 'count' ? 'sum' : (rollup as Aggregator)
  if (/\.as_count\(\s*\)/.test(query)) return 'sum'
  return /(^|[(\s])p\d{2}(\.\d+)?:/.test(query) ? 'percentile' : 'avg'
}

function groupTags(query: string): readonly string[] {
  return [...query.matchAll(/\bby\s*\{([^}]*)\}/g)].flatMap(([, tags = '']) =>
    tags.split(',').map(tag => tag.trim())
  )
}
