import { mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type LogServer, startLogs } from '../../src/demo/logs.js'
import { findBinary, type RealLogs, startRealLogs } from '../../src/demo/real.js'

const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
const binary = await findBinary('victoria-logs', [join(cache, 'bakegate', 'bin')])

const LINES: readonly (readonly [number, string, string])[] = [
  [0.2, 'INFO', 'order 1 accepted'],
  [1, 'ERROR', 'order 2 not saved: too many connections (max 20)'],
  [
    1.5,
    'ERROR',
    'order 3 not saved: too many connections (max 20)\n    at save (src/store.ts:4:1)'
  ],
  [3, 'WARN', 'slow_query on orders'],
  [3.999, 'INFO', 'Order 4 accepted'],
  [8.499, 'ERROR', 'orders not saved'],
  [8.5, 'ERROR', 'order 9 not saved']
]

const FILTERS = [
  '*',
  'level:ERROR',
  'level:error',
  'level:=ERROR',
  '{app="shop"} level:ERROR',
  '{app="other"}',
  'accepted',
  'orders',
  'slow',
  'slow_query',
  '"too many connections"',
  '"many connections (max 20)"',
  '"src/store.ts"',
  '"not saved" and connections',
  'accepted or orders',
  'connections !"store.ts"',
  '(level:ERROR or level:WARN) -orders',
  'not level:INFO'
]

test('a binary that is nowhere is not found', async () => {
  expect(await findBinary('no-such-server', [tmpdir()])).toBeUndefined()
  expect(await findBinary('sh', [])).toMatch(/\/sh$/)
})

if (binary !== undefined) describe('beside a real VictoriaLogs with the same lines', besideReal)

function besideReal(): void {
  const start = Math.floor(Date.now() / 10_000) * 10_000 - 60_000
  let directory: string
  let real: RealLogs
  let ours: LogServer
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bakegate-logs-'))
    real = await startRealLogs({ binary: binary ?? '', directory })
    ours = await startLogs()
    for (const [seconds, level, _msg] of LINES) {
      const line = { at: start + seconds * 1_000, fields: { _msg, level, app: 'shop' } }
      for (const server of [ours, real]) server.add(line)
    }
    while ((await ask(real.url, 'stats_query', { query: '* | stats count() n' })).total !== '7') {
      await sleep(100)
    }
    // A new stream is found a moment later than its lines; who asks too early is told so for ten seconds.
    await sleep(1_500)
  }, 20_000)
  afterAll(async () => {
    await ours.close()
    await real.close()
    await rm(directory, { recursive: true })
  })

  test.each(FILTERS)('%s counts the same, in all and in buckets', async filter => {
    const query = `${filter} | stats count() as n`
    const span = { start: nanoseconds(start + 500), end: nanoseconds(start + 8_500) }
    const iso = (at: number): string => new Date(at).toISOString()
    const extra_filters = `_time:[${iso(start + 500)}, ${iso(start + 8_500)})`
    const counted = `* | stats count() if (${extra_filters} (${filter})) as n`
    for (const [path, parameters] of [
      ['stats_query', { query: counted, time: nanoseconds(start + 9_000) }],
      ['stats_query', { query, time: nanoseconds(start + 9_000) }],
      ['stats_query', { query, ...span, extra_filters, time: nanoseconds(start + 8_500) }],
      ['stats_query_range', { query, ...span, extra_filters, step: '1000ms' }],
      [
        'stats_query_range',
        { query, start: span.start, end: nanoseconds(start + 8_400), step: '2s' }
      ]
    ] as const) {
      const [mine, theirs] = await Promise.all(
        [ours.url, real.url].map(url => ask(url, path, parameters))
      )
      expect([path, mine?.values]).toEqual([path, theirs?.values])
    }
  })

  test.each(['* | stats', '"open | stats count() n', '*', '(a | stats count() n'])(
    '%s is refused with the same status',
    async query => {
      const parameters = new URLSearchParams({ query })
      const [mine, theirs] = await Promise.all(
        [ours.url, real.url].map(url =>
          fetch(`${url}/select/logsql/stats_query?${parameters.toString()}`)
        )
      )
      expect(mine?.status).toBe(theirs?.status)
    }
  )
}

function nanoseconds(at: number): string {
  return `${at}000000`
}

interface Counted {
  readonly total: string | undefined
  /** `[timestamp, count]`, of the one series there is. */
  readonly values: unknown
}

async function ask(
  base: string,
  path: string,
  parameters: Readonly<Record<string, string>>
): Promise<Counted> {
  const body = new URLSearchParams(parameters)
  const response = await fetch(`${base}/select/logsql/${path}`, { method: 'POST', body })
  const { data } = (await response.json()) as {
    data: { result: { value?: [number, string]; values?: [number, string][] }[] }
  }
  const [row] = data.result
  return { total: row?.value?.[1], values: row?.values ?? row?.value }
}
