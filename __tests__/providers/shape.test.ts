import { describe, expect, test } from '@jest/globals'
import { azureLogs } from '../../src/providers/azure-logs.js'
import { influxdb } from '../../src/providers/influxdb.js'
import { prometheus } from '../../src/providers/prometheus.js'
import type { Provider, Question } from '../../src/providers/provider.js'
import { instantOf, isCount, numeric } from '../../src/providers/shape.js'
import type { Http } from '../../src/world.js'
import { endpointTo, gridOf, ioOf, noon, queryOf } from '../support/asking.js'

describe('a number is', () => {
  test.each<[unknown, number | undefined]>([
    [7, 7],
    ['7', 7],
    ['-1.5e3', -1500],
    ['+.5', 0.5],
    ['', undefined],
    [' ', undefined],
    [' 7 ', undefined],
    ['7abc', undefined],
    ['0x10', undefined],
    ['1_000', undefined],
    ['1,5', undefined],
    ['Infinity', undefined],
    ['1e400', undefined],
    [Infinity, undefined],
    [NaN, undefined],
    [null, undefined],
    [true, undefined],
    [[7], undefined],
    [{ toString: null }, undefined]
  ])('%j: %j', (value, expected) => {
    expect(numeric(value)).toBe(expected)
  })

  test('a count where it is finite and not negative', () => {
    expect([0, 7, 0.5].every(isCount)).toBe(true)
    expect([-1, Infinity, NaN, '7', null, undefined].some(isCount)).toBe(false)
  })

  test('an instant where a date can hold it', () => {
    expect([0, 8.64e15, -8.64e15, 0.6].map(instantOf)).toEqual([0, 8.64e15, -8.64e15, 1])
    for (const none of [8.64e15 + 1, Infinity, NaN, '0', null]) {
      expect(instantOf(none)).toBeUndefined()
    }
  })
})

async function measured(
  provider: Provider,
  question: Question,
  text: string,
  options: Readonly<Record<string, unknown>> = {}
) {
  const http: Http = () => Promise.resolve({ status: 200, headers: {}, text, retries: 0, took: 1 })
  const endpoint = endpointTo(provider.name, 'https://backend.example.com', { options })
  return provider.connect(endpoint).source(question).measure(gridOf(), ioOf(http))
}
const value: Question = { kind: 'value', query: queryOf('SELECT mean("ms") FROM "requests"') }

describe('what is beyond every double', () => {
  const answer = (number: string): string =>
    `{"results":[{"series":[{"columns":["time","mean"],"values":[[${noon - 60_000},${number}]]}]}]}`

  test.each(['1e400', '-1e400', `1${'0'.repeat(400)}`])('is no value: %.6s…', async number => {
    const { series } = await measured(influxdb, value, answer(number), { database: 'shop' })
    expect(series.flatMap(({ samples }) => samples)).toEqual([])
  })

  test('does not take what stands beside it away', async () => {
    const text = answer('7').replace('"columns"', '"tags":{"a":"e999","__proto__":"x"},"columns"')
    const { series } = await measured(influxdb, value, text, { database: 'shop' })
    expect(series.map(({ samples }) => samples.map(sample => sample.value))).toEqual([[7]])
    expect(Object.entries(series[0]?.labels ?? {})).toContainEqual(['__proto__', 'x'])
  })
})

test('a text without digits is not how many series were fetched', async () => {
  const text = JSON.stringify({
    status: 'success',
    stats: { seriesFetched: '' },
    data: { resultType: 'vector', result: [] }
  })
  const question: Question = { kind: 'value', query: queryOf('up') }
  expect(await measured(prometheus, question, text)).not.toHaveProperty('scanned')
})

test('a step that is a text without digits is not the first', async () => {
  const columns = [{ name: 'bakegate_step' }, { name: 'bakegate_value' }]
  const text = JSON.stringify({ tables: [{ name: 'PrimaryResult', columns, rows: [['', 7]] }] })
  const question: Question = { kind: 'events', query: queryOf('AppTraces') }
  const options = { workspace: '11112222-aaaa-3333-bbbb-4444cccc5555' }
  await expect(measured(azureLogs, question, text, options)).rejects.toThrow(/bakegate_step/)
})
