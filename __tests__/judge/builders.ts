import type {
  LogsCheck,
  Baseline,
  CheckSettings,
  CountTrack,
  Evidence,
  Frame,
  Look,
  QueryCheck,
  RatioCheck,
  CountCheck,
  ProbeCheck,
  FiringCheck,
  Query,
  Sample,
  Tally,
  ValueTrack,
  Analysis
} from '../../src/model.js'
import type { Case } from '../../src/judge/judge.js'
import { calibrate, judge } from '../../src/judge/judge.js'

const START = 1_700_000_000_000
const query: Query = { text: 'q', usesWindow: false, render: () => 'q' }
const baseline: Baseline = { kind: 'before', duration: 0, gap: 0, history: 0 }

export function frameOf(looks: number, interval = 30_000, past = 120, settle = 0): Frame {
  const start = START + settle
  const history = { start: START - past * interval, end: START }
  return {
    rolloutStart: START,
    deployedAt: START,
    bake: { start, end: start + looks * interval },
    interval,
    looks: Array.from({ length: looks }, (_, i) => start + (i + 1) * interval),
    baseline: history,
    history
  }
}

const common = {
  endpoint: 'metrics',
  required: true,
  critical: false,
  unit: 'none' as const,
  noData: 'inconclusive' as const,
  silence: 'inconclusive' as const,
  failAfter: 2,
  minCoverage: 0.8,
  baseline
}

export function queryCheck(overrides: Partial<QueryCheck> = {}): QueryCheck {
  return { ...common, name: 'latency', kind: 'query', query, ...overrides }
}
export function ratioCheck(overrides: Partial<RatioCheck> = {}): RatioCheck {
  const ratio = { bad: query, total: query, minTotal: 0, unit: 'fraction' as const }
  return { ...common, name: 'errors', kind: 'ratio', ...ratio, ...overrides }
}
export function countCheck(overrides: Partial<CountCheck> = {}): CountCheck {
  return { ...common, name: 'lines', kind: 'count', count: query, unit: 'count', ...overrides }
}
export function probeCheck(overrides: Partial<ProbeCheck> = {}): ProbeCheck {
  const probe = { method: 'GET' as const, path: '/', headers: {}, expectStatus: [200] }
  return { ...common, name: 'probe', kind: 'probe', probe, ...overrides }
}
export function logsCheck(overrides: Partial<LogsCheck> = {}): LogsCheck {
  return {
    kind: 'logs',
    ...common,
    unit: 'count',
    compare: { worse: 'higher', tolerance: 2 },
    name: 'new error signatures',
    logs: query,
    newSignatures: { max: 0, minCount: 3 },
    accepted: [],
    deployNoise: 0,
    maxLines: 5000,
    ...overrides
  }
}

export function firingCheck(overrides: Partial<FiringCheck> = {}): FiringCheck {
  return { ...common, name: 'alerts', kind: 'firing', firing: {}, ...overrides }
}

export function samplesBefore(frame: Frame, values: readonly number[]): Sample[] {
  const end = frame.rolloutStart
  return values.map((value, i) => ({ at: end - (values.length - 1 - i) * frame.interval, value }))
}
export function samplesSince(frame: Frame, values: readonly number[]): Sample[] {
  return values.map((value, i) => ({ at: frame.looks[i] ?? 0, value }))
}

export function track(
  frame: Frame,
  past: readonly number[],
  bake: readonly number[],
  labels: Record<string, string> = {}
): ValueTrack {
  return { labels, past: samplesBefore(frame, past), bake: samplesSince(frame, bake) }
}

/** A ratio or count series from its steps: [bad, total] each. */
export function counted(
  frame: Frame,
  past: readonly (readonly [number, number])[],
  steps: readonly (readonly [number, number])[],
  labels: Record<string, string> = {}
): CountTrack {
  const tallies = (list: readonly (readonly [number, number])[], at: (i: number) => number) =>
    list.map(([bad, total], i): Tally => ({ at: at(i), bad, total }))
  const before = past.reduce(([b, t], [bad, total]) => [b + bad, t + total], [0, 0])
  let [bad, total] = [0, 0]
  return {
    labels,
    ...(past.length > 0
      ? { before: { at: frame.rolloutStart, bad: before[0] ?? 0, total: before[1] ?? 0 } }
      : {}),
    past: tallies(past, i => frame.rolloutStart - (past.length - 1 - i) * frame.interval),
    steps: tallies(steps, i => frame.looks[i] ?? 0),
    soFar: steps.map((step, i) => {
      bad += step[0]
      total += step[1]
      return { at: frame.looks[i] ?? 0, bad, total }
    })
  }
}

export function looksOf(frame: Frame, states: readonly Look['state'][]): Look[] {
  return states.map((state, i) => ({
    at: frame.looks[i] ?? 0,
    state,
    retries: 0,
    ...(state === 'failed'
      ? { failure: { code: 'provider-error' as const, message: 'no answer', retries: 2 } }
      : {})
  }))
}

export function evidenceOf(frame: Frame, overrides: Partial<Evidence> = {}): Evidence {
  const done = Math.max(
    0,
    ...(overrides.values ?? []).map(item => item.bake.length),
    ...(overrides.counts ?? []).map(item => item.soFar.length)
  )
  return {
    looks: looksOf(
      frame,
      Array.from({ length: done }, () => 'answered')
    ),
    grain: frame.interval,
    counts: [],
    values: [],
    pointInTime: false,
    notes: [],
    ...overrides
  }
}

interface JudgeOnce {
  readonly final?: boolean
  readonly earlyPass?: boolean
  readonly earlyStop?: boolean
  readonly rate?: number
}

export function judgeAll(frame: Frame, cases: readonly Case[], options: JudgeOnce = {}): Analysis {
  const { final = true, earlyPass = false, earlyStop = true, rate = 0.01 } = options
  return judge(cases, frame, calibrate(cases, frame, rate), { final, earlyPass, earlyStop })
}

export function judgeOne(
  frame: Frame,
  check: CheckSettings,
  evidence: Partial<Evidence>,
  options: JudgeOnce = {}
): Analysis {
  return judgeAll(frame, [{ check, evidence: evidenceOf(frame, evidence) }], options)
}

/** Deterministic noise: uniform in [0, 1). */
export function noise(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Values around a level with a log-normal spread and AR(1) memory. */
export function wander(
  count: number,
  options: { level?: number; spread?: number; memory?: number; seed?: number } = {}
): number[] {
  const { level = 100, spread = 0.1, memory = 0, seed = 1 } = options
  const random = noise(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  let state = normal()
  return Array.from({ length: count }, () => {
    state = memory * state + Math.sqrt(1 - memory * memory) * normal()
    return level * Math.exp(spread * state)
  })
}
