import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { inputNames } from '../../src/config/inputs.js'
import { providers } from '../../src/providers/index.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon } from '../support/asking.js'
import { selfSigned } from '../support/certificate.js'
import { providerErrorOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer } from '../support/stub-server.js'
import { type Recipe, recipes } from './recipes.js'

const root = resolve(import.meta.dirname, '../..')
const certificate = selfSigned()
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

describe.each(providers.map(provider => [provider.name, provider] as const))(
  '%s behind a certificate that nobody vouches for',
  (name, provider) => {
    const recipe = recipes[name] as Recipe
    let server: StubServer

    beforeAll(async () => {
      const { seven } = recipe
      const answer = typeof seven === 'function' ? (seven as Answer) : json(seven)
      server = await startStub(answer, certificate)
    })
    afterAll(async () => {
      await server.close()
    })

    test('is not asked, and what to do about it is said', async () => {
      const { failure } = await providerErrorOf(measured({}))
      expect(failure).toMatchObject({ code: 'tls', retries: 0 })
      expect(failure.message).toContain(`${name} ${server.url} `)
      expect(failure.message).toContain('ca-file')
      expect(server.seen).toEqual([])
    })

    test('is asked where the endpoint brings the authority', async () => {
      const { series } = await measured({ caFile: certificate.cert })
      expect(series.map(({ samples }) => samples)).toEqual([[{ at: noon, value: 7 }]])
    })

    function measured(own: { readonly caFile?: string }) {
      const http = hastyHttp()
      closers.push(() => http.close())
      const auth = { kind: 'bearer', token: 'bearer-secret-123' } as const
      const options = recipe.options ?? {}
      const endpoint = endpointTo(name, server.url, { auth, options, ...own })
      return provider.connect(endpoint).source(recipe.question).measure(gridOf(), ioOf(http))
    }
  }
)

test('no line of the program leaves a certificate unchecked', () => {
  const switches =
    /reject_?unauthorized|checkServerIdentity|ignoreSslError|strict_?ssl|insecureHTTPParser|secureOptions/i
  const lines = filesIn(join(root, 'src')).flatMap(path =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter(line => switches.test(line))
      .map(line => line.trim())
  )
  expect(lines).toEqual([
    'rejectUnauthorized: true',
    "if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return",
    "const path = 'NODE_TLS_REJECT_UNAUTHORIZED'"
  ])
})

test('no key of the configuration and no input could', () => {
  const schema = readFileSync(join(root, 'schema/bakegate.schema.json'), 'utf8')
  const keys = [...schema.matchAll(/^\s*"([^"]+)": \{/gm)].map(([, key = '']) => key)
  expect(keys).toContain('ca-file')
  const asks = /insecure|verif|tls|ssl|certificate|skip|trust|unauthori[sz]ed|self-signed/i
  // How a recovery is judged, not a certificate.
  const other = 'verify'
  expect([...keys, ...inputNames].filter(key => key !== other && asks.test(key))).toEqual([])
})

function filesIn(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
}
