import { ProviderError } from '../errors.js'
import type { EndpointSettings, Failure, Measurement } from '../model.js'
import type { Grid, Io, Source } from '../providers/provider.js'
import type { Http } from '../world.js'

/** A measurement, or why there is none. */
export type Reading =
  | { readonly kind: 'answer'; readonly measurement: Measurement }
  | { readonly kind: 'failure'; readonly failure: Failure }

/** Below this an offset is noise of the `Date` header; above it the windows are shifted. */
const noticeableSkew = 2_000
/** Above this nobody can say which data belong to the deploy. */
const hopelessSkew = 900_000

/** Asks one endpoint's questions in that endpoint's own time. */
export interface Asker {
  ask(source: Source, grid: Grid): Promise<Reading>
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
  return {
    io: own,
    skew: () => skew,
    ask: (source, grid) => ask(source, grid, own, () => skew, endpoint)
  }
}

async function ask(
  source: Source,
  grid: Grid,
  io: Io,
  skew: () => number,
  endpoint: EndpointSettings
): Promise<Reading> {
  if (Math.abs(skew()) > hopelessSkew)
    return { kind: 'failure', failure: clockSkew(endpoint, skew()) }
  const shift = source.pointInTime ? 0 : skew()
  try {
    const measurement = await source.measure(
      { ...grid, first: grid.first + shift, last: grid.last + shift },
      io
    )
    if (Math.abs(skew()) > hopelessSkew) {
      return { kind: 'failure', failure: clockSkew(endpoint, skew()) }
    }
    return { kind: 'answer', measurement: shift === 0 ? measurement : shifted(measurement, -shift) }
  } catch (error) {
    if (error instanceof ProviderError) return { kind: 'failure', failure: error.failure }
    throw error
  }
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
