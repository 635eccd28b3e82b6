import type { Series } from '../model.js'
import type { Answer } from './prometheus-answer.js'

/** The label that tells whose series is whose. Nobody's own, and gone before anybody sees it. */
const mark = 'bakegate_query'

/**
 * Several queries as one. `label_replace` sets the mark whatever stands in it, and series that differ in it are
 * kept apart by `or`. A line break ends a comment.
 */
export function unionOf(queries: readonly string[]): string {
  return queries
    .map((promql, index) => `label_replace(\n${promql}\n, "${mark}", "${index}", "${mark}", ".*")`)
    .join(' or ')
}

/** What a union answered, query by query; undefined: it is no answer to a union of so many. */
export function partedAnswers(answer: Answer, queries: number): readonly Answer[] | undefined {
  if (answer.type !== 'vector') return undefined
  const parts: Series[][] = Array.from({ length: queries }, () => [])
  for (const { labels, samples } of answer.series) {
    const { [mark]: index = '', ...own } = labels
    const part = /^\d{1,3}$/.test(index) ? parts[Number(index)] : undefined
    if (part === undefined) return undefined
    part.push({ labels: own, samples })
  }
  return parts.map(series => ({ ...answer, series }))
}
