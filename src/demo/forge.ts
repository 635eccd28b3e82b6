import { randomUUID } from 'node:crypto'
import { type Run, type Simulator, startGitHub } from './github.js'
import {
  configuration,
  FIRST,
  type ProjectRelease,
  REPOSITORY,
  ROLLBACK_FILE,
  ROLLBACK_WORKFLOW
} from './project.js'
import type { Timeline } from './timeline.js'

/** The simulated GitHub with the demo's repository in it. */
export interface Forge {
  readonly url: string
  /** A job's token with the permissions that the examples give. */
  readonly token: string
  /** Puts the release on the default branch and records its deployment to production. */
  deployed(release: ProjectRelease): void
  /** Bodies of the comments on a pull request. */
  comments(pullRequest: number): readonly string[]
  /** Requests that no route of GitHub answers; there should be none. */
  unknown(): readonly string[]
  close(): Promise<void>
}

const ENVIRONMENT = 'production'
const DAY = 86_400_000

/** Starts GitHub with the first release deployed some days ago. A dispatched rollback deploys its target. */
export async function startForge(options: {
  readonly urls: Parameters<typeof configuration>[0]
  readonly timeline: Timeline
  readonly deploy: (release: string) => void
}): Promise<Forge> {
  const timers = new Set<NodeJS.Timeout>()
  const [owner = '', name = ''] = REPOSITORY.split('/')
  const simulator = await startGitHub({
    owner,
    name,
    onDispatch: run => rollBack(run, { ...options, simulator, timers })
  })
  const token = randomUUID()
  simulator.addToken(token, { login: 'github-actions[bot]', permissions: PERMISSIONS })
  publish(simulator, FIRST, Date.now() - 9 * DAY)
  simulator.addWorkflow(ROLLBACK_FILE, ROLLBACK_WORKFLOW)
  simulator.addCommit({
    message: 'Let Bakegate watch production',
    files: { '.github/bakegate.yml': configuration(options.urls) },
    at: Date.now() - 8 * DAY
  })
  return {
    url: simulator.url,
    token,
    deployed: release => publish(simulator, release, Date.now()),
    comments: pullRequest =>
      simulator.state.comments.filter(({ issue }) => issue === pullRequest).map(({ body }) => body),
    unknown: () => simulator.unknown,
    close: () => {
      for (const timer of timers) clearTimeout(timer)
      return simulator.close()
    }
  }
}

const PERMISSIONS = {
  contents: 'read',
  'pull-requests': 'write',
  actions: 'write',
  statuses: 'write',
  deployments: 'read'
} as const

/** A merged pull request, its commit with a tag and a release, and the deployment. */
function publish(simulator: Simulator, release: ProjectRelease, at: number): void {
  const { sha, tag, pullRequest: number, title, author } = release
  const files = Object.fromEntries(release.files.map(path => [path, `// as of ${tag}\n`]))
  simulator.addCommit({ sha, message: `${title} (#${number})`, author, files, at })
  simulator.addPull({ number, headSha: sha, title, author, mergedAt: at, createdAt: at - DAY })
  simulator.addTag(tag, sha)
  simulator.addRelease(tag, { publishedAt: at })
  simulator.addDeployment({ environment: ENVIRONMENT, sha, at })
}

/** Milliseconds after the dispatch. */
const STARTS = 400
const DEPLOYS = 900
const ENDS = 1_400

/** What the runner of the rollback workflow would do. */
function rollBack(
  run: Run,
  options: {
    readonly simulator: Simulator
    readonly timers: Set<NodeJS.Timeout>
    readonly timeline: Timeline
    readonly deploy: (release: string) => void
  }
): void {
  const { simulator, timeline, timers } = options
  const target = run.inputs.tag ?? ''
  const later = (after: number, act: () => void): void => {
    timers.add(setTimeout(act, after))
  }
  timeline.say('github', `${ROLLBACK_FILE} dispatched with tag ${target}: run ${run.id} is queued`)
  later(STARTS, () => {
    simulator.setRun(run, { status: 'in_progress' })
    simulator.addDeployment({ environment: ENVIRONMENT, sha: run.sha, run })
  })
  later(DEPLOYS, () => {
    options.deploy(target)
    timeline.say('deploy', `${target} is live again (the run is simulated, the switch is real)`)
  })
  later(ENDS, () => {
    simulator.setRun(run, { status: 'completed', conclusion: 'success' })
    timeline.say('github', `run ${run.id} completed: success`)
  })
}
