import { describe, expect, test } from '@jest/globals'
import { readInputs } from '../../src/config/inputs.js'
import type { Inputs } from '../../src/config/inputs.js'
import { ConfigError, formatProblem } from '../../src/errors.js'

const token = { 'github-token': 'a-token' }

function read(inputs: Readonly<Record<string, string>> = {}, env = {}): Inputs {
  const all: Readonly<Record<string, string>> = { ...token, ...inputs }
  return readInputs(name => all[name] ?? '', env)
}

function refusal(inputs: Readonly<Record<string, string>>): readonly string[] {
  try {
    read(inputs)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(formatProblem)
    throw error
  }
  throw new Error('the inputs were accepted')
}

test('an input that is empty is not given', () => {
  expect(
    read({ mode: '', environment: ' ', sha: '', 'deployed-at': '' }, { RUNNER_TEMP: '/tmp/r' })
  ).toEqual({
    config: '.github/bakegate.yml',
    configInline: '',
    mode: 'gate',
    environment: 'production',
    service: '',
    analysis: '',
    reason: '',
    dryRun: false,
    comment: true,
    variables: '',
    reportDir: '/tmp/r/bakegate',
    githubToken: 'a-token',
    rollbackToken: 'a-token',
    allowUnsafeTrigger: false,
    githubApiUrl: 'https://api.github.com'
  })
})

test('every input arrives', () => {
  const inputs = read({
    config: 'ops/gate.yml',
    'config-inline': 'version: 1',
    mode: 'override',
    environment: 'eu/prod 1',
    service: 'cart-api',
    'deployed-at': '2026-11-23T17:00:00Z',
    'deploy-started-at': '1795452900',
    sha: 'ABCDEF0123456789abcdef0123456789abcdef01',
    version: 'v1.2.3',
    'pull-request': '42',
    'rollback-workflow': 'rollback.yml',
    'rollback-to': 'v1.2.2',
    analysis: '{}',
    verdict: 'pass',
    reason: 'false alarm, see the incident',
    'on-inconclusive': 'rollback',
    'dry-run': 'true',
    comment: 'false',
    variables: 'a: b',
    'report-dir': 'out',
    'rollback-token': 'another',
    'allow-unsafe-trigger': 'true',
    'github-api-url': 'https://ghe.example.com/api/v3'
  })
  expect(inputs).toEqual({
    config: 'ops/gate.yml',
    configInline: 'version: 1',
    mode: 'override',
    environment: 'eu/prod 1',
    service: 'cart-api',
    deployedAt: Date.UTC(2026, 10, 23, 17),
    deployStartedAt: 1_795_452_900_000,
    sha: 'abcdef0123456789abcdef0123456789abcdef01',
    version: 'v1.2.3',
    pullRequest: 42,
    rollbackWorkflow: 'rollback.yml',
    rollbackTo: 'v1.2.2',
    analysis: '{}',
    overrideVerdict: 'pass',
    reason: 'false alarm, see the incident',
    onInconclusive: 'rollback',
    dryRun: true,
    comment: false,
    variables: 'a: b',
    reportDir: 'out',
    githubToken: 'a-token',
    rollbackToken: 'another',
    allowUnsafeTrigger: true,
    githubApiUrl: 'https://ghe.example.com/api/v3'
  })
})

test.each([
  ['True', true],
  ['TRUE', true],
  ['False', false],
  ['FALSE', false]
])('a flag may be written %s', (word, meant) => {
  expect(read({ 'dry-run': word }).dryRun).toBe(meant)
})

describe('an instant', () => {
  test.each([
    ['2026-11-23T17:00:00Z', Date.UTC(2026, 10, 23, 17)],
    ['2026-11-23T18:00:00+01:00', Date.UTC(2026, 10, 23, 17)],
    ['2026-11-23 17:00:00.250z', Date.UTC(2026, 10, 23, 17, 0, 0, 250)],
    ['2026-12-31T23:59:59-00:30', Date.UTC(2027, 0, 1, 0, 29, 59)],
    ['1795453200', 1_795_453_200_000],
    ['1795453200.5', 1_795_453_200_500]
  ])('%s is read', (text, expected) => {
    expect(read({ 'deployed-at': text }).deployedAt).toBe(expected)
  })

  test.each([
    '2026-11-23',
    '2026-11-23T17:00:00',
    '2026-02-30T17:00:00Z',
    '2026-11-23T25:00:00Z',
    '23.11.2026',
    'yesterday',
    '1795453200000',
    '-5',
    '5'
  ])('%s is refused', text => {
    expect(refusal({ 'deployed-at': text })).toEqual([
      expect.stringMatching(/deployed-at.*an instant is expected, as 2026-11-23T17:00:00Z/)
    ])
  })
})

test.each([
  ['dry-run', 'yes', /true or false is expected/],
  ['dry-run', 'tRue', /true or false is expected/],
  ['dry-run', 'on', /true or false is expected/],
  ['comment', '0', /true or false is expected/],
  ['mode', 'analyse', /one of gate, analyze, .* is expected. Did you mean "analyze"\?/],
  ['on-inconclusive', 'warn', /one of fail, pass, rollback/],
  ['environment', 'prod\nuction', /at most 100 letters/],
  ['environment', '-prod', /a letter or digit first and last/],
  ['environment', 'a<!--b', /at most 100 letters/],
  ['service', 'x'.repeat(101), /at most 100 letters/],
  ['sha', 'abc1234', /40 hexadecimal digits/],
  ['sha', `${'a'.repeat(40)}\n`.repeat(2), /40 hexadecimal digits/],
  ['pull-request', '#42', /a number is expected/],
  ['pull-request', '0', /a number is expected/],
  ['rollback-workflow', '.github/workflows/rollback.yml', /without its folder/],
  ['rollback-to', 'v1\nv2', /one line/],
  ['version', 'v1\u0007', /one line/],
  ['config', '../../etc/passwd', /a path inside the repository/],
  ['config', '/etc/passwd', /a path inside the repository/],
  ['github-api-url', 'ftp://x', /an address such as https:/],
  ['github-api-url', 'https://user@x', /an address such as https:/],
  ['verdict', 'pass', /mode: override only/],
  ['reason', 'because', /mode: override only/]
])('%s of %j is refused', (name, value, expected) => {
  expect(refusal({ [name]: value })).toEqual([expect.stringMatching(expected)])
})

test('every problem is told at once', () => {
  expect(refusal({ mode: 'x', 'dry-run': 'x', sha: 'x', 'github-token': '' })).toHaveLength(4)
})

test('an override needs a verdict and a reason', () => {
  expect(refusal({ mode: 'override' })).toEqual([
    expect.stringMatching(/verdict.*needs it/),
    expect.stringMatching(/reason.*needs it/)
  ])
})

test('a rollout that begins after it finished is refused', () => {
  expect(refusal({ 'deployed-at': '1795453200', 'deploy-started-at': '1795453201' })).toEqual([
    expect.stringMatching(/later than deployed-at/)
  ])
})

test('the address of the API follows the runner where it is not given', () => {
  const env = { GITHUB_API_URL: 'https://ghe.example.com/api/v3' }
  expect(read({}, env).githubApiUrl).toBe('https://ghe.example.com/api/v3')
  expect(read({}, { GITHUB_API_URL: '' }).githubApiUrl).toBe('https://api.github.com')
})

test('the address of the API ends without a slash', () => {
  const address = 'https://ghe.example.com/api/v3'
  expect(read({ 'github-api-url': `${address}/` }).githubApiUrl).toBe(address)
  expect(read({}, { GITHUB_API_URL: `${address}/` }).githubApiUrl).toBe(address)
})
