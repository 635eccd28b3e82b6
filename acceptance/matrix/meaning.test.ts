import { expect } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { Seen } from '../../__tests__/support/stub-server.js'
import type { ActionResult } from '../../src/demo/runner.js'
import type { Reply, Trouble } from '../support/backend.js'
import {
  errorLines,
  errorRatio,
  FEW_LOOKS,
  latency,
  LIVE,
  type Part,
  ROLLBACK
} from '../support/configuration.js'
import { type Scene, useScenes } from '../support/scene.js'
import { resultOf } from '../support/told.js'
import { row } from './row.js'

const open = useScenes()
const MINUTE = 60_000

async function judging(check: Part, ...parts: readonly Part[]): Promise<Scene> {
  return open({ config: [{ checks: [check], rollback: ROLLBACK }, ...parts] })
}

function expectUnknown(result: ActionResult, scene: Scene, ...codes: readonly string[]): void {
  expect(result.outputs['verdict']).toBe('inconclusive')
  expect(codes).toContain(result.outputs['reason-code'])
  expect([result.exitCode, result.outputs['rollback-status']]).toEqual([1, 'none'])
  expect(scene.dispatches()).toEqual([])
}

/** The value of every sample that a query has, from the bake on. */
function answering(scene: Scene, value: string): (seen: Seen) => Trouble | undefined {
  return seen => (scene.comments().length === 0 ? undefined : promAnswer(seen, value))
}

function promAnswer({ url }: Seen, value: string): Trouble {
  const isRange = url.pathname.endsWith('/query_range')
  const at = Number(url.searchParams.get(isRange ? 'end' : 'time'))
  const one = isRange ? { values: [[at, value]] } : { value: [at, value] }
  const data = { resultType: isRange ? 'matrix' : 'vector', result: [{ metric: {}, ...one }] }
  const reply: Reply = { status: 200, body: JSON.stringify({ status: 'success', data }) }
  return { ...reply, type: 'application/json' }
}

row('B01', async () => {
  const scene = await judging(errorRatio, FEW_LOOKS)
  const page = `<html><title>Log in</title>${'<p>who are you</p>'.repeat(2_000)}</html>`
  scene.metrics.trouble = () => ({ status: 200, body: page, type: 'text/html' })
  const result = await scene.run()
  expectUnknown(result, scene, 'not-json')
  for (const told of [result.stdout, result.summary, ...scene.comments()]) {
    expect(told.split('who are you').length).toBeLessThan(20)
  }
})

row('B02', async () => {
  const scene = await judging(errorRatio, FEW_LOOKS)
  const body = JSON.stringify({ status: 'error', errorType: 'execution', error: 'out of memory' })
  scene.metrics.trouble = () => ({ status: 200, body, type: 'application/json' })
  const result = await scene.run()
  expectUnknown(result, scene, 'provider-error')
  expect(scene.comments()[0]).toContain('out of memory')
})

for (const [variant, body] of [
  ['cut', '{"status":"success","data":{"resultType":"vector","resu'],
  ['a bare NaN', '{"status":"success","data":{"resultType":"vector","result":[{"value":[1,NaN]}]}}']
] as const) {
  row('B03', variant, async () => {
    const scene = await judging(latency, FEW_LOOKS)
    scene.metrics.trouble = () => ({ status: 200, body, type: 'application/json' })
    expectUnknown(await scene.run(), scene, 'not-json')
    const [first] = scene.metrics.seen
    expect(scene.metrics.seen.filter(({ url }) => url.href === first?.url.href)).toHaveLength(2)
  })
}

for (const value of ['NaN', '+Inf', '-Inf']) {
  row('B04', value, async () => {
    const scene = await judging(latency, FEW_LOOKS)
    scene.metrics.trouble = answering(scene, value)
    expectUnknown(await scene.run(), scene, 'undefined-ratio')
  })
}

row('B05', async () => {
  const scene = await judging(latency, FEW_LOOKS)
  scene.metrics.trouble = answering(scene, '1e400')
  expectUnknown(await scene.run(), scene, 'undefined-ratio')
})

row('B06', async () => {
  const scene = await judging({ ...latency, query: 'latencyy' })
  const result = await scene.run()
  expectUnknown(result, scene, 'never-existed')
  expect(scene.comments()[0]).toMatch(/no data|never/i)
})

row('B07', async () => {
  const scene = await open({ config: [{ checks: [] }] })
  const result = await scene.run()
  expect(result.outputs).toMatchObject({
    verdict: 'config-error',
    'reason-code': 'invalid-config'
  })
  expect([scene.metrics.seen, scene.writes()]).toEqual([[], []])
})

row('B08', async () => {
  const scene = await judging(errorRatio)
  scene.metrics.warnings = ['shard 3 did not answer']
  const result = await scene.run()
  expectUnknown(result, scene, 'partial-data')
  expect(scene.comments()[0]).toContain('shard 3 did not answer')
})

const signatures: Part = {
  name: 'new error signatures',
  endpoint: 'lines',
  logs: '{app="shop"}',
  'max-lines': 100
}

row('B11', 'as many lines as the limit', async () => {
  const scene = await judging(signatures)
  const lines = (start: number, end: number, text: string, every: number) =>
    Array.from({ length: Math.floor((end - start) / every) }, (_, index) => ({
      at: start + index * every,
      text: `${text} ${index}`
    }))
  const { deployedAt } = scene
  const end = deployedAt + 16 * MINUTE
  scene.lines.add(lines(deployedAt - 62 * MINUTE, end, 'WARN payment was slow, number', 100))
  const calm = await scene.run()
  expect(calm.outputs).toMatchObject({ verdict: 'pass' })
  expect(scene.comments()[0]).toMatch(/a signature rarer than 1 in [\d\s]+ lines may be missed/)
  // A lower bound is evidence of what is in it.
  scene.lines.add(lines(deployedAt + 5 * MINUTE, end, 'ERROR no such column, request', 900))
  const broken = await scene.run({ github: { runId: '9002' } })
  expect(broken.outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'new-signatures' })
})

