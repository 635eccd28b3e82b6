import { afterEach, describe, expect, test } from '@jest/globals'
import type { EndpointSettings, Window } from '../../src/model.js'
import { newrelic } from '../../src/providers/newrelic.js'
import { over, scopeOf } from '../../src/providers/newrelic-nrql.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { account, type Content, type Event, key, startNewRelic } from '../support/fake-newrelic.js'
import { providerErrorOf } from '../support/rejection.js'
import { expectExactSteps } from '../support/steps.js'
import { type Answer, json, startStub } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const options = { account, 'api-key': key }
const errors = "SELECT count(*) FROM Transaction WHERE appName = 'shop' AND error IS true"
const lines = "SELECT * FROM Log WHERE service = 'shop'"

describe('a question', () => {
  test('is one GraphQL request, its NRQL a variable, over exact milliseconds', async () => {
    const { seen } = await measured({}, value('SELECT average(duration) FROM Transaction'))
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({ method: 'POST', headers: { 'api-key': key } })
    expect(seen[0]?.url.pathname).toBe('/graphql')
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      query:
        'query ($account: Int!, $timeout: Seconds, $q0: Nrql!) { actor { account(id: $account) { q0: nrql(query: $q0, timeout: $timeout) { results metadata { facets messages timeWindow { begin end } } } } } }',
      variables: {
        account,
        timeout: 2,
        q0: `SELECT average(duration) FROM Transaction\nSINCE ${noon - minute} UNTIL ${noon}`
      }
    })
  })

  test.each([
    [15_000, 14],
    [600_000, 60],
    [1_000, 1]
  ])('with a deadline of %d ms may run for %d s', async (timeout, seconds) => {
    const question = value('SELECT average(duration) FROM Transaction')
    const { seen } = await measured({}, question, gridOf(), { timeout })
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ variables: { timeout: seconds } })
  })

  test('travels with the others of its moment, and fails alone', async () => {
    const server = await startNewRelic({ events: { Transaction: [event(noon - 1)] } })
    closers.push(() => server.close())
    const connection = newrelic.connect(endpointOf(server.url))
    const look = io()
    const [good, bad] = await Promise.allSettled(
      [
        value('SELECT average(duration) FROM Transaction'),
        value('SELECT count(*) FROM Transaction HAVING x')
      ].map(one => connection.source(one).measure(gridOf(), look))
    )
    expect(server.seen).toHaveLength(1)
    expect(good).toMatchObject({ status: 'fulfilled' })
    expect(bad).toMatchObject({
      reason: {
        failure: {
          code: 'invalid-query',
          message: expect.stringContaining('NRQL Syntax Error: Error at line 1')
        }
      }
    })
  })
})

