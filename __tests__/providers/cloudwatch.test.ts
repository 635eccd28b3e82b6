import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  paginateGetMetricData
} from '@aws-sdk/client-cloudwatch'
import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { AwsAuth, EndpointSettings, Measurement } from '../../src/model.js'
import { cloudwatch } from '../../src/providers/cloudwatch.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { expectedAuthorization } from '../support/aws-oracle.js'
import { type FakeCloudWatch, startCloudWatch } from '../support/cloudwatch-fake.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, inTurn, json, startStub, type StubServer } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const at = (minutes: number): number => noon / 1000 + minutes * 60
const auth: AwsAuth = {
  kind: 'aws',
  keys: {
    accessKeyId: 'ASIAEXAMPLEEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    sessionToken: 'token-of-the-session'
  },
  region: 'eu-west-1',
  service: 'monitoring'
}

const metric = (name: string, more = ''): string => `metric("Shop", "${name}", "Sum"${more})`
const events = (text: string): Question => ({ kind: 'events', query: queryOf(text) })
const value = (text: string): Question => ({ kind: 'value', query: queryOf(text) })

/** A minute's sum for each of so many minutes from noon on. */
function everyMinute(values: readonly number[]): ReadonlyMap<number, number> {
  return new Map(values.map((one, index) => [at(index), one]))
}

async function fakeOf(fake: FakeCloudWatch): Promise<StubServer> {
  const server = await startCloudWatch(fake)
  closers.push(() => server.close())
  return server
}

async function stubOf(answer: Answer): Promise<StubServer> {
  const server = await startStub(answer)
  closers.push(() => server.close())
  return server
}

function endpointAt({ url }: StubServer): EndpointSettings {
  return endpointTo('cloudwatch', url, { auth })
}

function io(sleeps: number[] = []) {
  const http = hastyHttp()
  closers.push(() => http.close())
  const { clock, ...rest } = ioOf(http)
  const sleep = (ms: number): Promise<void> => {
    sleeps.push(ms)
    return Promise.resolve()
  }
  return { ...rest, clock: { ...clock, sleep } }
}

async function measured(
  server: StubServer,
  question: Question,
  grid: Grid = gridOf({ first: noon + minute })
): Promise<Measurement> {
  return cloudwatch.connect(endpointAt(server)).source(question).measure(grid, io())
}

function samplesOf({ series }: Measurement): readonly (readonly (readonly [number, number])[])[] {
  return series.map(({ samples }) =>
    samples.map(one => [(one.at - noon) / minute, one.value] as const)
  )
}

