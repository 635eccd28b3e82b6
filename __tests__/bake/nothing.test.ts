import { describe, expect, test } from '@jest/globals'
import { bake } from '../../src/bake/bake.js'
import type { ConnectedCheck } from '../../src/bake/connect.js'
import type { BakeSettings, Baseline, CheckSettings, Labels, Measurement } from '../../src/model.js'
import { planFrame } from '../../src/plan.js'
import type { Grid } from '../../src/providers/provider.js'
import { noise, queryCheck, ratioCheck } from '../judge/builders.js'
import { bakeDeps, connectedTo, modelSource, sleepingClock } from '../support/bake-world.js'
import { contextOf } from '../support/log-store.js'

/**
 * The ways in which a backend says nothing, or something that only looks like an answer, from the query to the
 * verdict. Each has its own reason.
 */

const second = 1000
const deployedAt = Date.UTC(2026, 0, 1, 12)
const settings: BakeSettings = {
  settle: 60 * second,
  duration: 300 * second,
  interval: 10 * second,
  extend: 0,
  earlyStop: true,
  earlyPass: false
}
const baseline: Baseline = {
  kind: 'before',
  duration: 1200 * second,
  gap: 60 * second,
  history: 3600 * second
}
const compare = { worse: 'higher' as const, tolerance: 0.3 }
const frame = planFrame({ bake: settings, baseline, deployedAt })
const { rolloutStart } = frame
const start = frame.bake.start

type Value = (at: number, width: number) => number | undefined
interface Told {
  readonly labels: Labels
  readonly value: Value
}

function source(name: string, series: readonly Told[], scanned?: number) {
  const whole = modelSource(name, sleepingClock(deployedAt), [], () => undefined)
  const instants = ({ first, last, step }: Grid) =>
    Array.from({ length: Math.round((last - first) / step) + 1 }, (_, i) => first + i * step)
  return {
    ...whole,
    measure: (grid: Grid): Promise<Measurement> =>
      Promise.resolve({
        series: series.flatMap(({ labels, value }) => {
          const samples = instants(grid).flatMap(at => {
            const found = value(at, grid.width)
            return found === undefined ? [] : [{ at, value: found }]
          })
          return samples.length === 0 ? [] : [{ labels, samples }]
        }),
        complete: true,
        notes: [],
        retries: 0,
        ...(scanned === undefined ? {} : { scanned })
      })
  }
}

async function verdictOf(check: ConnectedCheck) {
  const clock = sleepingClock(deployedAt)
  const { analysis } = await bake(
    {
      checks: [check],
      frame,
      bake: settings,
      falseAlarmRate: 0.01,
      asksPast: true,
      logs: contextOf()
    },
    bakeDeps(clock)
  )
  const { verdict, code, sentence } = analysis
  return { verdict, code, sentence }
}

/** A latency in seconds, as `value` tells it, with a little noise. */
function latency(series: readonly Told[], check: Partial<CheckSettings> = {}): ConnectedCheck {
  const settled = queryCheck({ compare, baseline, unit: 'seconds', ...(check as object) })
  return connectedTo(settled, { query: source('query', series) })
}

/** Requests of `perSecond`, of which a share fails. */
function errors(
  total: Value,
  share: (at: number) => number,
  check: Partial<CheckSettings> = {}
): ConnectedCheck {
  const settled = ratioCheck({ compare, baseline, ...(check as object) })
  const bad: Value = (at, width) => {
    const all = total(at, width)
    return all === undefined ? undefined : all * share(at)
  }
  return connectedTo(settled, {
    bad: source('bad', [{ labels: {}, value: bad }]),
    total: source('total', [{ labels: {}, value: total }])
  })
}

const steady = (level: number): Value => {
  const random = noise(level * 1000)
  const known = new Map<number, number>()
  return at => {
    const value = known.get(at) ?? level * (0.95 + 0.1 * random())
    known.set(at, value)
    return value
  }
}
const requests: Value = (_, width) => (width / second) * 20
const until = (end: number, value: Value): Value => {
  return (at, width) => (at <= end ? value(at, width) : undefined)
}
const from = (begin: number, value: Value): Value => {
  return (at, width) => (at > begin ? value(at, width) : undefined)
}

