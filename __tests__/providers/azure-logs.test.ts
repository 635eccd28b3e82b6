import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readQuery } from '../../src/config/placeholders.js'
import { azureLogs } from '../../src/providers/azure-logs.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { type FakeWorkspace, failed, startAzure, workspace } from '../support/azure-fake.js'
import { providerErrorOf } from '../support/rejection.js'
import { inTurn, json, startStub, type StubServer } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const errors = 'AppTraces | where SeverityLevel >= 3'
const events = (text: string): Question => ({ kind: 'events', query: queryOf(text) })
const value = (text: string): Question => ({ kind: 'value', query: queryOf(text) })
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

function measured(server: StubServer, question: Question, grid: Grid = gridOf()) {
  return connectionTo(server).source(question).measure(grid, io())
}

describe('a count', () => {
  test('is one query, with the exact bounds in it and the same span beside it', async () => {
    const server = await fakeOf({
      rows: [{ at: noon - 1, level: 3 }, { at: noon - 2, level: 4 }, { at: noon - 3 }]
    })
    const { series, complete } = await measured(server, events(errors))
    expect({ series, complete }).toEqual({
      series: [{ labels: {}, samples: [{ at: noon, value: 2 }] }],
      complete: true
    })
    const [seen] = server.seen
    expect(seen).toMatchObject({ method: 'POST' })
    expect(`${seen?.url.pathname}${seen?.url.search}`).toBe(`/v1/workspaces/${workspace}/query`)
    expect(seen?.headers).toMatchObject({
      authorization: 'Bearer token-of-the-job',
      'content-type': 'application/json',
      prefer: 'wait=3'
    })
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      query: [
        'AppTraces',
        'where SeverityLevel >= 3',
        'where TimeGenerated >= datetime(2026-11-23T11:59:00.000Z) and TimeGenerated < datetime(2026-11-23T12:00:00.000Z)',
        'extend bakegate_step = tolong((TimeGenerated - datetime(2026-11-23T11:59:00.000Z)) / 60000ms)',
        'summarize bakegate_value = count() by bakegate_step'
      ].join('\n| '),
      timespan: '2026-11-23T11:59:00.000Z/2026-11-23T12:00:00.000Z'
    })
  })

  test('is exact in every window, overlapping or apart', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -20_000, max: 20_000 }), { maxLength: 40 }),
        fc.integer({ min: -9_999, max: 9_999 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 4_000 }),
        fc.option(fc.integer({ min: 1, max: 8_000 }), { nil: undefined }),
        async (stamps, first, count, step, own) => {
          const width = own ?? step
          const server = await startAzure({ rows: stamps.map(at => ({ at: noon + at, level: 3 })) })
          const grid = { first: noon + first, last: noon + first + (count - 1) * step, step, width }
          const source = connectionTo(server).source(events(errors))
          const { series } = await source.measure(grid, io())
          await server.close()
          const statements = source.requests?.(grid) ?? 0
          expect(statements).toBe(own === undefined || own === step || count === 1 ? 1 : count)
          expect(server.seen).toHaveLength(Math.ceil(statements / (source.shares?.most ?? 1)))
          const expected = Array.from({ length: count }, (_, index) => {
            const end = first + index * step
            return stamps.filter(at => at >= end - width && at < end).length
          })
          expect(series[0]?.samples.map(({ value }) => value)).toEqual(expected)
        }
      ),
      { numRuns: 50 }
    )
  })

  test('by groups is a series each', async () => {
    const server = await fakeOf({
      rows: [
        { at: noon - 1, level: 3 },
        { at: noon - 2, level: 4 },
        { at: noon - 3, level: 4 }
      ]
    })
    const { series } = await measured(
      server,
      events('AppTraces | summarize count() by SeverityLevel')
    )
    expect(series.map(({ labels, samples }) => [labels, samples[0]?.value])).toEqual([
      [{ SeverityLevel: '3' }, 1],
      [{ SeverityLevel: '4' }, 2]
    ])
  })

  test('of nothing is 0, and of a table that is not there is an error in the words of Azure', async () => {
    const server = await fakeOf({ rows: [] })
    expect(await measured(server, events(errors))).toMatchObject({
      series: [{ labels: {}, samples: [{ at: noon, value: 0 }] }]
    })
    const { failure } = await providerErrorOf(measured(server, events('AppTrace')))
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toContain("Failed to resolve table named 'AppTrace'")
  })

  test('of more than twelve overlapping windows is not asked', async () => {
    const server = await fakeOf({ rows: [] })
    const grid = gridOf({ first: noon - 12 * minute, last: noon, width: 5 * minute })
    const { failure } = await providerErrorOf(measured(server, events(errors), grid))
    expect(failure.message).toContain('12 overlapping windows')
    expect(server.seen).toHaveLength(0)
  })
})

