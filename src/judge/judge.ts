import type { Analysis, CheckSettings, Evidence, Frame } from '../model.js'

/** One check with what is known of it. */
export interface Case {
  readonly check: CheckSettings
  readonly evidence: Evidence
}

/** What the placebo calibration learned from the past; opaque to callers, JSON-free, never mutated. */
export interface Calibration {
  readonly opaque: unknown
}

/**
 * Learns from the past, once, before the first look. Deterministic; reads only the `past` and `before`
 * parts of the evidence.
 */
export declare function calibrate(
  cases: readonly Case[],
  frame: Frame,
  falseAlarmRate: number
): Calibration

/**
 * Judges everything that is known so far. `final`: no look will follow (the end of the bake, or of what
 * can be had of it). Deterministic and total: any evidence gets a defined answer, never an exception.
 */
export declare function judge(
  cases: readonly Case[],
  frame: Frame,
  calibration: Calibration,
  options: { readonly final: boolean; readonly earlyPass: boolean }
): Analysis
