import type { z } from 'zod'
import { GitHubError } from '../errors.js'
import type { CommitStatus, Comment, GitHub, Issue, Workflow, WorkflowRun } from '../world.js'
import { compareIds } from '../ids.js'
import {
  create,
  encodePath,
  found404,
  isStatus,
  lastPage,
  one,
  PAGE,
  pages,
  parse
} from './github-answers.js'
import { elsewhere, withForge } from './gitea.js'
import { createSender, header } from './github-request.js'
import type { Answer, Octokit, Sender, SenderOptions } from './github-request.js'
import * as shapes from './github-shapes.js'

export type { Octokit } from './github-request.js'

export interface GitHubOptions extends SenderOptions {
  readonly owner: string
  readonly repo: string
}

/** The first version whose dispatch answers with the run that came of it. */
const DISPATCH_VERSION = '2026-03-10'
/** Pages of 100: a commit has at most 1 000 statuses of one context. */
const STATUS_PAGES = 10
const TAG_PAGES = 5
const RELEASE_PAGES = 2
const RUN_PAGES = 3
/** 1 000 comments are ten requests; of more only the first and the newest are read. */
const COMMENT_PAGES = 12
/** An annotated tag may point at another one; nobody nests deeper. */
const TAG_DEPTH = 5

/**
 * What Bakegate asks of one repository, through an octokit. Reads are tried three times, writes once.
 * Every method rejects with GitHubError only, which holds neither a request nor a header.
 */
export function createGitHub(octokit: Octokit, options: GitHubOptions): GitHub {
  const sender = createSender(octokit, options)
  const root = `/repos/${encodePath(options.owner)}/${encodePath(options.repo)}`
  const github: GitHub = {
    skew: () => sender.skew(),
    requests: () => sender.requests(),
    ...readContents(sender, root),
    ...readDeployments(sender, root),
    ...keepStatuses(sender, root),
    ...driveWorkflows(sender, root),
    ...writeIssues(sender, root)
  }
  return withForge(github, elsewhere(sender, root))
}

function readContents(sender: Sender, root: string) {
  const needs = 'contents: read'
  return {
    repository: () => one(sender, `GET ${root}`, {}, shapes.repositoryShape),

    async file(path: string, ref: string): Promise<string | undefined> {
      const route = `GET ${root}/contents/${encodePath(path)}`
      const found = await found404(() => one(sender, route, { ref }, shapes.fileShape, needs))
      return found && Buffer.from(found.content, 'base64').toString('utf8')
    },

    async commit(ref: string): Promise<string | undefined> {
      const route = `GET ${root}/commits/${encodePath(ref)}`
      const found = await found404(() => one(sender, route, {}, shapes.commitShape, needs), 422)
      return found?.sha
    },

    async tagCommit(tag: string): Promise<string | undefined> {
      const route = `GET ${root}/git/ref/tags/${encodePath(tag)}`
      let found = await found404(() => one(sender, route, {}, shapes.gitObjectShape, needs))
      for (let depth = 0; found?.object.type === 'tag' && depth < TAG_DEPTH; depth++) {
        const peel = `GET ${root}/git/tags/${found.object.sha}`
        found = await found404(() => one(sender, peel, {}, shapes.gitObjectShape, needs))
      }
      return found?.object.type === 'commit' ? found.object.sha : undefined
    },

    async tagsOf(sha: string): Promise<readonly string[]> {
      const all = await pages(sender, `GET ${root}/tags`, {}, shapes.tagListShape, TAG_PAGES, needs)
      return all.items.filter(tag => tag.commit.sha === sha).map(tag => tag.name)
    },

    async releases() {
      const route = `GET ${root}/releases`
      return (await pages(sender, route, {}, shapes.releasesShape, RELEASE_PAGES, needs)).items
    },

    compare: (base: string, head: string) =>
      one(
        sender,
        `GET ${root}/compare/${encodeURIComponent(base)}...${encodeURIComponent(head)}`,
        {},
        shapes.comparisonShape,
        needs
      ),

    async commitsBetween(base: string, head: string, page: number) {
      const route = `GET ${root}/compare/${encodeURIComponent(base)}...${encodeURIComponent(head)}`
      const query = { per_page: PAGE, page }
      return (await one(sender, route, query, shapes.comparisonShape, needs)).commits
    },

    filesOf: (sha: string) =>
      one(sender, `GET ${root}/commits/${encodePath(sha)}`, {}, shapes.changedFilesShape, needs),

    async commitsTouching(path: string, head: string): Promise<readonly string[]> {
      const query = { path, sha: head, per_page: PAGE }
      const listed = await one(sender, `GET ${root}/commits`, query, shapes.commitsShape, needs)
      return listed.map(commit => commit.sha)
    },

    async pullRequestsOf(sha: string) {
      const route = `GET ${root}/commits/${encodePath(sha)}/pulls`
      const read = () =>
        one(sender, route, { per_page: PAGE }, shapes.pullRequestsShape, 'pull-requests: write')
      return (await found404(read, 422)) ?? []
    }
  }
}

