import { z } from 'zod'
import { ProviderError } from '../errors.js'
import type {
  EndpointSettings,
  Labels,
  LogBatch,
  LogLine,
  Measurement,
  Query,
  Window
} from '../model.js'
import { cannotAsk, failure, reading } from './ask.js'
import { type Batched, createBatcher } from './batch.js'
import { holding, piecesOf } from './containing.js'
import { flatten } from './flatten.js'
import { type Connection, type Entry, listEntries, stampOf } from './google-entries.js'
import { googleToken } from './google-token.js'
import { instantsOf } from './grid.js'
import { newestOf } from './newest.js'
import type { Endpoint, Grid, Io, LineSource, Provider, Question, Source } from './provider.js'
import { field, isRecord, textField } from './shape.js'
import { keepTokens } from './token.js'

const scope = 'https://www.googleapis.com/auth/logging.read'
/** Twenty pages: a third of what a project may ask for in a minute. */
const mostCounted = 20_000
const stampsOnly = 'entries(timestamp),nextPageToken'

export const googleLogging: Provider = {
  name: 'google-logging',
  summary: 'Google Cloud Logging: log entries, counted and read',
  logs: true,
  kinds: ['count', 'ratio', 'logs'],
  language: 'google-logging',
  delay: 60_000,
  options: z.strictObject({
    project: z
      .string()
      .regex(/^[a-z0-9.:-]{1,100}$/, 'The id of a project is expected.')
      .describe('Id of the Google Cloud project whose logs are read')
      .optional()
  }),
  address: () => 'https://logging.googleapis.com',
  identity: options => ({ cloud: 'google', service: '', options, explicit: false }),
  cost: 'Reading costs nothing. A project may list 60 times a minute, and every 1,000 entries that are counted or read are one of them.',
  connect
}

function connect(endpoint: EndpointSettings): Endpoint {
  const { auth } = endpoint
  const connection: Connection = {
    endpoint,
    ...(auth?.kind === 'google'
      ? { tokens: keepTokens(io => googleToken(endpoint, auth.file, scope, io)) }
      : {})
  }
  const counts = createBatcher<Span, Stamps>(
    (spans, io) => Promise.all(spans.map(span => stampsIn(connection, span, io))),
    Infinity
  )
  return {
    source: question => sourceOf(endpoint, counts, question),
    lines: query => {
      refuseWithoutProject(endpoint)
      return linesOf(connection, filterOf(query))
    }
  }
}

interface Span {
  readonly filter: string
  readonly window: Window
}

interface Stamps {
  readonly stamps: readonly number[]
  readonly retries: number
}

function sourceOf(
  endpoint: EndpointSettings,
  counts: Batched<Span, Stamps>,
  question: Question
): Source {
  if (question.kind !== 'events') throw cannotAsk(endpoint, question)
  refuseWithoutProject(endpoint)
  const filter = filterOf(question.query)
  return {
    pointInTime: false,
    describe: () => filter,
    measure: async (grid, io) => {
      const window = { start: grid.first - grid.width, end: grid.last }
      return measured(await counts({ filter, window }, io), grid)
    }
  }
}

function refuseWithoutProject({ options }: EndpointSettings): void {
  if (typeof options['project'] === 'string') return
  throw new Error('The endpoint names no project. Give it `project: my-project`.')
}

function filterOf(query: Query): string {
  if (query.usesWindow) {
    throw new Error('A filter has no use for {{window}}: it is asked over its window. Remove it.')
  }
  const filter = query.render(0).trim()
  // A payload may have a field of that name: `jsonPayload.timestamp`.
  if (/(?<![\w.]|\w-)timestamp\s*[<>=]/i.test(filter.replace(/"(?:[^"\\]|\\.)*"/g, '""'))) {
    throw new Error('The filter speaks of `timestamp`: the window is added to it. Remove that.')
  }
  return filter
}

