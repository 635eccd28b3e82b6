import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { EndpointSettings, LogBatch, Window } from '../../src/model.js'
import { providers } from '../../src/providers/index.js'
import type { LineSource, Provider } from '../../src/providers/provider.js'
import { endpointTo, gridOf, hastyHttp, ioOf, noon, queryOf } from '../support/asking.js'
import { providerErrorOf, rejectionOf } from '../support/rejection.js'
import { type Answer, json, startStub, text } from '../support/stub-server.js'
import {
  type LineRecipe as Recipe,
  lineRecipes as recipes,
  type StoredLine
} from './line-recipes.js'

const window: Window = { start: noon - 60_000, end: noon }
const three: readonly StoredLine[] = [
  { at: window.start, text: 'boom 1' },
  { at: noon - 30_000, text: 'boom 2\n\tat Db.save(Db.java:7)' },
  { at: noon - 1, text: 'boom 3 <script>' }
]

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const keepers = providers.filter(provider => {
  const { options } = recipes[provider.name] ?? {}
  const endpoint = endpointTo(provider.name, 'https://x.example.com', { options: options ?? {} })
  return provider.connect(endpoint).lines !== undefined
})

test('every provider that gives lines stands in this contract', () => {
  expect(keepers.map(({ name }) => name).sort()).toEqual(Object.keys(recipes).sort())
})

describe.each(keepers.map(provider => [provider.name, provider] as const))(
  'the lines of %s',
  (name, provider) => {
    const recipe = recipes[name] as Recipe
    const holding = (lines: readonly StoredLine[]): Answer => answerOf(recipe.holding(lines))

    test('come ascending, as they were stored', async () => {
      const batch = await fetched(provider, holding(three))
      expect(batch).toMatchObject({ complete: true, notes: [], retries: 0 })
      expect(batch.lines.map(({ at, text }) => ({ at, text }))).toEqual(three)
    })

    test('are none where there are none', async () => {
      expect(await fetched(provider, holding([]))).toMatchObject({ lines: [], complete: true })
    })

    test('are the newest where there are more than wanted, and that is said', async () => {
      const batch = await fetched(provider, holding(three), { most: 2 })
      expect(batch.complete).toBe(false)
      expect(batch.lines.map(({ at }) => at)).toEqual(three.slice(1).map(({ at }) => at))
    })

    test('are all there where they are as many as wanted', async () => {
      const batch = await fetched(provider, holding(three), { most: 3 })
      expect(batch.lines).toHaveLength(3)
      expect(batch.complete).toBe(true)
    })

    test('lie inside the window, whatever the store gives', async () => {
      const outside = [
        { at: window.start - 1, text: 'before' },
        ...three,
        { at: window.end, text: 'at its end' }
      ]
      const batch = await fetched(provider, holding(outside))
      expect(batch.lines.map(({ at }) => at)).toEqual(three.map(({ at }) => at))
    })

    test('hold hostile names and texts without harm', async () => {
      const hostile = [{ at: noon - 5, text: '{"__proto__":{"polluted":1}} \u202e ::error::' }]
      const batch = await fetched(provider, holding(hostile))
      expect(batch.lines[0]?.text).toBe(hostile[0]?.text)
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    })

    test.each<[string, Answer, string]>([
      ['401', text('no', 401), 'not-authorised'],
      ['403', text('no', 403), 'not-authorised'],
      ['404', text('404 page not found', 404), 'provider-error'],
      ['429', text('slow', 429), 'rate-limited'],
      ['500', text('<h1>oops</h1>', 500, 'text/html'), 'provider-error'],
      ['a login page', text('<html>log in</html>', 200, 'text/html'), 'not-json'],
      ...otherForms(recipe),
      ['a connection that breaks', (_seen, response) => void response.destroy(), 'provider-error']
    ])('are a failure where the answer is %s', async (_what, answer, code) => {
      const error = await providerErrorOf(fetched(provider, answer))
      expect(error.failure.code).toBe(code)
      const everything = inspect(error, { depth: 20, showHidden: true })
      expect(everything).not.toMatch(/bearer-secret-123|header-secret-456/)
    })

    test('do not repeat a credential that the store quotes', async () => {
      const words = `${'x'.repeat(170)} unknown bearer-secret-123 header-secret-456`
      const error = await providerErrorOf(fetched(provider, text(words, 500)))
      expect(error.message).not.toMatch(/bearer-s|header-s/)
    })

    test('hold their deadline', async () => {
      const started = performance.now()
      const error = await providerErrorOf(
        fetched(provider, () => undefined, { endpoint: { timeout: 300 } })
      )
      expect(error.failure.code).toBe('deadline')
      expect(performance.now() - started).toBeLessThan(900)
    })

    test('stop at once when the job is cancelled', async () => {
      const reason = new Error('cancelled by a person')
      const stop = new AbortController()
      setTimeout(() => stop.abort(reason), 50)
      const started = performance.now()
      const work = fetched(provider, () => undefined, { signal: stop.signal })
      expect(await rejectionOf(work)).toBe(reason)
      expect(performance.now() - started).toBeLessThan(500)
    })

    // Google counts nothing itself: the stamps of what matches are listed, and nothing else of it.
    test('are never sent for a count', async () => {
      const server = await startStub(holding(three))
      const http = hastyHttp()
      closers.push(
        () => server.close(),
        () => http.close()
      )
      const source = connected(provider, server.url).source({
        kind: 'events',
        query: queryOf(countQueries[name] ?? recipe.query)
      })
      await source.measure(gridOf(), ioOf(http)).catch(() => undefined)
      expect(server.seen.length).toBeGreaterThan(0)
      for (const { url, body } of server.seen) {
        expect(`${decodeURIComponent(url.href)} ${body}`).toMatch(countsOnly[name] ?? /^never$/)
      }
    })

    test('are described without asking', () => {
      expect(lines(provider, 'https://x.example.com').describe()).toBe(recipe.query)
    })
  }
)

