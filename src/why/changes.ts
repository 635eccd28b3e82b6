import type { Change, Changes } from '../model.js'
import type { Comparison } from '../world.js'

/** The report lists the first ten; the result output and what suspects refer to need a few more. */
const MOST_COMMITS = 50
const LONGEST_TITLE = 200

/** What a comparison with the last good release comes to; undefined where nothing lies between. */
export function changesOf(base: Changes['base'], comparison: Comparison): Changes | undefined {
  const { total, commits, compared, filesTruncated } = comparison
  if (total === 0) return undefined
  return {
    base,
    total,
    commits: commits.toReversed().slice(0, MOST_COMMITS).map(changeOf),
    files: compared.length,
    filesTruncated
  }
}

export function changeOf({ sha, title, author }: Change): Change {
  return { sha, title: title.slice(0, LONGEST_TITLE), author: author.slice(0, LONGEST_TITLE) }
}
