import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readQuery } from '../../src/config/placeholders.js'
import { joined, over, readInsights } from '../../src/providers/insights-query.js'

describe('a query', () => {
  test('is cut at its pipes, and at no other ones', () => {
    const text = `fields @message # a | comment
      | filter @message like /a|b\\/c|d/ and name != "x|y" and other != 'it|s'
      | parse @message /took (?<took>\\d+)|slow/ | filter took / 2 > 1 | filter \`a|b\` = 1`
    expect(readInsights(text).commands).toEqual([
      'fields @message',
      `filter @message like /a|b\\/c|d/ and name != "x|y" and other != 'it|s'`,
      'parse @message /took (?<took>\\d+)|slow/',
      'filter took / 2 > 1',
      'filter `a|b` = 1'
    ])
  })

  test.each([
    ['stats count(*)', { aggregate: 'count(*) as bakegate_value', field: 'bakegate_value' }],
    [
      'stats pct(took, 99) as p99 by route',
      { aggregate: 'pct(took, 99) as p99', field: 'p99', by: 'route' }
    ],
    [
      'STATS avg(strcontains(@message, "by as ,")) BY bin(5m), host',
      {
        aggregate: 'avg(strcontains(@message, "by as ,")) as bakegate_value',
        field: 'bakegate_value',
        by: 'bin(5m), host'
      }
    ]
  ])('that ends with %s gives that number', (stats, expected) => {
    expect(readInsights(`filter x = 1 | ${stats}`)).toEqual({
      commands: ['filter x = 1'],
      stats: expected
    })
  })

  test.each([
    ['filter x | limit 20', '`limit` has no place'],
    ['pattern @message', '`pattern` has no place'],
    ['SOURCE logGroups() | filter x', '`SOURCE` has no place'],
    ['stats count(*) | filter x > 1', 'must be the last command'],
    ['stats count(*) by a | stats max(a)', 'must be the last command'],
    ['stats count(*), sum(x)', 'several numbers'],
    ['stats count(*) as `a b`', 'is not a plain one']
  ])('%s is refused: %s', (text, words) => {
    expect(() => readInsights(text)).toThrow(words)
  })

  test('of any text is read in no time, and no pipe of ours is swallowed by it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
        try {
          const { commands } = readInsights(text)
          expect(over({ start: 1, end: 2 }, commands).split('\n| ')[0]).toBe(
            'filter toMillis(@timestamp) >= 1 and toMillis(@timestamp) < 2'
          )
        } catch (error) {
          expect((error as Error).message).toMatch(/\. /)
        }
      })
    )
  })
})

describe('placeholders', () => {
  const render = (text: string, value: string) =>
    readQuery(text, 'insights', new Map([['it', value]]))

  test('hold any value that needs no escape, and refuse the others', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), value => {
        const read = render('filter service = {{string it}} | filter a = "b"', value)
        if ('error' in read) {
          expect(value).toMatch(/["'`\\/\p{Cc}\p{Cf}\p{Cs}]/u)
          return
        }
        const text = read.ok.query.render(0)
        expect(text).toBe(`filter service = "${value}" | filter a = "b"`)
        expect(joined(readInsights(text).commands)).toBe(
          `filter service = "${value}"\n| filter a = "b"`
        )
      })
    )
  })

  test.each(['a" or 1=1', "a' | limit 1", 'a/ or @message like /b', 'a\\', 'a\nb', '`'])(
    'refuse %j, inside a regular expression as well',
    value => {
      expect(render('filter @message like /x {{string it}}/', value)).toHaveProperty('error')
      expect(render('filter @message like /x {{ident it}}/', value)).toHaveProperty('error')
      expect(render('filter @message like "x {{ident it}}"', value)).toHaveProperty('error')
    }
  )

  test('have no window and no regular expressions of their own', () => {
    expect(render('filter x > {{window}}', 'a')).toHaveProperty('error')
    expect(render('filter x like "{{regex it}}"', 'a')).toHaveProperty('error')
  })
})
