import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { judgeSignatures } from '../../src/judge/signatures.js'
import type { LogEvent } from '../../src/logs/events.js'
import { readEvents } from '../../src/logs/events.js'
import type { Signature } from '../../src/logs/miner.js'
import { createMiner } from '../../src/logs/miner.js'
import type { Frame, LogsCheck, LogsTrack, SignatureTrack, Tally } from '../../src/model.js'

/**
 * TrainTicket with injected faults (IntelligentDDS/Nezha). One deploy a fault and service: the fault's three
 * minutes against all other minutes of that day in which the service was not the target. On the target
 * something is wrong, on every other service an alarm is counted as false.
 */

interface Day {
  readonly base: readonly Row[]
  readonly mins: Readonly<Record<string, readonly Row[]>>
  readonly faults: readonly { readonly time: string; readonly pod: string; readonly type: string }[]
}
type Row = readonly [service: string, text: string]

/** What one service said in the minutes of one fault, by handle. */
interface Episode {
  readonly kind: string
  readonly target: string
  readonly minutes: readonly string[]
  readonly seconds: number
  readonly counts: ReadonlyMap<string, ReadonlyMap<number, number>>
}

export interface Verdict {
  readonly kind: string
  readonly isTarget: boolean
  readonly isNew: boolean
  readonly isMore: boolean
  readonly isLess: boolean
  /** By what factor the rate of a signature is above the highest of its healthy minutes, and below the lowest. */
  readonly above: number
  readonly below: number
}

export function judgeNezha(path: string, alpha: number): readonly Verdict[] {
  const days = JSON.parse(gunzipSync(readFileSync(path)).toString()) as readonly Day[]
  return days.flatMap(day => judgeDay(day, alpha))
}

function judgeDay(day: Day, alpha: number): Verdict[] {
  const miner = createMiner()
  const add = (event: LogEvent) => miner.add(event)
  const base = episodeOf('base', '', [], day.base, add)
  const episodes = day.faults.map(({ time, pod, type }) => {
    const minutes = minutesFrom(time.slice(11, 16)).filter(minute => day.mins[minute] !== undefined)
    const rows = minutes.flatMap(minute => day.mins[minute] ?? [])
    return episodeOf(type, pod.replace(/-[0-9a-f]+-\w+$/, ''), minutes, rows, add)
  })
  const signatures = miner.signatures()
  return episodes.flatMap(episode => {
    const others = episodes.filter(
      other => !other.minutes.some(minute => episode.minutes.includes(minute))
    )
    return [...episode.counts.keys()].map(service => {
      const past = [base, ...others.filter(other => other.target !== service)]
      const found = judgeService(service, episode, past, [base, ...others], signatures, alpha)
      return { kind: episode.kind, isTarget: service === episode.target, ...found }
    })
  })
}

function minutesFrom(start: string): readonly string[] {
  const first = Number(start.slice(0, 2)) * 60 + Number(start.slice(3))
  return [0, 1, 2].map(offset => {
    const minute = first + offset
    return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  })
}

/** The files of neighbouring minutes overlap: equal rows are one. */
function episodeOf(
  kind: string,
  target: string,
  minutes: readonly string[],
  rows: readonly Row[],
  add: (event: LogEvent) => number
): Episode {
  const unique = [...new Map(rows.map(row => [row.join('\n'), row])).values()]
  const clocks = unique.map(([, text]) => secondsOf(text)).filter(clock => !Number.isNaN(clock))
  const counts = new Map<string, Map<number, number>>()
  for (const [service, own] of Map.groupBy(unique, ([service]) => service)) {
    const lines = own.map(([, text], i) => ({ at: i, text, stream: {}, fields: {} }))
    const tally = new Map<number, number>()
    for (const event of readEvents(lines)) {
      const handle = add(event)
      tally.set(handle, (tally.get(handle) ?? 0) + 1)
    }
    counts.set(service, tally)
  }
  const seconds = clocks.length === 0 ? 60 : Math.max(...clocks) - Math.min(...clocks) + 1
  return { kind, target, minutes, seconds, counts }
}

function secondsOf(text: string): number {
  const [hours = NaN, minutes = NaN, seconds = NaN] = text.slice(0, 8).split(':').map(Number)
  return hours * 3600 + minutes * 60 + seconds
}

