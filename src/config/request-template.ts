import type { RequestSettings, Window } from '../model.js'
import type { Lexis } from './lexis.js'
import { jsonString } from './literals.js'
import { readTemplate } from './placeholders.js'
import type { Variables } from './placeholders.js'
import { present } from './present.js'
import type { Parsed } from './quantity.js'

/** A request as it is written: only its path and body are templates. */
type RequestFile = Omit<RequestSettings, 'over' | 'body'> & { readonly body?: string | undefined }

export interface ReadRequest {
  readonly request: RequestSettings
  readonly used: readonly string[]
}

/** What is wrong, and in which part. */
export interface RequestError {
  readonly part: 'path' | 'body'
  readonly error: string
}

/**
 * Reads the path and the body of a request.
 *
 *     template    = *( text / instant / placeholder )
 *     instant     = "{{" *SP ( "start" / "end" ) [ 1*SP ( "s" / "ms" / "ns" / "iso" ) ] *SP "}}"
 *     placeholder = "{{" *SP ( "ident" / "string" ) 1*SP name *SP "}}"
 *
 * `{{start}}`, `{{end}}`  the edges of the window [start, end), in seconds unless told otherwise.
 * `{{ident name}}`        letters, digits and `._-` (in a body `/` as well), which mean nothing anywhere.
 * `{{string name}}`       in a path any text, percent-encoded; in a body a JSON string with its quotes.
 */
export function readRequest(
  file: RequestFile,
  variables: Variables
): { readonly ok: ReadRequest } | RequestError {
  const path = readPart(file.path, pathLexis, variables)
  if ('error' in path) return { part: 'path', error: path.error }
  const body = file.body === undefined ? undefined : readPart(file.body, bodyLexis, variables)
  if (body !== undefined && 'error' in body) return { part: 'body', error: body.error }
  const over = (window: Window) => ({
    path: path.ok.render(window),
    ...present({ body: body?.ok.render(window) })
  })
  const speaksOfWindow = path.ok.hasInstant || body?.ok.hasInstant === true
  const now = over({ start: 0, end: 0 })
  const { method, headers } = file
  return {
    ok: {
      request: { method, headers, ...now, ...(speaksOfWindow ? { path: file.path, over } : {}) },
      used: [...path.ok.used, ...(body?.ok.used ?? [])]
    }
  }
}

/** Whether a request asks about a window, not about now. */
export function hasInstant(file: Pick<RequestFile, 'path' | 'body'>): boolean {
  return [file.path, file.body ?? ''].some(text => text.search(instant) >= 0)
}

const instant = /\{\{\s*(start|end)(?:\s+(s|ms|ns|iso))?\s*\}\}/

interface Part {
  readonly hasInstant: boolean
  readonly used: readonly string[]
  render(window: Window): string
}

function readPart(text: string, lexis: Lexis, variables: Variables): Parsed<Part> {
  const pieces: ((window: Window) => string)[] = []
  const used: string[] = []
  const [first = '', ...rest] = text.split(new RegExp(instant, 'g'))
  // Between the texts the split leaves the edge and its format.
  const texts = [first, ...rest.filter((_, index) => index % 3 === 2)]
  for (const [index, piece] of texts.entries()) {
    const read = readTemplate(piece, lexis, variables)
    if ('error' in read) return read
    used.push(...read.ok.used)
    pieces.push(() => read.ok.query.render(0))
    const [edge, format] = rest.slice(index * 3, index * 3 + 2)
    if (edge === 'start' || edge === 'end') pieces.push(window => stamp(window[edge], format))
  }
  return {
    ok: {
      hasInstant: rest.length > 0,
      used,
      render: window => pieces.map(piece => piece(window)).join('')
    }
  }
}

function stamp(at: number, format = 's'): string {
  if (format === 'iso') return new Date(at).toISOString()
  if (format === 'ms') return String(at)
  return format === 'ns' ? `${at}000000` : String(at / 1000)
}

const plain = { quotes: '', raw: '', comments: [], reserved: new Set<string>() }

const pathLexis: Lexis = {
  ...plain,
  title: 'A path',
  ident: /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
  string: value => encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'))
}

const bodyLexis: Lexis = {
  ...plain,
  title: 'A body',
  ident: /^[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$/,
  string: jsonString
}
