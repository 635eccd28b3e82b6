import { z } from 'zod'
import { ProviderError } from '../errors.js'
import type { EndpointSettings, FailureCode, Measurement } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, askFor, failure, plainQuery, reading, said } from './ask.js'
import { type FluxAnswer, type FluxRow, readAnnotated } from './annotated-csv.js'
import {
  fluxOver,
  type FluxScript,
  type FluxSpan,
  fluxTogether,
  isExpression,
  readFlux,
  resultOf
} from './flux.js'
import { instantsOf, joinParts, type Part, runsOf } from './grid.js'
import { readingRows, repeats, seriesOf, severalRows } from './influxdb-rows.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { isRecord, textField } from './shape.js'
import { type Settled, settled, type Together, toldOnce, togetherByCheck } from './together.js'
import { adjoins, windowByWindow } from './windows.js'

const mostSteps = 10_000

export const influxdbFlux: Provider = {
  name: 'influxdb-flux',
  summary: 'InfluxDB 2 and Cloud: one value a window and series, by Flux',
  logs: false,
  kinds: ['query', 'ratio', 'count'],
  language: 'flux',
  delay: 30_000,
  options: z.strictObject({
    org: z.string().min(1).optional().describe('The organisation; not needed by Cloud')
  }),
  connect
}

/** A script over one window, or over steps side by side. */
interface Asking {
  readonly script: FluxScript
  readonly run: Grid
  readonly span: FluxSpan
  /** No table of a step in a series that has others is 0. */
  readonly events: boolean
}

function connect(endpoint: EndpointSettings): Endpoint {
  return togetherByCheck<Asking>(endpoint, { alone, joined }, sourceOf)
}

function sourceOf(
  endpoint: EndpointSettings,
  together: Together<Asking>,
  question: Question
): Source {
  const query = plainQuery(endpoint, question)
  const script = (width: number): FluxScript => readFlux(query.render(width))
  // Refuses now what could never be asked.
  const joins = isExpression(script(60_000))
  const ask = (run: Grid, io: Io): Promise<Part> => {
    const events = question.kind === 'events'
    const asking = { script: script(run.width), run, span: spanOf(run), events }
    return joins ? together.ask(asking, io) : alone(endpoint, asking, io)
  }
  return {
    pointInTime: false,
    describe: width => fluxOver(script(width), { start: '$start', stop: '$stop', width }),
    measure: (grid, io) => measure(endpoint, ask, grid, io),
    requests: grid => (adjoins(grid) ? runsOf(grid, mostSteps) : instantsOf(grid)).length,
    ...(joins ? { shares: together.shares } : {})
  }
}

async function measure(
  endpoint: EndpointSettings,
  ask: (run: Grid, io: Io) => Promise<Part>,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  if (!adjoins(grid)) {
    return windowByWindow(endpoint, grid, at => ask({ ...grid, first: at, last: at }, io))
  }
  const runs = runsOf(grid, mostSteps).map(run => ask(run, io))
  return joinParts(await Promise.all(runs), grid)
}

function spanOf({ first, last, width }: Grid): FluxSpan {
  const begin = first - width
  const [start = '', stop = ''] = [begin, last].map(at => new Date(at).toISOString())
  return { start, stop, width, ...(first === last ? {} : { offset: begin % width }) }
}

async function alone(endpoint: EndpointSettings, one: Asking, io: Io): Promise<Part> {
  const { rows, error, retries } = await answerTo(endpoint, fluxOver(one.script, one.span), io)
  if (error !== undefined) {
    const sentence = `refused the query: ${said(endpoint, error)}`
    throw new ProviderError(failure(endpoint, codeOf(error), sentence, retries))
  }
  return partOf(endpoint, one, rows, retries)
}

