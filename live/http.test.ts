import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { readRequest } from '../src/config/request-template.js'
import type { EndpointSettings, ProbeSettings, RequestSettings } from '../src/model.js'
import { http as provider } from '../src/providers/http.js'
import { providerErrorOf } from '../__tests__/support/rejection.js'
import { connectTo, ioWith, liveHttp, queryOf } from './support/asking.js'
import { describeLive, type LiveServer } from './support/servers.js'
import { type Nginx, startClickhouse, startNginx } from './support/web.js'

type Overrides = Partial<EndpointSettings>

const http = liveHttp()
const io = ioWith(http)
afterAll(() => http.close())

function grid() {
  const now = Date.now()
  return { first: now, last: now, step: 60_000, width: 60_000 }
}

async function valueAt(
  url: string,
  query: string,
  request: Partial<RequestSettings>,
  more: Overrides = {}
) {
  const whole: RequestSettings = { method: 'GET', path: '/', headers: {}, ...request }
  const source = connectTo(provider, url, more).source({
    kind: 'value',
    query: queryOf(query),
    request: whole
  })
  const { series } = await source.measure(grid(), io)
  return series.flatMap(({ samples }) => samples.map(({ value }) => value))
}

async function probe(
  url: string,
  path: string,
  more: Partial<ProbeSettings> = {},
  own: Overrides = {}
) {
  const whole: ProbeSettings = { method: 'GET', path, headers: {}, expectStatus: [200], ...more }
  const source = connectTo(provider, url, own).source({ kind: 'probe', probe: whole })
  const { series, notes } = await source.measure(grid(), io)
  return { value: series[0]?.samples[0]?.value, notes }
}

describeLive('nginx', ['nginx'], () => {
  let server: Nginx
  beforeAll(async () => {
    server = await startNginx()
  })
  afterAll(() => server.close())

  test('a healthy path is 1, a broken one 0 and says its status', async () => {
    expect(await probe(server.url, '/healthz', { expectBody: '"UP"' })).toEqual({
      value: 1,
      notes: []
    })
    expect(await probe(server.url, '/broken')).toEqual({
      value: 0,
      notes: ['/broken answered 503, not 200.']
    })
    expect(await probe(server.url, '/healthz', { expectBody: '"DOWN"' })).toMatchObject({
      value: 0
    })
  })

  test('a redirect is a status like any other, and is not followed', async () => {
    expect(await probe(server.url, '/moved')).toMatchObject({ value: 0 })
    expect(await probe(server.url, '/moved', { expectStatus: [302] })).toMatchObject({ value: 1 })
  })

  test('an answer that drips is cut at the deadline', async () => {
    const started = performance.now()
    expect(await probe(server.url, '/drip', {}, { timeout: 400 })).toMatchObject({ value: 0 })
    expect(performance.now() - started).toBeLessThan(1_500)
  })

  test('a stopped server is 0: it takes connections and never answers', async () => {
    const stopped = await startNginx()
    stopped.signal('SIGSTOP')
    const { value } = await probe(stopped.url, '/healthz', {}, { timeout: 400 })
    await stopped.close()
    expect(value).toBe(0)
  })

  test('a number is selected from its JSON', async () => {
    expect(await valueAt(server.url, 'sum(jobs[].waiting)', { path: '/stats' })).toEqual([7])
    expect(await valueAt(server.url, 'jobs[9].waiting', { path: '/stats' })).toEqual([])
  })

  test('a password opens what it protects, a wrong one is not authorised', async () => {
    const auth = { kind: 'basic', username: 'gate', password: 'sesame' } as const
    const request = { path: '/private' }
    expect(await valueAt(server.url, 'jobs[0].waiting', request, { auth })).toEqual([3])
    const wrong = { ...auth, password: 'wrong' }
    const asked = valueAt(server.url, 'jobs[0].waiting', request, { auth: wrong })
    expect((await providerErrorOf(asked)).failure.code).toBe('not-authorised')
  })

  test('a certificate of nobody known is no answer; of the own authority it is', async () => {
    const { failure } = await providerErrorOf(probe(server.secureUrl, '/healthz'))
    expect(failure.code).toBe('tls')
    const caFile = readFileSync(server.certFile, 'utf8')
    expect(await probe(server.secureUrl, '/healthz', {}, { caFile })).toMatchObject({ value: 1 })
  })

  test('a client certificate is shown where the endpoint has one', async () => {
    const [caFile, clientKey] = [server.certFile, server.keyFile].map(path =>
      readFileSync(path, 'utf8')
    )
    const own = { caFile, clientCert: caFile, clientKey } as Overrides
    expect(await valueAt(server.secureUrl, 'depth', { path: '/known' }, own)).toEqual([5])
    const asked = valueAt(server.secureUrl, 'depth', { path: '/known' }, { caFile } as Overrides)
    expect((await providerErrorOf(asked)).failure.code).toBe('not-authorised')
  })
})

