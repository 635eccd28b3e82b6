import type { CountTrack, Frame, Judgement, Labels, ValueTrack } from '../model.js'
import type { Comparer } from './compare.js'
import {
  compareCountTrack,
  compareValueTrack,
  countsEvents,
  defaultPlan,
  gotWorse,
  learn
} from './compare.js'
import type { Comparison, Direction } from './comparison.js'
import { countFailures, judgeCoverage } from './coverage.js'
import type { Finding } from './finding.js'
import { fail, inconclusive, pass, worst } from './finding.js'
import type { Case } from './judge.js'
import { judgeLogs } from './logs.js'
import { judgePresence } from './presence.js'
import type { Reading } from './reading.js'
import { say, sayCount, sayNumber } from './sentence.js'
import { baselineValues } from './series.js'
import type { SeriesPath } from './telling.js'
import { tellComparison } from './telling.js'
import { firstRun, judgeLimits, looksRunning, ratioPoints } from './threshold.js'
import { median } from '../stats/quantile.js'

/** One check under judgement. */
export interface Trial extends Case {
  readonly reading: Reading
  readonly frame: Frame
  readonly comparer: Comparer | undefined
  /** Of the whole gate. */
  readonly falseAlarmRate: number
  /** This check's share of it. */
  readonly alpha: number
  readonly final: boolean
  /** The bake goes on after an alarm, so that one may go away again. */
  readonly patient: boolean
}

/** The rules, in order. All are asked; the worst answer wins, the earlier one among equals. */
const RULES: readonly ((trial: Trial, questions: readonly Question[]) => readonly Finding[])[] = [
  judgePointInTime,
  judgeAllLimits,
  judgeAllComparisons,
  judgeData,
  judgeTotals
]

export interface JudgedCheck {
  readonly judgement: Judgement
  /** Its comparison, where it has one, would have seen what the user cares about. */
  readonly powerful: boolean
  /** Of each compared series: its surprises, and what it looked like. */
  readonly paths: readonly SeriesPath[]
}

/** The judgement of one check, and whether its comparison could have seen what the user cares about. */
export function judgeCheck(trial: Trial): JudgedCheck {
  const { check, reading, evidence } = trial
  const questions = askComparisons(trial)
  const logs = check.kind === 'logs' ? judgeLogs(trial, check) : undefined
  const findings = logs?.findings ?? RULES.flatMap(rule => rule(trial, questions))
  const { certain, ...finding } = worst(findings) ?? nothingYet(trial)
  const seriesCount = Math.max(reading.values.length, reading.counts.length)
  const { series, ...facts } = finding
  const judgement: Judgement = {
    ...facts,
    ...(series === undefined || seriesCount < 2 ? {} : { series }),
    check: check.name,
    kind: check.kind,
    required: check.required,
    critical: check.critical,
    unit: check.unit,
    certain: certain || trial.final,
    samples: evidence.logs?.soFar.at(-1)?.read ?? countSamples(reading),
    looks: { planned: reading.planned, answered: reading.answered },
    seriesCount,
    ...(logs === undefined ? {} : { signatures: logs.signatures }),
    failures: countFailures(evidence.looks)
  }
  const powerful = questions.every(({ found }) => isPowerful(found))
  return { judgement, powerful, paths: pathsOf(questions) }
}

function judgePointInTime({ check, reading }: Trial): readonly Finding[] {
  return reading.values.flatMap(track => {
    const points = track.bake
    if (points.length === 0) return []
    const facts = { after: points.at(-1)?.value ?? 0, series: track.labels }
    if (check.kind === 'probe') {
      const length = looksRunning(check, reading.planned)
      const run = firstRun(points, length, value => value === 0)
      const failed = points.filter(point => point.value === 0).length
      const told = `${sayNumber(failed)} of ${sayCount(points.length, 'request')} did not get the expected answer`
      if (run === undefined)
        return [
          pass(
            'healthy',
            failed > 0
              ? `${told}, never ${sayNumber(length)} running.`
              : `${points.length === 1 ? 'The one request' : `All ${sayCount(points.length, 'request')}`} got the expected answer.`,
            facts
          )
        ]
      return [fail('probe-failed', `${told}.`, { ...facts, firstBreach: run[0]?.at ?? 0 })]
    }
    if (check.kind === 'firing') return [judgeFiring(track, facts)]
    return []
  })
}

function judgeFiring(track: ValueTrack, facts: Partial<Finding>): Finding {
  const first = track.bake.find(point => point.value > 0)
  if (first === undefined) return pass('healthy', 'No alert is firing.', facts)
  const told = `${sayCount(first.value, 'alert')} fired since the deploy`
  const known = track.past.at(-1)
  if (known !== undefined && known.value >= first.value) {
    return inconclusive('already-failing', `${told}, but fired before it already.`, facts)
  }
  return fail('alert-firing', `${told}.`, { ...facts, after: first.value, firstBreach: first.at })
}

function judgeAllLimits(trial: Trial): readonly Finding[] {
  const { check, reading, frame } = trial
  const planned = reading.planned
  if (check.kind === 'query') {
    return reading.values.flatMap(track => {
      const baseline = baselineValues(track.past, frame)
      const before = baseline.length === 0 ? {} : { before: median(baseline) }
      const isWorse = (way: Direction) => valueGotWorse(trial, track, way)
      // A query over the window: its limit speaks of the bake so far, as a ratio's does.
      const points = track.soFar ?? track.bake
      const found = judgeLimits({ check, points, ...before, planned, isWorse })
      return found === undefined ? [] : [{ ...found, series: track.labels }]
    })
  }
  if (!countsEvents(check)) return []
  return reading.counts.flatMap(track => {
    const points = check.kind === 'ratio' ? ratioPoints(track, check.minTotal) : eventPoints(track)
    const before = check.kind === 'ratio' ? ratioBefore(track) : eventsBefore(track)
    const isWorse = (way: Direction) => countGotWorse(trial, track, way)
    const known = before === undefined ? {} : { before }
    const found = judgeLimits({ check, points, ...known, planned, isWorse })
    return found === undefined ? [] : [{ ...found, ...countFacts(track), series: track.labels }]
  })
}

