import type { LogBatch, LogLine, Query, Window } from '../model.js'
import { reading, said } from './ask.js'
import { holding, piecesOf } from './containing.js'
import { flatten } from './flatten.js'
import type { NewRelic, Nrql, Row } from './newrelic-graph.js'
import { newestOf } from './newest.js'
import { canBeNarrowed, narrowed, over, refuseLineClauses } from './newrelic-nrql.js'
import type { Io, LineSource } from './provider.js'
import { field, instantOf, textField, UnexpectedShape } from './shape.js'

/** The most rows that New Relic gives at once. */
const pageSize = 5_000
/** Attributes that tell one stream of lines from another. */
const streamAttributes = [
  'service.name',
  'entity.name',
  'hostname',
  'pod_name',
  'container_name',
  'filePath'
]

/** Log lines by NRQL. There is no cursor: the next page ends where the last one began. */
export function linesSource(connection: NewRelic, query: Query): LineSource {
  const nrql = query.render(60_000)
  refuseLineClauses(nrql)
  return {
    ...sourceOf(connection, nrql),
    ...(canBeNarrowed(nrql)
      ? {
          containing: literal =>
            holding(connection.endpoint, literal, piecesOf(literal), pieces =>
              // A line without a message is shown as its attributes.
              sourceOf(
                connection,
                narrowed(nrql, `(message LIKE '%${pieces.join('%')}%' OR message IS NULL)`)
              )
            )
        }
      : {})
  }
}

function sourceOf(connection: NewRelic, nrql: string): LineSource {
  return {
    describe: () => nrql,
    fetch: (window, most, io) => fetchLines(connection, nrql, window, most, io)
  }
}

async function fetchLines(
  connection: NewRelic,
  nrql: string,
  window: Window,
  most: number,
  io: Io
): Promise<LogBatch> {
  const lines = new Map<string, LogLine>()
  const notes = new Set<string>()
  let retries = 0
  let until = window.end
  for (;;) {
    const limit = Math.min(pageSize, most + 1 - lines.size)
    const answer = await connection.ask(`${over(nrql, window.start, until)} LIMIT ${limit}`, io)
    retries += answer.retries
    for (const message of answer.messages) notes.add(said(connection.endpoint, message))
    const page = linesOf(connection, answer)
    const known = lines.size
    for (const [key, line] of page) {
      if (line.at >= window.start && line.at < window.end) lines.set(key, line)
    }
    // Lines of the oldest millisecond may stand on the next page too; they are told apart by their keys.
    const oldest = Math.min(...page.map(([, line]) => line.at)) + 1
    const full = page.length >= limit
    if (full && lines.size <= most && lines.size > known && oldest > window.start) {
      until = Math.min(oldest, until)
      continue
    }
    const complete = lines.size <= most && !full && notes.size === 0
    return { lines: newestOf([...lines.values()], most), complete, notes: [...notes], retries }
  }
}

function linesOf({ endpoint }: NewRelic, answer: Nrql): readonly (readonly [string, LogLine])[] {
  return reading(endpoint, answer.retries, () => answer.rows.map(readLine))
}

function readLine(row: Row): readonly [string, LogLine] {
  const at = instantOf(field(row, 'timestamp'))
  if (at === undefined) throw new UnexpectedShape('a line has no timestamp')
  const { message, timestamp: _timestamp, messageId, ...rest } = row
  const text = typeof message === 'string' ? message : JSON.stringify(rest)
  const stream = streamAttributes.flatMap(name => {
    const value = textField(row, name)
    return value === undefined ? [] : [[name, value] as const]
  })
  const key = typeof messageId === 'string' ? messageId : JSON.stringify(row)
  return [key, { at, text, stream: Object.fromEntries(stream), fields: flatten(rest) }]
}
