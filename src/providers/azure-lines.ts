import type { LogBatch, LogLine, Query, Window } from '../model.js'
import { reading } from './ask.js'
import type { Row } from './azure-answer.js'
import { ask, completeness, type Connection, kqlOf, refuseWithoutWorkspace } from './azure-query.js'
import { holding, piecesOf } from './containing.js'
import { flatten } from './flatten.js'
import { between } from './kql.js'
import { newestOf } from './newest.js'
import type { Io, LineSource } from './provider.js'
import { UnexpectedShape } from './shape.js'

const mostLines = 100_000
/** Where the tables of Azure keep their message, the most telling first. */
const messages = [
  'Message',
  'LogMessage',
  'LogEntry',
  'SyslogMessage',
  'OuterMessage',
  'RenderedDescription',
  'ResultDescription'
]

export function linesOf(connection: Connection, query: Query): LineSource {
  refuseWithoutWorkspace(connection.endpoint)
  const { head, summary } = kqlOf(query)
  if (summary !== undefined) {
    throw new Error('`summarize` gives numbers, and lines are asked for. Remove it.')
  }
  return {
    ...sourceOf(connection, head),
    containing: literal =>
      holding(connection.endpoint, literal, piecesOf(literal), pieces =>
        sourceOf(connection, `${head}\n| ${textHolds(pieces)}`)
      )
  }
}

function sourceOf(connection: Connection, head: string): LineSource {
  return {
    describe: () => head,
    fetch: (window, most, io) => fetchLines(connection, head, window, most, io)
  }
}

/** A table has some of the columns; a row without any message is shown as its columns. */
function textHolds(pieces: readonly string[]): string {
  const text = `strcat(${messages.map(name => `tostring(column_ifexists("${name}", ""))`).join(', ')})`
  const held = pieces.map(piece => `${text} contains_cs "${piece}"`).join(' and ')
  return `where isempty(${text}) or (${held})`
}

async function fetchLines(
  connection: Connection,
  head: string,
  window: Window,
  most: number,
  io: Io
): Promise<LogBatch> {
  const wanted = Math.min(most, mostLines)
  // One more than is wanted tells whether there are more.
  const newest = `top ${wanted + 1} by TimeGenerated desc`
  const text = [head, between(window.start, window.end), newest].join('\n| ')
  const { answer, retries } = await ask(connection, text, window, io)
  const { endpoint } = connection
  const all = reading(endpoint, retries, () => answer.rows.map(lineOf))
  const inside = all.filter(({ at }) => at >= window.start && at < window.end)
  const { complete, notes } = completeness(endpoint, answer)
  return {
    lines: newestOf(inside.toReversed(), wanted),
    complete: complete && inside.length <= wanted,
    notes,
    retries
  }
}

/** Where a line came from. */
const sources = [
  'AppRoleName',
  'AppRoleInstance',
  'PodName',
  'ContainerName',
  'Computer',
  '_ResourceId'
]

function lineOf(row: Row): LogLine {
  const { TimeGenerated: stamp, ...fields } = row
  const at = typeof stamp === 'string' ? Date.parse(stamp) : Number.NaN
  if (Number.isNaN(at)) throw new UnexpectedShape('a row has no TimeGenerated')
  const name = messages.find(one => typeof row[one] === 'string' && row[one] !== '')
  const message = name === undefined ? undefined : row[name]
  const stream = sources.flatMap(one => {
    const value = row[one]
    return typeof value === 'string' && value !== '' ? [[one, value] as const] : []
  })
  return {
    at,
    text: typeof message === 'string' ? message : JSON.stringify(fields),
    stream: Object.fromEntries(stream),
    fields: flatten(fields)
  }
}
