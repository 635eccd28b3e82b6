import { afterEach, describe, expect, test } from '@jest/globals'
import type { EndpointSettings, LogBatch, Window } from '../../src/model.js'
import { elasticsearch } from '../../src/providers/elasticsearch.js'
import type { LineSource } from '../../src/providers/provider.js'
import { endpointTo, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

type Body = Readonly<Record<string, unknown>>

interface Search {
  readonly size: number
  readonly track_total_hits: boolean
  readonly query: { readonly bool: { readonly filter: readonly [Range, Body] } }
}
interface Range {
  readonly range: Readonly<Record<string, { readonly gte: number; readonly lt: number }>>
}

const window: Window = { start: noon - 60_000, end: noon }
const whole = { timed_out: false, _shards: { total: 1, successful: 1, skipped: 0, failed: 0 } }

/** An index of one line a record: answers a search as a server does, newest first. */
function index(
  records: readonly { readonly at: number; readonly source: unknown }[],
  endsEarly: (search: Search) => boolean = () => false
): Answer {
  return (seen, response) => {
    const search = JSON.parse(seen.body) as Search
    const [{ gte, lt } = { gte: 0, lt: 0 }] = Object.values(search.query.bool.filter[0].range)
    const matching = records
      .map((record, id) => ({ ...record, id }))
      .filter(({ at }) => at >= gte && at < lt)
      .sort((a, b) => b.at - a.at)
    const hits = matching.slice(0, search.size).map(({ at, source, id }) => ({
      _index: 'logs',
      _id: String(id),
      _source: source,
      sort: [at]
    }))
    const total = { value: matching.length, relation: 'eq' }
    const early = endsEarly(search) ? { terminated_early: true } : {}
    return json({ ...whole, ...early, took: 1, hits: { total, hits } })(seen, response)
  }
}

const plain = (count: number, apart: number) =>
  Array.from({ length: count }, (_, id) => ({
    at: window.start + Math.floor(id * apart),
    source: { '@timestamp': 'x', message: `line ${id}` }
  }))

async function lineSource(
  answer: Answer,
  text = 'level:ERROR',
  options: EndpointSettings['options'] = {}
): Promise<{ readonly server: StubServer; readonly source: LineSource }> {
  const server = await startStub(answer)
  closers.push(() => server.close())
  const endpoint = endpointTo('elasticsearch', server.url, {
    options: { index: 'logs-*', ...options }
  })
  const source = elasticsearch.connect(endpoint).lines?.(queryOf(text))
  if (source === undefined) throw new Error('no lines')
  return { server, source }
}

function io() {
  const http = hastyHttp()
  closers.push(() => http.close())
  return ioOf(http)
}

async function fetched(
  records: Parameters<typeof index>[0],
  most = 100_000,
  options: EndpointSettings['options'] = {}
): Promise<{ readonly server: StubServer; readonly batch: LogBatch }> {
  const { server, source } = await lineSource(index(records), 'level:ERROR', options)
  return { server, batch: await source.fetch(window, most, io()) }
}

describe('a page', () => {
  test('is a search of its own, by time alone', async () => {
    const { server } = await fetched(plain(3, 1))
    const [seen] = server.seen
    expect(seen?.url.pathname).toBe('/logs-*/_search')
    expect(Object.fromEntries(seen?.url.searchParams ?? [])).toEqual({
      ignore_unavailable: 'false',
      allow_no_indices: 'false',
      allow_partial_search_results: 'true'
    })
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      size: 10_000,
      timeout: '2700ms',
      track_total_hits: true,
      query: {
        bool: {
          filter: [
            {
              range: {
                '@timestamp': { gte: window.start, lt: window.end, format: 'epoch_millis' }
              }
            },
            {
              query_string: { query: 'level:ERROR', analyze_wildcard: true, time_zone: 'UTC' }
            }
          ]
        }
      },
      sort: [
        { '@timestamp': { order: 'desc', numeric_type: 'date', unmapped_type: 'date' } },
        {
          '@timestamp': { order: 'desc', numeric_type: 'date_nanos', unmapped_type: 'date_nanos' }
        },
        { 'log.offset': { order: 'desc', unmapped_type: 'long' } },
        { _doc: { order: 'desc' } }
      ]
    })
  })

  test('begins where the one before ended, its last millisecond included', async () => {
    const { server, batch } = await fetched(plain(25_000, 2.3))
    expect(server.seen).toHaveLength(3)
    const searches = server.seen.map(({ body }) => JSON.parse(body) as Search)
    const ends = searches.map(({ query }) => query.bool.filter[0].range['@timestamp']?.lt)
    expect(ends[1]).toBe(window.start + Math.floor(15_000 * 2.3) + 1)
    expect(batch).toMatchObject({ complete: true, matched: 25_000 })
    expect(batch.lines.map(({ text }) => text)).toEqual(
      plain(25_000, 2.3).map(({ source }) => source.message)
    )
  })

  test('asks for no more than is wanted', async () => {
    const { server, batch } = await fetched(plain(5_000, 1), 700)
    expect(server.seen.map(({ body }) => (JSON.parse(body) as Search).size)).toEqual([700])
    expect(batch).toMatchObject({ complete: false, matched: 5_000 })
    expect(batch.lines).toHaveLength(700)
    expect(batch.lines[0]?.text).toBe('line 4300')
  })

  test('that is too large is asked for in smaller ones', async () => {
    const small = index(plain(1_000, 1))
    const { server, source } = await lineSource((seen, response) => {
      const { size } = JSON.parse(seen.body) as Search
      return size > 300 ? void response.end(Buffer.alloc(33 << 20, ' ')) : small(seen, response)
    })
    const batch = await source.fetch(window, 900, io())
    const sizes = server.seen.map(({ body }) => (JSON.parse(body) as Search).size)
    expect(sizes).toEqual([900, 225, 225, 225, 225, 100])
    expect(batch).toMatchObject({ complete: false, matched: 1_000 })
    expect(batch.lines.map(({ text }) => text)).toEqual(
      plain(1_000, 1)
        .slice(100)
        .map(({ source }) => source.message)
    )
  })

  test('is cut where nobody reads a line any more', async () => {
    const { batch } = await fetched([{ at: noon - 1, source: { message: 'x'.repeat(100_000) } }])
    expect(batch.lines[0]?.text).toHaveLength(65_536)
  })

  test('that is not whole makes the batch a lower bound', async () => {
    const failing = json({
      ...whole,
      timed_out: true,
      hits: { total: { value: 0, relation: 'eq' }, hits: [] },
      responses: [
        { ...whole, hits: { total: { value: 1, relation: 'eq' }, hits: [] }, status: 200 }
      ]
    })
    const { source } = await lineSource(failing)
    const batch = await source.fetch(window, 10, io())
    expect(batch).toMatchObject({ lines: [], complete: false, scanned: 1 })
    expect(batch.notes.join()).toMatch(/timed out/)
  })
})

