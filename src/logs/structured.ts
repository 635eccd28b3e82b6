import type { Labels } from '../model.js'
import { readJson } from './json.js'
import { readLogfmt } from './logfmt.js'

/** Lines that are data: JSON objects and logfmt, as one flat record of texts. */
export interface Structured {
  readonly data: Labels
  readonly message: string
}

/** Of a JSON object or a logfmt line; undefined for anything else. */
export function readStructured(text: string): Structured | undefined {
  const first = text.charCodeAt(0)
  if (first === 123) return readJson(text)
  const equals = text.indexOf('=')
  const mayBe = equals > 0 && equals <= LONGEST_NAME && LOGFMT_START.test(text)
  return mayBe ? readLogfmt(text) : undefined
}

/** The most characters that the pattern below takes before its `=`. */
const LONGEST_NAME = 41
/** `name=` at the start: what follows may be logfmt. */
const LOGFMT_START = /^[A-Za-z_@][\w.@-]{0,40}=/
