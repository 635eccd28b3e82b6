import { describe, expect, test } from '@jest/globals'
import type { LogsTrack, SignatureTrack } from '../../src/model.js'
import { eventsNeeded } from '../../src/judge/novelty.js'
import { frameOf, logsCheck } from './builders.js'

/**
 * The bake's exposure is half of the baseline's, so a signature with j events in the baseline and none since stands for 2⁻ʲ of
 * those that would be taken for new, and one with j events in all for 3⁻ʲ. With ten looks and alpha of 10 · 2⁻¹⁰, 2⁻¹⁰ of
 * them are permitted at a look.
 */
const frame = frameOf(10)
const { start } = frame.bake
const LOOK = start + 60_000
const alpha = 10 / 1024

function signature(events: number, change: Partial<SignatureTrack> = {}): SignatureTrack {
  const before = { at: start, bad: events, total: 120 }
  return { id: 'a', template: '', before, past: [], soFar: [], frames: [], examples: [], ...change }
}
function times(count: number, events: number): SignatureTrack[] {
  return Array.from({ length: count }, () => signature(events))
}
/** That came again: so many events in all, one of them since the deploy. */
function again(count: number, events: number, at = LOOK): SignatureTrack[] {
  return times(count, events - 1).map(track => ({ ...track, soFar: [{ at, bad: 1, total: 60 }] }))
}
/** Permits so many times 3⁻¹⁰ at a look. */
const permitting = (many: number) => (10 * many * 1.000_001) / 3 ** 10
const lines = (at: number, exposure: number, read = 100, matched = read) => ({
  at,
  matched,
  read,
  exposure
})

interface Asked {
  readonly logs?: Partial<LogsTrack>
  readonly alpha?: number
  readonly minCount?: number
  readonly looks?: readonly number[]
  readonly at?: number
  /** The store counted the signature's events. */
  readonly counted?: boolean
}

/** Events from which a signature without a past is new, where these were there before. */
function needed(signatures: readonly SignatureTrack[], asked: Asked = {}): number {
  const logs = { signatures, before: lines(start, 120), soFar: [lines(LOOK, 60)], ...asked.logs }
  const need = eventsNeeded({
    check: logsCheck({ newSignatures: { max: 0, minCount: asked.minCount ?? 3 } }),
    logs,
    frame: { ...frame, looks: asked.looks ?? frame.looks },
    alpha: asked.alpha ?? alpha
  })
  return need(signature(0, asked.counted === true ? { counted: 'text' } : {}), asked.at ?? LOOK)
}

describe('the events that make an unknown signature new', () => {
  test('are min-count in a log of which nothing went away', () => {
    expect(needed([])).toBe(3)
    expect(needed([signature(0)])).toBe(3)
  })

  test('are min-count where chance explains as many as the rate of false alarms permits', () => {
    expect(needed([signature(10)])).toBe(3)
  })

  test('are more than those of signatures that went away, where chance explains more than that', () => {
    expect(needed([signature(10)], { alpha: alpha * 0.999 })).toBe(11)
    expect(needed(times(2, 10))).toBe(11)
    expect(needed(times(8, 6))).toBe(7)
  })

  test('are as many as bring the sum over all of them below it', () => {
    // 2⁻⁹ + 2⁻¹⁰ is too much, 2⁻¹⁰ is not.
    expect(needed([signature(9), signature(10)])).toBe(10)
    // 2⁻¹⁰ + 2⁻¹¹ is too much.
    expect(needed([signature(10), signature(11)])).toBe(11)
  })

  test('are twelve at most, or min-count where that is more', () => {
    expect(needed(times(5000, 20))).toBe(12)
    expect(needed(times(5000, 20), { minCount: 12 })).toBe(12)
    expect(needed(times(5000, 20), { minCount: 15 })).toBe(15)
  })

  test('are fewer where the bake is a smaller part of the baseline', () => {
    // 9 · 3⁻⁶ is 0.012, 9 · 12⁻⁶ is 3e-6.
    expect(needed(times(9, 6), { logs: { soFar: [lines(LOOK, 40)] } })).toBe(7)
    expect(needed(times(9, 6), { logs: { soFar: [lines(LOOK, 10)] } })).toBe(3)
  })

  test('are told by those that came again as well, with the one in question as one more', () => {
    expect(needed(again(1, 10), { alpha: permitting(2) })).toBe(3)
    expect(needed(again(1, 10), { alpha: permitting(1.99) })).toBe(11)
    // Two that are like it, and itself; below ten events it would count for as much as both.
    expect(needed(again(2, 10), { alpha: permitting(4) })).toBe(3)
    expect(needed(again(2, 10), { alpha: permitting(3) })).toBe(10)
    expect(needed(again(2, 10), { alpha: permitting(2.99) })).toBe(11)
  })

  test('are told by how often these came in all, whenever that was', () => {
    const since = (before: number, bad: number) =>
      signature(before, { soFar: [{ at: LOOK, bad, total: 60 }] })
    const level = { alpha: permitting(1.99) }
    expect(needed([since(1, 9)], level)).toBe(11)
    expect(needed([since(9, 1)], level)).toBe(11)
    expect(needed([since(9, 2)], level)).toBe(3)
    // Up to the look, by the last count before it.
    const twice = [
      { at: LOOK - 30_000, bad: 1, total: 30 },
      { at: LOOK, bad: 2, total: 60 }
    ]
    expect(needed([signature(8, { soFar: twice })], level)).toBe(11)
    expect(
      needed([signature(8, { soFar: [...twice, { at: LOOK + 1, bad: 99, total: 61 }] })], level)
    ).toBe(11)
  })

  test('are not told by new ones, nor by accepted ones', () => {
    const unknown = signature(0, { soFar: [{ at: LOOK, bad: 10, total: 60 }] })
    expect(needed([unknown], { alpha: permitting(0.1) })).toBe(3)
    for (const known of [times(2, 10), again(9, 6)]) {
      expect(needed(known.map(track => ({ ...track, accepted: false })))).toBeGreaterThan(6)
      expect(needed(known.map(track => ({ ...track, accepted: true })))).toBe(3)
    }
  })

  test('are counted up to the look: what comes later had not come yet', () => {
    const later = times(2, 10).map(track => ({
      ...track,
      soFar: [{ at: LOOK + 1, bad: 1, total: 60 }]
    }))
    expect(needed(later)).toBe(11)
  })

  test('are told by nothing that has no baseline', () => {
    const { before: _, ...unknown } = signature(0)
    expect(needed([unknown, ...times(2, 10)])).toBe(11)
  })

  test('are min-count where nothing was read of the baseline', () => {
    expect(needed(times(5000, 20), { logs: { before: lines(start, 0) } })).toBe(3)
    const unknown: LogsTrack = { signatures: times(5000, 20), soFar: [lines(LOOK, 60)] }
    const need = eventsNeeded({ check: logsCheck(), logs: unknown, frame, alpha })
    expect(need(signature(0), LOOK)).toBe(3)
  })

  test('are min-count at a look of which no lines are known', () => {
    expect(needed(times(5000, 20), { at: LOOK + 1 })).toBe(3)
  })

  test('are shared among the planned looks, one at least', () => {
    expect(needed([signature(10)], { looks: [LOOK], alpha: 1 / 1024 })).toBe(3)
    expect(needed([signature(10)], { looks: [], alpha: 1 / 1024 })).toBe(3)
    expect(needed([signature(10)], { looks: [], alpha: 0.999 / 1024 })).toBe(11)
    expect(needed([signature(10)], { looks: [1, 2], alpha: 1 / 1024 })).toBe(11)
  })
})

