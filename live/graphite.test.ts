import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { graphite } from '../src/providers/graphite.js'
import type { Grid, Question } from '../src/providers/provider.js'
import { providerErrorOf } from '../__tests__/support/rejection.js'
import { connectTo, ioWith, liveHttp, queryOf } from './support/asking.js'
import { startGraphite } from './support/graphite.js'
import { describeLive, type LiveServer } from './support/servers.js'
import { askBoth, expectOwnWords } from './support/together.js'

/** An hour that ended an hour ago; a point every ten seconds, five minutes without. */
const resolution = 10_000
const begin = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 2 * 3_600_000
const points = Array.from({ length: 360 }, (_, index) => ({
  at: begin + index * resolution,
  value: (index * 37) % 101
})).filter((_, index) => index < 100 || index >= 130)

describeLive('Graphite', ['graphite-manage'], () => {
  const http = liveHttp()
  const io = ioWith(http)
  let server: LiveServer

  beforeAll(async () => {
    const seconds = points.map(({ at, value }) => ({ at: at / 1000, value }))
    server = await startGraphite([
      { name: 'latency', points: seconds },
      { name: 'errors', points: seconds.map(({ at }) => ({ at, value: 1 })) }
    ])
  })
  afterAll(async () => {
    http.close()
    await server.close()
  })

  const ask = (target: string, grid: Grid, kind: 'value' | 'events' = 'value') => {
    const question: Question = { kind, query: queryOf(target) }
    return connectTo(graphite, server.url).source(question).measure(grid, io)
  }

  test('has for any window the newest interval that lies in it whole, or ended in a short one', async () => {
    await fc.assert(
      fc.asyncProperty(grids, async grid => {
        const { series, complete } = await ask('shop.latency', grid)
        expect(complete).toBe(true)
        expect(series).toEqual([
          {
            labels: { target: 'shop.latency' },
            samples: instantsOf(grid).flatMap(at => {
              const value = newest(at, grid.width)?.value
              return value === undefined ? [] : [{ at, value }]
            })
          }
        ])
      }),
      { numRuns: 100 }
    )
  })

  test('counts the events of the intervals that lie in it whole', async () => {
    await fc.assert(
      fc.asyncProperty(grids, async grid => {
        const { series } = await ask('sumSeries(shop.errors)', grid, 'events')
        const counted = instantsOf(grid).flatMap(at => {
          const value = within(at, grid.width).length
          return value === 0 ? [] : [{ at, value }]
        })
        expect(series[0]?.samples ?? []).toEqual(counted)
      }),
      { numRuns: 50 }
    )
  })

  test('keeps several series apart', async () => {
    const { series } = await ask('shop.*', single(begin + 600_000, 60_000))
    expect(series.map(({ labels }) => labels['target'])).toEqual(['shop.errors', 'shop.latency'])
  })

  test('a summary of its own over the window has the window as its interval', async () => {
    const grid = single(begin + 600_000, 60_000)
    const { series } = await ask('summarize(shop.errors,"{{window}}","sum",true)', grid)
    expect(series[0]?.samples.length).toBeLessThanOrEqual(1)
  })

  test('an unknown metric is nothing', async () => {
    const { series, complete } = await ask('shop.nope', single(begin + 600_000, 60_000))
    expect({ series, complete }).toEqual({ series: [], complete: true })
  })

  test('an unknown function is an invalid query, in its own words', async () => {
    const asked = ask('nope(shop.latency)', single(begin + 600_000, 60_000))
    const { failure } = await providerErrorOf(asked)
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toContain('unknown function: nope')
  })

  test('a long target, which travels as a form, answers the same', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `shop.x${index}`).join(',')
    const { series } = await ask(`sumSeries(shop.errors,${names})`, single(begin + 600_000, 60_000))
    expect(series[0]?.samples).toEqual([{ at: begin + 600_000, value: 1 }])
  })

  const checkOf = (queries: readonly string[]) => ({
    provider: graphite,
    url: server.url,
    queries
  })

  test('answers the targets of one check over one span in one request, each as it does alone', async () => {
    const queries = [
      'sumSeries(shop.errors)',
      'shop.*',
      'alias(shop.latency,"a name: of \'it\'")',
      'shop.nope'
    ]
    await fc.assert(
      fc.asyncProperty(grids, async grid => {
        // Another end is another span, whatever the two widths are.
        const soFar = single(grid.last + 1_000, grid.width * 7)
        const asked = await askBoth(checkOf(queries), [grid, soFar], io)
        expect(asked.requests).toBe(2)
        expect(asked.together).toEqual(asked.alone)
      }),
      { numRuns: 30 }
    )
  })

  test('a target that is wrong leaves the others their answers', async () => {
    const check = checkOf(['shop.errors', 'nope(shop.latency)', 'shop.latency'])
    const grid = single(begin + 600_000, 60_000)
    await expectOwnWords(check, grid, io, /unknown function: nope/)
  })
})

const grids = fc
  .record({
    first: fc.integer({ min: begin + 120_000, max: begin + 3_000_000 }),
    step: fc.integer({ min: 1, max: 60 }).map(seconds => seconds * 1_000),
    count: fc.integer({ min: 1, max: 20 }),
    width: fc.integer({ min: 10, max: 300 }).map(seconds => seconds * 1_000),
    aligned: fc.boolean()
  })
  .map(({ first, step, count, width, aligned }) => {
    const start = aligned ? Math.floor(first / resolution) * resolution : first
    return { first: start, last: start + (count - 1) * step, step, width }
  })

function single(at: number, width: number): Grid {
  return { first: at, last: at, step: width, width }
}

function instantsOf({ first, last, step }: Grid): readonly number[] {
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step)
}

/** A window that need not hold a whole interval has the one that ended in it. */
function newest(at: number, width: number): (typeof points)[number] | undefined {
  if (width >= 2 * resolution) return within(at, width).at(-1)
  return points.findLast(one => one.at + resolution <= at && one.at + resolution > at - width)
}

function within(at: number, width: number): typeof points {
  return points.filter(one => one.at >= at - width && one.at + resolution <= at)
}
