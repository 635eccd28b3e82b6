import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { PEAK, peakOf, workOf } from '../acceptance/support/peak.js'
import { useScenes } from '../acceptance/support/scene.js'
import { describeLive, type LiveServer } from './support/servers.js'
import { startVictoriaLogs } from './support/victoria-logs.js'

const MINUTE = 60_000
const LINES = 100_000
/** Processor time, however busy the machine is; the run takes about a third of it. */
const MOST_WORK = 10_000
/** 400 MB in MiB. */
const MOST_MEMORY = 381

const deployedAt = Math.floor(Date.now() / MINUTE) * MINUTE - 40 * MINUTE

/** About 190 bytes a line, of 40 forms. */
function crowd(start: number, end: number, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    at: Math.floor(start + ((end - start) * index) / count),
    app: 'shop',
    text: `WARN [worker-${index % 16}] form${index % 40} of checkout was slow: order ${index} took ${index % 977} ms, customer ${(index * 2_654_435_761) % 1e9}, trace=${(index * 40_503).toString(16).padStart(16, '0')} path=/api/v1/orders/${index}/items region=eu-west-1 zone=eu-west-1b cluster=production`
  }))
}

describeLive('the shipped bundle on a real VictoriaLogs', ['victoria-logs'], () => {
  const open = useScenes()
  const before = crowd(deployedAt - 62 * MINUTE, deployedAt - MINUTE, 2_000)
  const since = crowd(deployedAt + MINUTE, deployedAt + 11 * MINUTE, LINES)
  let store: LiveServer

  beforeAll(async () => {
    store = await startVictoriaLogs([...before, ...since])
  }, 120_000)
  afterAll(async () => {
    await store.close()
  })

  test('reads and counts 100 000 lines of 18 MiB in 400 MB', async () => {
    expect(since.reduce((sum, { text }) => sum + text.length, 0)).toBeGreaterThan(18 * 1024 * 1024)
    const scene = await open({
      deployedAt,
      config: [
        {
          bake: { settle: '1m', duration: '10m', interval: '10m' },
          endpoints: { lines: { provider: 'victorialogs', url: store.url, delay: '0s' } },
          checks: [
            {
              name: 'new error signatures',
              endpoint: 'lines',
              logs: '{app="shop"}',
              'new-signatures': { max: 0, 'min-count': 3 },
              'max-lines': LINES,
              compare: { tolerance: '500000%' }
            }
          ]
        }
      ]
    })
    const result = await scene.run({ env: PEAK })
    process.stdout.write(`${peakOf(result).toFixed(0)} MiB, processor ${workOf(result)} ms\n`)
    expect(result.outputs).toMatchObject({ verdict: 'pass' })
    expect(result.outputs['result']).toContain('100000')
    expect(workOf(result)).toBeLessThan(MOST_WORK)
    expect(peakOf(result)).toBeLessThan(MOST_MEMORY)
  }, 120_000)
})
