import type { LogLine } from '../model.js'

/**
 * At most `most` lines, the newest ones, ascending whatever order the store gave. Those of one instant stay in the
 * order they come in here.
 */
export function newestOf(lines: readonly LogLine[], most: number): readonly LogLine[] {
  return [...lines].sort((a, b) => a.at - b.at).slice(Math.max(0, lines.length - most))
}
