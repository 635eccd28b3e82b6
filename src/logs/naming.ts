import type { StackFrame } from '../model.js'
import { withoutBuildHash } from './bundle.js'
import { OUTSIDE } from './thrown.js'

/** Which frames of a trace name its error, and by what. */

/** Deeper ones depend on who called. */
export const NAMING_FRAMES = 2

/**
 * The innermost frames, without line numbers and generated names. Where both are of the language's own library
 * (`checkIndex` below `ArrayList.get`), the first that is not says which of many callers it was.
 */
export function namingFrames(frames: readonly StackFrame[]): readonly string[] {
  const names: string[] = []
  let isOwn = false
  for (const frame of withoutThrowing(frames)) {
    if (names.length >= NAMING_FRAMES && (isOwn || isOfLanguage(frame))) continue
    const name = isGenerated(frame) ? '' : nameOf(frame)
    if (name === '') continue
    names.push(name)
    isOwn ||= !isOfLanguage(frame)
    if (isOwn && names.length >= NAMING_FRAMES) break
  }
  return names.length > 0 ? names : frames.map(nameOf).filter(Boolean).slice(0, NAMING_FRAMES)
}

/**
 * Without what a panic runs through before and after it is thrown: in Go the deferred functions that print or
 * recover, down to `panic` itself; then the runtime.
 */
function withoutThrowing(frames: readonly StackFrame[]): readonly StackFrame[] {
  const thrown = frames.slice(frames.findLastIndex(isGoPanic) + 1)
  const first = thrown.findIndex(frame => !isOfRuntime(frame))
  return first < 0 ? thrown : thrown.slice(first)
}

function isGoPanic({ file = '' }: StackFrame): boolean {
  return file.endsWith('runtime/panic.go') && GO_RUNTIME.test(file)
}

/** As `go build` tells it, and with `-trimpath`. */
const GO_RUNTIME = /(?:^|\/(?:go[\w.-]{0,20}|x64|arm64)\/src\/)runtime\/[\w/]{1,60}\.go$/
const GO_SYMBOL = /^runtime(?:\/debug)?\./
/** With the address of the compiler's sources where there is one, and by name where there is none. */
const RUST_FILE = /(?:^|\/)rustc\/[0-9a-f]{7,40}\/library\//
const RUST_SYMBOL =
  /^(?:rust_begin_unwind$|__rust|<?(?:core|std|alloc)::|<[\w&[\]*]{1,40} as core::)/

function isOfRuntime({ file = '', symbol = '' }: StackFrame): boolean {
  if (file.endsWith('.go')) return GO_RUNTIME.test(file) || GO_SYMBOL.test(symbol)
  return RUST_FILE.test(file) || RUST_SYMBOL.test(symbol)
}

const LANGUAGE_SYMBOL = /^(?:javax?|jdk|sun|com\.sun|kotlin|scala|System)\./
const LANGUAGE_FILE =
  /^(?:node:|<frozen )|(?:^|\/)lib\/(?:python[\d.]{1,8}\/(?!(?:site|dist)-packages\/)|ruby\/\d)/

function isOfLanguage({ file = '', symbol = '' }: StackFrame): boolean {
  return LANGUAGE_FILE.test(file) || LANGUAGE_SYMBOL.test(symbol)
}

/**
 * What the JVM and its frameworks make while they run: how often a method was called decides whether it is called
 * by native or by generated code, and each process numbers its proxies anew.
 */
const GENERATED =
  /^(?:java\.lang|jdk\.internal|sun)\.(?:reflect|invoke)\.|(?:^|\.)\$Proxy\d|\$\$(?:Lambda|FastClassBy|EnhancerBy|SpringCGLIB)|\$(?:HibernateProxy|ByteBuddy|MockitoMock)\$/

function isGenerated({ symbol = '' }: StackFrame): boolean {
  return GENERATED.test(symbol)
}

/** `Db.save` of `Db.save$lambda$3`; a file's name without its hash where no symbol is known or it was minified. */
function nameOf({ symbol = '', file = '' }: StackFrame): string {
  if (symbol === OUTSIDE) return ''
  const plain = symbol
    .replace(/(?:\$\$|\$lambda|\[as |<anonymous>|<lambda>|\{\{closure)[\s\S]{0,200}$/, '')
    .replace(/\d+/g, '')
  if (plain.length > 2) return plain
  return withoutBuildHash(file.split(/[\\/]/).at(-1) ?? '').replace(/\d+/g, '')
}
