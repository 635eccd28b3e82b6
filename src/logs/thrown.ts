import type { StackFrame } from '../model.js'

/** Where an error was thrown, as some languages tell it beside the frames or instead of them. */

/**
 * PHP names with each call where it was made, and only beside the frames where the innermost function was when it
 * threw: `Pay->charge` of `Web.php(12): Pay->charge()` is in another file. Rust has no frames unless it is asked to.
 */
export function withThrown(
  frames: readonly StackFrame[],
  lines: readonly string[]
): readonly StackFrame[] {
  const php = lines.findIndex(line => placeIn(line, PHP_PLACE, '.php') !== undefined)
  const thrown = placeIn(lines[php] ?? '', PHP_PLACE, '.php')
  if (thrown !== undefined && frames.every(({ file }) => file?.endsWith('.php') === true)) {
    return [thrown, ...frames].map((place, index) => ({
      ...place,
      symbol: frames[index]?.symbol ?? OUTSIDE
    }))
  }
  if (frames.length > 0) return frames
  const panic = lines.find(line => line.includes(' panicked at '))
  return [placeIn(panic ?? '', RUST_PLACE, '.rs') ?? []].flat()
}

/** Outside of every function, as PHP writes it: it names no error. */
export const OUTSIDE = '{main}'

const PHP_PLACE = /\s(?:in|at) ([^\s()]{1,300}\.php)(?::| on line )(\d{1,7})\)?$/
const RUST_PLACE = /[\s,]([^\s,']{1,300}\.rs):(\d{1,7}):\d{1,7}:?$/
const LONGEST_PLACE = 360

/** At the end of the line. */
function placeIn(line: string, pattern: RegExp, extension: string): StackFrame | undefined {
  const end = line.slice(-LONGEST_PLACE)
  if (!end.includes(extension)) return undefined
  const [, file, digits = ''] = pattern.exec(end) ?? []
  return file === undefined ? undefined : { file, line: Number.parseInt(digits, 10) }
}
