import { ProviderError } from '../errors.js'
import type { EndpointSettings, Window } from '../model.js'
import { callAws } from './aws-call.js'
import { failure, reading, said } from './ask.js'
import { type CloudQuery, expressionOf, type Metric } from './cloudwatch-query.js'
import type { Io } from './provider.js'
import { field, instantOf, list, record, textField, textsOf, UnexpectedShape } from './shape.js'

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const cloudWatchApi = { target: 'GraniteServiceVersion20100801', version: '1.0' } as const

/** Queries that one request takes, those that only feed an expression included. */
export const mostQueries = 500
/** Values in one page. */
const mostDatapoints = 100_800
/** More of them say nothing new. */
const mostNotes = 10
/** Against an endless chain of tokens: more than a request of this size can fill. */
const mostPages = 200

export interface DataQuestion {
  readonly query: CloudQuery
  /** Whole periods. */
  readonly window: Window
}

export interface DataSeries {
  /** As CloudWatch calls it. Outside text. */
  readonly label: string
  /** By the START of its period, in epoch milliseconds. */
  readonly values: ReadonlyMap<number, number>
}

export interface DataAnswer {
  readonly series: readonly DataSeries[]
  readonly complete: boolean
  readonly notes: readonly string[]
  readonly retries: number
}

/** How much of a request a question takes; a Metrics Insights query wants one for itself. */
export function weightOf({ query }: Pick<DataQuestion, 'query'>): number {
  return query.insights ? mostQueries : query.metrics.length + (query.parts === undefined ? 0 : 1)
}

/** Asks all questions in one request over the window that holds all of theirs. */
export async function getMetricData(
  endpoint: EndpointSettings,
  questions: readonly DataQuestion[],
  io: Io
): Promise<readonly (DataAnswer | ProviderError)[]> {
  const { queries, ids } = queriesOf(questions)
  const longest = Math.max(...questions.map(({ query }) => query.period))
  const start = Math.min(...questions.map(({ window }) => window.start))
  const end = Math.max(...questions.map(({ window }) => window.end))
  const input = {
    // CloudWatch lays periods from the start it is given; from a multiple they lie where we expect them.
    StartTime: (Math.floor(start / longest) * longest) / 1000,
    EndTime: end / 1000,
    ScanBy: 'TimestampAscending',
    MaxDatapoints: mostDatapoints,
    MetricDataQueries: queries
  }
  const gathered = await gather(endpoint, input, io)
  return ids.map(id => answerOf(endpoint, id, gathered))
}

interface DataQuery {
  readonly Id: string
  ReturnData: boolean
}

/** The same metric of several checks is asked, and billed, once. */
function queriesOf(questions: readonly DataQuestion[]): {
  readonly queries: readonly DataQuery[]
  readonly ids: readonly string[]
} {
  const known = new Map<string, DataQuery>()
  const add = (body: object, returns: boolean, letter: string): string => {
    const key = JSON.stringify(body)
    const query = known.get(key) ?? { Id: `${letter}${known.size}`, ...body, ReturnData: false }
    if (returns) query.ReturnData = true
    known.set(key, query)
    return query.Id
  }
  const ids = questions.map(({ query }) => {
    const Period = query.period / 1000
    const alone = query.parts === undefined
    const metrics = query.metrics.map(metric => add(statOf(metric, Period), alone, 'm'))
    if (alone) return metrics[0] ?? ''
    return add({ Expression: expressionOf(query, metrics), Period }, true, 'e')
  })
  return { queries: [...known.values()], ids }
}

function statOf(metric: Metric, Period: number): object {
  const Dimensions = metric.dimensions.map(([Name, Value]) => ({ Name, Value }))
  return {
    MetricStat: {
      Metric: { Namespace: metric.namespace, MetricName: metric.name, Dimensions },
      Period,
      Stat: metric.statistic
    },
    ...(metric.account === undefined ? {} : { AccountId: metric.account })
  }
}

interface Gathered {
  /** By query, then by label. */
  readonly results: Map<string, Map<string, Collected>>
  /** Of the whole request: it was carried out in part. */
  readonly messages: Set<string>
  retries: number
}

interface Collected {
  readonly values: Map<number, number>
  /** Of the newest page: an earlier one is always partial. */
  readonly status: string
  readonly messages: ReadonlySet<string>
  /** One label for several series: nothing tells whose a value is. */
  readonly ambiguous: boolean
}

/** All pages. */
async function gather(endpoint: EndpointSettings, input: object, io: Io): Promise<Gathered> {
  const gathered: Gathered = { results: new Map(), messages: new Set(), retries: 0 }
  let token: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const next = token === undefined ? {} : { NextToken: token }
    const asked = { ...input, ...next }
    const { json, retries } = await callAws(endpoint, io, cloudWatchApi, 'GetMetricData', asked)
    gathered.retries += retries
    token = reading(endpoint, retries, () => readPage(json, gathered))
    if (token === undefined) return gathered
  }
  const sentence = `gave more than ${mostPages} pages. Ask for fewer metrics, or shorten baseline.history.`
  throw new ProviderError(failure(endpoint, 'response-too-large', sentence, gathered.retries))
}

