import { calibrate, type Case, judge } from '../judge/judge.js'
import type { Analysis, BakeSettings, Evidence, Frame } from '../model.js'
import { extendFrame } from '../plan.js'
import type { Clock, Http } from '../world.js'
import { type Asker, createAsker } from './ask.js'
import { type Collector, createCollector } from './collect.js'
import type { ConnectedCheck } from './connect.js'
import type { LogContext } from './logs.js'

/** Errors running, on every check, after which nothing more is to be hoped for. */
const mostErrorsRunning = 4

export interface BakeRequest {
  readonly checks: readonly ConnectedCheck[]
  readonly frame: Frame
  readonly bake: BakeSettings
  readonly falseAlarmRate: number
  /** A past that is known already, by check name (recovery). */
  readonly past?: ReadonlyMap<string, Evidence>
  /** false: nothing before the rollout is asked (a verification by absolute limits only). */
  readonly asksPast: boolean
  /** For its `logs` checks. */
  readonly logs: LogContext
}

export interface BakeDeps {
  readonly http: Http
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Told after the past was read (`looks.done` 0 in the analysis) and after every look. */
  readonly onLook: (progress: BakeProgress) => void
  /** A reason to stop that no check knows (a newer deploy); asked after every look. */
  readonly superseded?: () => boolean
}

export interface BakeProgress {
  readonly frame: Frame
  readonly analysis: Analysis
  readonly evidence: ReadonlyMap<string, Evidence>
}

export interface BakeResult extends BakeProgress {
  /** true: `superseded` ended it. */
  readonly superseded: boolean
  /** Largest clock skew of an endpoint against GitHub's clock, in milliseconds. */
  readonly skew: number
}

/**
 * The one engine: gates, retrospective bakes and recoveries differ in their frame and clock only.
 * Waits for each look, measures, judges; ends at the last look, or earlier when the verdict is certain.
 */
export async function bake(request: BakeRequest, deps: BakeDeps): Promise<BakeResult> {
  const state = await start(request, deps)
  let analysis = state.judge(false)
  deps.onLook(state.progress(analysis))
  let superseded = false
  for (;;) {
    const due = nextDue(state)
    if (due === undefined) {
      analysis = state.judge(true)
      if (!canExtend(state, request, analysis)) break
      state.extend(request.bake.extend)
      continue
    }
    await deps.clock.sleep(due - deps.clock.now(), deps.signal)
    await askDue(state, deps)
    deps.signal.throwIfAborted()
    analysis = state.judge(false)
    const stop = mayStop(analysis, request.bake)
    if (stop || isWholeLook(state)) deps.onLook(state.progress(analysis))
    superseded = deps.superseded?.() ?? false
    if (superseded || stop) break
    if (state.collectors.every(hopeless)) {
      analysis = state.judge(true)
      break
    }
  }
  const skew = Math.max(0, ...state.askers.map(asker => Math.abs(asker.skew())))
  return { ...state.progress(analysis), superseded, skew }
}

interface State {
  readonly collectors: readonly Collector[]
  readonly askers: readonly Asker[]
  readonly judge: (final: boolean) => Analysis
  readonly progress: (analysis: Analysis) => BakeProgress
  readonly extend: (by: number) => void
  extended: boolean
  /** The look that was told last. */
  told: number
  /** Looks that each collector has been asked. */
  readonly asked: Map<Collector, number>
}

async function start(request: BakeRequest, deps: BakeDeps): Promise<State> {
  const { http, clock, signal } = deps
  let { frame } = request
  const askers = new Map<string, Asker>()
  const now = clock.now()
  const collectors = request.checks.map(connected => {
    const { name } = connected.endpoint
    const asker = askers.get(name) ?? createAsker(connected.endpoint, { http, clock, signal })
    askers.set(name, asker)
    const past = request.past?.get(connected.check.name)
    return createCollector(connected, frame, asker, {
      now,
      logs: request.logs,
      ...(past === undefined ? {} : { past })
    })
  })
  if (request.asksPast) await Promise.all(collectors.map(collector => collector.askPast()))
  const cases = (): readonly Case[] =>
    collectors.map(collector => ({
      check: collector.connected.check,
      evidence: collector.evidence()
    }))
  let calibration = calibrate(cases(), frame, request.falseAlarmRate)
  const state: State = {
    collectors,
    askers: [...askers.values()],
    asked: new Map(),
    extended: false,
    told: 0,
    judge: final => judge(cases(), frame, calibration, { ...request.bake, final }),
    progress: analysis => ({
      frame,
      analysis,
      evidence: new Map(
        collectors.map(collector => [collector.connected.check.name, collector.evidence()])
      )
    }),
    extend: by => {
      const longer = extendFrame(frame, by)
      const more = longer.looks.filter(look => look > frame.bake.end)
      frame = longer
      calibration = calibrate(cases(), frame, request.falseAlarmRate)
      collectors.forEach(collector => collector.extend(more))
      state.extended = true
    }
  }
  return state
}

/** When the next look of any check can be asked: its end plus the endpoint's ingestion delay. */
function nextDue(state: State): number | undefined {
  const dues = state.collectors.flatMap(collector => {
    const look = collector.planned()[state.asked.get(collector) ?? 0]
    return look === undefined ? [] : [look + delayOf(collector)]
  })
  return dues.length === 0 ? undefined : Math.min(...dues)
}

/** A point-in-time question is answered at once: there is no ingestion to wait for. */
function delayOf({ connected }: Collector): number {
  return connected.pointInTime ? 0 : connected.endpoint.delay
}

async function askDue(state: State, deps: BakeDeps): Promise<void> {
  const now = deps.clock.now()
  await Promise.all(
    state.collectors.map(async collector => {
      const done = state.asked.get(collector) ?? 0
      const due = collector
        .planned()
        .slice(done)
        .filter(look => look + delayOf(collector) <= now)
      if (due.length === 0) return
      await collector.askLooks(due)
      state.asked.set(collector, done + due.length)
    })
  )
}

/** Endpoints have delays of their own: a look is told when every check has been asked for it. */
function isWholeLook(state: State): boolean {
  const reached = Math.min(
    ...state.collectors.map(collector => {
      const asked = state.asked.get(collector) ?? 0
      const planned = collector.planned()
      return asked === planned.length ? Infinity : (planned[asked - 1] ?? 0)
    })
  )
  const isNew = reached > state.told
  state.told = reached
  return isNew
}

function mayStop(analysis: Analysis, bake: BakeSettings): boolean {
  if (!analysis.decided) return false
  if (analysis.verdict === 'pass') return bake.earlyPass
  if (analysis.verdict !== 'fail') return false
  const critical = analysis.judgements.some(
    judgement => judgement.critical && judgement.certain && judgement.verdict === 'fail'
  )
  return bake.earlyStop || critical
}

function hopeless(collector: Collector): boolean {
  const tail = collector.evidence().looks.slice(-(mostErrorsRunning + 1))
  return tail.length > mostErrorsRunning && tail.every(({ state }) => state === 'failed')
}

/** Thin evidence is what more time can mend; an outage or a missing metric is not. */
const thinCodes: ReadonlySet<string> = new Set([
  'too-few-requests',
  'too-few-samples',
  'too-little-history',
  'went-away',
  'zero-traffic',
  'undefined-ratio'
])

function canExtend(state: State, { bake }: BakeRequest, analysis: Analysis): boolean {
  if (bake.extend === 0 || state.extended) return false
  return analysis.verdict === 'inconclusive' && thinCodes.has(analysis.code)
}
