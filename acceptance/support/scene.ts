import { afterEach, expect } from '@jest/globals'
import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  type Run,
  type Simulator,
  type SimulatorOptions,
  startGitHub
} from '../../src/demo/github.js'
import {
  type ActionCall,
  type ActionResult,
  type RunningAction,
  startAction
} from '../../src/demo/runner.js'
import { type Backend, startBackend } from './backend.js'
import { configuration, type Part, ROLLBACK_WORKFLOW } from './configuration.js'
import { curve, type Curve } from './curve.js'
import { type LinesBackend, startLines } from './lines.js'
import { startLogs } from './logs.js'
import { type Member, type MetricsBackend, startMetrics } from './metrics.js'
import { loadOpenApi } from './openapi.js'

export const BOT = 'github-actions[bot]'
export const TOKEN = 'ghs_0123456789abcdefghijABCDEFGHIJ012345'
export const PULL_REQUEST = 42
export const PERMISSIONS = {
  contents: 'read',
  'pull-requests': 'write',
  actions: 'write',
  statuses: 'write',
  deployments: 'read'
} as const

const openApi = loadOpenApi()
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export interface SceneOptions {
  /** Parts of the configuration, over the suite's own. */
  readonly config?: readonly Part[]
  /** The whole configuration as text instead. */
  readonly configText?: string
  /** When the release was deployed; default 20 minutes ago. */
  readonly deployedAt?: number
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>
  readonly github?: Omit<SimulatorOptions, 'onDispatch'>
  /** Instead of a run that succeeds and heals the service. */
  readonly onDispatch?: (run: Run, scene: Scene) => void
  /** undefined: no such file. */
  readonly rollbackWorkflow?: string | undefined
  /** Of the release under judgement; default: as it comes. */
  readonly releaseSha?: string
  /** More metrics beside `requests`, `errors` and `latency`. */
  readonly metrics?: Readonly<Record<string, readonly Member[]>>
}

export interface GateCall {
  readonly inputs?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly event?: ActionCall['event']
  readonly github?: Partial<ActionCall['github']>
  readonly workspace?: Readonly<Record<string, string>>
  readonly post?: boolean
  readonly onLine?: (line: string) => void
  /** Milliseconds until the action is killed; default 45 s. */
  readonly timeout?: number
}

/** A shop with a past, a release under judgement, its backends and its GitHub. */
export interface Scene {
  readonly github: Simulator
  readonly metrics: MetricsBackend
  readonly logs: Backend
  /** The lines of the shop; empty until a test adds some. */
  readonly lines: LinesBackend
  readonly site: Backend
  /** Events per second, and seconds. */
  readonly requests: Curve
  readonly errors: Curve
  readonly latency: Curve
  readonly errorLines: Curve
  /** Status that the health endpoint answers. */
  readonly health: { status: number }
  readonly deployedAt: number
  /** v1.0.0, deployed nine days ago. */
  readonly good: string
  /** v1.1.0, deployed at `deployedAt`. */
  readonly release: string
  /** The release is worse from its deploy on. */
  breakRelease(): void
  /** The service is as it was before. */
  heal(): void
  start(call?: GateCall): RunningAction
  run(call?: GateCall): Promise<ActionResult>
  comments(): readonly string[]
  dispatches(): readonly Run[]
  /** Requests that change something, as `METHOD path`. */
  writes(): readonly string[]
}

export const HEALTHY = { requests: 100, errors: 0.2, latency: 0.2, errorLines: 0.1 }

/** Opens scenes that are closed, and whose GitHub is asked for complaints, after each test. */
export function useScenes(): (options?: SceneOptions) => Promise<Scene> {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })
  return async options => {
    const { scene, close } = await openScene(options ?? {})
    closing.push(close)
    return scene
  }
}

/** Lets a dispatched run succeed: the service is well again before it ends. */
export function succeed(run: Run, scene: Scene): void {
  scene.github.planRun(run, [
    { after: 300, status: 'in_progress' },
    { after: 1_200, status: 'completed', conclusion: 'success' }
  ])
  scene.heal()
  scene.github.addDeployment({ environment: 'production', sha: run.sha, run })
}

