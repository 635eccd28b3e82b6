import { blank, withoutBrackets } from './clauses.js'

/**
 * One SELECT of one table, cut where a time range belongs:
 *
 *     statement = "SELECT" item *( "," item ) "FROM" table [ "WHERE" condition ]
 *                 [ "GROUP BY" group *( "," group ) ] [ "HAVING" condition ]
 *     item      = expression [ "AS" name ]
 *
 * https://docs.influxdata.com/influxdb3/core/reference/sql/select/
 */
export interface SqlStatement {
  readonly labels: readonly Item[]
  /** Without a name of its own a value is `bakegate_value`. */
  readonly values: readonly Item[]
  /** The select list as it is asked. */
  readonly list: string
  readonly table: string
  readonly condition?: string
  readonly groups?: string
  readonly having?: string
}

/** What is selected, and the key that it has in each row of the answer. */
export interface Item {
  readonly expression: string
  readonly key: string
}

/** The number of its step, where several are asked about at once. */
export const stepKey = 'bakegate_step'
const valueKey = 'bakegate_value'

const clauses = /\b(from|where|group\s+by|having)\b/gi
/** What would change which rows come back or hide a table from the window; none of it is needed. */
const foreign =
  /\b(union|intersect|except|with|join|distinct|order\s+by|limit|offset|fetch|into|lateral|qualify)\b/i
/** A text, a quoted name, a comment to the end of its line. */
const texts = /'(?:''|[^'])*'|"(?:""|[^"])*"|--[^\n]*/g
const name = /^(?:"(?:""|[^"])+"|[A-Za-z_]\w*)$/
const table =
  /^(?:"(?:""|[^"])+"|[A-Za-z_]\w*)(?:\.(?:"(?:""|[^"])+"|[A-Za-z_]\w*))*(?:\s+(?:as\s+)?[A-Za-z_]\w*)?$/i

