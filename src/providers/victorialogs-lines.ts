import { ProviderError } from '../errors.js'
import type { EndpointSettings, Labels, LogBatch, LogLine, Query, Window } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, ask, failure, failureOf } from './ask.js'
import { piped, refuseWindows } from './logsql.js'
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
  const logsql = query.render(0).trim()
  refuseWindows(logsql)
  return lineSource(connection, logsql)
}

function lineSource(connection: LineConnection, logsql: string): LineSource {
  return {
    describe: () => logsql,
    fetch: (window, most, io) => fetchLines(connection, logsql, window, most, io),
    containing: literal =>
      lineSource(connection, piped(logsql, `filter _msg:~${JSON.stringify(escaped(literal))}`))
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
  const rows = inOrder(readRows(endpoint, response, window))
  const complete = rows.length <= most
  return {
    lines: complete ? rows : rows.slice(-most),
    complete,
    notes: [],
    retries: response.retries
  }
}

/** Side by side, not one object a row: a big answer is many rows. */
interface Rows {
  readonly lines: LogLine[]
  /** Nanoseconds beyond the millisecond: lines of one trace are closer than that. */
  readonly rests: number[]
}

function inOrder({ lines, rests }: Rows): LogLine[] {
  const compare = (a: number, b: number) =>
    (lines[a]?.at ?? 0) - (lines[b]?.at ?? 0) || (rests[a] ?? 0) - (rests[b] ?? 0)
  if (!lines.some((_, index) => index > 0 && compare(index - 1, index) > 0)) return lines
  return [...lines.keys()].sort(compare).flatMap(index => lines[index] ?? [])
}

/** The rows in the window. */
function readRows(endpoint: EndpointSettings, response: HttpResponse, window: Window): Rows {
  const streams = new Map<string, Labels>()
  const rows: Rows = { lines: [], rests: [] }
  const { text } = response
  // Line by line: the whole answer cut up beside itself would take its memory twice.
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    if (end > start && !addRow(rows, text.slice(start, end), streams, window)) {
      throw new ProviderError(notRows(endpoint, response))
    }
    start = end + 1
  }
  return rows
}

/** Fields that are not the application's own. */
const OWN = new Set(['_time', '_msg', '_stream', '_stream_id'])
const NO_FIELDS: Labels = {}

/** Whether it is a row. */
function addRow(rows: Rows, text: string, streams: Map<string, Labels>, window: Window): boolean {
  const row = parse(text)
  const time = row?.['_time']
  const at = typeof time === 'string' ? Date.parse(time) : Number.NaN
  if (row === undefined || typeof time !== 'string' || Number.isNaN(at)) return false
  if (at < window.start || at >= window.end) return true
  const name = textOf(row['_stream'])
  const stream = streams.get(name) ?? { _stream: name }
  streams.set(name, stream)
  rows.lines.push({ at, text: textOf(row['_msg']), stream, fields: fieldsOf(row) })
  rows.rests.push(Number(/\.\d{3}(\d{1,6})/.exec(time)?.[1]?.padEnd(6, '0') ?? 0))
  return true
}

function fieldsOf(row: Readonly<Record<string, unknown>>): Labels {
  const names = Object.keys(row).filter(key => !OWN.has(key))
  if (names.length === 0) return NO_FIELDS
  return Object.fromEntries(names.map(key => [key, textOf(row[key])]))
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
