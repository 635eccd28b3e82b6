import { afterEach, describe, expect, test } from '@jest/globals'
import type { EndpointSettings, Measurement } from '../../src/model.js'
import { datadog } from '../../src/providers/datadog.js'
import type { Grid, Numbers, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { type Content, keys, startDatadog } from '../support/fake-datadog.js'
import { providerErrorOf } from '../support/rejection.js'
import { expectExactSteps } from '../support/steps.js'
import { type Answer, json, startStub } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const options = { 'api-key': keys.api, 'application-key': keys.application }
const requests = 'sum:shop.requests{service:shop}.as_count()'
const errors = 'sum:shop.errors{service:shop}.as_count()'
const shop = { service: 'shop' }

describe('one window', () => {
  test('is asked of the scalar API in milliseconds, with both keys', async () => {
    const { measurement, seen } = await told(scalarOf([7]), events(requests))
    expect(seen[0]).toMatchObject({
      method: 'POST',
      headers: { 'dd-api-key': keys.api, 'dd-application-key': keys.application }
    })
    expect(seen[0]?.url.pathname).toBe('/api/v2/query/scalar')
    expect(seen[0]?.headers['content-type']).toBe('application/json')
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      data: {
        type: 'scalar_request',
        attributes: {
          from: noon - minute,
          to: noon,
          queries: [
            { name: 'q0_query', data_source: 'metrics', query: requests, aggregator: 'sum' }
          ],
          formulas: [{ formula: 'q0_query' }]
        }
      }
    })
    expect(measurement).toEqual({
      series: [{ labels: {}, samples: [{ at: noon, value: 7 }] }],
      complete: true,
      notes: [],
      retries: 0
    })
  })

  test.each([
    ['avg:system.load.1{*}', 'avg'],
    ['p95:trace.http.request{*}', 'percentile'],
    [requests, 'sum'],
    ['max:jvm.heap{*} by {host}.rollup(max, 10)', 'max'],
    ['count:dist{*}.rollup(count, 10)', 'sum']
  ])('of %s becomes one number by %s', async (query, aggregator) => {
    const { seen } = await told(scalarOf([1]), value(query))
    expect(queriesOf(seen[0]?.body)).toMatchObject([{ aggregator }])
  })

  test('without data is nothing, and null is nothing', async () => {
    expect((await told(scalarOf([]), value('avg:x{*}'))).measurement.series).toEqual([])
    expect((await told(scalarOf([null]), value('avg:x{*}'))).measurement.series).toEqual([])
  })

  test('keeps every group', async () => {
    const answer = scalarAnswer([
      { name: 'host', type: 'group', values: [['a'], ['b'], ['c']] },
      { name: 'q0_query', type: 'number', values: [1, null, 3] }
    ])
    const { measurement } = await told(answer, value('avg:x{*} by {host}'))
    expect(measurement.series).toEqual([
      { labels: { host: 'a' }, samples: [{ at: noon, value: 1 }] },
      { labels: { host: 'c' }, samples: [{ at: noon, value: 3 }] }
    ])
  })

  test('keeps a thousand groups, too', async () => {
    const names = Array.from({ length: 1_000 }, (_, index) => [`h${index}`])
    const answer = scalarAnswer([
      { name: 'host', type: 'group', values: names },
      { name: 'q0_query', type: 'number', values: names.map((_, index) => index) }
    ])
    const { measurement } = await told(answer, value('avg:x{*} by {host}'))
    expect(measurement).toMatchObject({ complete: true })
    expect(measurement.series).toHaveLength(1_000)
  })

  test('that Datadog remarks upon is incomplete', async () => {
    const body = { ...(scalarBody([column([7])]) as object), errors: 'a shard did not answer' }
    const { measurement } = await told(json(body), value('avg:x{*}'))
    expect(measurement).toMatchObject({ complete: false, notes: ['a shard did not answer'] })
  })

  test('without an answer is a failure in its own words', async () => {
    const failed = await refused(json({ errors: 'everything is on fire' }), value('avg:x{*}'))
    expect(failed).toMatchObject({ code: 'provider-error' })
    expect(failed.message).toContain('everything is on fire')
  })
})

