import { afterEach, describe, expect, test } from '@jest/globals'
import type { Measurement } from '../../src/model.js'
import { loki } from '../../src/providers/loki.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer, text } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const seconds = noon / 1000
const lines = '{app="shop"} |= "ERROR"'

describe('a log query', () => {
  test('is counted over the window, at the instant, past every cache', async () => {
    const { server, measurement } = await measured(counted('7', 120), { query: lines })
    const [seen] = server.seen
    expect(seen?.method).toBe('GET')
    expect(seen?.url.pathname).toBe('/loki/api/v1/query')
    expect(Object.fromEntries(seen?.url.searchParams ?? [])).toEqual({
      query: 'sum(count_over_time({app="shop"} |= "ERROR" [60s] offset 1ns))',
      time: `${noon}000000`
    })
    expect(seen?.headers['cache-control']).toBe('no-cache')
    expect(measurement).toEqual({
      series: [{ labels: {}, samples: [{ at: noon, value: 7 }] }],
      complete: true,
      scanned: 120,
      notes: [],
      retries: 0
    })
  })

  test.each([
    [90_000, '[90s]'],
    [1_500, '[1500ms]']
  ])('over %d ms says %s', (width, range) => {
    expect(sourceOf(events(lines)).describe(width)).toContain(range)
  })

  test('may end in a comment', () => {
    const query = '{app="shop"} # the shop\n|= "ERROR" # and its errors'
    expect(sourceOf(events(query)).describe(minute)).toBe(
      `sum(count_over_time(${query}\n[60s] offset 1ns))`
    )
  })

  test('that holds the window is sent as it stands', () => {
    const query = 'sum by (level) (count_over_time({app="shop"}[{{window}}]))'
    expect(sourceOf(events(query)).describe(minute)).toBe(
      'sum by (level) (count_over_time({app="shop"}[60s]))'
    )
  })

  test('as a value is sent as it stands, a nanosecond early, and nothing is nothing', async () => {
    const question: Question = { kind: 'value', query: queryOf('sum(rate({app="shop"}[1m]))') }
    const { measurement, server } = await measured(nothing(9), { question })
    expect(server.seen[0]?.url.searchParams.get('query')).toBe('sum(rate({app="shop"}[1m]))')
    // A range takes (at - width, at]: what is stamped with `at` itself belongs to the next window.
    expect(server.seen[0]?.url.searchParams.get('time')).toBe(`${noon - 1}999999`)
    expect(measurement.series).toEqual([])
  })
})

describe('no matching line', () => {
  test('is 0 where lines were looked at', async () => {
    const { measurement } = await measured(nothing(44))
    expect(measurement.series).toEqual([{ labels: {}, samples: [{ at: noon, value: 0 }] }])
    expect(measurement.scanned).toBe(44)
  })

  test('is nothing where the selector matches no stream', async () => {
    const { measurement } = await measured(nothing(0))
    expect(measurement).toMatchObject({ series: [], scanned: 0, complete: true })
  })

  test('is nothing where nobody says what was looked at', async () => {
    const { measurement } = await measured(json(success('vector', [])))
    expect(measurement.series).toEqual([])
    expect(measurement).not.toHaveProperty('scanned')
  })
})

test('what an answer cost is told with it, over all its parts', async () => {
  const body = success('vector', [], 44) as { data: { stats: { summary: object } } }
  Object.assign(body.data.stats.summary, { totalBytesProcessed: 7_000 })
  expect((await measured(json(body))).measurement.bytes).toBe(7_000)
  const grid = gridOf({ first: noon, last: noon + 2 * minute })
  expect((await measured(json(body), { grid })).measurement.bytes).toBe(21_000)
})

