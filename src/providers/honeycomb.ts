import { z } from 'zod'
import { ProviderError } from '../errors.js'
import type { EndpointSettings, Labels, Measurement, Query, Sample } from '../model.js'
import { cannotAsk, failure, reading } from './ask.js'
import { alignedTo, instantsOf, joinParts, type Part, runsOf, withZeros } from './grid.js'
import { type Result, type Row, runQuery } from './honeycomb-data.js'
import { type HoneycombQuery, mostGroups, readQuery } from './honeycomb-query.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { UnexpectedShape } from './shape.js'
import { type Span, spanOf, spansOf } from './honeycomb-time.js'

const addresses = {
  us: 'https://api.honeycomb.io',
  eu: 'https://api.eu1.honeycomb.io'
} as const
const minute = 60_000
/** Ten queries a minute are allowed: so many windows one by one would take half of them. */
const mostExact = 5
/** A query has at most a thousand steps; some are added to reach bounds that Honeycomb keeps. */
const mostSteps = 800

export const honeycomb: Provider = {
  name: 'honeycomb',
  summary: 'Honeycomb: events and spans, counted and calculated by query specifications',
  // What is asked are events that an application sends of itself, as spans are.
  logs: false,
  kinds: ['query', 'ratio', 'count'],
  language: 'honeycomb',
  delay: 60_000,
  options: z.strictObject({
    region: z.enum(['us', 'eu']).optional().describe('Where the team lives; `url` overrides it'),
    dataset: z
      .string()
      .regex(/^[\w.~-]{1,200}$/, 'It is the slug in the address bar, or __all__.')
      .prefault('__all__')
      .describe('Slug of the dataset; default `__all__`, the whole environment'),
    'api-key': z
      .string()
      .regex(/^[\x21-\x7e]+$/, 'It is empty or holds white space. Look for a newline at its end.')
      .describe('A configuration key, sent as X-Honeycomb-Team')
  }),
  address: ({ region }) => (region === 'us' || region === 'eu' ? addresses[region] : undefined),
  cost: 'Queries cost nothing. A team may run 10 a minute (Enterprise plan only), so give the endpoint a timeout that outlasts a wait of a minute, and the bake an interval of minutes.',
  connect
}

function connect(endpoint: EndpointSettings): Endpoint {
  return { source: question => sourceOf(endpoint, question) }
}

function sourceOf(endpoint: EndpointSettings, question: Question): Source {
  if (question.kind !== 'value' && question.kind !== 'events') throw cannotAsk(endpoint, question)
  if (question.kind === 'value' && question.request !== undefined) {
    throw cannotAsk(endpoint, question)
  }
  const counts = question.kind === 'events'
  const read = readQuery(textOf(question.query), counts)
  return {
    pointInTime: false,
    resolution: minute,
    describe: () => JSON.stringify(shownOf(read)),
    measure: (grid, io) => measure({ endpoint, query: read, counts }, grid, io),
    // Created, run, and looked at.
    requests: grid => 3 * requestsFor(grid, counts)
  }
}

/** The specification as it was written, with what is calculated. */
function shownOf({ spec }: HoneycombQuery): object {
  const { limit: _limit, breakdowns, ...rest } = spec
  return Array.isArray(breakdowns) && breakdowns.length === 0 ? rest : { ...rest, breakdowns }
}

function textOf(query: Query): string {
  if (query.usesWindow) {
    throw new Error('A query has no window in it; it is asked over each. Remove {{window}}.')
  }
  return query.render(0)
}

interface Asking {
  readonly endpoint: EndpointSettings
  readonly query: HoneycombQuery
  readonly counts: boolean
}

async function measure(asking: Asking, grid: Grid, io: Io): Promise<Measurement> {
  if (inSteps(grid)) {
    const aligned = alignedTo(grid)
    const parts: Part[] = []
    for (const run of runsOf(aligned, mostSteps)) {
      for (const span of spansOf(run, io.clock.now())) {
        parts.push(await measureSteps(asking, span, run, io))
      }
    }
    return joinParts(parts, aligned)
  }
  const instants = instantsOf(grid)
  if (instants.length > mostExact) throw tooMany(asking.endpoint)
  const parts = await Promise.all(
    instants.map(at => measureWindow(asking, spanOf(at, grid.width), at, io))
  )
  return joinParts(parts, grid)
}

function requestsFor(grid: Grid, counts: boolean): number {
  if (!inSteps(grid)) {
    const pieces = counts ? spanOf(grid.last, grid.width).pieces.length : 1
    return instantsOf(grid).length * pieces
  }
  const runs = runsOf(alignedTo(grid), mostSteps)
  return runs.reduce((sum, run) => sum + spansOf(run, Infinity).length, 0)
}

/** Windows side by side of whole minutes are steps of one query. */
function inSteps({ first, last, step, width }: Grid): boolean {
  return first < last && width === step && step % minute === 0
}

