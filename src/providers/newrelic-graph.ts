import { ProviderError } from '../errors.js'
import type { EndpointSettings, FailureCode } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, askJson, failure, reading, said } from './ask.js'
import { createBatcher } from './batch.js'
import type { Io, Shares } from './provider.js'
import { field, isRecord, list, record, textField, textsOf } from './shape.js'

/** What NerdGraph answered to one NRQL query. */
export interface Nrql {
  readonly rows: readonly Row[]
  /** Attributes that the rows are grouped by, in their order. */
  readonly facets: readonly string[]
  /** The window that was really looked at, epoch milliseconds, where it says. */
  readonly begin?: number
  readonly end?: number
  readonly messages: readonly string[]
  readonly retries: number
}
export type Row = Readonly<Record<string, unknown>>

export interface NewRelic {
  readonly endpoint: EndpointSettings
  readonly shares: Shares
  /** Queries of one moment travel in one request, under names of their own. */
  readonly ask: (nrql: string, io: Io) => Promise<Nrql>
}

/** New Relic runs the queries of one request at the same time, and wants few of those. */
const mostTogether = 10
/** Seconds. What an account without Data Plus may run at most. */
const longestQuery = 60

export function connectNewRelic(endpoint: EndpointSettings): NewRelic {
  return {
    endpoint,
    shares: { most: mostTogether },
    ask: createBatcher((queries, io) => askAll(endpoint, queries, io), mostTogether)
  }
}

async function askAll(
  endpoint: EndpointSettings,
  queries: readonly string[],
  io: Io
): Promise<readonly (Nrql | ProviderError)[]> {
  const asked = {
    method: 'POST',
    path: '/graphql',
    headers: {
      'API-Key': String(endpoint.options['api-key']),
      'Content-Type': 'application/json',
      Accept: 'application/json'
    },
    body: JSON.stringify({
      query: documentOf(queries.length),
      variables: {
        account: endpoint.options['account'],
        timeout: Math.min(longestQuery, Math.max(1, Math.floor(endpoint.timeout / 1000) - 1)),
        ...Object.fromEntries(queries.map((nrql, index) => [`q${index}`, nrql]))
      }
    })
  } as const
  const { json, retries } = await askJson(endpoint, io, asked, accountOf)
  return reading(endpoint, retries, () => readAnswers(endpoint, json, queries.length, retries))
}

/** Values travel as variables, so nothing of a query can leave its place. */
function documentOf(count: number): string {
  const numbers = Array.from({ length: count }, (_, index) => index)
  const variables = numbers.map(index => `$q${index}: Nrql!`).join(', ')
  const wanted = '{ results metadata { facets messages timeWindow { begin end } } }'
  const fields = numbers.map(
    index => `q${index}: nrql(query: $q${index}, timeout: $timeout) ${wanted}`
  )
  return `query ($account: Int!, $timeout: Seconds, ${variables}) { actor { account(id: $account) { ${fields.join(' ')} } } }`
}

/** A refusal before GraphQL is reached. */
function accountOf({ text }: HttpResponse): Account {
  const remedy = "Check the endpoint's api-key (a user key, NRAK-…), account and region."
  const words = wordsOf(text)
  return { remedy, ...(words === undefined ? {} : { words }) }
}

function wordsOf(text: string): string | undefined {
  try {
    const json: unknown = JSON.parse(text)
    const errors = isRecord(json) ? field(json, 'errors') : undefined
    if (!Array.isArray(errors)) return undefined
    return errors
      .filter(isRecord)
      .map(error => textField(error, 'message') ?? '')
      .join(' ')
  } catch {
    return undefined
  }
}

/** Errors come with status 200, each with the path of the query that it speaks of, or of all. */
function readAnswers(
  endpoint: EndpointSettings,
  json: unknown,
  count: number,
  retries: number
): readonly (Nrql | ProviderError)[] {
  const body = record(json, 'the answer')
  const errors = errorsOf(field(body, 'errors'))
  const account = accountIn(field(body, 'data'))
  return Array.from({ length: count }, (_, index) => {
    const error = errors.find(({ alias }) => alias === undefined || alias === `q${index}`)
    if (error !== undefined) {
      return new ProviderError(failure(endpoint, error.code, sentenceOf(endpoint, error), retries))
    }
    return readNrql(field(account, `q${index}`), retries)
  })
}

function accountIn(data: unknown): Row {
  const actor = isRecord(data) ? field(data, 'actor') : undefined
  const account = isRecord(actor) ? field(actor, 'account') : undefined
  return isRecord(account) ? account : {}
}

interface GraphError {
  readonly alias: string | undefined
  readonly code: FailureCode
  readonly words: string
}

function errorsOf(value: unknown): readonly GraphError[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).map(error => {
    const path = field(error, 'path')
    const alias = textsOf(path).find(step => /^q\d+$/.test(step))
    const words = textField(error, 'message') ?? 'an error without words'
    const extensions = field(error, 'extensions')
    const kind = isRecord(extensions) ? (textField(extensions, 'errorClass') ?? '') : ''
    return { alias, code: codeOf(kind, words), words }
  })
}

function codeOf(kind: string, words: string): FailureCode {
  if (/^NRQL Syntax Error/i.test(words) || kind === 'INVALID_INPUT') return 'invalid-query'
  if (/^Unknown function/i.test(words)) return 'invalid-query'
  if (kind === 'TIMEOUT') return 'deadline'
  if (kind === 'TOO_MANY_REQUESTS') return 'rate-limited'
  if (/UNAUTH|ACCESS_DENIED|FORBIDDEN/.test(kind) || /not authorized|access denied/i.test(words)) {
    return 'not-authorised'
  }
  return 'provider-error'
}

function sentenceOf(endpoint: EndpointSettings, { code, words }: GraphError): string {
  const remedy =
    code === 'not-authorised'
      ? " Check the endpoint's api-key, account and region."
      : code === 'deadline'
        ? " Raise the endpoint's timeout (60 s count at most), or ask for less."
        : ''
  return `answered: ${said(endpoint, words)}${remedy}`
}

function readNrql(value: unknown, retries: number): Nrql {
  const answer = record(value, 'nrql')
  const metadata = field(answer, 'metadata')
  const known = isRecord(metadata) ? metadata : {}
  const window = field(known, 'timeWindow')
  const { begin, end } = isRecord(window) ? window : {}
  return {
    rows: list(field(answer, 'results'), 'results').map(row => record(row, 'a row')),
    facets: textsOf(field(known, 'facets')),
    messages: textsOf(field(known, 'messages')),
    ...(typeof begin === 'number' ? { begin } : {}),
    ...(typeof end === 'number' ? { end } : {}),
    retries
  }
}
