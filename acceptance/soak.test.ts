import { expect, test } from '@jest/globals'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { bake, type BakeProgress } from '../src/bake/bake.js'
import { connect } from '../src/bake/connect.js'
import { loadSettings } from '../src/config/settings.js'
import { createHttp } from '../src/io/http.js'
import { planFrame } from '../src/plan.js'
import { providers } from '../src/providers/index.js'
import type { Http } from '../src/world.js'
import { bakeDeps, sleepingClock } from '../__tests__/support/bake-world.js'
import { contextOf } from '../__tests__/support/log-store.js'
import { startBackend } from './support/backend.js'
import { curve } from './support/curve.js'
import { startLogs } from './support/logs.js'
import { startMetrics } from './support/metrics.js'

const MINUTE = 60_000
const MIB = 1024 * 1024
/** `SOAK_HOURS=6` for the long one. */
const hours = Number(process.env['SOAK_HOURS'] ?? 1)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** MiB that are still in use after everything that can be collected is. */
function used(): number {
  collect()
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / MIB
}

/** Twenty ratios, fifteen values, ten counts of log lines and five probes: seventy requests a look. */
function configOf(urls: { metrics: string; logs: string; site: string }): string {
  const many = (count: number, make: (index: number) => object) =>
    Array.from({ length: count }, (_, index) => make(index))
  const bad = 'sum(increase(errors[{{window}}]))'
  const total = 'sum(increase(requests[{{window}}]))'
  return JSON.stringify({
    version: 1,
    bake: { settle: '1m', duration: `${hours}h`, interval: '1m' },
    baseline: { duration: '1h', history: '6h' },
    endpoints: {
      metrics: { provider: 'prometheus', url: urls.metrics, delay: '0s' },
      logs: { provider: 'loki', url: urls.logs, delay: '0s' },
      site: { provider: 'http', url: urls.site }
    },
    checks: [
      ...many(20, index => ({
        name: `ratio ${index}`,
        endpoint: 'metrics',
        ratio: { bad, total },
        max: `${10 + index}%`,
        compare: {}
      })),
      ...many(15, index => ({
        name: `value ${index}`,
        endpoint: 'metrics',
        query: 'latency',
        unit: 's',
        max: `${800 + index}ms`,
        compare: {}
      })),
      ...many(10, index => ({
        name: `lines ${index}`,
        endpoint: 'logs',
        count: `{app="shop"} |= "ERROR${index}"`,
        compare: {}
      })),
      ...many(5, index => ({
        name: `probe ${index}`,
        endpoint: 'site',
        probe: { path: `/healthz${index}` }
      }))
    ]
  })
}

test(
  `a bake of ${hours} h with 50 checks needs no more memory at its end than in its midst`,
  async () => {
    const one = (level: number) => [{ labels: {}, curve: curve(level) }]
    const backends = await Promise.all([
      startMetrics({ requests: one(100), errors: one(0.2), latency: one(0.2) }),
      startLogs({ shop: curve(0.1) }),
      startBackend(() => ({ status: 200, body: 'ok' }))
    ])
    const [metrics, logs, site] = backends
    const client = createHttp({ env: {} })
    // The backends' clock is the machine's; the time of the bake passes faster.
    const http: Http = async request => {
      const { skew: _none, ...response } = await client(request)
      return response
    }
    const deployedAt = Date.UTC(2026, 10, 23, 12)
    const { settings } = loadSettings(
      configOf({ metrics: metrics.url, logs: logs.url, site: site.url }),
      {
        file: 'bakegate.yml',
        env: {},
        variables: '',
        names: { environment: 'production', service: 'shop', version: 'v1', sha: 'f'.repeat(40) },
        providers
      }
    )
    const { checks, resolution } = connect(settings, providers)
    expect(checks).toHaveLength(50)
    const baseline = settings.checks[0]?.baseline
    if (baseline === undefined) throw new Error('no check')
    const frame = planFrame({ bake: settings.bake, baseline, deployedAt, resolution })
    let asked = 0
    const table: {
      readonly look: number
      readonly requests: number
      readonly mebibytes: number
    }[] = []
    const onLook = ({ analysis }: BakeProgress): void => {
      // What the backends remember is no leak of ours.
      for (const { seen } of backends) asked += (seen as unknown[]).splice(0).length
      const look = analysis.looks.done
      const isMeasured = look > 0 && look % Math.ceil(frame.looks.length / (2 * hours * 2)) === 0
      if (isMeasured) table.push({ look, requests: asked, mebibytes: used() })
    }
    const { analysis } = await bake(
      {
        checks,
        frame,
        bake: settings.bake,
        falseAlarmRate: settings.falseAlarmRate,
        asksPast: true,
        logs: contextOf()
      },
      bakeDeps(sleepingClock(deployedAt), { http, onLook })
    )
    client.close()
    await Promise.all(backends.map(backend => backend.close()))
    expect(analysis.verdict).toBe('pass')
    expect(frame.looks.length).toBe(60 * hours)
    const lines = table.map(
      ({ look, requests, mebibytes }) =>
        `${String(look).padStart(5)}${String(requests).padStart(10)}${mebibytes.toFixed(1).padStart(12)}`
    )
    process.stdout.write(`\n look  requests  MiB in use\n${lines.join('\n')}\n`)
    const half = Math.floor(table.length / 2)
    const growth = (table.at(-1)?.mebibytes ?? Infinity) - (table[half - 1]?.mebibytes ?? 0)
    // The samples of the evidence are kept, 35 of a series a look: less than a mebibyte in three hours.
    expect(growth).toBeLessThan(Math.max(2, hours))
  },
  60 * MINUTE
)
