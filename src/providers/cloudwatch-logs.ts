import { z } from 'zod'
import type { EndpointSettings, Labels, Measurement, Query, Sample, Window } from '../model.js'
import { cannotAsk, reading } from './ask.js'
import { awsAddress, awsIdentity, awsKeys, regionOption } from './aws-identity.js'
import { instantsOf, joinParts, type Part, runsOf, withZeros } from './grid.js'
import { endlessNote, mostRows, type Results, type Row, runJob } from './insights-job.js'
import { insightsLines } from './insights-lines.js'
import {
  bySteps,
  countOfLines,
  type InsightsQuery,
  joined,
  over,
  readInsights,
  type Stats,
  statsCommand,
  stepField
} from './insights-query.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { numeric, UnexpectedShape } from './shape.js'
import { tooManyOverlapping } from './windows.js'

/** Steps of one query: groups multiply the rows, and an answer holds 10 000 of them. */
const mostSteps = 1_000
/** Overlapping windows are a query each, and each is paid for. */
const mostWindows = 12

export const cloudwatchLogs: Provider = {
  name: 'cloudwatch-logs',
  summary: 'Amazon CloudWatch Logs: log lines and numbers from them by Logs Insights',
  logs: true,
  kinds: ['count', 'ratio', 'query', 'logs'],
  language: 'insights',
  delay: 60_000,
  cost: 'AWS bills what is read (0.005 USD per GB in most regions): all lines of the log groups in each window. A query is two requests, and one more for each look at it while it runs.',
  readsAll: true,
  options: z.strictObject({
    region: regionOption(),
    'log-groups': z
      .array(z.string().regex(/^[\w./:#-]{1,2048}$/, 'The name or ARN of a log group is expected.'))
      .min(1, 'At least one log group is expected.')
      .max(50, 'Logs Insights takes 50 log groups at most.')
      .optional()
      .describe('Names or ARNs of the log groups that are queried; at least one, at most 50'),
    ...awsKeys
  }),
  address: options => awsAddress('logs', options),
  identity: options => awsIdentity(options, 'logs'),
  connect
}

function connect(endpoint: EndpointSettings): Endpoint {
  return {
    source: question => sourceOf(endpoint, question),
    lines: query => {
      refuseWithoutGroups(endpoint)
      return insightsLines(endpoint, query)
    }
  }
}

/** A question ready to be asked. `counts`: our own count of lines, which is 0 where lines were looked at. */
interface Asking {
  readonly query: InsightsQuery
  readonly stats: Stats
  readonly counts: boolean
}

function sourceOf(endpoint: EndpointSettings, question: Question): Source {
  const asking = askingOf(endpoint, question)
  refuseWithoutGroups(endpoint)
  const text = joined([...asking.query.commands, statsCommand(asking.stats)])
  return {
    pointInTime: false,
    describe: () => text,
    measure: (grid, io) => measure(endpoint, asking, grid, io),
    // Started, and read.
    requests: grid => 2 * (adjoins(grid) ? runsOf(grid, mostSteps) : instantsOf(grid)).length
  }
}

function refuseWithoutGroups({ options }: EndpointSettings): void {
  if (Array.isArray(options['log-groups'])) return
  throw new Error('The endpoint names no log group. Give it `log-groups: [/ecs/shop]`.')
}

function askingOf(endpoint: EndpointSettings, question: Question): Asking {
  switch (question.kind) {
    case 'value': {
      if (question.request !== undefined) throw cannotAsk(endpoint, question)
      const query = readInsights(textOf(question.query))
      const { stats } = query
      if (stats === undefined) {
        throw new Error('A query gives a number. End it with `stats`, such as stats avg(duration).')
      }
      return { query, stats, counts: false }
    }
    case 'events': {
      const query = readInsights(textOf(question.query))
      return { query, stats: query.stats ?? countOfLines, counts: query.stats === undefined }
    }
    case 'probe':
    case 'firing':
      throw cannotAsk(endpoint, question)
  }
}

function textOf(query: Query): string {
  return query.render(0).trim()
}

/** Windows side by side are one query; those that overlap are one each. */
async function measure(
  endpoint: EndpointSettings,
  asking: Asking,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const instants = instantsOf(grid)
  if (adjoins(grid)) {
    const parts: Part[] = []
    for (const run of runsOf(grid, mostSteps)) {
      parts.push(await sideBySide(endpoint, asking, run, io))
    }
    return joinParts(parts, grid)
  }
  if (instants.length > mostWindows) throw tooManyOverlapping(endpoint, mostWindows)
  const parts = await Promise.all(
    instants.map(at => sideBySide(endpoint, asking, { ...grid, first: at, last: at }, io))
  )
  return joinParts(parts, grid)
}

function adjoins(grid: Grid): boolean {
  return grid.width === grid.step || instantsOf(grid).length === 1
}

async function sideBySide(
  endpoint: EndpointSettings,
  { query, stats, counts }: Asking,
  grid: Grid,
  io: Io
): Promise<Part> {
  const window: Window = { start: grid.first - grid.width, end: grid.last }
  const text = over(window, [...query.commands, ...bySteps(stats, window, grid.width)])
  const results = await runJob(endpoint, { query: text, window, limit: mostRows }, io)
  const { scanned, bytes, retries, whole } = results
  const series = reading(endpoint, retries, () => seriesOf(results, stats, grid))
  const cut = results.rows.length >= mostRows
  // Lines were looked at, and none matched.
  const told = counts && scanned > 0 && series.length === 0 ? [{ labels: {}, samples: [] }] : series
  return {
    series: counts ? filled(told, grid) : told,
    complete: !cut && whole,
    scanned,
    bytes,
    notes: [
      ...(cut ? [`The answer was cut at ${mostRows} rows. Group by fewer values.`] : []),
      ...(whole ? [] : [endlessNote])
    ],
    retries
  }
}

interface Numbers {
  readonly labels: Labels
  readonly samples: Sample[]
}

function seriesOf({ rows }: Results, stats: Stats, grid: Grid): readonly Numbers[] {
  const series = new Map<string, Numbers>()
  for (const row of rows) {
    const step = numeric(row[stepField])
    if (step === undefined) throw new UnexpectedShape(`a row has no ${stepField}`)
    const labels = labelsOf(row, stats)
    const key = JSON.stringify(labels)
    const known = series.get(key) ?? { labels, samples: [] }
    series.set(key, known)
    // An average of nothing is an empty text.
    const value = numeric(row[stats.field])
    const at = grid.first + Math.round(step) * grid.width
    if (value !== undefined) known.samples.push({ at, value })
  }
  return [...series.values()]
}

function labelsOf(row: Row, { field }: Stats): Labels {
  const own = new Set([field, stepField, '@ptr'])
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !own.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
  )
}

function filled(series: readonly Numbers[], grid: Grid): Part['series'] {
  return series.map(({ labels, samples }) => ({
    labels,
    samples: withZeros(samples, instantsOf(grid))
  }))
}
