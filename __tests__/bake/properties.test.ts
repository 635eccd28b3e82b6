import { describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { bake } from '../../src/bake/bake.js'
import type { ConnectedCheck } from '../../src/bake/connect.js'
import type { Analysis, BakeSettings, Baseline, CheckSettings, Series } from '../../src/model.js'
import { planFrame } from '../../src/plan.js'
import type { Grid, Source } from '../../src/providers/provider.js'
import { countCheck, queryCheck, ratioCheck } from '../judge/builders.js'
import { bakeDeps, connectedTo, failure, sleepingClock } from '../support/bake-world.js'
import { contextOf } from '../support/log-store.js'

// On a machine that has other things to do.
jest.setTimeout(120_000)

/**
 * What holds of every bake, from the provider's answers to the gate's verdict: collecting, judging and concluding
 * together. A world says what the backend has; the same world with one thing changed is baked again.
 */

const second = 1000
const looks = 12
const interval = 30 * second
const deployedAt = Date.UTC(2026, 0, 1, 12)
const settings: BakeSettings = {
  settle: 0,
  duration: looks * interval,
  interval,
  extend: 0,
  earlyStop: true,
  earlyPass: false
}
const baseline: Baseline = {
  kind: 'before',
  duration: 40 * interval,
  gap: 0,
  history: 40 * interval
}
const frame = planFrame({ bake: settings, baseline, deployedAt })

type Trouble = 'error' | 'partial' | 'nothing'

interface World {
  readonly check: CheckSettings
  /** Of each series: its level before the deploy, and at each look since; undefined: no sample. */
  readonly series: readonly {
    readonly before: number | undefined
    readonly since: readonly (number | undefined)[]
  }[]
  /** By look. */
  readonly trouble: readonly (Trouble | undefined)[]
  readonly pastFails: boolean
  /** The order in which the backend gives series and samples. */
  readonly turned: boolean
}

const level = fc.double({ min: 0.001, max: 100, noNaN: true })
/** Half of them are never broken, so that what else is said can be heard. */
const limits = fc.record(
  {
    max: fc.oneof(fc.double({ min: 0.01, max: 100, noNaN: true }), fc.constant(1e6)),
    min: fc.oneof(fc.double({ min: 0.001, max: 10, noNaN: true }), fc.constant(0)),
    compare: fc.record({
      worse: fc.constantFrom('higher' as const, 'lower' as const),
      tolerance: fc.double({ min: 0.05, max: 2, noNaN: true })
    })
  },
  { requiredKeys: [] }
)
const policy = fc.record({
  failAfter: fc.integer({ min: 1, max: 3 }),
  critical: fc.boolean(),
  minCoverage: fc.constantFrom(0.5, 0.8, 1)
})
const check = fc
  .tuple(fc.constantFrom(queryCheck, ratioCheck, countCheck), policy, limits)
  .map(([build, common, rules]): CheckSettings => build({ ...common, ...rules, baseline }))
const wild = fc.tuple(
  fc.option(level, { nil: undefined, freq: 6 }),
  // Where it goes, and where it goes on from there: runs decide, not single values.
  fc.array(fc.option(level, { nil: undefined, freq: 8 }), { minLength: 1, maxLength: 3 })
)
const calm = level.map((same): [number, number[]] => [same, [same]])
const anySeries = fc.oneof(wild, calm).map(([before, levels]) => ({
  before,
  since: Array.from(
    { length: looks },
    (_, look) => levels[Math.floor((look * levels.length) / looks)]
  )
}))
const trouble = fc.array(
  fc.option(fc.constantFrom<Trouble>('error', 'partial', 'nothing'), { nil: undefined, freq: 6 }),
  { minLength: looks, maxLength: looks }
)
const world: fc.Arbitrary<World> = fc.record({
  check,
  series: fc.array(anySeries, { minLength: 1, maxLength: 3 }),
  trouble: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: trouble }),
  pastFails: fc.constantFrom(false, false, false, true),
  turned: fc.constant(false)
})
/** Nothing is wrong but that answers are missing. */
const thin = fc
  .tuple(
    world,
    level,
    fc.array(fc.option(fc.constantFrom<Trouble>('error', 'nothing'), { nil: undefined, freq: 1 }), {
      minLength: looks,
      maxLength: looks
    })
  )
  .map(([one, same, lost]): World => {
    const { min: _, ...check } = withoutComparison(one.check)
    const series = [{ before: same, since: Array<number>(looks).fill(same) }]
    return { ...one, series, trouble: lost, check: { ...check, max: 1e6, minCoverage: 0.8 } }
  })
