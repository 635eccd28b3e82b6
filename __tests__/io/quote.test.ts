import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { quote } from '../../src/io/quote.js'

test.each([
  ['plain words', 'plain words'],
  ['two\nlines\r\nand\ta tab', 'two lines and a tab'],
  ['\u001b[31mred\u001b[0m', '[31mred [0m'],
  ['a\u202eb\u200bc\u2066d', 'a b c d'],
  ['see https://user:word@host/x', 'see https://host/x'],
  ['http://user@host', 'http://host'],
  ['s3://user:word@host', 's3://host'],
  ['see ab+c-1.x://:word@host, HTTPS://joe@host', 'see ab+c-1.x://host, HTTPS://host'],
  ['see https://host/x?a=b@c', 'see https://host/x?a=b@c'],
  ['see https://host?a=b@c https://host#a@c', 'see https://host?a=b@c https://host#a@c'],
  ['two  blanks \u00a0 and more ', 'two blanks and more'],
  ['', '']
])('%j is quoted as %j', (text, expected) => {
  expect(quote(text)).toBe(expected)
})

test('a long text ends in an ellipsis, and no character is cut in two', () => {
  const quoted = quote('🙂'.repeat(300))
  expect([...quoted]).toHaveLength(200)
  expect(quoted.endsWith('🙂…')).toBe(true)
})

test('a text of just so many characters is whole', () => {
  expect(quote('abcdef', 6)).toBe('abcdef')
  expect(quote('abcdefg', 6)).toBe('abcde…')
})

test('what stands far behind the limit is not looked at', () => {
  expect(quote(`${' '.repeat(48)}x`, 6)).toBe('')
  expect(quote(`${' '.repeat(47)}x`, 6)).toBe('x')
})

test('no control character survives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      return !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(quote(text))
    })
  )
})
