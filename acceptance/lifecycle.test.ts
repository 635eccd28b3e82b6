import { expect, test } from '@jest/globals'
import type { ActionResult, RunningAction } from '../src/demo/runner.js'
import { errorRatio, LIVE, ROLLBACK } from './support/configuration.js'
import { useScenes } from './support/scene.js'
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

test('after a run that ended by itself the post step does nothing', async () => {
  const scene = await open()
  const result = await scene.run()
  expect(result.post).toMatchObject({ exitCode: 0, stderr: '' })
  const before = scene.github.log.length
  expect(scene.github.log.slice(before)).toEqual([])
  expect(statusesOf(scene)).toHaveLength(2)
})

test('a directory that cannot be written costs the files, and nothing else', async () => {
  const scene = await open()
  const result = await scene.run({ inputs: { 'report-dir': '/dev/null/bakegate' } })
  expect(result.exitCode).toBe(0)
  expect(result.outputs).toMatchObject({ verdict: 'pass', 'evidence-path': '', 'report-path': '' })
  expect(result.stdout).toContain('report-dir')
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
