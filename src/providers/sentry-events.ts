import type { EndpointSettings, Measurement, Sample } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, askJson, type JsonAnswer, reading } from './ask.js'
import { alignedTo, instantsOf, joinParts, type Part, runsOf } from './grid.js'
import type { Grid, Io } from './provider.js'
import {
  field,
  instantOf,
  isCount,
  isRecord,
  list,
  record,
  textField,
  UnexpectedShape
} from './shape.js'
import { inSteps, windowByWindow } from './windows.js'

export interface Sentry {
  readonly endpoint: EndpointSettings
  /** Of the organisation. */
  readonly path: string
  readonly dataset: string
  /** Projects and environments, as parameters. */
  readonly among: readonly (readonly [name: string, value: string])[]
}

/** Sentry chooses longer steps where more are asked for. */
const mostSteps = 5_000

/** How many events a search finds: a number a window, or a series of steps. */
export async function countEvents(
  sentry: Sentry,
  search: string,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  if (inSteps(grid)) {
    const aligned = alignedTo(grid)
    const parts: Part[] = []
    for (const run of runsOf(aligned, mostSteps)) parts.push(await steps(sentry, search, run, io))
    return joinParts(parts, aligned)
  }
  return windowByWindow(sentry.endpoint, grid, at =>
    window(sentry, search, at - grid.width, at, io)
  )
}

export function requestsForEvents(grid: Grid): number {
  return inSteps(grid) ? runsOf(alignedTo(grid), mostSteps).length : instantsOf(grid).length
}

/** GET, with what every question of the endpoint has in common. */
export async function get(
  { endpoint, path, among }: Sentry,
  resource: string,
  parameters: readonly (readonly [string, string])[],
  io: Io
): Promise<JsonAnswer> {
  const form = new URLSearchParams()
  for (const [name, value] of [...parameters, ...among]) form.append(name, value)
  const asked = { method: 'GET', path: `${path}/${resource}/?${form.toString()}` } as const
  return askJson(endpoint, io, asked, accountOf)
}

/** As Sentry's documentation writes instants: UTC, without a zone. */
export function instant(at: number): string {
  return new Date(at).toISOString().slice(0, -1)
}

function accountOf({ status, text }: HttpResponse): Account {
  const words = wordsOf(text)
  const missing = status === 404 ? ' Check the organization, the projects and the region.' : ''
  return {
    ...(words === undefined ? {} : { words: `${words}${missing}` }),
    ...(status === 400 ? { code: 'invalid-query' } : {}),
    remedy: "Check the endpoint's bearer-token, its scopes, and that it may see these projects."
  }
}

function wordsOf(text: string): string | undefined {
  try {
    const json: unknown = JSON.parse(text)
    const detail = isRecord(json) ? field(json, 'detail') : undefined
    if (isRecord(detail)) return textField(detail, 'message')
    return typeof detail === 'string' ? detail : undefined
  } catch {
    return undefined
  }
}

async function window(
  sentry: Sentry,
  search: string,
  start: number,
  end: number,
  io: Io
): Promise<Part> {
  const parameters = [
    ['dataset', sentry.dataset],
    ['field', 'count()'],
    ['query', search],
    ['start', instant(start)],
    ['end', instant(end)],
    ['per_page', '1']
  ] as const
  const { json, retries } = await get(sentry, 'events', parameters, io)
  return reading(sentry.endpoint, retries, () => {
    const answer = record(json, 'the answer')
    const [row] = list(field(answer, 'data'), 'data')
    const value = row === undefined ? 0 : field(record(row, 'a row'), 'count()')
    if (!isCount(value)) throw new UnexpectedShape('count() is not a number')
    const partial = isPartial(field(answer, 'meta'))
    return { ...partOf([{ at: end, value }], partial), retries }
  })
}

async function steps(sentry: Sentry, search: string, run: Grid, io: Io): Promise<Part> {
  const parameters = [
    ['dataset', sentry.dataset],
    ['yAxis', 'count()'],
    ['query', search],
    ['start', instant(run.first - run.step)],
    ['end', instant(run.last)],
    ['interval', `${run.step / 1000}s`]
  ] as const
  const { json, retries } = await get(sentry, 'events-timeseries', parameters, io)
  return reading(sentry.endpoint, retries, () => {
    const all = list(field(record(json, 'the answer'), 'timeSeries'), 'timeSeries')
    const series = record(all[0] ?? {}, 'a series')
    const meta = field(series, 'meta')
    const interval = isRecord(meta) ? field(meta, 'interval') : undefined
    const values = all.length === 0 ? [] : list(field(series, 'values'), 'values')
    const points = values.map(value => pointOf(value, run.step)).filter(({ at }) => at <= run.last)
    const kept = points.filter(({ incomplete }) => !incomplete)
    if (interval === undefined || interval === run.step) {
      return { ...partOf(kept, kept.length < points.length || isPartial(meta)), retries }
    }
    const note = 'Sentry answered with steps of another length than the one asked for.'
    return { series: [], complete: false, notes: [note], retries }
  })
}

interface Point extends Sample {
  /** Sentry says that more of it is still to come. */
  readonly incomplete: boolean
}

/** Stamped with the start of its step. */
function pointOf(value: unknown, step: number): Point {
  const point = record(value, 'a value')
  const at = instantOf(field(point, 'timestamp'))
  const count = field(point, 'value')
  if (at === undefined) throw new UnexpectedShape('a timestamp is no instant')
  if (count !== null && !isCount(count)) throw new UnexpectedShape('a value is no number')
  return { at: at + step, value: count ?? 0, incomplete: field(point, 'incomplete') === true }
}

function isPartial(meta: unknown): boolean {
  return isRecord(meta) && field(meta, 'dataScanned') === 'partial'
}

function partOf(samples: readonly Sample[], partial: boolean): Omit<Part, 'retries'> {
  const points = samples.map(({ at, value }) => ({ at, value }))
  return {
    series: [{ labels: {}, samples: points }],
    complete: !partial,
    notes: partial ? ['Sentry counted a part of the events only.'] : []
  }
}
