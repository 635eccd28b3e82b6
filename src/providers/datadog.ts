import { z } from 'zod'
import type { EndpointSettings } from '../model.js'
import { cannotAsk } from './ask.js'
import { connectDatadog, type Datadog } from './datadog-data.js'
import { keysFor, measure, type Measuring } from './datadog-measure.js'
import { monitorsSource } from './datadog-monitors.js'
import { readMetricQuery } from './datadog-query.js'
import type { Endpoint, Grid, Provider, Question, Source } from './provider.js'

/** https://docs.datadoghq.com/getting_started/site/ */
const sites = [
  'datadoghq.com',
  'us3.datadoghq.com',
  'us5.datadoghq.com',
  'datadoghq.eu',
  'ap1.datadoghq.com',
  'ap2.datadoghq.com',
  'uk1.datadoghq.com',
  'ddog-gov.com',
  'us2.ddog-gov.com'
] as const

/** Keys that both kinds of endpoint understand. */
export const datadogOptions = {
  site: z.enum(sites).optional().describe('Where the organisation lives; `url` overrides it'),
  'api-key': z.string().min(1).describe('Sent as DD-API-KEY'),
  'application-key': z.string().min(1).describe('Sent as DD-APPLICATION-KEY')
}

export function datadogAddress({ site }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof site === 'string' ? `https://api.${site}` : undefined
}

export const datadog: Provider = {
  name: 'datadog',
  summary: 'Datadog: metrics, formulas over them, and monitors that alert',
  logs: false,
  kinds: ['query', 'ratio', 'count', 'firing'],
  language: 'datadog',
  // Agents send every 15 s, and the newest points change until two minutes after.
  delay: 120_000,
  cost: 'Queries cost nothing. How often one may ask is not published; the answers say what is left.',
  options: z.strictObject(datadogOptions),
  address: datadogAddress,
  connect
}

function connect(endpoint: EndpointSettings): Endpoint {
  const connection = connectDatadog(endpoint)
  return { source: question => sourceOf(connection, question) }
}

function sourceOf(connection: Datadog, question: Question): Source {
  switch (question.kind) {
    case 'value':
      if (question.request !== undefined) throw cannotAsk(connection.endpoint, question)
      return metricSource(connection, question, false)
    case 'events':
      return metricSource(connection, question, true)
    case 'firing':
      return monitorsSource(connection, question.labels)
    case 'probe':
      throw cannotAsk(connection.endpoint, question)
  }
}

function metricSource(
  connection: Datadog,
  question: Extract<Question, { kind: 'value' | 'events' }>,
  counts: boolean
): Source {
  const { query } = question
  const numbers = question.kind === 'value' ? question.numbers : undefined
  readMetricQuery(query.render(60_000), counts)
  const measuring = ({ width }: Grid): Measuring => ({
    formula: {
      ...readMetricQuery(query.render(width), counts),
      ...(numbers === undefined ? {} : { numbers })
    }
  })
  return {
    pointInTime: false,
    describe: width => query.render(width),
    measure: (grid, io) => measure(connection, measuring(grid), grid, io),
    shares: connection.shares,
    keys: grid => keysFor(measuring(grid), grid)
  }
}
