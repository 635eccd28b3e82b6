import type { EndpointSettings, Window } from '../../src/model.js'
import { azureLogs } from '../../src/providers/azure-logs.js'
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

/** Each provider with the bytes that its backend may answer. */
export const providerTargets: readonly Target[] = providers.map(provider => ({
  name: provider.name,
  about: `answers to every kind of question of \`${provider.name}\`, lines and patterns included`,
  form: 'json',
  seeds: seedsOf(provider),
  words: [
    ...credentialsOf(provider),
    'Authorization',
    '2026-11-23T11:59:30Z',
    String(noon),
    String(noon / 1000)
  ],
  feed: input => feed(provider, input)
}))

/** How the job's cloud is asked for a token, by a secret and by the job's own token. */
const entra = { kind: 'azure', authority: origin, tenant: 't', client: 'c' } as const
const proofs = [
  { ...entra, secret: 'option-secret-789' },
  { ...entra, idToken: { url: `${origin}/?id`, request: 'option-secret-789' } }
]

export const tokens: Target = {
  name: 'tokens',
  about: 'answers to a request for a token (Entra ID, and the runner before it), then the query',
  form: 'json',
  seeds: [
    '{"access_token":"eyJhIjoxfQ.e30.x","expires_in":3600}\n%%\n{"tables":[]}',
    '{"value":"eyJhIjoxfQ.e30.x"}\n%%\n{"access_token":"eyJhIjoxfQ.e30.x","expires_in":"3599"}\n%%\n{"tables":[]}',
    '{"error":"invalid_client","error_description":"option-secret-789 is no secret of c"}',
    '{"error":{"status":"PERMISSION_DENIED","message":"option-secret-789"}}'
  ],
  words: ['option-secret-789', 'access_token', 'expires_in', 'value'],
  feed: async input => {
    const answers = decoded(input).split(nextAnswer)
    const told: unknown[] = []
    for (const [auth, status] of [
      [proofs[0], 200],
      [proofs[1], 200],
      [proofs[0], 401]
    ] as const) {
      const own = recipes[azureLogs.name]
      if (auth === undefined || own === undefined) continue
      const endpoint = { ...endpointOf(azureLogs), auth }
      const [grid] = grids
      const ask = async ({ io }: Asking): Promise<unknown> =>
        grid && azureLogs.connect(endpoint).source(own.question).measure(grid, io)
      told.push(await outcomeOf(azureLogs, ask, answers, status, ['option-secret-789']))
    }
    return told
  }
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
  const request = { method: 'GET', path: '/stats', headers: {} } as const
  const over = () => ({ path: '/stats' })
  const probe = { method: 'GET', path: '/', headers: {}, expectStatus: [200] } as const
  const questions: readonly Question[] = [
    { kind: 'value', query: queryOf(text) },
    { kind: 'value', query: queryOf(text), request },
    { kind: 'value', query: queryOf(text), request: { ...request, over } },
    { kind: 'events', query: queryOf(text) },
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
