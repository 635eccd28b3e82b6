import { expect, test } from '@jest/globals'
import { clean } from '../../src/logs/clean.js'

test.each([
  ['line ends of Windows', 'a\r\nb\r\n\r\nc\r\n', 'a\nb\n\nc\n'],
  ['several carriage returns at a line end', 'a\r\r\nb\r\r', 'a\nb'],
  ['a bar that draws itself anew', '10 %\r20 %\rdone', '10 %\n20 %\ndone'],
  ['colours', '\u001b[1;31mERROR\u001b[0m disk \u001b[38;5;196mfull\u001b[m', 'ERROR disk full'],
  [
    'what moves the cursor',
    'a\u001b[2K\u001b[1Gb\u001b[?25l\u001b(Bc\u001b#8d\u001b=\u001b',
    'abcd'
  ],
  [
    'titles and links',
    '\u001b]0;title\u0007a \u001b]8;;http://x\u001b\\b\u001b]8;;\u001b\\',
    'a b'
  ],
  ['escapes that are cut off', 'a\u001b[31', 'a'],
  ['NUL', 'a\u0000\u0000\u0000b\u0000', 'a\ufffdb\ufffd'],
  ['bytes that were no text, as they were decoded', 'caf\ufffd\ufffd\u0001 x', 'caf\ufffd x'],
  [
    'other controls, old ones and new ones',
    'a\u0008b\u007fc\u0085d\u009fe',
    'a\ufffdb\ufffdc\ufffdd\ufffde'
  ],
  ['a line with a control of another encoding and nothing else', 'caf\u0085', 'caf\ufffd'],
  ['marks of byte order, wherever they are', '\ufeff{"a": 1} \ufeffb', '{"a": 1} b'],
  ['halves of characters', 'a\ud83d b\ude00 c', 'a\ufffd b\ufffd c'],
  [
    'UTF-16 that was read as UTF-8',
    '\ufffd\ufffdE\u0000R\u0000R\u0000',
    '\ufffdE\ufffdR\ufffdR\ufffd'
  ],
  ['tabs, newlines and every whole character', 'a\tb\nç 漢 😀', 'a\tb\nç 漢 😀']
])('of %s plain text is left', (_, text, expected) => {
  expect(clean(text, 100)).toBe(expected)
})

test('no more is kept than the limit, and nothing of what was cut', () => {
  expect(clean('abcdef', 6)).toBe('abcdef')
  expect(clean('abcdef', 5)).toBe('abcde')
  expect(clean(`ab😀${'x'.repeat(2 ** 20)}`, 3)).toBe('ab\ufffd')
})
