import type { EndpointSettings, LogBatch, LogLine, Query, Window } from '../model.js'
import { reading } from './ask.js'
import {
  endlessNote,
  mostResults,
  mostRows,
  type Results,
  type Row,
  runJob
} from './insights-job.js'
import { joined, over, readInsights } from './insights-query.js'
import { newestOf } from './newest.js'
import type { Io, LineSource, LogPattern, PatternBatch } from './provider.js'
import { isCount, numeric, UnexpectedShape } from './shape.js'

/** Patterns that are asked for: the rarest of so many say nothing. */
const mostPatterns = 1_000
/** What the store writes for a part that varies, its kind and its number left out. */
const wildcard = '<*>'

/** The lines of a query, newest first, and their patterns. */
export function insightsLines(endpoint: EndpointSettings, query: Query): LineSource {
  const { commands, stats } = readInsights(query.render(0))
  if (stats !== undefined) {
    throw new Error('`stats` gives numbers, and lines are asked for. Remove it.')
  }
  return {
    describe: () => joined(commands),
    fetch: (window, most, io) => fetchLines({ endpoint, commands, io }, window, most),
    billed: true,
    containing: literal => containing(endpoint, commands, literal),
    patterns: (window, io) => fetchPatterns({ endpoint, commands, io }, window)
  }
}

/** Nobody says how Logs Insights reads an escape in quotes: what would need one ends the text that is asked for. */
const unquotable = /["'\\/\n\r]/

/** The store finds the longest part that can be quoted, and the rest is looked for here. */
function containing(
  endpoint: EndpointSettings,
  commands: readonly string[],
  literal: string
): LineSource {
  const [part = ''] = literal.split(unquotable).sort((a, b) => b.length - a.length)
  const filter = `filter @message like "${part}"`
  const isWhole = part === literal
  const narrowed = part.trim() === '' ? commands : [...commands, filter]
  return {
    describe: () => joined(narrowed),
    billed: true,
    async fetch(window, most, io) {
      const wanted = isWhole ? most : Math.max(most, mostRows)
      const asked = await fetchLines({ endpoint, commands: narrowed, io }, window, wanted)
      if (isWhole) return asked
      const { matched: _, ...batch } = asked
      const holding = batch.lines.filter(({ text }) => text.includes(literal))
      const lines = holding.slice(-most)
      return { ...batch, lines, complete: batch.complete && lines.length === holding.length }
    }
  }
}

interface Asking {
  readonly endpoint: EndpointSettings
  readonly commands: readonly string[]
  readonly io: Io
}

async function fetchLines(
  { endpoint, commands, io }: Asking,
  window: Window,
  most: number
): Promise<LogBatch> {
  const shown = [
    'fields toMillis(@timestamp) as bakegate_at',
    'display bakegate_at, @message, @logStream, @log',
    'sort @timestamp desc'
  ]
  const limit = Math.min(most, mostResults)
  const job = { query: over(window, [...commands, ...shown]), window, limit }
  const results = await runJob(endpoint, job, io)
  const { matched, scanned, bytes, retries, whole } = results
  const all = reading(endpoint, retries, () => results.rows.map(lineOf))
  const inside = all.filter(({ at }) => at >= window.start && at < window.end)
  const lines = newestOf(inside.toReversed(), most)
  return {
    lines,
    complete: whole && matched <= lines.length,
    matched,
    scanned,
    bytes,
    notes: whole ? [] : [endlessNote],
    retries
  }
}

function lineOf(row: Row): LogLine {
  const at = numeric(row['bakegate_at'])
  if (at === undefined) throw new UnexpectedShape('a line has no timestamp')
  const stream = Object.entries({ log: row['@log'], stream: row['@logStream'] }).flatMap(
    ([name, value]) => (value === undefined ? [] : [[name, value] as const])
  )
  return { at, text: row['@message'] ?? '', stream: Object.fromEntries(stream), fields: {} }
}

async function fetchPatterns(
  { endpoint, commands, io }: Asking,
  window: Window
): Promise<PatternBatch> {
  const clustered = ['pattern @message', 'sort @sampleCount desc']
  const job = { query: over(window, [...commands, ...clustered]), window, limit: mostPatterns }
  const results = await runJob(endpoint, job, io)
  const patterns = reading(endpoint, results.retries, () => results.rows.map(patternOf))
  return { patterns, wildcard, complete: isWhole(results, patterns), retries: results.retries }
}

/** `GET /cart/<Token-1> in <Number-2>ms`. */
function patternOf(row: Row): LogPattern {
  const { '@pattern': text, '@sampleCount': samples } = row
  const count = numeric(samples)
  if (text === undefined || !isCount(count)) {
    throw new UnexpectedShape('a pattern has no text or no count')
  }
  return { text: text.replace(/<[A-Za-z]+-\d+>/g, wildcard), count }
}

/** It clusters a sample of many lines: then the counts do not add up to what matched. */
function isWhole({ matched, whole }: Results, patterns: readonly LogPattern[]): boolean {
  return whole && patterns.reduce((sum, { count }) => sum + count, 0) >= matched
}
