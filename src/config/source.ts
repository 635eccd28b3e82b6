import type { Run } from '../context.js'
import { ConfigError, GitHubError } from '../errors.js'
import type { GitHub } from '../world.js'
import type { Inputs } from './inputs.js'

export interface SourceDeps {
  /** A file of the workspace; undefined when it is not there. */
  readonly readWorkspace: (path: string) => Promise<string | undefined>
  readonly github: Pick<GitHub, 'file'>
  readonly defaultBranch: string
}

/** The configuration's text and what to call it in messages. */
export interface ConfigText {
  readonly text: string
  readonly origin: string
}

/**
 * Finds the configuration: the input `config-inline`; else the workspace; else the repository at the
 * commit of the run. On events that outsiders can shape, the default branch and nothing else.
 * Throws ConfigError.
 */
export async function configText(
  inputs: Pick<Inputs, 'config' | 'configInline'>,
  run: Pick<Run, 'trust' | 'sha' | 'repository'>,
  deps: SourceDeps
): Promise<ConfigText> {
  if (inputs.configInline !== '') return { text: inputs.configInline, origin: 'config-inline' }
  const path = inputs.config
  if (run.trust === 'workspace') {
    const text = await deps.readWorkspace(path)
    if (text !== undefined) return { text, origin: path }
  }
  const ref = run.trust === 'workspace' ? run.sha : deps.defaultBranch
  const text = await fromRepository(path, ref, run.repository, deps.github)
  return { text, origin: path }
}

async function fromRepository(
  path: string,
  ref: string,
  repository: string,
  github: SourceDeps['github']
): Promise<string> {
  try {
    const text = await github.file(path, ref)
    if (text !== undefined) return text
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    const remedy = [401, 403].includes(error.status)
      ? 'Add `contents: read` to the permissions of the job.'
      : 'Run the job again, or check out the repository first.'
    throw missing(
      path,
      `It could not be read from ${repository} at ${ref}: ${error.message} ${remedy}`
    )
  }
  throw missing(
    path,
    `There is no such file in ${repository} at ${ref}. Add it, or set the input config or config-inline. If it is there, add \`contents: read\` to the permissions of the job.`
  )
}

function missing(path: string, message: string): ConfigError {
  return new ConfigError('invalid-config', [{ path, message }])
}
