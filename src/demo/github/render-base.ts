import type { State } from './state.js'

/**
 * JSON as GitHub answers it, with every field that its OpenAPI requires. Fields that Bakegate does not read
 * hold something plausible.
 */
export interface Renderer {
  /** Root of the API, without a trailing slash. */
  readonly api: string
  /** Root of the web pages. */
  readonly web: string
  readonly state: State
}

export function renderRepository(renderer: Renderer): object {
  const { state } = renderer
  const html = repositoryHtml(renderer)
  const counts = [
    'forks',
    'forks_count',
    'open_issues',
    'open_issues_count',
    'size',
    'stargazers_count',
    'watchers',
    'watchers_count',
    'network_count',
    'subscribers_count'
  ]
  const features = [
    'has_issues',
    'has_projects',
    'has_wiki',
    'has_pages',
    'has_discussions',
    'has_downloads',
    'archived',
    'disabled'
  ]
  return {
    ...renderMinimalRepository(renderer),
    ...fill(counts, 0),
    ...fill(features, false),
    clone_url: `${html}.git`,
    default_branch: state.defaultBranch,
    git_url: `${html}.git`,
    homepage: null,
    language: null,
    mirror_url: null,
    license: null,
    ssh_url: `${html}.git`,
    svn_url: html,
    pushed_at: iso(0),
    created_at: iso(0),
    updated_at: iso(0)
  }
}

export function renderMinimalRepository(renderer: Renderer): object {
  const { state } = renderer
  const url = repositoryUrl(renderer)
  const parts =
    'archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees'
  return {
    id: 1,
    node_id: 'R',
    name: state.name,
    full_name: `${state.owner}/${state.name}`,
    owner: renderUser(renderer, state.owner),
    private: state.private,
    fork: false,
    description: null,
    url,
    html_url: repositoryHtml(renderer),
    ...Object.fromEntries(parts.split(' ').map(part => [`${part}_url`, `${url}/${part}`]))
  }
}

export function renderUser({ api, web }: Renderer, login: string): object {
  const url = `${api}/users/${encodeURIComponent(login)}`
  const parts =
    'events followers following gists organizations received_events repos starred subscriptions'
  return {
    login,
    id: 1,
    node_id: 'U',
    gravatar_id: '',
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
    url,
    avatar_url: url,
    html_url: `${web}/${encodeURIComponent(login)}`,
    ...Object.fromEntries(parts.split(' ').map(part => [`${part}_url`, `${url}/${part}`]))
  }
}

export function repositoryUrl({ api, state }: Renderer): string {
  return `${api}/repos/${state.owner}/${state.name}`
}

export function repositoryHtml({ web, state }: Renderer): string {
  return `${web}/${state.owner}/${state.name}`
}

export function fill<T>(names: readonly string[], value: T): Record<string, T> {
  return Object.fromEntries(names.map(name => [name, value]))
}

/** GitHub's instants have whole seconds. */
export function iso(at: number): string {
  return new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z')
}
