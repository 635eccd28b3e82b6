import { type Answer, json, startStub, type StubServer } from './stub-server.js'

export interface FakeEvent {
  readonly at: number
  readonly message: string
  readonly stream?: string
}

export interface FakeInsights {
  readonly events: readonly FakeEvent[]
  /** How often a query is still running when it is looked at; Infinity: for ever. */
  readonly running?: number
  /** How every query ends; default Complete. */
  readonly ending?: string
  /** Rows in one page. */
  readonly page?: number
}

interface Started {
  readonly input: StartInput
  polls: number
  stopped: boolean
}

interface StartInput {
  readonly queryString: string
  readonly startTime: number
  readonly endTime: number
  readonly limit?: number
  readonly logGroupNames?: readonly string[]
}

type Row = Readonly<Record<string, string>>

/**
 * Logs Insights as far as our queries go: whole seconds with the end included, a filter by a word, steps,
 * counts and averages, lines and patterns. It runs the commands of the query itself, one after the other:
 * nothing in it knows what a check wants.
 */
export async function startInsights(
  fake: FakeInsights
): Promise<StubServer & { readonly queries: ReadonlyMap<string, Started> }> {
  const queries = new Map<string, Started>()
  const answer: Answer = (seen, response) => {
    response.sendDate = false
    const input = JSON.parse(seen.body) as StartInput & { queryId?: string; nextToken?: string }
    const reply = (body: unknown, status = 200) => json(body, status)(seen, response)
    switch (seen.headers['x-amz-target']) {
      case 'Logs_20140328.StartQuery': {
        const queryId = `query-${queries.size}`
        queries.set(queryId, { input, polls: 0, stopped: false })
        return reply({ queryId })
      }
      case 'Logs_20140328.GetQueryResults': {
        const started = queries.get(input.queryId ?? '')
        if (started === undefined) return reply({ __type: 'ResourceNotFoundException' }, 400)
        started.polls += 1
        return reply(resultsOf(fake, started, Number(input.nextToken ?? 0)))
      }
      case 'Logs_20140328.StopQuery': {
        const started = queries.get(input.queryId ?? '')
        if (started !== undefined) started.stopped = true
        return reply({ success: true })
      }
      default:
        return reply({ __type: 'UnknownOperationException' }, 400)
    }
  }
  return Object.assign(await startStub(answer), { queries })
}

function resultsOf(fake: FakeInsights, { input, polls }: Started, from: number): unknown {
  const { running = 0, ending = 'Complete', page = 10_000 } = fake
  const inside = fake.events.filter(
    ({ at }) => at >= input.startTime * 1000 && at < (input.endTime + 1) * 1000
  )
  const { rows, matched } = run(inside, input)
  const statistics = {
    recordsMatched: matched,
    recordsScanned: inside.length,
    bytesScanned: inside.length * 100
  }
  // A running query shows rows that are not all of them.
  if (polls <= running) return { status: 'Running', results: shown(rows.slice(0, 1)), statistics }
  if (ending !== 'Complete') return { status: ending, results: [], statistics }
  const limited = rows.slice(0, input.limit ?? 10_000)
  const more = from + page < limited.length
  return {
    status: 'Complete',
    results: shown(limited.slice(from, from + page)),
    statistics,
    ...(more ? { nextToken: String(from + page) } : {})
  }
}

function shown(rows: readonly Row[]): unknown {
  return rows.map(row => Object.entries(row).map(([field, value]) => ({ field, value })))
}

interface Running {
  events: readonly FakeEvent[]
  fields: readonly ((event: FakeEvent) => Row)[]
  rows: readonly Row[] | undefined
}

function run(events: readonly FakeEvent[], { queryString }: StartInput) {
  const state: Running = { events, fields: [], rows: undefined }
  for (const command of queryString.split('\n| ')) step(state, command)
  const rows = state.rows ?? state.events.map(event => rowOf(state, event))
  return { rows, matched: state.events.length }
}

function step(state: Running, command: string): void {
  const bounds = /^filter toMillis\(@timestamp\) >= (\d+) and toMillis\(@timestamp\) < (\d+)$/.exec(
    command
  )
  const word = /^filter @message like \/([\w |]+)\/$/.exec(command)
  const text = /^filter @message like "([^"'\\/]+)"$/.exec(command)
  const steps = /^fields floor\(\(toMillis\(@timestamp\) - (\d+)\) \/ (\d+)\) as (\w+)$/.exec(
    command
  )
  const stats = /^stats (count\(\*\)|avg\(strlen\(@message\)\)) as (\w+) by (.+)$/.exec(command)
  if (bounds !== null) {
    const [start, end] = [Number(bounds[1]), Number(bounds[2])]
    state.events = state.events.filter(({ at }) => at >= start && at < end)
  } else if (word !== null) {
    const regex = new RegExp(word[1] ?? '')
    state.events = state.events.filter(({ message }) => regex.test(message))
  } else if (text !== null) {
    const literal = text[1] ?? ''
    state.events = state.events.filter(({ message }) => message.includes(literal))
  } else if (steps !== null) {
    const [, start, width, name = ''] = steps
    state.fields = [
      ...state.fields,
      ({ at }) => ({ [name]: String(Math.floor((at - Number(start)) / Number(width))) })
    ]
  } else if (stats !== null) {
    state.rows = grouped(state, stats[1] ?? '', stats[2] ?? '', (stats[3] ?? '').split(', '))
  } else if (command === 'fields toMillis(@timestamp) as bakegate_at') {
    state.fields = [...state.fields, ({ at }) => ({ bakegate_at: String(at) })]
  } else if (command === 'sort @timestamp desc') {
    state.events = [...state.events].sort((a, b) => b.at - a.at)
  } else if (command === 'pattern @message') {
    state.rows = patterns(state.events)
  } else if (!/^(display |sort @sampleCount desc$)/.test(command)) {
    throw new Error(`the fake does not know: ${command}`)
  }
}

function rowOf({ fields }: Running, event: FakeEvent): Row {
  const own = { '@message': event.message, '@logStream': event.stream ?? 'main', '@log': '1:/shop' }
  return Object.assign({}, ...fields.map(field => field(event)), own, { '@ptr': 'x' }) as Row
}

function grouped(state: Running, what: string, name: string, by: readonly string[]): Row[] {
  const groups = new Map<string, FakeEvent[]>()
  for (const event of state.events) {
    const row = rowOf(state, event)
    const key = JSON.stringify(by.map(field => [field, row[field]]))
    groups.set(key, [...(groups.get(key) ?? []), event])
  }
  return [...groups].map(([key, events]) => {
    const lengths = events.map(({ message }) => message.length)
    const mean = lengths.reduce((sum, one) => sum + one, 0) / lengths.length
    const value = what === 'count(*)' ? events.length : mean
    return {
      ...(Object.fromEntries(JSON.parse(key) as [string, string][]) as Row),
      [name]: String(value)
    }
  })
}

function patterns(events: readonly FakeEvent[]): Row[] {
  const counts = new Map<string, number>()
  for (const { message } of events) {
    const pattern = message.replace(/\d+/g, '<Number-1>')
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1)
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([pattern, count]) => ({ '@pattern': pattern, '@sampleCount': String(count) }))
}
