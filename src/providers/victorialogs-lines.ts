import { ProviderError } from '../errors.js'
import type { EndpointSettings, Labels, LogBatch, LogLine, Query, Window } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, ask, failure, failureOf } from './ask.js'
import type { Io, LineSource } from './provider.js'
import { isRecord } from './shape.js'

export interface LineConnection {
  readonly endpoint: EndpointSettings
  readonly headers: Readonly<Record<string, string>>
  /** Form fields of a window, and what the server said of an error. */
  readonly windowOf: (start: number, end: number) => Readonly<Record<string, string>>
  readonly accountOf: (response: HttpResponse) => Account
}

/** 100 000 lines of 600 bytes with their fields; what is larger is asked for in smaller parts. */
const mostBytes = 96 * 1024 * 1024

/**
 * The lines of a LogsQL filter, pipes included, by `/select/logsql/query`: one JSON object a line. One line
 * more than wanted is asked for, which tells whether there are more.
 */
export function linesOf(connection: LineConnection, query: Query): LineSource {
  return lineSource(connection, query.render(0).trim())
}

function lineSource(connection: LineConnection, logsql: string): LineSource {
  return {
    describe: () => logsql,
    fetch: (window, most, io) => fetchLines(connection, logsql, window, most, io),
    containing: literal =>
      lineSource(connection, `${logsql} | filter _msg:~${JSON.stringify(escaped(literal))}`)
  }
}

/** A regular expression that matches this text only. Words would do, were all literals made of whole words. */
function escaped(literal: string): string {
  return literal.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
}

async function fetchLines(
  { endpoint, headers, windowOf, accountOf }: LineConnection,
  logsql: string,
  window: Window,
  most: number,
  io: Io
): Promise<LogBatch> {
  const form = { query: logsql, limit: String(most + 1), ...windowOf(window.start, window.end) }
  const response = await ask(endpoint, io, {
    method: 'POST',
    path: '/select/logsql/query',
    headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
    maxBytes: mostBytes
  })
  if (response.status < 200 || response.status >= 300) {
    throw new ProviderError(failureOf(endpoint, response, accountOf(response)))
  }
  const rows = readRows(endpoint, response)
    .filter(({ line }) => line.at >= window.start && line.at < window.end)
    .sort((a, b) => a.line.at - b.line.at || a.rest - b.rest)
  const lines = rows.slice(-most).map(({ line }) => line)
  return { lines, complete: rows.length <= most, notes: [], retries: response.retries }
}

interface Row {
  readonly line: LogLine
  /** Nanoseconds beyond the millisecond: lines of one trace are closer than that. */
  readonly rest: number
}

function readRows(endpoint: EndpointSettings, response: HttpResponse): Row[] {
  const streams = new Map<string, Labels>()
  const rows: Row[] = []
  const { text } = response
  // Line by line: the whole answer cut up beside itself would take its memory twice.
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    if (end > start) {
      const row = readRow(text.slice(start, end), streams)
      if (row === undefined) throw new ProviderError(notRows(endpoint, response))
      rows.push(row)
    }
    start = end + 1
  }
  return rows
}

/** Fields that are not the application's own. */
const OWN = new Set(['_time', '_msg', '_stream', '_stream_id'])

function readRow(text: string, streams: Map<string, Labels>): Row | undefined {
  const row = parse(text)
  const time = row?.['_time']
  const at = typeof time === 'string' ? Date.parse(time) : Number.NaN
  if (row === undefined || typeof time !== 'string' || Number.isNaN(at)) return undefined
  const name = textOf(row['_stream'])
  const stream = streams.get(name) ?? { _stream: name }
  streams.set(name, stream)
  const fields = Object.entries(row).filter(([key]) => !OWN.has(key))
  return {
    line: {
      at,
      text: textOf(row['_msg']),
      stream,
      fields: Object.fromEntries(fields.map(([key, value]) => [key, textOf(value)]))
    },
    rest: Number(/\.\d{3}(\d{1,6})/.exec(time)?.[1]?.padEnd(6, '0') ?? 0)
  }
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function notRows(endpoint: EndpointSettings, { retries }: HttpResponse) {
  const sentence =
    'answered with something that is not log lines. Check that the url is the API, and that the query ends in no stats pipe.'
  return failure(endpoint, 'not-json', sentence, retries)
}
