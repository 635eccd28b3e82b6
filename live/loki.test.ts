import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { useScenes } from '../acceptance/support/scene.js'
import { providerErrorOf } from '../__tests__/support/rejection.js'
import type { EndpointSettings } from '../src/model.js'
import { loki } from '../src/providers/loki.js'
import type { Grid, Question } from '../src/providers/provider.js'
import { connectTo, ioWith, liveHttp, queryOf } from './support/asking.js'
import type { LogLine } from './support/log-lines.js'
import { startLoki } from './support/loki.js'
import { describeLive, type LiveServer } from './support/servers.js'

const MINUTE = 60_000
const deployedAt = Math.floor(Date.now() / MINUTE) * MINUTE - 40 * MINUTE
const healthy = { start: deployedAt - 60 * MINUTE, end: deployedAt }
const bake = { start: deployedAt + MINUTE, end: deployedAt + 11 * MINUTE }

/**
 * A request each second, by turns of two routes: after the deploy one in ten fails. Off the full second, since a range
 * of the user's own takes (at - width, at], and of its last instant not even `at`.
 */
const requests: readonly LogLine[] = Array.from({ length: 71 * 60 }, (_, index) => {
  const at = healthy.start + index * 1_000 + 500
  const failed = at >= deployedAt && index % 10 === 0
  const route = index % 2 === 0 ? '/pay' : '/cart'
  const line = {
    level: failed ? 'error' : 'info',
    route,
    status: failed ? 500 : 200,
    ms: index % 7
  }
  const msg = failed ? `payment ${index} refused by ledger` : 'served'
  return { at, app: 'shop', text: JSON.stringify({ ...line, msg }) }
})

/** More lines in one millisecond than one answer holds, and of no other window. */
const crowd: readonly LogLine[] = Array.from({ length: 6_000 }, (_, index) => ({
  at: healthy.start + Math.floor(index / 3_000),
  app: 'crowd',
  text: `line ${index}`
}))

