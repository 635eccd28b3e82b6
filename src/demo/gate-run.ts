import { join } from 'node:path'
import { readDefaults } from './action-metadata.js'
import type { Forge } from './forge.js'
import { type ProjectRelease, REPOSITORY } from './project.js'
import { type ActionResult, startAction } from './runner.js'
import type { Timeline, Tone } from './timeline.js'

export interface GateRun {
  readonly release: ProjectRelease
  readonly result: ActionResult
}

export interface GateOptions {
  readonly release: ProjectRelease
  /** When the rollout began and ended, in epoch milliseconds: the outputs of a deploy job. */
  readonly rollout: { readonly startedAt: number; readonly endedAt: number }
  readonly bundle: string
  readonly metadata: string
  readonly directory: string
  readonly forge: Forge
  readonly timeline: Timeline
  readonly signal: AbortSignal
}

/** Runs the action on one release as a runner does, and tells its log as it comes. */
export async function runGate(options: GateOptions): Promise<GateRun> {
  const { release, rollout, forge, timeline, signal } = options
  const inputs = {
    ...(await readDefaults(options.metadata, {
      'github.token': forge.token,
      'github.api_url': forge.url
    })),
    environment: 'production',
    'deploy-started-at': new Date(rollout.startedAt).toISOString(),
    'deployed-at': new Date(rollout.endedAt).toISOString()
  }
  const running = startAction({
    bundle: options.bundle,
    inputs,
    event: { name: 'push', payload: pushEvent(release) },
    github: {
      apiUrl: forge.url,
      repository: REPOSITORY,
      sha: release.sha,
      ref: 'refs/heads/main',
      runId: String(9_000 + release.pullRequest),
      actor: release.author
    },
    directory: join(options.directory, release.tag),
    timeout: 60_000,
    onLine: line => tellLine(line, timeline)
  })
  const cancel = (): void => running.cancel()
  signal.addEventListener('abort', cancel)
  const result = await running.finished.finally(() => signal.removeEventListener('abort', cancel))
  signal.throwIfAborted()
  return { release, result }
}

function pushEvent(release: ProjectRelease): unknown {
  const [, name] = REPOSITORY.split('/')
  return {
    ref: 'refs/heads/main',
    after: release.sha,
    head_commit: { id: release.sha, message: `${release.title} (#${release.pullRequest})` },
    repository: { name, full_name: REPOSITORY, default_branch: 'main', private: false }
  }
}

const TONES: Readonly<Record<string, Tone>> = { error: 'bad', warning: 'note', notice: 'plain' }

/** A line of the job's log as the runner shows it: commands are carried out, not printed. */
function tellLine(line: string, timeline: Timeline): void {
  const command = /^::(\w[\w-]*)(?: [^:]*)?::(.*)$/.exec(line)
  const [, name = '', message = ''] = command ?? []
  const tone = TONES[name]
  if (tone !== undefined) timeline.say('gate', unescape(message), tone)
  else if (command === null && line.trim() !== '') timeline.say('gate', line)
}

/** The toolkit writes `%` and line ends of a command's message as %25, %0D and %0A. */
function unescape(message: string): string {
  return message.replace(/%0D/g, '').replace(/%0A/g, ' ').replace(/%25/g, '%')
}
