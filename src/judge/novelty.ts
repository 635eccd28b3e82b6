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

/** Of the time of a look: the count from which a signature without a past is new. */
export function eventsNeeded({
  check,
  logs,
  frame,
  alpha
}: SignatureQuestion): (at: number) => number {
  const { minCount } = check.newSignatures
  const before = logs.before?.exposure ?? 0
  const planned = frame.looks.length
  const needs = new Map<number, number>()
  if (before > 0) {
    for (const { at, exposure } of logs.soFar) {
      const gone = goneBy(logs.signatures, at)
      needs.set(at, neededFor(gone, exposure / before, minCount, alpha / Math.max(1, planned)))
    }
  }
  return at => needs.get(at) ?? minCount
}

/** How many signatures of the baseline had so many events there, and none by this look. */
function goneBy(signatures: readonly SignatureTrack[], at: number): ReadonlyMap<number, number> {
  const gone = new Map<number, number>()
  for (const { before, soFar, accepted } of signatures) {
    const events = before?.bad ?? 0
    if (events === 0 || accepted === true || soFar.some(tally => tally.at <= at)) continue
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
