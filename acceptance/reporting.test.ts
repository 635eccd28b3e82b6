import { expect, test } from '@jest/globals'
import { readMarker } from '../src/publish/marker.js'
import { curve } from './support/curve.js'
import { latency, ROLLBACK } from './support/configuration.js'
import { BOT, PERMISSIONS, PULL_REQUEST, useScenes } from './support/scene.js'
import { resultOf, statusesOf } from './support/told.js'

const open = useScenes()

test('without a pull request there is no comment, and nothing is wrong with that', async () => {
  const scene = await open()
  scene.github.state.pulls.splice(0)
  const result = await scene.run()
  expect(result.exitCode).toBe(0)
  expect(scene.comments()).toEqual([])
  expect(result.outputs['comment-url']).toBe('')
  expect(result.summary).toContain('is healthy')
  expect(resultOf(result).warnings).toEqual([])
})

test('comment: false writes none', async () => {
  const scene = await open()
  const result = await scene.run({ inputs: { comment: 'false' } })
  expect(result.exitCode).toBe(0)
  expect(scene.comments()).toEqual([])
})

test.each([
  ['pull-requests: write', 'pull-requests'],
  ['statuses: write', 'statuses'],
  ['deployments: read', 'deployments']
])('without %s the verdict is the same, and a warning names it', async (line, name) => {
  const permissions = Object.fromEntries(
    Object.entries(PERMISSIONS).filter(([known]) => known !== name)
  ) as Record<string, 'read' | 'write'>
  const scene = await open({ permissions, config: [{ rollback: ROLLBACK }] })
  const result = await scene.run()
  expect([result.exitCode, result.outputs['verdict']]).toEqual([0, 'pass'])
  expect([result.stdout, ...resultOf(result).warnings].join('\n')).toContain(line)
})

test('a bad release is rolled back although nothing can be written about it', async () => {
  const scene = await open({
    permissions: { contents: 'read', actions: 'write', deployments: 'read' },
    config: [{ rollback: ROLLBACK }]
  })
  scene.breakRelease()
  const { exitCode, outputs, summary } = await scene.run()
  expect([exitCode, outputs['verdict'], outputs['rollback-status']]).toEqual([
    1,
    'fail',
    'succeeded'
  ])
  expect(scene.comments()).toEqual([])
  expect(summary).toContain('rolled back')
})

test.each([404, 410, 422, 500, 502])(
  'a comment that GitHub answers with %i changes no verdict',
  async status => {
    const scene = await open()
    scene.github.fail({
      method: 'POST',
      path: /issues\/42\/comments$/,
      effect: 'before',
      answer: { status },
      times: 9
    })
    const { exitCode, outputs } = await scene.run()
    expect([exitCode, outputs['verdict']]).toEqual([0, 'pass'])
  }
)

test('a comment whose answer was lost is not written twice', async () => {
  const scene = await open()
  scene.github.fail({
    method: 'POST',
    path: /issues\/42\/comments$/,
    effect: 'after',
    answer: { status: 502 },
    times: 1
  })
  await scene.run()
  expect(scene.comments()).toHaveLength(1)
  expect(scene.comments()[0]).toContain('is healthy')
})

test('an older run never overwrites what a newer one wrote', async () => {
  const scene = await open()
  await scene.run({ github: { runId: '9005' } })
  scene.breakRelease()
  const older = await scene.run({ github: { runId: '9001' } })
  expect(older.outputs['verdict']).toBe('fail')
  expect(scene.comments()).toHaveLength(1)
  expect(readMarker(scene.comments()[0] ?? '')).toMatchObject({ run: '9005' })
  expect(scene.comments()[0]).toContain('is healthy')
})

test('a comment of somebody else with our marker is left alone', async () => {
  const scene = await open()
  const forged =
    '<!-- bakegate:key=%5B%22%22%2C%22production%22%5D&run=1&attempt=1&generation=1 -->'
  scene.github.addComment(PULL_REQUEST, 'mallory', forged)
  await scene.run()
  expect(scene.github.state.comments.map(({ author }) => author)).toEqual(['mallory', BOT])
  expect(scene.comments()[0]).toBe(forged)
})

test('two environments have a comment each', async () => {
  const scene = await open()
  await scene.run()
  await scene.run({ inputs: { environment: 'staging' }, github: { runId: '9002' } })
  expect(scene.comments()).toHaveLength(2)
  expect(new Set(statusesOf(scene).map(([context]) => context))).toEqual(
    new Set(['bakegate/production', 'bakegate/staging'])
  )
})

test('a report that is too long is shortened, and its first lines stay', async () => {
  const names = Array.from({ length: 180 }, (_, index) => `check ${index} ${'long '.repeat(30)}`)
  const scene = await open({
    config: [{ checks: names.map(name => ({ ...latency, name: name.slice(0, 100) })) }]
  })
  scene.latency.from(scene.deployedAt, 3)
  const { outputs, summary } = await scene.run()
  expect(outputs['verdict']).toBe('fail')
  const [body = ''] = scene.comments()
  expect(body.length).toBeLessThanOrEqual(65_536)
  expect(body.slice(0, 600)).toContain('**Bakegate: `v1.1.0` on `production` failed')
  expect((outputs['result'] ?? '').length).toBeLessThanOrEqual(60_000)
  expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({ verdict: 'fail' })
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024)
})

test('a thousand comments before ours are no reason to write a second one', async () => {
  const scene = await open()
  for (let index = 0; index < 1000; index += 1) {
    scene.github.addComment(PULL_REQUEST, 'dev', `Comment ${index}`)
  }
  await scene.run()
  await scene.run({ github: { runId: '9002' } })
  const ours = scene.github.state.comments.filter(({ author }) => author === BOT)
  expect(ours).toHaveLength(1)
})

test('all requests go below the address of an Enterprise Server', async () => {
  const scene = await open({ github: { basePath: '/api/v3' } })
  const { exitCode } = await scene.run({ inputs: { 'github-api-url': scene.github.url } })
  expect(exitCode).toBe(0)
})

test('a rate limit that is used up ends the run in time, with its verdict', async () => {
  const scene = await open()
  const result = await scene.run({
    onLine: line => {
      if (line.includes('Judging')) scene.github.setRemaining(0)
    }
  })
  expect(result.outputs['verdict']).toBe('pass')
  expect(result.durationMs).toBeLessThan(40_000)
})

test('series with many labels stay one row of the table', async () => {
  const labels = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`label_${index}`, `value|${index}`])
  )
  const scene = await open({
    config: [{ checks: [{ ...latency, query: 'wide' }] }],
    metrics: { wide: [{ labels, curve: curve(3) }] }
  })
  await scene.run()
  const rows = (scene.comments()[0] ?? '').split('\n').filter(line => line.startsWith('| '))
  expect(new Set(rows.map(row => row.match(/(?<!\\)\|/g)?.length)).size).toBe(1)
})
