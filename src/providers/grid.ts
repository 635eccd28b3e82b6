import type { Labels, Measurement, Sample, Series } from '../model.js'
import type { Grid } from './provider.js'

/** One request's share of a measurement. */
export interface Part {
  readonly series: readonly Series[]
  readonly complete: boolean
  readonly scanned?: number
  readonly notes: readonly string[]
  readonly retries: number
}

/** More notes than this say nothing new. */
const mostNotes = 10

export function instantsOf(grid: Grid): readonly number[] {
  const count = Math.floor((grid.last - grid.first) / grid.step) + 1
  if (grid.first === grid.last || !Number.isFinite(count)) return [grid.first]
  return Array.from({ length: count }, (_, index) => grid.first + index * grid.step)
}

/** Cuts a grid into runs of at most `most` instants. */
export function runsOf(grid: Grid, most: number): readonly Grid[] {
  const instants = instantsOf(grid)
  const runs: Grid[] = []
  for (let index = 0; index < instants.length; index += most) {
    const run = instants.slice(index, index + most)
    const first = run[0] ?? grid.first
    runs.push({ ...grid, first, last: run.at(-1) ?? first })
  }
  return runs
}

/** The multiples of the step inside a grid, for backends that answer for nothing else. */
export function alignedTo(grid: Grid): Grid {
  const first = Math.ceil(grid.first / grid.step) * grid.step
  const last = Math.floor(grid.last / grid.step) * grid.step
  return { ...grid, first, last }
}

/** One measurement of all parts: samples inside the grid's span, ascending, one per instant. */
export function joinParts(parts: readonly Part[], grid: Grid): Measurement {
  const scanned = parts.flatMap(part => (part.scanned === undefined ? [] : [part.scanned]))
  const dropped = parts.some(({ series }) =>
    series.some(({ samples }) => samples.some(outside(grid)))
  )
  const notes = parts.flatMap(part => part.notes)
  return {
    series: mergeSeries(parts, grid),
    complete: parts.every(part => part.complete),
    ...(scanned.length === 0 ? {} : { scanned: scanned.reduce((sum, count) => sum + count, 0) }),
    notes: [...new Set(dropped ? [...notes, outsideNote] : notes)].slice(0, mostNotes),
    retries: parts.reduce((sum, part) => sum + part.retries, 0)
  }
}

const outsideNote = 'Samples outside the window asked about were dropped.'

function outside(grid: Grid): (sample: Sample) => boolean {
  return ({ at }) => at < grid.first || at > grid.last
}

function mergeSeries(parts: readonly Part[], grid: Grid): readonly Series[] {
  const merged = new Map<string, { readonly labels: Labels; readonly at: Map<number, number> }>()
  const isOutside = outside(grid)
  for (const { labels, samples } of parts.flatMap(part => part.series)) {
    const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
    const known = merged.get(key) ?? { labels, at: new Map<number, number>() }
    merged.set(key, known)
    for (const sample of samples) {
      if (!isOutside(sample) && !known.at.has(sample.at)) known.at.set(sample.at, sample.value)
    }
  }
  return [...merged.values()].map(({ labels, at }) => ({
    labels,
    samples: [...at].sort(([a], [b]) => a - b).map(([instant, value]) => ({ at: instant, value }))
  }))
}