describe('several instants', () => {
  test('up to twelve are asked one by one, each exactly', async () => {
    const grid = gridOf({ first: noon + 7, last: noon + 7 + 11 * minute })
    const { measurement, server } = await measured(countedAtItsTime, { grid })
    expect(server.seen.map(({ url }) => url.pathname)).toEqual(Array(12).fill('/loki/api/v1/query'))
    const samples = measurement.series[0]?.samples ?? []
    expect(samples.map(({ at }) => at)).toEqual(
      Array.from({ length: 12 }, (_, index) => noon + 7 + index * minute)
    )
    expect(measurement.scanned).toBe(12 * 5)
  })

  test('beyond are a range on the multiples of the step, where Loki answers anyway', async () => {
    const grid = gridOf({ first: noon + 7, last: noon + 7 + 20 * minute })
    const { measurement, server } = await measured(rangeFromTheFrontEnd, { grid })
    const form = server.seen[0]?.url.searchParams
    expect(server.seen).toHaveLength(1)
    expect(form?.get('start')).toBe(`${noon + minute}000000`)
    expect(form?.get('end')).toBe(`${noon + 20 * minute}000000`)
    expect(form?.get('step')).toBe('60s')
    expect(form?.get('query')).toContain('[60s] offset 1ns')
    const samples = measurement.series[0]?.samples ?? []
    expect(samples).toHaveLength(20)
    expect(samples.every(({ at }) => at >= grid.first && at <= grid.last)).toBe(true)
    expect(samples.filter(({ value }) => value === 0)).toHaveLength(10)
  })
})

test('a step that is told twice makes the answer incomplete', async () => {
  const values = ['200', '3'].map(value => [seconds + 60, value])
  const { measurement } = await measured(json(success('matrix', [{ metric: {}, values }], 5)), {
    grid: gridOf({ first: noon, last: noon + 20 * minute })
  })
  expect(measurement).toMatchObject({
    complete: false,
    notes: ['The backend gave two values for one instant of one series.']
  })
})

describe('a Loki before 2.3, which has no offset', () => {
  const grid = gridOf({ first: noon, last: noon + 20 * minute })

  test('is asked for ranges that begin a nanosecond earlier, and not with an offset again', async () => {
    const server = await stub(withoutOffset)
    const source = loki.connect(endpointTo('loki', server.url)).source(events(lines))
    for (const _ of ['first', 'again']) {
      const { series } = await source.measure(grid, io())
      const stamps = series[0]?.samples.map(({ at }) => at)
      expect(stamps).toEqual(Array.from({ length: 21 }, (_, index) => noon + index * minute))
    }
    const asked = server.seen.map(({ url: { searchParams: form } }) => [
      form.get('query')?.includes('offset'),
      form.get('start')
    ])
    const earlier = [false, `${noon - 1}999999`]
    expect(asked).toEqual([[true, `${noon}000000`], earlier, earlier])
  })

  test('is asked a nanosecond earlier at one instant', async () => {
    const server = await stub((seen, response) => {
      const offset = seen.url.searchParams.get('query')?.includes('offset') === true
      return (offset ? text(unknownOffset, 400) : counted('7', 120))(seen, response)
    })
    const source = loki.connect(endpointTo('loki', server.url)).source(events(lines))
    for (const _ of ['first', 'again']) {
      const { series } = await source.measure(gridOf(), io())
      expect(series[0]?.samples).toEqual([{ at: noon, value: 7 }])
    }
    const earlier = `${noon - 1}999999`
    expect(server.seen.map(({ url }) => url.searchParams.get('time'))).toEqual([
      `${noon}000000`,
      earlier,
      earlier
    ])
  })

  test('tells what is wrong with the query itself', async () => {
    const server = await stub(async (seen, response) => {
      const offset = seen.url.searchParams.get('query')?.includes('offset') === true
      await text(offset ? unknownOffset : 'the true reason', 400)(seen, response)
    })
    const source = loki.connect(endpointTo('loki', server.url)).source(events(lines))
    const { failure } = await providerErrorOf(source.measure(grid, io()))
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toContain('the true reason')
  })

  test.each([
    [500, 'too many outstanding requests'],
    [400, 'parse error at line 1, col 30: syntax error: unexpected $end']
  ])('is not what one is taken for that answers %d "%s"', async (status, words) => {
    const server = await stub(text(words, status))
    const source = loki.connect(endpointTo('loki', server.url)).source(events(lines))
    await providerErrorOf(source.measure(grid, io()))
    const queries = server.seen.map(({ url }) => url.searchParams.get('query') ?? '')
    expect(queries.every(query => query.includes('offset'))).toBe(true)
  })
})

