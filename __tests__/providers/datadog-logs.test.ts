import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { EndpointSettings, Window } from '../../src/model.js'
import { datadogLogs } from '../../src/providers/datadog-logs.js'
import { scopeOf } from '../../src/providers/datadog-query.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { type Content, keys, type Line, startDatadog } from '../support/fake-datadog.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const options = { 'api-key': keys.api, 'application-key': keys.application }
const search = 'service:shop status:error'

describe('a search', () => {
  test('is counted beside all events of its origin, in one request', async () => {
    const { seen } = await measured({ lines: [line(noon - 1)] }, events(search))
    expect(seen).toHaveLength(1)
    const common = { data_source: 'logs', compute: { aggregation: 'count' }, group_by: [] }
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      data: {
        type: 'scalar_request',
        attributes: {
          from: noon - minute,
          to: noon,
          queries: [
            { name: 'q0_query', ...common, search: { query: search }, indexes: ['*'] },
            { name: 'q1_query', ...common, search: { query: 'service:shop' }, indexes: ['*'] }
          ],
          formulas: [{ formula: 'q0_query' }, { formula: 'q1_query' }]
        }
      }
    })
  })

  test('of given indexes and another source says so', async () => {
    const { seen } = await measured({}, events('service:shop'), gridOf(), {
      source: 'ci-pipelines',
      indexes: ['main']
    })
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      data: { attributes: { queries: [{ data_source: 'ci_pipelines', indexes: ['main'] }, {}] } }
    })
  })

  test('that finds nothing is 0 where its service logs', async () => {
    const lines = [line(noon - 1, { status: 'info' }), line(noon - 2, { status: 'info' })]
    const { measurement } = await measured({ lines }, events(search))
    expect(measurement).toMatchObject({ scanned: 2, complete: true })
    expect(measurement.series).toEqual([{ labels: {}, samples: [{ at: noon, value: 0 }] }])
  })

  test('that finds nothing is nothing where its service is silent', async () => {
    const lines = [line(noon - 1, { service: 'cart' })]
    const { measurement } = await measured({ lines }, events(search))
    expect(measurement).toMatchObject({ scanned: 0, series: [] })
  })

  test('includes the start of its window and not its end', async () => {
    const at = [noon - minute - 1, noon - minute, noon - 1, noon]
    const { measurement } = await measured({ lines: at.map(one => line(one)) }, events(search))
    expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 2 }])
  })

  test('over many steps is one request, with zeros where the service logs', async () => {
    const grid = gridOf({ first: noon, last: noon + 30 * minute })
    const lines = [line(noon + 1), line(noon + minute)]
    const { measurement, seen } = await measured({ lines }, events(search), grid)
    expect(seen).toHaveLength(1)
    const samples = measurement.series[0]?.samples ?? []
    expect(samples).toHaveLength(31)
    expect(samples.filter(({ value }) => value > 0)).toEqual([
      { at: noon + minute, value: 1 },
      { at: noon + 2 * minute, value: 1 }
    ])
  })

  test('holds no window', () => {
    expect(() => sourceOf(events('service:shop {{window}}'))).toThrow(/no window in it/)
  })
})

test.each([
  ['service:shop status:error', 'service:shop'],
  ['env:prod service:shop @http.status_code:[500 TO 599]', 'env:prod service:shop'],
  ['service:"my shop" "service:other"', 'service:"my shop"'],
  ['-service:shop error', '*'],
  ['(service:shop OR service:cart) status:error', '*'],
  ['service:shop OR status:error', '*'],
  ['service:shop "a OR (b"', 'service:shop'],
  ['error', '*']
])('the origin of %s is %s', (query, scope) => {
  expect(scopeOf(query)).toBe(scope)
})

