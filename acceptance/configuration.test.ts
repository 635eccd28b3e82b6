import { expect, test } from '@jest/globals'
import type { ActionResult } from '../src/demo/runner.js'
import { errorRatio, FEW_LOOKS, health, latency } from './support/configuration.js'
import { type Scene, type SceneOptions, useScenes } from './support/scene.js'
import { resultOf } from './support/told.js'

const open = useScenes()

/** Found before the bake: exit 1, nothing written, and no provider asked. */
function expectRefused(result: ActionResult, scene: Scene, code: string): void {
  expect(result.outputs).toMatchObject({
    verdict: 'config-error',
    'reason-code': code,
    'rollback-status': 'none'
  })
  expect(result.exitCode).toBe(1)
  expect(scene.writes()).toEqual([])
  expect(asked(scene)).toBe(0)
  expect(result.summary).not.toBe('')
}

function asked({ metrics, logs, site }: Scene): number {
  return [metrics, logs, site].reduce((sum, { seen }) => sum + seen.length, 0)
}

test('every problem of a configuration is told at once, each with its place', async () => {
  const scene = await open({
    configText: `version: 1
bake: {duration: five minutes}
endpoints:
  metrics: {provider: promethius, url: "http://prometheus.example.com"}
checks:
  - name: error ratio
    endpoint: metrix
    raito: {bad: a, total: b}
  - name: error ratio
    endpoint: metrics
    query: up
    maxx: 1
`
  })
  const result = await scene.run()
  expectRefused(result, scene, 'invalid-config')
  const { problems } = resultOf(result)
  expect(problems.length).toBeGreaterThanOrEqual(4)
  const told = problems.join('\n')
  expect(told).toContain('bake.duration')
  expect(told).toContain('"prometheus"')
  expect(told).toContain('"ratio"')
  expect(told).toMatch(/^2:\d+ `bake.duration`/m)
  for (const problem of problems) expect(result.summary).toContain(problem.slice(0, 12))
})

const broken: readonly {
  readonly what: string
  readonly options?: SceneOptions
  readonly inputs?: Readonly<Record<string, string>>
  readonly event?: { readonly name: string; readonly payload: unknown }
  readonly code: string
  readonly told: RegExp
}[] = [
  {
    what: 'an unknown key',
    options: { config: [{ 'on-inconclusiv': 'pass' }] },
    code: 'invalid-config',
    told: /on-inconclusive/
  },
  {
    what: 'no check at all',
    options: { config: [{ checks: [] }] },
    code: 'invalid-config',
    told: /check/
  },
  {
    what: 'a secret that is not set',
    options: {
      config: [
        {
          endpoints: {
            metrics: {
              provider: 'prometheus',
              url: 'https://prometheus.example.com',
              'bearer-token': '${PROMETHEUS_TOKEN}'
            }
          }
        }
      ]
    },
    code: 'missing-secret',
    told: /PROMETHEUS_TOKEN/
  },
  {
    what: 'plain http to another machine',
    options: {
      config: [
        { endpoints: { metrics: { provider: 'prometheus', url: 'http://prometheus.example.com' } } }
      ]
    },
    code: 'invalid-config',
    told: /allow-http/
  },
  {
    what: 'the address of a metadata service',
    options: {
      config: [
        { endpoints: { metrics: { provider: 'prometheus', url: 'https://169.254.169.254' } } }
      ]
    },
    code: 'invalid-config',
    told: /metadata addresses/
  },
  {
    what: 'an input that is no word of ours',
    inputs: { mode: 'gait' },
    code: 'invalid-config',
    told: /gate/
  },
  {
    what: 'an input that is no instant',
    inputs: { 'deployed-at': 'yesterday' },
    code: 'invalid-config',
    told: /deployed-at/
  },
  {
    what: 'a configuration that is not there',
    inputs: { config: '.github/other.yml' },
    code: 'invalid-config',
    told: /other\.yml/
  },
  {
    what: 'a gate on pull_request_target',
    event: {
      name: 'pull_request_target',
      payload: { repository: { default_branch: 'main' }, pull_request: { number: 42 } }
    },
    code: 'unsafe-trigger',
    told: /pull_request_target/
  }
]

test.each(broken)('$what is a $code before anything is asked or written', async row => {
  const scene = await open(row.options)
  const result = await scene.run({
    ...(row.inputs === undefined ? {} : { inputs: row.inputs }),
    ...(row.event === undefined ? {} : { event: row.event })
  })
  expectRefused(result, scene, row.code)
  expect(resultOf(result).problems.join('\n')).toMatch(row.told)
})

test('without a rollback section the workflow does not matter', async () => {
  const scene = await open({ rollbackWorkflow: undefined })
  const { exitCode, outputs } = await scene.run()
  expect([exitCode, outputs['rollback-status']]).toEqual([0, 'none'])
})

