import { auth as googleAuth, logging } from '@googleapis/logging'
import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readQuery } from '../../src/config/placeholders.js'
import type { EndpointSettings } from '../../src/model.js'
import { googleLogging } from '../../src/providers/google-logging.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { type FakeEntry, type FakeLogging, startLogging } from '../support/google-logging-fake.js'
import { providerErrorOf } from '../support/rejection.js'
import { json, startStub, type StubServer } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const errors = 'resource.type="cloud_run_revision" AND severity>=ERROR'
const events = (text: string): Question => ({ kind: 'events', query: queryOf(text) })
const entry = (at: number, more: Partial<FakeEntry> = {}): FakeEntry => ({
  timestamp: new Date(noon + at).toISOString(),
  severity: 'ERROR',
  ...more
})

async function fakeOf(fake: FakeLogging): Promise<StubServer> {
  const server = await startLogging(fake)
  closers.push(() => server.close())
  return server
}

function endpointAt({ url }: StubServer): EndpointSettings {
  return endpointTo('google-logging', url, {
    auth: { kind: 'bearer', token: 'ya29.token-of-the-job' },
    options: { project: 'shop' }
  })
}

function io() {
  const http = hastyHttp()
  closers.push(() => http.close())
  return ioOf(http)
}

function measured(server: StubServer, question: Question, grid: Grid = gridOf()) {
  return googleLogging.connect(endpointAt(server)).source(question).measure(grid, io())
}

describe('a count', () => {
  test('lists the stamps of what matches, and nothing else of it', async () => {
    const server = await fakeOf({
      entries: [entry(-1), entry(-2), entry(-3, { severity: 'INFO' })]
    })
    const { series, complete } = await measured(server, events(errors))
    expect({ series, complete }).toEqual({
      series: [{ labels: {}, samples: [{ at: noon, value: 2 }] }],
      complete: true
    })
    const [seen] = server.seen
    expect(`${seen?.url.pathname}${seen?.url.search}`).toBe(
      '/v2/entries:list?fields=entries(timestamp)%2CnextPageToken'
    )
    expect(seen?.headers['authorization']).toBe('Bearer ya29.token-of-the-job')
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      resourceNames: ['projects/shop'],
      filter: `(\n${errors}\n)\nAND timestamp >= "2026-11-23T11:59:00.000Z" AND timestamp < "2026-11-23T12:00:00.000Z"`,
      orderBy: 'timestamp asc',
      pageSize: 1000
    })
  })

  test('is exact in every window, on however many pages, empty ones among them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -20_000, max: 20_000 }), { maxLength: 40 }),
        fc.integer({ min: -9_999, max: 9_999 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 4_000 }),
        fc.integer({ min: 1, max: 8_000 }),
        fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
        async (stamps, first, count, step, width, page) => {
          const entries = stamps.map(at => entry(at))
          const server = await startLogging({ entries, ...(page === undefined ? {} : { page }) })
          const grid = { first: noon + first, last: noon + first + (count - 1) * step, step, width }
          const { series } = await measured(server, events(errors), grid)
          await server.close()
          const expected = Array.from({ length: count }, (_, index) => {
            const end = first + index * step
            return stamps.filter(at => at >= end - width && at < end).length
          })
          expect(series[0]?.samples.map(({ value }) => value)).toEqual(expected)
        }
      ),
      { numRuns: 60 }
    )
  })

  test('of more than can be listed is a failure that says what to do', async () => {
    const page = {
      entries: Array(1000).fill({ timestamp: new Date(noon - 1).toISOString() }),
      nextPageToken: 'more'
    }
    const server = await startStub(json(page))
    closers.push(() => server.close())
    const { failure } = await providerErrorOf(measured(server, events(errors)))
    expect(failure.code).toBe('response-too-large')
    expect(failure.message).toContain('more than 20000 entries')
    expect(server.seen.length).toBe(21)
  })

  test('of pages that never hold anything ends', async () => {
    const server = await startStub(json({ nextPageToken: 'more' }))
    closers.push(() => server.close())
    const { failure } = await providerErrorOf(measured(server, events(errors)))
    expect(failure.message).toContain('had no end')
  })

  test.each([
    ['INVALID_ARGUMENT', 400, 'invalid-query'],
    ['PERMISSION_DENIED', 403, 'not-authorised'],
    ['UNAUTHENTICATED', 401, 'not-authorised'],
    ['INTERNAL', 400, 'provider-error']
  ])('refused as %s is %d, %s', async (status, code, expected) => {
    const server = await startStub(
      json({ error: { code, status, message: 'words of Google' } }, code)
    )
    closers.push(() => server.close())
    const { failure } = await providerErrorOf(measured(server, events(errors)))
    expect(failure.code).toBe(expected)
    expect(failure.message).toContain(`${status}: words of Google`)
  })
})