describe('a value', () => {
  const events = {
    Transaction: [event(noon - 10, { host: 'a' }), event(noon - 20, { host: 'b', duration: 4 })]
  }

  test('that is an average', async () => {
    const { measurement } = await measured(
      events,
      value('SELECT average(duration) FROM Transaction')
    )
    expect(measurement.series).toEqual([{ labels: {}, samples: [{ at: noon, value: 3 }] }])
  })

  test('of nothing is nothing', async () => {
    const { measurement } = await measured({}, value('SELECT average(duration) FROM Transaction'))
    expect(measurement).toMatchObject({ complete: true, series: [] })
  })

  test('by a facet is a series a group, and all of them are asked for', async () => {
    const question = value('SELECT average(duration) FROM Transaction FACET host')
    const { measurement, seen } = await measured(events, question)
    expect(seen[0]?.body).toContain('LIMIT MAX')
    expect(measurement.series).toEqual([
      { labels: { host: 'a' }, samples: [{ at: noon, value: 2 }] },
      { labels: { host: 'b' }, samples: [{ at: noon, value: 4 }] }
    ])
  })

  test('of several selections and percentiles is a series each', async () => {
    const question = value('SELECT percentile(duration, 95), count(*) FROM Transaction')
    const { measurement } = await measured(events, question)
    expect(measurement.series.map(({ labels }) => labels)).toEqual([
      { value: 'percentile.duration.95' },
      { value: 'count' }
    ])
  })

  test.each([
    { 'apdex.duration': {}, count: 10, score: 0.97, s: 9, t: 1, f: 0 },
    { 'apdex.duration': 0.97, count: 10, score: 0.97, s: 9, t: 1, f: 0 },
    { apdex: 0.97, count: 10, score: 0.97, s: 9, t: 1, f: 0 },
    { apdex: { score: 0.97, count: 10, s: 9, t: 1, f: 0 } }
  ])('that is an apdex is its score: %j', async row => {
    const question = value('SELECT apdex(duration, t: 0.5) FROM Transaction')
    const { measurement } = await measuredBy(answered([row]), question)
    expect(measurement.series).toEqual([{ labels: {}, samples: [{ at: noon, value: 0.97 }] }])
  })

  test('beside an apdex is a series of its own', async () => {
    const score = { score: 0.97, s: 9, t: 1, f: 0, count: 10 }
    const row = { ...score, 'average.t': 2 }
    const question = value('SELECT apdex(duration, t: 0.5), average(t) FROM Transaction')
    const { measurement } = await measuredBy(answered([row]), question)
    expect(measurement.series.map(({ labels }) => labels)).toEqual([
      { value: 'score' },
      { value: 'average.t' }
    ])
  })

  test('that is an apdex of nothing is nothing', async () => {
    const row = { score: null, count: 0, s: 0, t: 0, f: 0 }
    const question = value('SELECT apdex(duration, t: 0.5) FROM Transaction')
    const { measurement } = await measuredBy(answered([row]), question)
    expect(measurement.series).toEqual([])
  })

  test('that is no number is an invalid answer with a remedy', async () => {
    const answer = answered([{ 'latest.name': 'x' }])
    expect(
      (await refused(answer, value('SELECT latest(name) FROM Transaction'))).message
    ).toContain('Select an aggregate')
  })
})

describe('a count', () => {
  test('is asked beside a count of its origin, in one request', async () => {
    const { measurement, seen } = await measured(
      { Transaction: [event(noon - 1, { error: true }), event(noon - 2), event(noon - 3)] },
      events(errors)
    )
    expect(seen).toHaveLength(1)
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      variables: {
        q1: `SELECT count(*) FROM Transaction WHERE appName = 'shop'\nSINCE ${noon - minute} UNTIL ${noon}`
      }
    })
    expect(measurement).toMatchObject({
      scanned: 3,
      series: [{ labels: {}, samples: [{ at: noon, value: 1 }] }]
    })
  })

  test('of nothing is 0 where the origin has events', async () => {
    const { measurement } = await measured({ Transaction: [event(noon - 1)] }, events(errors))
    expect(measurement.series).toEqual([{ labels: {}, samples: [{ at: noon, value: 0 }] }])
  })

  test.each([
    ['another application', { Transaction: [event(noon - 1, { appName: 'cart' })] }],
    ['another type', { Span: [event(noon - 1)] }]
  ])('of nothing is nothing where only %s has events', async (_what, content) => {
    const { measurement } = await measured(content, events(errors))
    expect(measurement).toMatchObject({ scanned: 0, series: [], complete: true })
  })

  test('includes the start of its window and not its end', async () => {
    const at = [noon - minute - 1, noon - minute, noon - 1, noon]
    const { measurement } = await measured(
      { Transaction: at.map(one => event(one, { error: true })) },
      events(errors)
    )
    expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 2 }])
  })

  test('is one number', async () => {
    const failed = await refused(
      answered([{ count: 1, 'sum.x': 2 }]),
      events('SELECT count(*), sum(x) FROM Transaction')
    )
    expect(failed).toMatchObject({ code: 'invalid-query' })
    expect(failed.message).toContain('Select one')
  })
})

