import type { Frame, LogsCheck, LogsTrack, SignatureTrack } from '../../src/model.js'
import { countCheck, frameOf } from './builders.js'

/** Logs of a service for the judge of signatures: numbers of events by step, drawn with a seed. */

export const PAST = 120
export const LOOKS = 30

export interface Form {
  /** Events expected in a step. */
  readonly rate: number
  /** Relative variance of the rate from step to step. */
  readonly bursts?: number
  readonly level?: string
  /** What the rate is multiplied with since the bake's start, from so many steps on. */
  readonly times?: number
  readonly from?: number
}

export function logsCheck(overrides: Partial<LogsCheck> = {}): LogsCheck {
  const { count, kind: _, ...common } = countCheck()
  const newSignatures = { max: 0, minCount: 3 }
  return {
    ...common,
    kind: 'logs',
    logs: count,
    newSignatures,
    accepted: [],
    deployNoise: 0,
    maxLines: 5000,
    ...overrides
  }
}

/** mulberry32: small, seeded, good enough to draw counts. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}

export function simulate(
  forms: readonly Form[],
  random: () => number,
  traffic = 1
): { readonly logs: LogsTrack; readonly frame: Frame } {
  const frame = frameOf(LOOKS, 30_000, PAST)
  const signatures = forms.map((form, index) => trackOf(form, `s${index}`, frame, random, traffic))
  const seconds = frame.interval / 1000
  const sum = (count: (track: SignatureTrack) => number) =>
    signatures.reduce((total, track) => total + count(track), 0)
  const before = sum(track => track.before?.bad ?? 0)
  return {
    frame,
    logs: {
      signatures,
      before: { at: frame.rolloutStart, matched: before, read: before, exposure: PAST * seconds },
      soFar: frame.looks.map((at, i) => {
        const read = sum(track => track.soFar.findLast(tally => tally.at <= at)?.bad ?? 0)
        return { at, matched: read, read, exposure: (i + 1) * seconds }
      })
    }
  }
}

function trackOf(
  form: Form,
  id: string,
  frame: Frame,
  random: () => number,
  traffic: number
): SignatureTrack {
  const { interval, history, looks } = frame
  const seconds = interval / 1000
  const draw = (times: number) =>
    poisson(form.rate * times * burst(form.bursts ?? 0, random), random)
  const past = Array.from({ length: PAST }, (_, i) => ({
    at: history.start + (i + 1) * interval,
    bad: draw(1),
    total: seconds
  }))
  let events = 0
  const soFar = looks.map((at, i) => {
    events += draw(traffic * (i >= (form.from ?? 0) ? (form.times ?? 1) : 1))
    return { at, bad: events, total: (i + 1) * seconds }
  })
  const before = past.reduce((sum, { bad }) => sum + bad, 0)
  return {
    id,
    template: id,
    level: form.level ?? 'error',
    before: { at: frame.rolloutStart, bad: before, total: PAST * seconds },
    past: past.filter(({ bad }) => bad > 0),
    soFar: soFar.filter(({ bad }, i) => bad > (soFar[i - 1]?.bad ?? 0)),
    absence: 'read',
    frames: [],
    examples: []
  }
}

/** Two values with mean 1 and this variance: mostly quiet, now and then a burst. */
function burst(variance: number, random: () => number): number {
  if (variance === 0) return 1
  const share = 1 / (1 + variance)
  return random() < share ? 1 / share : 0
}

function poisson(mean: number, random: () => number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)))
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random(); product > limit; product *= random()) count++
  return count
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
