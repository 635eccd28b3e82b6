import { afterEach, describe, expect, test } from '@jest/globals'
import type { EndpointSettings, Window } from '../../src/model.js'
import { dynatrace } from '../../src/providers/dynatrace.js'
import type { Grid, Io, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { type Content, startDynatrace, type Stored, token } from '../support/fake-dynatrace.js'
import { providerErrorOf, rejectionOf } from '../support/rejection.js'
import { expectExactSteps } from '../support/steps.js'
import { type Answer, json, startStub } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const errors = 'fetch logs | filter service == "shop" and loglevel == "ERROR"'

describe('a count', () => {
  test('is asked over the exact window, whatever the query says of time', async () => {
    const { measurement, seen } = await measured(
      { tables: { logs: [line(noon - 1)] } },
      events(errors)
    )
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({ method: 'POST', headers: { authorization: `Bearer ${token}` } })
    expect(seen[0]?.url.pathname).toBe('/platform/storage/query/v1/query:execute')
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      query: `${errors}\n| summarize count = count()`,
      defaultTimeframeStart: '2026-11-23T11:59:00.000Z',
      defaultTimeframeEnd: '2026-11-23T12:00:00.000Z',
      requestTimeoutMilliseconds: 1_500,
      fetchTimeoutSeconds: 3,
      maxResultRecords: 1_000,
      includeTypes: true
    })
    expect(measurement).toEqual({
      series: [{ labels: {}, samples: [{ at: noon, value: 1 }] }],
      complete: true,
      scanned: 1,
      bytes: 1_000,
      notes: [],
      retries: 0
    })
  })

  test('of nothing is 0 where records were looked at, and nothing where none were', async () => {
    const other = { tables: { logs: [line(noon - 1, { loglevel: 'INFO' })] } }
    const { measurement } = await measured(other, events(errors))
    expect(measurement).toMatchObject({
      scanned: 1,
      series: [{ samples: [{ at: noon, value: 0 }] }]
    })
    expect((await measured({}, events(errors))).measurement).toMatchObject({
      scanned: 0,
      series: []
    })
  })

  test('includes the start of its window and not its end', async () => {
    const at = [noon - minute - 1, noon - minute, noon - 1, noon]
    const { measurement } = await measured(
      { tables: { logs: at.map(one => line(one)) } },
      events(errors)
    )
    expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 2 }])
  })

  test('of many steps is one query on multiples of their length, with zeros between', async () => {
    const grid = gridOf({ first: noon + 7, last: noon + 7 + 40 * minute })
    const content = { tables: { logs: [line(noon + minute), line(noon + 8)] } }
    const { measurement, seen } = await measured(content, events(errors), grid)
    expect(seen).toHaveLength(1)
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      query: `${errors}\n| summarize count = count(), by: { step = bin(timestamp, 60s) }`,
      defaultTimeframeStart: '2026-11-23T12:00:00.000Z',
      defaultTimeframeEnd: '2026-11-23T12:40:00.000Z'
    })
    const samples = measurement.series[0]?.samples ?? []
    expect(samples).toHaveLength(40)
    expect(samples.slice(0, 3).map(({ value }) => value)).toEqual([1, 1, 0])
  })

  test('has each record in one step and no other, whatever the window', async () => {
    const ask = async (at: readonly number[], grid: Grid) => {
      const content = { tables: { logs: at.map(one => line(one)) } }
      return (await measured(content, events(errors), grid)).measurement
    }
    await expectExactSteps(ask, [10_000, 30_000, 60_000])
  })
})

describe('a value', () => {
  const spans = [
    { timestamp: noon - 5, route: '/cart', took: 1.5 },
    { timestamp: noon - 4, route: '/pay', took: 2.5 }
  ]

  test('by groups is a series a group', async () => {
    const question = value('fetch spans | summarize took = avg(took), by: { route }')
    const { measurement } = await measured({ tables: { spans } }, question)
    expect(measurement.series).toEqual([
      { labels: { route: '/cart' }, samples: [{ at: noon, value: 1.5 }] },
      { labels: { route: '/pay' }, samples: [{ at: noon, value: 2.5 }] }
    ])
  })

  test('is read by the types that Grail tells: long numbers, durations, texts of digits', async () => {
    const record = { n: '12', took: '1500000000', half: 0.5, code: '500', none: null }
    const mappings = {
      n: { type: 'long' },
      took: { type: 'duration' },
      half: { type: 'double' },
      code: { type: 'string' },
      none: { type: 'double' }
    }
    const types = [{ indexRange: [0, 0], mappings }]
    const { measurement } = await told(succeeded([record], {}, types), value('fetch logs'))
    expect(measurement.series).toEqual([
      { labels: { code: '500', value: 'n' }, samples: [{ at: noon, value: 12 }] },
      { labels: { code: '500', value: 'took' }, samples: [{ at: noon, value: 1.5 }] },
      { labels: { code: '500', value: 'half' }, samples: [{ at: noon, value: 0.5 }] }
    ])
  })

  test.each([
    { numbers: { unit: 'seconds', scale: 0.001 }, value: 5_000 },
    { numbers: { unit: 'seconds', scale: 1 }, value: 5 },
    { numbers: { unit: 'bytes', scale: 1024 }, value: 5 },
    { value: 5 }
  ] as const)('that is a duration is told in the unit of the check: %j', async one => {
    const types = [{ indexRange: [0, 0], mappings: { p95: { type: 'duration' } } }]
    const question = {
      ...value('fetch spans | summarize p95 = percentile(duration, 95)'),
      ...('numbers' in one ? { numbers: one.numbers } : {})
    }
    const { measurement } = await told(succeeded([{ p95: '5000000000' }], {}, types), question)
    expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: one.value }])
  })

  test('that is a series in itself is refused with a remedy', async () => {
    const failed = await refused(succeeded([{ 'avg(x)': [1, 2] }]), value('timeseries avg(x)'))
    expect(failed.message).toContain('scalar: true')
  })

  test('of more windows than one may scan is refused', async () => {
    const many = gridOf({ first: noon, last: noon + 200 * minute })
    expect((await refused(json({}), value('fetch logs'), many)).code).toBe('provider-error')
  })
})

