import { json, type Seen, startStub, type StubServer } from './stub-server.js'

/** One record of a table. `timestamp` is epoch milliseconds. */
export type Stored = Readonly<Record<string, string | number>> & { readonly timestamp: number }

export interface Content {
  /** By table: logs, spans. */
  readonly tables?: Readonly<Record<string, readonly Stored[]>>
  /** How often a poll still says RUNNING. */
  readonly polls?: number
}

export const token = 'dt0s16.ABCDEFGH.0123456789'
const root = '/platform/storage/query/v1'

/**
 * Grail's query API over a real socket, as its published types have it: strict about the token, the content type,
 * the members of the body and instants; whole numbers are texts; a query that runs has a token to poll by. DQL is
 * a small subset of it, over tables with a default timeframe that includes its start and excludes its end.
 */
export async function startDynatrace(content: Content): Promise<StubServer> {
  const running = new Map<string, { left: number; readonly result: unknown }>()
  return startStub((seen, response) => {
    const { status, body } = answer(seen, content, running)
    return json(body, status)(seen, response)
  })
}

type Running = Map<string, { left: number; readonly result: unknown }>

class Refused extends Error {}

function answer(seen: Seen, content: Content, running: Running) {
  if (seen.headers['authorization'] !== `Bearer ${token}`) {
    const details = { missingScopes: ['storage:logs:read'] }
    return failed(403, 'Forbidden', { ...details, errorMessage: 'Not allowed to read logs.' })
  }
  const poll = seen.url.searchParams.get('request-token') ?? ''
  switch (`${seen.method} ${seen.url.pathname.slice(root.length)}`) {
    case 'POST /query:execute':
      return execute(seen, content, running)
    case 'GET /query:poll': {
      const query = running.get(poll)
      if (query === undefined) return failed(410, 'The query result is gone.', {})
      query.left -= 1
      if (query.left > 0) return { status: 200, body: { state: 'RUNNING', progress: 50 } }
      return { status: 200, body: { state: 'SUCCEEDED', progress: 100, result: query.result } }
    }
    case 'POST /query:cancel':
      running.delete(poll)
      return { status: 202, body: {} }
    default:
      return failed(404, 'Not found', {})
  }
}

function failed(code: number, message: string, details: object) {
  return { status: code, body: { error: { code, message, details } } }
}

const members = new Set(
  'query defaultTimeframeStart defaultTimeframeEnd requestTimeoutMilliseconds fetchTimeoutSeconds maxResultRecords includeTypes'.split(
    ' '
  )
)

interface Execute {
  readonly query: string
  readonly defaultTimeframeStart?: string
  readonly defaultTimeframeEnd?: string
  readonly maxResultRecords?: number
}

function execute(seen: Seen, content: Content, running: Running) {
  if (!/^application\/json\b/.test(seen.headers['content-type'] ?? '')) {
    return failed(415, 'Unsupported Media Type', {})
  }
  const body = JSON.parse(seen.body) as Execute
  const unknown = Object.keys(body).find(name => !members.has(name))
  if (unknown !== undefined) return failed(400, `${unknown} is not known`, {})
  try {
    const result = run(body, content)
    if (content.polls === undefined) {
      return { status: 200, body: { state: 'SUCCEEDED', progress: 100, result } }
    }
    const requestToken = `token-${running.size}`
    running.set(requestToken, { left: content.polls, result })
    return { status: 202, body: { state: 'RUNNING', requestToken, progress: 0, ttlSeconds: 300 } }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const start = { line: 1, column: 1, index: 0 }
    const details = { errorMessage: error.message, syntaxErrorPosition: { start, end: start } }
    return failed(400, 'PARSE_ERROR', { ...details, errorType: 'PARSE_ERROR' })
  }
}

type Row = Readonly<Record<string, unknown>>

