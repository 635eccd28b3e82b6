import { GitHubError } from '../errors.js'
import type { Deploy } from '../model.js'
import type { GitHub, Issue, Log } from '../world.js'

const label = 'incident'

export interface Incident {
  readonly deploy: Deploy
  readonly title: string
  /** Markdown in which outside text is inert already. */
  readonly body: string
}

/**
 * The incident's issue, one per service, environment and deployed commit: opened once and from then on
 * rewritten, by whichever run comes to it. It is found by its marker and our own authorship; a person may close
 * it, and then the next run opens another. Never rejects; undefined where it could not be written, with a
 * warning. `identity` is the login of our own writes.
 */
export async function writeIncident(
  github: Pick<GitHub, 'issues' | 'createIssue' | 'updateIssue'>,
  log: Log,
  identity: string,
  { deploy, title, body }: Incident
): Promise<string | undefined> {
  const marker = markerOf(deploy)
  const text = `${marker}\n${body}`
  const isOurs = ({ author, body: known }: Issue): boolean =>
    (author === identity || author === '') && known.startsWith(marker)
  try {
    const known = (await github.issues(label)).find(isOurs)
    const { url } =
      known === undefined
        ? await github.createIssue(title, text, [label])
        : await github.updateIssue(known.number, title, text)
    return url
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    log.warning(`The incident's issue was not written. ${error.message}`)
    return undefined
  }
}

/** Encoded as in a URL's query, so that no name can end the comment. */
function markerOf({ service, environment, sha }: Deploy): string {
  const fields = new URLSearchParams({ service, environment, sha })
  return `<!-- bakegate-incident:${fields.toString()} -->`
}