describe('lines', () => {
  const linesOf = (server: StubServer) => {
    const source = googleLogging.connect(endpointAt(server)).lines?.(queryOf(errors))
    if (source === undefined) throw new Error('no lines')
    return source
  }
  const window = { start: noon - minute, end: noon }

  test('are messages with where they came from and what stands beside them', async () => {
    const where = {
      logName: 'projects/shop/logs/run',
      resource: { labels: { service_name: 'shop' } }
    }
    const server = await fakeOf({
      entries: [
        entry(-1, { ...where, textPayload: 'boom' }),
        entry(-2, { ...where, jsonPayload: { message: 'slow', took: 7 }, labels: { pod: 'a' } }),
        entry(-3, { ...where, protoPayload: { methodName: 'SetIam' } })
      ]
    })
    const { lines, complete } = await linesOf(server).fetch(window, 10, io())
    expect(complete).toBe(true)
    expect(lines.map(({ text }) => text)).toEqual(['{"methodName":"SetIam"}', 'slow', 'boom'])
    expect(lines[1]).toMatchObject({
      at: noon - 2,
      stream: { log: 'projects/shop/logs/run', service_name: 'shop' },
      fields: { severity: 'ERROR', took: '7', 'labels.pod': 'a' }
    })
  })

  test('beyond what is wanted are the newest', async () => {
    const server = await fakeOf({
      entries: Array.from({ length: 30 }, (_, index) =>
        entry(-1 - index, { textPayload: `${index}` })
      ),
      page: 7
    })
    const { lines, complete } = await linesOf(server).fetch(window, 10, io())
    expect(complete).toBe(false)
    expect(lines.map(({ text }) => text)).toEqual([
      '9',
      '8',
      '7',
      '6',
      '5',
      '4',
      '3',
      '2',
      '1',
      '0'
    ])
  })
})

test.each([
  [events('timestamp > "2026-01-01"'), 'speaks of `timestamp`'],
  [events('x = "{{window}}"'), 'no use for {{window}}'],
  [{ kind: 'value', query: queryOf('x') } as const, 'do not answer']
])('%j is refused', (question, words) => {
  const endpoint = endpointTo('google-logging', 'https://x.example.com', {
    options: { project: 'p' }
  })
  expect(() => googleLogging.connect(endpoint).source(question)).toThrow(words)
})

test.each([
  'timestamp>="x"',
  'severity=ERROR AND -timestamp < "x"',
  'severity=ERROR AND (timestamp="x")'
])('the time of an entry is ours: %s is refused', filter => {
  const endpoint = endpointTo('google-logging', 'https://x.example.com', {
    options: { project: 'p' }
  })
  expect(() => googleLogging.connect(endpoint).source(events(filter))).toThrow(
    'speaks of `timestamp`'
  )
})

test.each([
  'jsonPayload.timestamp="x" AND severity>=ERROR',
  'jsonPayload.event-timestamp>"x"',
  'receiveTimestamp>"x"',
  'textPayload="timestamp > x"'
])('a field that is only called like it is another: %s is asked', filter => {
  const endpoint = endpointTo('google-logging', 'https://x.example.com', {
    options: { project: 'p' }
  })
  expect(googleLogging.connect(endpoint).source(events(filter)).describe(minute)).toBe(filter)
})

test('an endpoint without a project is refused', () => {
  const endpoint = endpointTo('google-logging', 'https://x.example.com')
  expect(() => googleLogging.connect(endpoint).source(events(errors))).toThrow(/names no project/)
})

test('a text may hold anything but control characters, and ends nowhere early', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), value => {
      const read = readQuery(
        'a={{string it}} AND b="c"',
        'google-logging',
        new Map([['it', value]])
      )
      if ('error' in read) {
        expect(value).toMatch(/\p{Cc}/u)
        return
      }
      const match = /^a="((?:[^"\\]|\\["\\])*)" AND b="c"$/u.exec(read.ok.query.render(0))
      expect(match?.[1]?.replace(/\\(["\\])/g, '$1')).toBe(value.replace(/\p{Cs}/gu, '\ufffd'))
    })
  )
})

/** Where Google's own client could not read the fake, or read other entries, it would prove nothing. */
test("Google's own client reads the same entries, page by page", async () => {
  const server = await fakeOf({
    entries: Array.from({ length: 9 }, (_, index) => entry(-1 - index * 1000)),
    page: 4,
    token: 'ya29.token-of-the-job'
  })
  const ours = await measured(server, events(errors))
  const client = new googleAuth.OAuth2()
  client.setCredentials({ access_token: 'ya29.token-of-the-job' })
  const api = logging({ version: 'v2', auth: client, rootUrl: `${server.url}/` })
  const body = JSON.parse(server.seen[0]?.body ?? '') as Record<string, unknown>
  const stamps: string[] = []
  let pageToken: string | undefined
  do {
    const { data } = await api.entries.list({
      requestBody: { ...body, ...(pageToken === undefined ? {} : { pageToken }) }
    })
    stamps.push(...(data.entries ?? []).flatMap(({ timestamp }) => timestamp ?? []))
    pageToken = data.nextPageToken ?? undefined
  } while (pageToken !== undefined)
  expect(stamps).toHaveLength(9)
  expect(ours.series[0]?.samples[0]?.value).toBe(stamps.length)
  expect(new Set(server.seen.map(({ url }) => url.pathname))).toEqual(new Set(['/v2/entries:list']))
})
