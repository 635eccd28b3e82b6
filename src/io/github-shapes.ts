import { z } from 'zod'
import type {
  Comment,
  CommitStatus,
  ComparedFile,
  Comparison,
  Deployment,
  DeploymentStatus,
  PullRequest,
  Release,
  Repository,
  Workflow,
  WorkflowRun
} from '../world.js'

/**
 * What we read of GitHub's answers, checked at run time. Shapes: https://docs.github.com/rest (2026-03-10
 * and 2022-11-28). Ids may arrive as BigInt from octokit and are strings from here on. What a decision does
 * not need may be missing: Gitea and older servers leave fields out that GitHub gives.
 */

const id = z.union([z.int(), z.bigint(), z.string().min(1)]).transform(String)
const instant = z.iso.datetime({ offset: true }).transform(text => Date.parse(text))
/** A person or bot; null for deleted accounts. */
const login = z
  .object({ login: z.string() })
  .nullish()
  .transform(user => user?.login ?? '')
/** GitHub lists at most so many files of a comparison. */
const COMPARED_FILES = 300

/** Where a server does not say that a repository is private, it is taken for public: nothing is quoted then. */
export const repositoryShape = z
  .object({ private: z.boolean().default(false), default_branch: z.string() })
  .transform((it): Repository => ({ private: it.private, defaultBranch: it.default_branch }))

export const fileShape = z.object({
  type: z.literal('file').optional(),
  encoding: z.literal('base64').optional(),
  content: z.string()
})

export const commitShape = z.object({ sha: z.string() })

export const gitObjectShape = z.object({ object: z.object({ type: z.string(), sha: z.string() }) })

export const tagListShape = z.array(
  z.object({ name: z.string(), commit: z.object({ sha: z.string() }) })
)

export const pullRequestShape = z
  .object({
    number: z.int(),
    state: z.enum(['open', 'closed']).default('open'),
    merged_at: instant.nullish(),
    base: z.object({ ref: z.string() }).default({ ref: '' }),
    head: z.object({ sha: z.string() }).default({ sha: '' }),
    title: z.string().default('')
  })
  .transform((it): PullRequest => ({
    number: it.number,
    state: it.state,
    ...(it.merged_at == null ? {} : { mergedAt: it.merged_at }),
    baseRef: it.base.ref,
    headSha: it.head.sha,
    title: it.title
  }))
export const pullRequestsShape = z.array(pullRequestShape)

export const deploymentsShape = z.array(
  z
    .object({
      id,
      sha: z.string(),
      ref: z.string().default(''),
      environment: z.string().default(''),
      created_at: instant.nullish(),
      task: z.string().default('deploy'),
      creator: login
    })
    .transform(({ created_at: createdAt, ...rest }): Deployment => ({
      ...rest,
      createdAt: createdAt ?? 0
    }))
)

export const deploymentStatusesShape = z.array(
  z
    .object({
      state: z.string(),
      created_at: instant.nullish(),
      log_url: z.string().nullish(),
      target_url: z.string().nullish()
    })
    .transform((it): DeploymentStatus => {
      const logUrl = it.log_url || it.target_url
      return { state: it.state, createdAt: it.created_at ?? 0, ...(logUrl ? { logUrl } : {}) }
    })
)

export const releasesShape = z.array(
  z
    .object({
      tag_name: z.string(),
      draft: z.boolean().default(false),
      prerelease: z.boolean().default(false),
      published_at: instant.nullish()
    })
    .transform((it): Release => ({
      tag: it.tag_name,
      draft: it.draft,
      prerelease: it.prerelease,
      ...(it.published_at == null ? {} : { publishedAt: it.published_at })
    }))
)

/** Commits of a comparison, GitHub's and Gitea's. */
const comparedCommit = z
  .object({
    sha: z.string(),
    author: login,
    commit: z.object({
      message: z.string(),
      author: z.object({ name: z.string().optional() }).nullish()
    })
  })
  .transform(it => ({
    sha: it.sha,
    title: it.commit.message.split('\n', 1)[0] ?? '',
    author: it.author || (it.commit.author?.name ?? '')
  }))

/** Of a larger change the beginning is enough: it is only looked through for names and lines. */
const LONGEST_PATCH = 60_000

