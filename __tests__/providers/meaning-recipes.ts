import type { Question } from '../../src/providers/provider.js'
import { noon, queryOf } from '../support/asking.js'
import { type Answer, json, text } from '../support/stub-server.js'

/** What answers of one provider's backend mean, beside one number and none. */
export interface MeaningRecipe {
  /** Two series, 3 and 4. A text: why there is only ever one. */
  readonly several: { readonly question?: Question; readonly answer: unknown } | string
  /** An answer whose backend says that it is not whole. A text: why none says so. */
  readonly partial: { readonly question?: Question; readonly answer: unknown } | string
  /** How it refuses a query: its status, and its words where they stand. */
  readonly refusal: (words: string) => Answer
}

const seconds = noon / 1000
const value = (query: string): Question => ({ kind: 'value', query: queryOf(query) })
const vector = (result: readonly unknown[], more = {}): unknown => ({
  status: 'success',
  data: { resultType: 'vector', result, stats: { summary: { totalLinesProcessed: 9 } } },
  ...more
})
const row = (metric: object, number: number) => ({ metric, value: [seconds, String(number)] })
const pods = vector([row({ pod: 'a' }, 3), row({ pod: 'b' }, 4)])
const cutVector = { answer: vector([row({}, 7)], { warnings: ['a store did not answer'] }) }

const badData = (status: number) => (error: string) =>
  json({ status: 'error', errorType: 'bad_data', error }, status)
const inError = (error: string) => json({ error }, 400)

const search = (windows: unknown, more = {}): unknown => ({
  took: 1,
  responses: [90, 7].map(found => ({
    took: 1,
    timed_out: false,
    _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
    hits: { total: { value: found, relation: 'eq' }, max_score: null, hits: [] },
    aggregations: { window: windows, windows },
    status: 200,
    ...more
  }))
})

const insights = (
  status: string,
  ...rows: readonly (readonly (readonly [string, string])[])[]
) => ({
  queryId: 'q',
  status,
  results: rows.map(fields => fields.map(([field, told]) => ({ field, value: told }))),
  statistics: { recordsScanned: 9 }
})

const scalar = (columns: readonly object[], more = {}): unknown => ({
  data: { type: 'scalar_response', attributes: { columns } },
  ...more
})
const number = (values: readonly number[]) => ({ name: 'a', type: 'number', values })
const hosts = { name: 'host', type: 'group', values: [['a'], ['b']] }

const nrql = (results: readonly unknown[], metadata: object): unknown => ({
  data: { actor: { account: { q0: { results, metadata } } } }
})

const grail = (records: readonly unknown[], more = {}): unknown => ({
  state: 'SUCCEEDED',
  result: {
    records,
    types: [{ indexRange: [0, records.length], mappings: { took: { type: 'double' } } }],
    metadata: { grail: { scannedRecords: 9, ...more } }
  }
})

const splunk = (results: readonly unknown[], messages: readonly unknown[] = []): unknown => ({
  preview: false,
  fields: [],
  messages,
  results
})

const ran = (results: readonly unknown[]): unknown => ({
  id: 'x',
  complete: true,
  data: { series: [], results }
})

const flux = (names: readonly string[]) =>
  text(
    [
      '#datatype,string,long,dateTime:RFC3339,string,double',
      '#group,false,false,true,true,false',
      '#default,_result,,,,',
      ',result,table,_start,pod,_value',
      ...names.map((name, index) => `,,${index},2026-11-23T11:59:00Z,${name},${index + 3}`),
      '\r\n'
    ].join('\r\n'),
    200,
    'text/csv'
  )

const asOne = 'it is asked for one number'

