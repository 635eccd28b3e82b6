import { expect, test } from '@jest/globals'
import { createAsker } from '../../src/bake/ask.js'
import { createProver } from '../../src/bake/proof.js'
import { createBook } from '../../src/bake/signatures.js'
import { readEvents } from '../../src/logs/events.js'
import type { EndpointSettings, LogLine, Window } from '../../src/model.js'
import { planFrame } from '../../src/plan.js'
import { lineOf, linesIn, logStore } from '../support/log-store.js'

const minute = 60_000
const deployedAt = Date.UTC(2026, 10, 25, 12)
const frame = planFrame({
  bake: {
    settle: minute,
    duration: 10 * minute,
    interval: 30_000,
    extend: 0,
    earlyStop: true,
    earlyPass: false
  },
  baseline: { kind: 'before', duration: 60 * minute, gap: minute, history: 24 * 60 * minute },
  deployedAt
})
const endpoint = { url: 'https://logs.test' } as EndpointSettings
const io = {
  http: () => Promise.reject(new Error('nothing is asked over the network')),
  clock: { now: () => deployedAt, sleep: () => Promise.resolve() },
  signal: new AbortController().signal
}
const text = (index: number) => `ERROR invoice ${index} has no customer in the ledger`

async function proofOf(lines: readonly LogLine[], seen = [lineOf(frame.bake.start, text(0))]) {
  const book = createBook(frame, 0, [])
  for (const event of readEvents(seen)) book.addSince(event, frame.bake.end)
  const prover = createProver({
    lines: logStore(lines).questions.lines,
    asker: createAsker(endpoint, io),
    frame,
    book,
    sampled: () => [frame.baseline],
    earlierDeploys: []
  })
  const [entry] = book.entries()
  if (entry === undefined) throw new Error('no signature')
  return prover.proveOne(entry.signature)
}
const rateOf = ({ bad, total }: { bad: number; total: number }) => bad / total
const from = (window: Window, count: number) => linesIn(window, count, text)

test('what is too frequent in the baseline to read all of it has the rate of its newest lines', async () => {
  // A hundred lines are read, which is two minutes of fifty a minute.
  const { earlier } = await proofOf(from(frame.baseline, 3000))
  expect(rateOf(earlier ?? { bad: 0, total: 1 })).toBeCloseTo(3000 / 3600, 1)
})

test('what is read to its last line has the rate of its busiest stretch', async () => {
  const burst = { start: frame.baseline.start, end: frame.baseline.start + minute }
  const { earlier } = await proofOf(from(burst, 60))
  expect(earlier).toMatchObject({ bad: 60, total: (frame.bake.end - frame.bake.start) / 1000 })
})

test('what is not there is known to be absent', async () => {
  expect(await proofOf([])).toEqual({ asked: true })
})

test('a record of many lines with no telling text is not absent where its pieces may be', async () => {
  const [head, next] = ['fail: Pay[0]', '      Charge 7 of 12 ended with 3 left']
  const seen = [head, next].map(text => lineOf(frame.bake.start, text))
  const there = linesIn(frame.baseline, 3, () => next)
  expect(await proofOf(there, seen)).toEqual({ asked: false })
  expect(await proofOf([], seen)).toEqual({ asked: true })
})
