import { z } from 'zod'
import { GitHubError } from '../errors.js'
import type { GitHubErrorKind } from '../errors.js'
import type { Comparison, GitHub, PullRequest } from '../world.js'
import { found404, one, pages } from './github-answers.js'
import type { Sender } from './github-request.js'
import * as shapes from './github-shapes.js'

/**
 * What Gitea and Forgejo have under another route than GitHub, or in another form. Asked only where the server says by
 * its answer that it does not know GitHub's route, so a server that learns it is asked as GitHub is. An answer that has
 * neither form is an error here as well.
 * https://docs.gitea.com/api
 */
export function elsewhere(
  sender: Sender,
  root: string
): Pick<
  GitHub,
  'commit' | 'tagCommit' | 'pullRequestsOf' | 'compare' | 'filesOf' | 'dispatchedRuns'
> {
  const needs = 'contents: read'
  return {
    async commit(ref) {
      const route = `GET ${root}/git/commits/${encodeURIComponent(ref)}`
      return (await found404(() => one(sender, route, {}, shapes.commitShape, needs), 422))?.sha
    },

    async tagCommit(tag) {
      const route = `GET ${root}/tags/${encodeURIComponent(tag)}`
      return (await found404(() => one(sender, route, {}, tagShape, needs)))?.commit.sha
    },

    async pullRequestsOf(sha): Promise<readonly PullRequest[]> {
      const route = `GET ${root}/commits/${encodeURIComponent(sha)}/pull`
      const read = () => one(sender, route, {}, shapes.pullRequestShape, 'pull-requests: write')
      const found = await found404(read, 422)
      return found === undefined ? [] : [found]
    },

    /** Gitea tells how many commits one has and the other lacks; which files differ it does not tell. */
    async compare(base, head): Promise<Comparison> {
      const [ahead, behind] = await Promise.all([
        apart(sender, root, base, head),
        apart(sender, root, head, base)
      ])
      return {
        status: standing(ahead.total_commits, behind.total_commits),
        files: [],
        filesTruncated: true,
        compared: [],
        total: ahead.total_commits,
        commits: ahead.commits
      }
    },

    /** Names only: how they changed it does not tell. */
    filesOf: sha =>
      one(
        sender,
        `GET ${root}/git/commits/${encodeURIComponent(sha)}`,
        {},
        shapes.changedFilesShape,
        'contents: read'
      ),

    async dispatchedRuns(workflow, since) {
      const route = `GET ${root}/actions/runs`
      const query = { event: 'workflow_dispatch' }
      const shape = runsShape(workflow)
      const listed = await pages(sender, route, query, shape, RUN_PAGES, 'actions: read')
      return listed.items
        .filter(run => run.createdAt >= since)
        .toSorted((a, b) => b.createdAt - a.createdAt)
    }
  }
}

const RUN_PAGES = 3
const tagShape = z.object({ commit: z.object({ sha: z.string() }) })
const apartShape = z.object({
  total_commits: z.int(),
  commits: shapes.comparedCommits.nullish().transform(commits => commits ?? [])
})
/**
 * The runs of one workflow among all; `path` is the file's name and the ref, `rollback.yml@refs/heads/main`. Others need
 * not be readable: they decide nothing.
 */
function runsShape(workflow: string) {
  return z
    .object({ workflow_runs: z.array(z.looseObject({ path: z.string() })) })
    .transform(({ workflow_runs: runs }): unknown =>
      runs.filter(({ path }) => path.split('@')[0] === workflow)
    )
    .pipe(z.array(shapes.runShape))
}

function apart(sender: Sender, root: string, base: string, head: string) {
  const range = `${encodeURIComponent(base)}...${encodeURIComponent(head)}`
  return one(sender, `GET ${root}/compare/${range}`, {}, apartShape, 'contents: read')
}

function standing(ahead: number, behind: number): Comparison['status'] {
  if (ahead === 0) return behind === 0 ? 'identical' : 'behind'
  return behind === 0 ? 'ahead' : 'diverged'
}

/**
 * GitHub's answer, or the other server's where it does not know GitHub's route. A comparison has the same route there
 * and another form, so it alone is asked for again where the form is not GitHub's.
 */
export function withForge(github: GitHub, other: ReturnType<typeof elsewhere>): GitHub {
  const orElse = async <T>(
    ask: Promise<T>,
    askOther: () => Promise<T>,
    where: readonly GitHubErrorKind[] = ['unknown-route']
  ): Promise<T> => {
    try {
      return await ask
    } catch (error) {
      if (!(error instanceof GitHubError) || !where.includes(error.kind)) throw error
      return askOther()
    }
  }
  return {
    ...github,
    commit: ref => orElse(github.commit(ref), () => other.commit(ref)),
    tagCommit: tag => orElse(github.tagCommit(tag), () => other.tagCommit(tag)),
    pullRequestsOf: sha => orElse(github.pullRequestsOf(sha), () => other.pullRequestsOf(sha)),
    compare: (base, head) =>
      orElse(github.compare(base, head), () => other.compare(base, head), [
        'unknown-route',
        'odd-answer'
      ]),
    filesOf: sha => orElse(github.filesOf(sha), () => other.filesOf(sha)),
    dispatchedRuns: (workflow, since) =>
      orElse(github.dispatchedRuns(workflow, since), () => other.dispatchedRuns(workflow, since))
  }
}
