/** ` Did you mean "interval"?` for the nearest candidate, '' where none is near. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const found = nearest(word, candidates)
  return found === undefined ? '' : ` Did you mean "${found}"?`
}

/** The candidate with the smallest edit distance, if at most a third of the letters differ. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const plain = normal(word)
  const ranked = candidates
    .map(candidate => ({ candidate, distance: editDistance(plain, normal(candidate)) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  const allowed = Math.max(1, Math.floor(Math.min(plain.length, 60) / 3))
  return best !== undefined && best.distance <= allowed ? best.candidate : undefined
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost 1 each. */
export function editDistance(left: string, right: string): number {
  const a = [...left.slice(0, 100)]
  const b = [...right.slice(0, 100)]
  let older: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of a.entries()) {
    const current = [i + 1]
    for (const [j, other] of b.entries()) {
      const swapped = i > 0 && j > 0 && letter === b[j - 1] && a[i - 1] === other
      current.push(
        Math.min(
          at(previous, j + 1) + 1,
          at(current, j) + 1,
          at(previous, j) + (letter === other ? 0 : 1),
          swapped ? at(older, j - 1) + 1 : Infinity
        )
      )
    }
    older = previous
    previous = current
  }
  return at(previous, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}

/** `failAfter`, `fail_after` and `FAIL-AFTER` are all nearest to `fail-after`. */
function normal(word: string): string {
  return word
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/[_ ]/g, '-')
    .toLowerCase()
}
