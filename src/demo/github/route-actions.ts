import { parse } from 'yaml'
import { arrive, claimsOf, pendingEnvironments } from './queue.js'
import { renderPending, renderRun, renderWorkflow, runHtml, runUrl } from './render.js'
import type { Call, Reply, Route } from './route.js'
import { notFound, ok, refusal, text } from './route.js'
import { nextId, resolveRef } from './state.js'
import type { Commit, Run, State, Workflow } from './state.js'

const actions = { needs: ['actions'], access: 'read' } as const

export const actionRoutes: readonly Route[] = [
  { method: 'GET', path: '/actions/workflows/{workflow_id}', ...actions, answer: readWorkflow },
  {
    method: 'POST',
    path: '/actions/workflows/{workflow_id}/dispatches',
    needs: ['actions'],
    access: 'write',
    answer: dispatch
  },
  { method: 'GET', path: '/actions/workflows/{workflow_id}/runs', ...actions, answer: listRuns },
  { method: 'GET', path: '/actions/runs/{run_id}', ...actions, answer: readRun },
  {
    method: 'GET',
    path: '/actions/runs/{run_id}/pending_deployments',
    ...actions,
    answer: listPendingDeployments
  }
]

/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows */
const MOST_INPUTS = 25
const MOST_INPUT_CHARACTERS = 65_535
const RUN_DETAILS_VERSION = '2026-03-10'

function readWorkflow(call: Call): Reply {
  const workflow = findWorkflow(call)
  return workflow === undefined ? notFound() : ok(renderWorkflow(call.renderer, workflow))
}

function dispatch(call: Call): Reply {
  const { state, renderer, body, apiVersion, settings } = call
  if (settings.enterprise && apiVersion === RUN_DETAILS_VERSION) {
    return refusal(400, `Unsupported 'X-GitHub-Api-Version' value '${apiVersion}'.`)
  }
  const workflow = findWorkflow(call)
  if (workflow === undefined) return notFound()
  const ref = text(body['ref']) ?? ''
  const commit = /^[0-9a-f]{40}$/.test(ref) ? undefined : resolveRef(state, ref)
  if (commit === undefined) return refusal(422, `No ref found for: ${ref}`)
  const inputs = asTexts(body['inputs'])
  const refused = refuseDispatch(workflow, commit, inputs)
  if (refused !== undefined) return refusal(422, refused)
  const run = startRun(call, workflow, commit, ref, inputs)
  settings.onDispatch(run)
  if (apiVersion !== RUN_DETAILS_VERSION) return { status: 204 }
  return ok({
    workflow_run_id: run.id,
    run_url: runUrl(renderer, run),
    html_url: runHtml(renderer, run)
  })
}

function refuseDispatch(
  workflow: Workflow,
  commit: Commit,
  inputs: Readonly<Record<string, string>>
): string | undefined {
  if (workflow.state !== 'active') {
    return `Cannot trigger a 'workflow_dispatch' on a disabled workflow`
  }
  const declared = declaredInputs(commit.tree.get(workflow.path) ?? '')
  if (declared === undefined) return `Workflow does not have 'workflow_dispatch' trigger`
  const names = Object.keys(inputs)
  if (names.length > MOST_INPUTS) return `You can only provide up to ${MOST_INPUTS} inputs`
  if (JSON.stringify(inputs).length > MOST_INPUT_CHARACTERS) return 'inputs are too large.'
  const unexpected = names.filter(name => !declared.has(name))
  if (unexpected.length > 0) return `Unexpected inputs provided: ${JSON.stringify(unexpected)}`
  const missing = [...declared].find(
    ([name, input]) => input.required && input.default === undefined && !names.includes(name)
  )
  return missing && `Required input '${missing[0]}' not provided`
}

