import { ProviderError } from '../errors.js'
import type { EndpointSettings, Measurement } from '../model.js'
import { failure } from './ask.js'
import { instantsOf, joinParts, type Part } from './grid.js'
import type { Grid } from './provider.js'

/** Windows that cannot be asked about together are asked one by one, so there is an end to them. */
export const mostWindows = 120

/** Up to so many windows are asked one by one, each exactly; more only as adjoining steps. */
const mostExact = 12

/** Whether the windows are asked about together, as steps of whole seconds that lie side by side. */
export function inSteps(grid: Grid): boolean {
  const adjoining = grid.width === grid.step && grid.step % 1000 === 0
  return adjoining && instantsOf(grid).length > mostExact
}

/** Whether there are several windows, and each begins where the one before it ends. */
export function adjoins(grid: Grid): boolean {
  return grid.first !== grid.last && grid.step === grid.width
}

/** Asks about each window by itself; `ask` is told where it ends. */
export async function windowByWindow(
  endpoint: EndpointSettings,
  grid: Grid,
  ask: (at: number) => Promise<Part>
): Promise<Measurement> {
  const instants = instantsOf(grid)
  if (instants.length > mostWindows) throw tooMany(endpoint)
  return joinParts(await Promise.all(instants.map(ask)), grid)
}

function tooMany(endpoint: EndpointSettings): ProviderError {
  const sentence = `is asked about more than ${mostWindows} windows one by one. Shorten baseline.history or lengthen bake.interval.`
  return new ProviderError(failure(endpoint, 'provider-error', sentence, 0))
}

/** Windows that overlap are one question each, so there is an end to them. */
export function tooManyOverlapping(endpoint: EndpointSettings, most: number): ProviderError {
  const sentence = `is asked about more than ${most} overlapping windows at once. Shorten baseline.history or lengthen bake.interval.`
  return new ProviderError(failure(endpoint, 'provider-error', sentence, 0))
}
