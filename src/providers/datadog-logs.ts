import { z } from 'zod'
import type { EndpointSettings } from '../model.js'
import { cannotAsk } from './ask.js'
import { datadogAddress, datadogOptions } from './datadog.js'
import { connectDatadog, type Datadog } from './datadog-data.js'
import { linesSource } from './datadog-lines.js'
import { keysFor, measure, type Measuring, scopeFormula } from './datadog-measure.js'
import { eventFormula, readEventQuery, scopeOf } from './datadog-query.js'
import type { Endpoint, Grid, Provider, Question, Source } from './provider.js'

export const datadogLogs: Provider = {
  name: 'datadog-logs',
  summary: 'Datadog: log lines, spans and other events, counted by search queries',
  logs: true,
  kinds: ['count', 'ratio', 'query', 'logs'],
  language: 'datadog-search',
  delay: 120_000,
  options: z.strictObject({
    ...datadogOptions,
    source: z
      .enum(['logs', 'spans', 'rum', 'audit', 'events', 'ci-pipelines', 'ci-tests'])
      .prefault('logs')
      .describe('What is searched; default `logs`'),
    indexes: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Log indexes to search; default all')
  }),
  address: datadogAddress,
  cost: 'Searching costs nothing beyond indexing. How often one may ask is not published; the answers say what is left.',
  connect
}

interface Searching {
  readonly datadog: Datadog
  readonly source: string
  readonly indexes: readonly string[]
}

function connect(endpoint: EndpointSettings): Endpoint {
  const { source, indexes } = endpoint.options
  const searching: Searching = {
    datadog: connectDatadog(endpoint),
    source: typeof source === 'string' ? source : 'logs',
    indexes: Array.isArray(indexes) ? indexes.map(String) : ['*']
  }
  return {
    source: question => sourceOf(searching, question),
    lines: query => {
      if (searching.source === 'logs') {
        return linesSource(searching.datadog, searching.indexes, query)
      }
      throw new Error(
        `An endpoint with source: ${searching.source} holds no lines. Use source: logs.`
      )
    }
  }
}

function sourceOf(searching: Searching, question: Question): Source {
  switch (question.kind) {
    case 'value':
      if (question.request !== undefined) throw cannotAsk(searching.datadog.endpoint, question)
      return valueSource(searching, question)
    case 'events':
      return countSource(searching, question)
    case 'firing':
    case 'probe':
      throw cannotAsk(searching.datadog.endpoint, question)
  }
}

function valueSource(
  { datadog, source, indexes }: Searching,
  { query, numbers }: Extract<Question, { kind: 'value' }>
): Source {
  readEventQuery(query.render(60_000), source, indexes)
  const measuring = ({ width }: Grid): Measuring => ({
    formula: {
      ...eventFormula(readEventQuery(query.render(width), source, indexes)),
      ...(numbers === undefined ? {} : { numbers })
    }
  })
  return {
    pointInTime: false,
    describe: width => query.render(width),
    measure: (grid, io) => measure(datadog, measuring(grid), grid, io),
    shares: datadog.shares,
    keys: grid => keysFor(measuring(grid), grid)
  }
}

function countSource(
  { datadog, source, indexes }: Searching,
  { query }: Extract<Question, { kind: 'events' }>
): Source {
  if (query.usesWindow) {
    throw new Error('A search has no window in it; it is counted over each. Remove {{window}}.')
  }
  const measuring = ({ width }: Grid): Measuring => {
    const search = query.render(width).trim()
    const formula = scopeFormula(source, search, indexes)
    return { formula, scope: scopeFormula(source, scopeOf(search), indexes) }
  }
  return {
    pointInTime: false,
    describe: width => query.render(width),
    measure: (grid, io) => measure(datadog, measuring(grid), grid, io),
    shares: datadog.shares,
    keys: grid => keysFor(measuring(grid), grid)
  }
}
