import { afterEach, describe, expect, test } from '@jest/globals'
import type { EndpointSettings } from '../../src/model.js'
import { elasticsearch } from '../../src/providers/elasticsearch.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { expectedAuthorization } from '../support/aws-oracle.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const shards = { total: 3, successful: 3, skipped: 0, failed: 0 }

type Body = Readonly<Record<string, unknown>>

/** What one search finds, in the form of every version from 7 to 9. */
function found(value: number, more: Body = {}): Body {
  return {
    took: 3,
    timed_out: false,
    _shards: shards,
    hits: { total: { value, relation: 'eq' }, max_score: null, hits: [] },
    status: 200,
    ...more
  }
}

/** Answers each search of an `_msearch` by what it asks. */
function searching(answer: (body: Body) => Body): Answer {
  return (seen, response) =>
    json({ took: 5, responses: searchesOf(seen.body).map(({ body }) => answer(body)) })(
      seen,
      response
    )
}

function searchesOf(text: string): readonly { readonly header: Body; readonly body: Body }[] {
  const lines = text.trimEnd().split('\n')
  return Array.from({ length: lines.length / 2 }, (_, index) => ({
    header: JSON.parse(lines[index * 2] ?? '') as Body,
    body: JSON.parse(lines[index * 2 + 1] ?? '') as Body
  }))
}

const scanning = (body: Body): boolean => 'terminate_after' in body
const always = (count: number): Answer =>
  searching(body => (scanning(body) ? found(10_000) : found(count)))

async function stub(answer: Answer): Promise<StubServer> {
  const server = await startStub(answer)
  closers.push(() => server.close())
  return server
}

function io() {
  const http = hastyHttp()
  closers.push(() => http.close())
  return ioOf(http)
}

function connect(url: string, overrides: Partial<EndpointSettings> = {}) {
  return elasticsearch.connect(
    endpointTo('elasticsearch', url, { options: { index: 'logs-*' }, ...overrides })
  )
}

const events = (text: string): Question => ({ kind: 'events', query: queryOf(text) })
const value = (text: string): Question => ({ kind: 'value', query: queryOf(text) })

async function measured(answer: Answer, question: Question, grid: Grid = gridOf()) {
  const server = await stub(answer)
  return { server, measurement: await connect(server.url).source(question).measure(grid, io()) }
}

describe('a gateway that lets nothing but _search through', () => {
  const alone: Answer = (seen, response) => {
    const isSearch = seen.url.pathname.endsWith('/_search')
    const body = isSearch ? (JSON.parse(seen.body) as Body) : {}
    const answer = isSearch
      ? json(scanning(body) ? found(10_000) : found(7))
      : json({ error: 'no handler found' }, 404)
    return answer(seen, response)
  }

  test('is asked one search at a time, and for several in one no more', async () => {
    const server = await stub(alone)
    const source = connect(server.url).source(events('level:ERROR'))
    const { http, clock, signal } = io()
    for (let look = 0; look < 2; look++) {
      const measurement = await source.measure(gridOf(), { http, clock, signal })
      expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 7 }])
    }
    const paths = server.seen.map(({ url }) => url.pathname.split('/').at(-1))
    expect(paths).toEqual(['_msearch', '_search', '_search', '_search', '_search'])
    expect(server.seen[1]?.url.searchParams.get('allow_no_indices')).toBe('false')
  })
})

describe('a server that makes no aggregation', () => {
  test('is asked for a few windows one by one', async () => {
    const grid = gridOf({ first: noon, last: noon + 2 * minute })
    const { measurement, server } = await measured(always(7), events('level:ERROR'), grid)
    expect(measurement.series[0]?.samples.map(({ value }) => value)).toEqual([7, 7, 7])
    expect(measurement.complete).toBe(true)
    expect(server.seen).toHaveLength(2)
  })

  test('has no steps where there are many', async () => {
    const grid = gridOf({ first: noon, last: noon + 100 * minute })
    const { measurement } = await measured(always(7), events('level:ERROR'), grid)
    expect(measurement).toMatchObject({ series: [], complete: true })
  })
})

describe('several windows of a search that ended early', () => {
  test('are incomplete, and the look at what there is at all may always end early', async () => {
    const windows = { buckets: [{ key: noon - minute, doc_count: 7 }] }
    const measuredWhen = async (early: boolean) => {
      const answer = searching(body => ({
        ...found(9, { terminated_early: scanning(body) || early }),
        aggregations: { windows }
      }))
      const grid = gridOf({ first: noon - minute, last: noon })
      return (await measured(answer, events('a'), grid)).measurement
    }
    expect((await measuredWhen(true)).complete).toBe(false)
    expect((await measuredWhen(false)).complete).toBe(true)
  })
})

