import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { EndpointSettings } from '../../src/model.js'
import { honeycomb } from '../../src/providers/honeycomb.js'
import { spansOf } from '../../src/providers/honeycomb-time.js'
import type { Grid, Io, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import {
  type Content,
  dataset,
  type Event,
  key,
  startHoneycomb
} from '../support/fake-honeycomb.js'
import { providerErrorOf } from '../support/rejection.js'
import { expectExactSteps } from '../support/steps.js'
import { json, startStub, type StubServer } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const hour = 60 * minute
const errors = '{"filters": [{"column": "error", "op": "=", "value": true}]}'
const latency = '{"calculations": [{"op": "AVG", "column": "duration_ms"}]}'

describe('a count', () => {
  test('is created, run and polled, over its window', async () => {
    const { measurement, server } = await measured(
      { events: [failed(noon - 1)], polls: 2 },
      events(errors)
    )
    expect(server.seen.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
      'POST /1/queries/shop',
      'POST /1/query_results/shop',
      'GET /1/query_results/shop/r0',
      'GET /1/query_results/shop/r0',
      'GET /1/query_results/shop/r0'
    ])
    expect(server.seen[0]?.headers['x-honeycomb-team']).toBe(key)
    expect(bodies(server)).toEqual([
      {
        filters: [{ column: 'error', op: '=', value: true }],
        calculations: [{ op: 'COUNT' }],
        breakdowns: [],
        limit: 1_000,
        start_time: (noon - minute) / 1000,
        end_time: noon / 1000
      },
      { query_id: 'q0', disable_series: true, limit: 1_000 }
    ])
    expect(measurement).toEqual({
      series: [{ labels: {}, samples: [{ at: noon, value: 1 }] }],
      complete: true,
      notes: [],
      retries: 0
    })
  })

  test('includes the start of the window and not its end; none is 0', async () => {
    const at = [noon - minute - 1, noon - minute, noon - 1, noon]
    const { measurement } = await measured({ events: at.map(failed) }, events(errors))
    expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 2 }])
    expect((await measured({}, events(errors))).measurement.series[0]?.samples[0]?.value).toBe(0)
  })

  test('of a grid that is off the minute is that of the whole minutes', async () => {
    const grid = gridOf({ first: noon + 7_123 })
    const { measurement } = await measured(
      { events: [failed(noon - minute), failed(noon)] },
      events(errors),
      grid
    )
    expect(measurement.series[0]?.samples).toEqual([{ at: noon + 7_123, value: 1 }])
  })

  test('over more than six hours is the sum of windows whose bounds Honeycomb keeps', async () => {
    const [first, last] = [noon - 13 * hour + minute, noon + minute]
    const at = [first - 1, first, first + 6 * hour - 1, first + 6 * hour, last - 1, last]
    const grid = gridOf({ first: last, width: 13 * hour })
    const { measurement, server } = await measured({ events: at.map(failed) }, events(errors), grid)
    expect(server.seen.filter(({ url }) => url.pathname === '/1/queries/shop')).toHaveLength(3)
    expect(measurement.series[0]?.samples).toEqual([{ at: last, value: 4 }])
  })

  test('of many steps is one query, stamped with their ends', async () => {
    const grid = gridOf({ first: noon + minute, last: noon + 40 * minute })
    const { measurement, server } = await measured(
      { events: [failed(noon + minute)] },
      events(errors),
      grid
    )
    expect(server.seen).toHaveLength(3)
    expect(bodies(server)).toMatchObject([
      { start_time: noon / 1000, end_time: (noon + 40 * minute) / 1000, granularity: 60 },
      { disable_series: false }
    ])
    const samples = measurement.series[0]?.samples ?? []
    expect(samples).toHaveLength(40)
    expect(samples.filter(({ value }) => value > 0)).toEqual([{ at: noon + 2 * minute, value: 1 }])
  })

  test('is in one step and no other, whatever the window', async () => {
    // A bake's windows lie on whole minutes, as Honeycomb's do.
    const ask = async (at: readonly number[], grid: Grid) => {
      const first = Math.ceil(grid.first / minute) * minute
      const steps = (grid.last - grid.first) / grid.step
      const last = first + (steps - 1) * grid.step
      if (steps < 1) return { series: [], complete: true, notes: [], retries: 0 }
      const content = { events: at.map(failed), allowed: Infinity }
      return (await measured(content, events(errors), { ...grid, first, last })).measurement
    }
    await expectExactSteps(ask, [minute, 2 * minute])
  })

  test('by groups is a series each', async () => {
    const query = '{"breakdowns": ["route", "code"]}'
    const at = [
      { at: noon - 2, route: '/a', code: 500 },
      { at: noon - 1, route: '/b', code: 200 },
      { at: noon - 1, code: 200 }
    ]
    const { measurement } = await measured({ events: at }, events(query))
    expect(measurement.series.map(({ labels }) => labels)).toEqual([
      { route: '/a', code: '500' },
      { route: '/b', code: '200' },
      { route: '', code: '200' }
    ])
  })
})

