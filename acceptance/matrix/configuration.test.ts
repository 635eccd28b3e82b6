import { expect } from '@jest/globals'
import type { ActionResult } from '../../src/demo/runner.js'
import { outputNames } from '../../src/report/outputs.js'
import { errorRatio, latency, type Part, ROLLBACK } from '../support/configuration.js'
import {
  type GateCall,
  publish,
  type Scene,
  type SceneOptions,
  useScenes
} from '../support/scene.js'
import { PEAK, workOf } from '../support/peak.js'
import { resultOf } from '../support/told.js'
import { row } from './row.js'

const open = useScenes()

/** Found before the bake: exit 1, nothing written, and no provider asked. */
function expectRefused(result: ActionResult, scene: Scene, code: string, told: RegExp): void {
  expect(result.exitCode).toBe(1)
  expect(result.outputs).toMatchObject({
    verdict: 'config-error',
    'reason-code': code,
    'rollback-status': 'none'
  })
  expect(resultOf(result).problems.join('\n')).toMatch(told)
  expect(scene.writes()).toEqual([])
  const { metrics, logs, site } = scene
  expect([metrics, logs, site].flatMap(({ seen }) => seen)).toEqual([])
}

async function refusing(
  options: SceneOptions,
  told: RegExp,
  code = 'invalid-config',
  call: GateCall = {}
): Promise<ActionResult> {
  const scene = await open(options)
  const result = await scene.run(call)
  expectRefused(result, scene, code, told)
  return result
}

const events: readonly (readonly [string, object])[] = [
  ['pull_request', { pull_request: { number: 42, head: { sha: '{sha}' } } }],
  ['pull_request_target', { pull_request: { number: 42, head: { sha: '{sha}' } } }],
  ['workflow_run', { workflow_run: { head_sha: '{sha}', pull_requests: [] } }],
  ['deployment_status', { deployment: { sha: '{sha}', ref: 'topic' } }],
  ['issue_comment', { issue: { number: 42, pull_request: {} } }],
  ['merge_group', { merge_group: { head_sha: '{sha}', base_ref: 'refs/heads/main' } }]
]
for (const [name, payload] of events) {
  row('D01', name, async () => {
    const scene = await open()
    const proposed = scene.github.addCommit({
      branch: 'topic',
      parents: [scene.release],
      message: 'Judge nothing',
      files: { '.github/bakegate.yml': 'version: 1\nchecks: []\n' }
    })
    const event = JSON.stringify(payload).replaceAll('{sha}', proposed)
    const result = await scene.run({
      event: {
        name,
        payload: { ...(JSON.parse(event) as object), repository: { default_branch: 'main' } }
      },
      inputs: { sha: scene.release, mode: 'analyze' },
      github: { sha: proposed },
      workspace: { '.github/bakegate.yml': 'version: 1\nchecks: []\n' }
    })
    expect(result.outputs['verdict']).toBe('pass')
    const refs = scene.github.log
      .filter(({ path }) => path.endsWith('/contents/.github/bakegate.yml'))
      .map(({ query }) => query['ref'])
    expect(refs).toEqual(['main'])
  })
}

for (const mode of ['gate', 'rollback']) {
  row('D02', mode, async () => {
    await refusing({}, /pull_request_target/, 'unsafe-trigger', {
      inputs: { mode },
      event: {
        name: 'pull_request_target',
        payload: { repository: { default_branch: 'main' }, pull_request: { number: 42 } }
      }
    })
  })
}

const files: readonly (readonly [string, string, RegExp])[] = [
  ['a bomb of aliases', `a: &a [x]\nb: &b [*a,*a]\n${bomb()}`, /alias|tokens/i],
  ['300 KiB', `# ${'x'.repeat(300 * 1024)}`, /KiB|bytes|large/i],
  ['keys twice', 'version: 1\nversion: 1\n', /twice|unique|duplicate/i],
  ['a tag of another language', 'version: !!js/function "function () {}"\n', /tag|version/i]
]
for (const [variant, configText, told] of files) {
  row('D03', variant, async () => {
    const result = await refusing({ configText }, told, 'invalid-config', { env: PEAK })
    // Half a second of it is the start of the process.
    expect(workOf(result)).toBeLessThan(1_500)
  })
}

function bomb(): string {
  const letters = 'cdefghijklmnopqrstuvwxyz'.split('')
  return letters
    .map((letter, index) => {
      const before = index === 0 ? 'b' : (letters[index - 1] ?? 'b')
      return `${letter}: &${letter} [${Array(10).fill(`*${before}`).join(',')}]`
    })
    .join('\n')
}