describe('a count of one window', () => {
  test('is a search without hits, exact, beside a look at what there is at all', async () => {
    const { server, measurement } = await measured(always(7), events('level:ERROR AND app:shop'))
    const [seen] = server.seen
    expect(server.seen).toHaveLength(1)
    expect(seen).toMatchObject({ method: 'POST' })
    expect(seen?.url.pathname).toBe('/logs-*/_msearch')
    expect(seen?.headers).toMatchObject({
      'content-type': 'application/x-ndjson',
      accept: 'application/json'
    })
    const range = {
      range: { '@timestamp': { gte: noon - minute, lt: noon, format: 'epoch_millis' } }
    }
    const header = {
      ignore_unavailable: false,
      allow_no_indices: false,
      allow_partial_search_results: true
    }
    const text = {
      query_string: {
        query: 'level:ERROR AND app:shop',
        analyze_wildcard: true,
        time_zone: 'UTC'
      }
    }
    expect(searchesOf(seen?.body ?? '')).toEqual([
      {
        header,
        body: {
          size: 0,
          track_total_hits: true,
          terminate_after: 10_000,
          timeout: '2700ms',
          query: { bool: { filter: [range] } }
        }
      },
      {
        header,
        body: {
          size: 0,
          timeout: '2700ms',
          query: { bool: { filter: [range, text] } },
          track_total_hits: true
        }
      }
    ])
    expect(measurement).toEqual({
      series: [{ labels: {}, samples: [{ at: noon, value: 7 }] }],
      complete: true,
      scanned: 10_000,
      notes: [],
      retries: 0
    })
  })

  test.each<[string, Body, RegExp]>([
    ['a search that timed out', found(7, { timed_out: true }), /timed out/],
    ['a search that ended early', found(7, { terminated_early: true }), /ended early/],
    [
      'a failed shard',
      found(7, {
        _shards: {
          ...shards,
          failed: 1,
          failures: [{ shard: 0, reason: { type: 'x', reason: 'disk on fire' } }]
        }
      }),
      /1 of 3 shards failed\. disk on fire/
    ],
    [
      'a total that is a lower bound',
      found(7, { hits: { total: { value: 7, relation: 'gte' }, hits: [] } }),
      /lower bound/
    ],
    [
      'a cluster that was skipped',
      found(7, { _clusters: { total: 2, successful: 1, skipped: 1 } }),
      /1 remote clusters answered not at all/
    ]
  ])('is incomplete after %s, and keeps its number', async (_what, answer, note) => {
    const { measurement } = await measured(
      searching(body => (scanning(body) ? found(9) : answer)),
      events('a')
    )
    expect(measurement.complete).toBe(false)
    expect(measurement.series[0]?.samples).toEqual([{ at: noon, value: 7 }])
    expect(measurement.notes.join()).toMatch(note)
  })

  test('of an index without a document in the window is no count', async () => {
    const { measurement } = await measured(
      searching(() => found(0)),
      events('a')
    )
    expect(measurement).toMatchObject({ series: [], scanned: 0, complete: true })
  })
})

test('all that is asked in one moment goes in one request, what is equal once', async () => {
  const server = await stub(always(7))
  const connection = connect(server.url)
  const asking = io()
  const texts = ['level:ERROR', 'level:WARN', 'level:ERROR', '*']
  const measurements = await Promise.all(
    texts.map(text => connection.source(events(text)).measure(gridOf(), asking))
  )
  expect(server.seen).toHaveLength(1)
  // Three different counts, and one look at the window for all of them.
  expect(searchesOf(server.seen[0]?.body ?? '')).toHaveLength(4)
  expect(measurements.map(({ series }) => series[0]?.samples[0]?.value)).toEqual([7, 7, 7, 7])
})

test('one bad query among several fails alone', async () => {
  const server = await stub(
    searching(body =>
      JSON.stringify(body).includes('bad') ? { ...recorded.parseError, status: 400 } : found(7)
    )
  )
  const connection = connect(server.url)
  const asking = io()
  const good = connection.source(events('good')).measure(gridOf(), asking)
  const bad = providerErrorOf(connection.source(events('bad AND')).measure(gridOf(), asking))
  expect((await good).series[0]?.samples).toEqual([{ at: noon, value: 7 }])
  expect((await bad).failure.code).toBe('invalid-query')
})

