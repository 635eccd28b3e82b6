import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { RollbackOutcome, RollbackSettings } from '../../src/model.js'
import { runGate } from './gate.js'
import { buildShop, EVERYTHING, openScene, PLAIN_WORKFLOW, START } from './support.js'
import type { Scene } from './support.js'

let scene: Scene
let shop: ReturnType<typeof buildShop>

beforeEach(async () => {
  scene = await openScene({
    onDispatch: run =>
      scene.simulator.planRun(run, [
        { after: 5_000, status: 'in_progress' },
        { after: 60_000, status: 'completed', conclusion: 'success' }
      ])
  })
  shop = buildShop(scene)
})
afterEach(() => scene.close())

const dispatches = () =>
  scene.simulator.log.filter(it => it.method === 'POST' && it.path.endsWith('/dispatches'))

describe('a rollback', () => {
  test('goes to the newest earlier good deployment and is left to be verified', async () => {
    const partials: RollbackOutcome[] = []
    const outcome = await runGate(scene, shop.bad, { onProgress: it => void partials.push(it) })
    expect(outcome).toMatchObject({
      status: 'unverified',
      recovery: 'cannot-tell',
      target: { tag: 'v1.1.0', sha: shop.good, source: 'deployment', strength: 'deployed' },
      dispatchedAt: expect.any(Number),
      startedAt: expect.any(Number),
      completedAt: expect.any(Number)
    })
    const [run] = scene.simulator.state.runs
    expect(run?.inputs).toEqual({
      tag: 'v1.1.0',
      'bakegate-correlation': expect.stringMatching(/^bg-/),
      'bakegate-origin': 'https://github.example/acme/shop/actions/runs/900'
    })
    expect(outcome.runId).toBe(String(run?.id))
    expect(partials).toEqual([
      expect.objectContaining({ status: 'dispatched', runId: outcome.runId })
    ])
    expect(scene.log.warnings).toEqual([])
  })

  test('asks GitHub no more than fifteen times besides following the run, preflight included', async () => {
    await runGate(scene, shop.bad)
    const others = scene.simulator.log.filter(it => !/\/actions\/runs\/\d+$/.test(it.path))
    expect(others.length).toBeLessThanOrEqual(15)
  })

  test('of thirty minutes is followed with no more than 120 requests', async () => {
    scene.simulator.state.runs.length = 0
    const outcome = await runGate(scene, shop.bad, {
      settings: { timeout: 30 * 60_000 },
      onProgress: () =>
        scene.simulator.state.runs.forEach(run =>
          scene.simulator.planRun(run, [{ after: 5_000, status: 'in_progress' }])
        )
    })
    const polls = scene.simulator.log.filter(it => /\/actions\/runs\/\d+$/.test(it.path))
    expect(outcome.code).toBe('run-timed-out')
    expect(polls.length).toBeLessThanOrEqual(120)
    expect(polls.some(it => it.status === 304)).toBe(true)
    expect(scene.clock.slept.filter(ms => ms < 10_000).length).toBeLessThanOrEqual(5)
  })
})

