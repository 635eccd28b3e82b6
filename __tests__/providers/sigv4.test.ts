import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { signature } from '../../src/providers/sigv4.js'
import { expectedAuthorization } from '../support/aws-oracle.js'

const keys = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
}
const scope = { keys, region: 'us-east-1', service: 'service' }
const at = Date.UTC(2015, 7, 30, 12, 36)
const site = 'https://example.amazonaws.com'

/** The cases of AWS's own suite (aws-sig-v4-test-suite) that concern what we send. */
describe("AWS's own test suite", () => {
  test.each<[string, string, string, Readonly<Record<string, string>>, string, string]>([
    [
      'get-vanilla',
      'GET',
      '/',
      {},
      '',
      '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'
    ],
    [
      'get-vanilla-query-order-key-case',
      'GET',
      '/?Param2=value2&Param1=value1',
      {},
      '',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500'
    ],
    [
      'post-vanilla',
      'POST',
      '/',
      {},
      '',
      '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'
    ],
    [
      'post-x-www-form-urlencoded',
      'POST',
      '/',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      'Param1=value1',
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a'
    ]
  ])('%s', (_name, method, path, headers, body, expected) => {
    const { Authorization = '' } = signature(
      { method, url: `${site}${path}`, headers, body },
      scope,
      at
    )
    expect(Authorization).toContain(
      'Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request'
    )
    expect(Authorization.split('Signature=')[1]).toBe(expected)
  })
})

test("any request is signed as AWS's own client signs it", async () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 12 })
  // AWS's own signer keeps a query in an object, which cannot hold that name.
  const name = word.filter(one => one !== '__proto__')
  const pairs = fc.array(fc.tuple(name, word), { maxLength: 4 })
  const path = fc
    .array(fc.webPath({ size: 'small' }), { maxLength: 3 })
    .map(parts => parts.join(''))
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST'),
      path,
      pairs,
      word,
      fc.option(fc.stringMatching(/^[\x21-\x7e]{8,40}$/), { nil: undefined }),
      fc.constantFrom('aps', 'es', 'monitoring', 'logs', 'aoss'),
      async (method, where, query, body, sessionToken, service) => {
        const form = new URLSearchParams([...query]).toString().replaceAll('+', '%20')
        const url = new URL(`${site}/${where}${form === '' ? '' : `?${form}`}`)
        const auth = {
          keys: { ...keys, ...(sessionToken === undefined ? {} : { sessionToken }) },
          region: 'eu-west-1',
          service
        }
        const headers = { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'A.B' }
        const own = signature({ method, url: url.href, headers, body }, auth, at)
        const received = Object.entries({ ...headers, ...own }).map(
          ([name, value]) => [name.toLowerCase(), value] as const
        )
        const expected = await expectedAuthorization(
          { method, url, headers: Object.fromEntries(received), body },
          auth
        )
        expect(own['Authorization']).toBe(expected)
      }
    ),
    { numRuns: 150 }
  )
})

test('an index pattern is signed as OpenSearch sees it', () => {
  const request = { method: 'POST', url: `${site}/logs-*/_search`, headers: {}, body: '{}' }
  const { Authorization } = signature(request, { ...scope, service: 'es' }, at)
  const encoded = { ...request, url: `${site}/logs-%2A/_search` }
  expect(Authorization).not.toBe(
    signature(encoded, { ...scope, service: 'es' }, at)['Authorization']
  )
})

test('a session token is sent and signed, the content digest where Serverless wants it', () => {
  const signed = signature(
    { method: 'GET', url: site, headers: {} },
    { keys: { ...keys, sessionToken: 'token' }, region: 'eu-west-1', service: 'aoss' },
    at
  )
  expect(signed).toMatchObject({
    'X-Amz-Date': '20150830T123600Z',
    'X-Amz-Security-Token': 'token',
    'X-Amz-Content-Sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  })
  expect(signed['Authorization']).toContain(
    'SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token'
  )
})
