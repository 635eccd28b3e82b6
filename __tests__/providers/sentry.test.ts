import { afterEach, describe, expect, test } from '@jest/globals'
import type { EndpointSettings } from '../../src/model.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { sentry } from '../../src/providers/sentry.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import {
  type Content,
  type Issue,
  organization,
  startSentry,
  token
} from '../support/fake-sentry.js'
import { providerErrorOf } from '../support/rejection.js'
import { expectExactSteps } from '../support/steps.js'
import { type Answer, json, startStub } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const search = 'level:error'
const steps = gridOf({ first: noon + 7, last: noon + 7 + 40 * minute })

describe('events', () => {
  test('of one window are counted by Sentry, of these projects and environments', async () => {
    const { measurement, seen } = await measured({ events: [event(noon - 1)] }, search, gridOf(), {
      projects: ['shop', 42],
      environments: ['production']
    })
    expect(seen[0]?.method).toBe('GET')
    expect(seen[0]?.url.pathname).toBe('/api/0/organizations/acme/events/')
    expect([...(seen[0]?.url.searchParams ?? [])]).toEqual([
      ['dataset', 'errors'],
      ['field', 'count()'],
      ['query', search],
      ['start', '2026-11-23T11:59:00.000'],
      ['end', '2026-11-23T12:00:00.000'],
      ['per_page', '1'],
      ['project', 'shop'],
      ['project', '42'],
      ['environment', 'production']
    ])
    expect(measurement).toEqual({
      series: [{ labels: {}, samples: [{ at: noon, value: 1 }] }],
      complete: true,
      notes: [],
      retries: 0
    })
  })

  test('include the start of the window and not its end; none are 0', async () => {
    const at = [noon - minute - 1, noon - minute, noon - 1, noon]
    const { measurement } = await measured({ events: at.map(one => event(one)) }, search)
    expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 2 }])
    expect((await measured({}, search)).measurement.series[0]?.samples[0]?.value).toBe(0)
  })

  test('of many steps are one request, stamped with their ends', async () => {
    const { measurement, seen } = await measured({ events: [event(noon + minute)] }, search, steps)
    expect(seen).toHaveLength(1)
    expect(seen[0]?.url.pathname).toBe('/api/0/organizations/acme/events-timeseries/')
    expect(Object.fromEntries(seen[0]?.url.searchParams ?? [])).toEqual({
      dataset: 'errors',
      yAxis: 'count()',
      query: search,
      start: '2026-11-23T12:00:00.000',
      end: '2026-11-23T12:40:00.000',
      interval: '60s'
    })
    const samples = measurement.series[0]?.samples ?? []
    expect(samples).toHaveLength(40)
    expect(samples.filter(({ value }) => value > 0)).toEqual([{ at: noon + 2 * minute, value: 1 }])
    expect(measurement).toMatchObject({ complete: true, notes: [] })
  })

  test('that are still to come make the answer partial', async () => {
    const server = await startSentry({}, noon + 30 * minute)
    closers.push(() => server.close())
    const source = sentry.connect(endpointOf(server.url)).source(events(search))
    const { series, complete } = await source.measure(steps, io())
    expect(complete).toBe(false)
    expect(series[0]?.samples).toHaveLength(30)
  })

  test.each<[string, unknown, Grid]>([
    ['a window', { data: [{ 'count()': 7 }], meta: { dataScanned: 'partial' } }, gridOf()],
    [
      'steps',
      { timeSeries: [{ values: [], meta: { interval: minute, dataScanned: 'partial' } }] },
      steps
    ]
  ])('of which Sentry scanned a part make %s partial', async (_what, body, grid) => {
    const { measurement } = await told(json(body), search, grid)
    expect(measurement).toMatchObject({ complete: false })
  })

  test('in steps of another length are not trusted', async () => {
    const values = [{ timestamp: noon, value: 5, incomplete: false }]
    const body = { timeSeries: [{ values, meta: { interval: 5 * minute } }] }
    const { measurement } = await told(json(body), search, steps)
    expect(measurement).toMatchObject({ complete: false, series: [] })
    expect(measurement.notes.join()).toContain('another length')
  })

  test('are each counted in one step and no other, whatever the window', async () => {
    const ask = async (at: readonly number[], grid: Grid) => {
      const content = { events: at.map(one => event(one)) }
      return (await measured(content, search, grid)).measurement
    }
    await expectExactSteps(ask, [15_000, 30_000, 60_000])
  })

  test('of overlapping windows have an end', async () => {
    const many = gridOf({ first: noon, last: noon + 200 * minute, width: 5 * minute })
    expect((await refused(json({}), search, many)).code).toBe('provider-error')
  })
})

