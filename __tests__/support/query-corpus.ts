import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export type Corpus = 'promql' | 'metricsql' | 'logql-lines' | 'logql-numbers'

/** Queries in the manner of those that teams have, one a line. Rows for `test.each`. */
export function queriesOf(corpus: Corpus): readonly (readonly [string])[] {
  const file = resolve(import.meta.dirname, `../fixtures/queries/${corpus}.txt`)
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '' && !line.startsWith('#'))
    .map(line => [line] as const)
}
