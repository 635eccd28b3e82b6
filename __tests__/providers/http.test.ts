import { afterEach, describe, expect, test } from '@jest/globals'
import type { ProbeSettings, RequestSettings } from '../../src/model.js'
import { http } from '../../src/providers/http.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { startChaos } from '../support/chaos-proxy.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer, text } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const get: RequestSettings = { method: 'GET', path: '/stats?full=1', headers: {} }
const health: ProbeSettings = { method: 'GET', path: '/healthz', headers: {}, expectStatus: [200] }

describe('a query', () => {
  test('selects a number from what the request answers', async () => {
    const server = await stub(
      json({
        jobs: [
          { name: 'a', waiting: 3 },
          { name: 'b', waiting: 4 }
        ]
      })
    )
    const request: RequestSettings = {
      method: 'POST',
      path: '/stats?full=1',
      headers: { 'Content-Type': 'application/json' },
      body: '{"since":"1h"}'
    }
    const source = connect(server.url).source({
      kind: 'value',
      query: queryOf('sum(jobs[].waiting)'),
      request
    })
    const measurement = await source.measure(gridOf(), io())
    expect(measurement).toEqual({
      series: [{ labels: {}, samples: [{ at: noon, value: 7 }] }],
      complete: true,
      notes: [],
      retries: 0
    })
    expect(source.pointInTime).toBe(true)
    expect(server.seen[0]).toMatchObject({ method: 'POST', body: '{"since":"1h"}' })
    expect(server.seen[0]?.url.href).toBe('http://stub/stats?full=1')
  })

  test.each([
    ['missing', {}],
    ['null', { depth: null }]
  ])('of a value that is %s has no sample', async (_name, body) => {
    expect(await valueOf(body)).toMatchObject({ series: [], complete: true })
  })

  test('whose request speaks of its window is asked for every window, with its edges', async () => {
    const server = await stub((seen, response) => {
      const [from = 0, to = 0] = ['from', 'to'].map(name => Number(seen.url.searchParams.get(name)))
      return json({ n: to - from + (from % 7) })(seen, response)
    })
    const request: RequestSettings = {
      ...get,
      over: ({ start, end }) => ({ path: `/q?from=${start}&to=${end}` })
    }
    const source = connect(server.url).source({ kind: 'value', query: queryOf('n'), request })
    const grid = gridOf({ first: noon, last: noon + 120_000, step: 60_000, width: 30_000 })
    const { series } = await source.measure(grid, io())
    expect(source.pointInTime).toBe(false)
    expect(source.requests?.(grid)).toBe(3)
    expect(series[0]?.samples).toEqual(
      [0, 60_000, 120_000].map(later => ({
        at: noon + later,
        value: 30_000 + ((noon + later - 30_000) % 7)
      }))
    )
    const long = gridOf({ first: noon, last: noon + 120 * 60_000 })
    const { failure } = await providerErrorOf(source.measure(long, io()))
    expect(failure.message).toContain('more than 120 windows')
  })

  test.each([0, -2.5, 1e-9, 9007199254740991])('takes %d as it is', async depth => {
    expect((await valueOf({ depth })).series[0]?.samples[0]?.value).toBe(depth)
  })

  test.each([
    ['text', '7', 'selects a string'],
    ['true', true, 'selects a boolean'],
    ['a list', [7], 'selects a list'],
    ['an object', { n: 7 }, 'selects a object'],
    ['more digits than a number holds', 9007199254740993, 'beyond 2^53'],
    ['a large negative number', -1e300, 'beyond 2^53']
  ])('does not guess from %s', async (_name, depth, words) => {
    const { failure } = await providerErrorOf(valueOf({ depth }))
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toContain(words)
  })

  test('that fails on the answer says why', async () => {
    const { failure } = await providerErrorOf(valueOf({ depth: 'x' }, 'abs(depth)'))
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toContain('the query fails on it')
  })

  test('that is no JMESPath is refused before anything is asked', () => {
    const ask = (): unknown =>
      connect('https://x.example.com').source({
        kind: 'value',
        query: queryOf('a..b['),
        request: get
      })
    expect(ask).toThrow('not a JMESPath expression')
  })

  test('needs a request', () => {
    const ask = (): unknown =>
      connect('https://x.example.com').source({ kind: 'value', query: queryOf('a') })
    expect(ask).toThrow('needs a request')
  })
})

