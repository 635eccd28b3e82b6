import { expect, test } from '@jest/globals'
import {
  errorRatio,
  errorLines,
  FEW_LOOKS,
  health,
  latency,
  LIVE,
  ROLLBACK
} from './support/configuration.js'
import type { Part } from './support/configuration.js'
import { curve } from './support/curve.js'
import { type Scene, useScenes } from './support/scene.js'
import { resultOf } from './support/told.js'

const open = useScenes()
const MINUTE = 60_000

/** What may be missing, and how it must be called. None of it passes, and none rolls back. */
const missing: readonly {
  readonly why: string
  readonly code: string
  readonly check?: Part
  readonly bake?: Part
  readonly arrange: (scene: Scene) => void
}[] = [
  {
    why: 'the series never existed',
    code: 'never-existed',
    check: { ...latency, query: 'latencyy' },
    arrange: () => undefined
  },
  {
    why: 'both counters never existed',
    code: 'never-existed',
    arrange: scene => {
      scene.requests.from(0, undefined)
      scene.errors.from(0, undefined)
    }
  },
  {
    why: 'the value stopped at the deploy',
    code: 'stopped-at-deploy',
    check: latency,
    arrange: scene => scene.latency.from(scene.deployedAt - MINUTE, undefined)
  },
  {
    why: 'the counters stopped at the deploy',
    code: 'stopped-at-deploy',
    arrange: scene => {
      scene.requests.from(scene.deployedAt - MINUTE, undefined)
      scene.errors.from(scene.deployedAt - MINUTE, undefined)
    }
  },
  {
    why: 'no request came since the deploy',
    code: 'zero-traffic',
    arrange: scene => {
      scene.requests.from(scene.deployedAt - MINUTE, 0)
      scene.errors.from(scene.deployedAt - MINUTE, 0)
    }
  },
  {
    why: 'no request ever came: 0/0',
    code: 'undefined-ratio',
    arrange: scene => {
      scene.requests.from(0, 0)
      scene.errors.from(0, 0)
    }
  },
  {
    why: 'too few requests came',
    code: 'too-few-requests',
    arrange: scene => scene.requests.from(0, 0.05)
  },
  {
    why: 'the series vanished half-way',
    code: 'stale-data',
    check: latency,
    arrange: scene => scene.latency.from(scene.deployedAt + 7 * MINUTE, undefined)
  },
  {
    why: 'the backend is down',
    code: 'provider-error',
    bake: FEW_LOOKS,
    arrange: scene => (scene.metrics.trouble = () => ({ status: 503, body: 'down' }))
  },
  {
    why: 'a login page answers',
    code: 'not-json',
    arrange: scene =>
      (scene.metrics.trouble = () => ({ status: 200, body: '<html>', type: 'text/html' }))
  },
  {
    why: 'the backend redirects to a login page',
    code: 'redirect-refused',
    arrange: scene =>
      (scene.metrics.trouble = () => ({
        status: 302,
        headers: { Location: 'https://login.example' }
      }))
  },
  {
    why: 'the backend says that data is missing',
    code: 'partial-data',
    arrange: scene => (scene.metrics.warnings = ['shard 3 did not answer'])
  },
  {
    why: 'the backend limits our requests',
    code: 'rate-limited',
    arrange: scene =>
      (scene.metrics.trouble = () => ({ status: 429, headers: { 'Retry-After': '60' } }))
  },
  {
    why: 'the backend refuses our credentials once the bake runs',
    code: 'not-authorised',
    arrange: scene =>
      (scene.metrics.trouble = () =>
        scene.writes().length > 0 ? { status: 401, body: 'expired' } : undefined)
  },
  {
    why: 'the query asks for more than the backend gives',
    code: 'response-too-large',
    bake: FEW_LOOKS,
    arrange: scene =>
      (scene.metrics.trouble = () => ({
        status: 200,
        type: 'application/json',
        body: ' '.repeat(40 * 1024 * 1024)
      }))
  }
]

test.each(missing)('not knowing is inconclusive: $why ($code)', async row => {
  const { code, check = errorRatio, bake = {}, arrange } = row
  const scene = await open({ config: [bake, { checks: [check], rollback: ROLLBACK }] })
  arrange(scene)
  const { exitCode, outputs } = await scene.run()

  expect(outputs).toMatchObject({
    verdict: 'inconclusive',
    'reason-code': code,
    'rollback-status': 'none'
  })
  expect(exitCode).toBe(1)
  expect(scene.dispatches()).toEqual([])
  expect(scene.comments()[0]).toContain('no verdict')
})

test.each([
  ['pass', 'pass', 'healthy', 0],
  ['fail', 'fail', 'no-data', 1],
  ['zero', 'pass', 'healthy', 0]
])('no-data: %s makes of a query without series: %s (%s)', async (noData, verdict, code, exit) => {
  const scene = await open({
    config: [{ checks: [{ ...latency, query: 'nothing', 'no-data': noData }] }]
  })
  const { exitCode, outputs } = await scene.run()
  expect([outputs['verdict'], outputs['reason-code'], exitCode]).toEqual([verdict, code, exit])
})

test('silence: fail makes a series that stopped at the deploy a failure', async () => {
  const scene = await open({ config: [{ checks: [{ ...latency, silence: 'fail' }] }] })
  scene.latency.from(scene.deployedAt - MINUTE, undefined)
  const { outputs } = await scene.run()
  expect(outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'silent' })
})