test('fields that are made at search time are known to every form of a question', async () => {
  const runtime = { slow: { type: 'boolean' } }
  const text = JSON.stringify({ query: { term: { slow: true } }, runtime_mappings: runtime })
  for (const grid of [gridOf(), gridOf({ last: noon + minute, width: 5 * minute })]) {
    const { server } = await measured(
      searching(() => found(0, { aggregations: { windows: { buckets: [] } } })),
      events(text),
      grid
    )
    const search = searchesOf(server.seen[0]?.body ?? '')[1]?.body
    expect(search?.['runtime_mappings']).toEqual(runtime)
  }
})

describe('several windows', () => {
  test('side by side are steps of one histogram, laid on the grid', async () => {
    const grid = gridOf({ first: noon + 7_000, last: noon + 7_000 + 3 * minute })
    const { server, measurement } = await measured(
      searching(body =>
        scanning(body)
          ? found(5)
          : found(0, {
              aggregations: {
                windows: {
                  buckets: [
                    { key: noon + 7_000, key_as_string: 'x', doc_count: 3 },
                    { key: noon + 7_000 + 2 * minute, doc_count: 4 }
                  ]
                }
              }
            })
      ),
      events('a'),
      grid
    )
    const search = searchesOf(server.seen[0]?.body ?? '')[1]?.body
    expect(search?.['aggs']).toEqual({
      windows: {
        date_histogram: {
          field: '@timestamp',
          fixed_interval: '60000ms',
          offset: `+${(noon + 7_000) % minute}ms`,
          min_doc_count: 1
        }
      }
    })
    expect(measurement.series).toEqual([
      {
        labels: {},
        samples: [
          { at: grid.first, value: 0 },
          { at: grid.first + minute, value: 3 },
          { at: grid.first + 2 * minute, value: 0 },
          { at: grid.first + 3 * minute, value: 4 }
        ]
      }
    ])
  })

  test('that overlap are ranges, each named by its end', async () => {
    const grid = gridOf({ last: noon + minute, width: 5 * minute })
    const { server, measurement } = await measured(
      searching(body =>
        scanning(body)
          ? found(5)
          : found(0, {
              aggregations: {
                windows: {
                  buckets: [
                    { key: String(noon), from: 0, to: 1, doc_count: 2 },
                    { key: String(noon + minute), from: 0, to: 1, doc_count: 0 }
                  ]
                }
              }
            })
      ),
      events('a'),
      grid
    )
    const search = searchesOf(server.seen[0]?.body ?? '')[1]?.body
    expect(search?.['aggs']).toEqual({
      windows: {
        date_range: {
          field: '@timestamp',
          format: 'epoch_millis',
          ranges: [
            { key: String(noon), from: String(noon - 5 * minute), to: String(noon) },
            {
              key: String(noon + minute),
              from: String(noon - 4 * minute),
              to: String(noon + minute)
            }
          ]
        }
      }
    })
    expect(measurement.series[0]?.samples).toEqual([
      { at: noon, value: 2 },
      { at: noon + minute, value: 0 }
    ])
  })
})

