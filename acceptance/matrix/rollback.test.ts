import { expect } from '@jest/globals'
import { startGitHub } from '../../src/demo/github.js'
import type { Part } from '../support/configuration.js'
import { LIVE, ROLLBACK, ROLLBACK_WORKFLOW } from '../support/configuration.js'
import {
  BOT,
  PERMISSIONS,
  publish,
  type Scene,
  type SceneOptions,
  succeed,
  TOKEN,
  useScenes
} from '../support/scene.js'
import { resultOf } from '../support/told.js'
import { row } from './row.js'
import type { RowId } from './rows.js'

const open = useScenes()
const dispatches = /dispatches$/
const OTHER_TOKEN = TOKEN.replace('ghs_', 'ghp_')

async function failing(options: SceneOptions = {}): Promise<Scene> {
  const scene = await open({ config: [{ rollback: ROLLBACK }], ...options })
  scene.breakRelease()
  return scene
}

/** What the action says about its rollback. */
async function rollbackOf(scene: Scene, call: Parameters<Scene['run']>[0] = {}) {
  const result = await scene.run(call)
  expect(result.exitCode).toBe(1)
  const { verdict, 'rollback-status': status } = result.outputs
  return { result, verdict, status, code: resultOf(result).rollback['code'] }
}

/** Does something once, when the bake has begun. */
function duringBake(act: () => void): (line: string) => void {
  let done = false
  return line => {
    if (done || !line.includes('Judging')) return
    done = true
    act()
  }
}

function sentDispatches(scene: Scene): number {
  return scene.github.log.filter(({ method, path }) => method === 'POST' && dispatches.test(path))
    .length
}

// ── before the bake ──────────────────────────────────────────────────────────────────────────────

const undispatchable: readonly (readonly [RowId, string, SceneOptions, RegExp])[] = [
  ['F01', 'no such file', { rollbackWorkflow: undefined }, /rollback\.yml/],
  [
    'F03',
    'not to be dispatched',
    { rollbackWorkflow: 'on: push\njobs: {}\n' },
    /workflow_dispatch/
  ],
  [
    'F03',
    'no such input',
    { config: [{ rollback: { ...ROLLBACK, input: 'version' } }] },
    /version/
  ],
  [
    'F03',
    'one input more',
    {
      rollbackWorkflow: ROLLBACK_WORKFLOW.replace(
        'inputs:\n',
        'inputs:\n      ticket: {type: string, required: true}\n'
      )
    },
    /ticket/
  ]
]

for (const [id, variant, options, told] of undispatchable) {
  row(id, variant, async () => {
    const scene = await failing(options)
    await expectUndispatchable(scene, told)
  })
}

for (const state of ['disabled_manually', 'disabled_inactivity']) {
  row('F02', state, async () => {
    const scene = await failing()
    scene.github.setWorkflowState('rollback.yml', state)
    await expectUndispatchable(scene, /rollback\.yml/)
  })
}

async function expectUndispatchable(scene: Scene, told: RegExp): Promise<void> {
  const result = await scene.run()
  expect(result.exitCode).toBe(1)
  expect(result.outputs).toMatchObject({
    verdict: 'config-error',
    'reason-code': 'workflow-not-dispatchable',
    'rollback-status': 'none'
  })
  expect(resultOf(result).problems.join('\n')).toMatch(told)
  expect([scene.metrics.seen.length, scene.writes()]).toEqual([0, []])
}

// ── the dispatch ─────────────────────────────────────────────────────────────────────────────────

row('F04', async () => {
  const scene = await failing()
  const disable = duringBake(() =>
    scene.github.setWorkflowState('rollback.yml', 'disabled_manually')
  )
  const { verdict, status, code } = await rollbackOf(scene, { onLine: disable })
  expect([verdict, status, code]).toEqual(['fail', 'failed', 'dispatch-rejected'])
  expect(firstLineOf(scene)).toContain('NOT rolled back')
  expect(scene.comments()[0]).toContain('disabled')
})

