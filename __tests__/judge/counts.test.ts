import { describe, expect, test } from '@jest/globals'
import type { CountTrack } from '../../src/model.js'
import { measureBursts } from '../../src/judge/bursts.js'
import { boundaryConstant, wangTsiatis } from '../../src/stats/sequential.js'
import { counted, frameOf, judgeOne, noise, ratioCheck } from './builders.js'

const LOOKS = 30
const frame = frameOf(LOOKS, 30_000, 60)
const check = ratioCheck({ compare: { worse: 'higher', tolerance: 0.5 } })

function poisson(random: () => number, mean: number): number {
  let count = -1
  for (let product = 1; product > Math.exp(-mean); count++) product *= random()
  return count
}

/** Every so often all goes wrong for one step: eight times the errors. */
function bursts(random: () => number): () => number {
  return () => (random() < 0.1 ? 8 : 1)
}

/** How many of these bakes fail. */
function failures(runs: number, make: (random: () => number) => CountTrack): number {
  return Array.from({ length: runs }, (_, run) => {
    const { verdict } = judgeOne(frame, check, { counts: [make(noise(run + 1))] })
    return verdict === 'fail'
  }).filter(Boolean).length
}

describe('events that come in bursts', () => {
  const alone = (times: number) => (random: () => number) => {
    const burst = bursts(random)
    const step = (mean: number) => [poisson(random, mean * burst()), 1000] as const
    return counted(
      frame,
      Array.from({ length: 60 }, () => step(10)),
      Array.from({ length: LOOKS }, () => step(10 * times))
    )
  }
  const together = (times: number) => (random: () => number) => {
    const burst = bursts(random)
    const shared = Array.from({ length: LOOKS }, burst)
    const side = (mean: number) =>
      counted(
        frame,
        [],
        shared.map(factor => [poisson(random, mean * factor), 1000] as const)
      )
    return { ...side(3 * times), control: side(9) }
  }

  test('are not taken for a bad release', () => {
    expect(failures(100, alone(1))).toBeLessThanOrEqual(4)
    expect(failures(100, together(1 / 3 + 2 / 3))).toBeLessThanOrEqual(4)
  })

  test('hide a doubling from a comparison with the time before', () => {
    expect(failures(50, alone(2))).toBeLessThan(30)
  })

  test('hide nothing where the control group has them too', () => {
    expect(failures(50, together(6))).toBeGreaterThan(45)
  })
})

describe('how bursty events are', () => {
  const question = { start: 0, grain: 1, baselineWidth: 30, looks: [10, 20, 30] }
  const tally = { at: 30, bad: 30, total: 3000 }
  const inflationOf = (rates: readonly number[]) => {
    const past = rates.map((bad, i) => ({ at: i - rates.length, bad, total: 900 }))
    const measure = measureBursts({ labels: {}, past, soFar: [], steps: [] }, question)
    return measure(tally, { at: 0, bad: 270, total: 27_000 }).inflation
  }
  const draw = (steps: number, rate: (i: number) => number) => {
    const random = noise(5)
    return Array.from({ length: steps }, (_, i) => poisson(random, rate(i)))
  }

  test('is nothing where they vary no more than chance explains', () => {
    expect(inflationOf(draw(864, () => 9))).toBe(1)
  })

  test('shows in single steps, and more where a burst lasts longer', () => {
    const short = inflationOf(draw(864, i => (i % 2 === 0 ? 3 : 15)))
    const long = inflationOf(draw(864, i => (i % 18 < 9 ? 3 : 15)))
    expect(short).toBeGreaterThan(1.5)
    expect(long).toBeGreaterThan(2 * short)
  })

  test('is asked of no blocks larger than the windows that are compared', () => {
    const halves = (length: number) =>
      inflationOf(draw(4860, i => (i % length < length / 2 ? 8 : 10)))
    expect(halves(1620)).toBeLessThan(1.2 * halves(60))
  })
})

test('few events are no reason for more false alarms', () => {
  const rare = (random: () => number) =>
    counted(
      frame,
      Array.from({ length: 60 }, () => [poisson(random, 0.2), 100] as const),
      Array.from({ length: LOOKS }, () => [poisson(random, 0.2), 100] as const)
    )
  expect(failures(400, rare)).toBeLessThanOrEqual(8)
})

test('the boundary is lower where the baseline, not the bake, is what is uncertain', () => {
  const constants = [0, 0.1, 1, 4].map(growth =>
    boundaryConstant(0.01, 30, wangTsiatis(0.1), growth)
  )
  expect(constants).toEqual([...constants].sort((a, b) => b - a))
  // Simulated with 100 000 runs.
  expect(Math.abs((constants[0] ?? 0) - 2.522)).toBeLessThan(0.015)
  expect(Math.abs((constants[2] ?? 0) - 2.454)).toBeLessThan(0.015)
})
