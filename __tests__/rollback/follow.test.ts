import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Run } from '../../src/demo/github.js'
import type { RunStep } from '../../src/demo/github/state.js'
import { followRun } from '../../src/rollback/follow.js'
import type { Follow } from '../../src/rollback/follow.js'
import type { GitHub } from '../../src/world.js'
import { buildShop, openScene, START } from './support.js'
import type { Scene } from './support.js'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
  buildShop(scene)
})
afterEach(() => scene.close())

const MINUTE = 60_000
const started: RunStep = { after: 5_000, status: 'in_progress' }
const done = (conclusion: string): RunStep => ({ after: MINUTE, status: 'completed', conclusion })

async function follow(
  plan: readonly RunStep[],
  change: Partial<Follow> = {},
  github: GitHub = scene.github
) {
  const run = scene.simulator.addRun('rollback.yml')
  scene.simulator.planRun(run, plan)
  const dispatchedAt = scene.clock.now()
  const url = `https://github.example/runs/${run.id}`
  const asked = { runId: String(run.id), url, dispatchedAt, timeout: 30 * MINUTE }
  const { clock } = scene
  const signal = new AbortController().signal
  const followed = await followRun(
    { github, clock, signal },
    { ...asked, startTimeout: 5 * MINUTE, ...change }
  )
  return { followed, url, dispatchedAt, took: clock.now() - dispatchedAt }
}

/** A run that GitHub makes wait by the rollback workflow's own file. */
async function followQueued(head: string, prepare: (run: Run) => void) {
  scene.simulator.addWorkflow('queued.yml', `on: workflow_dispatch\n${head}\n`)
  await scene.github.dispatch('queued.yml', 'main', {})
  const run = scene.simulator.state.runs.at(-1)
  if (run === undefined) throw new Error('nothing was dispatched')
  prepare(run)
  const dispatchedAt = scene.clock.now()
  const url = `https://github.example/runs/${run.id}`
  const signal = new AbortController().signal
  const times = { dispatchedAt, timeout: 30 * MINUTE, startTimeout: 5 * MINUTE }
  const { github, clock } = scene
  return followRun({ github, clock, signal }, { runId: String(run.id), url, ...times })
}

describe('a run that GitHub keeps waiting', () => {
  const job = 'jobs: {a: {environment: production}}'
  const planned = [started, done('success')]

  test.each([
    [1, MINUTE],
    [4.9, 10_000],
    [4.9, 2 * MINUTE]
  ])(
    'for an approval, given in minute %d, and then %i ms for a runner, succeeds',
    async (minute, queued) => {
      scene.simulator.protect('production', { reviewers: ['dana'] })
      const followed = await followQueued(job, run => {
        const plan = [{ after: queued, status: 'in_progress' }]
        const last = { after: queued + MINUTE, status: 'completed', conclusion: 'success' }
        scene.simulator.planRun(run, [...plan, last])
        scene.simulator.reviewRun(run, 'approved', minute * MINUTE)
      })
      expect(followed).toMatchObject({ status: 'succeeded' })
    }
  )

  test('for an approval, and then finds no runner, has not started', async () => {
    scene.simulator.protect('production', { reviewers: ['dana'] })
    const followed = await followQueued(job, run =>
      scene.simulator.reviewRun(run, 'approved', 4 * MINUTE)
    )
    expect(followed).toMatchObject({ status: 'failed', code: 'not-started' })
    expect(scene.clock.now() - START).toBeGreaterThanOrEqual(9 * MINUTE)
  })

  test('for an approval that is refused has failed', async () => {
    scene.simulator.protect('production', { reviewers: ['dana'] })
    const followed = await followQueued(job, run =>
      scene.simulator.reviewRun(run, 'rejected', MINUTE)
    )
    expect(followed).toMatchObject({ status: 'failed', code: 'run-failed' })
  })

  test('for a timer goes on when that is over', async () => {
    scene.simulator.protect('production', { waitTimer: 3 * MINUTE })
    const followed = await followQueued(job, run => scene.simulator.planRun(run, planned))
    expect(followed).toMatchObject({ status: 'succeeded' })
  })

  test('for a group that another run gives back in time goes on; for one that is kept, not', async () => {
    const head = 'concurrency: deploy\njobs: {}'
    scene.simulator.addWorkflow('gate.yml', 'on: push\nconcurrency: deploy\njobs: {}\n')
    const gate = scene.simulator.addRun('gate.yml', { event: 'push', queues: true })
    scene.simulator.planRun(gate, [
      { after: 0, status: 'in_progress' },
      { after: 3 * MINUTE, status: 'completed', conclusion: 'success' }
    ])
    const followed = await followQueued(head, run => scene.simulator.planRun(run, planned))
    expect(followed).toMatchObject({ status: 'succeeded' })
    scene.simulator.planRun(scene.simulator.addRun('gate.yml', { event: 'push', queues: true }), [
      { after: 0, status: 'in_progress' }
    ])
    const stuck = await followQueued(head, run => scene.simulator.planRun(run, planned))
    expect(stuck).toMatchObject({ status: 'failed', code: 'concurrency-deadlock' })
  })

  test('and that a newer one in its group displaces was cancelled', async () => {
    const head = 'concurrency: deploy\njobs: {}'
    scene.simulator.addWorkflow('gate.yml', 'on: push\nconcurrency: deploy\njobs: {}\n')
    scene.simulator.addRun('gate.yml', { event: 'push', queues: true })
    const followed = await followQueued(
      head,
      () => void scene.simulator.addRun('gate.yml', { event: 'push', queues: true })
    )
    expect(followed).toMatchObject({ status: 'failed', code: 'run-cancelled' })
  })
})

