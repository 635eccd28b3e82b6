import { json, type Seen, startStub, type StubServer } from './stub-server.js'

/** One event. `_time` is epoch milliseconds. */
export type Event = Readonly<Record<string, string | number>> & {
  readonly _time: number
  readonly _raw: string
}

export interface Content {
  readonly events?: readonly Event[]
  /** A server before 9.0.1 knows version 1 of the API only. */
  readonly older?: boolean
}

export const token = 'eyJraWQiOiJzcGx1bmsuc2VjcmV0In0.e30.signature'

/**
 * Splunk's search jobs over a real socket, one-shot, in the forms of its own reference: strict about the token, the
 * content type, parameters and instants; values are texts; windows include their start and exclude their end. SPL is
 * a small subset of it.
 */
export async function startSplunk(content: Content): Promise<StubServer> {
  return startStub((seen, response) => {
    const { status, body } = answer(seen, content)
    return json(body, status)(seen, response)
  })
}

const parameters = new Set(
  'search exec_mode output_mode earliest_time latest_time count adhoc_search_level allow_partial_results'.split(
    ' '
  )
)

class Refused extends Error {}

function answer(seen: Seen, content: Content) {
  if (seen.headers['authorization'] !== `Bearer ${token}`) {
    return told(401, 'WARN', 'call not properly authenticated')
  }
  const path = seen.url.pathname.replace('/servicesNS/-/-/', '/services/')
  if (path === '/services/server/info') {
    const version = content.older === true ? '8.2.0' : '9.3.0'
    return {
      status: 200,
      body: { entry: [{ name: 'server-info', content: { version } }], generator: { version } }
    }
  }
  const known = content.older === true ? '/services/search/jobs' : '/services/search/v2/jobs'
  if (seen.method !== 'POST' || (path !== known && path !== '/services/search/jobs')) {
    return told(404, 'ERROR', 'Not Found')
  }
  if (!/^application\/x-www-form-urlencoded\b/.test(seen.headers['content-type'] ?? '')) {
    return told(415, 'FATAL', 'Unsupported Media Type')
  }
  const form = new URLSearchParams(seen.body)
  for (const [name, value] of seen.url.searchParams) form.append(name, value)
  try {
    return { status: 200, body: run(form, content) }
  } catch (error) {
    if (error instanceof Refused) return told(400, 'FATAL', error.message)
    throw error
  }
}

function told(status: number, type: string, text: string) {
  return { status, body: { messages: [{ type, text }] } }
}

type Row = Readonly<Record<string, unknown>>
interface Table {
  readonly rows: readonly Row[]
  readonly groups: readonly string[]
}

function run(form: URLSearchParams, content: Content): unknown {
  const unknown = [...form.keys()].find(name => !parameters.has(name))
  if (unknown !== undefined) throw new Refused(`Unknown parameter: ${unknown}`)
  if (form.get('exec_mode') !== 'oneshot') throw new Refused('exec_mode must be oneshot')
  if (form.get('output_mode') !== 'json') throw new Refused('output_mode must be json')
  const [earliest, latest] = ['earliest_time', 'latest_time'].map(name => {
    const text = form.get(name) ?? ''
    if (!/^\d{10}(\.\d{1,3})?$/.test(text)) throw new Refused(`Invalid ${name}.`)
    return Number(text) * 1000
  })
  const inside = (content.events ?? []).filter(
    ({ _time }) => _time >= (earliest ?? 0) && _time < (latest ?? 0)
  )
  const [head = '', ...commands] = pipes(form.get('search') ?? '')
  const terms = /^search\s+(.+)$/s.exec(head)?.[1]
  if (terms === undefined)
    throw new Refused(`Unknown search command '${head.split(' ')[0] ?? ''}'.`)
  const found = inside.filter(event => matches(event, terms)).sort((a, b) => b._time - a._time)
  const start: Table = { rows: found, groups: [] }
  const { rows, groups } = commands.reduce((table, one) => apply(table, one, inside), start)
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))]
  return {
    preview: false,
    init_offset: 0,
    messages: [],
    fields: names.map(name => {
      const rank = groups.indexOf(name)
      return rank < 0 ? { name } : { name, groupby_rank: String(rank) }
    }),
    results: rows.map(written),
    highlighted: {}
  }
}

/** Pipes inside brackets belong to a subsearch. */
function pipes(spl: string): readonly string[] {
  let depth = 0
  const parts = ['']
  for (const letter of spl) {
    if (letter === '[') depth += 1
    if (letter === ']') depth -= 1
    if (letter === '|' && depth === 0) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts.map(part => part.trim())
}

function matches(event: Event, terms: string): boolean {
  return (terms.match(/(?:[^\s"]|"(?:\\.|[^"\\])*")+/g) ?? []).every(term => {
    const [, name = '', value = ''] = /^([\w.]+)="?(.*?)"?$/.exec(term) ?? []
    if (name === '') return event._raw.includes(term.replaceAll('"', ''))
    return String(event[name] ?? '') === value
  })
}

function apply(table: Table, command: string, inside: readonly Event[]): Table {
  const { rows } = table
  if (command === 'stats count') return { rows: [{ count: rows.length }], groups: [] }
  const step = /^eval step=floor\(_time\/(\d+)\)\*(\d+)$/.exec(command)
  if (step !== null && step[1] === step[2]) {
    const size = Number(step[1])
    const stepped = rows.map(row => ({
      ...row,
      step: Math.floor(Number(row['_time']) / 1000 / size) * size
    }))
    return { rows: stepped, groups: [] }
  }
  const stats = /^stats (count|avg\((\w+)\) as (\w+)) by (\w+)$/.exec(command)
  if (stats !== null) {
    const [, , measure, name, by = ''] = stats
    const groups = [...Map.groupBy(rows, row => String(row[by]))].map(([group, all]) => {
      const sum = all.reduce((total, row) => total + Number(row[measure ?? '']), 0)
      const value =
        measure === undefined ? { count: all.length } : { [name ?? '']: sum / all.length }
      return { [by]: group, ...value }
    })
    return { rows: groups, groups: [by] }
  }
  const append = /^append \[\| tstats count as scanned where (.+)\]$/s.exec(command)
  if (append !== null) {
    const scanned = inside.filter(event => matches(event, append[1] ?? '')).length
    return { ...table, rows: [...rows, { scanned }] }
  }
  const head = /^head (\d+)$/.exec(command)
  if (head !== null) return { ...table, rows: rows.slice(0, Number(head[1])) }
  throw new Refused(`Unknown search command '${command.split(' ')[0] ?? ''}'.`)
}

/** Values are texts, and instants are written in the user's zone. */
function written(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (name !== '_time') return [name, String(value)]
      return [name, new Date(Number(value)).toISOString().replace('Z', '+00:00')]
    })
  )
}
