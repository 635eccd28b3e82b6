import type { Effect, InconclusiveCode } from '../model.js'

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

export interface SurprisePoint {
  /** End of the step. */
  readonly at: number
  /** −log of the chance of what the series did up to here; 0 where it did not get worse. */
  readonly surprise: number
  /** Of this step alone: its rise over the level before the deploy, 1 at the tolerance. */
  readonly rise: number
}

export interface Compared {
  readonly state: 'worse' | 'not-worse'
  readonly before: number
  readonly after: number
  readonly effect?: Effect
  /** Probability of so extreme a result when nothing changed, looks included. */
  readonly chance?: number
  readonly placebo?: { readonly windows: number; readonly alarmed: number }
  readonly counts?: { readonly bad: number; readonly total: number; readonly expected: number }
  /** End of the look at which it first alarmed. */
  readonly firstBreach?: number
  /** It was worse once, and is well again. */
  readonly wentAway: boolean
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