function judgeService(
  service: string,
  now: Episode,
  past: readonly Episode[],
  everything: readonly Episode[],
  signatures: readonly Signature[],
  alpha: number
): Omit<Verdict, 'kind' | 'isTarget'> {
  const step = 180
  const frame: Frame = frameOf(past.length, step)
  const tracks = signatures.map(signature =>
    trackOf(signature, service, now, past, everything, frame)
  )
  const logs: LogsTrack = {
    signatures: tracks.filter(track => track.past.length + track.soFar.length > 0),
    before: countOf(
      frame.rolloutStart,
      past.reduce((sum, one) => sum + one.seconds, 0)
    ),
    soFar: [countOf(frame.bake.end, now.seconds)]
  }
  const found = judgeSignatures({ check: checkOf('either'), logs, frame, alpha })
  const left = signatures.map(signature => leftRange(signature, service, now, past))
  const more = found.filter(({ state }) => state === 'more')
  return {
    isNew: found.some(({ state }) => state === 'new'),
    isMore: more.some(({ after, expected = 0 }) => after > expected),
    isLess: more.some(({ after, expected = 0 }) => after < expected),
    above: Math.max(...left.map(({ above }) => above)),
    below: Math.max(...left.map(({ below }) => below))
  }
}

/** Fewer events than this say nothing of a rate. */
const LEAST_EVENTS = 10

/** What any rule over one signature's rate could see at best: how far it left what was usual. */
function leftRange(
  signature: Signature,
  service: string,
  now: Episode,
  past: readonly Episode[]
): { readonly above: number; readonly below: number } {
  const counts = [...past, now].map(episode => countIn(signature, episode, service))
  if (counts.reduce((sum, count) => sum + count, 0) < LEAST_EVENTS) return { above: 0, below: 0 }
  const rates = past.map(({ seconds }, i) => (counts[i] ?? 0) / seconds)
  const [highest, lowest] = [Math.max(...rates), Math.min(...rates)]
  const since = counts.at(-1) ?? 0
  return {
    above: highest === 0 ? 0 : since / now.seconds / highest,
    // None at all counts as half of one.
    below: (lowest * now.seconds) / Math.max(since, 0.5)
  }
}

function countIn(signature: Signature, episode: Episode, service: string): number {
  const counts = episode.counts.get(service)
  return signature.handles.reduce((sum, handle) => sum + (counts?.get(handle) ?? 0), 0)
}

function countOf(at: number, exposure: number) {
  return { at, matched: 0, read: 0, exposure }
}

function frameOf(steps: number, step: number): Frame {
  const start = 1_700_000_000_000
  const interval = step * 1000
  const bake = { start, end: start + interval }
  const baseline = { start: start - steps * interval, end: start }
  return {
    rolloutStart: start,
    deployedAt: start,
    bake,
    interval,
    looks: [bake.end],
    baseline,
    history: baseline
  }
}

/** Known is what any service said while it was healthy; the rate is the service's own. */
function trackOf(
  signature: Signature,
  service: string,
  now: Episode,
  past: readonly Episode[],
  everything: readonly Episode[],
  frame: Frame
): SignatureTrack {
  const isKnown = everything.some(episode =>
    [...episode.counts.keys()].some(
      name => name !== episode.target && countIn(signature, episode, name) > 0
    )
  )
  const steps = past.map((episode, i): Tally => ({
    at: frame.baseline.start + (i + 1) * frame.interval,
    bad: countIn(signature, episode, service),
    total: episode.seconds
  }))
  const bad = steps.reduce((sum, tally) => sum + tally.bad, 0)
  const total = steps.reduce((sum, tally) => sum + tally.total, 0)
  const since = countIn(signature, now, service)
  return {
    id: signature.id,
    template: signature.template,
    ...(signature.level === undefined ? {} : { level: signature.level }),
    before: { at: frame.rolloutStart, bad, total },
    ...(bad === 0 && isKnown ? { accepted: true } : {}),
    past: steps.filter(tally => tally.bad > 0),
    soFar: since === 0 ? [] : [{ at: frame.bake.end, bad: since, total: now.seconds }],
    absence: 'read',
    frames: [],
    examples: []
  }
}

export function checkOf(worse: 'higher' | 'either'): LogsCheck {
  const query = { text: '', usesWindow: false, render: () => '' }
  return {
    kind: 'logs',
    name: 'signatures',
    endpoint: 'logs',
    required: true,
    critical: false,
    compare: { worse, tolerance: 2 },
    unit: 'count',
    noData: 'inconclusive',
    silence: 'inconclusive',
    failAfter: 1,
    minCoverage: 0.8,
    baseline: { kind: 'before', duration: 0, gap: 0, history: 0 },
    logs: query,
    newSignatures: { max: 0, minCount: 3 },
    accepted: [],
    deployNoise: 0,
    maxLines: 100_000
  }
}
