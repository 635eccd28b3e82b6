import type { EndpointSettings, Query, Window } from '../model.js'
import { type Asked, askJson, reading, said } from './ask.js'
import { accountOf, type Answer, onlyTable, readTables, type Tables } from './azure-answer.js'
import { type Kql, readKql } from './kql.js'
import type { Io } from './provider.js'
import type { Tokens } from './token.js'

/** What Log Analytics returns at most. */
export const mostRows = 500_000

export interface Connection {
  readonly endpoint: EndpointSettings
  /** Absent: the endpoint gives its own token. */
  readonly tokens?: Tokens
}

export function refuseWithoutWorkspace({ options }: EndpointSettings): void {
  if (typeof options['workspace'] === 'string') return
  throw new Error('The endpoint names no workspace. Give it `workspace:` with the id of one.')
}

export function kqlOf(query: Query): Kql {
  if (query.usesWindow) {
    throw new Error(
      'KQL has no use for {{window}} here: the query is asked over its window. Remove it.'
    )
  }
  return readKql(query.render(0).trim())
}

export interface Told {
  readonly answer: Answer
  readonly retries: number
}

/** Asks over a window: the query itself holds its exact bounds. */
export async function ask(
  connection: Connection,
  query: string,
  window: Window,
  io: Io
): Promise<Told> {
  const { endpoint } = connection
  const { tables, retries } = await askForTables(connection, query, window, io)
  return { answer: reading(endpoint, retries, () => onlyTable(tables)), retries }
}

export async function askForTables(
  { endpoint, tokens }: Connection,
  query: string,
  window: Window,
  io: Io
): Promise<{ readonly tables: Tables; readonly retries: number }> {
  const [from, until] = [window.start, window.end].map(at => new Date(at).toISOString())
  const asked: Asked = {
    method: 'POST',
    path: `/v1/workspaces/${String(endpoint.options['workspace'])}/query`,
    headers: {
      'Content-Type': 'application/json',
      Prefer: `wait=${Math.max(1, Math.ceil(endpoint.timeout / 1000))}`
    },
    // The span keeps Azure from reading more; the bounds in the query are the exact ones.
    body: JSON.stringify({ query, timespan: `${from}/${until}` }),
    ...(tokens === undefined ? {} : { sign: () => tokens.header(io) })
  }
  const { json, retries } = await askJson(endpoint, io, asked, response =>
    accountOf(response, tokens)
  )
  return { tables: reading(endpoint, retries, () => readTables(json)), retries }
}

export function completeness(endpoint: EndpointSettings, { rows, partial }: Answer) {
  const cut = rows.length >= mostRows
  return {
    complete: partial === undefined && !cut,
    notes: [
      ...(partial === undefined ? [] : [said(endpoint, partial)]),
      ...(cut ? [`The answer was cut at ${mostRows} rows.`] : [])
    ]
  }
}
