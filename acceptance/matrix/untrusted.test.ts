import { expect, test } from '@jest/globals'
import { hostileTexts } from '../../__tests__/support/hostile.js'
import { commandsIn } from '../../__tests__/support/runner-oracle.js'
import type { ActionResult } from '../../src/demo/runner.js'
import { latency, ROLLBACK } from '../support/configuration.js'
import { expectInert, newLines, pagesOf, plant, toldBy } from '../support/planted.js'
import { type Scene, useScenes } from '../support/scene.js'
import { resultOf } from '../support/told.js'
import { row } from './row.js'

const open = useScenes()

interface Planted {
  readonly scene: Scene
  readonly result: ActionResult
}

/** Runs with these texts everywhere: the release is bad, so that the report tells all that it knows. */
async function run(texts: readonly string[]): Promise<Planted> {
  const scene = await plant(open, texts)
  const result = await scene.run()
  expect(result.outputs).toMatchObject({ verdict: 'fail', 'rollback-target': '' })
  expect(resultOf(result).checks.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['p99 latency', 'fail'],
    ['new error signatures', 'fail'],
    ['error log lines', 'inconclusive']
  ])
  expectInert(result, scene)
  return { scene, result }
}

row('C01', async () => {
  const { result } = await run([
    '::set-output name=verdict::pass',
    '   ::set-output name=verdict::pass',
    '\u200b::set-output name=verdict::pass'
  ])
  expect(result.outputs['verdict']).toBe('fail')
})

row('C02', async () => {
  await run(['::add-mask::e', '::add-mask:: ', '  ::ADD-MASK::fail'])
})

row('C03', async () => {
  await run(['foo ##[set-output name=verdict]pass', '##[error]x', 'a ##[add-matcher]p.json'])
})

row('C04', async () => {
  const { result } = await run(['::stop-commands::x', '::stop-commands::pause-logging'])
  const ours = commandsIn(result.stdout).filter(({ name }) => name === 'error')
  expect(ours.length).toBeGreaterThan(0)
})

row('C05', async () => {
  await run(Array.from({ length: 84 }, (_, index) => `::error file=a,line=${index}::boom ${index}`))
})

row('C06', async () => {
  await run(['```', '~~~', '`'.repeat(50), '```\n# leaked\n```', '~~~~\nleaked\n~~~~', '` `` ```'])
})

row('C07', async () => {
  await run([
    '</code></pre></details><h1>leaked</h1>',
    '</details>',
    '<!-- leaked',
    '</td></table>'
  ])
})

row('C08', async () => {
  await run(['a|b', 'a\\|b\\', 'c\nd', 'e`f|`g', '| --- | --- |'])
})

row('C09', async () => {
  await run([
    '![x](https://evil.test/b.png)',
    '<img src=https://evil.test/b.png>',
    '<picture><source srcset=//evil.test/x></picture>',
    '<svg onload=alert(1)>'
  ])
})

row('C10', async () => {
  await run(['@octocat', '@org/team please look', 'cc @octocat, (@hubot)', '@\u200boctocat'])
})

row('C11', async () => {
  await run([
    '#1 closes #1',
    'owner/repo#1',
    'GH-1 and JIRA-12',
    'https://github.com/o/r/issues/1',
    '4f2a9c1d7e8b3a6f5c0d9e8f7a6b5c4d3e2f1a0b'
  ])
})

row('C12', async () => {
  await run([
    'https://evil.test www.evil.test http://evil.test.',
    'javascript:alert(1)',
    '<https://evil.test>',
    '[leaked](https://evil.test)',
    '[leaked]: https://evil.test',
    'mail me@evil.test now'
  ])
})

row('C13', async () => {
  const scene = await open({ config: [{ checks: [newLines] }] })
  const { lines, deployedAt } = scene
  const at = deployedAt + 120_000
  const long = `ERROR ${'leaked '.repeat(1024 * 1024)}`
  lines.add([0, 1, 2, 3].map(index => ({ at: at + index, text: long })))
  const result = await scene.run()
  expectInert(result, scene)
  const told = await toldBy(result, scene)
  for (const text of told.values()) expect(text.split('leaked').length).toBeLessThan(300 * 4)
})

