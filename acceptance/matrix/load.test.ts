import { expect } from '@jest/globals'
import { configuration, errorRatio, latency, LIVE, type Part } from '../support/configuration.js'
import type { ActionResult } from '../../src/demo/runner.js'
import type { StoredLine } from '../support/lines.js'
import { PEAK, peakOf, workOf } from '../support/peak.js'
import { BOT, PULL_REQUEST, useScenes } from '../support/scene.js'
import { row } from './row.js'

const open = useScenes()
const MINUTE = 60_000
/** On a machine that does much else at the same time. */
const LONG = 4 * MINUTE
const LETTERS = 'bcdfghjklmnpqrstvwxyz'.split('')

/** One look that reads up to 100 000 lines. */
const manyLines: readonly Part[] = [
  {
    checks: [
      {
        name: 'new error signatures',
        endpoint: 'lines',
        logs: '{app="shop"}',
        'new-signatures': { max: 0, 'min-count': 3 },
        'max-lines': 100_000,
        compare: { tolerance: '5000%' }
      }
    ]
  },
  { bake: { settle: '1m', duration: '10m', interval: '10m' } }
]

/** About 190 bytes a line, of 40 forms. */
function crowd(start: number, end: number, count: number): readonly StoredLine[] {
  return Array.from({ length: count }, (_, index) => ({
    at: Math.floor(start + ((end - start) * index) / count),
    text: `WARN [worker-${index % 16}] form${index % 40} of checkout was slow: order ${index} took ${index % 977} ms, customer ${(index * 2_654_435_761) % 1e9}, trace=${(index * 40_503).toString(16).padStart(16, '0')} path=/api/v1/orders/${index}/items region=eu-west-1 zone=eu-west-1b cluster=production`
  }))
}

async function readsManyLines(env: Readonly<Record<string, string>>): Promise<ActionResult> {
  const scene = await open({ config: manyLines })
  const { deployedAt } = scene
  scene.lines.add(crowd(deployedAt - 62 * MINUTE, deployedAt - MINUTE, 20_000))
  const since = crowd(deployedAt + MINUTE, deployedAt + 11 * MINUTE, 100_000)
  expect(since.reduce((sum, { text }) => sum + text.length, 0)).toBeGreaterThan(18 * 1024 * 1024)
  scene.lines.add(since)
  const result = await scene.run({ env })
  expect(result.outputs).toMatchObject({ verdict: 'pass' })
  expect(scene.lines.given()).toBeGreaterThan(119_000)
  return result
}

row('L01', async () => {
  const result = await readsManyLines(PEAK)
  expect(workOf(result)).toBeLessThan(10_000)
  expect(peakOf(result)).toBeLessThan(600)
})

row('G10', async () => {
  const { NODE_OPTIONS } = PEAK
  const result = await readsManyLines({ NODE_OPTIONS: `${NODE_OPTIONS} --max-old-space-size=512` })
  expect(peakOf(result)).toBeLessThan(700)
})

row('L06', async () => {
  const scene = await open({ config: manyLines })
  const { deployedAt } = scene
  const word = (index: number) =>
    `${LETTERS[index % 22] ?? ''}${LETTERS[Math.floor(index / 22) % 22] ?? ''}${LETTERS[Math.floor(index / 484) % 22] ?? ''}`
  const start = deployedAt + MINUTE
  scene.lines.add(crowd(deployedAt - 62 * MINUTE, deployedAt - MINUTE, 1_000))
  scene.lines.add(
    Array.from({ length: 30_000 }, (_, index) => {
      const form = word(index % 10_000)
      return {
        at: start + index * 19,
        text: `ERROR ${form}Service cannot ${form}ify the ${form}ment`
      }
    })
  )
  const result = await scene.run({ env: PEAK })
  expect(result.outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'new-signatures' })
  expect(scene.comments()[0]?.length).toBeLessThanOrEqual(60_000)
  expect(result.outputs['result']?.length).toBeLessThanOrEqual(60_000)
  expect(workOf(result)).toBeLessThan(10_000)
})

