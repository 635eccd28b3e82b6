import { ConfigError, GitHubError } from '../errors.js'
import type { RollbackSettings } from '../model.js'
import type { GitHub } from '../world.js'
import { CORRELATION_INPUT, ORIGIN_INPUT } from './correlation.js'
import {
  calledPath,
  findDeadlocks,
  gateKnows,
  type GateRun,
  rollbackKnows,
  type Side,
  skipsEverything
} from './deadlock.js'
import { findMiswiring } from './wiring.js'
import { readWorkflowFile, type WorkflowFile } from './workflow-file.js'

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

/** Where the gate itself runs: its own workflow file is read as well. */
export interface OwnRun extends GateRun {
  readonly github: GitHub
  /** `.github/workflows/deploy.yml` */
  readonly path: string
  /** What the file is read at. */
  readonly at: string
  readonly job: string
  readonly mode: string
  /** The dispatch goes by a token that is not the job's. */
  readonly hasOwnToken: boolean
}

/** Called workflows that are read: each costs a request. */
const MOST_CALLED = 3

/**
 * Checks before the bake that the rollback workflow can be dispatched with what we are going to send, and that
 * nothing in it or in the gate's own workflow keeps it from running while the gate waits. Three requests, and one
 * more for each workflow that those two call.
 *
 * Rejects with ConfigError `workflow-not-dispatchable` that names every problem found, and with GitHubError
 * when GitHub does not answer. What the token may not read is a warning, and nothing is then known to be
 * declared.
 */
export async function preflightRollback(
  github: GitHub,
  rollback: RollbackSettings,
  { defaultBranch, own }: { readonly defaultBranch: string; readonly own?: OwnRun }
): Promise<Preflight> {
  const ref = rollback.ref ?? defaultBranch
  try {
    const { path, file } = await findWorkflow(github, rollback, ref)
    const problems = findProblems(file, rollback)
    if (problems.length > 0) throw notDispatchable(rollback, problems)
    const declares = readDeclared(file)
    const warnings = [
      ...warnOfTitle(declares, rollback.workflow),
      ...(await warnOfRuns(
        { github, rollback, ref, isBranch: ref === defaultBranch },
        path,
        file,
        own
      ))
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
): Promise<{ readonly path: string; readonly file: WorkflowFile }> {
  const workflow = await github.workflow(rollback.workflow)
  if (workflow === undefined) throw missing(rollback, ref)
  if (workflow.state !== 'active') throw inactive(rollback, workflow.state)
  const path = workflow.path || `.github/workflows/${rollback.workflow}`
  const source = await github.file(path, ref)
  if (source === undefined) throw missing(rollback, ref)
  return { path, file: readWorkflowFile(source) }
}

interface Dispatching {
  readonly github: GitHub
  readonly rollback: RollbackSettings
  readonly ref: string
  readonly isBranch: boolean
}

/** What the files say of the two runs that wait for each other. */
async function warnOfRuns(
  { github, rollback, ref, isBranch }: Dispatching,
  path: string,
  file: WorkflowFile,
  own: OwnRun | undefined
): Promise<readonly string[]> {
  const isElsewhere = rollback.repository !== undefined
  const repository = rollback.repository ?? own?.repository ?? ''
  const target = { repository, ref, isBranch, input: rollback.input }
  const side: Side = {
    path,
    file,
    known: rollbackKnows(target, path, file),
    called: await readCalled(github, file, ref)
  }
  const skipped = skipsEverything(side) ? [skipsAll(rollback)] : []
  if (own === undefined) return skipped
  const isSame = !isElsewhere && own.path === path
  const ownFile = isSame ? file : await readOwn(own)
  if (ownFile === undefined) return skipped
  const { workflow } = rollback
  const { job, mode, hasOwnToken } = own
  const miswired = findMiswiring({ file: ownFile, job, mode, workflow, hasOwnToken })
  // A group is one repository's.
  if (isElsewhere) return [...skipped, ...miswired]
  const isDirect = ownFile.jobs.some(({ id }) => id === job)
  const gate: Side = {
    path: own.path,
    file: ownFile,
    known: gateKnows(own, own.path, ownFile),
    called: isDirect ? new Map() : await readCalled(own.github, ownFile, own.at)
  }
  return [...skipped, ...miswired, ...findDeadlocks(gate, job, side)]
}

async function readOwn({ github, path, at }: OwnRun): Promise<WorkflowFile | undefined> {
  const source = await github.file(path, at)
  return source === undefined ? undefined : readWorkflowFile(source)
}

async function readCalled(
  github: GitHub,
  { jobs }: WorkflowFile,
  ref: string
): Promise<ReadonlyMap<string, WorkflowFile>> {
  const paths = [...new Set(jobs.map(calledPath))].filter(path => path !== '')
  const read = paths.slice(0, MOST_CALLED).map(async path => {
    const source = await github.file(path, ref)
    return source === undefined ? [] : [[path, readWorkflowFile(source)] as const]
  })
  return new Map((await Promise.all(read)).flat())
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
    if (input.required && input.default === undefined && !sent.has(name)) {
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

function skipsAll({ workflow }: RollbackSettings): string {
  return `Every job of ${workflow} is skipped when it is dispatched, so nothing would be rolled back. Correct the \`if\` of its jobs.`
}

function missing({ workflow, repository }: RollbackSettings, ref: string): ConfigError {
  const where = repository === undefined ? ref : `${ref} of ${repository}`
  return problem(
    `there is no workflow .github/workflows/${workflow} on ${where}. Create it there, or set rollback.workflow`
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
