/** The effects, as interfaces passed as arguments. Types only. */

// ── Clock ────────────────────────────────────────────────────────────────────────────────────────

export interface Clock {
  /** Epoch milliseconds by server time; never runs backwards. */
  now(): number
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

// ── HTTP, for providers ──────────────────────────────────────────────────────────────────────────

export type Headers = Readonly<Record<string, string>>

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  /** Absolute; sent as it is, byte for byte. */
  readonly url: string
  readonly headers: Headers
  readonly body?: string
  /**
   * More headers, asked for anew before each attempt: a signature has a date, and a token may have run out.
   * A rejection ends the request.
   */
  readonly sign?: () => Headers | Promise<Headers>
  /** Milliseconds for all attempts together. */
  readonly timeout: number
  /** Cap of the decoded body in bytes; default 32 MiB. */
  readonly maxBytes?: number
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string }
  /** Plain http to an address that is not loopback is refused without it. */
  readonly allowHttp: boolean
  /** One attempt only (a probe measures the answer itself, whatever it is). */
  readonly once?: boolean
  readonly signal: AbortSignal
}

export interface HttpResponse {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** The server's `Date`, corrected by half the round trip, less our clock: its skew in milliseconds. */
  readonly skew?: number
  readonly retries: number
}

/**
 * Sends one request; retries network errors, 408, 425, 429 and 5xx inside `timeout`. Resolves with any
 * other status. Rejects with ProviderError (never with a library's error), or with the signal's reason.
 */
export interface Http {
  (request: HttpRequest): Promise<HttpResponse>
}

// ── GitHub ───────────────────────────────────────────────────────────────────────────────────────

export interface Repository {
  readonly private: boolean
  readonly defaultBranch: string
}
export interface PullRequest {
  readonly number: number
  readonly state: 'open' | 'closed'
  readonly mergedAt?: number
  readonly baseRef: string
  readonly headSha: string
  readonly title: string
}
export interface Deployment {
  readonly id: string
  readonly sha: string
  readonly ref: string
  readonly environment: string
  readonly createdAt: number
  /** The deployment's `payload` and `task`, as far as they are text or JSON. */
  readonly task: string
  /** login of the creator */
  readonly creator: string
}
export interface DeploymentStatus {
  readonly state: string
  readonly createdAt: number
  /** Links to the run that made it. */
  readonly logUrl?: string
}
export interface Release {
  readonly tag: string
  readonly draft: boolean
  readonly prerelease: boolean
  readonly publishedAt?: number
}
export interface CommitStatus {
  /** Ascending ids are the order of creation. */
  readonly id: string
  readonly state: 'error' | 'failure' | 'pending' | 'success'
  readonly context: string
  readonly description: string
  readonly targetUrl: string
  /** login of the creator */
  readonly creator: string
  readonly createdAt: number
}
export interface ComparedFile {
  readonly path: string
  /** Where it was before a rename. */
  readonly previousPath?: string
  /** added, removed, modified, renamed, copied, changed, unchanged */
  readonly status: string
  /** Its hunks as a unified diff; absent for binary and very large ones. */
  readonly patch?: string
}
export interface Comparison {
  readonly status: 'ahead' | 'behind' | 'identical' | 'diverged'
  /** Old and new paths of what differs. */
  readonly files: readonly string[]
  /** GitHub lists at most 300 files; true: there may be more. */
  readonly filesTruncated: boolean
  readonly compared: readonly ComparedFile[]
  /** How many commits lie between the two, listed or not. */
  readonly total: number
  /** Oldest first; of more than 250 the newest. */
  readonly commits: readonly {
    readonly sha: string
    readonly title: string
    readonly author: string
  }[]
}
export interface Workflow {
  readonly id: string
  readonly path: string
  /** active, disabled_manually, disabled_inactivity, … */
  readonly state: string
}
export interface WorkflowRun {
  readonly id: string
  readonly url: string
  /** queued, in_progress, completed, waiting, requested, pending */
  readonly status: string
  /** null while it runs */
  readonly conclusion: string | null
  readonly event: string
  /** The rendered `run-name`. */
  readonly title: string
  readonly createdAt: number
  readonly startedAt?: number
  readonly updatedAt: number
}
export interface Comment {
  readonly id: string
  readonly url: string
  readonly body: string
  readonly author: string
}

