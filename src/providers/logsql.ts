import type { Window } from '../model.js'
import { blank, withoutBrackets } from './clauses.js'
import type { Answer } from './prometheus-answer.js'

/** How many lines of a window pass a filter. */
export interface Counted {
  readonly filter: string
  readonly window: Window
}

const texts = /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|`[^`]*`/g

/**
 * Whether a query is one filter, which means the same between brackets as alone: no pipe, also of a query within,
 * and no word about time.
 */
export function isFilter(query: string): boolean {
  const plain = query.replace(texts, blank)
  if (query.trim() === '' || /["'`|]|\b_time\b/.test(plain)) return false
  try {
    withoutBrackets(plain)
    return true
  } catch {
    return false
  }
}

/** What would narrow a window, or count a part of it, whatever is asked. Texts, comments and groups aside. */
const narrows = /(?<![\w.-])_time\s*:|\|\s*(?:limit|head|offset|skip|sample)\b/
const grouping = /\bby\s*\([^()]*\)/g

/** Throws a plain Error for the user. */
export function refuseWindows(query: string): void {
  const plain = query
    .replace(texts, blank)
    .replace(/#[^\n]*/g, blank)
    .replace(grouping, blank)
  const found = narrows.exec(plain)
  if (found === null) return
  const word = found[0].replace(/\s+/g, ' ')
  throw new Error(
    `\`${word}\` at character ${found.index + 1}: Bakegate asks for windows of its own, and counts all of them. Remove it.`
  )
}

/** A query with a pipe behind it, on a line of its own where a comment might swallow it. */
export function piped(query: string, pipe: string): string {
  return `${query}${query.includes('#') ? '\n' : ' '}| ${pipe}`
}

/** `_time:[…)`: the start included and the end not, in every version. */
export function timeFilter({ start, end }: Window): string {
  return `_time:[${new Date(start).toISOString()}, ${new Date(end).toISOString()})`
}

/** Several counts as one query, over all their windows together. A line break ends a comment. */
export function countsOf(all: readonly Counted[]): string {
  const filters = [...new Set(all.map(({ filter }) => `(\n${filter}\n)`))].join(' or ')
  const counts = all.map(
    ({ filter, window }, index) =>
      `count() if (${timeFilter(window)} (\n${filter}\n)) as ${nameOf(index)}`
  )
  return `${filters} | stats ${counts.join(', ')}`
}

/** From the start of the first window to the end of the last. */
export function spanOf(all: readonly Counted[]): Window {
  return {
    start: Math.min(...all.map(({ window }) => window.start)),
    end: Math.max(...all.map(({ window }) => window.end))
  }
}

/** What each of so many counts was answered; undefined: it is not told. */
export function countedIn(answer: Answer, counts: number): readonly (Answer | undefined)[] {
  return Array.from({ length: counts }, (_, index) => {
    const series = answer.series.filter(({ labels }) => labels['__name__'] === nameOf(index))
    const unnamed = series.map(({ samples }) => ({ labels: {}, samples }))
    return series.length === 1 ? { ...answer, series: unnamed } : undefined
  })
}

function nameOf(index: number): string {
  return `bakegate_${index}`
}