describe('a probe', () => {
  test.each<[string, Answer, Partial<ProbeSettings>, number]>([
    ['the expected status', text('ok'), {}, 1],
    ['one of several', text('', 204), { expectStatus: [200, 204] }, 1],
    ['another status', text('', 500), {}, 0],
    ['too many requests', text('', 429), {}, 0],
    ['not authorised', text('', 401), {}, 0],
    ['a redirect', redirectTo('https://login.example.com/'), {}, 0],
    ['an expected redirect', redirectTo('/login'), { expectStatus: [302] }, 1],
    ['the expected text', text('{"status":"UP"}'), { expectBody: '"UP"' }, 1],
    ['another text', text('{"status":"DOWN"}'), { expectBody: '"UP"' }, 0],
    ['nothing in time', () => undefined, {}, 0],
    ['a broken connection', (_seen, response) => void response.destroy(), {}, 0]
  ])('that meets %s', async (_name, answer, overrides, value) => {
    const server = await stub(answer)
    const measurement = await probe(server.url, overrides)
    expect(measurement.series).toEqual([{ labels: {}, samples: [{ at: noon, value }] }])
    expect(measurement.complete).toBe(true)
    expect(measurement.notes).toHaveLength(value === 1 ? 0 : 1)
    expect(server.seen.length).toBe(1)
  })

  test('that is refused is 0: nobody listens there', async () => {
    const server = await stub(text('ok'))
    await server.close()
    const measurement = await probe(server.url)
    expect(measurement.series[0]?.samples[0]?.value).toBe(0)
    expect(measurement.notes.join()).toContain('refused the connection')
  })

  test('that is reset is 0', async () => {
    const chaos = await startChaos(9, () => ({ kind: 'reset' }))
    closers.push(() => chaos.close())
    expect((await probe(chaos.url)).series[0]?.samples[0]?.value).toBe(0)
  })

  test('whose name cannot be resolved is a failure: that says nothing of the service', async () => {
    const lookup = ((_name: string, _options: unknown, callback: (error: Error) => void) => {
      callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }))
    }) as unknown as NonNullable<NonNullable<Parameters<typeof hastyHttp>[0]>['lookup']>
    const client = hastyHttp({ lookup })
    closers.push(() => client.close())
    const source = connect('https://gone.example.com').source({ kind: 'probe', probe: health })
    const { failure } = await providerErrorOf(source.measure(gridOf(), ioOf(client)))
    expect(failure.code).toBe('provider-error')
    expect(failure.message).toContain('cannot be found by name')
  })

  test('describes what it expects', () => {
    const source = connect('https://x.example.com').source({
      kind: 'probe',
      probe: { ...health, expectStatus: [200, 204], expectBody: 'UP' }
    })
    expect(source.describe(60_000)).toBe('GET /healthz → 200 or 204 with "UP"')
    expect(source.pointInTime).toBe(true)
  })
})

function redirectTo(location: string): Answer {
  return (_seen, response) => void response.writeHead(302, { Location: location }).end()
}

function connect(url: string) {
  return http.connect(endpointTo('http', url, { timeout: 500 }))
}

async function valueOf(body: unknown, query = 'depth') {
  const server = await stub(json(body))
  const source = connect(server.url).source({ kind: 'value', query: queryOf(query), request: get })
  return source.measure(gridOf(), io())
}

function probe(url: string, overrides: Partial<ProbeSettings> = {}) {
  const source = connect(url).source({ kind: 'probe', probe: { ...health, ...overrides } })
  return source.measure(gridOf(), io())
}

async function stub(answer: Answer): Promise<StubServer> {
  const server = await startStub(answer)
  closers.push(() => server.close())
  return server
}

function io(): ReturnType<typeof ioOf> {
  const client = hastyHttp()
  closers.push(() => client.close())
  return ioOf(client)
}
