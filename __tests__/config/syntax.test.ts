import { beforeAll, describe, expect, test } from '@jest/globals'
import { languagesIn } from '../../src/config/settings.js'
import { type Grammars, loadGrammars } from '../../src/grammar/load.js'
import { providers } from '../../src/providers/index.js'
import { load, refusal } from './builders.js'

let grammars: Grammars
beforeAll(async () => {
  grammars = await loadGrammars(['promql', 'logql'])
})

const endpoints = `version: 1
endpoints:
  metrics: {provider: prometheus, url: https://prometheus.example.com}
  logs: {provider: loki, url: https://loki.example.com}
  victoria: {provider: prometheus, url: https://vm.example.com, check-syntax: false}
checks:
`

function refusalOf(checks: string, variables = '') {
  return refusal(endpoints + checks, { providers, grammars, variables })
}

describe('a query that does not parse is a configuration error', () => {
  test('at its place in the file, in a text that is written as it is', () => {
    const error = refusalOf('  - {name: a, max: 1, endpoint: metrics, query: sum(x ) or (y}\n')
    const column = '  - {name: a, max: 1, endpoint: metrics, query: sum(x ) or '.length + 1
    expect(error.code).toBe('invalid-query')
    expect(error.problems).toMatchObject([{ path: 'checks[0].query', line: 7, column }])
    expect(error.problems[0]?.message).toContain('"(" before "y" is never closed')
  })

  test('on the right line of a query of several lines', () => {
    const error = refusalOf(`  - name: a
    endpoint: metrics
    query: |
      sum by (job) (
        rate(http_requests_total{code=5}[5m])
      )
    max: 1
`)
    expect(error.problems).toMatchObject([
      { line: 11, column: '        rate(http_requests_total{code='.length + 1 }
    ])
  })

  test('inside quotes, and behind what a placeholder became', () => {
    const error = refusalOf(
      `  - name: a
    endpoint: logs
    count: '{app={{string team}}} |= ERROR'
    max: 1
`,
      'team: "a much longer name than its placeholder has"'
    )
    expect(error.problems).toMatchObject([
      { line: 9, column: "    count: '{app={{string team}}} |= ".length + 1 }
    ])
  })

  test('at the beginning of the text where it is folded or escaped', () => {
    const folded = refusalOf(`  - name: a
    endpoint: metrics
    query: "sum(\\"x\\" y)"
    max: 1
`)
    expect(folded.problems).toMatchObject([{ line: 9, column: 12 }])
  })

  test('with every other mistake of the file at once', () => {
    const error = refusalOf(`  - {name: a, endpoint: metrics, query: 1 +, max: 1}
  - {name: b, endpoint: logs, count: '{app="shop"', max: 1}
  - {name: c, endpoint: metrics, query: up, maxx: 1}
`)
    expect(error.problems.map(({ line }) => line)).toEqual([7, 8, 9])
  })

  test('in both halves of a ratio and in the control group', () => {
    const error = refusalOf(`  - name: a
    endpoint: metrics
    ratio: {bad: "sum(rate(x[{{window}}]))", total: "sum(increase(x[{{window}}])"}
    control: {bad: "increase(x[{{window}}]", total: "sum(increase(x[{{window}}]))"}
    baseline: {kind: control}
    compare: {worse: higher, tolerance: 50%}
`)
    expect(error.problems.map(({ path }) => path)).toEqual([
      'checks[0].ratio.bad',
      'checks[0].ratio.total',
      'checks[0].control.bad'
    ])
  })
})

test('`check-syntax: false` leaves the query to the backend', () => {
  const { settings } = load(
    `${endpoints}  - {name: a, endpoint: victoria, query: "some(thing[new", max: 1}\n`,
    { providers, grammars }
  )
  expect(settings.checks).toHaveLength(1)
})

test('a log query is read as lines', () => {
  const error = refusalOf(`  - {name: a, endpoint: logs, logs: 'sum(rate({app="shop"}[1m]))'}\n`)
  expect(error.problems[0]?.message).toMatch(/gives numbers, not lines/)
})

test('only the grammars of the providers that a file names are loaded', async () => {
  expect(languagesIn('provider: alertmanager', providers)).toEqual(['promql'])
  const loaded = await loadGrammars(languagesIn('provider: loki', providers))
  expect([...loaded.keys()]).toEqual(['logql'])
  expect(await loadGrammars(['jmespath', 'constructor'])).toEqual(new Map())
})
