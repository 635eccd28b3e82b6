import type { Deploy } from './data.js'
import { nezhaDeploys, petShopDeploys } from './data.js'
import type { Family, Method } from './methods.js'
import { share } from './share.js'

/**
 * Deploys with and without an injected fault. The floor of the joint alarm was chosen on one day of each system
 * (Nezha) and one traffic pattern (PetShop); the others are the report. The field has nothing to choose.
 */
const CHOSEN_ON = ['2022-08-22', '2023-01-29', 'high_traffic']

export const FAULTS = { N: nezhaDeploys(), P: petShopDeploys() }

export function isReported({ group }: Deploy): boolean {
  return !CHOSEN_ON.some(name => group.startsWith(name))
}

interface Counted {
  readonly times: readonly number[]
  readonly bad: number
  readonly alarms: number
  readonly good: number
}

/** What one method finds on these deploys, and the area under its curve where its strictness varies. */
export function tellFaults(name: string, { usual, others }: Family, deploys: readonly Deploy[]) {
  const started = performance.now()
  const decided = decideAll(usual, deploys)
  const took = ((performance.now() - started) / deploys.length).toFixed(1)
  const all = count(decided, () => true)
  const reported = count(decided, isReported)
  const median = all.times[all.times.length >> 1] ?? NaN
  const points = [all, ...others.map(method => count(decideAll(method, deploys), () => true))]
  const area = others.length === 0 ? '' : `, AUC ${areaUnder(points).toFixed(3)}`
  console.log(
    `${name} ${usual.name}: ${tellCounted(all)}, median sample ${median}, ${took} ms a deploy${area}`
  )
  console.log(`${' '.repeat(name.length)} of which reported: ${tellCounted(reported)}`)
}

type Decided = readonly { readonly deploy: Deploy; readonly at: number | undefined }[]

function decideAll(method: Method, deploys: readonly Deploy[]): Decided {
  const learned = new Map<string, ReturnType<Method['learn']>>()
  return deploys.map(deploy => {
    const key = deploy.episodes
      .map(one => `${one.series} ${one.past.length} ${one.past.at(-1)}`)
      .join()
    const decide = learned.get(key) ?? method.learn(deploy.episodes)
    learned.set(key, decide)
    return { deploy, at: decide(deploy.episodes.map(one => one.bake)) }
  })
}

function count(decided: Decided, wanted: (deploy: Deploy) => boolean): Counted {
  const chosen = decided.filter(({ deploy }) => wanted(deploy))
  const faulty = chosen.filter(({ deploy }) => deploy.faulty)
  const times = faulty.flatMap(({ at }) => at ?? []).sort((a, b) => a - b)
  const good = chosen.filter(({ deploy }) => !deploy.faulty)
  const alarms = good.filter(({ at }) => at !== undefined).length
  return { times, bad: faulty.length, alarms, good: good.length }
}

function tellCounted({ times, bad, alarms, good }: Counted): string {
  return `found ${share(times.length, bad)} at false alarms ${share(alarms, good)}`
}

/** By trapezoids through the points and both corners. */
function areaUnder(points: readonly Counted[]): number {
  const curve = [
    { x: 0, y: 0 },
    ...points.map(({ alarms, good, times, bad }) => ({ x: alarms / good, y: times.length / bad })),
    { x: 1, y: 1 }
  ].sort((a, b) => a.x - b.x || a.y - b.y)
  return curve.slice(1).reduce((sum, { x, y }, i) => {
    const before = curve[i] ?? { x, y }
    return sum + ((x - before.x) * (y + before.y)) / 2
  }, 0)
}