async function openScene(
  options: SceneOptions
): Promise<{ scene: Scene; close: () => Promise<void> }> {
  const deployedAt = options.deployedAt ?? Date.now() - 20 * MINUTE
  const curves = {
    requests: curve(HEALTHY.requests),
    errors: curve(HEALTHY.errors),
    latency: curve(HEALTHY.latency),
    errorLines: curve(HEALTHY.errorLines)
  }
  const one = (member: Curve): readonly Member[] => [{ labels: {}, curve: member }]
  const health = { status: 200 }
  const [metrics, logs, lines, site] = await Promise.all([
    startMetrics({
      requests: one(curves.requests),
      errors: one(curves.errors),
      latency: one(curves.latency),
      ...options.metrics
    }),
    startLogs({ shop: curves.errorLines }),
    startLines(),
    startBackend(() => ({ status: health.status, body: 'ok\n' }))
  ])
  const directory = await mkdtemp(join(tmpdir(), 'bakegate-scene-'))
  const github = await startGitHub({
    ...options.github,
    onDispatch: run => (options.onDispatch ?? succeed)(run, scene)
  })
  const urls = { metrics: metrics.url, logs: logs.url, lines: lines.url, site: site.url }
  const text = options.configText ?? configuration(urls, ...(options.config ?? []))
  const past = writePast(github, { ...options, deployedAt }, text)
  const running: Running[] = []
  const scene: Scene = {
    github,
    metrics,
    logs,
    lines,
    site,
    ...curves,
    health,
    deployedAt,
    ...past,
    breakRelease: () => {
      curves.errors.from(deployedAt, 8)
      curves.errorLines.from(deployedAt, 5)
    },
    heal: () => {
      for (const name of ['requests', 'errors', 'latency', 'errorLines'] as const) {
        curves[name].from(Date.now(), HEALTHY[name])
      }
    },
    start: (call = {}) => {
      const own = join(directory, String(running.length))
      checkOut(join(own, 'workspace'), call.workspace ?? {})
      const action = startAction(callOf(scene, call, own))
      running.push({ action })
      return action
    },
    run: call => scene.start(call).finished,
    comments: () => github.state.comments.map(({ body }) => body),
    dispatches: () => github.state.runs.filter(({ actor }) => actor === BOT),
    writes: () =>
      github.log
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path}`)
  }
  const neighbours = options.github?.neighbours ?? []
  return { scene, close: () => close(scene, neighbours, running, directory) }
}

interface Running {
  readonly action: RunningAction
}

async function close(
  scene: Scene,
  neighbours: readonly Simulator[],
  running: readonly Running[],
  directory: string
): Promise<void> {
  for (const { action } of running) action.kill('SIGKILL')
  await Promise.all(running.map(({ action }) => action.finished))
  const forges = [scene.github, ...neighbours]
  const servers = [...forges, scene.metrics, scene.logs, scene.lines, scene.site]
  await Promise.all(servers.map(server => server.close()))
  await rm(directory, { recursive: true })
  const { problemsOf } = await openApi
  expect(forges.flatMap(({ unknown }) => unknown)).toEqual([])
  expect(forges.flatMap(({ log }) => log.flatMap(problemsOf))).toEqual([])
}

/** A release with a past that succeeded, the rollback workflow, and the release under judgement. */
function writePast(
  github: Simulator,
  options: SceneOptions & { readonly deployedAt: number },
  config: string
): Pick<Scene, 'good' | 'release'> {
  const { deployedAt } = options
  github.addToken(TOKEN, { login: BOT, permissions: options.permissions ?? PERMISSIONS })
  const good = publish(github, 'v1.0.0', 40, deployedAt - 9 * DAY)
  const workflow = 'rollbackWorkflow' in options ? options.rollbackWorkflow : ROLLBACK_WORKFLOW
  if (workflow !== undefined) github.addWorkflow('rollback.yml', workflow)
  github.addCommit({
    message: 'Let Bakegate watch production',
    files: { '.github/bakegate.yml': config },
    at: deployedAt - 8 * DAY
  })
  const release = publish(github, 'v1.1.0', PULL_REQUEST, deployedAt, options.releaseSha)
  return { good, release }
}

/** A merged pull request, its commit with a tag and a release, and the deployment. */
export function publish(
  github: Simulator,
  tag: string,
  number: number,
  at: number,
  given?: string
): string {
  const sha = github.addCommit({
    ...(given === undefined ? {} : { sha: given }),
    message: `Release ${tag} (#${number})`,
    files: { 'src/shop.ts': `// ${tag}\n` },
    at
  })
  github.addPull({ number, headSha: sha, mergedAt: at, createdAt: at - DAY })
  github.addTag(tag, sha)
  github.addRelease(tag, { publishedAt: at })
  github.addDeployment({ environment: 'production', sha, at })
  return sha
}

/** What a checkout leaves in the workspace. */
function checkOut(workspace: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, name)), { recursive: true })
    writeFileSync(join(workspace, name), text)
  }
}

function callOf(scene: Scene, call: GateCall, directory: string): ActionCall {
  const { github, release } = scene
  const repository = 'acme/shop'
  return {
    bundle: process.env['BAKEGATE_BUNDLE'] ?? '',
    inputs: {
      'github-token': TOKEN,
      'deployed-at': new Date(scene.deployedAt).toISOString(),
      ...call.inputs
    },
    env: call.env ?? {},
    event: call.event ?? {
      name: 'push',
      payload: { repository: { full_name: repository, default_branch: 'main' } }
    },
    github: {
      apiUrl: github.url,
      repository,
      sha: release,
      ref: 'refs/heads/main',
      runId: '9001',
      ...call.github
    },
    directory,
    timeout: call.timeout ?? 45_000,
    ...(call.post === undefined ? {} : { post: call.post }),
    ...(call.onLine === undefined ? {} : { onLine: call.onLine })
  }
}
