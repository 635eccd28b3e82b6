import { z } from 'zod'
import { ProviderError } from '../errors.js'
import type { EndpointSettings, Labels, Measurement, Sample } from '../model.js'
import { azureKeys } from './cloud-login.js'
import { cannotAsk, failure, reading, said } from './ask.js'
import type { Answer, Row } from './azure-answer.js'
import { linesOf } from './azure-lines.js'
import {
  ask,
  completeness,
  type Connection,
  kqlOf,
  refuseWithoutWorkspace,
  type Told
} from './azure-query.js'
import { askingTogether, mostTogether, type Statement } from './azure-together.js'
import { azureToken } from './azure-token.js'
import type { Batched } from './batch.js'
import { flatten } from './flatten.js'
import { instantsOf, joinParts, type Part, runsOf, withZeros } from './grid.js'
import {
  between,
  bySteps,
  countOfRows,
  groupsOf,
  isOneStatement,
  type Kql,
  stepColumn,
  summarize,
  type Summary
} from './kql.js'
import type { Endpoint, Grid, Io, Provider, Question, Shares, Source } from './provider.js'
import { numeric, UnexpectedShape } from './shape.js'
import { keepTokens } from './token.js'
import { tooManyOverlapping } from './windows.js'

const scope = 'https://api.loganalytics.io/.default'
/** Steps of one query: groups multiply the rows. */
const mostSteps = 5_000
/** Overlapping windows are a statement each. */
const mostWindows = 12
export const azureLogs: Provider = {
  name: 'azure-logs',
  summary: 'Azure Monitor Logs (Log Analytics, workspace-based Application Insights): KQL',
  logs: true,
  kinds: ['count', 'ratio', 'query', 'logs'],
  language: 'kql',
  delay: 300_000,
  options: z.strictObject({
    workspace: z
      .string()
      .regex(/^[0-9a-fA-F-]{36}$/, 'The id of a workspace, a GUID, is expected.')
      .optional()
      .describe('Id (a GUID) of the Log Analytics workspace'),
    ...azureKeys
  }),
  address: () => 'https://api.loganalytics.azure.com',
  identity: options => ({
    cloud: 'azure',
    service: '',
    options,
    explicit: 'client-secret' in options
  }),
  cost: 'Queries of Analytics tables cost nothing; those of Basic and Auxiliary tables are billed by the GB read.',
  connect
}

function connect(endpoint: EndpointSettings): Endpoint {
  const { auth } = endpoint
  const connection: Connection = {
    endpoint,
    ...(auth?.kind === 'azure'
      ? { tokens: keepTokens(io => azureToken(endpoint, auth, scope, io)) }
      : {})
  }
  const workspace = {
    ...connection,
    together: askingTogether(connection),
    shares: { most: mostTogether }
  }
  return {
    source: question => sourceOf(workspace, question),
    lines: query => linesOf(connection, query)
  }
}

interface Workspace extends Connection {
  readonly together: Batched<Statement, Told>
  readonly shares: Shares
}

/** A question ready to be asked. `counts`: our own count of rows, which is 0 where nothing matches. */
interface Asking {
  readonly kql: Kql
  readonly summary: Summary
  readonly counts: boolean
}

function sourceOf(workspace: Workspace, question: Question): Source {
  const asking = askingOf(workspace.endpoint, question)
  refuseWithoutWorkspace(workspace.endpoint)
  const text = `${asking.kql.head}\n| ${summarize(asking.summary)}`
  return {
    pointInTime: false,
    describe: () => text,
    measure: (grid, io) => measure(workspace, asking, grid, io),
    requests: grid => queriesFor(grid).length,
    ...(isOneStatement(text) ? { shares: workspace.shares } : {})
  }
}

