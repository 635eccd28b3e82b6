import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { splunk } from '../src/providers/splunk.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../__tests__/support/asking.js'
import { startSplunk, token } from '../__tests__/support/fake-splunk.js'
import type { StubServer } from '../__tests__/support/stub-server.js'
import { askWith } from './support/official-client.js'
import { describeLive } from './support/servers.js'

const minute = 60_000
const from = noon - 20 * minute
const errors = 'index=shop level=ERROR'

describeLive("Splunk's own client and ours", ['splunk-client'], () => {
  const http = hastyHttp()
  let server: StubServer
  let told: readonly (readonly Readonly<Record<string, string>>[])[]

  beforeAll(async () => {
    server = await startSplunk({
      events: Array.from({ length: 300 }, (_, index) => ({
        _time: from - 5 * minute + index * 5_009,
        _raw: `line ${index}`,
        index: 'shop',
        level: index % 3 === 0 ? 'ERROR' : 'INFO'
      }))
    })
    const searches = [
      `search ${errors} | stats count`,
      `search ${errors} | eval step=floor(_time/60)*60 | stats count by step`,
      `search ${errors} | head 500`
    ]
    const [earliest, latest] = [from, noon].map(at => (at / 1000).toFixed(3))
    const asked = { url: server.url, token, earliest, latest, searches }
    told = (await askWith('splunk-client', 'splunk-client.mjs', asked)) as typeof told
  }, 60_000)

  afterAll(async () => {
    http.close()
    await server.close()
  })

  test('count the same events', async () => {
    const { series } = await connection()
      .source({ kind: 'events', query: queryOf(errors) })
      .measure(gridOf({ width: 20 * minute }), ioOf(http))
    expect(series[0]?.samples[0]?.value).toBe(Number(told[0]?.[0]?.['count']))
  })

  test('find the same steps', async () => {
    const { series } = await connection()
      .source({ kind: 'events', query: queryOf(errors) })
      .measure(gridOf({ first: from + minute, last: noon }), ioOf(http))
    const steps = (told[1] ?? []).map(row => [
      Number(row['step']) * 1000 + minute,
      Number(row['count'])
    ])
    const samples = (series[0]?.samples ?? []).filter(({ value }) => value > 0)
    expect(samples.map(({ at, value }) => [at, value])).toEqual(
      steps.sort(([a = 0], [b = 0]) => a - b)
    )
  })

  test('read the same lines', async () => {
    const batch = await connection()
      .lines?.(queryOf(errors))
      .fetch({ start: from, end: noon }, 500, ioOf(http))
    const raw = (told[2] ?? []).map(row => row['_raw'])
    expect(batch?.lines.map(({ text }) => text).reverse()).toEqual(raw)
    expect(raw.length).toBeGreaterThan(50)
  })

  function connection() {
    return splunk.connect(endpointTo('splunk', server.url, { auth: { kind: 'bearer', token } }))
  }
})