/** What Bakegate asks of GitHub. Every method rejects with GitHubError only. */
export interface GitHub {
  /** Skew of GitHub's clock against ours in milliseconds, from the newest answer's `Date`. */
  skew(): number | undefined
  /** Requests made so far. */
  requests(): number
  repository(): Promise<Repository>
  /** A file at a ref, undefined when it is not there. */
  file(path: string, ref: string): Promise<string | undefined>
  pullRequestsOf(sha: string): Promise<readonly PullRequest[]>
  /** The commit a tag points at, peeled; undefined when there is no such tag or it is not a commit. */
  tagCommit(tag: string): Promise<string | undefined>
  /** Tags that point at a commit. */
  tagsOf(sha: string): Promise<readonly string[]>
  /** The commit of a branch, tag or SHA. */
  commit(ref: string): Promise<string | undefined>
  /** Newest first, at most `limit`. */
  deployments(environment: string, limit: number): Promise<readonly Deployment[]>
  deploymentStatuses(id: string): Promise<readonly DeploymentStatus[]>
  releases(): Promise<readonly Release[]>
  /** Of its commits the newest 250. */
  compare(base: string, head: string): Promise<Comparison>
  /** A hundred commits of a comparison; page 1 has the oldest. */
  commitsBetween(base: string, head: string, page: number): Promise<Comparison['commits']>
  /** What one commit changed: at most the first 300 files. */
  filesOf(sha: string): Promise<readonly ComparedFile[]>
  /** The newest 100 commits up to one that touched a path, newest first. */
  commitsTouching(path: string, head: string): Promise<readonly string[]>
  /** All statuses of a commit, newest first. */
  statuses(sha: string): Promise<readonly CommitStatus[]>
  createStatus(
    sha: string,
    status: Pick<CommitStatus, 'state' | 'context' | 'description' | 'targetUrl'>
  ): Promise<Pick<CommitStatus, 'creator'>>
  workflow(file: string): Promise<Workflow | undefined>
  /** Sends one POST, never repeats it. The run where the answer names it. */
  dispatch(
    workflow: string,
    ref: string,
    inputs: Readonly<Record<string, string>>
  ): Promise<{ readonly runId: string; readonly url: string } | undefined>
  run(id: string): Promise<WorkflowRun | undefined>
  /** Runs of a workflow by `workflow_dispatch` created since an instant, newest first. */
  dispatchedRuns(workflow: string, since: number): Promise<readonly WorkflowRun[]>
  comments(issue: number): Promise<readonly Comment[]>
  createComment(issue: number, body: string): Promise<Comment>
  updateComment(id: string, body: string): Promise<Comment>
  deleteComment(id: string): Promise<void>
  /** Issues with a label, open ones. */
  issues(label: string): Promise<readonly Issue[]>
  createIssue(title: string, body: string, labels: readonly string[]): Promise<Issue>
  updateIssue(number: number, title: string, body: string): Promise<Issue>
}

export interface Issue {
  readonly number: number
  readonly body: string
  /** Login; '' where the server does not say. */
  readonly author: string
  readonly url: string
}

// ── Log ──────────────────────────────────────────────────────────────────────────────────────────

/**
 * Lines of the job's log. Every text is redacted and made inert (no workflow command survives) before
 * it is written, so outside text may be passed.
 */
export interface Log {
  info(line: string): void
  /** An annotation of the run; at most a few per run. */
  warning(line: string): void
  error(line: string): void
  debug(line: string): void
}
