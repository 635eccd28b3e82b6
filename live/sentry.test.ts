import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sentry } from '../src/providers/sentry.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../__tests__/support/asking.js'
import { organization, startSentry, token } from '../__tests__/support/fake-sentry.js'
import type { StubServer } from '../__tests__/support/stub-server.js'
import { askWith } from './support/official-client.js'
import { describeLive } from './support/servers.js'

const minute = 60_000
const from = noon - 20 * minute
const query = 'level:error'
const release = 'firstRelease:shop@1.2.0'

interface Told {
  readonly count: number
  readonly steps: readonly { readonly timestamp: number; readonly value: number }[]
  readonly issues: readonly string[]
}

describeLive("Sentry's own client and ours", ['sentry-client'], () => {
  const http = hastyHttp()
  let server: StubServer
  let told: Told

  beforeAll(async () => {
    server = await startSentry({
      events: Array.from({ length: 300 }, (_, index) => ({
        at: from - 5 * minute + index * 5_009,
        level: index % 3 === 0 ? 'error' : 'warning',
        release: 'shop@1.2.0'
      })),
      issues: Array.from({ length: 30 }, (_, index) => ({
        id: String(index),
        title: `TypeError ${index}`,
        firstSeen: from - 5 * minute + index * minute,
        firstRelease: index % 2 === 0 ? 'shop@1.2.0' : 'shop@1.1.0'
      }))
    })
    const instant = (at: number) => new Date(at).toISOString().slice(0, -1)
    const span = { start: instant(from), end: instant(noon) }
    const issues = `${release} firstSeen:>=${span.start} firstSeen:<${span.end}`
    const asked = { url: server.url, token, organization, ...span, query, issues }
    told = (await askWith('sentry-client', 'sentry-client.mjs', asked)) as Told
  }, 60_000)

  afterAll(async () => {
    http.close()
    await server.close()
  })

  test('count the same events', async () => {
    const { series } = await sourceOf('errors', query).measure(
      gridOf({ width: 20 * minute }),
      ioOf(http)
    )
    expect(series[0]?.samples[0]?.value).toBe(told.count)
    expect(told.count).toBeGreaterThan(50)
  })

  test('find the same steps', async () => {
    const grid = gridOf({ first: from + minute, last: noon })
    const { series } = await sourceOf('errors', query).measure(grid, ioOf(http))
    const ended = told.steps
      .map(({ timestamp, value }) => ({ at: timestamp + minute, value }))
      .filter(({ at }) => at <= noon)
    expect(series[0]?.samples).toEqual(ended)
  })

  test('see the same new issues', async () => {
    const { series } = await sourceOf('issues', release).measure(
      gridOf({ width: 20 * minute }),
      ioOf(http)
    )
    expect(series[0]?.samples[0]?.value).toBe(told.issues.length)
    expect(told.issues.length).toBe(10)
  })

  function sourceOf(dataset: string, text: string) {
    const endpoint = endpointTo('sentry', server.url, {
      auth: { kind: 'bearer', token },
      options: { organization, dataset, projects: ['shop'] }
    })
    return sentry.connect(endpoint).source({ kind: 'events', query: queryOf(text) })
  }
})
