import type { Analysis, CheckSettings, Evidence, Frame } from '../model.js'
import type { JudgedCheck, Trial } from './check.js'
import { judgeCheck } from './check.js'
import type { Comparer } from './compare.js'
import { countsEvents, learn, planComparison } from './compare.js'
import type { Joint } from './joint.js'
import { calibrateJoint, findJointAlarm, shareRate } from './joint.js'
import { isWellAgain } from './away.js'
import { read } from './reading.js'
import { tellJointAlarm } from './telling.js'
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
  /** The alarm over all required checks together, where there is more than one series. */
  readonly joint?: Joint
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
  const alpha = shareOf(cases, falseAlarmRate)
  const comparers = comparing.flatMap(({ check, evidence }): [string, Comparer][] => {
    const plan = planComparison(check, alpha)
    if (plan === undefined) return []
    return [[check.name, learn(check, read(check, evidence, frame), frame, plan)]]
  })
  const required = comparing.filter(
    ({ check }) => check.required && !countsEvents(check) && check.kind !== 'logs'
  )
  const watched = comparers.filter(([name]) => required.some(({ check }) => check.name === name))
  const joint = calibrateJoint(
    watched.map(([, comparer]) => comparer),
    alpha * required.length
  )
  const shared = comparers.map(([name, comparer]): [string, Comparer] => [
    name,
    joint === undefined ? comparer : shareRate(comparer, joint)
  ])
  return {
    falseAlarmRate,
    looks: frame.looks.length,
    comparers: new Map(shared),
    ...(joint === undefined ? {} : { joint })
  }
}

export interface JudgeOptions {
  /** No look will follow: the end of the bake, or of what can be had of it. */
  readonly final: boolean
  readonly earlyPass: boolean
  /** false: the bake is watched to its end, and an alarm of a comparison may go away again. */
  readonly earlyStop: boolean
}

/**
 * Judges everything that is known so far. Deterministic and total: any evidence gets a defined answer, never
 * an exception.
 */
export function judge(
  cases: readonly Case[],
  frame: Frame,
  calibration: Calibration,
  options: JudgeOptions
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
      alpha: shareOf(cases, falseAlarmRate),
      final: options.final,
      patient: isPatient(check, options)
    }
    return judgeCheck(trial)
  })
  const together =
    current.joint === undefined ? judged : judgeTogether(judged, cases, current, options)
  return conclude(together, frame, looksDone(cases), options)
}

/** Each check that compares has the same share of the gate's false alarms. */
function shareOf(cases: readonly Case[], falseAlarmRate: number): number {
  const comparing = cases.filter(({ check }) => check.compare !== undefined)
  return falseAlarmRate / Math.max(1, comparing.length)
}

/** Looks that every check was asked at: endpoints have delays of their own, and a probe has none. */
function looksDone(cases: readonly Case[]): number {
  const waiting = cases.filter(({ evidence }) => !evidence.pointInTime)
  const asked = (waiting.length > 0 ? waiting : cases).map(({ evidence }) => evidence.looks.length)
  return asked.length === 0 ? 0 : Math.min(...asked)
}

/** A critical check ends the bake at its first alarm whatever else is said. */
function isPatient(check: CheckSettings, { earlyStop }: JudgeOptions): boolean {
  return !earlyStop && !check.critical
}

/** The alarm over all checks together is told by the check that leads it. */
function judgeTogether(
  judged: readonly JudgedCheck[],
  cases: readonly Case[],
  { joint, looks }: Calibration,
  options: JudgeOptions
): readonly JudgedCheck[] {
  const paths = judged.flatMap(({ judgement, paths: own }, index) =>
    judgement.required ? own.map(path => ({ index, ...path })) : []
  )
  const alarm = joint && findJointAlarm(paths, joint)
  const leader = alarm && paths[alarm.leader]
  if (joint === undefined || alarm === undefined || leader === undefined) return judged
  const check = cases[leader.index]?.check
  const patient = check !== undefined && isPatient(check, options)
  const rises = leader.path.map(({ rise }) => rise)
  const since = leader.path.findIndex(({ at }) => at >= alarm.at)
  const wentAway = patient && since >= 0 && isWellAgain(rises, looks, since)
  const how = { at: alarm.at, wentAway, patient }
  return judged.map((one, index) =>
    index === leader.index && one.judgement.verdict !== 'fail'
      ? { ...one, judgement: tellJointAlarm(one.judgement, leader, how, joint) }
      : one
  )
}
