import { describe, expect, test } from '@jest/globals'
import { bakeGrid, chooseScale, pastGrid, present, slotOfLook } from '../../src/judge/grid.js'

const at = (time: number, value: number) => ({ at: time, value })
const list = (grid: ArrayLike<number>) => Array.from(grid)

describe('the past', () => {
  test('is laid on steps that end at the rollout, with gaps', () => {
    const past = [at(60, 1), at(81, 2), at(100, 3)]
    expect(list(pastGrid(past, 10, 100, 99))).toEqual([1, NaN, 2, NaN, 3])
  })

  test('reaches no further back than is looked at', () => {
    const past = [at(60, 1), at(70, 2), at(80, 3), at(90, 4), at(100, 5)]
    expect(list(pastGrid(past, 10, 100, 2))).toEqual([4, 5])
  })

  test('does not reach beyond the rollout', () => {
    expect(list(pastGrid([at(90, 1), at(110, 9)], 10, 100, 99))).toEqual([1, NaN])
    expect(list(pastGrid([at(120, 9)], 10, 100, 99))).toEqual([])
    expect(list(pastGrid([], 10, 100, 99))).toEqual([])
  })
})

describe('the bake', () => {
  test('is laid on steps from its start; looks of one step are averaged', () => {
    const bake = [at(110, 1), at(115, 3), at(119, 5), at(140, 9)]
    expect(list(bakeGrid(bake, 10, 100, 5))).toEqual([1, 4, NaN, 9, NaN])
  })

  test('does not reach beyond its end', () => {
    expect(list(bakeGrid([at(110, 1), at(130, 9)], 10, 100, 2))).toEqual([1, NaN])
  })

  test('counts a look to the step that it ends, though its clock is off by a hair', () => {
    expect([100, 101, 110, 110.005, 110.5, 120].map(time => slotOfLook(time, 10, 100))).toEqual([
      0, 0, 0, 0, 1, 1
    ])
  })

  test('knows its values without the gaps', () => {
    expect(present([NaN, 1, NaN, 0])).toEqual([1, 0])
  })
})

describe('the scale', () => {
  const stepOf = (past: number[], level: number, factor: number, isFraction = false) =>
    chooseScale(past, isFraction, 'higher').step(level, factor)

  test('makes equal relative changes equal steps, whatever the level', () => {
    const scale = chooseScale([90, 100, 110], false, 'higher')
    expect(scale.apply(200) - scale.apply(100)).toBeCloseTo(Math.log(2), 12)
    expect(scale.step(100, 1.5)).toBeCloseTo(Math.log(1.5), 12)
    expect(scale.step(100, 0.5)).toBeCloseTo(Math.log(2), 12)
    expect(stepOf([9, 10, 11], 10, 1.5)).toBeCloseTo(stepOf([90, 100, 110], 100, 1.5), 12)
  })

  test('adds a percentage point to fractions', () => {
    const scale = chooseScale([0.001, 0.002, 0.003], true, 'higher')
    expect(scale.apply(0.002)).toBeCloseTo(Math.log(0.012), 12)
    expect(scale.step(0, 1.5)).toBeCloseTo(Math.log(0.025 / 0.02), 12)
    expect(chooseScale([0, 0], true, 'higher').apply(0)).toBeCloseTo(Math.log(0.01), 12)
  })

  test('is that of the failures where a share of successes falls, and that of the successes below one half', () => {
    const scale = chooseScale([0.998, 0.999, 1], true, 'lower')
    expect(scale.apply(0.97)).toBeCloseTo(-Math.log(0.04), 12)
    expect(scale.step(0.97, 0.8)).toBeCloseTo(Math.log(0.046 / 0.04), 12)
    expect(scale.apply(1.01)).toBe(scale.apply(1))
    const half = (past: number[]) => chooseScale(past, true, 'lower').step(0.5, 0.8)
    expect(half([0.5])).toBeCloseTo(Math.log(0.51 / 0.41), 12)
    expect(half([0.501])).toBeCloseTo(Math.log(0.61 / 0.51), 12)
  })

  test('adds a tenth of a high value where zeros occur', () => {
    const past = [0, ...Array.from({ length: 19 }, () => 10)]
    expect(chooseScale(past, false, 'higher').apply(0)).toBeCloseTo(Math.log(1), 12)
    expect(chooseScale(past, false, 'higher').apply(9)).toBeCloseTo(Math.log(10), 12)
  })

  test('only asks whether there is anything where there never was', () => {
    const scale = chooseScale([0, 0, 0], false, 'higher')
    expect([0, 1, 1000, -3].map(scale.apply)).toEqual([0, 1, 1, 1])
    expect(scale.step(0, 9)).toBe(0.5)
  })

  test('counts a value as at most e⁸ times greater or smaller than usual', () => {
    const scale = chooseScale([100], false, 'higher')
    expect(scale.apply(1e300)).toBeCloseTo(Math.log(100) + 8, 12)
    expect(scale.apply(1e-300)).toBeCloseTo(Math.log(100) - 8, 12)
    expect(scale.apply(0)).toBeCloseTo(Math.log(100) - 8, 12)
    expect(scale.apply(-5)).toBeCloseTo(Math.log(100) - 8, 12)
  })

  test('is the value by its size where something is negative', () => {
    const past = [-10, ...Array.from({ length: 9 }, () => 10)]
    const scale = chooseScale(past, false, 'higher')
    expect(scale.apply(5)).toBeCloseTo(0.5, 12)
    expect(scale.apply(-1e9)).toBeCloseTo(-Math.exp(8), 6)
    expect(scale.apply(1e9)).toBeCloseTo(Math.exp(8), 6)
    expect(scale.step(10, 1.5)).toBeCloseTo(0.5, 12)
    expect(scale.step(-10, 0.5)).toBeCloseTo(0.5, 12)
    expect(scale.step(0, 1.5)).toBeCloseTo(0.05, 12)
    expect(chooseScale(past, true, 'higher').apply(5)).toBeCloseTo(0.5, 12)
  })
})