row('F05', async () => {
  const scene = await failing()
  scene.github.fail({
    method: 'POST',
    path: dispatches,
    effect: 'before',
    answer: { status: 422, message: 'No ref found for: main' },
    times: 9
  })
  const { verdict, status, code } = await rollbackOf(scene)
  expect([verdict, status, code]).toEqual(['fail', 'failed', 'dispatch-rejected'])
  expect(sentDispatches(scene)).toBe(1)
  expect(scene.comments()[0]).toContain('No ref found')
})

row('F06', async () => {
  const scene = await failing({ permissions: { ...PERMISSIONS, actions: 'read' } })
  const { verdict, status, code } = await rollbackOf(scene)
  expect([verdict, status, code]).toEqual(['fail', 'failed', 'not-permitted'])
  expect(scene.comments()[0]).toContain('actions: write')
})

row('F07', async () => {
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
  const { result, status } = await rollbackOf(scene)
  expect(status).toBe('succeeded')
  expect(result.outputs['rollback-run-id']).toBe(String(scene.dispatches()[0]?.id))
})

row('F23', 'no other token', async () => {
  const scene = await failing()
  scene.github.fail({
    method: 'POST',
    path: dispatches,
    effect: 'before',
    answer: { status: 401, message: 'Bad credentials' },
    times: 9
  })
  const { verdict, status, code } = await rollbackOf(scene)
  expect([verdict, status, code]).toEqual(['fail', 'failed', 'token-expired'])
  expect(sentDispatches(scene)).toBe(1)
})

row('F23', 'a rollback-token', async () => {
  const scene = await failing()
  scene.github.addToken(OTHER_TOKEN, {
    login: BOT,
    permissions: { actions: 'write', contents: 'read', statuses: 'write' }
  })
  const { status } = await rollbackOf(scene, {
    inputs: { 'rollback-token': OTHER_TOKEN },
    onLine: duringBake(() => void scene.github.state.tokens.delete(TOKEN))
  })
  expect(status).toBe('succeeded')
  expect(scene.dispatches()).toHaveLength(1)
})

row('F24', 'in the same repository', async () => {
  const scene = await failing()
  scene.github.fail({
    method: 'POST',
    path: dispatches,
    effect: 'before',
    answer: { status: 404, message: 'Not Found' },
    times: 9
  })
  const { verdict, status, code } = await rollbackOf(scene)
  expect([verdict, status, code]).toEqual(['fail', 'failed', 'not-permitted'])
  expect(scene.comments()[0]).toMatch(/token of an App/)
})

// ── in another repository ────────────────────────────────────────────────────────────────────────

/** A shop whose rollback workflow stands in acme/operations. */
async function operated({ isPrivate }: { readonly isPrivate: boolean }) {
  const operations = await startGitHub({
    name: 'operations',
    onDispatch: run => {
      operations.planRun(run, [
        { after: 300, status: 'in_progress' },
        { after: 1_200, status: 'completed', conclusion: 'success' }
      ])
      scene.heal()
    }
  })
  operations.state.private = isPrivate
  operations.addToken(TOKEN, { login: BOT, permissions: READING, isForeign: true })
  operations.addWorkflow('rollback.yml', ROLLBACK_WORKFLOW)
  const scene = await failing({
    config: [{ rollback: { ...ROLLBACK, repository: 'acme/operations' } }],
    rollbackWorkflow: undefined,
    github: { neighbours: [operations] }
  })
  return { scene, operations }
}

const READING = { contents: 'read', actions: 'read' } as const

row('F24', 'a private one, by the token of the job', async () => {
  const { scene } = await operated({ isPrivate: true })
  const result = await scene.run()
  expect(result.exitCode).toBe(1)
  expect(result.outputs).toMatchObject({ verdict: 'config-error', 'reason-code': 'not-authorised' })
  expect(resultOf(result).problems.join('\n')).toMatch(/rollback-token.*token of an App/)
  expect([scene.metrics.seen.length, scene.writes()]).toEqual([0, []])
})

