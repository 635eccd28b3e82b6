import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Run } from '../../src/demo/github.js'
import { openScene } from '../rollback/support.js'
import type { Scene } from '../rollback/support.js'

const MINUTE = 60_000
let scene: Scene
beforeEach(async () => {
  scene = await openScene()
  scene.simulator.addCommit()
})
afterEach(() => scene.close())

const workflow = (concurrency: string, job = '') =>
  `name: W\non: {workflow_dispatch: {inputs: {tag: {}, environment: {}}}}\nconcurrency: ${concurrency}\njobs: {a: {${job}}}\n`

function define(concurrency: string, job?: string): void {
  scene.simulator.addWorkflow('w.yml', workflow(concurrency, job))
}

const plan = [
  { after: 1_000, status: 'in_progress' },
  { after: MINUTE, status: 'completed', conclusion: 'success' }
]

async function dispatched(inputs: Readonly<Record<string, string>> = {}): Promise<Run> {
  await scene.github.dispatch('w.yml', 'main', inputs)
  const run = scene.simulator.state.runs.at(-1)
  if (run === undefined) throw new Error('nothing was dispatched')
  scene.simulator.planRun(run, plan)
  return run
}

/** How runs stand after so many milliseconds. */
async function standings(after: number, ...runs: readonly Run[]): Promise<readonly string[]> {
  scene.clock.set(scene.clock.now() + after)
  const seen = await Promise.all(runs.map(({ id }) => scene.github.run(String(id))))
  return seen.map(run => run?.conclusion ?? run?.status ?? 'gone')
}

describe('a concurrency group', () => {
  test('lets one run go on, and the next one when that is done', async () => {
    define('deploy')
    const [first, second] = [await dispatched(), await dispatched()]
    expect(await standings(2_000, first, second)).toEqual(['in_progress', 'pending'])
    expect(await standings(MINUTE, first, second)).toEqual(['success', 'in_progress'])
    expect((second.beganAt ?? 0) - first.createdAt).toBe(MINUTE)
    expect(await standings(MINUTE, second)).toEqual(['success'])
  })

  test('keeps one pending: a newer one cancels it', async () => {
    define('deploy')
    const [first, second, third] = [await dispatched(), await dispatched(), await dispatched()]
    const seen = await standings(2_000, first, second, third)
    expect(seen).toEqual(['in_progress', 'cancelled', 'pending'])
  })

  test('keeps all of them with queue: max, first in, first out', async () => {
    define('{group: deploy, queue: max}')
    const runs = [await dispatched(), await dispatched(), await dispatched()]
    expect(await standings(2_000, ...runs)).toEqual(['in_progress', 'pending', 'pending'])
    expect(await standings(MINUTE, ...runs)).toEqual(['success', 'in_progress', 'pending'])
    expect(await standings(2 * MINUTE, ...runs)).toEqual(['success', 'success', 'success'])
  })

  test('with cancel-in-progress belongs to the newest at once', async () => {
    define('{group: deploy, cancel-in-progress: true}')
    const first = await dispatched()
    expect(await standings(2_000, first)).toEqual(['in_progress'])
    const second = await dispatched()
    expect(await standings(2_000, first, second)).toEqual(['cancelled', 'in_progress'])
  })

  test.each([
    ['"deploy-${{ inputs.environment }}"', ['queued', 'queued', 'pending']],
    ['"deploy-${{ inputs.none || \'all\' }}"', ['queued', 'cancelled', 'pending']],
    ['"${{ github.workflow }}-${{ github.ref }}"', ['queued', 'cancelled', 'pending']]
  ])('is named by an expression: %s', async (group, wanted) => {
    define(group)
    const one = await dispatched({ environment: 'staging' })
    const two = await dispatched({ environment: 'Production' })
    const three = await dispatched({ environment: 'production' })
    expect(await standings(0, one, two, three)).toEqual(wanted)
  })

  test('that nobody understands is told', async () => {
    define('"${{ github.actor }}"')
    await expect(scene.github.dispatch('w.yml', 'main', {})).rejects.toThrow(/github\.actor/)
    expect(scene.simulator.state.runs).toEqual([])
  })

  test('is held by another workflow, and by a job of it', async () => {
    scene.simulator.addWorkflow('gate.yml', 'on: push\njobs: {gate: {concurrency: DEPLOY}}\n')
    define('deploy')
    const gate = scene.simulator.addRun('gate.yml', { event: 'push', queues: true })
    scene.simulator.planRun(gate, [{ after: 0, status: 'in_progress' }])
    const run = await dispatched()
    expect(await standings(60 * MINUTE, run)).toEqual(['pending'])
    scene.simulator.setRun(gate, { status: 'completed', conclusion: 'failure' })
    expect(await standings(1_000, run)).toEqual(['queued'])
  })
})