describe('a request', () => {
  test('is one call of GetMetricData, signed, over whole minutes', async () => {
    const server = await fakeOf({ metrics: { Errors: everyMinute([7]) } })
    await measured(server, events(metric('Errors', ', Service="shop"')))
    const [seen] = server.seen
    expect(seen).toMatchObject({ method: 'POST' })
    expect(seen?.url.pathname).toBe('/')
    expect(seen?.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData',
      'x-amz-security-token': 'token-of-the-session'
    })
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      StartTime: at(0),
      EndTime: at(1),
      ScanBy: 'TimestampAscending',
      MaxDatapoints: 100_800,
      MetricDataQueries: [
        {
          Id: 'm0',
          MetricStat: {
            Metric: {
              Namespace: 'Shop',
              MetricName: 'Errors',
              Dimensions: [{ Name: 'Service', Value: 'shop' }]
            },
            Period: 60,
            Stat: 'Sum'
          },
          ReturnData: true
        }
      ]
    })
    const url = new URL(seen?.url.href.replace('http://stub', server.url) ?? '')
    expect(seen?.headers['authorization']).toBe(
      await expectedAuthorization(
        { method: 'POST', url, headers: seen?.headers ?? {}, body: seen?.body ?? '' },
        auth
      )
    )
  })

  test('asks for the metrics of an expression, and only for what it comes to', async () => {
    const text = `100 * ${metric('Errors')} / ${metric('Requests')}`
    const server = await fakeOf({
      expressions: { '100 * m0 / m1': { e2: everyMinute([12.5]) } }
    })
    expect(samplesOf(await measured(server, value(text)))).toEqual([[[1, 12.5]]])
    const { MetricDataQueries } = JSON.parse(server.seen[0]?.body ?? '') as {
      readonly MetricDataQueries: readonly unknown[]
    }
    expect(MetricDataQueries).toMatchObject([
      { Id: 'm0', ReturnData: false },
      { Id: 'm1', ReturnData: false },
      { Id: 'e2', Expression: '100 * m0 / m1', Period: 60, ReturnData: true }
    ])
  })

  test('serves twenty checks at once, each with its own answer', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `Metric${index}`)
    const server = await fakeOf({
      metrics: Object.fromEntries(names.map((name, index) => [name, everyMinute([index, 1])]))
    })
    const endpoint = cloudwatch.connect(endpointAt(server))
    const shared = io()
    const step = gridOf({ first: noon + 2 * minute })
    const soFar = gridOf({ first: noon + 2 * minute, width: 2 * minute })
    const answers = await Promise.all(
      names.flatMap(name => {
        const source = endpoint.source(events(metric(name)))
        return [source.measure(step, shared), source.measure(soFar, shared)]
      })
    )
    expect(server.seen).toHaveLength(1)
    expect(
      answers
        .flatMap(samplesOf)
        .flat()
        .map(([, sum]) => sum)
    ).toEqual(names.flatMap((_, index) => [1, index + 1]))
  })

  test('asks for a metric that several checks share once', async () => {
    const server = await fakeOf({ metrics: { Requests: everyMinute([5]) } })
    const endpoint = cloudwatch.connect(endpointAt(server))
    const shared = io()
    const grid = gridOf({ first: noon + minute })
    await Promise.all(
      [1, 2, 3].map(() => endpoint.source(events(metric('Requests'))).measure(grid, shared))
    )
    const body = JSON.parse(server.seen[0]?.body ?? '') as {
      readonly MetricDataQueries: readonly unknown[]
    }
    expect(body.MetricDataQueries).toHaveLength(1)
  })

  test('takes one query of Metrics Insights, beside the others', async () => {
    const sql = (name: string): string => `SELECT SUM(${name}) FROM "Shop"`
    const server = await fakeOf({
      expressions: { [sql('a')]: { x: everyMinute([1]) }, [sql('b')]: { x: everyMinute([2]) } }
    })
    const endpoint = cloudwatch.connect(endpointAt(server))
    const shared = io()
    const answers = await Promise.all(
      ['a', 'b'].map(name =>
        endpoint.source(value(sql(name))).measure(gridOf({ first: noon + minute }), shared)
      )
    )
    expect(server.seen).toHaveLength(2)
    expect(answers.map(samplesOf)).toEqual([[[[1, 1]]], [[[1, 2]]]])
  })
})