const someLooks = fc.uniqueArray(fc.integer({ min: 0, max: looks - 1 }), { minLength: 1 })

async function verdictOf(...worlds: readonly World[]): Promise<Analysis> {
  const clock = sleepingClock(deployedAt)
  const checks = worlds.map((one, index) => connected(one, `c${index}`))
  const request = {
    checks,
    frame,
    bake: settings,
    falseAlarmRate: 0.01,
    asksPast: true,
    logs: contextOf()
  }
  return (await bake(request, bakeDeps(clock))).analysis
}

function connected(one: World, name: string): ConnectedCheck {
  const named = { ...one.check, name, endpoint: name }
  const sourceOf = (rate: (level: number) => number): Source => ({
    pointInTime: false,
    describe: () => name,
    measure: grid => Promise.resolve().then(() => measured(one, grid, rate))
  })
  if (named.kind === 'query') return connectedTo(named, { query: sourceOf(value => value) })
  // A hundred requests a second; the level is their share of bad ones in percent, or how many a second.
  if (named.kind === 'count') return connectedTo(named, { count: sourceOf(value => value) })
  return connectedTo(named, {
    bad: sourceOf(value => Math.min(100, value)),
    total: sourceOf(() => 100)
  })
}

function measured(one: World, grid: Grid, rate: (level: number) => number) {
  const look = Math.ceil((grid.last - frame.bake.start) / interval) - 1
  const seen = look < 0 ? undefined : one.trouble[look]
  if (seen === 'error' || (look < 0 && one.pastFails)) throw failure()
  const isCount = one.check.kind !== 'query'
  const series = one.series.map(({ before, since }, index): Series => {
    const levelAt = (at: number): number | undefined =>
      at <= frame.rolloutStart ? before : since[Math.ceil((at - frame.bake.start) / interval) - 1]
    const samples = instants(grid).flatMap(at => {
      const value = isCount ? total(levelAt, at, grid.width, rate) : levelAt(at)
      return value === undefined ? [] : [{ at, value }]
    })
    return { labels: { pod: `${index}` }, samples }
  })
  const known = seen === 'nothing' ? [] : series.filter(({ samples }) => samples.length > 0)
  const order = one.turned ? known.toReversed() : known
  return { series: order, complete: seen !== 'partial', notes: [], retries: 0 }
}

/** Events in the window, step by step; undefined where no step of it has a level. */
function total(
  levelAt: (at: number) => number | undefined,
  end: number,
  width: number,
  rate: (level: number) => number
): number | undefined {
  const steps = Array.from({ length: Math.round(width / interval) }, (_, index) =>
    levelAt(end - index * interval)
  ).filter(one => one !== undefined)
  if (steps.length === 0) return undefined
  return Math.round(steps.reduce((sum, one) => sum + rate(one), 0) * (interval / second))
}

function instants({ first, last, step }: Grid): readonly number[] {
  return Array.from({ length: Math.round((last - first) / step) + 1 }, (_, i) => first + i * step)
}

const numRuns = 120
const worse = { pass: 0, inconclusive: 1, fail: 2 } as const
/** Verdicts for want of data: with less of it they cannot become a pass. */
const wants = new Set([
  ...['low-coverage', 'too-few-samples', 'too-few-requests', 'too-little-history', 'never-existed'],
  ...[
    'stopped-at-deploy',
    'zero-traffic',
    'undefined-ratio',
    'partial-data',
    'provider-error',
    'stale-data'
  ]
])

