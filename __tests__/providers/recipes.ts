import type { Question } from '../../src/providers/provider.js'
import { noon, queryOf } from '../support/asking.js'
import { type Answer, json, text } from '../support/stub-server.js'
import { vendorRecipes } from './vendor-recipes.js'

/** What a provider's backend answers to one question at noon. */
export interface Recipe {
  readonly question: Question
  /** One number, 7: a body, or how a backend of several requests answers. */
  readonly seven: unknown
  /** Nothing at all; its meaning as series. */
  readonly nothing: unknown
  readonly meansNothing: readonly unknown[]
  /** Options without which it cannot be asked, credentials among them. */
  readonly options?: Readonly<Record<string, unknown>>
}

const seconds = noon / 1000
const vector = (result: readonly unknown[], stats = {}): unknown => ({
  status: 'success',
  data: { resultType: 'vector', result, ...stats }
})
const seven = { metric: {}, value: [seconds, '7'] }
/** What one search of Elasticsearch finds. */
const found = (value: number): unknown => ({
  took: 1,
  timed_out: false,
  _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
  hits: { total: { value, relation: 'eq' }, max_score: null, hits: [] },
  status: 200
})
const value: Question = { kind: 'value', query: queryOf('sum(up)') }

/** A job of Logs Insights that is done at once, with one row or none. */
function insights(row: readonly (readonly [string, string])[], scanned: number): Answer {
  const fields = row.map(([field, value]) => ({ field, value }))
  const results = {
    status: 'Complete',
    results: fields.length === 0 ? [] : [fields],
    statistics: { recordsScanned: scanned }
  }
  return (seen, response) => json({ queryId: 'q', ...results })(seen, response)
}

/** An answer of Log Analytics to a count by steps. */
function kql(rows: readonly (readonly number[])[]): unknown {
  const columns = ['bakegate_step', 'bakegate_value'].map(name => ({ name, type: 'long' }))
  return { tables: [{ name: 'PrimaryResult', columns, rows }] }
}

/** A provider needs its recipe here; what is held of all of them then holds of it. */
export const recipes: Readonly<Record<string, Recipe>> = {
  ...vendorRecipes,
  prometheus: {
    question: value,
    seven: vector([seven]),
    nothing: vector([]),
    meansNothing: []
  },
  loki: {
    question: { kind: 'events', query: queryOf('{app="shop"}') },
    seven: vector([seven], { stats: { summary: { totalLinesProcessed: 9 } } }),
    nothing: vector([], { stats: { summary: { totalLinesProcessed: 0 } } }),
    meansNothing: []
  },
  elasticsearch: {
    question: { kind: 'events', query: queryOf('level:error') },
    seven: { took: 1, responses: [found(90), found(7)] },
    nothing: { took: 1, responses: [found(0), found(0)] },
    meansNothing: [],
    options: { index: 'logs-*' }
  },
  victorialogs: {
    question: { kind: 'events', query: queryOf('error') },
    seven: vector([{ metric: { __name__: 'value' }, value: [seconds, '7'] }]),
    nothing: vector([]),
    meansNothing: []
  },
  influxdb: {
    question: { kind: 'value', query: queryOf('SELECT mean("ms") FROM "requests"') },
    seven: {
      results: [
        { series: [{ name: 'requests', columns: ['time', 'mean'], values: [[noon - 60_000, 7]] }] }
      ]
    },
    nothing: { results: [{ statement_id: 0 }] },
    meansNothing: [],
    options: { database: 'shop' }
  },
  'influxdb-flux': {
    question: {
      kind: 'value',
      query: queryOf(
        'from(bucket: "shop") |> range(start: v.timeRangeStart, stop: v.timeRangeStop) |> mean()'
      )
    },
    seven: text(
      [
        '#datatype,string,long,dateTime:RFC3339,double',
        '#group,false,false,true,false',
        '#default,_result,,,',
        ',result,table,_start,_value',
        ',,0,2026-11-23T11:59:00Z,7',
        '\r\n'
      ].join('\r\n'),
      200,
      'text/csv'
    ),
    nothing: text('\r\n', 200, 'text/csv'),
    meansNothing: [],
    options: { org: 'shop' }
  },
  'influxdb-sql': {
    question: { kind: 'value', query: queryOf('SELECT avg(ms) FROM requests') },
    seven: [{ bakegate_value: 7 }],
    nothing: [],
    meansNothing: [],
    options: { database: 'shop' }
  },
  graphite: {
    question: { kind: 'value', query: queryOf('averageSeries(shop.*.latency)') },
    seven: [
      {
        target: 'averageSeries(shop.*.latency)',
        datapoints: [
          [6, seconds - 20],
          [7, seconds - 10],
          [8, seconds]
        ]
      }
    ],
    nothing: [],
    meansNothing: []
  },
  cloudwatch: {
    question: { kind: 'events', query: queryOf('metric("Shop", "Errors", "Sum")') },
    seven: { MetricDataResults: [{ Id: 'm0', Timestamps: [seconds - 60], Values: [7] }] },
    nothing: { MetricDataResults: [{ Id: 'm0', Timestamps: [], Values: [] }] },
    meansNothing: [],
    options: { 'secret-access-key': 'option-secret-789', 'session-token': 'option-secret-012' }
  },
  'cloudwatch-logs': {
    question: { kind: 'events', query: queryOf('filter @message like /ERROR/') },
    seven: insights(
      [
        ['bakegate_step', '0'],
        ['bakegate_value', '7']
      ],
      9
    ),
    nothing: insights([], 0),
    meansNothing: [],
    options: {
      'log-groups': ['/ecs/shop'],
      'secret-access-key': 'option-secret-789',
      'session-token': 'option-secret-012'
    }
  },
  'google-logging': {
    question: { kind: 'events', query: queryOf('severity>=ERROR') },
    seven: { entries: Array(7).fill({ timestamp: '2026-11-23T11:59:30.5Z' }) },
    nothing: {},
    meansNothing: [{ labels: {}, samples: [{ at: noon, value: 0 }] }],
    options: { project: 'shop' }
  },
  'azure-logs': {
    question: { kind: 'events', query: queryOf('AppTraces') },
    seven: kql([[0, 7]]),
    nothing: kql([]),
    meansNothing: [{ labels: {}, samples: [{ at: noon, value: 0 }] }],
    options: { workspace: '11112222-aaaa-3333-bbbb-4444cccc5555' }
  },
  http: {
    question: {
      kind: 'value',
      query: queryOf('queue.depth'),
      request: { method: 'GET', path: '/stats', headers: {} }
    },
    seven: { queue: { depth: 7 } },
    nothing: { queue: {} },
    meansNothing: []
  },
  alertmanager: {
    question: { kind: 'firing', labels: { service: 'shop' } },
    seven: Array.from({ length: 7 }, () => ({
      labels: { alertname: 'HighErrors' },
      startsAt: '2026-11-23T11:59:00Z',
      status: { state: 'active' }
    })),
    nothing: [],
    meansNothing: [{ labels: {}, samples: [{ at: noon, value: 0 }] }]
  }
}
