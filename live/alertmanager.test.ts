import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { alertmanager } from '../src/providers/alertmanager.js'
import { connectTo, ioWith, liveHttp } from './support/asking.js'
import { describeLive, type LiveServer, startServer, until } from './support/servers.js'

describeLive('Alertmanager', ['prometheus-alertmanager'], () => {
  const http = liveHttp()
  const io = ioWith(http)
  let server: LiveServer

  beforeAll(async () => {
    server = await startServer({
      binary: 'prometheus-alertmanager',
      readyPath: '/-/ready',
      prepare: directory => {
        const config = { route: { receiver: 'nobody' }, receivers: [{ name: 'nobody' }] }
        writeFileSync(join(directory, 'alertmanager.yml'), JSON.stringify(config))
      },
      arguments: (port, directory) => [
        `--config.file=${join(directory, 'alertmanager.yml')}`,
        `--storage.path=${join(directory, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--cluster.listen-address='
      ]
    })
  })
  afterAll(async () => {
    http.close()
    await server.close()
  })

  const post = async (path: string, body: unknown): Promise<void> => {
    const response = await fetch(`${server.url}/api/v2${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body)
    })
    expect(response.ok).toBe(true)
  }

  const alert = (labels: Readonly<Record<string, string>>, ends = 3_600_000): unknown => ({
    labels,
    startsAt: new Date(Date.now() - 60_000).toISOString(),
    endsAt: new Date(Date.now() + ends).toISOString()
  })

  const firing = async (labels: Readonly<Record<string, string>>): Promise<number | undefined> => {
    const at = Date.now()
    const source = connectTo(alertmanager, server.url).source({ kind: 'firing', labels })
    const { series } = await source.measure({ first: at, last: at, step: 1_000, width: 1_000 }, io)
    return series[0]?.samples[0]?.value
  }

  test('tells how many alerts fire, whatever stands in their labels', async () => {
    expect(await firing({ service: 'shop' })).toBe(0)
    const odd = 'a "quoted" \\ {value}, = ~'
    await post('/alerts', [
      alert({ alertname: 'HighErrors', service: 'shop', severity: 'page' }),
      alert({ alertname: 'SlowPages', service: 'shop', severity: 'ticket' }),
      alert({ alertname: 'Odd', service: odd }),
      alert({ alertname: 'Over', service: 'shop', severity: 'page' }, -1_000)
    ])
    await until('the alerts are there', async () => (await firing({ service: 'shop' })) === 2)
    expect(await firing({ service: 'shop', severity: 'page' })).toBe(1)
    expect(await firing({ service: odd })).toBe(1)
    expect(await firing({ service: 'cart' })).toBe(0)
  })

  test('does not count what is silenced', async () => {
    await post('/alerts', [alert({ alertname: 'Noise', service: 'batch' })])
    await until('the alert is there', async () => (await firing({ service: 'batch' })) === 1)
    await post('/silences', {
      matchers: [{ name: 'service', value: 'batch', isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 3_600_000).toISOString(),
      createdBy: 'live test',
      comment: 'deploy'
    })
    await until('the silence works', async () => (await firing({ service: 'batch' })) === 0)
  })

  test('is answered with a failure once it is gone', async () => {
    server.signal('SIGKILL')
    await until('it is gone', () =>
      fetch(server.url).then(
        () => false,
        () => true
      )
    )
    await expect(firing({})).rejects.toMatchObject({ failure: { code: 'provider-error' } })
  })
})