describe('an answer', () => {
  test.each([
    [{ sampled: true }, 'Grail answered from a sample.'],
    [
      { notifications: [{ severity: 'WARNING', message: 'The scan limit was reached.' }] },
      'The scan limit was reached.'
    ]
  ])('with %j is partial', async (grail, note) => {
    const { measurement } = await told(succeeded([{ n: 1 }], grail), value('fetch logs'))
    expect(measurement).toMatchObject({ complete: false, notes: [note] })
  })

  test('with as many records as were asked for may be cut', async () => {
    const records = Array.from({ length: 1_000 }, (_, index) => ({ pod: `p${index}`, n: 1 }))
    const { measurement } = await told(succeeded(records), value('fetch logs'))
    expect(measurement.complete).toBe(false)
  })
})

describe('a query that runs', () => {
  test('is polled until it is done', async () => {
    const content = { tables: { logs: [line(noon - 1)] }, polls: 3 }
    const { io, slept } = pollingIo()
    const { measurement, seen } = await measured(content, events(errors), gridOf(), io)
    expect(seen.map(({ method, url }) => `${method} ${url.pathname.split('/').at(-1)}`)).toEqual([
      'POST query:execute',
      'GET query:poll',
      'GET query:poll',
      'GET query:poll'
    ])
    expect(seen[1]?.url.searchParams.get('request-token')).toBe('token-0')
    expect(slept).toEqual([500, 500, 500])
    expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 1 }])
  })

  test('longer than the deadline is cancelled there', async () => {
    const { io } = pollingIo()
    const server = await startDynatrace({ polls: 1_000 })
    closers.push(() => server.close())
    const source = dynatrace.connect(endpointOf(server.url)).source(events(errors))
    const { failure } = await providerErrorOf(source.measure(gridOf(), io))
    expect(failure.code).toBe('deadline')
    expect(server.seen.at(-1)?.url.pathname).toMatch(/query:cancel$/)
  })

  test('stops at once when the job is cancelled', async () => {
    const stop = new AbortController()
    const reason = new Error('cancelled by a person')
    const { io } = pollingIo(stop.signal, () => stop.abort(reason))
    const server = await startDynatrace({ polls: 1_000 })
    closers.push(() => server.close())
    const source = dynatrace.connect(endpointOf(server.url)).source(events(errors))
    expect(await rejectionOf(source.measure(gridOf(), io))).toBe(reason)
    expect(server.seen).toHaveLength(1)
  })

  test.each(['FAILED', 'CANCELLED', 'RESULT_GONE', undefined])(
    'to the end of %s is a failure',
    async state => {
      const failed = await refused(json({ state }), events(errors))
      expect(failed.code).toBe('provider-error')
    }
  )
})

describe('DQL', () => {
  test.each<[Question, RegExp]>([
    [events('fetch logs, from: now() - 1h | filter true'), /from: is given by Bakegate/],
    [value('timeseries avg(x), timeframe: "a/b"'), /timeframe: is given/],
    [value('filter x'), /begins with fetch or timeseries/],
    [events('fetch logs | summarize count()'), /summarize has no place/],
    [events('fetch logs | limit 5'), /limit has no place/]
  ])('%j is refused before anything is asked', (question, words) => {
    expect(() => sourceOf(question)).toThrow(words)
  })

  test.each([
    'fetch logs | filter content == "from: here | summarize"',
    'fetch logs // from: yesterday',
    'fetch logs | filter `to:` == "x"'
  ])('%s may say what it likes in quotes and comments', dql => {
    expect(() => sourceOf(events(dql))).not.toThrow()
  })

  test.each([
    [errors, true],
    ['fetch spans | filter name == "logs"', false],
    ['fetch spans | append [fetch logs]', true]
  ])('%s reads log lines: %s', (dql, logs) => {
    expect(sourceOf(events(dql)).logs).toBe(logs)
  })
})

