import { text } from '../support/stub-server.js'
import { vendorLines } from './vendor-recipes.js'

export interface StoredLine {
  /** Epoch milliseconds. */
  readonly at: number
  readonly text: string
}

/** How one store gives its lines. */
export interface LineRecipe {
  readonly query: string
  /** The answer that holds these lines, whatever was asked: a body, or several requests' answers. */
  readonly holding: (lines: readonly StoredLine[]) => unknown
  /** Options without which it cannot be asked. */
  readonly options?: Readonly<Record<string, unknown>>
  /** One JSON object a line: nothing at all is no line, and what is none is no JSON of ours. */
  readonly byLine?: true
}

/** A provider that gives lines needs its recipe here; everything below then holds of it. */
export const lineRecipes: Readonly<Record<string, LineRecipe>> = {
  victorialogs: {
    query: '{app="shop"} boom',
    byLine: true,
    holding: lines =>
      text(
        lines
          .map(({ at, text }) => ({ _time: new Date(at).toISOString(), _msg: text, _stream: '{}' }))
          .map(line => `${JSON.stringify(line)}\n`)
          .join('')
      )
  },
  ...vendorLines,
  loki: {
    query: '{app="shop"} |= "boom"',
    holding: lines => {
      const values = [...lines].reverse().map(({ at, text }) => [`${at}000000`, text])
      const result = lines.length === 0 ? [] : [{ stream: { app: 'shop' }, values }]
      const stats = { summary: { totalLinesProcessed: lines.length } }
      return { status: 'success', data: { resultType: 'streams', result, stats } }
    }
  },
  'cloudwatch-logs': {
    query: 'filter @message like /boom/',
    options: { 'log-groups': ['/ecs/shop'] },
    holding: lines => ({
      queryId: 'q',
      status: 'Complete',
      results: [...lines].reverse().map(({ at, text }) => [
        { field: 'bakegate_at', value: String(at) },
        { field: '@message', value: text },
        { field: '@logStream', value: 'pod-a' }
      ]),
      statistics: { recordsMatched: lines.length, recordsScanned: lines.length }
    })
  },
  'google-logging': {
    query: 'textPayload:"boom"',
    options: { project: 'shop' },
    holding: lines => ({
      entries: [...lines].reverse().map(({ at, text }) => ({
        timestamp: new Date(at).toISOString(),
        textPayload: text
      }))
    })
  },
  'azure-logs': {
    query: 'AppTraces\n| where Message has "boom"',
    options: { workspace: '11112222-aaaa-3333-bbbb-4444cccc5555' },
    holding: lines => ({
      tables: [
        {
          name: 'PrimaryResult',
          columns: [
            { name: 'TimeGenerated', type: 'datetime' },
            { name: 'Message', type: 'string' }
          ],
          rows: [...lines].reverse().map(({ at, text }) => [new Date(at).toISOString(), text])
        }
      ]
    })
  },
  elasticsearch: {
    query: 'service.name:shop AND boom',
    options: { index: 'logs-*' },
    holding: lines => {
      const total = { value: lines.length, relation: 'eq' }
      const hits = [...lines].reverse().map(({ at, text }) => ({
        _index: 'logs-1',
        _id: `${at} ${text}`,
        _source: { '@timestamp': new Date(at).toISOString(), message: text },
        sort: [at]
      }))
      const answer = {
        took: 1,
        timed_out: false,
        _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
        hits: { total, hits }
      }
      return { ...answer, responses: [{ ...answer, status: 200 }] }
    }
  }
}
