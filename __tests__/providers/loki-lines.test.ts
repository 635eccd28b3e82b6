import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { EndpointSettings, Window } from '../../src/model.js'
import { loki } from '../../src/providers/loki.js'
import type { LineSource } from '../../src/providers/provider.js'
import { endpointTo, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { type StandInOptions, type StoredLine, startLokiStandIn } from '../support/loki-stand-in.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, text } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const base = BigInt(noon) * 1_000_000n
const window: Window = { start: noon, end: noon + 60_000 }

describe('lines', () => {
  test('come with their stream, and what was kept beside them as fields', async () => {
    const { lines } = await standIn([
      {
        stamp: base + 5n,
        labels: { app: 'shop', pod: 'a' },
        text: 'ERROR boom',
        metadata: { trace_id: 'f00' }
      }
    ])
    expect(await lines('{app="shop"}').fetch(window, 10, io())).toEqual({
      lines: [
        {
          at: noon,
          text: 'ERROR boom',
          stream: { app: 'shop', pod: 'a' },
          fields: { trace_id: 'f00' }
        }
      ],
      complete: true,
      matched: 1,
      scanned: 1,
      notes: [],
      retries: 0
    })
  })

  test('of a window begin with its start and end before its end, to the nanosecond', async () => {
    const end = base + 60_000_000_000n
    const { lines } = await standIn(
      [base - 1n, base, end - 1n, end].map(stamp => line(stamp, String(stamp)))
    )
    const batch = await lines('{app="shop"}').fetch(window, 10, io())
    expect(batch.lines.map(({ text }) => text)).toEqual([String(base), String(end - 1n)])
  })

  test('are the newest where more match than wanted, and that is said', async () => {
    const { lines } = await standIn(manyLines(20))
    const batch = await lines('{app="shop"}').fetch(window, 7, io())
    expect(batch.lines.map(({ text }) => text)).toEqual(
      Array.from({ length: 7 }, (_, index) => `line ${index + 13}`)
    )
    expect(batch).toMatchObject({ complete: false })
    expect(batch).not.toHaveProperty('matched')
  })

  test('as many as wanted are all there are', async () => {
    const { lines } = await standIn(manyLines(20))
    expect(await lines('{app="shop"}').fetch(window, 20, io())).toMatchObject({
      complete: true,
      matched: 20
    })
  })

  test('beyond what one answer holds come page by page', async () => {
    const { lines, server } = await standIn(manyLines(12_000))
    const batch = await lines('{app="shop"}').fetch(window, 50_000, io())
    expect(batch.complete).toBe(true)
    expect(new Set(batch.lines.map(({ text }) => text)).size).toBe(12_000)
    expect(batch.lines).toHaveLength(12_000)
    expect(server.seen).toHaveLength(3)
    expect(server.seen.every(({ url }) => url.searchParams.get('limit') === '5000')).toBe(true)
  })

  test("obey the server's own limit", async () => {
    const { lines, server } = await standIn(manyLines(250), { mostEntries: 100 })
    expect((await lines('{app="shop"}').fetch(window, 1_000, io())).lines).toHaveLength(250)
    // Refused once, then three pages; each beyond the first repeats one line.
    expect(server.seen).toHaveLength(4)
  })

  test('of one nanosecond beyond what one answer holds are said to be missing', async () => {
    const crowd = Array.from({ length: 30 }, (_, index) => line(base + 9n, `same ${index}`))
    const { lines } = await standIn([line(base + 1n, 'older'), ...crowd], { mostEntries: 10 })
    const batch = await lines('{app="shop"}').fetch(window, 1_000, io())
    expect(batch.complete).toBe(false)
    expect(batch.notes).toEqual(['One nanosecond holds more lines than Loki gives in one answer.'])
    expect(batch.lines[0]?.text).toBe('older')
    expect(batch.lines).toHaveLength(11)
  })

  test('are all fetched once, whatever their stamps, pages and streams', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ at: fc.integer({ min: 0, max: 40 }), pod: fc.constantFrom('a', 'b') }),
          {
            maxLength: 60
          }
        ),
        fc.integer({ min: 12, max: 30 }),
        fc.integer({ min: 1, max: 70 }),
        async (stamps, mostEntries, most) => {
          const stored = distinct(stamps).map(({ at, pod }, index) =>
            line(base + BigInt(at), `line ${index}`, pod)
          )
          const { lines, close } = await standIn(stored, { mostEntries })
          const batch = await lines('{app="shop"}').fetch(window, most, io())
          await close()
          const newest = [...stored].sort((a, b) => Number(a.stamp - b.stamp)).slice(-most)
          expect(batch.lines).toHaveLength(newest.length)
          expect(batch.complete).toBe(stored.length <= most)
          expect(new Set(batch.lines.map(({ text }) => text)).size).toBe(newest.length)
          expect(batch.lines.map(({ at }) => at)).toEqual(
            newest.map(({ stamp }) => Number(stamp / 1_000_000n))
          )
        }
      ),
      { numRuns: 60 }
    )
  })

  test('of several tenants are asked for together', async () => {
    const stored = ['a', 'b', 'c'].map((tenant, index) => ({
      stamp: base + BigInt(index),
      labels: { app: 'shop', tenant },
      text: tenant
    }))
    const { lines } = await standIn(stored, { tenants: true }, { tenant: 'a|c' })
    const batch = await lines('{app="shop"}').fetch(window, 10, io())
    expect(batch.lines.map(({ text }) => text)).toEqual(['a', 'c'])
  })

  test('that are too long for one answer are asked for in smaller pages', async () => {
    let turn = 0
    const server = await stub((seen, response) => {
      turn += 1
      const answer =
        turn === 1
          ? text(`{"x":"${'x'.repeat(33 * 1024 * 1024)}"}`)
          : json({ status: 'success', data: { resultType: 'streams', result: [] } })
      return answer(seen, response)
    })
    // 33 MiB: a busy machine takes longer for them than tests wait otherwise.
    const source = sourceAt(server.url, '{app="shop"}', { timeout: 30_000 })
    expect(await source.fetch(window, 10_000, io())).toMatchObject({ complete: true, lines: [] })
    expect(server.seen.map(({ url }) => url.searchParams.get('limit'))).toEqual(['5000', '1250'])
  })

  test('with a warning of Loki are not complete', async () => {
    const server = await stub(
      json({
        status: 'success',
        warnings: ['partial'],
        data: { resultType: 'streams', result: [] }
      })
    )
    const batch = await sourceAt(server.url, '{app="shop"}').fetch(window, 10, io())
    expect(batch).toMatchObject({ complete: false, notes: ['partial'] })
  })

  test.each([
    ['numbers', { resultType: 'matrix', result: [] }, 'invalid-query'],
    [
      'another form',
      { resultType: 'streams', result: [{ stream: {}, values: [['x', 'y']] }] },
      'provider-error'
    ],
    ['no list', { resultType: 'streams', result: null }, 'provider-error']
  ])('answered as %s are a failure', async (_what, data, code) => {
    const server = await stub(json({ status: 'success', data }))
    const { failure } = await providerErrorOf(
      sourceAt(server.url, '{app="shop"}').fetch(window, 10, io())
    )
    expect(failure.code).toBe(code)
  })

  test('that hold a text are asked for by that text', async () => {
    const { lines, server } = await standIn(manyLines(20))
    const source = lines('{app="shop"} |= "line"').containing?.('line 13')
    const batch = await source?.fetch(window, 10, io())
    expect(batch?.lines.map(({ text }) => text)).toEqual(['line 13'])
    expect(server.seen[0]?.url.searchParams.get('query')).toBe(
      '{app="shop"} |= "line"\n|= "line 13"'
    )
  })

  test('cannot be asked with a window in the query', () => {
    expect(() => sourceAt('https://x.example.com', '{app="shop"} | x > {{window}}')).toThrow(
      /no use for \{\{window\}\}/
    )
  })
})

