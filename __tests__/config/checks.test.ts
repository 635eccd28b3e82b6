import { describe, expect, test } from '@jest/globals'
import type { CheckSettings } from '../../src/model.js'
import { config, configWithCheck, load, problems, refusal } from './builders.js'

function check(lines: string, more = ''): CheckSettings {
  const [only] = load(configWithCheck(lines, more)).settings.checks
  if (only === undefined) throw new Error('no check')
  return only
}

const ratio = `endpoint: prom
ratio: {bad: 'bad[{{window}}]', total: 'all[{{window}}]'}`

describe('a check of log signatures', () => {
  const logs = 'endpoint: loki\nlogs: \'{app="shop"} |= {{string service}}\''

  test('takes its defaults', () => {
    expect(check(logs)).toMatchObject({
      kind: 'logs',
      logs: { text: '{app="shop"} |= {{string service}}', usesWindow: false },
      newSignatures: { max: 0, minCount: 3 },
      compare: { worse: 'higher', tolerance: 2 },
      accepted: [],
      deployNoise: 0,
      maxLines: 5000,
      unit: 'count'
    })
  })

  test('says how much is too much, what is accepted and what every deploy prints', () => {
    const own = `${logs}
new-signatures: {max: 2}
compare: {tolerance: 50%}
accepted: [.github/accepted.txt, ops/more.txt]
deploy-noise: 90s
max-lines: 20000`
    expect(check(own)).toMatchObject({
      newSignatures: { max: 2, minCount: 3 },
      compare: { worse: 'higher', tolerance: 0.5 },
      accepted: ['.github/accepted.txt', 'ops/more.txt'],
      deployNoise: 90_000,
      maxLines: 20_000
    })
  })

  test.each([
    ['logs: "a [{{window}}]"', /holds no `\{\{window\}\}`/],
    ['logs: unaskable', /checks\[0\]\.logs`: These lines cannot be asked\./],
    ['logs: a\nmax: 3', /`max` has no meaning for a `logs` check/],
    ['logs: a\nreduce: sum', /`reduce` has no meaning for a `logs` check/],
    ['logs: a\ncompare: {worse: lower}', /come more seldom are no failure/],
    ['logs: a\nnew-signatures: {min-count: 0}', /whole number of at least 1/],
    ['logs: a\nnew-signatures: {least: 1}', /least/],
    ['logs: a\naccepted: [../secret]', /path of a file in the repository/],
    ['logs: a\naccepted: [/etc/passwd]', /path of a file in the repository/],
    ['logs: a\naccepted: []', /Name at least one file/],
    ['logs: a\nmax-lines: 5', /whole number of 100 to 100000/],
    ['count: a\nmax: 3\naccepted: [a.txt]', /`accepted` has no meaning for a `count` check/]
  ])('%j is refused at its place', (lines, expected) => {
    expect(problems(configWithCheck(`endpoint: loki\n${lines}`)).join('\n')).toMatch(expected)
  })
})

describe('a check that says little', () => {
  test('takes the defaults of the file', () => {
    expect(check(`${ratio}\nmax: 1%`)).toEqual({
      name: 'it',
      endpoint: 'prom',
      kind: 'ratio',
      bad: expect.objectContaining({ text: 'bad[{{window}}]', usesWindow: true }),
      total: expect.objectContaining({ text: 'all[{{window}}]' }),
      minTotal: 1,
      max: 0.01,
      unit: 'fraction',
      required: true,
      critical: false,
      noData: 'inconclusive',
      silence: 'inconclusive',
      failAfter: 2,
      minCoverage: 0.8,
      baseline: { kind: 'before', duration: 3_600_000, gap: 300_000, history: 259_200_000 }
    })
  })

  test('takes what stands at the top, and a key of its own wins over it', () => {
    const top =
      'no-data: fail\nsilence: fail\nfail-after: 3\nmin-coverage: 50%\nbaseline: {gap: 2m}\n'
    expect(check(`${ratio}\nmax: 1%`, top)).toMatchObject({
      noData: 'fail',
      silence: 'fail',
      failAfter: 3,
      minCoverage: 0.5,
      baseline: { gap: 120_000 }
    })
    const own =
      'no-data: zero\nsilence: inconclusive\nfail-after: 1\nmin-coverage: 90%\nbaseline: {duration: 2h}\nrequired: false\nreduce: sum'
    expect(check(`${ratio}\nmax: 1%\n${own}`, top)).toMatchObject({
      noData: 'zero',
      silence: 'inconclusive',
      failAfter: 1,
      minCoverage: 0.9,
      baseline: { gap: 120_000, duration: 7_200_000 },
      required: false,
      reduce: 'sum'
    })
  })

  test('fails at the first breach where it is critical', () => {
    expect(check(`${ratio}\nmax: 1%\ncritical: true`).failAfter).toBe(1)
  })

  test.each([
    [ratio, 0.5],
    [`endpoint: loki\ncount: '{app="shop"}'`, 0.5],
    [`endpoint: prom\nquery: p99\nunit: ms`, 0.2],
    [`endpoint: prom\nquery: queue_length`, 0.25]
  ])('%s accepts a relative change of %d where it only says compare', (lines, tolerance) => {
    expect(check(`${lines}\ncompare: {}`).compare).toEqual({ worse: 'higher', tolerance })
  })
})

describe('kinds', () => {
  test('a query scales its numbers to the base of its unit, and its limits with them', () => {
    const inMilliseconds = check('endpoint: prom\nquery: p99\nunit: ms\nmax: 800')
    expect(inMilliseconds).toMatchObject({ max: 0.8, unit: 'seconds', scale: 0.001 })
    const inSeconds = check('endpoint: prom\nquery: p99\nunit: s\nmax: 800ms')
    expect(inSeconds).toMatchObject({ max: 0.8, unit: 'seconds' })
    expect(inSeconds).not.toHaveProperty('scale')
    expect(check('endpoint: prom\nquery: errors\nunit: percent\nmax: 1%')).toMatchObject({
      max: 0.01,
      unit: 'fraction',
      scale: 0.01
    })
  })

  test('a count over logs may be a selector, a ratio too', () => {
    expect(check(`endpoint: loki\ncount: '{app="shop"}'\nmax: 40`)).toMatchObject({
      kind: 'count',
      max: 40,
      unit: 'count'
    })
    expect(
      check(`endpoint: loki\nratio: {bad: '{a="b"} |= "x"', total: '{a="b"}'}\nmax: 1%`).kind
    ).toBe('ratio')
  })

  test('a probe expects 200 where it does not say', () => {
    const probe = check('endpoint: site\nprobe: {path: /healthz}')
    expect(probe).toMatchObject({
      probe: { path: '/healthz', method: 'GET', headers: {}, expectStatus: [200] }
    })
    const full =
      'probe: {path: "/a?b=c", method: POST, headers: {X-A: b}, body: "{}", expect-status: [200, 204], expect-body: ok}'
    expect(check(`endpoint: site\n${full}`)).toMatchObject({
      probe: {
        path: '/a?b=c',
        method: 'POST',
        headers: { 'X-A': 'b' },
        body: '{}',
        expectStatus: [200, 204],
        expectBody: 'ok'
      }
    })
  })

  test('a query into JSON names its request', () => {
    expect(
      check('endpoint: site\nquery: queue.depth\nrequest: {path: /stats}\nmax: 5')
    ).toMatchObject({
      kind: 'query',
      request: { path: '/stats', method: 'GET', headers: {} }
    })
  })

  test('a firing check gives the labels of alerts', () => {
    expect(check('endpoint: page\nfiring: {service: shop}')).toMatchObject({
      kind: 'firing',
      firing: { service: 'shop' }
    })
  })

  test('a control group asks the same question, and its silence is a failure', () => {
    const top = 'baseline: {kind: control}\n'
    expect(
      check(`${ratio}\ncontrol: {bad: 'c[{{window}}]', total: 'd[{{window}}]'}\ncompare: {}`, top)
    ).toMatchObject({
      control: { bad: { text: 'c[{{window}}]' }, total: { text: 'd[{{window}}]' } },
      silence: 'fail',
      baseline: { kind: 'control' }
    })
    expect(check('endpoint: prom\nquery: a\ncontrol: b\ncompare: {}', top)).toMatchObject({
      control: { query: { text: 'b' } }
    })
    expect(check(`endpoint: loki\ncount: a\ncontrol: b\ncompare: {}`, top)).toMatchObject({
      control: { count: { text: 'b' } }
    })
  })
})

describe('a check is refused', () => {
  test.each([
    [
      'without a question',
      'endpoint: prom\nmax: 1',
      /The check asks nothing. Add one of ratio, query/
    ],
    [
      'with two questions',
      'endpoint: prom\nquery: a\ncount: b\nmax: 1',
      /several questions \(query, count\)/
    ],
    ['without a rule', 'endpoint: prom\nquery: a', /no rule. Add `max`, `min` or `compare`/],
    [
      'on an unknown endpoint',
      'endpoint: prm\nquery: a\nmax: 1',
      /There is no endpoint "prm". Did you mean "prom"/
    ],
    [
      'its provider cannot answer',
      'endpoint: page\nquery: a\nmax: 1',
      /provider pager cannot answer `query`; it answers firing/
    ],
    ['with min above max', 'endpoint: prom\nquery: a\nmax: 1\nmin: 2', /`min` is above `max`/],
    ['with min on a count', 'endpoint: loki\ncount: a\nmin: 2', /`min` would break at once/],
    [
      'critical with fail-after',
      'endpoint: prom\nquery: a\nmax: 1\ncritical: true\nfail-after: 3',
      /fails at the first breach/
    ],
    [
      'with min-total on a query',
      'endpoint: prom\nquery: a\nmax: 1\nmin-total: 5',
      /`min-total` has no meaning for a `query`/
    ],
    ['with unit on a ratio', `${ratio}\nmax: 1%\nunit: s`, /`unit` has no meaning for a `ratio`/],
    [
      'with max on a probe',
      'endpoint: site\nprobe: {path: /}\nmax: 1',
      /`max` has no meaning for a `probe`/
    ],
    [
      'comparing a probe',
      'endpoint: site\nprobe: {path: /}\ncompare: {}',
      /knows only the present/
    ],
    [
      'comparing a firing check',
      'endpoint: page\nfiring: {a: b}\ncompare: {}',
      /knows only the present/
    ],
    [
      'comparing a request',
      'endpoint: site\nquery: a\nrequest: {path: /}\nmax: 1\ncompare: {}',
      /knows only the present/
    ],
    [
      'searching JSON without a request',
      'endpoint: site\nquery: a\nmax: 1',
      /needs `request: \{path: \/…\}`/
    ],
    [
      'with a request of a metric query',
      'endpoint: prom\nquery: a\nmax: 1\nrequest: {path: /}',
      /`request` has no meaning for the provider metrics/
    ],
    [
      'with control before the deploy',
      'endpoint: prom\nquery: a\nmax: 1\ncontrol: b',
      /`control` needs `baseline: \{kind: control\}`/
    ],
    [
      'without the control it compares with',
      'endpoint: prom\nquery: a\ncompare: {}\nbaseline: {kind: control}',
      /`compare` needs `control:`/
    ],
    [
      'with half a control',
      `${ratio}\ncompare: {}\ncontrol: b\nbaseline: {kind: control}`,
      /needs `control: \{bad: …, total: …\}`/
    ],
    [
      'with too much control',
      'endpoint: prom\nquery: a\ncompare: {}\ncontrol: {bad: a, total: b}\nbaseline: {kind: control}',
      /needs `control:` with one query/
    ],
    ['with a percentage of nothing', 'endpoint: prom\nquery: a\nmax: 1%', /unit: percent \| ratio/],
    ['with a time of nothing', 'endpoint: prom\nquery: a\nmax: 800ms', /unit: s \| ms/],
    ['with a comma', 'endpoint: prom\nquery: a\nmax: "0,5"', /Write 0\.5/],
    ['with NaN', 'endpoint: prom\nquery: a\nmax: .nan', /found NaN/],
    ['with infinity', 'endpoint: prom\nquery: a\nmax: .inf', /found Infinity/],
    ['with an empty limit', 'endpoint: prom\nquery: a\nmax:', /found nothing/],
    ['with a percentage of 5', `${ratio}\nmax: 5`, /5 is ambiguous. Write 5% or 500%/],
    [
      'with a tolerance of 2',
      `${ratio}\ncompare: {tolerance: 2}`,
      /2 is ambiguous. Write 2% or 200%/
    ],
    ['with no tolerance', `${ratio}\ncompare: {tolerance: 0%}`, /must be above 0%/],
    [
      'with an unknown direction',
      `${ratio}\ncompare: {worse: up}`,
      /One of higher, lower, either is expected, found "up"/
    ],
    [
      'with signatures of what has no lines',
      'endpoint: prom\nlogs: a\nnew-signatures: {max: 0}',
      /The provider \w+ cannot answer `logs`/
    ],
    [
      'with a path elsewhere',
      'endpoint: site\nprobe: {path: "//evil.example.com"}',
      /begins with one "\/"/
    ],
    [
      'with a status that is none',
      'endpoint: site\nprobe: {path: /, expect-status: 20}',
      /An HTTP status is expected/
    ],
    [
      'with a secret in a probe',
      'endpoint: site\nprobe: {path: /, headers: {X-A: "${TOKEN}"}}',
      /replaced under `endpoints` only/
    ],
    [
      'with fail-after 0',
      'endpoint: prom\nquery: a\nmax: 1\nfail-after: 0',
      /at least 1 is expected/
    ],
    ['with fail-after 1.5', 'endpoint: prom\nquery: a\nmax: 1\nfail-after: 1.5', /whole number/],
    ['covering nothing', 'endpoint: prom\nquery: a\nmax: 1\nmin-coverage: 0', /above 0%/],
    ['covering too much', 'endpoint: prom\nquery: a\nmax: 1\nmin-coverage: 120%', /at most 100%/],
    [
      'with offsets before the deploy',
      'endpoint: prom\nquery: a\ncompare: {}\nbaseline: {offsets: [1d]}',
      /`offsets` goes with `kind: same-time` only/
    ],
    [
      'with a time zone before the deploy',
      'endpoint: prom\nquery: a\ncompare: {}\nbaseline: {time-zone: Europe/Berlin}',
      /`time-zone` goes with `kind: same-time` only/
    ],
    [
      'with a time zone that there is not',
      'endpoint: prom\nquery: a\ncompare: {}\nbaseline: {kind: same-time, time-zone: Berlin}',
      /No such time zone/
    ],
    [
      'with offsets shorter than the bake',
      'endpoint: prom\nquery: a\ncompare: {}\nbaseline: {kind: same-time, offsets: [10m]}',
      /windows would overlap/
    ],
    [
      'with too short a history',
      'endpoint: prom\nquery: a\ncompare: {}\nbaseline: {history: 30m}',
      /`history` is shorter than `duration`/
    ]
  ])('%s', (_, lines, expected) => {
    expect(problems(configWithCheck(lines)).join('\n')).toMatch(expected)
  })

  test.each(['1e300', '[200, 1e300]'])('with a status of %s in no words but ours', status => {
    const text = configWithCheck(`endpoint: site\nprobe: {path: /, expect-status: ${status}}`)
    const messages = refusal(text).problems.map(({ message }) => message)
    expect(new Set(messages)).toEqual(new Set(['An HTTP status is expected.']))
  })

  test('for every reason at once, each at its place', () => {
    const text = configWithCheck(`endpoint: prom
query: a{b="{{string service}}"}
max: 1%
min-total: 5
control: c`)
    expect(refusal(text).problems.map(({ path, line, column }) => [path, line, column])).toEqual([
      ['checks[0].query', 10, 12],
      ['checks[0].max', 11, 10],
      ['checks[0].min-total', 12, 5],
      ['checks[0].control', 13, 5]
    ])
  })

  test('for a broken key without hiding what else is wrong, and without inventing more', () => {
    const text = configWithCheck('endpoint: prm\nquery: a\nmax: [1]')
    expect(problems(text)).toEqual([
      expect.stringMatching(/There is no endpoint "prm"/),
      expect.stringMatching(/checks\[0\]\.max.*found a list/)
    ])
    expect(problems(configWithCheck('endpoint: prom\nquery: a\nmax: 5ms\nunit: msec'))).toEqual([
      expect.stringMatching(/checks\[0\]\.unit/)
    ])
  })
})

describe('a query is refused', () => {
  test.each([
    [
      'that counts without its window',
      'endpoint: prom\ncount: increase(a[5m])\nmax: 1',
      'checks[0].count',
      /Write increase\(…\[\{\{window\}\}\]\)/
    ],
    [
      'in a ratio without its window',
      "endpoint: prom\nratio: {bad: 'a[{{window}}]', total: 'b'}\nmax: 1%",
      'checks[0].ratio.total',
      /A count needs the window/
    ],
    [
      'that its provider cannot ask',
      'endpoint: prom\nquery: unaskable\nmax: 1',
      'checks[0].query',
      /This cannot be asked/
    ],
    [
      'with an unknown variable',
      "endpoint: prom\nquery: 'a{b={{string nope}}}'\nmax: 1",
      'checks[0].query',
      /no variable "nope"/
    ],
    [
      'that is empty',
      'endpoint: prom\nquery: "  "\nmax: 1',
      'checks[0].query',
      /The query is empty/
    ]
  ])('%s', (_, lines, path, expected) => {
    const error = refusal(configWithCheck(lines))
    expect(error.problems).toEqual([
      expect.objectContaining({ path, message: expect.stringMatching(expected) })
    ])
  })

  test('with the code invalid-query where nothing else is wrong', () => {
    expect(refusal(configWithCheck('endpoint: prom\nquery: unaskable\nmax: 1')).code).toBe(
      'invalid-query'
    )
    expect(refusal(configWithCheck('endpoint: prom\nquery: unaskable\nmax: 1%')).code).toBe(
      'invalid-config'
    )
  })
})

test('two checks of one name are refused at the second', () => {
  const text = config({
    checks: `checks:
  - {name: up, endpoint: prom, query: a, max: 1}
  - {name: up, endpoint: prom, query: b, max: 1}
`
  })
  expect(problems(text)).toEqual([
    expect.stringMatching(/^9:12 .*checks\[1\]\.name.*checks\[0\] has this name already/)
  ])
})

describe('variables', () => {
  const text = configWithCheck(
    "endpoint: prom\nquery: 'a{b={{string team}},c={{string environment}}}'\nmax: 1"
  )

  test('are encoded into queries, the built-in ones too', () => {
    const [only] = load(text, { variables: 'team: "a\\"b"' }).settings.checks
    expect(only?.kind === 'query' && only.query.render(1000)).toBe('a{b="a\\"b",c="production"}')
  })

  test('that no query uses are warned about', () => {
    const { warnings } = load(text, { variables: 'team: a\nregion: b' })
    expect(warnings).toEqual([
      ...['loki', 'site', 'page'].map(name => `No check uses the endpoint "${name}".`),
      'No query uses the variable "region".'
    ])
  })

  test.each([
    ['sha: abc', /"sha" is built in/],
    ['a b: c', /A name begins with a letter/],
    ['team: [a]', /must be text, a number, true or false/],
    ['team: .nan', /must be text, a number/],
    ['- team', /A YAML map of names and values is expected/],
    ['team: a\nteam: b', /stands twice/],
    ['team: "unclosed', /cannot be read/]
  ])('%j are refused', (variables, expected) => {
    expect(problems(text, { variables }).join('\n')).toMatch(expected)
  })
})
