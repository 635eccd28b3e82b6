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
  /** Where a backend keeps one value per so many milliseconds, every window is laid on multiples of it. */
  readonly resolution?: number
}

/** Fixes every instant of a bake. Nothing is asked at an instant that is not derived from this. */
export function planFrame(request: PlanRequest): Frame {
  const { bake, baseline, deployedAt, startedAt, resolution = 1 } = request
  const up = (at: number): number => Math.ceil(at / resolution) * resolution
  // What is compared ends before the rollout, and what is judged begins after `settle`: never earlier.
  const began = startedAt ?? deployedAt - baseline.gap
  const rolloutStart = Math.floor(began / resolution) * resolution
  const start = up(deployedAt + bake.settle)
  const window = { start, end: start + up(bake.duration) }
  const interval = up(bake.interval)
  return {
    rolloutStart,
    deployedAt,
    bake: window,
    interval,
    looks: lookEnds(window, interval),
    ...pastWindows(baseline, rolloutStart, interval)
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
  completedAt: number,
  resolution = 1
): Frame {
  const up = (at: number): number => Math.ceil(at / resolution) * resolution
  const start = up(completedAt + verify.settle)
  const duration = up(verify.duration)
  const bake = { start, end: start + duration }
  // A verification shorter than one interval still needs a look.
  const interval = Math.min(frame.interval, duration)
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

/**
 * The frame without times at which a bad release was live. Where these leave nothing of the history, it stays
 * as it is: a past that was bad throughout is the only one there is.
 */
export function leaveOut(frame: Frame, windows: readonly Window[]): Frame {
  const { start, end } = frame.history
  const leftOut = joined(windows).flatMap(window => {
    const inside = { start: Math.max(start, window.start), end: Math.min(end, window.end) }
    return inside.start < inside.end ? [inside] : []
  })
  const kept = without(frame.history, leftOut)
  return leftOut.length === 0 || kept.length === 0 ? frame : { ...frame, leftOut }
}

/** The parts of a window that are outside of others, ascending. */
export function without(window: Window, others: readonly Window[]): readonly Window[] {
  return others.reduce<readonly Window[]>(
    (parts, other) =>
      parts.flatMap(({ start, end }) =>
        [
          { start, end: Math.min(end, other.start) },
          { start: Math.max(start, other.end), end }
        ].filter(part => part.start < part.end)
      ),
    [window]
  )
}

/** The newest parts of a window that together are so long; all of it where it is shorter. */
export function newestOf(parts: readonly Window[], duration: number): readonly Window[] {
  const chosen: Window[] = []
  let missing = duration
  for (const { start, end } of parts.toReversed()) {
    if (missing <= 0) break
    const part = { start: Math.max(start, end - missing), end }
    missing -= part.end - part.start
    chosen.unshift(part)
  }
  return chosen
}

/** Ascending, with those that touch made one. */
function joined(windows: readonly Window[]): readonly Window[] {
  const ascending = windows.toSorted((a, b) => a.start - b.start)
  return ascending.reduce<Window[]>((parts, window) => {
    const last = parts.at(-1)
    if (last === undefined || window.start > last.end) return [...parts, window]
    return [...parts.slice(0, -1), { start: last.start, end: Math.max(last.end, window.end) }]
  }, [])
}

/** start + interval, start + 2 interval, …, and always the window's end. */
function lookEnds(window: Window, interval: number): readonly number[] {
  const count = Math.max(1, Math.ceil((window.end - window.start) / interval))
  return Array.from({ length: count }, (_, index) =>
    Math.min(window.start + (index + 1) * interval, window.end)
  )
}
