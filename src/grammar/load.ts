import type { Grammar } from './grammar.js'

export type Grammars = ReadonlyMap<string, Grammar>

const loaders: Readonly<Record<string, () => Promise<Grammar>>> = {
  promql: async () => (await import('./promql.js')).readPromql,
  logql: async () => (await import('./logql.js')).readLogql,
  graphite: async () => (await import('./graphite.js')).readGraphite
}

/** The grammars of these languages, as far as there are any. They are large: only what is needed is read. */
export async function loadGrammars(languages: Iterable<string>): Promise<Grammars> {
  const wanted = [...new Set(languages)]
  const loaded = await Promise.all(
    wanted.map(async language => {
      const load = Object.hasOwn(loaders, language) ? loaders[language] : undefined
      return load === undefined ? [] : [[language, await load()] as const]
    })
  )
  return new Map(loaded.flat())
}
