import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import type { EndpointSettings } from '../../src/model.js'
import { awsIdentity, awsKeys, regionOption } from '../../src/providers/aws-identity.js'
import { azureLogs } from '../../src/providers/azure-logs.js'
import { googleLogging } from '../../src/providers/google-logging.js'
import { prometheus } from '../../src/providers/prometheus.js'
import type { Provider } from '../../src/providers/provider.js'
import { load, problems, refusal } from './builders.js'

const cloud: Provider = {
  ...prometheus,
  name: 'cloud',
  options: z.strictObject({ region: regionOption(), ...awsKeys }),
  address: ({ region }) =>
    typeof region === 'string' ? `https://cloud.${region}.amazonaws.com` : undefined,
  identity: options => awsIdentity(options, 'cloud')
}
const providers = [prometheus, cloud, googleLogging, azureLogs]

/** As aws-actions/configure-aws-credentials exports them. */
const job = {
  AWS_ACCESS_KEY_ID: 'ASIAEXAMPLEEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret/of+the/job0123456789',
  AWS_SESSION_TOKEN: 'token-of-the-job==',
  AWS_REGION: 'eu-west-1',
  AWS_DEFAULT_REGION: 'eu-west-1'
}
const keys = {
  accessKeyId: job.AWS_ACCESS_KEY_ID,
  secretAccessKey: job.AWS_SECRET_ACCESS_KEY,
  sessionToken: job.AWS_SESSION_TOKEN
}

const configOf = (endpoint: string): string => `version: 1
endpoints:
  it: {${endpoint}}
checks:
  - {name: up, endpoint: it, query: up, max: 1}
`
const workspace = 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1'
const amp = (more = ''): string => configOf(`provider: prometheus, url: "${workspace}"${more}`)

function endpointOf(text: string, env: Readonly<Record<string, string>>): EndpointSettings {
  const endpoint = load(text, { env, providers }).settings.endpoints.get('it')
  if (endpoint === undefined) throw new Error('no endpoint')
  return endpoint
}

