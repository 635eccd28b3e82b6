import type { LogBatch, LogLine, Query, Window } from '../model.js'
import { reading } from './ask.js'
import { holding, piecesOf } from './containing.js'
import { flatten } from './flatten.js'
import { newestOf } from './newest.js'
import type { Io, LineSource } from './provider.js'
import { textField, UnexpectedShape } from './shape.js'
import { type Row, search, type Splunk } from './splunk-search.js'
import { newest, refuseTables } from './splunk-spl.js'

/** Splunk gives 50,000 rows by default, whatever is asked for. */
const mostRows = 50_000
const streamFields = ['host', 'source', 'sourcetype']

/** Events by SPL, the newest first as Splunk finds them, in one answer. */
export function linesSource(connection: Splunk, query: Query): LineSource {
  const spl = query.render(60_000)
  refuseTables(spl)
  return {
    ...sourceOf(connection, spl),
    containing: literal =>
      holding(connection.endpoint, literal, piecesOf(literal), pieces =>
        sourceOf(connection, `${spl.trim()}\n| where like(_raw, "%${pieces.join('%')}%")`)
      )
  }
}

function sourceOf(connection: Splunk, spl: string): LineSource {
  return {
    describe: () => spl,
    fetch: (window, most, io) => fetchLines(connection, spl, window, most, io)
  }
}

async function fetchLines(
  connection: Splunk,
  spl: string,
  { start, end }: Window,
  most: number,
  io: Io
): Promise<LogBatch> {
  const wanted = Math.min(mostRows, most + 1)
  const found = await search(connection, { spl: newest(spl, wanted), start, end }, io)
  const { retries, rows, notes, complete } = found
  const all = reading(connection.endpoint, retries, () => rows.map(readLine))
  const inside = all.filter(({ at }) => at >= start && at < end)
  const cut = inside.length > most || (rows.length >= wanted && wanted === mostRows)
  return { lines: newestOf(inside, most), complete: complete && !cut, notes, retries }
}

function readLine(row: Row): LogLine {
  const at = Date.parse(textField(row, '_time') ?? '')
  if (Number.isNaN(at)) throw new UnexpectedShape('_time is no instant')
  const own = Object.entries(row).filter(([name]) => !name.startsWith('_'))
  const stream = streamFields.flatMap(name => {
    const value = textField(row, name)
    return value === undefined ? [] : [[name, value] as const]
  })
  const text = textField(row, '_raw') ?? JSON.stringify(Object.fromEntries(own))
  return { at, text, stream: Object.fromEntries(stream), fields: flatten(Object.fromEntries(own)) }
}
