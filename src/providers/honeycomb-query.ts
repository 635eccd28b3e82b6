import { isRecord } from './shape.js'

/** A query specification without its time, read from the text of a check. */
export interface HoneycombQuery {
  /** As it is sent, its calculations included. */
  readonly spec: Readonly<Record<string, unknown>>
  /** Columns that the events are grouped by. */
  readonly breakdowns: readonly string[]
}

/** More groups than these come in no answer that has steps. */
export const mostGroups = 1_000

/** What a check may say. The time and the limit are ours. */
const known = new Set([
  'filters',
  'filter_combination',
  'breakdowns',
  'calculations',
  'calculated_fields',
  'havings'
])

/** The calculations of which two windows' results add up to that of both. */
const additive = new Set(['COUNT', 'SUM'])

/**
 * Reads a query specification (https://docs.honeycomb.io/api/query-specification/). Throws a plain Error for the
 * user. `counts`: the answer is a number of events, and those are counted where nothing else is said.
 */
export function readQuery(text: string, counts: boolean): HoneycombQuery {
  const spec = parsed(text)
  for (const key of Object.keys(spec)) {
    if (known.has(key)) continue
    throw new Error(
      /^(time_range|start_time|end_time|granularity|limit)$/.test(key)
        ? `"${key}" is given by Bakegate, which asks for windows of its own. Remove it.`
        : `"${key}" has no place in the query of a check. It may hold ${[...known].join(', ')}.`
    )
  }
  const calculations = spec['calculations'] ?? (counts ? [{ op: 'COUNT' }] : undefined)
  refuse(calculations, counts)
  const breakdowns = textsIn(spec['breakdowns'] ?? [], 'breakdowns')
  return { spec: { ...spec, calculations, breakdowns, limit: mostGroups }, breakdowns }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  const form = 'Write {"filters": [{"column": "service.name", "op": "=", "value": "shop"}]}.'
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch (error) {
    throw new Error(`The query is no JSON: ${(error as Error).message}. ${form}`)
  }
  throw new Error(`The query is no JSON object. ${form}`)
}

function refuse(calculations: unknown, counts: boolean): void {
  if (!Array.isArray(calculations) || calculations.length === 0) {
    throw new Error(
      'A query needs a calculation. Add "calculations": [{"op": "P99", "column": "duration_ms"}].'
    )
  }
  const operations = calculations.map(one => (isRecord(one) ? one['op'] : undefined))
  if (operations.includes('HEATMAP')) {
    throw new Error('A HEATMAP is no number. Use another calculation.')
  }
  const other = operations.find(one => typeof one !== 'string' || !additive.has(one))
  if (counts && (operations.length > 1 || other !== undefined)) {
    throw new Error('A count has one calculation, COUNT or SUM. Remove "calculations" for COUNT.')
  }
}

function textsIn(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value) && value.every(one => typeof one === 'string')) return value
  throw new Error(`"${name}" is a list of names. Write "${name}": ["http.route"].`)
}
