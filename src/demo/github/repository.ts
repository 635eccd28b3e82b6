import { arrive, claimsOf, review } from './queue.js'
import { changeRun, fakeSha, nextId } from './state.js'
import type {
  Commit,
  GitObject,
  Issue,
  Pull,
  Run,
  RunStep,
  State,
  Token,
  Workflow
} from './state.js'

/** Builds the repository's past and drives its runs. Instants are epoch milliseconds. */
export interface SimulatedRepository {
  readonly state: State
  /** A token and what it may do, by the names of a workflow's `permissions`. */
  addToken(value: string, token: Token): void
  /** On a branch (default: the default one), on top of what is there. Answers its SHA. */
  addCommit(commit?: {
    readonly sha?: string
    readonly branch?: string
    readonly message?: string
    readonly author?: string
    /** Default: the branch's tip. */
    readonly parents?: readonly string[]
    /** Contents by path; null removes a file. */
    readonly files?: Readonly<Record<string, string | null>>
    readonly at?: number
  }): string
  addTag(
    name: string,
    sha: string,
    options?: { readonly annotated?: boolean; readonly type?: GitObject['type'] }
  ): void
  removeTag(name: string): void
  addRelease(
    tag: string,
    options?: {
      readonly draft?: boolean
      readonly prerelease?: boolean
      readonly publishedAt?: number
    }
  ): void
  addPull(pull: Pick<Pull, 'number' | 'headSha'> & Partial<Pull>): void
  addIssue(issue: Pick<Issue, 'number' | 'title'> & Partial<Issue>): void
  addComment(issue: number, author: string, body: string): number
  /** A file of `.github/workflows` on the default branch, and the workflow that GitHub makes of it. */
  addWorkflow(file: string, source: string, options?: { readonly state?: string }): void
  setWorkflowState(file: string, state: string): void
  /** Answers its id. With a run, its statuses link to that run. */
  addDeployment(deployment: {
    readonly environment: string
    readonly sha: string
    readonly ref?: string
    /** Oldest first; default `in_progress`, `success`. */
    readonly states?: readonly string[]
    readonly run?: Pick<Run, 'id'>
    readonly at?: number
  }): number
  addStatus(status: {
    readonly sha: string
    readonly context: string
    readonly state: string
    readonly description?: string
    readonly creator?: string
    readonly at?: number
  }): void
  /** A run that somebody else started. It holds no concurrency group, unless it `queues`. */
  addRun(
    file: string,
    run?: Partial<Pick<Run, 'title' | 'event' | 'actor'>> & {
      readonly at?: number
      readonly queues?: boolean
    }
  ): Run
  /** Protects an environment by a person's review, a timer in milliseconds, or both. */
  protect(
    environment: string,
    by: { readonly reviewers?: readonly string[]; readonly waitTimer?: number }
  ): void
  /** A person answers a run that waits for a review, `after` so many milliseconds. */
  reviewRun(run: Run, answer: 'approved' | 'rejected', after?: number): void
  /** What a run does by itself as time passes. */
  planRun(run: Run, plan: readonly RunStep[]): void
  setRun(run: Run, step: Pick<RunStep, 'status' | 'conclusion'>): void
}

export function createRepository(
  state: State,
  now: () => number,
  web: string
): SimulatedRepository {
  return {
    state,
    addToken: (value, token) => void state.tokens.set(value, token),
    ...gitOf(state, now),
    ...discussionsOf(state, now),
    ...deploymentsOf(state, now, web),
    ...workflowsOf(state, now)
  }
}

function gitOf(
  state: State,
  now: () => number
): Pick<SimulatedRepository, 'addCommit' | 'addTag' | 'removeTag' | 'addRelease'> {
  return {
    addCommit(options = {}) {
      const { branch = state.defaultBranch, message = 'Change something' } = options
      const parents = options.parents ?? [state.branches.get(branch) ?? []].flat()
      const sha = options.sha ?? fakeSha(message, parents, state.commits.size)
      const tree = changedTree(state.commits.get(parents[0] ?? ''), options.files ?? {})
      const { author = 'dev', at = now() } = options
      state.commits.set(sha, { sha, parents, message, author, at, tree })
      state.branches.set(branch, sha)
      return sha
    },
    addTag(name, sha, { annotated = false, type = 'commit' } = {}) {
      const object: GitObject = { type, sha }
      const own = fakeSha('tag', name, sha)
      if (annotated) state.tagObjects.set(own, { tag: name, object })
      state.tags.set(name, annotated ? { type: 'tag', sha: own } : object)
    },
    removeTag: name => void state.tags.delete(name),
    addRelease(tag, { draft = false, prerelease = false, publishedAt = now() } = {}) {
      state.releases.push({ id: nextId(state), tag, draft, prerelease, publishedAt })
    }
  }
}

