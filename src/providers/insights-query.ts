import type { Window } from '../model.js'

/** A query in the language of Logs Insights, cut into its commands. */
export interface InsightsQuery {
  /** Everything before a `stats` at the end. */
  readonly commands: readonly string[]
  /** The `stats` at the end, where there is one. */
  readonly stats?: Stats
}

export interface Stats {
  /** With a name of its own: `count(*) as value`. */
  readonly aggregate: string
  /** The field that the number stands in. */
  readonly field: string
  /** What follows `by`. */
  readonly by?: string
}

/** The column that says into which step of the window a line falls. */
export const stepField = 'bakegate_step'
/** What a number is called that the query gives no name. */
const valueField = 'bakegate_value'

/** These give other rows than lines, or leave lines out. */
const foreign = /^(limit|pattern|diff|anomaly|source)\b/i

/**
 * Reads a query. Throws a sentence for the user where it cannot be asked over a window.
 *
 *     query   = command *( "|" command )
 *     stats   = "stats" function [ "as" name ] [ "by" fields ]     ; last, with one function
 */
export function readInsights(text: string): InsightsQuery {
  const commands = commandsOf(text)
  const other = commands.find(command => foreign.test(command))
  if (other !== undefined) {
    throw new Error(
      `\`${other.split(/\s/)[0]}\` has no place in the query of a check: it would leave lines out. Remove it.`
    )
  }
  const places = commands.flatMap((command, index) => (/^stats\b/i.test(command) ? [index] : []))
  const [place] = places
  if (place === undefined) return { commands }
  if (places.length > 1 || place !== commands.length - 1) {
    throw new Error('`stats` must be the last command, and the only one of its kind.')
  }
  return { commands: commands.slice(0, -1), stats: readStats(commands[place] ?? '') }
}

/** The query over a window, exactly: StartQuery itself knows whole seconds, its end included. */
export function over(window: Window, commands: readonly string[]): string {
  const stamp = 'toMillis(@timestamp)'
  const bounds = `filter ${stamp} >= ${window.start} and ${stamp} < ${window.end}`
  return joined([bounds, ...commands])
}

/** One row for each step of `step` milliseconds from the window's start on, and for each group. */
export function bySteps(stats: Stats, window: Window, step: number): readonly string[] {
  const groups = stats.by === undefined ? stepField : `${stepField}, ${stats.by}`
  return [
    `fields floor((toMillis(@timestamp) - ${window.start}) / ${step}) as ${stepField}`,
    `stats ${stats.aggregate} by ${groups}`
  ]
}

/** `stats` as it is described. */
export function statsCommand({ aggregate, by }: Stats): string {
  return `stats ${aggregate}${by === undefined ? '' : ` by ${by}`}`
}

/** Each on a line of its own: a comment at the end of one must not swallow the next. */
export function joined(commands: readonly string[]): string {
  return commands.join('\n| ')
}

export const countOfLines: Stats = { aggregate: `count(*) as ${valueField}`, field: valueField }

function readStats(command: string): Stats {
  const body = command.replace(/^stats\s+/i, '')
  const by = topLevel(body, /\bby\b/iy)
  const head = (by === undefined ? body : body.slice(0, by)).trim()
  if (topLevel(head, /,/y) !== undefined) {
    throw new Error('`stats` gives several numbers. Keep one function: a check judges one.')
  }
  const alias = topLevel(head, /\bas\b/iy)
  const name = alias === undefined ? valueField : head.slice(alias + 2).trim()
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    throw new Error('The name after `as` is not a plain one. Write letters, digits and _.')
  }
  return {
    aggregate: alias === undefined ? `${head} as ${name}` : head,
    field: name,
    ...(by === undefined ? {} : { by: body.slice(by + 2).trim() })
  }
}

/** Where a pattern (sticky) stands outside of quotes and parentheses. */
function topLevel(text: string, pattern: RegExp): number | undefined {
  let depth = 0
  for (let index = 0; index < text.length;) {
    const skipped = literalAt(text, index)
    if (skipped > 0) {
      index += skipped
      continue
    }
    const letter = text.charAt(index)
    if (letter === '(') depth += 1
    if (letter === ')') depth -= 1
    pattern.lastIndex = index
    const isWord = index === 0 || !/\w/.test(text.charAt(index - 1)) || letter === ','
    if (depth === 0 && isWord && pattern.test(text)) return index
    index += 1
  }
  return undefined
}

/** Comments are left out. */
function commandsOf(text: string): readonly string[] {
  const commands: string[] = []
  let command = ''
  let index = 0
  while (index < text.length) {
    const length = Math.max(1, literalAt(text, index))
    const piece = text.slice(index, index + length)
    index += length
    if (piece.startsWith('#')) continue
    if (piece === '|') {
      commands.push(command)
      command = ''
    } else {
      command += piece
    }
  }
  return [...commands, command].map(one => one.trim()).filter(one => one !== '')
}

/** Length of the text in quotes, the regular expression or the comment that begins here; 0: none does. */
function literalAt(text: string, index: number): number {
  const letter = text.charAt(index)
  if (letter === '#') return (/#[^\n]*/y.exec(text.slice(index))?.[0] ?? letter).length
  const before = text.slice(Math.max(0, index - 300), index)
  const opensRegex = letter === '/' && /(\blike|=~|\bparse\s+\S+|,|\()\s*$/i.test(before)
  if (!opensRegex && !/["'`]/.test(letter)) return 0
  for (let end = index + 1; end < text.length; end += 1) {
    if (text.charAt(end) === '\\') end += 1
    else if (text.charAt(end) === letter) return end + 1 - index
  }
  return text.length - index
}