describe('credentials of AWS', () => {
  test('are those of the job, where `sigv4` asks for them', () => {
    const auth = { kind: 'aws', keys, region: 'eu-west-1', service: 'aps' }
    expect(endpointOf(amp(', sigv4: {}'), job).auth).toEqual(auth)
    expect(endpointOf(amp(), job).auth).toBeUndefined()
  })

  test('are taken without being asked for by a service of AWS, with its address', () => {
    const endpoint = endpointOf(configOf('provider: cloud'), job)
    expect(endpoint.auth).toEqual({ kind: 'aws', keys, region: 'eu-west-1', service: 'cloud' })
    expect(endpoint.url).toBe('https://cloud.eu-west-1.amazonaws.com')
  })

  test('may be of another region than the job', () => {
    const endpoint = endpointOf(configOf('provider: cloud, region: us-gov-west-1'), job)
    expect(endpoint.auth).toMatchObject({ region: 'us-gov-west-1' })
    expect(endpoint.url).toBe('https://cloud.us-gov-west-1.amazonaws.com')
  })

  test('are masked, all of them', () => {
    const { secrets } = load(amp(', sigv4: {}'), { env: job, providers })
    expect([...secrets].sort()).toEqual(Object.values(keys).sort())
  })

  test('of the endpoint win, all of them together', () => {
    const env = { ...job, ID: 'AKIAOTHEROTHER', KEY: 'another-secret-key' }
    const own = ', sigv4: {region: eu-north-1, access-key-id: "${ID}", secret-access-key: "${KEY}"}'
    expect(endpointOf(amp(own), env).auth).toEqual({
      kind: 'aws',
      keys: { accessKeyId: 'AKIAOTHEROTHER', secretAccessKey: 'another-secret-key' },
      region: 'eu-north-1',
      service: 'aps'
    })
    const { secrets } = load(amp(own), { env, providers })
    expect([...new Set(secrets)].sort()).toEqual(['AKIAOTHEROTHER', 'another-secret-key'])
  })

  test('that are missing are named, with what to do', () => {
    const error = refusal(amp(', sigv4: {}'), { env: {}, providers })
    expect(error.code).toBe('missing-secret')
    expect(error.problems.map(({ path, line, message }) => [path, line, message])).toEqual(
      [
        ['AWS_ACCESS_KEY_ID', 'is not set'],
        ['AWS_SECRET_ACCESS_KEY', 'is not set'],
        ['AWS_REGION', 'is not set']
      ].map(([name, what]) => ['endpoints.it', 3, expect.stringContaining(`${name} ${what}`)])
    )
    expect(error.message).toContain('aws-actions/configure-aws-credentials')
  })

  test('that are missing do not make an address missing as well', () => {
    const found = problems(configOf('provider: cloud'), { env: {}, providers })
    expect(found).toHaveLength(3)
    expect(found.join('\n')).not.toContain('url')
  })

  test('that are missing are no problem where no endpoint will be asked', () => {
    const { settings, secrets } = load(configOf('provider: cloud'), {
      env: {},
      providers,
      asks: false
    })
    expect(settings.endpoints.size).toBe(1)
    expect(secrets).toEqual([])
  })

  test.each([
    [', sigv4: {}, bearer-token: "abcdefgh"', 'Two ways to authenticate'],
    [', sigv4: {secret-access-key: "abcdefgh"}', 'need `access-key-id` beside them'],
    [', sigv4: {access-key-id: "abcdefgh"}', '`secret-access-key` is missing'],
    [', sigv4: {region: everywhere}', 'A region such as eu-west-1 is expected'],
    [', sigv4: {service: s3}', 'is expected, found "s3"']
  ])('%s is refused', (more, words) => {
    expect(problems(amp(more), { env: job, providers }).join('\n')).toContain(words)
  })

  test('with a newline at their end are refused, and not shown', () => {
    const env = { ...job, AWS_SECRET_ACCESS_KEY: 'secret-with-newline\n' }
    const found = problems(amp(', sigv4: {}'), { env, providers }).join('\n')
    expect(found).toContain('AWS_SECRET_ACCESS_KEY is no AWS credential')
    expect(found).not.toContain('secret-with-newline')
  })

  test('give way to a token of the endpoint, where a proxy signs', () => {
    const text = configOf('provider: cloud, url: "https://proxy.example.com", bearer-token: "${T}"')
    const { secrets } = load(text, { env: { ...job, T: 'token-of-the-proxy' }, providers })
    expect(endpointOf(text, { ...job, T: 'token-of-the-proxy' }).auth).toMatchObject({
      kind: 'bearer'
    })
    expect(secrets).toEqual(['token-of-the-proxy'])
  })
})

describe('credentials of Google', () => {
  const text = `version: 1
endpoints:
  it: {provider: google-logging, project: shop}
checks:
  - {name: up, endpoint: it, count: severity>=ERROR, max: 1}
`

  test('are the file that the job was given', () => {
    const endpoint = endpointOf(text, { GOOGLE_APPLICATION_CREDENTIALS: '/runner/gha-creds.json' })
    expect(endpoint).toMatchObject({
      url: 'https://logging.googleapis.com',
      auth: { kind: 'google', file: '/runner/gha-creds.json' }
    })
  })

  test('that are missing are named, with what to do', () => {
    const error = refusal(text, { env: {}, providers })
    expect(error.code).toBe('missing-secret')
    expect(error.message).toContain('google-github-actions/auth')
  })

  test('give way to a token of the endpoint', () => {
    const own = text.replace('project: shop', 'project: shop, bearer-token: "${T}"')
    expect(endpointOf(own, { T: 'ya29.token' }).auth).toEqual({
      kind: 'bearer',
      token: 'ya29.token'
    })
  })
})