describe('windows', () => {
  test('are stamped with their end, though CloudWatch stamps with the start', async () => {
    const server = await fakeOf({ metrics: { Errors: everyMinute([1, 2, 4, 8]) } })
    const grid = gridOf({ first: noon + minute, last: noon + 3 * minute })
    expect(samplesOf(await measured(server, events(metric('Errors')), grid))).toEqual([
      [
        [1, 1],
        [2, 2],
        [3, 4]
      ]
    ])
  })

  test('are exact where they lie on minutes: nothing from before, nothing from after', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: -5, max: 45 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 30 }),
        async (values, first, count, step, page) => {
          const server = await startCloudWatch({ metrics: { Errors: everyMinute(values) }, page })
          const last = first + (count - 1) * step
          const grid = {
            first: noon + first * minute,
            last: noon + last * minute,
            step: step * minute,
            width: step * minute
          }
          const answer = await measured(server, events(metric('Errors')), grid)
          await server.close()
          const expected = Array.from({ length: count }, (_, index) => {
            const end = first + index * step
            const inside = values.filter(
              (_value, minutes) => minutes >= end - step && minutes < end
            )
            return [end, inside] as const
          })
            .filter(([, inside]) => inside.length > 0)
            .map(([end, inside]) => [end, inside.reduce((sum, one) => sum + one, 0)])
          expect(samplesOf(answer).flat()).toEqual(expected)
          expect(answer.complete).toBe(true)
        }
      ),
      { numRuns: 60 }
    )
  })

  test('that cut a minute are moved back to whole ones, never into the future', async () => {
    const server = await fakeOf({ metrics: { Errors: everyMinute([1, 2, 4, 8]) } })
    const grid = gridOf({ first: noon + 3 * minute + 40_000, width: 2 * minute })
    const { series } = await measured(server, events(metric('Errors')), grid)
    expect(series[0]?.samples).toEqual([{ at: grid.first, value: 6 }])
  })

  test('shorter than a period have no answer', async () => {
    const server = await fakeOf({ metrics: { Errors: everyMinute([1, 2]) } })
    const grid = gridOf({ first: noon + minute, width: 30_000 })
    expect((await measured(server, events(metric('Errors')), grid)).series).toEqual([])
  })

  test('of five minutes begin at multiples of five minutes', async () => {
    const server = await fakeOf({
      metrics: { Errors: everyMinute([1, 1, 1, 1, 1, 2, 2, 2, 2, 2]) }
    })
    const grid = gridOf({ first: noon + 10 * minute, width: 10 * minute })
    const answer = await measured(server, events(metric('Errors', ', period=5m')), grid)
    expect(samplesOf(answer)).toEqual([[[10, 15]]])
    const source = cloudwatch.connect(endpointAt(server)).source(value(metric('x', ', period=5m')))
    expect(source.resolution).toBe(5 * minute)
  })

  test('of high resolution are added up to the second, and kept for three hours', async () => {
    const tenths = new Map(Array.from({ length: 12 }, (_, i) => [noon / 1000 + i * 10, 2 ** i]))
    const server = await fakeOf({ metrics: { Errors: tenths } })
    const question = events(metric('Errors', ', period=10s'))
    const grid = gridOf({ first: noon + 30_000, last: noon + 90_000, step: 30_000, width: 30_000 })
    const { series, complete } = await measured(server, question, grid)
    expect(series[0]?.samples).toEqual([
      { at: noon + 30_000, value: 1 + 2 + 4 },
      { at: noon + 60_000, value: 8 + 16 + 32 },
      { at: noon + 90_000, value: 64 + 128 + 256 }
    ])
    expect(complete).toBe(true)
    expect(cloudwatch.connect(endpointAt(server)).source(question).resolution).toBe(10_000)
    const old = await measured(server, question, gridOf({ first: noon - 4 * 60 * minute }))
    expect(old.notes.join()).toContain('keeps values of 10 s for 3 hours')
    expect(old.complete).toBe(false)
  })

  test('older than CloudWatch keeps them are incomplete, and say so', async () => {
    const server = await fakeOf({ metrics: { Errors: everyMinute([1]) } })
    const old = gridOf({ first: noon - 16 * 24 * 60 * minute })
    const answer = await measured(server, events(metric('Errors')), old)
    expect(answer).toMatchObject({ complete: false })
    expect(answer.notes.join()).toContain('keeps values of 1 min for 15 days')
  })
})

