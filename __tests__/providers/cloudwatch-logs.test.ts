import {
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand
} from '@aws-sdk/client-cloudwatch-logs'
import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { AwsAuth, EndpointSettings } from '../../src/model.js'
import { cloudwatchLogs } from '../../src/providers/cloudwatch-logs.js'
import type { Grid, Io, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { expectedAuthorization } from '../support/aws-oracle.js'
import { type FakeEvent, type FakeInsights, startInsights } from '../support/insights-fake.js'
import { providerErrorOf, rejectionOf } from '../support/rejection.js'
import { json, startStub, type StubServer } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const auth: AwsAuth = {
  kind: 'aws',
  keys: {
    accessKeyId: 'ASIAEXAMPLEEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    sessionToken: 'token-of-the-session'
  },
  region: 'eu-west-1',
  service: 'logs'
}
const errors = 'filter @message like /ERROR/'
const events = (text: string): Question => ({ kind: 'events', query: queryOf(text) })
const value = (text: string): Question => ({ kind: 'value', query: queryOf(text) })
const event = (at: number, message = 'ERROR', stream = 'pod-a'): FakeEvent => ({
  at: noon + at,
  message,
  stream
})

async function fakeOf(fake: FakeInsights) {
  const server = await startInsights(fake)
  closers.push(() => server.close())
  return server
}

function endpointAt({ url }: StubServer, overrides: Partial<EndpointSettings> = {}) {
  const options = { 'log-groups': ['/ecs/shop'] }
  return endpointTo('cloudwatch-logs', url, { auth, options, ...overrides })
}

/** Time passes by sleeping. */
function io(signal?: AbortSignal): Io & { readonly slept: number[] } {
  const http = hastyHttp()
  closers.push(() => http.close())
  const slept: number[] = []
  let now = noon
  const clock = {
    now: () => now,
    sleep: (ms: number, stop: AbortSignal) => {
      stop.throwIfAborted()
      slept.push(ms)
      now += ms
      return Promise.resolve()
    }
  }
  return { ...ioOf(http, signal), clock, slept }
}

function measured(server: StubServer, question: Question, grid: Grid = gridOf(), own: Io = io()) {
  return cloudwatchLogs.connect(endpointAt(server)).source(question).measure(grid, own)
}

describe('a query', () => {
  test('is a job: started, waited for, read when it is complete', async () => {
    const server = await fakeOf({ events: [event(-1), event(-2)], running: 2 })
    const own = io()
    const answer = await measured(server, events(errors), gridOf(), own)
    expect(answer).toMatchObject({ complete: true, scanned: 2, retries: 0 })
    expect(answer.series).toEqual([{ labels: {}, samples: [{ at: noon, value: 2 }] }])
    expect(server.seen.map(({ headers }) => headers['x-amz-target'])).toEqual([
      'Logs_20140328.StartQuery',
      ...Array<string>(3).fill('Logs_20140328.GetQueryResults')
    ])
    expect(own.slept).toEqual([200, 400])
  })

  test('is sent whole and signed', async () => {
    const server = await fakeOf({ events: [] })
    await measured(server, events(errors))
    const [seen] = server.seen
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      logGroupNames: ['/ecs/shop'],
      startTime: noon / 1000 - 60,
      endTime: noon / 1000,
      limit: 10_000,
      queryString: [
        `filter toMillis(@timestamp) >= ${noon - minute} and toMillis(@timestamp) < ${noon}`,
        errors,
        `fields floor((toMillis(@timestamp) - ${noon - minute}) / 60000) as bakegate_step`,
        'stats count(*) as bakegate_value by bakegate_step'
      ].join('\n| ')
    })
    expect(seen?.headers['content-type']).toBe('application/x-amz-json-1.1')
    const url = new URL(seen?.url.href.replace('http://stub', server.url) ?? '')
    const received = { method: 'POST', url, headers: seen?.headers ?? {}, body: seen?.body ?? '' }
    expect(seen?.headers['authorization']).toBe(await expectedAuthorization(received, auth))
  })

  test('names groups of other accounts by their ARN', async () => {
    const server = await fakeOf({ events: [] })
    const arn = 'arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/shop'
    const endpoint = endpointAt(server, { options: { 'log-groups': [arn, '/ecs/cart'] } })
    await cloudwatchLogs.connect(endpoint).source(events(errors)).measure(gridOf(), io())
    expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({
      logGroupIdentifiers: [arn, '/ecs/cart']
    })
  })

  test('gives a number for each group', async () => {
    const server = await fakeOf({
      events: [event(-1, 'abc'), event(-2, 'abcde', 'pod-b'), event(-3, 'abcdefg', 'pod-b')]
    })
    const text = 'stats avg(strlen(@message)) as size by @logStream'
    const { series } = await measured(server, value(text))
    expect(series).toEqual([
      { labels: { '@logStream': 'pod-a' }, samples: [{ at: noon, value: 3 }] },
      { labels: { '@logStream': 'pod-b' }, samples: [{ at: noon, value: 6 }] }
    ])
  })
})

