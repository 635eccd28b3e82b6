import { join } from 'node:path'
import { pauseAsked } from '../../src/io/retry.js'
import type { EndpointSettings, Query, Window } from '../../src/model.js'
import { azureLogs } from '../../src/providers/azure-logs.js'
import { googleLogging } from '../../src/providers/google-logging.js'
import { providers } from '../../src/providers/index.js'
import type { Grid, Io, Provider, Question, Source } from '../../src/providers/provider.js'
import { isCredentialKey } from '../../src/providers/credential.js'
import type { Http } from '../../src/world.js'
import { endpointTo, noon, queryOf } from '../../__tests__/support/asking.js'
import type { Answer } from '../../__tests__/support/stub-server.js'
import { lineRecipes } from '../../__tests__/providers/line-recipes.js'
import { recipes } from '../../__tests__/providers/recipes.js'
import { nextAnswer } from '../mutate.js'
import { holdLines, holdMeasurement, holdPatterns, holdProviderError, secrets } from '../oracles.js'
import { decoded, hold, type Target } from '../target.js'

const origin = 'https://backend.example.com'
const minute = 60_000
const window: Window = { start: noon - minute, end: noon }
/** One instant, and more of them than anybody asks one by one. */
const grids: readonly Grid[] = [
  { first: noon, last: noon, step: minute, width: minute },
  { first: noon - 14 * minute, last: noon, step: minute, width: minute }
]
const mostLines = 100
/** Requests of one question, whatever the backend answers: a chain of pages has an end. */
const mostRequests = 400

/** What a provider is asked beside its recipe's question, and what its backend answers beside JSON. */
interface Manner {
  readonly form?: Target['form']
  readonly queries?: readonly string[]
  readonly seeds?: readonly string[]
  readonly words?: readonly string[]
}

const csv = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`
const manners: Readonly<Record<string, Manner>> = {
  'influxdb-flux': {
    form: 'lines',
    seeds: [
      csv(
        '#datatype,string,long,dateTime:RFC3339,string,string,double',
        '#group,false,false,true,true,true,false',
        '#default,_result,,,,,',
        ',result,table,_start,_field,host,_value',
        ',,0,2026-11-23T11:59:00Z,ms,"a,""b""\r\nc",7.5',
        ',,1,2026-11-23T11:58:00Z,ms,d,'
      ),
      csv(
        '#datatype,string,string',
        '#group,true,true',
        '#default,,',
        ',error,reference',
        ',x,897'
      ),
      '{"code":"invalid","message":"compilation failed: error @2:1-2:5: undefined"}'
    ],
    words: [
      '#datatype,',
      '#group,',
      '#default,',
      ',error',
      ',result,table,_start,_value',
      '\r\n\r\n'
    ]
  },
  'influxdb-sql': {
    queries: ['SELECT host, avg(ms), max(ms) FROM requests GROUP BY host'],
    seeds: [
      '[{"host":"a","avg(requests.ms)":7,"bakegate_step":0},{"host":"b","avg(requests.ms)":null,"bakegate_step":14}]',
      '{"error":"Error during planning: table not found"}'
    ],
    words: ['bakegate_step', 'bakegate_value', 'bakegate_value_1', 'avg(requests.ms)', 'host']
  }
}

/** Each provider with the bytes that its backend may answer. */
export const providerTargets: readonly Target[] = providers.map(provider => ({
  name: provider.name,
  about: `answers to every kind of question of \`${provider.name}\`, lines and patterns included`,
  form: manners[provider.name]?.form ?? 'json',
  seeds: [...seedsOf(provider), ...(manners[provider.name]?.seeds ?? [])],
  words: [
    ...(manners[provider.name]?.words ?? []),
    ...credentialsOf(provider),
    'Authorization',
    '2026-11-23T11:59:30Z',
    String(noon),
    String(noon / 1000)
  ],
  feed: input => feed(provider, input)
}))