describe('many steps', () => {
  test('are laid on the grid asked about, whatever its offset, at most 366 a query', async () => {
    const grid = gridOf({ first: noon + 7_123, last: noon + 7_123 + 400 * minute })
    const { measurement, seen } = await measured(
      {
        Transaction: [
          event(noon + 7_123 - 1, { error: true }),
          event(noon + 7_123, { error: true })
        ]
      },
      events(errors),
      grid
    )
    expect(seen[0]?.body).toContain('TIMESERIES 60 seconds')
    const samples = measurement.series[0]?.samples ?? []
    expect(samples.slice(0, 3)).toEqual([
      { at: noon + 7_123, value: 1 },
      { at: noon + 7_123 + minute, value: 1 },
      { at: noon + 7_123 + 2 * minute, value: 0 }
    ])
    expect(samples).toHaveLength(366)
  })

  test('every event is counted in one step and no other, whatever the window', async () => {
    const ask = async (at: readonly number[], grid: Grid) => {
      const all = { Transaction: at.map(one => event(one, { error: true })) }
      const { measurement } = await measured(all, events(errors), grid)
      const ends = measurement.series[0]?.samples.map(
        sample => (sample.at - grid.first) % grid.step
      )
      expect(ends?.filter(offset => offset !== 0) ?? []).toEqual([])
      return measurement
    }
    await expectExactSteps(ask, [10_000, 30_000, 61_000])
  })

  test('of overlapping windows have an end', async () => {
    const many = gridOf({ first: noon, last: noon + 200 * minute, width: 5 * minute })
    expect((await refused(json({}), events(errors), many)).code).toBe('provider-error')
  })
})

describe('a window that New Relic moves to whole minutes', () => {
  const content: Content = { events: { Metric: [event(noon)] }, snaps: { Metric: minute } }
  const metric = value('SELECT average(duration) FROM Metric')

  test('by a little of its length is told', async () => {
    const grid = gridOf({ first: noon + 20 * minute + 30_000, width: 20 * minute })
    const { measurement } = await measuredOn(content, metric, grid)
    expect(measurement).toMatchObject({
      complete: true,
      notes: ['New Relic looked 30 s further back.']
    })
  })

  test('by much of it is not the one asked about', async () => {
    const grid = gridOf({ first: noon + minute + 30_000 })
    expect((await measuredOn(content, metric, grid)).measurement.complete).toBe(false)
  })
})

describe('NRQL', () => {
  test.each([
    [`${errors} SINCE 1 hour ago`, /SINCE is written by Bakegate/],
    [`${errors} until now`, /UNTIL is written/],
    [`${errors} TIMESERIES`, /TIMESERIES is written/],
    [`${errors} compare  with 1 day ago`, /COMPARE WITH is written/],
    ['SELECT count(*)', /needs SELECT and FROM/]
  ])('%s is refused before anything is asked', (nrql, words) => {
    expect(() => sourceOf(events(nrql))).toThrow(words)
  })

  test.each([
    "SELECT count(*) FROM Log WHERE message = 'down since noon'",
    'SELECT count(*) FROM Log -- since yesterday',
    'SELECT count(*) FROM Log /* until\nnow */',
    "SELECT count(*) FROM Log WHERE message = 'it\\'s since noon'",
    'SELECT average(n) FROM (SELECT count(*) AS n FROM Log SINCE 1 hour ago)'
  ])('%s may say what it likes in quotes, comments and subqueries', nrql => {
    expect(() => sourceOf(value(nrql))).not.toThrow()
  })

  test('that ends with a comment still has its window', () => {
    expect(over('SELECT count(*) FROM Log -- all of it', 1, 2)).toBe(
      'SELECT count(*) FROM Log -- all of it\nSINCE 1 UNTIL 2'
    )
  })

  test.each([
    [errors, "SELECT count(*) FROM Transaction WHERE appName = 'shop'"],
    [
      "FROM Log SELECT count(*) WHERE level = 'E' AND service='a\\'b' AND hostname = 'h'",
      "SELECT count(*) FROM Log WHERE service='a\\'b' AND hostname = 'h'"
    ],
    [
      "SELECT count(*) FROM Log, `My Log` WHERE service = 'a' OR service = 'b'",
      'SELECT count(*) FROM Log, `My Log`'
    ],
    ["SELECT count(*) FROM Log WHERE NOT service = 'a'", 'SELECT count(*) FROM Log'],
    ["SELECT count(*) FROM Log WHERE message = 'x AND service = 1'", 'SELECT count(*) FROM Log'],
    ['SELECT sum(n) FROM (SELECT count(*) AS n FROM Log)', undefined]
  ])('the origin of %s is %s', (nrql, scope) => {
    expect(scopeOf(nrql)).toBe(scope)
  })

  test.each([
    [errors, false],
    [lines.replace('*', 'count(*)'), true],
    ['SELECT count(*) FROM Transaction, Log', true],
    ['SELECT count(*) FROM LogThroughput', false]
  ])('%s reads log lines: %s', (nrql, logs) => {
    expect(sourceOf(events(nrql)).logs).toBe(logs)
  })
})

