import { ConfigError } from './errors.js'
import type { Environment, Inputs } from './config/inputs.js'

/** The run we are in, as the runner describes it. */
export interface Run {
  /** owner/name */
  readonly repository: string
  readonly runId: string
  readonly runAttempt: number
  readonly runUrl: string
  readonly event: string
  /** refs/heads/main, refs/tags/v1, …; '' where the event has none. */
  readonly ref: string
  /** The commit of the run: what `GITHUB_SHA` says. */
  readonly sha: string
  /** The commit that this event speaks of. */
  readonly deployedSha: string
  /** The environment that a deployment event speaks of. */
  readonly deployedTo?: string
  readonly pullRequest?: number
  readonly actor: string
  /** File name of the workflow we run in; '' where it is not known. */
  readonly workflowFile: string
  /** The commit that this file was taken from; '' where the runner does not say. */
  readonly workflowSha: string
  /** Id of our job; of a called workflow's job in one. */
  readonly job: string
  readonly defaultBranch?: string
  /** Where configuration may come from: `default-branch` on events that others can shape. */
  readonly trust: 'workspace' | 'default-branch'
  /** Inputs of a `workflow_dispatch`; else empty. */
  readonly dispatchInputs: Readonly<Record<string, string>>
  /** true: this run is itself a rollback by `workflowFile`, or judges what such a run deployed. */
  isRollbackOf(workflowFile: string | undefined): boolean
}

/** Reads the run from the runner's variables and the event's payload. Throws ConfigError. */
export function readRun(env: Environment, payload: unknown): Run {
  const read = required(env)
  const event = env['GITHUB_EVENT_NAME'] ?? ''
  const ref = env['GITHUB_REF'] ?? ''
  const defaultBranch = textAt(payload, 'repository', 'default_branch')
  const pullRequest = pullRequestOf(payload)
  const workflowFile = workflowFileOf(env['GITHUB_WORKFLOW_REF'] ?? '')
  const dispatchInputs = event === 'workflow_dispatch' ? inputsOf(payload) : {}
  // Gitea writes it with a slash at its end.
  const server = (env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '')
  return {
    ...read,
    runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1) || 1,
    runUrl: `${server}/${read.repository}/actions/runs/${read.runId}`,
    event,
    ref,
    deployedSha: deployedShaOf(event, payload) ?? read.sha,
    ...deployedToOf(event, payload),
    ...(pullRequest === undefined ? {} : { pullRequest }),
    workflowFile,
    ...textsIn(env),
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
    trust: trustOf(event, payload, defaultBranch),
    dispatchInputs,
    isRollbackOf: file =>
      (dispatchInputs['bakegate-origin'] ?? '') !== '' ||
      (file !== undefined && file !== '' && deployingFile(event, payload, workflowFile) === file)
  }
}

/** Refuses modes that dispatch on `pull_request_target`, where the code of strangers may have run. */
export function assertSafeTrigger(
  run: Pick<Run, 'event'>,
  inputs: Pick<Inputs, 'mode' | 'allowUnsafeTrigger'>
): void {
  const dispatches = inputs.mode === 'gate' || inputs.mode === 'rollback'
  if (run.event !== 'pull_request_target' || !dispatches || inputs.allowUnsafeTrigger) return
  throw new ConfigError('unsafe-trigger', [
    {
      path: 'mode',
      message: `mode: ${inputs.mode} may roll back, and pull_request_target lets outsiders start it. Use mode: analyze, another event, or allow-unsafe-trigger: true.`
    }
  ])
}

/**
 * Refuses to judge a deployment to another environment: these events fire for all of them, and a release on staging is
 * no reason to roll production back.
 */
export function assertSameEnvironment(
  { event, deployedTo }: Pick<Run, 'event' | 'deployedTo'>,
  { environment }: Pick<Inputs, 'environment'>
): void {
  if (deployedTo === undefined || deployedTo.toLowerCase() === environment.toLowerCase()) return
  throw new ConfigError('invalid-config', [
    {
      path: 'environment',
      message: `${event} speaks of a deployment to ${JSON.stringify(deployedTo)}, and this run is about ${JSON.stringify(environment)}. Write \`if: github.event.deployment.environment == '${environment}'\` in the job.`
    }
  ])
}

