import { z } from 'zod'
import { ProviderError } from '../errors.js'
import type { EndpointSettings, Measurement, Series } from '../model.js'
import { cannotAsk, failure, reading, said } from './ask.js'
import { instantsOf, joinParts, type Part, runsOf } from './grid.js'
import { connectNewRelic, type NewRelic, type Nrql } from './newrelic-graph.js'
import { linesSource } from './newrelic-lines.js'
import { over, readsLogs, refuseClauses, scopeOf } from './newrelic-nrql.js'
import { seriesOf, widthOf } from './newrelic-rows.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { windowByWindow } from './windows.js'

const addresses = {
  us: 'https://api.newrelic.com',
  eu: 'https://api.eu.newrelic.com',
  jp: 'https://api.jp.newrelic.com'
} as const
/** New Relic answers with no more steps. */
const mostSteps = 366
/** Metrics are kept in steps of a minute, and windows over them are moved to those. */
const metricStep = 60_000

export const newrelic: Provider = {
  name: 'newrelic',
  summary: 'New Relic: whatever NRQL can ask, metrics, transactions, spans and log lines',
  logs: true,
  kinds: ['query', 'ratio', 'count', 'logs'],
  language: 'nrql',
  delay: 120_000,
  options: z.strictObject({
    region: z
      .enum(['us', 'eu', 'jp'])
      .optional()
      .describe('Where the account lives; `url` overrides it'),
    account: z.int().min(1).describe('Number of the account'),
    'api-key': z.string().min(1).describe('A user key (NRAK-…), sent as API-Key')
  }),
  address: ({ region }) =>
    region === 'us' || region === 'eu' || region === 'jp' ? addresses[region] : undefined,
  cost: 'Where data and users are billed, queries cost nothing; where compute is billed, they cost compute. At most 3,000 queries a minute and account.',
  connect
}

function connect(endpoint: EndpointSettings): Endpoint {
  const connection = connectNewRelic(endpoint)
  return {
    source: question => sourceOf(connection, question),
    lines: query => linesSource(connection, query)
  }
}

function sourceOf(connection: NewRelic, question: Question): Source {
  if (question.kind === 'firing' || question.kind === 'probe') {
    throw cannotAsk(connection.endpoint, question)
  }
  if (question.kind === 'value' && question.request !== undefined) {
    throw cannotAsk(connection.endpoint, question)
  }
  const { query, kind } = question
  refuseClauses(query.render(60_000))
  const counts = kind === 'events'
  return {
    pointInTime: false,
    logs: readsLogs(query.render(60_000)),
    describe: width => query.render(width),
    measure: (grid, io) => measure(connection, query.render(grid.width), counts, grid, io),
    requests: grid => {
      const each = counts && scopeOf(query.render(grid.width)) !== undefined ? 2 : 1
      return each * (adjoins(grid) ? runsOf(grid, mostSteps) : instantsOf(grid)).length
    },
    shares: connection.shares
  }
}

async function measure(
  connection: NewRelic,
  nrql: string,
  counts: boolean,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const asked = { connection, nrql, scope: counts ? scopeOf(nrql) : undefined, counts }
  if (!adjoins(grid)) {
    return windowByWindow(connection.endpoint, grid, at =>
      measureRun(asked, { ...grid, first: at, last: at }, io)
    )
  }
  const runs = runsOf(grid, mostSteps).map(run => measureRun(asked, run, io))
  return joinParts(await Promise.all(runs), grid)
}

function adjoins({ first, last, step, width }: Grid): boolean {
  return width === step && step % 1000 === 0 && last > first
}

interface Asked {
  readonly connection: NewRelic
  readonly nrql: string
  readonly scope: string | undefined
  readonly counts: boolean
}

async function measureRun(asked: Asked, run: Grid, io: Io): Promise<Part> {
  const { connection, nrql, scope, counts } = asked
  const start = run.first - run.width
  const ask = (text: string): Promise<Nrql> => connection.ask(text, io)
  const steps = run.first === run.last ? '' : `\nTIMESERIES ${run.step / 1000} seconds`
  const [answer, around] = await Promise.all([
    ask(`${over(nrql, start, run.last)}${steps}`),
    scope === undefined ? undefined : ask(over(scope, start, run.last))
  ])
  return reading(connection.endpoint, answer.retries, () => {
    if (counts && widthOf(answer) > 1) throw new ProviderError(twoNumbers(connection, answer))
    const series = seriesOf(answer, row => endOf(row, run))
    const part = partOf(connection, answer, series, { ...run, first: start })
    return around === undefined ? part : withScanned(part, around)
  })
}

function twoNumbers({ endpoint }: NewRelic, { retries }: Nrql) {
  const sentence = 'answered with several numbers, where one count was asked for. Select one.'
  return failure(endpoint, 'invalid-query', sentence, retries)
}

/** Steps are laid backwards from the end of the window, so they are ours; they are told in seconds. */
function endOf(row: Readonly<Record<string, unknown>>, { first, last, step }: Grid): number {
  const seconds = row['endTimeSeconds']
  if (first === last || typeof seconds !== 'number') return last
  const instant = first + Math.round((seconds * 1000 - first) / step) * step
  return Math.abs(seconds * 1000 - instant) <= 1_000 ? instant : seconds * 1000
}

/** `asked` reaches from the start of the window to its end. */
function partOf(
  { endpoint }: NewRelic,
  answer: Nrql,
  series: readonly Series[],
  asked: Grid
): Part {
  const notes = answer.messages.map(message => said(endpoint, message))
  const partial = notes.some(note => /partial|incomplete|timed? ?out|limit/i.test(note))
  const early = answer.begin === undefined ? 0 : asked.first - answer.begin
  if (early > 1_000) notes.push(`New Relic looked ${Math.round(early / 1000)} s further back.`)
  const most = Math.min(metricStep, (asked.last - asked.first) / 10)
  return {
    series,
    complete: !partial && early <= Math.max(most, 1_000),
    notes,
    retries: answer.retries
  }
}

/** A count of nothing is 0 in NRQL, also where the name is wrong: then it is no answer. */
function withScanned(part: Part, around: Nrql): Part {
  const series = seriesOf(around, () => 0)
  const scanned = Math.max(0, series[0]?.samples[0]?.value ?? 0)
  return { ...part, ...(scanned === 0 ? { series: [] } : {}), scanned }
}