row('F24', 'a public one, by the token of the job', async () => {
  const { scene, operations } = await operated({ isPrivate: false })
  const { verdict, status, code } = await rollbackOf(scene)
  expect([verdict, status, code]).toEqual(['fail', 'failed', 'not-permitted'])
  expect(scene.comments()[0]).toMatch(/token of an App/)
  expect(operations.state.runs).toEqual([])
})

row('F24', 'by the token of an App', async () => {
  const { scene, operations } = await operated({ isPrivate: true })
  operations.addToken(OTHER_TOKEN, {
    login: 'operator[bot]',
    permissions: { actions: 'write', contents: 'read' }
  })
  const { result, status } = await rollbackOf(scene, { inputs: { 'rollback-token': OTHER_TOKEN } })
  expect(status).toBe('succeeded')
  const [run, ...others] = operations.state.runs
  expect(others).toEqual([])
  expect(run?.inputs).toMatchObject({ tag: 'v1.0.0' })
  expect(result.outputs['rollback-run-url']).toContain(`acme/operations/actions/runs/${run?.id}`)
  // Memory and claim stand where the release is.
  const contexts = scene.github.state.statuses.map(({ sha, context }) => [sha, context])
  expect(contexts).toContainEqual([scene.release, 'bakegate-rollback/production'])
  expect(operations.state.statuses).toEqual([])
})

// ── the run ──────────────────────────────────────────────────────────────────────────────────────

const IMPATIENT: Part = { ...ROLLBACK, 'start-timeout': '3s', timeout: '20s' }
const APPROVED = ROLLBACK_WORKFLOW.replace(
  'runs-on: ubuntu-latest\n',
  'runs-on: ubuntu-latest\n    environment: production\n'
)

row('F08', async () => {
  // Nothing keeps it, and no runner takes it.
  const scene = await failing({ config: [{ rollback: IMPATIENT }], onDispatch: () => undefined })
  await expectUnfinished(scene, 'queued', ['failed', 'not-started'])
})

row('F09', 'nobody answers', async () => {
  const scene = await failing({
    config: [{ rollback: IMPATIENT }],
    rollbackWorkflow: APPROVED,
    onDispatch: () => undefined
  })
  scene.github.protect('production', { reviewers: ['dana'] })
  await expectUnfinished(scene, 'waiting', ['dispatched', 'waiting-approval'])
})

for (const [answer, status, recovery] of [
  ['approved', 'succeeded', 'recovered'],
  ['rejected', 'failed', 'none']
] as const) {
  row('F09', `a person answers after a while: ${answer}`, async () => {
    const scene = await failing({
      config: [{ rollback: { ...IMPATIENT, 'start-timeout': '8s' } }],
      rollbackWorkflow: APPROVED,
      onDispatch: (run, the) => {
        const { github } = the
        github.planRun(run, [
          { after: 500, status: 'in_progress' },
          { after: 1_000, status: 'completed', conclusion: 'success' }
        ])
        setTimeout(() => {
          github.reviewRun(run, answer)
          if (answer === 'approved') the.heal()
        }, 4_000)
      }
    })
    scene.github.protect('production', { reviewers: ['dana'] })
    const told = await rollbackOf(scene)
    expect([told.verdict, told.status]).toEqual(['fail', status])
    expect(told.result.outputs['recovery']).toBe(recovery)
  })
}

/** The gate's own run in its workflow, as GitHub has it. */
function joinQueue(scene: Scene, concurrency: string): string {
  scene.github.addWorkflow(
    'deploy.yml',
    `name: Deploy\non: push\n${concurrency}\njobs: {gate: {}}\n`
  )
  const own = scene.github.addRun('deploy.yml', { event: 'push', actor: 'dev', queues: true })
  scene.github.planRun(own, [{ after: 0, status: 'in_progress' }])
  return String(own.id)
}

