import { parseDocument } from 'yaml'
import { ConfigError, GitHubError } from '../errors.js'
import type { RollbackSettings } from '../model.js'
import type { GitHub } from '../world.js'
import { CORRELATION_INPUT, ORIGIN_INPUT } from './correlation.js'

/** Which of our optional inputs the rollback workflow declares. */
export interface Declared {
  readonly correlation: boolean
  readonly origin: boolean
  /** Its `run-name` shows the correlation id, so that the run can be found by it. */
  readonly title: boolean
}

export interface Preflight {
  readonly declares: Declared
  readonly warnings: readonly string[]
  /** Branch or tag to dispatch on. */
  readonly ref: string
}

/**
 * Checks before the bake that the rollback workflow can be dispatched with what we are going to send. Three
 * requests at most. `ownWorkflow` is the path of the workflow that the gate itself runs in.
 *
 * Rejects with ConfigError `workflow-not-dispatchable` that names every problem found, and with GitHubError
 * when GitHub does not answer. What the token may not read is a warning, and nothing is then known to be
 * declared.
 */
export async function preflightRollback(
  github: GitHub,
  rollback: RollbackSettings,
  { defaultBranch, ownWorkflow }: { readonly defaultBranch: string; readonly ownWorkflow?: string }
): Promise<Preflight> {
  const ref = rollback.ref ?? defaultBranch
  try {
    const { path, parsed } = await findWorkflow(github, rollback, ref)
    const problems = findProblems(parsed, rollback)
    if (problems.length > 0) throw notDispatchable(rollback, problems)
    const declares = readDeclared(parsed)
    const own = path === ownWorkflow ? parsed : await readOwn(github, ownWorkflow, ref)
    const warnings = [
      ...warnOfTitle(declares, rollback.workflow),
      ...warnOfGroup(parsed, own, rollback.workflow)
    ]
    return { declares, warnings, ref }
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 403) throw error
    const warning = `${rollback.workflow} could not be checked before the bake. ${error.message}`
    return {
      declares: { correlation: false, origin: false, title: false },
      warnings: [warning],
      ref
    }
  }
}

async function findWorkflow(
  github: GitHub,
  rollback: RollbackSettings,
  ref: string
): Promise<{ readonly path: string; readonly parsed: WorkflowFile }> {
  const workflow = await github.workflow(rollback.workflow)
  if (workflow === undefined) throw missing(rollback, ref)
  if (workflow.state !== 'active') throw inactive(rollback, workflow.state)
  const source = await github.file(workflow.path, ref)
  if (source === undefined) throw missing(rollback, ref)
  return { path: workflow.path, parsed: readWorkflow(source) }
}

async function readOwn(
  github: GitHub,
  path: string | undefined,
  ref: string
): Promise<WorkflowFile | undefined> {
  const source = path === undefined ? undefined : await github.file(path, ref)
  return source === undefined ? undefined : readWorkflow(source)
}

/** The parts of a workflow file that a dispatch depends on. */
interface WorkflowFile {
  /** undefined: no `workflow_dispatch`. */
  readonly inputs: ReadonlyMap<string, Input> | undefined
  readonly runName: string
  /** Concurrency groups of the workflow and its jobs, as they are written. */
  readonly groups: readonly string[]
  readonly problem?: string
}
interface Input {
  readonly type: string
  readonly required: boolean
  readonly hasDefault: boolean
}

/** Syntax: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax */
function readWorkflow(source: string): WorkflowFile {
  const document = parseDocument(source, { logLevel: 'silent' })
  const [error] = document.errors
  const empty = { inputs: undefined, runName: '', groups: [] }
  if (error !== undefined) return { ...empty, problem: error.message.split('\n', 1)[0] ?? '' }
  const root = asRecord(document.toJS({ maxAliasCount: 100 }))
  const runName = root['run-name']
  const jobs = Object.values(asRecord(root['jobs'])).map(asRecord)
  return {
    inputs: readInputs(root['on']),
    runName: typeof runName === 'string' ? runName : '',
    groups: [root, ...jobs].flatMap(part => readGroup(part['concurrency']))
  }
}

