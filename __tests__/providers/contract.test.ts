import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { EndpointSettings } from '../../src/model.js'
import { isCredentialKey } from '../../src/providers/credential.js'
import { providers } from '../../src/providers/index.js'
import type { Provider, Question } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { type Recipe, recipes } from './recipes.js'
import { providerErrorOf, rejectionOf } from '../support/rejection.js'
import { type Answer, json, startStub, type StubServer, text } from '../support/stub-server.js'

const redirect: Answer = (_seen, response) => {
  response.writeHead(302, { Location: 'https://login.example.com/?next=secret' }).end()
}

const secrets = ['bearer-secret-123', 'header-secret-456', 'option-secret-789', 'option-secret-012']
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

test('every provider stands in this contract', () => {
  expect(Object.keys(recipes).sort()).toEqual(providers.map(({ name }) => name).sort())
})

describe.each(providers.map(provider => [provider.name, provider] as const))(
  '%s',
  (name, provider) => {
    const recipe = recipes[name] as Recipe

    test('gives one number, stamped with the instant asked about', async () => {
      const { measured } = await asked(provider, answerOf(recipe.seven))
      const measurement = await measured
      expect(measurement).toMatchObject({ complete: true, retries: 0 })
      expect(measurement.series.map(({ samples }) => samples)).toEqual([[{ at: noon, value: 7 }]])
    })

    test('takes nothing for nothing', async () => {
      const { measured } = await asked(provider, answerOf(recipe.nothing))
      expect(await measured).toMatchObject({ complete: true, series: recipe.meansNothing })
    })

    test('sends its credentials and headers', async () => {
      const { measured, server } = await asked(provider, answerOf(recipe.seven))
      await measured
      expect(server.seen[0]?.headers).toMatchObject({
        authorization: 'Bearer bearer-secret-123',
        'x-own': 'header-secret-456'
      })
    })

    test('sends a user and password as Basic, in UTF-8', async () => {
      const { measured, server } = await asked(provider, answerOf(recipe.seven), {
        auth: { kind: 'basic', username: 'zoë', password: 'pass:word' }
      })
      await measured
      const sent = server.seen[0]?.headers['authorization'] ?? ''
      expect(Buffer.from(sent.replace('Basic ', ''), 'base64').toString('utf8')).toBe(
        'zoë:pass:word'
      )
    })

    test.each<[string, Answer, string]>([
      ['401', text('no', 401), 'not-authorised'],
      ['403', text('no', 403), 'not-authorised'],
      ['404', text('404 page not found', 404), 'provider-error'],
      ['429', text('slow', 429), 'rate-limited'],
      ['500', text('<h1>oops</h1>', 500, 'text/html'), 'provider-error'],
      [
        '503',
        json({ status: 'error', errorType: 'timeout', error: 'too slow' }, 503),
        'provider-error'
      ],
      ['a login page', text('<html>log in</html>', 200, 'text/html'), 'not-json'],
      ['cut JSON', text('{"status":"success","da', 200, 'application/json'), 'not-json'],
      ['a bare NaN', text('NaN', 200, 'application/json'), 'not-json'],
      ['no body', text('', 200), 'not-json'],
      ['a redirect', redirect, 'redirect-refused'],
      ['a connection that breaks', (_seen, response) => void response.destroy(), 'provider-error']
    ])('makes a failure of %s', async (_what, answer, code) => {
      const { measured, server } = await asked(provider, answer)
      const error = await providerErrorOf(measured)
      expect(error.failure.code).toBe(code)
      expect(error.message).toContain(`${name} ${server.url} `)
      expect(error.message.length).toBeLessThanOrEqual(300)
      const everything = inspect(error, { depth: 20, showHidden: true })
      for (const secret of secrets) expect(everything).not.toContain(secret)
    })

    test.each([401, 500])(
      'does not repeat a credential that the backend quotes with %d',
      async status => {
        const words = `${'x'.repeat(170)} unknown ${secrets.join(' ')}`
        const { measured } = await asked(provider, text(words, status))
        const error = await providerErrorOf(measured)
        const own = Object.keys(recipe.options ?? {}).some(isCredentialKey)
        expect(error.message).not.toMatch(own ? /bearer-s|header-s|option-s/ : /bearer-s|header-s/)
      }
    )

    test.each<[string, unknown]>([
      ['a list', [1]],
      ['an object', { hello: 'world' }],
      ['a number', 3],
      ['null', null],
      [
        'hostile keys',
        JSON.parse('{"__proto__":{"polluted":1},"status":"success","data":{"__proto__":[]}}')
      ]
    ])('is not harmed by JSON of another form: %s', async (_what, body) => {
      const { measured } = await asked(provider, json(body))
      const outcome = await measured.catch((error: unknown) => error)
      expect(outcome).toBeDefined()
      if (outcome instanceof Error) expect(outcome.name).toBe('ProviderError')
      else expect(outcome).toMatchObject({ series: [] })
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    })

    test('asks again for JSON that was cut once', async () => {
      let turn = 0
      const { measured } = await asked(provider, (seen, response) => {
        turn += 1
        const answer = turn === 1 ? text('{"st', 200, 'application/json') : answerOf(recipe.seven)
        return answer(seen, response)
      })
      expect(await measured).toMatchObject({ retries: 1 })
    })

    test('holds its deadline', async () => {
      const started = performance.now()
      const { measured } = await asked(provider, () => undefined, { timeout: 300 })
      expect((await providerErrorOf(measured)).failure.code).toBe('deadline')
      expect(performance.now() - started).toBeLessThan(900)
    })

    test('stops at once when the job is cancelled', async () => {
      const reason = new Error('cancelled by a person')
      const stop = new AbortController()
      setTimeout(() => stop.abort(reason), 50)
      const started = performance.now()
      const { measured } = await asked(provider, () => undefined, {}, stop.signal)
      expect(await rejectionOf(measured)).toBe(reason)
      expect(performance.now() - started).toBeLessThan(500)
    })

    test('describes its question without asking', () => {
      const source = provider
        .connect(endpoint(provider, 'https://x.example.com'))
        .source(recipe.question)
      expect(source.describe(60_000)).not.toBe('')
    })

    test('refuses the kinds of question that it does not answer', () => {
      const connection = provider.connect(endpoint(provider, 'https://x.example.com'))
      const questions: readonly (readonly [string, Question])[] = [
        ['query', { kind: 'value', query: queryOf('x') }],
        ['count', { kind: 'events', query: queryOf('x') }],
        ['firing', { kind: 'firing', labels: {} }],
        [
          'probe',
          { kind: 'probe', probe: { method: 'GET', path: '/', headers: {}, expectStatus: [200] } }
        ]
      ]
      for (const [kind, question] of questions) {
        const asks = kind === 'count' ? ['count', 'ratio'] : [kind]
        if (provider.kinds.some(known => asks.includes(known))) continue
        expect(() => connection.source(question)).toThrow(/do not answer/)
      }
    })

    test('refuses options that it does not know', () => {
      const { options = {} } = recipe
      expect(provider.options.safeParse(options).success).toBe(true)
      expect(provider.options.safeParse({ ...options, tennant: 'x' }).success).toBe(false)
    })
  }
)

