/** A query in KQL, cut at its last operator. */
export interface Kql {
  /** Everything before a `summarize` at the end. */
  readonly head: string
  readonly summary?: Summary
}

export interface Summary {
  /** With a name of its own: `bakegate_value = count()`. */
  readonly aggregate: string
  readonly column: string
  /** What follows `by`. */
  readonly by?: string
}

/** The column that says into which step of the window a row falls. */
export const stepColumn = 'bakegate_step'
const valueColumn = 'bakegate_value'

/** Placeholders are encoded for texts with escapes, and these have none. */
const verbatim =
  'Verbatim texts (@"…", ```…```) have no place in the query of a check. Write "…" with \\\\ for a backslash.'

/** These leave rows out, or draw them. */
const foreign = /^(take|limit|top|sample|render)\b/i

/**
 * Reads a query. Throws a sentence for the user where it cannot be asked over a window.
 *
 *     query     = tables *( "|" operator )
 *     summarize = "summarize" [ name "=" ] function [ "by" columns ]     ; last, with one function
 */
export function readKql(text: string): Kql {
  const operators = split(text, /\|/y)
  const other = operators.find(operator => foreign.test(operator))
  if (other !== undefined) {
    throw new Error(
      `\`${other.split(/\s/)[0]}\` has no place in the query of a check: it would leave rows out. Remove it.`
    )
  }
  const last = operators.at(-1) ?? ''
  if (operators.length < 2 || !/^summarize\b/i.test(last)) return { head: operators.join('\n| ') }
  return { head: operators.slice(0, -1).join('\n| '), summary: readSummary(last) }
}

/** Whether a query holds neither a `let` nor anything else that a `;` ends. */
export function isOneStatement(text: string): boolean {
  return split(text, /;/y).length === 1
}

/** How many columns the rows are grouped by. */
export function groupsOf({ by }: Summary): number {
  return by === undefined ? 0 : split(by, /,/y).length
}

export const countOfRows: Summary = { aggregate: `${valueColumn} = count()`, column: valueColumn }

export function summarize({ aggregate, by }: Summary): string {
  return `summarize ${aggregate}${by === undefined ? '' : ` by ${by}`}`
}

/** Instants as KQL writes them, to the millisecond. */
export function between(start: number, end: number): string {
  return `where TimeGenerated >= ${instant(start)} and TimeGenerated < ${instant(end)}`
}

/** One row for each step of `width` milliseconds from `start` on, and for each group. */
export function bySteps(summary: Summary, start: number, width: number): string {
  const by = summary.by === undefined ? stepColumn : `${stepColumn}, ${summary.by}`
  return [
    `extend ${stepColumn} = tolong((TimeGenerated - ${instant(start)}) / ${width}ms)`,
    summarize({ ...summary, by })
  ].join('\n| ')
}

function instant(at: number): string {
  return `datetime(${new Date(at).toISOString()})`
}

function readSummary(operator: string): Summary {
  const [head = '', by, ...more] = split(operator.replace(/^summarize\s+/i, ''), /\bby\b/iy)
  if (more.length > 0 || split(head, /,/y).length > 1) {
    throw new Error('`summarize` gives several numbers. Keep one function: a check judges one.')
  }
  const [, name] = /^([A-Za-z_]\w*)\s*=(?!=)/.exec(head) ?? []
  return {
    aggregate: name === undefined ? `${valueColumn} = ${head}` : head,
    column: name ?? valueColumn,
    ...(by === undefined ? {} : { by })
  }
}

/** Cuts where a pattern (sticky) stands outside of texts, comments and parentheses. Comments are left out. */
function split(text: string, pattern: RegExp): readonly string[] {
  const parts: string[] = []
  let part = ''
  let depth = 0
  let index = 0
  while (index < text.length) {
    const literal = literalAt(text, index)
    if (literal !== undefined) {
      if (/^(?:[hH]?@|```|~~~)/.test(literal)) throw new Error(verbatim)
      index += literal.length
      part += literal.startsWith('//') ? ' ' : literal
      continue
    }
    const letter = text.charAt(index)
    if ('([{'.includes(letter)) depth += 1
    if (')]}'.includes(letter)) depth -= 1
    pattern.lastIndex = index
    const found = depth === 0 ? pattern.exec(text)?.[0] : undefined
    if (found !== undefined) {
      parts.push(part)
      part = ''
    } else {
      part += letter
    }
    index += found?.length ?? 1
  }
  return [...parts, part].map(one => one.trim()).filter((one, at) => one !== '' || at === 0)
}

/** The text in quotes or the comment that begins here. A verbatim text knows no backslash. */
function literalAt(text: string, index: number): string | undefined {
  const literal =
    /\/\/[^\n]*|```|~~~|[hH]?@"(?:[^"]|"")*"|[hH]?@'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy
  literal.lastIndex = index
  return literal.exec(text)?.[0]
}