describeLive('Loki', ['loki'], () => {
  const http = liveHttp()
  const io = ioWith(http)
  let server: LiveServer

  beforeAll(async () => {
    server = await startLoki([...requests, ...crowd], 'shop')
  })
  afterAll(async () => {
    http.close()
    await server.close()
  })

  const connected = (options: EndpointSettings['options'] = { tenant: 'shop' }) =>
    connectTo(loki, server.url, { options })

  const ask = (kind: 'value' | 'events', query: string, grid: Grid) => {
    const question: Question = { kind, query: queryOf(query) }
    return connected().source(question).measure(grid, io)
  }

  const since = (start: number, end: number): Grid => {
    const width = end - start
    return { first: end, last: end, step: width, width }
  }

  /** What the same lines say. */
  const truth = (route: string, start: number, end: number) =>
    requests
      .filter(({ at }) => at >= start && at < end)
      .map(({ text }) => JSON.parse(text) as { route: string; status: number; ms: number })
      .filter(line => line.route === route)

  test('reads fields of JSON, several series, values and counts, in exactly the window', async () => {
    const { start, end } = bake
    const counted = await ask(
      'events',
      'sum by (route) (count_over_time({app="shop"} | json | status="200" [{{window}}]))',
      since(start, end)
    )
    const byRoute = counted.series.map(({ labels, samples }) => [
      labels['route'],
      samples[0]?.value
    ])
    const served = (route: string) =>
      truth(route, start, end).filter(({ status }) => status === 200).length
    expect(new Map(byRoute as [string, number][])).toEqual(
      new Map([
        ['/cart', served('/cart')],
        ['/pay', served('/pay')]
      ])
    )
    const slow = await ask(
      'value',
      'max by (route) (max_over_time({app="shop"} | json | unwrap ms [{{window}}]) by (route))',
      since(start, end)
    )
    expect(slow.series.map(({ samples }) => samples)).toEqual([
      [{ at: end, value: 6 }],
      [{ at: end, value: 6 }]
    ])
  })

  test('answers values over a range at the multiples of its step', async () => {
    const grid = {
      first: bake.start,
      last: bake.start + 40 * 10_000,
      step: 10_000,
      width: 10_000
    }
    const query = 'sum(count_over_time({app="shop"} |= "/pay" [{{window}}]))'
    const { series } = await ask('value', query, grid)
    expect(series[0]?.samples).toHaveLength(41)
    expect(new Set(series[0]?.samples.map(({ value }) => value))).toEqual(new Set([5]))
  })

  test('counts each step of a range within [start, end), by one query that it understands', async () => {
    const first = bake.start + 3_000
    const grid = { first, last: first + 30 * 3_000, step: 3_000, width: 3_000 }
    const source = connected().source({ kind: 'events', query: queryOf('{app="shop"} |= "/pay"') })
    for (const attempt of ['the offset is refused', 'it is known']) {
      const { series } = await source.measure(grid, io)
      const expected = Array.from({ length: 31 }, (_, index) => {
        const at = first + index * 3_000
        return { at, value: truth('/pay', at - 3_000, at).length }
      })
      expect([attempt, series[0]?.samples]).toEqual([attempt, expected])
    }
  })

  test('counts by a query that ends in a comment', async () => {
    const { start, end } = bake
    const query = '{app="shop"} # the shop\n|= "/pay" # and who pays'
    const { series } = await ask('events', query, since(start, end))
    expect(series[0]?.samples).toEqual([{ at: end, value: truth('/pay', start, end).length }])
  })

  test('pages through more lines than one answer holds', async () => {
    const source = connected().lines?.(queryOf('{app="crowd"}'))
    const window = { start: healthy.start, end: healthy.start + 2 }
    const batch = await source?.fetch(window, 10_000, io)
    expect(batch?.complete).toBe(true)
    expect(new Set(batch?.lines.map(({ text }) => text)).size).toBe(6_000)
    const newest = await source?.fetch(window, 2_000, io)
    expect(newest?.complete).toBe(false)
    expect(newest?.lines.every(({ at }) => at === healthy.start + 1)).toBe(true)
  })

  test('keeps tenants apart, and says who may not ask', async () => {
    const grid = since(bake.start, bake.end)
    const question: Question = { kind: 'events', query: queryOf('{app="shop"}') }
    const other = await connected({ tenant: 'else' }).source(question).measure(grid, io)
    expect(other).toMatchObject({ series: [], scanned: 0 })
    const { failure } = await providerErrorOf(connected({}).source(question).measure(grid, io))
    expect(failure).toMatchObject({ code: 'not-authorised' })
    expect(failure.message).toContain('no org id')
  })

  test('passes on what it says of a wrong query', async () => {
    const grid = since(bake.start, bake.end)
    const broken = 'sum(count_over_time({app="shop"} | json | line_format [{{window}}]))'
    const { failure } = await providerErrorOf(ask('events', broken, grid))
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toMatch(/parse error at line \d, col \d+/)
    const numbers = connected().lines?.(queryOf('rate({app="shop"}[1m])'))
    if (numbers === undefined) throw new Error('it has lines')
    const { failure: notLines } = await providerErrorOf(numbers.fetch(bake, 10, io))
    expect(notLines.code).toBe('invalid-query')
  })
})

describeLive('the shipped bundle on a real Loki', ['loki'], () => {
  const open = useScenes()
  let server: LiveServer

  beforeAll(async () => {
    server = await startLoki(requests, 'shop')
  })
  afterAll(async () => {
    await server.close()
  })

  test('fails a deploy by its counts, its ratio and its new error', async () => {
    const scene = await open({
      deployedAt,
      config: [
        {
          bake: { settle: '1m', duration: '10m', interval: '1m' },
          baseline: { duration: '30m' },
          endpoints: {
            logs: { provider: 'loki', url: server.url, tenant: 'shop', delay: '0s' }
          },
          checks: [
            {
              name: 'error lines',
              endpoint: 'logs',
              count: '{app="shop"} |= "\\"level\\":\\"error\\""',
              max: 5
            },
            {
              name: 'failed requests',
              endpoint: 'logs',
              ratio: {
                bad: '{app="shop"} | json | status="500"',
                total: '{app="shop"} | json | status=~"[0-9]+"'
              },
              max: '5%'
            },
            {
              name: 'new errors',
              endpoint: 'logs',
              logs: '{app="shop"}',
              'new-signatures': { max: 0, 'min-count': 3 }
            }
          ]
        }
      ]
    })
    const result = await scene.run()
    expect(result.outputs).toMatchObject({ verdict: 'fail' })
    const { checks } = JSON.parse(result.outputs['result'] ?? '{}') as {
      checks: readonly { name: string; verdict: string; reason_code: string }[]
    }
    expect(checks.map(check => [check.name, check.verdict, check.reason_code])).toEqual([
      ['error lines', 'fail', 'above-max'],
      ['failed requests', 'fail', 'above-max'],
      ['new errors', 'fail', 'new-signatures']
    ])
  }, 120_000)
})
