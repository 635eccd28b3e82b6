import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LogLine } from './log-lines.js'
import { freePort, type LiveServer, startServer } from './servers.js'

/** Loki takes no more in one push, by its default limits. */
const mostInOnePush = 2_000

/** Loki as one process; every line belongs to this tenant. */
export async function startLoki(lines: readonly LogLine[], tenant: string): Promise<LiveServer> {
  const server = await startServer({
    binary: 'loki',
    readyPath: '/ready',
    prepare: async (directory, port) => {
      const config = configOf(directory, port, await freePort())
      writeFileSync(join(directory, 'loki.yaml'), config)
    },
    arguments: (_port, directory) => [`-config.file=${join(directory, 'loki.yaml')}`]
  })
  await pushLines(server.url, lines, tenant)
  return server
}

/** The lines of one app come in the order of their time, since Loki takes them no other way. */
export async function pushLines(
  url: string,
  lines: readonly LogLine[],
  tenant: string
): Promise<void> {
  const apps = [...new Set(lines.map(({ app }) => app))]
  for (let first = 0; first < lines.length; first += mostInOnePush) {
    const some = lines.slice(first, first + mostInOnePush)
    const streams = apps.map(app => ({
      stream: { app },
      values: some.filter(line => line.app === app).map(({ at, text }) => [`${at}000000`, text])
    }))
    await push(url, { streams: streams.filter(({ values }) => values.length > 0) }, tenant)
  }
}

async function push(url: string, body: unknown, tenant: string): Promise<void> {
  const response = await fetch(`${url}/loki/api/v1/push`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Scope-OrgID': tenant },
    body: JSON.stringify(body)
  })
  if (!response.ok) throw new Error(`loki answered ${response.status}: ${await response.text()}`)
}

/** `internal`: the port on which it speaks to itself. */
function configOf(directory: string, port: number, internal: number): string {
  return `auth_enabled: true
server:
  http_listen_address: 127.0.0.1
  http_listen_port: ${port}
  grpc_listen_address: 127.0.0.1
  grpc_listen_port: ${internal}
frontend_worker:
  frontend_address: 127.0.0.1:${internal}
ingester:
  wal: {enabled: false}
  max_transfer_retries: 0
  lifecycler:
    address: 127.0.0.1
    final_sleep: 0s
    min_ready_duration: 0s
    ring: {kvstore: {store: inmemory}, replication_factor: 1}
schema_config:
  configs:
    - {from: 2020-01-01, store: boltdb, object_store: filesystem, schema: v11, index: {prefix: index_, period: 168h}}
storage_config:
  boltdb: {directory: '${join(directory, 'index')}'}
  filesystem: {directory: '${join(directory, 'chunks')}'}
limits_config:
  reject_old_samples: false
  ingestion_rate_mb: 100
  ingestion_burst_size_mb: 100
`
}
