import { afterEach, describe, expect, test } from '@jest/globals'
import { bake } from '../../src/bake/bake.js'
import { connect } from '../../src/bake/connect.js'
import { estimate } from '../../src/cli/estimate.js'
import { loadSettings } from '../../src/config/settings.js'
import { preflightEndpoints } from '../../src/modes/endpoints.js'
import { planFrame } from '../../src/plan.js'
import { providers } from '../../src/providers/index.js'
import type { Http } from '../../src/world.js'
import { hastyHttp, noon } from '../support/asking.js'
import { sleepingClock } from '../support/bake-world.js'
import { type Answer, json, startStub } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const noLines = { status: 'success', data: { resultType: 'streams', result: [], stats: {} } }

/** Backends that answer everything they can be asked with a healthy number. */
const backends: Readonly<Record<string, Answer>> = {
  prometheus: (seen, response) => json(vectorOrMatrix(formOf(seen), 1))(seen, response),
  loki: (seen, response) => {
    const asksLines = formOf(seen).get('query')?.startsWith('{') === true
    return json(asksLines ? noLines : vectorOrMatrix(formOf(seen), 1e9))(seen, response)
  },
  victorialogs: (seen, response) => json(vectorOrMatrix(formOf(seen), 1e9))(seen, response),
  influxdb: (seen, response) => {
    const q = formOf(seen).get('q') ?? ''
    const [, start = '0', end = '0'] = /time >= (\d+)ms AND time < (\d+)ms/.exec(q) ?? []
    const [, step = String(Number(end) - Number(start))] = /time\((\d+)ms/.exec(q) ?? []
    const values = stamps(Number(start), Number(end) - 1, Number(step)).map(at => [at, 1])
    return json({ results: [{ series: [{ name: 'm', columns: ['time', 'v'], values }] }] })(
      seen,
      response
    )
  },
  graphite: (seen, response) => {
    const [from = 0, until = 0] = ['from', 'until'].map(name => Number(formOf(seen).get(name)))
    const first = Math.ceil((from + 1) / 10) * 10
    const datapoints = stamps(first, until, 10).map(at => [1, at])
    return json([{ target: 'a', datapoints }])(seen, response)
  },
  http: json({ depth: 1 }),
  alertmanager: json([])
}

const checks: Readonly<Record<string, string>> = {
  prometheus: `
  - {name: a, endpoint: it, ratio: {bad: "sum(increase(b[{{window}}]))", total: "sum(increase(t[{{window}}]))"}, max: 100%, compare: {worse: higher, tolerance: 50%}, critical: true}
  - {name: b, endpoint: it, count: "sum(increase(b[{{window}}]))", max: 2}
  - {name: c, endpoint: it, query: "max_over_time(x[{{window}}])", max: 9}
  - {name: d, endpoint: it, query: x, compare: {worse: higher, tolerance: 20%}}
  - {name: e, endpoint: it, firing: {severity: page}}`,
  loki: `
  - {name: a, endpoint: it, count: '{app="shop"}', compare: {worse: higher, tolerance: 50%}}
  - {name: b, endpoint: it, query: 'sum(rate({app="shop"}[1m]))', max: 9}
  - {name: c, endpoint: it, logs: '{app="shop"} |= "ERROR"'}`,
  victorialogs: `
  - {name: a, endpoint: it, count: error, compare: {worse: higher, tolerance: 50%}}`,
  influxdb: `
  - {name: a, endpoint: it, query: SELECT mean(v) FROM m, max: 9}
  - {name: b, endpoint: it, count: SELECT count(v) FROM m, max: 9}`,
  graphite: `
  - {name: a, endpoint: it, query: a, max: 9}`,
  http: `
  - {name: a, endpoint: it, query: depth, request: {path: /}, max: 9}
  - {name: b, endpoint: it, probe: {path: /}}`,
  alertmanager: `
  - {name: a, endpoint: it, firing: {severity: page}}`
}

const bakes = [
  'bake: {settle: 1m, duration: 10m, interval: 30s, early-stop: false}\nbaseline: {duration: 1h, history: 2h}',
  'bake: {settle: 0s, duration: 7m, interval: 2m, early-stop: false}\nbaseline: {duration: 1h, history: 1d}',
  'bake: {settle: 1m, duration: 10m, interval: 1m, early-stop: false}\nbaseline: {kind: same-time, duration: 30m, offsets: [1d, 7d]}'
]

describe.each(Object.keys(checks))('%s', name => {
  test.each(bakes)('%s: the estimate is what the bake sends', async bakeText => {
    const server = await startStub(backends[name] ?? (() => undefined))
    const client = hastyHttp()
    closers.push(
      () => server.close(),
      () => client.close()
    )
    const own = name === 'influxdb' ? ', database: shop' : ''
    const { settings } = loadSettings(
      `version: 1\n${bakeText}\nendpoints: {it: {provider: ${name}, url: "${server.url}"${own}}}\nchecks:${checks[name]}\n`,
      { file: 'x', env: {}, variables: '', names, providers }
    )
    const connected = connect(settings, providers)
    const [first] = settings.checks
    if (first === undefined) throw new Error('no check')
    const frame = planFrame({ bake: settings.bake, baseline: first.baseline, deployedAt: noon })
    const request = { frame, bake: settings.bake, falseAlarmRate: settings.falseAlarmRate }
    const [estimated] = await estimate(request, connected, noon)

    // The server's clock goes on while ours stands still or leaps: that is no skew to allow for.
    const http: Http = async request => {
      const { skew: _, ...response } = await client(request)
      return response
    }
    const deps = { clock: sleepingClock(noon), signal: new AbortController().signal }
    await preflightEndpoints({ http, world: deps, warnings: new Set() }, connected, frame.interval)
    const looks: number[] = []
    await bake(
      { ...request, checks: connected.checks, asksPast: true, logs },
      { ...deps, http, onLook: () => looks.push(server.seen.length) }
    )
    // It ran to its end: once after the past was read, and once after each look.
    expect(looks).toHaveLength(frame.looks.length + 1)
    expect(estimated).toMatchObject({ before: looks[0], total: server.seen.length })
  })
})

test('what is held to its estimate here is registered', () => {
  // Those that share requests, or need several for one answer, are counted in tests of their own.
  const registered = providers.map(({ name }) => name)
  expect(Object.keys(checks).filter(name => !registered.includes(name))).toEqual([])
})

test('questions that share requests are counted together, up to the limit of one request', async () => {
  const shares = { most: 3 }
  const { settings } = loadSettings(
    `version: 1\nbake: {settle: 0s, duration: 1m, interval: 1m}\nendpoints: {it: {provider: http, url: "https://x.example.com"}}\nchecks:\n${[
      1, 2, 3, 4
    ]
      .map(n => `  - {name: c${n}, endpoint: it, query: depth, request: {path: /}, max: 9}`)
      .join('\n')}\n`,
    { file: 'x', env: {}, variables: '', names, providers }
  )
  const connected = connect(settings, providers)
  const checks = connected.checks.map(check => ({
    ...check,
    sources: check.sources.map(({ name, source }) => ({ name, source: { ...source, shares } }))
  }))
  const [first] = settings.checks
  if (first === undefined) throw new Error('no check')
  const frame = planFrame({ bake: settings.bake, baseline: first.baseline, deployedAt: noon })
  const request = { frame, bake: settings.bake, falseAlarmRate: settings.falseAlarmRate }
  const [estimated] = await estimate(request, { ...connected, checks }, noon)
  // The first check of an endpoint is tried alone; then the other three; then all four.
  expect(estimated).toEqual({ endpoint: 'it', before: 2, perLook: 2, total: 4 })
})

const logs = {
  redact: (text: string) => text,
  excerpts: false,
  accepted: new Map(),
  earlierDeploys: []
}

const names = { environment: 'production', service: '', version: 'v1', sha: 'a'.repeat(40) }

function formOf({ url, body }: { readonly url: URL; readonly body: string }): URLSearchParams {
  return body === '' ? url.searchParams : new URLSearchParams(body)
}

/** In the manner of Prometheus, stamps divided by `unit` to be seconds. */
function vectorOrMatrix(form: URLSearchParams, unit: number): unknown {
  const stats = { summary: { totalLinesProcessed: 9 } }
  const number = (name: string): number => Number(form.get(name)) / unit
  if (form.get('step') === null) {
    const result = [{ metric: {}, value: [number('time'), '1'] }]
    return { status: 'success', data: { resultType: 'vector', result, stats } }
  }
  const [, length = '1', measure] = /^([\d.]+)(ms|s)?$/.exec(form.get('step') ?? '') ?? []
  const step = Number(length) / (measure === 'ms' ? 1000 : 1)
  const values = stamps(number('start'), number('end'), step).map(at => [at, '1'])
  const result = [{ metric: {}, values }]
  return { status: 'success', data: { resultType: 'matrix', result, stats } }
}

function stamps(first: number, last: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step)
}
