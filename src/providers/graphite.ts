import { z } from 'zod'
import type { EndpointSettings, Sample } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, type Asked, askJson, plainQuery, reading } from './ask.js'
import { instantsOf, joinParts, type Part } from './grid.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { field, instantOf, list, record, textField, UnexpectedShape } from './shape.js'
import { type Together, toldOnce, togetherByCheck } from './together.js'

const mostInUrl = 2_000

export const graphite: Provider = {
  name: 'graphite',
  summary: 'Graphite: series by the render API',
  logs: false,
  kinds: ['query', 'ratio'],
  language: 'graphite',
  delay: 60_000,
  options: z.strictObject({}),
  connect
}

/** How one window's points become its number. */
type Reduce = 'newest' | 'sum'

/** All windows of one target. */
interface Asking extends Windows {
  readonly target: string
}

interface Windows {
  readonly reduce: Reduce
  readonly grid: Grid
}

function connect(endpoint: EndpointSettings): Endpoint {
  return togetherByCheck<Asking>(
    endpoint,
    { alone, joined, keyOf: ({ grid }) => keyOf(grid) },
    sourceOf
  )
}

function sourceOf(
  endpoint: EndpointSettings,
  together: Together<Asking>,
  question: Question
): Source {
  const query = plainQuery(endpoint, question)
  const reduce = question.kind === 'events' ? 'sum' : 'newest'
  return {
    pointInTime: false,
    describe: width => query.render(width).trim(),
    measure: async (grid, io) => {
      const target = query.render(grid.width).trim()
      return joinParts([await together.ask({ target, reduce, grid }, io)], grid)
    },
    shares: together.shares,
    keys: grid => [keyOf(grid)]
  }
}

/** All windows in one request. */
async function alone(endpoint: EndpointSettings, one: Asking, io: Io): Promise<Part> {
  const { json, retries } = await askJson(endpoint, io, asked([one.target], one.grid), accountOf)
  const found = reading(endpoint, retries, () => list(json, 'the answer').map(seriesOf))
  return partOf(one, found, retries)
}

/**
 * Targets over the same span, the names of whose series say whose they are. Over a longer one, Graphite may read
 * older points of a coarser archive for all of it, so other spans are other requests.
 */
async function joined(
  endpoint: EndpointSettings,
  all: readonly Asking[],
  io: Io
): Promise<readonly (Part | undefined)[]> {
  const [first] = all
  if (first === undefined) return []
  const targets = all.map(({ target }, index) => `aliasSub(${target},"^","${markOf(index)}")`)
  const { json, retries } = await askJson(endpoint, io, asked(targets, first.grid), accountOf)
  const found = reading(endpoint, retries, () => list(json, 'the answer').map(seriesOf))
  const parts = all.map((_, index) => found.flatMap(series => markedSeries(series, markOf(index))))
  // A name that nobody's mark begins: the marks are not understood here.
  if (parts.flat().length < found.length) return []
  return all.map((one, index) => partOf(one, parts[index] ?? [], toldOnce(retries, index)))
}

function markOf(index: number): string {
  return `bakegate_${index}:`
}

function markedSeries(series: GraphiteSeries, mark: string): readonly GraphiteSeries[] {
  const { target = '' } = series.labels
  if (!target.startsWith(mark)) return []
  return [{ ...series, labels: { target: target.slice(mark.length) } }]
}

function partOf(asking: Asking, found: readonly GraphiteSeries[], retries: number): Part {
  const unknown = found.some(
    ({ points, resolution }) => points.length > 0 && resolution === undefined
  )
  const known = found.map(series => ({ ...series, lacks: lackOf(series, asking) }))
  const unfit = known.filter(({ lacks }) => lacks === 'all')
  const series = known
    .filter(({ lacks }) => lacks !== 'all')
    .map(({ labels, points, resolution = Infinity }) => ({
      labels,
      samples: instantsOf(asking.grid).flatMap(at => sampleOf(points, resolution, asking, at))
    }))
  const told = known.flatMap(({ lacks, resolution }) =>
    lacks === 'none' || resolution === undefined ? [] : [tooShort(resolution, asking)]
  )
  const notes = unknown ? ['One point is too few to know how long an interval it stands for.'] : []
  return {
    series,
    complete: !unknown,
    ...(unfit.length > 0 && unfit.length === known.length ? { outdated: true } : {}),
    notes: [...notes, ...new Set(told)],
    retries
  }
}

