import { afterEach, describe, expect, test } from '@jest/globals'
import type { EndpointSettings, Measurement } from '../../src/model.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { victorialogs } from '../../src/providers/victorialogs.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer, text } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const seconds = noon / 1000

describe('a filter', () => {
  test('is counted over exactly the window', async () => {
    const { server, measurement } = await measured(counted('7'), {
      question: events('{app="shop"} error or warn'),
      options: { 'account-id': 12, 'project-id': 0 }
    })
    const [seen] = server.seen
    expect(seen).toMatchObject({ method: 'POST' })
    expect(seen?.url.pathname).toBe('/select/logsql/stats_query')
    expect(seen?.headers).toMatchObject({ accountid: '12', projectid: '0' })
    expect(Object.fromEntries(new URLSearchParams(seen?.body))).toEqual({
      query: '{app="shop"} error or warn | stats count() as value',
      time: `${noon}000000`,
      start: `${noon - minute}000000`,
      end: `${noon}000000`,
      extra_filters: '_time:[2026-11-23T11:59:00.000Z, 2026-11-23T12:00:00.000Z)'
    })
    expect(measurement.series).toEqual([{ labels: {}, samples: [{ at: noon, value: 7 }] }])
    expect(measurement).not.toHaveProperty('scanned')
  })

  test('that holds the window is sent as it stands', () => {
    const question = events('error | stats by (level) count() / {{window}} as rate')
    expect(connect('https://x.example.com').source(question).describe(minute)).toBe(
      'error | stats by (level) count() / 60s as rate'
    )
  })

  test('that matches nothing counts 0, as VictoriaLogs says', async () => {
    const { measurement } = await measured(counted('0'))
    expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 0 }])
  })
})

test('the name of the only number is not a label; of several it is', async () => {
  const rows = (...names: readonly string[]): Answer =>
    json(
      success(
        'vector',
        names.map(name => ({ metric: { __name__: name, pod: 'a' }, value: [seconds, '1'] }))
      )
    )
  const one = await measured(rows('errors'))
  expect(one.measurement.series.map(({ labels }) => labels)).toEqual([{ pod: 'a' }])
  const two = await measured(rows('errors', 'all'))
  expect(two.measurement.series.map(({ labels }) => labels)).toEqual([
    { __name__: 'errors', pod: 'a' },
    { __name__: 'all', pod: 'a' }
  ])
})

describe('several windows', () => {
  test('up to twelve are asked one by one of a query with a pipe', async () => {
    const grid = gridOf({ last: noon + 11 * minute, width: 5 * minute })
    const question = events('error | filter level:error')
    const { server } = await measured(counted('1'), { grid, question })
    expect(server.seen).toHaveLength(12)
    expect(server.seen.every(({ url }) => url.pathname.endsWith('/stats_query'))).toBe(true)
  })

  test('side by side beyond that are one request, stamped with their ends, gaps counted 0', async () => {
    const grid = gridOf({ first: noon + minute, last: noon + 20 * minute })
    const { server, measurement } = await measured(everyOtherStep, { grid })
    expect(server.seen).toHaveLength(1)
    const form = new URLSearchParams(server.seen[0]?.body)
    expect(server.seen[0]?.url.pathname).toBe('/select/logsql/stats_query_range')
    expect([form.get('start'), form.get('end'), form.get('step')]).toEqual([
      `${noon}000000`,
      `${noon + 20 * minute}000000`,
      '60000ms'
    ])
    const samples = measurement.series[0]?.samples ?? []
    expect(samples.map(({ at }) => at)).toEqual(
      Array.from({ length: 20 }, (_, index) => noon + (index + 1) * minute)
    )
    expect(samples.slice(0, 3).map(({ value }) => value)).toEqual([5, 0, 5])
  })

  test('with two counts for one step are not complete', async () => {
    const grid = gridOf({ first: noon + minute, last: noon + 20 * minute })
    const twice = [
      [noon / 1000, '5'],
      [noon / 1000, '200']
    ]
    const answer = success('matrix', [{ metric: { __name__: 'value' }, values: twice }])
    const { measurement } = await measured(json(answer), { grid })
    expect(measurement.complete).toBe(false)
  })

  test('off the multiples of the step lose the steps that an edge cuts', async () => {
    const grid = gridOf({ first: noon + minute + 7, last: noon + 20 * minute + 7 })
    const { measurement } = await measured(everyOtherStep, { grid })
    const stamps = measurement.series[0]?.samples.map(({ at }) => at) ?? []
    expect(stamps[0]).toBe(noon + 2 * minute)
    expect(stamps.at(-1)).toBe(noon + 20 * minute)
  })

  test('that overlap have an end', async () => {
    const grid = gridOf({ last: noon + 200 * minute, width: 5 * minute })
    const server = await stub(counted('1'))
    const { failure } = await providerErrorOf(
      connect(server.url).source(events('error')).measure(grid, io())
    )
    expect(failure.message).toContain('overlapping windows')
    expect(server.seen).toHaveLength(0)
  })
})

