import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { prometheus } from '../src/providers/prometheus.js'
import { startStub, type StubServer, text } from '../__tests__/support/stub-server.js'
import { connectTo, ioWith, liveHttp, queryOf } from './support/asking.js'
import { startPrometheus } from './support/metrics.js'
import { describeLive, freePort, type LiveServer, startServer, until } from './support/servers.js'

/** Two replicas of one Prometheus, each with a sidecar, behind a querier that may leave one out. */
describeLive('Thanos', ['thanos', 'prometheus'], () => {
  const http = liveHttp()
  const servers: LiveServer[] = []
  let exporter: StubServer
  let querier: LiveServer
  let lost: LiveServer

  beforeAll(async () => {
    exporter = await startStub(text('live 1\n'))
    const sidecars = await Promise.all(['a', 'b'].map(startReplica))
    lost = sidecars[1]?.server as LiveServer
    const grpc = await freePort()
    querier = await startServer({
      binary: 'thanos',
      readyPath: '/-/ready',
      arguments: port => [
        'query',
        `--http-address=127.0.0.1:${port}`,
        `--grpc-address=127.0.0.1:${grpc}`,
        '--query.replica-label=replica',
        ...sidecars.map(({ address }) => `--endpoint-strict=${address}`)
      ]
    })
    servers.push(querier)
    await until('both replicas are found', async () => (await told('dedup=false')).found === 2)
  }, 120_000)

  afterAll(async () => {
    http.close()
    for (const server of servers.reverse()) await server.close()
    await exporter.close()
  })

  async function startReplica(replica: string) {
    const itself = await startPrometheus({
      target: exporter.url,
      externalLabels: { cluster: 'live', replica }
    })
    const grpc = await freePort()
    const server = await startServer({
      binary: 'thanos',
      readyPath: '/-/ready',
      arguments: port => [
        'sidecar',
        `--prometheus.url=${itself.url}`,
        `--http-address=127.0.0.1:${port}`,
        `--grpc-address=127.0.0.1:${grpc}`
      ]
    })
    servers.push(itself, server)
    return { server, address: `127.0.0.1:${grpc}` }
  }

  async function told(parameters: string) {
    const response = await fetch(`${querier.url}/api/v1/query?query=up&${parameters}`)
    const { data, warnings = [] } = (await response.json()) as Told
    return { found: data?.result.length ?? 0, warnings }
  }

  function ask() {
    const now = Date.now()
    return connectTo(prometheus, querier.url)
      .source({ kind: 'value', query: queryOf('up') })
      .measure({ first: now, last: now, step: 5_000, width: 5_000 }, ioWith(http))
  }

  test('answers with one series of two replicas', async () => {
    const { series, complete } = await ask()
    expect(complete).toBe(true)
    expect(series).toHaveLength(1)
  })

  test('without a replica is incomplete, which never passes', async () => {
    await lost.close()
    await until('the replica is missed', async () => {
      const { warnings } = await told('partial_response=true')
      return warnings.length > 0
    })
    // The querier answers with what it has although it is asked for no partial answer.
    const { complete, notes } = await ask()
    expect(complete).toBe(false)
    expect(notes.join()).toMatch(/fetch series for .* code = Unavailable/)
  })
})

interface Told {
  readonly data?: { readonly result: readonly unknown[] }
  readonly warnings?: readonly string[]
}
