import { expect, test } from '@jest/globals'
import type { Run } from '../src/demo/github.js'
import { errorLines, ROLLBACK, ROLLBACK_WORKFLOW } from './support/configuration.js'
import type { Part } from './support/configuration.js'
import {
  BOT,
  PERMISSIONS,
  publish,
  type Scene,
  type SceneOptions,
  succeed,
  TOKEN,
  useScenes
} from './support/scene.js'
import { resultOf } from './support/told.js'

const open = useScenes()
const DAY = 24 * 60 * 60_000

async function failing(options: SceneOptions = {}): Promise<Scene> {
  const scene = await open({ config: [{ rollback: ROLLBACK }], ...options })
  scene.breakRelease()
  return scene
}

/** Why a failed release is not rolled back. The verdict stays, and nothing is dispatched. */
const refusals: readonly {
  readonly why: string
  readonly code: string
  readonly rollback?: Part
  readonly config?: Part
  readonly github?: { readonly workflow: string }
  readonly event?: { readonly name: string; readonly payload: unknown }
  readonly arrange?: (scene: Scene) => void
}[] = [
  {
    why: 'there is no release to go back to',
    code: 'no-target',
    arrange: ({ github }) => {
      github.removeTag('v1.0.0')
      github.state.releases.splice(0)
      github.state.deployments.splice(0, 1)
    }
  },
  {
    why: 'the only release before was deployed to another commit without a tag',
    code: 'untagged-target',
    arrange: ({ github }) => {
      github.removeTag('v1.0.0')
      github.state.releases.splice(0, 1)
    }
  },
  {
    why: 'the target is below the floor',
    code: 'below-min-version',
    rollback: { 'min-version': 'v1.0.5' }
  },
  {
    why: 'files changed that cannot be undone',
    code: 'irreversible-change',
    rollback: { 'refuse-if-changed': ['src/**'] }
  },
  {
    why: 'only log lines speak against the release',
    code: 'logs-only',
    rollback: { 'logs-may-rollback': 'never' },
    config: { checks: [{ ...errorLines, compare: undefined, max: 100 }] }
  },
  {
    why: 'the run is itself a rollback, by its file',
    code: 'is-rollback',
    event: { name: 'workflow_dispatch', payload: { inputs: { tag: 'v1.0.0' } } },
    github: { workflow: 'rollback.yml' }
  },
  {
    why: 'the environment was rolled back a moment ago',
    code: 'too-many-rollbacks',
    arrange: ({ github }) => {
      github.addRun('rollback.yml', { title: 'Rollback to v0.9.0', at: Date.now() - 600_000 })
    }
  }
]

test.each(refusals)('a rollback is refused when $why ($code)', async row => {
  const scene = await failing({
    config: [{ rollback: { ...ROLLBACK, ...row.rollback } }, row.config ?? {}]
  })
  row.arrange?.(scene)
  const workflow = row.github?.workflow ?? 'deploy.yml'
  const result = await scene.run({
    ...(row.event === undefined ? {} : { event: row.event }),
    env: { GITHUB_WORKFLOW_REF: `acme/shop/.github/workflows/${workflow}@refs/heads/main` }
  })
  expect(result.exitCode).toBe(1)
  expect(result.outputs).toMatchObject({ verdict: 'fail', 'rollback-status': 'refused' })
  expect(resultOf(result).rollback['code']).toBe(row.code)
  expect(scene.dispatches()).toEqual([])
  expect(scene.comments()[0]).toMatch(/NOT rolled back/)
})

test('a tag that a person names and that is the deployed commit is refused', async () => {
  const scene = await failing()
  const result = await scene.run({ inputs: { 'rollback-to': 'v1.1.0' } })
  expect(result.outputs).toMatchObject({ verdict: 'fail', 'rollback-status': 'refused' })
  expect(resultOf(result).rollback['code']).toBe('same-commit')
  expect(scene.dispatches()).toEqual([])
})

test('a newer deploy takes the place of the one that is judged', async () => {
  const scene = await failing()
  publish(scene.github, 'v1.2.0', 43, Date.now())
  const { exitCode, outputs } = await scene.run()
  expect(exitCode).toBe(1)
  expect(outputs).toMatchObject({
    verdict: 'inconclusive',
    'reason-code': 'superseded',
    'rollback-status': 'none'
  })
  expect(scene.dispatches()).toEqual([])
})

test('a failure that a newer deploy came after stands, and is not rolled back', async () => {
  const scene = await failing()
  const running = scene.start({
    onLine: line => {
      if (line.startsWith('look ')) publish(scene.github, 'v1.2.0', 43, Date.now())
    }
  })
  const result = await running.finished
  expect(result.outputs).toMatchObject({ verdict: 'fail', 'rollback-status': 'refused' })
  expect(resultOf(result).rollback['code']).toBe('superseded')
  expect(scene.dispatches()).toEqual([])
})

test('a second gate for the same commit is refused, and names the first', async () => {
  const scene = await failing({ config: [{ rollback: { ...ROLLBACK, 'max-per-hour': 9 } }] })
  await scene.run()
  scene.errors.from(scene.deployedAt, 8)
  const second = await scene.run({ github: { runId: '9002' } })
  expect(second.outputs['rollback-status']).toBe('refused')
  expect(resultOf(second).rollback['code']).toBe('already-rolled-back')
  expect(scene.dispatches()).toHaveLength(1)
})