describe('an answer', () => {
  test('without a value is nothing, unless the query says what it counts as', async () => {
    const server = await fakeOf({ metrics: { Errors: new Map([[at(1), 3]]) } })
    const grid = gridOf({ first: noon + minute, last: noon + 3 * minute })
    expect(samplesOf(await measured(server, events(metric('Errors')), grid))).toEqual([[[2, 3]]])
    expect(samplesOf(await measured(server, events(metric('Errors', ', fill=0')), grid))).toEqual([
      [
        [1, 0],
        [2, 3],
        [3, 0]
      ]
    ])
    expect((await measured(server, events(metric('Never')), grid)).series).toEqual([])
  })

  test('with several series keeps them apart by their labels', async () => {
    const search = `SEARCH('{Shop,Route} MetricName="Latency"', 'p99', 60)`
    const server = await fakeOf({
      expressions: { [search]: { '/cart': everyMinute([1]), '/pay': everyMinute([9]) } }
    })
    const { series } = await measured(server, value(search))
    expect(series.map(({ labels }) => labels)).toEqual([{ label: '/cart' }, { label: '/pay' }])
  })

  test.each([
    ['Forbidden', 'not-authorised', 'cloudwatch:GetMetricData'],
    ['InternalError', 'provider-error', 'InternalError']
  ])('of the status %s fails its own check only', async (status, code, words) => {
    const server = await fakeOf({
      metrics: { Errors: everyMinute([1]), Fine: everyMinute([2]) },
      statuses: { Errors: status }
    })
    const endpoint = cloudwatch.connect(endpointAt(server))
    const shared = io()
    const grid = gridOf({ first: noon + minute })
    const [broken, fine] = ['Errors', 'Fine'].map(name =>
      endpoint.source(events(metric(name))).measure(grid, shared)
    )
    const { failure } = await providerErrorOf(broken as Promise<Measurement>)
    expect(failure.code).toBe(code)
    expect(failure.message).toContain(words)
    expect(samplesOf(await (fine as Promise<Measurement>))).toEqual([[[1, 2]]])
  })

  describe('of a search', () => {
    const search = `SEARCH('{Shop,Route} MetricName="Latency"', 'p99', 60)`
    const result = (label: string, values: readonly number[], from = 0, more = {}): unknown => ({
      Id: 'e0',
      Label: label,
      Timestamps: values.map((_, index) => at(from + index)),
      Values: values,
      StatusCode: 'Complete',
      ...more
    })
    const twoMinutes = gridOf({ first: noon + minute, last: noon + 2 * minute })
    const askedOf = async (...pages: readonly object[]): Promise<Measurement> =>
      measured(await stubOf(inTurn(...pages.map(page => json(page)))), value(search), twoMinutes)

    test('with two series of one label is incomplete, and says whose', async () => {
      const { complete, notes } = await askedOf({
        MetricDataResults: [result('one', [200, 200]), result('one', [3, 3]), result('two', [5])]
      })
      expect({ complete, notes }).toEqual({
        complete: false,
        notes: [
          'CloudWatch gave several series of one label, "one". Make one of them, by SUM or MAX.'
        ]
      })
    })

    test('of which one has a hole where the other has a value is incomplete as well', async () => {
      const { complete } = await askedOf({
        MetricDataResults: [result('one', [200]), result('one', [3], 1)]
      })
      expect(complete).toBe(false)
    })

    test('whose series go on in the next page is whole', async () => {
      const answer = await askedOf(
        {
          MetricDataResults: [
            result('one', [1], 0, { StatusCode: 'PartialData' }),
            result('two', [4], 0, { StatusCode: 'PartialData' })
          ],
          NextToken: 'next'
        },
        { MetricDataResults: [result('one', [1, 2]), result('two', [5], 1)] }
      )
      expect(answer).toMatchObject({ complete: true, notes: [] })
      expect(samplesOf(answer)).toEqual([
        [
          [1, 1],
          [2, 2]
        ],
        [
          [1, 4],
          [2, 5]
        ]
      ])
    })

    test('whose next page has another value for the same minute is incomplete', async () => {
      const { complete } = await askedOf(
        { MetricDataResults: [result('one', [200, 200])], NextToken: 'next' },
        { MetricDataResults: [result('one', [3, 3])] }
      )
      expect(complete).toBe(false)
    })

    const exceeded = {
      Code: 'MaxMetricsExceeded',
      Value: 'Maximum number of allowed metrics exceeded'
    }
    const told = `CloudWatch answered in part. ${exceeded.Code}: ${exceeded.Value}`

    test('with a message of the whole request is incomplete, whatever the message', async () => {
      const results = { MetricDataResults: [result('one', [3, 3])] }
      expect(await askedOf({ ...results, Messages: [exceeded] })).toMatchObject({
        complete: false,
        notes: [told]
      })
      const other = { Code: 'Other', Value: 'something' }
      expect(
        await askedOf(
          { ...results, Messages: [other], NextToken: 'next' },
          { MetricDataResults: [], Messages: [] }
        )
      ).toMatchObject({
        complete: false,
        notes: ['CloudWatch answered in part. Other: something']
      })
    })

    test('with a message of one result is incomplete where that is a limit, and else only told', async () => {
      const dropped = {
        Code: 'ArithmeticError',
        Value: 'One or more data-points have been dropped due to non-numeric values'
      }
      const withMessage = (message: object): Promise<Measurement> =>
        askedOf({ MetricDataResults: [result('one', [3, 3], 0, { Messages: [message] })] })
      expect(await withMessage(exceeded)).toMatchObject({ complete: false, notes: [told] })
      expect(await withMessage(dropped)).toMatchObject({
        complete: true,
        notes: [`${dropped.Code}: ${dropped.Value}`]
      })
    })
  })

  test('that stays partial to the last page is incomplete', async () => {
    const server = await fakeOf({
      metrics: { Errors: everyMinute([1]) },
      statuses: { Errors: 'PartialData' }
    })
    expect(await measured(server, events(metric('Errors')))).toMatchObject({
      complete: false,
      notes: ['CloudWatch says that data is missing (PartialData).']
    })
  })
})