describe('a unit that Datadog tells', () => {
  const millisecond = { family: 'time', scale_factor: 0.001, name: 'millisecond' }
  const percent = { family: 'percentage', scale_factor: 1, name: 'percent' }
  const seconds = { unit: 'seconds', scale: 1 } as const
  const milliseconds = { unit: 'seconds', scale: 0.001 } as const
  const answerIn = (unit: unknown): Answer => scalarAnswer([columnIn([500], unit)])
  const columnIn = (values: readonly unknown[], unit: unknown) => ({
    ...(column(values) as object),
    meta: { unit }
  })
  const valueIn = (numbers: Numbers | undefined, query = 'avg:shop.latency{*} by {host}') => ({
    ...value(query),
    ...(numbers === undefined ? {} : { numbers })
  })

  test('and that is another one than the check says is refused, with both and a remedy', async () => {
    const failed = await refused(answerIn([millisecond, null]), valueIn(seconds))
    expect(failed.code).toBe('invalid-query')
    expect(failed.message).toContain('in millisecond (0.001 s)')
    expect(failed.message).toContain('says 1 s. Write the unit that is right')
  })

  test('of a step, too', async () => {
    const many = gridOf({ first: noon - 20 * minute, last: noon, step: minute, width: minute })
    const attributes = {
      series: [{ group_tags: [], query_index: 0, unit: [millisecond, null] }],
      times: [noon - minute],
      values: [[500]]
    }
    const answer = json({ data: { type: 'timeseries_response', attributes } })
    expect((await refused(answer, valueIn(seconds), many)).code).toBe('invalid-query')
  })

  test('fails no other question of the same request', async () => {
    const columns = [columnIn([500], [millisecond, null]), column([7])]
    const server = await startStub(scalarAnswer(columns))
    closers.push(() => server.close())
    const connection = datadog.connect(endpointOf(server.url))
    const look = io()
    const told = await Promise.allSettled(
      [valueIn(seconds, 'avg:y{*}'), value('avg:x{*}')].map(one =>
        connection.source(one).measure(gridOf(), look)
      )
    )
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  })

  test.each<[what: string, unit: unknown, question: Question]>([
    ['is the same', [millisecond, null], valueIn(milliseconds)],
    ['nothing in the check speaks of', [millisecond, null], valueIn(undefined)],
    ['is none', [null, null], valueIn(seconds)],
    ['is missing', undefined, valueIn(seconds)],
    ['is by another', [millisecond, { ...millisecond, name: 'second' }], valueIn(seconds)],
    ['is of no family that both know', [percent, null], valueIn(seconds)],
    ['is of what is computed', [millisecond, null], valueIn(seconds, 'avg:shop.ms{*} / 1000')],
    ['is of a formula', [millisecond, null], valueIn(seconds, 'a = avg:shop.ms{*}\na / 1000')]
  ])('and %s is taken', async (_what, unit, question) => {
    const { measurement } = await told(answerIn(unit), question)
    expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 500 }])
  })
})

describe('a formula', () => {
  const ratio = `e = ${errors}\nh = ${requests}\n100 * e / h`

  test('over named queries is computed by Datadog', async () => {
    const points = [1, 2, 3, 4].map(index => point('shop.requests', noon - index * 1000, 5))
    const failed = point('shop.errors', noon - 3000, 1)
    const { measurement } = await asked({ points: [...points, failed] }, value(ratio))
    expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 5 }])
  })

  test.each([
    ['a = avg:x{*}\nb = avg:y{*}\na', /does not use b/],
    ['a = avg:x{*}\na = avg:y{*}\na', /same name/],
    ['avg:x{*}\navg:y{*}', /queries with names/],
    ['avg(last_5m):avg:x{*} > 0.5', /query of a monitor/],
    ['100 * sum:e{*}.as_count() / sum:t{*}.as_count()', /errors = sum:/],
    ['system.load.1', /names its scope in braces/]
  ])('%j is refused before anything is asked', (query, words) => {
    expect(() => sourceOf(value(query))).toThrow(words)
  })

  test.each([
    '100 * sum:e{*}.as_count()',
    'sum:e{a:b/c} by {host}.as_count()',
    'sum:e{*}.as_count() + sum:f{*}.as_count()',
    'avg:used{*} / avg:total{*}'
  ])('%j is taken as it stands', query => {
    expect(() => sourceOf(value(query))).not.toThrow()
  })

  test('of a rate is no count', () => {
    expect(() => sourceOf(events('sum:shop.requests{*}'))).toThrow(/without \.as_count\(\)/)
  })
})