describe('a refusal', () => {
  test.each<[number, object, string, RegExp]>([
    [
      400,
      { errorMessage: "`sumarize` isn't known at 1:12" },
      'invalid-query',
      /isn't known at 1:12/
    ],
    [403, { missingScopes: ['storage:logs:read'] }, 'not-authorised', /It lacks storage:logs:read/],
    [500, {}, 'provider-error', /short message/]
  ])('with %d is told in its words', async (code, details, failure, words) => {
    const body = { error: { code, message: 'short message', details } }
    const failed = await refused(json(body, code), events(errors))
    expect(failed.code).toBe(failure)
    expect(failed.message).toMatch(words)
  })
})

describe('lines', () => {
  test('are the newest, told oldest first', async () => {
    const logs = [line(noon - 5), line(noon - 9), line(noon)]
    const { batch, seen } = await fetched({ tables: { logs } })
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      query: `${errors}\n| sort timestamp desc\n| limit 1001`,
      maxResultRecords: 1_001
    })
    expect(batch).toMatchObject({ complete: true, scanned: 2 })
    expect(batch.lines).toEqual(
      [noon - 9, noon - 5].map(at => ({
        at,
        text: 'NullPointerException',
        stream: { 'k8s.pod.name': 'shop-1' },
        fields: { service: 'shop', loglevel: 'ERROR', 'k8s.pod.name': 'shop-1' }
      }))
    )
  })

  test('that are too many are not all', async () => {
    const logs = Array.from({ length: 50 }, (_, index) => line(noon - 1 - index))
    const { batch } = await fetched({ tables: { logs } }, undefined, 20)
    expect(batch.lines.map(({ at }) => at)).toEqual(
      Array.from({ length: 20 }, (_, index) => noon - 20 + index)
    )
    expect(batch.complete).toBe(false)
  })
})

test.each([
  [{ environment: 'abc12345' }, 'https://abc12345.apps.dynatrace.com'],
  [{}, undefined]
])('%j lives at %s', (options, url) => {
  expect(dynatrace.address?.(options)).toBe(url)
})

test('an environment is no host of somebody else', () => {
  expect(dynatrace.options.safeParse({ environment: 'evil.example.com/' }).success).toBe(false)
})

function line(timestamp: number, overrides: Readonly<Record<string, string>> = {}): Stored {
  const own = { service: 'shop', loglevel: 'ERROR', 'k8s.pod.name': 'shop-1' }
  return { content: 'NullPointerException', ...own, ...overrides, timestamp }
}

function succeeded(
  records: readonly unknown[],
  grail: object = {},
  types: readonly unknown[] = []
): Answer {
  return json({ state: 'SUCCEEDED', result: { records, types, metadata: { grail } } })
}

function value(query: string): Question {
  return { kind: 'value', query: queryOf(query) }
}

function events(query: string): Question {
  return { kind: 'events', query: queryOf(query) }
}

function endpointOf(url: string): EndpointSettings {
  return endpointTo('dynatrace', url, { auth: { kind: 'bearer', token } })
}

function sourceOf(question: Question) {
  return dynatrace.connect(endpointOf('https://x.example.com')).source(question)
}

function plainIo(): Io {
  const http = hastyHttp()
  closers.push(() => http.close())
  return ioOf(http)
}

/** A clock whose sleeps take no time but are counted. */
function pollingIo(signal = new AbortController().signal, onSleep: () => void = () => undefined) {
  const slept: number[] = []
  let now = noon
  const io: Io = {
    ...plainIo(),
    signal,
    clock: {
      now: () => now,
      sleep: ms => {
        slept.push(ms)
        now += ms
        onSleep()
        return signal.aborted ? Promise.reject(signal.reason as Error) : Promise.resolve()
      }
    }
  }
  return { io, slept }
}

async function measured(
  content: Content,
  question: Question,
  grid: Grid = gridOf(),
  io = plainIo()
) {
  const server = await startDynatrace(content)
  closers.push(() => server.close())
  const source = dynatrace.connect(endpointOf(server.url)).source(question)
  return { measurement: await source.measure(grid, io), seen: server.seen }
}

async function told(answer: Answer, question: Question, grid: Grid = gridOf()) {
  const server = await startStub(answer)
  closers.push(() => server.close())
  const source = dynatrace.connect(endpointOf(server.url)).source(question)
  return { measurement: await source.measure(grid, plainIo()), seen: server.seen }
}

async function refused(answer: Answer, question: Question, grid: Grid = gridOf()) {
  return (await providerErrorOf(told(answer, question, grid))).failure
}

async function fetched(
  content: Content,
  window: Window = { start: noon - minute, end: noon },
  most = 1_000
) {
  const server = await startDynatrace(content)
  closers.push(() => server.close())
  const source = dynatrace.connect(endpointOf(server.url)).lines?.(queryOf(errors))
  if (source === undefined) throw new Error('no lines')
  return { batch: await source.fetch(window, most, plainIo()), seen: server.seen }
}
