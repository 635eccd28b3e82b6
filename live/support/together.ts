import { expect } from '@jest/globals'
import type { EndpointSettings, Measurement } from '../../src/model.js'
import type { Grid, Io, Provider } from '../../src/providers/provider.js'
import { providerErrorOf } from '../../__tests__/support/rejection.js'
import { connectTo, queryOf } from './asking.js'

interface Check {
  readonly provider: Provider
  readonly url: string
  readonly overrides?: Partial<EndpointSettings>
  readonly queries: readonly string[]
  readonly kind?: 'value' | 'events'
}

export interface Asked {
  /** Every query over every grid, as the questions of one check. */
  readonly together: readonly Measurement[]
  /** Each in a check of its own. */
  readonly alone: readonly Measurement[]
  /** How many requests the check took. */
  readonly requests: number
}

/** Asks the questions of a look at once, and each alone. Rejects where one alone is refused. */
export async function askBoth(check: Check, grids: readonly Grid[], io: Io): Promise<Asked> {
  const alone: Measurement[] = []
  for (const grid of grids) {
    for (const query of check.queries) {
      const [source] = sourcesOf({ ...check, queries: [query] })
      if (source !== undefined) alone.push(await source.measure(grid, io))
    }
  }
  const { settled, requests } = await askTogether(check, grids, io)
  const together = settled.map(one => {
    if (one.status === 'rejected') throw one.reason as Error
    return one.value
  })
  return { together, alone, requests }
}

/** Only at once; what is refused is refused by itself. */
export async function askTogether(check: Check, grids: readonly Grid[], io: Io) {
  let requests = 0
  const counting: Io = {
    ...io,
    http: request => {
      requests += 1
      return io.http(request)
    }
  }
  const sources = sourcesOf(check)
  const settled = await Promise.allSettled(
    grids.flatMap(grid => sources.map(source => source.measure(grid, counting)))
  )
  return { settled, requests }
}

/** A query that is wrong beside one that is right: it alone is refused, in its own words. */
export async function expectOwnWords(check: Check, grid: Grid, io: Io, words: RegExp) {
  const { settled } = await askTogether(check, [grid], io)
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  const [, wrong] = settled
  if (wrong?.status !== 'rejected') return
  const { failure } = await providerErrorOf(Promise.reject(wrong.reason as Error))
  expect(failure.code).toBe('invalid-query')
  expect(failure.message).toMatch(words)
}

function sourcesOf({ provider, url, overrides, queries, kind = 'events' }: Check) {
  const connection = connectTo(provider, url, overrides)
  const own = connection.forCheck?.() ?? connection
  return queries.map(text => own.source({ kind, query: queryOf(text) }))
}
