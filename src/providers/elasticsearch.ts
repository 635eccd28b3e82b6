import { z } from 'zod'
import type { EndpointSettings } from '../model.js'
import { cannotAsk } from './ask.js'
import { sigv4Identity, sigv4Option } from './aws-identity.js'
import { lineSource } from './elasticsearch-lines.js'
import { searchesFor, measure } from './elasticsearch-measure.js'
import { readAsking, readFilter } from './elasticsearch-query.js'
import { type Connection, connectionOf } from './elasticsearch-search.js'
import type { Endpoint, Provider, Question, Source } from './provider.js'

/** A query is read once with some window, so that a mistake in it is found before the bake. */
const anyWidth = 60_000

export const elasticsearch: Provider = {
  name: 'elasticsearch',
  summary: 'Elasticsearch and OpenSearch: documents counted and aggregated, log lines',
  logs: true,
  kinds: ['count', 'ratio', 'query', 'logs'],
  language: 'lucene',
  delay: 60_000,
  options: z.strictObject({
    index: z
      .string()
      .min(1)
      .max(2000)
      .describe('Index, alias, data stream or pattern; several by commas'),
    'time-field': z.string().min(1).optional().describe('Default: `@timestamp`'),
    'message-field': z
      .string()
      .min(1)
      .optional()
      .describe('Where a log line has its text; default: what is there of the usual names'),
    'api-key': z
      .string()
      .regex(/^[\x21-\x7e]+$/, 'It is empty or holds white space. Look for a newline at its end.')
      .optional()
      .describe('Sent as `Authorization: ApiKey …`: encoded as Kibana shows it, or `id:api_key`'),
    ...sigv4Option(['es', 'aoss'])
  }),
  identity: options => sigv4Identity(options, 'es'),
  cost: 'No search is billed by itself; a cluster is sized, and a serverless project scales, by the load of searches.',
  connect
}

function connect(endpoint: EndpointSettings): Endpoint {
  const connection = connectionOf(endpoint)
  return {
    source: question => sourceOf(connection, question),
    lines: query => {
      refuseTwoWays(endpoint)
      readFilter(query.render(anyWidth))
      return lineSource(connection, query)
    }
  }
}

function sourceOf(connection: Connection, question: Question): Source {
  const { endpoint } = connection
  if (question.kind !== 'value' && question.kind !== 'events') throw cannotAsk(endpoint, question)
  if (question.kind === 'value' && question.request !== undefined) {
    throw cannotAsk(endpoint, question)
  }
  refuseTwoWays(endpoint)
  const { kind, query } = question
  readAsking(query.render(anyWidth), kind)
  return {
    pointInTime: false,
    describe: width => query.render(width),
    measure: (grid, io) =>
      measure(connection, readAsking(query.render(grid.width), kind), grid, io),
    requests: grid => searchesFor(readAsking(query.render(grid.width), kind), grid),
    shares: connection.shares
  }
}

function refuseTwoWays({ auth, options }: EndpointSettings): void {
  if (options['api-key'] === undefined || auth === undefined) return
  throw new Error('Its endpoint has two ways to authenticate. Keep one; `api-key` stands alone.')
}
