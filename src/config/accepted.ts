import type { Run } from '../context.js'
import { ConfigError, GitHubError, type Problem } from '../errors.js'
import { type Accepted, parseAccepted } from '../logs/accepted.js'
import type { CheckSettings } from '../model.js'
import type { SourceDeps } from './source.js'

export interface AcceptedFiles {
  /** The entries of each file that a check names. */
  readonly files: ReadonlyMap<string, readonly Accepted[]>
  readonly warnings: readonly string[]
}

/**
 * Reads the files of accepted signatures that the checks name, by the rule of the configuration: the
 * workspace, else the repository at the commit of the run; on events that outsiders can shape, the default
 * branch and nothing else. A file that is not there accepts nothing. Throws ConfigError with every line that
 * cannot be read.
 */
export async function readAccepted(
  checks: readonly CheckSettings[],
  run: Pick<Run, 'trust' | 'sha' | 'repository'>,
  deps: SourceDeps
): Promise<AcceptedFiles> {
  const paths = new Set(checks.flatMap(check => (check.kind === 'logs' ? check.accepted : [])))
  const files = new Map<string, readonly Accepted[]>()
  const warnings: string[] = []
  const problems: Problem[] = []
  for (const path of paths) {
    const text = await acceptedText(path, run, deps)
    if (text === undefined) {
      warnings.push(`There is no file ${path} yet, so no signature is accepted by it.`)
      continue
    }
    const file = parseAccepted(text, path)
    problems.push(...file.problems.map(message => ({ path, message })))
    files.set(path, file.entries)
  }
  if (problems.length > 0) throw new ConfigError('invalid-config', problems)
  return { files, warnings }
}

async function acceptedText(
  path: string,
  run: Pick<Run, 'trust' | 'sha' | 'repository'>,
  { readWorkspace, github, defaultBranch }: SourceDeps
): Promise<string | undefined> {
  if (run.trust === 'workspace') {
    const text = await readWorkspace(path)
    if (text !== undefined) return text
  }
  const ref = run.trust === 'workspace' ? run.sha : defaultBranch
  try {
    return await github.file(path, ref)
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    const remedy = [401, 403].includes(error.status)
      ? 'Add `contents: read` to the permissions of the job.'
      : 'Run the job again, or check out the repository first.'
    const message = `It could not be read from ${run.repository} at ${ref}: ${error.message} ${remedy}`
    throw new ConfigError('invalid-config', [{ path, message }])
  }
}
