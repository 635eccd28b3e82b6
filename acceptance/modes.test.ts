import { expect, test } from '@jest/globals'
import { errorRatio, latency, ROLLBACK } from './support/configuration.js'
import { type Scene, useScenes } from './support/scene.js'
import { resultOf, statusesOf } from './support/told.js'

const open = useScenes()
const config = [{ rollback: ROLLBACK }]
/** An endpoint whose credential only the jobs that measure have. */
const guarded = {
  endpoints: {
    metrics: {
      provider: 'prometheus',
      url: 'https://prometheus.example.com',
      'bearer-token': '${PROMETHEUS_TOKEN}'
    }
  }
}

/** The first of two jobs, whose `result` the second one gets. */
async function analyze(scene: Scene): Promise<string> {
  const first = await scene.run({ inputs: { mode: 'analyze' } })
  expect(scene.dispatches()).toEqual([])
  return first.outputs['result'] ?? ''
}

test('analyze judges and reports, and dispatches nothing', async () => {
  const scene = await open({ config })
  scene.breakRelease()
  const { exitCode, outputs } = await scene.run({ inputs: { mode: 'analyze' } })
  expect(exitCode).toBe(1)
  expect(outputs).toMatchObject({
    verdict: 'fail',
    'rollback-status': 'none',
    'rollback-target': 'v1.0.0'
  })
  expect(scene.dispatches()).toEqual([])
  expect(statusesOf(scene)).toContainEqual(['bakegate/production', 'failure'])
})

test('analyze needs no permission to dispatch', async () => {
  const permissions = {
    contents: 'read',
    'pull-requests': 'write',
    statuses: 'write',
    deployments: 'read',
    actions: 'read'
  } as const
  const scene = await open({ config, permissions })
  const result = await scene.run({ inputs: { mode: 'analyze' } })
  expect(result.exitCode).toBe(0)
  expect(resultOf(result).warnings).toEqual([])
})

test('rollback acts on the analysis of another job of its run, and its comment replaces that one', async () => {
  const scene = await open({ config })
  scene.breakRelease()
  const analysis = await analyze(scene)
  const second = await scene.run({ inputs: { mode: 'rollback', analysis } })

  expect(second.exitCode).toBe(1)
  expect(second.outputs).toMatchObject({
    verdict: 'fail',
    'reason-code': 'above-max',
    'rollback-status': 'succeeded',
    'rollback-target': 'v1.0.0',
    recovery: 'recovered'
  })
  expect(scene.dispatches().map(({ inputs }) => inputs['tag'])).toEqual(['v1.0.0'])
  expect(scene.comments()).toHaveLength(1)
  expect(scene.comments()[0]).toContain('rolled back to `v1.0.0`; the service recovered')
})

test('rollback has nothing to do after a pass', async () => {
  const scene = await open({ config })
  const analysis = await analyze(scene)
  const { exitCode, outputs } = await scene.run({ inputs: { mode: 'rollback', analysis } })
  expect([exitCode, outputs['verdict'], outputs['rollback-status']]).toEqual([0, 'pass', 'none'])
})

