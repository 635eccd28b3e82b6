import type { Case } from '../../src/judge/judge.js'
import { calibrate, judge } from '../../src/judge/judge.js'
import type { Frame, Look, QueryCheck, Sample, Worse } from '../../src/model.js'
import { normalTail } from '../../src/stats/normal.js'
import { mean } from '../../src/stats/quantile.js'
import { shiftBetween } from '../../src/stats/ranks.js'
import type { Episode } from './data.js'

/** Each method learns from the past of the series of one gate, and says at which sample it fails a bake. */
export interface Method {
  readonly name: string
  learn(episodes: readonly Episode[]): (bakes: readonly (readonly number[])[]) => number | undefined
}

/** The gate's false-alarm rate that every calibrated method is asked for. */
export const RATE = 0.01
/** The relative change that the user tolerates; what `compare.tolerance` says. */
const TOLERANCE = 0.15
/** What the classical rules look at before the deploy. */
const RECENT = 30

/** Bakegate's judge as the action runs it: one check per series, one gate over them. */
export function bakegate(worse: (episode: Episode) => Worse, rate = RATE): Method {
  return {
    name: 'Bakegate',
    learn: episodes => {
      const frame = frameOf(episodes)
      const cases = (bakes: readonly (readonly number[])[]) =>
        episodes.map((episode, i) => caseOf(episode, bakes[i] ?? [], frame, i, worse(episode)))
      const calibration = calibrate(cases([]), frame, rate)
      return bakes => {
        const judged = judge(cases(bakes), frame, calibration, {
          final: true,
          earlyPass: false,
          earlyStop: true
        })
        if (judged.verdict !== 'fail') return undefined
        const first = Math.min(...judged.judgements.map(item => item.firstBreach ?? frame.bake.end))
        return Math.round((first - frame.bake.start) / frame.interval)
      }
    }
  }
}

/** Placebo windows that the past of one gate holds. */
export function learnedWindows(episodes: readonly Episode[]): number {
  const frame = frameOf(episodes)
  const cases = episodes.map((episode, i) => caseOf(episode, [], frame, i, 'higher'))
  const pasts = [...calibrate(cases, frame, RATE).comparers.values()].flatMap(({ pasts }) => [
    ...pasts.values()
  ])
  return Math.max(0, ...pasts.map(({ scan }) => scan?.placebos.length ?? 0))
}

/** One rule of the field at its published strictness, and how it is made stricter or milder for its ROC curve. */
export interface Family {
  readonly usual: Method
  readonly others: readonly Method[]
}

/**
 * Kayenta's published rule: the confidence interval (98 %) of the Hodges–Lehmann shift after Mann and Whitney
 * lies beyond a quarter of that shift; once, at the end.
 */
const kayenta = (deviate: number) =>
  perSeries('Kayenta', (past, bake) => {
    const tail = normalTail(deviate)
    const { low, shift } = shiftBetween(bake, past.slice(-RECENT), tail, { exact: false })
    return low > 0.25 * Math.abs(shift) ? bake.length : undefined
  })

/** A fixed threshold above the recent mean, failing at so many bad samples (`failureLimit`, `threshold`). */
const threshold = (name: string, failures: number) => (above: number) =>
  perSeries(name, (past, bake, sign) => {
    const centre = mean(past.slice(-RECENT))
    let bad = 0
    const at = bake.findIndex(value => value - centre > above * sign * centre && ++bad >= failures)
    return at < 0 ? undefined : at + 1
  })

/** So many deviations of the recent past, so many samples running. */
const sigma = (name: string, running: number) => (deviations: number) =>
  perSeries(name, (past, bake) => {
    const recent = past.slice(-RECENT)
    const centre = mean(recent)
    const deviation = Math.sqrt(mean(recent.map(v => (v - centre) ** 2)))
    let run = 0
    const at = bake.findIndex(value => {
      run = value - centre > deviations * deviation ? run + 1 : 0
      return run === running
    })
    return at < 0 ? undefined : at + 1
  })

/**
 * Robbins' normal mixture, one-sided: the sum of t independent residuals leaves
 * √((t + 10)(2 log 1/α + log (t + 10)/10)) deviations with probability α at most. The baseline's own error
 * widens the deviation.
 */
const confidenceSequence = (alpha: number) =>
  perSeries('iid confidence sequence', (past, bake) => {
    const recent = past.slice(-RECENT)
    const centre = mean(recent)
    const variance = recent.reduce((sum, v) => sum + (v - centre) ** 2 / (recent.length - 1), 0)
    let sum = 0
    const at = bake.findIndex((value, i) => {
      const mixed = i + 11
      sum += value - centre
      const bound = Math.sqrt(mixed * (2 * Math.log(1 / alpha) + Math.log(mixed / 10)))
      return sum > bound * Math.sqrt(variance * (1 + (i + 1) / recent.length))
    })
    return at < 0 ? undefined : at + 1
  })