describe('a refusal', () => {
  test.each([
    ['AccessDeniedException', 'not-authorised'],
    ['com.amazon.coral.service#UnrecognizedClientException', 'not-authorised'],
    ['ExpiredTokenException', 'not-authorised'],
    ['InvalidSignatureException', 'not-authorised'],
    ['ValidationError', 'invalid-query'],
    ['InvalidParameterValueException', 'invalid-query'],
    ['InternalServiceFault', 'provider-error']
  ])('%s is %s', async (type, code) => {
    const server = await stubOf(json({ __type: type, message: 'words of AWS' }, 400))
    const { failure } = await providerErrorOf(measured(server, events(metric('Errors'))))
    expect(failure.code).toBe(code)
    expect(failure.message).toContain(`${type.replace(/.*#/, '')}: words of AWS`)
  })

  test('as XML is read, too', async () => {
    const body =
      '<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error></ErrorResponse>'
    const server = await stubOf((_seen, response) => {
      response.writeHead(403, { 'Content-Type': 'text/xml' }).end(body)
    })
    const { failure } = await providerErrorOf(measured(server, events(metric('Errors'))))
    expect(failure).toMatchObject({ code: 'not-authorised' })
    expect(failure.message).toContain('SignatureDoesNotMatch: no')
  })

  test('for being too quick is repeated, after a pause', async () => {
    const throttled = json({ __type: 'ThrottlingException', message: 'Rate exceeded' }, 400)
    const fine = json({ MetricDataResults: [{ Id: 'm0', Timestamps: [at(0)], Values: [7] }] })
    const server = await stubOf(inTurn(throttled, throttled, fine))
    const sleeps: number[] = []
    const source = cloudwatch
      .connect(endpointTo('cloudwatch', server.url, { auth }))
      .source(events(metric('x')))
    const answer = await source.measure(gridOf({ first: noon + minute }), io(sleeps))
    expect(samplesOf(answer)).toEqual([[[1, 7]]])
    expect(answer.retries).toBe(2)
    expect(sleeps).toEqual([500, 1_000])
  })

  test('for being too quick is told in the end', async () => {
    const server = await stubOf(
      json({ __type: 'ThrottlingException', message: 'Rate exceeded' }, 400)
    )
    const { failure } = await providerErrorOf(measured(server, events(metric('x'))))
    expect(failure.code).toBe('rate-limited')
  })
})

describe('alarms', () => {
  const alarms = [
    { AlarmName: 'shop-5xx', StateValue: 'ALARM', StateTransitionedTimestamp: at(-30) },
    { AlarmName: 'shop-slow', StateValue: 'ALARM', StateUpdatedTimestamp: at(0) - 5.5 },
    { AlarmName: 'shop-ok', StateValue: 'OK' },
    { AlarmName: 'shop-muted', StateValue: 'ALARM', ActionsEnabled: false },
    { AlarmName: 'shop-hidden', StateValue: 'ALARM', ActionsSuppressedBy: 'Alarm' },
    { AlarmName: 'cart-5xx', StateValue: 'ALARM' }
  ] as const
  const firing = (labels: Readonly<Record<string, string>>): Question => ({
    kind: 'firing',
    labels
  })

  test.each([
    [{ prefix: 'shop-' }, 2],
    [{ name: 'shop-5xx' }, 1],
    [{ name: 'shop-ok' }, 0],
    [{}, 3]
  ])('%j: %d fire, the muted ones left out, on however many pages', async (labels, count) => {
    const server = await fakeOf({ alarms, page: 2 })
    const answer = await measured(server, firing(labels), gridOf())
    expect(answer.series).toEqual([{ labels: {}, samples: [{ at: noon, value: count }] }])
    expect(server.seen[0]?.headers['x-amz-target']).toBe(
      'GraniteServiceVersion20100801.DescribeAlarms'
    )
  })

  test('that fired before the deploy are told apart', async () => {
    const server = await fakeOf({ alarms })
    const answer = await measured(
      server,
      firing({ prefix: 'shop-' }),
      gridOf({ width: 10 * minute })
    )
    expect(answer).toMatchObject({ before: 1, scanned: 5 })
    expect(answer.notes).toContain('shop-5xx is in ALARM since 2026-11-23T11:30:00.000Z.')
  })

  test('of a name that nothing has are no good news', async () => {
    const server = await fakeOf({ alarms })
    expect(await measured(server, firing({ name: 'shop-5x' }), gridOf())).toMatchObject({
      series: [],
      scanned: 0
    })
  })

  test('are looked for by what CloudWatch knows', () => {
    const endpoint = cloudwatch.connect(endpointTo('cloudwatch', 'https://x.example.com'))
    expect(() => endpoint.source(firing({ severity: 'page' }))).toThrow(/name, prefix .* or action/)
    expect(() => endpoint.source(firing({ name: 'a', prefix: 'a' }))).toThrow(/Remove one/)
  })
})

