import { ProviderError } from '../errors.js'
import type { EndpointSettings, Labels, Series } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, askJson, failure, type JsonAnswer, reading, said } from './ask.js'
import { byKey, createBatcher } from './batch.js'
import { type Formula, renamed } from './datadog-query.js'
import { contradictionOf } from './datadog-unit.js'
import type { Part } from './grid.js'
import type { Grid, Io, Shares } from './provider.js'
import {
  field,
  instantOf,
  isRecord,
  list,
  record,
  textField,
  textsOf,
  UnexpectedShape
} from './shape.js'

/** One window, or adjoining steps over a run. Instants are epoch milliseconds. */
export type DataQuestion =
  | {
      readonly kind: 'scalar'
      readonly formula: Formula
      readonly from: number
      readonly to: number
    }
  | { readonly kind: 'timeseries'; readonly formula: Formula; readonly run: Grid }

export interface Datadog {
  readonly endpoint: EndpointSettings
  readonly headers: Readonly<Record<string, string>>
  readonly shares: Shares
  /** Questions of one moment about the same window travel in one request. */
  readonly ask: (question: DataQuestion, io: Io) => Promise<Part>
}

/** Formulas in one request; the limit of the API is not published. */
const mostFormulas = 20

export function connectDatadog(endpoint: EndpointSettings): Datadog {
  const { 'api-key': key, 'application-key': application } = endpoint.options
  const headers = { 'DD-API-KEY': String(key), 'DD-APPLICATION-KEY': String(application) }
  const server = { endpoint, headers }
  const ask = createBatcher<DataQuestion, Part>(
    (questions, io) => askAll(server, questions, io),
    Infinity
  )
  return { ...server, ask, shares: { most: mostFormulas } }
}

/** Errors are a list of sentences; 400 is a question that Datadog does not take. */
export function accountOf({ status, text }: HttpResponse): Account {
  const words = wordsOf(text)
  return {
    ...(words === undefined ? {} : { words }),
    ...(status === 400 ? { code: 'invalid-query' } : {}),
    remedy: "Check the endpoint's api-key, application-key and site, and what the key may read."
  }
}

export async function post(
  { endpoint, headers }: Pick<Datadog, 'endpoint' | 'headers'>,
  path: string,
  body: unknown,
  io: Io
): Promise<JsonAnswer> {
  const asked = {
    method: 'POST',
    path,
    headers: { ...headers, 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body)
  } as const
  return askJson(endpoint, io, asked, accountOf)
}

function wordsOf(text: string): string | undefined {
  try {
    const json: unknown = JSON.parse(text)
    if (!isRecord(json)) return undefined
    const errors = field(json, 'errors')
    if (typeof errors === 'string') return errors
    return textsOf(errors).join(' ')
  } catch {
    return undefined
  }
}

type Server = Pick<Datadog, 'endpoint' | 'headers'>

function askAll(
  server: Server,
  questions: readonly DataQuestion[],
  io: Io
): Promise<readonly (Part | ProviderError)[]> {
  return byKey(questions, sharingKey, mostFormulas, group => askTogether(server, group, io))
}

function sharingKey(question: DataQuestion): string {
  const { kind, formula } = question
  if (kind === 'scalar') return `${kind} ${question.from} ${question.to} ${formula.grouping}`
  const { first, last, step } = question.run
  return `${kind} ${first} ${last} ${step}`
}

/**
 * One bad query fails the request of all; each is then asked by itself, so that it fails alone. One window
 * does not fail with another.
 */
async function askTogether(
  server: Server,
  group: readonly DataQuestion[],
  io: Io
): Promise<readonly (Part | ProviderError)[]> {
  try {
    return await request(server, group, io)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    if (error.failure.code !== 'invalid-query' || group.length === 1) return group.map(() => error)
    const alone = await Promise.all(group.map(one => askTogether(server, [one], io)))
    return alone.flat()
  }
}

async function request(
  server: Server,
  group: readonly DataQuestion[],
  io: Io
): Promise<readonly (Part | ProviderError)[]> {
  const [first] = group
  if (first === undefined) return []
  const attributes = { ...spanOf(first), ...formulasOf(group) }
  const body = { data: { type: `${first.kind}_request`, attributes } }
  const { json, retries } = await post(server, `/api/v2/query/${first.kind}`, body, io)
  return reading(server.endpoint, retries, () => {
    const { attributes: answer, notes } = readEnvelope(server, json, retries)
    return group.map((question, index) => {
      const wrong = contradictionOf(question.formula, unitOf(question, answer, index))
      if (wrong !== undefined) {
        return new ProviderError(failure(server.endpoint, 'invalid-query', wrong, retries))
      }
      const series =
        question.kind === 'scalar'
          ? scalarSeries(answer, index, group.length, question.to)
          : timeSeries(answer, index, question.run)
      const cut = series.length >= (question.formula.most ?? Infinity)
      return { series, complete: notes.length === 0 && !cut, notes, retries }
    })
  })
}

