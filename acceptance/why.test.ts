import { expect, test } from '@jest/globals'
import { errorRatio, ROLLBACK } from './support/configuration.js'
import { publish, type Scene, useScenes } from './support/scene.js'
import { resultOf } from './support/told.js'

const open = useScenes()

/** Requests that look into a failure: the comparison, and what follows of it. */
function lookedUp({ github }: Scene): readonly string[] {
  return github.log
    .filter(({ path }) => /\/compare\/|\/commits$|\/releases$/.test(path))
    .map(({ path }) => path.replace('/repos/acme/shop', ''))
}

test('after a failure the report says what changed since the release that it goes back to', async () => {
  const scene = await open({ config: [{ checks: [errorRatio], rollback: ROLLBACK }] })
  scene.breakRelease()
  const result = await scene.run()

  expect(result.outputs['rollback-status']).toBe('succeeded')
  for (const page of [...scene.comments(), result.summary]) {
    expect(page).toContain('**What changed since `v1.0.0`**: 3 commits, 3 files.')
    expect(page).toContain('`Release v1.1.0 (#42)` by `dev`')
    expect(page).not.toContain('Suspects')
  }
  expect(resultOf(result)).toMatchObject({
    changes: { base: 'v1.0.0', base_sha: scene.good, total: 3, files: 3, files_truncated: false }
  })
  expect(lookedUp(scene)).toEqual([`/compare/${scene.good}...${scene.release}`])
})

test('without a rollback the last good release is looked for', async () => {
  const scene = await open({ config: [{ checks: [errorRatio] }] })
  scene.breakRelease()
  const before = scene.github.log.length
  const result = await scene.run()

  expect(result.outputs['verdict']).toBe('fail')
  expect(resultOf(result)).toMatchObject({ changes: { base: 'v1.0.0', total: 3 } })
  expect(result.outputs['rollback-target']).toBe('')
  expect(scene.github.log.length - before).toBeLessThanOrEqual(25)
})

test('a good release asks for none of it', async () => {
  const scene = await open({ config: [{ checks: [errorRatio] }] })
  const result = await scene.run()

  expect(result.outputs['verdict']).toBe('pass')
  expect(lookedUp(scene)).toEqual([])
  expect(scene.comments()[0]).not.toContain('What changed')
})

test('a GitHub that does not answer changes neither verdict nor rollback', async () => {
  const scene = await open({ config: [{ checks: [errorRatio], rollback: ROLLBACK }] })
  scene.breakRelease()
  scene.github.fail({ path: /\/compare\//, effect: 'before', answer: { status: 500 }, times: 9 })
  const result = await scene.run()

  expect(result.outputs).toMatchObject({ verdict: 'fail', 'rollback-status': 'succeeded' })
  expect(resultOf(result)).not.toHaveProperty('changes')
  expect(resultOf(result).warnings.join('\n')).toContain('What changed')
})

test('the first deploy of all has nothing to be compared with', async () => {
  const scene = await open({ config: [{ checks: [errorRatio] }] })
  scene.github.state.deployments.splice(0, 1)
  scene.github.state.releases.splice(0)
  scene.breakRelease()
  const result = await scene.run()

  expect(result.outputs['verdict']).toBe('fail')
  expect(resultOf(result)).not.toHaveProperty('changes')
})

test('the second of two jobs shows what the first one found out', async () => {
  const scene = await open({ config: [{ checks: [errorRatio], rollback: ROLLBACK }] })
  scene.breakRelease()
  const first = await scene.run({ inputs: { mode: 'analyze' } })
  await scene.run({ inputs: { mode: 'rollback', analysis: first.outputs['result'] ?? '' } })

  expect(scene.comments()).toHaveLength(1)
  expect(scene.comments()[0]).toContain('was rolled back to `v1.0.0`')
  expect(scene.comments()[0]).toContain('**What changed since `v1.0.0`**: 3 commits, 3 files.')
})

test('of a long history the newest commits are named, and how many there are', async () => {
  const scene = await open({
    config: [{ checks: [errorRatio], rollback: ROLLBACK }]
  })
  const { github, deployedAt } = scene
  for (let index = 0; index < 300; index++) {
    github.addCommit({ message: `Change ${index}`, at: deployedAt - 1000 + index })
  }
  const release = publish(github, 'v1.2.0', 43, deployedAt)
  scene.breakRelease()
  const result = await scene.run({ inputs: { mode: 'analyze', sha: release, version: 'v1.2.0' } })

  const { changes } = resultOf(result) as unknown as {
    readonly changes: { readonly total: number; readonly commits: readonly { title: string }[] }
  }
  expect(changes.total).toBeGreaterThan(300)
  expect(changes.commits[0]?.title).toBe('Release v1.2.0 (#43)')
  expect(changes.commits).toHaveLength(50)
  expect(scene.comments().at(-1)).toContain('The newest 10 commits')
})
