import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readQuery } from '../../src/config/placeholders.js'
import { expressionOf, readCloudQuery } from '../../src/providers/cloudwatch-query.js'

const requests = 'metric("AWS/ApplicationELB", "RequestCount", "Sum", LoadBalancer="app/shop/01")'

describe('a metric alone', () => {
  test('is read with its dimensions', () => {
    expect(readCloudQuery(` ${requests}\n`)).toEqual({
      metrics: [
        {
          namespace: 'AWS/ApplicationELB',
          name: 'RequestCount',
          statistic: 'Sum',
          dimensions: [['LoadBalancer', 'app/shop/01']]
        }
      ],
      insights: false,
      period: 60_000
    })
  })

  test.each([1, 5, 10, 20, 30])('of high resolution may have a period of %d s', seconds => {
    expect(readCloudQuery(`metric("A", "b", "Sum", period=${seconds}s)`).period).toBe(
      seconds * 1_000
    )
  })

  test('may have a period, a filling, another account and odd names', () => {
    const text =
      'metric( "AWS/Kafka" , "MaxOffsetLag","Maximum", "Consumer Group"="a \\"b\\" \\u00fc", period=5m, fill=0, account="123456789012" )'
    expect(readCloudQuery(text)).toMatchObject({
      metrics: [{ dimensions: [['Consumer Group', 'a "b" ü']], account: '123456789012' }],
      period: 300_000,
      fill: 0
    })
  })

  test.each(['p99', 'p99.9', 'tm95', 'TM(10%:90%)', 'PR(:0.3)', 'IQM', 'Average'])(
    'may have the statistic %s',
    statistic => {
      expect(readCloudQuery(`metric("N", "m", "${statistic}")`).metrics[0]?.statistic).toBe(
        statistic
      )
    }
  )
})

describe('metric math', () => {
  test('keeps everything but the metrics as it stands', () => {
    const text = `100 * FILL(${requests}, 0) / metric("A","b","Sum") + SEARCH('{AWS/X} metric("no")', 'Sum', 60)`
    const query = readCloudQuery(text)
    expect(query.metrics).toHaveLength(2)
    expect(expressionOf(query, ['m0', 'm1'])).toBe(
      `100 * FILL(m0, 0) / m1 + SEARCH('{AWS/X} metric("no")', 'Sum', 60)`
    )
  })

  test('takes no other word for a metric', () => {
    const query = readCloudQuery('mymetric("a") + SUM(METRICS())')
    expect(query.metrics).toEqual([])
    expect(expressionOf(query, [])).toBe('mymetric("a") + SUM(METRICS())')
  })

  test('of any text never hangs, and gives back the text without metrics', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), text => {
        fc.pre(!/metric\s*\(/.test(text) && !/^\s*SELECT\b/i.test(text))
        const query = readCloudQuery(text)
        expect(expressionOf(query, [])).toBe(text.trim())
      })
    )
  })
})

test('Metrics Insights is sent as it stands', () => {
  const text = `SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) GROUP BY InstanceId`
  const query = readCloudQuery(text)
  expect(query.insights).toBe(true)
  expect(expressionOf(query, [])).toBe(text)
})

test.each([
  ['metric("AWS/EC2", "CPUUtilization")', 'cannot be read'],
  ['metric("AWS/EC2", CPUUtilization, "Sum")', 'cannot be read'],
  ["metric('AWS/EC2', 'CPUUtilization', 'Sum')", 'cannot be read'],
  ['metric("AWS/EC2", "CPUUtilization", "Sum"', 'cannot be read'],
  ['metric("A", "b", "Median")', 'no statistic of CloudWatch'],
  ['metric("A", "b", "Sum", X="1", X="2")', 'gives X twice'],
  ['metric("A", "b", "Sum", X="\\q")', 'none as in JSON'],
  ['metric("A", "b", "Sum", period=15s)', '1, 5, 10, 20 or 30 s'],
  ['metric("A", "b", "Sum", period=90)', 'whole minutes'],
  ['metric("A", "b", "Sum", fill="no")', 'a number is expected'],
  ['metric("A", "b", "Sum", fill=0) + 1', 'FILL(metric(…), 0)'],
  ['metric("A", "b", "Sum") + metric("A", "c", "Sum", period=5m)', 'different periods']
])('%s is refused: %s', (text, words) => {
  expect(() => readCloudQuery(text)).toThrow(words)
})

describe('placeholders', () => {
  const render = (text: string, value: string): string => {
    const read = readQuery(text, 'cloudwatch', new Map([['it', value]]))
    if ('error' in read) throw new Error(read.error)
    return read.ok.query.render(0)
  }

  test('give any value to a dimension, and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), value => {
        const query = readCloudQuery(
          render('metric("A", "b", "Sum", X={{string it}}, Y="y")', value)
        )
        expect(query.metrics).toEqual([
          {
            namespace: 'A',
            name: 'b',
            statistic: 'Sum',
            dimensions: [
              ['X', value],
              ['Y', 'y']
            ]
          }
        ])
        expect(query.parts).toBeUndefined()
      })
    )
  })

  test('never end a literal, whatever reads it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), value => {
        const inner = render('{{string it}}', value).slice(1, -1)
        expect(inner.replace(/\\u[0-9a-f]{4}/g, '')).toMatch(/^[\x20-\x7e]*$/)
        expect(inner.replace(/\\u[0-9a-f]{4}/g, '')).not.toMatch(/["'\\`]/)
      })
    )
  })

  test('have no window and no regular expressions', () => {
    const error = (text: string) => {
      const read = readQuery(text, 'cloudwatch', new Map([['it', 'x']]))
      return 'error' in read ? read.error : 'accepted'
    }
    expect(error('metric("A","b","Sum",period={{window}})')).toContain('no meaning in metric math')
    expect(error('metric("A","b","Sum",X="{{regex it}}")')).toContain('no regular expressions')
  })
})
