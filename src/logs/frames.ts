import type { StackFrame } from '../model.js'

/**
 * One line of a stack trace as a frame. Read by hand from the ends of the line, so that a long
 * line costs no more than its length.
 *
 *   Java     at com.acme.Db.save(Db.java:12)              at java.base/java.lang.Thread.run(Unknown Source)
 *   .NET     at Acme.Db.Save(String id) in /src/Db.cs:line 12
 *   Node     at Db.save (/app/db.js:12:3)                 at /app/db.js:12:3
 *   Python   File "/app/db.py", line 12, in save
 *   Ruby     from /app/db.rb:12:in 'Db#save'
 *   PHP      #0 /app/Db.php(12): Db->save()
 *   Go       main.(*Db).Save(0x1, …)                      ⏎ ⇥ /app/db.go:12 +0x1d
 *   Gin      /app/db.go:12 (0x44e881)                     ⏎ ⇥ (*Db).Save: db.exec()
 *   Rust     3: shop::db::save                            ⏎   at ./src/db.rs:12:3
 */
const LONGEST = 600

/** A place belongs to the symbol of the line before it (Go, Rust). */
export interface FrameLine {
  readonly frame: StackFrame
  readonly isPlaceOnly: boolean
}

export function readFrame(line: string): FrameLine | undefined {
  const text = line.length > LONGEST ? line.slice(0, LONGEST).trim() : line.trim()
  if (text.startsWith('at ')) return readAt(text.slice(3))
  if (text.startsWith('File "')) return whole(readPython(text))
  if (text.startsWith('#')) return whole(readPhp(text))
  if (/^\d{1,4}: +\S/.test(text)) return readRust(text)
  const place = GO_PLACE.exec(text)
  if (place !== null && /^\s/.test(line)) return { frame: placeOf(place), isPlaceOnly: true }
  const gin = GIN_PLACE.exec(text)
  if (gin !== null) return whole(placeOf(gin))
  const ruby = RUBY.exec(text)
  if (ruby !== null)
    return whole({ ...placeOf(ruby), ...(ruby[3] === undefined ? {} : { symbol: ruby[3] }) })
  return undefined
}

/** `name(arguments)` of a Go trace; only to be asked inside of one. */
export function readGoCall(line: string): FrameLine | undefined {
  const text = line
    .slice(0, LONGEST)
    .replace(/^created by /, '')
    .replace(/ in goroutine \d{1,12}$/, '')
  const open = text.lastIndexOf('(')
  const name = text.endsWith(')') && open > 0 ? text.slice(0, open) : text
  const isCall = name.includes('.') || (name === 'panic' && open > 0)
  return isCall && /^[\w./*()~@-]{1,300}$/.test(name) ? whole({ symbol: name }) : undefined
}

export function isGinPlace(line: string): boolean {
  return line.length < LONGEST && GIN_PLACE.test(line)
}

const GO_PLACE = /^([^\s:]{1,300}\.go):(\d{1,7})(?: \+0x[0-9a-f]{1,16})?$/
const GIN_PLACE = /^([^\s:]{1,300}\.go):(\d{1,7}) \(0x[0-9a-f]{1,16}\)$/
const RUBY = /^(?:from )?([^\s:]{1,300}\.(?:rb|erb|rake|ru)):(\d{1,7}):in [`']([^'`]{1,200})'/
const PLACE = /^(.{1,400}?):(\d{1,7})(?::\d{1,7})?$/

function readAt(rest: string): FrameLine | undefined {
  const dotNet = rest.lastIndexOf(' in ')
  const line = rest.lastIndexOf(':line ')
  if (dotNet > 0 && line > dotNet) {
    const symbol = beforeArguments(rest.slice(0, dotNet))
    return whole({ symbol, file: rest.slice(dotNet + 4, line), ...lineOf(rest.slice(line + 6)) })
  }
  const open = rest.endsWith(')') ? rest.lastIndexOf('(') : -1
  if (open > 0) return whole(readCall(rest.slice(0, open).trim(), rest.slice(open + 1, -1)))
  const place = PLACE.exec(rest.replace(/^async /, ''))
  if (place !== null) return { frame: placeOf(place), isPlaceOnly: true }
  return /^(?:new |async )?[\w$]{0,100}[.<][\w.$<>[\]`]{1,300}$/.test(rest)
    ? whole({ symbol: rest })
    : undefined
}

/** What stands in the brackets is a place (Java, Node), or the arguments (.NET without debug information). */
function readCall(name: string, inner: string): StackFrame {
  const symbol = name
    .replace(/^(?:async|new) /, '')
    .replace(/^[\w.@-]{0,80}\/{1,2}(?=[\w.$]+$)/, '')
    .replace(/ \[as [^\]]{0,100}\]$/, '')
  const place = PLACE.exec(inner)
  if (place !== null) return { ...placeOf(place), symbol }
  return /^[\w$-]{1,100}\.\w{1,10}$/.test(inner)
    ? { symbol, file: inner }
    : { symbol: beforeArguments(symbol) }
}

function beforeArguments(text: string): string {
  const open = text.indexOf('(')
  return (open > 0 ? text.slice(0, open) : text).trim()
}

function readPython(text: string): StackFrame | undefined {
  const [, file, line, symbol] =
    /^File "([^"]{1,400})", line (\d{1,7})(?:, in (.{1,200}))?$/.exec(text) ?? []
  if (file === undefined || line === undefined) return undefined
  return { file, ...lineOf(line), ...(symbol === undefined ? {} : { symbol }) }
}

function readPhp(text: string): StackFrame | undefined {
  const [, file, line, symbol] =
    /^#\d{1,4} ([^()\s]{1,400})\((\d{1,7})\): ([^(]{1,200})/.exec(text) ?? []
  return file === undefined || line === undefined
    ? undefined
    : { file, ...lineOf(line), ...(symbol === undefined ? {} : { symbol }) }
}

/** Without the hash at the end and the address before it. A path of names: `3: connection refused` is no frame. */
function readRust(text: string): FrameLine | undefined {
  const symbol = text
    .replace(/^\d{1,4}: +(?:0x[0-9a-f]{1,16} - )?/, '')
    .replace(/::h[0-9a-f]{16}$/, '')
  return /^[\w<][^"`\\]{0,400}$/.test(symbol) && symbol.includes('::')
    ? whole({ symbol })
    : undefined
}

function placeOf(match: RegExpExecArray): StackFrame {
  return { file: match[1] ?? '', ...lineOf(match[2] ?? '') }
}

function lineOf(digits: string): { readonly line?: number } {
  const line = Number.parseInt(digits, 10)
  return Number.isSafeInteger(line) ? { line } : {}
}

function whole(frame: StackFrame | undefined): FrameLine | undefined {
  return frame === undefined ? undefined : { frame, isPlaceOnly: false }
}
