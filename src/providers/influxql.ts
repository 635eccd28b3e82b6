import { blank, withoutBrackets } from './clauses.js'

/**
 * One SELECT, cut where a time range belongs:
 *
 *     statement = "SELECT" fields "FROM" source [ "WHERE" condition ] [ "GROUP BY" dimension *( "," dimension ) ]
 *
 * https://docs.influxdata.com/influxdb/v1/query_language/spec/
 */
export interface Statement {
  /** `SELECT … FROM …` */
  readonly head: string
  readonly condition?: string
  readonly dimensions?: string
}

const clauses = /\b(where|group\s+by)\b/gi
/** What would change which rows come back, or write; none of it is needed for a number per window. */
const foreign = /\b(into|order\s+by|limit|offset|slimit|soffset|tz|fill)\b/i

/** Throws an Error with a sentence for the user. */
export function readStatement(query: string): Statement {
  const text = withoutComments(query.trim())
  const plain = withoutTexts(text)
  const top = withoutBrackets(plain)
  if (!/^select\b/i.test(top)) {
    throw new Error('Only SELECT is asked. Write SELECT function(field) FROM measurement ….')
  }
  if (top.includes(';')) throw new Error('The query holds a semicolon. One statement is asked.')
  const [, word] = foreign.exec(top) ?? []
  if (word !== undefined) {
    throw new Error(
      `${word.toUpperCase()} has no place in the query: the gate asks for one value a window and series. Remove it.`
    )
  }
  if (!/\bfrom\b/i.test(top)) throw new Error('The query has no FROM. Name the measurement.')
  if (/\btime\b/i.test(plain)) {
    throw new Error('The query speaks of time itself. Remove that: the gate adds the window.')
  }
  return cut(text, top)
}

/** The statement over [start, end), in milliseconds; `grid`: one value a step. */
export function statementOver(
  { head, condition, dimensions }: Statement,
  start: string,
  end: string,
  grid?: { readonly step: string; readonly offset: string }
): string {
  const own = condition === undefined ? '' : `(${condition}) AND `
  const steps = grid === undefined ? [] : [`time(${grid.step}, ${grid.offset})`]
  const grouped = [...(dimensions === undefined ? [] : [dimensions]), ...steps].join(', ')
  const group = grouped === '' ? '' : ` GROUP BY ${grouped}`
  // Steps without a point are left out instead of being null or 0.
  const fill = grid === undefined ? '' : ' fill(none)'
  return `${head} WHERE ${own}time >= ${start} AND time < ${end}${group}${fill}`
}

function cut(text: string, top: string): Statement {
  const found = [...top.matchAll(clauses)].map(match => ({
    name: match[0].slice(0, 1).toLowerCase(),
    from: match.index,
    to: match.index + match[0].length
  }))
  const part = (name: string): string | undefined => {
    const index = found.findIndex(one => one.name === name)
    const clause = found[index]
    if (clause === undefined) return undefined
    return text.slice(clause.to, found[index + 1]?.from).trim()
  }
  const [condition, dimensions] = [part('w'), part('g')]
  if (condition === '' || dimensions === '' || found.length > 2) {
    throw new Error('The WHERE or GROUP BY of the query is empty or stands twice. Complete it.')
  }
  return {
    head: text.slice(0, found[0]?.from).trim(),
    ...(condition === undefined ? {} : { condition }),
    ...(dimensions === undefined ? {} : { dimensions })
  }
}

const texts =
  /'(?:\\[\s\S]|[^'\\])*'|"(?:\\[\s\S]|[^"\\])*"|(?<=[=!]~\s*)\/(?:\\[\s\S]|[^/\\])*\/|--[^\n]*|\/\*[\s\S]*?\*\//g

/** A comment at the end would swallow the window that follows it. */
function withoutComments(text: string): string {
  return text.replace(texts, found => (/^(--|\/\*)/.test(found) ? blank(found) : found)).trimEnd()
}

/** Strings, quoted names and regular expressions as blanks of the same length. */
function withoutTexts(text: string): string {
  const plain = text.replace(texts, blank)
  if (/['"]/.test(plain)) throw new Error('A quoted text of the query has no end. Close it.')
  return plain
}
