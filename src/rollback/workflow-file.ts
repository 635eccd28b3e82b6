import { parseDocument } from 'yaml'

/**
 * What we read of a workflow file.
 * Syntax: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */
export interface WorkflowFile {
  readonly name: string
  readonly runName: string
  /** Of `workflow_dispatch`; undefined: there is no such trigger. */
  readonly inputs: ReadonlyMap<string, Input> | undefined
  /** Of `workflow_call`. */
  readonly callInputs: ReadonlyMap<string, Input>
  readonly concurrency: readonly Concurrency[]
  readonly permissions: Permissions
  readonly jobs: readonly Job[]
  /** Why it could not be read. */
  readonly problem?: string
}

export interface Input {
  readonly type: string
  readonly required: boolean
  readonly default: unknown
}

export interface Concurrency {
  /** As it is written, expressions and all. */
  readonly group: string
  /** `cancel-in-progress: true` */
  readonly cancels: boolean
}

/** undefined: not said, so the repository's setting decides. */
export type Permissions = string | Readonly<Record<string, unknown>> | undefined

export interface Job {
  readonly id: string
  readonly needs: readonly string[]
  /** Its `if`; '' where it has none. */
  readonly condition: string
  readonly concurrency: readonly Concurrency[]
  readonly permissions: Permissions
  /** The workflow that it calls; '' for a job of steps. */
  readonly uses: string
  readonly with: Texts
  readonly outputs: Texts
  /** Fails without failing the run: `continue-on-error`. */
  readonly isForgiven: boolean
  readonly steps: readonly Step[]
}

export interface Step {
  readonly id: string
  readonly uses: string
  readonly with: Texts
  readonly isForgiven: boolean
}

type Texts = Readonly<Record<string, string>>
type Fields = Readonly<Record<string, unknown>>

export function readWorkflowFile(source: string): WorkflowFile {
  const document = parseDocument(source, { logLevel: 'silent' })
  const [error] = document.errors
  if (error !== undefined) {
    return { ...workflowOf({}), problem: error.message.split('\n', 1)[0] ?? '' }
  }
  try {
    return workflowOf(fieldsOf(document.toJS({ maxAliasCount: MOST_ALIASES })))
  } catch (problem) {
    if (!(problem instanceof ReferenceError)) throw problem
    return { ...workflowOf({}), problem: 'its aliases stand for too much' }
  }
}

/** Enough for anchors that people write, too few for a file that is made to grow. */
const MOST_ALIASES = 100

function workflowOf(root: Fields): WorkflowFile {
  return {
    name: textOf(root['name']),
    runName: textOf(root['run-name']),
    inputs: inputsOf(root['on'], 'workflow_dispatch'),
    callInputs: inputsOf(root['on'], 'workflow_call') ?? new Map(),
    concurrency: concurrencyOf(root['concurrency']),
    permissions: permissionsOf(root['permissions']),
    jobs: Object.entries(fieldsOf(root['jobs'])).map(([id, job]) => jobOf(id, fieldsOf(job)))
  }
}

function jobOf(id: string, job: Fields): Job {
  const { needs, steps } = job
  return {
    id,
    needs: [needs].flat().filter(it => typeof it === 'string'),
    condition: textOf(job['if']),
    concurrency: concurrencyOf(job['concurrency']),
    permissions: permissionsOf(job['permissions']),
    uses: textOf(job['uses']),
    with: textsOf(job['with']),
    outputs: textsOf(job['outputs']),
    isForgiven: job['continue-on-error'] === true,
    steps: (Array.isArray(steps) ? steps : []).map(step => stepOf(fieldsOf(step)))
  }
}

function stepOf(step: Fields): Step {
  return {
    id: textOf(step['id']),
    uses: textOf(step['uses']),
    with: textsOf(step['with']),
    isForgiven: step['continue-on-error'] === true
  }
}

function inputsOf(on: unknown, event: string): ReadonlyMap<string, Input> | undefined {
  if (on === event) return new Map()
  if (Array.isArray(on)) return on.includes(event) ? new Map() : undefined
  const events = fieldsOf(on)
  if (!Object.hasOwn(events, event)) return undefined
  const inputs = fieldsOf(fieldsOf(events[event])['inputs'])
  return new Map(Object.entries(inputs).map(([name, input]) => [name, inputOf(fieldsOf(input))]))
}

function inputOf(input: Fields): Input {
  return {
    type: textOf(input['type']) || 'string',
    required: input['required'] === true,
    default: input['default'] ?? undefined
  }
}

function concurrencyOf(value: unknown): readonly Concurrency[] {
  const group = typeof value === 'string' ? value : fieldsOf(value)['group']
  if (typeof group !== 'string') return []
  return [{ group, cancels: fieldsOf(value)['cancel-in-progress'] === true }]
}

function permissionsOf(value: unknown): Permissions {
  if (typeof value === 'string') return value
  return value === undefined ? undefined : fieldsOf(value)
}

function textsOf(value: unknown): Texts {
  const texts = Object.entries(fieldsOf(value)).map(([name, it]) => [name, textOf(it)] as const)
  return Object.fromEntries(texts)
}

/** YAML reads `true` and `1` as what they look like; a workflow means their text. */
function textOf(value: unknown): string {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : ''
}

function fieldsOf(value: unknown): Fields {
  const isFields = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isFields ? (value as Fields) : {}
}