row('C13', 'of one word', async () => {
  const scene = await open({ config: [{ checks: [newLines] }] })
  const { lines, deployedAt } = scene
  lines.add([{ at: deployedAt + 120_000, text: `ERROR ${'x'.repeat(64 * 1024 * 1024)}` }])
  const result = await scene.run()
  // One line is too seldom to count against the release, read or not.
  expect(['pass', 'inconclusive']).toContain(result.outputs['verdict'])
  expectInert(result, scene)
  for (const text of (await toldBy(result, scene)).values()) expect(text).not.toMatch(/x{2001}/)
})

row('C14', async () => {
  const { scene, result } = await run([
    '\u001b[31mred\u001b]8;;https://evil.test\u0007link\u001b]8;;\u0007',
    'nul\u0000bel\u0007',
    '\u202eevil\u2066 \u200bsplit \u{e0041}tag \ufeffbom',
    'cr\rlf\u2028ps\u0085'
  ])
  const told = await toldBy(result, scene)
  for (const name of ['stdout', 'stderr', 'summary', 'comment', 'page']) {
    expect(told.get(name)).not.toMatch(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e0fff}]/u
    )
  }
})

const TOKENS: readonly string[] = [
  `ghp_${'a1B2c3D4e5F6'.repeat(3)}`,
  'AKIAIOSFODNN7EXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  `xoxb-123456789012-${'abcDEF123456'.repeat(2)}`,
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  `sk_live_${'4eC39HqLyjWD'.repeat(2)}`,
  `AIza${'SyD1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q'.slice(0, 35)}`,
  `npm_${'a1B2c3D4e5F6'.repeat(3)}`,
  `ddapi_${'0a1b2c3d'.repeat(5)}`,
  's3cretPassw0rd',
  'dXNlcjpzM2NyZXRQYXNz',
  'Zm9vYmFyYmF6cXV4MTIzNDU2'
]

/** The secrets above where a log would have them. */
const TOKEN_LINES: readonly string[] = [
  `cloning with ${TOKENS[0]}`,
  `aws id ${TOKENS[1]}`,
  `aws secret_access_key=${TOKENS[2]}`,
  `slack says ${TOKENS[3]}`,
  `token ${TOKENS[4]}`,
  `stripe ${TOKENS[5]}`,
  `maps key=${TOKENS[6]}`,
  `publishing by ${TOKENS[7]}`,
  `datadog ${TOKENS[8]}`,
  `connecting to postgres://shop:${TOKENS[9]}@db.internal:5432/shop`,
  `Authorization: Basic ${TOKENS[10]}`,
  `Authorization: Bearer ${TOKENS[11]}`,
  '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAnotARealKeyButLong\n-----END RSA PRIVATE KEY-----'
]

async function expectNowhere(texts: readonly string[], secrets: readonly string[]): Promise<void> {
  const { scene, result } = await run(texts)
  const told = await toldBy(result, scene)
  for (const secret of secrets) {
    const leaks = [...told].filter(([, text]) => text.includes(secret)).map(([name]) => name)
    expect([secret, leaks]).toEqual([secret, []])
  }
}

row('C15', async () => {
  await expectNowhere(TOKEN_LINES, [...TOKENS, 'MIIEowIBAAKCAQEAnotARealKeyButLong'])
})

row('C16', async () => {
  await expectNowhere(
    [
      'mail to jane.doe@example.com failed',
      'card 4111 1111 1111 1111 declined',
      'call +49 30 901820 back',
      'iban DE89370400440532013000 unknown',
      'login with password=hunter2hunter2 failed',
      'Set-Cookie: session=c00k1ec00k1ec00k; HttpOnly',
      'GET https://x.blob.test/a?sv=2024&sig=QmFzZTY0U2lnbmF0dXJl%3D answered 403'
    ],
    [
      'jane.doe@example.com',
      '4111 1111 1111 1111',
      '901820',
      'DE89370400440532013000',
      'hunter2hunter2',
      'c00k1ec00k1ec00k',
      'QmFzZTY0U2lnbmF0dXJl'
    ]
  )
})

