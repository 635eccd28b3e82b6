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

describe('label filters side by side are joined by and', () => {
  test.each([
    '{app="shop"} | json | a="b" c="d"',
    '{app="shop"} | json | a="b"\n  c="d"',
    '{app="shop"} | json | (a="b" or c="d") e="f"',
    '{app="shop"} | json | (a="b" (c="d" e="f")) g="h"',
    '{app="shop"} | json | size>20KB a="b"',
    '{app="shop"} | a="b" # why\n c="d"',
    '{app="shop"} | a="b" c="d" e=~"f" g!~"h" i>3 j<=2s k=ip("1") (l=1 or n=2) p!="q" | json',
    '{app="shop"} | a="b" and c="d" e="f" or g="h", i="j"'
  ])('%s', query => {
    expect(readLogql(query, lines)).toBeUndefined()
  })
  test('in a range, too', () => {
    const query = 'sum(count_over_time({app="shop"} | json | a="b" c="d" [5m]))'
    expect(readLogql(query, value)).toBeUndefined()
    expect(readLogql(query, lines)?.offset).toBe(0)
  })
  test.each([
    ['{app="shop"} | a="b" c', 21],
    ['{app="shop"} | a="b" c="d" e=', 29],
    ['{app="shop"} | a="b" json', 21],
    ['{app="shop"} | a="b" = "d"', 21],
    ['{app="shop"} | a="b",, c="d"', 21],
    ['{app="shop" c="d"}', 12],
    ['{app="shop"} | json a="b" c="d"', 26],
    ['{app="shop"} |= "x" c="d"', 20],
    ['{app="shop"} | label_format a=b c="d"', 32],
    [`{app="shop"} | ${'a="b" '.repeat(150)}`, 15 + 6 * 101]
  ])('what is none stays refused with its place: %s', (query, offset) => {
    expect(readLogql(query, lines)?.offset).toBe(offset)
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