describe('the pages of an answer', () => {
  type Page = { readonly rows: readonly (readonly [string, string])[]; readonly nextToken?: string }

  /** Answers with the page of each token, '' being the first. */
  async function paged(pageOf: (token: string) => Page): Promise<StubServer> {
    const server = await startStub((seen, response) => {
      response.sendDate = false
      const { nextToken = '' } = JSON.parse(seen.body) as { readonly nextToken?: string }
      const { rows, ...more } = pageOf(nextToken)
      const answer = {
        queryId: 'q',
        status: 'Complete',
        statistics: { recordsMatched: 2, recordsScanned: 2, bytesScanned: 2 },
        results: rows.map(([step, size]) => [
          { field: 'bakegate_step', value: step },
          { field: 'size', value: size },
          { field: 'bakegate_at', value: String(noon - 1) }
        ]),
        ...more
      }
      return json(answer)(seen, response)
    })
    closers.push(() => server.close())
    return server
  }

  const sizes = value('stats max(strlen(@message)) as size')
  const steps = gridOf({ first: noon, last: noon + 2 * minute })
  const endless = 'The pages of the results do not end; some rows are missing.'

  test('are read to the last one, over empty ones', async () => {
    const pages: Readonly<Record<string, Page>> = {
      '': { rows: [['0', '1']], nextToken: 'a' },
      a: { rows: [], nextToken: 'b' },
      b: { rows: [['2', '9']], nextToken: '' }
    }
    const server = await paged(token => pages[token] ?? { rows: [] })
    expect(await measured(server, sizes, steps)).toMatchObject({
      complete: true,
      notes: [],
      series: [
        {
          samples: [
            { at: noon, value: 1 },
            { at: noon + 2 * minute, value: 9 }
          ]
        }
      ]
    })
    expect(server.seen).toHaveLength(4)
  })

  test('of which one leads to itself are incomplete at once', async () => {
    const server = await paged(() => ({ rows: [['0', '1']], nextToken: 'same' }))
    expect(await measured(server, sizes, steps)).toMatchObject({
      complete: false,
      notes: [endless]
    })
    expect(server.seen).toHaveLength(3)
  })

  test('without an end are incomplete after a hundred, lines and patterns too', async () => {
    const unending = () => {
      let count = 0
      return paged(() => ({ rows: [], nextToken: String((count += 1)) }))
    }
    const server = await unending()
    expect(await measured(server, sizes, steps)).toMatchObject({
      complete: false,
      notes: [endless]
    })
    expect(server.seen).toHaveLength(102)
    const lines = cloudwatchLogs.connect(endpointAt(await unending())).lines?.(queryOf(errors))
    const window = { start: noon - minute, end: noon }
    expect(await lines?.fetch(window, 5, io())).toMatchObject({ complete: false, notes: [endless] })
    expect(await lines?.patterns?.(window, io())).toMatchObject({ complete: false })
  })

  test('with two values for one step and group are incomplete', async () => {
    const rows = [
      ['0', '200'],
      ['0', '3']
    ] as const
    expect(await measured(await paged(() => ({ rows })), sizes, steps)).toMatchObject({
      complete: false,
      notes: ['The backend gave two values for one instant of one series.']
    })
  })
})

