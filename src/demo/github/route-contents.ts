import {
  renderCommit,
  renderContent,
  renderFile,
  renderPull,
  renderRef,
  renderRelease,
  renderTag,
  renderTagObject
} from './render-contents.js'
import { diffOf } from './diff.js'
import { renderRepository } from './render-base.js'
import type { Call, Reply, Route } from './route.js'
import { notFound, ok, refusal } from './route.js'
import { ancestry, peel, resolveRef } from './state.js'
import type { Commit, State } from './state.js'

const contents = { needs: ['contents'], access: 'read' } as const

export const contentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '',
    needs: ['metadata', 'contents'],
    access: 'read',
    answer: ({ renderer }) => ok(renderRepository(renderer))
  },
  { method: 'GET', path: '/contents/{path*}', ...contents, answer: readContent },
  { method: 'GET', path: '/git/ref/{ref*}', ...contents, answer: readRef },
  { method: 'GET', path: '/git/tags/{tag_sha}', ...contents, answer: readTagObject },
  { method: 'GET', path: '/tags', ...contents, answer: listTags },
  {
    method: 'GET',
    path: '/commits/{commit_sha}/pulls',
    needs: ['pull-requests'],
    access: 'read',
    answer: listPulls
  },
  { method: 'GET', path: '/commits/{ref*}', ...contents, answer: readCommit },
  { method: 'GET', path: '/commits', ...contents, answer: listCommits },
  { method: 'GET', path: '/compare/{basehead*}', ...contents, answer: compare },
  { method: 'GET', path: '/releases', ...contents, answer: listReleases }
]

function readContent({ state, renderer, path, query }: Call): Reply {
  const commit = resolveRef(state, query.get('ref') ?? state.defaultBranch)
  if (commit === undefined) return refusal(404, `No commit found for the ref ${query.get('ref')}`)
  const name = path['path'] ?? ''
  const content = commit.tree.get(name)
  return content === undefined ? notFound() : ok(renderContent(renderer, name, content))
}

function readRef({ state, renderer, path }: Call): Reply {
  const ref = path['ref'] ?? ''
  const tag = ref.startsWith('tags/') ? state.tags.get(ref.slice(5)) : undefined
  const branch = ref.startsWith('heads/') ? state.branches.get(ref.slice(6)) : undefined
  const object = tag ?? (branch && ({ type: 'commit', sha: branch } as const))
  return object ? ok(renderRef(renderer, `refs/${ref}`, object)) : notFound()
}

function readTagObject({ state, renderer, path }: Call): Reply {
  const sha = path['tag_sha'] ?? ''
  const object = state.tagObjects.get(sha)
  return object === undefined ? notFound() : ok(renderTagObject(renderer, sha, object))
}

function listTags({ state, renderer }: Call): Reply {
  const tags = [...state.tags].flatMap(([name, object]) => {
    const sha = peel(state, object)
    return sha === undefined ? [] : [renderTag(renderer, name, sha)]
  })
  return { status: 200, list: tags }
}

function readCommit({ state, renderer, path }: Call): Reply {
  const commit = resolveRef(state, path['ref'] ?? '')
  if (commit !== undefined) {
    const parent = state.commits.get(commit.parents[0] ?? '')
    const files = filesBetween(renderer, parent, commit)
    return ok({ ...renderCommit(renderer, commit), files })
  }
  return refusal(422, `No commit found for SHA: ${path['ref']}`)
}

/** Up to one commit, those that touched a path, newest first. */
function listCommits({ state, renderer, query }: Call): Reply {
  const head = resolveRef(state, query.get('sha') ?? state.defaultBranch)
  if (head === undefined) return notFound()
  const path = query.get('path')
  const commits = [...ancestry(state, head.sha)]
    .flatMap(sha => state.commits.get(sha) ?? [])
    .filter(commit => path === null || touches(state, commit, path))
    .toSorted((a, b) => b.at - a.at)
  return { status: 200, list: commits.map(commit => renderCommit(renderer, commit)) }
}

