import type { Frame, LogsCheck, LogsTrack, SignatureJudgement, SignatureTrack } from '../model.js'
import { eventsNeeded, type Need } from './novelty.js'
import { judgeRates } from './signature-rate.js'

export interface SignatureQuestion {
  readonly check: LogsCheck
  readonly logs: LogsTrack
  readonly frame: Frame
  /** The check's share of the gate's false alarms. */
  readonly alpha: number
}

/**
 * Decides each signature seen since the bake's start, and each whose rate fell where that is asked for; the
 * worst first. New: not one event of it in the baseline, and at least `minCount` since (more, where this log
 * is known for what comes once: novelty.ts). More: signature-rate.ts. What once stood against the release at some look
 * stands against it at every later one.
 */
export function judgeSignatures(question: SignatureQuestion): readonly SignatureJudgement[] {
  const { signatures } = question.logs
  const needed = eventsNeeded(question)
  const rates = judgeRates(question)
  return signatures
    .flatMap(track => {
      const rate = rates.get(track.id)
      const last = track.soFar.at(-1)
      if (rate !== undefined) return rate.state === 'more' || last !== undefined ? rate : []
      return last === undefined ? [] : judgeUnknown(track, last.bad, question, needed)
    })
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

function judgeUnknown(
  track: SignatureTrack,
  after: number,
  question: SignatureQuestion,
  needed: Need
): SignatureJudgement {
  const told = { id: track.id, before: track.before?.bad ?? 0, after }
  const excuse = excuseOf(track, after, question)
  if (excuse !== undefined) return { ...told, state: excuse }
  const first = track.soFar.find(({ bad, at }) => bad >= needed(track, at))
  if (first === undefined) return { ...told, state: 'rare' }
  const isProven = track.before !== undefined && track.absence !== undefined
  return { ...told, state: isProven ? 'new' : 'unproven', firstBreach: first.at }
}

/** Why a signature that was not there before is not held against the release. */
function excuseOf(
  track: SignatureTrack,
  after: number,
  question: SignatureQuestion
): 'accepted' | 'deploy-noise' | undefined {
  if (track.accepted === true) return 'accepted'
  return isDeployNoise(track, after, question) ? 'deploy-noise' : undefined
}

/** Earlier deploys printed it as well, each of those that were looked at; or it came right after this one only. */
function isDeployNoise(
  track: SignatureTrack,
  after: number,
  { check, logs }: SignatureQuestion
): boolean {
  const looked = logs.earlierDeploys ?? 0
  if (looked >= 2) return track.earlierDeploys === looked
  return check.deployNoise > 0 && track.early === after
}
