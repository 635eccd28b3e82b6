import { describe, expect, test } from '@jest/globals'
import { providers } from '../../src/providers/index.js'
import { config, load, problems, refusal } from './builders.js'

const documented = `
version: 1
bake: {settle: 1m, duration: 15m, interval: 30s, extend: 0s, early-stop: true, early-pass: false}
baseline: {kind: before, duration: 1h, gap: 5m, history: 3d}
endpoints:
  metrics: {provider: prometheus, url: https://prometheus.example.com, bearer-token: "\${PROMETHEUS_TOKEN}"}
  logs: {provider: loki, url: https://loki.example.com, tenant: shop}
  alerts: {provider: alertmanager, url: https://alerts.example.com}
  site: {provider: http, url: https://shop.example.com}
checks:
  - name: error ratio
    endpoint: metrics
    ratio:
      bad:   sum(increase(http_requests_total{job="shop",code=~"5.."}[{{window}}]))
      total: sum(increase(http_requests_total{job="shop"}[{{window}}]))
    max: 1%
    compare: {worse: higher, tolerance: 50%}
    min-total: 200
    critical: true
  - name: p99 latency
    endpoint: metrics
    query: histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{job="shop"}[1m])))
    unit: s
    max: 800ms
    compare: {worse: higher, tolerance: 20%}
  - name: error log lines
    endpoint: logs
    count: '{app="shop"} |= "ERROR"'
    compare: {worse: higher, tolerance: 50%}
  - {name: no page is firing, endpoint: alerts, firing: {service: shop, severity: page}}
  - {name: health endpoint, endpoint: site, probe: {path: /healthz, expect-status: 200}}
no-data: inconclusive
silence: inconclusive
fail-after: 2
min-coverage: 0.8
false-alarm-rate: 1%
on-inconclusive: fail
rollback:
  workflow: rollback.yml
  ref: main
  input: tag
  tag-pattern: "v*"
  timeout: 30m
  start-timeout: 5m
  verify: {settle: 1m, duration: 10m}
  min-version: v1.2.0
  refuse-if-changed: ["db/migrations/**"]
  accept-sha: false
  max-per-hour: 1
  logs-may-rollback: counts
  issue: false
report:
  excerpts: auto
  links: {grafana: https://grafana.example.com/d/shop}
`

test('the documented example is accepted by the real providers, without a warning', () => {
  const loaded = load(documented, { providers, env: { PROMETHEUS_TOKEN: 'a-long-token' } })
  expect(loaded.warnings).toEqual([])
  expect(loaded.secrets).toEqual(['a-long-token'])
  expect(loaded.settings).toMatchObject({
    falseAlarmRate: 0.01,
    onInconclusive: 'fail',
    rollback: {
      workflow: 'rollback.yml',
      ref: 'main',
      input: 'tag',
      tagPattern: 'v*',
      timeout: 1_800_000,
      startTimeout: 300_000,
      verify: { settle: 60_000, duration: 600_000 },
      minVersion: 'v1.2.0',
      refuseIfChanged: ['db/migrations/**'],
      acceptSha: false,
      maxPerHour: 1,
      logsMayRollback: 'counts',
      issue: false
    },
    report: { excerpts: 'auto', links: { grafana: 'https://grafana.example.com/d/shop' } }
  })
  expect(loaded.settings.checks.map(one => one.kind)).toEqual([
    'ratio',
    'query',
    'count',
    'firing',
    'probe'
  ])
})

test('every value of the documented example is the default, where there is one', () => {
  const short = documented
    .replace(
      /^(bake|baseline|no-data|silence|fail-after|min-coverage|false-alarm-rate|on-inconclusive):.*\n/gm,
      ''
    )
    .replace(
      /^ {2}(input|tag-pattern|timeout|start-timeout|verify|accept-sha|max-per-hour|logs-may-rollback|issue|excerpts):.*\n/gm,
      ''
    )
  expect(short.length).toBeLessThan(documented.length - 450)
  const options = { providers, env: { PROMETHEUS_TOKEN: 'a-long-token' } }
  const plain = (text: string) =>
    JSON.stringify(load(text, options), (_, value: unknown) =>
      value instanceof Map ? [...value] : value
    )
  expect(plain(short)).toBe(plain(documented))
})

test('without a rollback section there is no rollback', () => {
  expect(load(config()).settings).not.toHaveProperty('rollback')
})

describe('inputs win over the file', () => {
  test('on-inconclusive', () => {
    const text = config({ more: 'on-inconclusive: pass\n' })
    expect(load(text).settings.onInconclusive).toBe('pass')
    expect(load(text, { overrides: { onInconclusive: 'fail' } }).settings.onInconclusive).toBe(
      'fail'
    )
  })

  test('rollback-workflow, which is enough for a rollback by itself', () => {
    const overrides = { rollbackWorkflow: 'back.yml' }
    const text = config({ more: 'rollback: {workflow: rollback.yml, input: target}\n' })
    expect(load(text, { overrides }).settings.rollback).toMatchObject({
      workflow: 'back.yml',
      input: 'target'
    })
    expect(load(config(), { overrides }).settings.rollback).toMatchObject({
      workflow: 'back.yml',
      input: 'tag'
    })
    expect(
      load(config({ more: 'rollback: {}\n' }), { overrides }).settings.rollback?.workflow
    ).toBe('back.yml')
  })
})

