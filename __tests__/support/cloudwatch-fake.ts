import { type Answer, json, startStub, type StubServer } from './stub-server.js'

/** Values of one metric by the start of their period, in epoch seconds. */
export type Metrics = Readonly<Record<string, ReadonlyMap<number, number>>>

export interface FakeAlarm {
  readonly AlarmName: string
  readonly StateValue: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'
  readonly StateTransitionedTimestamp?: number
  readonly StateUpdatedTimestamp?: number
  readonly ActionsEnabled?: boolean
  readonly ActionsSuppressedBy?: string
}

export interface FakeCloudWatch {
  /** By name of the metric: its sums per minute. */
  readonly metrics?: Metrics
  readonly alarms?: readonly FakeAlarm[]
  /** Values in one page. */
  readonly page?: number
  /** Beside `Complete`, by the name of the metric. */
  readonly statuses?: Readonly<Record<string, string>>
  /** The result of an expression, by its text. */
  readonly expressions?: Readonly<Record<string, Metrics>>
}

interface DataQuery {
  readonly Id: string
  readonly ReturnData?: boolean
  readonly Expression?: string
  readonly MetricStat?: {
    readonly Metric: { readonly MetricName: string }
    readonly Period: number
    readonly Stat: string
  }
}

interface DataInput {
  readonly StartTime: number
  readonly EndTime: number
  readonly ScanBy: string
  readonly MetricDataQueries: readonly DataQuery[]
  readonly NextToken?: string
}

/**
 * What CloudWatch answers to GetMetricData and DescribeAlarms, as its reference says: periods are stamped
 * with their start, StartTime is included and EndTime is not, a metric without a value is there and empty,
 * pages cut anywhere. Sums only. That it speaks the protocol is for AWS's own client to say.
 */
export function startCloudWatch(fake: FakeCloudWatch): Promise<StubServer> {
  const answer: Answer = (seen, response) => {
    // It may stand on another day than this machine.
    response.sendDate = false
    const operation = seen.headers['x-amz-target'] ?? ''
    const input = JSON.parse(seen.body) as DataInput & Record<string, unknown>
    if (operation === 'GraniteServiceVersion20100801.GetMetricData') {
      return json(metricData(fake, input))(seen, response)
    }
    if (operation === 'GraniteServiceVersion20100801.DescribeAlarms') {
      return json(alarms(fake, input))(seen, response)
    }
    return json({ __type: 'UnknownOperationException' }, 400)(seen, response)
  }
  return startStub(answer)
}

function metricData(fake: FakeCloudWatch, input: DataInput): unknown {
  const { page = Infinity } = fake
  const results = input.MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false).flatMap(
    query => resultsOf(fake, query, input)
  )
  const from = Number(input.NextToken ?? 0)
  const until = from + page
  // Where each result's values stand among all of them; an empty one counts as one.
  let next = 0
  const shown = results.flatMap(({ values, status = 'Complete', ...result }) => {
    const first = next
    next += Math.max(1, values.length)
    if (next <= from || first >= until) return []
    const own = values.slice(Math.max(0, from - first), until - first)
    return [
      {
        Id: result.id,
        Label: result.label,
        Timestamps: own.map(([stamp]) => stamp),
        Values: own.map(([, value]) => value),
        StatusCode: next <= until ? status : 'PartialData'
      }
    ]
  })
  return {
    Messages: [],
    MetricDataResults: shown,
    ...(until < next ? { NextToken: String(until) } : {})
  }
}

interface Result {
  readonly id: string
  readonly label: string
  readonly status: string | undefined
  readonly values: readonly (readonly [number, number])[]
}

function resultsOf(fake: FakeCloudWatch, query: DataQuery, input: DataInput): readonly Result[] {
  const inside = (values: ReadonlyMap<number, number>, period: number) =>
    periods(values, period, input)
  if (query.MetricStat === undefined) {
    const found = fake.expressions?.[query.Expression ?? ''] ?? {}
    return Object.entries(found).map(([label, values]) => ({
      id: query.Id,
      label,
      status: undefined,
      values: inside(values, 60)
    }))
  }
  const { Metric, Period } = query.MetricStat
  const name = Metric.MetricName
  return [
    {
      id: query.Id,
      label: name,
      status: fake.statuses?.[name],
      values: inside(fake.metrics?.[name] ?? new Map(), Period)
    }
  ]
}

/** Sums per period, counted from the start that is asked for, rounded down to the minute. */
function periods(
  values: ReadonlyMap<number, number>,
  period: number,
  { StartTime, EndTime }: DataInput
): readonly (readonly [number, number])[] {
  const start = Math.floor(StartTime / 60) * 60
  const sums = new Map<number, number>()
  for (const [at, value] of [...values].sort(([a], [b]) => a - b)) {
    if (at < start || at >= EndTime) continue
    const stamp = start + Math.floor((at - start) / period) * period
    sums.set(stamp, (sums.get(stamp) ?? 0) + value)
  }
  return [...sums]
}

function alarms(fake: FakeCloudWatch, input: Record<string, unknown>): unknown {
  const { AlarmNames: names, AlarmNamePrefix: prefix, StateValue: state, NextToken } = input
  const found = (fake.alarms ?? [])
    .filter(({ AlarmName }) => !Array.isArray(names) || names.includes(AlarmName))
    .filter(({ AlarmName }) => typeof prefix !== 'string' || AlarmName.startsWith(prefix))
    .filter(({ StateValue }) => state === undefined || StateValue === state)
  const { page = Infinity } = fake
  const start = Number(NextToken ?? 0)
  const more = start + page < found.length
  return {
    MetricAlarms: found.slice(start, start + page),
    CompositeAlarms: [],
    ...(more ? { NextToken: String(start + page) } : {})
  }
}
