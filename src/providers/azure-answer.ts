import type { HttpResponse } from '../world.js'
import type { Account } from './ask.js'
import { field, isRecord, list, record, textField, UnexpectedShape } from './shape.js'
import type { Tokens } from './token.js'

/** Cells by the names of their columns. */
export type Row = Readonly<Record<string, unknown>>

export interface Answer {
  /** Outside text. */
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  /** What Azure says is missing (`PartialError`). Outside text. */
  readonly partial?: string
}

export interface Tables {
  readonly tables: readonly Table[]
  readonly partial?: string
}

interface Table {
  readonly name: string | undefined
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

/**
 * `{"tables": [{"name": "PrimaryResult", "columns": [{"name", "type"}], "rows": [[…]]}], "error"?}`. An error
 * beside tables means that they are not all of it.
 * https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format
 */
export function readTables(json: unknown): Tables {
  const body = record(json, 'the answer')
  const error = field(body, 'error')
  if (isRecord(error) && !Object.hasOwn(body, 'tables')) throw new UnexpectedShape(wordsOf(error))
  const tables = list(field(body, 'tables'), 'tables').map(item =>
    readTable(record(item, 'a table'))
  )
  return { tables, ...(isRecord(error) ? { partial: wordsOf(error) } : {}) }
}

/** The answer to a query of one statement. */
export function onlyTable({ tables, partial }: Tables): Answer {
  const table = tables.find(({ name }) => name === 'PrimaryResult') ?? tables[0]
  if (table === undefined) throw new UnexpectedShape('there is no table')
  const { columns, rows } = table
  return { columns, rows, ...(partial === undefined ? {} : { partial }) }
}

function readTable(table: Row): Table {
  const columns = list(field(table, 'columns'), 'columns').map(
    column => textField(record(column, 'a column'), 'name') ?? ''
  )
  const rows = list(field(table, 'rows'), 'rows').map(item => {
    const cells = list(item, 'a row')
    return Object.fromEntries(columns.map((name, index) => [name, cells[index]]))
  })
  return { name: textField(table, 'name'), columns, rows }
}

const mistaken = /^(BadArgumentError|SyntaxError|SemanticError|PathNotFoundError|InvalidQuery)/

/** `{"error": {"code", "message", "innererror": {"code", "message", "line"?, "pos"?}}}` */
export function accountOf({ text }: HttpResponse, tokens: Tokens | undefined): Account {
  const error = errorIn(text)
  if (error === undefined) return { words: tokens?.hide(text) ?? text }
  const words = wordsOf(error)
  return {
    words: tokens?.hide(words) ?? words,
    ...(mistaken.test(textField(error, 'code') ?? '') ? { code: 'invalid-query' } : {})
  }
}

function errorIn(text: string): Row | undefined {
  try {
    const body: unknown = JSON.parse(text)
    const error = isRecord(body) ? field(body, 'error') : undefined
    return isRecord(error) ? error : undefined
  } catch {
    return undefined
  }
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The innermost message says what is wrong and where; the outer ones only that something is. */
function wordsOf(error: Row): string {
  let inner = error
  for (let depth = 0; depth < 5; depth += 1) {
    const [detail] = listed(field(inner, 'details'))
    const next = field(inner, 'innererror') ?? detail
    if (!isRecord(next)) break
    inner = next
  }
  const place = ['line', 'pos'].flatMap(name => {
    const value = field(inner, name)
    return typeof value === 'number' ? [`${name} ${value}`] : []
  })
  const where = place.length === 0 ? '' : ` (${place.join(', ')})`
  const told = textField(inner, 'message') ?? textField(error, 'message') ?? ''
  return `${textField(error, 'code') ?? 'error'}: ${told}${where}`
}
