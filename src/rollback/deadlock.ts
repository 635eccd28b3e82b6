import { CORRELATION_INPUT, ORIGIN_INPUT } from './correlation.js'
import { fillTemplate, isTrue, type Known, type Value } from './expression.js'
import type { Input, Job, WorkflowFile } from './workflow-file.js'

/** A run of a workflow, as far as its file and its event tell. */
export interface Side {
  /** `.github/workflows/rollback.yml` */
  readonly path: string
  readonly file: WorkflowFile
  readonly known: Known
  /** Workflows of the same repository that its jobs call, by path. */
  readonly called: ReadonlyMap<string, WorkflowFile>
}

interface Group {
  readonly name: string
  readonly cancels: boolean
  /** Where it is written. */
  readonly place: string
}

/**
 * What would keep the rollback's run from ever doing its work while the gate waits for it, one sentence each. Only
 * what is certain: a group or a condition that depends on something not known here is passed over.
 */
export function findDeadlocks(gate: Side, gateJob: string, rollback: Side): readonly string[] {
  const held = heldGroups(gate, gateJob)
  const problems = neededGroups(rollback).flatMap(needed => {
    const holder = held.find(({ name }) => name === needed.name)
    return holder === undefined ? [] : [describe(holder, needed, rollback.path)]
  })
  return [...new Set(problems)]
}

/** Whether a dispatched run would skip every one of its jobs. */
export function skipsEverything({ file, known }: Side): boolean {
  const skipped = skippedJobs(file.jobs, known)
  return file.jobs.length > 0 && skipped.size === file.jobs.length
}

function describe(holder: Group, needed: Group, path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1)
  const both = `${needed.place} of ${file} and ${holder.place} of this gate's workflow are the same group, "${needed.name}"`
  const remedy = `Give ${file} a concurrency group of its own: \`concurrency: {group: ${ownGroup(needed.name)}}\`.`
  if (needed.cancels) {
    return `${both}, with cancel-in-progress: the rollback would cancel this gate, and nobody would verify the recovery. ${remedy}`
  }
  return `${both}: the rollback would wait for the gate, which waits for the rollback. ${remedy}`
}

function ownGroup(name: string): string {
  return /^[\w./-]+$/.test(name) ? `rollback-${name}` : 'rollback'
}

/** Of the whole run and of our own job, which may stand in a workflow that the run's calls. */
function heldGroups(gate: Side, gateJob: string): readonly Group[] {
  const { file, known, called } = gate
  const whole = groupsOf(file, '`concurrency`', known)
  const own = file.jobs.find(({ id, uses }) => id === gateJob && uses === '')
  if (own !== undefined) return [...whole, ...groupsOf(own, placeOf(own), known)]
  const callers = file.jobs.filter(job => {
    return called.get(calledPath(job))?.jobs.some(({ id }) => id === gateJob)
  })
  const [caller, ...others] = callers
  const inner = caller && called.get(calledPath(caller))
  // Which of several calls we are in nobody tells.
  if (caller === undefined || inner === undefined || others.length > 0) return whole
  const innerKnown = knownInside(caller, inner, known)
  const innerJobs = inner.jobs.filter(({ id }) => id === gateJob)
  return [
    ...whole,
    ...groupsOf(caller, placeOf(caller), known),
    ...groupsOf(inner, `\`concurrency\` of ${caller.uses}`, innerKnown),
    ...innerJobs.flatMap(job => groupsOf(job, `${placeOf(job)} of ${caller.uses}`, innerKnown))
  ]
}

/** Of the whole run, its jobs, and the workflows that they call. */
function neededGroups({ file, known, called }: Side): readonly Group[] {
  const skipped = skippedJobs(file.jobs, known)
  const jobs = file.jobs.filter(({ id }) => !skipped.has(id))
  return [
    ...groupsOf(file, '`concurrency`', known),
    ...jobs.flatMap(job => {
      const inner = called.get(calledPath(job))
      const own = groupsOf(job, placeOf(job), known)
      if (inner === undefined) return own
      const innerKnown = knownInside(job, inner, known)
      const place = `\`concurrency\` of ${job.uses}, called by \`jobs.${job.id}\`,`
      const parts = [inner, ...inner.jobs]
      return [...own, ...parts.flatMap(part => groupsOf(part, place, innerKnown))]
    })
  ]
}

/** GitHub does not tell the case of groups apart. */
function groupsOf(
  { concurrency }: Pick<WorkflowFile, 'concurrency'>,
  place: string,
  known: Known
): readonly Group[] {
  return concurrency.flatMap(({ group, cancels }) => {
    const name = fillTemplate(group, known)?.trim().toLowerCase()
    return name === undefined || name === '' ? [] : [{ name, cancels, place }]
  })
}

function placeOf({ id }: Job): string {
  return `\`jobs.${id}.concurrency\``
}

/** `./.github/workflows/deploy.yml` → `.github/workflows/deploy.yml`; '' for another repository's. */
export function calledPath({ uses }: Job): string {
  return uses.startsWith('./') ? uses.slice(2) : ''
}

