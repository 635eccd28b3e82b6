import { expect, test } from '@jest/globals'
import type { Asker } from '../../src/bake/ask.js'
import { readIfFew, readLines } from '../../src/bake/lines.js'
import type { FailureCode, Measurement } from '../../src/model.js'
import { linesIn, logStore } from '../support/log-store.js'

const window = { start: 1_000_000, end: 1_060_000 }
const lines = linesIn(window, 7, index => `payment ${index} failed`)
const silent: Measurement = { series: [], complete: true, notes: [], retries: 0 }
const zero: Measurement = {
  ...silent,
  series: [{ labels: {}, samples: [{ at: window.end, value: 0 }] }]
}

/** Counts by `counted`, whatever the store holds. */
function askerOf(counted: Measurement | FailureCode): Asker {
  const io = {
    http: () => Promise.reject(new Error('unused')),
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    signal: new AbortController().signal
  }
  return {
    io,
    skew: () => 0,
    ask: () =>
      Promise.resolve(
        typeof counted === 'string'
          ? { kind: 'failure', failure: { code: counted, message: 'no', retries: 0 } }
          : { kind: 'answer', measurement: counted }
      ),
    patterns: () => Promise.resolve(undefined),
    fetch: async (source, span, most) => ({
      kind: 'answer',
      batch: await source.fetch(span, most, io)
    })
  }
}

const read = (counted: Measurement | FailureCode) =>
  readLines(logStore(lines).questions, window, 100, askerOf(counted))

test.each([
  ['no series and does not say what it looked at', silent],
  ['no series and looked at nothing', { ...silent, scanned: 0 }],
  ['that it does not understand', 'invalid-query'],
  ['an error', 'provider-error']
] as const)('a count that answers %s leaves the lines to be read', async (_name, counted) => {
  expect(await read(counted)).toMatchObject({ kind: 'answer', whole: true, count: { read: 7 } })
})

test('of several looks at once as well', async () => {
  const { questions } = logStore(lines)
  const reading = await readIfFew(questions, window, 100, askerOf(silent))
  expect(reading).toMatchObject({ kind: 'answer', count: { read: 7 } })
})

test.each([
  ['a zero', zero],
  ['no series after looking through lines', { ...silent, scanned: 90 }]
] as const)('a count that answers %s spares the reading', async (_name, counted) => {
  expect(await read(counted)).toMatchObject({ kind: 'answer', count: { read: 0 } })
})

test('a refused credential is not asked again for lines', async () => {
  expect(await read('not-authorised')).toMatchObject({ kind: 'failure' })
})