describe('a value', () => {
  const columns = ['bakegate_step', 'p95']
  const slow = 'AppRequests | summarize p95 = percentile(DurationMs, 95)'

  test.each<[unknown, readonly number[]]>([
    [7.5, [7.5]],
    ['7.25', [7.25]],
    [null, []],
    ['NaN', []],
    ['Infinity', []]
  ])('%j is %j', async (cell, expected) => {
    const server = closing(await startStub(json(table(columns, [[0, cell]]))))
    const { series } = await measured(server, value(slow))
    expect(series.flatMap(({ samples }) => samples.map(sample => sample.value))).toEqual(expected)
    expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({
      query: expect.stringMatching(
        /\| summarize p95 = percentile\(DurationMs, 95\) by bakegate_step$/
      )
    })
  })

  test('told twice for one step and group is incomplete', async () => {
    const rows = [
      [0, '/a', 200],
      [0, '/a', 3]
    ]
    const server = closing(await startStub(json(table(['bakegate_step', 'Name', 'p95'], rows))))
    expect(await measured(server, value(`${slow} by Name`))).toMatchObject({
      complete: false,
      notes: ['The backend gave two values for one instant of one series.']
    })
  })

  const percentiles = 'AppRequests | summarize percentiles(DurationMs, 50, 95)'
  const first = ['bakegate_step', 'Name', 'bakegate_value']

  test.each([
    [`${percentiles} by Name`, [...first, 'percentile_DurationMs_95'], 'percentile_DurationMs_95'],
    [percentiles, ['bakegate_step', 'bakegate_value', 'b', 'c'], 'b, c'],
    ['T | summarize arg_max(d, *) by Name', [...first, 'Other'], 'Other']
  ])('beside others is refused, also where there is no row: %s', async (text, names, others) => {
    const server = closing(await startStub(json(table(names, []))))
    const { failure } = await providerErrorOf(measured(server, value(text)))
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toContain(`gives more than one value: ${others} too. Keep one`)
    expect(failure.message).toContain('percentile(DurationMs, 95)')
  })

  test('of numbered groups is a series each', async () => {
    const names = ['bakegate_step', 'ResultCode', 'Column1', 'p95']
    const server = closing(await startStub(json(table(names, [[0, 200, 5, 7.5]]))))
    const question = value(`${slow} by ResultCode, bin(strlen(a, "x,y"), 5)`)
    expect((await measured(server, question)).series).toEqual([
      { labels: { ResultCode: '200', Column1: '5' }, samples: [{ at: noon, value: 7.5 }] }
    ])
  })

  test('that is not in the answer is a failure, not nothing', async () => {
    const server = closing(await startStub(json(table(['bakegate_step'], [[0]]))))
    const { failure } = await providerErrorOf(measured(server, value(slow)))
    expect(failure.message).toContain('no p95')
  })
})

describe('an answer', () => {
  test('that Azure calls partial is incomplete, for the reason that it gives', async () => {
    const server = await fakeOf({ rows: [{ at: noon - 1, level: 3 }], partial: '' })
    const { complete, notes } = await measured(server, events(errors))
    expect(complete).toBe(false)
    expect(notes[0]).toContain('PartialError: The results exceed the set limit')
  })

  test('that is an error alone is a failure in its words', async () => {
    const server = closing(
      await startStub(json(failed('PartialError', ['EngineError', 'too much'])))
    )
    const { failure } = await providerErrorOf(measured(server, events(errors)))
    expect(failure.message).toContain('PartialError: too much')
  })

  test('of too many requests is waited for as long as it says', async () => {
    const server = closing(
      await startStub(
        inTurn(
          (_seen, response) => void response.writeHead(429, { 'Retry-After': '1' }).end('{}'),
          json(table(['bakegate_step', 'bakegate_value'], [[0, 7]]))
        )
      )
    )
    const { series, retries } = await measured(server, events(errors))
    expect(retries).toBe(1)
    expect(series[0]?.samples).toEqual([{ at: noon, value: 7 }])
    const [first, second] = server.seen
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(950)
  })

  test.each([
    ['BadArgumentError', 400, 'invalid-query'],
    ['PathNotFoundError', 404, 'invalid-query'],
    ['InsufficientAccessError', 403, 'not-authorised'],
    ['GatewayTimeout', 400, 'provider-error']
  ])('refused as %s with %d is %s', async (code, status, expected) => {
    const server = closing(await startStub(json(failed(code, ['X', 'words of Azure']), status)))
    const { failure } = await providerErrorOf(measured(server, events(errors)))
    expect(failure.code).toBe(expected)
    expect(failure.message).toContain(`${code}: words of Azure`)
  })
})

