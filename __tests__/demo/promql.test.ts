import { describe, expect, test } from '@jest/globals'
import { parsePromql } from '../../src/demo/promql.js'
import { evaluate, type Point, type Scraped, type Value } from '../../src/demo/promql-evaluate.js'

const start = Date.UTC(2026, 0, 1)

/** One sample a second from `start` on. */
function series(labels: Record<string, string>, values: readonly (number | undefined)[]): Scraped {
  return { labels, samples: values.map((value, index) => ({ at: start + index * 1_000, value })) }
}

function ask(query: string, seconds: number, store: readonly Scraped[]): Value {
  return evaluate(parsePromql(query), start + seconds * 1_000, store)
}

const requests = (code: string, values: readonly (number | undefined)[]): Scraped =>
  series({ __name__: 'http_requests_total', job: 'shop', code }, values)

const store = [requests('200', [0, 90, 180, 270, 360]), requests('500', [0, 10, 20, 30, 40])]

describe('the demo server computes PromQL', () => {
  test.each<[string, number | [Record<string, string>, number][]]>([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['8 / 2 / 2', 2],
    ['vector(3)', [[{}, 3]]],
    ['http_requests_total{code="500"} * 2', [[{ job: 'shop', code: '500' }, 80]]],
    ['sum(http_requests_total)', [[{}, 400]]],
    ['sum(http_requests_total{code!="500"})', [[{}, 360]]],
    ['sum({__name__="http_requests_total",code=~"5.."})', [[{}, 40]]],
    ['sum(http_requests_total{code!~"4..|5.."})', [[{}, 360]]],
    ['sum(http_requests_total{code=~"5"})', []],
    ['sum(http_requests_total{code="404"}) or vector(0)', [[{}, 0]]],
    ['sum(http_requests_total{code="500"}) or vector(0)', [[{}, 40]]],
    [
      'sum by (code) (http_requests_total)',
      [
        [{ code: '200' }, 360],
        [{ code: '500' }, 40]
      ]
    ],
    ['sum(http_requests_total) by (job)', [[{ job: 'shop' }, 400]]],
    ['sum(http_requests_total{code="500"}) / sum(http_requests_total)', [[{}, 0.1]]],
    ['increase(http_requests_total{code="500"}[4s])', [[{ job: 'shop', code: '500' }, 40]]],
    ['rate(http_requests_total{code="500"}[4s])', [[{ job: 'shop', code: '500' }, 10]]],
    ['sum(increase(http_requests_total[2s]))', [[{}, 200]]],
    ['increase(http_requests_total[1s])', []]
  ])('%s', (query, expected) => {
    const value = ask(query, 4, store)
    expect(typeof value === 'number' ? value : value.map(p => [p.labels, p.value])).toEqual(
      expected
    )
  })

  test('a counter that starts again at zero loses nothing', () => {
    const reset = [requests('200', [100, 110, 5, 15, 25])]
    // 10 before the reset, 5 after it, then 20, over 4 of 5 s; the start's edge is more than 1.1 intervals away.
    expect(ask('increase(http_requests_total[6s])', 4, reset)).toEqual([
      expect.objectContaining({ value: expect.closeTo(35 * (4.5 / 4), 10) })
    ])
  })

  test('an increase is never extended back beyond the zero of its counter', () => {
    const young = [requests('200', [5, 15, 25])]
    expect(ask('increase(http_requests_total[1m])', 2, young)).toEqual([
      expect.objectContaining({ value: expect.closeTo(25, 10) })
    ])
  })

  test('a series that went away has no value, and one without news for 5 minutes neither', () => {
    const gone = [requests('200', [1, 2, undefined])]
    expect(ask('http_requests_total', 1.5, gone)).toHaveLength(1)
    expect(ask('http_requests_total', 2, gone)).toEqual([])
    expect(ask('http_requests_total', 4 + 299, store)).toHaveLength(2)
    expect(ask('http_requests_total', 4 + 300, store)).toEqual([])
  })

  test('a label is set from another one, or whatever stands in it', () => {
    const up = [series({ __name__: 'up', job: 'shop-eu' }, [1])]
    const labelled = (rest: string) => ask(`label_replace(up, ${rest})`, 0, up)
    const of = (labels: Record<string, string>) => [
      { labels: { __name__: 'up', job: 'shop-eu', ...labels }, value: 1 }
    ]
    expect(labelled('"region", "$1", "job", "shop-(.*)"')).toEqual(of({ region: 'eu' }))
    expect(labelled('"region", "$1", "job", "cart-(.*)"')).toEqual(of({}))
    expect(labelled('"which", "0", "which", ".*"')).toEqual(of({ which: '0' }))
  })

  test('0/0 is NaN and x/0 is infinite, as with Prometheus', () => {
    expect(ask('vector(0) / vector(0)', 0, [])).toEqual([{ labels: {}, value: NaN }])
    expect(ask('vector(1) / 0', 0, [])).toEqual([{ labels: {}, value: Infinity }])
  })

  test.each([
    [0.5, 0.1],
    [0.75, 0.15],
    [0.9, 0.6],
    [0.99, 1],
    [1, 1]
  ])(
    'the %s quantile is linear inside its bucket and ends at the last finite bound',
    (q, value) => {
      const bucket = (le: string, count: number): Scraped =>
        series({ __name__: 'd_bucket', job: 'shop', le }, [0, count])
      const buckets = [bucket('0.1', 50), bucket('0.2', 100), bucket('1', 100), bucket('+Inf', 100)]
      const open = [bucket('0.1', 50), bucket('0.2', 85), bucket('1', 95), bucket('+Inf', 100)]
      const query = `histogram_quantile(${q}, sum by (le) (d_bucket))`
      const [point] = ask(query, 1, q <= 0.75 ? buckets : open) as readonly Point[]
      expect(point?.value).toBeCloseTo(value, 10)
    }
  )

  test('a quantile of no observations, or of buckets without +Inf, is NaN', () => {
    const bucket = (le: string): Scraped => series({ __name__: 'd_bucket', le }, [0])
    const quantile = 'histogram_quantile(0.9, d_bucket)'
    expect(ask(quantile, 0, [bucket('1'), bucket('+Inf')])).toEqual([{ labels: {}, value: NaN }])
    expect(ask(quantile, 0, [bucket('1'), bucket('2')])).toEqual([{ labels: {}, value: NaN }])
  })

  test('two series for one label set are refused, never guessed', () => {
    const twice = [
      requests('200', [1]),
      series({ __name__: 'b', job: 'shop', code: '200' }, [1]),
      series({ __name__: 'c', job: 'shop', code: '200' }, [1])
    ]
    expect(() => ask('{job="shop"} / {__name__="b"}', 0, twice)).toThrow('many-to-one')
  })
})

test.each([
  ['', '1:1: parse error: unexpected end of input'],
  ['sum(', '1:5: parse error: unexpected end of input'],
  ['sum(x))', '1:7: parse error: unexpected ")"'],
  ['rate(x)', 'parse error: expected type range vector'],
  ['x[5m]', 'parse error: expected type instant vector, got range vector'],
  ['irate(x[5m])', '1:1: parse error: unknown function with name "irate"'],
  ['x{a="b"', 'unexpected end of input'],
  ['x{a=b}', '1:5: parse error: unexpected "b"'],
  ['{}', 'at least one non-empty matcher'],
  ['x{a=~"("}', 'error parsing regexp'],
  ['x % 2', "1:3: parse error: unexpected character: '%'"],
  ['x offset 5m', 'unexpected "offset"']
])('%j is refused in the words of Prometheus', (query, message) => {
  expect(() => parsePromql(query)).toThrow(message)
})