const keys: readonly (readonly [string, Part, RegExp])[] = [
  ['unknown', { 'on-inconclusiv': 'pass' }, /on-inconclusive/],
  ['misspelt in a check', { checks: [{ ...latency, maxx: 1 }] }, /checks\[0\].*"max"/s],
  ['of the wrong type', { 'fail-after': 'twice' }, /fail-after/],
  ['of the wrong word', { 'on-inconclusive': 'maybe' }, /fail|pass|rollback/]
]
for (const [variant, part, told] of keys) {
  row('D04', variant, async () => {
    await refusing({ config: [part] }, told)
  })
}

/** The verdict stands, the rollback is refused for this reason, and nothing is dispatched. */
function expectNotRolledBack(result: ActionResult, scene: Scene, code: string): void {
  expect(result.exitCode).toBe(1)
  expect(result.outputs).toMatchObject({ verdict: 'fail', 'rollback-status': 'refused' })
  expect(resultOf(result).rollback['code']).toBe(code)
  expect(scene.dispatches()).toEqual([])
}

for (const tag of ['v1.0;rm -rf', '$(id)', '../x', '-rf', `v${'1'.repeat(300)}`]) {
  row('D05', tag.slice(0, 12), async () => {
    const scene = await open({ config: [{ rollback: ROLLBACK }] })
    scene.breakRelease()
    const result = await scene.run({ inputs: { 'rollback-to': tag } })
    expectNotRolledBack(result, scene, 'bad-tag')
  })
}

row('D06', 'a branch with the name of the tag', async () => {
  const scene = await open({ config: [{ rollback: ROLLBACK }] })
  scene.breakRelease()
  scene.github.addCommit({ branch: 'v1.0.0', message: 'Not the release', parents: [scene.release] })
  const result = await scene.run({ inputs: { 'rollback-to': 'v1.0.0' } })
  expect(result.outputs).toMatchObject({
    'rollback-status': 'succeeded',
    'rollback-sha': scene.good
  })
})

row('D06', 'a branch alone', async () => {
  const scene = await open({ config: [{ rollback: ROLLBACK }] })
  scene.breakRelease()
  scene.github.addCommit({ branch: 'v0.9.0', message: 'A branch', parents: [scene.good] })
  const result = await scene.run({ inputs: { 'rollback-to': 'v0.9.0' } })
  expectNotRolledBack(result, scene, 'no-target')
})

row('D07', 'annotated', async () => {
  const scene = await open({ config: [{ rollback: ROLLBACK }] })
  scene.breakRelease()
  scene.github.addTag('v1.0.0', scene.good, { annotated: true })
  const { outputs } = await scene.run()
  expect(outputs).toMatchObject({ 'rollback-status': 'succeeded', 'rollback-sha': scene.good })
})

row('D07', 'of a tree', async () => {
  const scene = await open({ config: [{ rollback: ROLLBACK }] })
  scene.breakRelease()
  scene.github.addTag('v1.0.0', 'a'.repeat(40), { type: 'tree' })
  const result = await scene.run({ inputs: { 'rollback-to': 'v1.0.0' } })
  expectNotRolledBack(result, scene, 'no-target')
})

for (const url of [
  'file:///etc/passwd',
  'ftp://prometheus.example.com',
  'http://prometheus.example.com',
  'https://user:word@prometheus.example.com',
  'unix:/var/run/docker.sock',
  'https://169.254.169.254',
  'https://metadata.google.internal'
]) {
  row('D08', url, async () => {
    const result = await refusing(
      { config: [{ endpoints: { metrics: { provider: 'prometheus', url } } }] },
      /endpoints\.metrics\.url/
    )
    expect(JSON.stringify(resultOf(result))).not.toContain('user:word')
  })
}

row('D12', async () => {
  const scene = await open()
  const guess = 'ghadelimiter_00000000-0000-0000-0000-000000000000'
  const version = `v1\n${guess}\nverdict<<${guess}\npass\n${guess}`
  const result = await scene.run({ inputs: { version, reason: version } })
  expect(Object.keys(result.outputs).toSorted()).toEqual([...outputNames].toSorted())
})

for (const duration of ['0', '0s', '-5m', '1e9', '5', '5 parsecs', 'NaN', '99999d']) {
  row('D13', duration, async () => {
    await refusing({ config: [{ bake: { duration } }] }, /bake\.duration/)
  })
}

for (const max of ['NaN', '0,5', 'Infinity', '', 'a lot']) {
  row('D14', max === '' ? 'empty' : max, async () => {
    await refusing({ config: [{ checks: [{ ...latency, max }] }] }, /checks\[0\]\.max/)
  })
}

row('D15', async () => {
  await refusing({ config: [{ checks: [errorRatio, errorRatio] }] }, /checks\[1\]\.name/)
})

row('D05', 'a release of such a name', async () => {
  const scene = await open({ config: [{ rollback: ROLLBACK }] })
  scene.breakRelease()
  publish(scene.github, 'v1.0.5;rm', 41, scene.deployedAt - 60_000, undefined)
  expectNotRolledBack(await scene.run(), scene, 'untagged-target')
})