function readPage(json: unknown, { results, messages }: Gathered): string | undefined {
  const page = record(json, 'the answer')
  const here = new Set<Collected>()
  for (const item of list(field(page, 'MetricDataResults'), 'MetricDataResults')) {
    const result = record(item, 'a result')
    const id = textField(result, 'Id') ?? ''
    const label = textField(result, 'Label') ?? id
    const series = results.get(id) ?? new Map<string, Collected>()
    results.set(id, series)
    const collected = collect(result, series.get(label), here)
    series.set(label, collected)
    here.add(collected)
  }
  for (const message of messagesOf(field(page, 'Messages'))) messages.add(message)
  const token = textField(page, 'NextToken')
  return token === '' ? undefined : token
}

/** A series goes on in the next page; what comes again within one (`here`) is another of the same label. */
function collect(
  result: Readonly<Record<string, unknown>>,
  known: Collected | undefined,
  here: ReadonlySet<Collected>
): Collected {
  const values = known?.values ?? new Map<number, number>()
  const contradicts = readValues(result, values)
  const again = known !== undefined && here.has(known)
  return {
    values,
    status: textField(result, 'StatusCode') ?? 'Complete',
    messages: new Set([...(known?.messages ?? []), ...messagesOf(field(result, 'Messages'))]),
    ambiguous: known?.ambiguous === true || again || contradicts
  }
}

/** Whether a period that has a value is given another. */
function readValues(result: Readonly<Record<string, unknown>>, into: Map<number, number>): boolean {
  const stamps = list(field(result, 'Timestamps') ?? [], 'Timestamps')
  const values = list(field(result, 'Values') ?? [], 'Values')
  if (stamps.length !== values.length) {
    throw new UnexpectedShape('Timestamps and Values differ in length')
  }
  let contradicts = false
  stamps.forEach((stamp, index) => {
    const value = values[index]
    const at = typeof stamp === 'number' ? instantOf(stamp * 1000) : undefined
    if (at === undefined) throw new UnexpectedShape('a timestamp is no instant')
    if (typeof value === 'number') {
      contradicts ||= (into.get(at) ?? value) !== value
      into.set(at, value)
      // What is no finite number comes as a text, such as "NaN".
    } else if (typeof value !== 'string' && value !== null) {
      throw new UnexpectedShape('a value is not a number')
    }
  })
  return contradicts
}

function messagesOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return []
  return value.flatMap(item => {
    const message = item as Readonly<Record<string, unknown>> | null
    const texts = [message?.['Code'], message?.['Value']]
    return textsOf([texts.filter(text => typeof text === 'string').join(': ')])
  })
}

/** Of one result, where most messages leave it whole. */
const limited = /max|limit|exceed/i

function answerOf(
  endpoint: EndpointSettings,
  id: string,
  { results, messages: ofAll, retries }: Gathered
): DataAnswer | ProviderError {
  const series = [...(results.get(id) ?? new Map<string, Collected>())]
  const messages = [...new Set(series.flatMap(([, one]) => [...one.messages]))]
  const statuses = new Set(series.map(([, { status }]) => status))
  const words = messages.length === 0 ? '' : ` ${said(endpoint, messages.join(' '))}`
  if (statuses.has('Forbidden')) {
    const sentence = `refuses this metric: Forbidden. Allow cloudwatch:GetMetricData.${words}`
    return new ProviderError(failure(endpoint, 'not-authorised', sentence, retries))
  }
  if (statuses.has('InternalError')) {
    const sentence = `could not answer this query: InternalError.${words}`
    return new ProviderError(failure(endpoint, 'provider-error', sentence, retries))
  }
  const missing = [
    ...(statuses.has('PartialData') ? ['CloudWatch says that data is missing (PartialData).'] : []),
    ...series.filter(([, { ambiguous }]) => ambiguous).map(([label]) => sentenceOf(label)),
    ...[...ofAll, ...messages.filter(message => limited.test(message))].map(
      message => `CloudWatch answered in part. ${message}`
    )
  ]
  const rest = messages.filter(message => !limited.test(message))
  return {
    series: series.map(([label, { values }]) => ({ label, values })),
    complete: missing.length === 0,
    notes: [...new Set([...missing, ...rest])]
      .slice(0, mostNotes)
      .map(note => said(endpoint, note)),
    retries
  }
}

function sentenceOf(label: string): string {
  return `CloudWatch gave several series of one label, "${label}". Make one of them, by SUM or MAX.`
}
