import type { InconclusiveCode } from '../model.js'

/** Which way is worse. `either` is asked as two questions. */
export type Direction = 'higher' | 'lower'

/** What holding the bake of one series against its past says, in one direction. */
export type Comparison =
  | {
      readonly state: 'unknown'
      readonly code: InconclusiveCode
      readonly why: string
      readonly before?: number
      readonly after?: number
    }
  | Compared

/** −log of the chance of what a series did up to the end of a step; 0 where it did not get worse. */
export interface SurprisePoint {
  readonly at: number
  readonly surprise: number
}

export interface Compared {
  readonly state: 'worse' | 'not-worse'
  readonly before: number
  readonly after: number
  /** after / before, where both are positive. */
  readonly ratio?: number
  readonly interval?: { readonly low: number; readonly high: number }
  /** Probability of so extreme a result when nothing changed, looks included. */
  readonly chance?: number
  readonly placebo?: { readonly windows: number; readonly alarmed: number }
  readonly counts?: { readonly bad: number; readonly total: number; readonly expected: number }
  /** End of the look at which it first alarmed. */
  readonly firstBreach?: number
  /** How surprising the series was at each step, for the alarm over all series. */
  readonly path?: readonly SurprisePoint[]
  /** Would a change as large as the tolerance have been seen? */
  readonly powerful: boolean
  /** The point estimate broke the tolerance, though not certainly. */
  readonly suspicious: boolean
}

/** What a value is multiplied with to stand at the tolerance: 50 % higher is 1.5, 20 % lower is 0.8. */
export function toleratedFactor(direction: Direction, tolerance: number): number {
  if (direction === 'higher') return 1 + tolerance
  return tolerance < 1 ? 1 - tolerance : 1 / (1 + tolerance)
}
