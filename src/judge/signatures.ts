import type { Frame, LogsCheck, LogsTrack, SignatureJudgement, SignatureTrack } from '../model.js'
import { binomialTail } from '../stats/beta.js'

export interface SignatureQuestion {
  readonly check: LogsCheck
  readonly logs: LogsTrack
  readonly frame: Frame
  /** The check's share of the gate's false alarms. */
  readonly alpha: number
}

/** Events by which a known signature must grow at least: fewer are nobody's incident. */
const LEAST_EVENTS = 10

/**
 * Decides each signature seen since the bake's start, the worst first. New: not one event of it in the
 * baseline, and at least `minCount` since. More: its share of the events of before and since lies above its
 * share of the exposure by more than the tolerance and more than chance (binomial, given the sum), all
 * signatures and looks taken together.
 */
export function judgeSignatures(question: SignatureQuestion): readonly SignatureJudgement[] {
  const seen = question.logs.signatures.filter(({ soFar }) => soFar.length > 0)
  const tests = Math.max(1, seen.length) * Math.max(1, question.frame.looks.length)
  return seen
    .map(track => judgeOne(track, question, question.alpha / tests))
    .sort((a, b) => RANKS.indexOf(a.state) - RANKS.indexOf(b.state) || b.after - a.after)
}

const RANKS: readonly SignatureJudgement['state'][] = [
  'new',
  'more',
  'unproven',
  'rare',
  'accepted',
  'deploy-noise',
  'known'
]

function judgeOne(
  track: SignatureTrack,
  question: SignatureQuestion,
  alpha: number
): SignatureJudgement {
  const after = eventsOf(track)
  const told = { id: track.id, before: track.before?.bad ?? 0, after }
  const reference = told.before > 0 ? track.before : track.earlier
  if (reference !== undefined && reference.bad > 0) {
    return { ...told, ...judgeRate(track, reference, question, alpha) }
  }
  const { minCount } = question.check.newSignatures
  const excuse = excuseOf(track, question)
  if (excuse !== undefined) return { ...told, state: excuse }
  if (after < minCount) return { ...told, state: 'rare' }
  const first = track.soFar.find(({ bad }) => bad >= minCount)?.at ?? question.frame.bake.end
  const isProven = track.before !== undefined && track.absence !== undefined
  return { ...told, state: isProven ? 'new' : 'unproven', firstBreach: first }
}

/** Why a signature that was not there before is not held against the release. */
function excuseOf(
  track: SignatureTrack,
  question: SignatureQuestion
): 'accepted' | 'deploy-noise' | undefined {
  if (track.accepted === true) return 'accepted'
  return isDeployNoise(track, question) ? 'deploy-noise' : undefined
}

function eventsOf({ soFar }: SignatureTrack): number {
  return soFar.at(-1)?.bad ?? 0
}

function judgeRate(
  { soFar }: SignatureTrack,
  reference: { readonly bad: number; readonly total: number },
  { check }: SignatureQuestion,
  alpha: number
): Pick<SignatureJudgement, 'state' | 'expected' | 'chance' | 'firstBreach'> {
  const last = soFar.at(-1)
  if (last === undefined || reference.total <= 0) return { state: 'known' }
  const expected = (reference.bad / reference.total) * last.total
  const chanceAt = (bad: number, total: number): number =>
    binomialTail(bad, bad + reference.bad, total / (total + reference.total))
  const factor = 1 + (check.compare?.tolerance ?? 2)
  const jumped = soFar.find(({ bad, total }) => {
    const wanted = (reference.bad / reference.total) * total
    return bad >= wanted + LEAST_EVENTS && bad >= wanted * factor && chanceAt(bad, total) <= alpha
  })
  if (jumped === undefined) return { state: 'known', expected }
  const chance = chanceAt(jumped.bad, jumped.total)
  return { state: 'more', expected, chance, firstBreach: jumped.at }
}

/** Earlier deploys printed it as well, each of those that were looked at; or it came right after this one only. */
function isDeployNoise(track: SignatureTrack, { check, logs }: SignatureQuestion): boolean {
  const looked = logs.earlierDeploys ?? 0
  if (looked >= 2) return track.earlierDeploys === looked
  return check.deployNoise > 0 && track.early === eventsOf(track)
}
