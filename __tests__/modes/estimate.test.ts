import { afterEach, describe, expect, test } from '@jest/globals'
import { bake } from '../../src/bake/bake.js'
import { connect } from '../../src/bake/connect.js'
import { estimate } from '../../src/modes/estimate.js'
import { loadSettings } from '../../src/config/settings.js'
import { preflightEndpoints } from '../../src/modes/endpoints.js'
import { planFrame } from '../../src/plan.js'
import { providers } from '../../src/providers/index.js'
import type { Http } from '../../src/world.js'
import { hastyHttp, noon } from '../support/asking.js'
import { sleepingClock } from '../support/bake-world.js'
import { startAzure, workspace } from '../support/azure-fake.js'
import { startCloudWatch } from '../support/cloudwatch-fake.js'
import { keys, startDatadog } from '../support/fake-datadog.js'
import { startDynatrace, token as dynatraceToken } from '../support/fake-dynatrace.js'
import {
  dataset as honeycombDataset,
  key as honeycombKey,
  startHoneycomb
} from '../support/fake-honeycomb.js'
import { account, key as newRelicKey, startNewRelic } from '../support/fake-newrelic.js'
import { organization, startSentry, token as sentryToken } from '../support/fake-sentry.js'
import { startSplunk, token as splunkToken } from '../support/fake-splunk.js'
import { startInsights } from '../support/insights-fake.js'
import {
  type Answer,
  json,
  type Seen,
  startStub,
  type StubServer,
  text
} from '../support/stub-server.js'
import { unitedIn } from '../support/union.js'

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
  victorialogs: (seen, response) => {
    if (seen.url.pathname.endsWith('/query')) return text('')(seen, response)
    const form = formOf(seen)
    const names = [...(form.get('query') ?? '').matchAll(/ as (\w+)/g)].map(([, name = '']) => name)
    const { data, status } = vectorOrMatrix(form, 1e9)
    const result = names.flatMap(name =>
      data.result.map(row => ({ ...row, metric: { __name__: name } }))
    )
    return json({ status, data: { ...data, result } })(seen, response)
  },
  influxdb: (seen, response) => {
    const statements = (formOf(seen).get('q') ?? '').split(';')
    const results = statements.map((q, id) => {
      const [, start = '0', end = '0'] = /time >= (\d+)ms AND time < (\d+)ms/.exec(q) ?? []
      const [, step = String(Number(end) - Number(start))] = /time\((\d+)ms/.exec(q) ?? []
      const values = stamps(Number(start), Number(end) - 1, Number(step)).map(at => [at, 1])
      return { statement_id: id, series: [{ name: 'm', columns: ['time', 'v'], values }] }
    })
    return json({ results })(seen, response)
  },
  'influxdb-flux': (seen, response) => {
    const { query } = JSON.parse(seen.body) as { readonly query: string }
    const [first = '', ...more] = query.split(/^(?=bakegate_\d+ = )/m)
    const rows = [first, ...more].flatMap(part => {
      const [start = '', stop = ''] = [...part.matchAll(/timeRange\w+: (\S+Z)/g)].map(
        ([, at]) => at
      )
      const [, every] = /every: (\d+)ms/.exec(part) ?? []
      const [, name = ''] = /yield\(name: "(\w+)"/.exec(part) ?? []
      const [from, to] = [Date.parse(start), Date.parse(stop)]
      return stamps(from, to - 1, Number(every ?? to - from)).map(
        (at, index) => `,${name},${index},${new Date(at).toISOString()},1`
      )
    })
    const head = [
      '#datatype,string,long,dateTime:RFC3339,double',
      '#group,false,false,true,false',
      '#default,_result,,,',
      ',result,table,_start,_value'
    ]
    return text([...head, ...rows, '\r\n'].join('\r\n'))(seen, response)
  },
  'influxdb-sql': (seen, response) => {
    const { q } = JSON.parse(seen.body) as { readonly q: string }
    const parts = q.split(' UNION ALL ')
    const rows = parts.flatMap((part, index) => {
      const [, step] = /\/ (\d+) AS bakegate_step/.exec(part) ?? []
      const [start = '', end = ''] = [...part.matchAll(/'([^']+Z)'/g)].map(([, at]) => at)
      const steps = (Date.parse(end) - Date.parse(start)) / (Number(step) / 1e6)
      return Array.from({ length: step === undefined ? 1 : steps }, (_, number) => ({
        ...(parts.length === 1 ? { v: 1 } : { bakegate_part: index, [`bakegate_${index}_0`]: 1 }),
        ...(step === undefined ? {} : { bakegate_step: number, [`bakegate_${index}_1`]: number })
      }))
    })
    return json(rows)(seen, response)
  },
  graphite: (seen, response) => {
    const [from = 0, until = 0] = ['from', 'until'].map(name => Number(formOf(seen).get(name)))
    const first = Math.ceil((from + 1) / 10) * 10
    const datapoints = stamps(first, until, 10).map(at => [1, at])
    const targets = formOf(seen).getAll('target')
    const names = targets.map(target => /"(bakegate_\d+:)"/.exec(target)?.[1] ?? '')
    return json(names.map(name => ({ target: `${name}a`, datapoints })))(seen, response)
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
  - {name: a, endpoint: it, count: error, compare: {worse: higher, tolerance: 50%}}
  - {name: b, endpoint: it, ratio: {bad: error | filter a, total: error}, max: 100%, compare: {}}
  - {name: c, endpoint: it, logs: error}`,
  influxdb: `
  - {name: a, endpoint: it, query: SELECT mean(v) FROM m, max: 9}
  - {name: b, endpoint: it, count: SELECT count(v) FROM m, max: 9}
  - {name: c, endpoint: it, ratio: {bad: SELECT sum(v) FROM m, total: SELECT sum(v) FROM m}, max: 100%, compare: {}}`,
  'influxdb-flux': `
  - {name: a, endpoint: it, query: 'from(bucket: "b") |> range(start: v.timeRangeStart, stop: v.timeRangeStop) |> mean()', max: 9}
  - {name: b, endpoint: it, count: 'from(bucket: "b") |> range(start: v.timeRangeStart, stop: v.timeRangeStop) |> count()', max: 9, compare: {}}`,
  'influxdb-sql': `
  - {name: a, endpoint: it, query: SELECT avg(v) AS v FROM m, max: 9}
  - {name: b, endpoint: it, count: SELECT count(*) AS v FROM m, compare: {worse: higher, tolerance: 50%}}
  - {name: c, endpoint: it, ratio: {bad: SELECT count(*) AS v FROM m, total: SELECT count(*) AS v FROM m}, max: 100%, compare: {}}`,
  graphite: `
  - {name: a, endpoint: it, query: a, max: 9}
  - {name: b, endpoint: it, ratio: {bad: a, total: a}, max: 100%, compare: {}}`,
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
    const own = name === 'influxdb' || name === 'influxdb-sql' ? ', database: shop' : ''
    const endpoint = `{provider: ${name}, url: "${server.url}"${own}}`
    await expectEstimate(server, endpoint, `${bakeText}\nchecks:${checks[name]}\n`)
  })
})

/** An event every ten seconds of a day and a bit. */
const events = Array.from({ length: 9_500 }, (_, index) => noon + 3_600_000 - index * 10_000)
const awsKeys =
  'access-key-id: AKIAEXAMPLEEXAMPLE12, secret-access-key: secret-access-key-0123456789'

/** A check that is counted and one that is not, as each hosted service has them. */
const hosted: readonly Hosted[] = [
  {
    name: 'elasticsearch',
    start: () => startStub(searches),
    options: 'index: logs',
    checks: [
      'count: "level:error"',
      'ratio: {bad: "level:error", total: "*"}',
      'query: \'{"aggs": {"p": {"avg": {"field": "ms"}}}}\'',
      'logs: "level:error"'
    ]
  },
  {
    name: 'datadog',
    start: () =>
      startDatadog({ points: events.map(at => ({ metric: 'shop.errors', at, value: 1 })) }),
    options: `api-key: ${keys.api}, application-key: ${keys.application}`,
    checks: [
      'count: "sum:shop.errors{*}.as_count()"',
      'ratio: {bad: "sum:shop.errors{*}.as_count()", total: "sum:shop.errors{*}.as_count()"}'
    ]
  },
  {
    name: 'datadog-logs',
    start: () =>
      startDatadog({
        lines: events.map(at => ({
          id: `${at}`,
          at,
          service: 'shop',
          status: 'error',
          message: 'm'
        }))
      }),
    options: `api-key: ${keys.api}, application-key: ${keys.application}`,
    checks: ['count: "service:shop status:error"', 'count: "service:shop"']
  },
  {
    name: 'newrelic',
    start: () =>
      startNewRelic({ events: { Log: events.map(timestamp => ({ timestamp, ms: 7 })) } }),
    options: `account: ${account}, api-key: ${newRelicKey}`,
    checks: ['count: SELECT count(*) FROM Log', 'query: SELECT average(ms) FROM Log']
  },
  {
    name: 'sentry',
    start: () =>
      startSentry({ events: events.map(at => ({ at, level: 'error', release: '1' })) }, noon * 2),
    options: `organization: ${organization}, bearer-token: ${sentryToken}`,
    checks: ['count: "level:error"', 'ratio: {bad: "level:error", total: "release:1"}']
  },
  {
    name: 'dynatrace',
    start: () =>
      startDynatrace({
        tables: { logs: events.map(timestamp => ({ timestamp, loglevel: 'ERROR', content: 'm' })) }
      }),
    options: `bearer-token: ${dynatraceToken}`,
    checks: ['count: fetch logs', 'count: \'fetch logs | filter loglevel == "ERROR"\'']
  },
  {
    name: 'splunk',
    start: () =>
      startSplunk({ events: events.map(_time => ({ _time, _raw: 'm', index: 'shop' })) }),
    options: `bearer-token: ${splunkToken}`,
    checks: ['count: index=shop', 'ratio: {bad: index=shop, total: index=shop}']
  },
  {
    name: 'honeycomb',
    start: () => startHoneycomb({ events: events.map(at => ({ at, ms: 7 })), allowed: Infinity }),
    options: `dataset: ${honeycombDataset}, api-key: ${honeycombKey}`,
    checks: ['count: "{}"', `query: '{"calculations": [{"op": "AVG", "column": "ms"}]}'`]
  },
  {
    name: 'azure-logs',
    start: () => startAzure({ rows: events.map(at => ({ at, level: 3 })), token: 'a-token' }),
    options: `workspace: ${workspace}, bearer-token: a-token`,
    checks: [
      'count: "AppTraces | where SeverityLevel >= 3"',
      'ratio: {bad: "AppTraces | where SeverityLevel >= 3", total: AppTraces}',
      'logs: "AppTraces | where SeverityLevel >= 3"'
    ]
  },
  {
    name: 'cloudwatch-logs',
    start: () => startInsights({ events: events.map(at => ({ at, message: 'ERROR' })) }),
    options: `region: eu-west-1, log-groups: [a], ${awsKeys}`,
    checks: ['count: filter @message like /ERROR/']
  },
  {
    name: 'cloudwatch',
    start: () =>
      startCloudWatch({
        metrics: {
          Errors: new Map(events.filter(at => at % 60_000 === 0).map(at => [at / 1000, 1]))
        }
      }),
    options: `region: eu-west-1, ${awsKeys}`,
    checks: [
      'count: \'metric("Shop", "Errors", "Sum")\'',
      'ratio: {bad: \'metric("Shop", "Errors", "Sum")\', total: \'metric("Shop", "Errors", "Sum")\'}'
    ]
  }
]

/** Whole minutes, which CloudWatch wants, and no longer ago than there are events. */
const hostedBakes = bakes.map(text =>
  text.replace('interval: 30s', 'interval: 1m').replace('[1d, 7d]', '[1d]')
)

describe.each(hosted)('$name', ({ name, start, options, checks }) => {
  test.each(hostedBakes)('%s: the estimate is what the bake sends', async bakeText => {
    const server = await start()
    const endpoint = `{provider: ${name}, url: "${server.url}", timeout: 30s, delay: 0s, ${options}}`
    const rules = checks.map(
      (check, index) =>
        `\n  - {name: c${index}, endpoint: it, ${check}${/^logs/.test(check) ? '' : ', max: 99%, compare: {worse: higher, tolerance: 50%}'.replace(/99%/, /^ratio/.test(check) ? '99%' : '1e9')}}`
    )
    await expectEstimate(server, endpoint, `${bakeText}\nchecks:${rules.join('')}\n`)
  })
})

interface Hosted {
  readonly name: string
  readonly start: () => Promise<StubServer>
  readonly options: string
  readonly checks: readonly string[]
}

/** Holds what was estimated against what a bake sends. */
async function expectEstimate(server: StubServer, endpoint: string, rest: string): Promise<void> {
  const client = hastyHttp()
  closers.push(
    () => server.close(),
    () => client.close()
  )
  const { settings } = loadSettings(`version: 1\nendpoints: {it: ${endpoint}}\n${rest}`, {
    file: 'x',
    env: {},
    variables: '',
    names,
    providers
  })
  const connected = connect(settings, providers)
  const { resolution } = connected
  const [first] = settings.checks
  if (first === undefined) throw new Error('no check')
  const { bake: plan, falseAlarmRate } = settings
  const frame = planFrame({ bake: plan, baseline: first.baseline, deployedAt: noon, resolution })
  const request = { frame, bake: plan, falseAlarmRate }
  const [estimated] = await estimate(request, connected, noon)

  const http = withoutSkew(client)
  const deps = { clock: sleepingClock(noon), signal: new AbortController().signal }
  await preflightEndpoints({ http, world: deps, warnings: new Set() }, connected, frame.interval)
  const looks: number[] = []
  await bake(
    { ...request, checks: connected.checks, asksPast: true, logs },
    { ...deps, http, onLook: () => looks.push(server.seen.length) }
  )
  // It ran to its end: once after the past was read, and once after each look.
  expect(looks).toHaveLength(frame.looks.length + 1)
  expect(estimated?.asked).toMatchObject({ before: looks[0], total: server.seen.length })
}

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
  expect(estimated?.asked).toEqual({ before: 2, perLook: 2, total: 4 })
})

const awsRegion = 'region: eu-west-1'
// Datadog answers a request for one window: the newest step and the bake so far are two, for all checks together.
test.each<[string, string, string, number?]>([
  ['prometheus', '', 'sum(increase(x[{{window}}]))'],
  ['elasticsearch', 'index: logs', '*'],
  [
    'datadog',
    `api-key: ${keys.api}, application-key: ${keys.application}`,
    'sum:shop.errors{*}.as_count()',
    2
  ],
  [
    'datadog-logs',
    `api-key: ${keys.api}, application-key: ${keys.application}`,
    'service:shop status:error',
    2
  ],
  ['newrelic', `account: ${account}, api-key: ${newRelicKey}`, 'SELECT count(*) FROM Log'],
  ['cloudwatch', `${awsRegion}, ${awsKeys}`, 'metric("Shop", "Errors", "Sum")'],
  // Graphite's as well: it takes one span a request.
  ['graphite', '', 'shop.errors', 2],
  ['influxdb', 'database: shop', 'SELECT sum(v) FROM m'],
  ['influxdb-sql', 'database: shop', 'SELECT sum(v) FROM m'],
  [
    'influxdb-flux',
    '',
    'from(bucket: "b") |> range(start: v.timeRangeStart, stop: v.timeRangeStop) |> count()'
  ],
  ['victorialogs', '', 'level:error']
])('a ratio of %s takes one request a look', async (name, options, query, most = 1) => {
  const endpoint = `{provider: ${name}, url: "https://x.example.com"${options === '' ? '' : `, ${options}`}}`
  const ratio = `{name: a, endpoint: it, ratio: {bad: '${query}', total: '${query}'}, max: 1%}`
  const { settings } = loadSettings(
    `version: 1\nbake: {settle: 0s, duration: 10m, interval: 1m}\nendpoints: {it: ${endpoint}}\nchecks:\n  - ${ratio}\n`,
    { file: 'x', env: {}, variables: '', names, providers }
  )
  const connected = connect(settings, providers)
  const [first] = settings.checks
  if (first === undefined) throw new Error('no check')
  const { bake: plan, falseAlarmRate } = settings
  const { resolution } = connected
  const frame = planFrame({ bake: plan, baseline: first.baseline, deployedAt: noon, resolution })
  const [estimated] = await estimate({ frame, bake: plan, falseAlarmRate }, connected, noon)
  expect(estimated?.asked.perLook).toBe(most)
})

test('what a window cost in the first look tells what a bake will read', async () => {
  // A gigabyte an hour; one line asked for is one read.
  const body = (text: string, form: URLSearchParams) => {
    const lines = text.startsWith('{')
    const answer = lines ? noLines : vectorOrMatrix(form, 1e9)
    const stats = { summary: { totalLinesProcessed: 9, totalBytesProcessed: lines ? 1 : 5e8 / 60 } }
    return { ...answer, data: { ...answer.data, stats } }
  }
  const server = await startStub((seen, response) =>
    json(body(formOf(seen).get('query') ?? '', formOf(seen)))(seen, response)
  )
  const client = hastyHttp()
  closers.push(
    () => server.close(),
    () => client.close()
  )
  const bakeText = 'bake: {settle: 0s, duration: 10m, interval: 30s, early-stop: false}'
  const { settings } = loadSettings(
    `version: 1\n${bakeText}\nbaseline: {duration: 1h, history: 2h}\nendpoints: {it: {provider: loki, url: "${server.url}"}}\nchecks:${checks['loki']}\n`,
    { file: 'x', env: {}, variables: '', names, providers }
  )
  const connected = connect(settings, providers)
  const [first] = settings.checks
  if (first === undefined) throw new Error('no check')
  const frame = planFrame({ bake: settings.bake, baseline: first.baseline, deployedAt: noon })
  const request = { frame, bake: settings.bake, falseAlarmRate: settings.falseAlarmRate }
  const world = { clock: sleepingClock(noon), signal: new AbortController().signal }
  const rates = await preflightEndpoints(
    { http: withoutSkew(client), world, warnings: new Set() },
    connected,
    frame.interval
  )
  const [estimated] = await estimate(request, connected, noon, rates)
  const { span, bytes } = estimated ?? {}
  // The count, the query and the lines, each two hours and more.
  expect(span?.before).toBeGreaterThan(4 * 3_600_000)
  expect(bytes?.total).toBeCloseTo(((span?.total ?? 0) * 1e9) / 3_600_000, -3)
  expect(bytes?.perLook).toBeGreaterThan(0)
})

const logs = {
  redact: (text: string) => text,
  hide: (text: string) => text,
  excerpts: false,
  accepted: new Map(),
  earlierDeploys: []
}

/** Elasticsearch: nine documents in every window, however it is asked. */
function searches(seen: Seen, response: Parameters<Answer>[1]): ReturnType<Answer> {
  const bodies = seen.body.split('\n').filter((line, index) => index % 2 === 1 && line !== '')
  const responses = bodies.map(body => {
    const { query, aggs } = JSON.parse(body) as Search
    const [{ range }] = query.bool.filter
    const { gte, lt } = range['@timestamp']
    const { date_histogram: steps, date_range: windows } = aggs?.windows ?? {}
    const width = Number(steps?.fixed_interval.replace('ms', ''))
    const keys =
      steps === undefined
        ? (windows?.ranges ?? []).map(({ key }) => key)
        : stamps(gte, lt - 1, width)
    const buckets = keys.map(key => ({ key, doc_count: 9, p: { value: 7 } }))
    return {
      took: 1,
      timed_out: false,
      _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
      hits: { total: { value: 9, relation: 'eq' }, hits: [] },
      aggregations: { windows: { buckets } },
      status: 200
    }
  })
  const [first] = responses
  return json({ ...first, took: 1, responses })(seen, response)
}

interface Search {
  readonly query: {
    readonly bool: {
      readonly filter: readonly [
        { readonly range: { readonly '@timestamp': { readonly gte: number; readonly lt: number } } }
      ]
    }
  }
  readonly aggs?: {
    readonly windows: {
      readonly date_histogram?: { readonly fixed_interval: string }
      readonly date_range?: { readonly ranges: readonly { readonly key: string }[] }
    }
  }
}

/** The server's clock goes on while ours stands still or leaps: that is no skew to allow for. */
function withoutSkew(client: Http): Http {
  return async request => {
    const { skew: _, ...response } = await client(request)
    return response
  }
}

const names = { environment: 'production', service: '', version: 'v1', sha: 'a'.repeat(40) }

function formOf({ url, body }: { readonly url: URL; readonly body: string }): URLSearchParams {
  return body === '' ? url.searchParams : new URLSearchParams(body)
}

/** In the manner of Prometheus, stamps divided by `unit` to be seconds. */
function vectorOrMatrix(form: URLSearchParams, unit: number) {
  const stats = { summary: { totalLinesProcessed: 9 } }
  const number = (name: string): number => Number(form.get(name)) / unit
  if (form.get('step') === null) {
    const result = unitedIn(form.get('query') ?? '').map(({ mark }) => ({
      metric: mark,
      value: [number('time'), '1']
    }))
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
