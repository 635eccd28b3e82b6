import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { azureLogs } from '../src/providers/azure-logs.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../__tests__/support/asking.js'
import { startAzure, workspace } from '../__tests__/support/azure-fake.js'
import type { StubServer } from '../__tests__/support/stub-server.js'
import { askWith } from './support/official-client.js'
import { describeLive } from './support/servers.js'

interface Told {
  readonly status: string
  readonly names: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

const minute = 60_000
const from = noon - 20 * minute
const token = 'token-of-the-job'
const errors = 'AppTraces | where SeverityLevel >= 3'
const rows = Array.from({ length: 300 }, (_, index) => ({
  at: from - 5 * minute + index * 5_009,
  level: index % 3 === 0 ? 3 : 1,
  message: `line ${index}`
}))

describeLive("Azure's own client and ours", ['azure-client'], () => {
  const http = hastyHttp()
  let server: StubServer
  let broken: StubServer

  beforeAll(async () => {
    server = await startAzure({ rows, token })
    broken = await startAzure({ rows, token, partial: '' })
  })

  afterAll(async () => {
    http.close()
    await server.close()
    await broken.close()
  })

  test('count the same events in the same steps', async () => {
    const grid = gridOf({ first: from + minute, last: noon })
    const { series } = await connectionTo(server)
      .source({ kind: 'events', query: queryOf(errors) })
      .measure(grid, ioOf(http))
    const [told] = await same(server)
    expect(told).toMatchObject({
      status: 'Success',
      names: ['bakegate_step', 'bakegate_value']
    })
    const theirs = (told?.rows ?? []).map(([step, count]) => [
      from + minute + Number(step) * minute,
      Number(count)
    ])
    const ours = (series[0]?.samples ?? []).map(({ at, value }) => [at, value])
    expect(ours.filter(([, value]) => value !== 0)).toEqual(theirs)
    expect(theirs.length).toBe(20)
  })

  test('take the same tables of one query with several statements', async () => {
    const connection = connectionTo(server)
    const io = ioOf(http)
    const width = 5 * minute
    const ours = await Promise.all(
      [errors, 'AppTraces'].map(text =>
        connection
          .source({ kind: 'events', query: queryOf(text) })
          .measure(gridOf({ width, step: width }), io)
      )
    )
    const told = await same(server)
    expect(ours.map(({ series }) => series[0]?.samples[0]?.value)).toEqual(
      told.map(({ rows: [row] }) => Number(row?.[1]))
    )
    expect(told.map(({ status, names }) => [status, names])).toEqual(
      Array(2).fill(['Success', ['bakegate_step', 'bakegate_value']])
    )
  })

  test('read the same lines', async () => {
    const batch = await connectionTo(server)
      .lines?.(queryOf(errors))
      .fetch({ start: from, end: noon }, 500, ioOf(http))
    const [told] = await same(server)
    const place = told?.names.indexOf('Message') ?? -1
    const theirs = (told?.rows ?? []).map(row => row[place])
    expect(batch?.lines.map(({ text }) => text).reverse()).toEqual(theirs)
    expect(theirs.length).toBe(80)
  })

  test('take the same answer for a part', async () => {
    const { complete } = await connectionTo(broken)
      .source({ kind: 'events', query: queryOf(errors) })
      .measure(gridOf(), ioOf(http))
    const [told] = await same(broken)
    expect({ complete, status: told?.status }).toEqual({
      complete: false,
      status: 'PartialFailure'
    })
  })

  /** What the other client is answered to the question that ours asked last. */
  async function same({ url, seen }: StubServer): Promise<readonly Told[]> {
    const last = seen.at(-1)
    const asked = [JSON.parse(last?.body ?? '') as unknown]
    const told = await askWith('azure-client', 'azure-client.mjs', { url, token, workspace, asked })
    const theirs = seen.at(-1)
    expect(theirs).not.toBe(last)
    expect(theirs?.url.pathname).toBe(last?.url.pathname)
    expect(JSON.parse(theirs?.body ?? '')).toMatchObject({ query: lastQuery(last?.body) })
    return told as readonly Told[]
  }

  function connectionTo({ url }: StubServer) {
    const endpoint = endpointTo('azure-logs', url, {
      auth: { kind: 'bearer', token },
      options: { workspace }
    })
    return azureLogs.connect(endpoint)
  }
})

function lastQuery(body = '{}'): unknown {
  return (JSON.parse(body) as { readonly query?: unknown }).query
}
