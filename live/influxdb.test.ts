import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { influxdb } from '../src/providers/influxdb.js'
import type { Grid, Question } from '../src/providers/provider.js'
import { providerErrorOf } from '../__tests__/support/rejection.js'
import { connectTo, ioWith, liveHttp, queryOf } from './support/asking.js'
import { startInfluxdb } from './support/influxdb.js'
import { begin, grids, instantsOf, points, single, within } from './support/influxdb-grids.js'
import { describeLive, type LiveServer } from './support/servers.js'
import { askBoth, expectOwnWords } from './support/together.js'

describeLive('InfluxDB', ['influxd'], () => {
  const http = liveHttp()
  const io = ioWith(http)
  let server: LiveServer

  beforeAll(async () => {
    server = await startInfluxdb(points)
  })
  afterAll(async () => {
    http.close()
    await server.close()
  })

  const ask = (
    query: string,
    grid: Grid,
    kind: 'value' | 'events' = 'value',
    database = 'shop'
  ) => {
    const question: Question = { kind, query: queryOf(query) }
    const endpoint = connectTo(influxdb, server.url, { options: { database } })
    return endpoint.source(question).measure(grid, io)
  }

  test('counts exactly the points of any window, alone and in steps', async () => {
    await fc.assert(
      fc.asyncProperty(grids, async grid => {
        const query = "SELECT count(ms) FROM requests WHERE host = 'a' OR host = 'b' GROUP BY host"
        const { series, complete } = await ask(query, grid, 'events')
        expect(complete).toBe(true)
        for (const host of ['a', 'b']) {
          const samples = series.find(({ labels }) => labels['host'] === host)?.samples ?? []
          const known = new Map(samples.map(({ at, value }) => [at, value]))
          for (const at of instantsOf(grid)) {
            const expected = within(at, grid.width).filter(one => one.host === host).length
            expect(known.get(at) ?? 0).toBe(expected)
          }
        }
      }),
      { numRuns: 150 }
    )
  })

  test('takes the mean and the highest of exactly the window', async () => {
    await fc.assert(
      fc.asyncProperty(grids, async grid => {
        const { series } = await ask('SELECT max(ms), mean(ms) FROM requests', grid)
        for (const { labels, samples } of series) {
          const expected = instantsOf(grid).flatMap(at => {
            const values = within(at, grid.width).map(({ ms }) => ms)
            if (values.length === 0) return []
            const mean = values.reduce((sum, one) => sum + one, 0) / values.length
            return [{ at, value: labels['field'] === 'max' ? Math.max(...values) : mean }]
          })
          expect(samples.map(({ at }) => at)).toEqual(expected.map(({ at }) => at))
          samples.forEach(({ value }, index) => {
            expect(value).toBeCloseTo(expected[index]?.value ?? Number.NaN, 6)
          })
        }
      }),
      { numRuns: 100 }
    )
  })

  test('the window narrows a query inside the query too', async () => {
    const grid = single(begin + 60_000, 30_000)
    const query = 'SELECT max(m) FROM (SELECT mean(ms) AS m FROM requests GROUP BY host)'
    const { series } = await ask(query, grid)
    const means = ['a', 'b'].map(host => {
      const values = within(grid.last, grid.width).filter(one => one.host === host)
      return values.reduce((sum, { ms }) => sum + ms, 0) / values.length
    })
    expect(series[0]?.samples[0]?.value).toBeCloseTo(Math.max(...means), 6)
  })

  test('a selector, which is stamped with its point, stands at the end of the window', async () => {
    const grid = single(begin + 60_000, 30_000)
    const { series } = await ask('SELECT last(ms) FROM requests', grid)
    expect(series).toEqual([
      { labels: {}, samples: [{ at: grid.last, value: within(grid.last, 30_000).at(-1)?.ms }] }
    ])
  })

  test('nothing is nothing', async () => {
    const grid = single(begin + 60_000, 30_000)
    expect((await ask('SELECT mean(ms) FROM nowhere', grid)).series).toEqual([])
    expect((await ask("SELECT mean(ms) FROM requests WHERE host = 'c'", grid)).series).toEqual([])
  })

  test.each([
    ['SELECT cunt(ms) FROM requests', 'shop', /undefined function/],
    ['SELECT mean(ms) FROM requests', 'nowhere', /database not found/],
    ['SELECT mean(ms), FROM requests', 'shop', /error parsing query/],
    ['SELECT last(up) FROM requests', 'shop', /a string where a number/],
    ['SELECT ms FROM requests', 'shop', /several rows/]
  ])('%s of %s is an invalid query', async (query, database, words) => {
    const asked = ask(query, single(begin + 60_000, 30_000), 'value', database)
    const { failure } = await providerErrorOf(asked)
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toMatch(words)
  })

  test('a long query, which travels as a form, answers the same', async () => {
    const grid = single(begin + 60_000, 30_000)
    const hosts = Array.from({ length: 100 }, (_, index) => `host = 'x${index}'`).join(' OR ')
    const { series } = await ask(
      `SELECT count(ms) FROM requests WHERE host = 'a' OR host = 'b' OR ${hosts}`,
      grid
    )
    expect(series[0]?.samples[0]?.value).toBe(within(grid.last, grid.width).length)
  })

  const checkOf = (queries: readonly string[]) => ({
    provider: influxdb,
    url: server.url,
    overrides: { options: { database: 'shop' } },
    queries
  })

  test('answers the questions of one check in one request, each as it does alone', async () => {
    const queries = [
      "SELECT count(ms) FROM requests WHERE host = 'a'",
      'SELECT count(ms) FROM requests GROUP BY host',
      'SELECT count(ms) FROM nowhere'
    ]
    await fc.assert(
      fc.asyncProperty(grids, fc.integer({ min: 2, max: 60 }), async (grid, times) => {
        const soFar = single(grid.last, grid.width * times)
        const newest = single(grid.last, grid.width)
        const asked = await askBoth(checkOf(queries), [newest, soFar], io)
        expect(asked.requests).toBe(1)
        expect(asked.together).toEqual(asked.alone)
      }),
      { numRuns: 50 }
    )
  })

  test('answers steps and a total in one request', async () => {
    const at = begin + 300_000
    const steps = { first: at, last: at + 120_000, step: 60_000, width: 60_000 }
    const grids = [steps, single(at + 120_000, 180_000)]
    const asked = await askBoth(
      checkOf(['SELECT count(ms) FROM requests GROUP BY host']),
      grids,
      io
    )
    expect(asked.requests).toBe(1)
    expect(asked.together).toEqual(asked.alone)
  })

  test.each([
    ['SELECT cunt(ms) FROM requests', /undefined function/],
    ['SELECT count(ms), FROM requests', /error parsing query/],
    ['SELECT ms FROM requests', /several rows/]
  ])('a question that is wrong, %s, leaves the others their answers', async (wrong, words) => {
    const right = 'SELECT count(ms) FROM requests'
    const check = checkOf([right, wrong, right])
    await expectOwnWords(check, single(begin + 60_000, 30_000), io, words)
  })
})
