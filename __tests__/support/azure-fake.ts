import { type Answer, json, type Seen, startStub, type StubServer } from './stub-server.js'

export const workspace = '11112222-aaaa-3333-bbbb-4444cccc5555'

export interface FakeRow {
  /** Epoch milliseconds. */
  readonly at: number
  readonly level?: number
  readonly message?: string
}

export interface FakeWorkspace {
  /** Rows of its one table, AppTraces. */
  readonly rows: readonly FakeRow[]
  /** The token that is let in. */
  readonly token?: string
  /** It says that its answers to queries that hold this text are not all of it. */
  readonly partial?: string
  /** It answers with the first table alone, however many statements a query has. */
  readonly oneTable?: boolean
}

const instant = String.raw`datetime\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\)`
const bounds = new RegExp(`^where TimeGenerated >= ${instant} and TimeGenerated < ${instant}$`)
const step = new RegExp(
  `^extend bakegate_step = tolong\\(\\(TimeGenerated - ${instant}\\) / (\\d+)ms\\)$`
)
const level = /^where SeverityLevel >= (\d)$/
const count = /^summarize bakegate_value = count\(\) by bakegate_step(, SeverityLevel)?$/
const top = /^top (\d+) by TimeGenerated desc$/

type Cells = Readonly<Record<string, string | number>>

/** A workspace that knows one table and these operators, and refuses everything else as Azure does. */
export function startAzure(fake: FakeWorkspace): Promise<StubServer> {
  const answer: Answer = (seen, response) => {
    const { status, body } = answered(fake, seen)
    return json(body, status)(seen, response)
  }
  return startStub(answer)
}

export function failed(code: string, inner: readonly [string, string]): unknown {
  const [innerCode, message] = inner
  return {
    error: {
      code,
      message: 'The request had some invalid properties',
      innererror: { code: innerCode, message }
    }
  }
}

function answered(fake: FakeWorkspace, { method, url, headers, body }: Seen) {
  if (fake.token !== undefined && headers['authorization'] !== `Bearer ${fake.token}`) {
    return { status: 401, body: failed('AuthorizationRequiredError', ['InvalidToken', 'who?']) }
  }
  if (method !== 'POST' || url.pathname !== `/v1/workspaces/${workspace}/query`) {
    return { status: 404, body: failed('PathNotFoundError', ['NotFound', 'no such path']) }
  }
  try {
    const { query, timespan } = JSON.parse(body) as { query: string; timespan: string }
    return { status: 200, body: run(fake, query, timespan) }
  } catch (error) {
    const inner: [string, string] = ['SEM0100', String(error)]
    return { status: 400, body: failed('BadArgumentError', inner) }
  }
}

/** A table for each statement, in their order. A mistake in one is the answer to all. */
function run(fake: FakeWorkspace, query: string, timespan: string): unknown {
  const all = query.split(';\n').map(statement => tableOf(fake.rows, statement, timespan))
  const tables = fake.oneTable === true ? all.slice(0, 1) : all
  const isPartial = fake.partial !== undefined && query.includes(fake.partial)
  return isPartial ? { tables, ...partialError } : { tables }
}

function tableOf(rows: readonly FakeRow[], statement: string, timespan: string): unknown {
  const [table = '', ...operators] = statement.split('\n| ')
  if (table !== 'AppTraces') throw new Error(`Failed to resolve table named '${table}'`)
  const [from = 0, until = 0] = timespan.split('/').map(Date.parse)
  const inside = rows.filter(({ at }) => at >= from && at <= until)
  const stored = inside.map(({ at, level = 1, message = '' }): Cells => ({
    TimeGenerated: new Date(at).toISOString(),
    SeverityLevel: level,
    Message: message
  }))
  const result = operators.reduce(operate, stored)
  const names = Object.keys(result[0] ?? {})
  const columns = names.map(name => ({
    name,
    type: name === 'TimeGenerated' ? 'datetime' : name === 'Message' ? 'string' : 'long'
  }))
  return { name: 'PrimaryResult', columns, rows: result.map(row => names.map(name => row[name])) }
}

const partialError = {
  error: {
    code: 'PartialError',
    message: 'There were some errors when processing your query.',
    details: [
      {
        code: 'EngineError',
        message: 'Something went wrong processing your query on the server.',
        innererror: { code: '-2133196797', message: 'The results exceed the set limit' }
      }
    ]
  }
}

function operate(rows: readonly Cells[], operator: string): Cells[] {
  const found = (pattern: RegExp): readonly string[] | undefined =>
    pattern.exec(operator)?.map(String)
  const span = found(bounds)
  if (span !== undefined) {
    const [, from = '', until = ''] = span
    return rows.filter(({ TimeGenerated: at = '' }) => at >= from && at < until)
  }
  const least = found(level)
  if (least !== undefined) {
    return rows.filter(row => Number(row['SeverityLevel']) >= Number(least[1]))
  }
  const steps = found(step)
  if (steps !== undefined) {
    const [, start = '', width = ''] = steps
    return rows.map(row => {
      const after = Date.parse(String(row['TimeGenerated'])) - Date.parse(start)
      return { ...row, bakegate_step: Math.trunc(after / Number(width)) }
    })
  }
  if (count.test(operator)) return counted(rows, operator.includes('SeverityLevel'))
  const newest = found(top)
  if (newest === undefined) throw new Error(`Query could not be parsed at '${operator}'`)
  return rows
    .toSorted((a, b) => (String(a['TimeGenerated']) < String(b['TimeGenerated']) ? 1 : -1))
    .slice(0, Number(newest[1]))
}

function counted(rows: readonly Cells[], byLevel: boolean): Cells[] {
  const groups = new Map<string, Cells>()
  for (const { bakegate_step = 0, SeverityLevel = 0 } of rows) {
    const key = `${bakegate_step} ${byLevel ? SeverityLevel : ''}`
    const value = Number(groups.get(key)?.['bakegate_value'] ?? 0) + 1
    groups.set(key, {
      bakegate_step,
      ...(byLevel ? { SeverityLevel } : {}),
      bakegate_value: value
    })
  }
  return [...groups.values()]
}
