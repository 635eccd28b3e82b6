import type { BakeSettings, Baseline, Frame, Window } from './model.js'

/** How many points of history one check asks for at most: a range answer of the usual size. */
const mostHistoryPoints = 10_000

export interface PlanRequest {
  readonly bake: BakeSettings
  readonly baseline: Baseline
  /** Epoch milliseconds. */
  readonly deployedAt: number
  /** Start of the rollout; absent: `baseline.gap` before `deployedAt`. */
  readonly startedAt?: number
}

/** Fixes every instant of a bake. Nothing is asked at an instant that is not derived from this. */
export function planFrame({ bake, baseline, deployedAt, startedAt }: PlanRequest): Frame {
  const rolloutStart = startedAt ?? deployedAt - baseline.gap
  const start = deployedAt + bake.settle
  const window = { start, end: start + bake.duration }
  return {
    rolloutStart,
    deployedAt,
    bake: window,
    interval: bake.interval,
    looks: lookEnds(window, bake.interval),
    ...pastWindows(baseline, rolloutStart, bake.interval)
  }
}

/** The same bake, longer by `extend`. Looks that were planned stay where they were. */
export function extendFrame(frame: Frame, extend: number): Frame {
  const bake = { start: frame.bake.start, end: frame.bake.end + extend }
  return { ...frame, bake, looks: lookEnds(bake, frame.interval) }
}

/** The bake after a rollback: another window, the same past. */
export function recoveryFrame(
  frame: Frame,
  verify: { readonly settle: number; readonly duration: number },
  completedAt: number
): Frame {
  const start = completedAt + verify.settle
  const bake = { start, end: start + verify.duration }
  // A verification shorter than one interval still needs a look.
  const interval = Math.min(frame.interval, verify.duration)
  return { ...frame, bake, interval, looks: lookEnds(bake, interval) }
}

/** Baseline and history of one check: both end where the rollout began. */
export function pastWindows(
  baseline: Baseline,
  rolloutStart: number,
  interval: number
): { readonly baseline: Window; readonly history: Window } {
  const reach = Math.max(
    baseline.duration,
    Math.min(baseline.history, mostHistoryPoints * interval)
  )
  return {
    baseline: { start: rolloutStart - baseline.duration, end: rolloutStart },
    history: { start: rolloutStart - reach, end: rolloutStart }
  }
}

/** start + interval, start + 2 interval, …, and always the window's end. */
function lookEnds(window: Window, interval: number): readonly number[] {
  const count = Math.max(1, Math.ceil((window.end - window.start) / interval))
  return Array.from({ length: count }, (_, index) =>
    Math.min(window.start + (index + 1) * interval, window.end)
  )
}
