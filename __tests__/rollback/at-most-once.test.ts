import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { startGitHub } from '../../src/demo/github.js'
import type { Simulator } from '../../src/demo/github.js'
import { createGitHub } from '../../src/io/github.js'
import type { RollbackOutcome } from '../../src/model.js'
import { runGate } from './gate.js'
import {
  BOT,
  buildShop,
  EVERYTHING,
  fakeLog,
  PLAIN_WORKFLOW,
  ROLLBACK_WORKFLOW,
  START
} from './support.js'
import type { Scene } from './support.js'
import { connectVirtually, createVirtualTime, generator } from './virtual.js'
import type { Mishap } from './virtual.js'
import { runs } from '../support/runs.js'

interface GateModel {
  readonly environment: string
  readonly startsAt: number
  /** Milliseconds after its start; a cancelled gate cleans up, a killed one does not. */
  readonly cancelledAfter: number | undefined
  readonly killedAfter: number | undefined
  readonly run: string
  readonly attempt: number
}

interface World {
  readonly gates: readonly GateModel[]
  readonly seed: number
  readonly showsCorrelation: boolean
  readonly enterprise: boolean
  /** Longest way of a request or an answer, in milliseconds. */
  readonly latency: number
}

const soon = fc.integer({ min: 0, max: 30_000 })
const aWorld: fc.Arbitrary<World> = fc.record({
  gates: fc.array(
    fc.record({
      environment: fc.constantFrom('production', 'production', 'production', 'staging'),
      startsAt: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 500 }), soon),
      cancelledAfter: fc.option(soon, { nil: undefined, freq: 4 }),
      killedAfter: fc.option(soon, { nil: undefined, freq: 4 }),
      run: fc.constantFrom('900', '901', '902'),
      attempt: fc.integer({ min: 1, max: 3 })
    }),
    { minLength: 2, maxLength: 6 }
  ),
  seed: fc.integer(),
  showsCorrelation: fc.boolean(),
  enterprise: fc.boolean(),
  latency: fc.constantFrom(5, 50, 250)
})

/** Lags are what the protocol promises to bear: statuses less than 3 s, runs less than 25 s. */
const STATUS_LAG = 2_400
const RUN_LAG = 20_000

async function play(world: World): Promise<{ simulator: Simulator; outcomes: RollbackOutcome[] }> {
  const random = generator(world.seed)
  const time = createVirtualTime(START)
  const simulator = await startGitHub({
    now: () => time.now(),
    enterprise: world.enterprise,
    lag: { statuses: () => random() * STATUS_LAG, runs: () => random() * RUN_LAG },
    onDispatch: run =>
      simulator.planRun(run, [
        { after: 3_000, status: 'in_progress' },
        { after: 20_000, status: 'completed', conclusion: 'success' }
      ])
  })
  simulator.addToken('t', { login: BOT, permissions: EVERYTHING })
  const scene = { simulator, clock: time } as unknown as Scene
  const shop = buildShop(scene, world.showsCorrelation ? ROLLBACK_WORKFLOW : PLAIN_WORKFLOW)
  simulator.addDeployment({ environment: 'staging', sha: shop.good, at: START - 7_200_000 })
  const outcomes: RollbackOutcome[] = []
  await time.runAll(
    world.gates.map(async gate => {
      const outcome = await playGate(gate, {
        time,
        simulator,
        random,
        sha: shop.bad,
        longest: world.latency
      })
      if (outcome !== undefined) outcomes.push(outcome)
    })
  )
  await simulator.close()
  return { simulator, outcomes }
}

async function playGate(
  gate: GateModel,
  {
    time,
    simulator,
    random,
    sha,
    longest
  }: {
    time: ReturnType<typeof createVirtualTime>
    simulator: Simulator
    random: () => number
    sha: string
    longest: number
  }
): Promise<RollbackOutcome | undefined> {
  const never = new AbortController().signal
  await time.sleep(gate.startsAt, never)
  const killed = { is: false }
  const mishap = (method: string): Mishap => {
    // A killed process sends nothing more; what it sent before may still arrive.
    if (killed.is) return 'cut-before'
    if (method === 'GET' || random() > 0.25) return 'none'
    return (['cut-before', 'cut-after', 'refused'] as const)[Math.floor(random() * 3)] ?? 'none'
  }
  const latency = () => random() * longest
  const octokit = connectVirtually(simulator, 't', time, { latency, mishap })
  const github = createGitHub(octokit, { owner: 'acme', repo: 'shop', clock: time })
  const controller = new AbortController()
  const after = async (ms: number | undefined, act: () => void) => {
    if (ms === undefined) return
    await time.sleep(ms, never)
    act()
  }
  const cancelling = after(gate.cancelledAfter, () => controller.abort(new Error('SIGINT')))
  const dying = after(gate.killedAfter, () => void (killed.is = true))
  const scene = { clock: time, log: fakeLog(), github } as unknown as Scene
  const url = `https://github.example/runs/${gate.run}`
  const running = runGate(scene, sha, {
    deploy: { environment: gate.environment },
    settings: { maxPerHour: 99 },
    request: { run: { id: gate.run, attempt: gate.attempt, url } },
    signal: controller.signal
  }).catch(() => undefined)
  const outcome = await running
  await Promise.all([cancelling, dying])
  return outcome
}

describe('whatever parallel gates, lost answers, refusals, cancellations and re-runs do', () => {
  test('there is at most one rollback of a commit in an environment', async () => {
    let dispatched = 0
    let refused = 0
    await fc.assert(
      fc.asyncProperty(aWorld, async world => {
        const { simulator, outcomes } = await play(world)
        const { runs } = simulator.state
        const environments = new Set(world.gates.map(gate => gate.environment))
        expect(runs.length).toBeLessThanOrEqual(environments.size)
        const correlations = runs.map(run => run.inputs['bakegate-correlation']?.slice(0, 20))
        if (world.showsCorrelation) expect(new Set(correlations).size).toBe(runs.length)
        const named = outcomes.flatMap(outcome => outcome.runId ?? [])
        expect(new Set(named).size).toBe(named.length)
        dispatched += runs.length
        refused += outcomes.filter(outcome => outcome.code === 'already-rolled-back').length
      }),
      runs(150)
    )
    // The model must not hold because nothing happened.
    expect(dispatched).toBeGreaterThan(50)
    expect(refused).toBeGreaterThan(50)
  }, 1_200_000)
})