describe('a function', () => {
  const window = (bucket: Body): Answer =>
    searching(body =>
      scanning(body)
        ? found(5)
        : found(0, { aggregations: { windows: { buckets: [{ key: String(noon), ...bucket }] } } })
    )

  test.each<[string, Body]>([
    ['* | avg(event.duration)', { value: { avg: { field: 'event.duration' } } }],
    [
      'a || b | p99.9( event.duration )',
      { value: { percentiles: { field: 'event.duration', percents: [99.9] } } }
    ],
    [
      'path:/a|b/ AND "x | y" | max(size) by url.path, host',
      {
        'url.path': {
          terms: { field: 'url.path', size: 500 },
          aggs: {
            host: {
              terms: { field: 'host', size: 500 },
              aggs: { value: { max: { field: 'size' } } }
            }
          }
        }
      }
    ]
  ])('%s is sent as an aggregation', async (text, aggs) => {
    const { server } = await measured(window({ doc_count: 0 }), value(text))
    const search = searchesOf(server.seen[0]?.body ?? '')[1]?.body
    expect(search?.['aggs']).toMatchObject({ windows: { aggs } })
  })

  test('keeps the text before the last single bar as the query', async () => {
    const { server } = await measured(
      window({ doc_count: 0 }),
      value('path:/a|b/ AND "x | y" OR c \\| d | max(size)')
    )
    expect(server.seen[0]?.body).toContain(
      JSON.stringify('path:/a|b/ AND "x | y" OR c \\| d').slice(1, -1)
    )
  })

  test('of groups gives a series each, and says where groups are missing', async () => {
    const buckets = [
      { key: 'a', doc_count: 2, value: { value: 5 } },
      { key: true, key_as_string: 'true', doc_count: 1, value: { value: 6 } },
      { key: 3, doc_count: 1, value: { value: null } }
    ]
    const answer = (left: number) =>
      window({ doc_count: 4, route: { sum_other_doc_count: left, buckets } })
    const { measurement } = await measured(answer(0), value('* | avg(size) by route'))
    expect(measurement).toMatchObject({
      complete: true,
      series: [
        { labels: { route: 'a' }, samples: [{ at: noon, value: 5 }] },
        { labels: { route: 'true' }, samples: [{ at: noon, value: 6 }] }
      ]
    })
    const cut = await measured(answer(9), value('* | avg(size) by route'))
    expect(cut.measurement.complete).toBe(false)
    expect(cut.measurement.notes.join()).toMatch(/groups/)
  })

  test('of two groups of one name is incomplete', async () => {
    const buckets = [
      { key: 'a', doc_count: 200 },
      { key: 'a', doc_count: 3 }
    ]
    const answer = window({ doc_count: 203, route: { sum_other_doc_count: 0, buckets } })
    const { measurement } = await measured(answer, value('* | count() by route'))
    expect(measurement).toMatchObject({
      complete: false,
      notes: ['The backend gave two values for one instant of one series.']
    })
  })

  test.each<[string, Body, readonly number[]]>([
    ['p95(size)', { doc_count: 1, value: { values: { '95.0': 12.5 } } }, [12.5]],
    ['p95(size)', { doc_count: 1, value: { values: { '95.0': null } } }, []],
    ['p95(size)', { doc_count: 1, value: { values: { '95.0': 'NaN' } } }, []],
    ['avg(size)', { doc_count: 0, value: { value: null } }, []],
    ['sum(size)', { doc_count: 0, value: { value: 0 } }, [0]],
    ['max(size)', { doc_count: 0, value: { value: 0 } }, []],
    ['count()', { doc_count: 0 }, [0]]
  ])('%s takes %j for %j', async (call, bucket, values) => {
    const { measurement } = await measured(window(bucket), value(`* | ${call}`))
    expect(measurement.series.flatMap(({ samples }) => samples.map(({ value }) => value))).toEqual(
      values
    )
  })

  test('may be JSON, whose `value` counts where several stand side by side', async () => {
    const aggs = {
      bad: { filter: { term: { level: 'ERROR' } } },
      value: { bucket_script: { buckets_path: { bad: 'bad>_count' }, script: 'params.bad' } }
    }
    const { server, measurement } = await measured(
      window({ doc_count: 4, bad: { doc_count: 1 }, value: { value: 0.25 } }),
      value(JSON.stringify({ query: { term: { app: 'shop' } }, aggs }))
    )
    const search = searchesOf(server.seen[0]?.body ?? '')[1]?.body
    expect(search).toMatchObject({
      query: { bool: { filter: [{}, { term: { app: 'shop' } }] } },
      aggs: { windows: { aggs } }
    })
    expect(measurement.series).toEqual([{ labels: {}, samples: [{ at: noon, value: 0.25 }] }])
  })
})

test.each<[Question, RegExp]>([
  [value('level:ERROR'), /needs a function/],
  [value('a | median(x)'), /`median` is no function/],
  [value('a | p100(x)'), /no function/],
  [value('a | avg()'), /needs a field/],
  [value('a | count(x)'), /takes no field/],
  [value('a | avg(x) by y, y'), /stands twice/],
  [value('a | avg(x) group by y'), /is no function/],
  [events('a | avg(x)'), /A count counts documents/],
  [events('{"term": {"a": }'), /JSON, but it is not valid: Unexpected token/],
  [value('{"query": {"match_all": {}}, "size": 5}'), /"size" cannot stand here/],
  [
    value('{"aggs": {"a": {"avg": {"field": "x"}}, "b": {"avg": {"field": "y"}}}}'),
    /Name the one that counts `value`/
  ]
])('%j is refused before anything is asked', (question, words) => {
  expect(() => connect('https://x.example.com').source(question)).toThrow(words)
})

