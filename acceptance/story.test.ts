import { expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { errorLines, errorRatio, health, latency, LIVE, ROLLBACK } from './support/configuration.js'
import { PULL_REQUEST, useScenes } from './support/scene.js'
import { resultOf, statusesOf } from './support/told.js'
import { until } from './support/wait.js'

const open = useScenes()
const checks = [errorRatio, latency, errorLines, health]

test('a good release passes, and every surface says so', async () => {
  const scene = await open({ config: [{ checks, rollback: ROLLBACK }] })
  const result = await scene.run()

  expect(result).toMatchObject({ exitCode: 0, stderr: '' })
  expect(result.outputs).toMatchObject({
    verdict: 'pass',
    'reason-code': 'nothing-worse',
    'rollback-status': 'none',
    'rollback-target': 'v1.0.0',
    'rollback-sha': scene.good,
    recovery: 'none',
    'rollback-run-id': '',
    'rollback-run-url': ''
  })
  expect(resultOf(result).checks.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['error ratio', 'pass'],
    ['p99 latency', 'pass'],
    ['error log lines', 'pass'],
    ['health endpoint', 'pass']
  ])
  expect(scene.comments()).toHaveLength(1)
  expect(scene.comments()[0]).toContain('**Bakegate: `v1.1.0` on `production` is healthy**')
  expect(result.outputs['comment-url']).toMatch(/\/acme\/shop\/pull\/42#issuecomment-\d+$/)
  expect(result.summary).toContain('is healthy')
  expect(statusesOf(scene)).toEqual([
    ['bakegate/production', 'pending'],
    ['bakegate/production', 'success']
  ])
  expect(scene.dispatches()).toEqual([])
})

test('the files of the report hold every sample, and charts that need nothing else', async () => {
  const scene = await open({ config: [{ checks }] })
  const { outputs } = await scene.run()

  const evidence = JSON.parse(await readFile(outputs['evidence-path'] ?? '', 'utf8')) as object
  expect(JSON.stringify(evidence)).toContain('error ratio')
  expect(evidence).toMatchObject({ schema_version: 1 })
  const page = await readFile(outputs['report-path'] ?? '', 'utf8')
  expect(page).toContain('<svg')
  expect(page).not.toMatch(/<script|<link|src=/)
})

test('a second run updates the comment of the first one', async () => {
  const scene = await open({ config: [{ checks }] })
  await scene.run()
  const [first] = scene.github.state.comments
  const again = await scene.run({ github: { runId: '9002' } })

  expect(again.exitCode).toBe(0)
  expect(scene.github.state.comments.map(({ id, issue }) => [id, issue])).toEqual([
    [first?.id, PULL_REQUEST]
  ])
  expect(scene.comments()[0]).toContain('actions/runs/9002')
})

test('during the bake the comment names a deadline, at its end it does not', async () => {
  const scene = await open({ config: [LIVE, { checks }], deployedAt: Date.now() })
  const running = scene.start()
  await until('the first comment', () => scene.comments().length === 1)
  const [during] = scene.comments()
  const result = await running.finished

  expect(result.outputs['verdict']).toBe('pass')
  expect(during).toMatch(/until|by .*UTC/)
  expect(during).toContain('no verdict')
  expect(scene.comments()).toHaveLength(1)
  expect(scene.comments()[0]).toContain('is healthy')
})

test('a bad release fails, is rolled back, and the service is proven to have recovered', async () => {
  const scene = await open({ config: [{ checks, rollback: ROLLBACK }] })
  scene.breakRelease()
  const result = await scene.run()

  expect(result.exitCode).toBe(1)
  expect(result.outputs).toMatchObject({
    verdict: 'fail',
    'reason-code': 'above-max',
    'rollback-status': 'succeeded',
    'rollback-target': 'v1.0.0',
    'rollback-sha': scene.good,
    recovery: 'recovered'
  })
  const runs = scene.dispatches()
  expect(runs).toHaveLength(1)
  expect(runs[0]?.inputs).toEqual({
    tag: 'v1.0.0',
    'bakegate-correlation': expect.stringMatching(/^bg1?-[\w-]+$/),
    'bakegate-origin': 'https://github.com/acme/shop/actions/runs/9001'
  })
  expect(runs[0]?.branch).toBe('main')
  expect(result.outputs['rollback-run-id']).toBe(String(runs[0]?.id))
  expect(scene.comments()).toHaveLength(1)
  expect(scene.comments()[0]).toContain(
    'failed and was rolled back to `v1.0.0`; the service recovered'
  )
  expect(result.summary).toContain('the service recovered')
  expect(statusesOf(scene)).toEqual([
    ['bakegate/production', 'pending'],
    ['bakegate/production', 'failure'],
    ['bakegate-rollback/production', 'failure']
  ])
})

test('a release that turns bad during the bake is rolled back before the bake is over', async () => {
  const bake = { settle: '0s', duration: '60s', interval: '1s' }
  const now = Date.now()
  const scene = await open({
    config: [LIVE, { bake, checks: [errorRatio], rollback: ROLLBACK }],
    deployedAt: now
  })
  scene.errors.from(now + 2_000, 30)
  const result = await scene.run()

  expect(result.outputs).toMatchObject({ verdict: 'fail', 'rollback-status': 'succeeded' })
  expect(result.durationMs).toBeLessThan(30_000)
})