describe('an error that comes with status 200', () => {
  test.each<[string, unknown, string]>([
    ['TIMEOUT', { errorClass: 'TIMEOUT' }, 'deadline'],
    ['TOO_MANY_REQUESTS', { errorClass: 'TOO_MANY_REQUESTS' }, 'rate-limited'],
    ['ACCESS_DENIED', { errorClass: 'ACCESS_DENIED' }, 'not-authorised'],
    ['SERVER_ERROR', { errorClass: 'SERVER_ERROR' }, 'provider-error'],
    ['no class', undefined, 'provider-error']
  ])('of class %s is known by it', async (_what, extensions, code) => {
    const error = { message: `it went wrong for ${key}`, path: ['actor', 'account'], extensions }
    const failed = await refused(json({ data: null, errors: [error] }), events(errors))
    expect(failed.code).toBe(code)
    expect(failed.message).toContain('it went wrong for ***')
  })

  test('about another account names what to check', async () => {
    const server = await startNewRelic({ events: {} })
    closers.push(() => server.close())
    const endpoint = endpointTo('newrelic', server.url, { options: { ...options, account: 99 } })
    const source = newrelic.connect(endpoint).source(events(errors))
    const { failure } = await providerErrorOf(source.measure(gridOf(), io()))
    expect(failure).toMatchObject({ code: 'not-authorised' })
    expect(failure.message).toContain('api-key, account and region')
  })
})

describe('lines', () => {
  test('are read newest first, and told oldest first', async () => {
    const log = [logLine(noon - 5, 'b'), logLine(noon - 9, 'a'), logLine(noon, 'c')]
    const { batch, seen } = await fetched({ Log: log })
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      variables: { q0: `${lines}\nSINCE ${noon - minute} UNTIL ${noon} LIMIT 1001` }
    })
    expect(batch).toEqual({
      lines: [noon - 9, noon - 5].map(at => ({
        at,
        text: 'NullPointerException',
        stream: { hostname: 'web-1' },
        fields: { service: 'shop', level: 'ERROR', hostname: 'web-1' }
      })),
      complete: true,
      notes: [],
      retries: 0
    })
  })

  test('come page by page, each once, several in one millisecond too', async () => {
    const log = Array.from({ length: 12_000 }, (_, index) =>
      logLine(noon - 1 - Math.floor(index / 7), `id-${index}`)
    )
    const { batch } = await fetched({ Log: log }, undefined, 20_000)
    expect(batch.lines).toHaveLength(12_000)
    expect(batch.complete).toBe(true)
  })

  test('are the newest where there are too many, and not all', async () => {
    const log = Array.from({ length: 50 }, (_, index) => logLine(noon - 1 - index, `id-${index}`))
    const { batch } = await fetched({ Log: log }, undefined, 20)
    expect(batch.lines.map(({ at }) => at)).toEqual(
      Array.from({ length: 20 }, (_, index) => noon - 20 + index)
    )
    expect(batch.complete).toBe(false)
  })

  test('more of one millisecond than fit a page end the reading, and are not all', async () => {
    const log = Array.from({ length: 6_000 }, (_, index) => logLine(noon - 1, `id-${index}`))
    const { batch } = await fetched({ Log: log }, undefined, 20_000)
    expect(batch).toMatchObject({ complete: false })
    expect(batch.lines.length).toBe(5_000)
  })

  test.each(['SELECT * FROM Log LIMIT 5', 'SELECT count(*) FROM Log FACET host'])(
    'are not asked for by %s',
    nrql => {
      const connection = newrelic.connect(endpointOf('https://x.example.com'))
      expect(() => connection.lines?.(queryOf(nrql))).toThrow(/has no place/)
    }
  )
})

