import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseAccepted, writeAccepted } from '../../src/logs/accepted.js'

describe('a file of accepted signatures', () => {
  test('is read line by line, comments apart', () => {
    const text =
      '# known noise\n\n0123456789ab Retry <*> of <*>  # SHOP-12, harmless\r\nabcdef012345\n'
    expect(parseAccepted(text, 'accepted.txt')).toEqual({
      entries: [
        { id: '0123456789ab', template: 'Retry <*> of <*>', comment: 'SHOP-12, harmless', line: 3 },
        { id: 'abcdef012345', template: '', comment: '', line: 4 }
      ],
      problems: []
    })
  })

  test('names the line and the remedy of what it cannot read', () => {
    const { problems } = parseAccepted('0123456789ab fine\n0123 short\n', '.github/accepted.txt')
    expect(problems).toEqual([
      '.github/accepted.txt:2: "0123 short" does not begin with a signature\'s id. Write the 12 hex digits of the report and its template, or begin the line with # for a comment.'
    ])
  })

  test('reads back what was written, whatever the template and the comment hold', () => {
    const words = fc.string({ unit: 'grapheme' }).map(text => text.replace(/\s+/g, ' ').trim())
    fc.assert(
      fc.property(words, words, (template, comment) => {
        const line = writeAccepted({ id: '0123456789ab', template, comment })
        expect(line).not.toMatch(/[\r\n]/)
        const [entry] = parseAccepted(line, 'x').entries
        expect(entry).toMatchObject({ id: '0123456789ab', template, comment })
      })
    )
  })
})
