import { ProviderError } from '../errors.js'
import { quote } from '../io/quote.js'
import type { EndpointSettings, Measurement } from '../model.js'
import { failure, reading } from './ask.js'
import { callAws } from './aws-call.js'
import { cloudWatchApi } from './cloudwatch-data.js'
import type { Grid, Io, Source } from './provider.js'
import { field, instantOf, list, record, textField, UnexpectedShape } from './shape.js'

type Labels = Readonly<Record<string, string>>

/** Alarms named in the notes of an answer. */
const mostNamed = 5
const mostPages = 50

/** What `firing` takes, by the parameters of DescribeAlarms. */
const parameters: Readonly<Record<string, (value: string) => object>> = {
  name: value => ({ AlarmNames: [value] }),
  prefix: value => ({ AlarmNamePrefix: value }),
  action: value => ({ ActionPrefix: value })
}

/** How many alarms are in the state ALARM, those whose actions are switched off left out. */
export function alarmSource(endpoint: EndpointSettings, labels: Labels): Source {
  const input = inputOf(labels)
  const told = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  return {
    pointInTime: true,
    describe: () => `alarms {${told.join(', ')}} in the state ALARM`,
    measure: (grid, io) => measure(endpoint, input, grid, io)
  }
}

/** Without a name all alarms of the region are meant: then only those that fire are worth their pages. */
function inputOf(labels: Labels): Input {
  const unknown = Object.keys(labels).filter(key => !Object.hasOwn(parameters, key))
  if (unknown.length > 0) {
    throw new Error(
      `CloudWatch does not look for alarms by ${unknown.join(', ')}. Give name, prefix (of the name) or action (the beginning of an action's ARN).`
    )
  }
  if ('name' in labels && 'prefix' in labels) {
    throw new Error('CloudWatch takes either the name or the prefix of alarms. Remove one.')
  }
  const named = 'name' in labels || 'prefix' in labels
  const given = Object.entries(labels).map(([key, value]) => parameters[key]?.(value) ?? {})
  const common = { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 }
  const body = given.reduce<object>((all, one) => ({ ...all, ...one }), common)
  return { named, body: named ? body : { ...body, StateValue: 'ALARM' } }
}

interface Input {
  /** Every alarm of these names is asked for, whatever its state: none at all is a mistake in the name. */
  readonly named: boolean
  readonly body: object
}

async function measure(
  endpoint: EndpointSettings,
  { named, body }: Input,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const { alarms, retries } = await describeAlarms(endpoint, body, io)
  const firing = alarms.filter(({ state, muted }) => state === 'ALARM' && !muted)
  const known = alarms.length > 0 || !named
  return {
    series: known ? [{ labels: {}, samples: [{ at: grid.last, value: firing.length }] }] : [],
    complete: true,
    ...(named ? { scanned: alarms.length } : {}),
    notes: firing.slice(0, mostNamed).map(tell),
    retries,
    before: firing.filter(({ since }) => since <= grid.last - grid.width).length
  }
}

interface Alarm {
  readonly name: string
  readonly state: string
  /** Its actions are switched off, or suppressed by another alarm: nobody is told of it. */
  readonly muted: boolean
  /** Since when it is in this state, epoch milliseconds. */
  readonly since: number
}

async function describeAlarms(
  endpoint: EndpointSettings,
  input: object,
  io: Io
): Promise<{ readonly alarms: readonly Alarm[]; readonly retries: number }> {
  const alarms: Alarm[] = []
  let retried = 0
  let token: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const asked = { ...input, ...(token === undefined ? {} : { NextToken: token }) }
    const { json, retries } = await callAws(endpoint, io, cloudWatchApi, 'DescribeAlarms', asked)
    retried += retries
    token = reading(endpoint, retries, () => {
      const answer = record(json, 'the answer')
      for (const kind of ['MetricAlarms', 'CompositeAlarms']) {
        alarms.push(...list(field(answer, kind) ?? [], kind).map(readAlarm))
      }
      return textField(answer, 'NextToken')
    })
    if (token === undefined || token === '') return { alarms, retries: retried }
  }
  const sentence = `has more than ${mostPages * 100} alarms like these. Give a longer prefix.`
  throw new ProviderError(failure(endpoint, 'response-too-large', sentence, retried))
}

function readAlarm(item: unknown): Alarm {
  const alarm = record(item, 'an alarm')
  const since = [field(alarm, 'StateTransitionedTimestamp'), field(alarm, 'StateUpdatedTimestamp')]
  const first = since.find(stamp => typeof stamp === 'number') ?? 0
  const at = instantOf(first * 1000)
  if (at === undefined) throw new UnexpectedShape('the time of an alarm is no instant')
  return {
    name: textField(alarm, 'AlarmName') ?? 'an alarm',
    state: textField(alarm, 'StateValue') ?? '',
    muted: field(alarm, 'ActionsEnabled') === false || 'ActionsSuppressedBy' in alarm,
    since: at
  }
}

function tell({ name, since }: Alarm): string {
  return `${quote(name, 100)} is in ALARM since ${new Date(since).toISOString()}.`
}
