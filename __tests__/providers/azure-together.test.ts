import { afterEach, describe, expect, test } from '@jest/globals'
import { azureLogs } from '../../src/providers/azure-logs.js'
import type { Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { type FakeWorkspace, failed, startAzure, workspace } from '../support/azure-fake.js'
import { json, startStub, type StubServer } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const errors = 'AppTraces | where SeverityLevel >= 3'
const events = (text: string): Question => ({ kind: 'events', query: queryOf(text) })
const table = (names: readonly string[], rows: readonly unknown[]): unknown => ({
  tables: [{ name: 'PrimaryResult', columns: names.map(name => ({ name })), rows }]
})

function closing(server: StubServer): StubServer {
  closers.push(() => server.close())
  return server
}

async function fakeOf(fake: FakeWorkspace): Promise<StubServer> {
  return closing(await startAzure({ token: 'token-of-the-job', ...fake }))
}

function connectionTo({ url }: StubServer) {
  return azureLogs.connect(
    endpointTo('azure-logs', url, {
      auth: { kind: 'bearer', token: 'token-of-the-job' },
      options: { workspace }
    })
  )
}

function io() {
  const http = hastyHttp()
  closers.push(() => http.close())
  return ioOf(http)
}

describe('what is asked in one turn', () => {
  const rows = [
    { at: noon - 1, level: 3 },
    { at: noon - 2 },
    { at: noon - 5 * minute, level: 3 },
    { at: noon - 5 * minute }
  ]
  const soFar = gridOf({ width: 10 * minute, step: 10 * minute })
  const all = 'AppTraces'

  /** As a ratio asks: both of its counts, over the newest step and over the bake so far. */
  async function ratio(server: StubServer, bad: string, total: string) {
    const connection = connectionTo(server)
    const own = io()
    const told = await Promise.allSettled(
      [gridOf(), soFar].flatMap(grid =>
        [bad, total].map(text => connection.source(events(text)).measure(grid, own))
      )
    )
    return told.map(one =>
      one.status === 'fulfilled'
        ? { value: one.value.series[0]?.samples[0]?.value, complete: one.value.complete }
        : String(one.reason)
    )
  }
  const numbers = [1, 2, 2, 4].map(value => ({ value, complete: true }))

  test('is one query, with a statement and a table each', async () => {
    const server = await fakeOf({ rows })
    expect(await ratio(server, errors, all)).toEqual(numbers)
    expect(server.seen).toHaveLength(1)
    const { query, timespan } = JSON.parse(server.seen[0]?.body ?? '') as Record<string, string>
    expect(timespan).toBe('2026-11-23T11:50:00.000Z/2026-11-23T12:00:00.000Z')
    const statements = query?.split(';\n') ?? []
    expect(statements.map(one => one.split('\n| ').slice(0, 2))).toEqual([
      ['AppTraces', 'where SeverityLevel >= 3'],
      ['AppTraces', expect.stringContaining('>= datetime(2026-11-23T11:59:00.000Z) and')],
      ['AppTraces', 'where SeverityLevel >= 3'],
      ['AppTraces', expect.stringContaining('>= datetime(2026-11-23T11:50:00.000Z) and')]
    ])
  })

  test('with a mistake in one is asked again one by one, and only that one fails', async () => {
    const server = await fakeOf({ rows })
    const wrong = expect.stringContaining("Failed to resolve table named 'AppTrace'")
    expect(await ratio(server, 'AppTrace', all)).toEqual([wrong, numbers[1], wrong, numbers[3]])
    expect(server.seen).toHaveLength(5)
  })

  test('and answered in part is asked again one by one, and only that one is incomplete', async () => {
    const server = await fakeOf({ rows, partial: 'where SeverityLevel' })
    expect(await ratio(server, errors, all)).toEqual(
      numbers.map(({ value }, index) => ({ value, complete: index % 2 === 1 }))
    )
    expect(server.seen).toHaveLength(5)
  })

  test('and answered with another number of tables is asked again one by one', async () => {
    const server = await fakeOf({ rows, oneTable: true })
    expect(await ratio(server, errors, all)).toEqual(numbers)
    expect(server.seen).toHaveLength(5)
  })

  test('and refused for another reason is not asked again', async () => {
    const refusal = failed('InsufficientAccessError', ['X', 'words of Azure'])
    const server = closing(await startStub(json(refusal, 403)))
    const refused = expect.stringContaining('InsufficientAccessError: words of Azure')
    expect(await ratio(server, errors, all)).toEqual(Array(4).fill(refused))
    expect(server.seen).toHaveLength(1)
  })

  test('travels alone where it names things by `let`', async () => {
    const answer = json(table(['bakegate_step', 'bakegate_value'], [[0, 7]]))
    const server = closing(await startStub(answer))
    const named = 'let least = 3; AppTraces | where SeverityLevel >= least'
    expect(await ratio(server, named, named)).toEqual(Array(4).fill({ value: 7, complete: true }))
    expect(server.seen).toHaveLength(4)
    const { shares } = connectionTo(server).source(events(named))
    expect(shares).toBeUndefined()
    expect(connectionTo(server).source(events('T | where a == "; b"')).shares).toBeDefined()
  })
})
