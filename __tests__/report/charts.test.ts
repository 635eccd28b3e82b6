import { describe, expect, test } from '@jest/globals'
import type { Chart } from '../../src/report/document.js'
import { MOST_BARS, mermaid } from '../../src/report/mermaid.js'
import { renderSvg } from '../../src/report/svg.js'
import { chartOf, sparkline, trendOf } from '../../src/report/trend.js'
import {
  badEvidence,
  errorRatioFails,
  frame,
  judgement,
  latencyFails,
  latencyPasses,
  ratioEvidence,
  valueEvidence
} from '../support/outcomes.js'

const MINUTE = 60_000

function evidenceOf(name: string) {
  const found = badEvidence.get(name)
  if (found === undefined) throw new Error(name)
  return found
}

function chart(overrides: Partial<Chart> = {}): Chart {
  return {
    axis: 'percent',
    points: [
      { minute: -10, value: 0.2, side: 'before' },
      { minute: 0.5, value: 0.2, side: 'bake' },
      { minute: 1, value: 5, side: 'bake' }
    ],
    bake: { start: 0, end: 15 },
    format: value => `${value} %`,
    ...overrides
  }
}

describe('the trend', () => {
  test('of a ratio is bad per total of each step, as much past as the bake is long', () => {
    const trend = trendOf(errorRatioFails, evidenceOf('error ratio'), frame)
    expect(trend.before).toHaveLength(30)
    expect(trend.before.every(({ at }) => at > frame.rolloutStart - 15 * MINUTE)).toBe(true)
    expect(trend.bake).toHaveLength(12)
    expect(trend.bake.at(-1)?.value).toBeGreaterThan(0.02)
  })

  test('of a ratio without steps is the totals so far', () => {
    const evidence = ratioEvidence(0.002, () => 0.002)
    const [track] = evidence.counts
    const bare = { ...evidence, counts: track === undefined ? [] : [{ ...track, steps: [] }] }
    expect(trendOf(judgement(), bare, frame).bake).toHaveLength(30)
  })

  test('is that of the series which carries the judgement, whatever the order of its labels', () => {
    const guilty = valueEvidence(0.4, () => 0.9)
    const other = { ...valueEvidence(0.4, () => 0.4).values[0], labels: { pod: 'other' } }
    const evidence = { ...guilty, values: [other, ...guilty.values] } as typeof guilty
    const series = { pod: 'shop-7d9f', route: '/checkout' }
    const [first] = trendOf({ kind: 'query', series }, evidence, frame).bake
    expect(first?.value).toBeGreaterThan(0.8)
  })

  test('is empty where nothing is known', () => {
    const evidence = { ...valueEvidence(1, () => 1), values: [] }
    expect(trendOf(latencyPasses, evidence, frame)).toEqual({ before: [], bake: [] })
    expect(chartOf(latencyPasses, evidence, frame)).toBeUndefined()
    expect(sparkline({ before: [], bake: [] }, frame, 1)).toBe('')
  })
})

describe('the sparkline', () => {
  test('shows before, since, and what is still to come', () => {
    const trend = trendOf(latencyFails, evidenceOf('p99 latency'), frame)
    expect(sparkline(trend, frame, undefined)).toMatch(/^[▄▅]{6}│[▄▅]█{3}·{6}$/u)
  })

  test('of a check far below its limit stays low', () => {
    const at = frame.bake.start + MINUTE
    expect(sparkline({ before: [], bake: [{ at, value: 1 }] }, frame, 4)).toBe('│▂·········')
  })

  test('of zeros is flat', () => {
    const bake = frame.looks.map(at => ({ at, value: 0 }))
    expect(sparkline({ before: [], bake }, frame, undefined)).toBe('│▁▁▁▁▁▁▁▁▁▁')
  })

  test('shows the only peak of a long bake', () => {
    const bake = frame.looks.map((at, index) => ({ at, value: index === 17 ? 100 : 1 }))
    expect(
      [...sparkline({ before: [], bake }, frame, undefined)].filter(bar => bar === '█')
    ).toHaveLength(1)
  })
})

