import { hash } from 'node:crypto'
import type { StackFrame } from '../model.js'

/**
 * The id of a signature: twelve hex digits over the type of the error, the innermost frames without what changes
 * from build to build, and the constant words of the template. The same error has the same id in another
 * run, on another machine and among other lines.
 */

/** Frames that name an error: deeper ones depend on who called. */
export const NAMING_FRAMES = 2

export interface Identity {
  readonly template: string
  readonly errorType?: string | undefined
  readonly frames: readonly StackFrame[]
}

export function identify({ template, errorType = '', frames }: Identity): string {
  const places = namingFrames(frames)
  const words = constantWords(template)
  return hash('sha256', JSON.stringify([errorType, places, words])).slice(0, 12)
}

/** The innermost frames, without line numbers and generated names. */
export function namingFrames(frames: readonly StackFrame[]): readonly string[] {
  return frames
    .map(nameOf)
    .filter(name => name !== '')
    .slice(0, NAMING_FRAMES)
}

/** `Db.save` of `Db.save$lambda$3`; a file's name without its hash where no symbol is known or it was minified. */
function nameOf({ symbol = '', file = '' }: StackFrame): string {
  const plain = symbol
    .replace(/(?:\$\$|\$lambda|\[as |<anonymous>|<lambda>|\{\{closure)[\s\S]{0,200}$/, '')
    .replace(/\d+/g, '')
  if (plain.length > 2) return plain
  const name = file.split(/[\\/]/).at(-1) ?? ''
  return name.replace(/[.-][0-9a-f]{6,40}(?=\.)/gi, '').replace(/\d+/g, '')
}

/** The template's words without the variable parts, whatever stands between them. */
function constantWords(template: string): string {
  return template
    .split(/<\*>|\s+/)
    .filter(part => part !== '')
    .join(' ')
}
