import { describe, expect, test } from '@jest/globals'
import {
  codeText,
  fenceText,
  linkable,
  named,
  splitProse,
  words
} from '../../src/report/document.js'

/** The sentence with what is no harmless word in brackets. */
function marked(text: string): string {
  return splitProse(text)
    .map(piece => (piece.safe ? piece.text : `[${piece.text}]`))
    .join('')
}

describe('a sentence', () => {
  test.each([
    [
      'took 12.5 ms at 14:03:59, (10:30) by 5/12 or 7/s',
      'took 12.5 ms at 14:03:59, (10:30) by 5/12 or 7/s'
    ],
    ['"quoted" and ((bracketed)), really?!', '"quoted" and ((bracketed)), really?!'],
    ['... ??? "', '... ??? "'],
    ['at 120/s, /s', 'at 120/s, /s'],
    ['go to www.example.com', 'go to [www.example.com]'],
    ['ask mailto:joe now', 'ask [mailto:joe] now'],
    ['see abc:12', 'see [abc:12]'],
    ['see 12:abc and 12:', 'see [12:abc] and 12:'],
    ['see a/1 and 1/a and 1/2x and 1/s2', 'see [a/1] and [1/a] and [1/2x] and [1/s2]'],
    ['see 1:2x and x1:2', 'see [1:2x] and [x1:2]'],
    ['fix GH-12', 'fix [GH-12]'],
    ['at 0123abc', 'at [0123abc]'],
    ['"(@octocat)," said', '"([@octocat])," said'],
    ['use `a b` now', 'use [a b] now']
  ])('%s', (text, expected) => {
    expect(marked(text)).toBe(expected)
  })

  test('is one piece where all of it is harmless, and has no empty ones', () => {
    expect(splitProse('all  is well')).toEqual([{ text: 'all is well', safe: true }])
    expect(splitProse('x @a @b')).toEqual([
      { text: 'x ', safe: true },
      { text: '@a', safe: false },
      { text: ' ', safe: true },
      { text: '@b', safe: false }
    ])
    expect(splitProse('')).toEqual([])
  })
})

test('only plain https addresses of a bearable length are linked', () => {
  const long = (length: number) => `https://a.example/${'x'.repeat(length - 18)}`
  expect(linkable('https://a.example/b?c=d#e')).toBe('https://a.example/b?c=d#e')
  expect(linkable(long(6000))).toBe(long(6000))
  const refused = [
    long(6001),
    'http://a.example',
    'xhttps://a.example',
    'https://a.example/b c',
    'https://a.example/é',
    'https://joe@a.example',
    'https://joe:word@a.example',
    'https://:word@a.example',
    'https://'
  ]
  expect(refused.map(linkable)).toEqual(refused.map(() => undefined))
})

test('what would be empty says so', () => {
  expect(codeText(' \u200b')).toBe('(empty)')
  expect(named('')).toEqual({ kind: 'prose', text: '(unnamed)' })
})

test('a fence has no blanks at the ends of its lines', () => {
  expect(fenceText('a  \t\n  b \nc')).toBe('a\n  b\nc')
})

test('back-ticks mark names in our own words', () => {
  expect(words('`a` is `b`')).toEqual([
    { kind: 'code', text: 'a' },
    ' is ',
    { kind: 'code', text: 'b' }
  ])
})
