import { quote } from '../io/quote.js'
import type { Measurement } from '../model.js'
import { askJson, reading } from './ask.js'
import { accountOf, type Datadog } from './datadog-data.js'
import type { Grid, Io, Source } from './provider.js'
import { field, instantOf, isRecord, list, numeric, record, textField, textsOf } from './shape.js'

const pageSize = 1_000
/** An organisation with more monitors on one tag has another problem. */
const mostPages = 10
/** Monitors named in the notes; the count says how many alerts there are. */
const mostNamed = 5

/** The alerts of monitors that carry every one of the tags. */
export function monitorsSource(datadog: Datadog, labels: Readonly<Record<string, string>>): Source {
  const tags = Object.entries(labels).map(([name, value]) => tagOf(name, value))
  return {
    pointInTime: true,
    describe: () => `monitors tagged ${tags.join(', ')}`,
    measure: (grid, io) => measureMonitors(datadog, tags, grid, io)
  }
}

function tagOf(name: string, value: string): string {
  const tag = `${name}:${value}`
  if (/^[\p{L}][\p{L}\p{N}_./-]*:[\p{L}\p{N}_.:/-]+$/u.test(tag)) return tag
  throw new Error(
    `firing: ${JSON.stringify(tag)} is not a tag of Datadog. Use letters, digits and _ . / - on both sides.`
  )
}

async function measureMonitors(
  datadog: Datadog,
  tags: readonly string[],
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const alerts: Alert[] = []
  let retries = 0
  let carrying = 0
  let more = true
  for (let page = 0; more && page < mostPages; page += 1) {
    const answer = await askPage(datadog, tags, page, io)
    retries += answer.retries
    more = answer.monitors.length === pageSize
    // A proxy that drops the filter must not make every alert ours.
    const ours = answer.monitors.filter(monitor => carries(monitor, tags))
    carrying += ours.length
    alerts.push(...ours.filter(isAudible).flatMap(alertsOf))
  }
  const samples = [{ at: grid.last, value: alerts.length }]
  return {
    // Where no monitor watches, none that fires is no good news.
    series: carrying === 0 ? [] : [{ labels: {}, samples }],
    complete: !more,
    scanned: carrying,
    notes: carrying === 0 ? [`No monitor is tagged ${tags.join(', ')}.`] : notesOf(alerts),
    retries,
    before: alerts.filter(({ since }) => since <= grid.last - grid.width).length
  }
}

type Monitor = Readonly<Record<string, unknown>>

async function askPage(
  { endpoint, headers }: Datadog,
  tags: readonly string[],
  page: number,
  io: Io
) {
  const parameters = new URLSearchParams({
    monitor_tags: tags.join(','),
    group_states: 'alert',
    page: String(page),
    page_size: String(pageSize)
  })
  const asked = {
    method: 'GET',
    path: `/api/v1/monitor?${parameters.toString()}`,
    headers
  } as const
  const { json, retries } = await askJson(endpoint, io, asked, accountOf)
  const monitors = reading(endpoint, retries, () =>
    list(json, 'the answer').map(one => record(one, 'a monitor'))
  )
  return { monitors, retries }
}

function carries(monitor: Monitor, tags: readonly string[]): boolean {
  const own = new Set(textsOf(field(monitor, 'tags')).map(tag => tag.toLowerCase()))
  return tags.every(tag => own.has(tag.toLowerCase()))
}

/** A muted monitor tells nobody, as a silenced alert does. */
function isAudible(monitor: Monitor): boolean {
  return textField(monitor, 'overall_state') === 'Alert' && !isMuted(monitor, '*')
}

function isMuted(monitor: Monitor, group: string): boolean {
  const options = field(monitor, 'options')
  const silenced = isRecord(options) ? field(options, 'silenced') : undefined
  return isRecord(silenced) && Object.hasOwn(silenced, group)
}

interface Alert {
  readonly name: string
  /** Epoch milliseconds. */
  readonly since: number
}

/** A monitor of several groups fires once for each of them. */
function alertsOf(monitor: Monitor): readonly Alert[] {
  const name = textField(monitor, 'name') ?? 'a monitor'
  const state = field(monitor, 'state')
  const groups = isRecord(state) ? field(state, 'groups') : undefined
  let known = 0
  const firing = Object.entries(isRecord(groups) ? groups : {}).flatMap(([group, value]) => {
    if (!isRecord(value) || field(value, 'status') !== 'Alert') return []
    known += 1
    if (isMuted(monitor, group)) return []
    const seconds = numeric(field(value, 'last_triggered_ts')) ?? 0
    const since = (seconds > 0 ? instantOf(seconds * 1000) : undefined) ?? changedAt(monitor)
    return [{ name: group === '*' ? name : `${name} (${group})`, since }]
  })
  return known > 0 ? firing : [{ name, since: changedAt(monitor) }]
}

/** Not known when: then it is not said to have fired before. */
function changedAt(monitor: Monitor): number {
  const at = Date.parse(textField(monitor, 'overall_state_modified') ?? '')
  return Number.isNaN(at) ? Infinity : at
}

function notesOf(alerts: readonly Alert[]): readonly string[] {
  return alerts.slice(0, mostNamed).map(({ name, since }) => {
    const told = Number.isFinite(since) ? ` since ${new Date(since).toISOString()}` : ''
    return `${quote(name, 100)} fires${told}.`
  })
}
