import { bake, type BakeRequest } from '../bake/bake.js'
import type { Connected, ConnectedCheck, NamedSource } from '../bake/connect.js'
import type { LineQuestions } from '../bake/lines.js'
import type { CheckSettings, Measurement, Window } from '../model.js'
import { instantsOf } from '../providers/grid.js'
import type { Grid, LineSource, Source } from '../providers/provider.js'
import type { Clock } from '../world.js'
import { preflightEndpoints, type Rates } from './endpoints.js'

/** What a bake asks of one endpoint, when it runs to its end and nothing is repeated. */
export interface EndpointEstimate {
  readonly endpoint: string
  /** Requests. */
  readonly asked: Amount
  /** How much time its windows span, in milliseconds; one that is asked about twice counts twice. */
  readonly span: Amount
  /** What it reads, where rates say. */
  readonly bytes: Amount
}

export interface Amount {
  /** The look that finds mistakes, and everything before the rollout. */
  readonly before: number
  /** The most that one look needs. */
  readonly perLook: number
  readonly total: number
}

/**
 * Runs the bake itself, with a clock that does not wait and sources that answer at once and count what they
 * were asked: it cannot say anything else than what the gate does. Not counted: retries, further pages of
 * log lines, `bake.extend`, coarser steps where the past is thin. `rates`: bytes that a millisecond of each
 * question's window holds.
 */
export async function estimate(
  request: Omit<BakeRequest, 'checks' | 'asksPast' | 'logs'>,
  connected: Connected,
  now: number,
  rates: Rates = new Map()
): Promise<readonly EndpointEstimate[]> {
  const counter = createCounter(rates)
  const counting: Connected = {
    ...connected,
    checks: connected.checks.map(check => counted(check, counter))
  }
  const world = { clock: virtualClock(now), signal: new AbortController().signal }
  const http = () => Promise.reject(new Error('an estimate asks nobody'))
  await preflightEndpoints({ http, world, warnings: new Set() }, counting, request.frame.interval)
  const looks: Tallies[] = []
  const whole = { ...request.bake, earlyStop: false, earlyPass: false, extend: 0 }
  await bake(
    { ...request, bake: whole, checks: counting.checks, asksPast: true, logs: noContext },
    { ...world, http, onLook: () => looks.push(counter.tallies()) }
  )
  const all = [...looks, counter.tallies()]
  return connected.endpoints.map(({ settings: { name } }) => {
    const amount = (kind: keyof Tally) => amountOf(all.map(one => one.get(name)?.[kind] ?? 0))
    return { endpoint: name, asked: amount('asked'), span: amount('span'), bytes: amount('bytes') }
  })
}

/** Of what was counted before the first look, after each, and at the end. */
function amountOf(seen: readonly number[]): Amount {
  const steps = seen.slice(1).map((count, index) => count - (seen[index] ?? 0))
  return { before: seen[0] ?? 0, perLook: Math.max(0, ...steps), total: seen.at(-1) ?? 0 }
}

const noContext = {
  redact: (text: string) => text,
  hide: (text: string) => text,
  excerpts: false,
  accepted: new Map<string, never[]>(),
  earlierDeploys: []
}

interface Tally {
  readonly asked: number
  readonly span: number
  readonly bytes: number
}
type Tallies = ReadonlyMap<string, Tally>

interface Counter {
  add(endpoint: string, source: Source, grid: Grid): void
  /** One page of log lines. */
  addPage(endpoint: string, lines: LineSource, window: Window): void
  tallies(): Tallies
}

function createCounter(rates: Rates): Counter {
  const tallies = new Map<string, Tally>()
  const open: Open = new Map()
  const more = (endpoint: string, asked: number, span: number, rate = 0): void => {
    const known = tallies.get(endpoint) ?? { asked: 0, span: 0, bytes: 0 }
    tallies.set(endpoint, {
      asked: known.asked + asked,
      span: known.span + span,
      bytes: known.bytes + span * rate
    })
  }
  return {
    add: (endpoint, source, grid) => {
      more(endpoint, requestsOf(source, grid, open), spanOf(source, grid), rates.get(source))
    },
    addPage: (endpoint, lines, { start, end }) => {
      more(endpoint, 1, end - start, rates.get(lines))
    },
    tallies: () => new Map(tallies)
  }
}

/** Windows side by side are read once, those that overlap once each. */
function spanOf({ pointInTime }: Source, grid: Grid): number {
  if (pointInTime) return 0
  const { first, last, step, width } = grid
  return step === width ? last - first + width : instantsOf(grid).length * width
}

/** What travels together in this turn of the event loop, by what it shares and its key. */
type Open = Map<object, Map<string, number>>

function requestsOf(source: Source, grid: Grid, open: Open): number {
  const own = source.requests?.(grid) ?? 1
  const { shares } = source
  const keys = source.keys?.(grid)
  const travelsAlone = source.keys !== undefined && keys === undefined
  if (shares === undefined || travelsAlone) return own
  const loads = open.get(shares) ?? new Map<string, number>()
  if (!open.has(shares)) {
    open.set(shares, loads)
    setImmediate(() => open.delete(shares))
  }
  if (keys === undefined) return load(loads, '', own, shares.most)
  return keys.reduce((sum, key) => sum + load(loads, key, 1, shares.most), 0)
}

/** The first of those that travel together pays for the request, and so does the first beyond its limit. */
function load(loads: Map<string, number>, key: string, own: number, most: number): number {
  const already = loads.get(key) ?? 0
  loads.set(key, already + own)
  return Math.ceil((already + own) / most) - Math.ceil(already / most)
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
      : {
          lines: countedLines(lines, wrap, window => {
            counter.addPage(endpoint, lines.lines, window)
          })
        })
  }
}

/** The least: how many pages there are depends on the lines. */
function countedLines(
  { lines, count }: LineQuestions,
  wrap: (source: Source, value: number) => Source,
  add: (window: Window) => void
): LineQuestions {
  return {
    lines: {
      describe: () => lines.describe(),
      fetch: window => {
        add(window)
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
