import { GitHubError } from '../errors.js'
import type { Deploy } from '../model.js'
import type { GitHub, Log } from '../world.js'

const label = 'incident'

export interface Incident {
  readonly deploy: Deploy
  readonly title: string
  /** Markdown in which outside text is inert already. */
  readonly body: string
}

/**
 * Opens the incident's issue, one per service, environment and deployed commit: a second run that comes to
 * the same end finds it by its marker. Never rejects; undefined where it could not be opened, with a warning.
 */
export async function openIncident(
  github: Pick<GitHub, 'issues' | 'createIssue'>,
  log: Log,
  { deploy, title, body }: Incident
): Promise<string | undefined> {
  const marker = writeMarker(deploy)
  try {
    const open = await github.issues(label)
    if (open.some(issue => issue.body.startsWith(marker))) return undefined
    const { url } = await github.createIssue(title, `${marker}\n${body}`, [label])
    return url
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    log.warning(`The incident's issue was not opened. ${error.message}`)
    return undefined
  }
}

/** Encoded as in a URL's query, so that no name can end the comment. */
function writeMarker({ service, environment, sha }: Deploy): string {
  const fields = new URLSearchParams({ service, environment, sha })
  return `<!-- bakegate-incident:${fields.toString()} -->`
}
