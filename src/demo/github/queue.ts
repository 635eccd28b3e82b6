import { parse } from 'yaml'
import { changeRun } from './state.js'
import type { Environment, Run, State } from './state.js'

/**
 * When a run may begin, as GitHub decides it: by the `concurrency` groups of its workflow and jobs, and by the
 * protection of the environments that its jobs name. Within a run all of its jobs count at once.
 *
 *     created → pending (a group is held) → waiting (a review, a timer) → queued → what its plan says
 *
 * One run of a group goes on, one more may be pending: a newer one cancels it, unless the group says `queue: max`
 * (first in, first out; that GitHub ends at 100 is not modelled). `cancel-in-progress` cancels the one that goes on as well.
 * https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency
 * https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments
 */
export interface Claims {
  readonly groups: readonly Group[]
  /** Names of environments. */
  readonly environments: readonly string[]
}

interface Group {
  /** Lower case: GitHub does not tell the case apart. */
  readonly name: string
  readonly cancels: boolean
  readonly queuesAll: boolean
}

/** What a run of this workflow file claims. Throws for an expression that the simulator does not understand. */
export function claimsOf(
  source: string,
  run: Pick<Run, 'branch' | 'inputs'>,
  name: string
): Claims {
  const root = record(parse(source))
  const jobs = Object.values(record(root['jobs'])).map(record)
  const fill = (text: string): string => fillIn(text, run, name)
  return {
    groups: [root, ...jobs].flatMap(part => groupOf(part['concurrency'], fill)),
    environments: jobs.flatMap(job => {
      const { environment } = job
      const named = typeof environment === 'string' ? environment : record(environment)['name']
      return typeof named === 'string' ? [fill(named)] : []
    })
  }
}

/** A new run takes its place: it cancels whom it may, and begins if nothing is in its way. */
export function arrive(state: State, run: Run, at: number): void {
  state.queue.push(run)
  for (const group of run.claims.groups) {
    const others = state.queue.filter(other => other !== run && claims(other, group))
    const waiting = others.filter(({ status }) => status === 'pending')
    const cancelled = group.cancels ? others : group.queuesAll ? [] : waiting
    for (const other of cancelled) end(other, 'cancelled', at)
  }
  settle(state, at)
}

/** Lets everything happen that has happened by now, in its order. */
export function advanceQueue(state: State, now: number): void {
  for (;;) {
    settle(state, now)
    const next = state.queue
      .flatMap(run => nextOf(state, run))
      .toSorted((a, b) => a.at - b.at)
      .find(({ at }) => at <= now)
    if (next === undefined) return
    next.act()
    settle(state, next.at)
  }
}

/** A person's answer to a run that waits; it counts from that instant on. */
export function review(run: Run, answer: 'approved' | 'rejected', at: number): void {
  run.review = { answer, at }
}

/** Environments that keep a run waiting. */
export function pendingEnvironments(state: State, run: Run): readonly Environment[] {
  return run.status === 'waiting' ? protections(state, run) : []
}

interface Happening {
  readonly at: number
  readonly act: () => void
}

function nextOf(state: State, run: Run): readonly Happening[] {
  if (run.status === 'completed') return []
  const [step] = run.plan
  const { beganAt } = run
  if (beganAt !== undefined && step !== undefined) {
    const at = beganAt + step.after
    return [{ at, act: () => changeRun(run, run.plan.shift() ?? step, at) }]
  }
  if (run.waitingSince === undefined || beganAt !== undefined) return []
  return protectionEnds(protections(state, run), run, run.waitingSince)
}

function protectionEnds(
  environments: readonly Environment[],
  run: Run,
  since: number
): readonly Happening[] {
  const timers = Math.max(0, ...environments.map(({ waitTimer }) => waitTimer))
  const isReviewed = environments.some(({ reviewers }) => reviewers.length > 0)
  const { review: given } = run
  if (isReviewed && given === undefined) return []
  const at = Math.max(since + timers, given?.at ?? 0)
  // GitHub fails the jobs that were rejected at once.
  if (given?.answer === 'rejected') {
    return [{ at: Math.max(since, given.at), act: () => end(run, 'failure', given.at) }]
  }
  return [{ at, act: () => begin(run, at) }]
}

/** Runs whose groups are free go on, oldest first; those that are over leave. */
function settle(state: State, at: number): void {
  state.queue.splice(0, Infinity, ...state.queue.filter(({ status }) => status !== 'completed'))
  for (const run of state.queue) {
    if (run.beganAt !== undefined || run.waitingSince !== undefined) continue
    const ahead = state.queue.slice(0, state.queue.indexOf(run))
    const isHeld = run.claims.groups.some(group => ahead.some(other => claims(other, group)))
    if (isHeld) {
      if (run.status !== 'pending') changeRun(run, { status: 'pending' }, at)
    } else enter(state, run, at)
  }
}

function enter(state: State, run: Run, at: number): void {
  run.waitingSince = at
  if (protections(state, run).length === 0) return begin(run, at)
  changeRun(run, { status: 'waiting' }, at)
}

function begin(run: Run, at: number): void {
  run.beganAt = at
  if (run.status !== 'queued') changeRun(run, { status: 'queued' }, at)
}

function end(run: Run, conclusion: string, at: number): void {
  run.plan = []
  changeRun(run, { status: 'completed', conclusion }, at)
}

function protections(state: State, run: Run): readonly Environment[] {
  return run.claims.environments.flatMap(name => state.environments.get(name) ?? [])
}

function claims(run: Run, { name }: Group): boolean {
  return run.status !== 'completed' && run.claims.groups.some(group => group.name === name)
}

function groupOf(concurrency: unknown, fill: (text: string) => string): readonly Group[] {
  const fields = record(concurrency)
  const name = typeof concurrency === 'string' ? concurrency : fields['group']
  if (typeof name !== 'string') return []
  return [
    {
      name: fill(name).toLowerCase(),
      cancels: fields['cancel-in-progress'] === true,
      queuesAll: fields['queue'] === 'max'
    }
  ]
}

function fillIn(text: string, { branch, inputs }: Pick<Run, 'branch' | 'inputs'>, name: string) {
  const values: Readonly<Record<string, string>> = {
    'github.workflow': name,
    'github.ref': `refs/heads/${branch}`,
    'github.ref_name': branch
  }
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_all, expression: string) => {
    const input = /^inputs\.([\w-]+)(?:\s*\|\|\s*'([^']*)')?$/.exec(expression)
    const value = input === null ? values[expression] : inputs[input[1] ?? ''] || (input[2] ?? '')
    if (value === undefined) throw new Error(`it does not understand ${expression}`)
    return value
  })
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : {}
}
