import { expect, test } from '@jest/globals'
import type { ActionResult, RunningAction } from '../src/demo/runner.js'
import { errorRatio, LIVE, ROLLBACK } from './support/configuration.js'
import { type GateCall, type Scene, useScenes } from './support/scene.js'
import { statusesOf } from './support/told.js'
import { until } from './support/wait.js'

const open = useScenes()
/** The runner waits 7.5 s after SIGINT. */
const MOST_MILLISECONDS = 5_000
const long = { bake: { settle: '0s', duration: '60s', interval: '1s' } }

async function endedWithin(running: RunningAction, act: () => void): Promise<ActionResult> {
  const began = performance.now()
  act()
  const result = await running.finished
  const took = performance.now() - began - (result.post?.durationMs ?? 0)
  expect(took).toBeLessThan(MOST_MILLISECONDS)
  return result
}

async function baking(call: GateCall = {}): Promise<{ scene: Scene; running: RunningAction }> {
  const scene = await open({
    config: [LIVE, long, { rollback: ROLLBACK }],
    deployedAt: Date.now()
  })
  let looks = 0
  const onLine = (line: string): void => {
    if (line.startsWith('look ')) looks += 1
  }
  const running = scene.start({ ...call, onLine })
  await until('the first look', () => looks > 0)
  return { scene, running }
}

function expectCancelled(result: ActionResult, scene: Scene): void {
  expect(result.exitCode).toBe(1)
  expect(result.outputs).toMatchObject({
    verdict: 'cancelled',
    'reason-code': 'cancelled',
    'rollback-status': 'none'
  })
  expect(scene.dispatches()).toEqual([])
  expect(scene.comments()).toHaveLength(1)
  expect(scene.comments()[0]).toContain('cancelled')
  expect(statusesOf(scene).at(-1)).toEqual(['bakegate/production', 'error'])
}

test('cancelled during the bake, it says so and is gone within five seconds', async () => {
  const { scene, running } = await baking()
  const result = await endedWithin(running, () => running.cancel())
  expectCancelled(result, scene)
  expect(result.summary).toContain('cancelled')
})

test('cancelled after a failure that no later look could change, it has failed', async () => {
  const bake = { ...long.bake, 'early-stop': false }
  const scene = await open({
    config: [LIVE, { bake, rollback: ROLLBACK, checks: [{ ...errorRatio, critical: false }] }],
    deployedAt: Date.now()
  })
  scene.breakRelease()
  let looks = 0
  const onLine = (line: string): void => {
    if (/^look .*\bFAILED/.test(line)) looks += 1
  }
  const running = scene.start({ onLine })
  await until('a failure', () => looks > 0)
  const result = await endedWithin(running, () => running.cancel())
  expect(result.exitCode).toBe(1)
  expect(result.outputs).toMatchObject({ verdict: 'fail', 'rollback-status': 'none' })
  expect(scene.dispatches()).toEqual([])
  expect(statusesOf(scene).at(-1)).toEqual(['bakegate/production', 'failure'])
})

test('cancelled while a backend does not answer, it does not wait for it', async () => {
  const scene = await open({
    config: [LIVE, long, { rollback: ROLLBACK }],
    deployedAt: Date.now()
  })
  scene.metrics.trouble = () => (scene.comments().length > 0 ? 'hang' : undefined)
  const running = scene.start()
  await until('a request that hangs', () => {
    const asked = scene.metrics.seen.length
    return scene.comments().length > 0 && asked > 2
  })
  const result = await endedWithin(running, () => running.cancel())
  expectCancelled(result, scene)
})

test('cancelled while the rollback runs, it names the run that goes on', async () => {
  const scene = await open({
    config: [{ rollback: ROLLBACK }],
    onDispatch: (run, { github }) => github.planRun(run, [{ after: 100, status: 'in_progress' }])
  })
  scene.breakRelease()
  const running = scene.start()
  await until('the dispatch', () => scene.dispatches().length === 1)
  await until('a look at the run', () =>
    scene.github.log.some(
      ({ method, path }) => method === 'GET' && /actions\/runs\/\d+$/.test(path)
    )
  )
  const result = await endedWithin(running, () => running.cancel())
  const [run] = scene.dispatches()
  expect(result.exitCode).toBe(1)
  expect(result.outputs).toMatchObject({
    verdict: 'fail',
    'rollback-status': 'dispatched',
    'rollback-run-id': String(run?.id)
  })
  expect(result.outputs['rollback-run-url']).toContain(`actions/runs/${run?.id}`)
  expect(scene.comments()[0]).toContain('is under way and was NOT seen to end')
})