describe('a value', () => {
  test('is what Honeycomb calculates; of nothing there is none', async () => {
    const content = { events: [20, 40].map(duration_ms => ({ at: noon - 1, duration_ms })) }
    const { measurement } = await measured(content, value(latency))
    expect(measurement.series).toEqual([{ labels: {}, samples: [{ at: noon, value: 30 }] }])
    expect((await measured({}, value(latency))).measurement.series).toEqual([])
  })

  test('of several calculations is a series each', async () => {
    const query = '{"calculations": [{"op": "COUNT"}, {"op": "MAX", "column": "duration_ms"}]}'
    const { measurement } = await measured(
      { events: [{ at: noon - 1, duration_ms: 5 }] },
      value(query)
    )
    expect(measurement.series.map(({ labels }) => labels)).toEqual([
      { value: 'COUNT' },
      { value: 'MAX(duration_ms)' }
    ])
  })

  test('over more than six hours is refused, since its bounds would move', async () => {
    const { failure } = await refused({}, value(latency), gridOf({ width: 7 * hour }))
    expect(failure.message).toContain('Shorten the window')
  })
})

test('a long past is asked in few queries, whose bounds Honeycomb keeps, and answered for its own steps', async () => {
  const grid = gridOf({ first: noon - 26 * hour + 3 * minute, last: noon + 2 * minute })
  const at = [
    grid.first - minute - 1,
    grid.first - minute,
    noon + 2 * minute - 1,
    noon + 2 * minute
  ]
  const { measurement, server } = await measured({ events: at.map(failed) }, events(errors), grid)
  expect(server.seen.filter(({ method }) => method === 'POST').length).toBeLessThanOrEqual(8)
  const samples = measurement.series[0]?.samples ?? []
  expect(samples).toHaveLength(26 * 60)
  expect(samples.filter(({ value }) => value > 0).map(({ at: end }) => end)).toEqual([
    grid.first,
    grid.last
  ])
})

test('whatever is asked, every span is whole in the units that it is cut to, and together they cover the run', () => {
  const unitOf = (length: number): number =>
    length <= 6 * hour ? minute : length <= 48 * hour ? 5 * minute : 30 * minute
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 1, max: 800 }),
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: 0, max: 120 }),
      (minutes, count, start, late) => {
        const step = minutes * minute
        const steps = Math.min(count, Math.floor((150 * hour) / step))
        const first = Math.ceil((noon + start * minute) / step) * step
        const last = first + (steps - 1) * step
        const now = last + late * minute
        const spans = spansOf({ first, last, step, width: step }, now)
        let reached = first - step
        for (const { start: from, end: until } of spans) {
          const unit = unitOf(until - from)
          expect([from % unit, until % unit]).toEqual([0, 0])
          expect((until - from) / step).toBeLessThanOrEqual(1_000)
          expect(from).toBeLessThanOrEqual(reached)
          expect(until).toBeLessThanOrEqual(now)
          reached = until
        }
        expect(reached).toBeGreaterThanOrEqual(last)
      }
    ),
    { numRuns: 500 }
  )
})

