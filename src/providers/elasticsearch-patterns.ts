import { ProviderError } from '../errors.js'
import type { Window } from '../model.js'
import { failure, reading } from './ask.js'
import { completenessOf } from './elasticsearch-answer.js'
import { foldOf, type LineNames, namesOf, readLine } from './elasticsearch-line.js'
import { patience, windowClause } from './elasticsearch-measure.js'
import type { Json } from './elasticsearch-query.js'
import type { Connection } from './elasticsearch-search.js'
import type { Io, PatternBatch } from './provider.js'
import { field, isCount, list, record, textField, UnexpectedShape } from './shape.js'

const mostPatterns = 1_000
const wildcard = '*'

/**
 * `categorize_text` of Elasticsearch 7.16 and newer; other servers do not know it and say so. OpenSearch has
 * `patterns` in PPL: version 2 clusters what it has fetched itself, ten thousand lines at the most; version 3 groups by
 * `simple_pattern` in an aggregation, which was never tried: Maven Central has no plugin of it.
 */
export async function fetchPatterns(
  connection: Connection,
  filter: Json,
  window: Window,
  io: Io
): Promise<PatternBatch> {
  const message = connection.messageField ?? 'message'
  const body = {
    size: 0,
    timeout: patience(connection),
    track_total_hits: false,
    query: { bool: { filter: [windowClause(connection, window), filter] } },
    aggs: {
      patterns: {
        categorize_text: { field: message, size: mostPatterns, min_doc_count: 1 },
        aggs: { example: { top_hits: { size: 1, _source: [message] } } }
      }
    }
  }
  const { answer, retries } = await searchPatterns(connection, body, io)
  return reading(connection.endpoint, retries, () => {
    const aggregations = record(field(answer, 'aggregations'), 'aggregations')
    const buckets = list(
      field(record(field(aggregations, 'patterns'), 'patterns'), 'buckets'),
      'buckets'
    )
    return {
      patterns: buckets.map(item => patternOf(record(item, 'a bucket'), namesOf(connection))),
      wildcard,
      complete: completenessOf(answer).complete && buckets.length < mostPatterns,
      retries
    }
  })
}

async function searchPatterns(connection: Connection, body: Json, io: Io) {
  try {
    return await connection.search(body, io)
  } catch (error) {
    if (!(error instanceof ProviderError) || error.failure.code !== 'invalid-query') throw error
    const { retries, message } = error.failure
    const sentence = `does not cluster lines itself. It said: ${message}`
    throw new ProviderError(failure(connection.endpoint, 'provider-error', sentence, retries))
  }
}

function patternOf(bucket: Readonly<Record<string, unknown>>, names: LineNames) {
  const count = field(bucket, 'doc_count')
  const text = textField(bucket, 'key')
  if (!isCount(count) || text === undefined) {
    throw new UnexpectedShape('a bucket has no key or doc_count')
  }
  const example = exampleOf(field(bucket, 'example'), names)
  // The key holds the words that the lines have in common; what varies between them is left out.
  const words = text.replaceAll(wildcard, '').split(/\s+/).join(wildcard)
  return { text: words, count, ...(example === undefined ? {} : { example }) }
}

function exampleOf(example: unknown, names: LineNames): string | undefined {
  const hits = record(field(record(example, 'example'), 'hits'), 'example.hits')
  const [hit] = list(field(hits, 'hits'), 'example.hits.hits')
  if (hit === undefined) return undefined
  const fold = foldOf(names)
  readLine(fold, 0, field(record(hit, 'a hit'), '_source'))
  return fold.lines[0]?.text
}