/** How a dispatched run may end. Only `success` is success. */
const ends: readonly (readonly [string, string, string, string])[] = [
  ['completed', 'failure', 'failed', 'run-failed'],
  ['completed', 'cancelled', 'failed', 'run-cancelled'],
  ['completed', 'timed_out', 'failed', 'run-timed-out'],
  ['completed', 'startup_failure', 'failed', 'run-failed'],
  ['completed', 'skipped', 'failed', 'run-failed'],
  ['completed', 'neutral', 'failed', 'run-failed'],
  ['waiting', '', 'dispatched', 'waiting-approval'],
  ['pending', '', 'failed', 'concurrency-deadlock'],
  ['queued', '', 'failed', 'not-started']
]

test.each(ends)(
  'a run that is %s %s makes the rollback %s (%s)',
  async (state, conclusion, status, code) => {
    const scene = await failing({
      config: [{ rollback: { ...ROLLBACK, 'start-timeout': '3s' } }],
      onDispatch: (run, { github }) =>
        github.planRun(run, [
          { after: 200, status: state, ...(conclusion === '' ? {} : { conclusion }) }
        ])
    })
    const result = await scene.run()
    expect(result.exitCode).toBe(1)
    expect(result.outputs).toMatchObject({
      verdict: 'fail',
      'rollback-status': status,
      recovery: 'none',
      'rollback-run-id': String(scene.dispatches()[0]?.id)
    })
    expect(resultOf(result).rollback['code']).toBe(code)
    expect(scene.dispatches()).toHaveLength(1)
  }
)

test('a server that does not name the run leaves it to be found among others', async () => {
  const scene = await failing({
    github: { enterprise: true },
    onDispatch: (run, the) => {
      for (const title of ['Rollback to v1.0.0', 'Rollback to v1.0.0 bg-other', 'Nightly']) {
        the.github.addRun('rollback.yml', { title })
      }
      succeed(run, the)
    },
    config: [{ rollback: { ...ROLLBACK, 'max-per-hour': 9 } }]
  })
  const { outputs } = await scene.run()
  expect(outputs['rollback-status']).toBe('succeeded')
  expect(outputs['rollback-run-id']).toBe(String(scene.dispatches()[0]?.id))
})

test('a dispatch whose answer is lost is not repeated when a run came of it', async () => {
  const scene = await failing()
  scene.github.fail({
    method: 'POST',
    path: /dispatches$/,
    effect: 'after',
    answer: 'cut',
    times: 1
  })
  const { outputs } = await scene.run()
  expect(outputs['rollback-status']).toBe('succeeded')
  expect(scene.dispatches()).toHaveLength(1)
})

test('a workflow without our inputs gets its own one only', async () => {
  const scene = await failing({
    rollbackWorkflow: ROLLBACK_WORKFLOW.split('\n')
      .filter(line => !line.includes('bakegate-'))
      .join('\n')
  })
  const { outputs } = await scene.run()
  expect(outputs['rollback-status']).toBe('succeeded')
  expect(scene.dispatches()[0]?.inputs).toEqual({ tag: 'v1.0.0' })
})

test('a token that may not dispatch fails the rollback, and keeps the verdict', async () => {
  const scene = await failing({ permissions: { ...PERMISSIONS, actions: 'read' } })
  const result = await scene.run()
  expect(result.exitCode).toBe(1)
  expect(result.outputs).toMatchObject({ verdict: 'fail', 'rollback-status': 'failed' })
  expect(resultOf(result).rollback['code']).toBe('not-permitted')
  expect(scene.comments()[0]).toContain('actions: write')
})

test('a token of its own dispatches where the job token may not', async () => {
  const scene = await failing({ permissions: { ...PERMISSIONS, actions: 'read' } })
  const other = TOKEN.replace('ghs_', 'ghp_')
  scene.github.addToken(other, { login: BOT, permissions: { actions: 'write', contents: 'read' } })
  const { outputs } = await scene.run({ inputs: { 'rollback-token': other } })
  expect(outputs['rollback-status']).toBe('succeeded')
})

test('a target whose tag is deleted during the bake is not rolled back to', async () => {
  const scene = await failing()
  let told = false
  const result = await scene.run({
    onLine: line => {
      if (told || !line.includes('Judging')) return
      told = true
      scene.github.removeTag('v1.0.0')
    }
  })
  expect(result.outputs['rollback-status']).toBe('failed')
  expect(resultOf(result).rollback['code']).toBe('target-gone')
  expect(scene.dispatches()).toEqual([])
})

test('a release known to be bad is passed over for the one before it', async () => {
  const scene = await failing()
  const { github, good, release, deployedAt } = scene
  const middle = github.addCommit({ message: 'Middle', parents: [good], branch: 'old' })
  github.addTag('v1.0.1', middle)
  github.addRelease('v1.0.1', { publishedAt: deployedAt - 2 * DAY })
  github.addDeployment({ environment: 'production', sha: middle, at: deployedAt - 2 * DAY })
  github.addStatus({ sha: middle, context: 'bakegate/production', state: 'failure' })
  const { outputs } = await scene.run()
  expect(release).not.toBe(middle)
  expect(outputs).toMatchObject({ 'rollback-status': 'succeeded', 'rollback-target': 'v1.0.0' })
  expect(inputsOf(scene.dispatches())).toEqual(['v1.0.0'])
})

function inputsOf(runs: readonly Run[]): readonly (string | undefined)[] {
  return runs.map(({ inputs }) => inputs['tag'])
}
