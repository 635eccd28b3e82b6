import { describe, expect, test } from '@jest/globals'
import { readRequest } from '../../src/config/request-template.js'
import { providers } from '../../src/providers/index.js'
import { load, problems } from './builders.js'

const variables = new Map([
  ['version', 'v1.2.3'],
  ['odd', `a"b'c/../&?#\n`],
  ['path', 'a/b']
])
const window = { start: Date.UTC(2026, 10, 23, 12), end: Date.UTC(2026, 10, 23, 12, 1) + 500 }

function rendered(path: string, body?: string) {
  const read = readRequest({ method: 'GET', path, headers: {}, body }, variables)
  if ('error' in read) throw new Error(read.error)
  const { request } = read.ok
  return request.over?.(window) ?? request
}

describe('the edges of the window', () => {
  test.each([
    ['/q?from={{start}}&to={{end}}', '/q?from=1795435200&to=1795435260.5'],
    ['/q?from={{ start ms }}', '/q?from=1795435200000'],
    ['/q?from={{start ns}}&to={{end ns}}', '/q?from=1795435200000000000&to=1795435260500000000'],
    ['/q?to={{end iso}}', '/q?to=2026-11-23T12:01:00.500Z'],
    ['/{{end}}{{start}}', '/1795435260.51795435200']
  ])('%s', (path, expected) => {
    expect(rendered(path).path).toBe(expected)
  })

  test('stand in the body as well', () => {
    const { body } = rendered(
      '/',
      'SELECT 1 WHERE at >= {{start}} AND at < {{end}} AND v = {{string version}}'
    )
    expect(body).toBe('SELECT 1 WHERE at >= 1795435200 AND at < 1795435260.5 AND v = "v1.2.3"')
  })
})

describe('a value', () => {
  test('in a path is percent-encoded, in a body a JSON string', () => {
    expect(rendered('/q?v={{string odd}}').path).toBe("/q?v=a%22b'c%2F..%2F%26%3F%23%0A")
    expect(JSON.parse(rendered('/', '{"v":{{string odd}}}').body ?? '')).toEqual({
      v: `a"b'c/../&?#\n`
    })
  })

  test.each([
    ['/v/{{ident odd}}', 'path'],
    ['/v/{{ident path}}', 'path'],
    ['/v/{{ident nobody}}', 'path'],
    ['/v/{{window}}', 'path'],
    ['/v/{{regex version}}', 'path'],
    ['/v/{{start hours}}', 'path']
  ])('%s is refused', path => {
    expect(readRequest({ method: 'GET', path, headers: {} }, variables)).toMatchObject({
      part: 'path'
    })
  })

  test('without a placeholder the request is what is written', () => {
    const file = {
      method: 'POST',
      path: '/a?b={c}',
      headers: { A: 'b' },
      body: '{"a":{"b":1}}'
    } as const
    expect(readRequest(file, variables)).toEqual({ ok: { request: file, used: [] } })
  })
})

describe('in the configuration', () => {
  const text = (check: string) => `version: 1
endpoints: {it: {provider: http, url: https://shop.example.com}}
checks:
  - {name: a, endpoint: it, ${check}}
`

  test('a request over a window may be compared, one of now may not', () => {
    const compare = 'compare: {worse: higher, tolerance: 20%}'
    const over = 'request: {path: "/q?from={{start}}&to={{end}}"}'
    expect(load(text(`query: x, ${over}, ${compare}`), { providers }).settings.checks).toHaveLength(
      1
    )
    expect(problems(text(`query: x, request: {path: /q}, ${compare}`), { providers })[0]).toMatch(
      /knows only the present/
    )
  })

  test('a mistake is told at its place', () => {
    const [problem] = problems(
      text('query: x, request: {path: /q, method: POST, body: "{{strin version}}"}, max: 1'),
      { providers }
    )
    expect(problem).toMatch(/request\.body.*not a placeholder/)
  })

  test('a probe takes variables, too', () => {
    const { settings } = load(text('probe: {path: "/{{ident version}}/healthz"}'), { providers })
    expect(settings.checks[0]).toMatchObject({ probe: { path: '/v1.2.3/healthz' } })
  })
})