/** How the job's cloud is asked for a token: by a secret, by the job's own token, and as a file of Google's says. */
const entra = { kind: 'azure', authority: origin, tenant: 't', client: 'c' } as const
const file = join(import.meta.dirname, '../../__tests__/fixtures/gha-creds.json')
const proofs = [
  { provider: azureLogs, auth: { ...entra, secret: 'option-secret-789' } },
  {
    provider: azureLogs,
    auth: { ...entra, idToken: { url: `${origin}/?id`, request: 'option-secret-789' } }
  },
  { provider: googleLogging, auth: { kind: 'google', file } }
] as const

export const tokens: Target = {
  name: 'tokens',
  about:
    'answers to a request for a token (Entra ID, Google, the runner before them), then the query',
  form: 'json',
  seeds: [
    '{"access_token":"eyJhIjoxfQ.e30.x","expires_in":3600}\n%%\n{"tables":[]}',
    '{"value":"eyJhIjoxfQ.e30.x"}\n%%\n{"access_token":"eyJhIjoxfQ.e30.x","expires_in":"3599"}\n%%\n{"tables":[]}',
    '{"value":"eyJhIjoxfQ.e30.x"}\n%%\n{"access_token":"federated","expires_in":3600}\n%%\n{"accessToken":"account","expireTime":"2026-11-23T13:00:00Z"}\n%%\n{"entries":[]}',
    '{"error":"invalid_client","error_description":"option-secret-789 is no secret of c"}',
    '{"error":{"status":"PERMISSION_DENIED","message":"option-secret-789"}}'
  ],
  words: ['option-secret-789', 'access_token', 'accessToken', 'expireTime', 'expires_in', 'value'],
  feed: async input => {
    const answers = decoded(input).split(nextAnswer)
    const told: unknown[] = []
    for (const { provider, auth } of proofs) {
      const own = recipes[provider.name]
      if (own === undefined) continue
      const endpoint = { ...endpointOf(provider), auth }
      const [grid] = grids
      const ask = async ({ io }: Asking): Promise<unknown> =>
        grid && provider.connect(endpoint).source(own.question).measure(grid, io)
      for (const status of [200, 401]) {
        told.push(await outcomeOf(provider, ask, answers, status, ['option-secret-789']))
      }
    }
    return told
  }
}

/** Milliseconds. */
const longestPause = minute

export const pauses: Target = {
  name: 'pauses',
  about: 'headers by which a busy server asks for patience, one a line',
  form: 'lines',
  seeds: [
    'retry-after: 7',
    'retry-after: Mon, 23 Nov 2026 12:00:07 GMT',
    'ratelimit: limit=10, remaining=0, reset=43',
    'x-ratelimit-reset: 5\nratelimit-reset: 6\nx-sentry-rate-limit-reset: 1795435207'
  ],
  words: ['retry-after: ', 'reset=', 'GMT', '1795435207', '-1', '1e9', '99999999999999999999'],
  feed: input => {
    const pairs = decoded(input)
      .split('\n')
      .map(line => line.split(/: (.*)/s))
    const headers = Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]))
    const pause = pauseAsked(headers, noon)
    hold(pause >= 0 && pause <= longestPause, 'a pause has bounds')
    return Promise.resolve(pause)
  }
}

export const queries: Target = {
  name: 'queries',
  about: 'queries in the language of every provider, before anything is asked',
  form: 'text',
  seeds: [
    ...Object.values(recipes).flatMap(({ question }) =>
      'query' in question ? [question.query.text] : []
    ),
    ...Object.values(lineRecipes).map(({ query }) => query),
    ...Object.values(manners).flatMap(manner => manner.queries ?? [])
  ],
  words: [
    ...['{{window}}', "'", '"', '`', '--', '/*', '*/', '//', ';', '|', '\\', '\n', '(', ')'],
    ...['SELECT ', ' FROM ', ' WHERE ', ' GROUP BY ', 'time', ' UNION ', ' LIMIT 1', 'timestamp'],
    ...['|> range(start: -1h)', '|> mean()', 'from(bucket: "b")', 'import "x"', 'metric("A", "B")']
  ],
  feed: input => {
    const query = queryOf(decoded(input))
    return Promise.resolve(providers.map(provider => describedBy(provider, query)))
  }
}