describe('a window', () => {
  test('is exact to the millisecond, though Logs Insights takes seconds, in one query', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -20_000, max: 20_000 }), { maxLength: 60 }),
        fc.integer({ min: -9_999, max: 9_999 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 4_000 }),
        async (stamps, first, count, step) => {
          const server = await startInsights({ events: stamps.map(at => event(at)) })
          const grid = {
            first: noon + first,
            last: noon + first + (count - 1) * step,
            step,
            width: step
          }
          const answer = await measured(server, events(errors), grid)
          await server.close()
          expect(server.queries.size).toBe(1)
          const expected = Array.from({ length: count }, (_, index) => {
            const end = first + index * step
            return stamps.filter(at => at >= end - step && at < end).length
          })
          // What was not looked at is no zero.
          if (answer.series.length === 0) expect(answer.scanned).toBe(0)
          else expect(answer.series[0]?.samples.map(one => one.value)).toEqual(expected)
          expect(expected.some(one => one > 0) && answer.series.length === 0).toBe(false)
        }
      ),
      { numRuns: 60 }
    )
  })

  test('without a matching line is 0 where lines were looked at, and nothing elsewhere', async () => {
    const some = await fakeOf({ events: [event(-1, 'INFO')] })
    expect((await measured(some, events(errors))).series[0]?.samples).toEqual([
      { at: noon, value: 0 }
    ])
    const none = await fakeOf({ events: [] })
    expect(await measured(none, events(errors))).toMatchObject({ series: [], scanned: 0 })
  })

  test('that overlaps another is a query of its own, up to a limit', async () => {
    const server = await fakeOf({ events: [event(-90_000), event(-1)] })
    const grid = gridOf({ first: noon, last: noon + minute, width: 2 * minute })
    const { series } = await measured(server, events(errors), grid)
    expect(series[0]?.samples).toEqual([
      { at: noon, value: 2 },
      { at: noon + minute, value: 1 }
    ])
    const many = gridOf({ first: noon, last: noon + 20 * minute, width: 2 * minute })
    const { failure } = await providerErrorOf(measured(server, events(errors), many))
    expect(failure.message).toContain('more than 12 overlapping windows')
  })
})

describe('a job', () => {
  test.each(['Failed', 'Cancelled', 'Timeout', 'Unknown'])(
    'that ends as %s is a failure',
    async ending => {
      const server = await fakeOf({ events: [event(-1)], ending })
      const { failure } = await providerErrorOf(measured(server, events(errors)))
      expect(failure).toMatchObject({ code: 'provider-error' })
      expect(failure.message).toContain(`ended the query as ${ending}`)
    }
  )

  test('that takes longer than the endpoint waits is stopped', async () => {
    const server = await fakeOf({ events: [event(-1)], running: Infinity })
    const { failure } = await providerErrorOf(measured(server, events(errors)))
    expect(failure.code).toBe('deadline')
    expect([...server.queries.values()].map(({ stopped }) => stopped)).toEqual([true])
  })

  test('that nobody waits for any more is stopped', async () => {
    const server = await fakeOf({ events: [event(-1)], running: Infinity })
    const stop = new AbortController()
    const own = io(stop.signal)
    const reason = new Error('cancelled by a person')
    const clock = {
      ...own.clock,
      sleep: (ms: number, signal: AbortSignal) => {
        stop.abort(reason)
        return own.clock.sleep(ms, signal)
      }
    }
    expect(await rejectionOf(measured(server, events(errors), gridOf(), { ...own, clock }))).toBe(
      reason
    )
    expect([...server.queries.values()].map(({ stopped }) => stopped)).toEqual([true])
  })

  test('that cannot be parsed tells where', async () => {
    const body = {
      __type: 'MalformedQueryException',
      queryCompileError: {
        location: { startCharOffset: 7, endCharOffset: 9 },
        message: 'unexpected symbol'
      }
    }
    const server = await startStub(json(body, 400))
    closers.push(() => server.close())
    const { failure } = await providerErrorOf(measured(server, events(errors)))
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toContain('MalformedQueryException: unexpected symbol (character 7)')
  })
})