test.each([401, 403])(
  'credentials that a backend refuses with %i are found before anything is written',
  async status => {
    const scene = await open()
    scene.metrics.trouble = () => ({ status, body: 'no' })
    const result = await scene.run()
    expect(result.outputs).toMatchObject({
      verdict: 'config-error',
      'reason-code': 'not-authorised'
    })
    expect(result.exitCode).toBe(1)
    expect(scene.writes()).toEqual([])
  }
)

test('a query that the backend refuses is found before anything is written', async () => {
  const scene = await open({ config: [{ checks: [{ ...latency, query: 'rate(latency' }] }] })
  const result = await scene.run()
  expect(result.outputs).toMatchObject({ verdict: 'config-error', 'reason-code': 'invalid-query' })
  expect(scene.writes()).toEqual([])
})

test('the configuration is read through the API at the commit of the run', async () => {
  const scene = await open()
  const result = await scene.run()
  expect(result.outputs['verdict']).toBe('pass')
  const read = scene.github.log.find(({ path }) => path.endsWith('/contents/.github/bakegate.yml'))
  expect(read?.query['ref']).toBe(scene.release)
})

test('config-inline wins over every file', async () => {
  const scene = await open({ configText: 'version: 2' })
  const inline = JSON.stringify({
    version: 1,
    endpoints: { site: { provider: 'http', url: scene.site.url } },
    checks: [health]
  })
  const { outputs } = await scene.run({ inputs: { 'config-inline': inline } })
  expect(outputs['verdict']).toBe('pass')
})

const outsiders: readonly { readonly name: string; readonly payload: object }[] = [
  { name: 'pull_request', payload: { pull_request: { number: 42, head: { sha: '' } } } },
  { name: 'workflow_run', payload: { workflow_run: { head_sha: '', pull_requests: [] } } },
  { name: 'deployment_status', payload: { deployment: { sha: '', ref: 'topic' } } }
]

test.each(outsiders)(
  'on $name the configuration comes from the default branch, whatever the branch says',
  async ({ name, payload }) => {
    const scene = await open()
    const proposed = scene.github.addCommit({
      branch: 'topic',
      parents: [scene.release],
      message: 'Judge nothing',
      files: { '.github/bakegate.yml': 'version: 1\nchecks: []\n' }
    })
    const event = {
      name,
      payload: {
        ...(JSON.parse(
          JSON.stringify(payload)
            .replaceAll('"sha":""', `"sha":"${proposed}"`)
            .replaceAll('"head_sha":""', `"head_sha":"${proposed}"`)
        ) as object),
        repository: { default_branch: 'main' }
      }
    }
    const result = await scene.run({
      event,
      inputs: { sha: scene.release },
      github: { sha: proposed }
    })
    expect(result.outputs['verdict']).toBe('pass')
    const refs = scene.github.log
      .filter(({ path }) => path.endsWith('/contents/.github/bakegate.yml'))
      .map(({ query }) => query['ref'])
    expect(refs).toEqual(['main'])
  }
)

test('a secret reaches its backend and no other place', async () => {
  const secret = 'correct-horse-battery-staple'
  const scene = await open({
    config: [{ checks: [errorRatio] }]
  })
  const text = JSON.stringify({
    version: 1,
    ...FEW_LOOKS,
    baseline: { duration: '1h', gap: '1m', history: '1h' },
    endpoints: {
      metrics: {
        provider: 'prometheus',
        url: scene.metrics.url,
        delay: '0s',
        'bearer-token': '${PROMETHEUS_TOKEN}'
      }
    },
    checks: [errorRatio]
  })
  scene.metrics.trouble = ({ headers }) =>
    headers['authorization'] === `Bearer ${secret}`
      ? { status: 500, body: `the token ${secret} is not liked` }
      : { status: 401 }
  const result = await scene.run({
    inputs: { 'config-inline': text },
    env: { PROMETHEUS_TOKEN: secret, RUNNER_DEBUG: '1' }
  })
  expect(result.outputs['reason-code']).toBe('provider-error')
  const masked = result.stdout.replace(`::add-mask::${secret}`, '')
  const written = JSON.stringify([
    masked,
    result.stderr,
    result.outputs,
    result.summary,
    result.state
  ])
  expect(written + scene.comments().join()).not.toContain(secret)
})

test('a deployment to another environment is not judged as one to this', async () => {
  const scene = await open()
  scene.breakRelease()
  const deployment = { sha: scene.release, ref: 'main', environment: 'staging' }
  const payload = { deployment, repository: { default_branch: 'main' } }
  const result = await scene.run({ event: { name: 'deployment_status', payload } })
  expect([result.exitCode, result.outputs['verdict']]).toEqual([1, 'config-error'])
  expect(resultOf(result).problems.join('\n')).toContain('github.event.deployment.environment')
  expect([scene.metrics.seen.length, scene.writes()]).toEqual([0, []])
})