/** What may be missing and then is nothing. */
function textsIn(env: Environment): Pick<Run, 'actor' | 'job' | 'workflowSha'> {
  const text = (name: string): string => env[name] ?? ''
  return {
    actor: text('GITHUB_ACTOR'),
    job: text('GITHUB_JOB'),
    workflowSha: text('GITHUB_WORKFLOW_SHA')
  }
}

function required(env: Environment): Pick<Run, 'repository' | 'runId' | 'sha'> {
  const names = ['GITHUB_REPOSITORY', 'GITHUB_RUN_ID', 'GITHUB_SHA'] as const
  const missing = names.filter(name => (env[name] ?? '') === '')
  if (missing.length > 0) {
    throw new ConfigError(
      'invalid-config',
      missing.map(path => ({
        path,
        message:
          'It is not set. Run this as a step of a workflow; on a laptop use the command line.'
      }))
    )
  }
  const [repository = '', runId = '', sha = ''] = names.map(name => env[name])
  return { repository, runId, sha }
}

/** For events not named here `GITHUB_SHA` is the deployed commit: push, release, schedule, dispatch. */
function deployedShaOf(event: string, payload: unknown): string | undefined {
  switch (event) {
    case 'deployment':
    case 'deployment_status':
      return textAt(payload, 'deployment', 'sha')
    case 'workflow_run':
      return textAt(payload, 'workflow_run', 'head_sha')
    case 'merge_group':
      return textAt(payload, 'merge_group', 'head_sha')
    default:
      // GITHUB_SHA of a pull request is a merge commit that exists for the test only.
      return event.startsWith('pull_request')
        ? textAt(payload, 'pull_request', 'head', 'sha')
        : undefined
  }
}

function deployedToOf(event: string, payload: unknown): Pick<Run, 'deployedTo'> {
  if (event !== 'deployment' && event !== 'deployment_status') return {}
  const deployedTo = textAt(payload, 'deployment', 'environment')
  return deployedTo === undefined ? {} : { deployedTo }
}

function pullRequestOf(payload: unknown): number | undefined {
  const direct = at(payload, 'pull_request', 'number')
  if (isNumber(direct)) return direct
  const isPullRequest = at(payload, 'issue', 'pull_request') !== undefined
  const issue = at(payload, 'issue', 'number')
  if (isPullRequest && isNumber(issue)) return issue
  const list = at(payload, 'workflow_run', 'pull_requests')
  const first = Array.isArray(list) && list.length === 1 ? at(list[0], 'number') : undefined
  return isNumber(first) ? first : undefined
}

/** As issues and pull requests are counted: from 1. */
function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0
}

function trustOf(event: string, payload: unknown, defaultBranch: string | undefined): Run['trust'] {
  if (event.startsWith('pull_request')) return 'default-branch'
  if (['workflow_run', 'issue_comment', 'merge_group'].includes(event)) return 'default-branch'
  if (event !== 'deployment_status' && event !== 'deployment') return 'workspace'
  const ref = textAt(payload, 'deployment', 'ref')
  const trusted = [defaultBranch, `refs/heads/${defaultBranch}`]
  return defaultBranch !== undefined && trusted.includes(ref) ? 'workspace' : 'default-branch'
}

/** `owner/name/.github/workflows/gate.yml@refs/heads/main` → `gate.yml`. */
function workflowFileOf(reference: string): string {
  const [path = ''] = reference.split('@')
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The workflow whose run deployed what this event speaks of; undefined: the event names none. */
function deployingFile(event: string, payload: unknown, own: string): string | undefined {
  switch (event) {
    case 'workflow_dispatch':
      return own
    case 'workflow_run':
    case 'deployment':
    case 'deployment_status': {
      const path =
        textAt(payload, 'workflow_run', 'path') ?? textAt(payload, 'workflow', 'path') ?? ''
      return workflowFileOf(path)
    }
    default:
      return undefined
  }
}

function inputsOf(payload: unknown): Record<string, string> {
  const inputs = at(payload, 'inputs')
  if (typeof inputs !== 'object' || inputs === null) return {}
  const texts = Object.entries(inputs).flatMap(([name, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value) ? [[name, String(value)] as const] : []
  )
  return Object.fromEntries(texts)
}

function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = at(value, ...keys)
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** The payload is outside data: every step may be missing. */
function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined
    return (inner as Record<string, unknown>)[key]
  }, value)
}