describe('the Mermaid chart', () => {
  test('has as many labels as bars, all different', () => {
    for (const minutes of [0.2, 1, 14, 200, 3000, 100_000]) {
      const points = Array.from({ length: 200 }, (_, index) => ({
        minute: (index * minutes) / 200,
        value: index,
        side: 'bake' as const
      }))
      const text = mermaid(chart({ points, bake: { start: 0, end: minutes }, limit: 50 }))
      const labels = /x-axis "[^"]*" \[(.*)\]/.exec(text)?.[1]?.split(', ') ?? []
      const bars = /bar \[(.*)\]/.exec(text)?.[1]?.split(', ') ?? []
      expect(labels).toHaveLength(MOST_BARS)
      expect(new Set(labels).size).toBe(MOST_BARS)
      expect(bars).toHaveLength(MOST_BARS)
      expect(/line \[(.*)\]/.exec(text)?.[1]?.split(', ')).toHaveLength(MOST_BARS)
    }
  })

  const drawn = (minutes: readonly number[], end: number, more: Partial<Chart> = {}) =>
    mermaid(
      chart({
        points: minutes.map(minute => ({ minute, value: 1, side: 'bake' as const })),
        bake: { start: 0, end },
        ...more
      })
    )
  const labels = (text: string) => /x-axis (.*)/.exec(text)?.[1]
  const axis = (text: string) => /y-axis (.*)/.exec(text)?.[1]

  test('is labelled in minutes up to four hours, then in hours', () => {
    expect(labels(drawn([120, 240], 240))).toBe(
      '"minutes from the start of the bake" ["120", "240"]'
    )
    expect(labels(drawn([-120, 120], 120))).toContain('minutes')
    expect(labels(drawn([-120, 180], 180))).toBe('"hours from the start of the bake" ["1", "3"]')
  })

  test('labels zero without a sign, and other ends with as many digits as tell them apart', () => {
    expect(labels(drawn([-1.4, 0.6], 0.6))).toContain('["0", "1"]')
    expect(labels(drawn([-0.4, 0], 0))).toContain('["-0.2", "0.0"]')
    expect(labels(drawn([-0.028, 0.02], 0.02))).toContain('["0.00", "0.02"]')
    expect(labels(drawn([0.001, 0.004], 0.004))).toContain('["1", "2"]')
  })

  test('spans what is drawn: the time before, points after the bake, or the bake alone', () => {
    expect(labels(drawn([], 10))).toContain('["10"]')
    expect(labels(drawn([5, 20], 10))).toContain('["10", "20"]')
    expect(labels(drawn([5, 10], 10, { before: { start: -10, end: 0 } }))).toContain('["0", "10"]')
  })

  test('has room above what is drawn, and below where that is under zero', () => {
    expect(axis(drawn([1, 2], 2))).toBe('"percent" 0 --> 1.08')
    const points = [-1, 3].map((value, index) => ({
      minute: index + 1,
      value,
      side: 'bake' as const
    }))
    expect(axis(drawn([], 2, { points }))).toBe('"percent" -1.32 --> 3.32')
    expect(axis(drawn([], 2, { limit: -1 }))).toBe('"percent" -1.08 --> 0.08')
  })

  test('draws what is no finite number as nothing', () => {
    const points = [Infinity, 2].map((value, minute) => ({ minute, value, side: 'bake' as const }))
    expect(drawn([], 2, { points })).toMatch(/\[0, 0\]$/)
  })

  test('holds no exponent, whatever the values', () => {
    const points = [1e-9, 3e12, -5e-7, 0].map((value, minute) => ({
      minute,
      value,
      side: 'bake' as const
    }))
    expect(mermaid(chart({ points }))).not.toMatch(/\de[+-]?\d|NaN|Infinity/)
  })

  test('keeps the peak of a stretch', () => {
    const points = Array.from({ length: 500 }, (_, index) => ({
      minute: index / 30,
      value: index === 333 ? 42 : 1,
      side: 'bake' as const
    }))
    expect(mermaid(chart({ points }))).toContain('42')
  })
})

describe('the drawing', () => {
  test('marks the limit, the deploy and the first breach, and says every value', () => {
    const drawn = renderSvg(
      chart({ limit: 1, deploy: -1, breach: 1, before: { start: -10, end: -5 } })
    )
    for (const part of ['limit 1 %', 'deploy', 'first breach', 'class="before"', '+1 min: 5 %']) {
      expect(drawn).toContain(part)
    }
  })

  test('lifts the pen where steps are missing', () => {
    const points = [0, 1, 2, 8, 9].map(minute => ({ minute, value: 1, side: 'bake' as const }))
    const path = /class="line bake-line" d="([^"]*)"/.exec(renderSvg(chart({ points })))?.[1] ?? ''
    expect(path.match(/M/g)).toHaveLength(2)
    expect(path.match(/L/g)).toHaveLength(3)
  })

  test.each([
    ['one point', [{ minute: 1, value: 5, side: 'bake' as const }]],
    ['equal values', [1, 2, 3].map(minute => ({ minute, value: 7, side: 'bake' as const }))],
    ['zeros', [1, 2, 3].map(minute => ({ minute, value: 0, side: 'bake' as const }))],
    [
      'negative values',
      [1, 2, 3].map(minute => ({ minute, value: -minute, side: 'bake' as const }))
    ],
    [
      'huge values',
      [1, 2].map(minute => ({ minute, value: 1e300 * minute, side: 'bake' as const }))
    ]
  ])('of %s has finite places only', (_name, points) => {
    expect(renderSvg(chart({ points }))).not.toMatch(/NaN|Infinity|undefined/)
  })

  test('stays small with many points and keeps their peak', () => {
    const points = Array.from({ length: 50_000 }, (_, index) => ({
      minute: index / 3000,
      value: index === 33_333 ? 99 : 1,
      side: 'bake' as const
    }))
    const drawn = renderSvg(chart({ points }))
    expect(drawn.length).toBeLessThan(150_000)
    expect(drawn).toContain('99 %')
  })
})
