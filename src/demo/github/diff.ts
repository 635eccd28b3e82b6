/** The change of one file as `git diff` shows it, without its header. */
export interface FileDiff {
  readonly patch: string
  readonly additions: number
  readonly deletions: number
}

interface Row {
  readonly sign: ' ' | '+' | '-'
  readonly text: string
  /** Lines before it, of the old and of the new file. */
  readonly old: number
  readonly now: number
}

const CONTEXT = 3

export function diffOf(before: string, after: string): FileDiff {
  const rows = rowsOf(linesOf(before), linesOf(after))
  const changes = rows.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]))
  const hunks: { first: number; last: number }[] = []
  for (const index of changes) {
    const previous = hunks.at(-1)
    const last = Math.min(rows.length - 1, index + CONTEXT)
    if (previous !== undefined && index - CONTEXT <= previous.last + 1) previous.last = last
    else hunks.push({ first: Math.max(0, index - CONTEXT), last })
  }
  const count = (wanted: Row['sign']): number => rows.filter(({ sign }) => sign === wanted).length
  return {
    patch: hunks.map(hunk => hunkText(rows, hunk.first, hunk.last)).join('\n'),
    additions: count('+'),
    deletions: count('-')
  }
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** By the longest common subsequence: quadratic, for the small files of a demo. */
function rowsOf(before: readonly string[], after: readonly string[]): readonly Row[] {
  const common = commonLengths(before, after)
  const rows: Row[] = []
  let [old, now] = [0, 0]
  while (old < before.length || now < after.length) {
    const [left, right] = [before[old], after[now]]
    const isGone = right === undefined || common(old + 1, now) >= common(old, now + 1)
    if (left === undefined) rows.push({ sign: '+', text: right ?? '', old, now: now++ })
    else if (left === right) rows.push({ sign: ' ', text: left, old: old++, now: now++ })
    else if (isGone) rows.push({ sign: '-', text: left, old: old++, now })
    else rows.push({ sign: '+', text: right, old, now: now++ })
  }
  return rows
}

/** How many lines the rests of both files, from these lines on, have in common in this order. */
function commonLengths(
  before: readonly string[],
  after: readonly string[]
): (old: number, now: number) => number {
  const table = before.map(() => after.map(() => 0))
  const at = (old: number, now: number): number => table[old]?.[now] ?? 0
  for (const [old, row] of [...table.entries()].reverse()) {
    for (let now = after.length - 1; now >= 0; now--) {
      const longer = Math.max(at(old + 1, now), at(old, now + 1))
      row[now] = before[old] === after[now] ? at(old + 1, now + 1) + 1 : longer
    }
  }
  return at
}

/** As git does, the heading ends with the last line before the hunk that begins with a letter. */
function hunkText(rows: readonly Row[], first: number, last: number): string {
  const shown = rows.slice(first, last + 1)
  const [start] = shown
  const olds = shown.filter(({ sign }) => sign !== '+').length
  const news = shown.filter(({ sign }) => sign !== '-').length
  const context = rows
    .slice(0, first)
    .findLast(row => row.sign !== '+' && /^[A-Za-z_$]/.test(row.text))
  const range = (sign: string, before: number, count: number): string =>
    `${sign}${count === 0 ? before : before + 1}${count === 1 ? '' : `,${count}`}`
  const heading = `@@ ${range('-', start?.old ?? 0, olds)} ${range('+', start?.now ?? 0, news)} @@`
  const lines = shown.map(({ sign, text }) => `${sign}${text}`)
  return [context === undefined ? heading : `${heading} ${context.text}`, ...lines].join('\n')
}