describe('a configuration is refused', () => {
  test.each([
    ['of another version', 'version: 2', /`?version`?: 1 is expected, found 2/],
    ['that is a list', '- a', /A map is expected, found a list/],
    ['that is a word', 'hello', /A map is expected, found "hello"/]
  ])('%s', (_, text, expected) => {
    expect(problems(text).join('\n')).toMatch(expected)
  })

  test.each([
    ['an unknown key', 'bakes: {}\n', /The key "bakes" is not known. Did you mean "bake"\?/],
    ['a key of another spelling', 'failAfter: 2\n', /Did you mean "fail-after"\?/],
    ['a key like no other', 'zzz: 2\n', /Valid keys here: version, bake, baseline/],
    ['a misspelt key inside', 'bake: {setle: 1m}\n', /2?.*bake\.setle.*Did you mean "settle"\?/],
    ['an empty section', 'rollback:\n', /It is empty; a map is expected/],
    ['a zero bake', 'bake: {duration: 0s}\n', /Zero is not allowed here/],
    ['a zero interval', 'bake: {interval: 0s}\n', /Zero is not allowed here/],
    ['too short an interval', 'bake: {interval: 500ms}\n', /At least 1s is needed/],
    [
      'an interval longer than the bake',
      'bake: {interval: 20m}\n',
      /`interval` is longer than `duration`/
    ],
    ['a number as a duration', 'bake: {duration: 15}\n', /15 has no unit. Write 15s, 15m or 15h/],
    ['a text as a switch', 'bake: {early-stop: "no"}\n', /True or false is expected, found "no"/],
    ['a rollback without a workflow', 'rollback: {input: tag}\n', /`workflow` is missing/],
    [
      'a workflow with its folder',
      'rollback: {workflow: .github/workflows/rollback.yml}\n',
      /without its folder/
    ],
    [
      'a glob with classes',
      'rollback: {workflow: a.yml, tag-pattern: "v[0-9]*"}\n',
      /no classes or braces/
    ],
    [
      'a path glob with braces',
      'rollback: {workflow: a.yml, refuse-if-changed: ["{a,b}/**"]}\n',
      /write one glob each/
    ],
    [
      'a version that is none',
      'rollback: {workflow: a.yml, min-version: latest}\n',
      /A version such as v1.2.0/
    ],
    ['no rollback an hour', 'rollback: {workflow: a.yml, max-per-hour: 0}\n', /at least 1/],
    [
      'rolling back without a rollback',
      'on-inconclusive: rollback\n',
      /needs a `rollback:` section/
    ],
    ['a certain false alarm', 'false-alarm-rate: 60%\n', /at most 50%/],
    [
      'a link that is not https',
      'report: {links: {a: "http://x.example.com"}}\n',
      /begins with https:/
    ],
    [
      'a link that is a script',
      'report: {links: {a: "javascript:alert(1)"}}\n',
      /begins with https:/
    ]
  ])('with %s', (_, more, expected) => {
    expect(problems(config({ more }))).toEqual([expect.stringMatching(expected)])
  })

  test('without checks or endpoints, both being told', () => {
    expect(problems('version: 1')).toEqual([
      expect.stringMatching(/endpoints`?: It is missing/),
      expect.stringMatching(/checks`?: It is missing/)
    ])
    expect(problems(config({ checks: 'checks: []\n' }))).toEqual([
      expect.stringMatching(/A gate without a check decides nothing/)
    ])
  })

  test('with every problem at once, in the order of the text', () => {
    const text = `version: 2
bakes: {}
bake: {setle: 1m, duration: 5}
endpoints:
  a: {provider: metrics, url: "ftp://x", tennant: b}
  b: {provider: metrics, url: https://b.example.com, bearer-token: "\${MISSING}"}
checks:
  - {name: x, endpoint: c, query: q, max: "0,5"}
  - {name: x, endpoint: b, query: 'a{{nope}}', max: 1}
  - 5
on-inconclusive: rollbck
`
    expect(refusal(text).problems.map(({ path }) => path)).toEqual([
      'version',
      'bakes',
      'bake.setle',
      'bake.duration',
      'endpoints.a.url',
      'endpoints.a.tennant',
      'endpoints.b.bearer-token',
      'checks[0].endpoint',
      'checks[0].max',
      'checks[1].name',
      'checks[1].query',
      'checks[2]',
      'on-inconclusive'
    ])
  })
})

test('a bake longer than a hosted job can last is warned about', () => {
  const long = load(config({ more: 'bake: {duration: 5h, extend: 1h}\n' })).warnings
  expect(long).toContainEqual(expect.stringMatching(/may take 361 minutes/))
  const short = load(config({ more: 'bake: {duration: 5h, extend: 40m}\n' })).warnings
  expect(short.join()).not.toMatch(/minutes/)
})
