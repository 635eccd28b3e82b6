import type { Episode } from './data.js'
import { quietEpisodes } from './data.js'
import type { Method } from './methods.js'
import { share } from './share.js'

/** Moments at which nothing was deployed: every alarm is false. And the same bakes made worse: none is. */

const SETS = ['NAB', 'PetShop', 'Nezha'] as const
const CHANGES: readonly (readonly [string, (sample: number) => number])[] = [
  ['nothing', () => 1],
  ['×1.25', () => 1.25],
  ['×1.5', () => 1.5],
  ['×2', () => 2],
  ['spike ×3', i => (i >= 10 && i < 13 ? 3 : 1)],
  ['×1.5 from 15', i => (i >= 15 ? 1.5 : 1)]
]

/** `tune`: the series that constants were chosen on; `report`: the others. */
export function quietDeploys(half: string): readonly Episode[] {
  // A series that is zero throughout stays zero, whatever it is multiplied with.
  const all = quietEpisodes({ NAB: 40, PetShop: 5, Nezha: 5 }).filter(one =>
    one.past.some(v => v > 0)
  )
  const names = [...new Set(all.map(one => one.series))]
  const side = new Map(names.map((name, i) => [name, i % 2 === 0 ? 'tune' : 'report']))
  return all.filter(one => half === 'all' || side.get(one.series) === half)
}

export function tellQuiet(
  method: Method,
  chosen: readonly Episode[],
  tell: (line: string) => void
): void {
  const started = performance.now()
  const found = CHANGES.map(() => new Map<string, number>())
  for (const episode of chosen) tally(method, episode, found)
  const each = (performance.now() - started) / chosen.length / CHANGES.length
  const sizes = SETS.map(set => `${set} ${chosen.filter(one => one.set === set).length}`).join(', ')
  tell(`\n${method.name} (${sizes}; ${each.toFixed(2)} ms a bake, calibration included)`)
  CHANGES.forEach(([name], i) => tell(`  ${name.padEnd(13)} ${rates(chosen, found[i])}`))
}

function tally(method: Method, episode: Episode, found: Map<string, number>[]): void {
  const decide = method.learn([episode])
  CHANGES.forEach(([, change], i) => {
    const bake = episode.bake.map((value, sample) =>
      episode.way === 'increase' ? value * change(sample) : value / change(sample)
    )
    if (decide([bake]) === undefined) return
    const counts = found[i] ?? new Map<string, number>()
    counts.set(episode.set, (counts.get(episode.set) ?? 0) + 1)
  })
}

/** Each set weighs as many as it has series, whatever number of moments was taken of each. */
function rates(chosen: readonly Episode[], found: ReadonlyMap<string, number> | undefined): string {
  const seriesOf = (set: string) =>
    new Set(chosen.filter(one => one.set === set).map(one => one.series)).size
  const all = SETS.reduce((sum, set) => sum + seriesOf(set), 0)
  let pooled = 0
  const told = SETS.map(set => {
    const runs = chosen.filter(one => one.set === set).length
    const hits = found?.get(set) ?? 0
    pooled += ((hits / runs) * seriesOf(set)) / all
    return `${set} ${share(hits, runs)}`
  })
  return `${pooled.toFixed(3)} of series; ${told.join('  ')}`
}
