import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LiveServer, startServer } from './servers.js'

/** One point of the measurement `requests`. `at` in epoch milliseconds. */
export interface Point {
  readonly at: number
  readonly host: string
  readonly ms: number
}

/** `influxd-flux` answers `/api/v2/query` too. */
export async function startInfluxdb(
  points: readonly Point[],
  binary: 'influxd' | 'influxd-flux' = 'influxd'
): Promise<LiveServer> {
  const server = await startServer({
    binary,
    readyPath: '/ping',
    prepare: (directory, port) => {
      const flux = binary === 'influxd-flux' ? '  flux-enabled = true\n' : ''
      writeFileSync(join(directory, 'influxdb.conf'), configOf(directory, port) + flux)
    },
    arguments: (_port, directory) => ['-config', join(directory, 'influxdb.conf')]
  })
  await send(`${server.url}/query?q=CREATE+DATABASE+shop`, '')
  const lines = points.map(({ at, host, ms }) => `requests,host=${host} ms=${ms},up="yes" ${at}`)
  await send(`${server.url}/write?db=shop&precision=ms`, lines.join('\n'))
  return server
}

/** Its second port is for backups: any free one. */
function configOf(directory: string, port: number): string {
  return `reporting-disabled = true
bind-address = "127.0.0.1:0"
[meta]
  dir = "${join(directory, 'meta')}"
[data]
  dir = "${join(directory, 'data')}"
  wal-dir = "${join(directory, 'wal')}"
[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
`
}

async function send(url: string, body: string): Promise<void> {
  const response = await fetch(url, { method: 'POST', body })
  if (!response.ok) throw new Error(`influxd answered ${response.status}: ${await response.text()}`)
}
