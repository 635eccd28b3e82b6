import type { Point } from './promql-evaluate.js'

/**
 * Reads Prometheus' text format 0.0.4, as far as the shop writes it:
 *
 *   line   = name [ "{" [ label *( "," label ) ] "}" ] blank value
 *   label  = name "=" DQUOTE *character DQUOTE
 *
 * Throws an Error that quotes the first line that is neither that, a comment nor empty.
 */
export function parseExposition(text: string): Point[] {
  return text.split('\n').flatMap(line => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const match = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})?\s+(\S+)$/.exec(line)
    if (match === null) throw new Error(`Not in Prometheus' text format: ${line}`)
    const [, name = '', labels = '', value = ''] = match
    const pairs = [...labels.matchAll(/([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g)]
    return [
      {
        labels: Object.fromEntries([
          ['__name__', name],
          ...pairs.map(([, label = '', quoted = '']): [string, string] => [label, unescape(quoted)])
        ]),
        value: value === '+Inf' ? Infinity : Number(value)
      }
    ]
  })
}

function unescape(quoted: string): string {
  return quoted.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))
}
