import type { Change, Outcome, Suspect } from '../model.js'
import { cut } from './inert.js'
import type { Result } from './result-schema.js'

type Findings = Pick<Outcome, 'changes' | 'suspects'>
type Stored = Pick<Result, 'changes' | 'suspects'>
type StoredSuspect = NonNullable<Stored['suspects']>[number]

/** What changed and who is suspected, as the `result` output holds it. */
export function storeFindings({ changes, suspects = [] }: Findings): Stored {
  if (changes === undefined) return {}
  const { base, total, commits, files, filesTruncated } = changes
  return {
    changes: {
      base: cut(base.name, 300),
      base_sha: cut(base.sha, 64),
      total,
      commits: commits.slice(0, 50).map(storeCommit),
      files,
      files_truncated: filesTruncated
    },
    ...(suspects.length === 0 ? {} : { suspects: suspects.slice(0, 10).map(storeSuspect) })
  }
}

/** What another job found out, for the report of this one. */
export function restoreFindings({ changes, suspects = [] }: Stored): Findings {
  if (changes === undefined) return {}
  const { base, base_sha: sha, files_truncated: filesTruncated, ...rest } = changes
  return {
    changes: { ...rest, base: { name: base, sha }, filesTruncated },
    suspects: suspects.map(restoreSuspect)
  }
}

function storeCommit({ sha, title, author }: Change): Change {
  return { sha: cut(sha, 64), title: cut(title, 200), author: cut(author, 200) }
}

function storeSuspect(suspect: Suspect): StoredSuspect {
  const { file, line, check, signature, evidence, sentence, commits, pullRequests } = suspect
  return {
    file: cut(file, 500),
    ...(line === undefined ? {} : { line }),
    check: cut(check, 200),
    signature: cut(signature, 64),
    evidence,
    sentence: cut(sentence, 2000),
    commits: commits.slice(0, 10).map(storeCommit),
    pull_requests: pullRequests
      .slice(0, 20)
      .map(({ number, title }) => ({ number, title: cut(title, 200) }))
  }
}

function restoreSuspect({ line, pull_requests: pullRequests, ...rest }: StoredSuspect): Suspect {
  return { ...rest, pullRequests, ...(line === undefined ? {} : { line }) }
}