function changedTree(
  before: Commit | undefined,
  files: Readonly<Record<string, string | null>>
): ReadonlyMap<string, string> {
  const tree = new Map(before?.tree)
  for (const [path, content] of Object.entries(files)) {
    if (content === null) tree.delete(path)
    else tree.set(path, content)
  }
  return tree
}

function discussionsOf(
  state: State,
  now: () => number
): Pick<SimulatedRepository, 'addPull' | 'addIssue' | 'addComment'> {
  return {
    addPull(pull) {
      state.pulls.push({
        title: `Pull request ${pull.number}`,
        author: 'dev',
        state: pull.mergedAt === undefined ? 'open' : 'closed',
        base: state.defaultBranch,
        headRef: 'topic',
        commits: [pull.headSha],
        createdAt: now(),
        ...pull
      })
    },
    addIssue(issue) {
      state.issues.push({ body: '', labels: [], author: 'dev', createdAt: now(), ...issue })
    },
    addComment(issue, author, body) {
      const id = nextId(state)
      state.comments.push({ id, issue, author, body, createdAt: now(), updatedAt: now() })
      return id
    }
  }
}

function deploymentsOf(
  state: State,
  now: () => number,
  web: string
): Pick<SimulatedRepository, 'addDeployment' | 'addStatus'> {
  return {
    addDeployment({ environment, sha, ref, states, run, at = now() }) {
      const id = nextId(state)
      const logUrl = `${web}/${state.owner}/${state.name}/actions/runs/${run?.id ?? 1}/job/1`
      const statuses = (states ?? ['in_progress', 'success']).map((name, index) => ({
        id: nextId(state),
        state: name,
        logUrl,
        createdAt: at + index * 1000
      }))
      const creator = 'github-actions[bot]'
      state.deployments.push({
        id,
        environment,
        sha,
        ref: ref ?? state.defaultBranch,
        creator,
        createdAt: at,
        statuses
      })
      return id
    },
    addStatus({ sha, context, state: wanted, description = '', creator, at = now() }) {
      state.statuses.push({
        id: nextId(state),
        sha,
        state: wanted,
        context,
        description,
        targetUrl: '',
        creator: creator ?? 'github-actions[bot]',
        createdAt: at,
        visibleAt: at
      })
    }
  }
}

function sourceOf(state: State, { path }: Workflow, sha: string): string {
  return state.commits.get(sha)?.tree.get(path) ?? ''
}

function workflowsOf(
  state: State,
  now: () => number
): Pick<
  SimulatedRepository,
  'addWorkflow' | 'setWorkflowState' | 'addRun' | 'planRun' | 'setRun' | 'protect' | 'reviewRun'
> {
  const find = (file: string) => {
    const workflow = state.workflows.find(it => it.path === `.github/workflows/${file}`)
    if (workflow === undefined) throw new Error(`there is no workflow ${file}`)
    return workflow
  }
  return {
    addWorkflow(file, source, { state: wanted = 'active' } = {}) {
      const path = `.github/workflows/${file}`
      gitOf(state, now).addCommit({ message: `Add ${file}`, files: { [path]: source } })
      state.workflows.push({ id: nextId(state), path, name: file, state: wanted })
    },
    setWorkflowState: (file, wanted) => void (find(file).state = wanted),
    addRun(file, options = {}) {
      const { title = 'Somebody else', event = 'workflow_dispatch', actor = 'dev' } = options
      const { at: createdAt = now(), queues = false } = options
      const workflow = find(file)
      const branch = state.defaultBranch
      const sha = state.branches.get(branch) ?? ''
      const run: Run = {
        id: nextId(state),
        workflow,
        event,
        title,
        branch,
        sha,
        actor,
        inputs: {},
        createdAt,
        visibleAt: createdAt,
        listedAt: createdAt,
        status: 'queued',
        conclusion: null,
        updatedAt: createdAt,
        claims: queues
          ? claimsOf(sourceOf(state, workflow, sha), { branch, inputs: {} }, workflow.name)
          : { groups: [], environments: [] },
        plan: []
      }
      state.runs.push(run)
      arrive(state, run, createdAt)
      return run
    },
    planRun: (run, plan) => void (run.plan = [...plan]),
    setRun: (run, step) => changeRun(run, step, now()),
    protect: (name, { reviewers = [], waitTimer = 0 }) =>
      void state.environments.set(name, { id: nextId(state), name, reviewers, waitTimer }),
    reviewRun: (run, answer, after = 0) => review(run, answer, now() + after)
  }
}
