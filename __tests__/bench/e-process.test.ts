import { expect, test } from '@jest/globals'
import { logEvidence } from '../../bench/judge/e-process.js'

/** Every outcome of so many events, with its chance where the share is `share`. */
function expectation(events: number, share: number, claimed: number): number {
  let [sum, chance] = [0, (1 - share) ** events]
  for (let fresh = 0; fresh <= events; fresh++) {
    sum += chance * Math.exp(logEvidence(fresh, events - fresh, claimed))
    chance *= ((events - fresh) / (fresh + 1)) * (share / (1 - share))
  }
  return sum
}

test('where nothing changed the evidence is worth one on average, whatever was seen', () => {
  for (const share of [0.05, 0.1, 0.5, 0.9]) {
    for (const events of [0, 1, 2, 10, 40]) {
      expect(Math.abs(expectation(events, share, share) - 1)).toBeLessThan(1e-12)
    }
  }
})

test('where the share fell it is worth less than one, where it rose more', () => {
  expect(expectation(40, 0.05, 0.1)).toBeLessThan(1)
  expect(expectation(40, 0.2, 0.1)).toBeGreaterThan(10)
})

test('no evidence is infinite or undefined, of millions of events either', () => {
  expect(logEvidence(0, 1e6, 0.1)).toBeLessThan(0)
  expect(logEvidence(150_000, 850_000, 0.1)).toBeGreaterThan(1000)
})