describe('a value', () => {
  const text =
    'logs("service:shop @user:\\"a b\\"").index("main").rollup("pc95", "@duration").by("@route, env")'

  test('is asked in the form of monitors', async () => {
    const answer = json({ data: { attributes: { columns: [] } } })
    const { seen } = await told(answer, value(text))
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      data: {
        attributes: {
          queries: [
            {
              data_source: 'logs',
              search: { query: 'service:shop @user:"a b"' },
              indexes: ['main'],
              compute: { aggregation: 'pc95', metric: '@duration' },
              group_by: [
                { facet: '@route', limit: 100 },
                { facet: 'env', limit: 100 }
              ]
            }
          ]
        }
      }
    })
  })

  test.each([
    ['spans', 'spans'],
    ['spans', 'trace-analytics'],
    ['audit', 'audits'],
    ['ci-pipelines', 'ci-pipelines']
  ])('of %s may be written as its monitors are, %s(…)', async (source, word) => {
    const text = `${word}("service:shop").index("trace-search", "djm-search").rollup("pc99", "@duration").by("resource_name")`
    const answer = json({ data: { attributes: { columns: [] } } })
    const { seen } = await told(answer, value(text), { source })
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      data: {
        attributes: {
          queries: [
            {
              data_source: source.replace('-', '_'),
              search: { query: 'service:shop' },
              indexes: ['trace-search', 'djm-search'],
              compute: { aggregation: 'pc99', metric: '@duration' },
              group_by: [{ facet: 'resource_name', limit: 100 }]
            }
          ]
        }
      }
    })
  })

  test('with as many groups as were asked for may have more', async () => {
    const names = Array.from({ length: 100 }, (_, index) => [`g${index}`])
    const columns = [
      { name: 'env', type: 'group', values: names },
      { name: 'q0_query', type: 'number', values: names.map((_, index) => index) }
    ]
    const answer = json({ data: { attributes: { columns } } })
    const { measurement } = await told(answer, value('logs("*").rollup("count").by("env")'))
    expect(measurement.series).toHaveLength(100)
    expect(measurement.complete).toBe(false)
  })

  test.each([
    ['service:shop', /as monitors do it/],
    ['spans("service:shop").rollup("count")', /as monitors do it/],
    ['trace-analytics("service:shop").rollup("count")', /as monitors do it/],
    ['logs("a").index("b" "c").rollup("count")', /as monitors do it/],
    ['logs("a").rollup("median", "@d")', /rollup\("median"\) is not known/],
    ['logs("a").rollup("pc95")', /needs what to compute/],
    ['logs("a").rollup("count") > 5', /as monitors do it/]
  ])('%s is refused before anything is asked', (query, words) => {
    expect(() => sourceOf(value(query))).toThrow(words)
  })
})

