import type { CheckSettings, CountTrack, Frame } from '../model.js'
import type { Finding } from './finding.js'
import { fail, inconclusive, pass } from './finding.js'
import type { Reading } from './reading.js'
import { sayCount, sayDuration, sayNumber } from './sentence.js'

/** Looks without any value, from a living endpoint, before silence is certain. */
const SILENT_LOOKS = 3
/** Requests that should have come by now, before none at all is called silence: chance of none is e^-20. */
const MISSED_REQUESTS = 20

export interface PresenceCase {
  readonly check: CheckSettings
  readonly reading: Reading
  readonly frame: Frame
  readonly scanned: number | undefined
  readonly pastKnown: boolean
  readonly final: boolean
}

/** Tells the kinds of "no data" apart; undefined where the check has values since the deploy. */
export function judgePresence(presence: PresenceCase): Finding | undefined {
  const { reading } = presence
  if (reading.empty + answeredLooks(reading) === 0) return undefined
  const byCount = presence.check.kind === 'ratio' || presence.check.kind === 'count'
  return byCount ? countPresence(presence) : valuePresence(presence)
}

function valuePresence(presence: PresenceCase): Finding | undefined {
  const { reading } = presence
  if (reading.values.some(track => track.bake.length > 0)) return undefined
  const newest = Math.max(
    ...reading.values.flatMap(track => track.past.map(({ at }) => at)),
    -Infinity
  )
  if (reading.values.some(track => (track.control?.bake.length ?? 0) > 0)) return deaf(presence)
  if (reading.values.length > 0 && newest === -Infinity) {
    return byPolicy(
      presence,
      'undefined-ratio',
      'The series is there, but has no number as its value (such as 0/0).'
    )
  }
  return newest === -Infinity ? never(presence) : stopped(presence, newest)
}

function countPresence(presence: PresenceCase): Finding | undefined {
  const { reading, check } = presence
  const tracks = reading.counts
  const last = tracks.flatMap(track => track.soFar.at(-1) ?? [])
  if (last.some(tally => tally.total > 0)) return undefined
  if (check.noData === 'zero' && last.length > 0) {
    return pass('healthy', 'Nothing was counted since the deploy, which this check takes as zero.')
  }
  const past = tracks.flatMap(track => pastTallies(track)).filter(tally => tally.total > 0)
  const newest = Math.max(...past.map(({ at }) => at), -Infinity)
  if (last.length === 0) return newest === -Infinity ? never(presence) : stopped(presence, newest)
  if (last.some(tally => tally.bad > 0)) {
    const odd = 'Bad events were counted, but the total is zero. Compare the two queries.'
    return byPolicy(presence, 'undefined-ratio', odd)
  }
  if (newest === -Infinity) {
    return byPolicy(
      presence,
      'undefined-ratio',
      'No request was counted, neither since the deploy nor before: 0/0.'
    )
  }
  return noTraffic(presence, tracks)
}

function noTraffic(presence: PresenceCase, tracks: readonly CountTrack[]): Finding {
  const expected = tracks.reduce((sum, track) => sum + expectedTotal(track, presence.frame), 0)
  const told = `Not one request since the deploy; ${sayNumber(Math.round(expected))} were to be expected from the time before it.`
  if (presence.check.silence === 'fail' && expected >= MISSED_REQUESTS && longEnough(presence)) {
    return fail('silent', told)
  }
  return byPolicy(presence, 'zero-traffic', told)
}

/** Requests that the baseline's rate promises for the bake so far. */
function expectedTotal(track: CountTrack, frame: Frame): number {
  const until = track.soFar.at(-1)?.at ?? frame.bake.start
  const width = Math.max(1, frame.baseline.end - frame.baseline.start)
  return ((track.before?.total ?? 0) * (until - frame.bake.start)) / width
}

function never(presence: PresenceCase): Finding {
  const matched = presence.scanned === 0 ? ' The selector matches nothing at the endpoint.' : ''
  const when = presence.pastKnown
    ? 'neither since the deploy nor before'
    : 'not since the deploy; what was before is unknown'
  return byPolicy(
    presence,
    'never-existed',
    `No series answers to this query, ${when}.${matched} Check the query.`
  )
}

function stopped(presence: PresenceCase, newest: number): Finding {
  const { reading, frame, check } = presence
  const away = frame.rolloutStart - newest
  if (away > 5 * reading.grain) {
    const told = `The series had already stopped ${sayDuration(away)} before the rollout.`
    return byPolicy(presence, 'stopped-at-deploy', told)
  }
  const told = `The series was there until the deploy; since then ${sayCount(reading.empty + answeredLooks(reading), 'evaluation')} of a living endpoint had no value.`
  if (check.silence === 'fail' && longEnough(presence)) return fail('silent', told)
  return byPolicy(presence, 'stopped-at-deploy', told)
}

/** Nothing from the new release while its control group lives. */
function deaf(presence: PresenceCase): Finding {
  const told = 'The control group has values since the deploy, the new release has none.'
  if (presence.check.silence === 'fail' && longEnough(presence)) return fail('silent', told)
  return byPolicy(presence, 'stopped-at-deploy', told)
}

function longEnough({ reading, final }: PresenceCase): boolean {
  const alive = reading.empty + answeredLooks(reading)
  return (
    alive >= Math.min(SILENT_LOOKS, reading.planned) && (final || alive === reading.looks.length)
  )
}

/** The user's `no-data` decides what nothing means; a failure for it waits for the end. */
function byPolicy(
  { check, final }: PresenceCase,
  code: 'never-existed' | 'stopped-at-deploy' | 'zero-traffic' | 'undefined-ratio',
  sentence: string
): Finding {
  if (check.noData === 'pass') return pass('healthy', `${sentence} This check passes without data.`)
  if (check.noData === 'fail' && final)
    return fail('no-data', `${sentence} This check fails without data.`)
  return inconclusive(code, sentence)
}

function answeredLooks(reading: Reading): number {
  return reading.looks.filter(look => look.state === 'answered').length
}

function pastTallies(track: CountTrack) {
  return track.before === undefined ? track.past : [...track.past, track.before]
}
