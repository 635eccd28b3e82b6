import { createVerify, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { googleLogging } from '../../src/providers/google-logging.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { startLogging } from '../support/google-logging-fake.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer } from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const hour = 3_600_000

async function server(answer: Answer): Promise<StubServer> {
  const started = await startStub((seen, response) => {
    response.sendDate = false
    return answer(seen, response)
  })
  closers.push(() => started.close())
  return started
}

function fileOf(content: unknown): string {
  const directory = mkdtempSync(join(tmpdir(), 'bakegate-google-'))
  closers.push(() => rmSync(directory, { recursive: true, force: true }))
  const file = join(directory, 'gha-creds.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

/** GitHub's issuer, Google's token service and its impersonation, on one address. */
function issuers(): Promise<StubServer> {
  return server((seen, response) => {
    const answers: Readonly<Record<string, unknown>> = {
      '/id': { value: 'token-of-the-job' },
      '/sts': { access_token: 'federated-token', expires_in: 3600, token_type: 'Bearer' },
      '/account:generateAccessToken': {
        accessToken: 'account-token',
        expireTime: new Date(noon + hour).toISOString()
      },
      '/key': { access_token: 'key-token', expires_in: 3600 }
    }
    return json(answers[seen.url.pathname] ?? {}, seen.url.pathname in answers ? 200 : 404)(
      seen,
      response
    )
  })
}

/** As google-github-actions/auth writes it. */
function federated(url: string, more: object = {}): object {
  return {
    type: 'external_account',
    audience:
      '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/g',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${url}/sts`,
    credential_source: {
      url: `${url}/id?api-version=2.0&audience=x`,
      headers: { Authorization: 'Bearer id-token-request' },
      format: { type: 'json', subject_token_field_name: 'value' }
    },
    ...more
  }
}

async function counting(file: string, token: string) {
  const backend = await startLogging({ entries: [], token })
  closers.push(() => backend.close())
  const endpoint = endpointTo('google-logging', backend.url, {
    auth: { kind: 'google', file },
    options: { project: 'shop' }
  })
  const connection = googleLogging.connect(endpoint)
  const http = hastyHttp()
  closers.push(() => http.close())
  let now = noon
  const base = ioOf(http)
  const io = { ...base, clock: { ...base.clock, now: () => now } }
  return {
    backend,
    count: () =>
      connection
        .source({ kind: 'events', query: queryOf('severity>=ERROR') })
        .measure(gridOf(), io),
    pass: (ms: number) => {
      now += ms
    }
  }
}

describe('workload identity', () => {
  test("trades the job's own token for one of Google's", async () => {
    const issuer = await issuers()
    const { count } = await counting(fileOf(federated(issuer.url)), 'federated-token')
    await count()
    const [own, sts] = issuer.seen
    expect(own).toMatchObject({ method: 'GET' })
    expect(own?.url.search).toBe('?api-version=2.0&audience=x')
    expect(own?.headers['authorization']).toBe('Bearer id-token-request')
    expect(JSON.parse(sts?.body ?? '')).toEqual({
      audience:
        '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/g',
      grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
      requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
      scope: 'https://www.googleapis.com/auth/logging.read',
      subjectToken: 'token-of-the-job',
      subjectTokenType: 'urn:ietf:params:oauth:token-type:jwt'
    })
  })

  test('goes on to the token of a service account where the file says so', async () => {
    const issuer = await issuers()
    const account = {
      service_account_impersonation_url: `${issuer.url}/account:generateAccessToken`
    }
    const { count } = await counting(fileOf(federated(issuer.url, account)), 'account-token')
    await count()
    const [, sts, last] = issuer.seen
    expect(JSON.parse(sts?.body ?? '')).toMatchObject({
      scope: 'https://www.googleapis.com/auth/cloud-platform'
    })
    expect(last?.headers['authorization']).toBe('Bearer federated-token')
    expect(JSON.parse(last?.body ?? '')).toEqual({
      scope: ['https://www.googleapis.com/auth/logging.read'],
      lifetime: '3600s'
    })
  })

  test('is asked once for all questions, and again when its token is about to end', async () => {
    const issuer = await issuers()
    const { count, pass } = await counting(fileOf(federated(issuer.url)), 'federated-token')
    await Promise.all([count(), count(), count()])
    await count()
    expect(issuer.seen).toHaveLength(2)
    pass(hour - 30_000)
    await count()
    expect(issuer.seen).toHaveLength(4)
  })
})

test("a service account's key signs for itself", async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const issuer = await issuers()
  const { count } = await counting(
    fileOf({
      type: 'service_account',
      client_email: 'gate@shop.iam.gserviceaccount.com',
      private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      token_uri: `${issuer.url}/key`
    }),
    'key-token'
  )
  await count()
  const form = new URLSearchParams(issuer.seen[0]?.body)
  expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer')
  const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.')
  const verify = createVerify('RSA-SHA256').update(`${head}.${claims}`)
  expect(verify.verify(publicKey, signature, 'base64url')).toBe(true)
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
    iss: 'gate@shop.iam.gserviceaccount.com',
    scope: 'https://www.googleapis.com/auth/logging.read',
    aud: `${issuer.url}/key`,
    iat: noon / 1000,
    exp: noon / 1000 + 3600
  })
})

describe('what cannot be used', () => {
  test.each<[string, unknown, string]>([
    ['a file that is no JSON', 'secret-no-json', 'cannot be read'],
    ['another type', { type: 'authorized_user' }, 'type that is not supported'],
    [
      'a key that is none',
      { type: 'service_account', private_key: 'secret', token_uri: 'https://x.example.com' },
      'no private key'
    ],
    ['a source over plain http', federated('http://issuer.example.com'), 'no https address']
  ])('is told: %s', async (_what, content, words) => {
    const { count, backend } = await counting(fileOf(content), 'none')
    const { failure } = await providerErrorOf(count())
    expect(failure.code).toBe('not-authorised')
    expect(failure.message).toContain(words)
    expect(failure.message).not.toContain('secret')
    expect(backend.seen).toHaveLength(0)
  })

  test.each(['/id', '/sts', '/account:generateAccessToken', '/key'])(
    "is told in Google's words, without what %s was sent",
    async refused => {
      const answers: Readonly<Record<string, unknown>> = {
        '/id': { value: 'token-of-the-job' },
        '/sts': { access_token: 'federated-token' }
      }
      const issuer = await server((seen, response) => {
        const { pathname } = seen.url
        if (pathname !== refused) return json(answers[pathname] ?? {})(seen, response)
        const assertion = new URLSearchParams(seen.body).get('assertion') ?? ''
        const sent = `${seen.headers['authorization']} token-of-the-job ${assertion}`
        const told = { error: 'invalid_grant', error_description: `It does not match: ${sent}` }
        return json(told, 400)(seen, response)
      })
      const account = {
        service_account_impersonation_url: `${issuer.url}/account:generateAccessToken`
      }
      const content = refused === '/key' ? ownKey(issuer.url) : federated(issuer.url, account)
      const { failure } = await providerErrorOf((await counting(fileOf(content), 'none')).count())
      expect(failure.code).toBe('not-authorised')
      expect(failure.message).toContain('invalid_grant: It does not match: ')
      expect(failure.message).not.toMatch(sentTo[refused] ?? /./)
    }
  )
})

/** What each address is sent and must not come back. */
const sentTo: Readonly<Record<string, RegExp>> = {
  '/id': /id-token-request/,
  '/sts': /token-of-the-job/,
  '/account:generateAccessToken': /federated-token/,
  '/key': /eyJ/
}

/** The key file of a service account. */
function ownKey(url: string): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    type: 'service_account',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    token_uri: `${url}/key`
  }
}
