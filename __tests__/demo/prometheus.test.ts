import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { listen, type Listening } from '../../src/demo/loopback.js'
import { type PrometheusServer, startPrometheus } from '../../src/demo/prometheus.js'
import { parsePromql } from '../../src/demo/promql.js'
import { evaluate, key, type Scraped, type Value } from '../../src/demo/promql-evaluate.js'
import { startMetrics } from '../../src/demo/shop-metrics.js'
import type { Labels } from '../../src/model.js'

interface Api {
  readonly code: number
  readonly status: string
  readonly errorType?: string
  readonly data:
    | { resultType: 'vector'; result: { metric: Labels; value: [number, string] }[] }
    | { resultType: 'scalar'; result: [number, string] }
}

async function ask(base: string, path: string, parameters: Record<string, string>): Promise<Api> {
  const body = new URLSearchParams(parameters)
  const response = await fetch(`${base}/api/v1/${path}`, { method: 'POST', body })
  return { code: response.status, ...((await response.json()) as Omit<Api, 'code'>) }
}

let target: Listening
let ours: PrometheusServer
beforeAll(async () => {
  const metrics = startMetrics()
  target = await listen(() => ({ status: 200, type: 'text/plain', body: metrics.text() }))
  ours = await startPrometheus({ job: 'shop', target: target.url, every: 250 })
})
afterAll(async () => {
  await ours.close()
  await target.close()
})

describe('the demo metric server answers', () => {
  test.each([
    ['query', { query: 'sum(' }],
    ['query', {}],
    ['query', { query: 'up', time: 'noon' }],
    ['query_range', { query: 'up', start: '2', end: '1', step: '1' }],
    ['query_range', { query: 'up', start: '1', end: '2', step: '0' }],
    ['query_range', { query: 'up', start: '1', end: '20000', step: '1' }]
  ])('a bad question to %s with 400 and bad_data: %j', async (path, parameters) => {
    expect(await ask(ours.url, path, parameters)).toMatchObject({
      code: 400,
      status: 'error',
      errorType: 'bad_data'
    })
  })

  test('a sum that is a number as a scalar, and an unknown path with 404', async () => {
    expect(await ask(ours.url, 'query', { query: '1+1', time: '5' })).toMatchObject({
      data: { resultType: 'scalar', result: [5, '2'] }
    })
    expect((await fetch(`${ours.url}/api/v1/series`)).status).toBe(404)
  })

  test('a range with one point at start, start + step, … and end', async () => {
    await sleep(600)
    const end = Date.now() / 1000
    const range = { start: String(end - 0.2), end: String(end), step: '0.1' }
    const { data } = await ask(ours.url, 'query_range', { query: 'up', ...range })
    expect(data.result).toEqual([
      {
        metric: { __name__: 'up', job: 'shop', instance: new URL(target.url).host },
        values: [
          [expect.closeTo(end - 0.2, 2), '1'],
          [expect.closeTo(end - 0.1, 2), '1'],
          [expect.closeTo(end, 2), '1']
        ]
      }
    ])
  })

  test('that a target is down, and drops its series, when it stops answering', async () => {
    const short = await listen(() => ({ status: 200, body: 'x 1\n' }))
    const server = await startPrometheus({ job: 'gone', target: short.url, every: 50 })
    await sleep(150)
    expect((await ask(server.url, 'query', { query: 'x' })).data.result).toHaveLength(1)
    await short.close()
    await sleep(200)
    const up = await ask(server.url, 'query', { query: 'up' })
    expect(up.data.result).toMatchObject([{ value: [expect.anything(), '0'] }])
    expect((await ask(server.url, 'query', { query: 'x' })).data.result).toEqual([])
    await server.close()
  })
})

const PROMETHEUS = '/usr/bin/prometheus'
const PROMTOOL = '/usr/bin/promtool'
const installed = existsSync(PROMETHEUS) && existsSync(PROMTOOL)

/** A minute of scrapes every second, with a reset, a late series and a gap; off the whole second. */
function recorded(): Scraped[] {
  const from = Math.floor(Date.now() / 1000) * 1000 - 3_600_000 + 130
  const every = (labels: Labels, value: (second: number) => number | undefined): Scraped => ({
    labels,
    samples: Array.from({ length: 60 }, (_, second) => second).flatMap(second => {
      const now = value(second)
      return now === undefined ? [] : [{ at: from + second * 1_000, value: now }]
    })
  })
  const requests = (code: string): Labels => ({ __name__: 'requests_total', job: 'shop', code })
  const bucket = (le: string): Labels => ({ __name__: 'seconds_bucket', job: 'shop', le })
  return [
    every(requests('200'), second => (second < 30 ? 100 + second * 7 : (second - 30) * 9)),
    every(requests('500'), second => (second < 20 ? undefined : (second - 20) * (second - 19))),
    every(requests('429'), second => (second > 33 && second < 47 ? undefined : second * 0.5)),
    every(bucket('0.1'), second => second * 20),
    every(bucket('0.25'), second => second * 20 + (second % 7) * 3),
    every(bucket('1'), second => second * 30),
    every(bucket('+Inf'), second => second * 30 + (second > 40 ? second - 40 : 0))
  ]
}

