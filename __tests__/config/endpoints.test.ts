import { describe, expect, test } from '@jest/globals'
import { parseUrl } from '../../src/config/endpoints.js'
import { load, problems } from './builders.js'

describe('an address', () => {
  test.each([
    ['https://prom.example.com', 'https://prom.example.com'],
    ['https://prom.example.com/', 'https://prom.example.com'],
    ['HTTPS://Prom.Example.com:443/api/prom//', 'https://prom.example.com/api/prom'],
    ['http://127.0.0.1:9090/x/', 'http://127.0.0.1:9090/x'],
    ['http://127.8.9.1', 'http://127.8.9.1'],
    ['http://localhost:9090', 'http://localhost:9090'],
    ['http://[::1]:9090', 'http://[::1]:9090'],
    ['https://10.0.0.8', 'https://10.0.0.8']
  ])('%s is asked as %s', (text, url) => {
    expect(parseUrl(text, false)).toEqual({ ok: url })
  })

  test.each([
    ['file:///etc/passwd', /Addresses of the kind file: are not supported/],
    ['ftp://prom.example.com', /Addresses of the kind ftp: are not supported/],
    ['unix:/var/run/docker.sock', /Addresses of the kind unix: are not supported/],
    ['javascript:alert(1)', /not supported/],
    ['prom.example.com', /not an address/],
    ['', /not an address/],
    ['http://prom.example.com', /`allow-http: true`/],
    ['http://127.0.0.1.example.com', /`allow-http: true`/],
    ['https://user:pass@prom.example.com', /Use `username` and `password`/],
    ['https://token@prom.example.com', /Use `username` and `password`/],
    ['https://prom.example.com/?a=b', /query string or fragment/],
    ['https://prom.example.com/#x', /query string or fragment/],
    ['https://prom.example.com/?', /query string or fragment/],
    ['https://169.254.169.254/latest', /Link-local and metadata/],
    ['https://0xA9FEA9FE', /Link-local and metadata/],
    ['https://2852039166', /Link-local and metadata/],
    ['https://[fe80::1]', /Link-local and metadata/],
    ['https://metadata.google.internal', /Link-local and metadata/],
    ['https://100.100.100.200', /Link-local and metadata/]
  ])('%s is refused', (text, error) => {
    expect(parseUrl(text, false)).toEqual({ error: expect.stringMatching(error) })
  })

  test('in plain http is asked where allow-http says so, metadata addresses never', () => {
    expect(parseUrl('http://prom.example.com', true)).toEqual({ ok: 'http://prom.example.com' })
    expect(parseUrl('http://169.254.169.254', true)).toHaveProperty('error')
    expect(parseUrl('http://[::ffff:169.254.169.254]', true)).toHaveProperty('error')
  })
})

const withEndpoint = (keys: string) => `version: 1
endpoints:
  prom: {provider: metrics, url: https://prom.example.com${keys}}
checks:
  - {name: up, endpoint: prom, query: up, max: 1}
`

test('what an endpoint does not say comes from its provider and our defaults', () => {
  expect(load(withEndpoint('')).settings.endpoints.get('prom')).toEqual({
    name: 'prom',
    provider: 'metrics',
    url: 'https://prom.example.com',
    headers: {},
    timeout: 15_000,
    delay: 7000,
    options: {}
  })
})

test('what it says is taken as it is, the provider’s own keys through the provider’s schema', () => {
  const keys =
    ', timeout: 5s, delay: 0s, ca-file: ca.pem, client-cert: c.pem, client-key: k.pem, tenant: a, retention: "30"'
  expect(load(withEndpoint(keys)).settings.endpoints.get('prom')).toMatchObject({
    timeout: 5000,
    delay: 0,
    caFile: 'ca.pem',
    clientCert: 'c.pem',
    clientKey: 'k.pem',
    options: { tenant: 'a', retention: 30 }
  })
})

test.each([
  [', tennant: a', /The key "tennant" is not known. Did you mean "tenant"\?/],
  [', timeout: 0s', /Zero is not allowed here/],
  [', timeout: 5', /5 has no unit/],
  [', max-answer: 64', /"64" is not a size\. Write it as 64MiB/],
  [', max-answer: 64MB', /"64MB" is not a size/],
  [', max-answer: 0MiB', /between 1MiB and 256MiB/],
  [', max-answer: 257MiB', /between 1MiB and 256MiB/],
  [', tenant: 5', /Text is expected, found 5. Put it in quotes/],
  [', username: a', /needs `password`/],
  [', password: abcdefgh', /needs `username`/],
  [', username: "a:b", password: abcdefgh', /cannot hold a colon/],
  [', bearer-token: abcdefgh, username: a, password: abcdefgh', /Two ways to authenticate/],
  [', bearer-token: abcdefgh, headers: {authorization: abcdefgh}', /Two ways to authenticate/],
  [', client-cert: c.pem', /need each other/],
  [', headers: {"X A": b}', /name of an HTTP header/],
  [', headers: {X-A: "b\\nX-B: c"}', /one line/],
  [', headers: {X-A: 5}', /Put it in quotes/],
  [', allow-http: "yes"', /True or false is expected/]
])('%s is refused', (keys, expected) => {
  expect(problems(withEndpoint(keys))).toEqual([expect.stringMatching(expected)])
})

test('an unknown provider is refused with the nearest and all known ones', () => {
  const text = withEndpoint('').replace('provider: metrics', 'provider: metric')
  expect(problems(text)).toEqual([
    expect.stringMatching(
      /endpoints\.prom\.provider.*There is no provider "metric"\. Did you mean "metrics"\? Known are metrics, logs, json, pager/
    )
  ])
})
