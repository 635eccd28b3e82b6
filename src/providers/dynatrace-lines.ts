import type { EndpointSettings, LogBatch, LogLine, Query, Window } from '../model.js'
import { reading } from './ask.js'
import { holding, piecesOf } from './containing.js'
import { newest, refuseSummaries } from './dynatrace-dql.js'
import { type Row, runDql } from './dynatrace-grail.js'
import { flatten } from './flatten.js'
import { newestOf } from './newest.js'
import type { Io, LineSource } from './provider.js'
import { field, textField, UnexpectedShape } from './shape.js'

/** Fields that tell one stream of lines from another. */
const streamFields = ['k8s.pod.name', 'k8s.container.name', 'host.name', 'log.source']

/** Log records by DQL, in one answer. */
export function linesSource(endpoint: EndpointSettings, query: Query): LineSource {
  const dql = query.render(60_000)
  refuseSummaries(dql)
  return {
    ...sourceOf(endpoint, dql),
    containing: literal =>
      holding(endpoint, literal, piecesOf(literal), pieces => {
        const held = pieces.map(piece => `contains(content, "${piece}")`).join(' and ')
        // A record without content is shown as its fields.
        return sourceOf(endpoint, `${dql.trim()}\n| filter isNull(content) or (${held})`)
      })
  }
}

function sourceOf(endpoint: EndpointSettings, dql: string): LineSource {
  return {
    describe: () => dql,
    fetch: (window, most, io) => fetchLines(endpoint, dql, window, most, io),
    billed: true
  }
}

async function fetchLines(
  endpoint: EndpointSettings,
  dql: string,
  { start, end }: Window,
  most: number,
  io: Io
): Promise<LogBatch> {
  const question = { dql: newest(dql, most + 1), start, end, most: most + 1 }
  const grail = await runDql(endpoint, question, io)
  const all = reading(endpoint, grail.retries, () => grail.records.map(readLine))
  const inside = all.filter(({ at }) => at >= start && at < end)
  return {
    lines: newestOf(inside, most),
    complete: grail.complete && grail.records.length <= most,
    ...(grail.scanned === undefined ? {} : { scanned: grail.scanned }),
    ...(grail.bytes === undefined ? {} : { bytes: grail.bytes }),
    notes: grail.notes,
    retries: grail.retries
  }
}

function readLine(row: Row): LogLine {
  const at = Date.parse(textField(row, 'timestamp') ?? '')
  if (Number.isNaN(at)) throw new UnexpectedShape('timestamp is no instant')
  const { content, timestamp: _timestamp, ...rest } = row
  const stream = streamFields.flatMap(name => {
    const value = field(row, name)
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  const text = typeof content === 'string' ? content : JSON.stringify(rest)
  return { at, text, stream: Object.fromEntries(stream), fields: flatten(rest) }
}
