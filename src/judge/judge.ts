import type { Analysis, CheckSettings, Evidence, Frame } from '../model.js'
import type { Trial } from './check.js'
import { judgeCheck } from './check.js'
import type { Comparer } from './compare.js'
import { learn, planComparison } from './compare.js'
import { read } from './reading.js'
import { conclude } from './verdict.js'

/** One check with what is known of it. */
export interface Case {
  readonly check: CheckSettings
  readonly evidence: Evidence
}

/** What the placebo calibration learned from the past; opaque to callers, never mutated. */
export interface Calibration {
  readonly falseAlarmRate: number
  /** Planned looks it was made for; more of them need another calibration. */
  readonly looks: number
  readonly comparers: ReadonlyMap<string, Comparer>
}

/**
 * Learns from the past, once, before the first look. Deterministic; reads only the `past` and `before`
 * parts of the evidence.
 */
export function calibrate(
  cases: readonly Case[],
  frame: Frame,
  falseAlarmRate: number
): Calibration {
  const comparing = cases.filter(({ check }) => check.compare !== undefined)
  const alpha = falseAlarmRate / Math.max(1, comparing.length)
  const comparers = comparing.flatMap(({ check, evidence }): [string, Comparer][] => {
    const plan = planComparison(check, alpha)
    if (plan === undefined) return []
    return [[check.name, learn(check, read(check, evidence, frame), frame, plan)]]
  })
  return { falseAlarmRate, looks: frame.looks.length, comparers: new Map(comparers) }
}

/**
 * Judges everything that is known so far. `final`: no look will follow (the end of the bake, or of what
 * can be had of it). Deterministic and total: any evidence gets a defined answer, never an exception.
 */
export function judge(
  cases: readonly Case[],
  frame: Frame,
  calibration: Calibration,
  options: { readonly final: boolean; readonly earlyPass: boolean }
): Analysis {
  const { falseAlarmRate } = calibration
  const current =
    calibration.looks === frame.looks.length ? calibration : calibrate(cases, frame, falseAlarmRate)
  const judged = cases.map(({ check, evidence }) => {
    const trial: Trial = {
      check,
      evidence,
      reading: read(check, evidence, frame),
      frame,
      comparer: current.comparers.get(check.name),
      falseAlarmRate,
      final: options.final
    }
    return judgeCheck(trial)
  })
  const done = Math.max(0, ...cases.map(({ evidence }) => evidence.looks.length))
  return conclude(judged, frame, done, options)
}