function tooMany(endpoint: EndpointSettings): ProviderError {
  const sentence = `is asked about more than ${mostExact} windows one by one, and runs 10 queries a minute. Make bake.interval whole minutes.`
  return new ProviderError(failure(endpoint, 'provider-error', sentence, 0))
}

/** Over six hours Honeycomb moves the bounds of a window: a count is the sum of shorter ones. */
async function measureWindow(
  { endpoint, query, counts }: Asking,
  { start, end, pieces }: ReturnType<typeof spanOf>,
  at: number,
  io: Io
): Promise<Part> {
  if (!counts && pieces.length > 1) throw tooLong(endpoint)
  const asked: readonly Span[] = counts ? pieces : [{ start, end }]
  const results = await Promise.all(
    asked.map(span => runQuery(endpoint, { spec: query.spec, ...span }, io))
  )
  // Each by itself: what the pieces of a window tell is added up, what one tells twice is a contradiction.
  const window: Grid = { first: at, last: at, step: end - start, width: end - start }
  const parts = results.map(result =>
    joinParts([partOf({ endpoint, query, counts }, result, () => at)], window)
  )
  const zero = counts && query.breakdowns.length === 0
  const series = bySeries(parts.flatMap(part => part.series)).map(({ labels, samples }) => {
    const value = samples.reduce((sum, sample) => sum + sample.value, 0)
    return { labels, samples: [{ at, value }] }
  })
  return {
    series: series.length === 0 && zero ? [{ labels: {}, samples: [{ at, value: 0 }] }] : series,
    complete: parts.every(part => part.complete),
    notes: parts.flatMap(part => part.notes),
    retries: parts.reduce((sum, part) => sum + part.retries, 0)
  }
}

function tooLong(endpoint: EndpointSettings): ProviderError {
  const sentence =
    'moves the bounds of windows of more than 6 h, so a value over one is not exact. Shorten the window.'
  return new ProviderError(failure(endpoint, 'provider-error', sentence, 0))
}

/** Steps are stamped with their start. Those that were only asked to reach a bound are left out. */
async function measureSteps(asking: Asking, span: Span, run: Grid, io: Io): Promise<Part> {
  const { endpoint, query, counts } = asking
  const result = await runQuery(endpoint, { spec: query.spec, ...span, step: run.step }, io)
  const inside = instantsOf(run).filter(at => at - run.step >= span.start && at <= span.end)
  const wanted = new Set(inside)
  const part = partOf(asking, result, row => (row.at ?? 0) + run.step)
  const moved = part.series.some(({ samples }) =>
    samples.some(({ at }) => (at - run.first) % run.step !== 0)
  )
  if (moved) {
    const note = 'Honeycomb answered with steps of another length than the one asked for.'
    return { ...part, series: [], complete: false, notes: [...part.notes, note] }
  }
  const none = query.breakdowns.length === 0 ? [{ labels: {}, samples: [] }] : []
  const series = counts && part.series.length === 0 ? none : part.series
  return {
    ...part,
    series: series.map(({ labels, samples }) => {
      const kept = samples.filter(({ at }) => wanted.has(at))
      // A step without an event is not told.
      return { labels, samples: counts ? withZeros(kept, inside) : kept }
    })
  }
}

function partOf(
  { endpoint, query }: Asking,
  { rows, retries }: Result,
  endOf: (row: Row) => number
): Part {
  const series = reading(endpoint, retries, () =>
    bySeries(rows.flatMap(row => seriesOf(row, query, endOf(row))))
  )
  const cut = series.length >= mostGroups
  return {
    series,
    complete: !cut,
    notes: cut ? [`The answer was cut at ${mostGroups} groups. Group by fewer values.`] : [],
    retries
  }
}

function bySeries(all: Part['series']): Part['series'] {
  const merged = new Map<string, { readonly labels: Labels; readonly samples: Sample[] }>()
  for (const { labels, samples } of all) {
    const key = JSON.stringify(labels)
    const known = merged.get(key) ?? { labels, samples: [] }
    known.samples.push(...samples)
    merged.set(key, known)
  }
  return [...merged.values()]
}

/** A row's numbers are values, but for those that it is grouped by; null is no value. */
function seriesOf({ data }: Row, { breakdowns }: HoneycombQuery, at: number): Part['series'] {
  const group = Object.fromEntries(breakdowns.map(name => [name, textIn(data[name])]))
  const numbers = Object.entries(data).filter(([name]) => !breakdowns.includes(name))
  return numbers.flatMap(([name, value]) => {
    if (value === null) return []
    if (typeof value !== 'number') throw new UnexpectedShape(`${name} is no number`)
    const labels = numbers.length > 1 ? { ...group, value: name } : group
    return [{ labels, samples: [{ at, value }] }]
  })
}

function textIn(value: unknown): string {
  if (value === null || value === undefined) return ''
  // An empty text is another group than no value.
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value)
}
