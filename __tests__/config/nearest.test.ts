import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { editDistance, nearest } from '../../src/config/nearest.js'

test.each([
  ['', '', 0],
  ['settle', 'setle', 1],
  ['max', 'mxa', 1],
  ['kitten', 'sitting', 3],
  ['abc', '', 3]
])('%p and %p are %d edits apart', (left, right, distance) => {
  expect(editDistance(left, right)).toBe(distance)
})

test.each([
  ['intervall', 'interval'],
  ['fail_after', 'fail-after'],
  ['failAfter', 'fail-after'],
  ['FAIL-AFTER', 'fail-after'],
  ['durration', 'duration']
])('%s is taken for %s', (word, expected) => {
  expect(nearest(word, ['interval', 'fail-after', 'duration', 'max'])).toBe(expected)
})

test.each(['zzz', 'completely-different', ''])('nothing is near %p', word => {
  expect(nearest(word, ['interval', 'fail-after', 'duration'])).toBeUndefined()
})

const word = fc.string({ unit: fc.constantFrom(...'abc-'), maxLength: 12 })

test('the distance is symmetric, zero for equal words only, and at most the longer word', () => {
  fc.assert(
    fc.property(word, word, (left, right) => {
      const distance = editDistance(left, right)
      expect(distance).toBe(editDistance(right, left))
      expect(distance === 0).toBe(left === right)
      expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length))
      expect(distance).toBeGreaterThanOrEqual(Math.abs(left.length - right.length))
    })
  )
})

test('one edit is a distance of one at most', () => {
  fc.assert(
    fc.property(word, fc.nat(), fc.constantFrom('', 'x', 'xx'), (text, seed, insert) => {
      const at = seed % (text.length + 1)
      const edited = text.slice(0, at) + insert + text.slice(at + 1)
      expect(editDistance(text, edited)).toBeLessThanOrEqual(Math.max(1, insert.length))
    })
  )
})
