import { random } from './data.js'
import type { Episode } from './data.js'

/**
 * Series of known nature, none of which any constant was chosen on: what the real data may not hold. Nothing
 * changes in any of them at the moment of the deploy; that some change by themselves is the point.
 */

const PAST = 864
const BAKE = 30
/** A day of five-minute steps. */
const DAY = 288

type Draw = ReturnType<typeof draws>
type Shape = (draw: Draw) => () => number

export const SHAPES: Readonly<Record<string, Shape>> = {
  independent: draw => () => 100 * Math.exp(0.1 * draw.normal()),
  'AR(1) .3': draw => logAutoregressive(draw, 0.3),
  'AR(1) .6': draw => logAutoregressive(draw, 0.6),
  'AR(1) .9': draw => logAutoregressive(draw, 0.9),
  'AR(1) .98': draw => logAutoregressive(draw, 0.98),
  seasonal: draw => withClock(t => Math.sin((2 * Math.PI * t) / DAY) * 0.5, draw),
  trending: draw => withClock(t => 0.001 * t, draw),
  'stepping by itself': draw => stepping(draw),
  'heavy-tailed': draw => () => 100 * Math.exp(0.1 * draw.normal()) + 5 * draw.pareto(),
  'Student, 3 degrees': draw => () => 100 * Math.exp(0.1 * draw.student(3)),
  lognormal: draw => () => 100 + 20 * Math.exp(draw.normal()),
  'zero-inflated': draw => () => (draw.uniform() < 0.7 ? 0 : 10 * Math.exp(0.5 * draw.normal())),
  'small whole numbers': draw => () => draw.poisson(2),
  'overdispersed counts': draw => () => draw.poisson(20 * 0.3 * draw.gamma(1 / 0.3))
}

/** So many bakes of one shape, each on a series of its own. */
export function simulatedEpisodes(shape: string, count: number, past = PAST): Episode[] {
  return Array.from({ length: count }, (_, run): Episode => {
    const next = SHAPES[shape]?.(draws(7919 * run + shape.length))
    const values = Array.from({ length: past + BAKE }, () => next?.() ?? NaN)
    return {
      set: 'simulated',
      series: `${shape} ${run}`,
      kind: 'gauge',
      way: 'increase',
      past: values.slice(0, past),
      bake: values.slice(past)
    }
  })
}

function logAutoregressive(draw: Draw, memory: number): () => number {
  let state = draw.normal()
  return () => {
    state = memory * state + Math.sqrt(1 - memory * memory) * draw.normal()
    return 100 * Math.exp(0.15 * state)
  }
}

/** A course over time, begun at a random hour, under noise with a little memory. */
function withClock(course: (t: number) => number, draw: Draw): () => number {
  const noise = logAutoregressive(draw, 0.5)
  let t = Math.floor(draw.uniform() * DAY)
  return () => noise() * Math.exp(course(t++))
}

/** About every 150 steps another level, up to a third away: somebody scales, a batch job begins. */
function stepping(draw: Draw): () => number {
  let level = 0
  return () => {
    if (draw.uniform() < 1 / 150) level = 0.6 * (draw.uniform() - 0.5)
    return 100 * Math.exp(level + 0.05 * draw.normal())
  }
}

/** Random numbers of the usual distributions, from one seed. */
export function draws(seed: number) {
  const uniform = random(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  /** Marsaglia and Tsang. */
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (1 - uniform()) ** (1 / shape)
    const d = shape - 1 / 3
    for (;;) {
      const x = normal()
      const v = (1 + x / Math.sqrt(9 * d)) ** 3
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
    }
  }
  const poisson = (mean: number): number => {
    let count = -1
    for (let product = 1; product > Math.exp(-mean); count++) product *= 1 - uniform()
    return count
  }
  /** Index 1.5: its variance is infinite. */
  const pareto = () => (1 - uniform()) ** (-1 / 1.5)
  const student = (freedom: number) => normal() / Math.sqrt((2 * gamma(freedom / 2)) / freedom)
  return { uniform, normal, gamma, poisson, pareto, student }
}
