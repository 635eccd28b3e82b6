import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { startStub, type StubServer, text } from '../__tests__/support/stub-server.js'
import { errorRatio } from '../acceptance/support/configuration.js'
import { useScenes } from '../acceptance/support/scene.js'
import { startPrometheus } from './support/metrics.js'
import { describeLive, type LiveServer } from './support/servers.js'

const PER_SECOND = 50
const BAD_SHARE = 0.2
const BEFORE_THE_DEPLOY = 12_000
const GOOD_AFTER_THE_DEPLOY = 7_000
const MOST_UNTIL_DECIDED = 20_000

describeLive('the shipped bundle on a real Prometheus', ['prometheus'], () => {
  const open = useScenes()
  const began = Date.now()
  let badSince = Number.POSITIVE_INFINITY
  let exporter: StubServer
  let prometheus: LiveServer

  beforeAll(async () => {
    exporter = await startStub((seen, response) =>
      text(exposition(began, badSince))(seen, response)
    )
    prometheus = await startPrometheus({ target: exporter.url })
  })
  afterAll(async () => {
    await prometheus.close()
    await exporter.close()
  })

  test('a release that answers a fifth of its requests with errors is called bad within 20 seconds', async () => {
    await sleep(BEFORE_THE_DEPLOY)
    const deployedAt = Date.now()
    badSince = deployedAt + GOOD_AFTER_THE_DEPLOY
    const scene = await open({
      deployedAt,
      config: [
        {
          bake: { settle: '0s', duration: '60s', interval: '5s' },
          baseline: { duration: '8s', gap: '1s', history: '8s' },
          endpoints: { metrics: { provider: 'prometheus', url: prometheus.url, delay: '0s' } },
          checks: [{ ...errorRatio, critical: false }]
        }
      ]
    })
    const { outputs } = await scene.run()
    const decided = scene.github.state.statuses.find(({ state }) => state === 'failure')
    const delay = (decided?.createdAt ?? Number.POSITIVE_INFINITY) - badSince
    process.stdout.write(`decided ${delay} ms after the first bad request\n`)
    expect(outputs).toMatchObject({ verdict: 'fail', 'reason-code': 'above-max' })
    expect(delay).toBeGreaterThan(0)
    expect(delay).toBeLessThan(MOST_UNTIL_DECIDED)
  }, 120_000)
})

/** Two counters as a service exposes them that answers so many requests a second. */
function exposition(began: number, badSince: number): string {
  const now = Date.now()
  const events = (since: number, rate: number): number =>
    Math.floor((Math.max(0, now - since) / 1000) * rate)
  return [
    '# TYPE requests counter',
    `requests ${events(began, PER_SECOND)}`,
    '# TYPE errors counter',
    `errors ${events(badSince, PER_SECOND * BAD_SHARE)}`,
    ''
  ].join('\n')
}
