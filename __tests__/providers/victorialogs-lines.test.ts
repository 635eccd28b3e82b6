import { afterEach, describe, expect, test } from '@jest/globals'
import type { LineSource } from '../../src/providers/provider.js'
import { victorialogs } from '../../src/providers/victorialogs.js'
import { endpointTo, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, text } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const window = { start: noon - minute, end: noon }

const row = (time: string, message: string, more: object = {}): string =>
  JSON.stringify({
    _time: time,
    _stream: '{app="shop"}',
    _stream_id: '0001',
    _msg: message,
    ...more
  })
const rows = (...all: readonly string[]): Answer => text(all.join('\n'))

async function asked(answer: Answer, query = '{app="shop"} error') {
  const server = await startStub(answer)
  const http = hastyHttp()
  closers.push(
    () => server.close(),
    () => http.close()
  )
  const endpoint = endpointTo('victorialogs', server.url, {
    options: { 'account-id': 12 }
  })
  const lines = victorialogs.connect(endpoint).lines?.(queryOf(query))
  if (lines === undefined) throw new Error('victorialogs has lines')
  const fetch = (source: LineSource, most: number) => source.fetch(window, most, ioOf(http))
  return { server, lines, fetch }
}

const form = (body: string | undefined) => Object.fromEntries(new URLSearchParams(body))

test('lines are asked for exactly the window, one more than wanted', async () => {
  const { server, lines, fetch } = await asked(rows())
  await fetch(lines, 100)
  const [seen] = server.seen
  expect(seen?.url.pathname).toBe('/select/logsql/query')
  expect(seen?.headers).toMatchObject({ accountid: '12' })
  expect(form(seen?.body)).toEqual({
    query: '{app="shop"} error',
    limit: '101',
    start: `${noon - minute}000000`,
    end: `${noon}000000`,
    extra_filters: '_time:[2026-11-23T11:59:00.000Z, 2026-11-23T12:00:00.000Z)'
  })
})

test('they come in the order of their nanoseconds, with their stream and fields', async () => {
  const { lines, fetch } = await asked(
    rows(
      row('2026-11-23T11:59:30.000000002Z', '  at save (db.js:7)'),
      row('2026-11-23T11:59:30.000000001Z', 'TypeError: boom', { level: 'error', code: 7 }),
      row('2026-11-23T11:59:10Z', 'first', { trace: 'abc' })
    )
  )
  const batch = await fetch(lines, 100)
  expect(batch).toMatchObject({ complete: true, retries: 0 })
  expect(batch.lines).toEqual([
    {
      at: noon - 50_000,
      text: 'first',
      stream: { _stream: '{app="shop"}' },
      fields: { trace: 'abc' }
    },
    {
      at: noon - 30_000,
      text: 'TypeError: boom',
      stream: { _stream: '{app="shop"}' },
      fields: { level: 'error', code: '' }
    },
    {
      at: noon - 30_000,
      text: '  at save (db.js:7)',
      stream: { _stream: '{app="shop"}' },
      fields: {}
    }
  ])
})

test('of more lines than wanted the newest are kept, and the batch says so', async () => {
  const all = [1, 2, 3].map(second => row(`2026-11-23T11:59:0${second}Z`, `line ${second}`))
  const { lines, fetch } = await asked(rows(...all))
  const batch = await fetch(lines, 2)
  expect(batch.complete).toBe(false)
  expect(batch.lines.map(line => line.text)).toEqual(['line 2', 'line 3'])
})

test('a line outside the window is dropped', async () => {
  const { lines, fetch } = await asked(
    rows(row('2026-11-23T12:00:00Z', 'after'), row('2026-11-23T11:58:59.999Z', 'before'))
  )
  expect((await fetch(lines, 10)).lines).toEqual([])
})

test('a text is asked for as it stands, whatever it holds', async () => {
  const { server, lines, fetch } = await asked(rows())
  const hostile = lines.containing?.('a "b" (c|d)* \\ [e] | delete')
  if (hostile === undefined) throw new Error('it can be asked for a text')
  await fetch(hostile, 5)
  expect(form(server.seen[0]?.body)['query']).toBe(
    '{app="shop"} error | filter _msg:~"a \\"b\\" \\\\(c\\\\|d\\\\)\\\\* \\\\\\\\ \\\\[e\\\\] \\\\| delete"'
  )
})

describe('an answer that is no lines', () => {
  test.each([
    ['a stats answer', text('{"value":"7"}'), 'not-json'],
    ['a page', text('<html>log in</html>'), 'not-json'],
    ['half a line', text('{"_time":"2026-11-23T11:59:00Z","_msg":"a'), 'not-json'],
    ['no time', text('{"_time":"soon","_msg":"a"}'), 'not-json'],
    ['a refused query', json({ error: 'cannot parse query' }, 400), 'invalid-query'],
    ['a refused tenant', text('no', 403), 'not-authorised']
  ] as const)('%s is a failure of its kind', async (_, answer, code) => {
    const { lines, fetch } = await asked(answer)
    const { failure } = await providerErrorOf(fetch(lines, 5))
    expect(failure.code).toBe(code)
  })
})