function askingOf(endpoint: EndpointSettings, question: Question): Asking {
  switch (question.kind) {
    case 'value': {
      if (question.request !== undefined) throw cannotAsk(endpoint, question)
      const kql = kqlOf(question.query)
      if (kql.summary === undefined) {
        throw new Error(
          'A query gives a number. End it with `summarize`, such as summarize avg(DurationMs).'
        )
      }
      return { kql, summary: kql.summary, counts: false }
    }
    case 'events': {
      const kql = kqlOf(question.query)
      return { kql, summary: kql.summary ?? countOfRows, counts: kql.summary === undefined }
    }
    case 'probe':
    case 'firing':
      throw cannotAsk(endpoint, question)
  }
}

/** Windows side by side are one statement; those that overlap are one each. */
async function measure(
  workspace: Workspace,
  asking: Asking,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const runs = queriesFor(grid)
  if (!adjoins(grid) && runs.length > mostWindows)
    throw tooManyOverlapping(workspace.endpoint, mostWindows)
  const parts = await Promise.all(runs.map(run => sideBySide(workspace, asking, run, io)))
  return joinParts(parts, grid)
}

function queriesFor(grid: Grid): readonly Grid[] {
  return runsOf(grid, adjoins(grid) ? mostSteps : 1)
}

function adjoins(grid: Grid): boolean {
  return grid.first === grid.last || grid.width === grid.step
}

async function sideBySide(
  workspace: Workspace,
  { kql, summary, counts }: Asking,
  grid: Grid,
  io: Io
): Promise<Part> {
  const window = { start: grid.first - grid.width, end: grid.last }
  const bounds = between(window.start, window.end)
  const text = [kql.head, bounds, bySteps(summary, window.start, grid.width)].join('\n| ')
  // What names things of its own by `let` must not meet others that do.
  const { answer, retries } = await (isOneStatement(text)
    ? workspace.together({ text, window }, io)
    : ask(workspace, text, window, io))
  const { endpoint } = workspace
  refuseSeveral(endpoint, answer, summary, retries)
  const found = reading(endpoint, retries, () => seriesOf(answer.rows, summary, grid))
  const series = found.length === 0 && counts ? [{ labels: {}, samples: [] }] : found
  return {
    series: counts
      ? series.map(({ labels, samples }) => ({
          labels,
          samples: withZeros(samples, instantsOf(grid))
        }))
      : series,
    ...completeness(endpoint, answer),
    retries
  }
}

/** One function may give several columns (`percentiles`, `arg_max`), and no more than one would be judged. */
function refuseSeveral(
  endpoint: EndpointSettings,
  { columns }: Answer,
  summary: Summary,
  retries: number
): void {
  const others = columns.filter(name => name !== summary.column && name !== stepColumn)
  const surplus = others.slice(groupsOf(summary))
  if (surplus.length === 0) return
  const names = said(endpoint, surplus.join(', '))
  const sentence = `gives more than one value: ${names} too. Keep one in \`summarize\`, such as percentile(DurationMs, 95), and make a check of each other.`
  throw new ProviderError(failure(endpoint, 'invalid-query', sentence, retries))
}

interface Numbers {
  readonly labels: Labels
  readonly samples: Sample[]
}

function seriesOf(rows: readonly Row[], { column }: Summary, grid: Grid): readonly Numbers[] {
  const series = new Map<string, Numbers>()
  for (const row of rows) {
    const step = numeric(row[stepColumn])
    if (step === undefined || !Number.isInteger(step)) {
      throw new UnexpectedShape(`a row has no ${stepColumn}`)
    }
    const own = Object.entries(row).filter(([name]) => name !== column && name !== stepColumn)
    const labels = flatten(Object.fromEntries(own))
    const key = JSON.stringify(labels)
    const known = series.get(key) ?? { labels, samples: [] }
    series.set(key, known)
    if (!Object.hasOwn(row, column)) throw new UnexpectedShape(`a row has no ${column}`)
    // An average of nothing is null, a decimal is a text, and so is what is no finite number (`NaN`).
    const value = numeric(row[column])
    if (value !== undefined) known.samples.push({ at: grid.first + step * grid.width, value })
  }
  return [...series.values()]
}
