import { quote } from '../io/quote.js'
import type { LogBatch, LogLine, Query, Window } from '../model.js'
import { reading } from './ask.js'
import { type Datadog, post } from './datadog-data.js'
import { holding, wordsOf } from './containing.js'
import { flatten } from './flatten.js'
import { newestOf } from './newest.js'
import type { Io, LineSource } from './provider.js'
import { field, isRecord, list, record, textField, textsOf, UnexpectedShape } from './shape.js'

/** The most that Datadog gives in one answer. */
const pageSize = 1_000
/** Pages without a line, in a row, that name a next one all the same. */
const mostEmpty = 5
/** Tags that tell one stream of lines from another. */
const streamTags = new Set(['pod_name', 'container_name', 'container_id', 'filename', 'env'])

/** Log lines by Datadog's search, newest first, page by page. */
export function linesSource(
  datadog: Datadog,
  indexes: readonly string[],
  query: Query
): LineSource {
  if (query.usesWindow) {
    throw new Error('A search for lines has no window in it. Remove {{window}}.')
  }
  const search = query.render(60_000).trim()
  // A log without a message is shown as its attributes, which a search for words does not read.
  let allHaveMessages = true
  const sourceOf = (text: string): LineSource => ({
    describe: () => text,
    fetch: async (window, most, io) => {
      const fetched = await fetchLines(datadog, { search: text, indexes, window, most }, io)
      allHaveMessages &&= fetched.haveMessages
      return fetched.batch
    }
  })
  return {
    ...sourceOf(search),
    containing: literal =>
      holding(datadog.endpoint, literal, allHaveMessages ? wordsOf(literal) : [], words => {
        const phrases = words.map(word => `"${word}"`)
        return sourceOf([...(search === '' ? [] : [`(${search})`]), ...phrases].join(' '))
      })
  }
}

interface Wanted {
  readonly search: string
  readonly indexes: readonly string[]
  readonly window: Window
  readonly most: number
}

async function fetchLines(
  datadog: Datadog,
  wanted: Wanted,
  io: Io
): Promise<{ readonly batch: LogBatch; readonly haveMessages: boolean }> {
  const { window, most } = wanted
  const lines = new Map<string, LogLine>()
  const notes = new Set<string>()
  /** Those outside the window included. */
  const seen = new Set<string>()
  let retries = 0
  let complete = true
  let haveMessages = true
  let cursor: string | undefined
  let empty = 0
  let goesOn: boolean
  do {
    const known = seen.size
    const limit = Math.min(pageSize, most + 1 - lines.size)
    const page = await fetchPage(datadog, wanted, limit, cursor, io)
    for (const [id, line] of page.lines) {
      seen.add(id)
      if (line.at >= window.start && line.at < window.end) lines.set(id, line)
    }
    for (const note of page.notes) notes.add(note)
    retries += page.retries
    haveMessages &&= page.haveMessages
    complete &&= page.complete
    cursor = page.cursor
    empty = emptyAfter(empty, page.lines.length)
    goesOn = page.cursor !== undefined && isWorthMore(empty, seen.size > known)
  } while (goesOn && lines.size <= most)
  if (cursor !== undefined) complete = false
  const kept = newestOf([...lines.values()], most)
  const batch = {
    lines: kept,
    complete: complete && lines.size <= most,
    notes: [...notes],
    retries
  }
  return { batch, haveMessages }
}

function emptyAfter(empty: number, found: number): number {
  return found === 0 ? empty + 1 : 0
}

/** A page of nothing new would be followed by itself for ever. */
function isWorthMore(empty: number, isNew: boolean): boolean {
  return empty > 0 ? empty <= mostEmpty : isNew
}

async function fetchPage(
  datadog: Datadog,
  { search, indexes, window }: Wanted,
  limit: number,
  cursor: string | undefined,
  io: Io
) {
  const body = {
    filter: {
      query: search,
      indexes,
      from: new Date(window.start).toISOString(),
      to: new Date(window.end).toISOString()
    },
    sort: '-timestamp',
    page: { limit, ...(cursor === undefined ? {} : { cursor }) }
  }
  const { json, retries } = await post(datadog, '/api/v2/logs/events/search', body, io)
  return reading(datadog.endpoint, retries, () => {
    const answer = record(json, 'the answer')
    const events = list(field(answer, 'data'), 'data')
    const lines = events.map(readLine)
    const haveMessages = events.every(hasMessage)
    return { lines, haveMessages, retries, ...readMeta(field(answer, 'meta')) }
  })
}

function readMeta(value: unknown) {
  const meta = isRecord(value) ? value : {}
  const page = field(meta, 'page')
  const cursor = isRecord(page) ? textField(page, 'after') : undefined
  const warnings = field(meta, 'warnings')
  const notes = (Array.isArray(warnings) ? warnings : []).filter(isRecord).map(warning => {
    return quote(textField(warning, 'detail') ?? textField(warning, 'title') ?? 'a warning')
  })
  const timedOut = field(meta, 'status') === 'timeout'
  if (timedOut) notes.push('Datadog ran out of time: the lines are not all.')
  return { cursor, notes, complete: notes.length === 0 }
}

function hasMessage(value: unknown): boolean {
  const attributes = isRecord(value) ? field(value, 'attributes') : undefined
  return isRecord(attributes) && textField(attributes, 'message') !== undefined
}

function readLine(value: unknown): readonly [string, LogLine] {
  const event = record(value, 'a log')
  const attributes = record(field(event, 'attributes'), 'attributes')
  const at = Date.parse(textField(attributes, 'timestamp') ?? '')
  if (Number.isNaN(at)) throw new UnexpectedShape('a timestamp is no instant')
  const tags = tagsOf(attributes)
  const own = ['service', 'host', 'status'].flatMap(name => {
    const text = textField(attributes, name)
    return text === undefined ? [] : [[name, text] as const]
  })
  const kept = tags.filter(([name]) => streamTags.has(name))
  const rest = field(attributes, 'attributes')
  const line: LogLine = {
    at,
    text: textField(attributes, 'message') ?? JSON.stringify(rest ?? {}),
    stream: Object.fromEntries([...own.filter(([name]) => name !== 'status'), ...kept]),
    fields: { ...flatten(rest), ...Object.fromEntries(own) }
  }
  return [textField(event, 'id') ?? `${at} ${line.text}`, line]
}

function tagsOf(attributes: Readonly<Record<string, unknown>>) {
  return textsOf(field(attributes, 'tags')).flatMap(tag => {
    const colon = tag.indexOf(':')
    return colon < 0 ? [] : [[tag.slice(0, colon), tag.slice(colon + 1)] as const]
  })
}
