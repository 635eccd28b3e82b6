import { describe, expect, test } from '@jest/globals'
import { bake, type BakeRequest } from '../../src/bake/bake.js'
import type { ConnectedCheck } from '../../src/bake/connect.js'
import { Cancelled } from '../../src/errors.js'
import type { BakeSettings, Baseline, CheckSettings, Frame } from '../../src/model.js'
import { planFrame, recoveryFrame } from '../../src/plan.js'
import { firingCheck, probeCheck, queryCheck, ratioCheck } from '../judge/builders.js'
import {
  type Answer,
  type Asked,
  bakeDeps,
  connectedTo,
  failure,
  modelSource,
  sleepingClock
} from '../support/bake-world.js'
import { contextOf } from '../support/log-store.js'

const second = 1000
const deployedAt = Date.UTC(2026, 0, 1, 12)
const settings: BakeSettings = {
  settle: 10 * second,
  duration: 100 * second,
  interval: 10 * second,
  extend: 0,
  earlyStop: true,
  earlyPass: false
}
const baseline: Baseline = {
  kind: 'before',
  duration: 600 * second,
  gap: 20 * second,
  history: 600 * second
}
const bakeStart = deployedAt + settings.settle

interface Stage {
  readonly asked: Asked[]
  readonly clock: ReturnType<typeof sleepingClock>
  readonly frame: Frame
}

function stage(startsAt = deployedAt): Stage {
  return {
    asked: [],
    clock: sleepingClock(startsAt),
    frame: planFrame({ bake: settings, baseline, deployedAt })
  }
}

function request(
  { frame }: Stage,
  checks: readonly ConnectedCheck[],
  overrides: Partial<BakeSettings> = {}
): BakeRequest {
  return {
    checks,
    frame,
    bake: { ...settings, ...overrides },
    falseAlarmRate: 0.01,
    asksPast: true,
    logs: contextOf()
  }
}

/** 50 requests a second, of which a share fails. */
function ratio(
  on: Stage,
  share: (at: number) => number,
  check: Partial<CheckSettings> = {}
): ConnectedCheck {
  const settled = ratioCheck({ max: 0.05, baseline, ...(check as object) })
  const total: Answer = (_, width) => (width / second) * 50
  const bad: Answer = (at, width) => (width / second) * 50 * share(at)
  return connectedTo(settled, {
    bad: modelSource('bad', on.clock, on.asked, bad),
    total: modelSource('total', on.clock, on.asked, total)
  })
}

function value(on: Stage, answer: Answer, check: Partial<CheckSettings> = {}): ConnectedCheck {
  const settled = queryCheck({ max: 1, baseline, ...(check as object) })
  return connectedTo(settled, { query: modelSource('query', on.clock, on.asked, answer) })
}