/** A count's limit speaks of the events of the bake so far. */
function eventPoints(track: CountTrack) {
  return track.soFar.map(tally => ({ at: tally.at, value: tally.bad }))
}

function ratioBefore({ before }: CountTrack): number | undefined {
  return before === undefined || before.total <= 0 ? undefined : before.bad / before.total
}

/** Events that the baseline's rate promises for the bake so far. */
function eventsBefore({ before, soFar }: CountTrack): number | undefined {
  const exposure = soFar.at(-1)?.total
  if (before === undefined || before.total <= 0 || exposure === undefined) return undefined
  return (before.bad / before.total) * exposure
}

function countFacts(track: CountTrack): Partial<Finding> {
  const last = track.soFar.at(-1)
  if (last === undefined) return {}
  const rate = ratioBefore(track)
  const expected = rate === undefined ? {} : { expected: rate * last.total }
  return { counts: { bad: last.bad, total: last.total, ...expected } }
}

function valueGotWorse(trial: Trial, track: ValueTrack, way: Direction): boolean {
  const { reading, frame } = trial
  const comparer = comparerFor(trial, way)
  const found = compareValueTrack(comparer, track, reading.values, way, frame)
  return gotWorse(found, track, frame, way, comparer.tolerance)
}

function countGotWorse(trial: Trial, track: CountTrack, way: Direction): boolean {
  const { check, reading, frame } = trial
  const comparer = comparerFor(trial, way)
  return compareCountTrack(comparer, check, track, reading.counts, way, frame).state === 'worse'
}

/** The check's own comparison where it looks that way, else one with the default tolerance. */
function comparerFor(trial: Trial, way: Direction): Comparer {
  const { check, reading, frame, comparer, falseAlarmRate } = trial
  if (comparer?.directions.includes(way)) return comparer
  return learn(check, reading, frame, defaultPlan(check, way, falseAlarmRate))
}

interface Question {
  readonly labels: Labels
  readonly found: Comparison
}

function askComparisons(trial: Trial): readonly Question[] {
  const { check, reading, frame, comparer } = trial
  if (comparer === undefined) return []
  return comparer.directions.flatMap(way =>
    countsEvents(check)
      ? reading.counts
          .filter(track => track.soFar.some(tally => tally.total > 0))
          .map(track => ({
            labels: track.labels,
            found: compareCountTrack(comparer, check, track, reading.counts, way, frame)
          }))
      : reading.values
          .filter(track => track.bake.length > 0)
          .map(track => ({
            labels: track.labels,
            found: compareValueTrack(comparer, track, reading.values, way, frame)
          }))
  )
}

function judgeAllComparisons(trial: Trial, questions: readonly Question[]): readonly Finding[] {
  const { check, evidence, patient } = trial
  const how = { pastFailed: evidence.pastFailure !== undefined, patient }
  return questions.map(({ labels, found }) => ({
    ...tellComparison(check, found, how),
    series: labels
  }))
}

function pathsOf(questions: readonly Question[]): SeriesPath[] {
  return questions.flatMap(({ labels, found }) =>
    found.state === 'unknown' || found.path === undefined
      ? []
      : [{ labels, path: found.path, before: found.before, after: found.after }]
  )
}

function isPowerful(found: Comparison): boolean {
  return found.state !== 'unknown' && found.powerful
}

function judgeData(trial: Trial): readonly Finding[] {
  const { check, reading, frame, evidence, final } = trial
  const alive = reading.looks.filter(look => look.state === 'answered' || look.state === 'empty')
  const pastKnown = evidence.pastFailure === undefined && !evidence.pointInTime
  const presence =
    alive.length * 2 >= reading.looks.length
      ? judgePresence({ check, reading, frame, scanned: evidence.scanned, pastKnown, final })
      : undefined
  // Where nothing is a pass, an empty answer is an answer.
  const answered = reading.answered + (check.noData === 'pass' ? reading.empty : 0)
  const planned = final ? reading.planned : Math.max(1, reading.looks.length)
  const coverage = judgeCoverage({ ...reading, answered, planned }, check.minCoverage)
  return [presence, coverage].flatMap(finding => finding ?? [])
}

/** Fewer requests than `min-total` decide nothing; one series with enough of them can. */
function judgeTotals({ check, reading }: Trial): readonly Finding[] {
  if (check.kind !== 'ratio') return []
  const totals = reading.counts.flatMap(track => track.soFar.at(-1)?.total ?? [])
  const most = Math.max(0, ...totals)
  if (totals.length === 0 || most === 0 || most >= check.minTotal) return []
  const told = `Only ${sayNumber(most)} of the ${sayNumber(check.minTotal)} requests that are needed to decide.`
  return [inconclusive('too-few-requests', told)]
}

function nothingYet({ check, reading }: Trial): Finding {
  if (reading.answered === 0) return inconclusive('too-few-samples', 'There is no answer yet.')
  return pass(
    'healthy',
    `Nothing is wrong; ${say(reading.answered, 'count')} evaluations of ${check.kind === 'ratio' ? 'the ratio' : 'the check'} were answered.`
  )
}

function countSamples(reading: Reading): number {
  const values = reading.values.reduce((sum, track) => sum + track.bake.length, 0)
  return reading.counts.reduce((sum, track) => sum + track.soFar.length, values)
}