describe('the questions of one moment', () => {
  test('travel in one request', async () => {
    const points = [point('shop.requests', noon - 1, 9), point('shop.errors', noon - 1, 2)]
    const look = io()
    const { endpoint, server } = await fake({ points })
    const connection = datadog.connect(endpoint)
    const measured = await Promise.all(
      [requests, errors, requests].map(query =>
        connection.source(events(query)).measure(gridOf(), look)
      )
    )
    expect(measured.map(({ series }) => series[0]?.samples[0]?.value)).toEqual([9, 2, 9])
    expect(server.seen).toHaveLength(1)
  })

  test('twenty checks of one look are one request', async () => {
    const look = io()
    const { endpoint, server } = await fake({ points: [point('shop.requests', noon - 1, 9)] })
    const connection = datadog.connect(endpoint)
    const sources = Array.from({ length: 20 }, () => connection.source(events(requests)))
    await Promise.all(sources.map(source => source.measure(gridOf(), look)))
    expect(server.seen).toHaveLength(1)
  })

  test('with groups of their own do not share a table', async () => {
    const look = io()
    const { endpoint, server } = await fake({
      points: [{ ...point('shop.requests', noon - 1, 9), tags: { ...shop, host: 'a' } }]
    })
    const connection = datadog.connect(endpoint)
    const grouped = 'sum:shop.requests{*} by {host}.as_count()'
    const [one, other] = await Promise.all(
      [requests, grouped].map(query => connection.source(events(query)).measure(gridOf(), look))
    )
    expect(server.seen).toHaveLength(2)
    expect([one?.series[0]?.labels, other?.series[0]?.labels]).toEqual([{}, { host: 'a' }])
  })

  test('do not fail with a bad one among them', async () => {
    const look = io()
    const { endpoint } = await fake({ points: [point('shop.requests', noon - 1, 9)] })
    const connection = datadog.connect(endpoint)
    const [good, bad] = await Promise.allSettled(
      [requests, 'sum:!!{*}.as_count()'].map(query =>
        connection.source(events(query)).measure(gridOf(), look)
      )
    )
    expect(good).toMatchObject({ status: 'fulfilled' })
    expect(bad).toMatchObject({
      status: 'rejected',
      reason: {
        failure: { code: 'invalid-query', message: expect.stringContaining("Rule 'query'") }
      }
    })
  })
})

describe('many steps', () => {
  const grid = gridOf({ first: noon + 7, last: noon + 7 + 40 * minute })

  test('are one request on the multiples of the step, stamped with their ends', async () => {
    const points = [point('shop.requests', noon + minute, 3), point('shop.requests', noon + 7, 4)]
    const { measurement, seen } = await asked({ points }, events(requests), grid)
    expect(seen).toHaveLength(1)
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      data: {
        type: 'timeseries_request',
        attributes: { from: noon, to: noon + 40 * minute, interval: minute }
      }
    })
    expect(measurement.series[0]?.samples).toEqual([
      { at: noon + minute, value: 4 },
      { at: noon + 2 * minute, value: 3 }
    ])
  })

  test('that come with another length are not trusted', async () => {
    const times = Array.from({ length: 20 }, (_, index) => noon + 2 * index * minute)
    const attributes = {
      series: [{ group_tags: [], query_index: 0, unit: null }],
      times,
      values: [times.map(() => 5)]
    }
    const answer = json({ data: { type: 'timeseries_response', attributes } })
    const { measurement } = await told(answer, events(requests), grid)
    expect(measurement).toMatchObject({ complete: false })
    expect(measurement.notes.join()).toContain('another length')
  })

  test('of overlapping windows have an end', async () => {
    const many = gridOf({ first: noon, last: noon + 200 * minute, width: 5 * minute })
    const { code } = await refused(json({}), events(requests), many)
    expect(code).toBe('provider-error')
  })
})

