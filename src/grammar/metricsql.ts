/** Words with a bracket behind them that are no functions. */
const operators = new Set(
  'by without on ignoring group_left group_right and or unless bool offset atan2 start end'.split(
    ' '
  )
)

/** What MetricsQL has and PromQL has not. https://docs.victoriametrics.com/metricsql/ */
const signs: readonly RegExp[] = [
  /\b(with|default|if|ifnot|keep_metric_names|limit|prefix)\b/i,
  // Grafana's variables, durations in steps, and broken ones.
  /\$__/,
  /\d(\.\d+)?i\b/,
  /\d\.\d+(ms|[smhdwy])/i,
  // Numbers with a suffix, in another base, without digits behind the point.
  /\d([kgt]i?b?|mi?b|mi)\b/i,
  /\b0[xob]\w/i,
  /\d\.(?!\d)/,
  // Letters of every script and escaped ones, a comma before a closing bracket, several filters in one selector.
  /[^\x00-\x7f\s]/,
  /\\/,
  /,\s*[)\]}]/,
  /\{[^}]*\bor\b[^}]*\}/i,
  // A range behind an expression, one without a length, an empty union, strings that are added up.
  /\)\s*\[/,
  /\[\s*:/,
  /\(\s*\)/,
  /["'`]\s*\+|\+\s*["'`]/
]

/** Whether a query may be MetricsQL. `plain`: without the insides of its strings, without comments. */
export function showsMetricsql(plain: string, isFunction: (name: string) => boolean): boolean {
  return signs.some(sign => sign.test(plain)) || callsUnknown(plain, isFunction) || isUnion(plain)
}

function callsUnknown(plain: string, isFunction: (name: string) => boolean): boolean {
  const calls = [...plain.matchAll(/([A-Za-z_][\w:.]*)\s*\(/g)].map(([, name = '']) => name)
  return calls.some(name => !operators.has(name.toLowerCase()) && !isFunction(name))
}

/** A list in brackets that belong to no name: `(a, b)`. */
function isUnion(plain: string): boolean {
  const lists: boolean[] = []
  for (const [index, letter] of plain.split('').entries()) {
    if (letter === '(') lists.push(!/[\w"'`)]\s*$/.test(plain.slice(0, index)))
    else if (letter === '[' || letter === '{') lists.push(false)
    else if (letter === ')' || letter === ']' || letter === '}') lists.pop()
    else if (letter === ',' && lists.at(-1) === true) return true
  }
  return false
}
