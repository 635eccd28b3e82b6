import { ProviderError } from '../errors.js'
import { askJson, failure, reading } from './ask.js'
import { accountOf } from './elasticsearch-answer.js'
import { messageFields } from './elasticsearch-line.js'
import type { Json } from './elasticsearch-query.js'
import { type Connection, indexPath } from './elasticsearch-search.js'
import type { Io } from './provider.js'
import { field, isRecord, record } from './shape.js'

/** Types whose values are indexed whole, word by word. A keyword is not: what is longer is left out. */
const analysed = new Set(['text', 'match_only_text', 'pattern_text'])
/** The raw event may stand beside the message, and is seldom indexed. */
const seldomIndexed = 'event.original'

/**
 * A clause that every document matches whose text holds the literal, and some others do: the server knows
 * words, not characters. Only the words inside the literal are asked for, since its first and last may be
 * parts of longer ones. Rejects with ProviderError where that leaves no word, or where the server could miss a
 * document, because "no such line" must be true when it is said.
 */
export async function containingClause(
  connection: Connection,
  literal: string,
  io: Io
): Promise<Json> {
  const words = wholeWords(literal)
  if (!/[\p{L}\p{N}]/u.test(words)) throw refusal(connection, 'the text holds no whole word')
  const fields = await textFields(connection, io)
  const should = fields.map(name => ({ match_phrase: { [name]: words } }))
  return { bool: { should, minimum_should_match: 1 } }
}

/** White space ends a word for every analyser of text. */
function wholeWords(literal: string): string {
  const pieces = literal.split(/(\s+)/)
  const first = pieces[0] === '' ? 0 : 1
  const last = pieces.at(-1) === '' ? pieces.length : pieces.length - 1
  return pieces.slice(first, last).join('').trim()
}

/** Where messages stand in this index; every one of them must be searchable. */
async function textFields(connection: Connection, io: Io): Promise<readonly string[]> {
  const { endpoint, index, headers, messageField } = connection
  const wanted = messageField === undefined ? messageFields : [messageField]
  const options = 'ignore_unavailable=false&allow_no_indices=false'
  const path = `${indexPath(index, '_field_caps')}?fields=${encodeURIComponent(wanted.join(','))}&${options}`
  const { json, retries } = await askJson(endpoint, io, { method: 'GET', path, headers }, accountOf)
  const types = reading(endpoint, retries, () => {
    const fields = record(field(record(json, 'the answer'), 'fields'), 'fields')
    return wanted.map(name => [name, typesOf(field(fields, name))] as const)
  })
  const unfit = types.find(
    ([name, known]) => name !== seldomIndexed && known.some(type => !analysed.has(type))
  )
  if (unfit !== undefined) throw refusal(connection, `${unfit[0]} is no analysed text`)
  const fit = types.filter(
    ([, known]) => known.length > 0 && known.every(type => analysed.has(type))
  )
  if (fit.length === 0) throw refusal(connection, 'no field holds analysed text')
  return fit.map(([name]) => name)
}

/** `{"text": {…}, "unmapped": {…}}`; an object is no field of its own. */
function typesOf(capabilities: unknown): readonly string[] {
  if (!isRecord(capabilities)) return []
  return Object.keys(capabilities).filter(type => !['object', 'nested', 'unmapped'].includes(type))
}

function refusal({ endpoint }: Connection, because: string): ProviderError {
  const sentence = `cannot look for lines by their text: ${because}.`
  return new ProviderError(failure(endpoint, 'provider-error', sentence, 0))
}
