import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readQuery } from '../src/config/placeholders.js'
import { fluxOver, readFlux } from '../src/providers/flux.js'
import { influxdbFlux } from '../src/providers/influxdb-flux.js'
import type { Grid } from '../src/providers/provider.js'
import { providerErrorOf } from '../__tests__/support/rejection.js'
import { connectTo, ioWith, liveHttp, queryOf } from './support/asking.js'
import { type Point, startInfluxdb } from './support/influxdb.js'
import { begin, grids, instantsOf, points, single } from './support/influxdb-grids.js'
import { askWith } from './support/official-client.js'
import { describeLive, type LiveServer } from './support/servers.js'
import { askBoth, expectOwnWords } from './support/together.js'

const range = 'range(start: v.timeRangeStart, stop: v.timeRangeStop)'
const from = `from(bucket: "shop") |> ${range} |> filter(fn: (r) => r._field == "ms")`

/**
 * 1.7 takes a point at the very end of what is asked about as well; 2 leaves it out
 * (storage/reads/array_cursor.go: `EndTime: end - 1`).
 */
function within(at: number, { first, last, step, width }: Grid): readonly Point[] {
  const isEnd = at === last || first === last || step !== width
  return points.filter(one => one.at >= at - width && (one.at < at || (isEnd && one.at === at)))
}

describeLive('InfluxDB with Flux', ['influxd-flux'], () => {
  const http = liveHttp()
  let server: LiveServer

  beforeAll(async () => {
    server = await startInfluxdb(points, 'influxd-flux')
  })
  afterAll(async () => {
    http.close()
    await server.close()
  })

  const ask = (query: string, grid: Grid, kind: 'value' | 'events' = 'value') =>
    connectTo(influxdbFlux, server.url)
      .source({ kind, query: queryOf(query) })
      .measure(grid, ioWith(http))

  test('counts exactly the points of any window', async () => {
    await fc.assert(
      fc.asyncProperty(grids, async grid => {
        const { series, complete } = await ask(`${from} |> count()`, grid, 'events')
        expect(complete).toBe(true)
        for (const host of ['a', 'b']) {
          const samples = series.find(({ labels }) => labels['host'] === host)?.samples ?? []
          const known = new Map(samples.map(({ at, value }) => [at, value]))
          for (const at of instantsOf(grid)) {
            const expected = within(at, grid).filter(one => one.host === host).length
            expect(known.get(at) ?? 0).toBe(expected)
          }
        }
      }),
      { numRuns: 25 }
    )
  }, 60_000)

  test('takes the mean of exactly the window', async () => {
    await fc.assert(
      fc.asyncProperty(grids, async grid => {
        const { series } = await ask(
          `${from} |> group(columns: ["_start", "_stop"]) |> mean()`,
          grid
        )
        const samples = series.flatMap(one => one.samples)
        const expected = instantsOf(grid).flatMap(at => {
          const values = within(at, grid).map(({ ms }) => ms)
          if (values.length === 0) return []
          return [{ at, value: values.reduce((sum, one) => sum + one, 0) / values.length }]
        })
        expect(samples.map(({ at }) => at)).toEqual(expected.map(({ at }) => at))
        samples.forEach(({ value }, index) => {
          expect(value).toBeCloseTo(expected[index]?.value ?? Number.NaN, 6)
        })
      }),
      { numRuns: 25 }
    )
  }, 60_000)

  test('reads a script with imports, and labels of the group key', async () => {
    const grid = single(begin + 60_000, 30_000)
    const { series } = await ask(`import "math"\n${from}\n  |> max()`, grid)
    expect(series.map(({ labels }) => labels)).toEqual(
      ['a', 'b'].map(host => ({ field: 'ms', measurement: 'requests', host }))
    )
  })

  test('nothing is nothing', async () => {
    const grid = single(begin + 60_000, 30_000)
    const none = `from(bucket: "shop") |> ${range} |> filter(fn: (r) => r._field == "none") |> count()`
    expect((await ask(none, grid)).series).toEqual([])
  })

  test('a placeholder is one literal, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), async value => {
        const text = `${from} |> filter(fn: (r) => r.host == {{string v}}) |> group(columns: ["_start", "_stop"]) |> count()`
        const read = readQuery(text, 'flux', new Map([['v', value]]))
        if ('error' in read) throw new Error(read.error)
        const { query } = read.ok
        const source = connectTo(influxdbFlux, server.url).source({ kind: 'events', query })
        const { series } = await source.measure(single(begin + 60_000, 30_000), ioWith(http))
        expect(series[0]?.samples[0]?.value ?? 0).toBe(
          within(begin + 60_000, single(begin + 60_000, 30_000)).filter(
            ({ host }) => host === value
          ).length
        )
      }),
      {
        numRuns: 60,
        examples: [['a'], ['" or true or r.host == "'], ['${r.host}'], ['\\" or true //']]
      }
    )
  }, 60_000)

  test.each([
    [`${from} |> cunt()`, /undefined identifier/],
    [`from(bucket: "nowhere") |> ${range} |> count()`, /no database/],
    [`${from} |> map(fn: (r) => ({_value: r.nope + 1}))`, /missing object properties/],
    [
      `from(bucket: "shop") |> ${range} |> filter(fn: (r) => r._field == "up") |> last()`,
      /a string where/
    ],
    [from, /several rows/]
  ])('%s is an invalid query', async (query, words) => {
    const { failure } = await providerErrorOf(ask(query, single(begin + 60_000, 30_000)))
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toMatch(words)
  })

  test('answers the questions of one check in one request, each as it does alone', async () => {
    const queries = [
      `${from} |> count() // of each host`,
      `${from} |> group(columns: ["_start", "_stop"]) |> mean()`,
      `from(bucket: "shop") |> ${range} |> filter(fn: (r) => r._field == "none") |> count()`
    ]
    const check = { provider: influxdbFlux, url: server.url, queries }
    await fc.assert(
      fc.asyncProperty(grids, fc.integer({ min: 2, max: 60 }), async (grid, times) => {
        const soFar = single(grid.last, grid.width * times)
        const newest = single(grid.last, grid.width)
        const asked = await askBoth(check, [newest, soFar], ioWith(http))
        expect(asked.requests).toBe(1)
        expect(asked.together).toEqual(asked.alone)
      }),
      { numRuns: 10 }
    )
  }, 60_000)

  test.each([
    [`${from} |> cunt()`, /undefined identifier/],
    [`${from} |> map(fn: (r) => ({_value: r.nope + 1}))`, /missing object properties/],
    [from, /several rows/]
  ])('a question that is wrong, %s, leaves the others their answers', async (wrong, words) => {
    const right = `${from} |> count()`
    const check = { provider: influxdbFlux, url: server.url, queries: [right, wrong, right] }
    await expectOwnWords(check, single(begin + 60_000, 30_000), ioWith(http), words)
  })
})