describe('a refusal', () => {
  test.each([
    [400, 'parse error at line 1, col 30: syntax error: unexpected $end', 'invalid-query'],
    [400, 'log queries are not supported as an instant query type', 'invalid-query'],
    [401, 'no org id', 'not-authorised'],
    [404, '404 page not found', 'provider-error'],
    [504, 'request timed out, decrease the duration of the request', 'provider-error'],
    [429, 'too many outstanding requests', 'rate-limited']
  ])('with %d "%s" is %s', async (status, words, code) => {
    const server = await stub(text(words, status))
    const { failure } = await providerErrorOf(
      loki.connect(endpointTo('loki', server.url)).source(events(lines)).measure(gridOf(), io())
    )
    expect(failure.code).toBe(code)
    if (status !== 429) expect(failure.message).toContain(words)
  })

  test('of log lines where a number is expected is an invalid query', async () => {
    const server = await stub(json(success('streams', [])))
    const { failure } = await providerErrorOf(
      loki.connect(endpointTo('loki', server.url)).source(events(lines)).measure(gridOf(), io())
    )
    expect(failure.code).toBe('invalid-query')
  })
})

test('a scalar, which Loki stamps in milliseconds, is taken', async () => {
  const { measurement } = await measured(
    json({ status: 'success', data: { resultType: 'scalar', result: [noon, '2'], stats: {} } })
  )
  expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 2 }])
})

test('a tenant travels as X-Scope-OrgID', async () => {
  const server = await stub(counted('1', 1))
  const endpoint = endpointTo('loki', server.url, { options: { tenant: 'a|b' } })
  await loki.connect(endpoint).source(events(lines)).measure(gridOf(), io())
  expect(server.seen[0]?.headers['x-scope-orgid']).toBe('a|b')
})

function success(resultType: string, result: unknown, scanned?: number): unknown {
  const stats = scanned === undefined ? {} : { summary: { totalLinesProcessed: scanned } }
  return { status: 'success', data: { resultType, result, stats } }
}

function counted(value: string, scanned: number): Answer {
  return json(success('vector', [{ metric: {}, value: [seconds, value] }], scanned))
}

function nothing(scanned: number): Answer {
  return json(success('vector', [], scanned))
}

const countedAtItsTime: Answer = (seen, response) => {
  const at = Number(seen.url.searchParams.get('time')) / 1e9
  return json(success('vector', [{ metric: {}, value: [at, '3'] }], 5))(seen, response)
}

/** Loki's front end: start and end moved down to multiples of the step, one bucket before the window. */
const rangeFromTheFrontEnd: Answer = (seen, response) => {
  const [start = 0, end = 0] = ['start', 'end'].map(name =>
    Math.floor(Number(seen.url.searchParams.get(name)) / 60e9)
  )
  const values: unknown[] = []
  for (let index = start - 1; index <= end; index += 1) {
    if (index % 2 === 0) values.push([index * 60, '4'])
  }
  return json(success('matrix', [{ metric: {}, values }], 80))(seen, response)
}

const unknownOffset =
  'parse error at line 1, col 50: syntax error: unexpected IDENTIFIER, expecting )'

/** Its instants are where they were asked for; their stamps are milliseconds, cut. */
const withoutOffset: Answer = (seen, response) => {
  const form = seen.url.searchParams
  if (form.get('query')?.includes('offset') === true) {
    return text(unknownOffset, 400)(seen, response)
  }
  const [start = 0n, end = 0n] = ['start', 'end'].map(name => BigInt(form.get(name) ?? ''))
  const values: unknown[] = []
  for (let at = start; at <= end; at += 60_000_000_000n) {
    values.push([Number(at / 1_000_000n) / 1_000, '4'])
  }
  return json(success('matrix', [{ metric: {}, values }], 80))(seen, response)
}

function events(query: string): Question {
  return { kind: 'events', query: queryOf(query) }
}

function sourceOf(question: Question) {
  return loki.connect(endpointTo('loki', 'https://x.example.com')).source(question)
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
  readonly question?: Question
  readonly grid?: Grid
}

async function measured(
  answer: Answer,
  { query = lines, question = events(query), grid = gridOf() }: Setting = {}
): Promise<{ readonly measurement: Measurement; readonly server: StubServer }> {
  const server = await stub(answer)
  const source = loki.connect(endpointTo('loki', server.url)).source(question)
  return { measurement: await source.measure(grid, io()), server }
}
