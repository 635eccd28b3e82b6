import { type Answer, type Asked, json, listen } from './loopback.js'
import { type Filter, instant, parseFilter, parseLogsql } from './logsql.js'
import type { LogLine } from './shop.js'

export interface LogServer {
  readonly url: string
  add(line: LogLine): void
  /** Lines kept so far. */
  lines(): number
  close(): Promise<void>
}

/**
 * A small VictoriaLogs: keeps the lines it is given and answers `/select/logsql/query`, `stats_query` and
 * `stats_query_range` beside it, in VictoriaLogs' own answers and errors, for the queries that `logsql.ts`
 * understands.
 */
export async function startLogs(): Promise<LogServer> {
  const lines: LogLine[] = []
  const server = await listen(asked => answer(asked, lines))
  return {
    url: server.url,
    add: line => lines.push(line),
    lines: () => lines.length,
    close: () => server.close()
  }
}

function answer(asked: Asked, lines: readonly LogLine[]): Answer {
  switch (asked.path) {
    case '/health':
      return { status: 200, body: 'OK' }
    case '/select/logsql/query':
      return answering(
        () => newest(asked.parameters, lines),
        body => ({ status: 200, type: 'application/stream+json', body })
      )
    case '/select/logsql/stats_query':
      return answering(() => total(asked.parameters, lines))
    case '/select/logsql/stats_query_range':
      return answering(() => buckets(asked.parameters, lines))
    default:
      return { status: 400, body: `unsupported path requested: "${asked.path}"\n` }
  }
}

/** VictoriaLogs answers every query it cannot run with 422. */
function answering<T>(
  compute: () => T,
  write: (value: T) => Answer = data => json(200, { status: 'success', data })
): Answer {
  try {
    return write(compute())
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    return json(422, { status: 'error', errorType: '422', error: cause.message })
  }
}

/** One JSON object a line; with a limit the newest. */
function newest(parameters: URLSearchParams, lines: readonly LogLine[]): string {
  const passes = parseFilter(parameters.get('query') ?? '')
  const limit = Number(parameters.get('limit') ?? Infinity)
  const found = selectLines(parameters, lines, passes).toSorted((a, b) => a.at - b.at)
  return found.slice(-limit).map(rowOf).join('\n')
}

function rowOf({ at, fields }: LogLine): string {
  const stream = `{app=${JSON.stringify(fields['app'] ?? '')}}`
  return JSON.stringify({ _time: new Date(at).toISOString(), _stream: stream, ...fields })
}

function total(parameters: URLSearchParams, lines: readonly LogLine[]): unknown {
  const time = parameters.get('time')
  const at = (time === null ? Date.now() : instant(time)) / 1000
  const result = select(parameters, lines).map(({ name, found }) => ({
    metric: { __name__: name },
    value: [at, String(found.length)]
  }))
  return { resultType: 'vector', result }
}

/** Buckets begin at whole multiples of the step since 1970 and are stamped with their start; empty ones are left out. */
function buckets(parameters: URLSearchParams, lines: readonly LogLine[]): unknown {
  const step = stepOf(parameters)
  const result = select(parameters, lines).flatMap(({ name, found }) => {
    const counts = new Map<number, number>()
    for (const { at } of found) {
      const start = Math.floor(at / step) * step
      counts.set(start, (counts.get(start) ?? 0) + 1)
    }
    const values = [...counts]
      .sort(([a], [b]) => a - b)
      .map(([start, count]) => [start / 1000, String(count)])
    return values.length === 0 ? [] : [{ metric: { __name__: name }, values }]
  })
  return { resultType: 'matrix', result }
}

/** The lines of each count: those that match the query, its extra filters and [start, end), where those are given. */
function select(
  parameters: URLSearchParams,
  lines: readonly LogLine[]
): readonly { readonly name: string; readonly found: readonly LogLine[] }[] {
  const { matches, counts } = parseLogsql(parameters.get('query') ?? '')
  const selected = selectLines(parameters, lines, matches)
  return counts.map(({ name, counted }) => ({ name, found: selected.filter(counted) }))
}

function selectLines(
  parameters: URLSearchParams,
  lines: readonly LogLine[],
  matches: Filter
): readonly LogLine[] {
  const extra = parameters.get('extra_filters') ?? ''
  const passes = extra === '' ? () => true : parseFilter(extra)
  const start = parameters.get('start')
  const end = parameters.get('end')
  const from = start === null ? -Infinity : instant(start)
  const to = end === null ? Infinity : instant(end)
  return lines.filter(line => line.at >= from && line.at < to && passes(line) && matches(line))
}

function stepOf(parameters: URLSearchParams): number {
  const text = parameters.get('step') ?? '1d'
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text)
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 }
  const step = Number(match?.[1]) * (units[match?.[2] ?? 's'] ?? NaN)
  if (!(step > 0)) throw new Error(`cannot parse "step" arg: ${text}`)
  return step
}
