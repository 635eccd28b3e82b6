import { afterEach, describe, expect, test } from '@jest/globals'
import type { Measurement } from '../../src/model.js'
import { influxdb } from '../../src/providers/influxdb.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer, text } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const mean = 'SELECT mean("ms") FROM "requests"'

describe('the window is put into the statement', () => {
  test.each([
    [mean, `${mean} WHERE time >= $start AND time < $end`],
    [
      `${mean} WHERE code = '500' OR code = '503'`,
      `${mean} WHERE (code = '500' OR code = '503') AND time >= $start AND time < $end`
    ],
    [
      `select sum(x) from r where a = 'group by ; time' group by host, "where"`,
      `select sum(x) from r WHERE (a = 'group by ; time') AND time >= $start AND time < $end GROUP BY host, "where"`
    ],
    [
      'SELECT max(m) FROM (SELECT mean(x) AS m FROM r WHERE b =~ /^a;b/ GROUP BY host)',
      'SELECT max(m) FROM (SELECT mean(x) AS m FROM r WHERE b =~ /^a;b/ GROUP BY host) WHERE time >= $start AND time < $end'
    ],
    [`${mean} -- of all`, `${mean} WHERE time >= $start AND time < $end`],
    [
      `${mean} WHERE a = '--' /* and */ -- of some`,
      `${mean} WHERE (a = '--') AND time >= $start AND time < $end`
    ]
  ])('%s', (query, expected) => {
    expect(sourceOf(value(query)).describe(minute)).toBe(expected)
  })
})

describe('a statement is refused', () => {
  test.each([
    ['DROP MEASUREMENT requests', /Only SELECT/],
    [`${mean}; DROP MEASUREMENT requests`, /semicolon/],
    ['SELECT mean(x) INTO y FROM r', /INTO has no place/],
    [`${mean} LIMIT 1`, /LIMIT has no place/],
    [`${mean} ORDER BY time DESC`, /ORDER BY has no place/],
    [`${mean} GROUP BY host fill(0)`, /FILL has no place/],
    [`${mean} WHERE time > now() - 5m`, /speaks of time/],
    [`${mean} GROUP BY time(1m)`, /speaks of time/],
    ['SELECT mean(x)', /no FROM/],
    [`${mean} WHERE`, /WHERE or GROUP BY/],
    [`${mean} WHERE a = 'x`, /no end/],
    ['SELECT mean(x FROM r', /never closed/],
    ['SELECT mean(x)) FROM r', /closes nothing/]
  ])('%s', (query, words) => {
    expect(() => sourceOf(value(query))).toThrow(words)
  })
})

describe('one window', () => {
  test('is asked exactly, its answer stamped with its end', async () => {
    const { server, measurement } = await measured(
      rows(['mean'], [{ tags: { host: 'a' }, values: [[noon - minute, 7.5]] }])
    )
    expect(Object.fromEntries(server.seen[0]?.url.searchParams ?? [])).toEqual({
      db: 'shop',
      epoch: 'ms',
      q: `${mean} WHERE time >= ${noon - minute}ms AND time < ${noon}ms`
    })
    expect(measurement).toEqual({
      series: [{ labels: { host: 'a' }, samples: [{ at: noon, value: 7.5 }] }],
      complete: true,
      notes: [],
      retries: 0
    })
  })

  test('of several fields gives a series of each', async () => {
    const { measurement } = await measured(rows(['mean', 'max'], [{ values: [[0, 1, 2]] }]))
    expect(measurement.series.map(({ labels }) => labels)).toEqual([
      { field: 'mean' },
      { field: 'max' }
    ])
  })

  test('without a point is nothing', async () => {
    const { measurement } = await measured(rows(['mean'], [{ values: [[0, null]] }]))
    expect(measurement.series).toEqual([{ labels: {}, samples: [] }])
  })

  test('with several rows of a series is an invalid query', async () => {
    const failed = measured(
      rows(
        ['ms'],
        [
          {
            values: [
              [1, 1],
              [2, 2]
            ]
          }
        ]
      )
    )
    expect((await providerErrorOf(failed)).failure.code).toBe('invalid-query')
  })

  test('of texts is an invalid query', async () => {
    const { failure } = await providerErrorOf(measured(rows(['last'], [{ values: [[1, 'up']] }])))
    expect(failure).toMatchObject({ code: 'invalid-query' })
    expect(failure.message).toContain('a string where a number is expected')
  })

  test('that was cut by the server is not complete', async () => {
    const { measurement } = await measured(
      json({
        results: [{ series: [{ name: 'r', columns: ['time', 'm'], values: [], partial: true }] }]
      })
    )
    expect(measurement.complete).toBe(false)
  })

  test('with a long statement travels as a form', async () => {
    const long = `${mean} WHERE host = '${'x'.repeat(3_000)}'`
    const { server } = await measured(rows(['mean'], []), { question: value(long) })
    expect(server.seen[0]?.method).toBe('POST')
    expect(new URLSearchParams(server.seen[0]?.body).get('db')).toBe('shop')
  })

  test('of a retention policy of its own', async () => {
    const { server } = await measured(rows(['mean'], []), {
      options: { 'retention-policy': 'long' }
    })
    expect(server.seen[0]?.url.searchParams.get('rp')).toBe('long')
  })
})