function spanOf(question: DataQuestion): Readonly<Record<string, number>> {
  if (question.kind === 'scalar') return { from: question.from, to: question.to }
  const { first, last, step } = question.run
  return { from: first - step, to: last, interval: step }
}

function formulasOf(group: readonly DataQuestion[]) {
  const queries: unknown[] = []
  const formulas = group.map(({ kind, formula }, index) => {
    const names = new Map(formula.queries.map(({ name }) => [name, `q${index}_${name}`]))
    for (const { name, fields, aggregator } of formula.queries) {
      const how = kind === 'scalar' && aggregator !== undefined ? { aggregator } : {}
      queries.push({ name: names.get(name), ...fields, ...how })
    }
    return { formula: renamed(formula.formula, names) }
  })
  return { queries, formulas }
}

/** `errors` beside data are remarks on an answer that is not whole; without data nothing was answered. */
function readEnvelope(server: Server, json: unknown, retries: number) {
  const body = record(json, 'the answer')
  const errors = field(body, 'errors')
  const notes = (typeof errors === 'string' ? [errors] : textsOf(errors)).filter(
    text => text !== ''
  )
  const data = field(body, 'data')
  if (data === undefined && notes.length > 0) {
    const sentence = `answered without data: ${said(server.endpoint, notes.join(' '))}`
    throw new ProviderError(failure(server.endpoint, 'provider-error', sentence, retries))
  }
  const attributes = record(field(record(data, 'data'), 'attributes'), 'data.attributes')
  return { attributes, notes: notes.map(note => said(server.endpoint, note)) }
}

type Fields = Readonly<Record<string, unknown>>

/** A column a formula, in their order, beside one column a tag that the rows are grouped by. */
function scalarSeries(
  answer: Fields,
  index: number,
  formulas: number,
  at: number
): readonly Series[] {
  const columns = columnsOf(answer)
  const numbers = columns.filter(isNumbers)
  const [first] = numbers
  if (first === undefined) return []
  if (numbers.length !== formulas) {
    throw new UnexpectedShape(`${numbers.length} columns came for ${formulas} formulas`)
  }
  const groups = columns.filter(column => !isNumbers(column))
  const values = list(field(numbers[index] ?? first, 'values'), 'values')
  return values.flatMap((value, row) => {
    const samples = samplesOf([[at, value]])
    return samples.length === 0 ? [] : [{ labels: rowLabels(groups, row), samples }]
  })
}

function columnsOf(answer: Fields): readonly Fields[] {
  return list(field(answer, 'columns'), 'columns').map(one => record(one, 'a column'))
}

function isNumbers(column: Fields): boolean {
  return field(column, 'type') !== 'group'
}

/** Told of a column, or of the first of its series. */
function unitOf({ kind }: DataQuestion, answer: Fields, index: number): unknown {
  if (kind === 'scalar') {
    const column = columnsOf(answer).filter(isNumbers)[index]
    const meta = column === undefined ? undefined : field(column, 'meta')
    return isRecord(meta) ? field(meta, 'unit') : undefined
  }
  const all = list(field(answer, 'series'), 'series').filter(isRecord)
  const series = all.find(one => (field(one, 'query_index') ?? 0) === index)
  return series === undefined ? undefined : field(series, 'unit')
}

function rowLabels(groups: readonly Fields[], row: number): Labels {
  return Object.fromEntries(
    groups.map(group => {
      const cell = list(field(group, 'values'), 'values of a group')[row]
      return [textField(group, 'name') ?? 'group', textsOf(cell).join(',')]
    })
  )
}

/** Steps are stamped with their start; ours with their end. */
function timeSeries(answer: Fields, index: number, { step }: Grid): readonly Series[] {
  const times = list(field(answer, 'times'), 'times')
  const rows = list(field(answer, 'values'), 'values')
  return list(field(answer, 'series'), 'series').flatMap((item, row) => {
    const series = record(item, 'a series')
    if ((field(series, 'query_index') ?? 0) !== index) return []
    const values = list(rows[row], 'values of a series')
    const ends = times.map(
      (time, at) => [typeof time === 'number' ? time + step : time, values[at]] as const
    )
    return [{ labels: tagLabels(field(series, 'group_tags')), samples: samplesOf(ends) }]
  })
}

function tagLabels(tags: unknown): Labels {
  return Object.fromEntries(
    textsOf(tags).map(tag => {
      const colon = tag.indexOf(':')
      return colon < 0 ? [tag, ''] : [tag.slice(0, colon), tag.slice(colon + 1)]
    })
  )
}

function samplesOf(points: readonly (readonly [unknown, unknown])[]): Series['samples'] {
  return points.flatMap(([at, value]) => {
    const instant = instantOf(at)
    if (instant === undefined) throw new UnexpectedShape('a time is no instant')
    if (value === null || value === undefined) return []
    if (typeof value !== 'number') throw new UnexpectedShape('a value is not a number')
    return Number.isFinite(value) ? [{ at: instant, value }] : []
  })
}
