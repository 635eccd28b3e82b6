import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type LogServer, startLogs } from '../../src/demo/logs.js'

const noon = Date.UTC(2026, 0, 1, 12)
let server: LogServer

beforeEach(async () => {
  server = await startLogs()
  const add = (seconds: number, level: string, _msg: string): void =>
    server.add({ at: noon + seconds * 1_000, fields: { _msg, level, app: 'shop' } })
  add(0, 'INFO', 'order 1 accepted')
  add(1, 'ERROR', 'order 2 not saved: too many connections (max 20)')
  add(1.5, 'ERROR', 'order 3 not saved: too many connections (max 20)')
  add(3, 'WARN', 'slow_query on orders')
})
afterEach(() => server.close())

async function ask(path: string, parameters: Record<string, string>): Promise<unknown> {
  const url = `${server.url}/select/logsql/${path}`
  const got = await fetch(`${url}?${new URLSearchParams(parameters).toString()}`)
  const posted = await fetch(url, { method: 'POST', body: new URLSearchParams(parameters) })
  const body: unknown = await got.json()
  expect(await posted.json()).toEqual(body)
  return { code: got.status, ...(body as object) }
}

describe('the demo log server counts', () => {
  test.each([
    ['*', 4],
    ['level:ERROR', 2],
    ['level:error', 0],
    ['level:=ERROR', 2],
    ['{app="shop"} level:ERROR', 2],
    ['{app="other"} level:ERROR', 0],
    ['order', 3],
    ['orders', 1],
    ['slow', 0],
    ['"too many connections"', 2],
    ['"not saved" and order', 2],
    ['order or orders', 4],
    ['order !level:ERROR', 1],
    ['(level:ERROR or level:WARN) -orders', 2],
    ['_time:[2026-01-01T12:00:01Z, 2026-01-01T12:00:03Z) *', 2],
    ['_time:[2026-01-01T12:00:01Z, 2026-01-01T12:00:03Z] *', 3],
    [`_time:(${noon / 1000}, ${noon / 1000 + 3}) level:ERROR`, 2]
  ])('%s: %d', async (filter, count) => {
    const time = String(noon / 1000)
    expect(await ask('stats_query', { query: `${filter} | stats count() as n`, time })).toEqual({
      code: 200,
      status: 'success',
      data: {
        resultType: 'vector',
        result: [{ metric: { __name__: 'n' }, value: [noon / 1000, String(count)] }]
      }
    })
  })

  test('several counts at once, each of the lines that it says', async () => {
    const query = `* | stats count() if (_time:[2026-01-01T12:00:01Z, 2026-01-01T12:00:03Z) *) as a, count() if (level:ERROR) b, count()`
    const answer = await ask('stats_query', { query, time: String(noon / 1000) })
    const counts = { a: '2', b: '2', 'count(*)': '4' }
    expect(answer).toMatchObject({
      data: {
        result: Object.entries(counts).map(([name, count]) => ({
          metric: { __name__: name },
          value: [noon / 1000, count]
        }))
      }
    })
  })

  test('in buckets that begin at whole multiples of the step, empty ones left out', async () => {
    const answer = await ask('stats_query_range', {
      query: '* | stats count() n',
      start: String(noon / 1000),
      end: String(noon / 1000 + 3),
      step: '2s'
    })
    expect(answer).toMatchObject({
      data: {
        resultType: 'matrix',
        result: [{ metric: { __name__: 'n' }, values: [[noon / 1000, '3']] }]
      }
    })
  })

  test('inside start, end and the extra filters', async () => {
    const query = 'level:ERROR | stats count() n'
    const second = (seconds: number): string => `${noon + seconds * 1_000}000000`
    const count = async (parameters: Record<string, string>): Promise<unknown> =>
      ask('stats_query', { query, time: second(5), ...parameters })
    const answer = (value: string): object => ({
      data: { result: [{ value: [noon / 1000 + 5, value] }] }
    })
    expect(await count({ start: second(1), end: second(1.5) })).toMatchObject(answer('1'))
    const extra = '_time:[2026-01-01T12:00:01.500Z, 2026-01-01T12:00:02.000Z)'
    expect(await count({ extra_filters: extra })).toMatchObject(answer('1'))
    expect(await count({ extra_filters: 'app:other' })).toMatchObject(answer('0'))
  })

  test('and refuses with 422 what it does not understand', async () => {
    for (const query of ['*', '* | stats sum(x) y', '"open', '(a | stats count() n', '']) {
      expect(await ask('stats_query', { query })).toMatchObject({ code: 422, errorType: '422' })
    }
  })
})

describe('the demo log server gives lines', () => {
  async function linesOf(parameters: Record<string, string>) {
    const url = `${server.url}/select/logsql/query?${new URLSearchParams(parameters).toString()}`
    const response = await fetch(url)
    const text = await response.text()
    const rows = text.split('\n').map(line => JSON.parse(line) as { _msg: string; _time: string })
    return { status: response.status, rows }
  }

  test('of a query, the newest of them', async () => {
    const { rows } = await linesOf({ query: '{app="shop"} level:ERROR', limit: '1' })
    expect(rows).toEqual([
      {
        _time: '2026-01-01T12:00:01.500Z',
        _stream: '{app="shop"}',
        _msg: 'order 3 not saved: too many connections (max 20)',
        level: 'ERROR',
        app: 'shop'
      }
    ])
  })

  test('that hold a text', async () => {
    const query = '{app="shop"} | filter _msg:~"connections \\\\(max"'
    const { rows } = await linesOf({ query })
    expect(rows.map(({ _msg }) => _msg.slice(0, 7))).toEqual(['order 2', 'order 3'])
  })

  test('and none of what it does not understand', async () => {
    const url = `${server.url}/select/logsql/query?query=${encodeURIComponent('* | sort by (x)')}`
    expect((await fetch(url)).status).toBe(422)
  })
})
