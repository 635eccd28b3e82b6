import { afterEach, describe, expect, test } from '@jest/globals'
import type { AwsAuth, EndpointSettings } from '../../src/model.js'
import { ask } from '../../src/providers/ask.js'
import { prometheus } from '../../src/providers/prometheus.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { expectedAuthorization } from '../support/aws-oracle.js'
import { providerErrorOf } from '../support/rejection.js'
import {
  type Answer,
  inTurn,
  json,
  type Seen,
  startStub,
  type StubServer,
  text
} from '../support/stub-server.js'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const auth: AwsAuth = {
  kind: 'aws',
  keys: {
    accessKeyId: 'ASIAEXAMPLEEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    sessionToken: 'session/token+of==the-job'
  },
  region: 'eu-west-1',
  service: 'aps'
}

async function signedEndpoint(answer: Answer): Promise<[StubServer, EndpointSettings]> {
  const server = await startStub(answer)
  closers.push(() => server.close())
  return [server, endpointTo('prometheus', `${server.url}/workspaces/ws-1`, { auth })]
}

function ioAt(now: () => number) {
  const http = hastyHttp()
  closers.push(() => http.close())
  const io = ioOf(http)
  return { ...io, clock: { ...io.clock, now } }
}

/** What AWS would compute over the bytes that arrived. */
async function verified(server: StubServer, seen: Seen | undefined): Promise<boolean> {
  if (seen === undefined) return false
  const url = new URL(seen.url.href.replace('http://stub', server.url))
  return seen.headers['authorization'] === (await expectedAuthorization({ ...seen, url }, auth))
}

const vector = json({
  status: 'success',
  data: { resultType: 'vector', result: [{ metric: {}, value: [noon / 1000, '7'] }] }
})

describe('a signed endpoint', () => {
  const odd = 'sum(rate(x{path=~"/a b+c|ü*"}[5m])) > 0 # it\'s (all) !'

  test.each([
    ['a query in the address', odd],
    ['a query in the body', `${odd} or ${'x'.repeat(3000)}`]
  ])('signs %s exactly as it is sent', async (_what, query) => {
    const [server, endpoint] = await signedEndpoint(vector)
    const source = prometheus.connect(endpoint).source({ kind: 'value', query: queryOf(query) })
    await source.measure(
      gridOf(),
      ioAt(() => noon)
    )
    const [seen] = server.seen
    expect(await verified(server, seen)).toBe(true)
    const sent = seen?.method === 'GET' ? seen.url.searchParams : new URLSearchParams(seen?.body)
    expect(sent.get('query')).toBe(query)
    expect(seen?.url.search).not.toContain('+')
    expect(seen?.headers['x-amz-security-token']).toBe('session/token+of==the-job')
  })

  test('signs every attempt anew, at the time of the attempt', async () => {
    const [server, endpoint] = await signedEndpoint(inTurn(text('busy', 503), vector))
    let now = noon
    const io = ioAt(() => (now += 1000))
    await ask(endpoint, io, { method: 'GET', path: '/api/v1/query?query=up' })
    expect(server.seen.map(({ headers }) => headers['x-amz-date'])).toEqual([
      '20261123T120001Z',
      '20261123T120002Z'
    ])
    const [first, second] = server.seen
    expect(first?.headers['authorization']).not.toBe(second?.headers['authorization'])
    expect(await verified(server, second)).toBe(true)
  })

  test('repeats no credential that the backend quotes', async () => {
    const words = `the canonical request was x-amz-security-token:${auth.keys.sessionToken} ${auth.keys.accessKeyId}`
    const answer = json({ status: 'error', errorType: 'x', error: words }, 403)
    const [, endpoint] = await signedEndpoint(answer)
    const source = prometheus.connect(endpoint).source({ kind: 'value', query: queryOf('up') })
    const { failure } = await providerErrorOf(
      source.measure(
        gridOf(),
        ioAt(() => noon)
      )
    )
    expect(failure.code).toBe('not-authorised')
    expect(failure.message).toContain("Check the role's policy")
    expect(failure.message).not.toMatch(/session.token.of|ASIAEXAMPLE/)
  })
})
