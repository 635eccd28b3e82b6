import { afterEach, describe, expect, test } from '@jest/globals'
import type { EndpointSettings, Measurement } from '../../src/model.js'
import { prometheus } from '../../src/providers/prometheus.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { providerErrorOf } from '../support/rejection.js'
import {
  type Answer,
  inTurn,
  json,
  startStub,
  type StubServer,
  text
} from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const seconds = noon / 1000
const longQuery = `sum(rate(errors{route=~"${'/orders|'.repeat(300)}"}[1m]))`

describe('one instant', () => {
  test('is an instant query by GET, complete answers only', async () => {
    const { server } = await measured(vectorOf(sample('1')), {
      query: 'sum(increase(errors{a="b&c"}[{{window}}]))',
      grid: gridOf({ width: 15 * minute })
    })
    const [seen] = server.seen
    expect(seen).toMatchObject({ method: 'GET', body: '' })
    expect(seen?.url.pathname).toBe('/api/v1/query')
    expect(Object.fromEntries(asked(seen))).toEqual({
      query: 'sum(increase(errors{a="b&c"}[900s]))',
      time: String(seconds),
      partial_response: 'false',
      nocache: '1',
      latency_offset: '1ms'
    })
  })

  test('travels by POST where it is too long for a URL', async () => {
    const { server } = await measured(vectorOf(sample('1')), { query: longQuery })
    const [seen] = server.seen
    expect(seen).toMatchObject({ method: 'POST' })
    expect(seen?.url.pathname).toBe('/api/v1/query')
    expect(seen?.url.search).toBe('')
    expect(seen?.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(new URLSearchParams(seen?.body).get('query')).toBe(longQuery)
  })

  test('keeps its milliseconds', async () => {
    const at = noon + 123
    const { server, measurement } = await measured(vectorOf(sample('1', at / 1000)), {
      grid: gridOf({ first: at })
    })
    expect(asked(server.seen[0]).get('time')).toBe(`${seconds}.123`)
    expect(measurement.series[0]?.samples).toEqual([{ at, value: 1 }])
  })

  test('may be answered with a scalar', async () => {
    const { measurement } = await measured(
      json({ status: 'success', data: { resultType: 'scalar', result: [seconds, '2.5'] } })
    )
    expect(measurement.series).toEqual([{ labels: {}, samples: [{ at: noon, value: 2.5 }] }])
  })

  test('keeps every series with its labels', async () => {
    const { measurement } = await measured(
      json(
        success('vector', [
          { metric: { pod: 'a' }, value: [seconds, '1'] },
          { metric: { pod: 'b', __proto__x: 'y' }, value: [seconds, '2'] }
        ])
      )
    )
    expect(measurement.series.map(({ labels }) => labels)).toEqual([
      { pod: 'a' },
      { pod: 'b', __proto__x: 'y' }
    ])
  })

  test('reads a label called __proto__ as a label', async () => {
    const body = `{"status":"success","data":{"resultType":"vector","result":[
      {"metric":{"__proto__":"x"},"value":[${seconds},"1"]}]}}`
    const { measurement } = await measured(text(body, 200, 'application/json'))
    const [series] = measurement.series
    expect(Object.entries(series?.labels ?? {})).toEqual([['__proto__', 'x']])
  })

  test.each(['NaN', '+Inf', '-Inf', 'Inf', '1e400'])(
    'keeps a series whose value is %s, without the value',
    async value => {
      const { measurement } = await measured(vectorOf(sample(value)))
      expect(measurement).toMatchObject({
        complete: true,
        series: [{ labels: {}, samples: [] }],
        notes: ['NaN and infinities in the answer count as no value.']
      })
    }
  )

  test.each(['0', '-1.5', '1e-9', '+3', '.5', '1E5', '9007199254740993'])(
    'reads %s as the number it is',
    async value => {
      const { measurement } = await measured(vectorOf(sample(value)))
      expect(measurement.series[0]?.samples[0]?.value).toBe(Number(value))
    }
  )

  test.each([
    ['a bare number', [seconds, 1]],
    ['a word', [seconds, 'many']],
    ['an empty text', [seconds, '']],
    ['hexadecimal', [seconds, '0x10']],
    ['a stamp as text', ['now', '1']],
    ['three parts', [seconds, '1', '2']],
    ['nothing', undefined]
  ])('does not guess what %s means', async (_name, value) => {
    const { failure } = await refused(json(success('vector', [{ metric: {}, value }])))
    expect(failure.code).toBe('provider-error')
    expect(failure.message).toContain('in a form we do not know')
  })

  test.each(['matrix', 'string', 'streams'])('does not take a %s for a number', async type => {
    const { failure } = await refused(json(success(type, [])))
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toContain(`answered the query with a ${type}`)
  })

  test('says what to do about native histograms', async () => {
    const row = { metric: {}, histogram: [seconds, { count: '1' }] }
    const { failure } = await refused(json(success('vector', [row])))
    expect(failure.message).toContain('histogram_quantile')
  })

  test('answered for a later instant is incomplete and has no sample', async () => {
    const { measurement } = await measured(vectorOf(sample('1', seconds + 30)))
    expect(measurement).toMatchObject({ complete: false, series: [] })
    expect(measurement.notes.join()).toContain('another instant')
  })

  test('answered with an older value is outdated and has no sample', async () => {
    const { measurement } = await measured(vectorOf(sample('1', seconds - 600)))
    expect(measurement).toMatchObject({ complete: true, outdated: true, series: [] })
    expect(measurement.notes.join()).toContain('another instant')
  })

  test('of which one series is older lacks that one', async () => {
    const old = { metric: { pod: 'b' }, value: [seconds - 600, '2'] }
    const { measurement } = await measured(vectorOf(sample('1', seconds), old))
    expect(measurement).toMatchObject({ complete: false, series: [{ labels: {} }] })
  })
})

describe('several instants', () => {
  const grid = gridOf({ first: noon, last: noon + 2 * minute })

  test('are a range query with both ends', async () => {
    const values = [0, 60, 120].map(offset => [seconds + offset, `${offset}`])
    const { server, measurement } = await measured(
      json(success('matrix', [{ metric: { pod: 'a' }, values }])),
      { grid }
    )
    const form = asked(server.seen[0])
    expect(server.seen[0]?.url.pathname).toBe('/api/v1/query_range')
    expect([form.get('start'), form.get('end'), form.get('step')]).toEqual([
      String(seconds),
      String(seconds + 120),
      '60'
    ])
    expect(measurement.series).toEqual([
      {
        labels: { pod: 'a' },
        samples: [
          { at: noon, value: 0 },
          { at: noon + minute, value: 60 },
          { at: noon + 2 * minute, value: 120 }
        ]
      }
    ])
  })

  test('drop what lies outside, and come ascending and once each', async () => {
    const stamps = [120, 60, 60, 0, -60, 180]
    const values = stamps.map(offset => [seconds + offset, `${offset}`])
    const { measurement } = await measured(json(success('matrix', [{ metric: {}, values }])), {
      grid
    })
    expect(measurement.series[0]?.samples.map(({ at }) => at)).toEqual([
      noon,
      noon + minute,
      noon + 2 * minute
    ])
    expect(measurement.notes).toEqual(['Samples outside the window asked about were dropped.'])
    expect(measurement.complete).toBe(true)
  })

  test('take the newest value before each where the backend keeps a grid of its own', async () => {
    const values = [-100, -10, 80, 170].map(offset => [seconds + offset, `${offset}`])
    const { measurement } = await measured(json(success('matrix', [{ metric: {}, values }])), {
      grid
    })
    expect(measurement.series[0]?.samples).toEqual([
      { at: noon, value: -10 },
      { at: noon + minute, value: -10 },
      { at: noon + 2 * minute, value: 80 }
    ])
    expect(measurement.notes.join()).toContain('other instants')
    expect(measurement.complete).toBe(true)
  })

  test('with nothing but older values are outdated', async () => {
    const values = [-700, -640].map(offset => [seconds + offset, '1'])
    const { measurement } = await measured(json(success('matrix', [{ metric: {}, values }])), {
      grid
    })
    expect(measurement).toMatchObject({ outdated: true, series: [{ samples: [] }] })
  })

  test('keep their stamps where the backend loses a millisecond', async () => {
    const step = 68_600
    const odd = { first: noon + 617, last: noon + 617 + step, step, width: step }
    const values = [odd.first - 1, odd.last - 1].map(at => [at / 1000, '1'])
    const { measurement, server } = await measured(
      json(success('matrix', [{ metric: {}, values }])),
      { grid: odd }
    )
    expect(asked(server.seen[0]).get('step')).toBe('68.600001')
    expect(measurement.series[0]?.samples.map(({ at }) => at)).toEqual([odd.first, odd.last])
  })

  test('count where a gateway cuts instants to whole seconds, downwards', async () => {
    const first = noon + 617
    const values = [0, 60, 120].map(offset => [seconds + offset, `${offset}`])
    const { measurement } = await measured(json(success('matrix', [{ metric: {}, values }])), {
      grid: { ...grid, first, last: first + 2 * minute }
    })
    expect(measurement.series[0]?.samples.map(({ at }) => at - first)).toEqual([
      0,
      minute,
      2 * minute
    ])
  })

  test('beyond 11 000 points are asked in several requests and put together', async () => {
    const step = 15_000
    const points = 17_280
    const last = noon + (points - 1) * step
    const { server, measurement } = await measured(everyPoint, {
      grid: { first: noon, last, step, width: step }
    })
    expect(server.seen).toHaveLength(2)
    const samples = measurement.series[0]?.samples ?? []
    expect(samples).toHaveLength(points)
    expect(samples.at(-1)?.at).toBe(last)
    expect(new Set(samples.map(({ at }) => at)).size).toBe(points)
  })
})

describe('an answer that is not whole', () => {
  test.each([
    ['warnings', { warnings: ['store gateway-1 did not answer'] }],
    ['isPartial', { isPartial: true }]
  ])('by %s is incomplete', async (_name, extra) => {
    const body = { ...success('vector', [{ metric: {}, value: [seconds, '1'] }]), ...extra }
    const { measurement } = await measured(json(body))
    expect(measurement.complete).toBe(false)
    expect(measurement.notes).toHaveLength(1)
  })

  test.each([
    ['infos', { infos: ['PromQL info: metric might not be a counter'] }],
    ['an info among warnings', { warnings: ['PromQL info: metric might not be a counter'] }],
    ['no warning', { warnings: [] }]
  ])('is not one with %s', async (_name, extra) => {
    const body = { ...success('vector', [{ metric: {}, value: [seconds, '1'] }]), ...extra }
    expect((await measured(json(body))).measurement.complete).toBe(true)
  })

  test.each([
    ['0', 0],
    ['12', 12]
  ])('of VictoriaMetrics tells that %s series were looked at', async (seriesFetched, scanned) => {
    const body = { ...success('vector', []), stats: { seriesFetched } }
    expect((await measured(json(body))).measurement).toMatchObject({ scanned, complete: true })
  })

  test('of Prometheus does not know how many were', async () => {
    expect((await measured(json(success('vector', [])))).measurement).not.toHaveProperty('scanned')
  })
})

describe('a query that is refused', () => {
  test('as bad_data is invalid, in the words of Prometheus', async () => {
    const error = 'invalid parameter "query": 1:10: parse error: unclosed left parenthesis'
    const { failure } = await refused(json({ status: 'error', errorType: 'bad_data', error }, 400))
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toContain(`answered 400: bad_data: ${error}`)
  })

  test('while it ran is a failure of the backend', async () => {
    const body = {
      status: 'error',
      errorType: 'execution',
      error: 'query processing would load too many samples'
    }
    const { failure } = await refused(inTurn(json(body, 422), json(success('vector', []))))
    expect(failure.code).toBe('provider-error')
  })

  test('with 422 even where there is no data is invalid', async () => {
    const body = { status: 'error', errorType: '422', error: 'cannot parse expr: unknown func' }
    const { failure, server } = await refused(json(body, 422))
    expect(failure.code).toBe('invalid-query')
    expect(asked(server.seen[1]).get('time')).toBe('1')
  })

  test('with a status of 200 all the same is a failure', async () => {
    const { failure } = await refused(
      json({ status: 'error', errorType: 'timeout', error: 'slow' })
    )
    expect(failure.code).toBe('provider-error')
  })
})

test('a backend that takes no POST is asked by GET, and remembered', async () => {
  const server = await stub((seen, response) => {
    const answer = seen.method === 'POST' ? text('no', 405) : vectorOf(sample('4'))
    return answer(seen, response)
  })
  const source = prometheus.connect(endpointTo('prometheus', server.url)).source(valueOf(longQuery))
  for (const _time of [1, 2]) await source.measure(gridOf(), io())
  expect(server.seen.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET'])
  expect(server.seen[1]?.url.searchParams.get('query')).toBe(longQuery)
})

test('a tenant travels as X-Scope-OrgID', async () => {
  const { server } = await measured(vectorOf(sample('1')), { options: { tenant: 'team-a' } })
  expect(server.seen[0]?.headers['x-scope-orgid']).toBe('team-a')
})

describe('firing alerts', () => {
  test('are counted, and none is 0', () => {
    const labels = { service: 'shop', note: 'a "b" \\ c\nd' }
    const source = sourceOf({ kind: 'firing', labels })
    expect(source.pointInTime).toBe(true)
    expect(source.describe(minute)).toBe(
      'count(ALERTS{service="shop",note="a \\"b\\" \\\\ c\\nd",alertstate="firing"}) or vector(0)'
    )
  })

  test('need label names', () => {
    expect(() => sourceOf({ kind: 'firing', labels: { 'a"}': 'x' } })).toThrow('not a label name')
  })
})

test('a count over a window needs the window in its query', () => {
  const events = (query: string): Question => ({ kind: 'events', query: queryOf(query) })
  expect(() => sourceOf(events('sum(errors_total)'))).toThrow('{{window}}')
  expect(sourceOf(events('sum(increase(errors_total[{{window}}]))')).describe(90_000)).toBe(
    'sum(increase(errors_total[90s]))'
  )
})

function success(resultType: string, result: unknown): Readonly<Record<string, unknown>> {
  return { status: 'success', data: { resultType, result } }
}

function sample(value: string, at = seconds): unknown {
  return { metric: {}, value: [at, value] }
}

function vectorOf(...samples: readonly unknown[]): Answer {
  return json(success('vector', samples))
}

/** Answers a range as Prometheus does: a value at each step, both ends included. */
const everyPoint: Answer = (seen, response) => {
  const form = asked(seen)
  const [start, end, step] = ['start', 'end', 'step'].map(name => Number(form.get(name)))
  const values: unknown[] = []
  for (let at = start ?? 0; at <= (end ?? 0); at += step ?? 1) values.push([at, '1'])
  if (values.length > 11_000) return text('too many points', 400)(seen, response)
  return json(success('matrix', [{ metric: {}, values }]))(seen, response)
}

function valueOf(query: string): Question {
  return { kind: 'value', query: queryOf(query) }
}

function sourceOf(question: Question) {
  return prometheus.connect(endpointTo('prometheus', 'https://x.example.com')).source(question)
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
  readonly query?: string
  readonly grid?: Grid
  readonly options?: EndpointSettings['options']
}

/** The parameters of a request, wherever they travelled. */
function asked(seen: StubServer['seen'][number] | undefined): URLSearchParams {
  return seen?.method === 'POST'
    ? new URLSearchParams(seen.body)
    : (seen?.url.searchParams ?? new URLSearchParams())
}

async function measured(
  answer: Answer,
  { query = 'sum(up)', grid = gridOf(), options = {} }: Setting = {}
): Promise<{ readonly measurement: Measurement; readonly server: StubServer }> {
  const server = await stub(answer)
  const endpoint = endpointTo('prometheus', server.url, { options })
  const measurement = await prometheus.connect(endpoint).source(valueOf(query)).measure(grid, io())
  return { measurement, server }
}

async function refused(answer: Answer) {
  const server = await stub(answer)
  const source = prometheus.connect(endpointTo('prometheus', server.url)).source(valueOf('sum(up)'))
  const { failure } = await providerErrorOf(source.measure(gridOf(), io()))
  return { failure, server }
}