/** Throws an Error with a sentence for the user. */
export function readSql(query: string): SqlStatement {
  const text = query.trim().replace(texts, found => (found.startsWith('--') ? blank(found) : found))
  const plain = text.replace(texts, blank)
  refuseForeign(text, plain)
  const part = clausesOf(text, withoutBrackets(plain))
  const [from = '', condition, groups, having] = ['from', 'where', 'group', 'having'].map(part)
  if (!table.test(from)) {
    throw new Error('FROM names one table. Write SELECT function(field) FROM table ….')
  }
  const timed = [condition, groups, having].join(' ')
  if (/\btime\b|\bnow\s*\(/i.test(timed.replace(/'(?:''|[^'])*'/g, blank))) {
    throw new Error('The query speaks of time itself. Remove that: the gate adds the window.')
  }
  const items = split(part('select') ?? '').map(itemOf)
  const labels = labelsOf(items, groups)
  return {
    ...selected(items, labels),
    table: from,
    ...(condition === undefined ? {} : { condition }),
    ...(groups === undefined ? {} : { groups }),
    ...(having === undefined ? {} : { having })
  }
}

/** The statement over [start, end); `step`: one row a step and series, with the number of the step. */
export function sqlOver(
  { list, table: from, condition, groups, having }: SqlStatement,
  start: string,
  end: string,
  step?: { readonly first: number; readonly width: number }
): string {
  const own = condition === undefined ? '' : `(${condition}) AND `
  // Stamps are nanoseconds, and whole numbers divide to whole numbers.
  const index =
    step === undefined
      ? []
      : [`(CAST(time AS BIGINT) - ${step.first}000000) / ${step.width}000000 AS ${stepKey}`]
  const grouped = [
    ...(groups === undefined ? [] : [groups]),
    ...(step === undefined ? [] : [stepKey])
  ]
  return [
    `SELECT ${[list, ...index].join(', ')} FROM ${from}`,
    `WHERE ${own}time >= ${start} AND time < ${end}`,
    ...(grouped.length === 0 ? [] : [`GROUP BY ${grouped.join(', ')}`]),
    ...(having === undefined ? [] : [`HAVING ${having}`])
  ].join(' ')
}

function refuseForeign(text: string, plain: string): void {
  if (/['"]/.test(plain)) throw new Error('A quoted text of the query has no end. Close it.')
  if (!/^\s*select\b/i.test(plain)) {
    throw new Error('Only SELECT is asked. Write SELECT function(field) FROM table ….')
  }
  if (plain.includes(';')) throw new Error('The query holds a semicolon. One statement is asked.')
  const [sign] = /[$`\\]|\/\*/.exec(plain) ?? []
  if (sign !== undefined) {
    throw new Error(`"${sign}" has no place in the query. Write texts between single quotes.`)
  }
  // E'…' and its like read a backslash as an escape, so they end elsewhere.
  const quotes = text.replace(texts, found =>
    found.startsWith("'") ? `'${blank(found.slice(2))}'` : blank(found)
  )
  const prefixed = /(?<!\w)[A-Za-z_]\w*'|&'/.exec(quotes)
  if (prefixed !== null) {
    throw new Error(
      'A letter stands right before a quote. Write texts plainly, between single quotes.'
    )
  }
  if (/\bselect\b[\s\S]*\bselect\b/i.test(plain)) {
    throw new Error(
      'A SELECT stands within the SELECT, where the window does not reach. Ask one table at once.'
    )
  }
  const [, word] = foreign.exec(plain) ?? []
  if (word !== undefined) {
    throw new Error(
      `${word.toUpperCase()} has no place in the query: the gate asks for one value a window and series. Remove it.`
    )
  }
}

/** The text of each clause by its first word. */
function clausesOf(text: string, top: string): (clause: string) => string | undefined {
  const found = [...top.matchAll(clauses)].map(match => ({
    clause: match[0].toLowerCase().split(/\s/)[0] ?? '',
    from: match.index,
    to: match.index + match[0].length
  }))
  const order = ['from', 'where', 'group', 'having']
  const places = found.map(({ clause }) => order.indexOf(clause))
  if (places[0] !== 0) throw new Error('The query has no FROM. Name the table.')
  if (places.some((place, index) => index > 0 && place <= (places[index - 1] ?? 0))) {
    throw new Error('The clauses of the query stand twice or in another order than SELECT has.')
  }
  const parts = new Map(
    found.map(({ clause, to }, index) => [clause, text.slice(to, found[index + 1]?.from).trim()])
  )
  parts.set(
    'select',
    text
      .slice(0, found[0]?.from)
      .trim()
      .replace(/^select\b/i, '')
      .trim()
  )
  for (const [clause, part] of parts) {
    if (part === '') throw new Error(`Nothing follows ${clause.toUpperCase()}. Complete it.`)
  }
  return clause => parts.get(clause)
}

/** At commas outside brackets and quotes. */
function split(clause: string): readonly string[] {
  const top = withoutBrackets(clause.replace(texts, blank))
  const commas = [...top.matchAll(/,/g)].map(({ index }) => index)
  return [...commas, clause.length].map((comma, index) =>
    clause.slice(index === 0 ? 0 : (commas[index - 1] ?? 0) + 1, comma).trim()
  )
}

interface Selected {
  readonly text: string
  readonly expression: string
  /** undefined: neither a column nor named. */
  readonly key?: string
}

function itemOf(text: string): Selected {
  if (text === '' || /(^|\.)\*$/.test(text)) {
    throw new Error('An item of SELECT is empty or `*`. Name what is selected.')
  }
  const [, expression, alias] =
    /^([\s\S]*\S)\s+as\s+("(?:""|[^"])+"|[A-Za-z_]\w*)$/i.exec(text) ?? []
  if (expression !== undefined && alias !== undefined) {
    return { text, expression, key: keyOf(alias) }
  }
  const column = text.slice(text.search(/[^.]*$/))
  return name.test(column)
    ? { text, expression: text, key: keyOf(column) }
    : { text, expression: text }
}

/** Names without quotes are read in lower case. */
function keyOf(written: string): string {
  return written.startsWith('"')
    ? written.slice(1, -1).replaceAll('""', '"')
    : written.toLowerCase()
}

function labelsOf(items: readonly Selected[], groups: string | undefined): readonly Selected[] {
  if (groups === undefined) return []
  return split(groups).map(group => {
    const same = (item: Selected): boolean =>
      plainly(item.expression) === plainly(group) || (name.test(group) && item.key === keyOf(group))
    const item = /^\d+$/.test(group) ? items[Number(group) - 1] : items.find(same)
    if (item === undefined) throw new Error(`GROUP BY ${group} is not selected. Select it too.`)
    return item
  })
}

function plainly(expression: string): string {
  return expression.toLowerCase().replace(/\s+/g, '')
}

function selected(
  items: readonly Selected[],
  labels: readonly Selected[]
): Pick<SqlStatement, 'labels' | 'values' | 'list'> {
  const values = items.filter(item => !labels.includes(item))
  if (values.length === 0) throw new Error('The query selects no value. Add a function of a field.')
  const nameless = [...labels, ...(values.length > 1 ? values : [])].find(
    item => item.key === undefined
  )
  if (nameless !== undefined) {
    throw new Error(`${nameless.text} has no name. Write ${nameless.text} AS a name.`)
  }
  const named = (item: Selected): Item => ({
    expression: item.expression,
    key: item.key ?? valueKey
  })
  return {
    labels: labels.map(named),
    values: values.map(named),
    list: items
      .map(({ text, key }) => (key === undefined ? `${text} AS ${valueKey}` : text))
      .join(', ')
  }
}