describe('a bake as it happens', () => {
  test('asks for each look when its window and the ingestion delay are over', async () => {
    const on = stage()
    const delay = 7 * second
    const check = connectedTo(
      queryCheck({ max: 1, baseline }),
      { query: modelSource('query', on.clock, on.asked, () => 0.5) },
      { delay }
    )
    const { analysis } = await bake(request(on, [check]), bakeDeps(on.clock))
    const looks = on.asked.slice(1)
    expect(looks.map(({ grid }) => grid.last)).toEqual(on.frame.looks)
    expect(looks.map(({ at }) => at)).toEqual(on.frame.looks.map(look => look + delay))
    expect(analysis).toMatchObject({ verdict: 'pass', code: 'healthy', looks: { done: 10 } })
  })

  test('asks for the past once, and never for an instant after the rollout began', async () => {
    const on = stage()
    await bake(request(on, [value(on, () => 0.5)]), bakeDeps(on.clock))
    const past = on.asked.filter(({ grid }) => grid.last <= on.frame.rolloutStart)
    expect(past).toHaveLength(1)
    expect(past[0]?.grid).toMatchObject({ last: on.frame.rolloutStart, step: settings.interval })
  })

  test('ends as soon as a failure is certain', async () => {
    const on = stage()
    const { analysis, evidence } = await bake(
      request(on, [ratio(on, at => (at > bakeStart ? 0.5 : 0))]),
      bakeDeps(on.clock)
    )
    expect(analysis).toMatchObject({ verdict: 'fail', code: 'above-max' })
    expect(evidence.get('errors')?.looks).toHaveLength(2)
  })

  test('goes on to its end without early-stop, unless a critical check broke', async () => {
    const broken = (at: number): number => (at > bakeStart ? 0.5 : 0)
    const patient = stage()
    const slow = await bake(
      request(patient, [ratio(patient, broken)], { earlyStop: false }),
      bakeDeps(patient.clock)
    )
    expect(slow.analysis).toMatchObject({ verdict: 'fail', looks: { done: 10 } })
    const critical = stage()
    const quick = await bake(
      request(critical, [ratio(critical, broken, { critical: true })], { earlyStop: false }),
      bakeDeps(critical.clock)
    )
    expect(quick.evidence.get('errors')?.looks).toHaveLength(1)
  })

  test('a limit speaks of the bake so far: each look asks for the window since settle', async () => {
    const on = stage()
    await bake(request(on, [ratio(on, () => 0.001)]), bakeDeps(on.clock))
    const widths = on.asked
      .filter(({ name, grid }) => name === 'total' && grid.first === grid.last)
      .filter(({ grid }) => grid.last > bakeStart && grid.width > settings.interval)
      .map(({ grid }) => grid.width / second)
    expect(widths).toEqual([20, 30, 40, 50, 60, 70, 80, 90, 100])
  })

  test('a dead endpoint ends the bake after five errors running, without a verdict', async () => {
    const on = stage()
    const dead = value(on, at => {
      if (at > bakeStart) throw failure()
      return 0.5
    })
    const { analysis, evidence } = await bake(request(on, [dead]), bakeDeps(on.clock))
    expect(analysis).toMatchObject({ verdict: 'inconclusive', code: 'provider-error' })
    expect(evidence.get('latency')?.looks).toHaveLength(5)
  })

  test('but not while another check can still decide', async () => {
    const on = stage()
    const dead = value(on, () => {
      throw failure()
    })
    const late = ratio(on, at => (at > bakeStart + 70 * second ? 0.9 : 0))
    const { analysis } = await bake(request(on, [dead, late]), bakeDeps(on.clock))
    expect(analysis).toMatchObject({ verdict: 'fail', code: 'above-max', decidedBy: 'errors' })
  })

  test('a cancellation ends it at once with its reason', async () => {
    const on = stage()
    const abort = new AbortController()
    const checks = [value(on, () => 0.5)]
    const deps = bakeDeps(on.clock, {
      signal: abort.signal,
      onLook: ({ analysis }) => {
        if (analysis.looks.done === 3) abort.abort(new Cancelled('SIGINT'))
      }
    })
    await expect(bake(request(on, checks), deps)).rejects.toBeInstanceOf(Cancelled)
    expect(on.asked.length).toBe(4)
  })

  test('a newer deploy ends it', async () => {
    const on = stage()
    let looks = 0
    const result = await bake(
      request(on, [value(on, () => 0.5)]),
      bakeDeps(on.clock, { superseded: () => ++looks === 2 })
    )
    expect(result.superseded).toBe(true)
    expect(result.evidence.get('latency')?.looks).toHaveLength(2)
  })

  test('is extended once where the evidence is too thin to decide', async () => {
    const on = stage()
    const check = ratioCheck({ max: 0.05, minTotal: 600, baseline })
    const sparse = connectedTo(check, {
      bad: modelSource('bad', on.clock, on.asked, () => 0),
      total: modelSource('total', on.clock, on.asked, (_, width) => (width / second) * 4)
    })
    const { analysis, frame } = await bake(
      request(on, [sparse], { extend: 100 * second }),
      bakeDeps(on.clock)
    )
    expect(frame.looks).toHaveLength(20)
    expect(analysis).toMatchObject({ verdict: 'pass', looks: { done: 20 } })
  })
})

