import { sorted } from '../stats/quantile.js'
import { exceeds } from '../stats/rounding.js'
import { fitTail, tailQuantile } from '../stats/tail.js'
import type { Comparer } from './compare.js'
import type { SurprisePoint } from './comparison.js'
import type { Scan } from './scan.js'
import { OVERLAP_WORTH, TAIL_SHARE, placeboChance, trustIn, withChance } from './scan.js'
import type { SeriesPast } from './series.js'

/**
 * Many series under watch are many chances to be wrong, and a bad deploy often shows a little in several of
 * them. The statistic of the whole gate is the sum of the series' surprises (−log chance), counted from a
 * floor so that many quiet series add nothing. Its own distribution is read off the same moments of the past
 * for all series at once. That keeps their correlation: ten latencies that always move together are one
 * question, where dividing the false-alarm rate by ten would make each of them blind.
 */
export interface Joint {
  /** The sum that nothing but a bad deploy exceeds, at the gate's false-alarm rate. */
  readonly threshold: number
  readonly placebo: { readonly windows: number; readonly alarmed: number }
}

/** Surprise below which a series adds nothing: a chance of 14 %. Chosen on the half of the faults that is not reported. */
const FLOOR = 2
/** Share of the series that must know a moment for it to count. */
const LEAST_KNOWN = 0.7
/** With fewer common moments than this there is nothing to calibrate on. */
const FEWEST_MOMENTS = 12

/** undefined: fewer than two series with a placebo past, or too little of it in common. */
export function calibrateJoint(comparers: readonly Comparer[], alpha: number): Joint | undefined {
  const scans = comparers.flatMap(({ pasts }) =>
    [...pasts.values()].flatMap(({ scan }) => scan ?? [])
  )
  const first = scans[0]
  if (first === undefined || scans.length < 2) return undefined
  const sums = sorted(commonMoments(scans).map(excessOf))
  if (sums.length < FEWEST_MOMENTS) return undefined
  const worth = Math.min(1, (OVERLAP_WORTH * first.stride) / first.plan.window)
  const aim = trustIn(sums.length) * alpha
  const fitted = tailQuantile(fitTail(sums, TAIL_SHARE, worth), aim)
  // Where the past never surprised, still no less than one series alone needs.
  const threshold = Math.max(fitted, -Math.log(aim) - FLOOR)
  const alarmed = sums.filter(sum => exceeds(sum, threshold)).length
  return { threshold, placebo: { windows: sums.length, alarmed } }
}

/** One series alone may alarm where its surprise fills the joint threshold, or by its equal part of the rate. */
export function shareRate(comparer: Comparer, joint: Joint): Comparer {
  const pasts = new Map<string, SeriesPast>()
  for (const [key, past] of comparer.pasts) {
    const { scan } = past
    if (scan === undefined) {
      pasts.set(key, past)
      continue
    }
    const chance = Math.max(scan.aim, Math.exp(-joint.threshold - FLOOR))
    pasts.set(key, { ...past, scan: withChance(scan, chance) })
  }
  return { ...comparer, pasts }
}

/**
 * The first moment at which the surprises of all series together are too much, and the series that leads. Of each
 * series its greatest so far counts, as in the placebos: a fault need not show everywhere in the same minute.
 */
export function findJointAlarm(
  series: readonly { readonly path: readonly SurprisePoint[] }[],
  joint: Joint
): { readonly at: number; readonly leader: number } | undefined {
  const paths = series.map(({ path }) => path)
  const moments = [...new Set(paths.flatMap(path => path.map(({ at }) => at)))].sort(
    (a, b) => a - b
  )
  for (const at of moments) {
    const most = paths.map(path => greatestUntil(path, at))
    const leader = most.indexOf(Math.max(...most))
    if (exceeds(excessOf(most), joint.threshold)) return { at, leader }
  }
  return undefined
}

function greatestUntil(path: readonly SurprisePoint[], at: number): number {
  return path.reduce((most, point) => (point.at <= at ? Math.max(most, point.surprise) : most), 0)
}

function excessOf(surprises: readonly number[]): number {
  return surprises.reduce((sum, surprise) => sum + Math.max(0, surprise - FLOOR), 0)
}

/** For each moment of the past that most series know, the surprises of what they did there. */
function commonMoments(scans: readonly Scan[]): number[][] {
  const byMoment = new Map<number, number[]>()
  for (const scan of scans) {
    for (const [moment, score] of scan.byMoment) {
      const known = byMoment.get(moment) ?? []
      known.push(-Math.log(placeboChance(scan, score)))
      byMoment.set(moment, known)
    }
  }
  return [...byMoment.values()].filter(known => known.length >= LEAST_KNOWN * scans.length)
}
