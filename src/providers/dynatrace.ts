import { z } from 'zod'
import type { EndpointSettings, Labels, Measurement, Query, Series } from '../model.js'
import { cannotAsk, reading } from './ask.js'
import {
  counted,
  countedBySteps,
  readsLogs,
  refuseSummaries,
  refuseTimes
} from './dynatrace-dql.js'
import { type Grail, type Row, runDql } from './dynatrace-grail.js'
import { linesSource } from './dynatrace-lines.js'
import { alignedTo, instantsOf, joinParts, type Part, runsOf } from './grid.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { field, UnexpectedShape } from './shape.js'
import { inSteps, windowByWindow } from './windows.js'

/** Records of one answer: groups of a value, or steps of a count. */
const mostRecords = 1_000

export const dynatrace: Provider = {
  name: 'dynatrace',
  summary: 'Dynatrace: whatever DQL can ask of Grail, metrics, spans, events and log lines',
  logs: true,
  kinds: ['query', 'ratio', 'count', 'logs'],
  language: 'dql',
  delay: 120_000,
  options: z.strictObject({
    environment: z
      .string()
      .regex(/^[a-z0-9-]{3,40}$/, 'It is the first part of the address: abc12345.')
      .optional()
      .describe('Id of the environment; `url` overrides it')
  }),
  address: ({ environment }) =>
    typeof environment === 'string' ? `https://${environment}.apps.dynatrace.com` : undefined,
  cost: 'Dynatrace bills each GiB of logs, events and spans that a query reads (by your rate card; retention with included queries excepted); timeseries of metrics cost nothing. A query that runs is polled twice a second.',
  readsAll: true,
  connect
}

function connect(endpoint: EndpointSettings): Endpoint {
  return {
    source: question => sourceOf(endpoint, question),
    lines: query => linesSource(endpoint, query)
  }
}

function sourceOf(endpoint: EndpointSettings, question: Question): Source {
  switch (question.kind) {
    case 'value':
      if (question.request !== undefined) throw cannotAsk(endpoint, question)
      refuseTimes(question.query.render(60_000))
      return {
        ...source(question.query, (dql, grid, io) => {
          return values(endpoint, dql, secondsOf(question), grid, io)
        }),
        requests: grid => instantsOf(grid).length
      }
    case 'events':
      refuseSummaries(question.query.render(60_000))
      return {
        ...source(question.query, (dql, grid, io) => counts(endpoint, dql, grid, io)),
        requests: grid =>
          (inSteps(grid) ? runsOf(alignedTo(grid), mostRecords) : instantsOf(grid)).length
      }
    case 'firing':
    case 'probe':
      throw cannotAsk(endpoint, question)
  }
}

function source(
  query: Query,
  measure: (dql: string, grid: Grid, io: Io) => Promise<Measurement>
): Source {
  return {
    pointInTime: false,
    logs: readsLogs(query.render(60_000)),
    describe: width => query.render(width),
    measure: (grid, io) => measure(query.render(grid.width), grid, io)
  }
}

async function values(
  endpoint: EndpointSettings,
  dql: string,
  seconds: number,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  return windowByWindow(endpoint, grid, async at => {
    const grail = await runDql(endpoint, { ...questionOf(dql, grid, at), seconds }, io)
    return partOf(endpoint, grail, () => grail.records.flatMap(row => seriesOf(row, at)))
  })
}

/** A duration says itself how long it is: it is told in the check's own unit of time. */
function secondsOf({ numbers }: Extract<Question, { kind: 'value' }>): number {
  return numbers?.unit === 'seconds' ? numbers.scale : 1
}

async function counts(
  endpoint: EndpointSettings,
  dql: string,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  if (inSteps(grid)) {
    return countSteps(endpoint, dql, grid, io)
  }
  return windowByWindow(endpoint, grid, async at => {
    const grail = await runDql(endpoint, questionOf(counted(dql), grid, at), io)
    return partOf(endpoint, grail, () =>
      grail.scanned === 0
        ? []
        : [{ labels: {}, samples: [{ at, value: countOf(grail.records[0] ?? {}) }] }]
    )
  })
}

/** Steps without a record are not told: they are 0 where anything was looked at. */
async function countSteps(
  endpoint: EndpointSettings,
  dql: string,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const aligned = alignedTo(grid)
  const parts: Part[] = []
  for (const run of runsOf(aligned, mostRecords)) {
    const question = {
      dql: countedBySteps(dql, run.step),
      start: run.first - run.step,
      end: run.last,
      most: mostRecords
    }
    const grail = await runDql(endpoint, question, io)
    parts.push(
      partOf(endpoint, grail, () => {
        if (grail.scanned === 0) return []
        const counted = new Map(grail.records.map(row => [stepOf(row) + run.step, countOf(row)]))
        const samples = instantsOf(run).map(at => ({ at, value: counted.get(at) ?? 0 }))
        return [{ labels: {}, samples }]
      })
    )
  }
  return joinParts(parts, aligned)
}

function questionOf(dql: string, grid: Grid, at: number) {
  return { dql, start: at - grid.width, end: at, most: mostRecords }
}

function partOf(endpoint: EndpointSettings, grail: Grail, read: () => readonly Series[]): Part {
  const { complete, scanned, bytes, notes, retries, records } = grail
  return {
    series: reading(endpoint, retries, read),
    complete: complete && records.length < mostRecords,
    ...(scanned === undefined ? {} : { scanned }),
    ...(bytes === undefined ? {} : { bytes }),
    notes,
    retries
  }
}

/** The numbers of a record are values, its texts say of what. */
function seriesOf(row: Row, at: number): readonly Series[] {
  const numbers = Object.entries(row).flatMap(([name, value]): (readonly [string, number])[] => {
    if (Array.isArray(value)) {
      throw new UnexpectedShape(
        `${name} is a series where a number was asked for (add scalar: true to the aggregation)`
      )
    }
    return typeof value === 'number' ? [[name, value]] : []
  })
  const labels: Labels = Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : []
    )
  )
  return numbers.map(([name, value]) => ({
    labels: numbers.length > 1 ? { ...labels, value: name } : labels,
    samples: [{ at, value }]
  }))
}

function countOf(row: Row): number {
  const count = field(row, 'count')
  if (typeof count !== 'number') throw new UnexpectedShape('count is not a number')
  return count
}

function stepOf(row: Row): number {
  const step = field(row, 'step')
  const at = typeof step === 'string' ? Date.parse(step) : Number.NaN
  if (Number.isNaN(at)) throw new UnexpectedShape('step is no instant')
  return at
}