describe('at most once', () => {
  test('a second gate of the same commit names the run that was first', async () => {
    await runGate(scene, shop.bad)
    const second = await runGate(scene, shop.bad, {
      request: { run: { id: '901', attempt: 1, url: 'https://github.example/second' } }
    })
    expect(second).toMatchObject({ status: 'refused', code: 'already-rolled-back' })
    expect(second.sentence).toContain('run 900')
    expect(second.sentence).toContain('https://github.example/acme/shop/actions/runs/900')
    expect(dispatches()).toHaveLength(1)
  })

  test('a re-run of the same gate does not roll back again', async () => {
    await runGate(scene, shop.bad)
    const url = 'https://github.example/acme/shop/actions/runs/900'
    const second = await runGate(scene, shop.bad, {
      request: { run: { id: '900', attempt: 2, url } }
    })
    expect(second.code).toBe('already-rolled-back')
  })

  test('a rejected dispatch gives the claim back, so that a later gate may try', async () => {
    const first = await runGate(scene, shop.bad, {
      duringBake: () => scene.simulator.setWorkflowState('rollback.yml', 'disabled_manually')
    })
    expect(first).toMatchObject({ status: 'failed', code: 'dispatch-rejected' })
    scene.simulator.setWorkflowState('rollback.yml', 'active')
    expect((await runGate(scene, shop.bad)).status).toBe('unverified')
  })

  test('a defect of ours after the dispatch keeps the claim', async () => {
    const onProgress = () => {
      throw new Error('a defect')
    }
    await expect(runGate(scene, shop.bad, { onProgress })).rejects.toThrow('a defect')
    expect((await runGate(scene, shop.bad)).code).toBe('already-rolled-back')
    expect(dispatches()).toHaveLength(1)
  })

  test('a claim that a listing shows late is waited for', async () => {
    await scene.close()
    scene = await openScene({ lag: { statuses: () => 5_000 } })
    shop = buildShop(scene)
    const outcome = await runGate(scene, shop.bad)
    expect(outcome.code).not.toBe('already-rolled-back')
    expect(dispatches()).toHaveLength(1)
  })

  test('a claim that never shows up is no licence to dispatch', async () => {
    await scene.close()
    scene = await openScene({ lag: { statuses: () => 10 * 60_000 } })
    shop = buildShop(scene)
    const outcome = await runGate(scene, shop.bad)
    expect(outcome).toMatchObject({ status: 'refused', code: 'already-rolled-back' })
    expect(dispatches()).toHaveLength(0)
  })

  test('without statuses: write a run of the rollback workflow stands in for the claim', async () => {
    const permissions = { ...EVERYTHING, statuses: 'read' } as const
    scene.simulator.addToken('t-no-statuses', { login: 'github-actions[bot]', permissions })
    const github = scene.connect('t-no-statuses')
    const first = await runGate(scene, shop.bad, { github })
    expect(first.status).toBe('unverified')
    expect(scene.log.warnings.join()).toContain('`statuses: write`')
    const second = await runGate(scene, shop.bad, { github, settings: { maxPerHour: 9 } })
    expect(second).toMatchObject({ status: 'refused', code: 'already-rolled-back' })
    expect(dispatches()).toHaveLength(1)
  })
})

describe('a lost answer', () => {
  const lose = (effect: 'before' | 'after', times = 1) =>
    scene.simulator.fail({ method: 'POST', path: /dispatches$/, effect, answer: 'cut', times })

  test('of a dispatch that happened leads to its run, and not to a second one', async () => {
    lose('after')
    const outcome = await runGate(scene, shop.bad)
    expect(outcome.status).toBe('unverified')
    expect(scene.simulator.state.runs).toHaveLength(1)
    expect(outcome.runId).toBe(String(scene.simulator.state.runs[0]?.id))
  })

  test('of a dispatch that did not happen is repeated once', async () => {
    lose('before')
    const outcome = await runGate(scene, shop.bad)
    expect(outcome.status).toBe('unverified')
    expect(dispatches()).toHaveLength(2)
    expect(scene.simulator.state.runs).toHaveLength(1)
  })

  test('is a 502 as well', async () => {
    const answer = { status: 502 }
    scene.simulator.fail({ method: 'POST', path: /dispatches$/, effect: 'after', answer, times: 1 })
    expect((await runGate(scene, shop.bad)).status).toBe('unverified')
    expect(scene.simulator.state.runs).toHaveLength(1)
  })

  test('is never repeated for a workflow that shows no correlation id', async () => {
    await scene.close()
    scene = await openScene()
    shop = buildShop(scene, PLAIN_WORKFLOW)
    lose('before')
    const outcome = await runGate(scene, shop.bad)
    expect(outcome).toMatchObject({ status: 'failed', code: 'dispatch-unknown' })
    expect(dispatches()).toHaveLength(1)
  })

  test('is never repeated while the runs cannot be listed', async () => {
    lose('after')
    const outcome = await runGate(scene, shop.bad, {
      duringBake: () => {
        const answer = { status: 503 }
        // The guards read the list once before the dispatch.
        let reads = 0
        const path = { test: (it: string) => /\/runs$/.test(it) && ++reads > 1 } as RegExp
        scene.simulator.fail({ method: 'GET', path, effect: 'before', answer, times: 100 })
      }
    })
    expect(outcome).toMatchObject({ status: 'failed', code: 'dispatch-unknown' })
    expect(dispatches()).toHaveLength(1)
  })
})

