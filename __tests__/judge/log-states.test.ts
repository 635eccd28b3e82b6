import { describe, expect, test } from '@jest/globals'
import type { LogsTrack, SignatureTrack } from '../../src/model.js'
import { judgeSignatures } from '../../src/judge/signatures.js'
import { frameOf, logsCheck } from './builders.js'

const frame = frameOf(4)
const [first = 0, second = 0] = frame.looks
const none = { at: frame.rolloutStart, bad: 0, total: 3600 }

/** Unknown to the baseline, of which every line was read; so many events by the first looks. */
function unknown(id: string, events: readonly number[], change: Partial<SignatureTrack> = {}) {
  const soFar = events.map((bad, i) => ({ at: frame.looks[i] ?? 0, bad, total: 30 * (i + 1) }))
  const constant = { template: '', past: [], frames: [], examples: [] }
  return { id, ...constant, before: none, soFar, absence: 'read', ...change } as const
}
/** So many in an hour before the deploy, evenly. */
function known(id: string, before: number, events: readonly number[]): SignatureTrack {
  return { ...unknown(id, events), before: { ...none, bad: before } }
}

interface Asked {
  readonly logs?: Partial<LogsTrack>
  readonly deployNoise?: number
  readonly worse?: 'higher' | 'lower' | 'either'
}

function judged(signatures: readonly SignatureTrack[], asked: Asked = {}) {
  const { deployNoise = 0, worse = 'higher' } = asked
  const line = (at: number, exposure: number) => ({ at, matched: 500, read: 500, exposure })
  const logs = {
    signatures,
    before: line(frame.rolloutStart, 3600),
    soFar: [line(first, 30), line(second, 60)],
    ...asked.logs
  }
  const check = logsCheck({ deployNoise, compare: { worse, tolerance: 2 } })
  return judgeSignatures({ check, logs, frame, alpha: 0.01 })
}
const stateOf = (change: Partial<SignatureTrack>, asked: Asked = {}) =>
  judged([unknown('a', [2, 5], change)], asked)[0]?.state

describe('a signature that the baseline does not have', () => {
  test('is new from the look on at which it had min-count events', () => {
    expect(judged([unknown('a', [2, 5])])).toEqual([
      { id: 'a', state: 'new', before: 0, after: 5, firstBreach: second }
    ])
    expect(judged([unknown('a', [3, 5])])[0]?.firstBreach).toBe(first)
  })

  test('is rare below min-count', () => {
    expect(judged([unknown('a', [1, 2])])).toEqual([
      { id: 'a', state: 'rare', before: 0, after: 2 }
    ])
  })

  test('is not told where it did not come since the deploy either', () => {
    expect(judged([unknown('a', [])])).toEqual([])
  })

  test('may be new where the baseline was not read whole, or not at all', () => {
    const { absence: _, ...sampled } = unknown('a', [5])
    const { before: __, ...unread } = unknown('b', [4])
    expect(judged([sampled, unread])).toEqual([
      { id: 'a', state: 'unproven', before: 0, after: 5, firstBreach: first },
      { id: 'b', state: 'unproven', before: 0, after: 4, firstBreach: first }
    ])
  })

  test('is new where the store was asked for its text and had none before', () => {
    expect(stateOf({ absence: 'asked' })).toBe('new')
  })

  test('keeps the events of a baseline that has no exposure', () => {
    expect(judged([unknown('a', [5], { before: { ...none, bad: 2, total: 0 } })])).toMatchObject([
      { before: 2, after: 5 }
    ])
  })

  test('is accepted where a person accepted it', () => {
    expect(judged([unknown('a', [2, 5], { accepted: true })])).toEqual([
      { id: 'a', state: 'accepted', before: 0, after: 5 }
    ])
    expect(stateOf({ accepted: false })).toBe('new')
  })

  test.each([
    [2, 2, 'deploy-noise'],
    [3, 3, 'deploy-noise'],
    [3, 2, 'new'],
    [1, 1, 'new'],
    [undefined, undefined, 'new']
  ])('after %s earlier deploys, of which %s printed it, is %s', (looked, printed, state) => {
    const logs = looked === undefined ? {} : { earlierDeploys: looked }
    const track = printed === undefined ? {} : { earlierDeploys: printed }
    expect(stateOf(track, { logs })).toBe(state)
  })

  test('is the deploy’s noise where all of its events came within `deploy-noise`', () => {
    expect(stateOf({ early: 5 }, { deployNoise: 60_000 })).toBe('deploy-noise')
    expect(stateOf({ early: 4 }, { deployNoise: 60_000 })).toBe('new')
    expect(stateOf({}, { deployNoise: 60_000 })).toBe('new')
    expect(stateOf({ early: 5 }, { deployNoise: 0 })).toBe('new')
  })

  test('is told by earlier deploys, not by its time, where at least two were looked at', () => {
    const asked = { deployNoise: 60_000, logs: { earlierDeploys: 2 } }
    expect(stateOf({ early: 5, earlierDeploys: 1 }, asked)).toBe('new')
    expect(
      stateOf({ early: 5, earlierDeploys: 0 }, { ...asked, logs: { earlierDeploys: 1 } })
    ).toBe('deploy-noise')
  })
})

describe('a signature that the baseline has', () => {
  test('is known, and not told where it did not come since', () => {
    expect(judged([known('a', 120, [1, 2]), known('b', 120, [])])).toEqual([
      { id: 'a', state: 'known', before: 120, after: 2, expected: 2 }
    ])
  })

  test('is told where its absence is what the check asks for', () => {
    expect(judged([known('a', 1200, [])], { worse: 'lower' })).toMatchObject([
      { id: 'a', state: 'more', before: 1200, after: 0 }
    ])
  })
})

test('the worst stand first, the more frequent first among equals', () => {
  const { absence: _, ...sampled } = unknown('unproven', [90])
  const all = [
    known('known', 7200, [60]),
    unknown('noise', [80], { early: 80 }),
    unknown('accepted', [70], { accepted: true }),
    unknown('rare', [1]),
    unknown('rarer', [2]),
    sampled,
    known('more', 120, [40]),
    unknown('new', [10]),
    unknown('newer', [20])
  ]
  const order = 'newer new more unproven rarer rare accepted noise known'.split(' ')
  for (const signatures of [all, all.toReversed()]) {
    expect(judged(signatures, { deployNoise: 1 }).map(({ id }) => id)).toEqual(order)
  }
})
