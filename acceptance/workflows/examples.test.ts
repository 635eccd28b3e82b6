import { afterEach, expect, test } from '@jest/globals'
import { binaryOf, describeLive } from '../../live/support/servers.js'
import type { Run } from '../../src/demo/github.js'
import { LIVE, ROLLBACK } from '../support/configuration.js'
import { type Scene, TOKEN, useScenes } from '../support/scene.js'
import { createProject, type Project, runAct } from './act.js'

const open = useScenes()
const cleaning: (() => void)[] = []
afterEach(() => {
  for (const clean of cleaning.splice(0)) clean()
})

function newProject(...workflows: readonly string[]): Project {
  const project = createProject(workflows, process.env['BAKEGATE_BUNDLE'] ?? '')
  cleaning.push(() => project.remove())
  return project
}

function act(
  scene: Scene,
  project: Project,
  workflow: string,
  event: { readonly name: string; readonly payload: object }
) {
  const repository = { full_name: 'acme/shop', default_branch: 'main' }
  const env = {
    GITHUB_API_URL: scene.github.url,
    GITHUB_REPOSITORY: 'acme/shop',
    PROMETHEUS_TOKEN: 'not-a-real-token',
    LOKI_TOKEN: 'not-a-real-token'
  }
  const { finished, kill } = runAct({
    binary: binaryOf('act') ?? 'act',
    project,
    workflow,
    event: { name: event.name, payload: { repository, ...event.payload } },
    token: TOKEN,
    env
  })
  cleaning.push(kill)
  return finished
}

/** What GitHub does with a dispatch: the workflow runs, and the run ends as it does. */
function carryOut(run: Run, scene: Scene, project: Project): void {
  scene.github.setRun(run, { status: 'in_progress' })
  const event = { name: 'workflow_dispatch', payload: { inputs: run.inputs } }
  const healing = setInterval(() => {
    if (project.deployed().includes('v1.0.0')) scene.heal()
  }, 50)
  void act(scene, project, 'rollback.yml', event).then(({ exitCode, output }) => {
    clearInterval(healing)
    if (exitCode !== 0) process.stdout.write(output)
    const conclusion = exitCode === 0 ? 'success' : 'failure'
    scene.github.setRun(run, { status: 'completed', conclusion })
  })
}

const bake = { ...LIVE, bake: { settle: '0s', duration: '4s', interval: '1s' } }
const config = [bake, { rollback: { ...ROLLBACK, verify: { settle: '0s', duration: '3s' } } }]
const pushed = { name: 'push', payload: { ref: 'refs/tags/v1.1.0' } }

describeLive('the workflows of examples/, as they are', ['act'], () => {
  test('a good release passes its gate', async () => {
    const project = newProject('deploy-and-gate.yml')
    const scene = await open({ config, deployedAt: Date.now(), releaseSha: project.sha })
    const { exitCode, output } = await act(scene, project, 'deploy-and-gate.yml', pushed)
    expect(output).toContain('is healthy')
    expect(exitCode).toBe(0)
    expect(project.deployed()).toHaveLength(1)
    expect(scene.comments()).toHaveLength(1)
  })

  test('a bad one fails it: the gate dispatches the rollback workflow, and proves the recovery', async () => {
    const project = newProject('deploy-and-gate.yml', 'rollback.yml')
    const scene = await open({
      config,
      deployedAt: Date.now(),
      releaseSha: project.sha,
      onDispatch: (run, the) => carryOut(run, the, project)
    })
    scene.breakRelease()
    const { exitCode, output } = await act(scene, project, 'deploy-and-gate.yml', pushed)
    expect(output).toContain('failed and was rolled back to v1.0.0; the service recovered')
    expect(exitCode).toBe(1)
    expect(project.deployed()).toHaveLength(2)
    expect(project.deployed()[1]).toBe('v1.0.0')
    expect(scene.comments()).toHaveLength(1)
  })

  test('with two jobs the second one acts on what the first one found', async () => {
    const project = newProject('two-jobs.yml', 'rollback.yml')
    const scene = await open({
      config,
      deployedAt: Date.now(),
      releaseSha: project.sha,
      onDispatch: (run, the) => carryOut(run, the, project)
    })
    scene.breakRelease()
    const { exitCode, output } = await act(scene, project, 'two-jobs.yml', pushed)
    expect(output).toContain('the service recovered')
    expect(exitCode).toBe(1)
    expect(project.deployed()[1]).toBe('v1.0.0')
  })

  test('a person runs the rollback workflow without a tag: it finds one, deploys it and verifies', async () => {
    const project = newProject('rollback.yml')
    const scene = await open({ config, deployedAt: Date.now() - 600_000, releaseSha: project.sha })
    const event = { name: 'workflow_dispatch', payload: { inputs: { tag: '' } } }
    const { exitCode, output } = await act(scene, project, 'rollback.yml', event)
    expect(output).toContain('recovered')
    expect(exitCode).toBe(0)
    expect(project.deployed()).toEqual(['v1.0.0'])
    expect(scene.dispatches()).toEqual([])
  })

  test('a person overrides a verdict', async () => {
    const project = newProject('override.yml')
    const scene = await open({ config, releaseSha: project.sha })
    const inputs = { sha: scene.good, verdict: 'fail', reason: 'it leaks' }
    const event = { name: 'workflow_dispatch', payload: { inputs } }
    const { exitCode } = await act(scene, project, 'override.yml', event)
    expect(exitCode).toBe(0)
    expect(scene.github.state.statuses).toMatchObject([{ sha: scene.good, state: 'failure' }])
  })
})
