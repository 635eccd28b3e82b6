import { afterEach, describe, expect, test } from '@jest/globals'
import type { Measurement } from '../../src/model.js'
import { influxdbSql } from '../../src/providers/influxdb-sql.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer, text } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const window = 'time >= $start AND time < $end'

describe('the window is put into the statement', () => {
  test.each([
    [
      'SELECT avg(ms) FROM requests',
      `SELECT avg(ms) AS bakegate_value FROM requests WHERE ${window}`
    ],
    [
      `select max(ms) as "P" from "Shop".requests r where code = '500' or code = '50''3' -- bad ones`,
      `SELECT max(ms) as "P" FROM "Shop".requests r WHERE (code = '500' or code = '50''3') AND ${window}`
    ],
    [
      `SELECT host, "Route" AS route, count(*) FROM requests GROUP BY host, 2 HAVING count(*) > 3`,
      `SELECT host, "Route" AS route, count(*) AS bakegate_value FROM requests WHERE ${window} GROUP BY host, 2 HAVING count(*) > 3`
    ],
    [
      `SELECT selector_last(ms, time)['value'] AS v FROM requests WHERE extract(hour FROM born) > 3`,
      `SELECT selector_last(ms, time)['value'] AS v FROM requests WHERE (extract(hour FROM born) > 3) AND ${window}`
    ],
    [
      `SELECT avg(ms) FROM requests WHERE host IN ('prod A', 'it''s B') AND team <> ' & union C'`,
      `SELECT avg(ms) AS bakegate_value FROM requests WHERE (host IN ('prod A', 'it''s B') AND team <> ' & union C') AND ${window}`
    ],
    [
      'SELECT avg(ms) FROM requests -- where time stands still',
      `SELECT avg(ms) AS bakegate_value FROM requests WHERE ${window}`
    ]
  ])('%s', (query, expected) => {
    expect(sourceOf(value(query)).describe(minute)).toBe(expected)
  })
})

describe('a statement is refused', () => {
  test.each([
    ['DROP TABLE requests', /Only SELECT/],
    ['SELECT avg(x) FROM r; DROP TABLE r', /semicolon/],
    ['WITH a AS (SELECT 1) SELECT avg(x) FROM a', /Only SELECT/],
    ['SELECT avg(x) FROM r UNION ALL SELECT avg(x) FROM s', /within the SELECT/],
    ['SELECT avg(x) FROM (SELECT x FROM r)', /within the SELECT/],
    ['SELECT avg(x) FROM r WHERE y > (SELECT max(y) FROM s)', /within the SELECT/],
    ['SELECT avg(x) FROM r JOIN s ON r.a = s.a', /JOIN has no place/],
    ['SELECT avg(x) FROM r, s', /FROM names one table/],
    ['SELECT avg(x) FROM r ORDER BY 1', /ORDER BY has no place/],
    ['SELECT avg(x) FROM r LIMIT 1', /LIMIT has no place/],
    ["SELECT avg(x) FROM r WHERE time > '2026-01-01'", /speaks of time/],
    [`SELECT avg(x) FROM r WHERE "time" > '2026-01-01'`, /speaks of time/],
    ['SELECT avg(x) FROM r WHERE born > now()', /speaks of time/],
    ['SELECT avg(x) FROM r GROUP BY date_bin(x, time)', /speaks of time/],
    ['SELECT avg(x)', /no FROM/],
    ['SELECT avg(x) FROM r WHERE', /Nothing follows WHERE/],
    ['SELECT avg(x) FROM r GROUP BY a WHERE b = 1', /another order/],
    ["SELECT avg(x) FROM r WHERE a = 'x", /no end/],
    ["SELECT avg(x) FROM r WHERE a = E'\\' OR b = '", /no place|stands right before|no end/],
    ["SELECT avg(x) FROM r WHERE a = e'x'", /right before a quote/],
    ["SELECT avg(x) FROM r WHERE a = U&'x'", /right before a quote/],
    ["SELECT avg(x) FROM r WHERE a = 'x'b'y'", /right before a quote/],
    ['SELECT avg(x) FROM r WHERE a = $$x$$', /"\$" has no place/],
    ['SELECT avg(x) /* WHERE */ FROM r', /has no place/],
    ['SELECT avg(x FROM r', /never closed/],
    ['SELECT * FROM r', /empty or `\*`/],
    ['SELECT host FROM r GROUP BY host', /selects no value/],
    ['SELECT avg(x) FROM r GROUP BY host', /GROUP BY host is not selected/],
    ['SELECT avg(x), max(x) FROM r', /has no name/],
    ['SELECT a % 2, max(x) FROM r GROUP BY 1', /has no name/]
  ])('%s', (query, words) => {
    expect(() => sourceOf(value(query))).toThrow(words)
  })
})