const QUERIES = [
  'requests_total',
  'requests_total{code=~"5..|4.."}',
  'requests_total{code!="200",job!~"x.*"}',
  'sum(requests_total)',
  'sum by (code) (rate(requests_total{job="shop"}[5s]))',
  'increase(requests_total[3s])',
  'increase(requests_total[20s])',
  'sum(increase(requests_total{code=~"5.."}[10s])) / sum(increase(requests_total[10s]))',
  '100 * (sum(requests_total{code="500"}) - 1) / 3',
  'requests_total / requests_total',
  'histogram_quantile(0.5, sum by (le) (rate(seconds_bucket[5s])))',
  'histogram_quantile(0.9, sum(rate(seconds_bucket[10s])) by (le))',
  'histogram_quantile(0.999, sum by (le, job) (increase(seconds_bucket[10s])))',
  'sum(increase(requests_total{code="404"}[3s])) or vector(0)',
  'sum by (code) (requests_total) or vector(7)',
  'vector(0) / vector(0)',
  '2 / 0'
]

if (installed) describe('beside a real Prometheus with the same samples', besideReal)

function besideReal(): void {
  const store = recorded()
  const first = (store[0]?.samples[0]?.at ?? 0) - 130
  let directory: string
  let child: ChildProcess
  let real: string
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bakegate-prometheus-'))
    await writeFile(join(directory, 'past.om'), openMetrics(store))
    await run(PROMTOOL, ['tsdb', 'create-blocks-from', 'openmetrics', 'past.om', 'data'], directory)
    await writeFile(join(directory, 'prometheus.yml'), 'scrape_configs: []\n')
    real = `http://127.0.0.1:${await freePort()}`
    const flags = ['--config.file=prometheus.yml', '--storage.tsdb.path=data']
    child = spawn(PROMETHEUS, [...flags, `--web.listen-address=${new URL(real).host}`], {
      cwd: directory,
      stdio: 'ignore'
    })
    while (!(await ready(real))) await sleep(50)
  }, 20_000)
  afterAll(async () => {
    child.kill()
    await new Promise(resolve => child.once('close', resolve))
    await rm(directory, { recursive: true })
  })

  test.each(QUERIES)('%s has the same values', async query => {
    for (const second of [3, 15, 25, 31.5, 45, 50, 58, 200]) {
      const at = first + second * 1_000
      const time = String(at / 1000)
      const { data } = await ask(real, 'query', { query, time })
      const mine = evaluate(parsePromql(query), at, store)
      expect(rows(mine)).toEqual(rows(valueOf(data)))
    }
  })

  test.each(['sum(', '{}', 'rate(requests_total)', 'nope(x)', 'x{a=~"("}', 'x y'])(
    '%s is refused with the same status and error type',
    async query => {
      const [mine, theirs] = await Promise.all(
        [ours.url, real].map(async base => ask(base, 'query', { query }))
      )
      expect([mine?.code, mine?.errorType]).toEqual([theirs?.code, theirs?.errorType])
    }
  )
}

function rows(value: Value): unknown {
  if (typeof value === 'number') return close(value)
  const sorted = value.map(point => ({ labels: key(point.labels), value: point.value }))
  return sorted
    .sort((a, b) => (a.labels < b.labels ? -1 : 1))
    .map(({ labels, value: number }) => [labels, close(number)])
}

/** Twelve digits: the order of additions may differ. */
function close(value: number): string {
  return value.toPrecision(12)
}

function valueOf({ resultType, result }: Api['data']): Value {
  if (resultType === 'scalar') return number(result[1])
  return result.map(({ metric, value }) => ({ labels: metric, value: number(value[1]) }))
}

function number(text: string): number {
  if (text === '+Inf') return Infinity
  return text === '-Inf' ? -Infinity : Number(text)
}

function openMetrics(store: readonly Scraped[]): string {
  const lines = store.flatMap(({ labels, samples }) => {
    const { __name__: name = '', ...others } = labels
    const pairs = Object.entries(others).map(([label, value]) => `${label}="${value}"`)
    return samples.map(
      ({ at, value }) => `${name}{${pairs.join(',')}} ${value ?? NaN} ${(at / 1000).toFixed(3)}`
    )
  })
  return [...lines, '# EOF', ''].join('\n')
}

async function run(file: string, parameters: readonly string[], cwd: string): Promise<void> {
  const child = spawn(file, parameters, { cwd, stdio: 'ignore' })
  const code = await new Promise(resolve => child.once('close', resolve))
  expect([file, code]).toEqual([file, 0])
}

async function ready(base: string): Promise<boolean> {
  return fetch(`${base}/-/ready`).then(
    response => response.ok,
    () => false
  )
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
