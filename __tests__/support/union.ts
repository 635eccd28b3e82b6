/** One of several queries that travel as one. */
export interface United {
  readonly promql: string
  /** The label that its series are told by. */
  readonly mark: Readonly<Record<string, string>>
}

const one = /label_replace\(\n([\s\S]*?)\n, "(\w+)", "(\d+)", "\2", "\.\*"\)/g

/** What a query of Prometheus unites; a query alone is without a mark. */
export function unitedIn(query: string): readonly United[] {
  const parts = [...query.matchAll(one)]
  const whole = parts.map(([text]) => text).join(' or ')
  if (parts.length === 0 || whole !== query) return [{ promql: query, mark: {} }]
  return parts.map(([, promql = '', label = '', index = '']) => ({
    promql,
    mark: { [label]: index }
  }))
}
