import { blank, withoutBrackets } from './clauses.js'

/**
 * A script in which every `from` is followed by
 * `range(start: v.timeRangeStart, stop: v.timeRangeStop)`, as the query editors of InfluxDB and Grafana write it,
 * cut where `v` is given: behind the imports.
 */
export interface FluxScript {
  readonly imports: string
  /** Cut behind each range. */
  readonly pieces: readonly string[]
}

const range = 'range(start: v.timeRangeStart, stop: v.timeRangeStop)'
/** A text, a regular expression, a comment. */
const texts = /"(?:\\[\s\S]|[^"\\])*"|(?<=[=!]~\s*)\/(?:\\[\s\S]|[^/\\\n])*\/|\/\/[^\n]*/g
const imports = /^(?:\s|\/\/[^\n]*\n|package\s+\w+|import\s+(?:\w+\s+)?"[^"\n]*")*/

/** Throws an Error with a sentence for the user. */
export function readFlux(query: string): FluxScript {
  const text = query.trim()
  const plain = text.replace(texts, blank)
  if (plain.includes('"')) throw new Error('A quoted text of the query has no end. Close it.')
  withoutBrackets(plain)
  const calls = [...plain.matchAll(/\brange\s*\(([^()]*)\)?/g)]
  refuseOtherWindows(
    plain,
    calls.map(([, given = '']) => given)
  )
  refuseLostWindows(text, plain)
  const [, option] = /\boption\s+(v|now|location)\b/.exec(plain) ?? []
  if (option !== undefined) {
    throw new Error(
      `The query sets the option ${option} itself. Remove that: the gate gives the window.`
    )
  }
  if (/\b(?:to|wideTo)\s*\(/.test(plain)) throw new Error('The query writes with to(). Remove it.')
  const { length } = imports.exec(text)?.[0] ?? ''
  const cuts = [length, ...calls.map(({ 0: call, index }) => index + call.length), text.length]
  const pieces = cuts.slice(1).map((to, index) => text.slice(cuts[index], to))
  return { imports: text.slice(0, length), pieces }
}

/** Over [start, stop), RFC 3339; the length of each window and where it is laid, in milliseconds. */
export interface FluxSpan {
  readonly start: string
  readonly stop: string
  readonly width: number
  /** One table a step of `width` and series, laid so many milliseconds behind its multiples. */
  readonly offset?: number
}

/** The script over a span, as it is asked alone. */
export function fluxOver(script: FluxScript, span: FluxSpan): string {
  return `${script.imports}option v = ${valuesOf(span)}\n${bodyOf(script, span)}`
}

/** Whether a script is one expression and nothing else, so that a function may return it. */
export function isExpression({ imports: head, pieces }: FluxScript): boolean {
  const plain = pieces.join('').replace(texts, blank)
  const assigns = /(?<![=!<>])=(?![=~>])/.test(withoutBrackets(plain))
  return head.trim() === '' && !assigns && !/\byield\b/.test(plain)
}

/** Several expressions as one script, each in a function with a `v` of its own, and a result of its own. */
export function fluxTogether(
  all: readonly { readonly script: FluxScript; readonly span: FluxSpan }[]
): string {
  return all
    .map(({ script, span }, index) => {
      const name = resultOf(index)
      const body = bodyOf(script, span)
      return `${name} = () => {\nv = ${valuesOf(span)}\nreturn ${body}\n}\n${name}() |> yield(name: "${name}")`
    })
    .join('\n')
}

/** What the result of each is called in the answer. */
export function resultOf(index: number): string {
  return `bakegate_${index}`
}

function valuesOf({ start, stop, width }: FluxSpan): string {
  return `{timeRangeStart: ${start}, timeRangeStop: ${stop}, windowPeriod: ${width}ms}`
}

function bodyOf({ pieces }: FluxScript, { width, offset }: FluxSpan): string {
  return pieces.join(
    offset === undefined ? '' : ` |> window(every: ${width}ms, offset: ${offset}ms)`
  )
}

function refuseOtherWindows(plain: string, ranges: readonly string[]): void {
  const sources = plain.match(/\bfrom\s*\(/g)?.length ?? 0
  if (sources === 0) throw new Error(`The query has no from. Write from(bucket: "…") |> ${range}.`)
  const exact = ranges.every(
    given =>
      given.replace(/\s/g, '').split(',').sort().join() ===
      'start:v.timeRangeStart,stop:v.timeRangeStop'
  )
  if (ranges.length < sources || !exact) {
    throw new Error(`Each from needs |> ${range}: the gate gives the window as v. Write that.`)
  }
}

/** Without its columns the windows of a past run into one another. */
function refuseLostWindows(text: string, plain: string): void {
  for (const { index } of plain.matchAll(/\bgroup\s*\(/g)) {
    const [given = ''] = /\([^)]*/.exec(text.slice(index)) ?? []
    const names = ['"_start"', '"_stop"'].filter(column => given.includes(column)).length
    if (names === (given.includes('"except"') ? 0 : 2)) continue
    throw new Error(
      'group() loses the window. Write group(columns: ["_start", "_stop"]), and what else tells series apart.'
    )
  }
}
