import { bake, type BakeRequest } from '../bake/bake.js'
import type { Connected, ConnectedCheck, NamedSource } from '../bake/connect.js'
import type { LineQuestions } from '../bake/lines.js'
import type { CheckSettings, Measurement } from '../model.js'
import { preflightEndpoints } from '../modes/endpoints.js'
import { instantsOf } from '../providers/grid.js'
import type { Grid, Source } from '../providers/provider.js'
import type { Clock } from '../world.js'

/** How many requests a bake sends to one endpoint, when it runs to its end and nothing is repeated. */
export interface EndpointEstimate {
  readonly endpoint: string
  /** The look that finds mistakes, and everything before the rollout. */
  readonly before: number
  /** The most that one look needs. */
  readonly perLook: number
  readonly total: number
}

/**
 * Runs the bake itself, with a clock that does not wait and sources that answer at once and count what they
 * were asked: it cannot say anything else than what the gate does. Not counted: retries, further pages of
 * log lines, `bake.extend`, coarser steps where the past is thin.
 */
export async function estimate(
  request: Omit<BakeRequest, 'checks' | 'asksPast' | 'logs'>,
  connected: Connected,
  now: number
): Promise<readonly EndpointEstimate[]> {
  const counter = createCounter()
  const counting: Connected = {
    ...connected,
    checks: connected.checks.map(check => counted(check, counter))
  }
  const world = { clock: virtualClock(now), signal: new AbortController().signal }
  const http = () => Promise.reject(new Error('an estimate asks nobody'))
  await preflightEndpoints({ http, world, warnings: new Set() }, counting, request.frame.interval)
  const looks: ReadonlyMap<string, number>[] = []
  const whole = { ...request.bake, earlyStop: false, earlyPass: false, extend: 0 }
  await bake(
    { ...request, bake: whole, checks: counting.checks, asksPast: true, logs: noContext },
    { ...world, http, onLook: () => looks.push(counter.counts()) }
  )
  const total = counter.counts()
  return connected.endpoints.map(({ settings: { name } }) => {
    const seen = [...looks, total].map(counts => counts.get(name) ?? 0)
    const steps = seen.slice(1).map((count, index) => count - (seen[index] ?? 0))
    const before = seen[0] ?? 0
    return { endpoint: name, before, perLook: Math.max(0, ...steps), total: total.get(name) ?? 0 }
  })
}

const noContext = {
  redact: (text: string) => text,
  excerpts: false,
  accepted: new Map<string, never[]>(),
  earlierDeploys: []
}

interface Counter {
  add(endpoint: string, source: Source, grid: Grid): void
  /** One page of log lines. */
  addPage(endpoint: string): void
  counts(): ReadonlyMap<string, number>
}

function createCounter(): Counter {
  const counts = new Map<string, number>()
  /** Questions of this turn of the event loop that share requests. */
  const open = new Map<object, number>()
  const more = (endpoint: string, count: number) => {
    counts.set(endpoint, (counts.get(endpoint) ?? 0) + count)
  }
  return {
    add: (endpoint, source, grid) => {
      more(endpoint, shared(source, source.requests?.(grid) ?? 1, open))
    },
    addPage: endpoint => more(endpoint, 1),
    counts: () => new Map(counts)
  }
}

/** The first of those that travel together pays for the request, and so does the first beyond its limit. */
function shared({ shares }: Source, own: number, open: Map<object, number>): number {
  if (shares === undefined) return own
  const already = open.get(shares) ?? 0
  if (already === 0) setImmediate(() => open.delete(shares))
  open.set(shares, already + own)
  return Math.ceil((already + own) / shares.most) - Math.ceil(already / shares.most)
}

/**
 * The check with sources that only count. Its numbers must not end the bake, so it is not critical; and what it
 * is compared with changes nothing of what is asked, while learning from days of history takes seconds.
 */
function counted(connected: ConnectedCheck, counter: Counter): ConnectedCheck {
  const { compare: _, ...check } = connected.check
  const { name: endpoint } = connected.endpoint
  const wrap = (source: Source, value: number): Source => ({
    ...source,
    measure: async grid => {
      counter.add(endpoint, source, grid)
      // An answer comes in a later turn of the event loop, as from a socket.
      await new Promise(resolve => setImmediate(resolve))
      return answerTo(grid, value)
    }
  })
  const named = ({ name, source }: NamedSource): NamedSource => ({
    name,
    source: wrap(source, healthyValue(check, name))
  })
  const { lines } = connected
  return {
    ...connected,
    check: { ...check, critical: false },
    sources: connected.sources.map(named),
    control: connected.control.map(named),
    ...(lines === undefined
      ? {}
      : { lines: countedLines(lines, wrap, () => counter.addPage(endpoint)) })
  }
}

/** The least: how many pages there are depends on the lines. */
function countedLines(
  { lines, count }: LineQuestions,
  wrap: (source: Source, value: number) => Source,
  add: () => void
): LineQuestions {
  return {
    lines: {
      describe: () => lines.describe(),
      fetch: () => {
        add()
        return Promise.resolve({ lines: [], complete: true, notes: [], retries: 0 })
      }
    },
    ...(count === undefined ? {} : { count: wrap(count, 1) })
  }
}

/** A number that breaks no limit: judging a breach takes long, and is not what is wanted here. */
function healthyValue(
  { kind, min, max }: Pick<CheckSettings, 'kind' | 'min' | 'max'>,
  question: string
): number {
  if (kind === 'ratio') return question.endsWith('bad') ? (min ?? 0) : 1
  if (kind === 'probe') return 1
  if (kind === 'firing') return 0
  return min ?? Math.min(max ?? 1, 0)
}

function answerTo(grid: Grid, value: number): Measurement {
  const samples = instantsOf(grid).map(at => ({ at, value }))
  return { series: [{ labels: {}, samples }], complete: true, notes: [], retries: 0 }
}

/** Time passes by sleeping only. */
function virtualClock(start: number): Clock {
  let now = start
  return {
    now: () => now,
    sleep: ms => {
      now += Math.max(0, ms)
      return Promise.resolve()
    }
  }
}