function readDeployments(sender: Sender, root: string) {
  const needs = 'deployments: read'
  return {
    async deployments(environment: string, limit: number) {
      const query = { environment, per_page: Math.min(limit, PAGE) }
      const route = `GET ${root}/deployments`
      const listed = await one(sender, route, query, shapes.deploymentsShape, needs)
      return listed.toSorted((a, b) => b.createdAt - a.createdAt || compareIds(b.id, a.id))
    },

    async deploymentStatuses(id: string) {
      const route = `GET ${root}/deployments/${encodePath(id)}/statuses`
      return one(sender, route, { per_page: PAGE }, shapes.deploymentStatusesShape, needs)
    }
  }
}

function keepStatuses(sender: Sender, root: string) {
  const needs = 'statuses: write'
  return {
    async statuses(sha: string): Promise<readonly CommitStatus[]> {
      const route = `GET ${root}/commits/${encodePath(sha)}/statuses`
      const listed = await pages(sender, route, {}, shapes.statusesShape, STATUS_PAGES, needs)
      if (listed.more) throw new GitHubError(0, `GitHub ${route}: more than 1000 statuses.`, false)
      return listed.items.toSorted((a, b) => compareIds(b.id, a.id))
    },

    async createStatus(
      sha: string,
      status: Pick<CommitStatus, 'state' | 'context' | 'description' | 'targetUrl'>
    ): Promise<Pick<CommitStatus, 'creator'>> {
      const route = `POST ${root}/statuses/${encodePath(sha)}`
      const { state, context, description, targetUrl } = status
      const body = { state, context, description }
      const link = targetUrl === '' ? {} : { target_url: targetUrl }
      return create(sender, route, { ...body, ...link }, shapes.writtenStatusShape, needs)
    }
  }
}

function driveWorkflows(sender: Sender, root: string) {
  const path = (file: string) => `${root}/actions/workflows/${encodePath(file)}`
  const seen = new Map<string, { readonly etag: string; readonly run: WorkflowRun }>()
  return {
    workflow: (file: string): Promise<Workflow | undefined> =>
      found404(() => one(sender, `GET ${path(file)}`, {}, shapes.workflowShape, 'actions: read')),

    async dispatch(workflow: string, ref: string, inputs: Readonly<Record<string, string>>) {
      const answer = await sendDispatch(sender, `POST ${path(workflow)}/dispatches`, ref, inputs)
      if (answer.status === 204) return undefined
      return parse(answer, shapes.dispatchShape, `POST ${path(workflow)}/dispatches`, true)
    },

    async run(id: string): Promise<WorkflowRun | undefined> {
      const route = `GET ${root}/actions/runs/${encodePath(id)}`
      const known = seen.get(id)
      const headers = known === undefined ? {} : { 'if-none-match': known.etag }
      try {
        const answer = await sender.read(route, { headers }, 'actions: read')
        const run = parse(answer, shapes.runShape, route, false)
        const etag = header(answer.headers, 'etag')
        if (etag !== undefined) seen.set(id, { etag, run })
        return run
      } catch (error) {
        if (isStatus(error, 304)) return known?.run
        if (isStatus(error, 404)) return undefined
        throw error
      }
    },

    /**
     * Filtered by time here and not by the query's `created`: that filter is answered by a search index,
     * which lags, and the newest run is the one asked for.
     */
    async dispatchedRuns(workflow: string, since: number): Promise<readonly WorkflowRun[]> {
      const route = `GET ${path(workflow)}/runs`
      const query = { event: 'workflow_dispatch' }
      const enough = (runs: readonly WorkflowRun[]) => runs.some(run => run.createdAt < since)
      const needs = 'actions: read'
      const listed = await pages(sender, route, query, shapes.runsShape, RUN_PAGES, needs, enough)
      return (
        listed.items
          // 0: a server that does not say when a run was created; its title may be ours all the same.
          .filter(run => run.createdAt >= since || run.createdAt === 0)
          .toSorted((a, b) => b.createdAt - a.createdAt || compareIds(b.id, a.id))
      )
    }
  }
}