describe('lines', () => {
  const linesOf = (server: StubServer, text = errors) => {
    const source = cloudwatchLogs.connect(endpointAt(server)).lines?.(queryOf(text))
    if (source === undefined) throw new Error('no lines')
    return source
  }
  const window = { start: noon - minute, end: noon }

  test('are those of the window, ascending, with where they came from', async () => {
    const server = await fakeOf({
      events: [
        event(-1, 'ERROR b'),
        event(-minute, 'ERROR a'),
        event(0, 'ERROR no'),
        event(-2, 'INFO')
      ]
    })
    const batch = await linesOf(server).fetch(window, 100, io())
    expect(batch).toEqual({
      lines: [
        {
          at: noon - minute,
          text: 'ERROR a',
          stream: { log: '1:/shop', stream: 'pod-a' },
          fields: {}
        },
        { at: noon - 1, text: 'ERROR b', stream: { log: '1:/shop', stream: 'pod-a' }, fields: {} }
      ],
      complete: true,
      matched: 2,
      scanned: 4,
      bytes: 400,
      notes: [],
      retries: 0
    })
  })

  test('beyond what is wanted are the newest, and are told to be missing', async () => {
    const server = await fakeOf({
      events: Array.from({ length: 50 }, (_, index) => event(-1 - index * 1000, `ERROR ${index}`)),
      page: 7
    })
    const batch = await linesOf(server).fetch(window, 20, io())
    expect(batch).toMatchObject({ complete: false, matched: 50 })
    expect(batch.lines.map(({ text }) => text)).toEqual(
      Array.from({ length: 20 }, (_, index) => `ERROR ${19 - index}`)
    )
  })

  test('are looked for by their text, without one character that would need an escape', async () => {
    const server = await fakeOf({
      events: [
        event(-1, 'ERROR user "ann" has no account'),
        event(-2, 'ERROR bob has no account'),
        event(-3, 'ERROR user "ann" has no cart')
      ]
    })
    const textsOf = async (literal: string) => {
      const batch = await linesOf(server).containing?.(literal).fetch(window, 10, io())
      return { texts: batch?.lines.map(({ text }) => text), complete: batch?.complete }
    }
    expect(await textsOf('has no account')).toEqual({
      texts: ['ERROR bob has no account', 'ERROR user "ann" has no account'],
      complete: true
    })
    expect(await textsOf('"ann" has no account')).toEqual({
      texts: ['ERROR user "ann" has no account'],
      complete: true
    })
    const asked = [...server.queries.values()].map(({ input }) => input.queryString)
    expect(asked[1]).toContain('filter @message like " has no account"')
  })

  test('are clustered by the store, with one wildcard', async () => {
    const server = await fakeOf({
      events: [event(-1, 'ERROR order 17'), event(-2, 'ERROR order 4'), event(-3, 'ERROR boom')]
    })
    expect(await linesOf(server).patterns?.(window, io())).toEqual({
      patterns: [
        { text: 'ERROR order <*>', count: 2 },
        { text: 'ERROR boom', count: 1 }
      ],
      wildcard: '<*>',
      complete: true,
      retries: 0
    })
  })

  test('are not numbers', async () => {
    const server = await fakeOf({ events: [] })
    expect(() => linesOf(server, 'stats count(*)')).toThrow(/lines are asked for/)
  })
})

test.each([
  [value(errors), 'End it with `stats`'],
  [events(`${errors} | limit 5`), '`limit` has no place']
])('%j is refused', (question, words) => {
  const options = { 'log-groups': ['/ecs/shop'] }
  const endpoint = endpointTo('cloudwatch-logs', 'https://x.example.com', { options })
  expect(() => cloudwatchLogs.connect(endpoint).source(question)).toThrow(words)
})

test('an endpoint without a log group is refused', () => {
  const endpoint = endpointTo('cloudwatch-logs', 'https://x.example.com')
  expect(() => cloudwatchLogs.connect(endpoint).source(events(errors))).toThrow(
    /names no log group/
  )
})

/** Where AWS's own client could not read the fake, or read other numbers, the fake would prove nothing. */
test("AWS's own client reads the same from the same answers", async () => {
  const server = await fakeOf({ events: [event(-1), event(-2), event(-3, 'INFO')], running: 1 })
  const ours = await measured(server, events(errors))
  const client = new CloudWatchLogsClient({
    endpoint: server.url,
    region: auth.region,
    credentials: auth.keys
  })
  closers.push(() => client.destroy())
  const { queryId } = await client.send(
    new StartQueryCommand(JSON.parse(server.seen[0]?.body ?? '') as StartQueryCommand['input'])
  )
  const first = await client.send(new GetQueryResultsCommand({ queryId }))
  expect(first.status).toBe('Running')
  const { results, statistics, status } = await client.send(new GetQueryResultsCommand({ queryId }))
  expect(status).toBe('Complete')
  const theirs = results?.[0]?.find(({ field }) => field === 'bakegate_value')?.value
  expect(ours.series[0]?.samples[0]?.value).toBe(Number(theirs))
  expect(ours.scanned).toBe(statistics?.recordsScanned)
  await client.send(new StopQueryCommand({ queryId }))
  const targets = server.seen.map(({ headers }) => headers['x-amz-target'])
  expect(new Set(targets)).toEqual(
    new Set(['StartQuery', 'GetQueryResults', 'StopQuery'].map(name => `Logs_20140328.${name}`))
  )
})
