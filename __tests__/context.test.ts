import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assertSafeTrigger, assertSameEnvironment, readRun } from '../src/context.js'
import type { Run } from '../src/context.js'
import { ConfigError } from '../src/errors.js'

const sha = (letter: string) => letter.repeat(40)
const runSha = sha('a')

function payload(name: string): unknown {
  const path = join(import.meta.dirname, 'fixtures', 'events', `${name}.json`)
  return JSON.parse(readFileSync(path, 'utf8')) as unknown
}

const env = {
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_RUN_ID: '123456',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_SERVER_URL: 'https://github.example.com',
  GITHUB_SHA: runSha,
  GITHUB_REF: 'refs/heads/main',
  GITHUB_ACTOR: 'dana',
  GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/gate.yml@refs/heads/main'
}

function runOf(event: string, fixture = event, more: Record<string, string> = {}): Run {
  return readRun({ ...env, GITHUB_EVENT_NAME: event, ...more }, payload(fixture))
}

describe('of each event', () => {
  test.each([
    ['push', 'push', runSha, undefined, 'workspace'],
    ['push', 'tag', runSha, undefined, 'workspace'],
    ['release', 'release', runSha, undefined, 'workspace'],
    ['schedule', 'schedule', runSha, undefined, 'workspace'],
    ['workflow_dispatch', 'workflow_dispatch', runSha, undefined, 'workspace'],
    ['deployment_status', 'deployment_status', sha('d'), undefined, 'workspace'],
    ['deployment_status', 'deployment_status_of_a_branch', sha('d'), undefined, 'default-branch'],
    ['workflow_run', 'workflow_run', sha('e'), undefined, 'default-branch'],
    ['workflow_run', 'workflow_run_of_a_pull_request', sha('e'), 42, 'default-branch'],
    ['pull_request', 'pull_request', sha('b'), 42, 'default-branch'],
    ['pull_request_target', 'pull_request_target', sha('b'), 42, 'default-branch'],
    ['pull_request_review', 'pull_request', sha('b'), 42, 'default-branch'],
    ['issue_comment', 'issue_comment', runSha, 42, 'default-branch'],
    ['merge_group', 'merge_group', sha('9'), undefined, 'default-branch']
  ] as const)(
    '%s (%s): the deployed commit, the pull request and whom to trust',
    (event, fixture, deployedSha, pullRequest, trust) => {
      const run = runOf(event, fixture)
      expect({ ...run, pullRequest: run.pullRequest }).toMatchObject({
        event,
        deployedSha,
        pullRequest,
        trust,
        sha: runSha,
        defaultBranch: 'main'
      })
    }
  )
})

test('the run names itself', () => {
  expect(runOf('push')).toMatchObject({
    repository: 'acme/shop',
    runId: '123456',
    runAttempt: 2,
    runUrl: 'https://github.example.com/acme/shop/actions/runs/123456',
    ref: 'refs/heads/main',
    actor: 'dana',
    workflowFile: 'gate.yml'
  })
})

test.each([[undefined], [null], ['text'], [[]], [{}], [{ pull_request: 'x', deployment: [] }]])(
  'a payload of %j still gives a run, of which nothing is guessed',
  event => {
    const run = readRun({ ...env, GITHUB_EVENT_NAME: 'deployment_status' }, event)
    expect(run.deployedSha).toBe(runSha)
    expect(run.trust).toBe('default-branch')
    expect(run).not.toHaveProperty('pullRequest')
    expect(run).not.toHaveProperty('defaultBranch')
  }
)

test('a payload cannot reach into prototypes', () => {
  const run = readRun(
    { ...env, GITHUB_EVENT_NAME: 'workflow_dispatch' },
    JSON.parse('{"inputs": {"__proto__": "x", "constructor": "y"}}')
  )
  expect(Object.getPrototypeOf(run.dispatchInputs)).toBe(Object.prototype)
  expect(run.dispatchInputs['constructor']).toBe('y')
})

test('what the runner must give is missing by name', () => {
  const call = () => readRun({ GITHUB_RUN_ID: '' }, {})
  expect(call).toThrow(ConfigError)
  expect(call).toThrow(/GITHUB_REPOSITORY[\s\S]*GITHUB_RUN_ID[\s\S]*GITHUB_SHA/)
})