/** The stamps of everything that matches; the API counts nothing itself. */
async function stampsIn({ endpoint, ...rest }: Connection, span: Span, io: Io): Promise<Stamps> {
  const connection = { endpoint, ...rest }
  const listing = { ...span, newestFirst: false, only: stampsOnly, most: mostCounted }
  const { entries, complete, retries } = await listEntries(connection, listing, io)
  if (complete) return { stamps: reading(endpoint, retries, () => entries.map(stampOf)), retries }
  const sentence = `has more than ${mostCounted} entries that match, and cannot count them itself. Narrow the filter, shorten baseline.history, or make a log-based metric and ask it by PromQL.`
  throw new ProviderError(failure(endpoint, 'response-too-large', sentence, retries))
}

function measured({ stamps, retries }: Stamps, grid: Grid): Measurement {
  const sorted = [...stamps].sort((a, b) => a - b)
  const samples = instantsOf(grid).map(at => ({
    at,
    value: below(sorted, at) - below(sorted, at - grid.width)
  }))
  return { series: [{ labels: {}, samples }], complete: true, notes: [], retries }
}

/** How many of them lie before an instant. */
function below(sorted: readonly number[], instant: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? Infinity) < instant) low = middle + 1
    else high = middle
  }
  return low
}

function linesOf(connection: Connection, filter: string): LineSource {
  return {
    ...entriesOf(connection, filter),
    containing: literal =>
      holding(connection.endpoint, literal, piecesOf(literal), pieces =>
        entriesOf(connection, `(\n${filter}\n)\nAND ${textHolds(pieces)}`)
      )
  }
}

function entriesOf(connection: Connection, filter: string): LineSource {
  return {
    describe: () => filter,
    fetch: (window, most, io) => fetchLines(connection, filter, window, most, io)
  }
}

/** Where the text of an entry may stand: see `payloadOf`. */
const texts = ['textPayload', 'jsonPayload.message', 'jsonPayload.msg', 'jsonPayload.textPayload']

/** An entry without any of them is shown as its payload. `:` finds a part of a text, in any case of its letters. */
function textHolds(pieces: readonly string[]): string {
  const held = texts.map(name => `(${pieces.map(piece => `${name}:"${piece}"`).join(' AND ')})`)
  const none = texts.map(name => `NOT ${name}:*`).join(' AND ')
  return `(${held.join(' OR ')} OR (${none}))`
}

async function fetchLines(
  connection: Connection,
  filter: string,
  window: Window,
  most: number,
  io: Io
): Promise<LogBatch> {
  const listing = { filter, window, newestFirst: true, most }
  const { entries, complete, retries } = await listEntries(connection, listing, io)
  const all = reading(connection.endpoint, retries, () => entries.map(lineOf))
  const lines = all.filter(({ at }) => at >= window.start && at < window.end)
  return { lines: newestOf(lines.toReversed(), most), complete, notes: [], retries }
}

function lineOf(entry: Entry): LogLine {
  const { json, text } = payloadOf(entry)
  const resource = field(entry, 'resource')
  const own = isRecord(resource) ? resource : {}
  const stream = { log: textField(entry, 'logName') ?? '', ...flatten(field(own, 'labels')) }
  const severity = textField(entry, 'severity')
  return {
    at: stampOf(entry),
    text,
    stream,
    fields: {
      ...flatten(json),
      ...prefixed('labels', flatten(field(entry, 'labels'))),
      ...(severity === undefined ? {} : { severity })
    }
  }
}

/** A message where there is one; an entry without any is its payload as JSON. */
function payloadOf(entry: Entry): { readonly json: unknown; readonly text: string } {
  const plain = textField(entry, 'textPayload')
  if (plain !== undefined) return { json: undefined, text: plain }
  const json = field(entry, 'jsonPayload') ?? field(entry, 'protoPayload') ?? {}
  const message = isRecord(json)
    ? (textField(json, 'message') ?? textField(json, 'msg') ?? textField(json, 'textPayload'))
    : undefined
  return { json, text: message ?? JSON.stringify(json) }
}

function prefixed(name: string, labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [`${name}.${key}`, value]))
}
