import type { Labels } from '../model.js'
import { isRecord } from './shape.js'

/** A record with more fields than these is a document; the first ones must do. */
const mostFields = 200
const deepest = 8

/** The leaves of a JSON value as text, named by their path: `http.status_code`, `tags.0`. */
export function flatten(value: unknown): Labels {
  const fields: (readonly [string, string])[] = []
  collect(value, '', 0, fields)
  return Object.fromEntries(fields)
}

function collect(
  value: unknown,
  name: string,
  depth: number,
  fields: (readonly [string, string])[]
): void {
  if (fields.length >= mostFields || value === null || value === undefined) return
  if (isRecord(value) || Array.isArray(value)) {
    if (depth === deepest) return
    for (const [key, item] of Object.entries(value)) {
      collect(item, name === '' ? key : `${name}.${key}`, depth + 1, fields)
    }
    return
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (name !== '' && typeof text === 'string') fields.push([name, text])
}