describe('a run that ends', () => {
  test('with success has succeeded', async () => {
    const { followed, took } = await follow([started, done('success')])
    expect(followed).toMatchObject({ status: 'succeeded' })
    expect(followed.code).toBeUndefined()
    expect((followed.completedAt ?? 0) - (followed.startedAt ?? 0)).toBe(55_000)
    expect(took).toBeLessThanOrEqual(70_000)
  })

  test('never began before it was dispatched, though GitHub cuts its instants to seconds', async () => {
    const dispatchedAt = scene.clock.now() + 700
    const { followed } = await follow([{ after: 0, status: 'in_progress' }, done('success')], {
      dispatchedAt
    })
    expect(followed.startedAt).toBe(dispatchedAt)
  })

  test.each([0, 24 * 60 * MINUTE])(
    'whose instants (%i) tell no time ended by now',
    async before => {
      const { github } = scene
      const updatedAt = before === 0 ? 0 : scene.clock.now() - before
      const timeless = {
        ...github,
        run: async (id: string) => {
          const run = await github.run(id)
          return run && { ...run, updatedAt }
        }
      }
      const { followed, took, dispatchedAt } = await follow(
        [started, done('success')],
        {},
        timeless
      )
      expect(followed.completedAt).toBe(dispatchedAt + took)
    }
  )

  test('did not end before the last look at which it was going on, whatever its instants say', async () => {
    const { github } = scene
    const frozen = {
      ...github,
      run: async (id: string) => {
        const run = await github.run(id)
        return run && { ...run, updatedAt: run.createdAt }
      }
    }
    const { followed, dispatchedAt } = await follow([started, done('success')], {}, frozen)
    const ended = (followed.completedAt ?? 0) - dispatchedAt
    expect(ended).toBeGreaterThan(45_000)
    expect(ended).toBeLessThanOrEqual(MINUTE)
  })

  test('at the first look, with the instant of its creation, ended by now', async () => {
    const { github } = scene
    const frozen = {
      ...github,
      run: async (id: string) => {
        const run = await github.run(id)
        return run && { ...run, updatedAt: run.createdAt }
      }
    }
    const plan = [{ after: 0, status: 'completed', conclusion: 'success' } as const]
    const { followed, dispatchedAt, took } = await follow(plan, {}, frozen)
    expect(followed.completedAt).toBe(dispatchedAt + took)
    expect(took).toBeGreaterThan(0)
  })

  test.each([
    ['failure', 'run-failed'],
    ['cancelled', 'run-cancelled'],
    ['timed_out', 'run-timed-out'],
    ['startup_failure', 'run-failed'],
    ['action_required', 'run-failed'],
    ['skipped', 'run-failed'],
    ['neutral', 'run-failed'],
    ['stale', 'run-failed'],
    ['something_new', 'run-failed']
  ])('with %s has failed: %s', async (conclusion, code) => {
    const { followed } = await follow([started, done(conclusion)])
    expect(followed).toMatchObject({ status: 'failed', code })
    expect(followed.sentence).toContain(conclusion)
  })

  test('without ever being seen to start', async () => {
    const { followed } = await follow([
      { after: 1_000, status: 'completed', conclusion: 'success' }
    ])
    expect(followed.status).toBe('succeeded')
  })
})

