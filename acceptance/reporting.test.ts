import { expect, test } from '@jest/globals'
import { curve } from './support/curve.js'
import { latency, ROLLBACK } from './support/configuration.js'
import { BOT, PERMISSIONS, PULL_REQUEST, useScenes } from './support/scene.js'
import { resultOf, statusesOf } from './support/told.js'

const open = useScenes()

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