test('what was broken before the deploy as well is not blamed on the deploy', async () => {
  const scene = await open({ config: [{ rollback: ROLLBACK }] })
  scene.errors.from(0, 5)
  const { exitCode, outputs } = await scene.run()
  expect(outputs).toMatchObject({
    verdict: 'inconclusive',
    'reason-code': 'already-failing',
    'rollback-status': 'none'
  })
  expect(exitCode).toBe(1)
  expect(scene.dispatches()).toEqual([])
})

test('what was broken before and is worse now fails', async () => {
  const scene = await open({
    config: [{ checks: [{ ...errorRatio, compare: { worse: 'higher', tolerance: '50%' } }] }]
  })
  scene.errors.from(0, 5)
  scene.errors.from(scene.deployedAt, 40)
  const { outputs } = await scene.run()
  expect(outputs['verdict']).toBe('fail')
})

test('a value above its maximum at one evaluation only passes, and the table shows it', async () => {
  const scene = await open({ config: [{ checks: [latency] }] })
  scene.latency.from(scene.deployedAt + 5 * MINUTE, 2)
  scene.latency.from(scene.deployedAt + 5 * MINUTE + 30_000, 0.2)
  const { outputs } = await scene.run()
  expect(outputs).toMatchObject({ verdict: 'pass', 'reason-code': 'healthy' })
})

test('the same value fails a critical check', async () => {
  const scene = await open({ config: [{ checks: [{ ...latency, critical: true }] }] })
  scene.latency.from(scene.deployedAt + 5 * MINUTE, 2)
  scene.latency.from(scene.deployedAt + 5 * MINUTE + 30_000, 0.2)
  const { outputs } = await scene.run()
  expect(outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'above-max' })
})

test('a breach is a breach while another endpoint is down, which is named', async () => {
  const scene = await open({ config: [FEW_LOOKS, { checks: [errorRatio, errorLines] }] })
  scene.breakRelease()
  scene.logs.trouble = () => 'cut'
  const result = await scene.run()
  expect(result.outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'above-max' })
  expect(resultOf(result).checks.find(({ name }) => name === 'error log lines')).toMatchObject({
    verdict: 'inconclusive',
    reason_code: 'provider-error'
  })
})

test('more log lines than before the deploy fail the release', async () => {
  const scene = await open({
    config: [{ checks: [errorLines], baseline: { duration: '1h', gap: '1m', history: '1d' } }]
  })
  scene.errorLines.from(0, 1)
  scene.errorLines.from(scene.deployedAt, 20)
  const { outputs } = await scene.run()
  expect(outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'worse-than-baseline' })
})

test('a health endpoint that answers 500 fails the release', async () => {
  const scene = await open({
    config: [LIVE, { checks: [{ ...health, 'fail-after': 2 }] }],
    deployedAt: Date.now()
  })
  scene.health.status = 500
  const { outputs } = await scene.run()
  expect(outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'probe-failed' })
})

test('an alert that fires fails the release', async () => {
  const alert = { name: 'no page', endpoint: 'metrics', firing: { severity: 'page' } }
  const scene = await open({
    config: [LIVE, { checks: [alert] }],
    deployedAt: Date.now(),
    metrics: { ALERTS: [{ labels: {}, curve: curve(1) }] }
  })
  const { outputs } = await scene.run()
  expect(outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'alert-firing' })
})

test('of several series the worst decides, and is named', async () => {
  const pods = ['a', 'b', 'c'].map(pod => ({ labels: { pod }, curve: curve(0.2) }))
  const scene = await open({
    config: [{ checks: [{ ...latency, query: 'by_pod' }] }],
    metrics: { by_pod: pods }
  })
  pods[1]?.curve.from(scene.deployedAt, 3)
  const { outputs } = await scene.run()
  expect(outputs['verdict']).toBe('fail')
  expect(scene.comments()[0]).toMatch(/pod="?b/)
})

test('required: false is reported and not counted', async () => {
  const optional = { ...errorRatio, name: 'optional', required: false }
  const scene = await open({ config: [{ checks: [latency, optional], rollback: ROLLBACK }] })
  scene.breakRelease()
  const result = await scene.run()
  expect(result.exitCode).toBe(0)
  expect(result.outputs['verdict']).toBe('pass')
  expect(resultOf(result).checks.find(({ name }) => name === 'optional')?.verdict).toBe('fail')
  expect(scene.dispatches()).toEqual([])
})

test.each([
  ['fail', 1, 'none'],
  ['pass', 0, 'none'],
  ['rollback', 1, 'succeeded']
])('on-inconclusive: %s ends with %i and rollback-status %s', async (choice, exit, status) => {
  const scene = await open({ config: [{ rollback: ROLLBACK, checks: [latency] }] })
  scene.latency.from(scene.deployedAt - MINUTE, undefined)
  const { exitCode, outputs } = await scene.run({ inputs: { 'on-inconclusive': choice } })
  expect([outputs['verdict'], exitCode, outputs['rollback-status']]).toEqual([
    'inconclusive',
    exit,
    status
  ])
})

test('a dead endpoint ends the bake early, when no other check can still decide', async () => {
  const bake = { settle: '0s', duration: '5m', interval: '1s' }
  const scene = await open({ config: [LIVE, { bake }], deployedAt: Date.now() })
  scene.metrics.trouble = () => 'cut'
  const { outputs, durationMs } = await scene.run()
  expect(outputs).toMatchObject({ verdict: 'inconclusive', 'reason-code': 'provider-error' })
  expect(durationMs).toBeLessThan(45_000)
})
