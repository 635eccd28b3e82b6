import type { Baseline, Evidence, Failure, Frame, Look, Measurement, Window } from '../model.js'
import { newestOf, pastWindows, without } from '../plan.js'
import type { Grid } from '../providers/provider.js'
import { sameTimeBefore } from '../zone.js'

/** What one evaluation came to. */
export interface LookAnswer extends Omit<Look, 'at'> {
  readonly notes: readonly string[]
  readonly scanned?: number
}

/** Asks the questions of one kind of check and keeps what was answered. */
export interface Keeper {
  /** Everything before the rollout; resolves with the failure where it cannot be had. */
  past(): Promise<Failure | undefined>
  /** One answer per look, in order. Several at once for a bake that is already past. */
  looks(ends: readonly number[]): Promise<readonly LookAnswer[]>
  tracks(): Pick<Evidence, 'grain' | 'counts' | 'values' | 'logs'>
}

interface Answered {
  readonly kind: 'answer'
  readonly measurement: Omit<Measurement, 'series'>
}
interface Failed {
  readonly kind: 'failure'
  readonly failure: Failure
}

/** The state of a look from the readings that were made for it. */
export function stateOf(
  readings: readonly (Answered | Failed)[],
  data: { readonly has: boolean; readonly stale: boolean }
): LookAnswer {
  const failed = readings.find(reading => reading.kind === 'failure')
  if (failed !== undefined) {
    const { failure } = failed
    return { state: 'failed', failure, retries: failure.retries, notes: [] }
  }
  const all = combined(
    readings.flatMap(reading => (reading.kind === 'answer' ? [reading.measurement] : []))
  )
  const answer = {
    retries: all.retries,
    notes: all.notes,
    ...(all.scanned === undefined ? {} : { scanned: all.scanned })
  }
  if (!all.complete) return { state: 'partial', ...answer }
  if (data.has) return { state: 'answered', ...answer }
  return { state: data.stale || all.outdated === true ? 'stale' : 'empty', ...answer }
}

/** Several answers as one: complete only when each is. */
export function combined(
  measurements: readonly Omit<Measurement, 'series'>[]
): Omit<Measurement, 'series'> {
  const scanned = measurements.flatMap(({ scanned }) => (scanned === undefined ? [] : [scanned]))
  return {
    complete: measurements.every(({ complete }) => complete),
    notes: measurements.flatMap(({ notes }) => notes),
    retries: measurements.reduce((total, { retries }) => total + retries, 0),
    ...(measurements.some(({ outdated }) => outdated === true) ? { outdated: true } : {}),
    ...(scanned.length === 0 ? {} : { scanned: Math.max(...scanned) })
  }
}

/** The windows before the deploy that a baseline speaks of, in order of time. */
export function pastSpans(
  baseline: Baseline,
  frame: Frame
): { readonly baseline: readonly Window[]; readonly history: readonly Window[] } {
  const { bake, rolloutStart, interval, leftOut = [] } = frame
  if (baseline.kind === 'same-time') {
    const { offsets, timeZone } = baseline
    const spans = [...offsets]
      .sort((a, b) => b - a)
      .map(offset => {
        const start = sameTimeBefore(bake.start, offset, timeZone)
        return { start, end: start + bake.end - bake.start }
      })
    const whole = spans.filter(span => leftOut.every(other => !overlap(span, other)))
    const kept = whole.length === 0 ? spans : whole
    return { baseline: kept, history: kept }
  }
  const windows = pastWindows(baseline, rolloutStart, interval)
  // Whole intervals, so that the parts add up as the window itself would.
  const parts = without(windows.history, leftOut).filter(
    ({ start, end }) => end - start >= interval
  )
  const newest = newestOf(parts, baseline.duration)
  return {
    baseline: newest.length === 0 ? [windows.baseline] : newest,
    history: [windows.history]
  }
}

function overlap(a: Window, b: Window): boolean {
  return a.start < b.end && b.start < a.end
}

/** The instants of a span's whole steps, the last one at its end. */
export function pastGrid(span: Window, step: number): Grid {
  const count = Math.max(1, Math.floor((span.end - span.start) / step))
  return { first: span.end - (count - 1) * step, last: span.end, step, width: step }
}
