import { isRecord } from './shape.js'

/** A piece of a request as it is sent. */
export type Json = Readonly<Record<string, unknown>>

/** What a check asks of the documents in each window. */
export interface Asking {
  /** A clause of the Query DSL. */
  readonly filter: Json
  /** Aggregations inside a window; none: its documents are counted. */
  readonly aggregations: Json
  readonly runtimeMappings?: Json
  /** true: no document means 0. false: it means no value. */
  readonly zero: boolean
  /** `count() by …`: a group that has documents in one window has none in the others. */
  readonly grouped: boolean
}

/** Groups of `by` that are kept apart in one window; more are a doubt about all of them. */
export const mostGroups = 500

/**
 * Reads the text of a check. Throws a plain Error with a sentence for the user.
 *
 *     text     = lucene [ "|" function ] / json
 *     function = name "(" [ field ] ")" [ "by" field *( "," field ) ]
 *     name     = "count" / "avg" / "min" / "max" / "sum" / "cardinality" / "p" percent
 *     json     = a clause of the Query DSL, or {"query": clause, "aggs": …}
 *
 * An empty Lucene text, or `*`, takes every document.
 */
export function readAsking(text: string, wanted: 'events' | 'value'): Asking {
  const asking = text.trimStart().startsWith('{') ? readJson(text) : readLucene(text)
  const counts = Object.keys(asking.aggregations).length === 0
  if (wanted === 'value' && counts && !asking.piped) {
    throw new Error(
      'A query needs a function: write `… | p95(event.duration)`, or JSON with "query" and "aggs".'
    )
  }
  if (wanted === 'events' && !counts && !asking.grouped) {
    throw new Error(
      'A count counts documents. Remove the function, or ask it as a `query` with a limit.'
    )
  }
  return asking
}

/** The clause of a text that may hold no function: what lines are fetched by. */
export function readFilter(text: string): Json {
  const { filter, aggregations, piped, runtimeMappings } = text.trimStart().startsWith('{')
    ? readJson(text)
    : readLucene(text)
  if (piped || Object.keys(aggregations).length > 0) {
    throw new Error('A log query takes lines, not a function of them. Remove the function.')
  }
  if (runtimeMappings !== undefined) {
    throw new Error(
      '"runtime_mappings" cannot stand in a log query. Put the fields into the mapping.'
    )
  }
  return filter
}

interface Read extends Asking {
  /** A function was written. */
  readonly piped: boolean
}

function readJson(text: string): Read {
  const json = parseJson(text)
  if (!isRecord(json)) throw new Error('The JSON is not one object.')
  const keys = Object.keys(json)
  const known = ['query', 'aggs', 'aggregations', 'runtime_mappings']
  const plain = { piped: false, grouped: false, zero: true, aggregations: {} }
  if (!keys.some(key => known.includes(key))) return { ...plain, filter: json }
  const unknown = keys.find(key => !known.includes(key))
  if (unknown !== undefined) {
    throw new Error(`"${unknown}" cannot stand here. Write ${known.join(', ')} and nothing else.`)
  }
  const { query = { match_all: {} }, runtime_mappings: runtime } = json
  const aggregations = json['aggs'] ?? json['aggregations'] ?? {}
  if (!isRecord(query) || !isRecord(aggregations)) throw new Error('"query" is not an object.')
  const counts = Object.keys(aggregations).length === 0
  if (!counts) targetOf(aggregations)
  return {
    ...plain,
    zero: counts,
    filter: query,
    aggregations,
    ...(isRecord(runtime) ? { runtimeMappings: runtime } : {})
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    throw new Error(`A query that begins with { is JSON, but it is not valid: ${words}.`)
  }
}

function readLucene(text: string): Read {
  const pipe = lastPipe(text)
  const filter = luceneClause(pipe === undefined ? text : text.slice(0, pipe))
  if (pipe === undefined) {
    return { filter, aggregations: {}, zero: true, piped: false, grouped: false }
  }
  const { name, field, by } = readFunction(text.slice(pipe + 1))
  const inner = name === 'count' ? {} : metricOf(name, field)
  const aggregations = by.reduceRight<Json>(
    (aggs, group) => ({
      [group]: { terms: { field: group, size: mostGroups }, ...present(aggs) }
    }),
    inner
  )
  const zero = ['count', 'sum', 'cardinality'].includes(name) && by.length === 0
  return { filter, aggregations, zero, piped: true, grouped: name === 'count' && by.length > 0 }
}

function present(aggs: Json): Json {
  return Object.keys(aggs).length === 0 ? {} : { aggs }
}

function luceneClause(text: string): Json {
  const query = text.trim()
  if (query === '' || query === '*') return { match_all: {} }
  return { query_string: { query, analyze_wildcard: true, time_zone: 'UTC' } }
}

/** The last single bar outside quotes and regular expressions; `||` is Lucene's OR. */
function lastPipe(text: string): number | undefined {
  const tokens = /\\[\s\S]|"(?:\\[\s\S]|[^"\\])*"|\/(?:\\\/|[^/])*\/|\|\||\|/g
  const bars = [...text.matchAll(tokens)].filter(([token]) => token === '|')
  return bars.at(-1)?.index
}

interface Call {
  readonly name: string
  readonly field: string
  readonly by: readonly string[]
}

const fieldName = '[A-Za-z_@][\\w.@-]*'
const functionPattern = new RegExp(
  `^(\\w+(?:\\.\\d+)?)\\s*\\(\\s*(${fieldName})?\\s*\\)(?:\\s+by\\s+(${fieldName}(?:\\s*,\\s*${fieldName})*))?$`
)

function readFunction(text: string): Call {
  const match = functionPattern.exec(text.trim())
  if (match === null) {
    throw new Error(
      `\`${text.trim()}\` is no function. Write avg(field), p95(field) or count() behind the bar, and \`by field\` behind it.`
    )
  }
  const [, name = '', field = '', groups] = match
  const by = groups === undefined ? [] : groups.split(',').map(group => group.trim())
  if (new Set(by).size < by.length) throw new Error('A field stands twice behind `by`.')
  if (name === 'count' && field !== '') throw new Error('`count()` takes no field.')
  if (name !== 'count' && field === '') throw new Error(`\`${name}(…)\` needs a field.`)
  return { name, field, by }
}

function metricOf(name: string, field: string): Json {
  if (['avg', 'min', 'max', 'sum', 'cardinality'].includes(name)) {
    return { value: { [name]: { field } } }
  }
  const percent = Number(/^p(\d{1,2}(?:\.\d+)?)$/.exec(name)?.[1])
  if (percent > 0) return { value: { percentiles: { field, percents: [percent] } } }
  throw new Error(
    `\`${name}\` is no function. Known are count, avg, min, max, sum, cardinality, p50, p95, p99.9 and the like.`
  )
}

/**
 * Which aggregation of one level carries the value: the only one, or the one named `value` where others
 * stand beside it (a bucket_script needs them).
 */
export function targetOf(aggregations: Json): string {
  const names = Object.keys(aggregations)
  const target = names.length === 1 ? names[0] : names.find(name => name === 'value')
  if (target === undefined) {
    throw new Error(
      `The aggregations ${names.join(', ')} stand side by side. Name the one that counts \`value\`.`
    )
  }
  const below = insideOf(aggregations, target)
  if (Object.keys(below).length > 0) targetOf(below)
  return target
}

/** The aggregations inside one of them. */
export function insideOf(aggregations: Json, name: string): Json {
  const own = aggregations[name]
  if (!isRecord(own)) return {}
  const inside = own['aggs'] ?? own['aggregations'] ?? {}
  return isRecord(inside) ? inside : {}
}