describe('patterns', () => {
  const answer = json({
    status: 'success',
    data: [
      { pattern: 'rare <_>', samples: [[noon / 1000, 1]] },
      {
        pattern: 'GET <_> 200',
        level: 'info',
        samples: [
          [noon / 1000 - 10, 100],
          [noon / 1000, 3],
          [noon / 1000 + 50, 4],
          [noon / 1000 + 60, 100]
        ]
      },
      { pattern: 'GET <_> 200', level: 'warn', samples: [[noon / 1000 + 10, 5]] },
      { pattern: 'elsewhere', samples: [[noon / 1000 - 10, 8]] }
    ]
  })

  test('are counted inside the window, the most frequent first', async () => {
    const server = await stub(answer)
    const source = sourceAt(server.url, '{app="shop", path=~"}"}')
    expect(await source.patterns?.(window, io())).toEqual({
      patterns: [
        { text: 'GET <_> 200', count: 12 },
        { text: 'rare <_>', count: 1 }
      ],
      wildcard: '<_>',
      complete: false,
      retries: 0
    })
    expect(server.seen[0]?.url.pathname).toBe('/loki/api/v1/patterns')
    expect(server.seen[0]?.url.searchParams.get('start')).toBe(`${noon}000000`)
  })

  test('are not offered for a query that filters lines: Loki knows those of whole streams', () => {
    expect('patterns' in sourceAt('https://x.example.com', '{app="shop"} |= "x"')).toBe(false)
    expect('patterns' in sourceAt('https://x.example.com', '{app="shop"}')).toBe(true)
  })

  test('that the server does not keep are a failure', async () => {
    const server = await stub(text('404 page not found', 404))
    const source = sourceAt(server.url, '{app="shop"}')
    const { failure } = await providerErrorOf(source.patterns?.(window, io()) ?? Promise.resolve())
    expect(failure).toMatchObject({ code: 'provider-error' })
  })
})

function line(stamp: bigint, text: string, pod = 'a'): StoredLine {
  return { stamp, labels: { app: 'shop', pod }, text }
}

/** One every 5 ms, in order. */
function manyLines(count: number): readonly StoredLine[] {
  return Array.from({ length: count }, (_, index) =>
    line(base + BigInt(index) * 5_000_000n, `line ${index}`)
  )
}

/** No nanosecond holds more lines than a page of the property does. */
function distinct<T extends { readonly at: number }>(stamps: readonly T[]): readonly T[] {
  const counts = new Map<number, number>()
  return stamps.filter(({ at }) => {
    counts.set(at, (counts.get(at) ?? 0) + 1)
    return (counts.get(at) ?? 0) <= 10
  })
}

function sourceAt(
  url: string,
  query: string,
  overrides: Partial<EndpointSettings> = {}
): LineSource {
  const source = loki.connect(endpointTo('loki', url, overrides)).lines?.(queryOf(query))
  if (source === undefined) throw new Error('no lines')
  return source
}

async function standIn(stored: readonly StoredLine[], options: StandInOptions = {}, own = {}) {
  const server = await startLokiStandIn(stored, options)
  const close = () => server.close()
  closers.push(close)
  return { server, close, lines: (query: string) => sourceAt(server.url, query, { options: own }) }
}

async function stub(answer: Answer) {
  const server = await startStub(answer)
  closers.push(() => server.close())
  return server
}

function io(): ReturnType<typeof ioOf> {
  const http = hastyHttp()
  closers.push(() => http.close())
  return ioOf(http)
}