row('B11', 'a query that the store refuses', async () => {
  const scene = await judging({ ...signatures, logs: '{app="shop"} | nonsense(' })
  const { outputs } = await scene.run()
  expect(outputs).toMatchObject({ verdict: 'config-error', 'reason-code': 'invalid-query' })
  expect(scene.lines.seen.length).toBeLessThanOrEqual(2)
})

for (const status of [429, 504]) {
  row('B11', `an overload, ${status}`, async () => {
    const scene = await judging(signatures, FEW_LOOKS)
    scene.lines.trouble = () =>
      scene.comments().length === 0 ? undefined : { status, body: 'too many requests' }
    const code = status === 429 ? 'rate-limited' : 'provider-error'
    expectUnknown(await scene.run(), scene, code)
  })
}

row('B12', async () => {
  const scene = await judging(latency, FEW_LOOKS)
  const hostile = '{"polluted":"yes","verdict":"pass","constructor":{"prototype":{"polluted":1}}}'
  scene.metrics.trouble = seen => {
    const { body, ...answer } = promAnswer(seen, '0.2') as Exclude<Trouble, string>
    const poisoned = (body ?? '')
      .replace('{"status"', `{"__proto__":${hostile},"status"`)
      .replace('"metric":{}', `"metric":{"__proto__":"x","constructor":"y","route":"z"}`)
    return { ...answer, body: poisoned }
  }
  const result = await scene.run()
  expect(Object.keys(result.outputs)).not.toContain('polluted')
  expect(['pass', 'inconclusive']).toContain(result.outputs['verdict'])
  expect(resultOf(result)).not.toHaveProperty('polluted')
})

row('B13', async () => {
  const scene = await judging(latency)
  scene.latency.from(scene.deployedAt + 6 * MINUTE, undefined)
  expectUnknown(await scene.run(), scene, 'stale-data')
})

row('B14', async () => {
  const scene = await open({
    config: [{ checks: [{ ...latency, max: undefined, min: '150ms', critical: true }] }],
    deployedAt: Date.now() - 16 * MINUTE - 30_000
  })
  // The last ten seconds are still coming in: half of what they will be.
  scene.latency.from(scene.deployedAt + 16 * MINUTE + 20_000, 0.05)
  const { outputs } = await scene.run()
  expect(outputs['verdict']).toBe('pass')
})

row('B15', async () => {
  const scene = await judging(latency)
  scene.latency.from(scene.deployedAt + 8 * MINUTE, undefined)
  expectUnknown(await scene.run(), scene, 'stale-data')
})

row('B16', async () => {
  const { unit: _none, ...withoutUnit } = latency
  const scene = await judging({ ...withoutUnit, max: '1%' })
  const result = await scene.run()
  expect(result.outputs).toMatchObject({
    verdict: 'config-error',
    'reason-code': 'invalid-config'
  })
  expect(resultOf(result).problems.join()).toMatch(/unit/)
})

for (const [variant, critical, verdict] of [
  ['not critical', false, 'pass'],
  ['critical', true, 'fail']
] as const) {
  row('B17', variant, async () => {
    const scene = await judging({ ...latency, critical })
    scene.latency.from(scene.deployedAt + 5 * MINUTE, 2)
    scene.latency.from(scene.deployedAt + 5 * MINUTE + 30_000, 0.2)
    const { outputs } = await scene.run()
    expect(outputs['verdict']).toBe(verdict)
  })
}

row('B18', async () => {
  const scene = await open({ config: [FEW_LOOKS, { checks: [errorRatio, errorLines] }] })
  scene.breakRelease()
  scene.logs.trouble = () => 'cut'
  const result = await scene.run()
  expect(result.outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'above-max' })
  const other = resultOf(result).checks.find(({ name }) => name === 'error log lines')
  expect(other).toMatchObject({ verdict: 'inconclusive', reason_code: 'provider-error' })
  expect(scene.comments()[0]).toContain('error log lines')
})

row('B19', async () => {
  const scene = await open({
    config: [LIVE, { bake: { settle: '0s', duration: '6s', interval: '1s' }, checks: [latency] }],
    deployedAt: Date.now()
  })
  let looks = 0
  // A page is an error that is not asked for again.
  scene.metrics.trouble = () =>
    scene.comments().length > 0 && looks % 2 === 1
      ? { status: 200, body: '<html>', type: 'text/html' }
      : undefined
  const result = await scene.run({
    onLine: line => {
      if (line.startsWith('look ')) looks += 1
    }
  })
  expectUnknown(result, scene, 'not-json')
})

row('B20', async () => {
  const scene = await judging(errorRatio)
  await scene.run()
  const asked = scene.metrics.seen.map(({ url }) => url.searchParams.get('partial_response'))
  expect(asked.length).toBeGreaterThan(0)
  expect(new Set(asked)).toEqual(new Set(['false']))
})

row('B13', 'a scrape that stalls under a total', async () => {
  const scene = await judging(errorRatio)
  scene.requests.from(scene.deployedAt + 6 * MINUTE, undefined)
  scene.errors.from(scene.deployedAt + 6 * MINUTE, undefined)
  const result = await scene.run()
  expectUnknown(result, scene, 'stale-data')
  const evidence = readFileSync(result.outputs['evidence-path'] ?? '', 'utf8')
  expect(evidence).toContain('"stale"')
})