test.each([
  [events('metric("Shop", "Latency", "p99")'), 'does not add up'],
  [events('SELECT AVG(x) FROM "Shop"'), 'does not add up'],
  [events('metric("Shop", "Errors", "Sum", period={{window}})'), '{{window}} has no meaning']
])('%j is refused', (question, words) => {
  const endpoint = cloudwatch.connect(endpointTo('cloudwatch', 'https://x.example.com'))
  expect(() => endpoint.source(question)).toThrow(words)
})

/** Where AWS's own client could not read the fake, or read other numbers, the fake would prove nothing. */
describe("AWS's own client", () => {
  const clientOf = (server: StubServer): CloudWatchClient => {
    const client = new CloudWatchClient({
      endpoint: server.url,
      region: auth.region,
      credentials: auth.keys
    })
    closers.push(() => client.destroy())
    return client
  }

  test('reads the same values from the same answers', async () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6]
    const server = await fakeOf({ metrics: { Errors: everyMinute(values) }, page: 3 })
    const grid = gridOf({ first: noon + minute, last: noon + 8 * minute })
    const ours = await measured(server, events(metric('Errors')), grid)
    const input = JSON.parse(server.seen[0]?.body ?? '') as {
      readonly StartTime: number
      readonly EndTime: number
    }
    const pages = paginateGetMetricData(
      { client: clientOf(server) },
      {
        ...input,
        StartTime: new Date(input.StartTime * 1000),
        EndTime: new Date(input.EndTime * 1000),
        MetricDataQueries: [
          {
            Id: 'm0',
            MetricStat: {
              Metric: { Namespace: 'Shop', MetricName: 'Errors', Dimensions: [] },
              Period: 60,
              Stat: 'Sum'
            },
            ReturnData: true
          }
        ]
      }
    )
    const theirs: (readonly [number, number])[] = []
    for await (const { MetricDataResults } of pages) {
      for (const { Timestamps = [], Values = [] } of MetricDataResults ?? []) {
        Timestamps.forEach((stamp, index) => theirs.push([+stamp, Values[index] ?? Number.NaN]))
      }
    }
    expect(samplesOf(ours).flat()).toEqual(
      theirs.map(([stamp, sum]) => [(stamp - noon) / minute + 1, sum])
    )
    const own = server.seen.map(({ headers }) => headers['x-amz-target'])
    expect(new Set(own)).toEqual(new Set(['GraniteServiceVersion20100801.GetMetricData']))
  })

  test('sees the same alarms', async () => {
    const server = await fakeOf({
      alarms: [{ AlarmName: 'shop-5xx', StateValue: 'ALARM', StateTransitionedTimestamp: at(-30) }]
    })
    const { MetricAlarms } = await clientOf(server).send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: 'shop-' })
    )
    expect(MetricAlarms).toMatchObject([
      { AlarmName: 'shop-5xx', StateTransitionedTimestamp: new Date(at(-30) * 1000) }
    ])
  })
})
