import { mean } from '../stats/quantile.js'

/**
 * An alarm that went away again: worse for a while, then as before. A gate that stops at the first alarm never
 * learns of it; one that watches the bake to its end may call it neither a failure nor healthy.
 */

/** So much of the bake, and no fewer steps, must be calm before an alarm is over. */
const CALM_SHARE = 0.25
const LEAST_CALM = 3

/**
 * Is the one alarm over at the last of so many steps? `isCalm` speaks of the `width` steps up to one; asked
 * only where these all came after the alarm. What was calm and is not any more may come again: not over.
 */
export function wentAway(
  steps: number,
  planned: number,
  alarm: number,
  isCalm: (end: number, width: number) => boolean
): boolean {
  const width = Math.max(LEAST_CALM, Math.ceil(CALM_SHARE * planned))
  let over = false
  for (let end = alarm + width; end < steps; end++) {
    const calm = isCalm(end, width)
    if (over && !calm) return false
    over = calm
  }
  return over
}

/** Have the values themselves, as rises in tolerances, come back? Of many steps the means remember too long. */
export function isWellAgain(rises: readonly number[], planned: number, alarm: number): boolean {
  const isCalm = (end: number, width: number) => mean(rises.slice(end + 1 - width, end + 1)) < 1
  return wentAway(rises.length, planned, alarm, isCalm)
}
