import type { SignatureTrack } from '../model.js'
import type { SignatureQuestion } from './signatures.js'

/**
 * How many events make an unknown signature new. Every log has forms of line that come once in a while: some of
 * them come since the deploy and not before it, with no fault of the release. Their number can be read off the
 * other side, the signatures that were there before and did not come since: a form of line with j events in
 * all falls into the bake alone with probability pʲ and into the baseline alone with qʲ (p and q the shares of the
 * exposure), so one that was there j times before and not since stands for (p/q)ʲ of those that would be taken
 * for new. As many events are asked for as bring the expected number of these below the rate of false alarms.
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
      const gone = goneBy(logs.signatures, at)
      needs.set(at, neededFor(gone, exposure / before, minCount, level))
    }
  }
  const ofRead = (at: number) => needs.get(at) ?? minCount
  const ofCounted = neededOfCounted(question, ofRead, level)
  return ({ counted }, at) => (counted === undefined ? ofRead(at) : ofCounted(at))
}

/**
 * The store counted all of its lines, so the other side must be all lines too: what its own patterns of before the
 * deploy do not have since. Where they are not all of them, as many are asked for as would bring the events
 * asked for into what was read, and at most what is enough in any log.
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
      return neededFor(new Map(patterns.gone), odds, minCount, level)
    }
    const most = Math.max(minCount, MOST_NEEDED)
    const share = shares.get(at) ?? 0
    return share > 0 ? Math.min(most, Math.ceil(ofRead(at) / share)) : most
  }
}

/** How many signatures of the baseline had so many events there, and none by this look. */
function goneBy(signatures: readonly SignatureTrack[], at: number): ReadonlyMap<number, number> {
  const gone = new Map<number, number>()
  for (const { before, soFar, accepted } of signatures) {
    const events = before?.bad ?? 0
    if (accepted === true || soFar.some(tally => tally.at <= at)) continue
    gone.set(events, (gone.get(events) ?? 0) + 1)
  }
  return gone
}

function neededFor(
  gone: ReadonlyMap<number, number>,
  odds: number,
  least: number,
  alpha: number
): number {
  let needed = least
  while (needed < Math.max(least, MOST_NEEDED) && falselyNew(gone, odds, needed) > alpha) needed++
  return needed
}

/** Expected number of signatures with at least so many events that fall into the bake alone by chance. */
function falselyNew(gone: ReadonlyMap<number, number>, odds: number, needed: number): number {
  let expected = 0
  for (const [events, signatures] of gone) {
    if (events >= needed) expected += signatures * odds ** events
  }
  return expected
}