/** How each kind of question of a query is asked; what cannot be asked is refused by a sentence. */
function describedBy(provider: Provider, query: Query): readonly string[] {
  const request = { method: 'GET', path: '/stats', headers: {} } as const
  const connection = provider.connect(endpointOf(provider))
  const asked = [
    () => connection.source({ kind: 'value', query }).describe(minute),
    () => connection.source({ kind: 'value', query, request }).describe(minute),
    () => connection.source({ kind: 'events', query }).describe(minute),
    () => connection.lines?.(query).describe() ?? ''
  ]
  return asked.map(ask => {
    try {
      return ask()
    } catch (error) {
      // Whatever is no plain Error is a mistake of ours.
      if (!(error instanceof Error) || error.constructor !== Error) throw error
      hold(/[.?!`]$/.test(error.message), 'a refusal is a sentence')
      return error.message
    }
  })
}

async function feed(provider: Provider, input: Uint8Array): Promise<unknown> {
  const answers = decoded(input).split(nextAnswer)
  const told: unknown[] = []
  for (const status of [200, 400]) {
    for (const question of questionsOf(provider)) {
      for (const grid of status === 200 ? grids : grids.slice(0, 1)) {
        told.push(
          await outcomeOf(
            provider,
            async io => {
              const measured = await question(io.endpoint).measure(grid, io.io)
              holdMeasurement(measured, grid)
              return measured
            },
            answers,
            status
          )
        )
      }
    }
    for (const ask of lineAsks(provider)) told.push(await outcomeOf(provider, ask, answers, status))
  }
  return told
}

interface Asking {
  readonly endpoint: EndpointSettings
  readonly io: Io
}

/** A refusal is an outcome; whatever else is thrown is a finding. */
async function outcomeOf(
  provider: Provider,
  ask: (asking: Asking) => Promise<unknown>,
  answers: readonly string[],
  status: number,
  kept = credentialsOf(provider)
): Promise<unknown> {
  const endpoint = endpointOf(provider)
  try {
    return await ask({ endpoint, io: ioOf(answers, status) })
  } catch (error) {
    return holdProviderError(error, provider.name, origin, kept).failure
  }
}

type Questioning = (endpoint: EndpointSettings) => Source

function questionsOf(provider: Provider): readonly Questioning[] {
  const own = recipes[provider.name]?.question
  const text = own !== undefined && 'query' in own ? own.query.text : 'x'
  const window = '{{window}}'
  const more = manners[provider.name]?.queries ?? []
  const request = { method: 'GET', path: '/stats', headers: {} } as const
  const over = () => ({ path: '/stats' })
  const probe = { method: 'GET', path: '/', headers: {}, expectStatus: [200] } as const
  const questions: readonly Question[] = [
    { kind: 'value', query: queryOf(text) },
    { kind: 'value', query: queryOf(text), request },
    { kind: 'value', query: queryOf(text), request: { ...request, over } },
    { kind: 'events', query: queryOf(text) },
    ...more.map((query): Question => ({ kind: 'events', query: queryOf(query) })),
    { kind: 'events', query: queryOf(`sum(increase(x[${window}]))`) },
    { kind: 'probe', probe: { ...probe, expectBody: 'ok' } },
    { kind: 'firing', labels: { service: 'shop' } },
    { kind: 'firing', labels: { name: 'shop' } }
  ]
  return questions
    .filter(question => asks(provider, question))
    .map(question => endpoint => provider.connect(endpoint).source(question))
}

function asks(provider: Provider, question: Question): boolean {
  try {
    provider.connect(endpointOf(provider)).source(question)
    return true
  } catch {
    return false
  }
}

function lineAsks(provider: Provider): readonly ((asking: Asking) => Promise<unknown>)[] {
  const recipe = lineRecipes[provider.name]
  if (recipe === undefined) return []
  const sourceOf = (endpoint: EndpointSettings) =>
    provider.connect(endpoint).lines?.(queryOf(recipe.query))
  const known = sourceOf(endpointOf(provider))
  const fetched = async (source: typeof known, io: Io): Promise<unknown> => {
    const batch = await source?.fetch(window, mostLines, io)
    if (batch !== undefined) holdLines(batch, window, mostLines)
    return batch
  }
  return [
    ({ endpoint, io }) => fetched(sourceOf(endpoint), io),
    ...(known?.containing === undefined
      ? []
      : [
          ({ endpoint, io }: Asking) =>
            fetched(sourceOf(endpoint)?.containing?.('order was not saved'), io)
        ]),
    ...(known?.patterns === undefined
      ? []
      : [
          async ({ endpoint, io }: Asking) => {
            const batch = await sourceOf(endpoint)?.patterns?.(window, io)
            if (batch !== undefined) holdPatterns(batch)
            return batch
          }
        ])
  ]
}

function endpointOf(provider: Provider): EndpointSettings {
  const options = recipes[provider.name]?.options ?? {}
  const hidden = Object.entries(options).map(([name, value]) => [
    name,
    isCredentialKey(name) ? 'option-secret-789' : value
  ])
  return endpointTo(provider.name, origin, {
    auth: { kind: 'bearer', token: 'bearer-secret-123' },
    headers: { 'X-Own': 'header-secret-456' },
    options: Object.fromEntries(hidden) as Record<string, unknown>
  })
}

/** What its endpoint has, and a backend may quote. */
function credentialsOf(provider: Provider): readonly string[] {
  const { options, headers } = endpointOf(provider)
  const all = [...Object.values(headers), ...Object.values(options), 'bearer-secret-123']
  return secrets.filter(secret => all.includes(secret))
}

/** Answers in turn, the last one for ever. Time passes by requests and by sleeping only. */
function ioOf(answers: readonly string[], status: number): Io {
  let now = noon + minute
  let turn = 0
  const http: Http = async request => {
    await request.sign?.()
    hold(turn < mostRequests, `a question is at most ${mostRequests} requests`)
    hold(request.url.startsWith(origin), 'only the endpoint is asked')
    const text = answers[Math.min(turn, answers.length - 1)] ?? ''
    turn += 1
    now += 20
    const link = `<${origin}/next>; rel="next"; results="${turn < 3}"; cursor="0:${turn}:0"`
    const headers = { 'content-type': 'application/json', link }
    return { status, headers, text, retries: 0, took: 20 }
  }
  const sleep = (ms: number): Promise<void> => {
    hold(ms >= 0 && ms <= minute, 'a pause is no longer than a minute')
    now += ms
    return Promise.resolve()
  }
  return { http, clock: { now: () => now, sleep }, signal: new AbortController().signal }
}

function seedsOf(provider: Provider): readonly string[] {
  const recipe = recipes[provider.name]
  const lines = lineRecipes[provider.name]
  const stored = [
    { at: window.start, text: 'order 1 failed' },
    { at: noon - 1, text: 'java.lang.Error: order was not saved\n\tat Db.save(Db.java:7)' }
  ]
  return [recipe?.seven, recipe?.nothing, lines?.holding(stored)].flatMap(told =>
    told === undefined ? [] : [bodyOf(told)]
  )
}

/** What a recipe tells is a body, or how a server answers: then what it would write. */
function bodyOf(told: unknown): string {
  if (typeof told !== 'function') return JSON.stringify(told)
  let body = ''
  const response = {
    writeHead: () => response,
    end: (text: string) => {
      body = text
    }
  }
  const seen = { method: 'POST', url: new URL(origin), headers: {}, body: '{}', at: 0 }
  const answer: unknown = (told as Answer)(seen, response as unknown as Parameters<Answer>[1])
  hold(!(answer instanceof Promise), 'a recipe answers at once')
  return body
}