test('lines beyond what is wanted are the newest', async () => {
  const rows = Array.from({ length: 30 }, (_, index) => ({
    at: noon - 1 - index,
    level: 3,
    message: `line ${index}`
  }))
  const server = await fakeOf({ rows })
  const source = connectionTo(server).lines?.(queryOf(errors))
  const batch = await source?.fetch({ start: noon - minute, end: noon }, 3, io())
  expect(batch?.complete).toBe(false)
  expect(batch?.lines.map(({ text }) => text)).toEqual(['line 2', 'line 1', 'line 0'])
  expect(batch?.lines[0]?.fields).toMatchObject({ SeverityLevel: '3' })
  expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
    query:
      'AppTraces\n| where SeverityLevel >= 3\n| where TimeGenerated >= datetime(2026-11-23T11:59:00.000Z) and TimeGenerated < datetime(2026-11-23T12:00:00.000Z)\n| top 4 by TimeGenerated desc',
    timespan: '2026-11-23T11:59:00.000Z/2026-11-23T12:00:00.000Z'
  })
})

describe('a query', () => {
  const endpoint = endpointTo('azure-logs', 'https://x.example.com', { options: { workspace } })

  test.each([
    [events('AppTraces | take 5'), 'leave rows out'],
    [events('AppTraces | where x == "{{window}}"'), 'no use for {{window}}'],
    [events(String.raw`AppTraces | where x == @"a\" and y == "b"`), 'Verbatim'],
    [events('AppTraces | where x == ```a```'), 'Verbatim'],
    [value('AppTraces'), 'End it with `summarize`'],
    [value('AppTraces | summarize count(), avg(x)'), 'several numbers'],
    [{ kind: 'firing', labels: {} } as const, 'do not answer']
  ])('%j is refused', (question, words) => {
    expect(() => azureLogs.connect(endpoint).source(question)).toThrow(words)
  })

  test('is cut neither in texts nor in comments nor in parentheses', () => {
    const text =
      'AppTraces // | take 5\n| where m == "a | take 5" and n in ((AppTraces | project n)) | summarize count() by tostring(a, "by")'
    expect(azureLogs.connect(endpoint).source(events(text)).describe(minute)).toBe(
      'AppTraces\n| where m == "a | take 5" and n in ((AppTraces | project n))\n| summarize bakegate_value = count() by tostring(a, "by")'
    )
  })

  test('of an endpoint without a workspace is refused', () => {
    const none = azureLogs.connect(endpointTo('azure-logs', 'https://x.example.com'))
    expect(() => none.source(events(errors))).toThrow(/names no workspace/)
    expect(() => none.lines?.(queryOf(errors))).toThrow(/names no workspace/)
  })
})

describe('a placeholder', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
    fc.constantFrom(
      '" or 1 == 1 //',
      "'; .drop table x",
      '\\" | union Secrets',
      '```',
      '@"',
      '\n| take 0'
    )
  )
  const rendered = (text: string, given: string): string => {
    const read = readQuery(text, 'kql', new Map([['v', given]]))
    if ('error' in read) throw new Error(read.error)
    return read.ok.query.render(0)
  }

  test('stands for a text that ends nowhere early, and is that text', () => {
    fc.assert(
      fc.property(anything, given => {
        const text = rendered('T | where a == {{string v}} | where b', given)
        const [, literal = ''] =
          /^T \| where a == ("(?:[^"\\\n]|\\.)*") \| where b$/.exec(text) ?? []
        expect(literal).toMatch(/^[\x20-\x7e]+$/)
        expect(JSON.parse(literal)).toBe(given.replace(/\p{Surrogate}/gu, '\ufffd'))
        const endpoint = endpointTo('azure-logs', 'https://x.example.com', {
          options: { workspace }
        })
        const source = azureLogs.connect(endpoint).source(events(text))
        expect(source.describe(minute).split('\n| ')).toEqual([
          'T',
          `where a == ${literal}`,
          'where b',
          'summarize bakegate_value = count()'
        ])
      }),
      { numRuns: 300 }
    )
  })

  test('in a regular expression stays inside its quotes', () => {
    fc.assert(
      fc.property(anything, given => {
        const text = rendered('T | where a matches regex "^{{regex v}}$"', given)
        expect(text).toMatch(/^T \| where a matches regex "\^(?:[^"'`\\\n]|\\\\)*\$"$/)
      })
    )
  })
})