/** A job whose `if` is false, and one that needs a skipped job and does not ask for a status itself. */
function skippedJobs(jobs: readonly Job[], known: Known): ReadonlySet<string> {
  const skipped = new Set<string>()
  const atStart: Known = path => (STATUS.has(path) ? STATUS.get(path) : known(path))
  let before = -1
  while (skipped.size > before) {
    before = skipped.size
    for (const { id, condition, needs } of jobs) {
      const follows = !asksStatus(condition) && needs.some(other => skipped.has(other))
      const isFalse = condition !== '' && isTrue(condition, atStart) === false
      if (follows || isFalse) skipped.add(id)
    }
  }
  return skipped
}

/** While nothing has failed. */
const STATUS = new Map<string, Value>([
  ['always()', true],
  ['success()', true],
  ['failure()', false],
  ['cancelled()', false]
])

/** Without one of these GitHub runs a job only where all that it needs succeeded. */
export function asksStatus(condition: string): boolean {
  return /\b(always|failure|cancelled)\s*\(/.test(condition)
}

/** What is known of the run that a gate is in. */
export interface GateRun {
  readonly event: string
  readonly ref: string
  readonly sha: string
  readonly repository: string
  readonly dispatchInputs: Readonly<Record<string, string>>
}

export function gateKnows(run: GateRun, path: string, { name }: WorkflowFile): Known {
  const isDispatch = run.event === 'workflow_dispatch'
  const inputs = new Map<string, Value>(
    Object.entries(run.dispatchInputs).map(([key, value]) => [key.toLowerCase(), value])
  )
  return knownOf(
    new Map<string, Value>([
      ...shared(run.repository),
      ['github.workflow', name || path],
      ['github.event_name', run.event],
      ['github.ref', run.ref],
      ['github.ref_name', run.ref.replace(/^refs\/(heads|tags)\//, '')],
      ['github.sha', run.sha],
      ['github.run_id', '(the run of the gate)'],
      ['github.run_number', '(the run of the gate)']
    ]),
    input => (isDispatch ? (inputs.get(input) ?? null) : null)
  )
}

/** What is known of the run that a dispatch of `rollback` would make. */
export function rollbackKnows(
  target: {
    readonly repository: string
    readonly ref: string
    /** The ref is known to be a branch. */
    readonly isBranch: boolean
    /** The input that receives the tag. */
    readonly input: string
  },
  path: string,
  { name, inputs }: WorkflowFile
): Known {
  const declared = byLowerName(inputs ?? new Map<string, Input>())
  // Not known before the dispatch, or of one run only.
  const sent = [target.input, CORRELATION_INPUT, ORIGIN_INPUT].map(it => it.toLowerCase())
  return knownOf(
    new Map<string, Value>([
      ...shared(target.repository),
      ['github.workflow', name || path],
      ['github.event_name', 'workflow_dispatch'],
      ...(target.isBranch ? [['github.ref', `refs/heads/${target.ref}`] as const] : []),
      ['github.ref_name', target.ref],
      ['github.run_id', '(the run of the rollback)'],
      ['github.run_number', '(the run of the rollback)']
    ]),
    input => (sent.includes(input) ? undefined : defaultOf(declared.get(input)))
  )
}

function shared(repository: string): readonly (readonly [string, Value])[] {
  const [owner = '', name = ''] = repository.split('/')
  return [
    ['github.repository', repository],
    ['github.repository_owner', owner],
    ['github.event.repository.name', name]
  ]
}

/** `vars` are the same in both runs, whatever they are: their name stands for them. */
function knownOf(
  values: ReadonlyMap<string, Value>,
  inputOf: (name: string) => Value | undefined
): Known {
  return path => {
    const input = /^(?:github\.event\.)?inputs\.([^.]+)$/.exec(path)?.[1]
    if (input !== undefined) return inputOf(input)
    return path.startsWith('vars.') ? `(${path})` : values.get(path)
  }
}

/** Inside a called workflow: `inputs` are what the caller gives, everything else is the caller's. */
function knownInside(caller: Job, inner: WorkflowFile, known: Known): Known {
  const declared = byLowerName(inner.callInputs)
  const given = new Map(
    Object.entries(caller.with).map(([name, text]) => [name.toLowerCase(), text])
  )
  return path => {
    const input = /^inputs\.([^.]+)$/.exec(path)?.[1]
    if (input === undefined) return known(path)
    const text = given.get(input)
    return text === undefined ? defaultOf(declared.get(input)) : fillTemplate(text, known)
  }
}

function byLowerName(inputs: ReadonlyMap<string, Input>): ReadonlyMap<string, Input> {
  return new Map([...inputs].map(([name, input]) => [name.toLowerCase(), input]))
}

/** null for an input that nobody fills: it reads as nothing. */
function defaultOf(input: Input | undefined): Value {
  const value = input?.default
  if (typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'boolean') return value
  return input?.type === 'boolean' ? false : null
}
