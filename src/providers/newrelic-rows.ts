import type { Labels, Sample, Series } from '../model.js'
import type { Nrql, Row } from './newrelic-graph.js'
import { field, isRecord, textsOf, UnexpectedShape } from './shape.js'

/** Keys of a row that are no value of the query. */
const around = new Set(['facet', 'beginTimeSeconds', 'endTimeSeconds', 'inspectedCount'])

/**
 * The series of an answer: one for each group and each value that was selected, a percentile's included.
 * `at` says which instant a row speaks of. null is no value.
 */
export function seriesOf(answer: Nrql, at: (row: Row) => number): readonly Series[] {
  const series = new Map<string, { readonly labels: Labels; readonly samples: Sample[] }>()
  for (const row of answer.rows) {
    const group = groupOf(row, answer.facets)
    const values = valuesOf(row, answer.facets)
    for (const [name, value] of values) {
      const labels = values.length > 1 ? { ...group, value: name } : group
      const key = JSON.stringify(labels)
      const samples = series.get(key)?.samples ?? []
      if (typeof value === 'number' && Number.isFinite(value)) samples.push({ at: at(row), value })
      series.set(key, { labels, samples })
    }
  }
  return [...series.values()].filter(({ samples }) => samples.length > 0)
}

/** How many numbers a row of the answer has. */
export function widthOf({ rows, facets }: Nrql): number {
  const [first] = rows
  return first === undefined ? 0 : numbersIn(ownOf(first, facets)).length
}

function groupOf(row: Row, facets: readonly string[]): Labels {
  const values = field(row, 'facet')
  const texts = Array.isArray(values)
    ? values.map(text)
    : values === undefined
      ? []
      : [text(values)]
  return Object.fromEntries(texts.map((value, index) => [facets[index] ?? `facet${index}`, value]))
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

type Value = readonly [name: string, value: unknown]

/** What is judged of a row. */
function valuesOf(row: Row, facets: readonly string[]): readonly Value[] {
  const own = scoreOf(ownOf(row, facets)).map(([name, value]): Value => {
    return [name, isRecord(value) ? Object.fromEntries(scoreOf(Object.entries(value))) : value]
  })
  return numbersIn(own)
}

/** What an `apdex(…)` tells beside its score: how many requests that was made of, and itself once more. */
const besideScore = /^(count|[stf]|apdex|apdex\..*)$/

function scoreOf(values: readonly Value[]): readonly Value[] {
  const names = new Set(values.map(([name]) => name))
  if (!['score', 's', 't', 'f'].every(name => names.has(name))) return values
  return values.filter(([name]) => !besideScore.test(name))
}

function ownOf(row: Row, facets: readonly string[]): readonly Value[] {
  const names = new Set([...facets, ...textsOf(field(row, 'facet'))])
  return Object.entries(row).filter(([name]) => !around.has(name) && !names.has(name))
}

function numbersIn(values: readonly Value[]): readonly Value[] {
  return values.flatMap(([name, value]): readonly Value[] => {
    if (isRecord(value)) {
      return Object.entries(value).map(([part, one]) => [`${name}.${part}`, one] as const)
    }
    if (value === null || typeof value === 'number') return [[name, value]]
    throw new UnexpectedShape(
      `${name} is no number. Select an aggregate, such as count(*) or average(duration)`
    )
  })
}
