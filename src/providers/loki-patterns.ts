import type { Window } from '../model.js'
import { reading } from './ask.js'
import { askLoki, type Connection } from './loki-api.js'
import { nanoseconds } from './nanoseconds.js'
import type { Io, LogPattern, PatternBatch } from './provider.js'
import { field, instantOf, isCount, list, record, textField, UnexpectedShape } from './shape.js'

/** Loki counts patterns in steps of this many milliseconds and answers for no finer ones. */
const step = 10_000

/**
 * `/loki/api/v1/patterns`, where the server has `pattern_ingester.enabled` (404 elsewhere). It keeps about
 * three hours and leaves rare patterns out, so it is never complete. Samples are stamped with the start of
 * their step: those whose step begins inside the window count.
 */
export async function readPatterns(
  connection: Connection,
  selector: string,
  window: Window,
  io: Io
): Promise<PatternBatch> {
  const parameters = {
    query: selector,
    start: nanoseconds(window.start),
    end: nanoseconds(window.end),
    step: `${step / 1000}s`
  }
  const { json, retries } = await askLoki(connection, 'patterns', parameters, io)
  const patterns = reading(connection.endpoint, retries, () => patternsIn(json, window))
  return { patterns, wildcard: '<_>', complete: false, retries }
}

/** `{"data": [{"pattern": "…<_>…", "level"?, "samples": [[seconds, count], …]}]}`: one row per level. */
function patternsIn(json: unknown, window: Window): readonly LogPattern[] {
  const body = record(json, 'the answer')
  if (field(body, 'status') !== 'success') throw new UnexpectedShape('status is not "success"')
  const counts = new Map<string, number>()
  for (const item of list(field(body, 'data') ?? [], 'data')) {
    const row = record(item, 'a pattern')
    const text = textField(row, 'pattern')
    if (text === undefined) throw new UnexpectedShape('a pattern has no text')
    const seen = list(field(row, 'samples') ?? [], 'samples').map(sampleOf)
    const inside = seen.filter(({ at }) => at >= window.start && at < window.end)
    const count = inside.reduce((sum, sample) => sum + sample.count, 0)
    if (count > 0) counts.set(text, (counts.get(text) ?? 0) + count)
  }
  return [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count)
}

function sampleOf(pair: unknown): { readonly at: number; readonly count: number } {
  const [seconds, count] = list(pair, 'a sample')
  const at = typeof seconds === 'number' ? instantOf(seconds * 1000) : undefined
  if (at === undefined || !isCount(count)) {
    throw new UnexpectedShape('a sample is not [seconds, count]')
  }
  return { at, count }
}
