import type { EndpointSettings } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, askJson, type JsonAnswer } from './ask.js'
import type { Io } from './provider.js'
import { field, isCount, isRecord } from './shape.js'

export interface Connection {
  readonly endpoint: EndpointSettings
  readonly headers: Readonly<Record<string, string>>
}

export type LokiPath = 'query' | 'query_range' | 'patterns'

/** One GET of the query API. https://grafana.com/docs/loki/latest/reference/loki-http-api/ */
export async function askLoki(
  { endpoint, headers }: Connection,
  path: LokiPath,
  parameters: Readonly<Record<string, string>>,
  io: Io
): Promise<JsonAnswer> {
  const form = new URLSearchParams(parameters).toString()
  const asked = { method: 'GET', path: `/loki/api/v1/${path}?${form}`, headers } as const
  return askJson(endpoint, io, asked, accountOf)
}

/** What Loki looked at, where it says: no lines where the stream selector matches nothing. */
export interface Looked {
  readonly scanned?: number
  readonly bytes?: number
}

export function lookedAt(data: unknown): Looked {
  const stats = isRecord(data) ? field(data, 'stats') : undefined
  const summary = isRecord(stats) ? field(stats, 'summary') : undefined
  if (!isRecord(summary)) return {}
  const lines = field(summary, 'totalLinesProcessed')
  const bytes = field(summary, 'totalBytesProcessed')
  return {
    ...(isCount(lines) ? { scanned: lines } : {}),
    ...(isCount(bytes) ? { bytes } : {})
  }
}

/** Errors are plain text; 400 is a query that Loki does not take. */
function accountOf({ status, text }: HttpResponse): Account {
  return { words: text, ...(status === 400 ? { code: 'invalid-query' } : {}) }
}
