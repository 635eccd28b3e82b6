import { expect } from '@jest/globals'
import { readMarker } from '../../src/publish/marker.js'
import { latency, ROLLBACK } from '../support/configuration.js'
import { BOT, PERMISSIONS, PULL_REQUEST, type Scene, useScenes } from '../support/scene.js'
import { resultOf } from '../support/told.js'
import { row } from './row.js'

const open = useScenes()
const comments = /issues\/42\/comments$/
/** GitHub's own limit on the text of a comment. */
const LONGEST_COMMENT = 65_536

function refuseComments(scene: Scene, status: number, times = 99): void {
  scene.github.fail({
    method: 'POST',
    path: comments,
    effect: 'before',
    answer: { status, message: 'Validation Failed' },
    times
  })
}

row('E01', async () => {
  const { 'pull-requests': _left, ...permissions } = PERMISSIONS
  const scene = await open({ permissions, config: [{ rollback: ROLLBACK }] })
  scene.breakRelease()
  const result = await scene.run()
  expect(result.outputs).toMatchObject({ verdict: 'fail', 'rollback-status': 'succeeded' })
  expect(scene.comments()).toEqual([])
  expect(result.summary).toContain('rolled back')
  expect(resultOf(result).warnings.join()).toContain('pull-requests: write')
})

for (const status of [404, 410, 423]) {
  row('E02', String(status), async () => {
    const scene = await open()
    refuseComments(scene, status)
    const { exitCode, outputs, summary } = await scene.run()
    expect([exitCode, outputs['verdict'], outputs['comment-url']]).toEqual([0, 'pass', ''])
    expect(summary).toContain('is healthy')
  })
}

row('E03', async () => {
  const checks = Array.from({ length: 180 }, (_, index) => ({
    ...latency,
    name: `check ${index} ${'long '.repeat(30)}`.slice(0, 100)
  }))
  const scene = await open({ config: [{ checks, rollback: ROLLBACK }] })
  scene.latency.from(scene.deployedAt, 3)
  const { outputs, summary } = await scene.run()
  const [body = ''] = scene.comments()
  expect(body.length).toBeLessThanOrEqual(LONGEST_COMMENT)
  expect(body.slice(0, 700)).toContain('**Bakegate: `v1.1.0` on `production` failed')
  expect(body).toContain('v1.0.0')
  expect(body).toMatch(/lines omitted here/)
  expect((body.match(/<details>/g) ?? []).length).toBe((body.match(/<\/details>/g) ?? []).length)
  expect((outputs['result'] ?? '').length).toBeLessThanOrEqual(60_000)
  expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({ verdict: 'fail' })
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024)
})

row('E04', 'the long text only', async () => {
  const scene = await open()
  refuseComments(scene, 422, 1)
  const { outputs } = await scene.run()
  expect(outputs['verdict']).toBe('pass')
  expect(scene.comments()).toHaveLength(1)
})

row('E04', 'every text', async () => {
  const scene = await open()
  refuseComments(scene, 422)
  const result = await scene.run()
  expect(result.outputs).toMatchObject({ verdict: 'pass', 'comment-url': '' })
  expect(result.summary).toContain('is healthy')
  const tries = scene.writes().filter(write => write.startsWith('POST') && comments.test(write))
  // The first text of the bake and the last one, each with its shortest form.
  expect(tries.length).toBeLessThanOrEqual(4)
})

row(
  'E05',
  'with a rollback',
  async () => {
    const limits = { window: 30_000 }
    const scene = await open({ config: [{ rollback: ROLLBACK }], github: { limits } })
    scene.breakRelease()
    const began = Date.now()
    // Other jobs of the repository have written as many comments as GitHub takes in a minute.
    scene.github.spendContent(BOT, 80)
    const { outputs } = await scene.run()
    const refused = scene.github.log.filter(({ status }) => status === 403)
    expect(refused).not.toEqual([])
    expect(refused.every(({ path }) => comments.test(path))).toBe(true)
    expect(outputs).toMatchObject({ verdict: 'fail', 'rollback-status': 'succeeded' })
    expect((scene.dispatches()[0]?.createdAt ?? Infinity) - began).toBeLessThan(15_000)
    expect(scene.comments()).toHaveLength(1)
  },
  90_000
)

for (const answer of [{ status: 502 }, 'cut'] as const) {
  row('E06', answer === 'cut' ? 'the connection is cut' : '502', async () => {
    const scene = await open()
    scene.github.fail({ method: 'POST', path: comments, effect: 'after', answer, times: 1 })
    await scene.run()
    expect(scene.comments()).toHaveLength(1)
    expect(scene.comments()[0]).toContain('is healthy')
  })
}

row('E07', async () => {
  const scene = await open()
  const runs = ['9001', '9002'].map(runId => scene.run({ github: { runId } }))
  const results = await Promise.all(runs)
  expect(results.map(({ outputs }) => outputs['verdict'])).toEqual(['pass', 'pass'])
  expect(scene.comments()).toHaveLength(1)
  expect(scene.comments()[0]).toContain('is healthy')
})

row('E08', async () => {
  const scene = await open()
  await scene.run({ github: { runId: '9005' } })
  scene.breakRelease()
  const older = await scene.run({ github: { runId: '9001' } })
  expect(older.outputs['verdict']).toBe('fail')
  expect(scene.comments()).toHaveLength(1)
  expect(readMarker(scene.comments()[0] ?? '')).toMatchObject({ run: '9005' })
  expect(scene.comments()[0]).toContain('is healthy')
})

row('E09', async () => {
  const scene = await open()
  scene.github.state.pulls.splice(0)
  const result = await scene.run()
  expect(result.exitCode).toBe(0)
  expect(scene.comments()).toEqual([])
  expect(result.outputs['comment-url']).toBe('')
  expect(result.summary).toContain('is healthy')
  expect(resultOf(result).warnings).toEqual([])
})

row('E10', async () => {
  const scene = await open()
  const { github, release, deployedAt } = scene
  github.addPull({ number: 43, headSha: release, base: 'next', mergedAt: deployedAt })
  github.addPull({ number: 44, headSha: release })
  await scene.run()
  expect(github.state.comments.map(({ issue }) => issue)).toEqual([PULL_REQUEST])
})

row('E11', async () => {
  const scene = await open({ github: { basePath: '/api/v3' } })
  // A request outside the path is an unknown route, and the scene ends with an error then.
  const { exitCode } = await scene.run({ inputs: { 'github-api-url': scene.github.url } })
  expect(exitCode).toBe(0)
  expect(scene.comments()).toHaveLength(1)
})

row('E12', async () => {
  const scene = await open()
  const result = await scene.run({
    onLine: line => {
      if (line.includes('Judging')) scene.github.setRemaining(0)
    }
  })
  expect(result.outputs['verdict']).toBe('pass')
  expect(result.durationMs).toBeLessThan(40_000)
})