test('a limit of ten queries a minute is waited out, as long as the endpoint has time', async () => {
  const content = { events: [failed(noon - 1)], allowed: 0, reset: 1 }
  const error = await refused(content, events(errors))
  expect(error.failure).toMatchObject({ code: 'rate-limited', retries: 2 })
})

test('a result that is never complete ends at the deadline', async () => {
  const { failure } = await refused({ polls: Infinity }, events(errors))
  expect(failure.code).toBe('deadline')
  expect(failure.message).toContain('did not finish the query within 3 s')
})

test('steps of another length are not trusted', async () => {
  const series = [{ time: '2026-11-23T12:00:30Z', data: { COUNT: 5 } }]
  const server = await started(
    startStub(json({ id: 'x', complete: true, data: { series, results: [] } }))
  )
  const grid = gridOf({ first: noon + minute, last: noon + 5 * minute })
  const measurement = await sourceOf(server, events(errors)).measure(grid, waiting())
  expect(measurement).toMatchObject({ complete: false, series: [] })
  expect(measurement.notes.join()).toContain('another length')
})

describe('two rows of one group', () => {
  const query = '{"calculations": [{"op": "MAX", "column": "d"}], "breakdowns": ["route"]}'
  const rowsOf = (route: unknown) => [
    { route: '/a', 'MAX(d)': 200 },
    { route, 'MAX(d)': 3 }
  ]
  const ask = async (route: unknown, grid: Grid) => {
    const results = rowsOf(route).map(data => ({ data }))
    const times = ['2026-11-23T12:00:00Z', '2026-11-23T12:01:00Z']
    const series = times.flatMap(time => rowsOf(route).map(data => ({ time, data })))
    const answer = { id: 'x', complete: true, data: { results, series } }
    const server = await started(startStub(json(answer)))
    return sourceOf(server, value(query)).measure(grid, waiting())
  }
  const twice = ['The backend gave two values for one instant of one series.']
  const steps = gridOf({ first: noon + minute, last: noon + 2 * minute })

  test('are incomplete, over a window and over steps', async () => {
    expect(await ask('/a', gridOf())).toMatchObject({ complete: false, notes: twice })
    expect(await ask('/a', steps)).toMatchObject({ complete: false, notes: twice })
    expect(await ask('/b', gridOf())).toMatchObject({ complete: true, notes: [] })
    expect(await ask('/b', steps)).toMatchObject({ complete: true, notes: [] })
  })
})

test('an empty text is another group than no value', async () => {
  const results = [{ data: { route: '', COUNT: 1 } }, { data: { route: null, COUNT: 2 } }]
  const server = await started(startStub(json({ id: 'x', complete: true, data: { results } })))
  const source = sourceOf(server, events('{"breakdowns": ["route"]}'))
  expect(await source.measure(gridOf(), waiting())).toMatchObject({
    complete: true,
    series: [
      { labels: { route: '""' }, samples: [{ at: noon, value: 1 }] },
      { labels: { route: '' }, samples: [{ at: noon, value: 2 }] }
    ]
  })
})

test('more groups than fit are not all', async () => {
  const results = Array.from({ length: 1_000 }, (_, at) => ({
    data: { COUNT: 1, route: `/${at}` }
  }))
  const server = await started(startStub(json({ id: 'x', complete: true, data: { results } })))
  const source = sourceOf(server, events('{"breakdowns": ["route"]}'))
  expect((await source.measure(gridOf(), waiting())).complete).toBe(false)
})