/** The same lines as a count has them. */
const countQueries: Readonly<Record<string, string>> = {
  newrelic: 'SELECT count(*) FROM Log'
}

/** What every request of a count holds: an aggregate, and no line. */
const countsOnly: Readonly<Record<string, RegExp>> = {
  loki: /\/loki\/api\/v1\/query\?query=sum\(count_over_time\(/,
  elasticsearch: /^(?=[\s\S]*"size":0)(?![\s\S]*"size":[1-9])(?![\s\S]*_source)/,
  victorialogs: /stats_query[\s\S]*stats\+count/,
  'cloudwatch-logs': /\| stats count\(\*\) as bakegate_value by|\{"queryId":"q"\}$/,
  'google-logging': /fields=entries\(timestamp\),nextPageToken/,
  'azure-logs': /\| summarize bakegate_value = count\(\) by/,
  'datadog-logs': /\/api\/v2\/query\/scalar [\s\S]*"compute":\{"aggregation":"count"\}/,
  newrelic: /SELECT count\(\*\)/,
  dynatrace: /\| summarize count = count\(\)/,
  splunk: /stats\+count/
}

function otherForms({ byLine }: Recipe): readonly [string, Answer, string][] {
  const other = json({ hello: 'world' })
  if (byLine === true) return [['an answer of another form', other, 'not-json']]
  return [
    ['no body', text('', 200), 'not-json'],
    ['an answer of another form', other, 'provider-error']
  ]
}

function answerOf(told: unknown): Answer {
  return typeof told === 'function' ? (told as Answer) : json(told)
}

function lines(
  provider: Provider,
  url: string,
  overrides: Partial<EndpointSettings> = {}
): LineSource {
  const { query } = recipes[provider.name] as Recipe
  const source = connected(provider, url, overrides).lines?.(queryOf(query))
  if (source === undefined) throw new Error(`${provider.name} gives no lines`)
  return source
}

function connected(provider: Provider, url: string, overrides: Partial<EndpointSettings> = {}) {
  const { options = {} } = recipes[provider.name] as Recipe
  return provider.connect(
    endpointTo(provider.name, url, {
      auth: { kind: 'bearer', token: 'bearer-secret-123' },
      headers: { 'X-Own': 'header-secret-456' },
      options,
      ...overrides
    })
  )
}

interface Overrides {
  readonly most?: number
  readonly endpoint?: Partial<EndpointSettings>
  readonly signal?: AbortSignal
}

async function fetched(
  provider: Provider,
  answer: Answer,
  { most = 100, endpoint = {}, signal }: Overrides = {}
): Promise<LogBatch> {
  const server = await startStub(answer)
  const http = hastyHttp()
  closers.push(
    () => server.close(),
    () => http.close()
  )
  return lines(provider, server.url, endpoint).fetch(window, most, ioOf(http, signal))
}
