import type { Followed } from './follow.js'
import type { LogsTrack } from '../model.js'
import { pastSpans } from './keeper.js'
import type { Watching } from './logs.js'
import { type Entry, talliesOf, trackOf, type TrackFacts } from './signatures.js'

/** What a `logs` check has seen, as evidence. */
export function tracksOf(watching: Watching): LogsTrack {
  const { check, frame, book, prover, patterns, context, before, soFar, sampled } = watching
  const exposures = new Map(soFar.map(({ at, exposure }) => [at, exposure]))
  const spans = pastSpans(check.baseline, frame).baseline
  const facts: TrackFacts = {
    frame,
    before,
    beforeSeconds: spans.reduce((sum, { start, end }) => sum + (end - start) / 1000, 0),
    exposureAt: look => exposures.get(look) ?? 0,
    whole: before !== undefined && sampled.length === 0,
    proofs: prover.proofs,
    redact: context.redact,
    excerpts: context.excerpts,
    isAccepted: watching.isAccepted,
    followed: entry => followedBy(watching, entry)
  }
  const signatures = book.entries().map(entry => trackOf(entry, facts))
  const { earlierDeploys } = context
  const told = patterns.told()
  return {
    signatures: signatures.filter(({ past, soFar }) => past.length + soFar.length > 0),
    ...(before === undefined ? {} : { before }),
    soFar: [...soFar],
    ...(earlierDeploys.length === 0 ? {} : { earlierDeploys: earlierDeploys.length }),
    ...(told === undefined ? {} : { patterns: told })
  }
}

/** One that turned out to be of a form with lines that were read before the deploy is judged by what was read. */
function followedBy({ follower }: Watching, entry: Entry): Followed | undefined {
  return entry.before > 0 ? undefined : follower.countOf(entry.signature)
}

/**
 * After a rollback only signatures that the bad bake or its baseline had are judged: recovered is who does
 * not log them any more. What is new since then is not what the rollback was for.
 */
export function recoveredTracks(watching: Watching, past: LogsTrack): LogsTrack {
  const now = tracksOf(watching)
  const entries = watching.book.entries()
  const byKnown = new Map(
    entries.flatMap(({ signature }) => {
      const track = now.signatures.find(({ id }) => id === signature.id)
      const { accepted: index } = signature
      const same = past.signatures.findIndex(({ id }) => id === signature.id)
      const known = same >= 0 ? same : index
      return track === undefined || known === undefined ? [] : [[known, track] as const]
    })
  )
  return {
    ...now,
    ...(past.before === undefined ? {} : { before: past.before }),
    signatures: past.signatures.map((known, index) => {
      const { firstSeen, lastSeen, early, soFar, examples } = byKnown.get(index) ?? {
        soFar: [],
        examples: []
      }
      const { firstSeen: _first, lastSeen: _last, early: _early, ...kept } = known
      const counted = watching.follower.countOfKnown(index)
      return {
        ...kept,
        soFar: counted === undefined ? soFar : talliesOf(counted, watching.frame),
        examples,
        ...(firstSeen === undefined ? {} : { firstSeen }),
        ...(lastSeen === undefined ? {} : { lastSeen }),
        ...(early === undefined ? {} : { early })
      }
    })
  }
}
