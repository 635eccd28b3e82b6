import type { CheckSettings, Judgement, Labels } from '../model.js'
import type { Compared, Comparison, SurprisePoint } from './comparison.js'
import type { Finding } from './finding.js'
import type { Joint } from './joint.js'
import { fail, inconclusive, pass } from './finding.js'
import { say, sayChance, sayCount, sayDuration, sayNumber, sayRatio } from './sentence.js'

/** Puts a comparison into a finding with its numbers and one sentence. */
export function tellComparison(
  check: CheckSettings,
  found: Comparison,
  how: { readonly pastFailed: boolean; readonly patient: boolean }
): Finding {
  if (found.state === 'unknown') {
    const why = how.pastFailed ? 'asking for the past failed' : found.why
    return inconclusive(found.code, `It cannot be compared: ${why}.`)
  }
  const facts = factsOf(check, found)
  const told = tell(check, found)
  if (found.state === 'worse') {
    if (how.patient && found.wentAway) {
      return inconclusive('went-away', `${told}, for a while; since then it is well again.`, facts)
    }
    const failed = fail('worse-than-baseline', `${told}; ${tellChance(found)}.`, facts)
    return { ...failed, certain: !how.patient }
  }
  if (found.suspicious && !found.powerful) {
    const thin = `${told}: more than tolerated, but there is too little data to be certain.`
    return inconclusive('too-few-samples', thin, facts)
  }
  return pass('nothing-worse', `${told}; that is not worse than before the deploy.`, facts)
}

/** One compared series with its surprises. */
export interface SeriesPath {
  readonly labels: Labels
  readonly path: readonly SurprisePoint[]
  readonly before: number
  readonly after: number
}

/** The judgement of the check that leads an alarm over all series. */
export function tellJointAlarm(
  judgement: Judgement,
  { labels, before, after }: SeriesPath,
  { at, wentAway, patient }: { at: number; wentAway: boolean; patient: boolean },
  { placebo }: Joint
): Judgement {
  const audit = `${sayCount(placebo.windows, 'past window')}, ${sayNumber(placebo.alarmed)} of which would have alarmed`
  const told = `All series together got worse, this one the most: ${say(after, judgement.unit)}, ${say(before, judgement.unit)} before the deploy`
  const answer = wentAway
    ? ({
        verdict: 'inconclusive',
        code: 'went-away',
        sentence: `${told}, for a while; since then it is well again.`
      } as const)
    : ({
        verdict: 'fail',
        code: 'joint-alarm',
        sentence: `${told}; checked against ${audit}.`
      } as const)
  return {
    ...judgement,
    ...answer,
    certain: judgement.certain || !patient,
    before,
    after,
    placebo,
    firstBreach: at,
    ...(judgement.seriesCount > 1 ? { series: labels } : {})
  }
}

function factsOf(check: CheckSettings, found: Compared): Partial<Finding> {
  const { before, after, chance, placebo, counts, firstBreach, effect } = found
  const { compare } = check
  return {
    before,
    after,
    ...(chance === undefined ? {} : { chance }),
    ...(placebo === undefined ? {} : { placebo }),
    ...(counts === undefined ? {} : { counts }),
    ...(firstBreach === undefined ? {} : { firstBreach }),
    ...(effect === undefined ? {} : { effect }),
    ...(compare === undefined
      ? {}
      : { limit: { kind: 'tolerance', value: compare.tolerance, worse: compare.worse } })
  }
}

function tell(check: CheckSettings, found: Compared): string {
  const { counts, before, after } = found
  if (counts !== undefined && check.kind === 'ratio') {
    const rates = `${sayCount(counts.bad, 'bad event')} in ${sayCount(counts.total, 'request')} (${say(after, 'fraction')})`
    return `${rates}, ${sayExpected(counts.expected)} expected (${say(before, 'fraction')})`
  }
  if (counts !== undefined) {
    const time = sayDuration(counts.total * 1000)
    return `${sayCount(counts.bad, 'event')} in ${time}, ${sayExpected(counts.expected)} expected`
  }
  const isRatio = before > 0 && after > 0 && before !== after
  const change = isRatio ? ` (${sayRatio(after / before)})` : ''
  return `${say(after, check.unit)}${change}, ${say(before, check.unit)} before the deploy`
}

function sayExpected(expected: number): string {
  return sayNumber(expected < 10 ? Number(expected.toFixed(1)) : Math.round(expected))
}

function tellChance({ chance, placebo }: Compared): string {
  const rare = chance === undefined ? [] : [`would happen by chance in ${sayChance(chance)}`]
  const audit =
    placebo === undefined
      ? []
      : [
          `checked against ${sayCount(placebo.windows, 'past window')}, ${sayNumber(placebo.alarmed)} of which would have alarmed`
        ]
  return [...rare, ...audit].join('; ')
}
