import { z } from 'zod'
import type { EndpointSettings, Measurement, Sample } from '../model.js'
import type { HttpResponse } from '../world.js'
import { type Account, type Asked, askJson, plainQuery, reading } from './ask.js'
import { instantsOf, joinParts } from './grid.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { field, instantOf, list, record, textField, UnexpectedShape } from './shape.js'

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

function connect(endpoint: EndpointSettings): Endpoint {
  return { source: question => sourceOf(endpoint, question) }
}

function sourceOf(endpoint: EndpointSettings, question: Question): Source {
  const query = plainQuery(endpoint, question)
  const reduce = question.kind === 'events' ? 'sum' : 'newest'
  return {
    pointInTime: false,
    describe: width => query.render(width).trim(),
    measure: (grid, io) => measure(endpoint, query.render(grid.width).trim(), reduce, grid, io)
  }
}

/** All windows in one request. */
async function measure(
  endpoint: EndpointSettings,
  target: string,
  reduce: Reduce,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const { json, retries } = await askJson(endpoint, io, asked(target, grid), accountOf)
  const found = reading(endpoint, retries, () => list(json, 'the answer').map(seriesOf))
  const unknown = found.some(
    ({ points, resolution }) => points.length > 0 && resolution === undefined
  )
  const series = found.map(({ labels, points, resolution = Infinity }) => ({
    labels,
    samples: instantsOf(grid).flatMap(at => sampleOf(points, resolution, reduce, at, grid.width))
  }))
  const notes = unknown ? ['One point is too few to know how long an interval it stands for.'] : []
  return joinParts([{ series, complete: !unknown, notes, retries }], grid)
}

/**
 * Graphite gives the points of (from, until], each stamped with the START of its interval. One window more
 * than asked about, so that there are two points to measure the interval by.
 */
function asked(target: string, { first, last, width }: Grid): Asked {
  const form = new URLSearchParams({
    target,
    from: String(Math.floor((first - 2 * width) / 1000) - 1),
    until: String(Math.ceil(last / 1000)),
    format: 'json'
  }).toString()
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

/** From the points whose whole interval lies in [at - width, at). */
function sampleOf(
  points: readonly Sample[],
  resolution: number,
  reduce: Reduce,
  at: number,
  width: number
): readonly Sample[] {
  const inside = points.filter(point => point.at >= at - width && point.at + resolution <= at)
  const newest = inside.at(-1)
  if (newest === undefined) return []
  const value =
    reduce === 'newest' ? newest.value : inside.reduce((sum, point) => sum + point.value, 0)
  return [{ at, value }]
}

/** Refusals are pages of HTML; 400 names what is wrong with the target. */
function accountOf({ status, text }: HttpResponse): Account {
  const words = text
    .replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return { words, ...(status === 400 ? { code: 'invalid-query' } : {}) }
}