test.each([
  [422, JSON.stringify({ status: 'error', errorType: '422', error: 'cannot parse query [x |]' })],
  [400, 'cannot parse query [x |]']
])('%d is an invalid query, in its own words', async (status, body) => {
  const server = await stub(text(body, status))
  const { failure } = await providerErrorOf(
    connect(server.url).source(events('x |')).measure(gridOf(), io())
  )
  expect(failure.code).toBe('invalid-query')
  expect(failure.message).toContain('cannot parse query [x |]')
})

function success(resultType: string, result: unknown): unknown {
  return { status: 'success', data: { resultType, result } }
}

/** Stamps every count with the time asked about. */
function counted(value: string): Answer {
  return (seen, response) => {
    const at = Number(new URLSearchParams(seen.body).get('time')) / 1e9
    const row = { metric: { __name__: 'value' }, value: [at, value] }
    return json(success('vector', [row]))(seen, response)
  }
}

/** Steps on multiples of a minute, stamped with their start, those without a line left out. */
const everyOtherStep: Answer = (seen, response) => {
  const form = new URLSearchParams(seen.body)
  const [start = 0, end = 0] = ['start', 'end'].map(name =>
    Math.floor(Number(form.get(name)) / 60e9)
  )
  const values: unknown[] = []
  for (let index = start; index < end; index += 1) {
    if (index % 2 === 0) values.push([index * 60, '5'])
  }
  return json(success('matrix', [{ metric: { __name__: 'value' }, values }]))(seen, response)
}

function events(query: string): Question {
  return { kind: 'events', query: queryOf(query) }
}

function connect(url: string, options: EndpointSettings['options'] = {}) {
  return victorialogs.connect(endpointTo('victorialogs', url, { options }))
}

async function stub(answer: Answer): Promise<StubServer> {
  const server = await startStub(answer)
  closers.push(() => server.close())
  return server
}

function io(): ReturnType<typeof ioOf> {
  const http = hastyHttp()
  closers.push(() => http.close())
  return ioOf(http)
}

interface Setting {
  readonly question?: Question
  readonly grid?: Grid
  readonly options?: EndpointSettings['options']
}

async function measured(
  answer: Answer,
  { question = events('error'), grid = gridOf(), options = {} }: Setting = {}
): Promise<{ readonly measurement: Measurement; readonly server: StubServer }> {
  const server = await stub(answer)
  const source = connect(server.url, options).source(question)
  return { measurement: await source.measure(grid, io()), server }
}

describe('what would narrow a window', () => {
  const all = connect('https://x.example.com')

  test.each([
    ['{app="shop"} _time:5m error', '`_time:` at character 14'],
    ['_time:1d offset 1h error', '`_time:` at character 1'],
    ['{app="shop"} error | limit 5', '`| limit` at character 20'],
    ['error |head', '`|head` at character 7'],
    ['error | sort by (_msg) | offset 3', '`| offset` at'],
    ['user:in(_time:1d error | fields user)', '`_time:` at character 9'],
    ['* | sample 10', '`| sample` at']
  ])('is refused with its place: %s', (query, words) => {
    expect(() => all.source(events(query))).toThrow(words)
    expect(() => all.lines?.(queryOf(query))).toThrow(/windows of its own.*Remove it/)
  })

  test.each([
    'my_time:5m',
    '"_time:5m" error',
    '`| limit 5`',
    'limit error',
    'error # _time:5m | limit 5',
    'error | stats by (_time:1m) count() as n | filter n:>5',
    'start_time:>5 | filter limit:5'
  ])('is not seen in %s', query => {
    expect(() => all.source(events(query))).not.toThrow()
  })
})
