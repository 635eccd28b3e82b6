import { Client, type estypes } from '@elastic/elasticsearch'
import { afterEach, expect, test } from '@jest/globals'
import { elasticsearch } from '../../src/providers/elasticsearch.js'
import type { Grid, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { type Answer, startStub } from '../support/stub-server.js'

/**
 * Elasticsearch 9 is not to be had here, so its own client stands for it: the requests and answers below have
 * the types that the client is generated with, the client must send what we send, and read what we read.
 */
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const minute = 60_000
const window: estypes.QueryDslQueryContainer = {
  range: { '@timestamp': { gte: noon - 2 * minute, lt: noon, format: 'epoch_millis' } }
}
const filter: estypes.QueryDslQueryContainer = {
  query_string: { query: 'level:ERROR', analyze_wildcard: true, time_zone: 'UTC' }
}
const header: estypes.MsearchMultisearchHeader = {
  ignore_unavailable: false,
  allow_no_indices: false,
  allow_partial_search_results: true
}
const scan: estypes.SearchSearchRequestBody = {
  size: 0,
  track_total_hits: true,
  terminate_after: 10_000,
  timeout: '2700ms',
  query: { bool: { filter: [window] } }
}

function found(more: Partial<estypes.MsearchMultiSearchItem>): estypes.MsearchMultiSearchItem {
  return {
    took: 1,
    timed_out: false,
    _shards: { total: 2, successful: 2, skipped: 0, failed: 0 },
    hits: { max_score: null, hits: [] },
    status: 200,
    ...more
  }
}

const scanned = found({
  terminated_early: true,
  hits: { total: { value: 10_000, relation: 'gte' }, max_score: null, hits: [] }
})

interface Case {
  readonly question: Question
  readonly grid: Grid
  readonly search: estypes.SearchSearchRequestBody
  readonly answer: estypes.MsearchMultiSearchItem
  /** What the client reads out of the answer. */
  readonly read: (item: estypes.MsearchMultiSearchItem) => readonly number[]
}

const two = gridOf({ first: noon - minute, last: noon })
const one = gridOf({ width: 2 * minute })

const cases: Readonly<Record<string, Case>> = {
  'a count': {
    question: { kind: 'events', query: queryOf('level:ERROR') },
    grid: one,
    search: {
      size: 0,
      timeout: '2700ms',
      query: { bool: { filter: [window, filter] } },
      track_total_hits: true
    },
    answer: found({
      hits: { total: { value: 23_456, relation: 'eq' }, max_score: null, hits: [] }
    }),
    read: ({ hits }) => (typeof hits.total === 'object' ? [hits.total.value] : [])
  },
  'counts of adjoining windows': {
    question: { kind: 'events', query: queryOf('level:ERROR') },
    grid: two,
    search: {
      size: 0,
      timeout: '2700ms',
      query: { bool: { filter: [window, filter] } },
      track_total_hits: false,
      aggs: {
        windows: {
          date_histogram: {
            field: '@timestamp',
            fixed_interval: '60000ms',
            offset: '+0ms',
            min_doc_count: 1
          }
        }
      }
    },
    answer: found({
      aggregations: {
        windows: {
          buckets: [
            { key: noon - 2 * minute, key_as_string: '2026-11-23T11:58:00.000Z', doc_count: 3 },
            { key: noon - minute, key_as_string: '2026-11-23T11:59:00.000Z', doc_count: 4 }
          ]
        } satisfies estypes.AggregationsDateHistogramAggregate
      }
    }),
    read: ({ aggregations }) => {
      const windows = aggregations?.['windows'] as estypes.AggregationsDateHistogramAggregate
      return Array.isArray(windows.buckets) ? windows.buckets.map(bucket => bucket.doc_count) : []
    }
  },
  'a percentile of one window': {
    question: { kind: 'value', query: queryOf('level:ERROR | p95(event.duration)') },
    grid: one,
    search: {
      size: 0,
      timeout: '2700ms',
      query: { bool: { filter: [window, filter] } },
      track_total_hits: false,
      aggs: {
        windows: {
          date_range: {
            field: '@timestamp',
            format: 'epoch_millis',
            ranges: [{ key: String(noon), from: String(noon - 2 * minute), to: String(noon) }]
          },
          aggs: { value: { percentiles: { field: 'event.duration', percents: [95] } } }
        }
      }
    },
    answer: found({
      aggregations: {
        windows: {
          buckets: [
            {
              key: String(noon),
              from: noon - 2 * minute,
              to: noon,
              doc_count: 9,
              value: {
                values: { '95.0': 812.5 }
              } satisfies estypes.AggregationsTDigestPercentilesAggregate
            }
          ]
        } satisfies estypes.AggregationsDateRangeAggregate
      }
    }),
    read: ({ aggregations }) => {
      const windows = aggregations?.['windows'] as estypes.AggregationsDateRangeAggregate
      if (!Array.isArray(windows.buckets)) return []
      return windows.buckets.flatMap(bucket => {
        const value = bucket['value'] as estypes.AggregationsTDigestPercentilesAggregate
        const { values } = value
        return Array.isArray(values) ? [] : [Number(values['95.0'])]
      })
    }
  }
}

test.each(Object.entries(cases))(
  "%s is asked and read as Elasticsearch's own client does it",
  async (_what, { question, grid, search, answer, read }) => {
    const responses: estypes.MsearchResponse = { took: 2, responses: [scanned, answer] }
    const server = await startStub(elastic(responses))
    closers.push(() => server.close())

    const http = hastyHttp()
    closers.push(() => http.close())
    const endpoint = endpointTo('elasticsearch', server.url, { options: { index: 'logs-*' } })
    const source = elasticsearch.connect(endpoint).source(question)
    const { series, complete } = await source.measure(grid, ioOf(http))

    const client = new Client({ node: server.url })
    closers.push(() => client.close())
    const theirs = await client.msearch({
      index: 'logs-*',
      searches: [header, scan, header, search]
    })

    const [ours, other] = server.seen
    expect(linesOf(ours?.body)).toEqual(linesOf(other?.body))
    expect([ours?.method, decodeURIComponent(ours?.url.pathname ?? '')]).toEqual([
      other?.method,
      decodeURIComponent(other?.url.pathname ?? '')
    ])
    const item = theirs.responses[1] as estypes.MsearchMultiSearchItem
    const values = series.flatMap(({ samples }) => samples.map(({ value }) => value))
    expect(values).toEqual(read(item))
    expect(values).not.toEqual([])
    expect(complete).toBe(true)
  }
)

/** The client asks for its own media type, and talks to nobody who does not name the product. */
function elastic(body: unknown): Answer {
  return (seen, response) => {
    const own = 'application/vnd.elasticsearch+json;compatible-with=9'
    const type =
      seen.headers['accept']?.includes('vnd.elasticsearch') === true ? own : 'application/json'
    response.writeHead(200, { 'Content-Type': type, 'X-Elastic-Product': 'Elasticsearch' })
    response.end(JSON.stringify(body))
  }
}

function linesOf(body = ''): readonly unknown[] {
  return body
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as unknown)
}