row('F10', async () => {
  const group = 'concurrency: deploy-production'
  const scene = await failing({
    config: [{ rollback: IMPATIENT }],
    rollbackWorkflow: ROLLBACK_WORKFLOW.replace(/concurrency: .*/, group),
    onDispatch: succeed
  })
  const runId = joinQueue(scene, group)
  const { result } = await expectUnfinished(scene, 'pending', ['failed', 'concurrency-deadlock'], {
    github: { runId }
  })
  // The two files say so before the bake.
  expect(result.summary).toContain('would wait for the gate, which waits for the rollback')
})

row('F10', 'no deadlock: the group is its own', async () => {
  const scene = await failing({ config: [{ rollback: IMPATIENT }] })
  const runId = joinQueue(scene, 'concurrency: deploy-production')
  const { result, status } = await rollbackOf(scene, { github: { runId } })
  expect(status).toBe('succeeded')
  expect(result.summary).not.toContain('would wait for the gate')
})

row('F10', 'cancelled by a newer run of its group', async () => {
  const scene = await failing({
    config: [{ rollback: IMPATIENT }],
    onDispatch: (_run, { github }) => void github.addRun('rollback.yml', { queues: true })
  })
  // Somebody else's rollback goes on; ours is pending, and a newer one takes its place.
  const other = scene.github.addRun('rollback.yml', {
    at: scene.deployedAt - 7_200_000,
    queues: true
  })
  scene.github.planRun(other, [{ after: 0, status: 'in_progress' }])
  const { status, code } = await rollbackOf(scene)
  expect([status, code]).toEqual(['failed', 'run-cancelled'])
})