describe('of a signature whose events the store counted, the events that make it new', () => {
  /** 120 s before the deploy, the look after 60 s. */
  const patterns = (
    rare: readonly (readonly [number, number, number])[],
    change: Partial<NonNullable<LogsTrack['patterns']>> = {}
  ) => ({ since: 1, seconds: 120, complete: true, rare, ...change })
  const counted = (asked: Asked = {}, signatures: readonly SignatureTrack[] = []) =>
    needed(signatures, { counted: true, ...asked })

  test('are told by the store’s own patterns where they are all there are', () => {
    expect(counted({ logs: { patterns: patterns([[10, 0, 1]]) } })).toBe(3)
    expect(counted({ logs: { patterns: patterns([[10, 0, 2]]) } })).toBe(11)
    expect(counted({ logs: { patterns: patterns([[10, 0, 1]]) }, minCount: 4 })).toBe(4)
    expect(needed([], { logs: { patterns: patterns([[10, 0, 2]]) } })).toBe(3)
  })

  test('are told by those that came again too', () => {
    const told = (many: number) =>
      counted({ logs: { patterns: patterns([[4, 6, 2]]) }, alpha: permitting(many) })
    expect(told(4)).toBe(3)
    expect(told(3)).toBe(10)
    expect(told(2.99)).toBe(11)
  })

  test('are more the longer the bake is', () => {
    const logs = { patterns: patterns([[10, 0, 1]]) }
    expect(counted({ logs, at: LOOK + 6_000 })).toBe(11)
    expect(counted({ logs, at: start - 240_000 })).toBe(3)
  })

  test.each([
    ['they are a sample', patterns([[10, 0, 2]], { complete: false })],
    ['nothing is known of before', patterns([[10, 0, 2]], { seconds: 0 })],
    ['the store has none', undefined]
  ])('are as many as bring those asked for into what was read, where %s', (_, found) => {
    const some = found === undefined ? {} : { patterns: found }
    const of = (read: number, minCount = 3, signatures: readonly SignatureTrack[] = []) =>
      counted({ logs: { ...some, soFar: [lines(LOOK, 60, read, 100)] }, minCount }, signatures)
    expect(of(100)).toBe(3)
    expect(of(50)).toBe(6)
    // 3/0.4 is 7.5.
    expect(of(40)).toBe(8)
    // 7/0.7 is 10: of what was read, eight that went away ask for seven.
    expect(of(70, 3, times(8, 6))).toBe(10)
    // 3/0.25 is 12, the most; so is anything above.
    expect(of(25)).toBe(12)
    expect(of(10)).toBe(12)
    expect(of(0)).toBe(12)
    expect(of(50, 20)).toBe(20)
  })

  test('are the most where no lines are known, or at that look', () => {
    expect(counted({ at: LOOK + 1 })).toBe(12)
    expect(counted({ logs: { soFar: [lines(LOOK, 60, 0, 0)] } })).toBe(12)
    expect(counted({ at: LOOK + 1, minCount: 20 })).toBe(20)
  })
})
