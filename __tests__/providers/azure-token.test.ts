import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { AzureAuth } from '../../src/model.js'
import { azureLogs } from '../../src/providers/azure-logs.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { startAzure, workspace } from '../support/azure-fake.js'
import { providerErrorOf } from '../support/rejection.js'
import { json, startStub, type StubServer } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const hour = 3_600_000
const client = '00001111-aaaa-2222-bbbb-3333cccc4444'

/** GitHub's issuer and Entra ID on one address. */
async function issuers(refusal?: object): Promise<StubServer> {
  const server = await startStub((seen, response) => {
    if (seen.url.pathname === '/id') {
      return json({ value: 'own-token-of-the-job' })(seen, response)
    }
    if (seen.url.pathname !== '/tenant-1/oauth2/v2.0/token') {
      return json({ error: 'not_found' }, 404)(seen, response)
    }
    return refusal === undefined
      ? json({ token_type: 'Bearer', expires_in: 3599, access_token: 'entra-token' })(
          seen,
          response
        )
      : json(refusal, 401)(seen, response)
  })
  closers.push(() => server.close())
  return server
}

async function counting({ url }: StubServer, proof: 'secret' | 'token', letIn = 'entra-token') {
  const backend = await startAzure({ rows: [], token: letIn })
  closers.push(() => backend.close())
  const auth: AzureAuth = {
    kind: 'azure',
    authority: url,
    tenant: 'tenant-1',
    client,
    ...(proof === 'secret'
      ? { secret: 'client~secret/of+it' }
      : { idToken: { url: `${url}/id?api-version=2.0`, request: 'id-token-request' } })
  }
  const connection = azureLogs.connect(
    endpointTo('azure-logs', backend.url, { auth, options: { workspace } })
  )
  const http = hastyHttp()
  closers.push(() => http.close())
  let now = noon
  const base = ioOf(http)
  const io = { ...base, clock: { ...base.clock, now: () => now } }
  return {
    backend,
    count: () =>
      connection.source({ kind: 'events', query: queryOf('AppTraces') }).measure(gridOf(), io),
    pass: (ms: number) => {
      now += ms
    }
  }
}

const form = (server: StubServer, index: number) =>
  Object.fromEntries(new URLSearchParams(server.seen[index]?.body))

test("the job's own token is the assertion of an application that trusts it", async () => {
  const issuer = await issuers()
  const { count, backend } = await counting(issuer, 'token')
  await count()
  const [own, entra] = issuer.seen
  expect(own).toMatchObject({ method: 'GET' })
  expect(own?.url.search).toBe('?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange')
  expect(own?.headers['authorization']).toBe('Bearer id-token-request')
  expect(entra).toMatchObject({ method: 'POST' })
  expect(entra?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(entra?.headers['authorization']).toBeUndefined()
  expect(form(issuer, 1)).toEqual({
    client_id: client,
    scope: 'https://api.loganalytics.io/.default',
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: 'own-token-of-the-job'
  })
  expect(backend.seen[0]?.headers['authorization']).toBe('Bearer entra-token')
})

test('a secret proves the application without any token of the job', async () => {
  const issuer = await issuers()
  const { count } = await counting(issuer, 'secret')
  await count()
  expect(issuer.seen).toHaveLength(1)
  expect(form(issuer, 0)).toEqual({
    client_id: client,
    scope: 'https://api.loganalytics.io/.default',
    grant_type: 'client_credentials',
    client_secret: 'client~secret/of+it'
  })
})

test('a token is got once for all questions, and again when it is about to end', async () => {
  const issuer = await issuers()
  const { count, pass } = await counting(issuer, 'token')
  await Promise.all([count(), count(), count()])
  await count()
  expect(issuer.seen).toHaveLength(2)
  pass(hour - 30_000)
  await count()
  expect(issuer.seen).toHaveLength(4)
})

describe('a refusal', () => {
  test.each(['secret', 'token'] as const)(
    'is told in the words of Entra ID, without the %s',
    async proof => {
      const quoted = 'client~secret/of+it own-token-of-the-job'
      const issuer = await issuers({
        error: 'invalid_client',
        error_description: `AADSTS70021: No matching identity: ${quoted}`
      })
      const { count, backend } = await counting(issuer, proof)
      const error = await providerErrorOf(count())
      expect(error.failure.code).toBe('not-authorised')
      expect(error.message).toContain('invalid_client: AADSTS70021')
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(
        proof === 'secret' ? 'client~secret' : 'own-token-of'
      )
      expect(backend.seen).toHaveLength(0)
    }
  )

  test('of the workspace repeats neither the token nor the secret', async () => {
    const backend = await startStub((seen, response) =>
      json({ error: { code: 'X', message: `${seen.headers['authorization']} secret-1` } }, 403)(
        seen,
        response
      )
    )
    closers.push(() => backend.close())
    const issuer = await issuers()
    const http = hastyHttp()
    closers.push(() => http.close())
    const endpoint = endpointTo('azure-logs', backend.url, {
      auth: {
        kind: 'azure',
        authority: issuer.url,
        tenant: 'tenant-1',
        client,
        secret: 'secret-1'
      },
      options: { workspace }
    })
    const source = azureLogs
      .connect(endpoint)
      .source({ kind: 'events', query: queryOf('AppTraces') })
    const error = await providerErrorOf(source.measure(gridOf(), ioOf(http)))
    expect(error.message).toContain('X: Bearer *** ***')
    expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(/entra-token|secret-1/)
  })
})

test('a proof does not go over plain http, also where the endpoint allows that for itself', async () => {
  const http = hastyHttp()
  closers.push(() => http.close())
  const endpoint = endpointTo('azure-logs', 'http://127.0.0.1:9', {
    allowHttp: true,
    auth: {
      kind: 'azure',
      authority: 'http://login.example.com',
      tenant: 'tenant-1',
      client,
      secret: 'secret-1'
    },
    options: { workspace }
  })
  const source = azureLogs.connect(endpoint).source({ kind: 'events', query: queryOf('AppTraces') })
  const { failure } = await providerErrorOf(source.measure(gridOf(), ioOf(http)))
  expect(failure.message).toMatch(/https/)
})