const comparedFile = z
  .object({
    filename: z.string(),
    previous_filename: z.string().optional(),
    status: z.string().default('modified'),
    patch: z.string().optional()
  })
  .transform((it): ComparedFile => ({
    path: it.filename,
    ...(it.previous_filename ? { previousPath: it.previous_filename } : {}),
    status: it.status,
    ...(it.patch === undefined ? {} : { patch: it.patch.slice(0, LONGEST_PATCH) })
  }))

/** One commit with what it changed, GitHub's and Gitea's. */
export const changedFilesShape = z
  .object({ files: z.array(comparedFile) })
  .transform(it => it.files)

export const comparedCommits = z.array(comparedCommit)
export const comparisonShape = z
  .object({
    status: z.enum(['ahead', 'behind', 'identical', 'diverged']),
    files: z.array(comparedFile).optional(),
    total_commits: z.int().optional(),
    commits: comparedCommits.default([])
  })
  .transform((it): Comparison => {
    const compared = it.files ?? []
    return {
      status: it.status,
      // A rename changes both paths.
      files: compared.flatMap(({ path, previousPath }) =>
        previousPath === undefined ? [path] : [path, previousPath]
      ),
      filesTruncated: it.files === undefined || compared.length >= COMPARED_FILES,
      compared,
      total: it.total_commits ?? it.commits.length,
      commits: it.commits
    }
  })

export const commitsShape = z.array(commitShape)

/** Other servers have more of them; ours are these. */
const statusStates = ['error', 'failure', 'pending', 'success'] as const

export const statusShape = z
  .object({
    id,
    state: z.string().nullish(),
    // Gitea's name for it.
    status: z.string().nullish(),
    context: z.string(),
    description: z.string().nullish(),
    target_url: z.string().nullish(),
    creator: login,
    created_at: instant.nullish()
  })
  .transform((it): CommitStatus => ({
    id: it.id,
    state: statusStates.find(known => known === (it.state ?? it.status)) ?? 'error',
    context: it.context,
    description: it.description ?? '',
    targetUrl: it.target_url ?? '',
    creator: it.creator,
    createdAt: it.created_at ?? 0
  }))
export const statusesShape = z.array(statusShape)
/** Of one that was just written only its creator is news. */
export const writtenStatusShape = z.object({ creator: login })

export const workflowShape = z
  .object({ id: id.optional(), path: z.string().default(''), state: z.string() })
  .transform((it): Workflow => ({ ...it, id: it.id ?? '' }))

/**
 * `display_title` is absent on old servers. Gitea gives `started_at` and `completed_at` instead of GitHub's
 * instants, and no `conclusion` while the run lasts. 0: an instant is not known.
 */
export const runShape = z
  .object({
    id,
    html_url: z.string().default(''),
    status: z.string(),
    conclusion: z.string().nullish(),
    event: z.string().default('workflow_dispatch'),
    display_title: z.string().nullish(),
    name: z.string().nullish(),
    created_at: instant.nullish(),
    run_started_at: instant.nullish(),
    started_at: instant.nullish(),
    updated_at: instant.nullish(),
    completed_at: instant.nullish()
  })
  .transform((it): WorkflowRun => {
    const startedAt = it.run_started_at ?? it.started_at
    return {
      id: it.id,
      url: it.html_url,
      status: it.status,
      conclusion: it.conclusion || null,
      event: it.event,
      title: it.display_title ?? it.name ?? '',
      createdAt: it.created_at ?? startedAt ?? 0,
      ...(startedAt == null ? {} : { startedAt }),
      updatedAt: it.updated_at ?? it.completed_at ?? 0
    }
  })
export const runsShape = z
  .object({ workflow_runs: z.array(runShape) })
  .transform(it => it.workflow_runs)

/** `html_url` is for people; without it the run is named by its address in the API. */
export const dispatchShape = z
  .object({ workflow_run_id: id, html_url: z.string().nullish(), run_url: z.string().nullish() })
  .transform(it => ({ runId: it.workflow_run_id, url: it.html_url ?? it.run_url ?? '' }))

export const commentShape = z
  .object({ id, html_url: z.string().default(''), body: z.string().nullish(), user: login })
  .transform((it): Comment => ({
    id: it.id,
    url: it.html_url,
    body: it.body ?? '',
    author: it.user
  }))
export const commentsShape = z.array(commentShape)

export const issueShape = z.object({
  number: z.int(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
  html_url: z.string(),
  pull_request: z.unknown().optional()
})
export const issuesShape = z.array(issueShape)