row('C17', async () => {
  const key = 'header-key-0123456789abcdef'
  const inQuery = 'query-key-fedcba9876543210'
  const scene = await open()
  scene.metrics.trouble = ({ url, headers }) => ({
    status: 500,
    body: `Cannot serve ${url.href} with ${JSON.stringify(headers)}`
  })
  const config = {
    version: 1,
    bake: { settle: '0s', duration: '1m', interval: '1m' },
    baseline: { duration: '1h', gap: '1m', history: '1h' },
    endpoints: {
      metrics: {
        provider: 'prometheus',
        url: scene.metrics.url,
        'bearer-token': '${PROMETHEUS_TOKEN}',
        headers: { 'x-more': '${MORE_TOKEN}' },
        timeout: '2s'
      }
    },
    checks: [{ ...latency, query: `latency{key="${inQuery}"}` }]
  }
  const result = await scene.run({
    inputs: { 'config-inline': JSON.stringify(config) },
    env: {
      PROMETHEUS_TOKEN: key,
      MORE_TOKEN: `more-${key}`,
      ACTIONS_STEP_DEBUG: 'true',
      RUNNER_DEBUG: '1'
    }
  })
  expect(result.outputs['verdict']).toBe('inconclusive')
  for (const [name, text] of await toldBy(result, scene)) {
    // The masks themselves are told to the runner, which shows them to nobody.
    const shown = text.replace(/^::add-mask::.*$/gm, '')
    expect([name, shown.includes(key)]).toEqual([name, false])
  }
})

row('C18', async () => {
  const scene = await plant(open, ['ERROR visitor jane-4711 paid with a stolen voucher'], {
    isPrivate: false
  })
  const result = await scene.run()
  expect(result.outputs['verdict']).toBe('fail')
  expectInert(result, scene)
  for (const page of pagesOf(result, scene)) {
    expect(page).toMatch(/paid with a stolen voucher/)
    expect(page).not.toContain('An example')
  }
  const told = await toldBy(result, scene)
  const { signatures } = resultOf(result).checks.find(
    ({ name }) => name === 'new error signatures'
  ) as unknown as { signatures: readonly { readonly template: string }[] }
  expect(signatures.length).toBeGreaterThan(0)
  expect(JSON.stringify(signatures)).not.toContain('"examples"')
  expect(told.get('evidence')).not.toContain('"examples":["')
})

row('C19', async () => {
  const texts = [
    '::error::boom',
    '##[set-output name=verdict]pass',
    '```\n# x',
    '<img src=x>',
    '@octocat #1'
  ]
  const scene = await open({ config: [{ bake: { settle: '1m', duration: '1m', interval: '1m' } }] })
  const error = { status: 'error', errorType: 'execution', error: texts.join('\n') }
  // From the bake on: at the preflight it would be a mistake of the configuration.
  scene.metrics.trouble = () =>
    scene.comments().length === 0
      ? undefined
      : { status: 422, type: 'application/json', body: JSON.stringify(error) }
  const result = await scene.run()
  expect(result.outputs['verdict']).toBe('inconclusive')
  expectInert(result, scene)
  expect(scene.comments()[0]).toContain('octocat')
})

test('warnings of a backend stay text', async () => {
  const scene = await open()
  scene.metrics.warnings = hostileTexts.slice(0, 20)
  expectInert(await scene.run(), scene)
})

test('names of checks stay text', async () => {
  const names = hostileTexts.filter(text => /^[^\p{C}]{1,60}$/u.test(text))
  const checks = names.map(name => ({ ...latency, name }))
  const scene = await open({ config: [{ checks }] })
  scene.latency.from(scene.deployedAt, 3)
  const result = await scene.run()
  expect(['fail', 'config-error']).toContain(result.outputs['verdict'])
  expectInert(result, scene)
})

test.each(['v1.0;rm', 'va$(id)', 'v`id`', 'v#1', 'v<!--x-->', 'v1"}or{a="b'])(
  'a release with the tag %s is neither a target nor an injection',
  async tag => {
    const scene = await open({ config: [{ rollback: ROLLBACK }] })
    const { github, deployedAt, good } = scene
    const other = github.addCommit({ message: tag, parents: [good], branch: 'old' })
    github.addTag(tag, other)
    github.addRelease(tag, { publishedAt: deployedAt - 1000 })
    github.addDeployment({
      environment: 'production',
      sha: other,
      ref: tag,
      at: deployedAt - 60_000
    })
    const result = await scene.run({ inputs: { mode: 'analyze', version: tag } })
    expect(result.outputs['rollback-target']).not.toBe(tag)
    expectInert(result, scene)
  }
)
