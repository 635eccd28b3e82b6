import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LogLine } from './log-lines.js'
import { type LiveServer, startServer, until } from './servers.js'

export async function startVictoriaLogs(lines: readonly LogLine[]): Promise<LiveServer> {
  const server = await startServer({
    binary: 'victoria-logs',
    readyPath: '/health',
    arguments: (port, directory) => [
      `-storageDataPath=${join(directory, 'data')}`,
      `-httpListenAddr=127.0.0.1:${port}`,
      '-retentionPeriod=100y',
      '-http.maxGracefulShutdownDuration=100ms'
    ]
  })
  const body = lines.map(({ at, app, text }) =>
    JSON.stringify({ _time: new Date(at).toISOString(), app, _msg: text })
  )
  const fields = '_stream_fields=app&_time_field=_time&_msg_field=_msg'
  // Any other content type is answered with 200, too, and nothing is stored.
  await fetch(`${server.url}/insert/jsonline?${fields}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/stream+json' },
    body: body.join('\n')
  })
  // Lines are found by their words at once, by their stream a moment later; asked too early, "no such
  // stream" is remembered for ten seconds.
  await until('the lines are there', async () => (await count(server.url, '*')) === lines.length)
  await sleep(1_500)
  const ofShop = lines.filter(({ app }) => app === 'shop').length
  await until(
    'the stream is there',
    async () => (await count(server.url, '{app="shop"}')) === ofShop
  )
  return server
}

async function count(url: string, filter: string): Promise<number> {
  const query = encodeURIComponent(`${filter} | stats count() as n`)
  const response = await fetch(`${url}/select/logsql/query?query=${query}`)
  const text = await response.text()
  return text === '' ? 0 : Number((JSON.parse(text) as { n: string }).n)
}