function run(body: Execute, content: Content): unknown {
  const [head = '', ...commands] = body.query.split('|').map(command => command.trim())
  const [, table] = /^fetch (\w+)$/.exec(head) ?? []
  if (table === undefined) throw new Refused(`${head.slice(0, 20)} isn't a known command.`)
  const start = instant(body.defaultTimeframeStart)
  const end = instant(body.defaultTimeframeEnd)
  const scanned = (content.tables?.[table] ?? []).filter(
    ({ timestamp }) => timestamp >= start && timestamp < end
  )
  const rows = commands.reduce<readonly Row[]>((all, command) => step(all, command), scanned)
  const most = body.maxResultRecords ?? 1_000
  const records = rows.slice(0, most).map(written)
  const types =
    records.length === 0 ? [] : [{ indexRange: [0, records.length], mappings: typesOf(rows) }]
  const notifications =
    rows.length > most
      ? [{ severity: 'WARNING', notificationType: 'RESULT_LIMIT', message: 'The result was cut.' }]
      : [{ severity: 'INFO', notificationType: 'LIMIT_ADDED', message: 'A limit was added.' }]
  const grail = {
    scannedRecords: scanned.length,
    scannedBytes: 1_000,
    sampled: false,
    notifications
  }
  return { records, types, metadata: { grail } }
}

function instant(text = ''): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new Refused('The timeframe is no timeframe.')
  return at
}

function step(rows: readonly Row[], command: string): readonly Row[] {
  const filter = /^filter (.+)$/s.exec(command)
  if (filter !== null) return rows.filter(row => (filter[1] ?? '').split(' and ').every(holds(row)))
  if (command === 'summarize count = count()') return [{ count: rows.length }]
  const steps = /^summarize count = count\(\), by: \{ step = bin\(timestamp, (\d+)s\) \}$/.exec(
    command
  )
  if (steps !== null) {
    const size = Number(steps[1]) * 1000
    const groups = Map.groupBy(rows, row => Math.floor(Number(row['timestamp']) / size) * size)
    return [...groups].map(([at, group]) => ({ step: new Date(at), count: group.length }))
  }
  const average = /^summarize (\w+) = avg\((\w+)\)(?:, by: \{ (\w+) \})?$/.exec(command)
  if (average !== null) {
    const [, name = '', measure = '', by] = average
    const groups = Map.groupBy(rows, row => (by === undefined ? '' : String(row[by])))
    return [...groups].map(([group, all]) => {
      const sum = all.reduce((total, row) => total + Number(row[measure]), 0)
      return { ...(by === undefined ? {} : { [by]: group }), [name]: sum / all.length }
    })
  }
  if (command === 'sort timestamp desc') {
    return [...rows].sort((a, b) => Number(b['timestamp']) - Number(a['timestamp']))
  }
  const limit = /^limit (\d+)$/.exec(command)
  if (limit !== null) return rows.slice(0, Number(limit[1]))
  throw new Refused(`\`${command.slice(0, 20)}\` isn't allowed here.`)
}

function holds(row: Row): (condition: string) => boolean {
  return condition => {
    const [, name = '', value = ''] =
      /^\s*([\w.]+) == "((?:\\.|[^"\\])*)"\s*$/s.exec(condition) ?? []
    if (name === '') throw new Refused(`\`${condition.slice(0, 20)}\` isn't a condition.`)
    return row[name] === value.replace(/\\(.)/gs, '$1')
  }
}

/** As Grail serialises: instants in nanoseconds, whole numbers as text. */
function written(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (value instanceof Date) return [name, nanoseconds(value.getTime())]
      if (name === 'timestamp') return [name, nanoseconds(Number(value))]
      return [name, Number.isInteger(value) ? String(value) : value]
    })
  )
}

function nanoseconds(at: number): string {
  return new Date(at).toISOString().replace('Z', '000000Z')
}

function typesOf([row = {}]: readonly Row[]): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (name === 'timestamp' || value instanceof Date) return [name, { type: 'timestamp' }]
      if (typeof value !== 'number') return [name, { type: 'string' }]
      return [name, { type: Number.isInteger(value) ? 'long' : 'double' }]
    })
  )
}
