import { afterEach, expect, test } from '@jest/globals'
import { alertmanager } from '../../src/providers/alertmanager.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon } from '../support/asking.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

test('alerts are asked for by their labels, silenced and inhibited ones left out', async () => {
  const server = await stub(json([]))
  await measure(server, { service: 'check "out"', severity: 'page' })
  const [seen] = server.seen
  expect(seen?.url.pathname).toBe('/api/v2/alerts')
  expect([...(seen?.url.searchParams ?? [])]).toEqual([
    ['active', 'true'],
    ['silenced', 'false'],
    ['inhibited', 'false'],
    ['filter', 'service="check \\"out\\""'],
    ['filter', 'severity="page"']
  ])
})

test('what is active is counted and named', async () => {
  const server = await stub(
    json([alert('A'), alert('B', 'suppressed'), alert('C', 'unprocessed'), alert('D')])
  )
  const measurement = await measure(server)
  expect(measurement).toEqual({
    series: [{ labels: {}, samples: [{ at: noon, value: 2 }] }],
    complete: true,
    notes: ['A fires since 2026-11-23T11:00:00.000Z.', 'D fires since 2026-11-23T11:00:00.000Z.'],
    retries: 0,
    before: 2
  })
})

test('an alert that began inside the window did not fire before it', async () => {
  const late = alert('B', 'active', '2026-11-23T11:59:30Z')
  const { before, series } = await measure(await stub(json([alert('A'), late])))
  expect(before).toBe(1)
  expect(series[0]?.samples).toEqual([{ at: noon, value: 2 }])
})

test('alerts of others are not counted where the filter was ignored', async () => {
  const other = { ...alert('B'), labels: { alertname: 'B', service: 'billing' } }
  const ours = { ...alert('C'), labels: { alertname: 'C', service: 'shop' } }
  const measurement = await measure(await stub(json([other, ours])))
  expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 1 }])
})

test('no alert is 0', async () => {
  const measurement = await measure(await stub(json([])))
  expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 0 }])
})

test('a bad matcher is an invalid query', async () => {
  const server = await stub(json('bad matcher format: bad{{', 400))
  const { failure } = await providerErrorOf(measure(server))
  expect(failure.code).toBe('invalid-query')
  expect(failure.message).toContain('bad matcher format')
})

test.each([[[{ labels: {} }]], [[{ labels: {}, status: {} }]], [{ alerts: [] }]])(
  '%j is not taken for no alert',
  async body => {
    const { failure } = await providerErrorOf(measure(await stub(json(body))))
    expect(failure.code).toBe('provider-error')
  }
)

test('a name that is no label name is refused before anything is asked', () => {
  const connection = alertmanager.connect(endpointTo('alertmanager', 'https://x.example.com'))
  expect(() => connection.source({ kind: 'firing', labels: { 'a-b': 'x' } })).toThrow(
    'not a label name'
  )
})

function alert(alertname: string, state = 'active', startsAt = '2026-11-23T11:00:00Z'): object {
  return { labels: { alertname }, startsAt, status: { state } }
}

async function stub(answer: Answer): Promise<StubServer> {
  const server = await startStub(answer)
  closers.push(() => server.close())
  return server
}

function measure(
  server: StubServer,
  labels: Readonly<Record<string, string>> = { service: 'shop' }
) {
  const http = hastyHttp()
  closers.push(() => http.close())
  const source = alertmanager
    .connect(endpointTo('alertmanager', server.url))
    .source({ kind: 'firing', labels })
  return source.measure(gridOf(), ioOf(http))
}