test.each([
  ['empty', () => ''],
  ['no JSON', () => 'yes, please'],
  ['of another repository', (text: string) => text.replaceAll('acme/shop', 'acme/other')],
  ['of another environment', (text: string) => text.replace('"production"', '"staging"')],
  ['of another run', (text: string) => text.replace('"run_id":"9001"', '"run_id":"9000"')],
  ['of another commit', (text: string) => text.replace(/"sha":"[0-9a-f]{4}/, '"sha":"0000')]
])('rollback refuses an analysis that is %s', async (_, change) => {
  const scene = await open({ config })
  scene.breakRelease()
  const analysis = change(await analyze(scene))
  const { exitCode, outputs } = await scene.run({ inputs: { mode: 'rollback', analysis } })
  expect(exitCode).toBe(1)
  expect(outputs['rollback-status']).toBe('refused')
  expect(outputs['reason-code']).toBe('no-analysis')
  expect(scene.dispatches()).toEqual([])
})

test('resolve prints the target and does nothing, without any credential of a backend', async () => {
  const scene = await open({ config: [guarded, ...config] })
  const { exitCode, outputs } = await scene.run({ inputs: { mode: 'resolve' } })
  expect(exitCode).toBe(0)
  expect(outputs).toMatchObject({
    'rollback-target': 'v1.0.0',
    'rollback-sha': scene.good,
    'rollback-status': 'none'
  })
  expect(scene.writes()).toEqual([])
})

test('resolve takes the tag that a person gives, when it is a release', async () => {
  const scene = await open({ config })
  const { outputs } = await scene.run({ inputs: { mode: 'resolve', 'rollback-to': 'v1.0.0' } })
  expect(outputs['rollback-sha']).toBe(scene.good)
})

test.each(['v9.9.9', '-rf', 'v1.0;id', '../v1.0.0', 'main'])('resolve refuses %s', async tag => {
  const scene = await open({ config })
  const { exitCode, outputs } = await scene.run({
    inputs: { mode: 'resolve', 'rollback-to': tag }
  })
  expect(exitCode).toBe(1)
  expect(outputs['rollback-target']).toBe('')
})

/** After a rollback by hand: v1.0.0 is deployed again, a moment ago. */
const verifying = { mode: 'verify' }
const verification = [
  { rollback: { ...ROLLBACK, verify: { settle: '0s', duration: '2s' } }, checks: [errorRatio] }
]

test('verify judges by limits alone, and ends with 0 when the service is well', async () => {
  const scene = await open({ config: verification, deployedAt: Date.now() - 5_000 })
  const { exitCode, outputs } = await scene.run({ inputs: verifying })
  expect([exitCode, outputs['recovery']]).toEqual([0, 'recovered'])
  expect(scene.writes()).toEqual([])
})

test('verify ends with 1 when the service is not', async () => {
  const scene = await open({ config: verification, deployedAt: Date.now() - 5_000 })
  scene.errors.from(0, 30)
  const { exitCode, outputs } = await scene.run({ inputs: verifying })
  expect([exitCode, outputs['recovery']]).toEqual([1, 'not-recovered'])
})

test('verify cannot tell of a check that only compares, without an analysis', async () => {
  const compares = { ...latency, max: undefined, compare: { worse: 'higher', tolerance: '20%' } }
  const scene = await open({
    config: [...verification, { checks: [compares] }],
    deployedAt: Date.now() - 5_000
  })
  const { exitCode, outputs } = await scene.run({ inputs: verifying })
  expect([exitCode, outputs['recovery']]).toEqual([1, 'cannot-tell'])
})

test('verify with an analysis asks the checks that failed', async () => {
  const scene = await open({ config: [{ rollback: ROLLBACK, checks: [errorRatio, latency] }] })
  scene.breakRelease()
  const analysis = await analyze(scene)
  scene.heal()
  const rolledBackAt = new Date(Date.now()).toISOString()
  const result = await scene.run({
    inputs: { mode: 'verify', analysis, 'deployed-at': rolledBackAt }
  })
  expect([result.exitCode, result.outputs['recovery']]).toEqual([0, 'recovered'])
  expect(resultOf(result).checks.map(({ name }) => name)).toEqual(['error ratio'])
})

test('verify leaves the judging to the gate that dispatched the run', async () => {
  const scene = await open({ config })
  const { exitCode, outputs } = await scene.run({
    inputs: verifying,
    event: {
      name: 'workflow_dispatch',
      payload: { inputs: { tag: 'v1.0.0', 'bakegate-origin': 'https://github.com/acme/shop' } }
    }
  })
  expect(exitCode).toBe(0)
  expect(outputs['verdict'] ?? '').toBe('')
  expect(scene.github.log).toEqual([])
  expect(scene.metrics.seen).toEqual([])
})

test.each([
  ['pass', 'success'],
  ['fail', 'failure']
])(
  'override records %s with who and why, without any credential of a backend',
  async (verdict, state) => {
    const scene = await open({ config: [guarded] })
    const { exitCode, outputs } = await scene.run({
      inputs: { mode: 'override', verdict, reason: 'a false alarm', sha: scene.good }
    })
    expect([exitCode, outputs['verdict']]).toEqual([0, verdict])
    expect(scene.github.state.statuses).toMatchObject([
      {
        sha: scene.good,
        state,
        context: 'bakegate/production',
        description: 'override by octocat: a false alarm'
      }
    ])
  }
)

test('override needs no configuration, which may be what is broken', async () => {
  const scene = await open({ configText: 'version: 2' })
  const inputs = { mode: 'override', verdict: 'pass', reason: 'a false alarm' }
  const { exitCode, outputs } = await scene.run({ inputs })
  expect([exitCode, outputs['verdict']]).toEqual([0, 'pass'])
})

test('override ends with 1 where the verdict could not be recorded', async () => {
  const scene = await open({ permissions: { contents: 'read' } })
  const result = await scene.run({
    inputs: { mode: 'override', verdict: 'pass', reason: 'a false alarm' }
  })
  expect(result.exitCode).toBe(1)
  expect(result.stdout).toContain('statuses: write')
})

test('a release that a person called bad is no target', async () => {
  const scene = await open({ config })
  await scene.run({
    inputs: { mode: 'override', verdict: 'fail', reason: 'it leaks', sha: scene.good }
  })
  const { exitCode, outputs } = await scene.run({ inputs: { mode: 'resolve' } })
  expect([exitCode, outputs['reason-code']]).toEqual([1, 'no-target'])
})

test('a dry run says what would have happened, and ends with 0', async () => {
  const scene = await open({ config })
  scene.breakRelease()
  const { exitCode, outputs } = await scene.run({ inputs: { 'dry-run': 'true' } })
  expect([exitCode, outputs['verdict'], outputs['rollback-status']]).toEqual([0, 'fail', 'none'])
  expect(outputs['rollback-target']).toBe('v1.0.0')
  expect(scene.comments()[0]).toMatch(/dry run/i)
  expect(scene.dispatches()).toEqual([])
})

test('a dry run of a verification or of a search for a target ends with 0, whatever it finds', async () => {
  const scene = await open({ config: verification, deployedAt: Date.now() - 5_000 })
  scene.errors.from(0, 30)
  const verified = await scene.run({ inputs: { ...verifying, 'dry-run': 'true' } })
  expect([verified.exitCode, verified.outputs['recovery']]).toEqual([0, 'not-recovered'])
  const inputs = { mode: 'resolve', 'rollback-to': 'v9.9.9', 'dry-run': 'true' }
  const resolved = await scene.run({ inputs })
  expect([resolved.exitCode, resolved.outputs['rollback-status']]).toEqual([0, 'refused'])
})

test('a dry run of a wrong configuration ends with 1 all the same', async () => {
  const scene = await open({ configText: 'version: 2' })
  const { exitCode } = await scene.run({ inputs: { 'dry-run': 'true' } })
  expect(exitCode).toBe(1)
})
