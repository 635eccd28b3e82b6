import {
  HISTORIES,
  bestPossible,
  bestUnknowing,
  simulateCounts,
  simulateEvidence,
  type CountResult
} from './counts.js'
import { tellQuietEffects, tellSimulatedEffects } from './effects.js'
import { FAULTS, tellFaults } from './faults.js'
import { FIELD, OURS, RATE, bakegate, learnedWindows } from './methods.js'
import type { Method } from './methods.js'
import { otava } from './otava.js'
import { quietDeploys, tellQuiet } from './quiet.js'
import { share } from './share.js'
import { SHAPES, simulatedEpisodes } from './simulated.js'
import { timeGate, timeOneCheck } from './speed.js'

const LADDER_WINDOWS = [8, 12, 16, 24, 32, 40, 48, 64]
const LADDER_SHAPES = [
  'independent',
  'AR(1) .3',
  'AR(1) .6',
  'AR(1) .9',
  'Student, 3 degrees',
  'lognormal',
  'heavy-tailed'
]

/** Prints every figure of docs/judging.md. `run.ts [tune|report|all]`: which half of the A/A series. */

const half = process.argv[2] ?? 'report'
const ours = bakegate(one => (one.way === 'increase' ? 'higher' : 'lower'))
console.log(`nominal false-alarm rate ${RATE}; A/A series: ${half}`)
for (const told of [timeOneCheck(), timeGate()]) console.log(told)

const quiet = quietDeploys(half)
const quietOtava = otava(method => tellQuiet(method, quiet, () => undefined))
const field: readonly Method[] = FIELD.map(({ usual }) => usual)
for (const method of [ours, ...field, ...(quietOtava === undefined ? [] : [quietOtava])]) {
  tellQuiet(method, quiet, console.log)
}

for (const [name, deploys] of Object.entries(FAULTS)) {
  const found = otava(method => {
    for (const { episodes } of deploys) method.learn(episodes)(episodes.map(one => one.bake))
  })
  const families = [OURS, ...FIELD, ...(found === undefined ? [] : [{ usual: found, others: [] }])]
  for (const family of families) tellFaults(name, family, deploys)
}
simulated(ours)
ladder(ours)
tellQuietEffects(quiet, console.log)
tellSimulatedEffects(console.log)
counts()
if (quietOtava === undefined) console.log('Otava was left out: no OTAVA_PYTHON, see the README.')

function simulated(method: Method): void {
  const runs = 400
  for (const shape of Object.keys(SHAPES)) {
    const [quiet, worse] = [1, 1.5].map(
      factor =>
        simulatedEpisodes(shape, runs).filter(
          one => method.learn([one])([one.bake.map(value => value * factor)]) !== undefined
        ).length
    )
    console.log(
      `simulated, ${shape}: false ${share(quiet ?? 0, runs)}  ×1.5 ${((worse ?? 0) / runs).toFixed(3)}`
    )
  }
}

/** How much history it takes, from too little for any placebo window to as many as are looked at. */
function ladder(method: Method): void {
  const runs = 1000
  for (const shape of LADDER_SHAPES) {
    for (const past of [20, 60, ...LADDER_WINDOWS.map(pastOfWindows), 3060]) {
      const episodes = simulatedEpisodes(shape, past > 1000 ? runs / 5 : runs, past)
      const found = [0, 0, 0]
      for (const one of episodes) {
        const decide = method.learn([one])
        ;[1, 1.25, 1.5].forEach((factor, i) => {
          const alarmed = decide([one.bake.map(value => value * factor)]) !== undefined
          found[i] = (found[i] ?? 0) + (alarmed ? 1 : 0)
        })
      }
      const [quiet = 0, quarter = 0, half = 0] = found
      const windows = learnedWindows(episodes.slice(0, 1))
      console.log(
        `${shape}, history of ${past} samples, ${windows} placebo windows: false ${share(quiet, episodes.length)}  ×1.25 ${(quarter / episodes.length).toFixed(3)}  ×1.5 ${(half / episodes.length).toFixed(3)}`
      )
    }
  }
}

/** So many samples hold so many windows of 30, a third of it apart, after a level of ten. */
function pastOfWindows(windows: number): number {
  return 40 + 10 * (windows - 1)
}

function counts(): void {
  for (const phi of [0, 0.1, 0.5]) {
    for (const history of phi === 0 ? HISTORIES : HISTORIES.filter(steps => steps > 0)) {
      printCounts(`${history} steps of history`, phi, (times, runs, seed) =>
        simulateCounts(times, phi, runs, seed, history)
      )
    }
    printCounts('e-process', phi, (times, runs, seed) => simulateEvidence(times, phi, runs, seed))
    for (const times of [1.5, 2, 3]) {
      const best = bestPossible(times, phi, 4000, 70 + times).toFixed(3)
      const next = bestUnknowing(times, phi, 1000, 700 + times).toFixed(3)
      console.log(
        `  ×${times} at most ${best} by any test that knows all, ${next} that knows the burstiness`
      )
    }
  }
}

function printCounts(
  rule: string,
  phi: number,
  simulate: (times: number, runs: number, seed: number) => CountResult
): void {
  const { found, runs } = simulate(1, 20_000, 7)
  const told = [1.5, 2, 3].map(times => {
    const worse = simulate(times, 4000, 7 + times)
    return `×${times} ${share(worse.found, worse.runs)} at step ${worse.medianStep}`
  })
  console.log(
    `counts, relative variance ${phi}, ${rule}: false ${share(found, runs)}; ${told.join('; ')}`
  )
}
