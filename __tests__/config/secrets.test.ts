import { describe, expect, test } from '@jest/globals'
import { configWithCheck, load, problems, refusal } from './builders.js'

const withEndpoint = (keys: string, more = '') => `version: 1
endpoints:
  prom: {provider: metrics, url: https://prom.example.com, ${keys}}
checks:
  - {name: up, endpoint: prom, query: up, max: 1}
${more}`

describe('values from the environment', () => {
  test('take the place of ${NAME}, whole or inside a text', () => {
    const { settings } = load(
      withEndpoint(
        'bearer-token: "${TOKEN}", headers: {X-Key: "key ${TOKEN}"}, tenant: "${TEAM}"'
      ).replace('bearer-token: "${TOKEN}", ', ''),
      { env: { TOKEN: 'long-enough', TEAM: 'shop' } }
    )
    const endpoint = settings.endpoints.get('prom')
    expect(endpoint?.headers).toEqual({ 'X-Key': 'key long-enough' })
    expect(endpoint?.options).toEqual({ tenant: 'shop' })
  })

  test('are masked in credentials and headers, and only there', () => {
    const { secrets } = load(
      withEndpoint('api-key: "${KEY}", headers: {X-A: "${HEADER}"}, tenant: "${TEAM}"'),
      { env: { KEY: 'key-key-key', HEADER: 'header-value', TEAM: 'shop-team' } }
    )
    expect([...secrets].sort()).toEqual(['header-value', 'key-key-key'])
  })

  test('of basic authentication are masked in their base64 form too', () => {
    const { secrets, settings } = load(withEndpoint('username: "1234", password: "${PASSWORD}"'), {
      env: { PASSWORD: 'correct horse' }
    })
    const base64 = Buffer.from('1234:correct horse').toString('base64')
    expect(secrets).toEqual(['correct horse', base64])
    expect(settings.endpoints.get('prom')?.auth).toEqual({
      kind: 'basic',
      username: '1234',
      password: 'correct horse'
    })
  })

  test('that are missing are all named, with where to set them', () => {
    const error = refusal(withEndpoint('bearer-token: "${TOKEN}", tenant: "${TEAM}"'), {
      env: { TEAM: '' }
    })
    expect(error.code).toBe('missing-secret')
    expect(error.problems.map(one => one.message)).toEqual([
      'The environment variable TOKEN is not set. Set it under `env:` of the step.',
      'The environment variable TEAM is empty. Set it under `env:` of the step.'
    ])
    expect(error.problems[0]).toMatchObject({ path: 'endpoints.prom.bearer-token', line: 3 })
  })

  test('that are missing are no problem where no endpoint will be asked', () => {
    const text = withEndpoint('bearer-token: "${TOKEN}"')
    expect(load(text, { asks: false }).settings.checks).toHaveLength(1)
    const timeout = withEndpoint('timeout: "${TIMEOUT}"')
    expect(problems(timeout, { asks: false })).toEqual([
      expect.stringMatching(/TIMEOUT is not set/)
    ])
  })

  test('that are missing in an address are reported once', () => {
    const text = withEndpoint('tenant: a').replace('https://prom.example.com', '"${ADDRESS}"')
    expect(problems(text)).toHaveLength(1)
    expect(refusal(text).code).toBe('missing-secret')
  })

  test('that are too short to mask are refused in credentials, not elsewhere', () => {
    const env = { SHORT: '1234567' }
    expect(problems(withEndpoint('bearer-token: "${SHORT}"'), { env })[0]).toMatch(
      /shorter than 8 characters/
    )
    expect(load(withEndpoint('tenant: "${SHORT}"'), { env }).secrets).toEqual([])
  })

  test.each([
    'GITHUB_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'INPUT_GITHUB-TOKEN',
    'RUNNER_TEMP',
    'github_token'
  ])('never come from %s', name => {
    const text = withEndpoint(`bearer-token: "\${${name}}"`)
    expect(problems(text, { env: { [name]: 'a-long-value' } })[0]).toMatch(
      /belongs to the runner|not the name of an environment variable/
    )
  })

  test.each(['__proto__', 'constructor', 'toString'])('never come from the prototype: %s', name => {
    expect(problems(withEndpoint(`tenant: "\${${name}}"`))[0]).toMatch(/is not set/)
  })

  test('are not shown by any problem', () => {
    const env = { URL: 'ftp://user:s3cret-s3cret@host', TOKEN: 's3cret-s3cret\u0001' }
    const text = `version: 1
endpoints:
  a: {provider: metrics, url: "\${URL}"}
  b: {provider: metrics, url: https://b.example.com, headers: {X-Token: "\${TOKEN}"}, tennant: "\${TOKEN}"}
  c: {provider: "\${TOKEN}", url: https://c.example.com}
checks:
  - {name: up, endpoint: a, query: up, max: 1}
`
    const all = problems(text, { env }).join('\n')
    expect(all).toMatch(/ftp/)
    expect(all).not.toMatch(/s3cret/)
  })

  test('stand under endpoints only: elsewhere the reference is refused', () => {
    const text = withEndpoint(
      'tenant: a',
      'report: {links: {board: "https://x.example.com/${TOKEN}"}}'
    )
    expect(problems(text, { env: { TOKEN: 'long-enough' } })).toEqual([
      expect.stringMatching(/report\.links\.board.*\$\{TOKEN\} is replaced under `endpoints` only/)
    ])
  })
})

test.each([
  ['bearer-token: "${TOKEN}"', /Look for a newline at its end/],
  ['username: a, password: "${TOKEN}"', /Look for a newline at its end/],
  ['headers: {X-A: "${TOKEN}"}', /one line of Latin-1/]
])('a secret stored with a newline is refused in %s', (keys, expected) => {
  const found = problems(withEndpoint(keys), { env: { TOKEN: 'long-enough\n' } })
  expect(found).toEqual([expect.stringMatching(expected)])
})

test('a reference that is not closed is refused', () => {
  expect(problems(withEndpoint('bearer-token: "${TOKEN"'))).toContainEqual(
    expect.stringMatching(/"\$\{" is not closed/)
  )
})

test.each([
  ['endpoints.prom.tenant', withEndpoint('tenant: "{{string service}}"')],
  [
    'checks[0].probe.expect-body',
    configWithCheck('endpoint: site\nprobe: {path: /, expect-body: "{{ ident version }}"}')
  ],
  ['checks[0].firing.app', configWithCheck('endpoint: page\nfiring: {app: "{{string service}}"}')]
])('a placeholder at %s, which is no query, is refused', (path, text) => {
  expect(refusal(text).problems).toEqual([
    expect.objectContaining({
      path,
      message: expect.stringMatching(/replaced in queries and requests only/)
    })
  ])
})

test('a credential written in the file is masked, with a warning', () => {
  const { secrets, warnings } = load(withEndpoint('bearer-token: abcdefgh-literal'))
  expect(secrets).toEqual(['abcdefgh-literal'])
  expect(warnings).toEqual([expect.stringMatching(/endpoints\.prom\.bearer-token is written/)])
})

test('a harmless header written in the file is neither masked nor warned about', () => {
  const { secrets, warnings } = load(withEndpoint('headers: {X-Scope-OrgID: shop-team}'))
  expect({ secrets, warnings }).toEqual({ secrets: [], warnings: [] })
})