describe('silence', () => {
  test('of a series that stops at the deploy is told, and fails where the check says so', async () => {
    const gone = [{ labels: {}, value: until(rolloutStart, steady(0.2)) }]
    expect(await verdictOf(latency(gone))).toMatchObject({
      verdict: 'inconclusive',
      code: 'stopped-at-deploy'
    })
    expect(await verdictOf(latency(gone, { silence: 'fail' }))).toMatchObject({
      verdict: 'fail',
      code: 'silent'
    })
  })

  test('of a series that was dead before is not the fault of the deploy', async () => {
    const dead = [{ labels: {}, value: until(rolloutStart - 900 * second, steady(0.2)) }]
    const { verdict, code, sentence } = await verdictOf(latency(dead, { silence: 'fail' }))
    expect({ verdict, code }).toEqual({ verdict: 'inconclusive', code: 'stopped-at-deploy' })
    expect(sentence).toContain('had already stopped 15 min before the rollout')
  })

  test('of a query that matches nothing is a query to be corrected', async () => {
    expect(await verdictOf(latency([]))).toMatchObject({ code: 'never-existed' })
  })

  test('in the middle of the bake is a stalled scrape: stale, never healthy', async () => {
    const stalled = [{ labels: {}, value: until(start + 100 * second, steady(0.2)) }]
    expect(await verdictOf(latency(stalled))).toMatchObject({
      verdict: 'inconclusive',
      code: 'stale-data'
    })
  })
})

describe('no traffic', () => {
  const none: Value = (at, width) => (at <= rolloutStart ? (requests(at, width) ?? 0) : 0)

  test('where there was some is zero-traffic, and fails where silence does', async () => {
    expect(await verdictOf(errors(none, () => 0))).toMatchObject({
      verdict: 'inconclusive',
      code: 'zero-traffic'
    })
    expect(await verdictOf(errors(none, () => 0, { silence: 'fail' }))).toMatchObject({
      verdict: 'fail',
      code: 'silent'
    })
  })

  test('neither before nor since is a ratio that is not defined', async () => {
    expect(
      await verdictOf(
        errors(
          () => 0,
          () => 0
        )
      )
    ).toMatchObject({ code: 'undefined-ratio' })
  })
})

describe('a new series', () => {
  test('without any past cannot be compared, and that is not healthy', async () => {
    const fresh = [{ labels: {}, value: from(rolloutStart, steady(0.2)) }]
    expect(await verdictOf(latency(fresh))).toMatchObject({
      verdict: 'inconclusive',
      code: 'too-little-history'
    })
  })

  test.each([
    ['as fast as', 0.2, 'pass', 'nothing-worse'],
    ['twice as slow as', 0.4, 'fail', 'worse-than-baseline']
  ])(
    'that carries the new version in its labels and is %s the old one is judged by it',
    async (_, level, verdict, code) => {
      const versions = [
        { labels: { version: 'v1' }, value: until(rolloutStart, steady(0.2)) },
        { labels: { version: 'v2' }, value: from(rolloutStart, steady(level)) }
      ]
      expect(await verdictOf(latency(versions))).toMatchObject({ verdict, code })
    }
  )

  test('of counts under a new version is held against the counts of the old one', async () => {
    const counted = (name: string, share: number) =>
      source(name, [
        { labels: { version: 'v1' }, value: until(rolloutStart, scaled(0.01, name)) },
        { labels: { version: 'v2' }, value: from(rolloutStart, scaled(share, name)) }
      ])
    const scaled =
      (share: number, name: string): Value =>
      (at, width) =>
        (requests(at, width) ?? 0) * (name === 'bad' ? share : 1)
    const judged = (share: number) =>
      verdictOf(
        connectedTo(ratioCheck({ compare, baseline }), {
          bad: counted('bad', share),
          total: counted('total', share)
        })
      )
    expect((await judged(0.01)).verdict).toBe('pass')
    expect((await judged(0.05)).code).toBe('worse-than-baseline')
  })
})

describe('what new instances do', () => {
  test('while they warm up is not judged: it lies in settle', async () => {
    const cold: Value = at => (steady(0.2)(at, 0) ?? 0) * (at > rolloutStart && at <= start ? 5 : 1)
    expect(await verdictOf(latency([{ labels: {}, value: cold }]))).toMatchObject({
      verdict: 'pass'
    })
  })

  test('to a counter that begins anew is no negative count of errors', async () => {
    // A backend that subtracts readings tells less than nothing in the step of the restart.
    const reset: Value = (at, width) =>
      at - width < start + 20 * second && at >= start + 20 * second && width <= 10 * second
        ? -5000
        : requests(at, width)
    const { verdict, sentence } = await verdictOf(errors(reset, () => 0.01))
    expect(verdict).not.toBe('fail')
    expect(sentence).not.toMatch(/-|−/)
  })
})
