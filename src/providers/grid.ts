import type { Labels, Measurement, Sample, Series } from '../model.js'
import type { Grid } from './provider.js'

/** One request's share of a measurement. */
export interface Part {
  readonly series: readonly Series[]
  readonly complete: boolean
  /** Nothing lies within what was asked about; what there is, is older. */
  readonly outdated?: boolean
  readonly scanned?: number
  readonly bytes?: number
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

/**
 * One measurement of all parts: samples inside the grid's span, ascending, one per instant. Two values
 * for one instant of one series are a doubt about all of them.
 */
export function joinParts(parts: readonly Part[], grid: Grid): Measurement {
  const scanned = parts.flatMap(part => part.scanned ?? [])
  const bytes = parts.flatMap(part => part.bytes ?? [])
  const { series, dropped, contradicted } = mergeSeries(parts, grid)
  const notes = [
    ...parts.flatMap(part => part.notes),
    ...(dropped ? ['Samples outside the window asked about were dropped.'] : []),
    ...(contradicted ? ['The backend gave two values for one instant of one series.'] : [])
  ]
  return {
    series,
    complete: parts.every(part => part.complete) && !contradicted,
    ...(parts.length > 0 && parts.every(part => part.outdated) ? { outdated: true } : {}),
    ...(scanned.length === 0 ? {} : { scanned: sumOf(scanned) }),
    ...(bytes.length === 0 ? {} : { bytes: sumOf(bytes) }),
    notes: [...new Set(notes)].slice(0, mostNotes),
    retries: parts.reduce((sum, part) => sum + part.retries, 0)
  }
}

/** The same for the same labels, in whatever order. */
export function seriesKey(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What is counted and not told of at an instant is nothing. */
export function withZeros(samples: readonly Sample[], instants: readonly number[]): Sample[] {
  const told = new Set(samples.map(({ at }) => at))
  const zeros = instants.filter(at => !told.has(at)).map(at => ({ at, value: 0 }))
  return [...samples, ...zeros]
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

interface Merged {
  readonly series: readonly Series[]
  readonly dropped: boolean
  readonly contradicted: boolean
}

function mergeSeries(parts: readonly Part[], grid: Grid): Merged {
  const found = new Map<string, { readonly labels: Labels; readonly runs: (readonly Sample[])[] }>()
  for (const { labels, samples } of parts.flatMap(part => part.series)) {
    const key = seriesKey(labels)
    const known = found.get(key)
    if (known === undefined) found.set(key, { labels, runs: [samples] })
    else known.runs.push(samples)
  }
  const merged = [...found.values()].map(({ labels, runs }) => ({ labels, ...merge(runs, grid) }))
  return {
    series: merged.map(({ labels, samples }) => ({ labels, samples })),
    dropped: merged.some(it => it.dropped),
    contradicted: merged.some(it => it.contradicted)
  }
}

/** One series of an answer is most often in order already: millions of samples are then not copied. */
function merge(
  runs: readonly (readonly Sample[])[],
  grid: Grid
): { samples: readonly Sample[]; dropped: boolean; contradicted: boolean } {
  const samples = runs.length === 1 ? (runs[0] ?? []) : runs.flat()
  if (isInOrder(samples, grid)) return { samples, dropped: false, contradicted: false }
  const values = new Map<number, number>()
  let dropped = false
  let contradicted = false
  for (const { at, value } of samples) {
    if (at < grid.first || at > grid.last) dropped = true
    else if (!values.has(at)) values.set(at, value)
    else if (values.get(at) !== value) contradicted = true
  }
  return { samples: ascending(values), dropped, contradicted }
}

function isInOrder(samples: readonly Sample[], grid: Grid): boolean {
  let before = -Infinity
  for (const { at } of samples) {
    if (at <= before || at < grid.first || at > grid.last) return false
    before = at
  }
  return true
}

function ascending(values: ReadonlyMap<number, number>): readonly Sample[] {
  return [...values].sort(([a], [b]) => a - b).map(([at, value]) => ({ at, value }))
}
