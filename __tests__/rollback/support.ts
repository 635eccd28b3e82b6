import { getOctokit } from '@actions/github'
import { loadOpenApi } from '../../acceptance/support/openapi.js'
import type { OpenApi } from '../../acceptance/support/openapi.js'
import { startGitHub } from '../../src/demo/github.js'
import type { Simulator, SimulatorOptions } from '../../src/demo/github.js'
import { createGitHub } from '../../src/io/github.js'
import type { Octokit } from '../../src/io/github.js'
import type { Deploy, RollbackSettings } from '../../src/model.js'
import type { Clock, GitHub, Log } from '../../src/world.js'

export const START = Date.parse('2026-11-23T10:00:00Z')
export const BOT = 'github-actions[bot]'
export const EVERYTHING = {
  contents: 'read',
  'pull-requests': 'write',
  actions: 'write',
  statuses: 'write',
  deployments: 'read',
  issues: 'write'
} as const

export interface FakeClock extends Clock {
  set(at: number): void
  /** Milliseconds slept, in order. */
  readonly slept: readonly number[]
}

/** Sleeps take no time; `now` moves on by what was slept. */
export function fakeClock(start = START): FakeClock {
  let at = start
  const slept: number[] = []
  return {
    now: () => at,
    set: value => void (at = value),
    slept,
    async sleep(ms, signal) {
      signal.throwIfAborted()
      slept.push(ms)
      at += ms
      await new Promise(resolve => setImmediate(resolve))
      signal.throwIfAborted()
    }
  }
}

export interface FakeLog extends Log {
  readonly lines: readonly string[]
  readonly warnings: readonly string[]
}

export function fakeLog(): FakeLog {
  const lines: string[] = []
  const warnings: string[] = []
  return {
    lines,
    warnings,
    info: line => void lines.push(line),
    warning: line => void warnings.push(line),
    error: line => void lines.push(line),
    debug: line => void lines.push(line)
  }
}

export interface Scene {
  readonly simulator: Simulator
  readonly clock: FakeClock
  readonly log: FakeLog
  readonly github: GitHub
  /** The same repository with another token. */
  connect(token: string): GitHub
  /** Closes it; throws when a request or an answer was not as GitHub describes them. */
  close(): Promise<void>
}

let openApi: Promise<OpenApi> | undefined

/** A strict GitHub on a real socket, a real octokit, and a clock that only sleeping moves. */
export async function openScene(options: SimulatorOptions = {}): Promise<Scene> {
  const clock = fakeClock()
  const simulator = await startGitHub({ now: () => clock.now(), ...options })
  simulator.addToken('t-everything', { login: BOT, permissions: EVERYTHING })
  const connect = (token: string) =>
    createGitHub(octokitOf(token, simulator.url), { owner: 'acme', repo: 'shop', clock })
  return {
    simulator,
    clock,
    log: fakeLog(),
    github: connect('t-everything'),
    connect,
    async close() {
      await simulator.close()
      openApi ??= loadOpenApi()
      const described = await openApi
      const answered = simulator.log.filter(it => it.status !== 0)
      const problems = answered.flatMap(it => described.problemsOf(it))
      if (problems.length > 0) throw new Error(problems.slice(0, 5).join('\n'))
      if (simulator.unknown.length > 0) throw new Error(`unknown: ${simulator.unknown.join(' ')}`)
    }
  }
}

export function octokitOf(token: string, baseUrl: string): Octokit {
  const quiet = () => undefined
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
  return getOctokit(token, { baseUrl, log })
}

export const ROLLBACK_WORKFLOW = `name: Rollback
run-name: Roll back to \${{ inputs.tag }} \${{ inputs.bakegate-correlation }}
on:
  workflow_dispatch:
    inputs:
      tag: {type: string, required: true}
      bakegate-correlation: {type: string, default: ''}
      bakegate-origin: {type: string, default: ''}
jobs: {}
`

export const PLAIN_WORKFLOW = `name: Rollback
on:
  workflow_dispatch:
    inputs:
      tag: {type: string, required: true}
jobs: {}
`

/** v1.0.0, v1.1.0 and v1.2.0, each released and deployed an hour after the other; v1.2.0 is the bad one. */
export function buildShop({ simulator, clock }: Scene, workflow = ROLLBACK_WORKFLOW) {
  simulator.addWorkflow('rollback.yml', workflow)
  const now = clock.now()
  const shas = ['v1.0.0', 'v1.1.0', 'v1.2.0'].map((tag, index) => {
    const at = now - (3 - index) * 3_600_000
    const sha = simulator.addCommit({
      message: `Release ${tag}`,
      files: { [`src/${tag}.ts`]: tag },
      at
    })
    simulator.addTag(tag, sha)
    simulator.addRelease(tag, { publishedAt: at })
    simulator.addDeployment({ environment: 'production', sha, at })
    return sha
  })
  const [first = '', good = '', bad = ''] = shas
  return { first, good, bad }
}

export function deployOf(sha: string, change: Partial<Deploy> = {}): Deploy {
  return {
    repository: 'acme/shop',
    environment: 'production',
    service: '',
    sha,
    version: 'v1.2.0',
    deployedAt: START - 60_000,
    startedAt: START - 120_000,
    ...change
  }
}

export function settingsOf(change: Partial<RollbackSettings> = {}): RollbackSettings {
  return {
    workflow: 'rollback.yml',
    input: 'tag',
    tagPattern: 'v*',
    timeout: 30 * 60_000,
    startTimeout: 5 * 60_000,
    verify: { settle: 60_000, duration: 600_000 },
    refuseIfChanged: [],
    acceptSha: false,
    maxPerHour: 1,
    logsMayRollback: 'counts',
    issue: false,
    ...change
  }
}
