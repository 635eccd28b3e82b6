import type { Question } from '../../src/providers/provider.js'
import { noon, queryOf } from '../support/asking.js'

/** What the backends of hosted services answer in the contract of all providers. */
interface VendorRecipe {
  readonly question: Question
  readonly seven: unknown
  readonly nothing: unknown
  readonly meansNothing: readonly unknown[]
  readonly options: Readonly<Record<string, unknown>>
}

const datadogOptions = {
  'api-key': 'option-secret-789',
  'application-key': 'option-secret-012'
}
const scalar = (columns: readonly (readonly unknown[])[]): unknown => ({
  data: {
    type: 'scalar_response',
    attributes: { columns: columns.map(values => ({ name: 'a', type: 'number', values })) }
  }
})
const nrql = (results: readonly unknown[]): unknown => ({
  data: { actor: { account: { q0: { results, metadata: { facets: null } } } } }
})
const grail = (records: readonly unknown[], type: string): unknown => ({
  state: 'SUCCEEDED',
  result: {
    records,
    types: [{ indexRange: [0, records.length], mappings: { count: { type } } }],
    metadata: { grail: { scannedRecords: records.length } }
  }
})
const rows = (results: readonly unknown[]): unknown => ({
  preview: false,
  fields: [],
  messages: [],
  results
})
/** One answer to all three requests. */
const ran = (results: readonly unknown[]): unknown => ({
  id: 'x',
  complete: true,
  data: { series: [], results }
})
const zero = [{ labels: {}, samples: [{ at: noon, value: 0 }] }]

export const vendorRecipes: Readonly<Record<string, VendorRecipe>> = {
  datadog: {
    question: { kind: 'value', query: queryOf('avg:queue.depth{service:shop}') },
    seven: scalar([[7]]),
    nothing: scalar([[]]),
    meansNothing: [],
    options: datadogOptions
  },
  'datadog-logs': {
    question: { kind: 'events', query: queryOf('service:shop status:error') },
    seven: scalar([[7], [9]]),
    nothing: scalar([[], []]),
    meansNothing: [],
    options: datadogOptions
  },
  newrelic: {
    question: { kind: 'value', query: queryOf('SELECT average(depth) FROM Queue') },
    seven: nrql([{ 'average.depth': 7 }]),
    nothing: nrql([{ 'average.depth': null }]),
    meansNothing: [],
    options: { account: 1, 'api-key': 'option-secret-789' }
  },
  sentry: {
    question: { kind: 'events', query: queryOf('level:error') },
    seven: { data: [{ 'count()': 7 }], meta: {} },
    nothing: { data: [], meta: {} },
    meansNothing: zero,
    options: { organization: 'acme' }
  },
  dynatrace: {
    question: { kind: 'events', query: queryOf('fetch logs | filter loglevel == "ERROR"') },
    seven: grail([{ count: '7' }], 'long'),
    nothing: grail([], 'long'),
    meansNothing: [],
    options: {}
  },
  splunk: {
    question: { kind: 'events', query: queryOf('index=shop level=ERROR') },
    seven: rows([{ count: '7' }, { scanned: '9' }]),
    nothing: rows([{ count: '0' }, { scanned: '0' }]),
    meansNothing: [],
    options: {}
  },
  honeycomb: {
    question: {
      kind: 'value',
      query: queryOf('{"calculations": [{"op": "AVG", "column": "ms"}]}')
    },
    seven: ran([{ data: { 'AVG(ms)': 7 } }]),
    nothing: ran([]),
    meansNothing: [],
    options: { dataset: 'shop', 'api-key': 'option-secret-789' }
  }
}

interface StoredLine {
  readonly at: number
  readonly text: string
}

/** How their stores give log lines. */
export const vendorLines: Readonly<
  Record<
    string,
    {
      readonly query: string
      readonly holding: (lines: readonly StoredLine[]) => unknown
      readonly options: Readonly<Record<string, unknown>>
    }
  >
> = {
  'datadog-logs': {
    query: 'service:shop boom',
    options: datadogOptions,
    holding: lines => ({
      meta: { status: 'done' },
      data: [...lines].reverse().map(({ at, text }) => ({
        id: `${at}`,
        type: 'log',
        attributes: { timestamp: new Date(at).toISOString(), message: text }
      }))
    })
  },
  newrelic: {
    query: 'SELECT * FROM Log',
    options: { account: 1, 'api-key': 'option-secret-789' },
    holding: lines =>
      nrql([...lines].reverse().map(({ at, text }) => ({ timestamp: at, message: text })))
  },
  dynatrace: {
    query: 'fetch logs',
    options: {},
    holding: lines =>
      grail(
        [...lines]
          .reverse()
          .map(({ at, text }) => ({ timestamp: new Date(at).toISOString(), content: text })),
        'long'
      )
  },
  splunk: {
    query: 'index=shop boom',
    options: {},
    holding: lines =>
      rows(
        [...lines]
          .reverse()
          .map(({ at, text }) => ({ _time: new Date(at).toISOString(), _raw: text }))
      )
  }
}
