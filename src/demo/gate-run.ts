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
  signal.throwIfAborted()
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
    onLine: createTeller(timeline)
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

/** Tells the lines of one job's log. */
function createTeller(timeline: Timeline): (line: string) => void {
  const told = new Set<string>()
  return line => {
    const text = readLine(line)
    // The headline of a red job stands in the log, and once more as its annotation.
    if (text === undefined || (line.startsWith('::') && told.has(text))) return
    told.add(text)
    timeline.say('gate', text, toneOf(text))
  }
}

/** A line as a reader of the log sees it: commands are carried out, their annotations shown. */
function readLine(line: string): string | undefined {
  const [, name = '', message = ''] = /^::(\w[\w-]*)(?: [^:]*)?::(.*)$/.exec(line) ?? []
  if (name === '') return line.trim() === '' ? undefined : shortenLook(line.trimEnd())
  // The toolkit writes `%` and line ends of a command's message as %25, %0D and %0A.
  const text = message.replace(/%0D/g, '').replace(/%0A/g, ' ').replace(/%25/g, '%')
  if (name === 'warning') return `warning: ${text}`
  return name === 'error' || name === 'notice' ? text : undefined
}

/** A look on one line: the values of before stand in the report. */
function shortenLook(line: string): string {
  return /^(recovery )?look \d/.test(line) ? line.replace(/ \(before [^)]*\)/g, '') : line
}

function toneOf(text: string): Tone {
  if (text.startsWith('❌') || / FAILED\b/.test(text)) return 'bad'
  if (text.startsWith('✅')) return 'good'
  return /^(⚠|warning: )/.test(text) ? 'note' : 'plain'
}
