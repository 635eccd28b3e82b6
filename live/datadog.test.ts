import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { datadog } from '../src/providers/datadog.js'
import { datadogLogs } from '../src/providers/datadog-logs.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../__tests__/support/asking.js'
import { keys, startDatadog } from '../__tests__/support/fake-datadog.js'
import type { StubServer } from '../__tests__/support/stub-server.js'
import { askWith } from './support/official-client.js'
import { describeLive } from './support/servers.js'

const minute = 60_000
const from = noon - 20 * minute
const metric = 'sum:shop.requests{service:shop}.as_count()'
const search = 'service:shop status:error'

interface Told {
  readonly numbers: readonly (readonly number[])[]
  readonly times: readonly number[]
  readonly values: readonly (readonly number[])[]
  readonly lines: readonly number[]
  readonly alerting: readonly (readonly string[])[]
  readonly unparsed: boolean
}

describeLive("Datadog's own client and ours", ['datadog-client'], () => {
  const http = hastyHttp()
  let server: StubServer
  let told: Told

  beforeAll(async () => {
    server = await startDatadog({
      points: Array.from({ length: 400 }, (_, index) => ({
        metric: 'shop.requests',
        at: from - 5 * minute + index * 4_013,
        value: 1 + (index % 5),
        tags: { service: 'shop' }
      })),
      lines: Array.from({ length: 300 }, (_, index) => ({
        id: `line-${index}`,
        at: from - 5 * minute + index * 5_009,
        service: 'shop',
        status: index % 3 === 0 ? 'error' : 'info',
        message: 'a line'
      })),
      monitors: [
        { name: 'Errors', tags: ['service:shop'], overall_state: 'Alert' },
        { name: 'Latency', tags: ['service:shop'], overall_state: 'OK' }
      ]
    })
    const span = { from, to: noon, step: minute }
    const asked = { url: server.url, keys, ...span, metric, search, tags: 'service:shop' }
    told = (await askWith('datadog-client', 'datadog-client.mjs', asked)) as Told
  }, 60_000)

  afterAll(async () => {
    http.close()
    await server.close()
  })

  test('the official client knows every form that the simulated Datadog answers in', () => {
    expect(told.unparsed).toBe(false)
  })

  test('count the same events of a metric', async () => {
    const source = datadog.connect(endpointOf('datadog')).source(events(metric))
    const { series } = await source.measure(gridOf({ width: 20 * minute }), ioOf(http))
    expect(series[0]?.samples[0]?.value).toBe(told.numbers[0]?.[0])
  })

  test('find the same steps', async () => {
    const source = datadog.connect(endpointOf('datadog')).source(events(metric))
    const { series } = await source.measure(
      gridOf({ first: from + minute, last: noon }),
      ioOf(http)
    )
    const samples = series[0]?.samples ?? []
    expect(samples.map(({ at }) => at - minute)).toEqual(told.times)
    expect(samples.map(({ value }) => value)).toEqual(told.values[0])
  })

  test('count and read the same log lines', async () => {
    const connection = datadogLogs.connect(endpointOf('datadog-logs'))
    const source = connection.source(events(search))
    const { series } = await source.measure(gridOf({ width: 20 * minute }), ioOf(http))
    expect(series[0]?.samples[0]?.value).toBe(told.numbers[1]?.[0])
    const batch = await connection
      .lines?.(queryOf(search))
      .fetch({ start: from, end: noon }, 1_000, ioOf(http))
    expect(batch?.lines.map(({ at }) => at)).toEqual(told.lines)
  })

  test('see the same monitor alert', async () => {
    const source = datadog
      .connect(endpointOf('datadog'))
      .source({ kind: 'firing', labels: { service: 'shop' } })
    const { series } = await source.measure(gridOf(), ioOf(http))
    const alerting = told.alerting.filter(([, state]) => state === 'Alert')
    expect(series[0]?.samples[0]?.value).toBe(alerting.length)
  })

  function endpointOf(provider: string) {
    const options = { 'api-key': keys.api, 'application-key': keys.application }
    return endpointTo(provider, server.url, { options })
  }
})

function events(query: string) {
  return { kind: 'events', query: queryOf(query) } as const
}