function readInputs(on: unknown): ReadonlyMap<string, Input> | undefined {
  if (on === 'workflow_dispatch') return new Map()
  if (Array.isArray(on)) return on.includes('workflow_dispatch') ? new Map() : undefined
  const events = asRecord(on)
  if (!('workflow_dispatch' in events)) return undefined
  const inputs = asRecord(asRecord(events['workflow_dispatch'])['inputs'])
  return new Map(Object.entries(inputs).map(([name, input]) => [name, readInput(asRecord(input))]))
}

function readInput(input: Readonly<Record<string, unknown>>): Input {
  const { type } = input
  return {
    type: typeof type === 'string' ? type : 'string',
    required: input['required'] === true,
    hasDefault: input['default'] !== undefined && input['default'] !== null
  }
}

function readGroup(concurrency: unknown): string[] {
  const group = typeof concurrency === 'string' ? concurrency : asRecord(concurrency)['group']
  return typeof group === 'string' ? [group] : []
}

function findProblems({ inputs, problem }: WorkflowFile, rollback: RollbackSettings): string[] {
  if (problem !== undefined) return [`it is not valid YAML: ${problem}`]
  if (inputs === undefined) return ['it has no `workflow_dispatch` trigger. Add it under `on:`']
  const problems: string[] = []
  const target = inputs.get(rollback.input)
  if (target === undefined) {
    const names = [...inputs.keys()].join(', ') || 'none'
    problems.push(
      `it declares no input "${rollback.input}" (it has: ${names}). Declare it, or set rollback.input`
    )
  } else if (target.type !== 'string' && target.type !== 'choice') {
    problems.push(`its input "${rollback.input}" is of type ${target.type}. Make it a string`)
  }
  const sent = new Set([rollback.input, CORRELATION_INPUT, ORIGIN_INPUT])
  for (const [name, input] of inputs) {
    if (input.required && !input.hasDefault && !sent.has(name)) {
      problems.push(`its input "${name}" is required and we do not send it. Give it a default`)
    }
  }
  return problems
}

function readDeclared({ inputs, runName }: WorkflowFile): Declared {
  const correlation = inputs?.has(CORRELATION_INPUT) === true
  const shown = new RegExp(`inputs(\\.${CORRELATION_INPUT}|\\['${CORRELATION_INPUT}'\\])`)
  return {
    correlation,
    origin: inputs?.has(ORIGIN_INPUT) === true,
    title: correlation && shown.test(runName)
  }
}

function warnOfTitle({ correlation, title }: Declared, workflow: string): string[] {
  if (!correlation) {
    return [
      `${workflow} declares no input ${CORRELATION_INPUT}: a dispatch whose answer is lost cannot be found again and is not repeated.`
    ]
  }
  if (title) return []
  return [
    `${workflow} does not show inputs.${CORRELATION_INPUT} in its run-name: a dispatch whose answer is lost cannot be found again and is not repeated.`
  ]
}

/** A group held by the gate is free only when the gate ends, and the gate waits for the rollback. */
function warnOfGroup(
  rollback: WorkflowFile,
  own: WorkflowFile | undefined,
  workflow: string
): string[] {
  // The name of the workflow or the id of the run makes equal texts different groups.
  const isApart = (group: string) => own !== rollback && /github\.(workflow|run_id)/.test(group)
  const shared = rollback.groups.find(group => !isApart(group) && own?.groups.includes(group))
  if (shared === undefined) return []
  return [
    `${workflow} and the workflow of this gate share the concurrency group "${shared}": the rollback would wait for the gate, which waits for the rollback. Give ${workflow} a group of its own.`
  ]
}

function missing({ workflow }: RollbackSettings, ref: string): ConfigError {
  return problem(
    `there is no workflow .github/workflows/${workflow} on ${ref}. Create it there, or set rollback.workflow`
  )
}

function inactive({ workflow }: RollbackSettings, state: string): ConfigError {
  return problem(`${workflow} is ${state}. Enable it under Actions in the repository`)
}

function notDispatchable({ workflow }: RollbackSettings, problems: readonly string[]): ConfigError {
  return problem(...problems.map(text => `${workflow} cannot be dispatched: ${text}`))
}

function problem(...messages: readonly string[]): ConfigError {
  return new ConfigError(
    'workflow-not-dispatchable',
    messages.map(message => ({ path: 'rollback.workflow', message: `${message}.` }))
  )
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isRecord ? (value as Readonly<Record<string, unknown>>) : {}
}