/** 500 series of 10 000 points. */
function manySeries(): string {
  const values = Array.from({ length: 10_000 }, (_, index) => [1_700_000_000 + index, '0.123456'])
  const series = Array.from({ length: 500 }, (_, pod) =>
    JSON.stringify({ metric: { route: `route-${pod}` }, values })
  )
  return `{"status":"success","data":{"resultType":"matrix","result":[${series.join(',')}]}}`
}

row('L02', async () => {
  const scene = await open({ config: [{ checks: [latency] }] })
  const body = manySeries()
  expect(body.length).toBeGreaterThan(100_000_000)
  scene.metrics.trouble = () => ({ status: 200, body, type: 'application/json' })
  const result = await scene.run({ env: PEAK })
  expect(result.outputs).toMatchObject({
    verdict: 'inconclusive',
    'reason-code': 'response-too-large'
  })
  expect(scene.comments()[0]).toContain('aggregate in the query, or narrow it')
  // All of the run; the body is never read, since its length stands before it.
  expect(workOf(result)).toBeLessThan(2_000)
  expect(peakOf(result)).toBeLessThan(250)
})

row(
  'L03',
  '',
  async () => {
    const scene = await open()
    const body = manySeries()
    let big = 0
    scene.metrics.trouble = ({ url }) => {
      const isRange = url.pathname.endsWith('/query_range')
      if (big > 0 || !isRange || scene.comments().length === 0) return undefined
      big += 1
      return { status: 200, body, type: 'application/json' }
    }
    const metrics = {
      provider: 'prometheus',
      url: scene.metrics.url,
      delay: '0s',
      timeout: '60s',
      'max-answer': '256MiB'
    }
    const inline = configuration(
      { metrics: '', logs: '', site: '' },
      { endpoints: { metrics }, checks: [latency] }
    )
    const inputs = { 'config-inline': inline }
    const result = await scene.run({ env: PEAK, inputs, timeout: LONG })
    expect(big).toBe(1)
    expect(workOf(result)).toBeLessThan(15_000)
    expect(peakOf(result)).toBeLessThan(1_640)
  },
  LONG
)

row(
  'L04',
  '',
  async () => {
    const checks: readonly Part[] = Array.from({ length: 200 }, (_, index) => ({
      ...(index % 2 === 0 ? errorRatio : latency),
      name: `check ${index}`
    }))
    const scene = await open({
      config: [{ bake: { settle: '1m', duration: '15m', interval: '15s' }, checks }]
    })
    const result = await scene.run({ env: PEAK, timeout: LONG })
    expect(result.outputs['verdict']).toBe('pass')
    // A bake that is past judges at once: what remains is work.
    expect(workOf(result)).toBeLessThan(45_000)
    expect(peakOf(result)).toBeLessThan(500)
  },
  LONG
)

row('L04', 'with a clock', async () => {
  const checks: readonly Part[] = Array.from({ length: 200 }, (_, index) => ({
    ...latency,
    name: `check ${index}`
  }))
  const bake = { settle: '0s', duration: '20s', interval: '5s' }
  const scene = await open({
    config: [LIVE, { bake, checks }],
    // Whole seconds, as the input has them.
    deployedAt: Math.ceil(Date.now() / 1000) * 1000 + 2_000
  })
  const since = performance.now() + scene.deployedAt - Date.now()
  const timers =
    'process.on("exit",()=>console.log("timers left:",process.getActiveResourcesInfo().filter(it=>/Timeout|Immediate/.test(it)).length))'
  const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(timers)}` }
  const result = await scene.run({ env })
  expect(result.outputs['verdict']).toBe('pass')
  expect(result.stdout).toMatch(/^timers left: 0$/m)
  // The first question of each of the four looks comes within a second of its time, and none comes later and later.
  const starts = [5, 10, 15, 20].map(second =>
    scene.metrics.seen.find(({ at }) => at >= since + second * 1000 - 100)
  )
  const late = starts.map((seen, look) => (seen?.at ?? Infinity) - since - (look + 1) * 5_000)
  expect(late.toSorted((a, b) => a - b)[1]).toBeLessThan(1_000)
  expect((late[3] ?? Infinity) - (late[0] ?? 0)).toBeLessThan(1_000)
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
