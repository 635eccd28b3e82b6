import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { cut, inert, inertLine, oneLine } from '../../src/report/inert.js'
import { commandsIn } from '../support/runner-oracle.js'

describe('inert text', () => {
  test.each([
    ['ANSI colours', '\u001b[1;31mred\u001b[0m', 'red'],
    ['8-bit escapes', '\u009b31mred', 'red'],
    ['an OSC 8 link', '\u001b]8;;https://evil.test\u0007text\u001b]8;;\u001b\\', 'text'],
    ['a device control string', 'a\u001bPq#0\u001b\\b', 'ab'],
    ['a cut escape', 'a\u001b', 'a'],
    ['a cut colour', 'a\u001b[31', 'a'],
    ['a cut title', 'a\u001b]0;title', 'a'],
    ['an 8-bit title', '\u009d0;title\u009cb', 'b'],
    ['a cursor shape', '\u001b[2 qb', 'b'],
    ['a character set', 'a\u001b(Bb', 'ab'],
    ['NUL and BEL', 'a\u0000b\u0007', 'a\ufffdb\ufffd'],
    ['bidi overrides', '\u202egpj.exe\u2069', 'gpj.exe'],
    ['zero-width characters', 'ghp_\u200babc\u2060d', 'ghp_abcd'],
    ['the BOM and soft hyphens', '\ufeffa\u00adb', 'ab'],
    ['Unicode tags', 'a\u{e0041}\u{e007f}b', 'ab'],
    ['variation selectors of no use', 'a\ufe0fb\u{e0100}', 'ab'],
    ['lone surrogates', 'a\ud800b\udc00', 'a\ufffdb\ufffd'],
    ['line ends of every kind', 'a\r\nb\rc\u2028d\u0085e\vf', 'a\nb\nc\nd\ne\nf'],
    ['tabs', 'a\tb', 'a b']
  ])('loses %s', (_what, text, expected) => {
    expect(inert(text)).toBe(expected)
  })

  test.each(['⚠️ ❌ 🛠️', '12 480', '412 ms', 'héllo ✓ 日本語 🙂'])('keeps %s', text => {
    expect(inert(text)).toBe(text)
  })

  test('is the same when it is made inert again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(inert(inert(text))).toBe(inert(text))
      })
    )
  })

  test('takes a line of 8 MiB in less than two seconds', () => {
    const started = performance.now()
    const text = inert('\u001b[31m@octocat \u200b'.repeat(500_000), 2000)
    expect(text).toHaveLength(2000)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

test('cutting marks the place and never leaves half a character', () => {
  expect(cut('abcdef', 4)).toBe('abc…')
  expect(cut('ab🙂cd', 4)).toBe('ab…')
  expect(cut('abcd', 4)).toBe('abcd')
  expect(cut('🙂🙂abc', 4)).toBe('🙂…')
})

test('one line keeps the blanks inside our numbers and collapses the others', () => {
  expect(oneLine('  a \n\t b  12\u202f480\u00a0ms ')).toBe('a b 12\u202f480\u00a0ms')
})

test('lines become one log line, with one blank between them', () => {
  expect(inertLine('  a\n\nb\nc\n')).toBe('  a b c')
})

describe('a log line', () => {
  const wild = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ':',
          '::',
          '#',
          '##[',
          '[',
          ']',
          'error',
          'add-mask',
          ' ',
          '\r',
          '\n',
          '\u200b'
        ),
        fc.string({ unit: 'binary', maxLength: 4 })
      )
    )
    .map(parts => parts.join(''))

  test('holds no command, wherever the text is set in it', () => {
    fc.assert(
      fc.property(wild, fc.constantFrom('', '  ', 'look 1/30  '), (text, before) => {
        const line = before + inertLine(text)
        expect(commandsIn(line)).toEqual([])
        expect(line).not.toMatch(/::|##\[|[\r\n]/)
      }),
      { numRuns: 2000 }
    )
  })

  test.each([
    ['::error::x', ': :error: :x'],
    [':::x', ': : :x'],
    ['##[group]a', '# # [group]a'],
    ['std::string at a#[0]', 'std: :string at a# [0]']
  ])('%s becomes %s', (text, expected) => {
    expect(inertLine(text)).toBe(expected)
  })
})