/** How many of the windows are too short for a point of the series, whatever its values. */
function lackOf({ points, resolution }: GraphiteSeries, windows: Windows): 'none' | 'some' | 'all' {
  const [first] = points
  if (first === undefined || resolution === undefined) return 'none'
  const instants = instantsOf(windows.grid)
  const lacking = instants.filter(at => {
    const end = first.at + Math.floor((at - first.at) / resolution) * resolution
    return !belongs({ at: end - resolution, value: 0 }, resolution, windows, at)
  })
  if (lacking.length === instants.length) return 'all'
  // Steps are made longer until points fall into them; looks are not.
  return lacking.length > 0 && windows.reduce === 'newest' ? 'some' : 'none'
}

function tooShort(resolution: number, { reduce, grid }: Windows): string {
  const wanted = reduce === 'newest' ? resolution : 2 * resolution
  return `The series has one point per ${resolution / 1000} s: not every window of ${grid.width / 1000} s has one. Lengthen bake.interval to ${wanted / 1000} s or more.`
}

/** Milliseconds: two points of a series with one a minute, the usual coarsest that is fresh. */
const leastReach = 120_000

/**
 * Graphite gives the points of (from, until], each stamped with the START of its interval. One window more
 * than asked about, so that there are two points to measure the interval by. Epoch seconds.
 */
function spanOf({ first, last, width }: Grid): { readonly from: string; readonly until: string } {
  return {
    from: String(Math.floor((first - Math.max(2 * width, leastReach)) / 1000) - 1),
    until: String(Math.ceil(last / 1000))
  }
}

function keyOf(grid: Grid): string {
  return Object.values(spanOf(grid)).join(' ')
}

function asked(targets: readonly string[], grid: Grid): Asked {
  const { from, until } = spanOf(grid)
  const form = new URLSearchParams([
    ...targets.map((target): [string, string] => ['target', target]),
    ['from', from],
    ['until', until],
    ['format', 'json']
  ]).toString()
  if (form.length <= mostInUrl) return { method: 'GET', path: `/render?${form}` }
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', path: '/render', headers, body: form }
}

interface GraphiteSeries {
  readonly labels: Readonly<Record<string, string>>
  /** With what is null left out. */
  readonly points: readonly Sample[]
  /** Milliseconds between two points, nulls included; undefined where there is only one. */
  readonly resolution?: number
}

/** `{"target", "tags"?, "datapoints": [[value | null, seconds], …]}` */
function seriesOf(json: unknown): GraphiteSeries {
  const row = record(json, 'a series')
  const target = textField(row, 'target')
  if (target === undefined) throw new UnexpectedShape('a series has no target')
  const all = list(field(row, 'datapoints'), 'datapoints').map(pair => {
    const [value, seconds] = list(pair, 'a point')
    const at = typeof seconds === 'number' ? instantOf(seconds * 1000) : undefined
    if (at === undefined) throw new UnexpectedShape('a point has no time')
    if (value !== null && typeof value !== 'number')
      throw new UnexpectedShape('a value is no number')
    return { at, value }
  })
  const [one, two] = all
  return {
    labels: { target },
    points: all.flatMap(({ at, value }) => (value === null ? [] : [{ at, value }])),
    ...(one === undefined || two === undefined ? {} : { resolution: two.at - one.at })
  }
}

function sampleOf(
  points: readonly Sample[],
  resolution: number,
  asking: Windows,
  at: number
): readonly Sample[] {
  const inside = points.filter(point => belongs(point, resolution, asking, at))
  const newest = inside.at(-1)
  if (newest === undefined) return []
  const value =
    asking.reduce === 'newest' ? newest.value : inside.reduce((sum, point) => sum + point.value, 0)
  return [{ at, value }]
}

/**
 * Whether a point is one of [at - width, at): its whole interval lies inside. A window shorter than two intervals is
 * laid on them instead where one value is wanted: it has what ended inside, so that no two windows share a point.
 */
function belongs(
  point: Sample,
  resolution: number,
  { reduce, grid }: Windows,
  at: number
): boolean {
  const start = at - grid.width
  const end = point.at + resolution
  if (end > at) return false
  const laid = reduce === 'newest' && grid.width < 2 * resolution
  return laid ? end > start : point.at >= start
}

/** Refusals are pages of HTML; 400 names what is wrong with the target. */
function accountOf({ status, text }: HttpResponse): Account {
  const words = text
    .replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return { words, ...(status === 400 ? { code: 'invalid-query' } : {}) }
}