describe('an alarm that goes away in a bake that is watched to its end', () => {
  const compare = { worse: 'higher' as const, tolerance: 0.5 }
  const patient = { earlyStop: false, extend: 50 * second }
  const errors = (again: boolean) => (at: number) => {
    const since = (at - bakeStart) / second
    return (since > 0 && since <= 30) || (again && since > 110) ? 0.2 : 0.01
  }

  test('extends the bake once, and stays undecided where all is well', async () => {
    const on = stage()
    const checks = [ratio(on, errors(false), { compare, max: 1 })]
    const { analysis, frame } = await bake(request(on, checks, patient), bakeDeps(on.clock))
    expect(frame.looks).toHaveLength(15)
    expect(analysis).toMatchObject({ verdict: 'inconclusive', code: 'went-away' })
  })

  test('is a failure after all where it comes again', async () => {
    const on = stage()
    const checks = [ratio(on, errors(true), { compare, max: 1 })]
    const { analysis } = await bake(request(on, checks, patient), bakeDeps(on.clock))
    expect(analysis).toMatchObject({ verdict: 'fail', code: 'worse-than-baseline' })
  })

  test('is a failure at once where the gate stops early', async () => {
    const on = stage()
    const checks = [ratio(on, errors(false), { compare, max: 1 })]
    const { analysis, evidence } = await bake(request(on, checks), bakeDeps(on.clock))
    expect(analysis.verdict).toBe('fail')
    expect(evidence.get('errors')?.looks.length).toBeLessThan(5)
  })
})

describe('a bake that is already past', () => {
  const later = deployedAt + 3600 * second

  test('is judged at once, with the verdict of the one that was watched', async () => {
    const on = stage(later)
    const healthy = await bake(
      request(on, [value(on, () => 0.5), ratio(on, () => 0.001)]),
      bakeDeps(on.clock)
    )
    expect(on.clock.slept).toEqual([])
    expect(healthy.analysis).toMatchObject({ verdict: 'pass', looks: { done: 10, planned: 10 } })
    const values = on.asked.filter(({ name }) => name === 'query')
    expect(values).toHaveLength(2)
  })

  test('asks a probe now, at least once: the past of a health endpoint is not known', async () => {
    const on = stage(later)
    const source = modelSource('probe', on.clock, on.asked, () => 1, { pointInTime: true })
    const { analysis, evidence } = await bake(
      request(on, [connectedTo(probeCheck(), { probe: source })]),
      bakeDeps(on.clock)
    )
    expect(on.asked.map(({ grid }) => grid.last)).toEqual([later])
    expect(evidence.get('probe')).toMatchObject({ planned: 1, pointInTime: true })
    expect(analysis.verdict).toBe('pass')
  })

  test.each([
    ['fired before the rollout already', 1, 'inconclusive', 'already-failing'],
    ['began with the deploy', 0, 'fail', 'alert-firing']
  ])('an alert that %s is judged so', async (_, before, verdict, code) => {
    const on = stage(later)
    const alerts = modelSource('firing', on.clock, on.asked, () => 1, { pointInTime: true, before })
    const { analysis } = await bake(
      request(on, [connectedTo(firingCheck(), { firing: alerts })]),
      bakeDeps(on.clock)
    )
    expect(analysis).toMatchObject({ verdict, code })
    expect(on.asked[0]?.grid.width).toBe(later - on.frame.rolloutStart)
  })

  test('a series that ends half-way is stale, and stale data never passes', async () => {
    const on = stage(later)
    const vanishing = value(on, at => (at > bakeStart + 50 * second ? undefined : 0.5))
    const { analysis, evidence } = await bake(request(on, [vanishing]), bakeDeps(on.clock))
    expect(evidence.get('latency')?.looks.map(({ state }) => state)).toEqual([
      ...Array<string>(5).fill('answered'),
      ...Array<string>(5).fill('stale')
    ])
    expect(analysis.verdict).toBe('inconclusive')
  })

  test('a series without a number as its value (NaN) is told apart from stale data', async () => {
    const on = stage(later)
    const nameless = value(on, () => undefined)
    const sources = nameless.sources.map(named => ({
      ...named,
      source: {
        ...named.source,
        measure: async (...asked: Parameters<typeof named.source.measure>) => ({
          ...(await named.source.measure(...asked)),
          series: [{ labels: {}, samples: [] }]
        })
      }
    }))
    const { analysis } = await bake(request(on, [{ ...nameless, sources }]), bakeDeps(on.clock))
    expect(analysis).toMatchObject({ verdict: 'inconclusive', code: 'undefined-ratio' })
  })

  test('a total over the bake does not hide that the newest requests are missing', async () => {
    const on = stage(later)
    const half = bakeStart + 50 * second
    const until = (at: number, width: number): number =>
      (Math.max(0, Math.min(at, half) - (at - width)) / second) * 50
    const check = connectedTo(ratioCheck({ max: 0.05, baseline }), {
      bad: modelSource('bad', on.clock, on.asked, () => 0),
      total: modelSource('total', on.clock, on.asked, (at, width) => until(at, width) || undefined)
    })
    const { analysis, evidence } = await bake(request(on, [check]), bakeDeps(on.clock))
    expect(evidence.get('errors')?.looks.at(-1)?.state).toBe('stale')
    expect(analysis.verdict).toBe('inconclusive')
  })
})