test.each([
  [{ region: 'us' }, 'https://api.newrelic.com'],
  [{ region: 'eu' }, 'https://api.eu.newrelic.com'],
  [{}, undefined]
])('%j lives at %s', (region, url) => {
  expect(newrelic.address?.(region)).toBe(url)
})

function event(
  timestamp: number,
  overrides: Readonly<Record<string, string | number | boolean>> = {}
): Event {
  return { appName: 'shop', duration: 2, error: false, ...overrides, timestamp }
}

function logLine(timestamp: number, messageId: string): Event {
  const own = { service: 'shop', level: 'ERROR', hostname: 'web-1' }
  return { message: 'NullPointerException', messageId, ...own, timestamp }
}

function answered(results: readonly unknown[]): Answer {
  const nrql = { results, metadata: { facets: null } }
  return json({ data: { actor: { account: { q0: nrql, q1: nrql } } } })
}

function value(query: string): Question {
  return { kind: 'value', query: queryOf(query) }
}

function events(query: string): Question {
  return { kind: 'events', query: queryOf(query) }
}

function endpointOf(url: string, overrides: Partial<EndpointSettings> = {}): EndpointSettings {
  return endpointTo('newrelic', url, { options, ...overrides })
}

function sourceOf(question: Question) {
  return newrelic.connect(endpointOf('https://x.example.com')).source(question)
}

function io(): ReturnType<typeof ioOf> {
  const http = hastyHttp()
  closers.push(() => http.close())
  return ioOf(http)
}

async function measured(
  all: Content['events'],
  question: Question,
  grid: Grid = gridOf(),
  overrides: Partial<EndpointSettings> = {}
) {
  return measuredOn({ events: all }, question, grid, overrides)
}

async function measuredOn(
  content: Content,
  question: Question,
  grid: Grid,
  overrides: Partial<EndpointSettings> = {}
) {
  const server = await startNewRelic(content)
  closers.push(() => server.close())
  const source = newrelic.connect(endpointOf(server.url, overrides)).source(question)
  return { measurement: await source.measure(grid, io()), seen: server.seen }
}

async function measuredBy(answer: Answer, question: Question) {
  const server = await startStub(answer)
  closers.push(() => server.close())
  const source = newrelic.connect(endpointOf(server.url)).source(question)
  return { measurement: await source.measure(gridOf(), io()) }
}

async function refused(answer: Answer, question: Question, grid = gridOf()) {
  const server = await startStub(answer)
  closers.push(() => server.close())
  const source = newrelic.connect(endpointOf(server.url)).source(question)
  return (await providerErrorOf(source.measure(grid, io()))).failure
}

async function fetched(
  all: Content['events'],
  window: Window = { start: noon - minute, end: noon },
  most = 1_000
) {
  const server = await startNewRelic({ events: all })
  closers.push(() => server.close())
  const source = newrelic
    .connect(endpointOf(server.url, { timeout: 20_000 }))
    .lines?.(queryOf(lines))
  if (source === undefined) throw new Error('no lines')
  return { batch: await source.fetch(window, most, io()), seen: server.seen }
}
