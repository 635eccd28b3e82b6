import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readQuery } from '../src/config/placeholders.js'
import type { Measurement } from '../src/model.js'
import { influxdbSql } from '../src/providers/influxdb-sql.js'
import type { Grid } from '../src/providers/provider.js'
import { providerErrorOf } from '../__tests__/support/rejection.js'
import { connectTo, ioWith, liveHttp, queryOf } from './support/asking.js'
import {
  begin,
  grids,
  instantsOf,
  meansOf,
  points,
  single,
  within
} from './support/influxdb-grids.js'
import { describeLive, type LiveServer, startServer } from './support/servers.js'
import { askBoth, expectOwnWords } from './support/together.js'

const token = 'apiv3-0123456789'

/** The engine of InfluxDB 3; the server itself is in no registry that we can reach. */
describeLive("InfluxDB 3's engine", ['datafusion-python'], () => {
  const http = liveHttp()
  let server: LiveServer

  beforeAll(async () => {
    const rows = JSON.stringify(points.map(({ at, host, ms }) => [at, host, ms]))
    server = await startServer({
      binary: 'datafusion-python',
      readyPath: '/health',
      prepare: directory => writeFileSync(join(directory, 'points.json'), rows),
      arguments: (port, directory) => [
        join(import.meta.dirname, 'influxdb3', 'server.py'),
        String(port),
        token,
        join(directory, 'points.json')
      ]
    })
  })
  afterAll(async () => {
    http.close()
    await server.close()
  })

  const ask = (
    query: string,
    grid: Grid,
    kind: 'value' | 'events' = 'value',
    { database = 'shop', bearer = token } = {}
  ) =>
    connectTo(influxdbSql, server.url, {
      options: { database },
      auth: { kind: 'bearer', token: bearer }
    })
      .source({ kind, query: queryOf(query) })
      .measure(grid, ioWith(http))

  test('counts exactly the points of any window, alone and in steps', async () => {
    await fc.assert(
      fc.asyncProperty(grids, async grid => {
        const query =
          "SELECT host, count(*) FROM requests WHERE host = 'a' OR host = 'b' GROUP BY host"
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
      { numRuns: 100 }
    )
  }, 60_000)

  test('takes the mean of exactly the window', async () => {
    await fc.assert(
      fc.asyncProperty(grids, async grid => {
        const { series } = await ask('SELECT avg(ms) FROM requests', grid)
        const samples = series.flatMap(one => one.samples)
        const expected = meansOf(grid)
        expect(samples.map(({ at }) => at)).toEqual(expected.map(({ at }) => at))
        samples.forEach(({ value }, index) => {
          expect(value).toBeCloseTo(expected[index]?.value ?? Number.NaN, 6)
        })
      }),
      { numRuns: 100 }
    )
  }, 60_000)

  test('nothing is nothing, and a count of it 0', async () => {
    const grid = single(begin + 60_000, 30_000)
    const none = "FROM requests WHERE host = 'c'"
    expect((await ask(`SELECT avg(ms) ${none}`, grid)).series).toEqual([
      { labels: {}, samples: [] }
    ])
    expect((await ask(`SELECT host, avg(ms) ${none} GROUP BY host`, grid)).series).toEqual([])
    expect((await ask(`SELECT count(*) ${none}`, grid, 'events')).series).toEqual([
      { labels: {}, samples: [{ at: grid.last, value: 0 }] }
    ])
  })

  test('a division by zero is no number', async () => {
    const grid = single(begin + 60_000, 30_000)
    expect((await ask('SELECT avg(ms) / 0 FROM requests', grid)).series).toEqual([
      { labels: {}, samples: [] }
    ])
  })

  test('a placeholder is one literal, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async value => {
        const text = 'SELECT count(*) FROM requests WHERE host = {{string v}}'
        const read = readQuery(text, 'sql', new Map([['v', value]]))
        if ('error' in read) throw new Error(read.error)
        const { query } = read.ok
        const source = connectTo(influxdbSql, server.url, {
          options: { database: 'shop' },
          auth: { kind: 'bearer', token }
        }).source({ kind: 'events', query })
        const { series } = await source.measure(single(begin + 60_000, 30_000), ioWith(http))
        expect(series[0]?.samples[0]?.value).toBe(
          within(begin + 60_000, 30_000).filter(({ host }) => host === value).length
        )
      }),
      { numRuns: 60, examples: [['a'], ["' OR '' = '"], ["\\' OR 1 = 1 --"], ['prod A'], ['\0A']] }
    )
  }, 60_000)

  test.each([
    ['SELECT avg(mss) FROM requests', 'shop', /No field named mss/],
    ['SELECT avg(ms) FROM nowhere', 'shop', /table .*nowhere.* not found/],
    ['SELECT cunt(ms) FROM requests', 'shop', /Invalid function/],
    ['SELECT avg(ms) FROM requests WHERE (ms = )', 'shop', /ParserError/],
    ['SELECT avg(ms) FROM requests', 'nowhere', /database not found/],
    ['SELECT max(up) FROM requests', 'shop', /a string where a number/],
    ['SELECT ms FROM requests', 'shop', /several rows/]
  ])('%s of %s is an invalid query', async (query, database, words) => {
    const asked = ask(query, single(begin + 60_000, 30_000), 'value', { database })
    const { failure } = await providerErrorOf(asked)
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toMatch(words)
  })

  test('another token is not authorised', async () => {
    const grid = single(begin + 60_000, 30_000)
    const asked = ask('SELECT avg(ms) FROM requests', grid, 'value', { bearer: 'wrong-token' })
    expect((await providerErrorOf(asked)).failure.code).toBe('not-authorised')
  })

  const checkOf = (queries: readonly string[]) => ({
    provider: influxdbSql,
    url: server.url,
    overrides: { options: { database: 'shop' }, auth: { kind: 'bearer' as const, token } },
    queries
  })

  test('answers the questions of one check in one request, each as it does alone', async () => {
    const queries = [
      "SELECT count(*) FROM requests WHERE host = 'a'",
      'SELECT host, count(*) FROM requests GROUP BY host',
      'SELECT ms > 100 AS "slow ""one""", max(ms) AS top, count(*) AS n FROM requests GROUP BY 1',
      "SELECT host, avg(ms) FROM requests WHERE host = 'nobody' GROUP BY host"
    ]
    await fc.assert(
      fc.asyncProperty(grids, fc.integer({ min: 2, max: 60 }), async (grid, times) => {
        const soFar = single(grid.last, grid.width * times)
        const newest = single(grid.last, grid.width)
        const asked = await askBoth(checkOf(queries), [newest, soFar], ioWith(http))
        expect(asked.requests).toBe(1)
        expect(asked.together.map(sorted)).toEqual(asked.alone.map(sorted))
      }),
      { numRuns: 20 }
    )
  }, 60_000)

  test('answers steps and a total in one request', async () => {
    const at = begin + 300_000
    const steps = { first: at, last: at + 120_000, step: 60_000, width: 60_000 }
    const check = checkOf(['SELECT count(*) FROM requests', 'SELECT avg(ms) FROM requests'])
    const asked = await askBoth(check, [steps, single(at + 120_000, 180_000)], ioWith(http))
    expect(asked.requests).toBe(1)
    expect(asked.together).toEqual(asked.alone)
  })

  test.each([
    ['SELECT avg(mss) FROM requests', /No field named mss/],
    ['SELECT count(*) FROM requests WHERE (ms = )', /ParserError/],
    ['SELECT max(up) FROM requests', /a string where a number/],
    ['SELECT ms FROM requests', /several rows/]
  ])('a question that is wrong, %s, leaves the others their answers', async (wrong, words) => {
    const right = 'SELECT count(*) FROM requests'
    const check = checkOf([right, wrong, right])
    await expectOwnWords(check, single(begin + 60_000, 30_000), ioWith(http), words)
  })
})

/** Groups come in whatever order. */
function sorted({ series, ...rest }: Measurement) {
  const told = series.map(one => ({ ...one, samples: one.samples.toSorted((a, b) => a.at - b.at) }))
  return {
    ...rest,
    series: told.toSorted((a, b) => (JSON.stringify(a.labels) < JSON.stringify(b.labels) ? -1 : 1))
  }
}
