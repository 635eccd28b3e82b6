import type { SignatureTrack } from '../model.js'
import type { SignatureQuestion } from './signatures.js'

/**
 * How many events make an unknown signature new. Every log has forms of line that come once in a while: some of
 * them come since the deploy and not before it, with no fault of the release. As many events are asked for as bring
 * the expected number of these below the rate of false alarms. It is told in two ways, and the larger counts; p and q are
 * the shares of the bake and of the baseline in the exposure.
 *
 * Exactly, where lines are independent: of a form with j events in all, every one falls into the bake with probability
 * pʲ. So each form that was there before stands for pʲ of those that are taken for new, whether it came again or
 * not. The one in question is one of them if it is a false one, and counts too, though for no more than all others
 * do: a log that is not known for rare forms is not thought to have one.
 *
 * By the other side, where lines of a form come together, and all of them on one side more often than that: one that was
 * there j times before and not since stands for (p/q)ʲ.
 */

/** What came this often is held against the release in any log: releases remove lines too, and these are no luck. */
const MOST_NEEDED = 12

/** Of a signature and the time of a look: the count from which it is new, if it has no past. */
export type Need = (track: SignatureTrack, at: number) => number

export function eventsNeeded(question: SignatureQuestion): Need {
  const { check, logs, frame, alpha } = question
  const { minCount } = check.newSignatures
  const before = logs.before?.exposure ?? 0
  const level = alpha / Math.max(1, frame.looks.length)
  const needs = new Map<number, number>()
  if (before > 0) {
    for (const { at, exposure } of logs.soFar) {
      const known = knownBy(logs.signatures, at)
      needs.set(at, neededFor(known, exposure / before, minCount, level))
    }
  }
  const ofRead = (at: number) => needs.get(at) ?? minCount
  const ofCounted = neededOfCounted(question, ofRead, level)
  return ({ counted }, at) => (counted === undefined ? ofRead(at) : ofCounted(at))
}

/**
 * The store counted all of its lines, so the others must be all lines too: its own patterns of before the
 * deploy. Where they are not all of them, as many are asked for as would bring the events asked for into what was
 * read, and at most what is enough in any log.
 */
function neededOfCounted(
  { check, logs, frame }: SignatureQuestion,
  ofRead: (at: number) => number,
  level: number
): (at: number) => number {
  const { minCount } = check.newSignatures
  const { patterns } = logs
  const shares = new Map(logs.soFar.map(({ at, matched, read }) => [at, read / matched]))
  return at => {
    if (patterns?.complete === true && patterns.seconds > 0) {
      const odds = Math.max(0, at - frame.bake.start) / 1000 / patterns.seconds
      return neededFor(knownOf(patterns.rare), odds, minCount, level)
    }
    const most = Math.max(minCount, MOST_NEEDED)
    const share = shares.get(at) ?? 0
    return share > 0 ? Math.min(most, Math.ceil(ofRead(at) / share)) : most
  }
}

/** Of the forms that were there before: how many had so many events. */
interface Known {
  /** There and since. */
  readonly all: ReadonlyMap<number, number>
  /** There, of those that did not come since. */
  readonly gone: ReadonlyMap<number, number>
}

function knownBy(signatures: readonly SignatureTrack[], at: number): Known {
  return knownOf(
    signatures.flatMap(({ before, soFar, accepted }) => {
      if (accepted === true || before === undefined || before.bad === 0) return []
      return [[before.bad, soFar.findLast(tally => tally.at <= at)?.bad ?? 0, 1] as const]
    })
  )
}

/** Of [events before, events since, how many forms had these]. */
function knownOf(forms: readonly (readonly [number, number, number])[]): Known {
  const all = new Map<number, number>()
  const gone = new Map<number, number>()
  for (const [before, since, count] of forms) {
    all.set(before + since, (all.get(before + since) ?? 0) + count)
    if (since === 0) gone.set(before, (gone.get(before) ?? 0) + count)
  }
  return { all, gone }
}

function neededFor(known: Known, odds: number, least: number, alpha: number): number {
  let needed = least
  while (needed < Math.max(least, MOST_NEEDED) && falselyNew(known, odds, needed) > alpha) needed++
  return needed
}

/** Expected number of forms with at least so many events that fall into the bake alone by chance. */
function falselyNew({ all, gone }: Known, odds: number, needed: number): number {
  const share = odds / (1 + odds)
  const others = expectedOf(all, share, needed)
  return Math.max(others + Math.min(others, share ** needed), expectedOf(gone, odds, needed))
}

function expectedOf(forms: ReadonlyMap<number, number>, chance: number, needed: number): number {
  let expected = 0
  for (const [events, count] of forms) if (events >= needed) expected += count * chance ** events
  return expected
}
