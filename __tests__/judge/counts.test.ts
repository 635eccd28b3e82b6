import { describe, expect, test } from '@jest/globals'
import type { CountTrack } from '../../src/model.js'
import { boundaryConstant } from '../../src/stats/sequential.js'
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
  const constants = [0, 0.1, 1, 4].map(growth => boundaryConstant(0.01, 30, 0.1, growth))
  expect(constants).toEqual([...constants].sort((a, b) => b - a))
  // Simulated with 100 000 runs.
  expect(Math.abs((constants[0] ?? 0) - 2.522)).toBeLessThan(0.015)
  expect(Math.abs((constants[2] ?? 0) - 2.454)).toBeLessThan(0.015)
})