describe('over any bake', () => {
  test('an error beside it turns neither a fail nor an inconclusive into a pass', async () => {
    await fc.assert(
      fc.asyncProperty(world, world, async (one, other) => {
        const broken: World = {
          ...other,
          trouble: Array<Trouble>(looks).fill('error'),
          pastFails: true
        }
        const alone = await verdictOf(one)
        const beside = await verdictOf(one, broken)
        expect(beside.verdict).not.toBe('pass')
        // By limits alone: what compares shares its false alarms with every other comparison.
        const byLimits = one.check.compare === undefined && other.check.compare === undefined
        if (byLimits && alone.verdict === 'fail') expect(beside.verdict).toBe('fail')
      }),
      { numRuns }
    )
  })

  test('an error at looks that the limit did not break at never turns a fail into a pass', async () => {
    await fc.assert(
      fc.asyncProperty(world, someLooks, async (one, chosen) => {
        const limited = { ...one, check: withoutComparison(one.check) }
        const before = await verdictOf(limited)
        if (before.verdict !== 'fail') return
        const { firstBreach = 0 } = before.judgements[0] ?? {}
        const broken = Math.round((firstBreach - frame.bake.start) / interval) - 1
        const apart = chosen.filter(look => look < broken || look >= broken + 3)
        expect((await verdictOf(inTrouble(limited, apart, 'error'))).verdict).not.toBe('pass')
      }),
      { numRuns }
    )
  })

  test('an answer that is missing is no pass where every one is needed', async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        someLooks,
        fc.constantFrom<Trouble>('error', 'partial', 'nothing'),
        async (one, chosen, how) => {
          const strict = { ...one, check: { ...one.check, minCoverage: 1 } }
          expect((await verdictOf(inTrouble(strict, chosen, how))).verdict).not.toBe('pass')
        }
      ),
      { numRuns }
    )
  })

  test('less data never turns an inconclusive for want of data into a pass', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(world, thin),
        someLooks,
        fc.boolean(),
        async (one, chosen, pastToo) => {
          const before = await verdictOf(one)
          if (!wants.has(before.code)) return
          const gone = one.series.map(({ before: past, since }) => ({
            before: pastToo ? undefined : past,
            since: since.map((value, look) => (chosen.includes(look) ? undefined : value))
          }))
          expect((await verdictOf({ ...one, series: gone })).verdict).not.toBe('pass')
          expect((await verdictOf(inTrouble(one, chosen, 'error'))).verdict).not.toBe('pass')
        }
      ),
      { numRuns }
    )
  })

  test('no data at all, or errors alone, are never a pass', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.constantFrom<Trouble>('error', 'nothing'), async (one, how) => {
        const all = Array.from({ length: looks }, (_, look) => look)
        const { verdict, code } = await verdictOf(inTrouble(one, all, how))
        expect([verdict, code]).toEqual(['inconclusive', code])
      }),
      { numRuns: 60 }
    )
  })

  test('the order of series changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(world, async one => {
        expect(await verdictOf({ ...one, turned: true })).toEqual(await verdictOf(one))
      }),
      { numRuns }
    )
  })

  test('a wider limit never makes the verdict worse, but for what was beyond the narrower one before', async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.double({ min: 1, max: 1000, noNaN: true }),
        async (one, factor) => {
          const { max, min } = one.check
          const wider: CheckSettings = {
            ...one.check,
            ...(max === undefined ? {} : { max: max * factor }),
            ...(min === undefined ? {} : { min: min / factor })
          }
          const before = await verdictOf(one)
          const after = await verdictOf({ ...one, check: wider })
          // What was broken before the deploy already is not blamed on it; what a wider limit allowed then, is.
          const was = after.judgements[0]?.before
          const knew = was !== undefined && (was > (max ?? Infinity) || was < (min ?? -Infinity))
          if (before.verdict === 'inconclusive' && knew) return
          expect(worse[after.verdict]).toBeLessThanOrEqual(worse[before.verdict])
        }
      ),
      { numRuns }
    )
  })
})

function withoutComparison(one: CheckSettings): CheckSettings {
  const kept = Object.entries(one).filter(([key]) => key !== 'compare')
  return Object.fromEntries(kept) as unknown as CheckSettings
}

function inTrouble(one: World, chosen: readonly number[], how: Trouble): World {
  const trouble = Array.from({ length: looks }, (_, look) =>
    chosen.includes(look) ? how : one.trouble[look]
  )
  return { ...one, trouble }
}
