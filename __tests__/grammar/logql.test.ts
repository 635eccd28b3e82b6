import { describe, expect, test } from '@jest/globals'
import { readLogql } from '../../src/grammar/logql.js'
import type { Usage } from '../../src/grammar/grammar.js'
import { queriesOf } from '../support/query-corpus.js'

const value: Usage = { as: 'value', usesWindow: false }
const counted: Usage = { as: 'events', usesWindow: false }
const windowed: Usage = { as: 'events', usesWindow: true }
const lines: Usage = { as: 'lines', usesWindow: false }

describe('queries that teams have are taken', () => {
  test.each(queriesOf('logql-lines'))('lines: %s', query => {
    expect(readLogql(query, lines)).toBeUndefined()
    expect(readLogql(query, counted)).toBeUndefined()
  })
  test.each(queriesOf('logql-numbers'))('numbers: %s', query => {
    expect(readLogql(query, value)).toBeUndefined()
  })
})

describe('what cannot be read is refused with its place', () => {
  test.each<[query: string, offset: number, words: string]>([
    ['{app="shop"', 0, '"{" before'],
    ['{app="shop"} |= ERROR', 16, '"ERROR" is not expected here'],
    ['{app="shop} |= "x"', 17, 'has no end'],
    ['{app="shop"} | json |', 21, 'it ends too early'],
    ['{app="shop"} | status >= ', 25, 'it ends too early'],
    ["{app='shop'}", 5, '"\'" is not expected here'],
    ['app="shop"', 0, '"app" is not expected here']
  ])('%s', (query, offset, words) => {
    const fault = readLogql(query, counted)
    expect(fault?.message).toContain(words)
    expect(fault?.offset).toBe(offset)
  })
})

describe('a query of the wrong kind is refused', () => {
  test.each<[query: string, usage: Usage, words: RegExp]>([
    ['{app="shop"}', value, /gives lines, not a number. Use `count`/],
    ['sum(rate({app="shop"}[1m]))', lines, /gives numbers, not lines/],
    ['sum(rate({app="shop"}[1m]))', counted, /takes a log query/],
    ['{app="shop"} | latency > 900s', windowed, /Remove \{\{window\}\}/],
    ['sum(rate({app="shop"}[900s]))', windowed, /per second/]
  ])('%s', (query, usage, words) => {
    expect(readLogql(query, usage)?.message).toMatch(words)
  })
  test.each([
    'sum(count_over_time({app="shop"}[900s]))',
    'sum(rate({app="shop"}[900s])) * 900',
    'sum(bytes_over_time({app="shop"}[900s]))'
  ])('%s counts over its window', query => {
    expect(readLogql(query, windowed)).toBeUndefined()
  })
})
