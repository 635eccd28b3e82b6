import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readQuery } from '../../src/config/placeholders.js'
import type { VendorLanguage } from '../../src/providers/provider.js'

const languages = [
  'datadog',
  'datadog-search',
  'nrql',
  'sentry',
  'dql',
  'spl',
  'honeycomb'
] as const

function render(text: string, language: VendorLanguage, v = '', width = 900_000): string {
  const read = readQuery(text, language, new Map([['v', v]]))
  if ('error' in read) throw new Error(read.error)
  return read.ok.query.render(width)
}

function refusal(text: string, language: VendorLanguage, v: string): string {
  const read = readQuery(text, language, new Map([['v', v]]))
  if ('ok' in read) throw new Error(`accepted: ${read.ok.query.render(1000)}`)
  return read.error
}

test.each([
  ['datadog', 'sum:x{*}.rollup(sum, {{window}})', 'sum:x{*}.rollup(sum, 900)'],
  ['dql', 'timeseries avg(x), interval: {{window}}', 'timeseries avg(x), interval: 900s'],
  ['nrql', 'SELECT rate(count(*), {{window}})', 'SELECT rate(count(*), 900 seconds)']
] as const)('the window in %s is written as its language has it', (language, text, rendered) => {
  expect(render(text, language)).toBe(rendered)
})

test.each([
  ['datadog', '{{string v}}', /have no quoted texts\. Use \{\{ident v\}\}/],
  ['datadog', 'x{a:"{{regex v}}"}', /no regular expressions\. Use \{\{ident v\}\}/],
  ['spl', '{{string v}}', /have no quoted texts\. Use \{\{ident v\}\}/],
  ['datadog-search', '"{{regex v}}"', /no regular expressions\. Use \{\{string v\}\}/],
  ['datadog-search', '{{window}}', /has no meaning in Datadog's search/],
  ['sentry', '{{window}}', /has no meaning in Sentry's search/]
] as const)('%s has no %s', (language, text, words) => {
  expect(refusal(text, language, 'shop')).toMatch(words)
})

test.each([
  ['a == "x" // "quoted\n | filter b == {{string v}}', 'outside'],
  ['a == `"` | filter b == {{string v}}', 'outside'],
  ['a == "x\\" {{string v}}', 'inside']
])('in DQL %j the placeholder stands %s of quotes', (text, side) => {
  const read = readQuery(text, 'dql', new Map([['v', 'shop']]))
  expect('ok' in read ? 'outside' : 'inside').toBe(side)
})

test.each([
  ["x = 1 -- it's\n AND a = {{string v}}", 'outside'],
  ["x = 1 // it's\n AND a = {{string v}}", 'outside'],
  ["x = 1 /* it's */ AND a = {{string v}}", 'outside'],
  ["x = 'it\\'s {{string v}}", 'inside']
])('in NRQL %j the placeholder stands %s of quotes', (text, side) => {
  const read = readQuery(text, 'nrql', new Map([['v', 'shop']]))
  expect('ok' in read ? 'outside' : 'inside').toBe(side)
})

describe('an identifier', () => {
  test.each([
    ['datadog', 'shop-2.eu'],
    ['datadog-search', '4f2a9c1d'],
    ['nrql', 'http.statusCode'],
    ['sentry', 'shop@1.2.0+7'],
    ['dql', 'k8s.pod.name'],
    ['spl', 'shop-1.2']
  ] as const)('outside quotes is a bare name of %s', (language, name) => {
    expect(render('{{ident v}}', language, name)).toBe(name)
  })

  test.each([
    ['datadog', '-a'],
    ['datadog', 'a,env:prod'],
    ['datadog', 'a} by {b'],
    ['datadog', 'NOT'],
    ['datadog-search', 'or'],
    ['datadog-search', '-a'],
    ['datadog-search', 'a:b'],
    ['nrql', 'since'],
    ['nrql', 'a-b'],
    ['nrql', 'a FROM b'],
    ['sentry', 'OR'],
    ['sentry', 'a b'],
    ['sentry', '!a'],
    ['sentry', 'a*'],
    ['spl', 'NOT'],
    ['spl', 'a*'],
    ['spl', 'a|delete'],
    ['dql', 'and'],
    ['dql', 'a|b'],
    ['dql', 'from']
  ] as const)('of %s is never %s', (language, name) => {
    expect(refusal('{{ident v}}', language, name)).toMatch(/not an identifier of/)
  })
})

const hostile = fc.oneof(
  fc.constantFrom(
    `a"} OR b`,
    `a' OR '1'='1`,
    'a`',
    '\\',
    `\\"`,
    `\\'`,
    'a\nb',
    '{{window}}',
    '*',
    '\ud800'
  ),
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...'"\'`\\{}[]()|.*+?^$#\n\r\t -/:a1é😀'),
    minLength: 1,
    maxLength: 40
  })
)
const wellFormed = (value: string): string => value.replace(/\p{Surrogate}/gu, '\ufffd')

describe('a hostile value cannot leave its slot', () => {
  test.each([
    ['datadog-search', '@a:', ' b', /^@a:"((?:\\[\s\S]|[^"\\])*)" b$/],
    ['dql', 'filter a == ', ' | limit 1', /^filter a == "((?:\\[\s\S]|[^"\\])*)" \| limit 1$/],
    ['nrql', 'WHERE a = ', ' AND b = 1', /^WHERE a = '((?:\\[\s\S]|[^'\\])*)' AND b = 1$/],
    ['sentry', 'release:', ' level:x', /^release:"((?:\\[\s\S]|[^"\\*])*)" level:x$/]
  ] as const)('a string of %s is one literal that means it', (language, before, after, literal) => {
    fc.assert(
      fc.property(hostile, value => {
        const match = literal.exec(render(`${before}{{string v}}${after}`, language, value))
        expect(match?.[1]?.replace(/\\([\s\S])/g, '$1')).toBe(wellFormed(value))
      }),
      { numRuns: 500 }
    )
  })

  test('a string of honeycomb is a text of JSON that means it', () => {
    fc.assert(
      fc.property(hostile, value => {
        const text = render('{"value": {{string v}}, "b": 1}', 'honeycomb', value)
        expect(JSON.parse(text)).toEqual({ value: wellFormed(value), b: 1 })
      })
    )
  })

  test.each(languages)('an identifier of %s is a plain word or refused', language => {
    fc.assert(
      fc.property(hostile, value => {
        for (const quote of ['', '"', "'"]) {
          const text = `${quote}{{ident v}}${quote}`
          const read = readQuery(text, language, new Map([['v', value]]))
          if ('error' in read) continue
          expect(read.ok.query.render(1000)).toBe(`${quote}${value}${quote}`)
          expect(value).toMatch(/^[A-Za-z0-9._/:@+-]+$/)
        }
      }),
      { numRuns: 300 }
    )
  })
})