function answerOf(told: unknown): Answer {
  return typeof told === 'function' ? (told as Answer) : json(told)
}

async function stub(answer: Answer): Promise<StubServer> {
  const server = await startStub(answer)
  closers.push(() => server.close())
  return server
}

function endpoint(
  provider: Provider,
  url: string,
  overrides: Partial<EndpointSettings> = {}
): EndpointSettings {
  return endpointTo(provider.name, url, {
    auth: { kind: 'bearer', token: 'bearer-secret-123' },
    headers: { 'X-Own': 'header-secret-456' },
    options: {
      ...recipes[provider.name]?.options,
      ...(provider.options.safeParse({ tenant: 'x' }).success
        ? { tenant: 'option-secret-789' }
        : {})
    },
    ...overrides
  })
}

function io(signal?: AbortSignal): ReturnType<typeof ioOf> {
  const http = hastyHttp()
  closers.push(() => http.close())
  return ioOf(http, signal)
}

async function asked(
  provider: Provider,
  answer: Answer,
  overrides: Partial<EndpointSettings> = {},
  signal?: AbortSignal
) {
  const server = await stub(answer)
  const recipe = recipes[provider.name] as Recipe
  const source = provider.connect(endpoint(provider, server.url, overrides)).source(recipe.question)
  const measured = source.measure(gridOf(), io(signal))
  measured.catch(() => undefined)
  return { measured, server }
}
