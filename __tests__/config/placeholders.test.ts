import { search } from '@jmespath-community/jmespath'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readQuery } from '../../src/config/placeholders.js'
import type { Language } from '../../src/providers/provider.js'

const goLanguages = ['promql', 'logql', 'logsql'] as const

function render(
  text: string,
  language: Language,
  variables: Readonly<Record<string, string>> = {},
  width = 900_000
): string {
  const read = readQuery(text, language, new Map(Object.entries(variables)))
  if ('error' in read) throw new Error(read.error)
  return read.ok.query.render(width)
}

function refusal(
  text: string,
  language: Language,
  variables: Readonly<Record<string, string>> = {}
): string {
  const read = readQuery(text, language, new Map(Object.entries(variables)))
  if ('ok' in read) throw new Error(`accepted: ${read.ok.query.render(1000)}`)
  return read.error
}

describe('the window', () => {
  test.each(goLanguages)('is rendered in seconds in %s', language => {
    expect(render('rate(x[{{window}}])', language)).toBe('rate(x[900s])')
    expect(render('rate(x[{{ window }}])', language, {}, 1500)).toBe('rate(x[1500ms])')
  })

  test('is told of the query, and its absence too', () => {
    const uses = (text: string) => {
      const read = readQuery(text, 'promql', new Map())
      return 'ok' in read && read.ok.query.usesWindow
    }
    expect(uses('rate(x[{{window}}])')).toBe(true)
    expect(uses('rate(x[5m])')).toBe(false)
  })

  test('means nothing in JMESPath', () => {
    expect(refusal('a.{{window}}', 'jmespath')).toMatch(/no meaning in JMESPath/)
  })
})

test('a query without placeholders stays as it is, byte for byte', () => {
  const text = 'sum by (le) (rate(x{a=~"b\\\\.c", d=\'{e}\', f!=`g\\`}[5m])) # {{ is no placeholder'
  expect(render(text, 'promql')).toBe(text)
})

test('Go templates of LogQL are no placeholders', () => {
  const text = '{a="b"} | line_format "{{.status}} {{ .x | ToUpper }} {{__line__}}{{ end }}"'
  expect(render(text, 'logql')).toBe(text)
})

test.each([
  ['up{{windw}}', /\{\{windw\}\} is not a placeholder\. Did you mean "window"\?/],
  ['up{{strng service}}', /Did you mean "string"\?/],
  ['up{{}}', /is not a placeholder/],
  ['up{{ident a b}}', /is not a placeholder/],
  ['up{{string a;b}}', /is not a placeholder/]
])('%s is refused with the forms that exist', (text, error) => {
  expect(refusal(text, 'promql')).toMatch(error)
  expect(refusal(text, 'promql')).toMatch(/Write \{\{window\}\}, \{\{ident name\}\}/)
})

test.each([
  ['x{a={{string servce}}}', /there is no variable "servce"\. Did you mean "service"\?/],
  ['x{a={{string empty}}}', /the variable is empty in this run. Give it in the input `variables`/],
  ['x{a="{{string service}}"}', /Remove the quotes around it/],
  ['x{a=~{{regex service}}}', /must stand inside quotes/],
  ['x{a={{string long}}}', /longer than 1000 characters/]
])('%s is refused with its remedy', (text, error) => {
  const variables = { service: 'shop', empty: '', long: 'x'.repeat(1001) }
  expect(refusal(text, 'promql', variables)).toMatch(error)
})

describe('an identifier', () => {
  test.each([
    ['promql', 'http_requests:rate5m'],
    ['logql', 'level'],
    ['logsql', 'kubernetes.pod'],
    ['jmespath', 'orders'],
    ['lucene', '@fields.service-name']
  ] as const)('outside quotes is a bare name of %s', (language, name) => {
    expect(render('{{ident name}}', language, { name })).toBe(name)
  })

  test.each([
    ['promql', 'a-b'],
    ['promql', 'NaN'],
    ['promql', 'or'],
    ['promql', '1e9'],
    ['logql', 'a.b'],
    ['logql', 'json'],
    ['logsql', 'not'],
    ['logsql', '-a'],
    ['jmespath', 'a.b'],
    ['jmespath', 'a`b'],
    ['lucene', 'NOT'],
    ['lucene', '-a'],
    ['lucene', 'a:b'],
    ['lucene', 'a/b']
  ] as const)('of %s is never %s', (language, name) => {
    expect(refusal('{{ident name}}', language, { name })).toMatch(/not an identifier of/)
  })

  test.each(['promql', 'logql', 'logsql', 'jmespath'] as const)(
    'inside the quotes of %s may be any plain word',
    language => {
      expect(render('x="{{ident name}}"', language, { name: 'feat/a-1.2_b' })).toBe(
        'x="feat/a-1.2_b"'
      )
      expect(refusal('x="{{ident name}}"', language, { name: 'a"b' })).toMatch(/letters, digits/)
    }
  )

  test.each([
    [`a{b="c\\"{{ident name}}"}`, 'inside'],
    [`a{b='c"'} + {{ident name}}`, 'outside'],
    ['a{b=`c\\`} + {{ident name}}', 'outside'],
    [`a # "quoted in a comment\n + {{ident name}}`, 'outside'],
    [`a # " {{ident name}}`, 'outside']
  ])('in %j stands %s quotes', (text, side) => {
    const read = readQuery(text, 'promql', new Map([['name', 'a-b']]))
    expect('ok' in read ? 'inside' : 'outside').toBe(side)
  })
})

