import type { LogLine } from '../model.js'

/** At most `most` lines, the newest ones, ascending. */
export function newestOf(lines: readonly LogLine[], most: number): readonly LogLine[] {
  return [...lines].sort((a, b) => a.at - b.at).slice(Math.max(0, lines.length - most))
}
