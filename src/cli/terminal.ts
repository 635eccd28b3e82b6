import { inertLine } from '../report/inert.js'
import type { Clock, Http } from '../world.js'

/** What a command reaches of the outside. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Epoch milliseconds. */
  readonly now: () => number
  /** A file's text; undefined when there is no such file. Rejects with the system's error otherwise. */
  readonly read: (path: string) => Promise<string | undefined>
  /** Writes a file, with its directory where that is missing. */
  readonly save: (path: string, text: string) => Promise<void>
  readonly write: (text: string) => void
  readonly writeError: (text: string) => void
  /** The way to the endpoints, for what asks them. */
  readonly outside: () => Promise<Outside>
  readonly demo: (options: { readonly real: boolean }) => Promise<number>
}

export interface Outside {
  readonly http: Http
  readonly clock: Clock
  /** Aborted when a person ends the command. */
  readonly signal: AbortSignal
  close(): void
}

/** Values of a command's options, by name; a switch that is set is ''. */
export type Options = ReadonlyMap<string, string>

/** 0 pass, 1 fail, 2 wrong use or configuration, 3 inconclusive. */
export type ExitCode = 0 | 1 | 2 | 3

/** The command was used wrongly: exit 2, with a hint at the help. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The text of a file that the user named. Throws UsageError where it cannot be read. */
export async function readNamed(file: string, terminal: Terminal): Promise<string> {
  const text = await terminal.read(file).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${file} cannot be read: ${reason}.`)
  })
  if (text === undefined) throw new UsageError(`There is no file ${file}.`)
  return text
}

/** Long enough for any query, and an end for what is none. */
const longestLine = 25_000

/**
 * Lines as a terminal and the log of a CI job may show them: a configuration may come from anyone, so no
 * control character and no workflow command survives.
 */
export function shown(lines: readonly string[]): string {
  return lines.map(line => `${inertLine(line, longestLine)}\n`).join('')
}

/** Rows as columns, two blanks apart; the last column is not padded. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const most = Math.max(0, ...rows.map(row => row.length))
  const widths = Array.from({ length: most }, (_, index) =>
    Math.max(...rows.map(row => (row[index] ?? '').length))
  )
  return rows.map(row =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd()
  )
}