function touches(state: State, commit: Commit, path: string): boolean {
  const before = state.commits.get(commit.parents[0] ?? '')
  return before?.tree.get(path) !== commit.tree.get(path)
}

function listPulls({ state, renderer, path }: Call): Reply {
  const sha = path['commit_sha'] ?? ''
  if (!state.commits.has(sha)) return refusal(422, `No commit found for SHA: ${sha}`)
  const pulls = state.pulls.filter(pull => pull.commits.includes(sha) || pull.headSha === sha)
  return { status: 200, list: pulls.map(pull => renderPull(renderer, pull)) }
}

function listReleases({ state, renderer, token }: Call): Reply {
  // Drafts are shown to those who may push.
  const shown = state.releases.filter(it => !it.draft || token.permissions['contents'] === 'write')
  return { status: 200, list: shown.map(release => renderRelease(renderer, release)) }
}

/** As git's three dots: what the head has and the merge base has not. */
function compare({ state, renderer, path, query }: Call): Reply {
  const [base, head] = (path['basehead'] ?? '').split('...').map(ref => resolveRef(state, ref))
  if (base === undefined || head === undefined) return notFound()
  const [ofBase, ofHead] = [ancestry(state, base.sha), ancestry(state, head.sha)]
  const ahead = [...ofHead].filter(sha => !ofBase.has(sha))
  const behind = [...ofBase].filter(sha => !ofHead.has(sha))
  const mergeBase = newestCommon(state, ofBase, ofHead)
  const commits = ahead.flatMap(sha => state.commits.get(sha) ?? []).toSorted((a, b) => a.at - b.at)
  const url = `${renderer.api}/compare`
  return ok({
    ...Object.fromEntries(
      ['url', 'html_url', 'permalink_url', 'diff_url', 'patch_url'].map(name => [name, url])
    ),
    base_commit: renderCommit(renderer, base),
    merge_base_commit: renderCommit(renderer, mergeBase ?? base),
    status: relation(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: pageOfCommits(commits, query).map(commit => renderCommit(renderer, commit)),
    files: filesBetween(
      renderer,
      mergeBase ?? base,
      head,
      query.get('page') === null || query.get('page') === '1' ? 300 : 0
    )
  })
}

/** What differs, at most so many files. */
function filesBetween(
  renderer: Call['renderer'],
  from: Commit | undefined,
  to: Commit,
  most = 300
): readonly object[] {
  const before = from?.tree ?? new Map<string, string>()
  return changedFiles(before, to.tree)
    .slice(0, most)
    .map(([name, status]) =>
      renderFile(renderer, name, status, diffOf(before.get(name) ?? '', to.tree.get(name) ?? ''))
    )
}

/** Without a page the newest 250; else that page, oldest first. */
function pageOfCommits(commits: readonly Commit[], query: URLSearchParams): readonly Commit[] {
  const [page, size] = [query.get('page'), query.get('per_page')]
  if (page === null && size === null) return commits.slice(-250)
  const length = Math.min(100, Number(size ?? 30))
  const start = (Number(page ?? 1) - 1) * length
  return commits.slice(start, start + length)
}

/** The common ancestor that no other common ancestor comes after. */
function newestCommon(
  state: State,
  ofBase: ReadonlySet<string>,
  ofHead: ReadonlySet<string>
): Commit | undefined {
  const common = [...ofHead].filter(sha => ofBase.has(sha))
  const older = new Set(common.flatMap(sha => state.commits.get(sha)?.parents ?? []))
  const newest = common.find(sha => !older.has(sha))
  return newest === undefined ? undefined : state.commits.get(newest)
}

function relation(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged'
  if (ahead > 0) return 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}

function changedFiles(from: Commit['tree'], to: Commit['tree']) {
  const names = [...new Set([...from.keys(), ...to.keys()])].toSorted()
  return names
    .filter(name => from.get(name) !== to.get(name))
    .map((name): [string, 'added' | 'removed' | 'modified'] => {
      if (!from.has(name)) return [name, 'added']
      return [name, to.has(name) ? 'modified' : 'removed']
    })
}
