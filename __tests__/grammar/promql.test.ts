import { describe, expect, test } from '@jest/globals'
import { readPromql } from '../../src/grammar/promql.js'
import type { Usage } from '../../src/grammar/grammar.js'
import { queriesOf } from '../support/query-corpus.js'

const value: Usage = { as: 'value', usesWindow: false }
const events: Usage = { as: 'events', usesWindow: true }

describe('queries that teams have are taken', () => {
  test.each(queriesOf('promql'))('%s', query => {
    expect(readPromql(query, value)).toBeUndefined()
  })
  test.each(queriesOf('metricsql'))('MetricsQL: %s', query => {
    expect(readPromql(query, value)).toBeUndefined()
  })
})

describe('what cannot be read is refused with its place', () => {
  test.each<[query: string, offset: number, words: string]>([
    ['sum(rate(x[5m])', 3, '"(" before "rate(x[5m])" is never closed'],
    ['sum(rate(x[5m])))', 16, '")" closes nothing'],
    ['sum(rate(x[5m)])', 13, '")" stands where "[" is still open'],
    ['x{a="b}', 4, 'the string that begins with " has no end'],
    ['', 0, 'it is empty'],
    ['sum(x) by', 9, 'it ends too early'],
    ['1 +', 3, 'it ends too early'],
    ['x{a=b}', 4, '"b" is not expected here'],
    ['sum(a) sum(b)', 7, '"sum" is not expected here'],
    ['rate(x[$interval])', 7, '"$" is not expected here'],
    ['x == == 1', 5, '"=" is not expected here'],
    ['rate(x[5])) > 1', 10, '")" closes nothing'],
    ['sum by (code) rate(x[5m])', 14, '"rate" is not expected here']
  ])('%s', (query, offset, words) => {
    const fault = readPromql(query, value)
    expect(fault?.message).toContain(words)
    expect(fault?.message).toContain(`at character ${offset + 1}`)
    expect(fault?.offset).toBe(offset)
  })

  test('the place is shown inside the query, on one line', () => {
    const query = 'sum by (job) (\n  rate(http_requests_total{code=5}[5m])\n)'
    expect(readPromql(query, value)?.message).toBe(
      'This is not PromQL: at character 48, "5" is not expected here: `…requests_total{code=⟨here⟩5}[5m]) )`.'
    )
  })
})

describe('what is no number is refused', () => {
  test.each(['x[5m]', '(x[5m])', 'x[5m] offset 1m'])('%s', query => {
    expect(readPromql(query, value)?.message).toMatch(/a range of samples per series/)
  })
  test('a string', () => {
    expect(readPromql('"up"', value)?.message).toMatch(/is a string/)
  })
})

describe('a count made of a rate is refused', () => {
  test.each([
    'sum(rate(x[900s]))',
    'rate(x[900s])',
    '(sum by (job) (irate(x[900s]))) or vector(0)'
  ])('%s', query => {
    expect(readPromql(query, events)?.message).toMatch(/per second/)
  })
  test.each([
    'sum(increase(x[900s])) or vector(0)',
    'sum(rate(x[900s])) * 900',
    'sum(count_over_time(x[900s]))',
    'sum(x) - sum(x offset 900s)'
  ])('%s is none', query => {
    expect(readPromql(query, events)).toBeUndefined()
  })
  test('as a value it is fine', () => {
    expect(readPromql('sum(rate(x[900s]))', value)).toBeUndefined()
  })
})

describe('a unit that the histogram contradicts is refused', () => {
  const p99 = (metric: string) => `histogram_quantile(0.99, sum by (le) (rate(${metric}[1m])))`
  test.each([
    ['http_duration_seconds_bucket', 'ms', 's'],
    ['http_duration_seconds', 'B', 's'],
    ['http_duration_milliseconds_bucket', 's', 'ms'],
    ['body_bytes_bucket', 's', 'B']
  ])('%s in %s', (metric, unit, right) => {
    const fault = readPromql(p99(metric), { ...value, unit })
    expect(fault?.message).toContain(`Write \`unit: ${right}\``)
  })
  test.each([
    [p99('http_duration_seconds_bucket'), 's'],
    [p99('http_duration_seconds_bucket'), 'none'],
    [`1000 * ${p99('http_duration_seconds_bucket')}`, 'ms'],
    [p99('http_duration_bucket'), 'ms'],
    ['avg(process_cpu_seconds)', 'ms'],
    [p99('{__name__=~".*_seconds_bucket"}'), 'ms']
  ])('%s in %s is not known to be wrong', (query, unit) => {
    expect(readPromql(query, { ...value, unit })).toBeUndefined()
  })
})
