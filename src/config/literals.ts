/** String literals as several query languages write them: printable ASCII, whatever the value holds. */

/** As Go's strconv.Unquote reads it, which PromQL, LogQL and LogsQL follow. */
export function goString(value: string): string {
  return `"${[...wellFormed(value)].map(goEscape).join('')}"`
}

/** As InfluxQL's scanner reads it: it knows the escapes of the quote, the backslash and the line feed. */
export function influxString(value: string): string {
  const escaped = wellFormed(value).replace(/['\\]/g, '\\$&')
  return `'${escaped.replaceAll('\n', '\\n')}'`
}

/** As Flux reads it: bytes of UTF-8; a dollar could open an expression, so it is one too. */
export function fluxString(value: string): string {
  const bytes = [...Buffer.from(wellFormed(value), 'utf8')].map(byte => {
    const letter = String.fromCharCode(byte)
    return /^[\x20\x21\x23\x25-\x5b\x5d-\x7e]$/.test(letter) ? letter : `\\x${hex(byte, 2)}`
  })
  return `"${bytes.join('')}"`
}

/** As SQL reads it, where no character but the quote means more than itself. */
export function sqlString(value: string): string {
  return `'${wellFormed(value).replaceAll("'", "''")}'`
}

/** As JSON reads it, with the back-tick escaped too, so that the literal may stand between back-ticks. */
export function jsonString(value: string): string {
  const json = JSON.stringify(wellFormed(value))
  return json.replace(/[^\x20-\x5f\x61-\x7e]/g, unit => `\\u${hex(unit.charCodeAt(0), 4)}`)
}

/** As JSON reads it, with neither quote nor backslash in it but as a code point. */
export function plainString(value: string): string {
  const plain = wellFormed(value).replace(
    /[^\x20\x21\x23-\x26\x28-\x5b\x5d-\x5f\x61-\x7e]/g,
    unit => `\\u${hex(unit.charCodeAt(0), 4)}`
  )
  return `"${plain}"`
}

/**
 * RE2 that matches the value and nothing else. Holds no quote of any kind: they are written as code
 * points, so the text cannot end the literal around it. `raw`: the literal takes backslashes as they are.
 */
export function re2(value: string, raw: boolean): string {
  const regex = [...wellFormed(value)]
    .map(letter => {
      if (/^[A-Za-z0-9_ /,:;@%=-]$/.test(letter)) return letter
      if (/^[.+*?()|[\]{}^$]$/.test(letter)) return `\\${letter}`
      return `\\x{${(letter.codePointAt(0) ?? 0).toString(16)}}`
    })
    .join('')
  return raw ? regex : regex.replaceAll('\\', '\\\\')
}

/** As Lucene and JSON read it both: neither knows the other's short escapes. */
export function luceneString(value: string): string {
  const escaped = wellFormed(value).replace(/["\\]|[^\x20-\x7e]/g, unit =>
    unit === '"' || unit === '\\' ? `\\${unit}` : `\\u${hex(unit.charCodeAt(0), 4)}`
  )
  return `"${escaped}"`
}

/**
 * Lucene's regular expression that matches the value and nothing else, fit to stand between slashes and in
 * a term: white space is escaped too. No backslash is left before a slash that ends the expression, since
 * the parser takes the longer reading.
 */
export function luceneRegex(value: string): string {
  return wellFormed(value)
    .replace(/[\x20-\x7e]|\s/g, letter => (/^\w$/.test(letter) ? letter : `\\${letter}`))
    .replaceAll('\\\\', '[\\\\]')
}

/** A lone surrogate is no character of any backend. */
export function wellFormed(value: string): string {
  return value.replace(/\p{Surrogate}/gu, '\ufffd')
}

function goEscape(letter: string): string {
  const code = letter.codePointAt(0) ?? 0
  if (letter === '"' || letter === '\\') return `\\${letter}`
  if (code >= 0x20 && code < 0x7f) return letter
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}
