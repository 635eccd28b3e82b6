import { ProviderError } from '../errors.js'
import type { EndpointSettings } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, askJson, failure, reading } from './ask.js'
import type { Io } from './provider.js'
import { field, isRecord, list, record, textField, UnexpectedShape } from './shape.js'

/** What one run of a query gave. */
export interface Result {
  /** A row for each group over the whole window; or, where steps were asked for, one for each group and step. */
  readonly rows: readonly Row[]
  readonly retries: number
}

export interface Row {
  /** Start of the step, epoch milliseconds. Absent: of the whole window. */
  readonly at?: number
  /** Values of the calculations and of the columns that the events are grouped by. */
  readonly data: Readonly<Record<string, unknown>>
}

export interface Run {
  readonly spec: Readonly<Record<string, unknown>>
  /** [start, end) in epoch milliseconds, both as Honeycomb keeps them: see `queriesFor`. */
  readonly start: number
  readonly end: number
  /** Length of a step in milliseconds. Absent: one number over all. */
  readonly step?: number
}

/** Until the next look at a run, milliseconds. None takes longer than ten seconds. */
const pauses = [250, 500, 1_000]
/** More rows than the groups of an answer without steps. */
const mostRows = 1_000

/**
 * Runs a query: creates it, has it run, and polls until it is done, within the endpoint's `timeout` for all of
 * that. https://docs.honeycomb.io/api/tag/Query-Data/
 */
export async function runQuery(endpoint: EndpointSettings, run: Run, io: Io): Promise<Result> {
  const call = callerOf(endpoint, io)
  const { spec, start, end, step } = run
  const times = {
    start_time: start / 1000,
    end_time: end / 1000,
    ...(step === undefined ? {} : { granularity: step / 1000 })
  }
  const query = await call('POST', 'queries', { ...spec, ...times })
  const created = await call('POST', 'query_results', {
    query_id: idOf(endpoint, query),
    disable_series: step === undefined,
    ...(step === undefined ? { limit: mostRows } : {})
  })
  const id = idOf(endpoint, created)
  for (let turn = 0; ; turn += 1) {
    const answer = await call('GET', `query_results/${id}`)
    const { retries } = answer
    if (field(answer.body, 'complete') === true) {
      return { rows: reading(endpoint, retries, () => rowsOf(answer.body, step)), retries }
    }
    await io.clock.sleep(pauses[Math.min(turn, pauses.length - 1)] ?? 0, io.signal)
  }
}

interface Called {
  readonly body: Readonly<Record<string, unknown>>
  /** Of all requests so far. */
  readonly retries: number
}

/** One deadline over all requests of a run. The last part of `resource` follows the dataset. */
function callerOf(endpoint: EndpointSettings, io: Io) {
  const deadline = io.clock.now() + endpoint.timeout
  const dataset = encodeURIComponent(String(endpoint.options['dataset']))
  let retries = 0
  return async (method: 'GET' | 'POST', resource: string, body?: object): Promise<Called> => {
    const timeout = deadline - io.clock.now()
    if (timeout <= 0) throw late(endpoint, retries)
    const [kind = '', id] = resource.split('/')
    const asked = {
      method,
      path: `/1/${kind}/${dataset}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`,
      headers: {
        'X-Honeycomb-Team': String(endpoint.options['api-key']),
        'Content-Type': 'application/json',
        Accept: 'application/json'
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    } as const
    const { json, retries: more } = await askJson({ ...endpoint, timeout }, io, asked, accountOf)
    retries += more
    return { body: reading(endpoint, retries, () => record(json, 'the answer')), retries }
  }
}

function late(endpoint: EndpointSettings, retries: number): ProviderError {
  const sentence = `did not finish the query within ${endpoint.timeout / 1000} s. Raise the endpoint's timeout, or ask for less.`
  return new ProviderError(failure(endpoint, 'deadline', sentence, retries))
}

function idOf(endpoint: EndpointSettings, { body, retries }: Called): string {
  return reading(endpoint, retries, () => {
    const id = textField(body, 'id')
    if (id === undefined || !/^[\w-]{1,100}$/.test(id)) throw new UnexpectedShape('id is no id')
    return id
  })
}

function rowsOf(body: Called['body'], step: number | undefined): readonly Row[] {
  const data = record(field(body, 'data'), 'data')
  if (step === undefined) {
    return list(field(data, 'results'), 'data.results').map(item => ({ data: dataOf(item) }))
  }
  return list(field(data, 'series'), 'data.series').map(item => {
    const at = Date.parse(textField(record(item, 'a point'), 'time') ?? '')
    if (Number.isNaN(at)) throw new UnexpectedShape('a time is no instant')
    return { at, data: dataOf(item) }
  })
}

function dataOf(item: unknown): Row['data'] {
  return record(field(record(item, 'a row'), 'data'), 'data of a row')
}

/** `{"error": "…"}`, in newer answers with a detail, and with the fields that are wrong. */
function accountOf({ status, text }: HttpResponse): Account {
  const words = wordsOf(text)
  return {
    ...(words === undefined ? {} : { words }),
    ...(status === 400 || status === 422 ? { code: 'invalid-query' } : {}),
    remedy:
      "Check the endpoint's api-key, its permissions (Manage Queries and Columns, Run Queries), the region, and that the plan is Enterprise."
  }
}

function wordsOf(text: string): string | undefined {
  try {
    const json: unknown = JSON.parse(text)
    if (!isRecord(json)) return undefined
    const details = field(json, 'type_detail')
    const fields = (Array.isArray(details) ? details : []).filter(isRecord).map(one => {
      return [textField(one, 'field'), textField(one, 'description')].filter(Boolean).join(': ')
    })
    const words = textField(json, 'detail') ?? textField(json, 'error') ?? textField(json, 'title')
    const all = [...(words === undefined ? [] : [words]), ...fields]
    return all.length === 0 ? undefined : all.join(' ')
  } catch {
    return undefined
  }
}