describe('one window', () => {
  test('is asked exactly, its answer stamped with its end', async () => {
    const { server, measurement } = await measured(json([{ host: 'a', code: 500, p: 7.5 }]), {
      question: value('SELECT host, Code, avg(ms) AS P FROM requests GROUP BY host, code')
    })
    const [start, end] = [noon - minute, noon].map(at => new Date(at).toISOString())
    expect(server.seen[0]?.url.pathname).toBe('/api/v3/query_sql')
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
      db: 'shop',
      format: 'json',
      q: `SELECT host, Code, avg(ms) AS P FROM requests WHERE time >= '${start}' AND time < '${end}' GROUP BY host, code`
    })
    expect(measurement).toEqual({
      series: [{ labels: { host: 'a', code: '500' }, samples: [{ at: noon, value: 7.5 }] }],
      complete: true,
      notes: [],
      retries: 0
    })
  })

  test.each([[[{}]], [[{ bakegate_value: null }]]])(
    'whose value is null is nothing: %j',
    async rows => {
      const { measurement } = await measured(json(rows))
      expect(measurement.series).toEqual([{ labels: {}, samples: [] }])
    }
  )

  test('of several values gives a series of each', async () => {
    const question = value('SELECT avg(ms) AS mean, max(ms) AS "Top" FROM requests')
    const { measurement } = await measured(json([{ mean: 1, Top: 2 }]), { question })
    expect(measurement.series.map(({ labels }) => labels)).toEqual([
      { field: 'mean' },
      { field: 'Top' }
    ])
  })

  test.each([
    ['several rows', [{ bakegate_value: 1 }, { bakegate_value: 1 }], /several rows/],
    ['a text', [{ bakegate_value: 'up' }], /a string where a number is expected/]
  ])('with %s is an invalid query', async (_what, rows, words) => {
    const { failure } = await providerErrorOf(measured(json(rows)))
    expect(failure.code).toBe('invalid-query')
    expect(failure.message).toMatch(words)
  })
})

describe('adjoining steps', () => {
  const grid = gridOf({ first: noon + 7, last: noon + 7 + 2 * minute })
  const question: Question = {
    kind: 'events',
    query: queryOf('SELECT host, count(*) FROM requests GROUP BY host')
  }

  test('are one request, numbered from its start', async () => {
    const rows = [
      { host: 'a', bakegate_value: 3, bakegate_step: 2 },
      { host: 'a', bakegate_value: 1, bakegate_step: 0 },
      { host: 'b', bakegate_value: 5, bakegate_step: 1 }
    ]
    const { server, measurement } = await measured(json(rows), { grid, question })
    expect(server.seen).toHaveLength(1)
    const { q } = JSON.parse(server.seen[0]?.body ?? '') as { readonly q: string }
    expect(q).toContain(
      `(CAST(time AS BIGINT) - ${noon + 7 - minute}000000) / 60000000000 AS bakegate_step`
    )
    expect(q).toContain('GROUP BY host, bakegate_step')
    const values = measurement.series.map(({ samples }) => samples.map(({ value: one }) => one))
    expect(values).toEqual([
      [1, 0, 3],
      [0, 5, 0]
    ])
  })

  test('outside those asked about are dropped, and a number that is not whole is refused', async () => {
    const late = json([{ host: 'a', bakegate_value: 3, bakegate_step: 3 }])
    const { measurement } = await measured(late, { grid, question })
    expect(measurement.notes).toEqual(['Samples outside the window asked about were dropped.'])
    const broken = measured(json([{ bakegate_value: 3, bakegate_step: 0.5 }]), { grid, question })
    expect((await providerErrorOf(broken)).failure.message).toContain('not whole')
  })
})

describe('a refusal', () => {
  const planning = 'query error: error while planning query: '
  test.each([
    [text(`${planning}Schema error: No field named mss.`, 500), 'invalid-query', 'No field named'],
    [
      text(`${planning}Error during planning: table 'public.iox.nope' not found`, 400),
      'invalid-query',
      'nope'
    ],
    [text(`${planning}SQL error: ParserError("Expected: )")`, 400), 'invalid-query', 'Expected'],
    [
      json({ error: 'query error: database not found: nope' }, 404),
      'invalid-query',
      'database not found'
    ],
    [text('query error: Resources exhausted', 500), 'provider-error', 'exhausted'],
    [text('', 401), 'not-authorised', '401'],
    [text('', 403), 'not-authorised', '403'],
    [text('not found', 404), 'provider-error', '404'],
    // An error in the middle of an answer breaks it off.
    [text('[{"bakegate_value":7}', 200, 'application/json'), 'not-json', 'not JSON']
  ])('%#', async (answer, code, words) => {
    const { failure } = await providerErrorOf(measured(answer))
    expect(failure.code).toBe(code)
    expect(failure.message).toContain(words)
  })
})

function value(query: string): Question {
  return { kind: 'value', query: queryOf(query) }
}

function sourceOf(question: Question, url = 'https://x.example.com') {
  return influxdbSql
    .connect(endpointTo('influxdb-sql', url, { options: { database: 'shop' } }))
    .source(question)
}

async function measured(
  answer: Answer,
  {
    question = value('SELECT avg(ms) FROM requests'),
    grid = gridOf()
  }: { readonly question?: Question; readonly grid?: Grid } = {}
): Promise<{ readonly server: StubServer; readonly measurement: Measurement }> {
  const server = await startStub(answer)
  const http = hastyHttp()
  closers.push(
    () => server.close(),
    () => http.close()
  )
  const measurement = await sourceOf(question, server.url).measure(grid, ioOf(http))
  return { server, measurement }
}
