import { z } from 'zod'
import type { EndpointSettings, Measurement, Query, Series } from '../model.js'
import { cannotAsk, reading } from './ask.js'
import { alignedTo, instantsOf, joinParts, type Part, runsOf } from './grid.js'
import type { Endpoint, Grid, Io, Provider, Question, Source } from './provider.js'
import { field, isCount, numeric, UnexpectedShape } from './shape.js'
import { linesSource } from './splunk-lines.js'
import { connectSplunk, type Found, type Row, search, type Splunk } from './splunk-search.js'
import { counted, countedBySteps, refuseTables, refuseTimes, scopeOf, whole } from './splunk-spl.js'
import { inSteps, windowByWindow } from './windows.js'

/** Splunk gives 50,000 rows by default. */
const mostSteps = 10_000

export const splunk: Provider = {
  name: 'splunk',
  summary: 'Splunk Enterprise and Cloud: events searched, counted and computed by SPL',
  logs: true,
  kinds: ['count', 'ratio', 'query', 'logs'],
  language: 'spl',
  delay: 60_000,
  options: z.strictObject({}),
  cost: 'Where ingested data is billed, searches cost nothing; where workload is billed, they cost compute. A role runs few searches at a time (srchJobsQuota).',
  connect
}

function connect(endpoint: EndpointSettings): Endpoint {
  const connection = connectSplunk(endpoint)
  return {
    source: question => sourceOf(connection, question),
    lines: query => linesSource(connection, query)
  }
}

function sourceOf(connection: Splunk, question: Question): Source {
  switch (question.kind) {
    case 'value':
      if (question.request !== undefined) throw cannotAsk(connection.endpoint, question)
      refuseTimes(question.query.render(60_000))
      return {
        ...source(question.query, (spl, grid, io) => values(connection, spl, grid, io)),
        requests: grid => instantsOf(grid).length
      }
    case 'events':
      refuseTables(question.query.render(60_000))
      return {
        ...source(question.query, (spl, grid, io) => counts(connection, spl, grid, io)),
        requests: grid =>
          (inSteps(grid) ? runsOf(alignedTo(grid), mostSteps) : instantsOf(grid)).length
      }
    case 'firing':
    case 'probe':
      throw cannotAsk(connection.endpoint, question)
  }
}

function source(
  query: Query,
  measure: (spl: string, grid: Grid, io: Io) => Promise<Measurement>
): Source {
  return {
    pointInTime: false,
    describe: width => query.render(width),
    measure: (grid, io) => measure(query.render(grid.width), grid, io)
  }
}

async function values(connection: Splunk, spl: string, grid: Grid, io: Io): Promise<Measurement> {
  return windowByWindow(connection.endpoint, grid, async at => {
    const question = { spl: whole(spl), start: at - grid.width, end: at }
    const found = await search(connection, question, io)
    const read = () => found.rows.flatMap(row => seriesOf(row, found.groups, at))
    return { ...aboutOf(found), series: reading(connection.endpoint, found.retries, read) }
  })
}

async function counts(connection: Splunk, spl: string, grid: Grid, io: Io): Promise<Measurement> {
  if (inSteps(grid)) {
    return countSteps(connection, spl, grid, io)
  }
  return windowByWindow(connection.endpoint, grid, async at => {
    const question = { spl: counted(spl), start: at - grid.width, end: at }
    const found = await search(connection, question, io)
    return countedPart(connection, spl, found, () => at, [at])
  })
}

/** Steps without an event are not told: they are 0 where the place of the search has any. */
async function countSteps(
  connection: Splunk,
  spl: string,
  grid: Grid,
  io: Io
): Promise<Measurement> {
  const aligned = alignedTo(grid)
  const parts: Part[] = []
  for (const run of runsOf(aligned, mostSteps)) {
    const question = {
      spl: countedBySteps(spl, run.step),
      start: run.first - run.step,
      end: run.last
    }
    const found = await search(connection, question, io)
    const endOf = (row: Row) => numberOf(row, 'step') * 1000 + run.step
    parts.push(countedPart(connection, spl, found, endOf, instantsOf(run)))
  }
  return joinParts(parts, aligned)
}

function countedPart(
  { endpoint }: Splunk,
  spl: string,
  found: Found,
  endOf: (row: Row) => number,
  instants: readonly number[]
): Part {
  return reading(endpoint, found.retries, () => {
    const told = found.rows.filter(row => field(row, 'count') !== undefined)
    const beside = found.rows.find(row => field(row, 'scanned') !== undefined)
    const scanned = beside === undefined ? undefined : numberOf(beside, 'scanned')
    const about = aboutOf(found)
    if (scanned === 0) return { ...about, series: [], scanned }
    const complete = about.complete && (scanned !== undefined || scopeOf(spl) === undefined)
    const values = new Map(told.map(row => [endOf(row), numberOf(row, 'count')]))
    const samples = instants.map(at => ({ at, value: values.get(at) ?? 0 }))
    const series = [{ labels: {}, samples }]
    return { ...about, complete, series, ...(scanned === undefined ? {} : { scanned }) }
  })
}

function aboutOf({ complete, notes, retries }: Found): Omit<Part, 'series'> {
  return { complete, notes, retries }
}

/** What the rows are grouped by names the series, and so does what is no number. */
function seriesOf(row: Row, groups: ReadonlySet<string>, at: number): readonly Series[] {
  const cells = Object.entries(row).filter(([name]) => !name.startsWith('_'))
  const numbers = cells.flatMap(([name, value]): (readonly [string, number])[] => {
    const number = groups.has(name) ? undefined : numeric(value)
    return number === undefined ? [] : [[name, number]]
  })
  const names = new Set(numbers.map(([name]) => name))
  const labels = Object.fromEntries(
    cells.flatMap(([name, value]) =>
      names.has(name) || typeof value !== 'string' || value === '' ? [] : [[name, value]]
    )
  )
  return numbers.map(([name, value]) => ({
    labels: numbers.length > 1 ? { ...labels, value: name } : labels,
    samples: [{ at, value }]
  }))
}

function numberOf(row: Row, name: string): number {
  const number = numeric(field(row, name))
  if (!isCount(number)) throw new UnexpectedShape(`${name} is not a number`)
  return number
}
