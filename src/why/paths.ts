import type { StackFrame } from '../model.js'

/** Segments of a path, from the root to the file. */
export type Segments = readonly string[]

/**
 * The path of a frame's file as it may end in a repository; empty where the frame names no source file, or
 * one of a library or a runtime. A Java frame names a file without its folder, which is its package.
 */
export function pathOf({ file, symbol }: StackFrame): Segments {
  if (file === undefined) return []
  const segments = segmentsOf(withoutScheme(file.slice(0, LONGEST)))
  const name = segments.at(-1)
  if (name === undefined || !/^[^<>[\]]+\.[A-Za-z][A-Za-z0-9]{0,7}$/.test(name)) return []
  if (segments.length === 1 && JVM.test(name)) return [...packageOf(symbol ?? ''), name]
  return isForeign(segments) ? [] : segments
}

/** How the end of a frame's path and of a file's path agree. */
export interface Agreement {
  /** Segments in common, counted from the file's name upwards. */
  readonly length: number
  /** true: that is too little, unless the patch speaks for the file as well. */
  readonly isWeak: boolean
  /** true: the frame names what a compiler made of the file, so its lines are others. */
  readonly compiled: boolean
}

/**
 * undefined: nothing says that they are the same file. Where both paths go on above their common end, the folders
 * above it are taken for the roots of the build and of the repository, unless they agree again further up: then
 * the two are neighbours in one tree.
 */
export function agree(frame: Segments, file: Segments): Agreement | undefined {
  const name = compareNames(frame.at(-1) ?? '', file.at(-1) ?? '')
  if (name === undefined) return undefined
  const compiled = name === 'compiled'
  const above = Math.min(frame.length, file.length)
  let length = 1
  while (length < above && sameAt(frame, file, length, compiled)) length++
  for (let index = length + 1; index < above; index++) {
    if (sameAt(frame, file, index, compiled)) return undefined
  }
  if (areVendoredApart(frame, file, length)) return undefined
  const isWeak = length === 1 && isNameWeak(frame, file)
  return isWeak === undefined ? undefined : { length, isWeak, compiled }
}

/** One of them lies in `vendor`, the code of others in a repository, and the other does not. */
function areVendoredApart(frame: Segments, file: Segments, length: number): boolean {
  const [above, beyond] = [frame.slice(0, -length), file.slice(0, -length)]
  return above.includes('vendor') || (above.length > 0 && beyond.includes('vendor'))
}

/**
 * The name alone agrees. In the trace nothing may stand above it but the root of a build; and a file that lies in
 * a folder of the repository must not be called as many are. undefined: it says nothing.
 */
function isNameWeak(frame: Segments, file: Segments): boolean | undefined {
  if (file.length === 1) {
    if (frame.length < 3) return false
    return frame.length === 3 || isBuildRoot(frame.slice(0, -1)) ? true : undefined
  }
  const isRare = !COMMON.test(file.at(-1) ?? '')
  return isRare && frame.length < 3 ? frame.length > 1 : undefined
}

function isBuildRoot(folders: Segments): boolean {
  return /^(?:usr\/src\/app|home\/[^/]+\/app|var\/www\/[^/]+|home\/runner\/work\/[^/]+\/[^/]+)$/.test(
    folders.join('/')
  )
}

/** What a file is called for its part, in any folder. */
const COMMON =
  /^(?:__init__|__main__|apps?|base|common|config|const|constants|core|errors?|handlers?|helpers?|index|init|lib|main|middleware|mod|models?|program|routes?|server|settings|setup|startup|tests?|types|urls|utils?|views?)\.\w{1,8}$/i

/** Traces are as long as whoever wrote them wished. */
const LONGEST = 1000
const JVM = /\.(?:java|kt|scala|groovy)$/

function withoutScheme(file: string): string {
  const plain = file.replaceAll('\\', '/').replace(/^jar:.*!\//, '')
  // The bundler's name for the project stands where a host would.
  const url = /^[a-z][a-z0-9+.-]*:\/\/[^/]*\/(.*)$/i.exec(plain)
  if (url?.[1] !== undefined) return url[1].replace(/[?#].*$/, '')
  return /^[a-z]{2,}:/i.test(plain) ? '' : plain.replace(/^[a-z]:/i, '')
}

/** Without `.`, what `..` leaves behind, groups of a bundler in brackets, and `:line:column` at the end. */
function segmentsOf(path: string): Segments {
  const parts = path
    .replace(/(?::\d+){1,2}$|\(\d+(?:,\d+)?\)$/, '')
    .split('/')
    .filter(part => part !== '' && part !== '.' && !/^\(.*\)$/.test(part))
  return parts.slice(parts.lastIndexOf('..') + 1)
}

/** `com.acme.shop.Db$Row.lambda$save$0` → com, acme, shop. A module may stand before it: `app//com.acme…`. */
function packageOf(symbol: string): Segments {
  const names = symbol.slice(symbol.lastIndexOf('/') + 1).split('.')
  return names.slice(0, -2).filter(name => /^[\w$]+$/.test(name))
}

/** Folders in which nobody keeps code of their own. */
const FOREIGN = new Set([
  'node_modules',
  'site-packages',
  'dist-packages',
  'gems',
  'rustc',
  '.cargo',
  '.nuget',
  '.m2'
])
const FOREIGN_PATHS =
  /(?:^|\/)(?:pkg\/mod|usr\/lib|usr\/local\/(?:go|lib)|vendor\/(?:bundle|autoload)|lib\/python[\d.]+|go\/src\/runtime)\//

function isForeign(segments: Segments): boolean {
  return segments.some(part => FOREIGN.has(part)) || FOREIGN_PATHS.test(segments.join('/'))
}

/** Where compilers write what they make of `src`. */
const OUTPUT = new Set(['dist', 'build', 'lib', 'out', 'esm', 'cjs'])

function sameAt(frame: Segments, file: Segments, index: number, compiled: boolean): boolean {
  const [left, right] = [frame.at(-1 - index) ?? '', file.at(-1 - index) ?? '']
  return left === right || (compiled && right === 'src' && OUTPUT.has(left))
}

const SCRIPT = /^(.+)\.(?:m|c)?js$/
const SCRIPT_SOURCE = /^(.+)\.(?:(?:m|c)?tsx?|jsx|vue|svelte)$/

/** `db.js` may have been compiled of `db.ts`. */
function compareNames(frame: string, file: string): 'same' | 'compiled' | undefined {
  if (frame === file) return 'same'
  const stem = SCRIPT.exec(frame)?.[1]
  return stem !== undefined && stem === SCRIPT_SOURCE.exec(file)?.[1] ? 'compiled' : undefined
}