describe('lines', () => {
  const window = { start: noon - minute, end: noon }

  test('are searched newest first, and told oldest first', async () => {
    const lines = [line(noon - 5, { id: 'b' }), line(noon - 9, { id: 'a' }), line(noon)]
    const { batch, seen } = await fetched({ lines })
    expect(seen[0]?.url.pathname).toBe('/api/v2/logs/events/search')
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      filter: {
        query: search,
        indexes: ['*'],
        from: '2026-11-23T11:59:00.000Z',
        to: '2026-11-23T12:00:00.000Z'
      },
      sort: '-timestamp',
      page: { limit: 1000 }
    })
    expect(batch).toEqual({
      lines: [noon - 9, noon - 5].map(at => ({
        at,
        text: 'NullPointerException at Cart.checkout',
        stream: { service: 'shop', host: 'web-1', env: 'prod', pod_name: 'shop-1' },
        fields: { 'http.status_code': '500', service: 'shop', host: 'web-1', status: 'error' }
      })),
      complete: true,
      notes: [],
      retries: 0
    })
  })

  test('come page by page, each once', async () => {
    const lines = Array.from({ length: 2_500 }, (_, index) => line(noon - 1 - index))
    const { batch, seen } = await fetched({ lines }, window, 5_000)
    expect(seen).toHaveLength(3)
    expect(batch.lines).toHaveLength(2_500)
    expect(batch.complete).toBe(true)
  })

  test('are the newest where there are too many, and not all', async () => {
    const lines = Array.from({ length: 50 }, (_, index) => line(noon - 1 - index))
    const { batch } = await fetched({ lines }, window, 20)
    expect(batch.lines.map(({ at }) => at)).toEqual(
      lines
        .slice(0, 20)
        .map(({ at }) => at)
        .reverse()
    )
    expect(batch.complete).toBe(false)
  })

  test.each([
    [{ status: 'timeout' }, /ran out of time/],
    [
      { status: 'done', warnings: [{ code: 'x', title: 't', detail: 'an index is missing' }] },
      /index is missing/
    ]
  ])('with %j are not all', async (meta, note) => {
    const server = await startStub(json({ data: [], meta }))
    closers.push(() => server.close())
    const batch = await linesOf(server.url).fetch(window, 10, io())
    expect(batch).toMatchObject({ complete: false, notes: [expect.stringMatching(note)] })
  })

  test.each([
    { empty: 1, complete: true, found: 1 },
    { empty: 5, complete: true, found: 1 },
    { empty: 6, complete: false, found: 0 }
  ])('are looked for behind $empty empty pages that name a next one', async one => {
    let page = 0
    const attributes = { timestamp: new Date(noon - 5).toISOString(), message: 'late' }
    const answer: Answer = (seen, response) => {
      page += 1
      const isLast = page > one.empty
      const data = isLast ? [{ id: 'a', type: 'log', attributes }] : []
      const meta = isLast ? { status: 'done' } : { status: 'done', page: { after: `c${page}` } }
      return json({ data, meta })(seen, response)
    }
    const server = await startStub(answer)
    closers.push(() => server.close())
    const batch = await linesOf(server.url).fetch(window, 10, io())
    expect(batch.lines).toHaveLength(one.found)
    expect(batch.complete).toBe(one.complete)
    expect(server.seen).toHaveLength(Math.min(one.empty + 1, 6))
  })

  test('lie inside the window, whatever Datadog gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -2 * minute, max: minute }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 60 }),
        async (offsets, most) => {
          const lines = offsets.map((offset, index) => line(noon + offset, { id: String(index) }))
          const { batch } = await fetched({ lines }, window, most)
          const inside = lines.filter(({ at }) => at >= window.start && at < window.end)
          expect(batch.lines).toHaveLength(Math.min(most, inside.length))
          expect(batch.lines.every(({ at }) => at >= window.start && at < window.end)).toBe(true)
          if (inside.length > most) expect(batch.complete).toBe(false)
        }
      ),
      { numRuns: 40 }
    )
  })

  test('of spans are not offered', () => {
    const endpoint = endpointOf('https://x.example.com', { source: 'spans' })
    expect(() => datadogLogs.connect(endpoint).lines?.(queryOf(search))).toThrow(/holds no lines/)
  })

  test('are refused as a query is', async () => {
    const server = await startStub(json({ errors: ['Invalid query'] }, 400))
    closers.push(() => server.close())
    const { failure } = await providerErrorOf(linesOf(server.url).fetch(window, 10, io()))
    expect(failure).toMatchObject({ code: 'invalid-query' })
  })
})

let ids = 0
function line(at: number, overrides: Partial<Line> = {}): Line {
  ids += 1
  const message = 'NullPointerException at Cart.checkout'
  return { id: `id-${ids}`, at, service: 'shop', status: 'error', message, ...overrides }
}

function value(query: string): Question {
  return { kind: 'value', query: queryOf(query) }
}

function events(query: string): Question {
  return { kind: 'events', query: queryOf(query) }
}

function endpointOf(url: string, more: Readonly<Record<string, unknown>> = {}): EndpointSettings {
  return endpointTo('datadog-logs', url, { options: { ...options, ...more } })
}

function sourceOf(question: Question) {
  return datadogLogs.connect(endpointOf('https://x.example.com')).source(question)
}

function linesOf(url: string) {
  const lines = datadogLogs.connect(endpointOf(url)).lines?.(queryOf(search))
  if (lines === undefined) throw new Error('no lines')
  return lines
}

function io(): ReturnType<typeof ioOf> {
  const http = hastyHttp()
  closers.push(() => http.close())
  return ioOf(http)
}

async function measured(
  content: Content,
  question: Question,
  grid: Grid = gridOf(),
  more: Readonly<Record<string, unknown>> = {}
) {
  const server = await startDatadog(content)
  closers.push(() => server.close())
  const source = datadogLogs.connect(endpointOf(server.url, more)).source(question)
  return { measurement: await source.measure(grid, io()), seen: server.seen }
}

async function told(answer: Answer, question: Question, more: EndpointSettings['options'] = {}) {
  const server = await startStub(answer)
  closers.push(() => server.close())
  const source = datadogLogs.connect(endpointOf(server.url, more)).source(question)
  return { measurement: await source.measure(gridOf(), io()), seen: server.seen }
}

async function fetched(
  content: Content,
  window: Window = { start: noon - minute, end: noon },
  most = 1_000
) {
  const server = await startDatadog(content)
  closers.push(() => server.close())
  return { batch: await linesOf(server.url).fetch(window, most, io()), seen: server.seen }
}
