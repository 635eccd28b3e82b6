import { labelKey } from '../labels.js'
import type { Labels, Measurement, Sample, Series, Tally } from '../model.js'

/** One series out of many, as a check's `reduce` asks; the labels are gone. */
export function reduceSeries(
  measurement: Measurement,
  how: 'max' | 'min' | 'sum' | 'avg' | undefined
): Measurement {
  if (how === undefined || measurement.series.length === 0) return measurement
  const at = new Map<number, number[]>()
  for (const { samples } of measurement.series) {
    for (const sample of samples) {
      const values = at.get(sample.at)
      if (values === undefined) at.set(sample.at, [sample.value])
      else values.push(sample.value)
    }
  }
  const samples = [...at]
    .sort(([a], [b]) => a - b)
    .map(([instant, values]) => ({ at: instant, value: reduceValues(values, how) }))
  return { ...measurement, series: [{ labels: {}, samples }] }
}

function reduceValues(values: readonly number[], how: 'max' | 'min' | 'sum' | 'avg'): number {
  switch (how) {
    case 'max':
      return Math.max(...values)
    case 'min':
      return Math.min(...values)
    case 'sum':
      return sum(values)
    case 'avg':
      return sum(values) / values.length
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

export interface TallySeries {
  readonly labels: Labels
  readonly tallies: readonly Tally[]
}

/** Events of a `count` check: the exposure is the width of the window, in seconds. */
export function countTallies(measurement: Measurement, width: number): readonly TallySeries[] {
  return measurement.series.map(({ labels, samples }) => ({
    labels,
    tallies: samples.map(({ at, value }) => ({ at, bad: value, total: width / 1000 }))
  }))
}

/**
 * Pairs `bad` with `total` by their labels. A total without a bad series has no bad events: a counter
 * whose label never occurred does not exist. One total without labels serves every bad series.
 * `unmatched`: bad events whose requests nobody counted.
 */
export function ratioTallies(
  bad: Measurement,
  total: Measurement
): { readonly tracks: readonly TallySeries[]; readonly unmatched: boolean } {
  const [only] = total.series
  if (total.series.length === 1 && only !== undefined && Object.keys(only.labels).length === 0) {
    const badSeries: readonly Series[] =
      bad.series.length === 0 ? [{ labels: {}, samples: [] }] : bad.series
    return {
      tracks: badSeries.map(series => ({
        labels: series.labels,
        tallies: pair(series.samples, only.samples)
      })),
      unmatched: false
    }
  }
  const badByKey = new Map(bad.series.map(series => [labelKey(series.labels), series.samples]))
  const tracks = total.series.map(({ labels, samples }) => {
    const key = labelKey(labels)
    const paired = { labels, tallies: pair(badByKey.get(key) ?? [], samples) }
    badByKey.delete(key)
    return paired
  })
  const unmatched = [...badByKey.values()].some(samples => samples.some(({ value }) => value > 0))
  return { tracks, unmatched }
}

function pair(bad: readonly Sample[], total: readonly Sample[]): readonly Tally[] {
  const badAt = new Map(bad.map(({ at, value }) => [at, value]))
  return total.map(({ at, value }) => ({ at, bad: badAt.get(at) ?? 0, total: value }))
}

/** Appends what is newer, per series. Later answers never rewrite what was already judged. */
export function appendByLabels<T extends { readonly at: number }>(
  known: Map<string, { readonly labels: Labels; readonly points: T[] }>,
  labels: Labels,
  points: readonly T[]
): void {
  const key = labelKey(labels)
  const entry = known.get(key)
  if (entry === undefined) {
    known.set(key, { labels, points: [...points] })
    return
  }
  const newest = entry.points.at(-1)?.at ?? Number.NEGATIVE_INFINITY
  for (const point of points) if (point.at > newest) entry.points.push(point)
}