describe('what is asked of a backend', () => {
  test('steps grow until two scrapes fall into one', async () => {
    const on = stage()
    const scrape = 60 * second
    const answer: Answer = (_, width) => (width < scrape ? undefined : (width / second) * 50)
    const check = connectedTo(ratioCheck({ max: 0.05, baseline }), {
      bad: modelSource('bad', on.clock, on.asked, () => 0),
      total: modelSource('total', on.clock, on.asked, answer)
    })
    const long = { ...settings, duration: 600 * second }
    const frame = planFrame({ bake: long, baseline, deployedAt })
    const { evidence } = await bake(
      { ...request(on, [check]), frame, bake: long },
      bakeDeps(on.clock)
    )
    expect(evidence.get('errors')?.grain).toBe(80 * second)
    expect(evidence.get('errors')?.counts[0]?.past.length).toBeGreaterThan(5)
  })

  test('a history that the backend refuses is asked for again as the baseline alone', async () => {
    const on = stage()
    const long: Baseline = { ...baseline, history: 3600 * second }
    const tooFar = on.frame.rolloutStart - 700 * second
    const check = value(
      on,
      at => {
        if (at < tooFar) throw failure()
        return 0.5
      },
      { baseline: long }
    )
    const { evidence } = await bake(request(on, [check]), bakeDeps(on.clock))
    expect(evidence.get('latency')?.pastFailure).toBeUndefined()
    expect(evidence.get('latency')?.values[0]?.past).toHaveLength(60)
  })

  test('partial data is told apart from an answer', async () => {
    const on = stage()
    const source = modelSource('query', on.clock, on.asked, () => 0.5, { complete: () => false })
    const { analysis, evidence } = await bake(
      request(on, [connectedTo(queryCheck({ max: 1, baseline }), { query: source })]),
      bakeDeps(on.clock)
    )
    expect(evidence.get('latency')?.looks[0]?.state).toBe('partial')
    expect(analysis).toMatchObject({ verdict: 'inconclusive', code: 'partial-data' })
  })
})

test('a recovery is judged by the same engine against the past that is already known', async () => {
  const on = stage()
  const bad = (at: number): number => (at > bakeStart && at < deployedAt + 300 * second ? 0.5 : 0)
  const checks = [ratio(on, bad, { compare: { worse: 'higher', tolerance: 0.5 } })]
  const failed = await bake(request(on, checks), bakeDeps(on.clock))
  expect(failed.analysis.verdict).toBe('fail')
  const completedAt = deployedAt + 320 * second
  const frame = recoveryFrame(on.frame, { settle: 0, duration: 50 * second }, completedAt)
  on.asked.length = 0
  const recovery = await bake(
    { ...request(on, checks), frame, past: failed.evidence, asksPast: false },
    bakeDeps(on.clock)
  )
  expect(recovery.analysis.verdict).toBe('pass')
  expect(Math.min(...on.asked.map(({ grid }) => grid.first))).toBeGreaterThan(completedAt)
  expect(recovery.evidence.get('errors')?.counts[0]?.past.length).toBeGreaterThan(0)
})