describe('a protected environment', () => {
  beforeEach(() => define('{group: deploy}', 'environment: {name: production}'))
  const pending = async ({ id }: Run) => {
    const path = `/repos/acme/shop/actions/runs/${id}/pending_deployments`
    const headers = { authorization: 'token t-everything' }
    const answer = await fetch(`${scene.simulator.url}${path}`, { headers })
    return (await answer.json()) as readonly { environment: { name: string } }[]
  }

  test('keeps a run waiting until a person approves it', async () => {
    scene.simulator.protect('production', { reviewers: ['dana'] })
    const run = await dispatched()
    expect(await standings(MINUTE, run)).toEqual(['waiting'])
    expect(await pending(run)).toMatchObject([
      { environment: { name: 'production' }, reviewers: [{ reviewer: { login: 'dana' } }] }
    ])
    scene.simulator.reviewRun(run, 'approved', MINUTE)
    expect(await standings(MINUTE - 1, run)).toEqual(['waiting'])
    expect(await standings(1_001, run)).toEqual(['in_progress'])
    expect(await pending(run)).toEqual([])
    expect(await standings(MINUTE, run)).toEqual(['success'])
  })

  test('fails a run that a person rejects', async () => {
    scene.simulator.protect('production', { reviewers: ['dana'] })
    const run = await dispatched()
    scene.simulator.reviewRun(run, 'rejected', MINUTE)
    expect(await standings(MINUTE, run)).toEqual(['failure'])
  })

  test('keeps a run waiting for its timer, and for both', async () => {
    scene.simulator.protect('production', { waitTimer: 5 * MINUTE })
    const run = await dispatched()
    expect(await standings(5 * MINUTE - 1, run)).toEqual(['waiting'])
    expect(await standings(2, run)).toEqual(['queued'])
    scene.simulator.protect('production', { waitTimer: 5 * MINUTE, reviewers: ['dana'] })
    expect(await standings(MINUTE, run)).toEqual(['success'])
    const next = await dispatched()
    scene.simulator.reviewRun(next, 'approved', MINUTE)
    expect(await standings(2 * MINUTE, next)).toEqual(['waiting'])
    expect(await standings(3 * MINUTE, next)).toEqual(['queued'])
  })

  test('comes after the group: who waits for a person holds it', async () => {
    scene.simulator.protect('production', { reviewers: ['dana'] })
    const [first, second] = [await dispatched(), await dispatched()]
    expect(await standings(MINUTE, first, second)).toEqual(['waiting', 'pending'])
    scene.simulator.reviewRun(first, 'rejected')
    expect(await standings(1, first, second)).toEqual(['failure', 'waiting'])
  })

  test('without protection keeps nobody', async () => {
    expect(await standings(0, await dispatched())).toEqual(['queued'])
  })
})

describe('the secondary limits', () => {
  const status = { state: 'pending', context: 'x', description: '', targetUrl: '' } as const
  const sha = () => scene.simulator.state.branches.get('main') ?? ''

  test('refuse the comment beyond 80 in a minute, and say how long to wait', async () => {
    scene.simulator.addPull({ number: 7, headSha: sha() })
    scene.simulator.spendContent('github-actions[bot]', 79)
    await scene.github.createComment(7, 'the 80th')
    await expect(scene.github.createComment(7, 'the 81st')).rejects.toMatchObject({ status: 429 })
    await scene.github.createStatus(sha(), status)
    scene.clock.set(scene.clock.now() + MINUTE)
    await scene.github.createComment(7, 'a minute later')
    expect(scene.simulator.state.comments).toHaveLength(2)
  })

  test('refuse requests beyond 900 points in a minute: a write costs five', async () => {
    for (let write = 0; write < 179; write++) await scene.github.createStatus(sha(), status)
    for (let read = 0; read < 5; read++) await scene.github.repository()
    await expect(scene.github.repository()).rejects.toThrow(/secondary rate limit/)
    scene.clock.set(scene.clock.now() + MINUTE)
    await scene.github.repository()
  })

  test('refuse requests beyond 100 at the same time', () => {
    const request = { method: 'GET', target: '/repos/acme/shop', body: '' }
    const headers = { authorization: 'token t-everything' }
    const ask = (inFlight: number) =>
      scene.simulator.handle({ ...request, headers, inFlight })?.status
    expect([ask(100), ask(101)]).toEqual([200, 403])
  })
})
