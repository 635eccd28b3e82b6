import { createHash } from 'node:crypto'
import type { Claims } from './queue.js'

/** What a simulated GitHub remembers of its one repository. Instants are epoch milliseconds. */
export interface State {
  readonly owner: string
  readonly name: string
  private: boolean
  defaultBranch: string
  readonly commits: Map<string, Commit>
  readonly branches: Map<string, string>
  readonly tags: Map<string, GitObject>
  /** Annotated tags by their own SHA. */
  readonly tagObjects: Map<string, { readonly tag: string; readonly object: GitObject }>
  readonly pulls: Pull[]
  readonly releases: Release[]
  readonly deployments: Deployment[]
  readonly statuses: Status[]
  readonly workflows: Workflow[]
  readonly runs: Run[]
  /** Those that hold or want their concurrency groups, in the order in which they came. */
  readonly queue: Run[]
  /** Protected ones, by name. */
  readonly environments: Map<string, Environment>
  readonly comments: IssueComment[]
  readonly issues: Issue[]
  readonly tokens: Map<string, Token>
  /** Ids ascend over everything, as GitHub's do per kind. */
  lastId: number
}

export interface GitObject {
  readonly type: 'commit' | 'tag' | 'tree'
  readonly sha: string
}
export interface Commit {
  readonly sha: string
  readonly parents: readonly string[]
  readonly message: string
  readonly author: string
  readonly at: number
  /** The whole tree: contents by path. */
  readonly tree: ReadonlyMap<string, string>
}
export interface Pull {
  readonly number: number
  readonly title: string
  readonly author: string
  readonly state: 'open' | 'closed'
  readonly mergedAt?: number
  readonly base: string
  readonly headRef: string
  readonly headSha: string
  /** Commits that belong to it, the merge or squash commit included. */
  readonly commits: readonly string[]
  readonly createdAt: number
}
export interface Release {
  readonly id: number
  readonly tag: string
  readonly draft: boolean
  readonly prerelease: boolean
  readonly publishedAt: number
}
export interface Deployment {
  readonly id: number
  readonly environment: string
  readonly sha: string
  readonly ref: string
  readonly creator: string
  readonly createdAt: number
  readonly statuses: DeploymentStatus[]
}
export interface DeploymentStatus {
  readonly id: number
  readonly state: string
  readonly logUrl: string
  readonly createdAt: number
}
export interface Status {
  readonly id: number
  readonly sha: string
  readonly state: string
  readonly context: string
  readonly description: string
  readonly targetUrl: string
  readonly creator: string
  readonly createdAt: number
  /** A listing shows it from then on. */
  readonly visibleAt: number
}
export interface Workflow {
  readonly id: number
  readonly path: string
  name: string
  state: string
}
export interface Run {
  readonly id: number
  readonly workflow: Workflow
  readonly event: string
  readonly title: string
  readonly branch: string
  readonly sha: string
  readonly actor: string
  readonly inputs: Readonly<Record<string, string>>
  readonly createdAt: number
  readonly visibleAt: number
  readonly listedAt: number
  status: string
  conclusion: string | null
  startedAt?: number
  updatedAt: number
  readonly claims: Claims
  /** Since when its groups are its own. */
  waitingSince?: number
  /** Since when nothing keeps it from its runner. */
  beganAt?: number
  /** What a person answered to the environments that it waits for. */
  review?: { readonly answer: 'approved' | 'rejected'; readonly at: number }
  /** What it does by itself as time passes. */
  plan: RunStep[]
}
export interface Environment {
  readonly id: number
  readonly name: string
  /** Logins of the required reviewers. */
  readonly reviewers: readonly string[]
  /** Milliseconds. */
  readonly waitTimer: number
}
export interface RunStep {
  /** Milliseconds after nothing keeps the run from its runner: mostly its creation. */
  readonly after: number
  readonly status: string
  readonly conclusion?: string
}
export interface IssueComment {
  readonly id: number
  readonly issue: number
  readonly author: string
  body: string
  readonly createdAt: number
  updatedAt: number
}
export interface Issue {
  readonly number: number
  title: string
  body: string
  readonly labels: readonly string[]
  readonly author: string
  readonly createdAt: number
}
export interface Token {
  readonly login: string
  /** By the names of a workflow's `permissions`. */
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>
  /** The token of another repository's job: nothing of a private one is there for it. */
  readonly isForeign?: boolean
}

export function createState(owner: string, name: string): State {
  return {
    owner,
    name,
    private: false,
    defaultBranch: 'main',
    commits: new Map(),
    branches: new Map(),
    tags: new Map(),
    tagObjects: new Map(),
    pulls: [],
    releases: [],
    deployments: [],
    statuses: [],
    workflows: [],
    runs: [],
    queue: [],
    environments: new Map(),
    comments: [],
    issues: [],
    tokens: new Map(),
    // Beyond 2^31, so that nothing keeps an id in 32 bits.
    lastId: 17_000_000_000
  }
}

export function nextId(state: State): number {
  return ++state.lastId
}

/** A SHA as git's look: 40 hexadecimal digits. */
export function fakeSha(...seed: readonly unknown[]): string {
  return createHash('sha1').update(JSON.stringify(seed)).digest('hex')
}

/** The commit of a branch, a tag (peeled) or a SHA. */
export function resolveRef(state: State, ref: string): Commit | undefined {
  const name = ref.replace(/^refs\/(heads|tags)\//, '')
  const sha = state.branches.get(name) ?? peel(state, state.tags.get(name)) ?? ref
  return state.commits.get(sha)
}

export function peel(state: State, object: GitObject | undefined): string | undefined {
  if (object?.type === 'tag') return peel(state, state.tagObjects.get(object.sha)?.object)
  return object?.type === 'commit' ? object.sha : undefined
}

/** The commit and everything before it. */
export function ancestry(state: State, sha: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const queue = [sha]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    queue.push(...(state.commits.get(next)?.parents ?? []))
  }
  return seen
}

export function changeRun(
  run: Run,
  { status, conclusion }: Pick<RunStep, 'status' | 'conclusion'>,
  at: number
): void {
  if (status === 'in_progress') run.startedAt ??= at
  run.status = status
  run.conclusion = status === 'completed' ? (conclusion ?? 'success') : null
  run.updatedAt = at
}
