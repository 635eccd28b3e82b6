import { hash } from 'node:crypto'
import type { StackFrame } from '../model.js'
import { namingFrames } from './naming.js'

/**
 * The id of a signature: twelve hex digits over the type of the error, the innermost frames without what changes
 * from build to build, and the constant words of the template. The same error has the same id in another
 * run, on another machine and among other lines.
 */

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

/** The template's words without the variable parts, whatever stands between them. */
function constantWords(template: string): string {
  return template
    .split(/<\*>|\s+/)
    .filter(part => part !== '')
    .join(' ')
}