test('killed during the bake, its post step finishes the report', async () => {
  const { scene, running } = await baking()
  running.kill('SIGKILL')
  const result = await running.finished
  expect(result.exitCode).toBeNull()
  expect(result.outputs).toEqual({})
  expect(result.post?.exitCode).toBe(0)
  expect(scene.comments()).toHaveLength(1)
  expect(scene.comments()[0]).toContain('cancelled')
  expect(statusesOf(scene).at(-1)).toEqual(['bakegate/production', 'error'])
})

test('killed while the rollback runs, its post step names the run', async () => {
  const scene = await open({
    config: [{ rollback: ROLLBACK }],
    onDispatch: (run, { github }) => github.planRun(run, [{ after: 100, status: 'in_progress' }])
  })
  scene.breakRelease()
  const running = scene.start()
  await until('a look at the run', () =>
    scene.github.log.some(
      ({ method, path }) => method === 'GET' && /actions\/runs\/\d+$/.test(path)
    )
  )
  running.kill('SIGKILL')
  await running.finished
  expect(scene.comments()[0]).toContain(`actions/runs/${scene.dispatches()[0]?.id}`)
})

test('after a run that ended by itself the post step does nothing', async () => {
  const scene = await open()
  const result = await scene.run()
  expect(result.post).toMatchObject({ exitCode: 0, stderr: '' })
  const before = scene.github.log.length
  expect(scene.github.log.slice(before)).toEqual([])
  expect(statusesOf(scene)).toHaveLength(2)
})

test('a run that was killed can be repeated', async () => {
  const { scene, running } = await baking()
  running.kill('SIGKILL')
  await running.finished
  const again = await scene.run({
    inputs: { 'deployed-at': new Date(Date.now() - 120_000).toISOString() },
    github: { runId: '9002' },
    env: { GITHUB_RUN_ATTEMPT: '2' }
  })
  expect(again.outputs['verdict']).toBe('pass')
  expect(scene.comments()).toHaveLength(1)
  expect(scene.comments()[0]).toContain('is healthy')
})

test('a directory that cannot be written costs the files, and nothing else', async () => {
  const scene = await open()
  const result = await scene.run({ inputs: { 'report-dir': '/dev/null/bakegate' } })
  expect(result.exitCode).toBe(0)
  expect(result.outputs).toMatchObject({ verdict: 'pass', 'evidence-path': '', 'report-path': '' })
  expect(result.stdout).toContain('report-dir')
})

test('a summary that cannot be written costs a warning', async () => {
  const scene = await open()
  const result = await scene.run({ env: { GITHUB_STEP_SUMMARY: '/dev/null/bakegate' } })
  expect(result.exitCode).toBe(0)
  expect(result.outputs['verdict']).toBe('pass')
  expect(result.stdout).toContain('summary')
})

test('a GitHub that does not answer delays the verdict, and does not change it', async () => {
  const scene = await open({ config: [{ checks: [errorRatio] }] })
  const { exitCode, outputs, durationMs } = await scene.run({
    onLine: line => {
      if (line.startsWith('Judging')) {
        scene.github.fail({ effect: 'before', answer: { status: 503 }, times: 1000 })
      }
    }
  })
  expect([exitCode, outputs['verdict']]).toEqual([0, 'pass'])
  expect(durationMs).toBeLessThan(45_000)
})

test('a runner whose clock is hours off decides nothing', async () => {
  const scene = await open({ config: [{ rollback: ROLLBACK }] })
  scene.breakRelease()
  scene.github.setSkew(7_200_000)
  const { exitCode, outputs } = await scene.run()
  expect(exitCode).toBe(1)
  expect(outputs).toMatchObject({
    verdict: 'inconclusive',
    'reason-code': 'clock-skew',
    'rollback-status': 'none'
  })
  expect(scene.dispatches()).toEqual([])
})