test.each([
  ['while it counts what matches is not whole', true],
  ['once its page is full, and counts nothing, is', false]
])('a search that ends early %s', async (_what, counting) => {
  const endsEarly = (search: Search): boolean => (search.track_total_hits === true) === counting
  const { source, server } = await lineSource(index(plain(10_005, 1), endsEarly))
  const batch = await source.fetch(window, 100_000, io())
  expect(server.seen).toHaveLength(2)
  expect(batch).toMatchObject({
    complete: !counting,
    matched: 10_005,
    notes: counting ? ['The search was ended early and counted a part only.'] : []
  })
})

describe('a line', () => {
  const one = async (source: unknown, options: EndpointSettings['options'] = {}) =>
    (await fetched([{ at: noon - 1, source }], 10, options)).batch.lines[0]

  test.each<[string, unknown, string]>([
    ['ECS', { message: 'boom', log: { level: 'error' } }, 'boom'],
    ['fluentd', { log: 'boom\n', stream: 'stderr' }, 'boom\n'],
    ['pino', { msg: 'boom', level: 50 }, 'boom'],
    ['OpenTelemetry', { body: { text: 'boom' }, severity_text: 'ERROR' }, 'boom'],
    ['Data Prepper', { body: 'boom', severityText: 'ERROR' }, 'boom'],
    ['a raw event', { event: { original: 'boom' } }, 'boom'],
    ['anything else', { status: 500, '@timestamp': 'x' }, '{"status":500,"@timestamp":"x"}'],
    ['no source', undefined, '{}']
  ])('of %s has its text', async (_what, source, text) => {
    expect((await one(source))?.text).toBe(text)
  })

  test('has the rest as fields, flattened, and where it came from as its stream', async () => {
    const source = {
      '@timestamp': '2026-11-23T11:59:59.999Z',
      message: 'boom',
      'log.level': 'error',
      error: { stack_trace: 'Error: boom\n\tat a' },
      kubernetes: { pod: { name: 'shop-1' }, container: { name: 'app' } },
      http: { response: { status_code: 500 } },
      tags: ['a', 'b'],
      nothing: null
    }
    expect(await one(source)).toEqual({
      at: noon - 1,
      text: 'boom',
      stream: { 'kubernetes.pod.name': 'shop-1', 'kubernetes.container.name': 'app' },
      fields: {
        'log.level': 'error',
        'error.stack_trace': 'Error: boom\n\tat a',
        'kubernetes.pod.name': 'shop-1',
        'kubernetes.container.name': 'app',
        'http.response.status_code': '500',
        'tags.0': 'a',
        'tags.1': 'b'
      }
    })
  })

  test('takes its text from the field that it is told', async () => {
    const options = { 'message-field': 'event.reason', 'time-field': 'time' }
    const line = await one({ message: 'no', event: { reason: 'yes' }, time: 'x' }, options)
    expect(line).toMatchObject({ text: 'yes', fields: { message: 'no' } })
    expect(line?.fields).not.toHaveProperty('time')
  })

  test('with hostile names harms nothing', async () => {
    const line = await one(JSON.parse('{"message":"a","__proto__":{"polluted":"x"}}'))
    expect(line?.text).toBe('a')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('patterns', () => {
  /** Elasticsearch's own documentation of categorize_text, and the hit of its example. */
  const answer = json({
    took: 1,
    responses: [
      {
        ...whole,
        hits: { total: { value: 0, relation: 'eq' }, hits: [] },
        aggregations: {
          patterns: {
            buckets: [
              {
                doc_count: 3,
                key: 'Node shutting down',
                regex: '.*?Node.+?shutting.+?down.*?',
                max_matching_length: 49,
                example: {
                  hits: {
                    total: { value: 3, relation: 'eq' },
                    hits: [{ _id: '1', _source: { message: 'Node 3 shutting down' } }]
                  }
                }
              },
              { doc_count: 1, key: 'Node starting up', example: { hits: { hits: [] } } }
            ]
          }
        },
        status: 200
      }
    ]
  })

  test('are the categories of the store, with a line of each', async () => {
    const { server, source } = await lineSource(answer)
    expect(await source.patterns?.(window, io())).toEqual({
      patterns: [
        { text: 'Node*shutting*down', count: 3, example: 'Node 3 shutting down' },
        { text: 'Node*starting*up', count: 1 }
      ],
      wildcard: '*',
      complete: true,
      retries: 0
    })
    expect(JSON.parse(server.seen[0]?.body.split('\n')[1] ?? '')).toMatchObject({
      aggs: {
        patterns: {
          categorize_text: { field: 'message', size: 1_000, min_doc_count: 1 },
          aggs: { example: { top_hits: { size: 1, _source: ['message'] } } }
        }
      }
    })
  })

  test('of a store that has none are a failure that says so', async () => {
    const unknown = {
      error: {
        root_cause: [{ type: 'parsing_exception', reason: 'Unknown aggregation type' }],
        type: 'parsing_exception',
        reason: 'Unknown aggregation type [categorize_text]'
      },
      status: 400
    }
    const { source } = await lineSource(json({ responses: [unknown] }))
    const { failure } = await providerErrorOf(source.patterns?.(window, io()) ?? Promise.resolve())
    expect(failure.code).toBe('provider-error')
    expect(failure.message).toMatch(/does not cluster lines itself/)
  })
})

describe('lines that hold a text', () => {
  const capabilities = (fields: Body): Answer => json({ indices: ['logs'], fields })
  const text = { text: { type: 'text', searchable: true } }
  const answering =
    (fields: Body, records: Parameters<typeof index>[0]): Answer =>
    (seen, response) =>
      (seen.url.pathname.endsWith('_field_caps') ? capabilities(fields) : index(records))(
        seen,
        response
      )

  test('are asked for by the whole words in it, and then by every character', async () => {
    const records = ['payment 10 failed', 'repayment 10 failing', 'payment 10 passed'].map(
      (message, at) => ({ at: window.start + at, source: { message } })
    )
    const { server, source } = await lineSource(
      answering({ message: text, log: { object: {} } }, records)
    )
    const holding = source.containing?.('yment 10 fail')
    expect(holding?.describe()).toBe('level:ERROR (lines that hold "yment 10 fail")')
    const batch = await holding?.fetch(window, 10, io())
    expect(batch?.lines.map(line => line.text)).toEqual([
      'payment 10 failed',
      'repayment 10 failing'
    ])
    expect(batch?.complete).toBe(true)
    expect(server.seen[0]?.url.searchParams.get('fields')).toMatch(/^message,log,/)
    expect(JSON.parse(server.seen[1]?.body ?? '')).toMatchObject({
      query: {
        bool: {
          filter: [
            {},
            {
              bool: {
                filter: [
                  { query_string: { query: 'level:ERROR' } },
                  { bool: { should: [{ match_phrase: { message: '10' } }] } }
                ]
              }
            }
          ]
        }
      }
    })
  })

  test.each<[string, Body, string, RegExp]>([
    ['no whole word', { message: text }, 'payment failed', /holds no whole word/],
    ['signs alone', { message: text }, 'payment ... failed', /holds no whole word/],
    ['a keyword', { message: { keyword: {} } }, 'a big failure', /message is no analysed text/],
    ['nothing known', {}, 'a big failure', /no field holds analysed text/]
  ])('cannot be told where there is %s', async (_what, fields, literal, words) => {
    const { source } = await lineSource(answering(fields, []))
    const asked = source.containing?.(literal).fetch(window, 10, io())
    const { failure } = await providerErrorOf(asked ?? Promise.resolve())
    expect(failure.message).toMatch(words)
  })
})

test.each(['a | count()', '{"aggs": {"a": {"avg": {"field": "x"}}}}'])(
  'a log query %s is refused',
  async text => {
    await expect(lineSource(json({}), text)).rejects.toThrow(/takes lines/)
  }
)
