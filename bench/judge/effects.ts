import { calibrate, judge } from '../../src/judge/judge.js'
import type { Effect } from '../../src/model.js'
import { median } from '../../src/stats/quantile.js'
import type { Episode } from './data.js'
import { RATE, caseOf, frameOf } from './methods.js'
import { share } from './share.js'
import { simulatedEpisodes } from './simulated.js'

/** How often the interval of an effect (nominal 95 %) holds the true one, and how wide it is. */

const SHAPES = ['independent', 'AR(1) .6', 'AR(1) .9', 'Student, 3 degrees', 'heavy-tailed']
const PASTS = [20, 60, 190, 350, 864]
const RUNS = 400

/** Simulated bakes of so many samples without a change, then all whose rise by half was an alarm. */
export function tellSimulatedEffects(tell: (line: string) => void): void {
  for (const shape of SHAPES) {
    for (const past of PASTS) {
      const episodes = simulatedEpisodes(shape, RUNS, past)
      const told = [30, 5].map(samples => {
        const effects = episodes.map(one => effectAfter(firstOf(one, samples), 1).effect)
        return `${samples} samples ${coverage(effects, 1)}`
      })
      const alarmed = episodes
        .map(one => effectAfter(one, 1.5))
        .filter(({ failed }) => failed)
        .map(({ effect }) => effect)
      tell(
        `interval, ${shape}, history of ${past}: ${told.join('; ')}; ×1.5 that alarmed ${coverage(alarmed, 1.5)}`
      )
    }
  }
}

/** Real series at moments without a deploy. */
export function tellQuietEffects(quiet: readonly Episode[], tell: (line: string) => void): void {
  for (const set of ['NAB', 'PetShop', 'Nezha']) {
    const effects = quiet.filter(one => one.set === set).map(one => effectAfter(one, 1).effect)
    const ratios = effects.filter(effect => effect?.as === 'ratio')
    const others = effects.filter(effect => effect?.as === 'difference')
    tell(
      `interval, ${set}: ratio ${coverage(ratios, 1)}; difference ${coverage(others, 0)}; ${effects.filter(effect => effect === undefined).length} without`
    )
  }
}

function firstOf(episode: Episode, samples: number): Episode {
  return { ...episode, bake: episode.bake.slice(0, samples) }
}

function effectAfter(episode: Episode, factor: number) {
  const frame = frameOf([episode])
  const cases = (bake: readonly number[]) => [caseOf(episode, bake, frame, 0, 'higher')]
  const calibration = calibrate(cases([]), frame, RATE)
  const bake = episode.bake.map(value => value * factor)
  const judged = judge(cases(bake), frame, calibration, {
    final: true,
    earlyPass: false,
    earlyStop: true
  })
  const effect = judged.judgements[0]?.effect
  return { effect, failed: judged.judgements[0]?.code === 'worse-than-baseline' }
}

/** An effect without an interval counts as missed. */
function coverage(effects: readonly (Effect | undefined)[], truth: number): string {
  const ends = effects.map(effect => [effect?.low ?? NaN, effect?.high ?? NaN] as const)
  const known = ends.filter(([low]) => !Number.isNaN(low))
  const held = known.filter(([low, high]) => low <= truth && truth <= high).length
  if (effects.length === 0) return 'none'
  const width = known.length === 0 ? NaN : median(known.map(([low, high]) => high - low))
  return `${share(held, effects.length)}, ${known.length} of ${effects.length} told, median width ${width.toFixed(2)}`
}
