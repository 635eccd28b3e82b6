import { expect } from '@jest/globals'
import { errorRatio, latency, type Part } from '../support/configuration.js'
import { PEAK, peakOf } from '../support/peak.js'
import { BOT, PULL_REQUEST, useScenes } from '../support/scene.js'
import { row } from './row.js'

const open = useScenes()

row('L02', async () => {
  const scene = await open({ config: [{ checks: [latency] }] })
  const series = JSON.stringify({
    metric: { route: 'x'.repeat(20) },
    values: Array.from({ length: 10_000 }, (_, index) => [1_700_000_000 + index, '0.123456'])
  })
  const head = '{"status":"success","data":{"resultType":"matrix","result":['
  const body = `${head}${Array(500).fill(series).join(',')}]}}`
  expect(body.length).toBeGreaterThan(100_000_000)
  scene.metrics.trouble = () => ({ status: 200, body, type: 'application/json' })
  const result = await scene.run({ env: PEAK })
  expect(result.outputs).toMatchObject({
    verdict: 'inconclusive',
    'reason-code': 'response-too-large'
  })
  expect(scene.comments()[0]).toMatch(/aggregate|fewer|sum/i)
  expect(peakOf(result)).toBeLessThan(500)
})

row('L04', async () => {
  const checks: readonly Part[] = Array.from({ length: 200 }, (_, index) => ({
    ...(index % 2 === 0 ? errorRatio : latency),
    name: `check ${index}`
  }))
  const scene = await open({
    config: [{ bake: { settle: '1m', duration: '15m', interval: '15s' }, checks }]
  })
  const result = await scene.run({ env: PEAK })
  expect(result.outputs['verdict']).toBe('pass')
  // A bake that is past judges at once; what remains is work, and the process ends with its last promise.
  expect(result.durationMs).toBeLessThan(45_000)
  expect(peakOf(result)).toBeLessThan(500)
})

row('L05', async () => {
  const scene = await open()
  for (let index = 0; index < 1000; index += 1) {
    scene.github.addComment(PULL_REQUEST, 'dev', `Comment ${index}`)
  }
  await scene.run()
  const before = scene.github.log.length
  await scene.run({ github: { runId: '9002' } })
  const ours = scene.github.state.comments.filter(({ author }) => author === BOT)
  expect(ours).toHaveLength(1)
  const listings = scene.github.log
    .slice(before)
    .filter(({ method, path }) => method === 'GET' && path.endsWith('/comments'))
  // 1 001 comments are eleven pages; they are read before the first text, and before the last one.
  expect(listings.length).toBeLessThanOrEqual(2 * 12)
})
