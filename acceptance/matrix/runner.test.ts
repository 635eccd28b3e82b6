import { expect } from '@jest/globals'
import { existsSync } from 'node:fs'
import type { ActionResult, RunningAction } from '../../src/demo/runner.js'
import { LIVE, ROLLBACK } from '../support/configuration.js'
import { type GateCall, publish, type Scene, useScenes } from '../support/scene.js'
import { resultOf, statusesOf } from '../support/told.js'
import { until } from '../support/wait.js'
import { row, rowWith } from './row.js'

const open = useScenes()
/** The runner waits 7.5 s after SIGINT. */
const MOST_MILLISECONDS = 5_000
const LONG = { bake: { settle: '0s', duration: '60s', interval: '1s' } }

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
    config: [LIVE, LONG, { rollback: ROLLBACK }],
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

row('G01', async () => {
  const { scene, running } = await baking()
  const result = await endedWithin(running, () => running.cancel())
  expectCancelled(result, scene)
  expect(result.summary).toContain('cancelled')
})

row('G02', async () => {
  const scene = await open({
    config: [LIVE, LONG, { rollback: ROLLBACK }],
    deployedAt: Date.now()
  })
  scene.metrics.trouble = () => (scene.comments().length > 0 ? 'hang' : undefined)
  const running = scene.start()
  await until(
    'a request that hangs',
    () => scene.comments().length > 0 && scene.metrics.seen.length > 2
  )
  expectCancelled(await endedWithin(running, () => running.cancel()), scene)
})

/** A rollback that goes on for ever, seen once. */
async function rollingBack(): Promise<{ scene: Scene; running: RunningAction }> {
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
  return { scene, running }
}

row('G03', async () => {
  const { scene, running } = await rollingBack()
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

row('G04', 'during the bake', async () => {
  const { scene, running } = await baking()
  expect(scene.comments()[0]).toMatch(/\d\d:\d\d/)
  running.kill('SIGKILL')
  const result = await running.finished
  expect(result.exitCode).toBeNull()
  expect(result.outputs).toEqual({})
  expect(result.post?.exitCode).toBe(0)
  expect(scene.comments()).toHaveLength(1)
  expect(scene.comments()[0]).toContain('cancelled')
  expect(statusesOf(scene).at(-1)).toEqual(['bakegate/production', 'error'])
})

row('G04', 'while the rollback runs', async () => {
  const { scene, running } = await rollingBack()
  running.kill('SIGKILL')
  await running.finished
  expect(scene.comments()[0]).toContain(`actions/runs/${scene.dispatches()[0]?.id}`)
})

row('G04', 'and repeated', async () => {
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

/** Debian's libfaketime: `Date` is shifted, `performance.now()` is not. script/servers installs it. */
const FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1'
const faketime = { name: 'faketime', isThere: existsSync(FAKETIME) }

for (const [offset, broken] of [
  ['+600s', false],
  ['+600s', true],
  ['-90s', false],
  ['-90s', true]
] as const) {
  rowWith(faketime, 'G05', `${offset}, ${broken ? 'a bad release' : 'a good one'}`, async () => {
    const scene = await open({ config: [{ rollback: ROLLBACK }] })
    if (broken) scene.breakRelease()
    const result = await scene.run({
      env: { LD_PRELOAD: FAKETIME, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' }
    })
    const { outputs } = result
    // The clock really was another one, and that is told.
    expect(resultOf(result).warnings.join()).toMatch(/runner's clock is \d+ s/)
    expect([outputs['verdict'], outputs['rollback-status']]).toEqual(
      broken ? ['fail', 'succeeded'] : ['pass', 'none']
    )
  })
}

row('G06', async () => {
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

row('G07', async () => {
  const scene = await open({ config: [{ rollback: ROLLBACK }] })
  scene.breakRelease()
  publish(scene.github, 'v1.2.0', 43, Date.now() - 60_000)
  const { exitCode, outputs } = await scene.run({ env: { GITHUB_RUN_ATTEMPT: '2' } })
  expect([exitCode, outputs['verdict'], outputs['reason-code']]).toEqual([
    1,
    'inconclusive',
    'superseded'
  ])
  expect(scene.dispatches()).toEqual([])
})

for (const [variant, env] of [
  ['RUNNER_TEMP below a file', { RUNNER_TEMP: '/dev/null/temp' }],
  ['no HOME', { HOME: '' }],
  ['no RUNNER_TEMP', { RUNNER_TEMP: '' }],
  ['no summary', { GITHUB_STEP_SUMMARY: '/dev/null/bakegate' }]
] as const) {
  row('G08', variant, async () => {
    const scene = await open()
    const { exitCode, outputs } = await scene.run({ env })
    expect([exitCode, outputs['verdict']]).toEqual([0, 'pass'])
    expect(scene.comments()[0]).toContain('is healthy')
  })
}

/** Runs before the bundle: a second into its life something of its world breaks. */
function preload(code: string): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(code)}` }
}

for (const [variant, code] of [
  ['an exception in the judge', "Math.exp = Math.log = () => { throw new Error('planted') }"],
  ['a thrown text', "Math.exp = Math.log = () => { throw 'planted' }"],
  [
    'a promise that nobody awaits',
    "setTimeout(() => void Promise.reject(new Error('planted')), 200)"
  ],
  ['a rejection with a text', "setTimeout(() => void Promise.reject('planted'), 200)"]
] as const) {
  row('G09', variant, async () => {
    const scene = await open({
      config: [LIVE, { checks: [worse], rollback: ROLLBACK }],
      deployedAt: Date.now()
    })
    const { exitCode, outputs, stdout, stderr } = await scene.run({ env: preload(code) })
    expect(exitCode).toBe(1)
    expect(outputs).toMatchObject({
      verdict: 'inconclusive',
      'reason-code': 'internal-error',
      'rollback-status': 'none'
    })
    expect(`${stdout}${stderr}`).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m)
    expect(scene.dispatches()).toEqual([])
  })
}

/** Compared with before the deploy, so that the statistics are asked. */
const worse = {
  name: 'error log lines',
  endpoint: 'logs',
  count: '{app="shop"} |= "ERROR"',
  compare: { worse: 'higher', tolerance: '50%' }
}