describe('a deployment event of', () => {
  const to = (environment: string, event = 'deployment_status') =>
    readRun({ ...env, GITHUB_EVENT_NAME: event }, { deployment: { environment } })

  test.each(['production', 'Production'])('the same environment (%s) is judged', name => {
    expect(() => assertSameEnvironment(to(name), { environment: 'production' })).not.toThrow()
  })

  test.each(['deployment', 'deployment_status'])('another one (%s) is not', event => {
    const call = () => assertSameEnvironment(to('staging', event), { environment: 'production' })
    expect(call).toThrow(ConfigError)
    expect(call).toThrow(/"staging".*github\.event\.deployment\.environment == 'production'/)
  })

  test('nothing, or another event, says nothing', () => {
    const run = to('staging', 'push')
    expect(() => assertSameEnvironment(run, { environment: 'production' })).not.toThrow()
    const bare = readRun({ ...env, GITHUB_EVENT_NAME: 'deployment_status' }, {})
    expect(() => assertSameEnvironment(bare, { environment: 'production' })).not.toThrow()
  })
})

describe('a run is itself a rollback', () => {
  const rollbackRef = 'acme/shop/.github/workflows/rollback.yml@refs/heads/main'

  test.each([
    [
      'dispatched by a gate',
      'workflow_dispatch',
      'rollback_dispatch',
      env.GITHUB_WORKFLOW_REF,
      true
    ],
    ['dispatched by a person', 'workflow_dispatch', 'workflow_dispatch', rollbackRef, true],
    [
      'another dispatched workflow',
      'workflow_dispatch',
      'workflow_dispatch',
      env.GITHUB_WORKFLOW_REF,
      false
    ],
    ['the same file on another event', 'push', 'rollback_dispatch', rollbackRef, false]
  ])('%s', (_, event, fixture, workflow, expected) => {
    const run = runOf(event, fixture, { GITHUB_WORKFLOW_REF: workflow })
    expect(run.isRollbackOf('rollback.yml')).toBe(expected)
  })

  const path = '.github/workflows/rollback.yml'
  test.each([
    ['workflow_run', { workflow_run: { path } }, true],
    ['workflow_run', { workflow_run: { path: `${path}@main` } }, true],
    ['workflow_run', { workflow_run: { path: '.github/workflows/deploy.yml' } }, false],
    ['deployment_status', { workflow: { path }, workflow_run: null }, true],
    ['deployment_status', { workflow_run: { path } }, true],
    ['deployment_status', {}, false],
    ['push', { workflow_run: { path } }, false]
  ])('judging what the run of an event deployed: %s %j', (event, payload, expected) => {
    const run = readRun({ ...env, GITHUB_EVENT_NAME: event, GITHUB_WORKFLOW_REF: '' }, payload)
    expect(run.isRollbackOf('rollback.yml')).toBe(expected)
  })

  test('not where no rollback workflow is configured and no gate dispatched it', () => {
    const run = runOf('workflow_dispatch', 'workflow_dispatch', { GITHUB_WORKFLOW_REF: '' })
    expect(run.isRollbackOf(undefined)).toBe(false)
    expect(run.isRollbackOf('')).toBe(false)
  })
})

test('inputs of a dispatch are read as text, and of a dispatch only', () => {
  expect(runOf('workflow_dispatch').dispatchInputs).toEqual({
    tag: 'v1.3.0',
    force: 'true',
    attempts: '2'
  })
  expect(runOf('push', 'workflow_dispatch').dispatchInputs).toEqual({})
})

describe('pull_request_target', () => {
  test.each(['gate', 'rollback'] as const)('is refused for mode %s', mode => {
    const inputs = { mode, allowUnsafeTrigger: false }
    expect(() => assertSafeTrigger({ event: 'pull_request_target' }, inputs)).toThrow(
      expect.objectContaining({ code: 'unsafe-trigger' })
    )
    assertSafeTrigger({ event: 'pull_request_target' }, { mode, allowUnsafeTrigger: true })
    assertSafeTrigger({ event: 'pull_request' }, inputs)
  })

  test.each(['analyze', 'verify', 'resolve', 'override'] as const)(
    'is no danger for mode %s, which never dispatches',
    mode => {
      assertSafeTrigger({ event: 'pull_request_target' }, { mode, allowUnsafeTrigger: false })
    }
  )
})
