/** NRQL as text: what a check may write, and what is added to it. https://docs.newrelic.com/docs/nrql/ */

/** Clauses that we add ourselves, or whose answers have another form. */
const ours = /\b(SINCE|UNTIL|TIMESERIES|COMPARE\s+WITH|SLIDE\s+BY)\b/i

/** Throws a plain Error for the user. */
export function refuseClauses(nrql: string): void {
  const clause = ours.exec(outline(nrql))?.[1]?.toUpperCase().replace(/\s+/g, ' ')
  if (clause !== undefined) {
    throw new Error(`${clause} is written by Bakegate: it asks for windows of its own. Remove it.`)
  }
  if (!/\bSELECT\b/i.test(outline(nrql)) || !/\bFROM\b/i.test(outline(nrql))) {
    throw new Error('A query needs SELECT and FROM. Write SELECT count(*) FROM Transaction.')
  }
}

/** Events that are counted one by one have no groups. Throws a plain Error for the user. */
export function refuseLineClauses(nrql: string): void {
  refuseClauses(nrql)
  const clause = /\b(FACET|LIMIT|ORDER\s+BY)\b/i.exec(outline(nrql))?.[1]?.toUpperCase()
  if (clause !== undefined) {
    throw new Error(`${clause} has no place in a query for lines. Write SELECT * FROM Log WHERE ….`)
  }
}

/** Whether its condition stands in one place, so that another can be put beside it. */
export function canBeNarrowed(nrql: string): boolean {
  return (outline(nrql).match(/\bWHERE\b/gi) ?? []).length <= 1
}

/** The same query with one condition more, whatever the others are. Line breaks end comments. */
export function narrowed(nrql: string, condition: string): string {
  const outlined = outline(nrql)
  const where = /\bWHERE\b/i.exec(outlined)
  if (where === null) return `${nrql.trim()}\nWHERE ${condition}`
  const from = where.index + where[0].length
  const length = outlined.slice(from).search(/\b(SELECT|FROM|WITH)\b/i)
  const end = length < 0 ? nrql.length : from + length
  const rest = nrql.slice(end)
  return `${nrql.slice(0, from)} (${nrql.slice(from, end).trim()}\n) AND ${condition}${rest === '' ? '' : ` ${rest}`}`
}

/** [start, end) in epoch milliseconds. On a line of its own, so that no comment swallows it. */
export function over(nrql: string, start: number, end: number): string {
  const text = nrql.trim()
  const outlined = outline(text)
  const all = /\bFACET\b/i.test(outlined) && !/\bLIMIT\b/i.test(outlined) ? ' LIMIT MAX' : ''
  return `${text}\nSINCE ${Math.round(start)} UNTIL ${Math.round(end)}${all}`
}

/** Whether it reads log lines. */
export function readsLogs(nrql: string): boolean {
  return /\bFROM\s+[^()]*?\bLog\b/i.test(outline(nrql))
}

/**
 * A count of everything from where these events come: what has none of those either is a wrong name, not
 * good news. undefined where the query is not of the common form.
 */
export function scopeOf(nrql: string): string | undefined {
  const outlined = outline(nrql)
  const from = /\bFROM\s+((?:[A-Za-z_]\w*|`[^`]*`)(?:\s*,\s*(?:[A-Za-z_]\w*|`[^`]*`))*)/i.exec(
    outlined
  )
  if (from === null) return undefined
  const sources = nrql.slice(from.index, from.index + from[0].length)
  const where = originIn(nrql, outlined)
  return `SELECT count(*) ${sources}${where === '' ? '' : ` WHERE ${where}`}`
}

/** Attributes that say where an event comes from. */
const origins =
  /(?:^|\bAND\s+)((?:appName|entity\.name|entity\.guid|entityGuid|service\.name|service|host|hostname|cluster_name|namespace_name|container_name)\s*=\s*')/gi

function originIn(nrql: string, outlined: string): string {
  const start = /\bWHERE\b/i.exec(outlined)
  if (start === null) return ''
  const from = start.index + start[0].length
  const length = outlined.slice(from).search(/\b(SELECT|FROM|FACET|LIMIT|ORDER\s+BY|WITH)\b/i)
  const end = length < 0 ? outlined.length : from + length
  const conditions = outlined.slice(from, end)
  if (/\b(OR|NOT)\b|[()]/i.test(conditions)) return ''
  const skipped = conditions.length - conditions.trimStart().length
  return [...conditions.trimStart().matchAll(origins)]
    .map(({ index, 0: whole, 1: term = '' }) => {
      const at = from + skipped + index + whole.length - term.length
      const value = /^'(?:\\.|[^'\\])*'/.exec(nrql.slice(at + term.length - 1))?.[0] ?? "''"
      return `${nrql.slice(at, at + term.length - 1)}${value}`
    })
    .join(' AND ')
}

/**
 * The query with everything that is quoted, commented or in parentheses blanked out, character by character:
 * a place in it is the same place in the query. The quotes stay.
 */
function outline(nrql: string): string {
  const quoted = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|--[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
  const bare = nrql.replace(quoted, text => {
    const quote = /^['"]/.test(text) ? text.charAt(0) : ' '
    return text.length < 2 ? ' ' : `${quote}${' '.repeat(text.length - 2)}${quote}`
  })
  let depth = 0
  return [...bare]
    .map(letter => {
      if (letter === ')') depth = Math.max(0, depth - 1)
      const shown = depth === 0 ? letter : ' '.repeat(letter.length)
      if (letter === '(') depth += 1
      return shown
    })
    .join('')
}