describe('a run that does not start', () => {
  test.each([
    ['queued', 'failed', 'not-started', 'queued'],
    ['requested', 'failed', 'not-started', 'requested'],
    ['pending', 'failed', 'concurrency-deadlock', 'concurrency'],
    ['waiting', 'dispatched', 'waiting-approval', 'approval']
  ])('but stays %s is %s: %s', async (state, status, code, words) => {
    const { followed, url, took } = await follow([{ after: 0, status: state }])
    expect(followed).toMatchObject({ status, code })
    expect(followed.sentence).toContain(words)
    expect(followed.sentence).toContain(url)
    expect(took).toBeGreaterThanOrEqual(5 * MINUTE)
    expect(took).toBeLessThanOrEqual(6 * MINUTE)
  })

  test.each(['queued', 'pending', 'waiting'])(
    'for a while only, %s, may still succeed',
    async state => {
      const { followed } = await follow([
        { after: 0, status: state },
        { after: 4 * MINUTE, status: 'in_progress' },
        { after: 6 * MINUTE, status: 'completed', conclusion: 'success' }
      ])
      expect(followed.status).toBe('succeeded')
    }
  )

  test('and that waits for an approval of a later job is told as well', async () => {
    const { followed } = await follow([
      started,
      { after: 10 * MINUTE, status: 'waiting' },
      { after: 29 * MINUTE, status: 'in_progress' }
    ])
    expect(followed).toMatchObject({ status: 'dispatched', code: 'waiting-approval' })
  })
})

describe('patience', () => {
  test('a run that takes too long is left alone', async () => {
    const { followed, url, took } = await follow([started])
    expect(followed).toMatchObject({ status: 'dispatched', code: 'run-timed-out' })
    expect(followed.sentence).toContain(url)
    expect(took).toBeLessThanOrEqual(31 * MINUTE)
    expect(scene.simulator.log.every(it => it.method === 'GET')).toBe(true)
    // Half an hour, seen to its end, within the hour's small share of the token's requests.
    expect(scene.simulator.log.length).toBeGreaterThan(30)
    expect(scene.simulator.log.length).toBeLessThanOrEqual(120)
  })

  test('a 404 just after the dispatch is waited out', async () => {
    await scene.close()
    scene = await openScene({ lag: { run: () => 30_000 } })
    buildShop(scene)
    scene.simulator.addToken('t', { login: 'x', permissions: { actions: 'write' } })
    const run = await scene.github.dispatch('rollback.yml', 'main', { tag: 'v1.1.0' })
    if (run === undefined) throw new Error('no run')
    scene.simulator.state.runs.forEach(it =>
      scene.simulator.planRun(it, [started, done('success')])
    )
    const { github, clock } = scene
    const followed = await followRun(
      { github, clock, signal: new AbortController().signal },
      { ...run, dispatchedAt: clock.now(), timeout: 30 * MINUTE, startTimeout: 5 * MINUTE }
    )
    expect(followed.status).toBe('succeeded')
  })

  test('a run that GitHub never shows did not start', async () => {
    const { followed, took } = await follow([started], { runId: '1' })
    expect(followed).toMatchObject({ status: 'failed', code: 'not-started' })
    expect(took).toBeLessThanOrEqual(75_000)
  })

  test.each([502, 503, 500])('answers of %i are waited out', async status => {
    const answer = { status }
    scene.simulator.fail({ path: /runs\/\d+$/, effect: 'before', answer, times: 12 })
    const { followed } = await follow([started, done('success')])
    expect(followed.status).toBe('succeeded')
  })

  test('a GitHub that never answers leaves it open what became of the run', async () => {
    const answer = { status: 502 }
    scene.simulator.fail({ path: /runs\/\d+$/, effect: 'before', answer, times: 9999 })
    const { followed } = await follow([started])
    expect(followed).toMatchObject({ status: 'dispatched', code: 'run-timed-out' })
  })

  test('an exhausted rate limit is waited out', async () => {
    scene.simulator.setRemaining(0)
    const slept = scene.clock.sleep.bind(scene.clock)
    scene.clock.sleep = (ms, signal) => {
      if (scene.clock.slept.length === 4) scene.simulator.setRemaining(1000)
      return slept(ms, signal)
    }
    const { followed } = await follow([started, done('success')])
    expect(followed.status).toBe('succeeded')
  })

  test.each([
    [401, 'token-expired'],
    [403, 'not-permitted']
  ])('after %i nobody can say how it ended: %s', async (status, code) => {
    const answer = { status, message: 'no' }
    scene.simulator.fail({ path: /runs\/\d+$/, effect: 'before', answer, times: 9 })
    const { followed } = await follow([started])
    expect(followed).toMatchObject({ status: 'dispatched', code })
  })
})