export const meaningRecipes: Readonly<Record<string, MeaningRecipe>> = {
  prometheus: {
    several: { answer: pods },
    partial: cutVector,
    refusal: badData(400)
  },
  loki: {
    several: { question: value('sum by (pod) (rate({app="shop"}[1m]))'), answer: pods },
    partial: cutVector,
    refusal: words => text(words, 400)
  },
  victorialogs: {
    several: { question: value('error | stats by (pod) count() value'), answer: pods },
    partial: { answer: vector([row({}, 7)], { isPartial: true }) },
    refusal: badData(422)
  },
  elasticsearch: {
    several: {
      question: value('* | avg(size) by pod'),
      answer: search({
        buckets: [
          {
            key: String(noon),
            doc_count: 4,
            pod: {
              sum_other_doc_count: 0,
              buckets: [
                { key: 'a', doc_count: 2, value: { value: 3 } },
                { key: 'b', doc_count: 2, value: { value: 4 } }
              ]
            }
          }
        ]
      })
    },
    partial: { answer: search({}, { timed_out: true }) },
    refusal: reason =>
      json({ error: { root_cause: [], type: 'parsing_exception', reason }, status: 400 }, 400)
  },
  influxdb: {
    several: {
      answer: {
        results: [
          {
            series: ['a', 'b'].map((pod, index) => ({
              name: 'requests',
              tags: { pod },
              columns: ['time', 'mean'],
              values: [[noon - 60_000, index + 3]]
            }))
          }
        ]
      }
    },
    partial: {
      answer: {
        results: [
          {
            series: [
              {
                name: 'requests',
                columns: ['time', 'mean'],
                values: [[noon - 60_000, 7]],
                partial: true
              }
            ]
          }
        ]
      }
    },
    refusal: inError
  },
  'influxdb-flux': {
    several: { answer: flux(['a', 'b']) },
    partial: 'an answer that fails in the middle holds the error, and is a failure',
    refusal: message => json({ code: 'invalid', message }, 400)
  },
  'influxdb-sql': {
    several: {
      question: value('SELECT avg(ms) AS mean, max(ms) AS top FROM requests'),
      answer: [{ mean: 3, top: 4 }]
    },
    partial: 'a statement answers whole, or not at all',
    refusal: inError
  },
  graphite: {
    several: {
      answer: ['a', 'b'].map((target, index) => ({
        target,
        datapoints: [
          [1, seconds - 20],
          [index + 3, seconds - 10]
        ]
      }))
    },
    partial: { answer: [{ target: 'a', datapoints: [[7, seconds - 10]] }] },
    refusal: words => text(`<html><body>${words}</body></html>`, 400, 'text/html')
  },
  cloudwatch: {
    several: {
      question: value(`SEARCH('{Shop,Route} MetricName="Latency"', 'p99', 60)`),
      answer: {
        MetricDataResults: [3, 4].map(one => ({
          Id: 'e0',
          Label: `/route-${one}`,
          Timestamps: [seconds - 60],
          Values: [one]
        }))
      }
    },
    partial: {
      answer: {
        MetricDataResults: [
          { Id: 'm0', StatusCode: 'PartialData', Timestamps: [seconds - 60], Values: [7] }
        ]
      }
    },
    refusal: message => json({ __type: 'ValidationError', message }, 400)
  },
  'cloudwatch-logs': {
    several: {
      question: value('stats avg(took) as took by pod'),
      answer: insights(
        'Complete',
        [
          ['bakegate_step', '0'],
          ['pod', 'a'],
          ['took', '3']
        ],
        [
          ['bakegate_step', '0'],
          ['pod', 'b'],
          ['took', '4']
        ]
      )
    },
    partial: { answer: insights('Timeout') },
    refusal: message => json({ __type: 'MalformedQueryException', message }, 400)
  },
  'google-logging': {
    several: asOne,
    partial: 'a listing goes on to its last page, or is a failure',
    refusal: message => json({ error: { code: 400, message, status: 'INVALID_ARGUMENT' } }, 400)
  },
  'azure-logs': {
    several: {
      question: { kind: 'events', query: queryOf('AppTraces | summarize count() by pod') },
      answer: {
        tables: [
          {
            name: 'PrimaryResult',
            columns: ['bakegate_step', 'pod', 'bakegate_value'].map(name => ({
              name,
              type: 'string'
            })),
            rows: [
              [0, 'a', 3],
              [0, 'b', 4]
            ]
          }
        ]
      }
    },
    partial: {
      answer: {
        tables: [
          {
            name: 'PrimaryResult',
            columns: ['bakegate_step', 'bakegate_value'].map(name => ({ name, type: 'long' })),
            rows: [[0, 7]]
          }
        ],
        error: { code: 'PartialError', message: 'A shard failed.' }
      }
    },
    refusal: message => json({ error: { code: 'BadArgumentError', message } }, 400)
  },
  http: { several: asOne, partial: asOne, refusal: words => text(words, 400) },
  alertmanager: {
    several: asOne,
    partial: 'it lists every alert, or fails',
    refusal: words => json(words, 400)
  },
  datadog: {
    several: { question: value('avg:x{*} by {host}'), answer: scalar([hosts, number([3, 4])]) },
    partial: { answer: scalar([number([7])], { errors: 'a shard did not answer' }) },
    refusal: words => json({ errors: [words] }, 400)
  },
  'datadog-logs': {
    several: {
      question: value('logs("service:shop").rollup("avg", "@took").by("host")'),
      answer: scalar([hosts, number([3, 4])])
    },
    partial: {
      answer: scalar([number([7]), { ...number([9]), name: 'b' }], { errors: 'a shard is down' })
    },
    refusal: words => json({ errors: [words] }, 400)
  },
  newrelic: {
    several: {
      question: value('SELECT average(depth) FROM Queue FACET pod'),
      answer: nrql(
        ['a', 'b'].map((pod, index) => ({ facet: pod, pod, 'average.depth': index + 3 })),
        { facets: ['pod'] }
      )
    },
    partial: {
      answer: nrql([{ 'average.depth': 7 }], {
        facets: null,
        messages: ['The query inspected a part of the data: partial result.']
      })
    },
    refusal: message => json({ errors: [{ message }] }, 400)
  },
  sentry: {
    several: asOne,
    partial: { answer: { data: [{ 'count()': 7 }], meta: { dataScanned: 'partial' } } },
    refusal: detail => json({ detail }, 400)
  },
  dynatrace: {
    several: {
      question: value('fetch spans | summarize took = avg(took), by: { pod }'),
      answer: grail([
        { pod: 'a', took: 3 },
        { pod: 'b', took: 4 }
      ])
    },
    partial: { answer: grail([{ count: '7' }], { sampled: true }) },
    refusal: message => json({ error: { code: 400, message } }, 400)
  },
  splunk: {
    several: {
      question: value('index=shop | stats avg(took) as took by pod'),
      answer: splunk([
        { pod: 'a', took: '3' },
        { pod: 'b', took: '4' }
      ])
    },
    partial: {
      answer: splunk(
        [{ count: '7' }, { scanned: '9' }],
        [{ type: 'WARN', text: 'Search results may be incomplete: the search peer idx1 failed.' }]
      )
    },
    refusal: words => json({ messages: [{ type: 'FATAL', text: words }] }, 400)
  },
  honeycomb: {
    several: {
      question: value('{"calculations": [{"op": "AVG", "column": "ms"}], "breakdowns": ["pod"]}'),
      answer: ran([{ data: { pod: 'a', 'AVG(ms)': 3 } }, { data: { pod: 'b', 'AVG(ms)': 4 } }])
    },
    partial: {
      question: value('{"calculations": [{"op": "AVG", "column": "ms"}], "breakdowns": ["pod"]}'),
      answer: ran(
        Array.from({ length: 1_000 }, (_, index) => ({ data: { pod: `p${index}`, 'AVG(ms)': 1 } }))
      )
    },
    refusal: inError
  }
}
