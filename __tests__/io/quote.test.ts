import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { quote } from '../../src/io/quote.js'

test.each([
  ['plain words', 'plain words'],
  ['two\nlines\r\nand\ta tab', 'two lines and a tab'],
  ['\u001b[31mred\u001b[0m', '[31mred [0m'],
  ['a\u202eb\u200bc\u2066d', 'a b c d'],
  ['see https://user:word@host/x', 'see https://host/x'],
  ['see https://host/x?a=b@c', 'see https://host/x?a=b@c'],
  ['', '']
])('%j is quoted as %j', (text, expected) => {
  expect(quote(text)).toBe(expected)
})

test('a long text ends in an ellipsis, and no character is cut in two', () => {
  const quoted = quote('🙂'.repeat(300))
  expect([...quoted]).toHaveLength(200)
  expect(quoted.endsWith('🙂…')).toBe(true)
})

test('no control character survives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      return !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(quote(text))
    })
  )
})