test('every event is counted in one step and no other, whatever the window', async () => {
  const ask = async (at: readonly number[], grid: Grid) => {
    const points = at.map(one => point('shop.requests', one, 1))
    return (await asked({ points }, events(requests), grid)).measurement
  }
  await expectExactSteps(ask, [10_000, 30_000, 45_000, 60_000])
})

describe('monitors', () => {
  const firing: Question = { kind: 'firing', labels: { service: 'shop', team: 'web' } }
  const tags = ['service:shop', 'team:web', 'env:prod']
  const alerting = {
    name: 'Errors',
    tags,
    overall_state: 'Alert',
    overall_state_modified: '2026-11-23T11:59:30+00:00'
  }

  test('are asked for by all their tags', async () => {
    const { seen } = await asked({ monitors: [] }, firing)
    expect(Object.fromEntries(seen[0]?.url.searchParams ?? [])).toEqual({
      monitor_tags: 'service:shop,team:web',
      group_states: 'alert',
      page: '0',
      page_size: '1000'
    })
  })

  test('that alert are counted, each group of theirs for itself, but for the muted', async () => {
    const triggered = { status: 'Alert', last_triggered_ts: noon / 1000 - 3600 }
    const monitors = [
      alerting,
      { ...alerting, name: 'Fine', overall_state: 'OK' },
      { ...alerting, name: 'Muted', options: { silenced: { '*': null } } },
      { ...alerting, name: 'Other', tags: ['service:cart'] },
      {
        ...alerting,
        name: 'Latency',
        options: { silenced: { 'host:c': null } },
        state: { groups: { 'host:a': triggered, 'host:b': { status: 'OK' }, 'host:c': triggered } }
      }
    ]
    const { measurement } = await asked({ monitors }, firing)
    expect(measurement).toMatchObject({ complete: true, before: 1 })
    expect(measurement.series).toEqual([{ labels: {}, samples: [{ at: noon, value: 2 }] }])
    expect(measurement.notes).toEqual([
      'Errors fires since 2026-11-23T11:59:30.000Z.',
      'Latency (host:a) fires since 2026-11-23T11:00:00.000Z.'
    ])
  })

  test.each([
    { what: 'that do not exist', monitors: [] },
    { what: 'of others alone', monitors: [{ ...alerting, tags: ['service:cart'] }] }
  ])('$what are no answer, told apart from those that are quiet', async ({ monitors }) => {
    const { measurement } = await asked({ monitors }, firing)
    expect(measurement).toMatchObject({
      complete: true,
      series: [],
      scanned: 0,
      notes: ['No monitor is tagged service:shop, team:web.']
    })
  })

  test('that are quiet, or muted, are none that fires', async () => {
    const muted = { ...alerting, options: { silenced: { '*': null } } }
    const { measurement } = await asked({ monitors: [muted] }, firing)
    expect(measurement).toMatchObject({ scanned: 1, notes: [] })
    expect(measurement.series).toEqual([{ labels: {}, samples: [{ at: noon, value: 0 }] }])
  })

  test.each([{ 'a b': 'c' }, { service: 'a,env:prod' }, { service: '' }])(
    'are not asked for by %j',
    labels => {
      expect(() => sourceOf({ kind: 'firing', labels })).toThrow(/is not a tag/)
    }
  )
})

