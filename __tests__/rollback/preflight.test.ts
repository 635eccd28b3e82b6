import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { ConfigError } from '../../src/errors.js'
import { preflightRollback } from '../../src/rollback/preflight.js'
import type { Preflight } from '../../src/rollback/preflight.js'
import { EVERYTHING, openScene, PLAIN_WORKFLOW, ROLLBACK_WORKFLOW, settingsOf } from './support.js'
import type { Scene } from './support.js'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
  scene.simulator.addCommit()
})
afterEach(() => scene.close())

const check = (path?: string): Promise<Preflight> =>
  preflightRollback(scene.github, settingsOf(), {
    defaultBranch: 'main',
    ...(path === undefined ? {} : { own: { ...OWN, github: scene.github, path } })
  })

const OWN = {
  at: 'main',
  job: 'gate',
  mode: 'gate',
  hasOwnToken: false,
  event: 'push',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  repository: 'acme/shop',
  dispatchInputs: {}
}

/** Ten to the power of six nothings. */
const BOMB = [1, 2, 3, 4, 5, 6].reduce(
  (text, level) =>
    `${text}a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ')}]\n`,
  'a0: &a0 [x]\n'
)

async function refusal(): Promise<ConfigError> {
  const error: unknown = await check().catch((reason: unknown) => reason)
  if (!(error instanceof ConfigError)) throw new Error(`not refused: ${String(error)}`)
  expect(error.code).toBe('workflow-not-dispatchable')
  return error
}

const dispatchable = (inputs: string, more = '') =>
  `name: R\n${more}\non:\n  workflow_dispatch:\n    inputs: ${inputs}\njobs: {}\n`

describe('a workflow that cannot be dispatched is told before the bake', () => {
  test('because it is not there', async () => {
    const { message } = await refusal()
    expect(message).toContain('.github/workflows/rollback.yml')
    expect(message).toContain('main')
  })

  test('because it is not on the branch that it would be dispatched on', async () => {
    scene.simulator.addWorkflow('rollback.yml', ROLLBACK_WORKFLOW)
    scene.simulator.addCommit({ branch: 'other' })
    const settings = settingsOf({ ref: 'other' })
    await expect(
      preflightRollback(scene.github, settings, { defaultBranch: 'main' })
    ).rejects.toThrow(/on other/)
  })

  test.each(['disabled_manually', 'disabled_inactivity'])('because it is %s', async state => {
    scene.simulator.addWorkflow('rollback.yml', ROLLBACK_WORKFLOW, { state })
    expect((await refusal()).message).toContain(state)
  })

  test.each([
    ['has no such trigger', 'on: push\njobs: {}\n', 'workflow_dispatch'],
    ['has no such trigger in a list', 'on: [push, pull_request]\n', 'workflow_dispatch'],
    ['has no such trigger in a map', 'on: {push: {}}\n', 'workflow_dispatch'],
    ['has no triggers', 'jobs: {}\n', 'workflow_dispatch'],
    ['declares no input', 'on: workflow_dispatch\n', '"tag"'],
    ['declares another input', dispatchable('{version: {}}'), '(it has: version)'],
    ['needs one that we do not send', dispatchable('{tag: {}, why: {required: true}}'), '"why"'],
    ['takes no text', dispatchable('{tag: {type: boolean}}'), 'boolean'],
    ['is not YAML', 'on: [\n', 'not valid YAML'],
    ['has aliases without end', BOMB, 'aliases stand for too much'],
    ['is empty', '', 'workflow_dispatch']
  ])('because it %s', async (_name, source, words) => {
    scene.simulator.addWorkflow('rollback.yml', source)
    expect((await refusal()).message).toContain(words)
  })

  test('with every problem at once', async () => {
    const inputs = '{version: {}, why: {required: true}, who: {required: true}}'
    scene.simulator.addWorkflow('rollback.yml', dispatchable(inputs))
    expect((await refusal()).problems).toHaveLength(3)
  })
})

describe('a workflow that can be dispatched', () => {
  test('says which of our inputs it declares', async () => {
    scene.simulator.addWorkflow('rollback.yml', ROLLBACK_WORKFLOW)
    expect(await check()).toEqual({
      declares: { correlation: true, origin: true, title: true },
      warnings: [],
      ref: 'main'
    })
  })

  test('may declare none of them; what that costs is a warning', async () => {
    scene.simulator.addWorkflow('rollback.yml', PLAIN_WORKFLOW)
    const { declares, warnings } = await check()
    expect(declares).toEqual({ correlation: false, origin: false, title: false })
    expect(warnings).toEqual([expect.stringContaining('bakegate-correlation')])
  })

  test('that takes the correlation id but does not show it cannot be found by it', async () => {
    const inputs = '{tag: {}, bakegate-correlation: {}}'
    scene.simulator.addWorkflow('rollback.yml', dispatchable(inputs))
    const { declares, warnings } = await check()
    expect(declares).toEqual({ correlation: true, origin: false, title: false })
    expect(warnings).toEqual([expect.stringContaining('run-name')])
  })

  test.each([
    ['a default', '{tag: {}, why: {required: true, default: x}}'],
    ['no need of it', '{tag: {}, why: {required: false}}'],
    ['our name', '{tag: {}, bakegate-origin: {required: true}}']
  ])('may have another input with %s', async (_name, inputs) => {
    scene.simulator.addWorkflow('rollback.yml', dispatchable(inputs))
    expect((await check()).ref).toBe('main')
  })

  test('is asked for with three requests at most', async () => {
    scene.simulator.addWorkflow('rollback.yml', ROLLBACK_WORKFLOW)
    scene.simulator.addWorkflow('gate.yml', 'on: push\n')
    await check('.github/workflows/gate.yml')
    expect(scene.simulator.log).toHaveLength(3)
  })

  test('is asked for with one request more for each workflow that it calls', async () => {
    const called = 'jobs: {a: {uses: ./.github/workflows/ship.yml}, b: {uses: o/r/x.yml@v1}}'
    const source = dispatchable('{tag: {}}').replace('jobs: {}', called)
    scene.simulator.addWorkflow('rollback.yml', source)
    await check()
    expect(scene.simulator.log.map(({ path }) => path.split('/').at(-1))).toEqual([
      'rollback.yml',
      'rollback.yml',
      'ship.yml'
    ])
  })

  test('without actions: read is only warned about', async () => {
    scene.simulator.addWorkflow('rollback.yml', ROLLBACK_WORKFLOW)
    const { actions: _actions, ...permissions } = EVERYTHING
    scene.simulator.addToken('t-no-actions', { login: 'x', permissions })
    const github = scene.connect('t-no-actions')
    const { warnings, declares } = await preflightRollback(github, settingsOf(), {
      defaultBranch: 'main'
    })
    expect(warnings).toEqual([expect.stringContaining('`actions: read`')])
    expect(declares.title).toBe(false)
  })
})
