import { GitHubError } from '../errors.js'
import type { GitHub } from '../world.js'

/**
 * GitHub by the first token, and by the second where the first has expired: an App's token lives an hour, and a
 * bake with its rollback may take longer. 401 says that nothing was done, so even a dispatch may be sent again.
 */
export function eitherToken(first: GitHub, second: GitHub): GitHub {
  if (first === second) return first
  const orElse =
    <Arguments extends readonly unknown[], Result>(
      ask: (github: GitHub, ...args: Arguments) => Promise<Result>
    ) =>
    async (...args: Arguments): Promise<Result> => {
      try {
        return await ask(first, ...args)
      } catch (error) {
        if (!(error instanceof GitHubError) || error.status !== 401) throw error
        return ask(second, ...args)
      }
    }
  return {
    skew: () => first.skew() ?? second.skew(),
    requests: () => first.requests() + second.requests(),
    repository: orElse(github => github.repository()),
    file: orElse((github, path, ref) => github.file(path, ref)),
    pullRequestsOf: orElse((github, sha) => github.pullRequestsOf(sha)),
    tagCommit: orElse((github, tag) => github.tagCommit(tag)),
    tagsOf: orElse((github, sha) => github.tagsOf(sha)),
    commit: orElse((github, ref) => github.commit(ref)),
    filesOf: orElse((github, sha) => github.filesOf(sha)),
    deployments: orElse((github, environment, limit) => github.deployments(environment, limit)),
    deploymentStatuses: orElse((github, id) => github.deploymentStatuses(id)),
    releases: orElse(github => github.releases()),
    compare: orElse((github, base, head) => github.compare(base, head)),
    commitsBetween: orElse((github, base, head, page) => github.commitsBetween(base, head, page)),
    commitsTouching: orElse((github, path, head) => github.commitsTouching(path, head)),
    statuses: orElse((github, sha) => github.statuses(sha)),
    createStatus: orElse((github, sha, status) => github.createStatus(sha, status)),
    workflow: orElse((github, file) => github.workflow(file)),
    dispatch: orElse((github, workflow, ref, inputs) => github.dispatch(workflow, ref, inputs)),
    run: orElse((github, id) => github.run(id)),
    dispatchedRuns: orElse((github, workflow, since) => github.dispatchedRuns(workflow, since)),
    comments: orElse((github, issue) => github.comments(issue)),
    createComment: orElse((github, issue, body) => github.createComment(issue, body)),
    updateComment: orElse((github, id, body) => github.updateComment(id, body)),
    deleteComment: orElse((github, id) => github.deleteComment(id)),
    issues: orElse((github, label) => github.issues(label)),
    createIssue: orElse((github, title, body, labels) => github.createIssue(title, body, labels)),
    updateIssue: orElse((github, number, title, body) => github.updateIssue(number, title, body))
  }
}
