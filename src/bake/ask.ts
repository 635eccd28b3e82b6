import { ProviderError } from '../errors.js'
import { callCollector } from '../io/collector.js'
import type { EndpointSettings, Failure, LogBatch, Measurement, Window } from '../model.js'
import type { Grid, Io, LineSource, PatternBatch, Source } from '../providers/provider.js'
import type { Http } from '../world.js'

/** A measurement, or why there is none. */
export type Reading =
  | { readonly kind: 'answer'; readonly measurement: Measurement }
  | { readonly kind: 'failure'; readonly failure: Failure }

/** Lines, or why there are none. */
export type LineReading =
  | { readonly kind: 'answer'; readonly batch: LogBatch }
  | { readonly kind: 'failure'; readonly failure: Failure }

/** What the store clustered itself, or why it did not. */
export type PatternReading =
  | { readonly kind: 'answer'; readonly batch: PatternBatch }
  | { readonly kind: 'failure'; readonly failure: Failure }

/** Below this an offset is noise of the `Date` header; above it the windows are shifted. */
const noticeableSkew = 2_000
/** Above this nobody can say which data belong to the deploy. */
const hopelessSkew = 900_000
/** So many lines are long in memory. */
const many = 20_000

/** Asks one endpoint's questions in that endpoint's own time. */
export interface Asker {
  ask(source: Source, grid: Grid): Promise<Reading>
  fetch(lines: LineSource, window: Window, most: number): Promise<LineReading>
  /** undefined: the store clusters nothing. */
  patterns(lines: LineSource, window: Window): Promise<PatternReading | undefined>
  readonly io: Io
  /** The endpoint's clock less ours, in milliseconds, as far as it is known. */
  skew(): number
}

/**
 * Measures the endpoint's clock on every answer and speaks to it in its own time: the grid is shifted by
 * its skew, the samples are shifted back. `ourSkew` is how far our clock is from the machine's.
 */
export function createAsker(endpoint: EndpointSettings, io: Io): Asker {
  let skew = 0
  const http: Http = async request => {
    const response = await io.http(request)
    if (response.skew !== undefined) {
      const measured = response.skew - (io.clock.now() - Date.now())
      skew = Math.abs(measured) > noticeableSkew ? measured : 0
    }
    return response
  }
  const own: Io = { ...io, http }
  const skewNow = () => skew
  /** Once more where the answer tells that it was asked for other times than its own: the first one does. */
  const inItsTime = async <T>(
    question: (shift: number) => Promise<T>
  ): Promise<Asked<T> & { readonly shift: number }> => {
    const before = skew
    const asked = await unlessHopeless(endpoint, skewNow, () => question(before))
    const shift = skew
    if (Math.abs(shift - before) <= noticeableSkew || Math.abs(shift) > hopelessSkew) {
      return { ...asked, shift: before }
    }
    return { ...(await unlessHopeless(endpoint, skewNow, () => question(shift))), shift }
  }
  return {
    io: own,
    skew: skewNow,
    async ask(source, grid) {
      const theirs = (by: number) => ({ ...grid, first: grid.first + by, last: grid.last + by })
      // What is asked for now has no time of its own.
      const asked = source.pointInTime
        ? {
            ...(await unlessHopeless(endpoint, skewNow, () => source.measure(grid, own))),
            shift: 0
          }
        : await inItsTime(shift => source.measure(theirs(shift), own))
      if (asked.kind === 'failure') return asked
      const { value, shift } = asked
      return { kind: 'answer', measurement: shift === 0 ? value : shifted(value, -shift) }
    },
    async fetch(lines, window, most) {
      const asked = await inItsTime(shift => lines.fetch(shiftedWindow(window, shift), most, own))
      if (asked.kind === 'failure') return asked
      // The text of the answer is read, and what comes next needs room as well.
      if (asked.value.lines.length >= many) callCollector()
      return { kind: 'answer', batch: shiftedLines(asked.value, -asked.shift) }
    },
    async patterns(lines, window) {
      const asked = await inItsTime(
        shift => lines.patterns?.(shiftedWindow(window, shift), own) ?? Promise.resolve(undefined)
      )
      if (asked.kind === 'failure') return asked
      return asked.value === undefined ? undefined : { kind: 'answer', batch: asked.value }
    }
  }
}

type Asked<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'failure'; readonly failure: Failure }

/** A clock that is off by far, before or after the question, is a failure. */
async function unlessHopeless<T>(
  endpoint: EndpointSettings,
  skew: () => number,
  question: () => Promise<T>
): Promise<Asked<T>> {
  const hopeless = () => Math.abs(skew()) > hopelessSkew
  if (hopeless()) return { kind: 'failure', failure: clockSkew(endpoint, skew()) }
  try {
    const value = await question()
    if (hopeless()) return { kind: 'failure', failure: clockSkew(endpoint, skew()) }
    return { kind: 'answer', value }
  } catch (error) {
    if (error instanceof ProviderError) return { kind: 'failure', failure: error.failure }
    throw error
  }
}

function shiftedWindow({ start, end }: Window, by: number): Window {
  return { start: start + by, end: end + by }
}

function shiftedLines(batch: LogBatch, by: number): LogBatch {
  if (by === 0) return batch
  return { ...batch, lines: batch.lines.map(line => ({ ...line, at: line.at + by })) }
}

function shifted(measurement: Measurement, by: number): Measurement {
  return {
    ...measurement,
    series: measurement.series.map(({ labels, samples }) => ({
      labels,
      samples: samples.map(({ at, value }) => ({ at: at + by, value }))
    }))
  }
}

function clockSkew(endpoint: EndpointSettings, skew: number): Failure {
  const minutes = Math.round(skew / 60_000)
  return {
    code: 'clock-skew',
    message: `${new URL(endpoint.url).host}: its clock is ${minutes} min off GitHub's. Set the clock (NTP).`,
    retries: 0
  }
}
