import { describe, expect, test } from '@jest/globals'
import { formatPath, readYaml } from '../../src/config/yaml.js'
import { ConfigError, formatProblem } from '../../src/errors.js'

function refusal(text: string): readonly string[] {
  try {
    readYaml(text, 'bakegate.yml')
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(formatProblem)
    throw error
  }
  throw new Error('the text was accepted')
}

const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
for (const [index, letter] of [...'bcdefghij'].entries()) {
  const previous = String.fromCharCode('a'.charCodeAt(0) + index)
  bomb.push(`${letter}: &${letter} [${Array(9).fill(`*${previous}`).join(', ')}]`)
}

describe('a hostile text is refused in less than a second', () => {
  test.each([
    ['aliases that multiply', bomb.join('\n'), /alias/],
    ['many aliases', `a: &a 1\nb: [${'*a,'.repeat(60_000)}]`, /tokens/],
    ['300 KiB', `a: ${'x'.repeat(300 * 1024)}`, /at most 262144 are read/],
    ['many keys', Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n'), /tokens/],
    ['deep lists', '['.repeat(100_000), /nested too deeply/],
    ['nested maps', `${'{a: '.repeat(1_500)}1${'}'.repeat(1_500)}`, /nested too deeply/],
    ['nothing but quotes', '"'.repeat(250_000), /tokens/],
    ['quotes just below the limit', '"'.repeat(18_000), /cannot be read/],
    ['question marks', '? '.repeat(120_000), /tokens/],
    ['escapes', `a: "${'\\x'.repeat(100_000)}"`, /backslashes/],
    ['escapes just below the limit', `a: "${'\\x'.repeat(4_900)}"`, /cannot be read/],
    ['a function', 'a: !!js/function "() => 1"', /Tags are not supported/],
    ['a tag of its own', 'a: !secret x', /Tags are not supported/],
    ['a loop', 'a: &a [*a]', /cannot be read/],
    ['no document', '', /empty/],
    ['two documents', 'a: 1\n---\nb: 2', /One YAML document/]
  ])('%s', (_, text, expected) => {
    const started = performance.now()
    const found = refusal(text)
    expect(performance.now() - started).toBeLessThan(1000)
    expect(found.join('\n')).toMatch(expected)
    expect(found.length).toBeLessThanOrEqual(20)
  })
})

test('a repeated key is refused at its second place', () => {
  expect(refusal('a:\n  b: 1\n  c: 2\n  b: 3\na: 4')).toEqual([
    expect.stringMatching(/^4:3 `?a\.b`?: The key "b" stands twice/),
    expect.stringMatching(/^5:1 `?a`?: The key "a" stands twice/)
  ])
})

test('a key that is no text is refused', () => {
  expect(refusal('? [1, 2]\n: 3')[0]).toMatch(/A key must be plain text/)
})

test('__proto__ is refused as a key, and nothing else gets a prototype', () => {
  expect(refusal('a: {__proto__: {polluted: true}}')[0]).toMatch(/cannot be used as a key/)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  const { value } = readYaml('constructor: {prototype: {polluted: true}}', 'x')
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('values are those of YAML 1.2: yes, on and 12:30 are text', () => {
  expect(readYaml('[yes, on, 12:30, 1_000, 0o17, true, ~]', 'x').value).toEqual([
    'yes',
    'on',
    '12:30',
    '1_000',
    15,
    true,
    null
  ])
})

describe('places', () => {
  const yaml = readYaml(
    'bake:\n  settle: 1m\nchecks:\n  - name: a\n    max: &limit 5\n  - name: b\n    max: *limit\n',
    'x'
  )

  test.each([
    [['bake', 'settle'], 'value', 2, 11],
    [['bake', 'settle'], 'key', 2, 3],
    [['checks', 1], 'value', 6, 5],
    [['checks', 1, 'max'], 'value', 7, 10],
    [['checks', 1, 'missing'], 'value', 6, 5],
    [['nothing', 'here'], 'value', 1, 1],
    [[], 'value', 1, 1]
  ] as const)('%j, its %s stands at %d:%d', (path, part, line, column) => {
    expect(yaml.place(path, part)).toEqual({ line, column })
  })
})

test('a path is written as people read it', () => {
  expect(formatPath(['checks', 2, 'ratio', 'bad'])).toBe('checks[2].ratio.bad')
  expect(formatPath(['endpoints', 'a b', 'url'])).toBe('endpoints["a b"].url')
})

test.each([
  ['brackets', '['.repeat(101)],
  ['braces', '{a: '.repeat(101)],
  ['far more brackets than the stack holds', `a: ${'['.repeat(10_000)}`],
  ['dashes', '- '.repeat(10_000)]
])('%s inside each other are refused in the same words each time', (_what, text) => {
  const problems = [1, 2, 3].map(() => {
    try {
      return readYaml(text, 'bakegate.yml').value
    } catch (error) {
      return (error as ConfigError).problems
    }
  })
  const message = 'The YAML is nested too deeply. Write it with fewer levels.'
  expect(problems).toEqual([1, 2, 3].map(() => [{ path: 'bakegate.yml', message }]))
})

test('a hundred levels are read', () => {
  const text = `${'['.repeat(100)}${']'.repeat(100)}`
  expect(JSON.stringify(readYaml(text, 'bakegate.yml').value)).toBe(text)
})
