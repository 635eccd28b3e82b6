import { expect, test } from '@jest/globals'
import { read } from '../../src/judge/reading.js'
import type { Evidence, Look } from '../../src/model.js'
import {
  countCheck,
  evidenceOf,
  frameOf,
  logsCheck,
  looksOf,
  queryCheck,
  track
} from './builders.js'

const frame = frameOf(4)
const looks = (...states: Look['state'][]) => looksOf(frame, states)
const reading = (check: Parameters<typeof read>[0], evidence: Partial<Evidence>) =>
  read(check, evidenceOf(frame, evidence), frame)

test('series are in the order of their labels, whatever order they come in', () => {
  const values = ['a', 'b', 'c', 'd'].map(pod => track(frame, [], [1], { pod }))
  for (const mixed of [values, values.toReversed(), [...values.slice(2), ...values.slice(0, 2)]])
    expect(reading(queryCheck(), { values: mixed }).values.map(it => it.labels.pod)).toEqual([
      'a',
      'b',
      'c',
      'd'
    ])
})

test('what is taken for zero is a value of a query and an event of a count, never both', () => {
  const silent = { looks: looks('answered', 'empty'), scanned: 5 }
  expect(reading(countCheck(), { counts: [], ...silent }).values).toEqual([])
  expect(reading(queryCheck({ noData: 'zero' }), { values: [], ...silent }).counts).toEqual([])
})

test('a look that failed is not answered, though lines were read at others', () => {
  expect(reading(logsCheck(), { looks: looks('answered', 'failed', 'partial') }).answered).toBe(1)
})
