import type { Measurement } from '../model.js'
import type { Datadog } from './datadog-data.js'
import { eventFormula, type Formula } from './datadog-query.js'
import { alignedTo, instantsOf, joinParts, type Part, runsOf, withZeros } from './grid.js'
import type { Grid, Io } from './provider.js'
import { windowByWindow } from './windows.js'

/** Up to so many windows are asked one by one, each exactly; more only as adjoining steps. */
const mostExact = 12
/** Above 1,500 points a series Datadog widens the steps. */
const mostPoints = 1_000
/** So many points that stand on every second step or fewer are no accident. */
const pointsToTell = 8

export interface Measuring {
  readonly formula: Formula
  /** Events whose absence is good news only where their origin has others: `scope` counts those. */
  readonly scope?: Formula
}

export async function measure(
  datadog: Datadog,
  measuring: Measuring,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  if (isSteps(grid)) {
    return adjoiningSteps(datadog, measuring, grid, io)
  }
  return windowByWindow(datadog.endpoint, grid, at => {
    const window = {
      kind: 'scalar',
      from: Math.round(at - grid.width),
      to: Math.round(at)
    } as const
    const ask = (formula: Formula) => datadog.ask({ ...window, formula }, io)
    return withScope(measuring, ask, [at])
  })
}

function isSteps(grid: Grid): boolean {
  return instantsOf(grid).length > mostExact && grid.width === grid.step
}

/** What travels together: questions about one window, with the same groups, or about the same steps. */
export function keysFor({ formula, scope }: Measuring, grid: Grid): readonly string[] {
  const formulas = scope === undefined ? [formula] : [formula, scope]
  const windows = isSteps(grid)
    ? runsOf(alignedTo(grid), mostPoints).map(
        ({ first, last, step }) =>
          () =>
            `${first} ${last} ${step}`
      )
    : instantsOf(grid).map(
        at =>
          ({ grouping }: Formula) =>
            `${at} ${grid.width} ${grouping}`
      )
  return windows.flatMap(keyOf => formulas.map(keyOf))
}

/** Datadog lays steps on multiples of their length; those cut by an edge are left out. */
async function adjoiningSteps(
  datadog: Datadog,
  measuring: Measuring,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const aligned = alignedTo(grid)
  const parts: Part[] = []
  for (const run of runsOf(aligned, mostPoints)) {
    const ask = (formula: Formula) => datadog.ask({ kind: 'timeseries', formula, run }, io)
    parts.push(whole(await withScope(measuring, ask, instantsOf(run)), run))
  }
  return joinParts(parts, aligned)
}

/** A count of nothing is 0 where its origin has events, and nothing where that is silent, too. */
async function withScope(
  { formula, scope }: Measuring,
  ask: (formula: Formula) => Promise<Part>,
  instants: readonly number[]
): Promise<Part> {
  if (scope === undefined) return ask(formula)
  const [part, around] = await Promise.all([ask(formula), ask(scope)])
  const scanned = around.series
    .flatMap(({ samples }) => samples.map(({ value }) => value))
    .reduce((sum, value) => sum + Math.max(0, value), 0)
  const complete = part.complete && around.complete
  const notes = [...part.notes, ...around.notes]
  const retries = Math.max(part.retries, around.retries)
  if (scanned === 0) return { ...part, scanned, complete, notes, retries }
  const known = part.series.length === 0 ? [{ labels: {}, samples: [] }] : part.series
  const series = known.map(({ labels, samples }) => ({
    labels,
    samples: withZeros(samples, instants)
  }))
  return { series, scanned, complete, notes, retries }
}

/** Steps of another length than we asked for hold other numbers than we take them for. */
function whole(part: Part, { first, step }: Grid): Part {
  const doubtful = part.series.some(({ samples }) => {
    const steps = samples.filter(({ value }) => value !== 0).map(({ at }) => (at - first) / step)
    if (!steps.every(Number.isInteger)) return true
    const [start = 0] = steps
    return steps.length >= pointsToTell && commonDivisor(steps.map(one => one - start)) > 1
  })
  if (!doubtful) return part
  const note = 'Datadog answered with steps of another length than the one asked for.'
  return { ...part, complete: false, notes: [...part.notes, note] }
}

function commonDivisor(numbers: readonly number[]): number {
  const two = (a: number, b: number): number => (b === 0 ? a : two(b, a % b))
  return numbers.reduce((divisor, one) => two(divisor, Math.abs(one)), 0)
}

/** All events of an origin. */
export function scopeFormula(source: string, search: string, indexes: readonly string[]): Formula {
  return eventFormula({ source, search, indexes, aggregation: 'count', by: [] })
}
