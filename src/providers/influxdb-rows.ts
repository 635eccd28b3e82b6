import { ProviderError } from '../errors.js'
import type { EndpointSettings, Labels, Sample, Series } from '../model.js'
import { failure } from './ask.js'
import { seriesKey } from './grid.js'

/** One value of an answer; null: there is none. */
export interface Row {
  readonly labels: Labels
  readonly value: number | null
}

/** Something is selected that is no number: nothing that could be judged. */
export class NoNumbers extends Error {
  override readonly name = 'NoNumbers'
}

/** Reads rows; what is no number is the fault of the query. */
export function readingRows<T>(endpoint: EndpointSettings, retries: number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof NoNumbers)) throw error
    const sentence = `answered with a ${error.message} where a number is expected. Select a field that is a number.`
    throw new ProviderError(failure(endpoint, 'invalid-query', sentence, retries))
  }
}

/** A window has one value a series. `remedy` says how a query gives one. */
export function severalRows(
  endpoint: EndpointSettings,
  remedy: string,
  retries: number
): ProviderError {
  const sentence = `answered with several rows of one series. ${remedy}`
  return new ProviderError(failure(endpoint, 'invalid-query', sentence, retries))
}

export interface StampedRow extends Row {
  readonly at: number
}

/** Whether two rows of one instant have the same labels. */
export function repeats(rows: readonly StampedRow[]): boolean {
  const places = rows.map(({ labels, at }) => `${at} ${seriesKey(labels)}`)
  return new Set(places).size < places.length
}

/** A series of each set of labels; at the instants `counted`, where it has no row, it is 0. */
export function seriesOf(
  rows: readonly StampedRow[],
  counted: readonly number[]
): readonly Series[] {
  const found = new Map<string, { readonly labels: Labels; readonly samples: Sample[] }>()
  for (const { labels, value, at } of rows) {
    const one = found.get(seriesKey(labels)) ?? { labels, samples: [] }
    found.set(seriesKey(labels), one)
    if (value !== null) one.samples.push({ at, value })
  }
  return [...found.values()].map(({ labels, samples }) => {
    const known = new Set(samples.map(({ at }) => at))
    const silent = counted.filter(at => !known.has(at)).map(at => ({ at, value: 0 }))
    return { labels, samples: [...samples, ...silent] }
  })
}
