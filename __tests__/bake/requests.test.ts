import { expect, test } from '@jest/globals'
import { bake } from '../../src/bake/bake.js'
import { connect } from '../../src/bake/connect.js'
import { loadSettings } from '../../src/config/settings.js'
import { planFrame } from '../../src/plan.js'
import { providers } from '../../src/providers/index.js'
import { hastyHttp } from '../support/asking.js'
import { bakeDeps, sleepingClock } from '../support/bake-world.js'
import { contextOf } from '../support/log-store.js'
import { startCloudWatch } from '../support/cloudwatch-fake.js'

const deployedAt = Date.UTC(2026, 10, 23, 12, 0, 17)

/** Eight ratios, six counts and six values, all of different metrics. */
function checks(): string {
  const metric = (name: string): string => `'metric("Shop", "${name}", "Sum", fill=0)'`
  const ratio = (index: number): string =>
    `{name: ratio ${index}, endpoint: aws, ratio: {bad: ${metric(`Bad${index}`)}, total: ${metric(`All${index}`)}}, max: 50%, compare: {}}`
  const count = (index: number): string =>
    `{name: count ${index}, endpoint: aws, count: ${metric(`Count${index}`)}, compare: {}}`
  const value = (index: number): string =>
    `{name: value ${index}, endpoint: aws, query: ${metric(`Value${index}`)}, max: 1000, compare: {}}`
  const all = [ratio, count, value].flatMap((make, kind) =>
    Array.from({ length: kind === 0 ? 8 : 6 }, (_, index) => make(index))
  )
  return all.map(check => `  - ${check}\n`).join('')
}

test('twenty checks of CloudWatch are one request a look', async () => {
  const minutes = Array.from(
    { length: 300 },
    (_, index) => deployedAt / 1000 - 17 + (index - 240) * 60
  )
  const constantly = (value: number) => new Map(minutes.map(at => [at, value]))
  const metrics = new Proxy(
    {},
    { get: (_none, name) => constantly(String(name).startsWith('Bad') ? 1 : 100) }
  )
  const server = await startCloudWatch({ metrics })
  const http = hastyHttp()
  const { settings } = loadSettings(
    `version: 1
bake: {settle: 1m, duration: 10m, interval: 30s}
baseline: {duration: 1h, history: 3h}
endpoints:
  aws: {provider: cloudwatch, url: "${server.url}", region: eu-west-1}
checks:
${checks()}`,
    {
      file: 'bakegate.yml',
      env: { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret-of-this-test' },
      variables: '',
      names: { environment: 'production', service: 'shop', version: 'v1', sha: 'f'.repeat(40) },
      providers
    }
  )
  const connected = connect(settings, providers)
  expect(connected.checks).toHaveLength(20)
  const [first] = settings.checks
  if (first === undefined) throw new Error('no check')
  const { resolution } = connected
  const frame = planFrame({ bake: settings.bake, baseline: first.baseline, deployedAt, resolution })
  const seen: number[] = []
  const request = {
    checks: connected.checks,
    frame,
    bake: settings.bake,
    falseAlarmRate: settings.falseAlarmRate,
    asksPast: true,
    logs: contextOf()
  }
  const deps = bakeDeps(sleepingClock(deployedAt), {
    http,
    onLook: () => seen.push(server.seen.length)
  })
  const { analysis } = await bake(request, deps)
  http.close()
  await server.close()

  expect(frame.looks).toHaveLength(10)
  expect(
    analysis.judgements
      .map(({ code }) => code)
      .filter(code => code !== 'nothing-worse' && code !== 'healthy')
  ).toEqual([])
  // What each look needed, beginning with the past.
  const [past = 0, ...looks] = seen
  expect(looks.map((total, index) => total - (seen[index] ?? 0))).toEqual(Array(10).fill(1))
  expect(past).toBeLessThanOrEqual(4)
  expect(analysis.verdict).toBe('pass')
})