describe('a server that does not name the run', () => {
  test('leaves it to the correlation id, whatever else runs', async () => {
    await scene.close()
    scene = await openScene({
      enterprise: true,
      onDispatch: run => {
        for (const title of ['Somebody', 'else', 'too'])
          scene.simulator.addRun('rollback.yml', { title })
        scene.simulator.planRun(run, [
          { after: 10_000, status: 'completed', conclusion: 'success' }
        ])
      }
    })
    shop = buildShop(scene)
    const outcome = await runGate(scene, shop.bad)
    expect(outcome.status).toBe('unverified')
    const own = scene.simulator.state.runs.find(run => run.title.includes('bg-'))
    expect(outcome.runId).toBe(String(own?.id))
  })

  test('without a correlation id the run is not guessed', async () => {
    await scene.close()
    scene = await openScene({ enterprise: true })
    shop = buildShop(scene, PLAIN_WORKFLOW)
    const outcome = await runGate(scene, shop.bad)
    expect(outcome).toMatchObject({ status: 'dispatched', code: 'dispatch-unknown' })
    expect(outcome.runId).toBeUndefined()
  })
})

describe('it is refused', () => {
  test('for a newer deploy that has begun', async () => {
    const outcome = await runGate(scene, shop.bad, {
      duringBake: () => {
        const sha = scene.simulator.addCommit({ message: 'Newer' })
        scene.simulator.addDeployment({ environment: 'production', sha, at: START + 1000 })
      }
    })
    expect(outcome).toMatchObject({ status: 'refused', code: 'superseded' })
  })

  test('also where the job of the gate left a later deployment of its own', async () => {
    const outcome = await runGate(scene, shop.bad, {
      duringBake: () => {
        const sha = scene.simulator.addCommit({ message: 'Newer' })
        scene.simulator.addDeployment({ environment: 'production', sha, at: START + 1000 })
        scene.simulator.addDeployment({
          environment: 'production',
          sha: shop.bad,
          at: START + 2000
        })
      }
    })
    expect(outcome).toMatchObject({ status: 'refused', code: 'superseded' })
  })

  test('but not for one that waits for an approval', async () => {
    const outcome = await runGate(scene, shop.bad, {
      duringBake: () => {
        const sha = scene.simulator.addCommit({ message: 'Newer' })
        const states = ['queued']
        scene.simulator.addDeployment({ environment: 'production', sha, states, at: START + 1000 })
      }
    })
    expect(outcome.status).toBe('unverified')
  })

  test('nor for a deployment that the rollback workflow made', async () => {
    const outcome = await runGate(scene, shop.bad, {
      settings: { maxPerHour: 9 },
      duringBake: () => {
        const run = scene.simulator.addRun('rollback.yml')
        const sha = scene.simulator.addCommit({ message: 'Newer' })
        scene.simulator.addDeployment({ environment: 'production', sha, run, at: START + 1000 })
      }
    })
    expect(outcome.status).toBe('unverified')
  })

  test('in a run that is itself a rollback, before anything is asked', async () => {
    const outcome = await runGate(scene, shop.bad, { request: { isRollback: true } })
    expect(outcome).toMatchObject({ status: 'refused', code: 'is-rollback' })
    expect(dispatches()).toHaveLength(0)
  })

  test.each([
    ['counts', 'logs-signatures', 'refused'],
    ['counts', 'logs-counts', 'unverified'],
    ['never', 'logs-counts', 'refused'],
    ['always', 'logs-signatures', 'unverified'],
    ['never', 'metrics', 'unverified']
  ] as const)('logs-may-rollback %s with %s: %s', async (logsMayRollback, kind, status) => {
    const outcome = await runGate(scene, shop.bad, {
      settings: { logsMayRollback },
      request: { evidenceKinds: [kind] }
    })
    expect(outcome.status).toBe(status)
    if (status === 'refused') expect(outcome.code).toBe('logs-only')
  })

  test('after another rollback within the hour', async () => {
    scene.simulator.addRun('rollback.yml', { at: START - 30 * 60_000 })
    const outcome = await runGate(scene, shop.bad)
    expect(outcome).toMatchObject({ status: 'refused', code: 'too-many-rollbacks' })
  })

  test('but not after the rollback of another environment', async () => {
    await runGate(scene, shop.bad)
    const outcome = await runGate(scene, shop.bad, {
      deploy: { environment: 'production-eu' },
      settings: { acceptSha: true }
    })
    expect(outcome.code).not.toBe('too-many-rollbacks')
  })
})

