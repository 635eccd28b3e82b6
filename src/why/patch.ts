/** What a unified diff says of the new file. Lines are numbered from 1. */
export interface Patch {
  /** Lines that were added or changed. */
  readonly changed: ReadonlySet<number>
  /** From the first to the last line that each hunk shows, both included. */
  readonly shown: readonly { readonly first: number; readonly last: number }[]
  /** Every name in the lines that came or went, and in the headings of the hunks. */
  readonly names: ReadonlySet<string>
}

/** Reads the hunks of one file as GitHub gives them. Total: what is no hunk is passed over. */
export function readPatch(text: string): Patch {
  const changed = new Set<number>()
  const names = new Set<string>()
  const shown: { first: number; last: number }[] = []
  let line = 0
  for (const row of text.split('\n')) {
    const heading = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@(.*)$/.exec(row)
    if (heading !== null) {
      const [, start = '0', length = '1', context = ''] = heading
      line = Number(start)
      shown.push({ first: line, last: line + Number(length) - 1 })
      addNames(names, context)
    } else if (row.startsWith('+')) {
      addNames(names, row)
      changed.add(line++)
    } else if (row.startsWith('-')) {
      addNames(names, row)
    } else if (row.startsWith(' ')) line++
  }
  return { changed, shown, names }
}

function addNames(names: Set<string>, row: string): void {
  for (const [name] of row.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) names.add(name)
}
