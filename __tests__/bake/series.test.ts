import { describe, expect, test } from '@jest/globals'
import { appendByLabels, countTallies, ratioTallies, reduceSeries } from '../../src/bake/series.js'
import { labelKey } from '../../src/labels.js'
import type { Labels, Measurement, Sample } from '../../src/model.js'

const series = (labels: Labels, ...samples: readonly (readonly [number, number])[]) => ({
  labels,
  samples: samples.map(([at, value]) => ({ at, value }))
})
const answer = (...all: ReturnType<typeof series>[]): Measurement => ({
  series: all,
  complete: true,
  notes: [],
  retries: 0
})

describe('ratioTallies', () => {
  test('a total without a bad series has no bad events: a counter that never counted does not exist', () => {
    const { tracks } = ratioTallies(answer(), answer(series({}, [1, 50], [2, 60])))
    expect(tracks).toEqual([
      {
        labels: {},
        tallies: [
          { at: 1, bad: 0, total: 50 },
          { at: 2, bad: 0, total: 60 }
        ]
      }
    ])
  })

  test('pairs by labels, whatever their order', () => {
    const { tracks, unmatched } = ratioTallies(
      answer(series({ b: '2', a: '1' }, [1, 3])),
      answer(series({ a: '1', b: '2' }, [1, 30]), series({ a: '9' }, [1, 90]))
    )
    expect(unmatched).toBe(false)
    expect(tracks.map(({ tallies }) => tallies[0])).toEqual([
      { at: 1, bad: 3, total: 30 },
      { at: 1, bad: 0, total: 90 }
    ])
  })

  test('one total without labels serves every bad series', () => {
    const { tracks } = ratioTallies(
      answer(series({ code: '500' }, [1, 3]), series({ code: '503' }, [1, 1])),
      answer(series({}, [1, 100]))
    )
    expect(tracks.map(({ labels, tallies }) => [labels.code, tallies[0]?.bad])).toEqual([
      ['500', 3],
      ['503', 1]
    ])
  })

  test('bad events whose requests nobody counted are said, not dropped', () => {
    const { unmatched } = ratioTallies(
      answer(series({ route: '/b' }, [1, 3])),
      answer(series({ route: '/a' }, [1, 30]), series({ route: '/c' }, [1, 30]))
    )
    expect(unmatched).toBe(true)
  })
})

test('a count is exposed for as long as its window, in seconds', () => {
  expect(countTallies(answer(series({}, [5, 7])), 30_000)[0]?.tallies).toEqual([
    { at: 5, bad: 7, total: 30 }
  ])
})

test.each([
  ['max', 5],
  ['min', 1],
  ['sum', 9],
  ['avg', 3]
] as const)('reduce: %s makes one series of many', (how, value) => {
  const many = answer(
    series({ p: 'a' }, [1, 1]),
    series({ p: 'b' }, [1, 3]),
    series({ p: 'c' }, [1, 5])
  )
  expect(reduceSeries(many, how).series).toEqual([series({}, [1, value])])
})

test('no label name can poison a map', () => {
  const hostile = JSON.parse('{"__proto__":"x","constructor":"y"}') as Labels
  const known = new Map<string, { labels: Labels; points: Sample[] }>()
  appendByLabels(known, hostile, [{ at: 1, value: 1 }])
  expect(known.get(labelKey(hostile))?.points).toHaveLength(1)
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})

test('a later answer never rewrites what was already judged', () => {
  const known = new Map<string, { labels: Labels; points: Sample[] }>()
  appendByLabels(known, {}, [{ at: 1, value: 1 }])
  appendByLabels(known, {}, [
    { at: 1, value: 9 },
    { at: 2, value: 2 }
  ])
  expect(known.get('[]')?.points).toEqual([
    { at: 1, value: 1 },
    { at: 2, value: 2 }
  ])
})
