import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { prometheus } from '../src/providers/prometheus.js'
import type { Question } from '../src/providers/provider.js'
import { providerErrorOf } from '../__tests__/support/rejection.js'
import { connectTo, ioWith, liveHttp, queryOf } from './support/asking.js'
import { startPrometheus } from './support/metrics.js'
import { describeLive, type LiveServer, until } from './support/servers.js'

const up: Question = { kind: 'value', query: queryOf('sum(up)') }
const http = liveHttp()
const io = ioWith(http)
afterAll(() => http.close())

describeLive('a Prometheus that scrapes every second', ['prometheus'], () => {
  let errors = 0
  let shop: Server
  let server: LiveServer

  beforeAll(async () => {
    shop = createServer((_request, response) => {
      response.end(`# TYPE live_errors_total counter\nlive_errors_total{job="shop"} ${errors}\n`)
    })
    await new Promise<void>(resolve => shop.listen(0, '127.0.0.1', resolve))
    const { port } = shop.address() as AddressInfo
    server = await startPrometheus({
      target: `http://127.0.0.1:${port}`,
      alerts: [
        { name: 'AlwaysOn', labels: { service: 'shop', severity: 'page' } },
        { name: 'AlsoOn', labels: { service: 'shop', severity: 'ticket' } }
      ]
    })
    await until(
      'the first scrapes',
      async () => (await now({ kind: 'value', query: queryOf('sum(up)') })) === 1
    )
  })
  afterAll(async () => {
    await server.close()
    await new Promise(resolve => shop.close(resolve))
  })

  const now = async (question: Question): Promise<number | undefined> => {
    const at = Date.now()
    const grid = { first: at, last: at, step: 5_000, width: 5_000 }
    const { series } = await connectTo(prometheus, server.url).source(question).measure(grid, io)
    return series[0]?.samples[0]?.value
  }

  test('shows a burst of errors within three seconds, and its end within nine', async () => {
    const question: Question = {
      kind: 'events',
      query: queryOf('sum(increase(live_errors_total[{{window}}]))')
    }
    await until('two scrapes', async () => (await now(question)) === 0)
    errors += 50
    const started = performance.now()
    await until('the burst shows', async () => ((await now(question)) ?? 0) > 0, 3_000)
    expect(performance.now() - started).toBeLessThan(3_000)
    await until('the burst is over', async () => (await now(question)) === 0, 9_000)
  })

  test('counts the alerts that fire, by their labels', async () => {
    const firing = (labels: Readonly<Record<string, string>>): Promise<number | undefined> =>
      now({ kind: 'firing', labels })
    await until('the rules are evaluated', async () => (await firing({ service: 'shop' })) === 2)
    expect(await firing({ service: 'shop', severity: 'page' })).toBe(1)
    expect(await firing({ service: 'cart' })).toBe(0)
  })

  test('knows its clock', async () => {
    const response = await http({
      method: 'GET',
      url: `${server.url}/-/ready`,
      headers: {},
      timeout: 5_000,
      allowHttp: false,
      signal: io.signal
    })
    expect(Math.abs(response.skew ?? Number.NaN)).toBeLessThanOrEqual(600)
  })
})

describeLive('a Prometheus in trouble', ['prometheus', 'promtool'], () => {
  const servers: LiveServer[] = []
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close()
  })

  const started = async (...flags: readonly string[]): Promise<LiveServer> => {
    const begin = Date.now() - 3_600_000
    const samples = Array.from({ length: 500 }, (_, index) => ({
      at: begin + index * 1_000,
      value: 1
    }))
    const seeds = Array.from({ length: 5 }, (_, pod) => ({
      name: 'many',
      labels: { pod: String(pod) },
      samples
    }))
    const server = await startPrometheus({ flags, seeds })
    servers.push(server)
    return server
  }

  const ask = (server: LiveServer, question: Question, timeout = 2_000) => {
    const at = Date.now()
    const grid = { first: at, last: at, step: 60_000, width: 7_200_000 }
    return connectTo(prometheus, server.url, { timeout }).source(question).measure(grid, io)
  }

  test('that may not load so many samples answers a failure, not an invalid query', async () => {
    const server = await started('--query.max-samples=100')
    const question: Question = {
      kind: 'events',
      query: queryOf('sum(sum_over_time(many[{{window}}]))')
    }
    const { failure } = await providerErrorOf(ask(server, question))
    expect(failure.code).toBe('provider-error')
    expect(failure.message).toContain('422')
  })

  test('that has no time for queries answers a failure', async () => {
    const server = await started('--query.timeout=1ms')
    const question: Question = {
      kind: 'value',
      query: queryOf('sum by (pod) (sum_over_time(many[10m]))')
    }
    const last = Date.now()
    const grid = { first: last - 3_600_000, last, step: 360, width: 60_000 }
    const source = connectTo(prometheus, server.url).source(question)
    const { failure } = await providerErrorOf(source.measure(grid, io))
    expect(failure).toMatchObject({ code: 'provider-error', retries: 2 })
    expect(failure.message).toContain('answered 503: timeout')
  })

  test('that was killed is a failure, three attempts later', async () => {
    const server = await started()
    await ask(server, up)
    server.signal('SIGKILL')
    await sleep(200)
    const { failure, errno } = await providerErrorOf(ask(server, up))
    expect(failure).toMatchObject({ code: 'provider-error', retries: 2 })
    expect(errno).toBe('ECONNREFUSED')
  })

  test('that hangs is a failure at the deadline, and answers when it wakes up', async () => {
    const server = await started()
    server.signal('SIGSTOP')
    const before = performance.now()
    const { failure } = await providerErrorOf(ask(server, up, 1_000))
    expect(failure.code).toBe('deadline')
    expect(performance.now() - before).toBeLessThan(1_500)
    server.signal('SIGCONT')
    expect(await ask(server, up)).toMatchObject({ complete: true })
  })
})
