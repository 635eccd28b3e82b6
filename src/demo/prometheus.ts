import { setTimeout as sleep } from 'node:timers/promises'
import type { Labels } from '../model.js'
import { type Answer, type Asked, json, listen } from './loopback.js'
import { parseExposition } from './exposition.js'
import { type Expression, parsePromql } from './promql.js'
import { evaluate, key, type Point, type Scraped, type Value } from './promql-evaluate.js'

export interface PrometheusServer {
  readonly url: string
  /** Samples kept so far. */
  samples(): number
  close(): Promise<void>
}

type Sample = Scraped['samples'][number]
/** Series by their label set. */
type Store = Map<string, { readonly labels: Labels; readonly samples: Sample[] }>

/**
 * A small Prometheus: scrapes one target and answers `/api/v1/query` and `/api/v1/query_range` with what
 * it scraped, in Prometheus' own answers and errors, for the queries that `promql.ts` understands.
 */
export async function startPrometheus(options: {
  readonly job: string
  /** Base URL of the target; `/metrics` is scraped. */
  readonly target: string
  /** Milliseconds between scrapes. */
  readonly every: number
}): Promise<PrometheusServer> {
  const store: Store = new Map()
  const stop = new AbortController()
  const server = await listen(asked => answer(asked, store))
  const scraping = scrapeForever(store, options, stop.signal)
  return {
    url: server.url,
    samples: () => [...store.values()].reduce((sum, { samples }) => sum + samples.length, 0),
    close: async () => {
      stop.abort()
      await Promise.all([scraping, server.close()])
    }
  }
}

/** Adds one scrape's series; those that were there before and are not now are marked as gone. */
function record(
  store: Store,
  at: number,
  series: readonly { readonly labels: Labels; readonly value: number }[]
): void {
  const seen = new Set<string>()
  for (const { labels, value } of series) {
    const id = key(labels)
    seen.add(id)
    const known = store.get(id) ?? { labels, samples: [] }
    known.samples.push({ at, value })
    store.set(id, known)
  }
  for (const [id, { samples }] of store) {
    if (!seen.has(id) && samples.at(-1)?.value !== undefined) samples.push({ at, value: undefined })
  }
}

async function scrapeForever(
  store: Store,
  options: { readonly job: string; readonly target: string; readonly every: number },
  signal: AbortSignal
): Promise<void> {
  const origin: Labels = { job: options.job, instance: new URL(options.target).host }
  while (!signal.aborted) {
    const at = Date.now()
    const found = await scrape(`${options.target}/metrics`, signal)
    if (signal.aborted) return
    const up = { labels: { __name__: 'up', ...origin }, value: found === undefined ? 0 : 1 }
    const series = (found ?? []).map(({ labels, value }) => ({
      labels: { ...labels, ...origin },
      value
    }))
    record(store, at, [up, ...series])
    const rest = options.every - ((Date.now() - at) % options.every)
    await sleep(rest, undefined, { signal }).catch(() => undefined)
  }
}

const SCRAPE_TIMEOUT = 2_000

async function scrape(url: string, signal: AbortSignal): Promise<Point[] | undefined> {
  try {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(SCRAPE_TIMEOUT)])
    const response = await fetch(url, { signal: deadline })
    return response.ok ? parseExposition(await response.text()) : undefined
  } catch {
    return undefined
  }
}

function answer(asked: Asked, store: Store): Answer {
  const series = [...store.values()]
  switch (asked.path) {
    case '/-/ready':
    case '/-/healthy':
      return { status: 200, body: 'Prometheus Server is Ready.\n' }
    case '/api/v1/status/buildinfo':
      return success({ version: '0.0.0-demo' })
    case '/api/v1/query':
      return answering(() => instantQuery(asked.parameters, series))
    case '/api/v1/query_range':
      return answering(() => rangeQuery(asked.parameters, series))
    default:
      return { status: 404, body: '404 page not found\n' }
  }
}

function success(data: unknown): Answer {
  return json(200, { status: 'success', data })
}

/** Prometheus tells a bad question (400, bad_data) from one that cannot be computed (422, execution). */
class BadData extends Error {
  override readonly name = 'BadData'
}

function answering(compute: () => unknown): Answer {
  try {
    return success(compute())
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    const bad = cause instanceof BadData
    return json(bad ? 400 : 422, {
      status: 'error',
      errorType: bad ? 'bad_data' : 'execution',
      error: cause.message
    })
  }
}

function instantQuery(parameters: URLSearchParams, series: readonly Scraped[]): unknown {
  const expression = query(parameters)
  const at = parameters.has('time') ? instant(parameters, 'time') : Date.now()
  const value = evaluate(expression, at, series)
  if (typeof value === 'number') return { resultType: 'scalar', result: [at / 1000, print(value)] }
  return {
    resultType: 'vector',
    result: value.map(point => ({
      metric: point.labels,
      value: [at / 1000, print(point.value)]
    }))
  }
}

/** Prometheus refuses more points than this per series. */
const MOST_POINTS = 11_000

function rangeQuery(parameters: URLSearchParams, series: readonly Scraped[]): unknown {
  const expression = query(parameters)
  const start = instant(parameters, 'start')
  const end = instant(parameters, 'end')
  const step = duration(parameters, 'step')
  if (end < start) reject('end', 'end timestamp must not be before start time')
  if (step <= 0) reject('step', 'zero or negative query resolution step widths are not accepted')
  if ((end - start) / step > MOST_POINTS) {
    reject('step', 'exceeded maximum resolution of 11,000 points per timeseries')
  }
  const rows = new Map<string, { metric: Labels; values: [number, string][] }>()
  for (let at = start; at <= end; at += step) {
    for (const { labels, value } of vector(evaluate(expression, at, series))) {
      const row = rows.get(key(labels)) ?? { metric: labels, values: [] }
      row.values.push([at / 1000, print(value)])
      rows.set(key(labels), row)
    }
  }
  return { resultType: 'matrix', result: [...rows.values()] }
}

function vector(value: Value): readonly Point[] {
  return typeof value === 'number' ? [{ labels: {}, value }] : value
}

function query(parameters: URLSearchParams): Expression {
  try {
    return parsePromql(parameters.get('query') ?? '')
  } catch (cause) {
    return reject('query', (cause as Error).message)
  }
}

/** Epoch milliseconds from Unix seconds (decimals allowed) or RFC 3339. */
function instant(parameters: URLSearchParams, name: string): number {
  const text = parameters.get(name) ?? ''
  const at = /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : Date.parse(text)
  return Number.isNaN(at) ? reject(name, `cannot parse "${text}" to a valid timestamp`) : at
}

function duration(parameters: URLSearchParams, name: string): number {
  const text = parameters.get(name) ?? ''
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text)
  if (match === null) return reject(name, `cannot parse "${text}" to a valid duration`)
  const unit = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[match[2] ?? 's'] ?? 1_000
  return Math.round(Number(match[1]) * unit)
}

function reject(parameter: string, problem: string): never {
  throw new BadData(`invalid parameter "${parameter}": ${problem}`)
}

function print(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (Number.isFinite(value)) return String(value)
  return value > 0 ? '+Inf' : '-Inf'
}
