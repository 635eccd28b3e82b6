import type { CheckSettings, CountTrack, Sample } from '../model.js'
import type { Finding } from './finding.js'
import { fail, inconclusive, pass } from './finding.js'
import { say, sayCount, sayNumber } from './sentence.js'

/** What the limits of one series are held against. */
export interface LimitCase {
  readonly check: CheckSettings
  /** The point estimate at each answered look, ascending. */
  readonly points: readonly Sample[]
  /** The same estimate over the baseline window, where it is known. */
  readonly before?: number
  /** Looks planned: a bake of one look cannot ask for two running. */
  readonly planned: number
  /** Did the comparison show that it got worse? Asked only where the baseline broke the limit too. */
  readonly isWorse: (direction: 'higher' | 'lower') => boolean
}

/** The absolute limits `max` and `min` of one series; undefined where the check has none or nothing is known. */
export function judgeLimits(limits: LimitCase): Finding | undefined {
  const { check, points } = limits
  if ((check.max === undefined && check.min === undefined) || points.length === 0) return undefined
  const broken = judgeLimit(limits, 'max') ?? judgeLimit(limits, 'min')
  return broken ?? withinLimits(limits)
}

/** Bad events per total at each look with enough of them: what a ratio's limits speak of. */
export function ratioPoints(track: CountTrack, least: number): Sample[] {
  return track.soFar
    .filter(tally => tally.total > 0 && tally.total >= least)
    .map(tally => ({ at: tally.at, value: tally.bad / tally.total }))
}

/** How many looks running must break a limit. */
export function looksRunning(check: CheckSettings, planned: number): number {
  return check.critical ? 1 : Math.max(1, Math.min(check.failAfter, planned))
}

/** The samples of the first run of so many that all satisfy the test. */
export function firstRun(
  points: readonly Sample[],
  length: number,
  test: (value: number) => boolean
): readonly Sample[] | undefined {
  let run = 0
  for (let i = 0; i < points.length; i++) {
    run = test(points[i]?.value ?? NaN) ? run + 1 : 0
    if (run === length) return points.slice(i + 1 - length, i + 1)
  }
  return undefined
}

function judgeLimit(limits: LimitCase, kind: 'max' | 'min'): Finding | undefined {
  const { check, points, before, planned } = limits
  const limit = check[kind]
  if (limit === undefined) return undefined
  const breaks = (value: number) => (kind === 'max' ? value > limit : value < limit)
  const run = firstRun(points, looksRunning(check, planned), breaks)
  if (run === undefined) return undefined
  const mildest = mildestOf(run, kind)
  const facts = {
    after: mildest,
    limit: { kind, value: limit },
    firstBreach: run[0]?.at ?? 0,
    ...(before === undefined ? {} : { before })
  }
  const told = tellBreach(check, kind, mildest, limit)
  if (before !== undefined && breaks(before) && !limits.isWorse(WORSE_WAY[kind])) {
    const known = `${told}, but it was ${say(before, check.unit)} before the deploy already and did not get worse.`
    return inconclusive('already-failing', known, facts)
  }
  const looks = `at ${sayCount(run.length, 'evaluation')}${run.length > 1 ? ' running' : ''}`
  return fail(kind === 'max' ? 'above-max' : 'below-min', `${told} ${looks}.`, facts)
}

const WORSE_WAY = { max: 'higher', min: 'lower' } as const

function tellBreach(
  check: CheckSettings,
  kind: 'max' | 'min',
  value: number,
  limit: number
): string {
  const side = kind === 'max' ? 'above the maximum' : 'below the minimum'
  return `${say(value, check.unit)} is ${side} of ${say(limit, check.unit)}`
}

function withinLimits({ check, points, before }: LimitCase): Finding {
  const last = points.at(-1)?.value ?? 0
  const kind: 'max' | 'min' = check.max === undefined ? 'min' : 'max'
  const limit = check[kind] ?? 0
  const breaks = ({ value }: Sample) =>
    value > (check.max ?? Infinity) || value < (check.min ?? -Infinity)
  const broke = points.filter(breaks)
  const facts = {
    after: last,
    limit: { kind, value: limit },
    ...(before === undefined ? {} : { before }),
    ...(broke[0] === undefined ? {} : { firstBreach: broke[0].at })
  }
  const margin =
    check.max !== undefined && check.min !== undefined
      ? `between ${say(check.min, check.unit)} and ${say(check.max, check.unit)}`
      : `${kind === 'max' ? 'at most' : 'at least'} ${say(limit, check.unit)}`
  const note =
    broke.length === 0
      ? ''
      : ` The limit was broken at ${sayNumber(broke.length)} of ${sayNumber(points.length)} evaluations, never at enough running.`
  return pass('healthy', `${say(last, check.unit)}; ${margin} is allowed.${note}`, facts)
}

/** Every look of the run broke the limit at least this much. */
function mildestOf(run: readonly Sample[], kind: 'max' | 'min'): number {
  const values = run.map(sample => sample.value)
  return kind === 'max' ? Math.min(...values) : Math.max(...values)
}