describeLive("InfluxData's own client and ours", ['influxd-flux', 'influxdb-client'], () => {
  test('read the same values of the same tables', async () => {
    const server = await startInfluxdb(points, 'influxd-flux')
    const http = liveHttp()
    const at = begin + 300_000
    const queries = ['|> mean()', '|> count()', '|> drop(columns: ["host"]) |> max()'].map(
      end => `${from} ${end}`
    )
    const scripts = queries.map(query => {
      const [start, stop] = [at - 60_000, at].map(one => new Date(one).toISOString())
      return fluxOver(readFlux(query), { start: start ?? '', stop: stop ?? '', width: 60_000 })
    })
    const asked = { url: server.url, scripts }
    const told = await askWith('influxdb-client', 'influxdb-client.mjs', asked)
    const ours: unknown[] = []
    for (const query of queries) {
      const source = connectTo(influxdbFlux, server.url).source({
        kind: 'value',
        query: queryOf(query)
      })
      const { series } = await source.measure(single(at, 60_000), ioWith(http))
      ours.push(series.map(({ labels, samples }) => [labels['host'], samples[0]?.value]))
    }
    const theirs = (told as { host?: string; _value: number }[][]).map(rows =>
      rows.map(({ host, _value }) => [host, _value])
    )
    expect(ours).toEqual(theirs)
    http.close()
    await server.close()
  }, 60_000)
})