describe('adjoining steps', () => {
  const grid = gridOf({ first: noon + 7, last: noon + 7 + 2 * minute })

  test('are one request, laid on the grid, and stamped with their ends', async () => {
    const start = noon + 7 - minute
    const { server, measurement } = await measured(
      rows(
        ['mean'],
        [
          {
            values: [
              [start, 1],
              [start + 2 * minute, 3]
            ]
          }
        ]
      ),
      { grid }
    )
    expect(server.seen).toHaveLength(1)
    expect(server.seen[0]?.url.searchParams.get('q')).toBe(
      `${mean} WHERE time >= ${start}ms AND time < ${grid.last}ms GROUP BY time(60000ms, 7ms) fill(none)`
    )
    expect(measurement.series[0]?.samples).toEqual([
      { at: noon + 7, value: 1 },
      { at: noon + 7 + 2 * minute, value: 3 }
    ])
  })

  test.each([value(mean), { kind: 'events', query: queryOf('SELECT count(x) FROM r') } as const])(
    'told twice are incomplete: %j',
    async question => {
      const values = [
        [noon + 7, 200],
        [noon + 7, 3]
      ]
      const { measurement } = await measured(rows(['mean'], [{ values }]), { grid, question })
      expect(measurement).toMatchObject({
        complete: false,
        notes: ['The backend gave two values for one instant of one series.']
      })
    }
  )

  test('of events without a point are 0 where the series has others', async () => {
    const { measurement } = await measured(rows(['count'], [{ values: [[noon + 7, 4]] }]), {
      grid,
      question: { kind: 'events', query: queryOf('SELECT count(x) FROM r GROUP BY host') }
    })
    expect(measurement.series[0]?.samples.map(({ value }) => value)).toEqual([0, 4, 0])
  })
})

describe('a refusal', () => {
  test.each([
    [json({ error: 'error parsing query: found EOF' }, 400), 'invalid-query', 'found EOF'],
    [
      json({ results: [{ error: 'database not found: shop' }] }),
      'invalid-query',
      'database not found'
    ],
    [json({ results: [{ error: 'undefined function cunt()' }] }), 'invalid-query', 'undefined'],
    [json({ results: [{ error: 'query-timeout limit exceeded' }] }), 'provider-error', 'timeout'],
    [json({ error: 'authorization failed' }, 401), 'not-authorised', 'authorization failed'],
    [text('404 page not found', 404), 'provider-error', '404']
  ])('%#', async (answer, code, words) => {
    const { failure } = await providerErrorOf(measured(answer))
    expect(failure.code).toBe(code)
    expect(failure.message).toContain(words)
  })
})

function rows(
  columns: readonly string[],
  series: readonly { readonly tags?: object; readonly values: readonly unknown[] }[]
): Answer {
  const all = series.map(one => ({ name: 'requests', columns: ['time', ...columns], ...one }))
  return json({ results: [{ statement_id: 0, series: all }] })
}

function value(query: string): Question {
  return { kind: 'value', query: queryOf(query) }
}

function sourceOf(question: Question, url = 'https://x.example.com', options = {}) {
  return influxdb
    .connect(endpointTo('influxdb', url, { options: { database: 'shop', ...options } }))
    .source(question)
}

interface Setting {
  readonly question?: Question
  readonly grid?: Grid
  readonly options?: Readonly<Record<string, unknown>>
}

async function measured(
  answer: Answer,
  { question = value(mean), grid = gridOf(), options = {} }: Setting = {}
): Promise<{ readonly measurement: Measurement; readonly server: StubServer }> {
  const server = await startStub(answer)
  const http = hastyHttp()
  closers.push(
    () => server.close(),
    () => http.close()
  )
  const source = sourceOf(question, server.url, options)
  return { measurement: await source.measure(grid, ioOf(http)), server }
}