describe('without a target it is refused', () => {
  const forget = () => {
    scene.simulator.state.deployments.length = 0
    scene.simulator.state.releases.length = 0
  }
  const mark = (sha: string) =>
    scene.simulator.addStatus({ sha, context: 'bakegate/production', state: 'failure' })

  test.each<[string, () => void, Partial<RollbackSettings>, string | undefined, string]>([
    ['on the first deploy ever', forget, {}, undefined, 'no-target'],
    [
      'where there are only drafts and pre-releases',
      () => {
        forget()
        scene.simulator.addRelease('v1.0.0', { draft: true })
        scene.simulator.addRelease('v1.1.0', { prerelease: true })
      },
      {},
      undefined,
      'no-target'
    ],
    [
      'where all are known to be bad',
      () => [shop.first, shop.good].forEach(mark),
      {},
      undefined,
      'no-target'
    ],
    ['below the floor', () => undefined, { minVersion: 'v1.2.0' }, undefined, 'below-min-version'],
    [
      'where a migration lies between',
      () => undefined,
      { refuseIfChanged: ['src/v1.2*'] },
      undefined,
      'irreversible-change'
    ],
    [
      'where the last good commit has no tag',
      () => scene.simulator.removeTag('v1.1.0'),
      {},
      undefined,
      'untagged-target'
    ],
    ['where the deployed tag itself is named', () => undefined, {}, 'v1.2.0', 'same-commit'],
    ['where something else than a tag is named', () => undefined, {}, 'v1;rm -rf', 'bad-tag'],
    ['where a bad release is named', () => mark(shop.good), {}, 'v1.1.0', 'no-target']
  ])('%s', async (_name, prepare, settings, explicit, code) => {
    prepare()
    const outcome = await runGate(scene, shop.bad, {
      settings,
      ...(explicit === undefined ? {} : { explicit })
    })
    expect(outcome).toMatchObject({ status: 'refused', code })
    expect(outcome.sentence).not.toBe('')
    expect(dispatches()).toHaveLength(0)
  })

  test('and a release is taken where nothing was ever deployed', async () => {
    scene.simulator.state.deployments.length = 0
    const outcome = await runGate(scene, shop.bad)
    expect(outcome.target).toMatchObject({ tag: 'v1.1.0', source: 'release', strength: 'released' })
  })

  test('deployments that may not be read are no evidence; the line to add is told', async () => {
    const { deployments: _deployments, ...permissions } = EVERYTHING
    scene.simulator.addToken('t', { login: 'github-actions[bot]', permissions })
    const outcome = await runGate(scene, shop.bad, { github: scene.connect('t') })
    expect(outcome.target).toMatchObject({ source: 'release' })
    expect(scene.log.warnings.join()).toContain('`deployments: read`')
  })
})

describe('it fails', () => {
  test('when the tag of the target is gone by then', async () => {
    const outcome = await runGate(scene, shop.bad, {
      duringBake: () => scene.simulator.removeTag('v1.1.0')
    })
    expect(outcome).toMatchObject({ status: 'failed', code: 'target-gone' })
    expect(dispatches()).toHaveLength(0)
  })

  test.each([
    [401, 'Bad credentials', 'token-expired', 'expired'],
    [403, 'Resource not accessible by integration', 'not-permitted', '`actions: write`'],
    [404, 'Not Found', 'not-permitted', '`actions: write`'],
    [422, 'No ref found for: main', 'dispatch-rejected', 'No ref found for: main']
  ])('on a dispatch answered with %i', async (status, message, code, words) => {
    const answer = { status, message }
    scene.simulator.fail({
      method: 'POST',
      path: /dispatches$/,
      effect: 'before',
      answer,
      times: 9
    })
    const outcome = await runGate(scene, shop.bad)
    expect(outcome).toMatchObject({ status: 'failed', code })
    expect(outcome.sentence).toContain(words)
    expect(dispatches()).toHaveLength(1)
  })
})

describe('a cancellation', () => {
  test('while the run goes on leaves its address', async () => {
    const controller = new AbortController()
    const outcome = await runGate(scene, shop.bad, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('SIGINT'))
    })
    expect(outcome).toMatchObject({ status: 'dispatched', runUrl: expect.any(String) })
  })

  test('before the dispatch starts nothing and gives the claim back', async () => {
    const controller = new AbortController()
    const original = scene.clock.sleep.bind(scene.clock)
    scene.clock.sleep = (ms, signal) => {
      controller.abort(new Error('SIGINT'))
      return original(ms, signal)
    }
    const outcome = await runGate(scene, shop.bad, { signal: controller.signal })
    expect(outcome.status).toBe('none')
    expect(dispatches()).toHaveLength(0)
    scene.clock.sleep = original
    expect((await runGate(scene, shop.bad)).status).toBe('unverified')
  })
})