describe('a refusal', () => {
  test.each<[string, Answer, string, RegExp]>([
    [
      'of a key',
      json({ errors: ['Forbidden'] }, 403),
      'not-authorised',
      /api-key, application-key and site/
    ],
    [
      'of a query',
      json({ errors: ['Rule did not match'] }, 400),
      'invalid-query',
      /Rule did not match/
    ],
    ['of a path', json({ errors: ['Not found'] }, 404), 'provider-error', /Not found/]
  ])('%s is told in its words', async (_what, answer, code, words) => {
    const failed = await refused(answer, value('avg:x{*}'))
    expect(failed.code).toBe(code)
    expect(failed.message).toMatch(words)
  })

  test('for too many requests is waited out as long as Datadog says', async () => {
    let turn = 0
    const slow: Answer = (seen, response) => {
      turn += 1
      if (turn > 1) return scalarOf([7])(seen, response)
      response.writeHead(429, { 'X-RateLimit-Reset': '1', 'Content-Type': 'application/json' })
      response.end('{"errors":["Rate limit of 10 requests in 10 seconds reached"]}')
    }
    const started = performance.now()
    const { measurement } = await told(slow, value('avg:x{*}'))
    expect(measurement.retries).toBe(1)
    expect(performance.now() - started).toBeGreaterThan(950)
  })

  test('of seconds where milliseconds belong is what the fake does too', async () => {
    const { endpoint } = await fake({})
    const early = gridOf({ first: 1_700_000_000, last: 1_700_000_000 })
    const source = datadog.connect(endpoint).source(value('avg:x{*}'))
    const { failure } = await providerErrorOf(source.measure(early, io()))
    expect(failure.message).toContain('outside the retention date')
  })
})

test.each([
  [{ site: 'datadoghq.eu' }, 'https://api.datadoghq.eu'],
  [{ site: 'us3.datadoghq.com' }, 'https://api.us3.datadoghq.com'],
  [{}, undefined]
])('%j lives at %s', (site, url) => {
  expect(datadog.address?.(site)).toBe(url)
})

test.each([{ site: 'evil.example.com' }, { 'api-key': '' }, { 'application-key': undefined }])(
  'options with %j are refused',
  wrong => {
    expect(datadog.options.safeParse({ ...options, ...wrong }).success).toBe(false)
  }
)

function point(metric: string, at: number, amount: number) {
  return { metric, at, value: amount, tags: shop }
}

function column(values: readonly unknown[]): unknown {
  return { name: 'q0_query', type: 'number', values, meta: { unit: null } }
}

function scalarBody(columns: readonly unknown[]): unknown {
  return { data: { id: '0', type: 'scalar_response', attributes: { columns } } }
}

function scalarAnswer(columns: readonly unknown[]): Answer {
  return json(scalarBody(columns))
}

function scalarOf(values: readonly unknown[]): Answer {
  return scalarAnswer([column(values)])
}

function queriesOf(body = ''): unknown {
  const { data } = JSON.parse(body) as { data: { attributes: { queries: unknown } } }
  return data.attributes.queries
}

function value(query: string): Question {
  return { kind: 'value', query: queryOf(query) }
}

function events(query: string): Question {
  return { kind: 'events', query: queryOf(query) }
}

function endpointOf(url: string): EndpointSettings {
  return endpointTo('datadog', url, { options })
}

function sourceOf(question: Question) {
  return datadog.connect(endpointOf('https://x.example.com')).source(question)
}

function io(): ReturnType<typeof ioOf> {
  const http = hastyHttp()
  closers.push(() => http.close())
  return ioOf(http)
}

async function fake(content: Content) {
  const server = await startDatadog(content)
  closers.push(() => server.close())
  return { endpoint: endpointOf(server.url), server }
}

interface Asked {
  readonly measurement: Measurement
  readonly seen: Awaited<ReturnType<typeof startStub>>['seen']
}

async function asked(content: Content, question: Question, grid: Grid = gridOf()): Promise<Asked> {
  const { endpoint, server } = await fake(content)
  const measurement = await datadog.connect(endpoint).source(question).measure(grid, io())
  return { measurement, seen: server.seen }
}

async function told(answer: Answer, question: Question, grid = gridOf()): Promise<Asked> {
  const server = await startStub(answer)
  closers.push(() => server.close())
  const source = datadog.connect(endpointOf(server.url)).source(question)
  return { measurement: await source.measure(grid, io()), seen: server.seen }
}

async function refused(answer: Answer, question: Question, grid = gridOf()) {
  return (await providerErrorOf(told(answer, question, grid))).failure
}