/** What Go's strconv.Unquote makes of a double-quoted literal; throws where it is none. */
function goUnquote(literal: string): string {
  const match = /^"((?:[^"\\\n]|\\["\\abfnrtv]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*)"$/.exec(literal)
  if (match === null) throw new Error(`no literal: ${literal}`)
  return (match[1] ?? '').replace(/\\(u[0-9a-f]{4}|U[0-9a-f]{8}|["\\])/g, (_, code: string) =>
    code.length === 1 ? code : String.fromCodePoint(Number.parseInt(code.slice(1), 16))
  )
}

const hostile = fc.oneof(
  fc.constantFrom(
    'a"} or vector(0) #',
    "a'} or vector(0) #",
    'a`} or vector(0) #',
    '\\',
    '\\"',
    'a\nb',
    '\u0000\u202e\u2028',
    '{{window}}',
    '.*',
    '\\E.*\\Q',
    '"}|~".*',
    '\ud800'
  ),
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...'"\'`\\{}[]()|.*+?^$#\n\r\t -/a1é😀'),
    minLength: 1,
    maxLength: 40
  })
)
const wellFormed = (value: string) => value.replace(/\p{Surrogate}/gu, '\ufffd')

describe('a hostile value cannot leave its slot', () => {
  test.each(goLanguages)('a string of %s is one literal that means the value', language => {
    fc.assert(
      fc.property(hostile, value => {
        const rendered = render('x{a={{string v}},b="c"}', language, { v: value })
        expect(rendered.startsWith('x{a=')).toBe(true)
        expect(rendered.endsWith(',b="c"}')).toBe(true)
        expect(goUnquote(rendered.slice('x{a='.length, -',b="c"}'.length))).toBe(wellFormed(value))
      }),
      { numRuns: 500 }
    )
  })

  test('a string of JMESPath is one literal that means the value', () => {
    fc.assert(
      fc.property(hostile, value => {
        const rendered = render('[{{string v}}, `"end"`]', 'jmespath', { v: value })
        expect(search({}, rendered)).toEqual([wellFormed(value), 'end'])
      }),
      { numRuns: 500 }
    )
  })

  test.each([
    ['promql', '"'],
    ['promql', "'"],
    ['logql', '"'],
    ['logsql', '"'],
    ['logsql', "'"]
  ] as const)('a regex in %s %s quotes matches the value and nothing else', (language, quote) => {
    fc.assert(
      fc.property(hostile, fc.string({ maxLength: 5 }), (value, other) => {
        const rendered = render(`x{a=~${quote}{{regex v}}${quote}}`, language, { v: value })
        const inside = rendered.slice('x{a=~'.length + 1, -2)
        expect(inside).not.toMatch(/["'`\n]/)
        const regex = asRegExp(goUnquote(`"${inside}"`))
        expect(regex.test(wellFormed(value))).toBe(true)
        expect(regex.test(other)).toBe(other === wellFormed(value))
      }),
      { numRuns: 500 }
    )
  })

  test.each(goLanguages)('a regex in %s back-ticks matches the value', language => {
    fc.assert(
      fc.property(hostile, value => {
        const rendered = render('x{a=~`{{regex v}}`}', language, { v: value })
        const inside = rendered.slice('x{a=~`'.length, -2)
        expect(inside).not.toContain('`')
        expect(asRegExp(inside).test(wellFormed(value))).toBe(true)
      }),
      { numRuns: 300 }
    )
  })

  test.each([...goLanguages, 'jmespath'] as const)(
    'an identifier of %s is a plain word or refused',
    language => {
      fc.assert(
        fc.property(hostile, value => {
          for (const [before, after] of [
            ['', ''],
            ['"', '"'],
            ['`', '`']
          ] as const) {
            const text = `${before}{{ident v}}${after}`
            const read = readQuery(text, language, new Map([['v', value]]))
            if ('error' in read) continue
            expect(read.ok.query.render(1000)).toBe(`${before}${value}${after}`)
            expect(value).toMatch(/^[A-Za-z0-9._/:-]+$/)
          }
        }),
        { numRuns: 300 }
      )
    }
  )
})

describe('Lucene', () => {
  test('has two forms, and each its own slots', () => {
    expect(refusal('a:{{window}}', 'lucene')).toMatch(/no meaning in Lucene/)
    expect(render('{"fixed_interval": "{{window}}"}', 'lucene')).toBe('{"fixed_interval": "900s"}')
    expect(refusal('{"term": { {{ident v}}: 1}}', 'lucene', { v: 'a' })).toMatch(/of JSON/)
    expect(render('{"term": {"{{ident v}}": 1}}', 'lucene', { v: 'a/b' })).toBe(
      '{"term": {"a/b": 1}}'
    )
    expect(refusal('path:/a{{ident v}}/', 'lucene', { v: 'a/b' })).toMatch(/letters, digits/)
  })

  test.each([
    ['a:\\"{{ident v}}', 'outside'],
    ['a:"\\"{{ident v}}"', 'inside'],
    ['path:\\/x {{ident v}}', 'outside'],
    ['path:/x\\/{{ident v}}/', 'inside'],
    ['{"a": "x/y", "{{ident v}}": 1}', 'inside']
  ])('in %j stands %s quotes', (text, side) => {
    const read = readQuery(text, 'lucene', new Map([['v', '1-b']]))
    expect('ok' in read ? 'inside' : 'outside').toBe(side)
  })

  test.each(['a:{{string v}} OR b:"c"', '{"term": {"a": {{string v}}, "b": "c"}}'])(
    'a string in %s is one literal that means the value',
    text => {
      fc.assert(
        fc.property(hostile, value => {
          const [before = '', after = ''] = text.split('{{string v}}')
          const rendered = render(text, 'lucene', { v: value })
          expect(rendered.startsWith(before)).toBe(true)
          expect(rendered.endsWith(after)).toBe(true)
          const literal = rendered.slice(before.length, rendered.length - after.length)
          // What both languages read alike: quotes, and escapes of quotes, backslashes and code units.
          expect(literal).toMatch(/^"(?:[ !#-[\]-~]|\\["\\]|\\u[0-9a-f]{4})*"$/)
          expect(JSON.parse(literal)).toBe(wellFormed(value))
        }),
        { numRuns: 500 }
      )
    }
  )

  test('a regex between slashes matches the value and nothing else, and ends where it should', () => {
    fc.assert(
      fc.property(hostile, fc.string({ maxLength: 5 }), (value, other) => {
        const rendered = render('a:/{{regex v}}/ AND b:/c/', 'lucene', { v: value })
        // The parser's token is the longest: a slash ends it unless a backslash stands before it.
        const [token = ''] = /\/(?:\\\/|[^/])*\//.exec(rendered) ?? []
        expect(rendered).toBe(`a:${token} AND b:/c/`)
        const regex = new RegExp(
          `^(?:${token.slice(1, -1).replace(/\\([^\\\]])/gu, escaped)})$`,
          'u'
        )
        expect(regex.test(wellFormed(value))).toBe(true)
        expect(regex.test(other)).toBe(other === wellFormed(value))
      }),
      { numRuns: 500 }
    )
  })

  test('a regex in JSON is the same one, inside the string', () => {
    fc.assert(
      fc.property(hostile, value => {
        const json = render('{"regexp": {"a": "{{regex v}}"}}', 'lucene', { v: value })
        const lucene = render('/{{regex v}}/', 'lucene', { v: value }).slice(1, -1)
        expect(JSON.parse(json)).toEqual({ regexp: { a: lucene } })
      }),
      { numRuns: 300 }
    )
  })
})

/** JavaScript knows no escape of a letter that needs none. */
function escaped(_all: string, letter: string): string {
  return `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`
}

/** RE2 writes code points as \x{…}, JavaScript as \u{…}; both anchor a matcher's regex here. */
function asRegExp(re2: string): RegExp {
  return new RegExp(`^(?:${re2.replaceAll('\\x{', '\\u{')})$`, 'u')
}
