import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { dynatrace } from '../src/providers/dynatrace.js'
import { endpointTo, gridOf, hastyHttp, noon, queryOf } from '../__tests__/support/asking.js'
import { startDynatrace, token } from '../__tests__/support/fake-dynatrace.js'
import type { StubServer } from '../__tests__/support/stub-server.js'
import { ioWith } from './support/asking.js'
import { askWith } from './support/official-client.js'
import { describeLive } from './support/servers.js'

const minute = 60_000
const from = noon - 20 * minute
const errors = 'fetch logs | filter loglevel == "ERROR"'

describeLive("Dynatrace's own client and ours", ['dynatrace-client'], () => {
  const http = hastyHttp()
  let server: StubServer
  let told: readonly (readonly Readonly<Record<string, string | Date>>[])[]

  beforeAll(async () => {
    server = await startDynatrace({
      polls: 2,
      tables: {
        logs: Array.from({ length: 300 }, (_, index) => ({
          timestamp: from - 5 * minute + index * 5_009,
          loglevel: index % 3 === 0 ? 'ERROR' : 'INFO',
          content: `line ${index}`
        }))
      }
    })
    const instant = (at: number) => new Date(at).toISOString()
    const queries = [
      `${errors}\n| summarize count = count()`,
      `${errors}\n| summarize count = count(), by: { step = bin(timestamp, 60s) }`,
      `${errors}\n| sort timestamp desc\n| limit 500`
    ]
    const asked = { url: server.url, token, start: instant(from), end: instant(noon), queries }
    told = (await askWith('dynatrace-client', 'dynatrace-client.mjs', asked)) as typeof told
  }, 60_000)

  afterAll(async () => {
    http.close()
    await server.close()
  })

  test('count the same records, polling while the query runs', async () => {
    const { series } = await connection()
      .source({ kind: 'events', query: queryOf(errors) })
      .measure(gridOf({ width: 20 * minute }), io())
    expect(series[0]?.samples[0]?.value).toBe(Number(told[0]?.[0]?.['count']))
  })

  test('find the same steps', async () => {
    const { series } = await connection()
      .source({ kind: 'events', query: queryOf(errors) })
      .measure(gridOf({ first: from + minute, last: noon }), io())
    const steps = (told[1] ?? []).map(row => [
      Date.parse(String(row['step'])) + minute,
      Number(row['count'])
    ])
    const samples = (series[0]?.samples ?? []).filter(({ value }) => value > 0)
    expect(samples.map(({ at, value }) => [at, value])).toEqual(steps)
  })

  test('read the same lines', async () => {
    const batch = await connection()
      .lines?.(queryOf(errors))
      .fetch({ start: from, end: noon }, 500, io())
    const contents = (told[2] ?? []).map(row => row['content'])
    expect(batch?.lines.map(({ text }) => text).reverse()).toEqual(contents)
    expect(contents.length).toBeGreaterThan(50)
  })

  function connection() {
    return dynatrace.connect(
      endpointTo('dynatrace', server.url, { auth: { kind: 'bearer', token } })
    )
  }

  function io() {
    const sleep = (ms: number): Promise<void> => wait(ms)
    return { ...ioWith(http), clock: { now: () => Date.now(), sleep } }
  }
})
