/**
 * Files of accepted signatures: one a line, blank lines and lines of comment between.
 *
 *   line     = [ entry ] [ comment ]
 *   entry    = id blank template
 *   id       = 12 hex digits
 *   comment  = '#' text                  behind an entry: two blanks before the '#'
 */

export interface Accepted {
  readonly id: string
  readonly template: string
  readonly comment: string
  /** Counted from 1. */
  readonly line: number
}

export interface AcceptedFile {
  readonly entries: readonly Accepted[]
  /** Each names the line and the remedy. */
  readonly problems: readonly string[]
}

const ENTRY = /^([0-9a-f]{12})(?:\s+(.*))?$/

/** `path` is for the problems only. */
export function parseAccepted(text: string, path: string): AcceptedFile {
  const entries: Accepted[] = []
  const problems: string[] = []
  text.split(/\r?\n/).forEach((raw, index) => {
    const { body, comment } = partComment(raw)
    if (body === '') return
    const [, id, template = ''] = ENTRY.exec(body) ?? []
    if (id === undefined) problems.push(problemOf(path, index + 1, body))
    else entries.push({ id, template, comment, line: index + 1 })
  })
  return { entries, problems }
}

/** The line for a signature, without a line end. */
export function writeAccepted({ id, template, comment }: Omit<Accepted, 'line'>): string {
  const entry = `${id} ${oneLine(template)}`.replace(/ (\\*)#/g, ' $1\\#').trim()
  const told = oneLine(comment)
  return told === '' ? entry : `${entry}  # ${told}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** A `#` behind a blank begins the comment; in a template it stands as `\#`. */
function partComment(raw: string): { readonly body: string; readonly comment: string } {
  const line = raw.trim()
  if (line.startsWith('#')) return { body: '', comment: '' }
  const mark = line.search(/\s#/)
  const body = mark < 0 ? line : line.slice(0, mark).trim()
  const comment = mark < 0 ? '' : line.slice(mark + 2).trim()
  return { body: body.replace(/ (\\*)\\#/g, ' $1#'), comment }
}

function problemOf(path: string, line: number, body: string): string {
  const found = body.length > 40 ? `${body.slice(0, 40)}…` : body
  return `${path}:${line}: "${found}" does not begin with a signature's id. Write the 12 hex digits of the report and its template, or begin the line with # for a comment.`
}
