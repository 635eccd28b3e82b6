import { z } from 'zod'
import type { EndpointSettings, Labels, Measurement, Query } from '../model.js'
import { cannotAsk } from './ask.js'
import { awsAddress, awsIdentity, awsKeys, regionOption } from './aws-identity.js'
import { type Batched, createBatcher } from './batch.js'
import { alarmSource } from './cloudwatch-alarms.js'
import {
  type DataAnswer,
  type DataQuestion,
  type DataSeries,
  getMetricData,
  mostQueries,
  weightOf
} from './cloudwatch-data.js'
import { type CloudQuery, readCloudQuery } from './cloudwatch-query.js'
import { instantsOf } from './grid.js'
import type { Endpoint, Grid, Io, Provider, Question, Shares, Source } from './provider.js'

export const cloudwatch: Provider = {
  name: 'cloudwatch',
  summary: 'Amazon CloudWatch: metrics by metric math, and alarms',
  logs: false,
  kinds: ['ratio', 'query', 'count', 'firing'],
  language: 'cloudwatch',
  delay: 180_000,
  cost: 'AWS bills each metric that is asked for (0.01 USD per 1000 in most regions), not the requests; what checks share is asked once.',
  options: z.strictObject({ region: regionOption(), ...awsKeys }),
  address: options => awsAddress('monitoring', options),
  identity: options => awsIdentity(options, 'monitoring'),
  connect
}

interface Data {
  readonly ask: Batched<DataQuestion, DataAnswer>
  readonly shares: Shares
}

function connect(endpoint: EndpointSettings): Endpoint {
  const ask = createBatcher<DataQuestion, DataAnswer>(
    (questions, io) => getMetricData(endpoint, questions, io),
    mostQueries,
    weightOf
  )
  const data: Data = { ask, shares: { most: mostQueries } }
  return { source: question => sourceOf(endpoint, data, question) }
}

function sourceOf(endpoint: EndpointSettings, data: Data, question: Question): Source {
  switch (question.kind) {
    case 'firing':
      return alarmSource(endpoint, question.labels)
    case 'value':
      if (question.request !== undefined) throw cannotAsk(endpoint, question)
      return dataSource(data, question.query, false)
    case 'events':
      return dataSource(data, question.query, true)
    case 'probe':
      throw cannotAsk(endpoint, question)
  }
}

function dataSource(data: Data, text: Query, events: boolean): Source {
  if (text.usesWindow) {
    throw new Error(
      'CloudWatch keeps values of whole periods: {{window}} has no meaning here. A count or ratio adds its periods up by itself.'
    )
  }
  const query = readCloudQuery(text.render(0))
  if (events) refuseWhatDoesNotAddUp(query)
  return {
    pointInTime: false,
    resolution: query.period,
    describe: () => text.render(0).trim(),
    measure: async (grid, io) => {
      const answer = await data.ask({ query, window: windowOf(query, grid) }, io)
      return measured(query, answer, grid, events, io)
    },
    requests: () => weightOf({ query }),
    shares: data.shares
  }
}

/** An average of averages is no count of events. */
function refuseWhatDoesNotAddUp({ metrics, insights, parts = [] }: CloudQuery): void {
  if (insights && !/^\s*SELECT\s+(SUM|COUNT)\b/i.test(parts.join(''))) {
    throw new Error('This does not add up to a count. Write SELECT SUM(…) or SELECT COUNT(…).')
  }
  const other = metrics.find(({ statistic }) => !/^(Sum|SampleCount|TS|TC)/i.test(statistic))
  if (other === undefined) return
  throw new Error(
    `The statistic ${other.statistic} does not add up to a count. Use "Sum" or "SampleCount".`
  )
}

/** The whole periods of a window that ends at `at`: CloudWatch keeps nothing finer. */
function periodsOf({ period }: CloudQuery, at: number, width: number): Periods {
  const end = Math.floor(at / period) * period
  return { end, count: Math.floor(width / period) }
}

interface Periods {
  readonly end: number
  readonly count: number
}

function windowOf(query: CloudQuery, { first, last, width }: Grid): DataQuestion['window'] {
  const from = periodsOf(query, first, width)
  const until = periodsOf(query, last, width)
  return { start: from.end - Math.max(1, from.count) * query.period, end: until.end }
}

function measured(
  query: CloudQuery,
  answer: DataAnswer,
  grid: Grid,
  events: boolean,
  io: Io
): Measurement {
  const { complete, notes, retries } = answer
  const forgotten = noteOfRetention(query, windowOf(query, grid).start, io.clock.now())
  const alone = query.parts === undefined
  const series =
    answer.series.length === 0 && alone ? [{ label: '', values: new Map() }] : answer.series
  const labelled = series.length > 1 || givesSeveral(query)
  const all = series.map(one => ({
    labels: labelled ? ({ label: one.label } satisfies Labels) : {},
    samples: instantsOf(grid).flatMap(at => {
      const value = valueAt(query, one, periodsOf(query, at, grid.width), events)
      return value === undefined || !Number.isFinite(value) ? [] : [{ at, value }]
    })
  }))
  return {
    series: all.filter(({ samples }) => samples.length > 0),
    complete: complete && forgotten === undefined,
    notes: [...notes, ...(forgotten === undefined ? [] : [forgotten])],
    retries
  }
}

/** A search and a grouping give as many series as there are metrics; their names tell them apart. */
function givesSeveral({ parts = [] }: CloudQuery): boolean {
  return /^\s*(SEARCH|SORT|SLICE)\s*\(|\bGROUP\s+BY\b/i.test(parts.join(' '))
}

/** A value is that of the newest whole period; a count is the sum of all of them. */
function valueAt(
  { period, fill }: CloudQuery,
  { values }: DataSeries,
  { end, count }: Periods,
  events: boolean
): number | undefined {
  const wanted = events ? count : Math.min(1, count)
  const found = Array.from(
    { length: wanted },
    (_, index) => values.get(end - (index + 1) * period) ?? fill
  ).filter(value => value !== undefined)
  return found.length === 0 ? undefined : found.reduce((sum, value) => sum + value, 0)
}

const day = 86_400_000

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html */
const retention = [
  { shorterThan: 60_000, kept: day / 8, words: '3 hours' },
  { shorterThan: 300_000, kept: 15 * day, words: '15 days' },
  { shorterThan: 3_600_000, kept: 63 * day, words: '63 days' },
  { shorterThan: Infinity, kept: 455 * day, words: '455 days' }
]

function noteOfRetention({ period }: CloudQuery, start: number, now: number): string | undefined {
  const tier = retention.find(({ shorterThan }) => period < shorterThan)
  if (tier === undefined || start >= now - tier.kept) return undefined
  const length = period < 60_000 ? `${period / 1000} s` : `${period / 60_000} min`
  return `CloudWatch keeps values of ${length} for ${tier.words}: the window begins before that.`
}