describe('credentials', () => {
  test.each([
    ['VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw==', undefined],
    [
      'VuaCfGcBCdbkQm-e5aOx:ui2lp2axTNmsyakw9tvNnw',
      'VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw=='
    ]
  ])('as the API key %s are sent encoded', async (key, sent) => {
    const server = await stub(always(1))
    const connection = connect(server.url, { options: { index: 'logs', 'api-key': key } })
    await connection.source(events('a')).measure(gridOf(), io())
    expect(server.seen[0]?.headers['authorization']).toBe(`ApiKey ${sent ?? key}`)
  })

  test('of two kinds are refused', () => {
    const connection = connect('https://x.example.com', {
      auth: { kind: 'bearer', token: 'x' },
      options: { index: 'logs', 'api-key': 'abcdefgh' }
    })
    expect(() => connection.source(events('a'))).toThrow(/two ways to authenticate/)
  })
})

test.each(['es', 'aoss'])(
  'are signed for %s as Amazon checks it, whatever the index',
  async service => {
    const server = await stub(always(1))
    const auth = {
      kind: 'aws',
      keys: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI', sessionToken: 'token' },
      region: 'eu-west-1',
      service
    } as const
    const options = { index: 'logs-*,<logs-{now/d}>' }
    const connection = connect(server.url, { auth, options })
    await connection.source(events('naïve "ü"')).measure(gridOf(), io())
    const [seen] = server.seen
    if (seen === undefined) throw new Error('nothing was asked')
    const url = new URL(`${seen.url.pathname}${seen.url.search}`, server.url)
    expect(seen.headers['authorization']).toBe(await expectedAuthorization({ ...seen, url }, auth))
    expect(seen.headers['x-amz-security-token']).toBe('token')
  }
)

test('index patterns of every form reach the path whole', async () => {
  const server = await stub(always(1))
  const index = 'eu:logs-*,-logs-old,<logs-{now/d}>'
  const connection = connect(server.url, { options: { index, 'time-field': 'time' } })
  await connection.source(events('a')).measure(gridOf(), io())
  expect(decodeURIComponent(server.seen[0]?.url.pathname ?? '')).toBe(`/${index}/_msearch`)
  expect(server.seen[0]?.url.pathname.split('/')).toHaveLength(3)
  expect(server.seen[0]?.body).toContain('"range":{"time":')
})

/** As real servers answered: OpenSearch 2.19 and Elasticsearch 7.10 the first three, 8 the last. */
const recorded = {
  parseError: {
    error: {
      root_cause: [
        { type: 'query_shard_exception', reason: 'Failed to parse query [bad AND]', index: 'logs' }
      ],
      type: 'search_phase_execution_exception',
      reason: 'all shards failed',
      phase: 'query',
      grouped: true,
      failed_shards: [
        {
          shard: 0,
          index: 'logs',
          reason: {
            type: 'query_shard_exception',
            reason: 'Failed to parse query [bad AND]',
            caused_by: {
              type: 'parse_exception',
              reason: `Cannot parse 'bad AND': Encountered "<EOF>" at line 1, column 7.`
            }
          }
        }
      ]
    },
    status: 400
  },
  noIndex: {
    error: {
      root_cause: [{ type: 'index_not_found_exception', reason: 'no such index [logs-x]' }],
      type: 'index_not_found_exception',
      reason: 'no such index [logs-x]',
      index: 'logs-x'
    },
    status: 404
  },
  breaker: {
    error: {
      root_cause: [
        { type: 'circuit_breaking_exception', reason: '[parent] Data too large', bytes_wanted: 1 }
      ],
      type: 'circuit_breaking_exception',
      reason: '[parent] Data too large'
    },
    status: 429
  },
  forbidden: {
    error: {
      root_cause: [
        {
          type: 'security_exception',
          reason:
            'action [indices:data/read/search] is unauthorized for API key id [x] of user [gate] on indices [logs], this action is granted by the index privileges [read,all]'
        }
      ],
      type: 'security_exception',
      reason: 'action [indices:data/read/search] is unauthorized'
    },
    status: 403
  }
}

test.each([
  ['parseError', 'invalid-query', /Failed to parse query \[bad AND\]: Cannot parse .*column 7/],
  ['noIndex', 'invalid-query', /no such index \[logs-x\]/],
  ['breaker', 'rate-limited', /Data too large/],
  ['forbidden', 'not-authorised', /Check the endpoint's headers.*is unauthorized/]
] as const)('%s of one search is a failure in its own words', async (name, code, words) => {
  const server = await stub(searching(() => recorded[name]))
  const connection = connect(server.url, { headers: { 'X-Own': 'header-secret' } })
  const { failure } = await providerErrorOf(connection.source(events('a')).measure(gridOf(), io()))
  expect(failure.code).toBe(code)
  expect(failure.message).toMatch(words)
})
