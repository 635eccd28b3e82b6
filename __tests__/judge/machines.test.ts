import { describe, expect, test } from '@jest/globals'
import type { Case } from '../../src/judge/judge.js'
import type { Analysis } from '../../src/model.js'
import {
  counted,
  evidenceOf,
  frameOf,
  judgeAll,
  queryCheck,
  ratioCheck,
  track,
  wander
} from './builders.js'

/**
 * Another machine may round the last digit of a logarithm otherwise. Every function that is not exact by IEEE 754 is
 * made to, upward, downward and in turns; no verdict may change.
 */

const LOOKS = 20
const frame = frameOf(LOOKS, 30_000, 300)

/** The next double up or down. */
function neighbour(value: number, up: boolean): number {
  if (!Number.isFinite(value) || value === 0) return value
  const step = Math.abs(value) * Number.EPSILON
  return up ? value + step : value - step
}

function onAnotherMachine<T>(isUp: (call: number) => boolean, work: () => T): T {
  let call = 0
  const real = { log: Math.log, exp: Math.exp, pow: Math.pow }
  // No spies: these would remember millions of calls.
  Math.log = x => neighbour(real.log(x), isUp(call++))
  Math.exp = x => neighbour(real.exp(x), isUp(call++))
  Math.pow = (x, y) => neighbour(real.pow(x, y), isUp(call++))
  try {
    return work()
  } finally {
    Object.assign(Math, real)
  }
}

const level = (count: number, value: number) => Array.from({ length: count }, () => value)
const steps = (count: number, bad: number) =>
  Array.from({ length: count }, () => [bad, 1000] as const)

/** Data that stand on a limit, and data that do not. */
function cases(): readonly (readonly Case[])[] {
  const value = (past: readonly number[], bake: readonly number[], tolerance: number): Case => ({
    check: queryCheck({ compare: { worse: 'higher', tolerance } }),
    evidence: evidenceOf(frame, { values: [track(frame, past, bake)] })
  })
  const ratio = (bad: number, tolerance: number): Case => ({
    check: ratioCheck({ compare: { worse: 'higher', tolerance } }),
    evidence: evidenceOf(frame, { counts: [counted(frame, steps(100, 20), steps(LOOKS, bad))] })
  })
  const exact = [0.1, 0.15, 0.2, 0.3, 0.5].flatMap(tolerance =>
    [3, 7, 100, 0.007].map(base =>
      value(level(300, base), level(LOOKS, base * (1 + tolerance)), tolerance)
    )
  )
  const whole = Array.from({ length: 10 }, (_, seed) => {
    const all = wander(320, { level: 5, spread: 0.3, memory: 0.4, seed: seed + 1 }).map(Math.round)
    return value(
      all.slice(0, 300),
      all.slice(300).map(one => one + (seed % 3)),
      0.2
    )
  })
  const noisy = Array.from({ length: 10 }, (_, seed) => {
    const all = wander(320, { memory: 0.6, seed: seed + 50 })
    const factor = 1 + 0.08 * seed
    return value(
      all.slice(0, 300),
      all.slice(300).map(one => one * factor),
      0.2
    )
  })
  const counts = [20, 22, 25, 28, 30, 32, 40].flatMap(bad => [ratio(bad, 0.5), ratio(bad, 0.25)])
  return [...exact, ...whole, ...noisy, ...counts].map(one => [one])
}

function verdicts(): unknown[] {
  return cases().map(list => {
    const { verdict, code, judgements }: Analysis = judgeAll(frame, list)
    return [verdict, code, judgements[0]?.firstBreach]
  })
}

describe('the same data give the same verdicts', () => {
  const here = verdicts()

  test('some of which are failures, and some are not', () => {
    const failed = here.filter(one => JSON.stringify(one).includes('fail')).length
    expect(failed).toBeGreaterThan(10)
    expect(failed).toBeLessThan(here.length - 10)
  })

  test.each([
    ['a digit higher', () => true],
    ['a digit lower', () => false],
    ['now higher, now lower', (call: number) => (call * 2654435761) % 7 < 3]
  ])('where logarithms and powers end %s', (_, isUp) => {
    expect(onAnotherMachine(isUp, verdicts)).toEqual(here)
  })
})