function writeIssues(sender: Sender, root: string) {
  const needs = 'pull-requests: write'
  const comment = (id: string) => `${root}/issues/comments/${encodePath(id)}`
  return {
    comments: (issue: number) => readComments(sender, `GET ${root}/issues/${issue}/comments`),

    createComment: (issue: number, body: string): Promise<Comment> =>
      create(sender, `POST ${root}/issues/${issue}/comments`, { body }, shapes.commentShape, needs),

    updateComment: (id: string, body: string): Promise<Comment> =>
      create(sender, `PATCH ${comment(id)}`, { body }, shapes.commentShape, needs),

    async deleteComment(id: string): Promise<void> {
      await sender.write(`DELETE ${comment(id)}`, {}, needs)
    },

    async issues(label: string) {
      const query = { labels: label, state: 'open', per_page: PAGE }
      const route = `GET ${root}/issues`
      const listed = await one(sender, route, query, shapes.issuesShape, 'issues: read')
      return listed.filter(issue => issue.pull_request === undefined).map(issueOf)
    },

    async createIssue(title: string, body: string, labels: readonly string[]) {
      const route = `POST ${root}/issues`
      const shape = shapes.issueShape
      return issueOf(await create(sender, route, { title, body, labels }, shape, 'issues: write'))
    },

    async updateIssue(number: number, title: string, body: string) {
      const route = `PATCH ${root}/issues/${number}`
      return issueOf(
        await create(sender, route, { title, body }, shapes.issueShape, 'issues: write')
      )
    }
  }
}

function issueOf(issue: z.output<typeof shapes.issueShape>): Issue {
  const { number, body, user, html_url: url } = issue
  return { number, body: body ?? '', author: user?.login ?? '', url }
}

/**
 * Asks for the run's id through the API version that gives it; a server that knows neither that version
 * nor the field answers 400 (no effect) and is asked once more without. Nothing else is repeated.
 */
async function sendDispatch(
  sender: Sender,
  route: string,
  ref: string,
  inputs: Readonly<Record<string, string>>
): Promise<Answer> {
  const needs = 'actions: write'
  const headers = { 'x-github-api-version': DISPATCH_VERSION }
  try {
    return await sender.write(route, { ref, inputs, headers }, needs)
  } catch (error) {
    if (!isStatus(error, 400)) throw error
    return sender.write(route, { ref, inputs }, needs)
  }
}

/** Comments are listed oldest first and cannot be sorted: page 1 tells the last page, then backwards. */
async function readComments(sender: Sender, route: string): Promise<readonly Comment[]> {
  const page = async (number: number) => {
    const query = { per_page: PAGE, page: number }
    const answer = await sender.read(route, query, 'pull-requests: write')
    return { answer, comments: parse(answer, shapes.commentsShape, route, false) }
  }
  const first = await page(1)
  const last = lastPage(first.answer)
  const newest = []
  for (let number = last; number > Math.max(1, last - COMMENT_PAGES + 1); number--) {
    newest.unshift(...(await page(number)).comments)
  }
  return [...first.comments, ...newest]
}