/** An error within the answer fails all of it, and so does a text where a number should be. */
async function joined(
  endpoint: EndpointSettings,
  all: readonly Asking[],
  io: Io
): Promise<readonly Settled[]> {
  const { rows, error, retries } = await answerTo(endpoint, fluxTogether(all), io)
  const parts = all.map((_, index) => rows.filter(row => row.labels['result'] === resultOf(index)))
  if (error !== undefined || parts.flat().length < rows.length) return []
  return Promise.all(
    all.map((one, index) =>
      settled(() => {
        const own = (parts[index] ?? []).map(({ labels, ...row }) => {
          const { result: _, ...rest } = labels
          return { ...row, labels: rest }
        })
        return partOf(endpoint, one, own, toldOnce(retries, index))
      })
    )
  )
}

async function answerTo(
  endpoint: EndpointSettings,
  flux: string,
  io: Io
): Promise<FluxAnswer & { readonly retries: number }> {
  const { text, retries } = await ask(endpoint, flux, io)
  const read = readingRows(endpoint, retries, () =>
    reading(endpoint, retries, () => readAnnotated(text))
  )
  return { ...(read ?? { rows: [] }), retries }
}

function partOf(
  endpoint: EndpointSettings,
  { run, events }: Asking,
  rows: readonly FluxRow[],
  retries: number
): Part {
  if (rows.some(row => row.start === undefined)) {
    const sentence =
      'answered with tables that have lost their window. Keep "_start" and "_stop" among the columns of group().'
    throw new ProviderError(failure(endpoint, 'invalid-query', sentence, retries))
  }
  const stamped = rows.map(({ labels, value, start: begun = 0 }) => ({
    labels,
    value,
    at: run.first === run.last ? run.last : begun + run.width
  }))
  if (repeats(stamped)) {
    const remedy = 'End it with one value a table, such as |> mean() or |> sum().'
    throw severalRows(endpoint, remedy, retries)
  }
  const series = seriesOf(stamped, events ? instantsOf(run) : [])
  return { series, complete: true, notes: [], retries }
}

async function ask(
  endpoint: EndpointSettings,
  flux: string,
  io: Io
): Promise<{ readonly text: string; readonly retries: number }> {
  const { org } = endpoint.options
  const asked = {
    method: 'POST',
    path:
      typeof org === 'string'
        ? `/api/v2/query?${new URLSearchParams({ org }).toString()}`
        : '/api/v2/query',
    headers: { 'Content-Type': 'application/json', Accept: 'application/csv' },
    body: JSON.stringify({
      query: flux,
      type: 'flux',
      dialect: {
        header: true,
        delimiter: ',',
        commentPrefix: '#',
        annotations: ['datatype', 'group', 'default']
      }
    })
  } as const
  const form = { name: 'annotated CSV', parse: whole }
  const { answer, retries } = await askFor(endpoint, io, asked, accountOf, form)
  return { text: answer, retries }
}

/** The text, where it is annotated CSV to its end; what it holds is read later. */
function whole(text: string): string | undefined {
  try {
    return readAnnotated(text) === undefined ? undefined : text
  } catch {
    return text
  }
}

/** 2.x: `{"code": "invalid", "message": "…"}`; 1.x with Flux: a line `error` and the words. */
function accountOf({ status, text }: HttpResponse): Account {
  const words = wordsOf(text)
  const known = codeOf(words) === 'invalid-query'
  return { words, ...(status >= 400 && known ? { code: 'invalid-query' } : {}) }
}

function wordsOf(text: string): string {
  try {
    const json: unknown = JSON.parse(text)
    return (isRecord(json) ? textField(json, 'message') : undefined) ?? text
  } catch {
    return text.replace(/^error\s*\n/, '').trim()
  }
}

/** Only what names a fault of the script is certain to stay wrong. */
function codeOf(error: string): FailureCode {
  const faults =
    /compilation failed|type error|undefined identifier|\bexpected\b|invalid|unsupported|could not find bucket|no database|missing (?:object propert|required)|no column|cannot add type constraint|failed to initialize execute state/i
  return faults.test(error) ? 'invalid-query' : 'provider-error'
}
