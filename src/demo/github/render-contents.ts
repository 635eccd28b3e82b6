import type { FileDiff } from './diff.js'
import type { Commit, GitObject, Pull, Release } from './state.js'
import { fakeSha } from './state.js'
import {
  fill,
  iso,
  renderRepository,
  renderUser,
  repositoryHtml,
  repositoryUrl
} from './render-base.js'
import type { Renderer } from './render-base.js'

export function renderContent(renderer: Renderer, path: string, content: string): object {
  const url = `${repositoryUrl(renderer)}/contents/${encodeURI(path)}`
  const bytes = Buffer.from(content, 'utf8')
  return {
    type: 'file',
    name: path.split('/').at(-1),
    path,
    sha: fakeSha(content),
    size: bytes.length,
    encoding: 'base64',
    // GitHub breaks the lines.
    content: bytes.toString('base64').replace(/(.{60})/g, '$1\n'),
    url,
    html_url: url,
    git_url: url,
    download_url: url,
    _links: { self: url, git: url, html: url }
  }
}

export function renderRef(renderer: Renderer, ref: string, object: GitObject): object {
  const url = `${repositoryUrl(renderer)}/git/${encodeURI(ref)}`
  return { ref, node_id: 'R', url, object: { ...object, url } }
}

export function renderTagObject(
  renderer: Renderer,
  sha: string,
  { tag, object }: { readonly tag: string; readonly object: GitObject }
): object {
  const url = `${repositoryUrl(renderer)}/git/tags/${sha}`
  const tagger = { date: iso(0), email: 'dev@example.com', name: 'dev' }
  return { sha, node_id: 'T', url, tag, message: tag, tagger, object: { ...object, url } }
}

export function renderTag(renderer: Renderer, name: string, sha: string): object {
  const url = `${repositoryUrl(renderer)}/commits/${sha}`
  return { name, node_id: 'T', commit: { sha, url }, zipball_url: url, tarball_url: url }
}

export function renderCommit(renderer: Renderer, commit: Commit): object {
  const url = `${repositoryUrl(renderer)}/commits/${commit.sha}`
  const person = { name: commit.author, email: 'dev@example.com', date: iso(commit.at) }
  return {
    url,
    sha: commit.sha,
    node_id: 'C',
    html_url: `${repositoryHtml(renderer)}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    commit: {
      author: person,
      committer: person,
      comment_count: 0,
      message: commit.message,
      tree: { sha: fakeSha('tree', commit.sha), url },
      url
    },
    author: renderUser(renderer, commit.author),
    committer: renderUser(renderer, commit.author),
    parents: commit.parents.map(sha => ({ sha, url }))
  }
}

export function renderFile(
  renderer: Renderer,
  filename: string,
  status: 'added' | 'removed' | 'modified',
  { patch, additions, deletions }: FileDiff
): object {
  const url = `${repositoryUrl(renderer)}/contents/${encodeURI(filename)}`
  const counts = { additions, deletions, changes: additions + deletions }
  const urls = { blob_url: url, raw_url: url, contents_url: url }
  return { filename, status, sha: null, ...counts, ...urls, patch }
}

export function renderPull(renderer: Renderer, pull: Pull): object {
  const url = `${repositoryUrl(renderer)}/pulls/${pull.number}`
  const html = `${repositoryHtml(renderer)}/pull/${pull.number}`
  const user = renderUser(renderer, pull.author)
  const end = (ref: string, sha: string) => ({
    label: `${renderer.state.owner}:${ref}`,
    ref,
    sha,
    user,
    repo: renderRepository(renderer)
  })
  const links = ['comments', 'commits', 'statuses', 'html', 'issue', 'self']
  const reviewLinks = ['review_comments', 'review_comment']
  const urls = ['comments_url', 'commits_url', 'diff_url', 'issue_url', 'patch_url']
  const reviewUrls = ['review_comment_url', 'review_comments_url', 'statuses_url']
  return {
    id: pull.number,
    node_id: 'PR',
    number: pull.number,
    title: pull.title,
    state: pull.state,
    locked: false,
    body: null,
    user,
    base: end(pull.base, renderer.state.branches.get(pull.base) ?? pull.headSha),
    head: end(pull.headRef, pull.headSha),
    merged_at: pull.mergedAt === undefined ? null : iso(pull.mergedAt),
    closed_at: pull.mergedAt === undefined ? null : iso(pull.mergedAt),
    created_at: iso(pull.createdAt),
    updated_at: iso(pull.createdAt),
    merge_commit_sha: null,
    ...fill([...urls, ...reviewUrls], url),
    url,
    html_url: html,
    _links: fill([...links, ...reviewLinks], { href: url }),
    ...fill(['assignee', 'milestone', 'auto_merge'], null),
    labels: [],
    author_association: 'MEMBER'
  }
}

export function renderRelease(renderer: Renderer, release: Release): object {
  const url = `${repositoryUrl(renderer)}/releases/${release.id}`
  return {
    id: release.id,
    node_id: 'RE',
    tag_name: release.tag,
    target_commitish: renderer.state.defaultBranch,
    name: release.tag,
    draft: release.draft,
    prerelease: release.prerelease,
    created_at: iso(release.publishedAt),
    published_at: release.draft ? null : iso(release.publishedAt),
    author: renderUser(renderer, renderer.state.owner),
    assets: [],
    ...fill(['url', 'html_url', 'assets_url', 'upload_url', 'tarball_url', 'zipball_url'], url)
  }
}