const DEVIATES = [0.5, 1, 1.5, 2, 3, 4, 6, 8, 12, 20]
const SHARES = [0.02, 0.05, 0.1, 0.3, 0.5, 1, 2, 5]

/** The field, at its defaults. */
export const FIELD: readonly Family[] = [
  family(kayenta, 2.3263, [0.3, 0.7, 1.3, 1.7, 2, 3, 4, 5]),
  family(threshold('±20 %, third bad sample (Argo)', 3), 0.2, SHARES),
  family(threshold('±20 %, fifth bad sample (Flagger)', 5), 0.2, SHARES),
  family(sigma('3σ, any point', 1), 3, DEVIATES),
  family(sigma('3σ, three running', 3), 3, DEVIATES),
  family(sigma('6σ, any point', 1), 6, []),
  family(confidenceSequence, RATE, [0.5, 0.2, 0.05, 1e-3, 1e-5, 1e-8, 1e-12])
]

/** Ours, by the false-alarm rate that the user asks for. */
export const OURS: Family = family(
  rate => bakegate(() => 'either', rate),
  RATE,
  [0.3, 0.1, 0.03, 0.003, 1e-4]
)

function family(
  make: (strictness: number) => Method,
  usual: number,
  others: readonly number[]
): Family {
  return { usual: make(usual), others: others.map(make) }
}

/** A rule about one series, worse upward, gaps left out; a gate of several alarms with the first of them. */
export function perSeries(
  name: string,
  rule: (past: readonly number[], bake: readonly number[], sign: number) => number | undefined
): Method {
  const upward = (values: readonly number[], sign: number) =>
    values.filter(value => !Number.isNaN(value)).map(value => sign * value)
  return {
    name,
    learn: episodes => bakes => {
      const found = episodes.flatMap((episode, i) => {
        const sign = episode.way === 'increase' ? 1 : -1
        const bake = upward(bakes[i] ?? [], sign)
        return bake.length === 0 ? [] : (rule(upward(episode.past, sign), bake, sign) ?? [])
      })
      return found.length === 0 ? undefined : Math.min(...found)
    }
  }
}

const MINUTE = 60_000
const DEPLOY = 1_700_000_040_000

export function frameOf(episodes: readonly Episode[]): Frame {
  const looks = Math.max(...episodes.map(episode => episode.bake.length))
  const past = Math.max(...episodes.map(episode => episode.past.length))
  const bake = { start: DEPLOY, end: DEPLOY + looks * MINUTE }
  return {
    rolloutStart: DEPLOY,
    deployedAt: DEPLOY,
    bake,
    interval: MINUTE,
    looks: Array.from({ length: looks }, (_, i) => DEPLOY + (i + 1) * MINUTE),
    baseline: { start: DEPLOY - 60 * MINUTE, end: DEPLOY },
    history: { start: DEPLOY - past * MINUTE, end: DEPLOY }
  }
}

/** Success rates are given in percent, and a user says so: `unit: percent`. */
const PERCENT = 0.01

export function caseOf(
  episode: Episode,
  bake: readonly number[],
  frame: Frame,
  index: number,
  worse: Worse
): Case {
  const known = (samples: Sample[]) => samples.filter(({ value }) => !Number.isNaN(value))
  const size = episode.past.length
  const factor = episode.kind === 'success' ? PERCENT : 1
  const past = episode.past.map((value, i) => ({
    at: DEPLOY - (size - 1 - i) * MINUTE,
    value: factor * value
  }))
  const since = bake.map((value, i) => ({ at: frame.looks[i] ?? 0, value: factor * value }))
  const looks = since.map(({ at, value }): Look => {
    return { at, state: Number.isNaN(value) ? 'empty' : 'answered', retries: 0 }
  })
  const values = [{ labels: {}, past: known(past), bake: known(since) }]
  const check = checkOf(`series ${index}`, worse, episode)
  const evidence = { looks, grain: MINUTE, counts: [], values, pointInTime: false, notes: [] }
  return { check, evidence }
}

function checkOf(name: string, worse: Worse, episode: Episode): QueryCheck {
  const isNew = episode.past.every(value => Number.isNaN(value))
  return {
    name,
    kind: 'query',
    query: { text: '', usesWindow: false, render: () => '' },
    endpoint: 'bench',
    required: true,
    critical: false,
    compare: { worse, tolerance: TOLERANCE },
    unit: episode.kind === 'success' ? 'fraction' : 'none',
    noData: 'inconclusive',
    silence: isNew ? 'inconclusive' : 'fail',
    failAfter: 2,
    minCoverage: 0.8,
    baseline: { kind: 'before', duration: 60 * MINUTE, gap: 0, history: size(episode) }
  }
}

function size(episode: Episode): number {
  return episode.past.length * MINUTE
}
