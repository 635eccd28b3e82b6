import { z } from 'zod'
import { ProviderError } from '../errors.js'
import type { EndpointSettings, FailureCode, Measurement } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, askFor, failure, plainQuery, reading, said } from './ask.js'
import { readAnnotated } from './annotated-csv.js'
import { fluxOver, type FluxScript, readFlux } from './flux.js'
import { instantsOf, joinParts, type Part, runsOf } from './grid.js'
import { readingRows, repeats, seriesOf, severalRows } from './influxdb-rows.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { isRecord, textField } from './shape.js'
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

/** A question ready to be asked. */
interface Asking {
  readonly endpoint: EndpointSettings
  readonly script: (width: number) => FluxScript
  /** No table of a step in a series that has others is 0. */
  readonly events: boolean
}

function connect(endpoint: EndpointSettings): Endpoint {
  return { source: question => sourceOf(endpoint, question) }
}

function sourceOf(endpoint: EndpointSettings, question: Question): Source {
  const query = plainQuery(endpoint, question)
  const script = (width: number): FluxScript => readFlux(query.render(width))
  // Refuses now what could never be asked.
  script(60_000)
  return {
    pointInTime: false,
    describe: width => fluxOver(script(width), '$start', '$stop', width),
    measure: (grid, io) =>
      measure({ endpoint, script, events: question.kind === 'events' }, grid, io),
    requests: grid => (adjoins(grid) ? runsOf(grid, mostSteps).length : instantsOf(grid).length)
  }
}

async function measure(asking: Asking, grid: Grid, io: Io): Promise<Measurement> {
  if (!adjoins(grid)) {
    return windowByWindow(asking.endpoint, grid, at =>
      askSteps(asking, { ...grid, first: at, last: at }, io)
    )
  }
  const parts: Part[] = []
  for (const run of runsOf(grid, mostSteps)) parts.push(await askSteps(asking, run, io))
  return joinParts(parts, grid)
}

/** Steps side by side, or one window, in one request. */
async function askSteps({ endpoint, script, events }: Asking, run: Grid, io: Io): Promise<Part> {
  const start = run.first - run.width
  const steps = run.first === run.last ? undefined : start % run.width
  const [from = '', to = ''] = [start, run.last].map(at => new Date(at).toISOString())
  const flux = fluxOver(script(run.width), from, to, run.width, steps)
  const { text, retries } = await ask(endpoint, flux, io)
  const read = readingRows(endpoint, retries, () =>
    reading(endpoint, retries, () => readAnnotated(text))
  )
  const { rows, error } = read ?? { rows: [] }
  if (error !== undefined) {
    const sentence = `refused the query: ${said(endpoint, error)}`
    throw new ProviderError(failure(endpoint, codeOf(error), sentence, retries))
  }
  if (rows.some(row => row.start === undefined)) {
    const sentence =
      'answered with tables that have lost their window. Keep "_start" and "_stop" among the columns of group().'
    throw new ProviderError(failure(endpoint, 'invalid-query', sentence, retries))
  }
  const stamped = rows.map(({ labels, value, start: begun = 0 }) => ({
    labels,
    value,
    at: steps === undefined ? run.last : begun + run.width
  }))
  if (repeats(stamped)) {
    const remedy = 'End it with one value a table, such as |> mean() or |> sum().'
    throw severalRows(endpoint, remedy, retries)
  }
  return {
    series: seriesOf(stamped, events ? instantsOf(run) : []),
    complete: true,
    notes: [],
    retries
  }
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