describe('new issues', () => {
  const dataset = { dataset: 'issues' }
  const release = 'firstRelease:"shop@1.2.0"'

  test('are those first seen in the window', async () => {
    const issues = [issue('a', noon - 1), issue('b', noon), issue('c', noon - minute - 1)]
    const { measurement, seen } = await measured({ issues }, release, gridOf(), dataset)
    expect(seen[0]?.url.pathname).toBe('/api/0/organizations/acme/issues/')
    expect(Object.fromEntries(seen[0]?.url.searchParams ?? [])).toEqual({
      query: `${release} firstSeen:>=2026-11-23T11:59:00.000 firstSeen:<2026-11-23T12:00:00.000`,
      start: '2026-11-23T11:59:00.000',
      end: '2026-11-23T12:00:00.000',
      sort: 'new',
      limit: '100'
    })
    expect(measurement).toEqual({
      series: [{ labels: {}, samples: [{ at: noon, value: 1 }] }],
      complete: true,
      notes: ['New since 2026-11-23T11:59:59.999Z: TypeError a'],
      retries: 0
    })
  })

  test('of every window asked about are told apart in one listing', async () => {
    const issues = [
      issue('a', noon + 7 - 1),
      issue('b', noon + 7),
      issue('c', noon + 7 + 5 * minute)
    ]
    const { measurement, seen } = await measured({ issues }, release, steps, dataset)
    expect(seen).toHaveLength(1)
    const samples = measurement.series[0]?.samples ?? []
    expect(samples).toHaveLength(41)
    expect(samples.map(({ value }) => value).slice(0, 8)).toEqual([1, 1, 0, 0, 0, 0, 1, 0])
  })

  test('come page by page, each once', async () => {
    const issues = Array.from({ length: 250 }, (_, index) => issue(String(index), noon - 1 - index))
    const { measurement, seen } = await measured({ issues }, release, gridOf(), dataset)
    expect(seen.map(({ url }) => url.searchParams.get('cursor'))).toEqual([
      null,
      '0:100:0',
      '0:200:0'
    ])
    expect(measurement).toMatchObject({ complete: true })
    expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 250 }])
  })

  test('of more than a thousand are a lower bound', async () => {
    const issues = Array.from({ length: 1_200 }, (_, index) => issue(String(index), noon - 1))
    const { measurement } = await measured({ issues }, release, gridOf(), dataset)
    expect(measurement.complete).toBe(false)
    expect(measurement.series[0]?.samples[0]?.value).toBe(1_000)
  })

  test('that Sentry gives beyond the window are left out', async () => {
    const body = [{ id: '1', title: 'old', firstSeen: '2026-11-01T00:00:00Z' }]
    const { measurement } = await told(json(body), release, gridOf(), dataset)
    expect(measurement).toMatchObject({ notes: [], series: [{ samples: [{ value: 0 }] }] })
  })
})

test.each([
  'firstSeen:>2026-01-01',
  'level:error age:-1h',
  '(timestamp:>2026 OR x)',
  '!lastSeen:x'
])('a search with a time of its own is refused: %s', query => {
  expect(() => sourceOf(query)).toThrow(/is written by Bakegate/)
})

test('a search holds no window', () => {
  expect(() => sourceOf('level:error {{window}}')).toThrow(/no window in it/)
})

describe('a refusal', () => {
  test.each<[number, unknown, string, RegExp]>([
    [400, { detail: 'Invalid search filter: x' }, 'invalid-query', /Invalid search filter: x/],
    [
      401,
      { detail: 'Invalid token' },
      'not-authorised',
      /Check the endpoint's bearer-token, its scopes/
    ],
    [403, { detail: { message: 'No permission', code: 'x' } }, 'not-authorised', /No permission/],
    [
      404,
      { detail: 'The requested resource does not exist' },
      'provider-error',
      /Check the organization/
    ]
  ])('with %d is told in its words', async (status, body, code, words) => {
    const failed = await refused(json(body, status), search)
    expect(failed.code).toBe(code)
    expect(failed.message).toMatch(words)
  })

  test('of a project that the token may not see is told', async () => {
    const server = await startSentry({})
    closers.push(() => server.close())
    const source = sentry
      .connect(endpointOf(server.url, { projects: ['cart'] }))
      .source(events(search))
    expect((await providerErrorOf(source.measure(gridOf(), io()))).failure.code).toBe(
      'not-authorised'
    )
  })
})

test.each([
  [{ region: 'us' }, 'https://us.sentry.io'],
  [{ region: 'de' }, 'https://de.sentry.io'],
  [{}, undefined]
])('%j lives at %s', (region, url) => {
  expect(sentry.address?.(region)).toBe(url)
})

test.each([{ organization: 'a/../b' }, { organization: 'A' }, { projects: [] }, { dataset: 'x' }])(
  'options with %j are refused',
  wrong => {
    expect(sentry.options.safeParse({ organization, ...wrong }).success).toBe(false)
  }
)

function event(at: number) {
  return { at, level: 'error', release: 'shop@1.2.0' }
}

function issue(id: string, firstSeen: number): Issue {
  return { id, title: `TypeError ${id}`, firstSeen, firstRelease: 'shop@1.2.0' }
}

function events(query: string): Question {
  return { kind: 'events', query: queryOf(query) }
}

function endpointOf(
  url: string,
  options: Readonly<Record<string, unknown>> = {}
): EndpointSettings {
  return endpointTo('sentry', url, {
    auth: { kind: 'bearer', token },
    options: { organization, ...options }
  })
}

function sourceOf(query: string) {
  return sentry.connect(endpointOf('https://x.example.com')).source(events(query))
}

function io(): ReturnType<typeof ioOf> {
  const http = hastyHttp()
  closers.push(() => http.close())
  return ioOf(http)
}

async function measured(
  content: Content,
  query: string,
  grid: Grid = gridOf(),
  options: Readonly<Record<string, unknown>> = {}
) {
  const server = await startSentry(content)
  closers.push(() => server.close())
  const source = sentry.connect(endpointOf(server.url, options)).source(events(query))
  return { measurement: await source.measure(grid, io()), seen: server.seen }
}

async function told(
  answer: Answer,
  query: string,
  grid: Grid = gridOf(),
  options: Readonly<Record<string, unknown>> = {}
) {
  const server = await startStub(answer)
  closers.push(() => server.close())
  const source = sentry.connect(endpointOf(server.url, options)).source(events(query))
  return { measurement: await source.measure(grid, io()), seen: server.seen }
}

async function refused(answer: Answer, query: string, grid: Grid = gridOf()) {
  return (await providerErrorOf(told(answer, query, grid))).failure
}
