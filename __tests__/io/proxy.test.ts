import { describe, expect, test } from '@jest/globals'
import { proxyRule } from '../../src/io/proxy.js'

const env = { HTTPS_PROXY: 'http://proxy.test:3128', HTTP_PROXY: 'http://plain.test' }

function goesThrough(url: string, noProxy = '', more = {}): string | undefined {
  const proxy = proxyRule({ ...env, NO_PROXY: noProxy, ...more })(new URL(url))
  return proxy === undefined ? undefined : `${proxy.protocol}//${proxy.host}:${proxy.port}`
}

describe('the proxy of a url', () => {
  test.each([
    ['https://ext.test/', 'http://proxy.test:3128'],
    ['http://ext.test/', 'http://plain.test:80'],
    ['https://localhost/', undefined],
    ['http://127.0.0.1:9090/', undefined],
    ['http://127.8.8.8/', undefined],
    ['http://[::1]:9090/', undefined]
  ])('%s is %s', (url, expected) => {
    expect(goesThrough(url)).toBe(expected)
  })

  test('is the lower-case variable before the upper-case one', () => {
    expect(goesThrough('https://ext.test/', '', { https_proxy: 'https://secure.test' })).toBe(
      'https://secure.test:443'
    )
  })

  test('is none where the variables are empty', () => {
    expect(proxyRule({ HTTPS_PROXY: ' ' })(new URL('https://ext.test/'))).toBeUndefined()
  })

  test('holds its user and password decoded', () => {
    const rule = proxyRule({ HTTPS_PROXY: 'http://me%40corp:p%3Aw@proxy.test' })
    expect(rule(new URL('https://ext.test/'))?.auth).toEqual({
      username: 'me@corp',
      password: 'p:w'
    })
  })
})

describe('no_proxy', () => {
  test.each([
    ['corp.test', 'https://corp.test/', true],
    ['corp.test', 'https://prom.corp.test/', true],
    ['CORP.test', 'https://Prom.Corp.Test/', true],
    ['corp.test', 'https://notcorp.test/', false],
    ['corp.test', 'https://corp.test.evil.test/', false],
    ['.corp.test', 'https://prom.corp.test/', true],
    ['*.corp.test', 'https://prom.corp.test/', true],
    ['*', 'https://anything.test/', true],
    ['a.test, corp.test', 'https://corp.test/', true],
    ['a.test corp.test', 'https://corp.test/', true],
    ['corp.test:8443', 'https://corp.test:8443/', true],
    ['corp.test:8443', 'https://corp.test/', false],
    ['corp.test:443', 'https://corp.test/', true],
    ['10.0.0.7', 'https://10.0.0.7/', true],
    ['[fd00::7]', 'https://[fd00::7]/', true],
    ['', 'https://corp.test/', false]
  ])('%s excepts %s: %s', (noProxy, url, excepted) => {
    expect(goesThrough(url, noProxy) === undefined).toBe(excepted)
  })
})
