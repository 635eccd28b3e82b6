import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, expect, test } from '@jest/globals'
import type { EndpointSettings } from '../../src/model.js'
import { prometheus } from '../../src/providers/prometheus.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const one = {
  status: 'success',
  data: { resultType: 'vector', result: [{ metric: {}, value: [noon / 1000, '7'] }] }
}

async function started(answer: Answer): Promise<StubServer> {
  const server = await startStub(answer)
  closers.push(() => server.close())
  return server
}

/** The issuers of GitHub, Entra ID and Google on one address. */
const issuers = () =>
  started((seen, response) =>
    json({
      value: 'token-of-the-job',
      access_token: 'token-of-the-cloud',
      expires_in: 3600
    })(seen, response)
  )

/** A managed Prometheus, which lets in who has the token. */
const managed = () =>
  started((seen, response) => {
    const { authorization } = seen.headers
    const known = authorization === 'Bearer token-of-the-cloud'
    const told = `${authorization} may not read`
    const refused = { status: 'error', errorType: 'forbidden', error: told }
    const denied = seen.url.searchParams.get('query') === 'denied'
    return json(known && !denied ? one : refused, known && !denied ? 200 : 403)(seen, response)
  })

function measure(url: string, auth: EndpointSettings['auth'] & object, query = 'up') {
  const http = hastyHttp()
  closers.push(() => http.close())
  const source = prometheus
    .connect(endpointTo('prometheus', url, { auth }))
    .source({ kind: 'value', query: queryOf(query) })
  return source.measure(gridOf(), ioOf(http))
}

function fileOf(url: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'login-'))
  closers.push(() => rmSync(directory, { recursive: true, force: true }))
  const file = join(directory, 'gha-creds.json')
  const source = {
    url: `${url}/id?audience=x`,
    headers: { Authorization: 'Bearer id-token-request' },
    format: { type: 'json', subject_token_field_name: 'value' }
  }
  const credentials = {
    type: 'external_account',
    audience: '//iam.googleapis.com/projects/1',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${url}/sts`,
    credential_source: source
  }
  writeFileSync(file, JSON.stringify(credentials))
  return file
}

const client = '00001111-aaaa-2222-bbbb-3333cccc4444'

test('Azure Managed Prometheus is asked with a token for it, of the application that trusts the job', async () => {
  const [issuer, backend] = [await issuers(), await managed()]
  const idToken = { url: `${issuer.url}/id?v=2`, request: 'id-token-request' }
  const auth = { kind: 'azure', authority: issuer.url, tenant: 't', client, idToken } as const
  const { series } = await measure(backend.url, auth)
  expect(series[0]?.samples).toEqual([{ at: noon, value: 7 }])
  const [, token] = issuer.seen
  expect(token?.url.pathname).toBe('/t/oauth2/v2.0/token')
  expect(Object.fromEntries(new URLSearchParams(token?.body))).toEqual({
    client_id: client,
    scope: 'https://prometheus.monitor.azure.com/.default',
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: 'token-of-the-job'
  })
})

test('Google Managed Prometheus is asked with a token that may read metrics and nothing else', async () => {
  const [issuer, backend] = [await issuers(), await managed()]
  const { series } = await measure(backend.url, { kind: 'google', file: fileOf(issuer.url) })
  expect(series[0]?.samples).toEqual([{ at: noon, value: 7 }])
  const sts = issuer.seen.find(({ url }) => url.pathname === '/sts')
  expect(JSON.parse(sts?.body ?? '')).toMatchObject({
    scope: 'https://www.googleapis.com/auth/monitoring.read'
  })
})

test('a long query by POST carries the token as well', async () => {
  const [issuer, backend] = [await issuers(), await managed()]
  const auth = { kind: 'google', file: fileOf(issuer.url) } as const
  await measure(backend.url, auth, `up{a=~"${'b|'.repeat(2_000)}"}`)
  expect(backend.seen[0]).toMatchObject({ method: 'POST' })
  expect(backend.seen[0]?.headers['authorization']).toBe('Bearer token-of-the-cloud')
})

test('what the backend says of the token is not repeated', async () => {
  const [issuer, backend] = [await issuers(), await managed()]
  const auth = { kind: 'google', file: fileOf(issuer.url) } as const
  const error = await providerErrorOf(measure(backend.url, auth, 'denied'))
  expect(error.failure.code).toBe('not-authorised')
  expect(error.message).toContain('roles of the identity')
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('token-of-the-cloud')
})

test('an endpoint logs in to one cloud', () => {
  const endpoint = endpointTo('prometheus', 'https://x.example.com', {
    options: { azure: {}, google: {} }
  })
  expect(() =>
    prometheus.connect(endpoint).source({ kind: 'value', query: queryOf('up') })
  ).toThrow('logs in to azure and google')
})
