import { expect, test } from '@jest/globals'
import { parseFileCommands } from '../../src/demo/file-commands.js'

test('values of one line and of several are read as the runner reads them', () => {
  const text = 'a=1\nb=x=y\n\nc<<END\none\n\ntwo=2\nEND\nd<<E2\nE2\na=last wins\n'
  expect(parseFileCommands(text)).toEqual({ a: 'last wins', b: 'x=y', c: 'one\n\ntwo=2', d: '' })
})

test.each([
  ['no operator', 'Invalid format in line 1'],
  ['=x', 'Invalid format in line 1'],
  ['a=1\nb<<END\nnever closed', 'Line 2 opens a value that is never closed by "END"']
])('%j fails the step, as it does on the runner', (text, message) => {
  expect(() => parseFileCommands(text)).toThrow(message)
})
