import { GitHubError } from '../errors.js'
import type { GitHub } from '../world.js'

/** The same GitHub for so many questions about the past; the next one is refused here, unasked. */
export function limitRequests(github: GitHub, most: number): GitHub {
  let asked = 0
  const counted = <T>(ask: () => Promise<T>): Promise<T> => {
    asked += 1
    if (asked <= most) return ask()
    const sentence = `Looking further would take more than ${most} requests to GitHub.`
    return Promise.reject(new GitHubError(0, sentence, false))
  }
  return {
    ...github,
    deployments: (name, limit) => counted(() => github.deployments(name, limit)),
    deploymentStatuses: id => counted(() => github.deploymentStatuses(id)),
    statuses: sha => counted(() => github.statuses(sha)),
    releases: () => counted(() => github.releases()),
    tagCommit: tag => counted(() => github.tagCommit(tag)),
    tagsOf: sha => counted(() => github.tagsOf(sha)),
    commit: ref => counted(() => github.commit(ref)),
    compare: (base, head) => counted(() => github.compare(base, head)),
    commitsBetween: (base, head, page) => counted(() => github.commitsBetween(base, head, page)),
    filesOf: sha => counted(() => github.filesOf(sha)),
    commitsTouching: (path, head) => counted(() => github.commitsTouching(path, head)),
    pullRequestsOf: sha => counted(() => github.pullRequestsOf(sha))
  }
}