test.each([
  [
    422,
    { type_detail: [{ field: 'filters[0].op', description: 'unknown' }], error: 'invalid' },
    'invalid-query',
    'filters[0].op: unknown'
  ],
  [400, { error: 'unknown column nope' }, 'invalid-query', 'unknown column nope'],
  [401, { error: 'unknown API key' }, 'not-authorised', 'Run Queries'],
  [404, { error: 'Dataset not found' }, 'provider-error', 'Dataset not found']
])('%d %j is %s', async (status, body, code, words) => {
  const server = await started(startStub(json(body, status)))
  const error = await providerErrorOf(sourceOf(server, events(errors)).measure(gridOf(), waiting()))
  expect(error.failure.code).toBe(code)
  expect(error.message).toContain(words)
})

test.each([
  [events('level = error'), /is no JSON/],
  [events('[1]'), /no JSON object/],
  [events('{"time_range": 600}'), /"time_range" is given by Bakegate/],
  [events('{"orders": []}'), /"orders" has no place/],
  [events('{"calculations": [{"op": "P99", "column": "x"}]}'), /COUNT or SUM/],
  [value('{"filters": []}'), /needs a calculation/],
  [value('{"calculations": [{"op": "HEATMAP", "column": "x"}]}'), /HEATMAP is no number/],
  [value('{"breakdowns": "a", "calculations": [{"op": "COUNT"}]}'), /is a list of names/],
  [events('{"filters": [{"column": "a", "op": "=", "value": "{{window}}"}]}'), /no window in it/]
])('%j is refused before the bake', (question, words) => {
  const endpoint = endpointOf('https://x.example.com')
  expect(() => honeycomb.connect(endpoint).source(question)).toThrow(words)
})

test('the query is described as it is asked, without what is ours', () => {
  const source = honeycomb.connect(endpointOf('https://x.example.com')).source(events(errors))
  expect(JSON.parse(source.describe(minute))).toEqual({
    filters: [{ column: 'error', op: '=', value: true }],
    calculations: [{ op: 'COUNT' }]
  })
})

test.each([
  [{ region: 'us' }, 'https://api.honeycomb.io'],
  [{ region: 'eu' }, 'https://api.eu1.honeycomb.io'],
  [{}, undefined]
])('%j lives at %s', (options, url) => {
  expect(honeycomb.address?.(options)).toBe(url)
})

test('a dataset is no path of its own', () => {
  const options = { 'api-key': key, dataset: '../boards' }
  expect(honeycomb.options.safeParse(options).success).toBe(false)
})

function failed(at: number): Event {
  return { at, error: true }
}

function events(text: string): Question {
  return { kind: 'events', query: queryOf(text) }
}

function value(text: string): Question {
  return { kind: 'value', query: queryOf(text) }
}

function endpointOf(url: string): EndpointSettings {
  return endpointTo('honeycomb', url, { options: { dataset, 'api-key': key } })
}

function sourceOf(server: StubServer, question: Question) {
  return honeycomb.connect(endpointOf(server.url)).source(question)
}

async function started(server: Promise<StubServer>): Promise<StubServer> {
  const one = await server
  closers.push(() => one.close())
  return one
}

/** Time passes by sleeping, and by nothing else. */
function waiting(): Io {
  const http = hastyHttp()
  closers.push(() => http.close())
  let now = noon + hour
  const sleep = (ms: number): Promise<void> => {
    now += ms
    return Promise.resolve()
  }
  return { ...ioOf(http), clock: { now: () => now, sleep } }
}

function bodies(server: StubServer): readonly unknown[] {
  return server.seen.flatMap(({ body }) => (body === '' ? [] : [JSON.parse(body) as unknown]))
}

async function measured(content: Content, question: Question, grid = gridOf()) {
  const server = await started(startHoneycomb(content))
  return { measurement: await sourceOf(server, question).measure(grid, waiting()), server }
}

async function refused(content: Content, question: Question, grid = gridOf()) {
  const server = await started(startHoneycomb(content))
  return providerErrorOf(sourceOf(server, question).measure(grid, waiting()))
}