describe('credentials of Azure', () => {
  const text = `version: 1
endpoints:
  it: {provider: azure-logs, workspace: 11112222-aaaa-3333-bbbb-4444cccc5555}
checks:
  - {name: up, endpoint: it, count: AppExceptions, max: 1}
`
  const application = { AZURE_TENANT_ID: 'tenant-1', AZURE_CLIENT_ID: 'client-1' }
  const runner = {
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://id.example.com/?api-version=2.0',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token-of-the-job'
  }
  const known = {
    kind: 'azure',
    authority: 'https://login.microsoftonline.com',
    tenant: 'tenant-1',
    client: 'client-1'
  }

  test("are the job's own token, for the application that the environment names", () => {
    const env = { ...application, ...runner }
    expect(endpointOf(text, env)).toMatchObject({ url: 'https://api.loganalytics.azure.com' })
    expect(endpointOf(text, env).auth).toEqual({
      ...known,
      idToken: {
        url: runner.ACTIONS_ID_TOKEN_REQUEST_URL,
        request: runner.ACTIONS_ID_TOKEN_REQUEST_TOKEN
      }
    })
    expect(load(text, { env, providers }).secrets).toEqual(['request-token-of-the-job'])
  })

  test('are a secret where there is one, masked wherever it stands', () => {
    const env = { ...application, ...runner, AZURE_CLIENT_SECRET: 'secret-of-the-environment' }
    expect(endpointOf(text, env).auth).toEqual({ ...known, secret: 'secret-of-the-environment' })
    expect(load(text, { env, providers }).secrets).toEqual(['secret-of-the-environment'])
    const own = text.replace('workspace', 'client-secret: "${S}", workspace')
    const both = { ...env, S: 'secret-of-the-endpoint' }
    expect(endpointOf(own, both).auth).toEqual({ ...known, secret: 'secret-of-the-endpoint' })
    expect(load(own, { env: both, providers }).secrets).toContain('secret-of-the-endpoint')
  })

  test.each([
    [runner, 'tenant-id'],
    [application, 'id-token: write']
  ])('that are missing are named, with what to do (%#)', (env, words) => {
    const error = refusal(text, { env, providers })
    expect(error.code).toBe('missing-secret')
    expect(error.message).toContain(words)
  })

  test('give way to a token of the endpoint', () => {
    const own = text.replace('workspace', 'bearer-token: "${T}", workspace')
    expect(endpointOf(own, { T: 'token-of-az' }).auth).toEqual({
      kind: 'bearer',
      token: 'token-of-az'
    })
  })
})

describe('a login of the job', () => {
  const managed = (more: string): string =>
    configOf(`provider: prometheus, url: "https://metrics.example.com"${more}`)

  test('to Google is asked for by `google`, and by nothing else', () => {
    const env = { GOOGLE_APPLICATION_CREDENTIALS: '/work/gha-creds.json' }
    const auth = { kind: 'google', file: '/work/gha-creds.json' }
    expect(endpointOf(managed(', google: {}'), env).auth).toEqual(auth)
    expect(endpointOf(managed(''), env).auth).toBeUndefined()
    expect(refusal(managed(', google: {}'), { env: {}, providers }).code).toBe('missing-secret')
  })

  test('to Azure is that of an application, whose secret is masked', () => {
    const keys = 'tenant-id: t, client-id: 00001111-aaaa-2222-bbbb-3333cccc4444'
    const text = managed(`, azure: {${keys}, client-secret: "\${SECRET}"}`)
    const { settings, secrets } = load(text, { env: { SECRET: 'client~secret' }, providers })
    expect(settings.endpoints.get('it')?.auth).toMatchObject({
      kind: 'azure',
      tenant: 't',
      secret: 'client~secret'
    })
    expect(secrets).toContain('client~secret')
  })

  test.each([
    ', google: {}',
    ', azure: {tenant-id: t, client-id: 00001111-aaaa-2222-bbbb-3333cccc4444}'
  ])('%s beside a token of the endpoint is a mistake', more => {
    const env = { GOOGLE_APPLICATION_CREDENTIALS: '/f', AZURE_CLIENT_SECRET: 'client~secret' }
    const found = problems(managed(`${more}, bearer-token: "abcdefgh"`), { env, providers })
    expect(found.join('\n')).toContain('Two ways to authenticate')
  })
})