function startRun(
  { state, token, now, settings }: Call,
  workflow: Workflow,
  commit: Commit,
  ref: string,
  inputs: Readonly<Record<string, string>>
): Run {
  const source = commit.tree.get(workflow.path) ?? ''
  const run: Run = {
    id: nextId(state),
    workflow,
    event: 'workflow_dispatch',
    title: runTitle(source, workflow, inputs),
    branch: ref,
    sha: commit.sha,
    actor: token.login,
    inputs,
    createdAt: now,
    visibleAt: now + settings.lag.run(),
    listedAt: now + settings.lag.runs(),
    status: 'queued',
    conclusion: null,
    updatedAt: now,
    claims: claimsOf(source, { branch: ref, inputs }, workflow.name),
    plan: []
  }
  state.runs.push(run)
  arrive(state, run, now)
  return run
}

function listRuns(call: Call): Reply {
  const { state, renderer, query, now } = call
  const workflow = findWorkflow(call)
  if (workflow === undefined) return notFound()
  const event = query.get('event')
  const runs = state.runs
    .filter(run => run.workflow === workflow && now >= run.listedAt)
    .filter(run => event === null || run.event === event)
    .toSorted((a, b) => b.id - a.id)
  return {
    status: 200,
    list: runs.map(run => renderRun(renderer, run)),
    envelope: (page, total) => ({ total_count: total, workflow_runs: page })
  }
}

function readRun(call: Call): Reply {
  const run = findRun(call)
  return run === undefined ? notFound() : ok(renderRun(call.renderer, run))
}

function listPendingDeployments(call: Call): Reply {
  const { state } = call
  const run = findRun(call)
  if (run === undefined) return notFound()
  const { waitingSince } = run
  const pending = pendingEnvironments(state, run)
  return ok(pending.map(it => renderPending(call.renderer, it, waitingSince)))
}

function findRun({ state, path, now }: Call): Run | undefined {
  return state.runs.find(run => String(run.id) === path['run_id'] && now >= run.visibleAt)
}

/** By id or by file name. */
function findWorkflow({ state, path }: { state: State; path: Call['path'] }): Workflow | undefined {
  const wanted = path['workflow_id'] ?? ''
  return state.workflows.find(
    it => String(it.id) === wanted || it.path === `.github/workflows/${wanted}`
  )
}

interface DeclaredInput {
  readonly required: boolean
  readonly default: unknown
}

/** undefined: the file has no `workflow_dispatch`. */
function declaredInputs(source: string): ReadonlyMap<string, DeclaredInput> | undefined {
  const on = record(parse(source))['on']
  if (on === 'workflow_dispatch') return new Map()
  if (Array.isArray(on)) return on.includes('workflow_dispatch') ? new Map() : undefined
  if (!('workflow_dispatch' in record(on))) return undefined
  const inputs = record(record(record(on)['workflow_dispatch'])['inputs'])
  return new Map(
    Object.entries(inputs).map(([name, input]) => {
      const { required, default: preset } = record(input)
      return [name, { required: required === true, default: preset }]
    })
  )
}

/** `run-name` with its `inputs` filled in, else the workflow's name. */
function runTitle(
  source: string,
  workflow: Workflow,
  inputs: Readonly<Record<string, string>>
): string {
  const name = text(record(parse(source))['run-name'])
  if (name === undefined) return workflow.name
  return name.replace(
    EXPRESSION,
    (_all, dotted: string | undefined, quoted: string | undefined, otherwise: string | undefined) =>
      inputs[dotted ?? quoted ?? ''] || (otherwise ?? '')
  )
}

/** expression = "${{" input [ "||" "'" text "'" ] "}}"; of everything else GitHub can do there nothing is understood */
const EXPRESSION =
  /\$\{\{\s*(?:github\.event\.)?inputs(?:\.([\w-]+)|\['([\w-]+)'\])\s*(?:\|\|\s*'([^']*)'\s*)?\}\}/g

function asTexts(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(record(value)).map(([name, it]) => [name, String(it)]))
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : {}
}
