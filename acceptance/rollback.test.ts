import { expect, test } from '@jest/globals'
import type { Run } from '../src/demo/github.js'
import { errorLines, ROLLBACK, ROLLBACK_WORKFLOW } from './support/configuration.js'
import type { Part } from './support/configuration.js'
import {
  BOT,
  PERMISSIONS,
  type Scene,
  type SceneOptions,
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
  readonly arrange?: (scene: Scene) => void
}[] = [
  {
    why: 'the only release before was deployed to another commit without a tag',
    code: 'untagged-target',
    arrange: ({ github }) => {
      github.removeTag('v1.0.0')
      github.state.releases.splice(0, 1)
    }
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
  const result = await scene.run()
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

test('a token of its own dispatches where the job token may not', async () => {
  const scene = await failing({ permissions: { ...PERMISSIONS, actions: 'read' } })
  const other = TOKEN.replace('ghs_', 'ghp_')
  scene.github.addToken(other, { login: BOT, permissions: { actions: 'write', contents: 'read' } })
  const { outputs } = await scene.run({ inputs: { 'rollback-token': other } })
  expect(outputs['rollback-status']).toBe('succeeded')
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

test('an incident is one issue, opened with the dispatch and rewritten at the end', async () => {
  const scene = await failing({
    permissions: { ...PERMISSIONS, issues: 'write' },
    config: [{ rollback: { ...ROLLBACK, issue: true, 'max-per-hour': 9 } }]
  })
  await scene.run()
  const { issues } = scene.github.state
  expect(issues).toHaveLength(1)
  expect(issues[0]?.title).toMatch(/rolled back/)
  expect(issues[0]?.body).toMatch(/Timeline[\s\S]*rollback dispatched[\s\S]*recovered/)
  const written = scene.writes().filter(write => /\/issues(\/\d+)?$/.test(write))
  const [first, ...others] = written.map(write => write.split(' ')[0])
  expect(first).toBe('POST')
  expect(new Set(others)).toEqual(new Set(['PATCH']))
})

function inputsOf(runs: readonly Run[]): readonly (string | undefined)[] {
  return runs.map(({ inputs }) => inputs['tag'])
}