describeLive('ClickHouse', ['clickhouse-server'], () => {
  let server: LiveServer
  const begin = Date.UTC(2026, 10, 20, 12) / 1000
  const auth = { kind: 'basic', username: 'gate', password: 'sesame' } as const

  beforeAll(async () => {
    const rows = Array.from(
      { length: 1_000 },
      (_, index) =>
        `(toDateTime(${begin + index}), ${index % 50 === 0 ? 500 : 200}, ${index % 100})`
    )
    server = await startClickhouse(rows)
  })
  afterAll(() => server.close())

  const sql = (body: string): Partial<RequestSettings> => ({ method: 'POST', path: '/', body })

  test('a number of SQL is a number', async () => {
    const query = 'SELECT quantile(0.5)(ms) AS p50 FROM requests FORMAT JSON'
    expect(await valueAt(server.url, 'data[0].p50', sql(query), { auth })).toEqual([49.5])
  })

  test('a count, which comes as text, wants to_number', async () => {
    const query = 'SELECT countIf(code >= 500) AS bad, count() AS total FROM requests FORMAT JSON'
    const ratio = 'data[0].to_number(bad) '
    expect(await valueAt(server.url, ratio.trim(), sql(query), { auth })).toEqual([20])
    const asked = valueAt(server.url, 'data[0].bad', sql(query), { auth })
    const { failure } = await providerErrorOf(asked)
    expect(failure).toMatchObject({ code: 'invalid-query' })
    expect(failure.message).toContain('Try to_number')
  })

  test('a request over its window counts exactly the rows of any window', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: begin - 10, max: begin + 1_000 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 6 }),
        async (first, width, count) => {
          const over = readRequest(
            {
              method: 'POST',
              path: '/',
              headers: {},
              body: 'SELECT count() AS n FROM requests WHERE at >= toDateTime({{start}}) AND at < toDateTime({{end}}) FORMAT JSON'
            },
            new Map()
          )
          if ('error' in over) throw new Error(over.error)
          const source = connectTo(provider, server.url, { auth }).source({
            kind: 'value',
            query: queryOf('data[0].to_number(n)'),
            request: over.ok.request
          })
          const step = 20_000
          const grid = { first: first * 1000, last: first * 1000 + (count - 1) * step, step }
          const { series } = await source.measure({ ...grid, width: width * 1000 }, io)
          const expected = Array.from({ length: count }, (_, index) => {
            const at = first + index * 20
            const from = Math.max(begin, at - width)
            return { at: at * 1000, value: Math.max(0, Math.min(begin + 1_000, at) - from) }
          })
          expect(series[0]?.samples).toEqual(expected)
        }
      ),
      { numRuns: 60 }
    )
  })

  test('a mistake in the SQL is told in its own words', async () => {
    const { failure } = await providerErrorOf(
      valueAt(server.url, 'data[0].x', sql('SELECT nope FROM requests FORMAT JSON'), { auth })
    )
    expect(failure.message).toContain('nope')
  })

  test('a wrong password is told apart from an outage', async () => {
    const wrong = { ...auth, password: 'wrong' }
    const asked = valueAt(server.url, 'x', sql('SELECT 1 FORMAT JSON'), { auth: wrong })
    expect((await providerErrorOf(asked)).failure.message).toMatch(/password|credential|username/i)
  })
})