async function expectUnfinished(
  scene: Scene,
  standing: string,
  wanted: readonly [string, string],
  call: Parameters<Scene['run']>[0] = {}
) {
  const told = await rollbackOf(scene, call)
  const [run] = scene.dispatches()
  expect([told.verdict, told.status, told.code]).toEqual(['fail', ...wanted])
  expect(run?.status).toBe(standing)
  expect(told.result.outputs).toMatchObject({
    recovery: 'none',
    'rollback-run-id': String(run?.id)
  })
  expect(scene.comments()[0]).toContain(`actions/runs/${run?.id}`)
  expect(scene.dispatches()).toHaveLength(1)
  // Left alone: nothing but the dispatch itself changes a run.
  expect(scene.writes().filter(write => /\/actions\//.test(write))).toHaveLength(1)
  return told
}

/** How a dispatched run may stand in the end. */
const ends: readonly (readonly [RowId, string, string, string, string])[] = [
  ['F11', 'completed', 'failure', 'failed', 'run-failed'],
  ['F11', 'completed', 'cancelled', 'failed', 'run-cancelled'],
  ['F11', 'completed', 'timed_out', 'failed', 'run-timed-out'],
  ['F11', 'completed', 'startup_failure', 'failed', 'run-failed'],
  ['F11', 'completed', 'action_required', 'failed', 'run-failed'],
  ['F11', 'completed', 'skipped', 'failed', 'run-failed'],
  ['F11', 'completed', 'neutral', 'failed', 'run-failed'],
  ['F11', 'completed', 'stale', 'failed', 'run-failed'],
  ['F12', 'in_progress', '', 'dispatched', 'run-timed-out']
]

for (const [id, state, conclusion, wanted, reason] of ends) {
  row(id, conclusion === '' ? state : conclusion, async () => {
    const scene = await failing({
      config: [{ rollback: { ...ROLLBACK, 'start-timeout': '3s', timeout: '5s' } }],
      onDispatch: (run, { github }) =>
        github.planRun(run, [
          { after: 200, status: state, ...(conclusion === '' ? {} : { conclusion }) }
        ])
    })
    const { result, verdict, status, code } = await rollbackOf(scene)
    expect([verdict, status, code]).toEqual(['fail', wanted, reason])
    const [run] = scene.dispatches()
    expect(result.outputs).toMatchObject({
      recovery: 'none',
      'rollback-run-id': String(run?.id)
    })
    expect(scene.comments()[0]).toContain(`actions/runs/${run?.id}`)
    if (conclusion !== '') {
      expect(scene.comments()[0]).toMatch(new RegExp(`conclusion \`?${conclusion}\\b`))
    }
    expect(scene.dispatches()).toHaveLength(1)
    // Left alone: nothing but the dispatch itself changes a run.
    expect(scene.writes().filter(write => /\/actions\//.test(write))).toHaveLength(1)
  })
}

row('F13', async () => {
  const scene = await failing({ github: { lag: { run: () => 4_000 } } })
  scene.github.fail({
    method: 'GET',
    path: /actions\/runs\/\d+$/,
    effect: 'before',
    answer: { status: 502 },
    times: 2
  })
  const { status } = await rollbackOf(scene)
  expect(status).toBe('succeeded')
})

row('F14', async () => {
  const scene = await failing({
    onDispatch: (run, { github }) =>
      github.planRun(run, [{ after: 500, status: 'completed', conclusion: 'success' }])
  })
  const { result, verdict, status } = await rollbackOf(scene)
  expect([verdict, status, result.outputs['recovery']]).toEqual([
    'fail',
    'unverified',
    'not-recovered'
  ])
  expect(scene.dispatches()).toHaveLength(1)
  expect(scene.comments()[0]).toContain('the service did NOT recover')
})

row('F15', async () => {
  const scene = await failing({
    onDispatch: (run, the) => {
      succeed(run, the)
      the.metrics.trouble = () => ({ status: 503, body: 'down' })
    }
  })
  const { result, verdict, status } = await rollbackOf(scene)
  expect([verdict, status, result.outputs['recovery']]).toEqual([
    'fail',
    'unverified',
    'cannot-tell'
  ])
  expect(scene.dispatches()).toHaveLength(1)
})

/** An error that the release brought, in the log and nowhere else. */
async function logging(allowed: string): Promise<Scene> {
  const deployedAt = Date.now()
  const checks = [
    {
      name: 'new error signatures',
      endpoint: 'lines',
      logs: '{app="shop"}',
      'new-signatures': { max: 0, 'min-count': 3 }
    }
  ]
  const rollback = { ...ROLLBACK, 'logs-may-rollback': allowed }
  const scene = await open({ config: [LIVE, { checks, rollback }], deployedAt })
  const texts = ['WARN payment was slow', 'ERROR no such column: users.email']
  for (const [index, text] of texts.entries()) {
    const since = index === 0 ? deployedAt - 120_000 : deployedAt
    const until = index === 0 ? deployedAt + 60_000 : deployedAt + 2_500
    const count = Math.floor((until - since) / 100)
    scene.lines.add(Array.from({ length: count }, (_, i) => ({ at: since + i * 100, text })))
  }
  return scene
}

for (const [allowed, status, code] of [
  ['counts', 'refused', 'logs-only'],
  ['never', 'refused', 'logs-only'],
  ['always', 'succeeded', undefined]
] as const) {
  row('F16', `logs-may-rollback: ${allowed}`, async () => {
    const scene = await logging(allowed)
    const told = await rollbackOf(scene)
    expect([told.verdict, told.status, told.code]).toEqual(['fail', status, code])
    expect(scene.dispatches()).toHaveLength(status === 'refused' ? 0 : 1)
  })
}

// ── refused ──────────────────────────────────────────────────────────────────────────────────────

const inRollback: readonly (readonly [string, string, object])[] = [
  ['dispatched by a gate', 'deploy.yml', { 'bakegate-origin': '17' }],
  ['by the file', 'rollback.yml', {}]
]
for (const [variant, workflow, inputs] of inRollback) {
  row('F17', variant, async () => {
    const scene = await failing()
    const { verdict, status, code } = await rollbackOf(scene, {
      event: { name: 'workflow_dispatch', payload: { inputs: { tag: 'v1.1.0', ...inputs } } },
      env: { GITHUB_WORKFLOW_REF: `acme/shop/.github/workflows/${workflow}@refs/heads/main` }
    })
    expect([verdict, status, code]).toEqual(['fail', 'refused', 'is-rollback'])
    expect(scene.dispatches()).toEqual([])
  })
}

row('F17', 'by the event of what it deployed', async () => {
  const scene = await failing()
  const { verdict, status, code } = await rollbackOf(scene, {
    event: {
      name: 'deployment_status',
      payload: {
        repository: { full_name: 'acme/shop', default_branch: 'main' },
        deployment: { sha: scene.release, ref: 'main', environment: 'production' },
        deployment_status: { state: 'success' },
        workflow: { path: '.github/workflows/rollback.yml' }
      }
    }
  })
  expect([verdict, status, code]).toEqual(['fail', 'refused', 'is-rollback'])
  expect(scene.dispatches()).toEqual([])
})

row('F18', async () => {
  const scene = await failing({ config: [{ rollback: { ...ROLLBACK, 'max-per-hour': 9 } }] })
  await scene.run()
  scene.errors.from(scene.deployedAt, 8)
  const { status, code } = await rollbackOf(scene, { github: { runId: '9002' } })
  expect([status, code]).toEqual(['refused', 'already-rolled-back'])
  expect(scene.comments()[0]).toContain('9001')
  expect(scene.dispatches()).toHaveLength(1)
})

const past: readonly (readonly [string, { draft?: boolean; prerelease?: boolean } | undefined])[] =
  [
    ['nothing before', undefined],
    ['a draft', { draft: true }],
    ['a pre-release', { prerelease: true }]
  ]
for (const [variant, release] of past) {
  row('F19', variant, async () => {
    const scene = await failing()
    const { github, good } = scene
    github.state.releases.splice(0)
    github.state.deployments.splice(0, 1)
    if (release === undefined) github.removeTag('v1.0.0')
    else github.addRelease('v1.0.0', release)
    expect(github.state.commits.has(good)).toBe(true)
    const { verdict, status, code } = await rollbackOf(scene)
    expect([verdict, status, code]).toEqual(['fail', 'refused', 'no-target'])
    expect(scene.dispatches()).toEqual([])
  })
}

row('F20', async () => {
  const scene = await failing()
  const { status, code } = await rollbackOf(scene, {
    onLine: duringBake(() => scene.github.removeTag('v1.0.0'))
  })
  expect([status, code]).toEqual(['failed', 'target-gone'])
  expect(scene.dispatches()).toEqual([])
})

row('F21', async () => {
  const rollback: Part = { ...ROLLBACK, 'min-version': 'v1.0.5' }
  const scene = await failing({ config: [{ rollback }] })
  const { status, code } = await rollbackOf(scene)
  expect([status, code]).toEqual(['refused', 'below-min-version'])
  expect(scene.dispatches()).toEqual([])
})

row('F22', 'before the failure is certain', async () => {
  const scene = await failing()
  publish(scene.github, 'v1.2.0', 43, Date.now())
  const { result, verdict, status } = await rollbackOf(scene)
  expect([verdict, result.outputs['reason-code'], status]).toEqual([
    'inconclusive',
    'superseded',
    'none'
  ])
  expect(scene.dispatches()).toEqual([])
})

row('F22', 'after it', async () => {
  const scene = await failing()
  const { verdict, status, code } = await rollbackOf(scene, {
    onLine: line => {
      if (line.startsWith('look ')) publish(scene.github, 'v1.2.0', 43, Date.now())
    }
  })
  expect([verdict, status, code]).toEqual(['fail', 'refused', 'superseded'])
  expect(scene.dispatches()).toEqual([])
})

function firstLineOf(scene: Scene): string {
  return (scene.comments()[0] ?? '').split('\n').find(line => line.includes('Bakegate')) ?? ''
}
