import { binomialTail } from '../../src/stats/beta.js'
import { simulateCounts } from './counts.js'
import type { Deploy, Episode } from './data.js'
import { nezhaDeploys, petShopDeploys, quietEpisodes } from './data.js'
import type { Method } from './methods.js'
import {
  RATE,
  anyPoint,
  bakegate,
  confidenceSequence,
  kayenta,
  threeRunning,
  threshold
} from './methods.js'

/** Prints every figure of docs/judging.md. `run.ts [tune|report|all]`: which half of the A/A series. */

const SETS = ['NAB', 'PetShop', 'Nezha'] as const
const CHANGES: readonly (readonly [string, (sample: number) => number])[] = [
  ['nothing', () => 1],
  ['×1.25', () => 1.25],
  ['×1.5', () => 1.5],
  ['×2', () => 2],
  ['spike ×3', i => (i >= 10 && i < 13 ? 3 : 1)],
  ['×1.5 from 15', i => (i >= 15 ? 1.5 : 1)]
]
const OTHERS = [kayenta, threshold, anyPoint, threeRunning, confidenceSequence]

const half = process.argv[2] ?? 'report'
console.log(`nominal false-alarm rate ${RATE}; A/A series: ${half}`)
quiet([bakegate(one => (one.way === 'increase' ? 'higher' : 'lower')), ...OTHERS])
const watched = bakegate(() => 'either')
for (const method of [watched, ...OTHERS]) {
  faults('N', method, nezhaDeploys())
  faults('P', method, petShopDeploys())
}
counts()

function quiet(methods: readonly Method[]): void {
  // A series that is zero throughout stays zero, whatever it is multiplied with.
  const all = quietEpisodes({ NAB: 20, PetShop: 3, Nezha: 3 }).filter(one =>
    one.past.some(v => v > 0)
  )
  const names = [...new Set(all.map(one => one.series))]
  const side = new Map(names.map((name, i) => [name, i % 2 === 0 ? 'tune' : 'report']))
  const chosen = all.filter(one => half === 'all' || side.get(one.series) === half)
  console.log(SETS.map(set => `${set} ${chosen.filter(one => one.set === set).length}`).join(', '))
  for (const method of methods) {
    const started = performance.now()
    const found = CHANGES.map(() => new Map<string, number>())
    for (const episode of chosen) tally(method, episode, found)
    const each = (performance.now() - started) / chosen.length / CHANGES.length
    console.log(`\n${method.name} (${each.toFixed(2)} ms a bake, calibration included)`)
    CHANGES.forEach(([name], i) => console.log(`  ${name.padEnd(13)} ${rates(chosen, found[i])}`))
  }
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

function faults(name: string, method: Method, deploys: readonly Deploy[]): void {
  const started = performance.now()
  const learned = new Map<string, ReturnType<Method['learn']>>()
  const times: number[] = []
  let alarms = 0
  const bad = deploys.filter(deploy => deploy.faulty).length
  for (const deploy of deploys) {
    const key = deploy.episodes
      .map(one => `${one.series} ${one.past.length} ${one.past.at(-1)}`)
      .join()
    const decide = learned.get(key) ?? method.learn(deploy.episodes)
    learned.set(key, decide)
    const at = decide(deploy.episodes.map(one => one.bake))
    if (at === undefined) continue
    if (deploy.faulty) times.push(at)
    else alarms++
  }
  times.sort((a, b) => a - b)
  const median = times[times.length >> 1] ?? NaN
  const took = ((performance.now() - started) / deploys.length).toFixed(1)
  const good = deploys.length - bad
  console.log(
    `${name} ${method.name}: found ${share(times.length, bad)} at false alarms ${share(alarms, good)}, median sample ${median}, ${took} ms a deploy`
  )
}

function counts(): void {
  for (const phi of [0, 0.1, 0.5]) {
    const told = [1, 1.5, 2, 3].map((times, i) => {
      const { found, runs, medianStep } = simulateCounts(
        times,
        phi,
        times === 1 ? 10_000 : 1000,
        7 + i
      )
      return times === 1
        ? `false ${share(found, runs)}`
        : `×${times} ${(found / runs).toFixed(3)} at step ${medianStep}`
    })
    console.log(`counts, relative variance ${phi}: ${told.join('  ')}`)
  }
}

/** A share with its exact 95 % interval (Clopper and Pearson). */
function share(hits: number, runs: number): string {
  const low = hits === 0 ? 0 : invert(p => binomialTail(hits, runs, p) - 0.025)
  const high = hits === runs ? 1 : invert(p => binomialTail(hits + 1, runs, p) - 0.975)
  return `${(hits / runs).toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`
}

function invert(rises: (p: number) => number): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (rises(middle) > 0) high = middle
    else low = middle
  }
  return high
}
